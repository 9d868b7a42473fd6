"""Speed of tone beside plain VADER, in one run: `bench_tone.py ARTICLES.jsonl.gz`.

Prints sentences a second and the ratio to plain VADER (best of several interleaved rounds, in
processor time), and with --exact compares all four keys on every sentence of the file.
"""

import argparse
import gzip
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from sentencex import segment
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from pipelines.tone import deep_available, polarity_of, tone_of, tone_without_topic_words_of
from pipelines.typography import plain

ROUNDS = 5


def sentences_of(path: Path, *, articles: int | None) -> list[str]:
    """Sentences of the first articles of a file, quotation marks straightened."""
    found: list[str] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number == articles:
                break
            text = plain(json.loads(line)["text"])
            found += [s for part in text.split("\n") for s in segment("en", part) if s.strip()]
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--exact", action="store_true", help="compare every sentence of the file")
    given = parser.parse_args()
    plain_vader = SentimentIntensityAnalyzer()

    def vader(texts: Sequence[str]) -> list[dict[str, float]]:
        return [plain_vader.polarity_scores(text) for text in texts]

    if given.exact:
        everything = sentences_of(given.path, articles=None)
        pairs = zip(polarity_of(everything), vader(everything), strict=True)
        print(f"{len(everything)} sentences, {sum(a != b for a, b in pairs)} differ from VADER")
    texts = sentences_of(given.path, articles=60)
    ways: list[tuple[str, Callable[[Sequence[str]], object], Sequence[str]]] = [
        ("plain VADER", vader, texts),
        ("polarity_of", polarity_of, texts),
        ("tone_of fast", tone_of, texts),
        ("without topic words", tone_without_topic_words_of, texts),
    ]
    if deep_available():
        ways.append(("tone_of deep", lambda some: tone_of(some, model="deep"), texts[:200]))
    best = {name: float("inf") for name, _, _ in ways}
    for _ in range(ROUNDS):
        for name, score, some in ways:
            began = time.process_time()
            score(some)
            best[name] = min(best[name], (time.process_time() - began) / len(some))
    for name, seconds in best.items():
        print(f"{name:<22}{1 / seconds:>10.0f} a second{best['plain VADER'] / seconds:>8.1f}x")


if __name__ == "__main__":
    main()
