"""Sentences of a text, as spans."""

import re

from sentencex import get_sentence_boundaries

from pipelines.articles import Span

_LINE = re.compile(r"[^\n]+")
_TOKEN = re.compile(r"\S+")
MAX_TOKENS = 400  # no real sentence is longer, and VADER takes time with the square of it


def sentence_spans(text: str, *, language: str = "en") -> list[Span]:
    """Where the sentences are: in order, disjoint, without white space at their ends.

    A line end always ends a sentence, so that headings, list items and table cells stand alone.
    A sentence of more than 400 tokens is cut, so that nothing after it takes long.
    """
    spans: list[Span] = []
    for line in _LINE.finditer(text):
        spans.extend(_line_spans(line.group(), line.start(), language))
    return spans


def _line_spans(line: str, offset: int, language: str) -> list[Span]:
    spans: list[Span] = []
    for boundary in get_sentence_boundaries(language, line):
        start, end = boundary["start_index"], boundary["end_index"]
        piece = line[start:end]
        stripped = piece.strip()
        if not stripped:
            continue
        start += len(piece) - len(piece.lstrip())
        spans.extend(_capped(Span(offset + start, offset + start + len(stripped)), stripped))
    return spans


def _capped(span: Span, sentence: str) -> list[Span]:
    # A token takes at least two characters with its space: most sentences need no counting.
    if len(sentence) < 2 * MAX_TOKENS:
        return [span]
    tokens = list(_TOKEN.finditer(sentence))
    return [
        Span(
            span.start_char + tokens[first].start(),
            span.start_char + tokens[min(first + MAX_TOKENS, len(tokens)) - 1].end(),
        )
        for first in range(0, len(tokens), MAX_TOKENS)
    ]
