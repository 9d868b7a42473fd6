"""Near-duplicates: found through a sample of word runs, then measured exactly."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from pipelines.word_runs import Numbers, runs_of, words_of

RUN = 8  # words; articles on one event share few such runs, two versions of a text share most
COPY = 0.5  # of the shorter text; other reports of an event, quotations included, stay under .35
SHORTEST = 25  # runs, a paragraph: a shorter text inside a longer one is a caption, not a copy
# Texts are compared by the runs whose number falls into one of so many classes: the same runs in
# every text, so the shared share of the sample estimates the containment, unlike Jaccard sketches.
SAMPLED = 8
KEPT_WHOLE = 64  # runs; shorter texts are not sampled
BUCKET = 50  # texts with one run that are all compared with each other; more are page furniture,
# and are chained: each is compared with the next few only
CHAINED = 3
FURNITURE = 8  # texts, in the median, with a run that two of them share


@dataclass(frozen=True, slots=True)
class Source:
    """An article as far as copies go; `raw_text` keeps the credit lines that cleaning takes out."""

    article_id: str
    outlet: str | None
    author: str | None
    published_at: datetime | None
    text: str
    raw_text: str


@dataclass(frozen=True, slots=True)
class Copy:
    """Two articles with one text: `jaccard` of all runs, `containment` of the shorter one's.

    `origin_id` is None where nobody is the origin: what they share is page furniture.
    """

    article_id: str
    other_id: str
    jaccard: float
    containment: float
    origin_id: str | None
    note: str


@dataclass(frozen=True, slots=True)
class Outline:
    """What is left of a source once it is read: its runs, its length and its credits."""

    article_id: str
    outlet: str | None
    author: str | None
    published_at: datetime | None
    runs: Numbers
    n_chars: int
    opening: str
    credits: tuple[str, ...]
    credits_another: str

    @classmethod
    def of(cls, source: Source) -> "Outline":
        taken = _credit_lines(source.raw_text, _ANY_CREDIT)
        return cls(
            source.article_id,
            source.outlet,
            source.author,
            source.published_at,
            _all_runs(source.text),
            len(source.text),
            source.text[:_DATELINE],
            tuple(_credit_lines(source.raw_text, _CREDIT)),
            taken[0] if taken else "",
        )


def sketch_of(text: str) -> Numbers:
    """The sampled runs of a text, sorted; texts that share runs share numbers."""
    runs = _all_runs(text)
    if len(runs) < KEPT_WHOLE:
        return runs
    return runs[: int(np.searchsorted(runs, np.uint64(2**64 // SAMPLED)))]


def copies_among(sources: Sequence[Source]) -> list[Copy]:
    """Every pair of near-duplicates, ordered by their ids.

    Time and memory grow with the total length of the texts: only texts that share a sampled run
    are compared, and at most `BUCKET` through one run.
    """
    sources = sorted(sources, key=lambda source: source.article_id)
    sketches = [sketch_of(source.text) for source in sources]
    outline = lru_cache(maxsize=256)(lambda place: Outline.of(sources[place]))
    found = []
    for one, other, n_with in candidates(sketches):
        copy = told_from_furniture(measured(outline(one), outline(other)), n_with)
        if copy is not None:
            found.append(copy)
    return found


def measured(a: Outline, b: Outline) -> Copy | None:
    """The two articles, the smaller id first, as copies, or None where they are not."""
    n_shared = len(np.intersect1d(a.runs, b.runs, assume_unique=True))
    n_shorter = min(len(a.runs), len(b.runs))
    jaccard = n_shared / (len(a.runs) + len(b.runs) - n_shared)
    containment = n_shared / n_shorter
    if (containment if n_shorter >= SHORTEST else jaccard) < COPY:
        return None
    origin_id, note = _origin(a, b)
    return Copy(a.article_id, b.article_id, jaccard, containment, origin_id, note)


def told_from_furniture(copy: Copy | None, n_with: int) -> Copy | None:
    """The copy without an origin where `n_with` articles have the wording that the two share."""
    if copy is None or n_with < FURNITURE or copy.jaccard >= COPY:
        return copy
    note = f"page furniture: their shared wording is in about {n_with} articles"
    return replace(copy, origin_id=None, note=note)


def _all_runs(text: str) -> Numbers:
    words = words_of(text)
    return np.unique(runs_of(words, min(RUN, max(1, len(words)))))


def candidates(sketches: Sequence[Numbers]) -> list[tuple[int, int, int]]:
    """Pairs that may be copies, and how many texts have the runs that they share (median)."""
    n = len(sketches)
    if n < 2:
        return []
    runs = np.concatenate(sketches)
    texts = np.repeat(np.arange(n), [len(sketch) for sketch in sketches])
    order = np.argsort(runs, kind="stable")  # within one run the texts stay in order
    runs, texts = runs[order], texts[order]
    first = np.concatenate([[True], runs[1:] != runs[:-1]])
    bucket = np.cumsum(first) - 1
    size = np.bincount(bucket, minlength=1)[bucket] if len(bucket) else bucket
    pairs, sizes = [], []
    for step in range(1, BUCKET):
        reach = size > step if step <= CHAINED else (size > step) & (size <= BUCKET)
        here = np.flatnonzero(reach[:-step] & (bucket[:-step] == bucket[step:]))
        pairs.append(texts[here] * n + texts[here + step])
        sizes.append(size[here])
    return _likely(np.concatenate(pairs), np.concatenate(sizes), sketches)


def _likely(
    pairs: NDArray[np.int64], sizes: NDArray[np.int64], sketches: Sequence[Numbers]
) -> list[tuple[int, int, int]]:
    """The pairs whose samples allow a containment of `COPY`, three standard errors off at most."""
    order = np.lexsort((sizes, pairs))
    pairs, sizes = pairs[order], sizes[order]
    keys, starts, counts = np.unique(pairs, return_index=True, return_counts=True)
    lengths = np.array([len(sketch) for sketch in sketches])
    one, other = np.divmod(keys, len(sketches))
    shorter = np.minimum(lengths[one], lengths[other])
    needed = COPY * shorter - 3 * np.sqrt(COPY * (1 - COPY) * shorter)
    # A text kept whole meets only the sampled runs of a longer one.
    whole = (shorter < KEPT_WHOLE) & (lengths[one] != lengths[other])
    likely = whole | (counts >= needed)
    medians = sizes[starts + counts // 2]
    return list(
        zip(one[likely].tolist(), other[likely].tolist(), medians[likely].tolist(), strict=True)
    )


# Words that say that a text, or a part of it, is another's; the name stands in the same line.
_TAKEN_OVER = (
    r"originally (?:published|appeared)|first (?:published|appeared)|republished|reprinted|"
    r"reproduced (?:by|from|with)|courtesy of|with permission|syndicated|distributed by"
)
_CREDIT = re.compile(
    rf"\b(?:{_TAKEN_OVER}|with material from|first reported|source ?:|via|copyright|"
    r"all rights reserved|contributed to this (?:report|story|article)|"
    r"(?:reporting|story|report) by|newswire|wire (?:report|service|copy))\b|©|\(c\)",
    re.IGNORECASE,
)
_ANY_CREDIT = re.compile(rf"\b(?:{_TAKEN_OVER})\b", re.IGNORECASE)
_AROUND = 160  # characters of a credit line before and after these words
_DATELINE = 120  # characters at the start in which "VIENNA (Harbour Wire) -" stands


def _origin(a: Outline, b: Outline) -> tuple[str, str]:
    """The likelier origin and what decided: a credit, else the date, else the length, else the id.

    A later date is weak against a credit: a copy is often dated by the hour it was taken over.
    """
    credited = [_credit(a, b), _credit(b, a)]
    if bool(credited[0]) != bool(credited[1]):
        copy, origin, words = (a, b, credited[0]) if credited[0] else (b, a, credited[1])
        return origin.article_id, f'{copy.outlet or "the other"} credits it: "{words}"'
    if a.published_at and b.published_at and a.published_at != b.published_at:
        earlier = min(a, b, key=lambda outline: outline.published_at or datetime.max)
        return earlier.article_id, f"published first: {earlier.published_at:%Y-%m-%d %H:%M}"
    if bool(a.credits_another) != bool(b.credits_another):
        copy, origin = (a, b) if a.credits_another else (b, a)
        words = copy.credits_another
        return origin.article_id, f'{copy.outlet or "the other"} credits another: "{words}"'
    if a.n_chars != b.n_chars:
        longer = max(a, b, key=lambda outline: outline.n_chars)
        return longer.article_id, "no credit and no earlier date: the longer text"
    return min(a.article_id, b.article_id), "nothing tells them apart: the smaller id"


def _credit(copy: Outline, origin: Outline) -> str:
    """The words by which `copy` credits the outlet of `origin`, or none."""
    name = origin.outlet
    if not name or len(name) < 2 or _same(name, copy.outlet):
        return ""
    if copy.author and _names(copy.author, name):
        return f"By {copy.author}"
    for words in copy.credits:
        if _names(words, name):
            return words
    if re.search(rf"\({re.escape(name)}\)", copy.opening, re.IGNORECASE):
        return f"({name})"
    return ""


def _credit_lines(text: str, credit: re.Pattern[str]) -> list[str]:
    """The lines with credit words, cut to what stands near them."""
    lines = []
    for match in credit.finditer(text):
        start = max(text.rfind("\n", 0, match.start()) + 1, match.start() - _AROUND)
        end = text.find("\n", match.end())
        end = min(end if end >= 0 else len(text), match.end() + _AROUND)
        lines.append(" ".join(text[start:end].split()))
    return lines


def _names(words: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words, re.IGNORECASE) is not None


def _same(one: str, other: str | None) -> bool:
    return other is not None and one.casefold() == other.casefold()
