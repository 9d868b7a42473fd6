"""Page reading against pages whose article, byline and date people have marked."""

import json
import zipfile
from collections import Counter
from pathlib import Path

from lxml.html import fromstring

from pipelines.articles import Article
from pipelines.cleaning import clean
from pipelines.evaluation.figures import Figure, Numbers, figure
from pipelines.readers import read_upload

_SET = "html_pages"


def page_agreement(folder: Path) -> list[Figure]:
    """Mean F1 of the words of the body, and the share of stated bylines and dates that are found.

    A byline is right where one of the two spellings holds the other. A page that cannot be read
    counts as one without text.
    """
    path = folder / f"{_SET}.zip"
    if not path.exists():
        return []
    overlaps: list[float] = []
    bylines: list[float] = []
    dates: list[float] = []
    with zipfile.ZipFile(path) as pages:
        for name in pages.namelist():
            if not name.endswith("source.html"):
                continue
            place = name.rpartition("/")[0]
            stated = json.loads(pages.read(f"{place}/expected-metadata.json"))
            read = read_upload("page.html", pages.read(name))[0]
            cleaned = clean(read if isinstance(read, Article) else Article(""))
            expected = _text_of(pages.read(f"{place}/expected.html"))
            overlaps.append(_overlap(cleaned.text, expected))
            if stated.get("byline"):
                found, wanted = _plain(cleaned.article.author or "?"), _plain(stated["byline"])
                bylines.append(float(found in wanted or wanted in found))
            if stated.get("publishedTime"):
                dates.append(float(cleaned.article.published_at is not None))
    return [
        figure(name, _SET, "reading", values, values, measure=_mean)
        for name, values in (
            ("body token F1", overlaps),
            ("byline found", bylines),
            ("date found", dates),
        )
        if values
    ]


def _text_of(html: bytes) -> str:
    return " ".join(fromstring(html.decode("utf-8") or "<p>").itertext())


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.lower()).split())


def _overlap(one: str, other: str) -> float:
    """F1 of the words of two texts, each counted as often as it stands there."""
    words, expected = Counter(_plain(one).split()), Counter(_plain(other).split())
    total = words.total() + expected.total()
    return 2 * (words & expected).total() / total if total else 1.0


def _mean(found: Numbers, _: Numbers) -> float:
    return float(found.mean()) if len(found) else 0.0
