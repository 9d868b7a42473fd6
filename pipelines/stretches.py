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

    `pieces` are the narrated parts between the quotations, as first and last character; `quoted`
    tells which word stands for the quotation that starts at a character. The place of a word is
    found when first asked for: most stretches are only looked at.
    """

    plain: str
    pieces: list[tuple[int, int]]
    words: list[str]
    lows: list[str]
    quoted: dict[int, int]
    _starts: list[int] = field(default_factory=list)
    _ends: list[int] = field(default_factory=list)

    def start_of(self, word: int) -> int:
        """The character at which a word starts in the text."""
        if not self._starts:
            self._place()
        return self._starts[word]

    def span(self, first: int, last: int) -> Span:
        """Where the words from `first` up to and including `last` stand in the text."""
        return Span(self.start_of(first), self._ends[last])

    def _place(self) -> None:
        first = 0
        marks = [*self.quoted.values(), len(self.words)]
        for index, (piece, mark) in enumerate(zip(self.pieces, marks, strict=True)):
            if index:  # a quotation lies between two pieces
                self._starts.append(self.pieces[index - 1][1])
                self._ends.append(piece[0])
            self._place_words(*piece, self.words[first:mark])
            first = mark + 1

    def _place_words(self, start: int, end: int, words: list[str]) -> None:
        plain = self.plain
        if plain.find("(", start, end) >= 0:
            for match in _WORD.finditer(plain, start, end):
                if not _is_aside(match.group()):
                    self._starts.append(match.start())
                    self._ends.append(match.end())
            return
        # Without brackets the words are all there is, so each is the next occurrence of itself.
        for word in words:
            at = plain.index(word, start)
            start = at + len(word)
            self._starts.append(at)
            self._ends.append(start)


def stretch_of(plain: str, start: int, end: int, quotations: Sequence[Span]) -> Stretch:
    """The words of `plain[start:end]`; each of `quotations` there (in order) is one `QUOTED`.

    `plain` has straight apostrophes. A full stop belongs to its abbreviation or initial; words
    in short brackets are left out. A quotation that runs on from before is not there at all.
    """
    if not quotations:
        words = _words(plain[start:end])
        return Stretch(plain, [(start, end)], words, [word.lower() for word in words], {})
    words = []
    pieces: list[tuple[int, int]] = []
    quoted: dict[int, int] = {}
    at = start
    for quotation in quotations:
        if quotation.start_char >= start:
            pieces.append((at, quotation.start_char))
            words.extend(_words(plain[at : quotation.start_char]))
            quoted[quotation.start_char] = len(words)
            words.append(QUOTED)
        at = max(at, quotation.end_char)
    stop = max(at, end)
    pieces.append((at, stop))
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


def _is_aside(word: str) -> bool:
    return word[0] == "(" and len(word) > 1
