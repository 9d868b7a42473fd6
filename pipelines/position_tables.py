"""Tables of positions that a text holds as lines: a column for each party, a row for each point."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipelines.actors import Mention
from pipelines.articles import Span
from pipelines.object_themes import Shares, theme_of
from pipelines.stances import Position, stance_words

# "Russia's Position", "US stance", "Marovia's opening position", "Kyiv's red lines"
_HEADER = re.compile(
    r"(?:'s?)? (?:[a-z-]+ )?(?P<what>positions?|stances?|views?|demands?|proposals?|offers?|"
    r"red lines?)\W*"
)
_HEADER_CELL = re.compile(_HEADER.pattern + r"(?:[\n|\t]|$)")
_HEADED = {"offer": "offers", "proposal": "offers", "red line": "refuses"}
_LONGEST = 160  # characters of a cell: longer lines are paragraphs
_FEWEST_PARTIES = 2  # a line "Russia's position" alone is a heading
_CELL_SPLIT = re.compile(r" *[|\t] *")


class _Column(NamedTuple):
    actor: str
    what: str


def table_positions(
    plain: str,
    lowered: str,
    sentences: Sequence[Span],
    mentions: Sequence[Mention],
    shares: Shares,
) -> Iterator[Position]:
    """The position in each cell of tables whose header names parties and says "position".

    Rows are lines with bars or tabs, or blocks of lines, one for each cell, as plain text leaves
    them. A cell that starts with no word for a stance says what the party wants. Its theme is the
    story theme that it names, else that of its row.
    """
    headed = sum(_HEADER_CELL.match(lowered, mention.end_char) is not None for mention in mentions)
    if headed < _FEWEST_PARTIES:
        return
    starts = [sentence.start_char for sentence in sentences]
    parties: dict[int, _Column] = {}
    width = 0
    for cells in _rows(plain):
        header = _parties(lowered, cells, mentions)
        if len(header) >= _FEWEST_PARTIES:
            parties, width = header, len(cells)
        elif len(cells) != width or any(
            cell.end_char - cell.start_char > _LONGEST for cell in cells
        ):
            # A ruled line ("---|---") is neither a row nor the end of the table.
            if any(plain[cell.start_char : cell.end_char].strip("-:= ") for cell in cells):
                parties, width = {}, 0
        else:
            for number, column in parties.items():
                yield from _cell(lowered, cells[0], cells[number], column, starts, shares)


def _rows(plain: str) -> Iterator[list[Span]]:
    """The cells of each row: the parts of a line with bars or tabs, or the lines of a block."""
    start, block = 0, list[Span]()
    for line in plain.splitlines(keepends=True):
        end = start + len(line)
        cells = [cell for cell in _split(plain, start, end) if cell.end_char > cell.start_char]
        if len(cells) == 1:
            block += cells
        elif block:
            yield block
            block = []
        if len(cells) > 1:
            yield cells
        start = end
    if block:
        yield block


def _split(plain: str, start: int, end: int) -> Iterator[Span]:
    at = start
    for mark in _CELL_SPLIT.finditer(plain, start, end):
        yield _stripped(plain, at, mark.start())
        at = mark.end()
    yield _stripped(plain, at, end)


def _stripped(plain: str, start: int, end: int) -> Span:
    while start < end and plain[start].isspace():
        start += 1
    while end > start and plain[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _parties(
    lowered: str, cells: Sequence[Span], mentions: Sequence[Mention]
) -> dict[int, _Column]:
    """The columns headed by an actor, by their number."""
    found = {}
    at = [mention.start_char for mention in mentions]
    for number, cell in enumerate(cells):
        first = bisect_left(at, cell.start_char)
        if number == 0 or first == len(mentions) or at[first] > cell.start_char + len("the "):
            continue
        header = _HEADER.fullmatch(lowered, mentions[first].end_char, cell.end_char)
        if header is not None:
            found[number] = _Column(mentions[first].actor, header["what"])
    return found


def _cell(
    lowered: str,
    label: Span,
    cell: Span,
    column: _Column,
    starts: Sequence[int],
    shares: Shares,
) -> Iterator[Position]:
    index = max(0, bisect_left(starts, cell.start_char + 1) - 1)
    row = max(0, bisect_left(starts, label.start_char + 1) - 1)
    mine, of_row = shares.of_sentence(index), shares.of_sentence(row)
    fine = [match for match in mine if match.layer == "story"]
    tries = ((cell, fine), (label, of_row), (cell, mine))
    themes = (theme_of(span, lowered, (), matches, shares) for span, matches in tries)
    theme = next((theme for theme in themes if theme is not None), None)
    if theme is None:
        return
    verb, polarity = _stance(lowered[cell.start_char : cell.end_char], column.what)
    yield Position(index, column.actor, theme, verb, polarity, cell.start_char, cell.end_char)


def _stance(words: str, headed: str) -> tuple[str, str]:
    """The expression at the head of a cell with its polarity, else what its column is about."""
    known = stance_words()
    longest = max(
        (noun for noun in known.nouns if f"{words} ".startswith(f"{noun} ")), key=len, default=None
    )
    if longest is not None:
        return longest, known.nouns[longest]
    for term, start, _ in known.matcher.find(words):
        # "Back 40 km" is a direction.
        if start == 0 and known.stances[term].polarity and known.stances[term].verb != "back":
            return known.stances[term].verb, known.stances[term].polarity
    return headed, _HEADED.get(headed.rstrip("s"), "wants")
