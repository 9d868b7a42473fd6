"""Flags on whether the text says who, where and when."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pipelines.articles import Span
from pipelines.chronology import Clue
from pipelines.flags.counting import hits
from pipelines.flags.finding import Finding, Flag, Mark, cannot_assess, clear, missing, triggered_by
from pipelines.flags.labels import excuse
from pipelines.flags.provenance import BEFORE_A_PLACE, first_place, has_dateline, places

if TYPE_CHECKING:
    from pipelines.documents import Document

MIN_WORDS_FOR_EVENT = 150
PLACE_CHARS = 4000  # about 650 words: an event whose place comes later has none for its readers
# Stories are corrected, and terms of office counted, a few days late.
TOLERANCE = timedelta(days=7)

# A month, by its first letter first, so that most of a text is passed over quickly.
_MONTH = re.compile(
    r"(?:[JFMASOND])(?:(?<=J)(?:anuary|une|uly|an\.)|(?<=F)(?:ebruary|eb\.)|(?<=M)(?:arch|ay|ar\.)"
    r"|(?<=A)(?:pril|ugust|pr\.|ug\.)|(?<=S)(?:eptember|ept\.)|(?<=O)(?:ctober|ct\.)"
    r"|(?<=N)(?:ovember|ov\.)|(?<=D)(?:ecember|ec\.))"
)
# What makes a month a day or a month of the current year: a day after it, or one before it, or a
# word of time before it and no old year after it.
_DAY_AFTER = re.compile(r" \d{1,2}\b")
_DAY_BEFORE = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)? (?:of )?$")
_TIME_BEFORE = re.compile(r"\b(?:in|since|until|by|of) $")
_YEAR_AFTER = re.compile(r"[^\n]{0,3}\d{4}")
_LONGEST_BEFORE = 12  # characters, of "on the 31st of "
_ISO_DAY = re.compile(r"\d{4}(?<=\b\d{4})-\d\d-\d\d\b")
# "The war in Ukraine" names what the text is about, not where the event took place.
_SUBJECT = re.compile(
    r"\b(?:war|conflict|situation|crisis|peace|fighting|invasion|hostilities|developments|stability"
    rf"|security|officials|leaders|troops|forces|interests) {BEFORE_A_PLACE}$"
)
_LONGEST_SUBJECT = 30  # characters, of "developments outside of the "
_PERSON = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Sgt|Col|Capt|Judge|Justice|President|Minister"
    r"|Senator|Secretary|Chancellor|Ambassador|Mayor|Governor|Pope|King|Queen|Prince)\.? [A-Z][a-z]"
    r"|\b[A-Z][a-z]+ (?:[A-Z]\. )?[A-Z][a-z]+,? (?:said|says|told|wrote|who|added|\d\d,)"
    r"|\b(?:said|says|told|added|by) [A-Z][a-z]+ [A-Z][a-z]+"
)


def no_event_date(doc: "Document") -> Finding:
    if hits(doc, "event_dates") or _names_a_day(doc.plain):
        return clear()
    return _missing_unless_excused(doc, "day on which any of it happened")


def _names_a_day(text: str) -> bool:
    """Whether there is a day of a month without an old year, or a month of the current year."""
    for match in _MONTH.finditer(text):
        start, end = match.span()
        before = text[max(0, start - _LONGEST_BEFORE) : start]
        begins_a_word = not before[-1:].isalnum()
        if begins_a_word and _DAY_AFTER.match(text, end):
            return True
        if _DAY_BEFORE.search(before):
            return True
        if _TIME_BEFORE.search(before) and not _YEAR_AFTER.match(text, end):
            return True
    return _ISO_DAY.search(text) is not None


def no_event_place(doc: "Document") -> Finding:
    if _says_where(doc) or has_dateline(doc):
        return clear()
    return _missing_unless_excused(doc, "place in which it happened")


def _says_where(doc: "Document") -> bool:
    first = first_place(doc)
    if first is None:
        return False
    for place in places(doc.plain, first):
        if place >= PLACE_CHARS:
            return False
        if not _SUBJECT.search(doc.plain[max(0, place - _LONGEST_SUBJECT) : place]):
            return True
    return False


def _missing_unless_excused(doc: "Document", what: str) -> Finding:
    """Triggered by the absence, unless the text is too short or of a kind that may lack it."""
    if doc.n_words < MIN_WORDS_FOR_EVENT:
        return cannot_assess("text too short")
    if reason := excuse(doc):
        return cannot_assess(reason)
    return missing(what)


def no_named_participant(doc: "Document") -> Finding:
    if any(mention.kind == "person" for mention in doc.mentions) or _PERSON.search(doc.plain):
        return clear()
    if doc.n_words < MIN_WORDS_FOR_EVENT:
        return cannot_assess("text too short")
    return missing("named person in the whole text")


def date_conflict(doc: "Document") -> Finding:
    """Only firm clues count, against each other and against the stated date."""
    firm = [clue for clue in doc.clues if clue.firmness == "firm"]
    marks: list[Mark] = list(_against_date(doc, firm))
    early = max(firm, key=lambda clue: clue.earliest or date.min, default=None)
    late = min(firm, key=lambda clue: clue.latest or date.max, default=None)
    if early and late and _after(early, late):
        until = f"written by {late.latest} according to other words"
        since = f"written from {early.earliest} on according to other words"
        marks += [Mark(_span(early), note=until), Mark(_span(late), note=since)]
    if not marks and not firm:
        return clear() if doc.clues else cannot_assess("nothing in the text bounds its date")
    marks.sort(key=lambda mark: mark.span)
    return triggered_by(marks)


def _after(early: Clue, late: Clue) -> bool:
    if early.earliest is None or late.latest is None:
        return False
    return early.earliest > late.latest + TOLERANCE


def _against_date(doc: "Document", firm: list[Clue]) -> Iterator[Mark]:
    if doc.article.published_at is None:
        return
    stated = doc.article.published_at.date()
    for clue in firm:
        if clue.earliest and stated < clue.earliest - TOLERANCE:
            yield Mark(_span(clue), note=f"not before {clue.earliest}; stated date {stated}")
        elif clue.latest and stated > clue.latest + TOLERANCE:
            yield Mark(_span(clue), note=f"not after {clue.latest}; stated date {stated}")


def _span(clue: Clue) -> Span:
    return Span(clue.start_char, clue.end_char)


SPECIFICITY = (
    Flag(
        name="no_event_date",
        family="specificity",
        label="No event date",
        meaning="Nothing says on which day any of the reported events happened.",
        innocent="Explainers and background pieces need no day.",
        grade="B",
        check=no_event_date,
    ),
    Flag(
        name="no_event_place",
        family="specificity",
        label="No event place",
        meaning="Nothing says where the reported events happened.",
        innocent="Talks may be held at a secret place, and some stories have none.",
        grade="B",
        check=no_event_place,
    ),
    Flag(
        name="no_named_participant",
        family="specificity",
        label="Nobody named",
        meaning="The text names no person.",
        innocent="Reports on markets, weather or studies may concern nobody in particular.",
        grade="C",
        check=no_named_participant,
    ),
    Flag(
        name="date_conflict",
        family="specificity",
        label="Dates conflict",
        meaning="Phrases that bound when it was written contradict each other or the stated date.",
        innocent="An updated page keeps its first date; a quotation may speak of the past.",
        grade="D",
        check=date_conflict,
    ),
)
