"""Rows of articles that have not changed, taken over from the parts of the build before."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pipelines.articles import Article
from pipelines.store import Part, is_intact, read_columns

READING = "reading"  # the column of the signatures that tells what an article said when scored


def reading_of(article: Article, article_id: str) -> int:
    """A number for all that is scored of an article: not for where it was read."""
    whole = hashlib.blake2b(article_id.encode(), digest_size=8)
    for name in ("text", "title", "outlet", "author", "published_at", "url", "raw_text"):
        value = getattr(article, name)
        whole.update(b"\0" if value is None else f"\1{value}\0".encode("utf-8", "replace"))
    whole.update(" ".join(sorted(article.unavailable)).encode())
    return int.from_bytes(whole.digest(), "big")


class Earlier:
    """The parts of an earlier build by the same rules, as far as their files are undamaged."""

    def __init__(self, folder: Path, parts: Sequence[Mapping[str, Any]]) -> None:
        self._folder = folder
        self._parts = {part["key"]: part for part in parts}
        self._is_whole: dict[str, bool] = {}

    def part(self, key: str) -> Mapping[str, Any] | None:
        """The part with this key."""
        if key in self._parts and key not in self._is_whole:
            self._is_whole[key] = is_intact(self._folder, self._parts[key]["tables"])
        return self._parts[key] if self._is_whole.get(key) else None

    def tables_with(self, readings: Iterable[int]) -> Mapping[int, Part]:
        """Of the articles with these readings that are there, the tables of the part of each."""
        known, places, parts = self._scored
        wanted = np.array(list(readings), dtype=np.uint64)
        at = np.minimum(np.searchsorted(known, wanted), max(0, len(known) - 1))
        found = np.flatnonzero(known[at] == wanted).tolist() if len(known) else []
        return {int(wanted[one]): parts[int(places[at[one]])] for one in found}

    @cached_property
    def _scored(self) -> tuple[NDArray[np.uint64], NDArray[np.int64], Sequence[Part]]:
        """All readings, sorted, the place of the part of each, and the parts."""
        whole = [part["tables"] for key in self._parts if (part := self.part(key))]
        parts = [part for part in whole if "signatures" in part]
        each = [_readings(self._folder, part) for part in parts]
        readings = np.concatenate([*each, np.zeros(0, np.uint64)])
        places = np.repeat(np.arange(len(each)), [len(one) for one in each])
        order = np.argsort(readings, kind="stable")
        return readings[order], places[order], parts


def _readings(folder: Path, part: Part) -> NDArray[np.uint64]:
    signed = read_columns(folder, "signatures", part, [READING])
    return np.asarray(signed[READING].to_numpy(), dtype=np.uint64)


def rows_together(
    folder: Path,
    table: str,
    new: pa.Table | None,
    parts: Sequence[Part],
    readings: Mapping[str, int],
    known: Collection[int],
) -> pa.Table | None:
    """The rows of the articles with these readings, in their order: `new`, or `known` from parts.

    As if they had been scored together, since no row depends on another article's.
    """
    taken = pa.array([one for one, reading in readings.items() if reading in known])
    stored = [rows for part in parts if (rows := read_columns(folder, table, part)) is not None]
    pieces = [rows.filter(pc.is_in(rows["article_id"], _typed(taken, rows))) for rows in stored]
    if new is not None:
        pieces.append(new)
    if not any(len(rows) for rows in pieces):
        return None
    whole = pa.concat_tables(pieces)
    place = pc.index_in(whole["article_id"], _typed(pa.array(list(readings)), whole))
    order = np.argsort(place.to_numpy(), kind="stable")
    ordered = whole.take(pa.array(order)).combine_chunks()
    # A list that was read back calls its items by another name, which the bytes would show.
    return ordered if new is None else ordered.cast(new.schema)


def _typed(ids: pa.Array, rows: pa.Table) -> pa.Array:
    return ids.cast(rows.schema.field("article_id").type)


def with_paths(rows: pa.Table, path_of: Mapping[str, str | None]) -> pa.Table:
    """The articles with the paths where they are now."""
    paths = [path_of[one] for one in rows["article_id"].to_pylist()]
    place = rows.schema.get_field_index("path")
    field = rows.schema.field(place)
    return rows.set_column(place, field, pa.array(paths, field.type))
