"""What a comparison worked out, as tables: what has not changed is not worked out again.

Each result has a number for all that decides it. A number that is known gives the stored result,
which is the one that working it out would give.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

import numpy as np
import pyarrow as pa

from pipelines.conflicts import Conflict
from pipelines.event_likeness import Likeness
from pipelines.signatures import rows_of
from pipelines.telling_words import Telling

_LIKENESS = pa.schema([("pair", pa.uint64()), ("alike", pa.float64())])
_TELLING = pa.schema(
    [
        ("article", pa.uint64()),
        ("words", pa.list_(pa.uint32())),
        ("weights", pa.list_(pa.float32())),
        ("keys", pa.list_(pa.uint32())),
    ]
)
# A row for each conflict; one without ids for an event that has none.
_CONFLICTS = pa.schema(
    [
        ("event", pa.uint64()),
        ("article_id", pa.string()),
        ("other_id", pa.string()),
        ("kind", pa.string()),
        ("note", pa.string()),
    ]
)
_NO_CONFLICT = (None, None, None, None)
TABLES = ("likeness", "telling", "conflicts")


def number_of(*parts: Iterable[int]) -> int:
    """A number for some numbers in their order."""
    whole = hashlib.blake2b(digest_size=8)
    for part in parts:
        whole.update(np.array(list(part), dtype=np.uint64).tobytes())
        whole.update(b"|")
    return int.from_bytes(whole.digest(), "big")


def likeness_in(kept: Mapping[str, pa.Table]) -> Likeness:
    """How alike the words of pairs of articles are."""
    table = kept.get("likeness", _LIKENESS.empty_table())
    return Likeness(*(np.asarray(column.to_numpy()) for column in table.columns))


def likeness_table(likeness: Likeness) -> pa.Table:
    return pa.table([likeness.pairs, likeness.alike], schema=_LIKENESS)


def telling_in(kept: Mapping[str, pa.Table]) -> Mapping[int, Telling]:
    """The telling words of articles without the lines that many have."""
    table = kept.get("telling", _TELLING.empty_table())
    articles, *lists = table.columns
    return dict(zip(articles.to_pylist(), zip(*map(rows_of, lists), strict=True), strict=True))


def telling_table(telling: Mapping[int, Telling]) -> pa.Table:
    articles = pa.array(telling, pa.uint64())
    lists = zip(*telling.values(), strict=True) if telling else ((), (), ())
    arrays = [pa.array(cells, f.type) for cells, f in zip(lists, list(_TELLING)[1:], strict=True)]
    return pa.table([articles, *arrays], schema=_TELLING)


def conflicts_in(kept: Mapping[str, pa.Table]) -> Mapping[int, Sequence[Conflict]]:
    """The conflicts within events."""
    table = kept.get("conflicts", _CONFLICTS.empty_table())
    rows = zip(*(column.to_pylist() for column in table.columns), strict=True)
    return {
        event: [Conflict(*said) for _, *said in found if said[0] is not None]
        for event, found in groupby(rows, key=itemgetter(0))
    }


def conflicts_table(conflicts: Mapping[int, Sequence[Conflict]]) -> pa.Table:
    rows = [(event, *one) for event, found in conflicts.items() for one in found or (_NO_CONFLICT,)]
    columns = zip(*rows, strict=True) if rows else [()] * len(_CONFLICTS)
    arrays = [pa.array(c, type=f.type) for c, f in zip(columns, _CONFLICTS, strict=True)]
    return pa.table(arrays, schema=_CONFLICTS)
