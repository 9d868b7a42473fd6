"""A stretch of narrated text as words, with every quotation folded into one mark."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pipelines.articles import Span

QUOTED = '"'  # stands for a whole quotation
_NEAR_END = 4  # words from the end of a stretch that are found faster from there

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
    _placing: Iterator[tuple[int, int]] | None = None

    def start_of(self, word: int) -> int:
        """The character at which a word starts in the text."""
        self._place(word)
        return self._starts[word]

    def span(self, first: int, last: int) -> Span:
        """Where the words from `first` up to and including `last` stand in the text."""
        return Span(self.start_of(first), self._end_of(last))

    def _end_of(self, word: int) -> int:
        near = len(self.words) - word <= _NEAR_END and word >= len(self._ends)
        start, end = self.pieces[-1]
        if near and len(self.pieces) == 1 and self.plain.find("(", start, end) < 0:
            for following in reversed(self.words[word + 1 :]):
                end = self.plain.rindex(following, start, end)
            return self.plain.rindex(self.words[word], start, end) + len(self.words[word])
        self._place(word)
        return self._ends[word]

    def _place(self, word: int) -> None:
        """Finds the places of the words up to this one, each after the one before."""
        if self._placing is None:
            self._placing = self._places()
        while len(self._starts) <= word:
            start, end = next(self._placing)
            self._starts.append(start)
            self._ends.append(end)

    def _places(self) -> Iterator[tuple[int, int]]:
        first = 0
        marks = [*self.quoted.values(), len(self.words)]
        for index, ((start, end), mark) in enumerate(zip(self.pieces, marks, strict=True)):
            if index:  # a quotation lies between two pieces
                yield self.pieces[index - 1][1], start
            if self.plain.find("(", start, end) >= 0:
                for match in _WORD.finditer(self.plain, start, end):
                    if not _is_aside(match.group()):
                        yield match.span()
            else:
                # Without brackets the words are all there is: each is the next one like it.
                for word in self.words[first:mark]:
                    at = self.plain.index(word, start)
                    start = at + len(word)
                    yield at, start
            first = mark + 1


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
