"""What the flags share: words on a list, and rates that need enough text."""

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from pipelines.articles import Span
from pipelines.flags.finding import Finding, cannot_assess, clear, triggered_by

if TYPE_CHECKING:
    from pipelines.documents import Document

# A rate per 1,000 words moves by ten with one hit in a text of this length.
MIN_WORDS = 100
PRIOR_WORDS = 500  # about the length of a short article


def hits(doc: "Document", name: str) -> tuple[Span, ...]:
    """Where the phrases of a list stand in the text."""
    return doc.phrases.get(name, ())


def rate(doc: "Document", count: int) -> float:
    """So many per 1,000 words."""
    return 1000 * count / max(doc.n_words, 1)


def outside_quotes(doc: "Document", spans: Iterable[Span]) -> tuple[Span, ...]:
    """Those of the ordered spans that are the writer's own words."""
    quoted = [(quote.start_char, quote.end_char) for quote in doc.quotes if quote.form == "direct"]
    if not quoted:
        return tuple(spans)
    later = iter([*quoted, (len(doc.text), len(doc.text) + 1)])
    opens, closes = next(later)
    own = []
    for span in spans:
        start, end = span
        while closes <= start:
            opens, closes = next(later)
        if end <= opens:
            own.append(span)
    return tuple(own)


def own_words(doc: "Document") -> int:
    """How many words stand outside direct quotations."""
    return max(doc.n_words - doc.n_quoted_words, 0)


def above_in_own_voice(
    doc: "Document", spans: Iterable[Span], *, per_1000: float, at_least: int
) -> Finding:
    """Triggered by the words outside quotations, where they come more often than that.

    The rate is taken as if `PRIOR_WORDS` more words without a hit followed: a few hits in a short
    text are chance, the same rate in a long one is a habit. `value` is the plain rate.
    """
    words = own_words(doc)
    if words < MIN_WORDS:
        return cannot_assess("too little text outside quotations for a rate")
    own = outside_quotes(doc, spans)
    value = 1000 * len(own) / words
    if len(own) < at_least or 1000 * len(own) / (words + PRIOR_WORDS) <= per_1000:
        return clear(value=value)
    return triggered_by(own, value=value)


def lines_of(text: str) -> tuple[tuple[Span, str], ...]:
    """The lines that hold something, with their places; several flags ask about one text."""
    return _lines(text)


@lru_cache(maxsize=4)
def _lines(text: str) -> tuple[tuple[Span, str], ...]:
    lines = []
    start = 0
    for line in text.split("\n"):
        if line and not line.isspace():
            lines.append((Span(start, start + len(line)), line))
        start += len(line) + 1
    return tuple(lines)


def above(
    doc: "Document", spans: tuple[Span, ...], *, per_1000: float, at_least: int = 2
) -> Finding:
    """Triggered by the words where they come more often than `per_1000` per 1,000 words.

    Fewer than `at_least` are an accident, however short the text.
    """
    if doc.n_words < MIN_WORDS:
        return cannot_assess("text too short for a rate")
    value = rate(doc, len(spans))
    if len(spans) < at_least or value <= per_1000:
        return clear(value=value)
    return triggered_by(spans, value=value)
