"""Flags on whether the text arrived whole: damage says nothing about the reporting."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipelines.articles import Span
from pipelines.flags.counting import hits
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
MIN_CHROME = 2  # lines; one "Share" left behind is no damage
MIN_CELLS = 4  # lines; three short ones in a row are a caption with its credit
CELL_WORDS = 7
MIN_DAMAGE = 2  # places; a single slip is a typing error, which good papers make too
MIN_FOREIGN = 2

_LINE = re.compile(r"[^\n]+")
_ENDS = (".", "!", "?", ":", ";", ",", '"', "”", "…", ")", "’", "'")
_LIST_ITEM = re.compile(r"\s*(?:[-–—*•·▪◦‣>]|\(?\d{1,3}[.):]|\(?[a-zA-Z][.)])\s")
_CAPITALS = re.compile(r"[^a-z]+$")
_REPLACEMENT = re.compile("\ufffd+")
# UTF-8 read as Latin-1 or Windows-1252; the second character keeps French and Portuguese out.
_MOJIBAKE = re.compile(
    r"â€[\u0080-\u02ff\u2000-\u22ff]|Ã[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹Œ]|Â[\u00a0-\u00bf]|ï»¿"
)
_ENTITY = re.compile(
    r"&(?:amp|quot|nbsp|lt|gt|apos|[lr][sd]quo|[mn]dash|#\d{2,5}|#x[0-9a-fA-F]{2,5});"
)
_LOST_POSSESSIVE = re.compile(r"\b(?P<name>[A-Z][a-z]{2,}[^s\W])s (?=[A-Z]?[a-z]{3,})")
_GLUED = re.compile(r"[a-z]{3}[.!?][A-Z][a-z]{2}")
_LOWER_START = re.compile(r"(?:^|\n)(?P<word>[a-z][a-z]+ [a-z]+ [^\n]{80,}[.!?”\"])(?=\n|$)")
# Marks that English does not use: a stop on both sides of a closing quotation mark, a space before
# a stop, guillemets around English words.
_DOUBLED_STOP = re.compile(r"[.!?,][”\"][.,](?![.\d])")
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
    return triggered_by(marks) if len(marks) >= MIN_CHROME else clear()


def broken_structure(doc: "Document") -> Finding:
    return triggered_by(_cells(doc.text))


def _cells(text: str) -> Iterator[Span]:
    """Runs of short lines that are no sentences and no list: a table that lost its columns."""
    run: list[Span] = []
    for match in _LINE.finditer(text):
        line = match.group().strip()
        if line and _is_cell(line):
            run.append(Span(match.start(), match.end()))
            continue
        if line:
            yield from _table(run, text)
            run = []
    yield from _table(run, text)


def _is_cell(line: str) -> bool:
    return (
        len(line.split()) <= CELL_WORDS
        and not line.endswith(_ENDS)
        and not _LIST_ITEM.match(line)
        and not _CAPITALS.match(line)
    )


def _table(run: list[Span], text: str) -> Iterator[Span]:
    if len(run) >= MIN_CELLS:
        yield Span(run[0].start_char, run[-1].end_char)


def damaged_text(doc: "Document") -> Finding:
    certain = [*doc.find(_REPLACEMENT), *_in_text(doc, _MOJIBAKE), *doc.find(_ENTITY)]
    slips = [*hits(doc, "lost_apostrophes"), *_lost_possessives(doc), *doc.find(_GLUED)]
    slips += [Span(m.start("word"), m.start("word") + 20) for m in _LOWER_START.finditer(doc.text)]
    if certain or len(slips) >= MIN_DAMAGE:
        return triggered_by(sorted([*certain, *slips]))
    return clear()


def _in_text(doc: "Document", pattern: re.Pattern[str]) -> list[Span]:
    """Matches in the text with its own characters, where plain quotation marks would hide them."""
    return [Span(*match.span()) for match in pattern.finditer(doc.text)]


def _lost_possessives(doc: "Document") -> Iterator[Span]:
    """ "Kyivs position" in a text that also writes "Kyiv"."""
    for match in _LOST_POSSESSIVE.finditer(doc.plain):
        name = match["name"]
        if doc.plain.count(f"{name}'s") >= 1:
            yield Span(match.start(), match.end() - 1)


def translation_marks(doc: "Document") -> Finding:
    typography = [
        *doc.find(_DOUBLED_STOP),
        *_in_text(doc, _GUILLEMETS),
        *_in_text(doc, _LOW_QUOTES),
    ]
    spaced = doc.find(_SPACED_STOP)
    calques = list(hits(doc, "calques"))
    found = [*typography, *(spaced if len(spaced) > 1 else []), *calques]
    enough = bool(typography) or len(found) >= MIN_FOREIGN
    return triggered_by(sorted(found)) if enough else clear()


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
    last_line = text.rpartition("\n")[2]
    if len(last_line.split()) > CELL_WORDS + 5 and _BROKEN_OFF.search(tail):
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
