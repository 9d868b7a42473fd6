"""The words that are shown of a position."""

import re
from collections.abc import Iterator, Sequence

from pipelines.articles import Span
from pipelines.stances import Position

# What is shown of a position goes on past its object, for the reader to judge it: "demanded an
# election | before any treaty"; not into a clause that turns to something else.
_SHOWN_END = re.compile(
    r";|[\u2014\u2013]| -+ |\||\n|,? (?:but|while|whereas|although|though)\b|"
    r",? and (?:he|she|it|they|we|said|says)\b"
)


def to_clause_end(
    lowered: str, sentences: Sequence[Span], found: Sequence[Position]
) -> Iterator[Position]:
    """The positions with their words up to the end of the clause, or to the next position."""
    for number, position in enumerate(found):
        sentence = sentences[position.sentence_index]
        stop = sentence.end_char
        for later in found[number + 1 :]:
            if later.start_char >= position.end_char:
                stop = min(stop, later.start_char)
                break
        if lowered.count('"', sentence.start_char, position.end_char) % 2:
            close = lowered.find('"', position.end_char, stop)
            stop = close if close >= 0 else stop
        if position.end_char < stop:
            turn = _SHOWN_END.search(lowered, position.end_char, stop)
            stop = turn.start() if turn else stop
            while stop > position.end_char and lowered[stop - 1] in " ,.!?)":
                stop -= 1
            if lowered.endswith(" and", position.end_char, stop):
                stop -= len(" and")
        yield position._replace(end_char=max(stop, position.end_char))
