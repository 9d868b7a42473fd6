"""The people a text names: full names for surnames, and who "he" or "she" is."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pipelines.articles import Span
from pipelines.attribution_words import attribution_words
from pipelines.naming import naming_words

_CAPITAL = (
    r"(?:(?:Mrs?|Ms|Dr|Sens?|Reps?|Gov|Gen|Lt|Col|Sgt|Capt|Prof|Rev|St|Jr|Sr|Adm|Maj|Hon)\."
    r"|[A-Z][\w'-]+|[A-Z]\.)"
)
_JOINS = ("de", "del", "der", "di", "da", "van", "von", "bin", "al", "el", "la", "le", "du", "ter")
_JOIN = rf"(?:(?:{'|'.join(_JOINS)}) )?"
_NAME = re.compile(rf"(?<![\w'.]){_CAPITAL}(?: {_JOIN}{_CAPITAL}){{0,6}}")
_NAMES_BEFORE = re.compile(rf"(?<![\w'.])(?:{_CAPITAL} {_JOIN}){{1,6}}$")
_LONGEST_NAME = 60  # characters before a surname that may hold the rest of the name
_WHO = re.compile(r", (?:who|whose|aged \d\d|\d\d,)")
_TRADE_BEFORE = re.compile(
    r"\b(?:[Tt]he|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|'s) (?:[\w-]+ ){0,3}([a-z]+), $"
)
_LONGEST_TRADE = 60  # characters of "the centre's deputy director, "
AGENT_ENDINGS = (
    "er",
    "or",
    "ist",
    "man",
    "woman",
    "ant",
    "ian",
    "yst",
)  # of trades, in the singular
_WITH_OFFICE = 4  # words of a name and an office at least
_SUFFIXES = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv"))
_TITLE_GENDERS = {
    **dict.fromkeys(("mr", "sir", "lord", "congressman", "king", "prince", "pope"), "male"),
    **dict.fromkeys(("mrs", "ms", "miss", "lady", "dame", "congresswoman", "queen"), "female"),
}

# Characters before a pronoun in which its person is looked for: about five sentences.
_REACH = 900
# One full name of two with the same surname is taken where it is so many times as frequent.
_DOMINANT = 4
# Characters between the end of a quotation and the start of the sentence that goes on.
_BESIDE = 3
# Characters from the first name of a sentence to the next that is hardly its object.
_WELL_BEHIND = 28
# What one mention with a given name or title counts: as much as two without.
_KNOWN = 2


def name_of(words: Sequence[str]) -> str | None:
    """The personal name in a run of capitalised words, without titles; None where there is none.

    "Defense Secretary Ash Carter's" gives "Ash Carter", "Trump's lawyer" nothing, "Mr. Holt"
    gives "Holt", "White House" nothing.
    """
    return _name_in(" ".join(words))


@lru_cache(maxsize=1 << 14)  # a text has few names, and many of each
def _name_in(run: str) -> str | None:
    words, lexicon = run.split(" "), attribution_words()
    first, last = 0, len(words) - 1
    while first < last and words[first].lower() in lexicon.no_name:
        first += 1
    titled = False
    for index in range(first, last):
        if words[index].lower() in lexicon.title or words[index].endswith("'s"):
            first, titled = index + 1, True
    kept = [_bare(word) for word in words[first:]]
    while len(kept) > 1 and kept[-1].lower() in _SUFFIXES:
        kept.pop()
    kept = kept[_given_at(kept) :]
    lows = [word.lower() for word in kept]
    if "and" in lows or lows[-1] in _SUFFIXES:
        return None
    is_name = titled or len(lows) > 1  # "Mrs. May", "George Will"
    if (lows[-1] in lexicon.no_name and not is_name) or lows[-1] in lexicon.title:
        return None
    is_addressed = titled and words[first - 1].lower().rstrip(".") in _TITLE_GENDERS
    if not is_addressed and not lexicon.body.isdisjoint(lows):
        return None
    if len(kept) == 1 and kept[0].isupper() and not titled:
        return None  # an abbreviation
    return " ".join(kept)


def _given_at(words: Sequence[str]) -> int:
    """Where the given name stands behind words of an office: "National Advocate | Ann Holt"."""
    if len(words) < _WITH_OFFICE:
        return 0
    lexicon = attribution_words()
    lows = [word.lower() for word in words[:-1]]
    return next(
        (at for at, low in enumerate(lows) if low in lexicon.male or low in lexicon.female), 0
    )


def _bare(word: str) -> str:
    return word[:-2] if word.endswith("'s") else word.rstrip("'")


def gender_of(name: str) -> str | None:
    """`male` or `female` as the given name tells, None where it does not."""
    lexicon = attribution_words()
    given = name.split()[0].lower() if " " in name else ""
    if given in lexicon.male:
        return "male"
    return "female" if given in lexicon.female else None


@dataclass(slots=True)
class People:
    """Whom a text names and who has spoken in it so far.

    Names inside quotations are said by somebody and name nobody who could be "he" outside.
    """

    plain: str
    sentence_starts: Sequence[int]
    quotations: Sequence[Span]
    quotation_starts: Sequence[int]
    _full: dict[str, str] = field(default_factory=dict)
    _named: dict[tuple[int, int], list[tuple[str, str | None]]] = field(default_factory=dict)
    _heard: list[tuple[int, str]] = field(default_factory=list)
    _voices: set[str] = field(default_factory=set)
    _bearers: dict[str, dict[str, int]] = field(default_factory=dict)
    _body: tuple[int, str, str] = (0, "", "none")

    def full(self, name: str) -> str:
        """The full name that the text gives to a surname; the name itself where it gives none.

        Two people with one surname stay apart: the name is left as it is.
        """
        if " " in name:
            return name
        known = self._full.get(name)
        if known is None:
            known = self._full[name] = _full_name(self.plain, name)
        return known

    def hear(self, char: int, name: str) -> None:
        """Notes that the person spoke in the words that end at a character."""
        self._heard.append((char, name))
        self._voices.add(name)

    def hear_body(self, char: int, name: str, kind: str) -> None:
        """Notes that a body, a paper or several people spoke in the words that end there."""
        self._body = (char, name, kind)

    def body_before(self, char: int, *, several: bool) -> tuple[str, str] | None:
        """Whom "it", or with `several` "they", means: name and kind of who spoke last, if that was
        in this sentence or the one before, and was one or several as the word says."""
        spoke_at, name, kind = self._body
        last_person = self._heard[-1][0] if self._heard else -1
        between = bisect_right(self.sentence_starts, char) - bisect_right(
            self.sentence_starts, spoke_at - 1
        )
        if not name or last_person > spoke_at or between > 1:
            return None
        is_several = name.endswith("s") or " and " in name
        return (name, kind) if is_several == several else None

    def before(self, char: int, *, gender: str) -> str | None:
        """Whom "he" (`male`) or "she" (`female`) at `char` means: None unless that is safe.

        Whoever spoke last, if in this sentence or nobody else was named since; else the nearest
        sentence that names somebody who may be meant decides. Of several there the first is meant
        only if that person spoke last or is named well before the others: "Carver met Stone" leaves
        it open, and on the development articles any first is it in two of three.
        """
        spoke_at, spoke = self._heard[-1] if self._heard else (-_REACH, "")
        for start, found in self._named_before(char):
            may = [(name, told) for name, told in found if told in (gender, None)]
            goes_on = start - _BESIDE <= spoke_at and "\n" not in self.plain[spoke_at:start]
            if spoke and goes_on:
                fitting = [name for name, told in may if told == gender]
                last = _last_speaker(spoke, gender, fitting)
                if last is not None or gender_of(spoke) in (None, gender):
                    return last
            if may:
                names = [name for name, _ in may]
                alone = len(set(names)) == 1 or names[0] == spoke
                return names[0] if alone or self._leads(start, names) else None
        return _last_speaker(spoke, gender, []) if char - spoke_at <= _REACH else None

    def bearer_of(self, title: str, char: int) -> str | None:
        """Whom "the minister" at `char` means: the one person whom the text has called so before.

        None where nobody or several bear the title up to there, or it names nobody in full.
        """
        bearers = self._bearers.get(title)
        if bearers is None:
            bearers = self._bearers[title] = self._read_bearers(title)
        before = [name for name, at in bearers.items() if at < char]
        return before[0] if len(before) == 1 else None

    def _read_bearers(self, title: str) -> dict[str, int]:
        """All whom the text calls so, and where it first does."""
        found: dict[str, int] = {}
        for match in _ranks(title).finditer(self.plain):
            name = _name_in(match["before"] or match["behind"])
            rank = match["rank"] or match["rank_behind"]
            if name is not None and not _OTHER_RANK.search(rank):
                found.setdefault(self.full(name), match.start())
        return found

    def _leads(self, start: int, names: Sequence[str]) -> bool:
        """Whether the others of the names stand well behind the first in its sentence."""
        at, *rest = (
            self.plain.find(name.rsplit(" ", 1)[-1], start) for name in dict.fromkeys(names)
        )
        return min(rest) - at >= _WELL_BEHIND

    def _named_before(self, char: int) -> Iterator[tuple[int, list[tuple[str, str | None]]]]:
        """Sentences before `char` that name people, nearest first: start, names and genders."""
        index = bisect_right(self.sentence_starts, char) - 1
        end = char
        while index >= 0 and char - self.sentence_starts[index] <= _REACH:
            start = self.sentence_starts[index]
            found = self._people_between(start, end)
            if found:
                yield start, found
            end = start
            index -= 1

    def _people_between(self, start: int, end: int) -> list[tuple[str, str | None]]:
        """The people whom one sentence names up to a character, with the gender that is told."""
        known = self._named.get((start, end))
        if known is None:
            known = self._named[start, end] = list(self._read_people(start, end))
        return known

    def _read_people(self, start: int, end: int) -> Iterator[tuple[str, str | None]]:
        """People named as subjects or objects first, then those of whom something is."""
        found = list(self._mentions(start, end))
        yield from ((full, told) for full, told, owns in found if not owns)
        yield from ((full, told) for full, told, owns in found if owns)

    def _mentions(self, start: int, end: int) -> Iterator[tuple[str, str | None, bool]]:
        titles = attribution_words().title
        for match in _NAME.finditer(self.plain, start, end):
            name = _name_in(match.group())
            if name is None or self._is_quoted(match.start()):
                continue
            full, words = self.full(name), match.group().split()
            before = len(words) - 1 - len(name.split())  # of "Minister Ann Holt" the first word
            title = words[before].lower() if before >= 0 else ""
            told = gender_of(full) or _TITLE_GENDERS.get(title.rstrip("."))
            # Other runs of capitals are laws, games and places as often as people.
            is_known = told or title in titles or full != name or full in self._voices
            if is_known or is_introduced(self.plain, match.start(), match.end()):
                yield full, told, words[-1].endswith(("'s", "'"))

    def _is_quoted(self, char: int) -> bool:
        at = bisect_right(self.quotation_starts, char) - 1
        return at >= 0 and char < self.quotations[at].end_char


def is_introduced(plain: str, start: int, end: int) -> bool:
    """Whether the words beside a name say that a person bears it: "Sever Dann, the leader of", "the
    stationmaster, Ugo Tessaly,"."""
    if plain.find(" ", start, end) < 0:
        return False
    if _WHO.match(plain, end) or naming_words().apposition.match(plain, end):
        return True
    if not plain.startswith(",", end):
        return False
    trade = _TRADE_BEFORE.search(plain, max(0, start - _LONGEST_TRADE), start)
    return trade is not None and _is_trade(trade[1])


def _is_trade(noun: str) -> bool:
    lexicon = attribution_words()
    if noun in lexicon.thing or noun in lexicon.institution:
        return False
    return noun in lexicon.unnamed or noun in lexicon.title or noun.endswith(AGENT_ENDINGS)


@lru_cache(maxsize=256)
def _ranks(title: str) -> re.Pattern[str]:
    """A title with the name behind or before it: "Minister Ann Holt", "Ann Holt, the minister"."""
    either = f"[{title[0].upper()}{title[0]}]{re.escape(title[1:])}"
    return re.compile(
        rf"(?P<rank>(?:[\w-]+ )?\b{either}) (?P<behind>{_CAPITAL}(?: {_JOIN}{_CAPITAL}){{0,4}})"
        rf"|(?<![\w'.])(?P<before>{_CAPITAL}(?: {_JOIN}{_CAPITAL}){{1,4}}), "
        rf"(?P<rank_behind>(?:the|its|[a-z]+'s) (?:[\w-]+ ){{0,3}}{title})\b"
    )


# A rank beside the one that the title alone names.
_OTHER_RANK = re.compile(
    r"\b(?:vice|deputy|former|ex|then|late|assistant|associate)\b", re.IGNORECASE
)


def _last_speaker(name: str, gender: str, fitting: Sequence[str]) -> str | None:
    told = gender_of(name)
    if name and (told == gender or (told is None and not fitting)):
        return name
    if fitting and (fitting[0] == name or len(set(fitting)) == 1):
        return fitting[0]
    return None


def _has_name_before(plain: str, at: int) -> bool:
    """Whether the word before a surname may belong to the name; most often it does not."""
    word = plain[plain.rfind(" ", max(0, at - _LONGEST_NAME), at - 1) + 1 : at - 1]
    return word[:1].isupper() or word in _JOINS


def _full_name(plain: str, surname: str) -> str:
    """The full name before a surname, where a given name, a title or repetition makes it sure."""
    lexicon = attribution_words()
    counts: Counter[str] = Counter()
    end = 0
    while (space := plain.find(f" {surname}", end)) >= 0:
        at, end = space + 1, space + 1 + len(surname)
        before = None
        if _has_name_before(plain, at) and not plain[end : end + 1].isalnum():
            before = _NAMES_BEFORE.search(plain, max(0, at - _LONGEST_NAME), at)
        words = [*before.group().split(), surname] if before else []
        name = name_of(words) if words else None
        if name is not None and 1 <= name.count(" ") <= 3:
            given = name.split(" ", 1)[0].lower()
            titled = len(words) > name.count(" ") + 1
            known = titled or given in lexicon.male or given in lexicon.female
            counts[name] += _KNOWN if known else 1
    (best, count), (_, next_count) = (*counts.most_common(2), ("", 0), ("", 0))[:2]
    return best if count > 1 and count >= next_count * _DOMINANT else surname
