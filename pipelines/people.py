"""The people a text names: full names for surnames, and who "he" or "she" is."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipelines.articles import Span
from pipelines.attribution_words import attribution_words

_CAPITAL = (
    r"(?:(?:Mrs?|Ms|Dr|Sens?|Reps?|Gov|Gen|Lt|Col|Sgt|Capt|Prof|Rev|St|Jr|Sr|Adm|Maj|Hon)\."
    r"|[A-Z][\w'-]+|[A-Z]\.)"
)
_JOIN = r"(?:(?:de|del|der|di|da|van|von|bin|al|el|la|le|du|ter) )?"
_NAME = re.compile(rf"(?<![\w'.]){_CAPITAL}(?: {_JOIN}{_CAPITAL}){{0,6}}")
_LONG_NAME = re.compile(rf"(?<![\w'.]){_CAPITAL}(?: {_JOIN}{_CAPITAL}){{1,6}}")
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
# What one mention with a given name or title counts: as much as two without.
_KNOWN = 2


def name_of(words: Sequence[str]) -> str | None:
    """The personal name in a run of capitalised words, without titles; None where there is none.

    "Defense Secretary Ash Carter's" gives "Ash Carter", "Trump's lawyer" nothing, "Mr. Holt"
    gives "Holt", "White House" nothing.
    """
    lexicon = attribution_words()
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
    lows = [word.lower() for word in kept]
    if lows[-1] in lexicon.no_name or lows[-1] in lexicon.title:
        return None
    if not lexicon.body.isdisjoint(lows):
        return None
    if len(kept) == 1 and kept[0].isupper() and not titled:
        return None  # an abbreviation
    return " ".join(kept)


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
    quotations: Sequence[Span]
    _by_surname: dict[str, Counter[str]] | None = None
    _heard: list[tuple[int, str]] = field(default_factory=list)

    def full(self, name: str) -> str:
        """The full name that the text gives to a surname; the name itself where it gives none.

        Two people with one surname stay apart: the name is left as it is.
        """
        if self._by_surname is None:
            self._by_surname = _full_names(self.plain)
        names = None if " " in name else self._by_surname.get(name)
        if not names:
            return name
        (best, count), *others = names.most_common(2)
        if others and others[0][1] * _DOMINANT > count:
            return name
        return best

    def hear(self, char: int, name: str) -> None:
        """Notes that the person spoke in the words that end at a character."""
        self._heard.append((char, name))

    def before(self, char: int, *, gender: str, sentences: Sequence[Span]) -> str | None:
        """Whom "he" (`male`) or "she" (`female`) at `char` means: None unless that is safe.

        Whoever spoke last, if near and of that gender; else the nearest sentence that names
        somebody of that gender decides: its first such person, who is most often its subject.
        A name that tells no gender counts only where it stands alone.
        """
        spoke_at, spoke = self._heard[-1] if self._heard else (-_REACH, "")
        for start, found in self._named_before(char, sentences):
            fitting = [name for name, told in found if told == gender]
            if spoke and start - _BESIDE <= spoke_at:
                return _last_speaker(spoke, gender, fitting)
            if fitting:
                return fitting[0]
            unknown = {name for name, told in found if told is None}
            if unknown:
                return unknown.pop() if len(unknown) == 1 else None
        return _last_speaker(spoke, gender, []) if char - spoke_at <= _REACH else None

    def _named_before(
        self, char: int, sentences: Sequence[Span]
    ) -> Iterator[tuple[int, list[tuple[str, str | None]]]]:
        """Sentences before `char` that name people, nearest first: start, names and genders."""
        index = bisect_right(sentences, char, key=_start) - 1
        end = char
        while index >= 0 and char - sentences[index].start_char <= _REACH:
            sentence = sentences[index]
            found = list(self._people_between(sentence.start_char, min(end, sentence.end_char)))
            if found:
                yield sentence.start_char, found
            index -= 1

    def _people_between(self, start: int, end: int) -> Iterator[tuple[str, str | None]]:
        for match in _NAME.finditer(self.plain, start, end):
            if self._is_quoted(match.start()):
                continue
            words = match.group().split()
            name = name_of(words)
            if name is None:
                continue
            full = self.full(name)
            title = words[-2].lower().rstrip(".") if len(words) > 1 else ""
            told = gender_of(full) or _TITLE_GENDERS.get(title)
            # Other runs of capitals are laws, games and places as often as people.
            titled = len(words) > 1 and title in attribution_words().title
            if told or titled or (" " not in name and full != name) or self._has_spoken(full):
                yield full, told

    def _is_quoted(self, char: int) -> bool:
        at = bisect_left(self.quotations, char + 1, key=_start) - 1
        return at >= 0 and char < self.quotations[at].end_char

    def _has_spoken(self, name: str) -> bool:
        return any(name == heard for _, heard in self._heard)


def _last_speaker(name: str, gender: str, fitting: Sequence[str]) -> str | None:
    told = gender_of(name)
    if name and (told == gender or (told is None and not fitting)):
        return name
    return fitting[0] if fitting else None


def _start(span: Span) -> int:
    return span.start_char


def _full_names(plain: str) -> dict[str, Counter[str]]:
    """Full names by surname, each with how often and how surely the text has it.

    A run of capitals is a person where a given name or title says so, or where it comes again.
    """
    lexicon = attribution_words()
    counts: Counter[str] = Counter()
    for run in _LONG_NAME.findall(plain):
        words = run.split()
        name = name_of(words)
        if name is None or not 1 <= name.count(" ") <= 3:
            continue
        given = name.split(" ", 1)[0].lower()
        known = given in lexicon.male or given in lexicon.female or len(words) > name.count(" ") + 1
        counts[name] += _KNOWN if known else 1
    names: dict[str, Counter[str]] = defaultdict(Counter)
    for name, count in counts.items():
        if count > 1:
            names[name.rsplit(" ", 1)[1]][name] = count
    return dict(names)
