"""The articles to compare, in parts that are read when they are needed."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple, Protocol

import pandas as pd
import pyarrow as pa

from pipelines.signatures import COLUMNS as SIGNED

_KNOWN = (
    "article_id",
    "outlet",
    "author",
    "title",
    "published_at",
    "window_earliest",
    "window_latest",
)


class Part(Protocol):
    """Some of the articles to compare: their tables, read when they are needed."""

    def read(self, table: str, columns: Sequence[str]) -> pd.DataFrame:
        """Some columns of one of the tables."""

    def signatures(self, columns: Sequence[str]) -> pa.Table:
        """Some columns of the signatures of the articles, in their order."""


class Corpus:
    """The parts, and the few facts of every article that are held throughout."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self.parts = parts
        frames = [part.read("articles", _KNOWN) for part in parts]
        self.sizes = [len(rows) for rows in frames]
        self.facts = {
            str(cells[0]): Facts(*map(_value, cells))
            for rows in frames
            for cells in zip(*(rows[name] for name in _KNOWN), strict=True)
        }
        self.ids = [str(one) for rows in frames for one in rows["article_id"]]

    def column(self, name: str) -> pa.ChunkedArray:
        """One column of the signatures of all articles."""
        return self.columns(name)[0]

    def columns(self, *names: str) -> list[pa.ChunkedArray]:
        """Some columns of the signatures of all articles, read together."""
        schema = pa.schema([(name, SIGNED[name]) for name in names])
        parts = [schema.empty_table(), *(part.signatures(names) for part in self.parts)]
        return list(pa.concat_tables(parts).columns)

    def texts(self, wanted: Collection[str]) -> Iterator[tuple[str, str, str]]:
        """The id, text and raw text of some articles; only the parts that have them are read."""
        at = 0
        for part, size in zip(self.parts, self.sizes, strict=True):
            here = [one for one in self.ids[at : at + size] if one in wanted]
            at += size
            if here:
                rows = part.read("texts", ("article_id", "text", "raw_text"))
                rows = rows[rows["article_id"].isin(here)]
                yield from zip(*(rows[name] for name in rows.columns), strict=True)


class Facts(NamedTuple):
    """What the table `articles` says of one; None where it does not say it."""

    article_id: str
    outlet: str | None
    author: str | None
    title: str | None
    published_at: pd.Timestamp | None
    earliest: pd.Timestamp | None
    latest: pd.Timestamp | None

    @property
    def day(self) -> date | None:
        return self.published_at.date() if self.published_at is not None else None

    @property
    def window(self) -> tuple[date | None, date | None]:
        return (
            self.earliest.date() if self.earliest is not None else None,
            self.latest.date() if self.latest is not None else None,
        )


def _value(cell: Any) -> Any:
    """The cell, or None where the table has no value."""
    return None if pd.isna(cell) else cell
