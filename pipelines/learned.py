"""The topics of the last build as tables, so that an added article is only assigned to them."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from pipelines.discover import Learned, Model

# `topic_model` has one row, `topic_shares` one for each article.
_MODEL = pa.schema(
    [
        ("digest", pa.uint64()),
        ("labels", pa.list_(pa.string())),
        ("factors", pa.list_(pa.float32())),
        ("terms", pa.list_(pa.uint64())),
        ("rarity", pa.list_(pa.float64())),
        ("furniture", pa.list_(pa.uint64())),
    ]
)
_SHARES = pa.schema(
    [
        ("article_id", pa.string()),
        ("content", pa.uint32()),
        ("topics", pa.list_(pa.int32())),
        ("weights", pa.list_(pa.float64())),
    ]
)
TABLES = ("topic_model", "topic_shares")


def to_tables(learned: Learned | None) -> dict[str, pa.Table]:
    """What was learned, by the name of its table; nothing where no topic was found."""
    if learned is None:
        return {}
    model = learned.model
    one = {
        "digest": learned.digest,
        "labels": list(learned.labels),
        "factors": np.asarray(model.factors, dtype=np.float32).ravel(),
        "terms": model.terms,
        "rarity": model.rarity,
        "furniture": model.furniture,
    }
    rows = [
        {
            "article_id": article_id,
            "content": content,
            "topics": [topic for topic, _ in shares],
            "weights": [weight for _, weight in shares],
        }
        for article_id, (content, shares) in learned.assigned.items()
    ]
    return {
        "topic_model": pa.Table.from_pylist([one], schema=_MODEL),
        "topic_shares": pa.Table.from_pylist(rows, schema=_SHARES),
    }


def from_tables(kept: Mapping[str, pa.Table]) -> Learned | None:
    """What `to_tables` kept; None where it kept nothing."""
    if not set(TABLES) <= set(kept):
        return None
    cells: dict[str, Any] = {
        name: column.combine_chunks() for name, column in _columns(kept["topic_model"])
    }
    flat = {
        name: cells[name].flatten().to_numpy()
        for name in ("factors", "terms", "rarity", "furniture")
    }
    n_terms = len(flat["terms"])
    model = Model(
        flat["factors"].reshape(-1, n_terms), flat["terms"], flat["rarity"], flat["furniture"]
    )
    shares = kept["topic_shares"].to_pydict()
    assigned = {
        article_id: (content, list(zip(topics, weights, strict=True)))
        for article_id, content, topics, weights in zip(
            *(shares[name] for name in _SHARES.names), strict=True
        )
    }
    labels = cells["labels"].flatten().to_pylist()
    return Learned(cells["digest"][0].as_py(), model, labels, assigned)


def _columns(table: pa.Table) -> list[tuple[str, pa.ChunkedArray]]:
    return list(zip(table.column_names, table.columns, strict=True))
