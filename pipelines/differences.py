"""Two versions of a text side by side: what both have, and what one alone has."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import LCSseq

from pipelines.articles import Span
from pipelines.sentences import sentence_spans

Kind = Literal["same", "changed", "only_one", "only_other"]
_WORD = re.compile(r"\S+")
_LETTERS = re.compile(r"\w+")
# The table of an alignment has a bit for every pair: a few megabytes at most. What is longer is
# shown as it is, without looking for what both have.
MOST_SENTENCES = 6_000
MOST_WORDS = 6_000


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the two texts that belongs together; an empty span where one has nothing.

    `shared_one` and `shared_other` are the words of a changed passage that both have, in order.
    """

    kind: Kind
    one: Span
    other: Span
    shared_one: tuple[Span, ...] = ()
    shared_other: tuple[Span, ...] = ()


def passages(one: str, other: str) -> list[Passage]:
    """The passages of two texts, in order; every character but white space is in one of them.

    First whole sentences are aligned, whatever their spacing and case, then the words of those
    that differ.
    """
    a, b = sentence_spans(one), sentence_spans(other)
    if max(len(a), len(b)) > MOST_SENTENCES:
        return [Passage("changed", Span(0, len(one)), Span(0, len(other)))]
    found = []
    for tag, a_from, a_to, b_from, b_to in _steps(_plain(one, a), _plain(other, b)):
        left, right = _over(a, a_from, a_to, len(one)), _over(b, b_from, b_to, len(other))
        if tag == "equal":
            found.append(Passage("same", left, right))
        elif a_from == a_to:
            found.append(Passage("only_other", left, right))
        elif b_from == b_to:
            found.append(Passage("only_one", left, right))
        else:
            found.append(_changed(one, left, other, right))
    return found


def _plain(text: str, spans: Sequence[Span]) -> list[str]:
    return [
        " ".join(_LETTERS.findall(text[span.start_char : span.end_char].casefold()))
        for span in spans
    ]


def _over(spans: Sequence[Span], first: int, last: int, n_chars: int) -> Span:
    """From the first character of some sentences to the last; empty where there are none."""
    if first == last:
        at = spans[first].start_char if first < len(spans) else n_chars
        return Span(at, at)
    return Span(spans[first].start_char, spans[last - 1].end_char)


def _changed(one: str, left: Span, other: str, right: Span) -> Passage:
    a, b = _words(one, left), _words(other, right)
    if max(len(a), len(b)) > MOST_WORDS:
        return Passage("changed", left, right)
    shared_one: list[Span] = []
    shared_other: list[Span] = []
    steps = list(_steps(_plain(one, a), _plain(other, b)))
    for tag, a_from, a_to, b_from, b_to in steps:
        if tag == "equal":
            shared_one.append(Span(a[a_from].start_char, a[a_to - 1].end_char))
            shared_other.append(Span(b[b_from].start_char, b[b_to - 1].end_char))
    return Passage("changed", left, right, tuple(shared_one), tuple(shared_other))


def _words(text: str, span: Span) -> list[Span]:
    return [Span(*m.span()) for m in _WORD.finditer(text, span.start_char, span.end_char)]


def _steps(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """Opcodes as difflib has them: equal stretches, and between them one replacement each."""
    since_a = since_b = 0
    for step in LCSseq.opcodes(a, b):
        if step.tag != "equal":
            continue
        if since_a < step.src_start or since_b < step.dest_start:
            yield "replace", since_a, step.src_start, since_b, step.dest_start
        yield "equal", step.src_start, step.src_end, step.dest_start, step.dest_end
        since_a, since_b = step.src_end, step.dest_end
    if since_a < len(a) or since_b < len(b):
        yield "replace", since_a, len(a), since_b, len(b)


def shared_words(found: Sequence[Passage], one: str, other: str) -> tuple[int, int, int]:
    """How many words both have, and how many each one has in all."""
    both = sum(
        len(_words(one, span))
        for passage in found
        for span in ((passage.one,) if passage.kind == "same" else passage.shared_one)
    )
    return both, len(_WORD.findall(one)), len(_WORD.findall(other))
