"""A stretch of narrated text as words, with every quotation folded into one mark."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pipelines.articles import Span

QUOTED = '"'  # stands for a whole quotation

_WORD = re.compile(
    r"[A-Z]\.(?:[A-Za-z]\.)*"  # J., U.S.
    r"|(?:Mrs?|Ms|Dr|Lt|St|Jr|Sr|Sens?|Reps?|Gov|Gen|Col|Sgt|Rev|Adm|Maj|Hon|Capt|Prof)\."
    r"|\w[\w'&/-]*(?:[.,]\d[\w'%-]*)*"
    r"|\([^()\n]{1,40}\)"  # what stands in brackets ("(R-Fla.)") is left out
    r"|[^\w\s]"
)


@dataclass(slots=True)
class Stretch:
    """The words of a stretch of text, and the same in lower case.

    `pieces` are the narrated spans between the quotations; `quoted` tells which word stands for
    the quotation that starts at a character. Places are found when first asked for: most
    stretches are only looked at.
    """

    plain: str
    pieces: list[Span]
    words: list[str]
    lows: list[str]
    quoted: dict[int, int]
    _spans: list[Span] = field(default_factory=list)

    def span(self, first: int, last: int) -> Span:
        """Where the words from `first` up to and including `last` stand in the text."""
        if not self._spans:
            self._spans = self._places()
        return Span(self._spans[first].start_char, self._spans[last].end_char)

    def _places(self) -> list[Span]:
        spans: list[Span] = []
        first = 0
        marks = [*self.quoted.values(), len(self.words)]
        for index, (piece, mark) in enumerate(zip(self.pieces, marks, strict=True)):
            if index:  # a quotation lies between two pieces
                spans.append(Span(self.pieces[index - 1].end_char, piece.start_char))
            spans.extend(_spans(self.plain, piece, self.words[first:mark]))
            first = mark + 1
        return spans


def stretch_of(plain: str, start: int, end: int, quotations: Sequence[Span]) -> Stretch:
    """The words of `plain[start:end]`; each of `quotations` there (in order) is one `QUOTED`.

    `plain` has straight apostrophes. A full stop belongs to its abbreviation or initial; words
    in short brackets are left out. A quotation that runs on from before is not there at all.
    """
    if not quotations:
        words = _words(plain[start:end])
        return Stretch(plain, [Span(start, end)], words, [word.lower() for word in words], {})
    words = []
    pieces: list[Span] = []
    quoted: dict[int, int] = {}
    at = start
    for quotation in quotations:
        if quotation.start_char >= start:
            pieces.append(Span(at, quotation.start_char))
            words.extend(_words(plain[at : quotation.start_char]))
            quoted[quotation.start_char] = len(words)
            words.append(QUOTED)
        at = max(at, quotation.end_char)
    stop = max(at, end)
    pieces.append(Span(at, stop))
    words.extend(_words(plain[at:stop]))
    return Stretch(plain, pieces, words, [word.lower() for word in words], quoted)


def _words(piece: str) -> list[str]:
    if "(" in piece:
        return [word for word in _WORD.findall(piece) if not _is_aside(word)]
    words: list[str] = []
    for chunk in piece.split():
        if chunk.isalpha():
            words.append(chunk)
        else:
            words.extend(_words_of_chunk(chunk))
    return words


@lru_cache(maxsize=1 << 16)
def _words_of_chunk(chunk: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(chunk))


def _spans(plain: str, piece: Span, words: Sequence[str]) -> list[Span]:
    if plain.find("(", piece.start_char, piece.end_char) >= 0:
        return [
            Span(match.start(), match.end())
            for match in _WORD.finditer(plain, piece.start_char, piece.end_char)
            if not _is_aside(match.group())
        ]
    # Without brackets the words are all there is, so each is the next occurrence of itself.
    spans: list[Span] = []
    at = piece.start_char
    for word in words:
        start = plain.index(word, at)
        at = start + len(word)
        spans.append(Span(start, at))
    return spans


def _is_aside(word: str) -> bool:
    return word[0] == "(" and len(word) > 1
