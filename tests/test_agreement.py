"""The table of agreement: every figure once, with n and interval, below the set it was taken on."""

from dashboard.agreement import agreement
from dashboard.tables import validation


def test_figures_stand_below_the_name_of_their_set_which_stands_once() -> None:
    figures = [
        {"name": "copies recall", "set": "near_duplicate_pairs", "n": 141, "value": 1.0},
        {"name": "byline found", "set": "html_pages", "n": 66, "value": 0.9394},
        {"name": "cut copy found", "set": "near_duplicate_pairs", "n": 200, "value": 0.995},
    ]
    html = agreement(figures, [], "")
    assert html.count("near_duplicate_pairs") == html.count("html_pages") == 1
    order = ["near_duplicate_pairs", "Copies recall", "Cut copy found", "html_pages", "Byline"]
    places = [html.index(one) for one in order]
    assert places == sorted(places)


def test_every_measured_figure_is_shown_with_its_n_and_interval() -> None:
    measured = validation()
    html = agreement(measured["figures"], measured["published"], "")
    for figure in measured["figures"]:
        if figure["name"].endswith(" quiet"):
            continue  # on the report card of the flags
        assert f"<b>{figure['value']:.3f}</b>" in html, figure
        assert f"{figure['n']:,}" in html, figure
        if figure.get("low") is not None:
            assert f"{figure['low']:.2f} to {figure['high']:.2f}" in html, figure
