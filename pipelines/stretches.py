"""A stretch of narrated text as words, with every quotation folded into one mark."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.articles import Span
from pipelines.remembered import Remembered

QUOTED = '"'  # stands for a whole quotation
_NEAR_END = 4  # words: what a sentence credits to somebody most often ends with its last

_WORD = re.compile(
    r"[A-Z]\.(?:[A-Za-z]\.)*"  # J., U.S.
    r"|[RDI]-(?:[A-Z]\.)+|[RDI]-[A-Z][a-z]+\.?(?=,|\W*$)"  # R-Ky., D-N.Y.
    r"|(?:Mrs?|Ms|Dr|Lt|St|Jr|Sr|Sens?|Reps?|Gov|Gen|Col|Sgt|Rev|Adm|Maj|Hon|Capt|Prof)\."
    r"|\w[\w'&/-]*(?:[.,]\d[\w'%-]*)*"
    r"|\([^()\n]{1,40}\)"  # what stands in brackets ("(R-Fla.)") is left out
    r"|[^\w\s]"
)


@dataclass(slots=True)
class Stretch:
    """The words of a stretch of text, and the same in lower case.

    `pieces` are the narrated parts between the quotations, as first and last character; `quoted`
    tells which word stands for the quotation that starts at a character. The places of the words
    are found when one is first asked for: most stretches are only looked at. `is_all` says that
    nothing but space stands between the words.
    """

    plain: str
    pieces: list[tuple[int, int]]
    words: list[str]
    lows: list[str]
    quoted: dict[int, int]
    is_all: bool
    _starts: list[int] = field(default_factory=list)
    _ends: list[int] = field(default_factory=list)

    def start_of(self, word: int) -> int:
        """The character at which a word starts in the text."""
        if word >= len(self._starts):
            self._place(word)
        return self._starts[word]

    def span(self, first: int, last: int) -> Span:
        """Where the words from `first` up to and including `last` stand in the text."""
        if last < len(self._ends):
            return Span(self._starts[first], self._ends[last])
        return Span(self.start_of(first), self._end_of(last))

    def _end_of(self, word: int) -> int:
        if self.is_all and len(self.words) - word <= _NEAR_END:
            return self._end_from_behind(word)
        if word >= len(self._ends):
            self._place(word)
        return self._ends[word]

    def _end_from_behind(self, word: int) -> int:
        """The end of one of the last words, without placing all that stand before it."""
        start, end = self.pieces[0]
        for later in reversed(self.words[word:]):
            end = self.plain.rfind(later, start, end)
        return end + len(self.words[word])

    def _place(self, word: int) -> None:
        """Finds the places of the words up to and including one, or of all."""
        if self.is_all:
            start = self._ends[-1] if self._ends else self.pieces[0][0]
            self._place_in_order(self.words[len(self._ends) : word + 1], start)
            return
        first = 0
        marks = [*self.quoted.values(), len(self.words)]
        for index, ((start, end), mark) in enumerate(zip(self.pieces, marks, strict=True)):
            if index:  # a quotation lies between two pieces
                self._starts.append(self.pieces[index - 1][1])
                self._ends.append(start)
            if self.plain.find("(", start, end) >= 0:
                self._place_by_pattern(start, end)
            else:
                self._place_in_order(self.words[first:mark], start)
            first = mark + 1

    def _place_by_pattern(self, start: int, end: int) -> None:
        for match in _WORD.finditer(self.plain, start, end):
            if not _is_aside(match.group()):
                self._starts.append(match.start())
                self._ends.append(match.end())

    def _place_in_order(self, words: Sequence[str], start: int) -> None:
        """Without brackets the words are all there is, one after the other, apart by space."""
        find, starts, ends = self.plain.find, self._starts, self._ends
        at = start
        for word in words:
            at = find(word, at)
            starts.append(at)
            at += len(word)
            ends.append(at)


def stretch_of(plain: str, start: int, end: int, quotations: Sequence[Span]) -> Stretch:
    """The words of `plain[start:end]`; each of `quotations` there (in order) is one `QUOTED`.

    `plain` has straight apostrophes. A full stop belongs to its abbreviation or initial; words
    in short brackets are left out. A quotation that runs on from before is not there at all.
    """
    if not quotations:
        text = plain[start:end]
        words = _words(text)
        lows = list(map(str.lower, words))
        return Stretch(plain, [(start, end)], words, lows, {}, "(" not in text)
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
    return Stretch(plain, pieces, words, list(map(str.lower, words)), quoted, False)


def _words(piece: str) -> list[str]:
    if "(" in piece:
        return [word for word in _WORD.findall(piece) if not _is_aside(word)]
    words: list[str] = []
    for chunk in piece.split():
        if chunk.isalpha():
            words.append(chunk)
        else:
            words += _WORDS_IN[chunk]
    return words


_WORDS_IN: Remembered[list[str]] = Remembered(_WORD.findall)


def _is_aside(word: str) -> bool:
    return word[0] == "(" and len(word) > 1
