"""The only code that sees two articles at once."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from pipelines.copies import Copy, Source, copies_among
from pipelines.schemas import COMPARED, Tables, frame


def compare_articles(tables: Tables) -> Tables:
    """The tables with `events`, `pairs`, `phrases` and `topics` filled, whatever they held.

    Every part takes time linear in the corpus, and the same tables give the same rows. Without
    `texts` (tables published without them) there are no copies and no phrases. `topics` stay
    empty: `discover` fills them.
    """
    copies = copies_among(_sources(tables))
    compared = {
        "events": [],
        "pairs": sorted(_copy_rows(copies)),
        "phrases": [],
        "topics": [],
    }
    return replace(tables, **{table: frame(table, compared[table]) for table in COMPARED})


def _copy_rows(copies: Sequence[Copy]) -> list[tuple[Any, ...]]:
    return [
        (
            copy.article_id,
            copy.other_id,
            "near_duplicate",
            copy.jaccard,
            copy.containment,
            copy.origin_id,
            copy.note,
        )
        for copy in copies
    ]


def _sources(tables: Tables) -> list[Source]:
    articles = tables.articles[["article_id", "outlet", "author", "published_at"]]
    rows = articles.merge(tables.texts, on="article_id", how="inner")
    columns = (rows[name] for name in ("article_id", "outlet", "author", "published_at"))
    return [
        Source(article_id, _known(outlet), _known(author), _known(time), text, raw_text)
        for article_id, outlet, author, time, text, raw_text in zip(
            *columns, rows["text"], rows["raw_text"], strict=True
        )
    ]


def _known(value: Any) -> Any:
    """The cell, or None where the table has no value."""
    return None if pd.isna(value) else value
