"""A corpus as its figures count it: every text once, however many pages print it."""

from functools import partial

import pandas as pd

from pipelines.published import LargeTables
from pipelines.schemas import TABLES, Tables
from pipelines.summaries import copy_groups, copy_pairs, only


def counted_once(tables: Tables) -> Tables:
    """The tables without copies, of which the likely origin stands for all."""
    left_out = copy_ids(tables)
    if not left_out:
        return tables
    if isinstance(tables, LargeTables):
        return only(tables, tables.ids[~tables.ids.isin(left_out)])
    return _Once(tables, left_out)


def copy_ids(tables: Tables) -> set[str]:
    """The articles that are copies: the one answer to how many there are, on every page.

    A copy whose origin is not among the articles is none here, and of articles that credit each
    other the first is taken for the origin.
    """
    pairs = copy_pairs(tables)
    first, origin = pairs["article_id"].astype("str"), pairs["origin_id"].astype("str")
    left_out = set(first.where(first != origin, pairs["other_id"].astype("str")))
    for group in copy_groups(tables) if left_out else ():
        if left_out.issuperset(group):  # each credits another
            left_out.remove(group[0])
    return left_out


class _Once(Tables):
    """Tables without some articles, each made when it is asked for: a page needs two or three."""

    def __init__(self, tables: Tables, left_out: set[str]) -> None:
        self.__dict__.update(whole=tables, left_out=left_out, made={})

    whole: Tables
    left_out: set[str]
    made: dict[str, pd.DataFrame]

    def table(self, name: str) -> pd.DataFrame:
        """The rows of a table that do not belong to an article that was left out."""
        if name not in self.made:
            rows: pd.DataFrame = getattr(self.whole, name)
            inside = ~rows["article_id"].isin(self.left_out)
            if name == "pairs":
                inside &= ~rows["other_id"].isin(self.left_out)
            self.made[name] = rows[inside]
        return self.made[name]


for _name in TABLES:  # the attributes of Tables, made on demand
    setattr(_Once, _name, property(partial(_Once.table, name=_name)))
