"""The day in a dateline: "VELIN, 12 May 2025 (Harbour Wire) -", at the head of a paragraph."""

import re
from datetime import datetime
from typing import NamedTuple

from pipelines.readers.dates import timestamp_of

_HEAD_CHARS = 600  # below a headline and a standfirst
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?"
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_NAME = r"[A-Z][\w.'’-]{0,30}(?: [A-Z][\w.'’-]{0,30}){0,3}"
_AGENCY = r"(?:\([^()\n]{2,40}\)|/ ?[^/\n]{2,30} ?/)"
_DATELINE = re.compile(
    rf"^(?:{_NAME}(?:, {_NAME}){{0,2}}(?: ?(?:--)?{_AGENCY}(?:--)?)?,? ?)?"
    rf"(?P<day>\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}},? \d{{4}}"
    rf"|\d{{4}}-\d\d-\d\d) ?,? ?{_AGENCY}? ?(?:[-–—]{{1,2}}|/) ?(?=[\"'“‘A-Z])",
    re.MULTILINE,
)


# The place and the agency, with a day between them or without, where a line begins:
# "VELIN, May 12 (Harbour Wire) -".
DATED_PLACE = re.compile(
    rf"[A-Z]{{2}}[A-Z.'’ -]{{1,30}}(?:, {_NAME}){{0,2}}, "
    rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})\b(?:,? \d{{4}})? ?,? ?"
    rf"{_AGENCY}? ?(?:[-–—]{{1,2}}|/) "
)

# With any of the three: a place in capitals, a day, an agency.
_ANY = re.compile(
    rf"(?:[A-Z]{{2}}[A-Z.'’ -]{{1,30}}|[^\n\"“]{{0,60}}?(?:{_AGENCY}|{_MONTH} \d{{1,2}}|"
    rf"\d{{1,2}} {_MONTH}))(?:,? \d{{4}})?,? ?{_AGENCY}? ?(?: [-–—]{{1,2}}|--|—) ?(?=[\"'“‘A-Z])"
)


class Dateline(NamedTuple):
    """The day that a dateline names, and where it stands in the text."""

    moment: datetime
    start_char: int
    end_char: int


def dateline_in(text: str) -> Dateline | None:
    """The one dateline with a day and a year at the head of a text.

    A chronology has a day before each of its entries: where a second one follows, none counts.
    """
    first = _DATELINE.search(text, 0, _HEAD_CHARS)
    if first is None or _DATELINE.search(text, first.end()):
        return None
    moment = timestamp_of(first["day"])
    return None if moment is None else Dateline(moment, *first.span("day"))


def past_dateline(text: str, start: int) -> int:
    """Where the report begins behind a dateline that begins at `start`; `start` where none does.

    What stands in a dateline is when and where the report was filed, not what it tells of.
    """
    if start >= _HEAD_CHARS:
        return start
    dateline = _ANY.match(text, start)
    return start if dateline is None else dateline.end()
