"""What the flags share: words on a list, and rates that need enough text."""

from typing import TYPE_CHECKING

from pipelines.articles import Span
from pipelines.flags.finding import Finding, cannot_assess, clear, triggered_by

if TYPE_CHECKING:
    from pipelines.documents import Document

# A rate per 1,000 words moves by ten with one hit in a text of this length.
MIN_WORDS = 100


def hits(doc: "Document", name: str) -> tuple[Span, ...]:
    """Where the phrases of a list stand in the text."""
    return doc.phrases.get(name, ())


def rate(doc: "Document", count: int) -> float:
    """So many per 1,000 words."""
    return 1000 * count / max(doc.n_words, 1)


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
