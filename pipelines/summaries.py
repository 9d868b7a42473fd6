"""Views of a corpus: functions of tables, never stored; every mean comes with its n."""

from collections.abc import Iterable
from dataclasses import replace

from pipelines.schemas import TABLES, Tables


def only(tables: Tables, article_ids: Iterable[str]) -> Tables:
    """The rows of these articles, in the order they had; pairs need both of their articles."""
    wanted = set(article_ids)
    kept = {}
    for table in TABLES:
        rows = getattr(tables, table)
        inside = rows["article_id"].isin(wanted)
        if table == "pairs":
            inside &= rows["other_id"].isin(wanted)
        kept[table] = rows[inside]
    return replace(tables, **kept)
