"""Dates that do not fit: what the wording allows against what is stated, and other conflicts."""

from datetime import datetime, timedelta

import pandas as pd

from pipelines.brief import drawing
from pipelines.brief.corpus import MOST_ROWS, Corpus, day, moment
from pipelines.brief.footnotes import Footnotes
from pipelines.brief.page import Section, counted, left_off, paragraph, points, table, words

MOST_PAIRS = 15
CLUES = 4  # quoted per article
A_DAY = timedelta(days=1)  # a stated date may be in another time zone than the writer


def dates(corpus: Corpus, notes: Footnotes) -> Section:
    """Windows that the wording implies, with the stated date, and pairs that contradict."""
    articles = corpus.counted.articles
    pairs = corpus.tables.pairs
    date_pairs = pairs[pairs["kind"] == "date_conflict"]
    fact_pairs = pairs[pairs["kind"] == "slot_conflict"]
    flags = corpus.counted.flags
    inside = flags[(flags["flag"] == "date_conflict") & (flags["state"] == "triggered")]
    dated = int(articles["published_at"].notna().sum())
    n = len(articles)
    leads = [f"<b>Dates:</b> {dated:,} of {counted(n, 'article')} state when they were published."]
    if len(inside):
        linked = ", ".join(corpus.number(str(one)) for one in inside["article_id"].head(4))
        more = " …" if len(inside) > 4 else ""
        leads.append(
            f"<b>Dates that do not fit within one article:</b> {len(inside):,} of {n:,} "
            f"({linked}{more})."
        )
    if len(date_pairs):
        one, other = (str(date_pairs[name].iloc[0]) for name in ("article_id", "other_id"))
        leads.append(
            f"<b>Dates that do not fit between articles:</b> {counted(len(date_pairs), 'pair')}, "
            f"such as {corpus.number(one)} and {corpus.number(other)}: their wording cannot have "
            "been written at the same time."
        )
    if not len(inside) and not len(date_pairs):
        leads.append("No dates were found that contradict each other.")
    body = _windows(corpus, notes)
    body += _pairs(corpus, date_pairs, "Articles that cannot be of the same time", notes)
    body += _pairs(corpus, fact_pairs, "Figures and facts that differ between articles", notes)
    return Section("dates", "Do the dates fit?", tuple(leads), body)


def _windows(corpus: Corpus, notes: Footnotes) -> str:
    articles = corpus.tables.articles
    known = articles[
        articles[["window_earliest", "window_latest", "published_at"]].notna().any(axis=1)
    ]
    if known.empty:
        return paragraph("No article states a date, and no wording bounds when it was written.")
    if len(known) > MOST_ROWS:  # those in conflict first
        flags = corpus.tables.flags
        fired = flags[(flags["flag"] == "date_conflict") & (flags["state"] == "triggered")]
        in_conflict = known["article_id"].isin(fired["article_id"])
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
        rows.append(
            (
                corpus.name(str(article_id)),
                day(stated, "not stated"),
                f"{day(earliest)} to {day(latest)}" if earliest or latest else "no clue",
                drawing.window(earliest, latest, stated, first=first, last=last),
                _fit(earliest, latest, stated),
                f"{notes.cite_rows(own, at_most=CLUES)} (n {len(own)})",
            )
        )
    return (
        paragraph(
            "The bar spans the days on which a text with this wording can have been written "
            "(“more than two years of war”, “the approaching election”), the diamond is the stated "
            f"date. The axis runs from {day(first)} to {day(last)}."
        )
        + table(
            "Implied and stated dates",
            ("Article", "Stated", "Wording allows", "Picture", "Fits", "Clues"),
            rows,
        )
        + left_off(len(articles), len(rows), "articles")
    )


def _ends(moments: list[tuple[datetime | None, ...]]) -> tuple[datetime, datetime]:
    days = [one for row in moments for one in row if one is not None]
    margin = max(timedelta(days=20), (max(days) - min(days)) * 0.05)
    return min(days) - margin, max(days) + margin


def _fit(earliest: datetime | None, latest: datetime | None, stated: datetime | None) -> str:
    if stated is None or (earliest is None and latest is None):
        return "–"
    late = latest is not None and stated > latest + A_DAY
    early = earliest is not None and stated + A_DAY < earliest
    return '<b class="triggered">no</b>' if late or early else "yes"


def _pairs(corpus: Corpus, pairs: pd.DataFrame, title: str, notes: Footnotes) -> str:
    if pairs.empty:
        return ""
    shown = pairs.head(MOST_PAIRS)
    items = []
    for one, other, note in zip(shown["article_id"], shown["other_id"], shown["note"], strict=True):
        ids = corpus.in_order((str(one), str(other)))
        said = words(note) if isinstance(note, str) else ""
        items.append(f"{corpus.name(ids[0])} against {corpus.name(ids[1])}: {said}{_clues(corpus, ids, pairs, notes)}")  # fmt: skip  # noqa: E501
    return f"<h3>{title}</h3>" + points(items) + left_off(len(pairs), len(items), "pairs")


def _clues(corpus: Corpus, ids: list[str], pairs: pd.DataFrame, notes: Footnotes) -> str:
    """The words behind a conflict of dates: the firm clues of both articles."""
    if pairs["kind"].iloc[0] != "date_conflict":
        return ""
    clues = corpus.tables.clues
    cited = [
        notes.cite_rows(
            clues[(clues["article_id"] == one) & (clues["firmness"] == "firm")], at_most=CLUES
        )
        for one in ids
    ]
    return " " + "".join(cited)
