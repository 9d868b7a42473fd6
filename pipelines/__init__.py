"""Parallax: score how articles tell a story, and compare them.

from pipelines import Article, compare_articles, score_articles

tables = compare_articles(score_articles([Article("…"), Article("…")]))
tables.articles[["title", "tone", "tone_low", "tone_high"]]
"""

from pipelines.articles import Article
from pipelines.comparing import compare_articles
from pipelines.schemas import Tables
from pipelines.scoring import score_articles
from pipelines.store import read_tables
from pipelines.tone import explain_tone

__all__ = [
    "Article",
    "Tables",
    "compare_articles",
    "explain_tone",
    "read_tables",
    "score_articles",
]
