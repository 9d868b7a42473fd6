"""A stretch of narrated text as words, with every quotation folded into one mark."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.articles import Span

QUOTED = '"'  # stands for a whole quotation

_WORD = re.compile(
    r"(?:[A-Za-z]\.){2,}"
    r"|(?:Mr|Mrs|Ms|Dr|Sens?|Reps?|Gov|Gen|Lt|Col|Sgt|Capt|Prof|Rev|St|Jr|Sr|Adm|Maj|Hon)\."
    r"|[A-Z]\.(?= [A-Z])"
    r"|\w+(?:['&/-]\w+)*"
    r"|[^\w\s]"
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a stretch, the same in lower case, and where each starts and ends in the text."""

    words: list[str]
    lows: list[str]
    starts: list[int]
    ends: list[int]

    def index_at(self, char: int) -> int:
        """Index of the first word that starts at or after a character of the text."""
        return bisect_left(self.starts, char)

    def span(self, first: int, last: int) -> Span:
        """Where the words from `first` up to and including `last` stand in the text."""
        return Span(self.starts[first], self.ends[last])


def stretch_of(plain: str, start: int, end: int, quotations: Sequence[Span]) -> Stretch:
    """The words of `plain[start:end]`; each of `quotations` (in order) there is one `QUOTED`.

    `plain` has straight apostrophes. A full stop belongs to its abbreviation or initial.
    """
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = start
    for quotation in (*quotations, Span(end, end)):
        for match in _WORD.finditer(plain, at, max(at, quotation.start_char)):
            words.append(match.group())
            starts.append(match.start())
            ends.append(match.end())
        if quotation.start_char < end:
            words.append(QUOTED)
            starts.append(quotation.start_char)
            ends.append(quotation.end_char)
        at = max(at, quotation.end_char)
    return Stretch(words, [word.lower() for word in words], starts, ends)
