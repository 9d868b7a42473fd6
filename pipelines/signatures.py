"""What a comparison needs of each article, worked out once and kept beside its rows."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from pipelines.copies import sketch_of
from pipelines.discover import content_of
from pipelines.occasions import TOLD, told_in
from pipelines.phrase_runs import Block, block_of
from pipelines.schemas import Tables
from pipelines.shared_phrases import Counted
from pipelines.telling_words import line_digests, words_that_tell

# One row per article; of numbers only what `copies`, `events` and `shared_phrases` say they need.
COLUMNS: Mapping[str, pa.DataType] = {
    "article_id": pa.string(),
    "digest": pa.uint64(),  # of all that the comparison sees of it
    "sketch": pa.list_(pa.uint64()),
    "lines": pa.list_(pa.uint64()),
    "words": pa.list_(pa.uint32()),
    "weights": pa.list_(pa.float32()),
    "keys": pa.list_(pa.uint32()),
    "parties": pa.list_(pa.string()),
    "places": pa.list_(pa.string()),
    "persons": pa.list_(pa.string()),
    "told": pa.list_(
        pa.struct(
            [
                ("slot", pa.string()),
                ("value", pa.string()),
                ("kinds", pa.list_(pa.string())),
                ("names", pa.list_(pa.string())),
                ("is_ahead", pa.bool_()),
                ("by_weekday", pa.bool_()),
                ("words", pa.list_(pa.uint32())),
                ("near", pa.list_(pa.uint32())),
                ("unit", pa.string()),
            ]
        )
    ),  # values of things that can be known again
    "content": pa.list_(pa.uint32()),  # of English articles alone
    "runs": pa.list_(pa.uint64()),
    "run_firsts": pa.list_(pa.int32()),
    "run_lengths": pa.list_(pa.int32()),
    "run_starts": pa.list_(pa.int32()),
    "run_ends": pa.list_(pa.int32()),
    "run_moulds": pa.list_(pa.bool_()),
}
_RUNS = ("run_firsts", "run_lengths", "run_starts", "run_ends", "run_moulds")


def signatures_of(tables: Tables) -> pa.Table:
    """The signatures of the articles, in their order; an article's own rows decide its own.

    Without `texts` there is nothing to find copies and phrases by, and names stand in for words.
    """
    texts = dict(
        zip(
            tables.texts["article_id"],
            zip(tables.texts["text"], tables.texts["raw_text"], strict=True),
            strict=True,
        )
    )
    actors: dict[str, list[str]] = defaultdict(list)
    for article_id, actor in zip(tables.actors["article_id"], tables.actors["actor"], strict=True):
        actors[article_id].append(actor)
    stated = stated_values(tables.slots)
    datable = _placed_values(tables.slots)
    quoted = _quoted(tables.quotes)
    rows: dict[str, list[Any]] = {name: [] for name in COLUMNS}
    known = ("article_id", "language", "title", "outlet", "author", "published_at")
    for article_id, language, title, *others in zip(
        *(tables.articles[name] for name in known), strict=True
    ):
        text, raw_text = texts.get(article_id, ("", ""))
        slots = stated.get(article_id, {})
        names = [
            *actors[article_id],
            *(value for slot, values in slots.items() if slot not in _NO_NAMES for value in values),
        ]
        words, weights, keys = words_that_tell(title if isinstance(title, str) else "", text, names)
        block = block_of(0, text, quoted.get(article_id, ()))
        row = (
            article_id,
            _digest(article_id, text, raw_text, str(title), *map(str, others)),
            sketch_of(text),
            line_digests(text),
            words,
            weights,
            keys,
            list(slots.get("party", ())),
            list(dict.fromkeys(place.casefold() for place in slots.get("place", ()))),
            list(slots.get("person", ())),
            [told._asdict() for told in told_in(text, datable[article_id])],
            content_of(text) if language == "en" else (),
            block.runs,
            block.firsts,
            block.lengths,
            block.starts,
            block.ends,
            block.moulds,
        )
        for cells, cell in zip(rows.values(), row, strict=True):
            cells.append(cell)
    return pa.table({name: pa.array(rows[name], type=kind) for name, kind in COLUMNS.items()})


_NO_NAMES = ("figure", "outcome")  # slots whose values are no names


def stated_values(slots: pd.DataFrame) -> Mapping[str, Mapping[str, Mapping[str, None]]]:
    """By article and slot the different values, in the order in which they are stated."""
    found: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
    for article_id, slot, value in zip(
        slots["article_id"], slots["slot"], slots["value"], strict=True
    ):
        found[article_id][slot][value] = None
    return found


def _placed_values(slots: pd.DataFrame) -> Mapping[str, list[tuple[str, str, str, int, int]]]:
    """By article its days, places, outcomes and figures, and where they stand."""
    rows = slots[slots["slot"].isin(TOLD)]
    rows = rows.assign(unit=rows["unit"].where(rows["slot"] == "figure").fillna(""))
    found: dict[str, list[tuple[str, str, str, int, int]]] = defaultdict(list)
    columns = ("article_id", "slot", "value", "unit", "start_char", "end_char")
    for article_id, *one in zip(*(rows[name] for name in columns), strict=True):
        found[article_id].append(tuple(one))
    return found


def _quoted(quotes: pd.DataFrame) -> Mapping[str, list[tuple[int, int]]]:
    """By article the bounds of its quotations."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    direct = quotes[quotes["form"] == "direct"]
    for article_id, *bounds in zip(
        *(direct[name] for name in ("article_id", "start_char", "end_char")), strict=True
    ):
        found[article_id].append((bounds[0], bounds[1]))
    return found


def _digest(*parts: str) -> int:
    whole = hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(whole.digest(), "big")


def rows_of(column: pa.ChunkedArray) -> list[NDArray[Any]]:
    """The cells of a column of lists, each as an array that shares the memory of the column."""
    flat, lengths = flat_of(column)
    return np.split(flat, np.cumsum(lengths)[:-1]) if len(lengths) else []


def flat_of(column: pa.ChunkedArray) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """All values of a column of lists, one after the other, and how many each row has."""
    whole = column.combine_chunks()
    flat = whole.flatten().to_numpy(zero_copy_only=False)
    return flat, np.diff(whole.offsets.to_numpy())


RUN_COLUMNS = ("runs", *_RUNS)


COUNTED = ("runs", "run_moulds")


def counts_of_rows(signatures: pa.Table, owners: NDArray[np.int64]) -> Counted:
    """The same as far as runs are counted."""
    runs, lengths = flat_of(signatures["runs"])
    of = np.repeat(owners, lengths)
    kept = of >= 0
    return Counted(of[kept], runs[kept], flat_of(signatures["run_moulds"])[0][kept].astype(bool))


def block_of_rows(signatures: pa.Table, owners: NDArray[np.int64]) -> Block:
    """The runs of the articles, which `owners` numbers; a negative one leaves its article out."""
    runs, lengths = flat_of(signatures["runs"])
    of = np.repeat(owners, lengths)
    kept = of >= 0
    firsts, spans, starts, ends, moulds = (flat_of(signatures[name])[0][kept] for name in _RUNS)
    return Block(
        of[kept],
        runs[kept],
        firsts.astype(np.int64),
        spans.astype(np.int64),
        starts.astype(np.int64),
        ends.astype(np.int64),
        moulds.astype(bool),
    )


def having(lines: pa.ChunkedArray, wanted: Collection[int]) -> list[int]:
    """The places of the rows that hold one of the numbers."""
    flat, lengths = flat_of(lines)
    of = np.repeat(np.arange(len(lengths)), lengths)
    found: list[int] = np.unique(of[np.isin(flat, np.array(sorted(wanted), np.uint64))]).tolist()
    return found
