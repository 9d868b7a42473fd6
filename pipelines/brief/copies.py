"""Copies, and stock phrases that articles share."""

import pandas as pd

from pipelines.brief.corpus import Corpus
from pipelines.brief.footnotes import Footnotes
from pipelines.brief.page import Section, counted, left_off, listed, paragraph, points, table, words
from pipelines.summaries_events import copies as copied
from pipelines.summaries_events import phrase_radar

MOST_GROUPS = 12
MOST_MEMBERS = 8
MOST_PHRASES = 15
PLACES = 4  # quoted per phrase


def copies(corpus: Corpus, notes: Footnotes) -> Section:
    """Which texts are copies and which phrases are stock."""
    rows, phrases = copied(corpus.tables), phrase_radar(corpus.tables)
    n = len(corpus.tables.articles)
    if n < 2:
        lead = "There is nothing to compare: one article cannot be a copy of another."
        return Section("copies", "Copies and stock phrases", (lead,), paragraph(lead))
    body = "<h3>Near-copies</h3>" + _groups(corpus, rows, notes)
    body += "<h3>Shared stock phrases</h3>" + _phrases(phrases, n, notes)
    return Section("copies", "Copies and stock phrases", tuple(_leads(corpus, rows, phrases)), body)


def _leads(corpus: Corpus, rows: pd.DataFrame, phrases: pd.DataFrame) -> list[str]:
    n = len(corpus.tables.articles)
    if rows.empty:
        leads = [f"<b>No near-copies</b> among {counted(n, 'article')}."]
    else:
        first = rows[rows["group"] == rows["group"].iloc[0]]
        linked = listed([corpus.number(str(one)) for one in first["article_id"].head(4)])
        leads = [
            f"<b>Near-copies:</b> {len(rows):,} of {counted(n, 'article')} are near-copies, in "
            f"{counted(rows['group'].nunique(), 'group')}; {linked} count as one voice."
        ]
    if len(phrases):
        top = phrases.iloc[0]
        leads.append(
            f"<b>Stock phrases:</b> {phrases['phrase'].nunique():,} are shared; "
            f"“{words(top['phrase'])}” stands in {top['n_articles']:,} of {n:,}. "
            "A shared phrase corroborates nothing."
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
            f"{'; '.join(named)}{more}. Of the shorter text's word runs, up to {100 * best:.0f} % "
            f"are in the other (n {counted(len(members), 'article')})."
        )
    return points(items) + left_off(len(groups), len(items), "groups")


def _opening(corpus: Corpus, article_id: str, notes: Footnotes) -> str:
    """The first sentence, so that a reader can compare the copies."""
    sentences = corpus.tables.sentences
    own = sentences[sentences["article_id"] == article_id]
    return notes.cite_rows(own.sort_values("sentence_index"), at_most=1)


def _phrases(phrases: pd.DataFrame, n: int, notes: Footnotes) -> str:
    if phrases.empty:
        return paragraph("No unusual phrase is shared by several independent articles.")
    rows = []
    for phrase in list(dict.fromkeys(phrases["phrase"]))[:MOST_PHRASES]:
        places = phrases[phrases["phrase"] == phrase]
        rate = places["background_rate"].iloc[0]
        usual = "not counted" if pd.isna(rate) else f"{100 * float(rate):.2g} %"
        rows.append(
            (
                f"“{words(phrase)}”",
                f"{places['n_articles'].iloc[0]:,} of {n:,}",
                usual,
                notes.cite_rows(places.drop_duplicates("article_id"), at_most=PLACES),
            )
        )
    head = ("Phrase", "Articles", "Of reference articles", "Words")
    return table("Shared stock phrases", head, rows) + left_off(
        phrases["phrase"].nunique(), len(rows), "phrases"
    )
