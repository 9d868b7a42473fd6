"""Sentences with a human judgement of their tone, read from the labelled sets."""

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

_TARGET_TONE = {"negative": -1.0, "neutral": 0.0, "positive": 1.0}


@dataclass(frozen=True, slots=True)
class RatedSentence:
    """A sentence, the article or text that decides its part, and how people judged it.

    `rating` is on the scale of its set: -4..4 for `nyt_snippets`, -1..1 for the others.
    """

    key: str
    text: str
    rating: float


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a gzipped JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def digest(path: Path) -> str:
    """First 16 hex digits of SHA-256 of the file, so that a figure names the set it belongs to."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def editorial_snippets(folder: Path) -> list[RatedSentence]:
    """Sentences of editorials, each rated -4..4 by twenty people; keyed by article."""
    return [
        RatedSentence(f"nyt {row['article']}", row["text"], float(row["rating"]))
        for row in rows(folder / "nyt_snippets.jsonl.gz")
    ]


def political_sentences(folder: Path, name: str) -> list[RatedSentence]:
    """Sentences of `newsmtsc_train` or `newsmtsc_dev`, rated by the mean tone of their targets."""
    return [
        RatedSentence(
            row["text"],
            row["text"],
            fmean(_TARGET_TONE[target["tone"]] for target in row["targets"]),
        )
        for row in rows(folder / f"{name}.jsonl.gz")
    ]
