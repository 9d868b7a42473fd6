"""When was this written? Phrases that bound the day of writing, and the window they leave."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from pipelines.clock import NUMBERS, Clock, Pattern, War, read_clock

Bounds = tuple[date | None, date | None]
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth"),
    *("sixth", "seventh", "eighth", "ninth", "tenth"),
)

MAX_DATES = 3  # of the dates a text tells of, only the last ones bound it
MIN_SOFT_MENTIONS = 2  # named once, an office holder is as often a memory as the present one
_AROUND = 90  # characters on either side in which a phrase finds its context
_DAY = timedelta(days=1)


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b"
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
# What may stand before a year. A year alone counts only after a word that makes it a time.
_BEFORE_YEAR = re.compile(
    rf"\b(?:(?:in|on|since|of|late|early|mid)[ -])?"
    rf"(?:{_MONTH}\.?(?: {_NTH})?,?|{_NTH} {_MONTH}\.?,?|(?P<plainly>in|since)) $"
)
_MONTH_OF = re.compile(rf"{_MONTH}")
_DAY_OF = re.compile(r"\d{1,2}")
# A date in one of these sentences may lie ahead.
_AHEAD = re.compile(
    r"\b(?:will|would|shall|by|until|till|through|expected|expects?|plans?|planned|planning"
    r"|scheduled|deadline|expires?|expired?|next|could|may|might|target|targets|projected|projects"
    r"|forecasts?|ahead|due|set to|before|goal|aims?|slated|campaign|candidates?|contenders?"
    r"|re-?election|run|runs|running|bid|should|must|to be|estimated?|estimates|coming"
    r"|upcoming|if|proposed?|proposals?|budget|hopes?|eligible|starting|beginning|effective)\b"
)
_PAST = re.compile(
    r"\b(?:was|were|had|began|took|came|went|said|won|lost|died|fell|rose|made|left|became|since"
    r"|ago|met|told|wrote|gave|held|shot|sent|found|got|did|saw|spoke|struck|broke|hit"
    r"|[a-z]{2,14}[^e\W]ed)\b"
)

# "In 2016" alone is also said of what is to come: "to win in 2016", "the nomination in 2016".
_TO_COME = re.compile(
    r"\bto (?!the\b|a\b|an\b|his\b|her\b|their\b|its\b)|\bfor\b|\bagain\b|nominations?\b"
    r"|elections?\b|primar(?:y|ies)\b|votes?\b|take effect\b|challenge\b|\bor perhaps\b|defeating\b"
)

# Who held office is told in the past by later texts: these words before a name make it a memory.
_FORMER = re.compile(r"\b(?:former|ex)[ -](?:(?:u\.s\.|us|american|republican|democratic) )?$")
_MEMORY = re.compile(
    r"(?:\bthen|\blate|\bpast|\bprevious|\bunder|\bduring|\bsince|\blike|\bby|\ba|\bfuture|\bif"
    r"|\bwhen|\bfirst|\belect|\bafter|\bbefore|\bthan|\bfrom|\bboth|\bwhile|\bonetime|\bdeputy|\bvice"
    r"|\bassistant|\bof|\bacting|\bincoming|\boutgoing|\bnext)[ -]"
    r"(?:(?:u\.s\.|us|the|american|republican|democratic) )*$"
)
_PRESSED = re.compile(
    r"\b(?:pressure on|pressed|urged|urging|calls? on|called on|calling on) (?:the )?$"
)
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
# Present tense, or a day of this week: the writer reports on somebody in office.
_IN_OFFICE = re.compile(
    r"^(?:'s)?,? (?:(?:has|is|are|says|wants|plans|will|faces|seeks|intends|continues|hopes|insists"
    rf"|remains)\b|(?:[a-z'-]{{1,14}} ){{0,5}}(?:on )?{_WEEKDAY}\b)"
)


@dataclass(frozen=True, slots=True)
class Clue:
    """A phrase that bounds the day of writing; None leaves a side open.

    `firmness` is `firm` for wording that allows no other reading, else `soft`.
    """

    start_char: int
    end_char: int
    earliest: date | None
    latest: date | None
    firmness: str


def clues_in(plain: str, lowered: str, clock: Clock) -> list[Clue]:
    """The phrases that bound the day on which the text was written, in order.

    Of several phrases with the same bounds the first is kept. `plain` and `lowered` are the text
    from `typography`. Precision comes first: a phrase that a later text may also use is soft, or
    no clue at all.
    """
    hits = _hits(lowered, clock)
    clues = [*_event_clues(hits), *_date_clues(hits, lowered), *_war_clues(hits, lowered)]
    clues += _office_clues(hits, lowered, _known(clues))
    clues += _election_clues(hits, lowered, clock, _known(clues))
    first: dict[tuple[date | None, date | None, str], Clue] = {}
    for clue in sorted(clues, key=lambda clue: (clue.start_char, clue.end_char)):
        first.setdefault((clue.earliest, clue.latest, clue.firmness), clue)
    return list(first.values())


def window_of(clues: Iterable[Clue]) -> Bounds:
    """The days on which all firm clues agree; soft ones narrow it while they fit.

    None on a side stands for no bound, (None, None) also for clues that contradict each other.
    """
    every = list(clues)
    window: Bounds = (None, None)
    for clue in (clue for clue in every if clue.firmness == "firm"):
        narrower = _both(window, (clue.earliest, clue.latest))
        if narrower is None:
            return None, None
        window = narrower
    for clue in (clue for clue in every if clue.firmness != "firm"):
        window = _both(window, (clue.earliest, clue.latest)) or window
    return window


def _both(one: Bounds, other: Bounds) -> Bounds | None:
    """The days inside both, None without any."""
    starts = [day for day in (one[0], other[0]) if day]
    ends = [day for day in (one[1], other[1]) if day]
    start, end = max(starts, default=None), min(ends, default=None)
    return None if start and end and start > end else (start, end)


def _known(clues: Iterable[Clue]) -> Bounds:
    return window_of(clue for clue in clues if clue.firmness == "firm")


@dataclass(frozen=True, slots=True)
class _Hit:
    """A phrase of the clock in the text."""

    kind: str
    what: Any
    start_char: int
    end_char: int


def _hits(lowered: str, clock: Clock) -> dict[str, list[_Hit]]:
    """Hits by kind; of two that overlap within a kind the longer one counts."""
    hits: dict[str, list[_Hit]] = {}
    found = sorted(clock.matcher.find(lowered), key=lambda match: (match[1], -match[2]))
    for index, start, end in found:
        for kind, what in clock.terms[index]:
            same = hits.setdefault(kind, [])
            if not same or start >= same[-1].end_char:
                same.append(_Hit(kind, what, start, end))
    return hits


def _event_clues(hits: Mapping[str, list[_Hit]]) -> Iterator[Clue]:
    for hit in hits.get("event", ()):
        yield Clue(hit.start_char, hit.end_char, hit.what, None, "firm")


def _date_clues(hits: Mapping[str, list[_Hit]], lowered: str) -> list[Clue]:
    """Dates of what has happened: the text was written on that day or later."""
    clues = []
    for hit in hits.get("year", ()):
        before = lowered[max(0, hit.start_char - 50) : hit.start_char]
        match = _BEFORE_YEAR.search(before)
        if match is None or lowered[hit.end_char : hit.end_char + 1] in ("-", "/", "–"):
            continue
        sentence = _sentence(lowered, hit.start_char, hit.end_char)
        if _AHEAD.search(sentence) or not _PAST.search(sentence):
            continue
        if match["plainly"] == "in" and _TO_COME.search(before):
            continue
        day = _day(hit.what, match.group())
        if day is not None:
            start = hit.start_char - len(before) + match.start()
            firmness = "soft" if match["plainly"] == "in" else "firm"
            clues.append(Clue(start, hit.end_char, day, None, firmness))
    clues.sort(key=lambda clue: clue.earliest or date.min, reverse=True)
    return clues[:MAX_DATES]


def _day(year: int, before: str) -> date | None:
    """The first day that a year with the words before it allows; None for a day like 31 June."""
    month, day = _MONTH_OF.search(before), _DAY_OF.search(before)
    try:
        return date(year, _MONTHS[month.group()] if month else 1, int(day.group()) if day else 1)
    except ValueError:
        return None


def _sentence(lowered: str, start: int, end: int) -> str:
    """Roughly the sentence around a span: up to a stop before a space, or the end of the line."""
    left = max(lowered.rfind(stop, max(0, start - 250), start) for stop in (". ", "\n", "? ", '" '))
    ends = [lowered.find(stop, end, end + 250) for stop in (". ", "\n", "? ")]
    right = min((place for place in ends if place >= 0), default=min(len(lowered), end + 250))
    return lowered[max(left + 1, start - 250) : right]


def _war_clues(hits: Mapping[str, list[_Hit]], lowered: str) -> list[Clue]:
    """ "More than two years of war": counted from the war that the text names most."""
    patterns = [hit for hit in hits.get("pattern", ()) if "election" not in hit.what.reads]
    war = _war(hits, lowered) if patterns else None
    if war is None:
        return []
    clues = []
    for hit in patterns:
        pattern: Pattern = hit.what
        before, after = _context(lowered, hit)
        following = pattern.after.match(after) if pattern.after else None
        preceding = pattern.before.search(before) if pattern.before else None
        if (pattern.after and not following) or (pattern.before and not preceding):
            continue
        anchor = lowered[hit.start_char : hit.end_char]
        bounds = _elapsed(war.begins, pattern.reads, preceding, anchor)
        if bounds is not None and preceding is not None:
            end = hit.end_char + (1 + following.end() if following else 0)
            start = hit.start_char - len(before) + preceding.start()
            clues.append(Clue(start, end, *bounds, pattern.firmness))
    return clues


def _context(lowered: str, hit: _Hit) -> tuple[str, str]:
    """The words before and after a hit, on the same line, without the space after it."""
    before = lowered[max(0, hit.start_char - _AROUND) : hit.start_char].rpartition("\n")[2]
    after = lowered[hit.end_char : hit.end_char + _AROUND].partition("\n")[0]
    return before, after[after.startswith(" ") :]


def _war(hits: Mapping[str, list[_Hit]], lowered: str) -> War | None:
    """The war that the text names most, if it leaves no doubt."""
    counts: dict[War, int] = {}
    for hit in hits.get("war", ()):
        counts[hit.what] = counts.get(hit.what, 0) + 1
    ranked = sorted(counts.items(), key=lambda item: -item[1])
    if not ranked:
        return None
    war, count = ranked[0]
    rival = ranked[1][1] if len(ranked) > 1 else 0
    if count < 2 or count < 2 * rival:
        return None
    known = not war.requires or any(words in lowered for words in war.requires)
    return war if known else None


def _elapsed(
    begins: date, reads: str, match: re.Match[str] | None, anchor: str
) -> tuple[date, date] | None:
    """The days on which so much time had passed since `begins`."""
    if reads == "current year":
        number = _ORDINALS.index(anchor.split()[0])
        return _later(begins, 12 * number) - 45 * _DAY, _later(begins, 12 * number + 12) - _DAY
    if match is None:
        return None
    word = match["number"]
    number = 1 if word == "a" else int(word) if word.isdigit() else NUMBERS.index(word) + 1
    unit = 12 if reads.endswith("years") else 1
    months = number * unit + (6 if match["half"] else 0)
    slack = unit if not match["half"] else 6
    if not 0 < months <= 12 * 20:
        return None
    reached = _later(begins, months)
    match match["qualifier"]:
        case "more than" | "over":
            # "More than two years" is said until it is three, and of months a little longer.
            return reached, _later(begins, months + max(slack, 3)) - _DAY
        case "nearly" | "almost" | "close to":
            return _later(begins, months - (slack + 1) // 2), reached - _DAY
        case "less than":
            return begins, reached - _DAY
        case _:
            # A round number is said a little early and until the next one.
            early = _later(begins, months - max(1, slack // 6))
            return early, _later(begins, months + max(slack, 3))


def _later(day: date, months: int) -> date:
    """The same day so many months later; the 28th stands for days that a month lacks."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, min(day.day, 28))


def _office_clues(hits: Mapping[str, list[_Hit]], lowered: str, known: Bounds) -> list[Clue]:
    """Somebody called by an office holds it, or held it.

    Of several people called by one office without a sign of the present, only the last one can
    hold it: a text that names the Trump administration tells of the Obama administration's past.
    """
    clues: list[Clue] = []
    acting: dict[int, list[Clue]] = {}
    for hit in hits.get("office", ()):
        before = _context(lowered, hit)[0]
        if _FORMER.search(before):
            clues += _former(hit)
            continue
        if _MEMORY.search(before) or before.endswith("-"):
            continue
        office, terms = hit.what
        fitting = [term for term in terms if _both(known, term)] or list(terms)
        start = min(start for start, _ in fitting)
        ends = [end for _, end in fitting if end]
        end = max(ends) if len(ends) == len(fitting) else None
        following = lowered[hit.end_char : hit.end_char + _AROUND]
        pressed = following.startswith(" to ") and _PRESSED.search(before)
        firm = _IN_OFFICE.match(following) or pressed
        clue = Clue(hit.start_char, hit.end_char, start, end, "firm" if firm else "soft")
        acting.setdefault(office, []).append(clue)
    for same in acting.values():
        latest = max(clue.earliest or date.min for clue in same)
        last = [clue for clue in same if clue.earliest == latest and clue.firmness != "firm"]
        clues += [clue for clue in same if clue.firmness == "firm"]
        clues += last if len(last) >= MIN_SOFT_MENTIONS else []
    return clues


def _former(hit: _Hit) -> Iterator[Clue]:
    """ "Former President": written after the end of the first term that it may mean."""
    ends = [end for _, end in hit.what[1] if end]
    if ends:
        yield Clue(hit.start_char, hit.end_char, min(ends), None, "firm")


def _election_clues(
    hits: Mapping[str, list[_Hit]], lowered: str, clock: Clock, known: Bounds
) -> Iterator[Clue]:
    """ "The approaching election": on the eve of the one that everything else allows."""
    for hit in hits.get("pattern", ()):
        pattern: Pattern = hit.what
        if pattern.reads != "election ahead" or pattern.after is None:
            continue
        _, after = _context(lowered, hit)
        match = pattern.after.match(after)
        if match is None:
            continue
        votes = [
            (day - election.within_days * _DAY, day)
            for election in clock.elections[match["election"]]
            if not election.requires or any(words in lowered for words in election.requires)
            for day in election.days
        ]
        fitting = [vote for vote in votes if known != (None, None) and _both(known, vote)]
        if len(fitting) == 1:
            end = hit.end_char + 1 + match.end()
            yield Clue(hit.start_char, end, *fitting[0], pattern.firmness)


__all__ = ["Clock", "Clue", "clues_in", "read_clock", "window_of"]
