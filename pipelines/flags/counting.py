"""What the flags share: words on a list, and rates that need enough text."""

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from pipelines.articles import Span
from pipelines.flag_phrases import LoadedWord
from pipelines.flags.finding import Finding, cannot_assess, clear, triggered_by

if TYPE_CHECKING:
    from pipelines.documents import Document
    from pipelines.quotes import Quote

# A rate per 1,000 words moves by ten with one hit in a text of this length.
MIN_WORDS = 100
PRIOR_WORDS = 500  # about the length of a short article

# Start, end and words; plain tuples, for most lines are only looked at.
Line = tuple[int, int, str]
Place = TypeVar("Place", Span, LoadedWord)


def hits(doc: "Document", name: str) -> tuple[Span, ...]:
    """Where the phrases of a list stand in the text."""
    return doc.phrases.get(name, ())


def rate(doc: "Document", count: int) -> float:
    """So many per 1,000 words."""
    return 1000 * count / max(doc.n_words, 1)


@lru_cache(maxsize=1)
def direct_quotes(doc: "Document") -> list["Quote"]:
    """What stands in quotation marks."""
    return [quote for quote in doc.quotes if quote.form == "direct"]


def outside_quotes(doc: "Document", places: Sequence[Place]) -> list[Place]:
    """Those of the ordered, disjoint places that are the writer's own words."""
    end_of_text = (len(doc.text), len(doc.text) + 1)
    quoted = iter([*((q.start_char, q.end_char) for q in direct_quotes(doc)), end_of_text])
    opens, closes = next(quoted)
    own = []
    for place in places:
        while closes <= place[0]:
            opens, closes = next(quoted)
        if place[1] <= opens:
            own.append(place)
    return own


def own_words(doc: "Document") -> int:
    """How many words stand outside direct quotations."""
    return max(doc.n_words - doc.n_quoted_words, 0)


def above_in_own_voice(
    doc: "Document", own: Collection[Span], *, per_1000: float, at_least: int
) -> Finding:
    """Triggered by words outside quotations, where they come more often than that.

    The rate is taken as if `PRIOR_WORDS` more words without a hit followed: a few hits in a short
    text are chance, the same rate in a long one is a habit. `value` is the plain rate.
    """
    words = own_words(doc)
    if words < MIN_WORDS:
        return cannot_assess("too little text outside quotations for a rate")
    value = 1000 * len(own) / words
    if len(own) < at_least or 1000 * len(own) / (words + PRIOR_WORDS) <= per_1000:
        return clear(value=value)
    return triggered_by(sorted(own), value=value)


@lru_cache(maxsize=1)
def lines_of(doc: "Document") -> list[Line]:
    """The lines of the text that hold something, with their places; several flags ask for them."""
    lines = []
    start = 0
    for line in doc.text.split("\n"):
        end = start + len(line)
        if line and not line.isspace():
            lines.append((start, end, line))
        start = end + 1
    return lines


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
