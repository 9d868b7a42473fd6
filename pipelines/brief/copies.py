"""Copies, and stock phrases that articles share."""

import pandas as pd

from pipelines.brief.corpus import Corpus
from pipelines.brief.footnotes import Footnotes
from pipelines.brief.page import Section, counted, left_off, paragraph, points, table, words
from pipelines.reference import rate_said
from pipelines.summaries_events import copies as copies_in_groups
from pipelines.summaries_events import phrase_counts
from pipelines.summaries_glance import copied

NAMED = 3  # copies in the first page's sentence
MOST_GROUPS = 12
MOST_MEMBERS = 8
MOST_PHRASES = 15
PLACES = 4  # quoted per phrase


def copies(corpus: Corpus, notes: Footnotes) -> Section:
    """Which texts are copies and which phrases are stock."""
    rows, phrases = copies_in_groups(corpus.tables), phrase_counts(corpus.tables)
    n = len(corpus.tables.articles)
    if n < 2:
        lead = "There is nothing to compare: one article cannot be a copy of another."
        return Section("copies", "Copies and stock phrases", (), paragraph(lead))
    body = "<h3>Copies</h3>" + _groups(corpus, rows, notes)
    body += "<h3>Shared stock phrases</h3>" + _phrases(corpus, phrases, notes)
    return Section("copies", "Copies and stock phrases", tuple(_leads(corpus, rows, phrases)), body)


def _leads(corpus: Corpus, rows: pd.DataFrame, phrases: pd.DataFrame) -> list[str]:
    n = len(corpus.tables.articles)
    found = copied(corpus.tables)
    if found.empty:
        leads = [f"<b>No copies</b> among {counted(n, 'article')}."]
    else:
        pairs = [
            f"{corpus.number(str(copy))} of {corpus.number(str(origin))}"
            for copy, origin in zip(
                found["article_id"].head(NAMED), found["origin_id"].head(NAMED), strict=True
            )
        ]
        more = f" and {len(found) - NAMED:,} more" if len(found) > NAMED else ""
        is_one = len(found) == 1
        leads = [
            f"<b>Copies:</b> {len(found):,} of {counted(n, 'article')} "
            f"{'is a copy' if is_one else 'are copies'}: {', '.join(pairs)}{more}. A copy adds no "
            "voice to its origin."
        ]
    if len(phrases):
        top = phrases.iloc[0]
        n_phrases = len(phrases)
        leads.append(
            f"<b>Stock phrases:</b> several articles share {counted(n_phrases, 'stock phrase')}"
            f"{', such as' if n_phrases > 1 else ':'} “{words(top['phrase'])}”, in "
            f"{top['n_articles']:,} of {counted(int(top['of_articles']), 'article')}. Shared "
            "wording supports no fact."
        )
    return leads


def _groups(corpus: Corpus, rows: pd.DataFrame, notes: Footnotes) -> str:
    if rows.empty:
        return paragraph("None was found.")
    groups = list(dict.fromkeys(rows["group"]))
    items = []
    for group in groups[:MOST_GROUPS]:
        members = rows[rows["group"] == group]
        named = [
            f"{corpus.name(str(one))}{' (likely origin)' if origin else ''}"
            f"{_opening(corpus, str(one), notes)}"
            for one, origin in zip(
                members["article_id"].head(MOST_MEMBERS), members["is_origin"], strict=False
            )
        ]
        more = f" and {len(members) - MOST_MEMBERS:,} more" if len(members) > MOST_MEMBERS else ""
        best = members["containment"].max()
        items.append(
            f"{'; '.join(named)}{more}. Up to {100 * best:.0f} % of the shorter text is in the "
            f"other, by runs of eight words (n {counted(len(members), 'article')})."
        )
    return points(items) + left_off(len(groups), len(items), "groups")


def _opening(corpus: Corpus, article_id: str, notes: Footnotes) -> str:
    """The first sentence, so that a reader can compare the copies."""
    sentences = corpus.tables.sentences
    own = sentences[sentences["article_id"] == article_id]
    return notes.cite_rows(own.sort_values("sentence_index"), at_most=1)


def _phrases(corpus: Corpus, phrases: pd.DataFrame, notes: Footnotes) -> str:
    if phrases.empty:
        return paragraph("No unusual phrase is shared by several independent articles.")
    rows = []
    for row in phrases.head(MOST_PHRASES).to_dict("records"):
        places = corpus.tables.phrases[corpus.tables.phrases["phrase"] == row["phrase"]]
        rows.append(
            (
                f"“{words(row['phrase'])}”",
                f"{row['n_articles']:,} of {row['of_articles']:,}",
                rate_said(row["background_rate"]),
                notes.cite_rows(places.drop_duplicates("article_id"), at_most=PLACES),
            )
        )
    head = ("Phrase", "Articles", "Of reference articles", "Words")
    said = paragraph(
        "Copies are left out here: they share all their phrases. “…” stands for any words; the "
        "share of reference articles says how usual a phrase is elsewhere."
    )
    return (
        said
        + table("Shared stock phrases", head, rows)
        + left_off(len(phrases), len(rows), "phrases")
    )
