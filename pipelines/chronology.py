"""When was this written? Phrases that bound the day of writing."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from pipelines.clock import NUMBERS, Clock, Fixture, Pattern, War, read_clock
from pipelines.readers.datelines import dateline_in
from pipelines.writing_window import Bounds, Clue, both, known_from, window_of

_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth"),
    *("sixth", "seventh", "eighth", "ninth", "tenth"),
)

MAX_DATES = 3  # of the dates a text tells of, only the last ones bound it
MIN_SOFT_MENTIONS = 2  # named once, an office holder is as often a memory as the present one
_AROUND = 90  # characters on either side in which a phrase finds its context
_PLACE_WITHIN = 30  # characters after games in which their place stands
_FIXTURE_READS = ("ahead", "this year", "next year")
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

# "The November 2020 election" names a day that is fixed long before it comes.
_FIXED_DAY = re.compile(r" (?:[a-z-]+ )?(?:elections?|vote|ballot|primar(?:y|ies)|midterms?)\b")

# "In the run-up to the Olympics last month": the eve is over.
_OVER = re.compile(r"\b(?:last|earlier this) (?:week|month|year|summer|winter|spring|fall)\b")

# Who held office is told in the past by later texts: these words before a name make it a memory.
_FORMER = re.compile(r"\b(?:former|ex)[ -](?:(?:u\.s\.|us|american|republican|democratic) )?$")
_MEMORY = re.compile(
    r"(?:\bthen|\blate|\bpast|\bprevious|\bunder|\bduring|\bsince|\blike|\bby|\ba|\bfuture|\bif"
    r"|\bwhen|\bfirst|\belect|\bafter|\bbefore|\bthan|\bfrom|\bboth|\bwhile|\bonetime|\bdeputy|\bvice"
    r"|\bassistant|\bof|\bacting|\bfired?|\bousted|\bsacked|\bincoming|\boutgoing|\bnext)[ -]"
    r"(?:(?:u\.s\.|us|the|american|republican|democratic) )*$"
)
# "A former adviser in the Clinton White House": those who served there speak of it for life.
_SERVED = re.compile(
    r"\b(?:advis[eo]r|aide|counsel|official|secretary|spokes(?:man|woman|person)|speechwriter"
    r"|chief of staff|lawyer|ambassador|served|serving|worked|working)"
    r" (?:in|to|for|with) (?:the )?$"
)
_PRESSED = re.compile(
    r"\b(?:pressure on|pressed|urged|urging|calls? on|called on|calling on) (?:the )?$"
)
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_NOW = (
    r"(?:has|is|are|says|wants|plans|will|faces|seeks|intends|continues|hopes|insists|remains"
    r"|isn't|hasn't|won't|believes|expects|refuses|appears|supports|opposes)\b"
    r"(?! (?:remembered|best known|widely|something|what|why|how|where))"
)
# Present tense, or a day of this week: the writer reports on somebody in office.
_IN_OFFICE = re.compile(
    rf"^(?:'s)?(?:, (?:which|who) (?:{_NOW}|[^,.\n]{{1,60}}, {_NOW})"
    rf"|,? {_NOW}|,? (?:[a-z'-]{{1,14}} ){{0,5}}(?:(?:on )?{_WEEKDAY}"
    r"|yesterday|this (?:week|month|year)|last week|in recent (?:days|weeks))\b)"
)


def clues_in(plain: str, lowered: str, clock: Clock) -> list[Clue]:
    """The phrases that bound the day on which the text was written, in order.

    Of several phrases with the same bounds the first is kept. `plain` and `lowered` are the text
    from `typography`. Precision comes first: a phrase that a later text may also use is soft, or
    no clue at all.
    """
    hits = _hits(lowered, clock)
    clues = _dateline_clues(plain)
    below = clues[0].end_char if clues else 0
    clues += _event_clues(hits)
    clues += [*_date_clues(hits, lowered, below=below), *_war_clues(hits, lowered)]
    clues += _office_clues(hits, lowered, known_from(clues))
    clues += _fixture_clues(hits, lowered, clock, known_from(clues))
    first: dict[tuple[date | None, date | None, str], Clue] = {}
    for clue in sorted(clues, key=lambda clue: (clue.start_char, clue.end_char)):
        first.setdefault((clue.earliest, clue.latest, clue.firmness), clue)
    return list(first.values())


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
            again = same and (start, end) == (same[-1].start_char, same[-1].end_char)
            if not same or again or start >= same[-1].end_char:
                same.append(_Hit(kind, what, start, end))
    return hits


def _dateline_clues(plain: str) -> list[Clue]:
    """A dateline names the day of writing itself."""
    dateline = dateline_in(plain)
    if dateline is None:
        return []
    day = dateline.moment.date()
    return [Clue(dateline.start_char, dateline.end_char, day, day, "firm")]


def _event_clues(hits: Mapping[str, list[_Hit]]) -> Iterator[Clue]:
    for hit in hits.get("event", ()):
        yield Clue(hit.start_char, hit.end_char, hit.what, None, "firm")


def _date_clues(hits: Mapping[str, list[_Hit]], lowered: str, *, below: int) -> list[Clue]:
    """Dates of what has happened, below the dateline: written on that day or later."""
    clues = []
    for hit in hits.get("year", ()):
        before = lowered[max(0, hit.start_char - 50) : hit.start_char]
        match = _BEFORE_YEAR.search(before)
        if (
            match is None
            or hit.start_char < below
            or lowered[hit.end_char : hit.end_char + 1] in ("-", "/", "–")
        ):
            continue
        sentence = _sentence(lowered, hit.start_char, hit.end_char)
        if _AHEAD.search(sentence) or not _PAST.search(sentence):
            continue
        if match["plainly"] == "in" and _TO_COME.search(before):
            continue
        if _FIXED_DAY.match(lowered, hit.end_char):
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
    first, last = _sentence_around(lowered, start, end)
    return lowered[first:last]


def _sentence_around(lowered: str, start: int, end: int) -> tuple[int, int]:
    """Roughly the sentence around a span: up to a stop before a space, or the end of the line."""
    left = max(lowered.rfind(stop, max(0, start - 250), start) for stop in (". ", "\n", "? ", '" '))
    ends = [lowered.find(stop, end, end + 250) for stop in (". ", "\n", "? ")]
    right = min((place for place in ends if place >= 0), default=min(len(lowered), end + 250))
    return max(left + 1, start - 250, 0), right


def _war_clues(hits: Mapping[str, list[_Hit]], lowered: str) -> list[Clue]:
    """ "More than two years of war": counted from the war that the sentence or the text names."""
    clues = []
    for hit in hits.get("pattern", ()):
        pattern: Pattern = hit.what
        found = None if pattern.reads in _FIXTURE_READS else _around(hit, lowered)
        war = _war(hits, lowered, hit) if found else None
        if found is None or war is None:
            continue
        start, end, count = found
        anchor = lowered[hit.start_char : hit.end_char]
        bounds = _elapsed(war.begins, pattern.reads, count, anchor)
        if bounds is not None:
            earliest, latest = bounds
            # A war that is over has lasted so long for every later text.
            over = war.ends is not None and latest >= war.ends
            clues.append(Clue(start, end, earliest, None if over else latest, pattern.firmness))
    return clues


def _around(hit: _Hit, lowered: str) -> tuple[int, int, re.Match[str] | None] | None:
    """Where the whole wording of a pattern stands, and its words before; None if some lack."""
    pattern: Pattern = hit.what
    before, after = _context(lowered, hit)
    following = pattern.after.match(after) if pattern.after else None
    preceding = pattern.before.search(before) if pattern.before else None
    if (pattern.after and not following) or (pattern.before and not preceding):
        return None
    start = hit.start_char - (len(before) - preceding.start() if preceding else 0)
    end = hit.end_char + (1 + following.end() if following else 0)
    return start, end, preceding


def _context(lowered: str, hit: _Hit) -> tuple[str, str]:
    """The words before and after a hit, on the same line, without the space after it."""
    before = lowered[max(0, hit.start_char - _AROUND) : hit.start_char].rpartition("\n")[2]
    after = lowered[hit.end_char : hit.end_char + _AROUND].partition("\n")[0]
    return before, after[after.startswith(" ") :]


def _war(hits: Mapping[str, list[_Hit]], lowered: str, hit: _Hit) -> War | None:
    """The war that the sentence around a hit names, else the text, if that leaves no doubt."""
    first, last = _sentence_around(lowered, hit.start_char, hit.end_char)
    named = hits.get("war", ())
    here = {one.what for one in named if first <= one.start_char < last}
    war: War | None = here.pop() if len(here) == 1 else _leading(named)
    return war if war and war.is_meant(lowered) else None


def _leading(named: Iterable[_Hit]) -> War | None:
    """The war named most: twice at least, and twice as often as any other."""
    counts: dict[War, int] = {}
    for hit in named:
        counts[hit.what] = counts.get(hit.what, 0) + 1
    ranked = sorted(counts.items(), key=lambda item: -item[1])
    if not ranked:
        return None
    war, count = ranked[0]
    rival = ranked[1][1] if len(ranked) > 1 else 0
    return war if count >= 2 and count >= 2 * rival else None


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
    unit = 12 if reads == "elapsed years" else 1
    months = number * unit + (6 if match["half"] else 0)
    slack = unit if not match["half"] else 6
    if not 0 < months <= 12 * 20:
        return None
    reached = _later(begins, months)
    match match["qualifier"]:
        case "more than" | "over" | "well over" | "just over" | "a little over":
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
        if _MEMORY.search(before) or _SERVED.search(before) or before.endswith("-"):
            continue
        office, terms = hit.what
        fitting = [term for term in terms if both(known, term)] or list(terms)
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


def _fixture_clues(
    hits: Mapping[str, list[_Hit]], lowered: str, clock: Clock, known: Bounds
) -> Iterator[Clue]:
    """ "The approaching election": on the eve of the one that everything else allows.

    A year or the place of games beside it may tell which one is meant, else the other clues must.
    """
    for hit in hits.get("pattern", ()):
        pattern: Pattern = hit.what
        if pattern.reads not in _FIXTURE_READS or pattern.after is None:
            continue
        found = _around(hit, lowered)
        match = pattern.after.match(_context(lowered, hit)[1])
        if found is None or match is None:
            continue
        start, end, _ = found
        if _OVER.search(lowered, end, _sentence_around(lowered, start, end)[1]):
            continue
        year = match.groupdict().get("year")
        fixtures = [
            one
            for one in clock.fixtures[match["fixture"]]
            if not one.requires or any(words in lowered for words in one.requires)
        ]
        near = lowered[hit.end_char : min(len(lowered), end + _PLACE_WITHIN)]
        placed = [one for one in fixtures if any(place in near for place in one.places)]
        windows = [
            _while_said(pattern.reads, one, day)
            for one in placed or fixtures
            for day in one.days
            if year in (None, str(day.year))
        ]
        fitting = [window for window in windows if both(known, window)]
        told = placed or year or known != (None, None)
        if told and len(fitting) == 1:
            yield Clue(start, end, *fitting[0], pattern.firmness)


def _while_said(reads: str, fixture: Fixture, day: date) -> tuple[date, date]:
    """The days on which texts speak so of the vote or games of that day."""
    if reads == "ahead":
        return day - fixture.within_days * _DAY, day
    year = day.year if reads == "this year" else day.year - 1
    return date(year, 1, 1), date(year, 12, 31)


__all__ = ["Clock", "Clue", "clues_in", "read_clock", "window_of"]
