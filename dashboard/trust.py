"""How far to trust what is measured, in four lines: where it is strong, and where it is weak."""

from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

from dashboard import vocabulary
from dashboard.agreement import SETS
from dashboard.markup import escaped
from dashboard.report_card import QUIET, is_of_a_flag

Figures = Sequence[Mapping[str, Any]]

WEAKEST = 3  # figures named
ENOUGH = 30  # cases; a share of fewer says little

HUMAN = "one human rater against the mean of twenty"


def trust(figures: Figures, published: Figures) -> str:
    """The question of the page of methods answered in figures, as HTML; "" without any."""
    answers = (
        ("Does tone agree with readers?", _tone(figures, published)),
        ("Do flags stay quiet on solid reporting?", _quiet(figures)),
        ("What is it worst at?", _weakest(figures)),
    )
    rows = "".join(
        f"<div><dt>{escaped(question)}</dt><dd>{answer}</dd></div>"
        for question, answer in answers
        if answer
    )
    return f'<dl class="px-glance">{rows}</dl>' if rows else ""


def _tone(figures: Figures, published: Figures) -> str:
    own = {
        figure["name"]: figure
        for figure in figures
        if (figure.get("set"), figure.get("model")) == ("nyt_snippets", "fast")
    }
    if "sentence tone r" not in own:
        return ""
    human = [one["value"] for one in published if one.get("by") == HUMAN]
    beside = f" One human rater reaches <b>{human[0]:.2f}</b> for sentences." if human else ""
    articles = own.get("article tone r")
    of_articles = f", <b>{articles['value']:.2f}</b> for articles{_n(articles)}" if articles else ""
    sentences = own["sentence tone r"]
    return (
        f"Correlation with the mean of twenty readers: <b>{sentences['value']:.2f}</b> for "
        f"sentences{_n(sentences)}{of_articles}.{beside}"
    )


def _quiet(figures: Figures) -> str:
    fires = {
        str(figure["name"]).removesuffix(QUIET): 1 - figure["value"]
        for figure in figures
        if is_of_a_flag(figure)
    }
    if not fires:
        return ""
    n = max(figure["n"] for figure in figures if is_of_a_flag(figure))
    most = max(fires, key=lambda flag: fires[flag])
    return (
        f"Of {len(fires)} flags measured on it (n {n:,} articles) the usual one is triggered in "
        f"<b>{median(fires.values()):.1%}</b>, the most frequent, "
        f"{escaped(vocabulary.flag_label(most).lower())}, in {fires[most]:.1%}."
    )


def _weakest(figures: Figures) -> str:
    shares = [
        figure
        for figure in figures
        if figure.get("n", 0) >= ENOUGH
        and figure.get("model") not in ("vader", "without_topic_words", "fast", "deep")
    ]
    worst = sorted(shares, key=lambda figure: figure["value"])[:WEAKEST]
    if not worst:
        return ""
    return f"Lowest, tone apart, of what is measured on {ENOUGH} cases or more: " + "; ".join(
        f"{escaped(vocabulary.measure(figure['name']))} <b>{figure['value']:.2f}</b>{_n(figure)}"
        f", {escaped(SETS.get(figure['set'], figure['set']))}"
        for figure in worst
    )


def _n(figure: Mapping[str, Any]) -> str:
    low, high = figure.get("low"), figure.get("high")
    interval = "" if low is None or high is None else f"{low:.2f} to {high:.2f}, "
    return f" ({interval}n {figure['n']:,})"
