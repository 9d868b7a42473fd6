"""Statements that a text credits to somebody, in quotation marks or in the writer's words."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.articles import Span
from pipelines.quotations import quotation_spans

LONG_QUOTE = 6  # words; shorter quotations are scare quotes or titles


@dataclass(frozen=True, slots=True)
class Quote:
    """One statement credited to somebody, or quoted without a speaker."""

    start_char: int
    end_char: int
    form: str
    speaker: str | None = None
    speaker_kind: str = "none"
    cue: str | None = None
    reason_given: bool = False
    speaker_span: Span | None = None
    cue_span: Span | None = None


def quotes_in(text: str, sentences: Sequence[Span]) -> list[Quote]:
    """Every statement that the text quotes or credits to somebody, in order."""
    return [
        Quote(span.start_char, span.end_char, "direct")
        for span in quotation_spans(text)
        if len(text[span.start_char : span.end_char].split()) >= LONG_QUOTE
    ]


__all__ = ["LONG_QUOTE", "Quote", "quotation_spans", "quotes_in"]
