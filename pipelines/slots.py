"""Stated facts that two reports of one event can agree on: parties, place, date, outcome..."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from pipelines.actors import Mention
from pipelines.articles import Span
from pipelines.figures import NUMBER_WORDS, figures_in
from pipelines.outcomes import outcomes_in
from pipelines.phrases import TermMatcher
from pipelines.stated_days import MONTHS, WEEKDAYS, days_in, weekdays_in

MOST = 400  # slots of one article; a price list is no report


class Slot(NamedTuple):
    """A fact as the words from `start_char` to `end_char` state it.

    `value` has one spelling: a display name, `13 March 2025` or `13 March` without a year, a
    number without separators. `unit` is what a figure counts, in the singular; of a date it is
    `stated_days.WEEKDAY` where the words name a weekday: the last one up to the day of publication.
    """

    slot: str
    value: str
    unit: str | None
    start_char: int
    end_char: int


def slots_in(
    plain: str,
    lowered: str,
    sentences: Sequence[Span],
    mentions: Sequence[Mention],
    published: date | None = None,
) -> list[Slot]:
    """The stated facts of a text, in order; a kind that it does not state is not there.

    A `party` takes part in talks, a deal or another joint act with a second one; a `place` is
    where something happens, not a country; a `date` names a day, or a weekday up to `published`; an
    `outcome` is what came of it. Each `person` and `document` counts once, where it is first named.
    Time grows with the length of the text.
    """
    cues = _cues(lowered, sentences)
    parties = _parties(lowered, mentions, cues) or _unlisted_parties(
        plain, sentences, mentions, cues
    )
    countries = {slot.value for slot in parties}
    countries |= {mention.actor for mention in mentions if mention.kind == "state"}
    days = list(days_in(plain, cues.months))
    if published is not None:
        days += weekdays_in(plain, lowered, sentences, cues.weekdays, published)
        days.sort(key=lambda day: day.start_char)
    dates = [Slot("date", *day) for day in days]
    taken = {char for slot in dates for char in (slot.start_char, slot.end_char)}
    found = [
        *parties,
        *_places(plain, sentences, countries, cues),
        *dates,
        *_persons(mentions),
        *(
            Slot("figure", *figure)
            for figure in figures_in(plain, lowered, cues.numbers)
            if figure.start_char not in taken and not _in_date(figure.start_char, dates)
        ),
        *_first_of_each(_documents(plain, sentences, cues.documents)),
        *(
            Slot("outcome", o.value, None, *o[1:])
            for o in outcomes_in(lowered, sentences, published)
        ),
    ]
    return sorted(found, key=lambda slot: (slot.start_char, slot.end_char, slot.slot))[:MOST]


def _in_date(char: int, dates: Sequence[Slot]) -> bool:
    place = bisect_right(dates, char, key=lambda slot: slot.start_char) - 1
    return place >= 0 and char < dates[place].end_char


def _persons(mentions: Sequence[Mention]) -> Iterator[Slot]:
    seen: set[str] = set()
    for mention in mentions:
        if mention.kind == "person" and mention.actor not in seen:
            seen.add(mention.actor)
            yield Slot("person", mention.actor, None, mention.start_char, mention.end_char)


def _first_of_each(slots: Iterable[Slot]) -> list[Slot]:
    first: dict[str, Slot] = {}
    for slot in slots:
        first.setdefault(slot.value, slot)
    return list(first.values())


# What two sides do together, or have done.
_JOINT = (
    "talks discussion discussions negotiation negotiations negotiator negotiators negotiated "
    "dialogue meeting meetings met convened summit conversation conversations delegation "
    "delegations envoys agreement agreements agreed accord deal pact treaty truce ceasefire "
    "cease-fire signed sign initialled initial corridor exchanged conference round paper signing "
    "coordination engagement progress"
)
# What happens somewhere.
_HAPPENS = (
    "held hosted ceremony gathered attack attacked attacks shooting shot killed bombing bombed "
    "blast explosion struck protest protests protesters protested rally crash crashed fire "
    "flood floods flooded earthquake trial court vote voted votes election arrested storm visit "
    "visited visits arrived speech spoke"
)
_DOCUMENTS = (
    "agreement accord accords protocol protocols treaty memorandum resolution arrangement "
    "declaration charter convention pact framework act note report amendment"
)


class _Cues(NamedTuple):
    """Sentences with a word for a joint act, or for any event, and where other cues stand.

    `places` and `meetings` are words like "in" and "talks" with the index of their sentence.
    """

    joint: Collection[int]
    happens: Collection[int]
    months: Sequence[int]
    numbers: Sequence[tuple[int, int]]
    documents: Sequence[int]
    places: Sequence[tuple[int, int]]
    meetings: Sequence[tuple[int, int]]
    weekdays: Sequence[int]


@lru_cache(maxsize=1)
def _matcher() -> tuple[TermMatcher, tuple[tuple[str, bool, bool], ...]]:
    """The cues, with the kind of each, whether it names a document, whether it may be a meeting."""
    kinds = {
        **dict.fromkeys(_HAPPENS.split(), "happens"),
        **dict.fromkeys((month.lower() for month in MONTHS), "month"),
        **dict.fromkeys((month[:3].lower() for month in MONTHS), "month"),
        "sept": "month",
        **dict.fromkeys((day.lower() for day in WEEKDAYS), "weekday"),
        **dict.fromkeys(NUMBER_WORDS, "number"),
        **dict.fromkeys(_DOCUMENTS.split(), "document"),
        **dict.fromkeys(_JOINT.split(), "joint"),
        **dict.fromkeys(_IN_WORDS, "place"),
    }
    named_so = tuple(_DOCUMENTS.split())
    return TermMatcher(tuple(kinds)), tuple(
        (kind, word.startswith(named_so), word in _MEETINGS) for word, kind in kinds.items()
    )


def _cues(lowered: str, sentences: Sequence[Span]) -> _Cues:
    matcher, kinds = _matcher()
    cues = _Cues(joint := set(), happens := set(), months := [], numbers := [], documents := [],
                 places := [], meetings := [], weekdays := [])  # fmt: skip
    starts = [sentence.start_char for sentence in sentences]
    for index, start, end in matcher.find(lowered):
        kind, names_document, may_meet = kinds[index]
        if kind == "place":
            places.append((start, bisect_right(starts, start) - 1))
        elif kind in ("joint", "happens"):
            sentence = bisect_right(starts, start) - 1
            happens.add(sentence)
            if kind == "joint":
                joint.add(sentence)
        elif kind == "month":
            months.append(start)
        elif kind == "weekday":
            weekdays.append(start)
        elif kind == "number":
            numbers.append((start, end))
        if names_document:
            documents.append(start)
        if may_meet:
            meetings.append((start, bisect_right(starts, start) - 1))
    return cues


# Between the names of two sides that act together: "Marovia and its southern neighbour Dalvera".
_AND = re.compile(
    r"(?:'s)?(?: [a-z]+){0,3}(?: and| with|,|-|/| met)(?: (?:from|with|of|the|its|his|her|their|"
    r"new|former|[a-z]+ neighbou?r|counterparts?|officials?))*,? ?"
)
_WAR = re.compile(r"(?:n|'s)?(?: full-scale)? (?:war|conflict|invasion|border|front|crisis)\b")
_AND_LENGTH = 60


def _parties(lowered: str, mentions: Sequence[Mention], cues: _Cues) -> list[Slot]:
    """The sides of the joint act that the text speaks of most, each time that it names them so."""
    pairs: list[tuple[Mention, Mention]] = []
    sides = [m for m in mentions if m.kind in ("state", "organisation")]
    for one, other in pairwise(sides):
        if (
            one.sentence_index == other.sentence_index
            and one.sentence_index in cues.joint
            and one.actor != other.actor
            and other.start_char - one.end_char <= _AND_LENGTH
            and _AND.fullmatch(lowered, one.end_char, other.start_char)
            and not _WAR.match(lowered, other.end_char)
        ):
            pairs.append((one, other))
    return _of_most([(_party(one), _party(other)) for one, other in pairs])


def _party(mention: Mention) -> Slot:
    return Slot("party", mention.actor, None, mention.start_char, mention.end_char)


def _of_most(pairs: Sequence[tuple[Slot, Slot]]) -> list[Slot]:
    """The two sides that are named together most often; of equals those named first."""
    if not pairs:
        return []
    counts = Counter(frozenset(side.value for side in pair) for pair in pairs)
    most = counts.most_common(1)[0][0]
    return [side for pair in pairs for side in pair if {slot.value for slot in pair} == most]


_SIDE = r"[A-Z][a-z]{3,}(?: [A-Z][a-z]+)?"
_SIDES = re.compile(
    rf"\b(?P<one>{_SIDE})(?: and|, and| with)(?: (?:the|its|their)(?: [a-z]+){{0,2}}(?: in)?)? "
    rf"(?P<other>{_SIDE})\b(?!'s)"
)
_TWICE = 2  # times that a text names a side of its event at least


def _unlisted_parties(
    plain: str, sentences: Sequence[Span], mentions: Sequence[Mention], cues: _Cues
) -> list[Slot]:
    """Sides that no list of actors has: "Marovia and the Tesk Republic signed"."""
    others = {m.start_char for m in mentions if m.kind == "person"}
    pairs = []
    for index in sorted(cues.joint):
        start, end = sentences[index].start_char, sentences[index].end_char
        if _is_heading(plain[start:end]):
            continue
        for match in _SIDES.finditer(plain, start, end):
            one, other = (
                Slot("party", match[name], None, *match.span(name)) for name in ("one", "other")
            )
            if one.start_char in others or other.start_char in others:
                continue
            if (
                _named_twice(plain, one)
                and _named_twice(plain, other)
                and not ({one.value.split(" ")[0], other.value.split(" ")[0]} & _NO_PLACE)
            ):
                pairs.append((one, other))
    return _of_most(pairs)


def _named_twice(plain: str, side: Slot) -> bool:
    return plain.count(side.value.split(" ")[0]) >= _TWICE


_NAME = r"[A-Z][\w'-]+(?: (?:(?:of|de|la|the|upon) )?[A-Z][\w'-]+){0,2}"
_DATELINE = re.compile(
    rf"\s*(?P<place>[A-Z][A-Z .'-]{{2,30}}|{_NAME})"
    r"(?:, [\w.' ]{2,30})?(?: ?\([^)\n]{2,40}\))? ?(?:[-–—] |— ?)"
)
_IN_WORDS = ("in", "at", "near", "outside")
_IN = re.compile(
    r"[a-z]+(?: (?:the|central|downtown|(?:the )?(?:[A-Z][a-z]+ )?"
    rf"(?:capital|city|town|village|port)(?: of)?))? ({_NAME})"
)
# "Vienna talks": the word before one of these.
_MEETINGS = frozenset(
    ("talks", "summit", "round", "meeting", "negotiations", "discussions", "conference", "accord",
     "accords")
)  # fmt: skip
_WORD_BEFORE = re.compile(r"\b([A-Z][a-z]+) $")
_LONGEST_WORD = 40  # characters
_NO_PLACE_WORDS = (
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday The An In It This That These "
    "Congress Parliament President English God Mrs University Institute College Region Area "
    "Article Chapter Section Part Figure Peace Security First Second Third North South East West "
    "European Western Islam Democrats Republicans Twitter Facebook Page"
)
_NO_PLACE = frozenset([*MONTHS, *_NO_PLACE_WORDS.split()])
_NO_PLACE_END = re.compile(
    r"(?:University|Institute|College|Center|Centre|School|Church|Street|Court|House|Act|Party|"
    r"Agency|Committee|Council|Bank|News|Times|Post|Journal|Article|Chapter|Assembly|Group|"
    r"Note|Agreement|Treaty|Report|Accords?|[a-z](?:ian|ese|ish))$"
)
_LEAD = 3  # sentences that say where a thing happens even without a word from `_HAPPENS`


def _places(
    plain: str, sentences: Sequence[Span], countries: Collection[str], cues: _Cues
) -> Iterator[Slot]:
    dateline = _DATELINE.match(plain)
    if dateline and _is_place(dateline["place"].title(), countries):
        place = dateline["place"].strip()
        start = dateline.start("place")
        yield Slot("place", _place(place), None, start, start + len(place))
    for match in _place_names(plain, sentences, cues):
        name = match[1].removesuffix("'s")
        if _is_place(name, countries):
            at = match.start(1)
            yield Slot("place", _place(name), None, at, at + len(name))


def _place_names(plain: str, sentences: Sequence[Span], cues: _Cues) -> Iterator[re.Match[str]]:
    """What stands after "in" or before "talks", in sentences in which something happens."""
    headings: dict[int, bool] = {}
    for words, is_before in ((cues.places, False), (cues.meetings, True)):
        for start, index in words:
            if index < 0 or (index >= _LEAD and index not in cues.happens):
                continue
            sentence = sentences[index]
            if is_before:
                if plain[start].isupper():  # "Climate Accord"
                    continue
                first = max(sentence.start_char, start - _LONGEST_WORD)
                match = _WORD_BEFORE.search(plain, first, start)
            else:
                match = _IN.match(plain, start, sentence.end_char)
            if match is None:
                continue
            if index not in headings:
                headings[index] = _is_heading(plain[sentence.start_char : sentence.end_char])
            if not headings[index]:
                yield match


def _is_heading(line: str) -> bool:
    """Whether capitals mark no names here: "Officials Meet in Direct Dialogue"."""
    if line[-1] in ".!?\"'":
        return False
    words = [word for word in line.split() if len(word) > 3 and word[0].isalpha()]
    return 2 * sum(word[0].isupper() for word in words) > len(words)


def _is_place(name: str, countries: Collection[str]) -> bool:
    first = name.split(" ", 1)[0]
    return (
        len(first) > 2
        and first not in _NO_PLACE
        and name not in countries
        and not _NO_PLACE_END.search(name)
        and not name.isupper()
    )


def _place(name: str) -> str:
    return name.title() if name.isupper() else name


_DOCUMENT = re.compile(
    r"\b(?:(?:[A-Z][\w'-]+ (?:(?:of|on|for) (?:the )?)?){1,4}"
    r"(?:Agreement|Accords?|Protocols?|Treaty|Memorandum|Resolution(?: \d+)?|Arrangement|"
    r"Declaration|Charter|Convention|Pact|Framework|Act|Note|Report|Amendment|Communiqu[eé])"
    r"|(?:Treaty|Declaration|Convention|Charter|Accords?) of (?:the )?[A-Z][\w'-]+)\b"
)
_BEFORE_NAME = ("The ", "A ", "An ", "This ", "That ", "In ", "Under ", "Both ")


def _documents(plain: str, sentences: Sequence[Span], kinds: Sequence[int]) -> Iterator[Slot]:
    starts = [sentence.start_char for sentence in sentences]
    places = {bisect_right(starts, kind) - 1 for kind in kinds if plain[kind].isupper()}
    for place in sorted(places - {-1}):
        sentence = sentences[place]
        if _is_heading(plain[sentence.start_char : sentence.end_char]):
            continue
        for match in _DOCUMENT.finditer(plain, sentence.start_char, sentence.end_char):
            start, name = match.start(), match[0]
            if name.startswith(_BEFORE_NAME):
                start += name.index(" ") + 1
            name = plain[start : match.end()]
            if " " in name:
                yield Slot("document", name, None, start, match.end())
