"""A corpus of any size by resampling the articles of a built one: nothing is scored.

`python -m tests.bench.large_corpus 100000 /tmp/large [TABLES]` writes tables as a build does. Every
article is one of TABLES (default: the sample) under a new id, with an outlet and a date drawn at
random and its tones moved a little, so that orders and distributions look like those of a real
corpus. Events, copies and shared phrases are drawn at random too.
"""

import hashlib
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.schemas import COMPARED, TABLES, Tables, frame
from pipelines.store import publish, read_tables

ROOT = Path(__file__).resolve().parents[2]
PART = 256  # articles, as in a build
OUTLETS = 400
DAYS = 730
MOVED = 0.06  # standard deviation of what is added to the tones of an article
TONES = ("tone", "tone_narrator", "tone_without_topic_words", "tone_low", "tone_high")


def make(n: int, out: Path, base: Tables, *, seed: int = 7) -> None:
    """Write the tables of `n` articles resampled from `base` to the folder `out`."""
    out.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(seed)
    source = rng.integers(0, len(base.articles), n)
    ids = [hashlib.sha256(f"{seed} {place}".encode()).hexdigest()[:16] for place in range(n)]
    rows = {table: _rows_by_article(base, table) for table in TABLES if table not in COMPARED}
    parts = []
    for start in range(0, n, PART):
        chosen = source[start : start + PART]
        own = ids[start : start + PART]
        frames = {table: _taken(base, table, rows[table], chosen, own) for table in rows}
        frames["articles"] = _varied(frames["articles"], rng, start)
        parts.append({"key": str(start), "n_articles": len(own), "tables": _written(out, frames)})
    compared = _written(out, _compared(base, ids, rng))
    parts.append({"key": "compared", "n_articles": 0, "tables": compared})
    publish(out, {"parts": parts, "counts": {"read": n}, "versions": {}})


def _rows_by_article(base: Tables, table: str) -> list[np.ndarray]:
    places = getattr(base, table).groupby("article_id", sort=False).indices
    return [places.get(one, np.array([], dtype=int)) for one in base.articles["article_id"]]


def _taken(
    base: Tables, table: str, rows: Sequence[np.ndarray], chosen: np.ndarray, ids: Sequence[str]
) -> pd.DataFrame:
    taken = [rows[place] for place in chosen]
    frame_ = getattr(base, table).iloc[np.concatenate(taken)].reset_index(drop=True)
    frame_["article_id"] = np.repeat(np.array(ids, dtype=object), [len(one) for one in taken])
    return frame_.astype({"article_id": "str"})


def _varied(articles: pd.DataFrame, rng: np.random.Generator, start: int) -> pd.DataFrame:
    n = len(articles)
    moved = rng.normal(0, MOVED, n)
    outlets = rng.zipf(1.4, n) % OUTLETS
    days = pd.Timestamp("2024-01-01", tz="UTC") + pd.to_timedelta(rng.integers(0, DAYS, n), "D")
    numbers = range(start + 1, start + n + 1)
    titles = articles["title"].fillna("Without headline")
    return articles.assign(
        title=[f"{title} ({number})" for title, number in zip(titles, numbers, strict=True)],
        outlet=[f"Outlet {place:03d}" for place in outlets],
        url=[f"https://{o}.example/{number}" for o, number in zip(outlets, numbers, strict=True)],
        published_at=pd.Series(days).astype("datetime64[us, UTC]"),
        **{name: (articles[name] + moved).clip(-1, 1) for name in TONES},
    )


def _compared(
    base: Tables, ids: Sequence[str], rng: np.random.Generator
) -> Mapping[str, pd.DataFrame]:
    event = np.cumsum(rng.random(len(ids)) < 0.4)  # runs of 2.5 articles on average
    _, first = np.unique(event, return_index=True)
    events = [(one, ids[first[at - event[0]]], "party") for one, at in zip(ids, event, strict=True)]
    pairs = []
    for place in np.flatnonzero(rng.random(len(ids) - 1) < 0.03):
        one, other = sorted((ids[place], ids[place + 1]))
        pairs.append((one, other, "near_duplicate", 0.8, 0.95, ids[place], "shares most words"))
    stock = sorted(set(base.phrases["phrase"])) or ["in the coming days"]
    phrases = [
        (stock[int(which)], one, 0, 12, 40, 0.001)
        for one, which in zip(ids, rng.integers(0, len(stock), len(ids)), strict=True)
        if which < 2 or rng.random() < 0.02
    ]
    return {
        "events": frame("events", events),
        "pairs": frame("pairs", pairs),
        "phrases": frame("phrases", phrases),
    }


def _written(out: Path, frames: Mapping[str, pd.DataFrame]) -> dict[str, dict[str, Any]]:
    """As `store.write_part` does, without checking rows that were checked when they were built."""
    written = {}
    for table, rows in frames.items():
        if rows.empty:
            continue
        sink = pa.BufferOutputStream()
        content = pa.Table.from_pandas(rows, preserve_index=False)
        pq.write_table(content, sink, compression="zstd", write_page_checksum=True)
        data = sink.getvalue().to_pybytes()
        digest = hashlib.sha256(data).hexdigest()
        name = f"{table}-{digest[:16]}.parquet"
        (out / name).write_bytes(data)
        written[table] = {"file": name, "sha256": digest, "rows": len(rows)}
    return written


def main(n: str, out: str, base: str = str(ROOT / "data" / "sample" / "tables")) -> None:
    make(int(n), Path(out), read_tables(base))
    print(f"{int(n):,} articles in {out}", file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:])
