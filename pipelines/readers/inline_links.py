"""Links to other stories that a page sets inside a sentence, behind the name of a person.

Copied as text they read "Sen. Ann Holt Ann Marie HoltFerry talks stall Port reopens MORE said":
the name as printed, the name of the person's page, its latest headlines and the word MORE.
"""

import re
from collections.abc import Iterator

from pipelines.articles import Span

REASON = "related stories"
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


def inline_links(line: str) -> Iterator[Span]:
    """Where such links stand in a line, in order, with the space before each.

    A name that stands there twice and the word MORE in capitals, at most 600 characters on, are
    needed; capitals alone are a heading. Time grows with the length of the line.
    """
    reached = 0
    for end in _END.finditer(line):
        first = max(reached, end.start() - _LONGEST)
        found = _GLUED.search(line, first, end.end()) or _SPACED.search(line, first, end.end())
        reached = end.end()
        if found is not None:
            yield Span(found.start("link"), end.end())


def without_inline_links(line: str) -> str:
    """The line as its writer wrote it."""
    if "MORE" not in line:
        return line
    kept, reached = [], 0
    for span in inline_links(line):
        kept.append(line[reached : span.start_char])
        reached = span.end_char
    return "".join([*kept, line[reached:]])
