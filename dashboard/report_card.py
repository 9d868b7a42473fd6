"""The report card of the flags: how often each is triggered, on what, how far to trust it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard import markup, vocabulary
from dashboard.markup import escaped
from pipelines.flags.finding import Flag
from pipelines.plurals import counted
from pipelines.rates import Rates

Figures = Sequence[Mapping[str, Any]]

# Which labelled sets speak of which flag, with the words for the measure.
AGREEMENT = {
    "loaded_language": (
        ("loaded_language", "loaded words AUC", "tells biased from neutral sentences, AUC"),
        ("subjectivity", "loaded words AUC", "tells subjective from objective sentences, AUC"),
    ),
    "sensational_style": (
        ("clickbait_headlines", "accuracy", "headlines called right"),
        ("clickbait_posts", "F1", "posts that readers call clickbait, F1"),
    ),
    "date_conflict": (
        ("articles", "window holds the date", "windows that hold the stated date"),
    ),
    "page_chrome": (("html_pages", "body token F1", "body of web pages, token F1"),),
    "no_byline": (("html_pages", "byline found", "bylines of web pages found"),),
    "no_date": (("html_pages", "date found", "dates of web pages found"),),
    "anonymous_sources": (
        ("attribution", "unnamed speaker F1", "speakers without a name, F1"),
    ),
    "no_direct_quote": (
        ("attribution", "direct quotes recall", "direct quotes found"),
    ),
    "unattributed_quote": (
        ("attribution", "speaker found", "speakers of direct quotes found"),
    ),
}  # fmt: skip
HEAD = (
    "Flag",
    "Why it may be harmless",
    "Evidence",
    "Triggered here",
    "in the reference set",
    "on solid reporting",
    "Agreement with people",
)
QUIET = " quiet"  # the end of a figure's name: one minus the rate of firing on solid reporting


def is_of_a_flag(figure: Mapping[str, Any]) -> bool:
    """Whether the report card shows the figure, so that the table of agreement need not."""
    return figure.get("set") == "articles" and str(figure.get("name", "")).endswith(QUIET)


def report_card(rates_here: pd.DataFrame, reference: Rates, figures: Figures) -> str:
    """Every flag by family, as HTML; `rates_here` counts the answers in the open corpus."""
    return "".join(
        _family(family, question, rates_here, reference, figures)
        for family, question in vocabulary.FAMILIES.items()
    )


def _family(
    family: str, question: str, rates_here: pd.DataFrame, reference: Rates, figures: Figures
) -> str:
    flags = [flag for flag in vocabulary.flags().values() if flag.family == family]
    rows = [_row(flag, rates_here, reference, figures) for flag in flags]
    return markup.folded(
        f"{family.capitalize()} · {question}: {counted(len(rows), 'flag')}",
        markup.table(HEAD, rows, numbers=(2, 3, 4, 5)),
    )


def _row(
    flag: Flag, rates_here: pd.DataFrame, reference: Rates, figures: Figures
) -> tuple[str, ...]:
    return (
        f"<b>{escaped(flag.label)}</b> <code>{flag.name}</code><br>"
        f'<span class="px-plain">{escaped(flag.meaning)}</span>',
        escaped(flag.innocent),
        flag.grade,
        *_fires(flag, rates_here, reference, figures),
        "<br>".join(_agreement(flag, figures)) or "–",
    )


def _fires(
    flag: Flag, rates_here: pd.DataFrame, reference: Rates, figures: Figures
) -> tuple[str, str, str]:
    """How often it fires here, in the reference set and on solid reporting."""
    here = referred = solid = "–"
    if flag.name in rates_here.index:
        here = _share(rates_here.loc[flag.name].to_dict())
    if flag.name in reference.firing:
        referred = _share(reference.firing[flag.name])
    for figure in figures:
        if is_of_a_flag(figure) and figure["name"] == flag.name + QUIET:
            solid = f"{1 - figure['value']:.1%} of {figure['n']:,}"
    return here, referred, solid


def _share(answers: Mapping[Any, int]) -> str:
    """How many of those that could be assessed, and how many could not."""
    fired, clear = int(answers["triggered"]), int(answers["clear"])
    unknown = int(answers["cannot assess"])
    if not fired + clear:
        return f"(? {unknown:,})"
    text = f"{fired / (fired + clear):.1%} of {fired + clear:,}"
    return text + (f" <span class='px-faint px-below'>(? {unknown:,})</span>" if unknown else "")


def _agreement(flag: Flag, figures: Figures) -> Iterator[str]:
    for set_name, measure, words in AGREEMENT.get(flag.name, ()):
        for figure in figures:
            if (figure.get("set"), figure.get("name")) == (set_name, measure):
                yield f"{words}: <b>{figure['value']:.2f}</b> (n {figure['n']:,})"
