"""Published tables too large for memory: read by table, by column and by article, as asked for.

`LargeTables` are `Tables` to whoever uses them. `articles` and the tables that compare them are in
memory. Those with few rows per article are read whole, with names as categories; those that hold
every sentence or word (`DETAILED`) only for up to `MOST_DETAILED` articles.
"""

import ctypes
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cached_property, partial
from pathlib import Path
from typing import Any, NamedTuple, NoReturn
from weakref import WeakValueDictionary

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pandas.api.types import union_categoricals

from pipelines.schemas import COLUMNS, COMPARED, TABLES, TableError, Tables, frame
from pipelines.store import manifest_and_token, read_manifest

LARGE = 3_000  # articles from which the tables are not read whole; below, 200 MB hold them
DETAILED = ("texts", "sentences", "slots", "marks")
MOST_DETAILED = 500  # articles whose every sentence a page may ask for
# Columns of a table that is read whole: the others are wanted of a few articles only.
WHOLE: Mapping[str, tuple[str, ...]] = {
    "flags": ("article_id", "flag", "state"),
    "quotes": ("article_id", "form", "speaker", "speaker_kind", "tone"),
}
# Half the bytes do for rows by the million: counts are small, and tones have two digits.
_NARROW = {pa.int64(): pa.int32(), pa.float64(): pa.float32()}
_AT_ONCE = 64  # parts that are read together
_ROWS_AT_ONCE = 500_000
_THREADS = 4  # Parquet is decoded outside the interpreter's lock

Remember = Callable[[tuple[object, ...], Callable[[], Any]], Any]
Rearrange = Callable[[pd.DataFrame], pd.DataFrame]


class TooMany(ValueError):
    """A page asked for every sentence of more articles than fit in memory."""


def count_articles(folder: Path) -> int:
    """How many articles the published tables hold, as their manifest says."""
    parts = read_manifest(folder)["parts"]
    return sum(part["tables"].get("articles", {}).get("rows", 0) for part in parts)


class Published:
    """The published tables of a folder, opened: their articles, and where the rest is."""

    def __init__(self, folder: Path) -> None:
        pa.set_memory_pool(pa.system_memory_pool())  # the only one that `give_back` reaches
        _share_arenas()
        self.folder = folder
        manifest, self.token = manifest_and_token(folder)
        self.parts: list[Mapping[str, Any]] = manifest["parts"]
        self.articles = self._plain("articles")
        self.compared = {table: self._plain(table) for table in COMPARED}
        sizes = [part["tables"].get("articles", {}).get("rows", 0) for part in self.parts]
        self.part_of = np.repeat(np.arange(len(sizes)), sizes)
        self._chosen: WeakValueDictionary[str, pd.DataFrame] = WeakValueDictionary()

    def chosen(self, places: np.ndarray) -> tuple[str, pd.DataFrame]:
        """The articles at these places and a key of the choice.

        All who hold the same choice share one frame: half of a server's memory, measured, was
        three of them.
        """
        key = hashlib.sha256(places.tobytes()).hexdigest()
        articles = self._chosen.get(key)
        if articles is None:
            articles = self.articles.iloc[places[places >= 0]].reset_index(drop=True)
            self._chosen[key] = articles
        return key, articles

    @cached_property
    def index(self) -> "pd.Index[str]":
        """The ids in their order, ready to look places up in."""
        index: pd.Index[str] = pd.Index(self.articles["article_id"])
        return index

    @cached_property
    def id_dtype(self) -> pd.CategoricalDtype:
        """The ids as categories that all tables share: a list and a hash of its own would cost
        each of them as much as its rows."""
        return pd.CategoricalDtype(self.index)

    def _plain(self, table: str) -> pd.DataFrame:
        read = self._read(table, self.parts, list(_names(table)))
        if read is None:
            return frame(table, ())
        rows: pd.DataFrame = read.to_pandas()
        return rows

    def whole(self, table: str, choice: "Choice | None" = None) -> pd.DataFrame:
        """A table of every article or of those chosen, its names and texts as categories."""
        names = list(WHOLE.get(table, _names(table)))
        # Some parts at a time: all of them at once would take three times the room of the rows.
        starts = range(0, len(self.parts), _AT_ONCE)
        found = (
            self._categorical(table, self.parts[at : at + _AT_ONCE], names, choice) for at in starts
        )
        read = [rows for rows in found if rows is not None]
        if not read:
            return frame(table, ())[names]
        columns = {name: _end_to_end([rows.pop(name) for rows in read]) for name in names}
        give_back()
        return pd.DataFrame(columns, copy=False)

    def _categorical(
        self,
        table: str,
        parts: Sequence[Mapping[str, Any]],
        names: list[str],
        choice: "Choice | None",
    ) -> pd.DataFrame | None:
        read = self._read(table, parts, names, categories=True)
        if read is None:
            return None
        rows: pd.DataFrame = read.unify_dictionaries().to_pandas(
            ignore_metadata=True, split_blocks=True
        )
        ids = rows["article_id"].cat
        places = self.index.get_indexer(ids.categories)[ids.codes]
        rows["article_id"] = pd.Categorical.from_codes(places, dtype=self.id_dtype)
        return rows if choice is None else choice.rows(rows)

    def of(self, table: str, article_ids: "pd.Index[str]") -> pd.DataFrame:
        """A table of some articles, read from the parts that hold them."""
        places = self.index.get_indexer(article_ids)
        parts = [self.parts[part] for part in np.unique(self.part_of[places[places >= 0]])]
        wanted = pa.array(article_ids, pa.large_string())
        read = self._read(table, parts, list(_names(table)), only=wanted)
        if read is None or not len(read):
            return frame(table, ())
        rows: pd.DataFrame = read.to_pandas()
        return rows

    def _read(
        self,
        table: str,
        parts: Sequence[Mapping[str, Any]],
        columns: Sequence[str],
        *,
        categories: bool = False,
        only: "pa.Array | None" = None,
    ) -> "pa.Table | None":
        entries = [part["tables"].get(table) for part in parts]
        texts = [c.name for c in COLUMNS[table] if c.kind in ("id", "text")] if categories else None

        def one(entry: Mapping[str, Any]) -> "pa.Table":
            content = _intact(self.folder / entry["file"], entry["sha256"])
            read = pq.read_table(
                pa.BufferReader(content), columns=list(columns), read_dictionary=texts,
                use_threads=False,
            )  # fmt: skip
            if categories:
                kinds = [f.with_type(_NARROW.get(f.type, f.type)) for f in read.schema]
                read = read.cast(pa.schema(kinds))
            return read if only is None else read.filter(pc.is_in(read["article_id"], only))

        with ThreadPoolExecutor(_THREADS) as pool:
            found = list(pool.map(one, filter(None, entries)))
        give_back()
        return pa.concat_tables(found) if found else None


def _end_to_end(pieces: Sequence[pd.Series]) -> Any:
    """The pieces of a column one after another, categories with all that any of them has."""
    if isinstance(pieces[0].dtype, pd.CategoricalDtype):
        return union_categoricals(list(pieces))
    return pd.concat(pieces, ignore_index=True)


class Choice(NamedTuple):
    """Some of the articles of a corpus, for tables that hold their rows."""

    place_of: np.ndarray  # of each article of the corpus its place among the chosen ones, else -1
    id_dtype: pd.CategoricalDtype  # their ids, which all their tables share

    def rows(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Of rows of all articles those of the chosen ones."""
        codes = rows["article_id"].array.codes
        places = np.empty(len(codes), dtype=np.int32)
        for at in range(0, len(codes), _ROWS_AT_ONCE):  # as numpy makes wider numbers on the way
            places[at : at + _ROWS_AT_ONCE] = self.place_of[codes[at : at + _ROWS_AT_ONCE]]
        inside = places >= 0
        ids = pd.Categorical.from_codes(places[inside], dtype=self.id_dtype)
        others = {str(name): rows[name].array[inside] for name in rows if name != "article_id"}
        for name, column in others.items():
            if isinstance(column, pd.Categorical):
                others[name] = column.remove_unused_categories()
        return pd.DataFrame({"article_id": ids, **others}, copy=False)


class NotKept(LookupError):
    """What is asked for is not remembered."""


def _not_kept() -> NoReturn:
    raise NotKept


_ARENA_MAX = -8  # the option of `mallopt`, as malloc.h numbers it


def _share_arenas() -> None:
    """Let all threads take memory from the same two places: a page is drawn in a thread of its
    own, and with one each what ten visitors no longer need stays where no other finds it."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").mallopt(_ARENA_MAX, 2)


def give_back() -> None:
    """Hand memory that is no longer needed back to the system: a third of a server's, measured."""
    with suppress(OSError, AttributeError):  # only the GNU library keeps it and has the call
        ctypes.CDLL("libc.so.6").malloc_trim(0)


def _intact(path: Path, digest: str) -> bytes:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise TableError(f"{path.name} is missing. Run `parallax build` again.") from None
    if hashlib.sha256(content).hexdigest() != digest:
        raise TableError(f"{path} is damaged. Run `parallax build` again.")
    return content


def _names(table: str) -> tuple[str, ...]:
    return tuple(column.name for column in COLUMNS[table])


class LargeTables(Tables):
    """Some or all articles of a large corpus: tables that are read when they are asked for.

    `remember(key, read)` keeps what was read, and forgets it when memory is wanted elsewhere.
    `rearrange` changes the events, as an analyst wants them: what it gives is her own, and is not
    remembered.
    """

    def __init__(
        self,
        published: Published,
        remember: Remember,
        article_ids: Iterable[str] | None = None,
        rearrange: Rearrange | None = None,
    ) -> None:
        articles, key = published.articles, "all"
        if article_ids is not None:
            places = published.index.get_indexer(pd.Index(list(article_ids), dtype="str"))
            key, articles = published.chosen(places)
        self.__dict__.update(
            published=published,
            remember=remember,
            key=key,
            chosen=articles,
            ids=pd.Index(articles["article_id"]),
            rearrange=rearrange,
        )

    published: Published
    remember: Remember
    key: str
    chosen: pd.DataFrame
    ids: "pd.Index[str]"
    rearrange: Rearrange | None

    def only(self, article_ids: Iterable[str]) -> "LargeTables":
        """The rows of these articles, with the articles in the order given."""
        return LargeTables(self.published, self.remember, article_ids, self.rearrange)

    def with_events(self, rearrange: Rearrange) -> "LargeTables":
        """The same articles with their events changed."""
        ids = None if self.key == "all" else self.ids
        return LargeTables(self.published, self.remember, ids, rearrange)

    def table(self, name: str) -> pd.DataFrame:
        """The rows of a table; TooMany if they are too many to hold."""
        if name == "articles":
            return self.chosen
        if name == "events" and self.rearrange is not None:
            return self._rearranged
        few = len(self.ids) <= MOST_DETAILED
        if name in DETAILED and not few:
            raise TooMany(f"'{name}' of {len(self.ids):,} articles")
        key = (self.published.token, self.key, name)
        rows: pd.DataFrame = self.remember(key, lambda: self._rows(name, few=few))
        return rows

    @cached_property
    def _rearranged(self) -> pd.DataFrame:
        assert self.rearrange is not None
        rows = self.rearrange(self.published.compared["events"])
        return rows if self.key == "all" else rows[rows["article_id"].isin(self.ids)]

    def _rows(self, name: str, *, few: bool) -> pd.DataFrame:
        if few and name not in COMPARED:
            return self.published.of(name, self.ids)
        if name in COMPARED:
            rows = self.published.compared[name]
            if self.key == "all":
                return rows
            inside = rows["article_id"].isin(self.ids)
            if name == "pairs":
                inside &= rows["other_id"].isin(self.ids)
            # Without the row numbers of old, which would take as much again.
            return rows[inside].reset_index(drop=True)
        if self.key == "all":
            return self.published.whole(name)
        try:  # all rows are read for the sake of some only where they are here already
            return self._choice.rows(self.remember((self.published.token, "all", name), _not_kept))
        except NotKept:
            return self.published.whole(name, self._choice)

    @cached_property
    def _choice(self) -> Choice:
        index = self.published.index
        places = np.full(len(index), -1, dtype=np.int32)
        places[index.get_indexer(self.ids)] = np.arange(len(self.ids))
        return Choice(places, pd.CategoricalDtype(self.ids))


def n_rows(tables: Tables, *, table: str) -> int:
    """How many rows a table has; TooMany where they are too many to hold."""
    if type(tables) is LargeTables and tables.key == "all" and table not in DETAILED:
        parts = tables.published.parts
        return sum(part["tables"].get(table, {}).get("rows", 0) for part in parts)
    return len(getattr(tables, table))


def rows_of(tables: Tables, name: str, article_ids: Iterable[str]) -> pd.DataFrame:
    """The rows of one table that belong to these articles, without touching the others."""
    if isinstance(tables, LargeTables):
        return tables.only(article_ids).table(name)
    rows: pd.DataFrame = getattr(tables, name)
    return rows[rows["article_id"].isin(set(article_ids))]


for _name in TABLES:  # the attributes of Tables, read on demand; those of subclasses too
    setattr(LargeTables, _name, property(partial(LargeTables.table, name=_name)))
