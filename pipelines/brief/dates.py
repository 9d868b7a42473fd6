"""Dates that do not fit: what the wording allows against what is stated, and other conflicts."""

from datetime import datetime, timedelta
from typing import Any

import pandas as pd

from pipelines.brief import drawing
from pipelines.brief.corpus import MOST_ROWS, Corpus, day, moment
from pipelines.brief.footnotes import Footnotes
from pipelines.brief.page import (
    Section,
    counted,
    left_off,
    listed,
    paragraph,
    points,
    table,
    words,
)
from pipelines.figure_words import conflict_said, values_of
from pipelines.summaries_glance import dates_fit
from pipelines.writing_window import fits

MOST_PAIRS = 15
NAMED = 4  # articles named in one sentence
CLUES = 4  # quoted per article


def dates(corpus: Corpus, notes: Footnotes) -> Section:
    """Windows that the wording implies, with the stated date, and pairs that contradict."""
    articles = corpus.counted.articles
    pairs = corpus.tables.pairs
    date_pairs = pairs[pairs["kind"] == "date_conflict"]
    fact_pairs = pairs[pairs["kind"] == "slot_conflict"]
    fit = dates_fit(corpus.counted)
    inside = fit.in_conflict
    dated = int(articles["published_at"].notna().sum())
    n = len(articles)
    lead = f"<b>Dates:</b> {_stated(dated, n)} published."
    if not len(inside) and not len(date_pairs):
        lead += " No dates were found that contradict each other."
    leads = [lead]
    if len(inside):
        linked = [corpus.number(one) for one in inside[:NAMED]]
        linked += [f"{len(inside) - NAMED:,} more"] if len(inside) > NAMED else []
        leads.append(
            f"<b>Dates that do not fit within one article:</b> {listed(linked)} "
            f"({len(inside):,} of {fit.n_checked:,} with words that bound when they were written)."
        )
    leads += _lead(corpus, date_pairs, "Dates that do not fit between articles")
    leads += _lead(corpus, fact_pairs, "Facts that do not fit between articles")
    body = _windows(corpus, notes)
    body += _pairs(corpus, date_pairs, "Articles that cannot be of the same time", notes)
    body += _pairs(corpus, fact_pairs, "Figures and facts that differ between articles", notes)
    return Section("dates", "Do the dates and facts fit?", tuple(leads), body)


def _stated(n_dated: int, n: int) -> str:
    if n == 1:
        return f"the article {'states' if n_dated else 'does not say'} when it was"
    if not n_dated:
        return f"none of {n:,} articles states when it was"
    verb = "states when it was" if n_dated == 1 else "state when they were"
    return f"{n_dated:,} of {n:,} articles {verb}"


def _lead(corpus: Corpus, pairs: pd.DataFrame, what: str) -> list[str]:
    """How many pairs do not fit, and the first of them; none is not worth a sentence."""
    if pairs.empty:
        return []
    one, other, note = (pairs[name].iloc[0] for name in ("article_id", "other_id", "note"))
    said = f": {words(conflict_said(note))}" if isinstance(note, str) else ""
    such = "" if len(pairs) == 1 else f"{len(pairs):,} pairs, such as "
    return [
        f"<b>{what}:</b> {such}{corpus.number(str(one))} and {corpus.number(str(other))}{said}."
    ]


def _windows(corpus: Corpus, notes: Footnotes) -> str:
    articles = corpus.counted.articles
    known = articles[articles[["window_earliest", "window_latest"]].notna().any(axis=1)]
    if known.empty:
        return paragraph("No wording bounds when these articles were written.")
    n_bounded = len(known)
    at_odds = set(dates_fit(corpus.counted).in_conflict)
    if len(known) > MOST_ROWS:  # those in conflict first
        in_conflict = known["article_id"].isin(at_odds)
        bounded = known["window_latest"].notna()
        order = (2 * in_conflict + bounded).sort_values(ascending=False, kind="stable").index
        known = known.loc[sorted(order[:MOST_ROWS])]
    moments = [
        tuple(moment(value) for value in row)
        for row in zip(
            known["window_earliest"], known["window_latest"], known["published_at"], strict=True
        )
    ]
    first, last = _ends(moments)
    rows = []
    for article_id, (earliest, latest, stated) in zip(known["article_id"], moments, strict=True):
        clues = corpus.tables.clues
        own = clues[clues["article_id"] == article_id]
        fitting = fits(stated, earliest, latest)
        rows.append(
            (
                corpus.name(str(article_id)),
                day(stated, "not stated"),
                day(latest) if earliest == latest else f"{day(earliest)} to {day(latest)}",
                drawing.window(
                    earliest, latest, stated, first=first, last=last, is_outside=fitting is False
                ),
                _fits_said(fitting, firmly=article_id in at_odds),
                f"{notes.cite_rows(own, at_most=CLUES)} (n {len(own)})",
            )
        )
    return (
        paragraph(
            "The bar spans the days on which a text with this wording can have been written "
            "(“more than two years of war”, “the approaching election”), the diamond is the stated "
            f"date. The axis runs from {day(first)} to {day(last)}. "
            f"{n_bounded:,} of {counted(len(articles), 'article')} have such wording."
        )
        + table(
            "Implied and stated dates",
            ("Article", "Stated", "Wording allows", "Picture", "Fits", "Clues"),
            rows,
        )
        + left_off(n_bounded, len(rows), "articles with such wording")
    )


def _ends(moments: list[tuple[datetime | None, ...]]) -> tuple[datetime, datetime]:
    days = [one for row in moments for one in row if one is not None]
    margin = max(timedelta(days=20), (max(days) - min(days)) * 0.05)
    return min(days) - margin, max(days) + margin


def _fits_said(fits: bool | None, *, firmly: bool) -> str:
    """Whether a date fits in words: loose words such as "in 2014" rule nothing out."""
    if fits is False and not firmly:
        return "not by loose words"
    return "–" if fits is None else "yes" if fits else '<b class="triggered">no</b>'


def _pairs(corpus: Corpus, pairs: pd.DataFrame, title: str, notes: Footnotes) -> str:
    if pairs.empty:
        return ""
    shown = pairs.head(MOST_PAIRS)
    items = []
    for _, pair in shown.iterrows():
        ids = [str(pair["article_id"]), str(pair["other_id"])]  # as the values in the note
        said = words(conflict_said(pair["note"])) if isinstance(pair["note"], str) else ""
        items.append(
            f"{corpus.name(ids[0])} against {corpus.name(ids[1])}: {said}"
            f"{_words_behind(corpus, ids, pair, notes)}"
        )
    return f"<h3>{title}</h3>" + points(items) + left_off(len(pairs), len(items), "pairs")


def _words_behind(corpus: Corpus, ids: list[str], pair: "pd.Series[Any]", notes: Footnotes) -> str:
    """The words behind a conflict: the firm clues of both articles, or the two values."""
    if pair["kind"] == "date_conflict":
        clues = corpus.tables.clues
        rows = [clues[(clues["article_id"] == one) & (clues["firmness"] == "firm")] for one in ids]
        return " " + "".join(notes.cite_rows(own, at_most=CLUES) for own in rows)
    slots = corpus.tables.slots
    rows = [
        slots[(slots["article_id"] == one) & (slots["value"] == value)]
        for one, value in zip(ids, values_of(str(pair["note"])), strict=False)
    ]
    return " " + "".join(notes.cite_rows(own, at_most=1) for own in rows)
