"""The headline of a plain text, and the lines above and beside it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from pipelines.readers.dates import timestamp_of
from pipelines.readers.page_lines import LONGEST

HEADLINE = "headline (kept as the title)"
_FIRST = 15  # lines that may stand at the head of a page
_BELOW = 6  # lines in which the paragraph below a headline begins
HEADLINE_WORDS = 28  # 99 % of the headlines of the development articles are shorter
_MASTHEAD = [
    "Times", "Post", "Herald", "News", "Tribune", "Journal", "Guardian", "Telegraph", "Gazette",
    "Observer", "Press", "Reuters", "AFP", "BBC", "CNN", "Agency", "Chronicle", "Standard",
    "Mail", "Mirror", "Monitor", "Register", "Courier", "Dispatch", "Weekly", "Magazine", "Radio",
    "Independent", "Inquirer", "Bulletin", "Examiner", "Globe", "Daily", "Wire", "Newswire",
    "Broadcasting", "Ledger", "Sentinel", "Argus", "Echo", "Report", "Review", "Today", "Online",
    "Network", "Media",
]  # fmt: skip
OUTLET_NAME = re.compile(
    rf"(?:The |the )?(?:[A-Z][\w.&'’-]* ){{0,4}}(?:{'|'.join(_MASTHEAD)})(?: [A-Z]\w+)?$"
    r"|[\w-]+(?:\.[\w-]+)?\.(?:com|org|net|news|info|co\.uk|de|fr|eu|biz|tv|io)$"
)
_DATELINE = re.compile(r"[A-Z][A-Z .'’-]+(?:,[^()]{0,40})?(?:\([\w /.-]{2,30}\))?\s*[-–—:]*$")
_BULLET = re.compile(r"(?:[-–—*•·▪◦‣]|\(?\d{1,2}[.)]|\(?[a-z]\))\s")
_AROUND_A_HEADLINE = ("page navigation", "weather or market ticker", "share bar")
_STOPS = (".", "…", ":", ";", ",", '."', ".”", ".’", ".'", ".)", "...")
ENDS = (".", "!", "?", "…", '."', ".”", "?”", "!”", ".’", ".'", ".)", '?"', '!"', ",”")


@dataclass(slots=True)
class Lines:
    """What was read in the lines of a text: fields, and for lines outside the story the reason."""

    reasons: dict[int, str] = field(default_factory=dict)
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published_at: datetime | None = None
    url: str | None = None


def read_headline(lines: Sequence[str], head: range, read: Lines, *, known: str | None) -> None:
    """Find the headline among the first lines, then what stands above and beside it."""
    candidates = [n for n in range(min(len(lines), _FIRST)) if n not in read.reasons][:4]
    place = None
    if known is not None:
        place = next((n for n in candidates if same_words(lines[n], known)), None)
    else:
        place = _headline_place(lines, candidates, read)
        if place is not None:
            read.title = lines[place]
    if place is not None:
        read.reasons[place] = HEADLINE
        _read_above(lines, place, read)
        _read_outlet_beside(lines, place, head, read)


def _headline_place(lines: Sequence[str], candidates: Sequence[int], read: Lines) -> int | None:
    shared = None  # a short line with nothing but buttons to share it around it
    for n in candidates:
        if _is_outlet_line(lines, n, read):
            read.reasons[n] = "outlet name"
            read.outlet = read.outlet or lines[n]
        elif not _is_above_headline(lines, n, read):
            return n if _is_headline(lines, n, read) else shared
        elif set(_furniture(n, read)) == {"share bar"} and _is_headline(lines, n, read):
            # The same words twice: the first, as where the headline is known from elsewhere.
            shared = n if shared is None or not same_words(lines[n], lines[shared]) else shared
    return shared


def _is_above_headline(lines: Sequence[str], index: int, read: Lines) -> bool:
    """A scrap such as a picture's description in a run of menu lines above the headline."""
    words = lines[index].split()
    if len(words) > 4 or lines[index].endswith(ENDS) or _DATELINE.fullmatch(lines[index]):
        return False
    return bool(_furniture(index, read))


def _furniture(index: int, read: Lines) -> list[str]:
    """What of the page stands above a line and right below it."""
    near = (read.reasons.get(other) for other in range(index + 4))
    return [one for one in near if one in _AROUND_A_HEADLINE]


def _read_above(lines: Sequence[str], index: int, read: Lines) -> None:
    for above in range(index):
        if above not in read.reasons and _is_above_headline(lines[: index + 1], above, read):
            read.reasons[above] = "page navigation"


def _is_headline(lines: Sequence[str], index: int, read: Lines) -> bool:
    """A short first line without a final stop that a longer paragraph follows."""
    line = lines[index]
    words = line.split()
    if (
        len(words) > HEADLINE_WORDS
        or len(line) > 250
        or line.endswith(_STOPS)
        or _BULLET.match(line)
        or timestamp_of(line)
    ):
        return False
    if _DATELINE.fullmatch(line) and (len(words) == 1 or line.endswith((")", "-", "–", "—", ":"))):
        return False
    below = [lines[other] for other in range(index + 1, len(lines)) if other not in read.reasons]
    # Live pages have hours and headings between their headline and the first entry.
    sentences = [text for text in below[:_BELOW] if text.endswith(ENDS) or len(text) > LONGEST]
    return any(len(text) > len(line) and not _BULLET.match(text) for text in sentences[:3])


def _is_outlet_line(lines: Sequence[str], index: int, read: Lines) -> bool:
    line = lines[index]
    following = [lines[i] for i in range(index + 1, len(lines)) if i not in read.reasons]
    if len(line.split()) > 5 or len(following) < 2 or not OUTLET_NAME.fullmatch(line):
        return False
    # A masthead stands above a headline; without one below, the line is the headline itself.
    return len(following[0]) > len(line) and not following[0].endswith(ENDS)


def _read_outlet_beside(lines: Sequence[str], title: int, head: range, read: Lines) -> None:
    stated = ("byline", "publication date", "source link")
    for index in head:
        if index <= title or index in read.reasons or len(lines[index].split()) > 5:
            continue
        line = lines[index]
        beside = [read.reasons.get(other) in stated for other in (index - 1, index + 1)]
        named = OUTLET_NAME.fullmatch(line) is not None
        if (
            (all(beside) or (any(beside) and named))
            and line[0].isupper()
            and not line.endswith(ENDS)
        ):
            read.reasons[index] = "outlet name"
            read.outlet = read.outlet or line


def same_words(one: str, other: str) -> bool:
    """Whether two lines say the same apart from case, spaces and punctuation."""
    if max(len(one), len(other)) > 2 * min(len(one), len(other)) + 20:
        return False  # a headline and a paragraph; comparing letters is slow
    return letters(one) == letters(other) != ""


def letters(line: str) -> str:
    """The letters and digits of a line in lower case."""
    return "".join(char for char in line.casefold() if char.isalnum())
