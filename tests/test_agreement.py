"""The table of agreement: every figure once, with n and interval, below the set it was taken on."""

from dashboard.agreement import agreement
from dashboard.tables import validation
from dashboard.trust import trust


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


def test_the_first_screen_says_where_it_is_strong_and_where_it_is_weak() -> None:
    measured = validation()
    html = trust(measured["figures"], measured["published"])
    of_tone = next(
        figure
        for figure in measured["figures"]
        if (figure["set"], figure["model"], figure["name"])
        == ("nyt_snippets", "fast", "sentence tone r")
    )
    assert f"<b>{of_tone['value']:.2f}</b> for sentences" in html
    assert "One human rater" in html
    worst = html.split("What is it worst at?")[1]
    lowest = min(
        figure["value"]
        for figure in measured["figures"]
        if figure["n"] >= 30 and figure["model"] != "vader"
    )
    assert f"<b>{lowest:.2f}</b>" in worst, "the lowest of all is not left out"


def test_nothing_measured_has_no_answer() -> None:
    assert trust([], []) == ""
