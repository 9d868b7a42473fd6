"""What a page sets inside a paragraph: links behind the name of a person, labels of summaries.

Copied as text such links read "Sen. Ann Holt Ann Marie HoltFerry talks stall Port reopens MORE
said": the name as printed, the name of the person's page, its latest headlines and the word MORE.
"""

import re
from collections.abc import Iterator

from pipelines.articles import Span

LINK = "related stories"
LABEL = "label of a summary"
_SUMMARY = re.compile(r"(?:Story [Hh]ighlights|STORY HIGHLIGHTS):? (?=[\"'“‘]?[A-Z0-9])")
_SIGNS = ("MORE", "Story highlights", "Story Highlights", "STORY HIGHLIGHTS")
_END = re.compile(r"MORE(?![A-Za-z])")
_LONGEST = 600  # characters of one such link; those of the development articles have up to 500
_UPPER = "A-ZÀ-ÖØ-ÞĀ-Ž"
_WORD = rf"(?:[{_UPPER}][\w.'’-]{{0,30}}|\([^()]{{1,20}}\))"
# Of more than capitals: a heading in capitals has no end of a word to glue to.
_SURNAME = rf"(?P<surname>[{_UPPER}][\w'’-]{{0,30}}[a-zß-ÿ])"
# The surname as printed, again as the last name of the page's title, and what is glued to that.
_GLUED = re.compile(
    rf"{_SURNAME}(?:,? [JS]r\.?)?"
    rf"(?P<link> ?(?:{_WORD},? ){{1,5}}(?P=surname)(?=[{_UPPER}0-9'\"“‘$(\[]))"
)
# With a space where the glue is: only at the end of a name that is written out twice.
_SPACED = re.compile(
    rf"\b(?P<given>[{_UPPER}]\w{{1,30}}) {_SURNAME}"
    rf"(?P<link> (?P=given) (?:{_WORD} ){{0,3}}(?P=surname) (?=[{_UPPER}0-9'\"“‘]))"
)


def may_hold_passages(text: str) -> bool:
    """Whether any line of the text may hold such a passage; a fast question."""
    return any(sign in text for sign in _SIGNS)


def inline_passages(line: str) -> Iterator[tuple[Span, str]]:
    """Where such passages stand in a line, in order and with their reasons.

    For a link a name that stands there twice and the word MORE in capitals, at most 600 characters
    on, are needed; capitals alone are a heading. A label opens the line. Time grows with the
    length of the line.
    """
    reached = 0
    label = _SUMMARY.match(line)
    if label is not None:
        reached = label.end()
        yield Span(0, reached), LABEL
    for end in _END.finditer(line, reached):
        first = max(reached, end.start() - _LONGEST)
        found = _GLUED.search(line, first, end.end()) or _SPACED.search(line, first, end.end())
        reached = end.end()
        if found is not None:
            yield Span(found.start("link"), end.end()), LINK


def without_passages(line: str) -> str:
    """The line as its writer wrote it."""
    kept, reached = [], 0
    for span, _ in inline_passages(line):
        kept.append(line[reached : span.start_char])
        reached = span.end_char
    return "".join([*kept, line[reached:]])
