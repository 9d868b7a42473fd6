"""Whose words a sentence is in: the narrator's, somebody's in quotation marks, or both."""

from collections.abc import Sequence
from typing import NamedTuple

from pipelines.articles import Span

# Characters. Fewer beside a quotation are its comma, dash or space; the shortest credit: "he said".
_SHORTEST_PART = 4


class Voice(NamedTuple):
    """The voice of one sentence: `narrator`, `quoted` or `mixed`, with the parts of each.

    Parts are spans of the text, in order, quotation marks with the quoted ones; white space may
    stand at their ends. A part of fewer than four characters is punctuation and nobody's.
    """

    voice: str
    narrated: tuple[Span, ...]
    quoted: tuple[Span, ...]


def voices_of(sentences: Sequence[Span], quotations: Sequence[Span]) -> list[Voice]:
    """The voice of every sentence, in order.

    `quotations` are the direct quotes of six words or more, in order and disjoint; a shorter
    quotation is the narrator's. Time grows with the number of sentences and quotations together.
    """
    voices: list[Voice] = []
    first = 0
    for sentence in sentences:
        start, end = sentence.start_char, sentence.end_char
        while first < len(quotations) and quotations[first].end_char <= start:
            first += 1
        if first == len(quotations) or quotations[first].start_char >= end:
            voices.append(Voice("narrator", (sentence,), ()))
        else:
            voices.append(_voice(sentence, quotations, first))
    return voices


def _voice(sentence: Span, quotations: Sequence[Span], first: int) -> Voice:
    narrated: list[Span] = []
    quoted: list[Span] = []
    at = sentence.start_char
    for index in range(first, len(quotations)):
        quotation = quotations[index]
        if quotation.start_char >= sentence.end_char:
            break
        start = max(quotation.start_char, sentence.start_char)
        end = min(quotation.end_char, sentence.end_char)
        narrated.extend(_part(at, start))
        quoted.extend(_part(start, end))
        at = end
    narrated.extend(_part(at, sentence.end_char))
    if not quoted:
        return Voice("narrator", tuple(narrated), ())
    return Voice("mixed" if narrated else "quoted", tuple(narrated), tuple(quoted))


def _part(start: int, end: int) -> list[Span]:
    return [Span(start, end)] if end - start >= _SHORTEST_PART else []
