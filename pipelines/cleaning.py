"""An article without what the page adds to it, and a ledger of what was taken out."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

from pipelines.articles import Article
from pipelines.readers.characters import Line, lines_of, tidied, without_surrogates
from pipelines.readers.inline_passages import (
    inline_passages,
    may_hold_passages,
    without_passages,
)
from pipelines.readers.metadata import read_lines, with_fields

OUTSIDE = "outside the article (page extraction)"


@dataclass(frozen=True, slots=True)
class Removed:
    """What was taken out: a span of `raw_text`, and why in plain words."""

    start_char: int
    end_char: int
    reason: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The article with the fields that its lines state, its text as scored, and the ledger.

    Removed spans are ordered and disjoint: lines of `raw_text`, and passages inside of lines;
    all else of `raw_text` that is not blank is in `text`. Only lone surrogates differ between
    `raw_text` and what was read, one for one.
    """

    article: Article
    text: str
    raw_text: str
    removed: tuple[Removed, ...]


def clean(article: Article) -> Cleaned:
    """Take out the lines and passages that are not the story; never raises, whatever it is given.

    Fields that the caller gave win over what the lines state. Mojibake is left as it is: a flag
    shows it.
    """
    text = without_surrogates(article.text)
    raw_text = text if article.raw_text is None else without_surrogates(article.raw_text)
    lines = lines_of(raw_text)
    own = lines if raw_text == text else lines_of(text)
    inside = list(range(len(lines))) if own is lines else _places(own, lines)
    read = read_lines([line.text for line in own], title=article.title, author=article.author)
    reasons = dict.fromkeys(range(len(lines)), OUTSIDE)
    if inside is None:
        kept_texts = {line.text for line in own}
        reasons = {n: OUTSIDE for n, line in enumerate(lines) if line.text not in kept_texts}
        story = own
    else:
        for place, n in enumerate(inside):
            del reasons[n]
            if place in read.reasons:
                reasons[n] = read.reasons[place]
        story = [line for place, line in enumerate(own) if place not in read.reasons]
    return Cleaned(
        article=with_fields(article, read),
        text=_joined(_without_passages(text, story)),
        raw_text=raw_text,
        removed=tuple(
            sorted([*_runs(lines, reasons), *_passages(raw_text, lines, reasons)], key=_at)
        ),
    )


def _places(own: Sequence[Line], lines: Sequence[Line]) -> list[int] | None:
    """Where the lines of the article stand among those of the page; None if they do not.

    The first run that holds them all, then read backwards from its end: so a headline that the
    page's menu repeats is not taken for the one above the story.
    """
    wanted = [line.text for line in own]
    place = 0
    for n, line in enumerate(lines):
        if place < len(wanted) and line.text == wanted[place]:
            place += 1
            last = n
    if place < len(wanted):
        return None
    places: list[int] = []
    n = last if wanted else -1
    for text in reversed(wanted):
        while lines[n].text != text:
            n -= 1
        places.append(n)
        n -= 1
    return places[::-1]


def _without_passages(text: str, story: Sequence[Line]) -> Sequence[Line]:
    if not may_hold_passages(text):
        return story
    return [
        replace(line, text=tidied(without_passages(text[line.start_char : line.end_char])))
        for line in story
    ]


def _passages(raw_text: str, lines: Sequence[Line], removed: Container[int]) -> Iterator[Removed]:
    """What goes from inside of lines that stay."""
    if not may_hold_passages(raw_text):
        return
    for n, line in enumerate(lines):
        if n not in removed:
            for span, reason in inline_passages(raw_text[line.start_char : line.end_char]):
                start, end = line.start_char + span.start_char, line.start_char + span.end_char
                yield Removed(start, end, reason)


def _at(entry: Removed) -> int:
    return entry.start_char


def _joined(lines: Sequence[Line]) -> str:
    parts: list[str] = []
    for line in lines:
        if parts:
            parts.append("\n\n" if line.after_blank else "\n")
        parts.append(line.text)
    return "".join(parts)


def _runs(lines: Sequence[Line], reasons: dict[int, str]) -> Iterator[Removed]:
    """One entry of the ledger for each line, and for each run of lines outside the article."""
    numbers = sorted(reasons)
    start = 0
    for place, n in enumerate(numbers):
        following = numbers[place + 1] if place + 1 < len(numbers) else None
        if following == n + 1 and reasons[following] == reasons[n] == OUTSIDE:
            continue
        first = lines[numbers[start]]
        yield Removed(first.start_char, lines[n].end_char, reasons[n])
        start = place + 1
