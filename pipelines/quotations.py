"""Quotation marks paired: straight, curly, single, low, guillemets, and those typed for TeX."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.articles import Span

_DOUBLE = re.compile('["\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02]')
_STRAIGHT = '"\uff02'
# A low mark is closed by a left one in German and by a right one in Polish and Dutch.
_OPENS = {
    "\u201c": "\u201d", "\u201e": "\u201c\u201d", "\u201f": "\u201d", "\u00ab": "\u00bb"
}  # fmt: skip

# An apostrophe opens nothing inside or after a word; a quotation in single marks starts a word.
# The mark comes first in the pattern, and what must not stand before it second: a search for one
# of four characters is fast.
_SINGLE = re.compile(
    "['\u2018\u201a\u2039]"
    "(?<![\\w.,!?;:%'\u2018\u2019)\\]]['\u2018\u201a\u2039])"
    '(?=[\\w"\u201c.$\u00a3\u20ac\\[(])'
)
_SINGLE_END = re.compile("(?<=[\\w.,!?;:%\u2026\"\u201d)\\]-])['\u2019\u2018\u203a](?!\\w)")
_ELISION = re.compile("(?:\\d|(?:em|tis|twas|til|till|cause|round|n|im|er|bout|neath)\\b)", re.I)

_SPACES = (" ", "\u00a0", "\u202f", "\u2009")

_TWO_APOSTROPHES = re.compile(r"(?<![^\s(\[\u2014\u2013-])''(?=[^\s'])")
_TWO_APOSTROPHES_END = re.compile("''")

_BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")
# A line that ends here may be a wrapped line of one paragraph, unless a sentence ends with it.
_LINE_END = re.compile(r"(?<=[.!?:\"\u201d\u2019\u2026\u00bb])[ \t\r]*\n\s*")

LONG_QUOTE = 6  # words; shorter quotations are scare quotes or titles
# Characters between two marks of one quotation. A paragraph of a speech printed in full has up to
# 3,000; beyond twice that the closing mark was lost, which must not cost the rest of the article.
LONGEST = 6000


@dataclass(slots=True)
class _Open:
    start_char: int
    mark: str


def quotation_spans(text: str) -> list[Span]:
    """Every paired quotation with its marks, in order and disjoint; nested ones go with the outer.

    `text` is best the original: the direction of curly marks is used where there is one, and
    straight marks are judged by the characters beside them. A quotation runs over a paragraph's
    end only if the next paragraph repeats the opening mark. A mark without its partner is left
    alone. Time grows with the length of the text.
    """
    read = text
    if "``" in text:
        read = read.replace("``", ' "')  # ``as typed for TeX''
    if "''" in text:
        # Some newspapers' archives write a double mark as two apostrophes; of the two, the one
        # beside the quoted words becomes the mark, so that the length stays.
        read = _TWO_APOSTROPHES_END.sub('" ', _TWO_APOSTROPHES.sub(' "', read))
    found = _outermost(list(_double_spans(read)), _single_spans(read))
    return found if read is text else [_with_both_marks(text, span) for span in found]


def _with_both_marks(text: str, span: Span) -> Span:
    start, end = span.start_char, span.end_char
    return Span(
        start - 1 if text[max(0, start - 1) : start + 1] in ("''", "``") else start,
        end + 1 if text[end - 1 : end + 1] == "''" else end,
    )


def _opens_here(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if after.isspace():
        return False
    return (
        before.isspace()
        or before in "([{-\u2013\u2014\u2010/'\u2018\u2019\u2026:;=,"
        or (not after.isalnum() and before in ".!?" and after in "$\u00a3\u20ac[(")
    )


def _closes_here(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    # After a nested quotation some set a space between the two closing marks.
    return not before.isspace() or (before != "\n" and text[max(0, at - 2)] in "'\u2019")


def _double_spans(text: str) -> Iterator[Span]:
    is_open: _Open | None = None
    previous = 0
    for match in _DOUBLE.finditer(text):
        at, mark = match.start(), match.group()
        if is_open is not None and at - previous > LONGEST:
            is_open = None
        if is_open is not None:
            broken = _paragraph_broken(text, previous, at)
            if broken and _starts_paragraph(text, at) and _opening(text, at, mark):
                previous = at + 1
                continue  # the opening mark is repeated: the same quotation goes on
            if broken:
                is_open = None
        previous = at + 1
        if is_open is None:
            if _opening(text, at, mark):
                is_open = _Open(at, mark)
            continue
        if _closing(text, at, mark, is_open.mark):
            yield Span(is_open.start_char, at + 1)
            is_open = None
        elif mark in _STRAIGHT or is_open.mark == mark:
            is_open = _Open(at, mark)  # the earlier opening never found its partner


def _opening(text: str, at: int, mark: str) -> bool:
    if mark in _STRAIGHT or mark in "\u201d\u00bb":
        return _opens_here(text, at)
    if mark == "\u00ab" and text[at + 1 : at + 2] in _SPACES:  # the French way: « Jamais »
        return not text[at + 2 : at + 3].isspace() and text[max(0, at - 1) : at].strip() == ""
    # Inch and second signs aside, a directed mark may stand anywhere but before a space.
    return at + 1 < len(text) and not text[at + 1].isspace()


def _closing(text: str, at: int, mark: str, opened: str) -> bool:
    if mark in _STRAIGHT:
        return opened in _STRAIGHT + "\u201c\u201d" and (
            _closes_here(text, at) and not _opens_after_word(text, at)
        )
    if opened in _STRAIGHT:
        return mark == "\u201d" and _closes_here(text, at)
    if mark in _OPENS.get(opened, ()):
        return True
    if opened == "\u00bb":
        return mark == "\u00ab"
    # A closing mark typed in the wrong direction, or the Nordic way of equal marks.
    return mark in "\u201c\u201d\u00bb" and mark == opened and not _opens_here(text, at)


def _opens_after_word(text: str, at: int) -> bool:
    """Whether a straight mark that touches a dash or bracket on its left starts a word."""
    before = text[at - 1]
    return before in "([{" and at + 1 < len(text) and text[at + 1].isalnum()


def _paragraph_broken(text: str, start: int, end: int) -> bool:
    if text.find("\n", start, end) < 0:
        return False
    return bool(_BLANK_LINE.search(text, start, end) or _LINE_END.search(text, start, end))


def _starts_paragraph(text: str, at: int) -> bool:
    line = text.rfind("\n", 0, at)
    return not text[line + 1 : at].strip()


def _single_spans(text: str) -> list[Span]:
    spans: list[Span] = []
    until = 0
    for match in _SINGLE.finditer(text):
        at = match.start()
        if at < until or _ELISION.match(text, at + 1):
            continue
        end = _single_end(text, at)
        if end is not None:
            spans.append(Span(at, end))
            until = end
    return spans


def _single_end(text: str, start: int) -> int | None:
    """Where the quotation in single marks ends: not at the apostrophe of a plural ("workers' ")."""
    limit = min(len(text), start + LONGEST)
    line = text.find("\n", start, limit)
    limit = limit if line < 0 else line
    candidate = None
    for tried, match in enumerate(_SINGLE_END.finditer(text, start + 1, limit)):
        end = match.end()
        if candidate is not None and _SINGLE.search(text, candidate, end):
            break  # another quotation opens in between
        candidate = end
        plural = (
            text[end - 2] in "sS"
            and text[end : end + 1] == " "
            and text[end + 1 : end + 2].islower()
        )
        if not plural or tried > 4:
            return end
    return candidate


def _outermost(doubles: list[Span], singles: list[Span]) -> list[Span]:
    """The spans of both lists that lie in no other; of two that cross, the one in double marks."""
    kept: list[Span] = []
    waiting = 0
    for single in singles:
        while waiting < len(doubles) and doubles[waiting].end_char <= single.start_char:
            kept.append(doubles[waiting])
            waiting += 1
        inside = waiting
        while inside < len(doubles) and doubles[inside].end_char <= single.end_char:
            inside += 1
        crosses = inside < len(doubles) and doubles[inside].start_char < single.end_char
        if crosses or (waiting < len(doubles) and doubles[waiting].start_char < single.start_char):
            continue
        kept.append(single)
        waiting = inside
    return kept + doubles[waiting:]
