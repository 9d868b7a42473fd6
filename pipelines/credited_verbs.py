"""Statements whose verb takes a stance, and whom the text credits with them."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from pipelines.quotes import Quote

_ED = re.compile(r"[a-z]+ed\b|sought\b")


def credited(quotes: Sequence[Quote]) -> dict[int, Quote]:
    """Statements credited to somebody named, by where the verb stands that credits them."""
    return {
        quote.cue_span.start_char: quote
        for quote in quotes
        if quote.speaker_kind == "named"
        and quote.cue_span is not None
        and quote.speaker_span is not None
    }


def joined_to(
    lowered: str, sentence_starts: Sequence[int], start: int, quotes: Sequence[Quote]
) -> Quote | None:
    """The statement of the verb to which "and" joins another: "called it late and demanded"."""
    if not lowered.endswith(" and ", 0, start):
        return None
    begin = sentence_starts[bisect_right(sentence_starts, start) - 1]
    for quote in quotes:
        cue = quote.cue_span
        if cue is not None and begin <= cue.start_char < start and quote.speaker_kind == "named":
            past = lowered[cue.start_char : cue.end_char].endswith(("ed", "said", "told"))
            return quote if past and _ED.match(lowered, start) else None
    return None
