"""What is taken out of an article, what must stay, and what its lines tell."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.articles import Article
from pipelines.cleaning import Cleaned, clean


def removed(cleaned: Cleaned) -> dict[str, str]:
    return {
        " ".join(cleaned.raw_text[r.start_char : r.end_char].split()): r.reason
        for r in cleaned.removed
    }


def read_seed(seeds: list[Path], start: str) -> Cleaned:
    path = next(path for path in seeds if path.name.startswith(start))
    return clean(Article(path.read_text("utf-8")))


def test_page_chrome_of_a_seed_is_taken_out_with_reasons(seeds: list[Path]) -> None:
    cleaned = read_seed(seeds, "001")
    assert (cleaned.article.title or "").startswith("Ukraine Peace Talks:")
    reasons = removed(cleaned)
    assert reasons["Smiley face"] == "page navigation"
    assert reasons["Weather Live Markets"] == "page navigation"
    assert reasons["Share."] == "share bar"
    assert reasons["Leave A Reply"] == "comment prompt"


def test_header_and_footer_of_a_seed_become_metadata(seeds: list[Path]) -> None:
    article = read_seed(seeds, "002").article
    assert (article.url or "").startswith("https://usa-news.biz/2025/02/22/")
    assert article.author == "Jean-Pierre CHALLOT"
    assert article.published_at == datetime(2025, 2, 22, 14, 42, 26, tzinfo=UTC)
    assert article.outlet == "USA NEWS"


def test_only_a_headline_is_taken_out_of_a_clean_seed(seeds: list[Path]) -> None:
    reasons = removed(read_seed(seeds, "000"))
    assert list(reasons.values()) == ["headline (kept as the title)"]


@pytest.mark.parametrize("start", ["003"])
def test_a_seed_without_headline_or_chrome_stays_whole(seeds: list[Path], start: str) -> None:
    cleaned = read_seed(seeds, start)
    assert cleaned.article.title is None
    assert cleaned.removed == ()
