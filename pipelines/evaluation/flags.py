"""Flags against labels of wording, and how quiet they stay on solid reporting."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from pipelines.articles import Article
from pipelines.evaluation.figures import Figure, Numbers, area_under_curve, f1, figure
from pipelines.evaluation.labelled import rows
from pipelines.evaluation.parts import part_of
from pipelines.flags import FLAGS
from pipelines.flags.teasing import tease_of
from pipelines.readers.dates import timestamp_of
from pipelines.schemas import Tables, concat
from pipelines.scoring import score_articles

# Wire agencies, public broadcasters and large newspapers; their opinion sections are outlets of
# their own in the set, or are not marked there.
SOLID = frozenset(
    {
        *("Reuters", "Associated Press", "Bloomberg", "BBC News", "Al Jazeera", "ABC News"),
        *("CBS News", "NPR Online News", "New York Times - News", "Wall Street Journal - News"),
        *("Washington Post", "The Guardian", "USA TODAY", "Christian Science Monitor"),
        *("Chicago Sun-Times",),
    }
)
QUIET_FAMILIES = ("templates", "integrity", "language")
MOST_ARTICLES = 1000
SLACK = pd.Timedelta(days=7)  # as in `date_conflict`: terms and corrections run a few days late
_BATCH = 100


def wording_agreement(folder: Path) -> list[Figure]:
    """How well the rates behind flags of wording order or separate labelled texts.

    Of `loaded_language` and `subjectivity` the area under the curve over single sentences, told
    apart by the weight of their loaded words; of clickbait the share of headlines called right,
    and F1 of posts. Both word lists are fitted on part A (`fitting/loaded_words.py` and
    `fitting/headline_words.py`); no part of `subjectivity` was fitted on.
    """
    figures = []
    for name, positive in (("loaded_language", "Biased"), ("subjectivity", "SUBJ")):
        labelled = _part_b(folder / f"{name}.jsonl.gz")
        if labelled:
            found = _loaded([row["text"] for row in labelled])
            wanted = [float(row["label"] == positive) for row in labelled]
            figures.append(
                figure("loaded words AUC", name, "flags", found, wanted, measure=area_under_curve)
            )
    easy = _part_b(folder / "clickbait_headlines.jsonl.gz")
    if easy:
        right = [float(tease_of(row["text"]).fires == bool(row["clickbait"])) for row in easy]
        figures.append(
            figure("accuracy", "clickbait_headlines", "flags", right, right, measure=_mean)
        )
    hard = _part_b(folder / "clickbait_posts.jsonl.gz")
    if hard:
        fires = [float(tease_of(row["text"]).fires) for row in hard]
        wanted = [float(row["clickbait"]) for row in hard]
        figures.append(figure("F1", "clickbait_posts", "flags", fires, wanted, measure=f1))
    return figures


def _part_b(path: Path) -> list[dict[str, Any]]:
    return [row for row in rows(path) if part_of(row["text"]) == "B"] if path.exists() else []


def _mean(found: Numbers, _: Numbers) -> float:
    return float(found.mean()) if len(found) else 0.0


def _loaded(texts: Sequence[str]) -> list[float]:
    """The rate behind `loaded_language` for single sentences."""
    articles = [Article(text) for text in dict.fromkeys(texts)]
    flags = score_articles(articles).flags
    own = flags[flags["flag"] == "loaded_language"].set_index("article_id")["value"]
    values = {article.text: float(own[article.article_id]) for article in articles}
    return [values[text] for text in texts]


def quiet_on_reporting(folder: Path) -> list[Figure]:
    """Share of solid reporting on which a flag does not fire, and of windows that hold the date.

    Quiet shares are one minus the rate of firing, so that higher is better for every figure. The
    articles are of part B by their id, since the word lists saw part A; most thresholds that are
    older than the parts were chosen with all of them in view.
    """
    path = folder / "articles.jsonl.gz"
    if not path.exists():
        return []
    tables = _scored(_solid(path))
    ids = list(tables.articles["article_id"])
    fired = tables.flags[tables.flags["state"] == "triggered"]
    by_flag = fired.groupby("flag")["article_id"].agg(set).to_dict()
    families = {flag.name: flag.family for flag in FLAGS if flag.family in QUIET_FAMILIES}
    figures = [
        _quiet(f"{name} quiet", [i in by_flag.get(name, ()) for i in ids]) for name in families
    ]
    of_family = fired.assign(family=fired["flag"].map(families)).dropna(subset="family")
    n_families = of_family.groupby("article_id")["family"].nunique()
    many = [int(n_families.get(i, 0)) >= len(QUIET_FAMILIES) for i in ids]
    figures.append(_quiet("fewer than three families", many))
    return [*figures, *_dates_held(tables)]


def _quiet(name: str, fired: Sequence[bool]) -> Figure:
    quiet = [float(not one) for one in fired]
    return figure(name, "articles", "flags", quiet, quiet, measure=_mean)


def _dates_held(tables: Tables) -> list[Figure]:
    """Of articles with a stated date and a window, those whose window holds the date."""
    articles = tables.articles
    earliest, latest = articles["window_earliest"], articles["window_latest"]
    asked = articles["published_at"].notna() & (earliest.notna() | latest.notna())
    stated = articles["published_at"].dt.tz_localize(None).dt.normalize()
    outside = (stated < earliest - SLACK) | (stated > latest + SLACK)
    held = np.asarray(~outside[asked], dtype=float)
    if not len(held):
        return []
    return [figure("window holds the date", "articles", "clock", held, held, measure=_mean)]


def _solid(path: Path) -> list[Article]:
    chosen = [row for row in rows(path) if row["outlet"] in SOLID and part_of(row["id"]) == "B"]
    chosen.sort(key=lambda row: hashlib.sha256(row["id"].encode()).digest())
    return [
        Article(
            row["text"],
            title=row["title"] or None,
            outlet=row["outlet"],
            author=row["author"] or None,
            published_at=timestamp_of(row["published_at"]) if row["published_at"] else None,
            url=row["url"] or None,
        )
        for row in chosen[:MOST_ARTICLES]
    ]


def _scored(articles: Sequence[Article]) -> Tables:
    return concat(
        [
            score_articles(articles[start : start + _BATCH])
            for start in range(0, len(articles), _BATCH)
        ]
    )
