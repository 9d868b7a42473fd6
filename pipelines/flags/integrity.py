"""Flags on whether the text arrived whole: damage says nothing about the reporting."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipelines.articles import Span
from pipelines.flags.counting import Line, hits, lines_of
from pipelines.flags.finding import Finding, Flag, Mark, clear, triggered_by

if TYPE_CHECKING:
    from pipelines.documents import Document

# Reasons of the cleaning ledger that name furniture of a page rather than a credit.
CHROME = frozenset(
    {
        "share bar",
        "comment prompt",
        "cookie notice",
        "newsletter prompt",
        "subscription prompt",
        "page navigation",
        "weather or market ticker",
    }
)
# With these, each flag fires on less than 1 % of 1,000 wire and newspaper articles of part A.
MIN_CHROME = 2  # different lines; one "Share" left behind is no damage
MIN_CELLS = 4  # lines; three short ones in a row are a caption with its credit
CELL_WORDS = 7  # longer lines are headings and sentences that lost their stop
CELL_CHARS = 80
MIN_DAMAGE = 2  # places; a single slip is a typing error, which good papers make too
MIN_FOREIGN = 2  # turns of phrase, or stops set apart; one of them is a slip

_ENDS = (".", "!", "?", ":", ";", ",", '"', "”", "…", ")", "’", "'")
_LIST_ITEM = re.compile(r"\s*(?:[-–—*•·▪◦‣>]|\(?\d{1,3}[.):]|\(?[a-zA-Z][.)])\s")
_CAPITALS = re.compile(r"[^a-z]+$")
_COLUMNS = re.compile(r"\t| \| |\S {3}")  # a row that kept its cells
_REPLACEMENT = re.compile("\ufffd+")
# UTF-8 read as Latin-1 or Windows-1252; the second character keeps French and Portuguese out.
_MOJIBAKE = re.compile(
    r"â€[\u0080-\u02ff\u2000-\u22ff]|Ã[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹Œ]|Â[\u00a0-\u00bf]|ï»¿"
)
_ENTITY = re.compile(
    r"&(?:amp|quot|nbsp|lt|gt|apos|[lr][sd]quo|[mn]dash|#\d{2,5}|#x[0-9a-fA-F]{2,5});"
)
_ADDRESS = re.compile(r"\.(?:com|org|net|gov|edu|co|html?|[A-Z]\.)|@|/")
_GLUED = re.compile(r"\.[A-Z][a-z]{2}")  # begins with one character, so that it is fast
MIN_PARAGRAPH = 150  # characters; shorter lines may be a verse, a caption or a list item
# Marks that English does not use: a stop on both sides of a closing quotation mark, a space before
# a stop, guillemets around English words.
_DOUBLED_STOP = re.compile(r"\"(?<=[.!?,]\")[.,](?![.\d])")  # begins with the mark, which is rare
_SPACED_STOP = re.compile(r"(?<=[a-z]{2}) [:;!?](?=\s|$)")
_GUILLEMETS = re.compile(r"«[^«»\n]{2,200}»")
_LOW_QUOTES = re.compile(r"„[^„\n]{2,200}[“”]")
_READ_ON = re.compile(
    r"(?:\[\+?\d{1,6} (?:chars|characters)\]|\b(?:continue reading|read more|to continue reading"
    r"|read the full (?:story|article)|click (?:here )?to (?:read|continue)"
    r"|subscribe to (?:read|continue)|this (?:article|content) is for subscribers"
    r"|sign in to (?:read|continue))\b[^\n]{0,60}|\[?…\]?|\.\.\.)\s*$",
    re.IGNORECASE,
)
_BROKEN_OFF = re.compile(r"[a-z,;][a-z,;-]$")
_LAST_WORDS = 60


def page_chrome(doc: "Document") -> Finding:
    marks = [
        Mark(Span(line.start_char, line.end_char), "raw_text", line.reason)
        for line in doc.removed
        if line.reason in CHROME
    ]
    lines = {doc.raw_text[mark.span.start_char : mark.span.end_char].strip() for mark in marks}
    return triggered_by(marks) if len(lines) >= MIN_CHROME else clear()


def broken_structure(doc: "Document") -> Finding:
    return triggered_by(_cells(lines_of(doc)))


def _cells(lines: Sequence[Line]) -> Iterator[Span]:
    """Runs of short lines that are no sentences and no list: a table that lost its columns."""
    run: list[Line] = []
    for line in lines:
        if len(line[2]) <= CELL_CHARS and _is_cell(line[2].strip()):
            run.append(line)
            continue
        if run:
            yield from _table(run)
            run = []
    yield from _table(run)


def _is_cell(line: str) -> bool:
    return (
        len(line.split()) <= CELL_WORDS
        and not line.endswith(_ENDS)
        and not _LIST_ITEM.match(line)
        and not _CAPITALS.match(line)
        and not _COLUMNS.search(line)
    )


def _table(run: Sequence[Line]) -> Iterator[Span]:
    if len(run) >= MIN_CELLS:
        yield Span(run[0][0], run[-1][1])


def damaged_text(doc: "Document") -> Finding:
    certain = _garbled(doc.text)
    slips = [*hits(doc, "lost_apostrophes"), *_broken_words(doc), *_lower_starts(lines_of(doc))]
    if certain or len(slips) >= MIN_DAMAGE:
        return triggered_by(sorted({*certain, *slips}))
    return clear()


def _garbled(text: str) -> list[Span]:
    """Characters that no writer types. Looking for one of them first keeps sound texts cheap."""
    patterns = []
    if "\ufffd" in text:
        patterns.append(_REPLACEMENT)
    if "â" in text or "Ã" in text or "Â" in text or "ï" in text:
        patterns.append(_MOJIBAKE)
    if "&" in text:
        patterns.append(_ENTITY)
    return [Span(*match.span()) for pattern in patterns for match in pattern.finditer(text)]


def _broken_words(doc: "Document") -> Iterator[Span]:
    """Places where the space after a stop is lost."""
    for match in _GLUED.finditer(doc.plain):
        start = doc.plain.rfind(" ", 0, match.start()) + 1
        word = doc.plain[max(start, match.start() - 40) : match.end() + 10].split()[0]
        if doc.plain[match.start() - 3 : match.start()].islower() and not _ADDRESS.search(word):
            yield Span(match.start() - 3, match.end())


def _lower_starts(lines: Sequence[Line]) -> Iterator[Span]:
    """First words of paragraphs that begin in lower case."""
    for start, _, line in lines:
        if line[0].islower() and len(line) >= MIN_PARAGRAPH and line.isascii():
            yield Span(start, start + line.find(" "))


def translation_marks(doc: "Document") -> Finding:
    typography = _foreign_typography(doc)
    calques = hits(doc, "calques")
    if not typography and len(calques) < MIN_FOREIGN:
        return clear()
    return triggered_by(sorted([*typography, *calques]))


def _foreign_typography(doc: "Document") -> list[Span]:
    """Looking for one of the characters first keeps English texts cheap."""
    text, plain = doc.text, doc.plain
    found: list[Span] = []
    found += (Span(match.start() - 1, match.end()) for match in _DOUBLED_STOP.finditer(plain))
    if "«" in text:
        found += (Span(*match.span()) for match in _GUILLEMETS.finditer(text))
    if "„" in text:
        found += (Span(*match.span()) for match in _LOW_QUOTES.finditer(text))
    if any(_stands_apart(stop, plain) for stop in ":;?!"):
        spaced = doc.find(_SPACED_STOP)
        found += spaced if len(spaced) >= MIN_FOREIGN else []
    return found


def _stands_apart(stop: str, text: str) -> bool:
    """Whether a space is before the stop somewhere; stops are few, spaces are many."""
    at = text.find(stop)
    while at >= 0 and text[at - 1 : at] != " ":
        at = text.find(stop, at + 1)
    return at >= 0


def placeholder_text(doc: "Document") -> Finding:
    return triggered_by(hits(doc, "placeholders"))


def unsupported_language(doc: "Document") -> Finding:
    if doc.language in (None, "en"):
        return clear()
    return Finding("triggered", reason=f"written in another language than English ({doc.language})")


def truncated(doc: "Document") -> Finding:
    text = doc.plain.rstrip()
    tail = text[-_LAST_WORDS:]
    if match := _READ_ON.search(tail):
        start = len(text) - len(tail) + match.start()
        return triggered_by([Span(start, len(text))])
    last_line = len(text) - text.rfind("\n") - 1  # characters
    if last_line >= MIN_PARAGRAPH and "@" not in tail and _BROKEN_OFF.search(tail):
        return triggered_by([Span(len(text) - len(tail.rpartition(" ")[2]), len(text))])
    return clear()


INTEGRITY = (
    Flag(
        name="page_chrome",
        family="integrity",
        label="Page furniture",
        meaning="Menus, buttons or prompts of the page were mixed into the text and taken out.",
        innocent="Copying a whole page brings them along; they say nothing about the reporting.",
        grade="D",
        check=page_chrome,
    ),
    Flag(
        name="broken_structure",
        family="integrity",
        label="Broken structure",
        meaning="Runs of short lines look like a table or list that lost its form.",
        innocent="Conversion to plain text flattens tables.",
        grade="D",
        check=broken_structure,
    ),
    Flag(
        name="damaged_text",
        family="integrity",
        label="Damaged text",
        meaning="Characters are lost or garbled.",
        innocent="Wrong encoding or careless copying does this to good texts.",
        grade="D",
        check=damaged_text,
    ),
    Flag(
        name="translation_marks",
        family="integrity",
        label="Translation marks",
        meaning="Punctuation or wording follows another language than English.",
        innocent="Translated reporting can be as good as any; nuances of quotes may be lost.",
        grade="B",
        check=translation_marks,
    ),
    Flag(
        name="placeholder_text",
        family="integrity",
        label="Placeholder left in",
        meaning="Words that were to be replaced before publication are still there.",
        innocent="A production slip that any newsroom can make.",
        grade="D",
        check=placeholder_text,
    ),
    Flag(
        name="unsupported_language",
        family="integrity",
        label="Unsupported language",
        meaning="The text is in a language that the word lists do not cover.",
        innocent="Says nothing about the text.",
        grade="D",
        check=unsupported_language,
    ),
    Flag(
        name="truncated",
        family="integrity",
        label="Cut off",
        meaning="The text ends in mid-sentence or with an invitation to read on elsewhere.",
        innocent="Feeds and paywalls hand out only the beginning.",
        grade="D",
        check=truncated,
    ),
)
