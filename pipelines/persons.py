"""Persons in a text, recognised by title, given name, apposition, speech and repeated surname."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from pipelines.attribution_words import AttributionWords, attribution_words
from pipelines.naming import NamingWords, naming_words

_UPPER = "A-ZÀ-ÖØ-ÞĀ-Ž"
# The stop belongs to the word after a title or an initial ("Dr. Anna J. Kovac").
_WORD = (
    rf"[{_UPPER}]\w*(?:['-][{_UPPER}]\w+|"
    r"\.(?:(?<=\b[A-Z]\.)|(?<=[MD][rs]\.)|(?<=Mrs\.|Sen\.|Rep\.|Gov\.|Gen\.|Col\.|Rev\.)|"
    r"(?<=Prof\.|Capt\.)))*"
)
_JOIN = r"(?:(?:de|del|der|di|da|dos|van|von|bin|ibn|al|el|la|le|du|ter) ){0,2}(?:al-|el-)?"
_RUN = re.compile(rf"{_WORD}(?: {_JOIN}{_WORD}){{0,6}}")
_NEXT_WORD = re.compile(r",? ([a-z]+)\b")
_MOST_WORDS = 4  # of a name; longer runs are headings and names of bodies
_IN_CAPITALS = 2  # words of a name, initials apart, where all is written in capitals
_LABEL = 4  # letters of a word in capitals that is hardly a part of a name ("JFK", "JR", "II" are)
_WORD_BEFORE = re.compile(r"([A-Za-z'-]+),? $")


class Capitals(NamedTuple):
    """Capitalised words: single ones with where they start, and runs of several."""

    single: dict[str, list[int]]
    several: list[tuple[int, str]]


def capitals_in(plain: str) -> Capitals:
    """Every run of capitalised words, with their titles and initials."""
    grammar = attribution_words().no_name
    single: dict[str, list[int]] = {}
    several: list[tuple[int, str]] = []
    for match in _RUN.finditer(plain):
        text, start = match[0], match.start()
        if " " in text:
            first, _, rest = text.partition(" ")
            if first.lower() in grammar:  # "In Marovia"
                text, start = rest, start + len(first) + 1
            if " " in text:
                several.append((start, text))
                continue
        if text in single:
            single[text].append(start)
        else:
            single[text] = [start]
    return Capitals(single, several)


def persons_in(
    plain: str, capitals: Capitals, *, speaking: Collection[str] = ()
) -> Iterator[tuple[int, int, str]]:
    """Mentions of persons as (start_char, end_char, name).

    Evidence is a title, a given name, an apposition, a verb of speech or that a quotation is
    credited to the name (it is among those of `speaking`); then every other mention
    of the full name counts, and of the surname where one person of the text bears it. The name is
    the fullest that the text gives, without titles.
    """
    names: list[tuple[int, int, str]] = []
    known: dict[str, bool] = {}
    for start, text in capitals.several:
        offset, name, person = _reading(text)
        if person is False:
            continue
        first, end = start + offset, start + len(text)
        names.append((first, end, name))
        if not known.get(name):
            known[name] = person or name in speaking or _is_introduced(plain, first, end)
    full = _full_names([name for name, person in known.items() if person])
    for first, end, name in names:
        if name in full:
            yield first, end, full[name]
    for form, name in full.items():
        for start in capitals.single.get(form, ()):
            if not plain[max(0, start - 1) : start].isalnum():
                yield start, start + len(form), name


@lru_cache(maxsize=1 << 14)  # runs repeat within a text and across texts
def _reading(text: str) -> tuple[int, str, bool | None]:
    """Where the name in several capitalised words begins, the name, and whether it is a person's.

    Titles and grammar before it are no part of the name. None: what stands around it decides.
    """
    lexicon, naming = attribution_words(), naming_words()
    parts = text.split(" ")
    first = 0
    title = None
    for index, part in enumerate(parts[:-1]):
        lower = part.lower()
        if lower in lexicon.title:
            first, title = index + 1, lower
        elif index == first and lower in lexicon.no_name:
            first = index + 1
    # "WATCH Anna Kovac": a word in capitals before others is a label.
    while first + 2 < len(parts) and _is_label(parts[first]) and not _is_label(parts[-1]):
        first += 1
    # "Remember Anna Kovac": a given name later on begins the name.
    if len(parts) - first > 2 and not _is_given(parts[first]) and _is_given(parts[first + 1]):
        first += 1
    name = " ".join(parts[first:])
    offset = len(text) - len(name)
    return offset, name, _is_personal(name, title, lexicon, naming)


def _is_personal(
    name: str, title: str | None, lexicon: AttributionWords, naming: NamingWords
) -> bool | None:
    parts = name.lower().split(" ")
    last = parts[-1]
    if last in lexicon.title or last in lexicon.body or last in naming.no_surname:
        return False
    if title in naming.title:
        return True
    if not 2 <= len(parts) <= _MOST_WORDS or not lexicon.body.isdisjoint(parts):
        return False
    if parts[0] in naming.no_first:
        return False
    if name.isupper():  # of a heading only what begins with a given name, and has no grammar
        short = len([part for part in parts if not part.endswith(".")]) == _IN_CAPITALS
        return (
            short
            and lexicon.no_name.isdisjoint(parts)
            and _is_given(parts[0])
            and parts[0] not in naming.place
        )
    if _is_label(name.split(" ", 1)[0]):
        return False
    if title is not None or (_is_given(parts[0]) and parts[0] not in naming.place):
        return True
    return None


def _is_label(word: str) -> bool:
    return word.isupper() and word.isalpha() and len(word) >= _LABEL


def _is_given(word: str) -> bool:
    lexicon = attribution_words()
    return word.lower() in lexicon.male or word.lower() in lexicon.female


def _is_introduced(plain: str, start: int, end: int) -> bool:
    """Whether the words around a name say that it is a person's."""
    lexicon = attribution_words()
    before = _WORD_BEFORE.search(plain, max(0, start - 20), start)
    if before is not None and before[1] in lexicon.title:
        return True
    if before is not None and before[1] in ("the", "The"):
        return False  # "the Harbour Gazette said"
    after = _NEXT_WORD.match(plain, end)
    if after is not None and after[1] in lexicon.speech:
        return True
    if before is not None and before[1] in _SAID and plain[end : end + 1] in (".", ","):
        return True
    return naming_words().apposition.match(plain, end) is not None


_SAID = frozenset(("said", "says", "added", "explained", "noted", "told"))


def _full_names(known: Sequence[str]) -> dict[str, str]:
    """What every form of a known name stands for; a surname of two people stands for neither."""
    full = {name: name.title() if name.isupper() else name for name in known}
    bearers: dict[str, set[str]] = {}
    for name in known:
        if " " in name:
            bearers.setdefault(name.rsplit(" ", 1)[1], set()).add(full[name])
    for surname, names in bearers.items():
        if len(names) == 1:
            full[surname] = next(iter(names))
    return full
