"""A large corpus with other articles beside it."""

import hashlib
from collections.abc import Iterable
from functools import cached_property

import pandas as pd

from pipelines.published import LargeTables, Rearrange, Remember
from pipelines.schemas import Tables


class BesideLarge(LargeTables):
    """A large corpus with other articles beside it, such as those that a visitor scored herself.

    `remember` must be hers alone. Of articles that both have the large corpus keeps its own.
    """

    def __init__(
        self,
        stored: LargeTables,
        own: Tables,
        remember: Remember,
        article_ids: Iterable[str] | None = None,
        rearrange: Rearrange | None = None,
    ) -> None:
        places = stored.ids.get_indexer(pd.Index(own.articles["article_id"], dtype="str"))
        articles = pd.concat([stored.articles, own.articles[places < 0]], ignore_index=True)
        key = "all"
        if article_ids is not None:
            all_ids: pd.Index[str] = pd.Index(articles["article_id"])
            asked = all_ids.get_indexer(pd.Index(list(article_ids), dtype="str"))
            articles = articles.iloc[asked[asked >= 0]].reset_index(drop=True)
            key = hashlib.sha256(asked.tobytes()).hexdigest()
        ids: pd.Index[str] = pd.Index(articles["article_id"])
        in_stored = stored.ids.get_indexer(ids) >= 0
        self.__dict__.update(
            published=stored.published,
            remember=remember,
            key=key,
            chosen=articles,
            ids=ids,
            rearrange=rearrange,
            stored=stored,
            own=own,
            parts=(stored if key == "all" else stored.only(ids[in_stored]), set(ids[~in_stored])),
        )

    stored: LargeTables
    own: Tables
    parts: tuple[LargeTables, set[str]]

    def only(self, article_ids: Iterable[str]) -> "BesideLarge":
        """The rows of these articles, with the articles in the order given."""
        return BesideLarge(self.stored, self.own, self.remember, article_ids, self.rearrange)

    def with_events(self, rearrange: Rearrange) -> "BesideLarge":
        """The same articles with their events changed."""
        ids = None if self.key == "all" else self.ids
        return BesideLarge(self.stored, self.own, self.remember, ids, rearrange)

    def _rows(self, name: str, *, few: bool) -> pd.DataFrame:
        stored, own_ids = self.parts
        ours, rows = stored.table(name), getattr(self.own, name)
        inside = rows["article_id"].isin(own_ids)
        if name == "pairs":
            inside &= rows["other_id"].isin(own_ids)
        return _joined(ours, rows[inside][list(ours)])

    @cached_property
    def _rearranged(self) -> pd.DataFrame:
        assert self.rearrange is not None
        rows = self.rearrange(_joined(self.stored.published.compared["events"], self.own.events))
        return rows[rows["article_id"].isin(self.ids)]


def _joined(ours: pd.DataFrame, own: pd.DataFrame) -> pd.DataFrame:
    """The rows of both; names stay categories, of which there are some more."""
    if own.empty:
        return ours
    ours, own = ours.copy(deep=False), own.copy(deep=False)
    for name in ours:
        if isinstance(ours[name].dtype, pd.CategoricalDtype):
            more = pd.Index(own[name].dropna().unique())
            known = ours[name].cat.categories
            ours[name] = ours[name].cat.add_categories(more[known.get_indexer(more) < 0])
            own[name] = own[name].astype(ours[name].dtype)
    return pd.concat([ours, own], ignore_index=True)
