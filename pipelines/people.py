"""The people a text names: full names for surnames, and who "he" or "she" is."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.articles import Span
from pipelines.attribution_words import attribution_words

_NAME = re.compile(
    r"(?<![\w'])[A-Z][\w'-]*\.?(?:[ \u00a0](?:(?:de|del|der|di|da|van|von|bin|al|el|la|le|du|ter) )*"
    r"[A-Z][\w'-]*\.?){0,6}"
)
_POSSESSIVE = re.compile(r"'s?$")
_SUFFIXES = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv"))

# Characters before a pronoun in which its person is looked for: about three sentences.
_REACH = 500
# One full name of two with the same surname is taken where it is so many times as frequent.
_DOMINANT = 4


@dataclass(frozen=True, slots=True)
class _Mention:
    start_char: int
    end_char: int
    name: str


def name_of(words: Sequence[str]) -> str | None:
    """The personal name in a run of capitalised words, without titles; None where there is none.

    "Defense Secretary Ash Carter's" gives "Ash Carter", "Trump's lawyer" nothing, "Mr. Holt"
    gives "Holt", "White House" nothing.
    """
    lexicon = attribution_words()
    first = 0
    for index, word in enumerate(words[:-1]):
        if word.lower() in lexicon.title or word.endswith("'s"):
            first = index + 1
    kept = [_POSSESSIVE.sub("", word) for word in words[first:]]
    while len(kept) > 1 and kept[-1].lower() in _SUFFIXES:
        kept.pop()
    if not kept or any(word.lower() in lexicon.body for word in kept):
        return None
    if kept[-1].lower() in lexicon.title or (kept[-1].isupper() and first == 0 and len(kept) == 1):
        return None
    return " ".join(kept)


@dataclass(slots=True)
class People:
    """Where a text names people; `full` gives the full name for a surname."""

    plain: str
    mentions: list[_Mention] = field(default_factory=list)
    _by_surname: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def full(self, name: str) -> str:
        """The full name that the text gives to a surname; the name itself where it gives none.

        Two people with one surname stay apart: the name is left as it is.
        """
        if " " in name:
            return name
        names = self._by_surname.get(name)
        if not names:
            return name
        (best, count), *others = names.most_common(2)
        if others and others[0][1] * _DOMINANT > count:
            return name
        return best

    def before(self, char: int, *, gender: str, sentences: Sequence[Span]) -> str | None:
        """Whom "he" (`male`) or "she" (`female`) at `char` means: None unless that is safe.

        The nearest sentence that names somebody of that gender decides: its first such person,
        who is most often its subject. Names that tell no gender count only where they are alone.
        """
        last = bisect_left(self.mentions, char, key=lambda mention: mention.start_char)
        by_sentence: dict[int, list[str]] = {}
        for mention in reversed(self.mentions[:last]):
            if char - mention.start_char > _REACH:
                break
            at = bisect_left(sentences, mention.start_char + 1, key=lambda span: span.start_char)
            by_sentence.setdefault(at, []).insert(0, self.full(mention.name))
        for names in by_sentence.values():
            fitting = [name for name in names if gender_of(name) == gender]
            unknown = [name for name in names if gender_of(name) is None and " " in name]
            if fitting:
                return fitting[0]
            if len(set(unknown)) == 1:
                return unknown[0]
            if unknown:
                return None
        return None


def people_in(plain: str) -> People:
    """Everybody whom the text names with at least a first name and a surname, or again later."""
    people = People(plain)
    lexicon = attribution_words()
    given = lexicon.male | lexicon.female
    runs = []
    for match in _NAME.finditer(plain):
        words = match.group().split()
        if len(words) == 1 and words[0].lower() in lexicon.body:
            continue
        name = name_of(words)
        if name is None:
            continue
        parts = name.split()
        start = match.start() + max(0, match.group().find(parts[0]))
        runs.append(_Mention(start, match.end(), name))
        titled = len(words) > len(parts)
        if 2 <= len(parts) <= 4 and (parts[0].lower() in given or titled or len(parts[-1]) > 2):
            people._by_surname[parts[-1]][name] += 2 if parts[0].lower() in given else 1
    people.mentions = [run for run in runs if " " in run.name or run.name in people._by_surname]
    return people


def gender_of(name: str) -> str | None:
    """`male` or `female` as the given name tells, None where it does not."""
    lexicon = attribution_words()
    given = name.split()[0].lower() if " " in name else ""
    if given in lexicon.male:
        return "male"
    return "female" if given in lexicon.female else None
