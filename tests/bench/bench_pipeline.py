"""Time of `score_articles` and of its steps, as ratios to plain vaderSentiment in the same run.

`python -m tests.bench.bench_pipeline [N]` scores N articles (default 300) of the labelled sets.
"""

import gzip
import json
import os
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from pipelines import Article, score_articles
from pipelines.documents import documents_of
from pipelines.flags import FLAGS, answer
from pipelines.scores import SCORES
from pipelines.taxonomy import read_taxonomy

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("PARALLAX_SHARED", ROOT.parent / "shared"))
ROUNDS = 3


def articles(n: int) -> list[Article]:
    with gzip.open(SHARED / "eval" / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in islice(lines, n)]
    return [Article(row["text"], title=row["title"], url=row["url"]) for row in rows]


def seconds(work: Callable[[], object]) -> float:
    """The best of a few rounds: on a shared machine the others are noise."""
    best = float("inf")
    for _ in range(ROUNDS):
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
    return best


def main() -> None:
    corpus = articles(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
    taxonomy = read_taxonomy()
    docs = documents_of(corpus, taxonomy=taxonomy)  # also loads every lexicon
    english = [doc for doc in docs if doc.language in (None, "en")]
    sentences = [d.plain[s.start_char : s.end_char] for d in english for s in d.sentences]
    analyzer = SentimentIntensityAnalyzer()
    plain = seconds(lambda: [analyzer.polarity_scores(sentence) for sentence in sentences])
    print(f"{len(corpus)} articles, {len(sentences)} sentences")
    print(f"plain vaderSentiment: {plain:.2f} s, {len(sentences) / plain:,.0f} sentences/s")
    steps = {
        "score_articles": lambda: score_articles(corpus),
        "  documents": lambda: documents_of(corpus, taxonomy=taxonomy),
        "  flags": lambda: [answer(flag, doc) for doc in docs for flag in FLAGS],
        "  scores": lambda: [score.compute(doc) for doc in docs for score in SCORES],
    }
    for name, work in steps.items():
        taken = seconds(work)
        print(f"{name:24} {taken:6.2f} s  {taken / plain:5.2f} of plain vaderSentiment")


if __name__ == "__main__":
    main()
