"""Sentences of a text, as spans."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from sentencex import get_sentence_boundaries

from pipelines.articles import Span
from pipelines.readers.characters import without_surrogates

MAX_TOKENS = 400  # no real sentence is longer, and VADER takes time with the square of it
# For each mark that opens a quotation sentencex looks through the rest of the line. Interviews have
# some dozens in a line; a line with more than that is handed over in pieces.
_OPENERS = re.compile("[`«»‘“„‹「]")
_MANY = 200
_PIECE = 5_000  # characters
_SETTLED = 2_000  # of a piece; a quotation that opens later may end in the next one
_TOKEN = re.compile(r"\S+")
_LINE = re.compile(r"[^\n]+")
# What sentencex does otherwise on English news, counted on 1,200 development articles: it keeps a
# quotation of several sentences together (1,540 cases in 55,221 sentences), ends a sentence after
# "Ms." (90) and before "ET" after a time of day (30).
_INNER_END = re.compile(r"[.!?][\"”’')]{0,2}\s+(?=[\"“‘'(\[]{0,2}[A-Z0-9])")
_ENCLOSED = re.compile(r"[\"“”‘(\[]")
_TITLES = frozenset(
    ["mr", "mrs", "ms", "mx", "dr", "prof", "gov", "govs", "sen", "sens", "rep", "reps", "gen",
     "lt", "col", "sgt", "capt", "maj", "adm", "cmdr", "rev", "hon", "pres", "st", "mt", "ft",
     "messrs", "supt", "amb", "sec"]
)  # fmt: skip
_ABBREVIATIONS = _TITLES | frozenset(
    ["vs", "no", "nos", "jr", "sr", "inc", "co", "corp", "ltd", "jan", "feb", "mar", "apr", "jun",
     "jul", "aug", "sept", "sep", "oct", "nov", "dec", "est", "ed", "dept", "fig", "vol", "etc"]
)  # fmt: skip
_LAST_WORD = re.compile(r"(?:^|[\s\"“‘(\[-])([^\W\d_]{2,6})\.$")
# The one month that nobody shortens; sentencex goes on after it unless "The" or the like follows.
_MAY = re.compile(r"\bMay\. +(?=[\"“A-Z])")
_CLOCK_REST = re.compile(
    r"(?:E[SD]?T|P[SD]?T|C[SD]?T|M[SD]?T|GMT|BST|UTC|CET|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
# “Will it hold?” Ana Petrov asked: the question ends, the sentence does not. A pronoun in upper
# case begins a new one.
_ASKED = ("?”", "!”", '?"', '!"')
_SUSPECTS = ("a.m.", "p.m.", *_ASKED, *(f"{title.capitalize()}." for title in sorted(_TITLES)))
_SPEECH_TAG = re.compile(
    r"(?!(?:He|She|They|It|We|The|But|And|In|On|At|This|That|When|After|As)\b)"
    r"(?:[A-Z][\w.’'-]{0,30} ){1,4}(?:said|says|asked|asks|wrote|added|tweeted|told|replied"
    r"|continued|declared|explained|recalled|exclaimed|shouted|demanded)\b"
)
_CLOSERS = "”’)]»"
# A line without a stop before its end is one sentence: nothing in it needs to be asked.
_ONE_SENTENCE = re.compile(r"\w[\w ,;:'’\"“”$%&/()–—-]*[.!?]?[\"”]?")


def sentence_spans(text: str, *, language: str = "en") -> list[Span]:
    """Where the sentences are: in order, disjoint, without white space at their ends.

    A line end always ends a sentence, so that headings, list items and table cells stand alone.
    A sentence of more than 400 tokens is cut, so that nothing after it takes long.
    """
    spans: list[Span] = []
    for line in _LINE.finditer(without_surrogates(text)):
        offset = line.start()
        for start, end in _pieces(line.group(), language):
            # A token takes at least two characters with its space: most need no counting.
            if end - start < 2 * MAX_TOKENS:
                spans.append(Span(offset + start, offset + end))
            else:
                spans.extend(_capped(text, offset + start, offset + end))
    return spans


def _pieces(line: str, language: str) -> Iterable[tuple[int, int]]:
    """The sentences of one line, trimmed."""
    if language == "en" and line.isascii() and _ONE_SENTENCE.fullmatch(line):
        return [(0, len(line.rstrip()))]
    found: list[tuple[int, int]] = []
    for start, end in _boundaries(line, language):
        if found and line[start] in _CLOSERS:
            start = _after_closers(line, start, end, found)
        # Cheaper than slicing and stripping: white space is a character or two.
        while end > start and line[end - 1].isspace():
            end -= 1
        while start < end and line[start].isspace():
            start += 1
        if start == end:
            continue
        if found and line.endswith(_SUSPECTS, 0, found[-1][1]):
            start = _start_of_both(line, found, start, end)
        found.append((start, end))
    if _ENCLOSED.search(line) is None:
        return found
    return [part for start, end in found for part in _parts(line, start, end)]


def _boundaries(line: str, language: str) -> Iterator[tuple[int, int]]:
    """Where sentencex begins and ends sentences."""
    start = 0
    many = len(line) > _PIECE and len(_OPENERS.findall(line)) > _MANY
    while many and len(line) - start > _PIECE:
        most = start + _PIECE
        found = _asked(line[start : line.rfind(" ", start, most) + 1 or most], language)
        settled = [one for one in found if one[1] <= _SETTLED] or found[:1]
        for first, last in settled:
            yield start + first, start + last
        start += settled[-1][1]
    for first, last in _asked(line[start:], language):
        yield start + first, start + last


def _asked(piece: str, language: str) -> list[tuple[int, int]]:
    found = get_sentence_boundaries(language, piece)
    bounds = [(one["start_index"], one["end_index"]) for one in found]
    if language != "en" or "May. " not in piece:
        return bounds
    ends = [match.end() for match in _MAY.finditer(piece)]
    return [
        part
        for start, end in bounds
        for part in pairwise([start, *(at for at in ends if start < at < end), end])
    ]


def _after_closers(line: str, start: int, end: int, found: list[tuple[int, int]]) -> int:
    """Where the sentence starts when closing marks that belong to the one before are given back."""
    while start < end and line[start] in _CLOSERS:
        start += 1
    found[-1] = (found[-1][0], start)
    return start


def _start_of_both(line: str, found: list[tuple[int, int]], start: int, end: int) -> int:
    """The start of this sentence, or of the one before if they are one: "Ms. Doe", "2 p.m. ET"."""
    before = found[-1][1]
    if line.endswith(_ASKED, 0, before):
        is_one = _SPEECH_TAG.match(line, start, end) is not None
    elif line.endswith("m.", 0, before):
        is_one = _CLOCK_REST.match(line, start, end) is not None
    else:
        word = _LAST_WORD.search(line, max(found[-1][0], before - 10), before)
        is_one = word is not None and line[start].isupper()
    return found.pop()[0] if is_one else start


def _parts(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences inside a quotation or a parenthesis that sentencex keeps together."""
    for match in _INNER_END.finditer(line, start, end):
        stop = match.start() + 1
        if not line[max(start, stop - 3) : stop - 1].isalnum():
            continue  # an initial: "J. R. Doe"
        if match[0].rstrip() in _ASKED and _SPEECH_TAG.match(line, match.end(), end):
            continue
        word = _LAST_WORD.search(line, max(start, stop - 9), stop)
        if word is None or word[1].lower() not in _ABBREVIATIONS:
            yield start, match.start() + len(match[0].rstrip())
            start = match.end()
    yield start, end


def _capped(text: str, start: int, end: int) -> list[Span]:
    tokens = list(_TOKEN.finditer(text, start, end))
    return [
        Span(tokens[first].start(), tokens[min(first + MAX_TOKENS, len(tokens)) - 1].end())
        for first in range(0, len(tokens), MAX_TOKENS)
    ]
