"""Persons in a text, recognised by title, given name, apposition, speech and repeated surname."""

import re
from collections.abc import Iterator, Sequence
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
_WORD_BEFORE = re.compile(r"([A-Za-z'-]+),? $")


class _Run(NamedTuple):
    start_char: int
    end_char: int
    name: str
    titled: str | None


def capital_runs(plain: str) -> list[re.Match[str]]:
    """Every run of capitalised words, with their titles and initials."""
    return list(_RUN.finditer(plain))


def persons_in(plain: str, runs: Sequence[re.Match[str]]) -> Iterator[tuple[int, int, str]]:
    """Mentions of persons as (start_char, end_char, name), in order.

    Evidence is a title, a given name, an apposition or a verb of speech; then every other mention
    of the full name counts, and of the surname where one person of the text bears it. The name is
    the fullest that the text gives, without titles.
    """
    words, naming = attribution_words(), naming_words()
    names = [run for match in runs if (run := _run(match, words, naming)) is not None]
    known: dict[str, None] = {}
    for run in names:
        if run.name not in known and _is_person(run, plain, words, naming):
            known[run.name] = None
    if not known:
        return
    full = _full_names(known)
    for run in names:
        name = full.get(run.name)
        if name is not None:
            yield run.start_char, run.end_char, name
    for match in runs:
        name = full.get(match.group())
        start = match.start()
        if name is not None and not plain[max(0, start - 1) : start].isalnum():
            yield start, match.end(), name


def _run(match: re.Match[str], lexicon: AttributionWords, naming: NamingWords) -> _Run | None:
    """The name in several capitalised words: without titles and grammar before it."""
    text = match.group()
    if " " not in text:
        return None
    start = match.start()
    parts = text.split(" ")
    first = 0
    titled = None
    for index, part in enumerate(parts[:-1]):
        lower = part.lower()
        if lower in lexicon.title:
            first, titled = index + 1, lower
        elif index == first and lower in lexicon.no_name:
            first = index + 1
    name = " ".join(parts[first:])
    if first:
        start += len(text) - len(name)
    last = parts[-1].lower()
    if last in lexicon.title or last in lexicon.body or last in naming.no_surname:
        return None
    return _Run(start, match.end(), name, titled)


def _is_person(run: _Run, plain: str, lexicon: AttributionWords, naming: NamingWords) -> bool:
    if run.titled in naming.title:
        return run.name.lower() not in lexicon.body
    if " " not in run.name:
        return False
    parts = run.name.lower().split(" ")
    if len(parts) > 4 or parts[0] in naming.no_first or not lexicon.body.isdisjoint(parts):
        return False
    if run.titled is not None or _is_given(parts[0], lexicon, naming):
        return True
    if run.name.isupper():
        return False
    before = _WORD_BEFORE.search(plain, max(0, run.start_char - 20), run.start_char)
    if before is not None and before[1] in lexicon.title:
        return True
    after = _NEXT_WORD.match(plain, run.end_char)
    if after is not None and after[1] in lexicon.speech:
        return True
    if before is not None and before[1] in _SAID and plain[run.end_char : run.end_char + 1] in ".,":
        return True
    return naming.apposition.match(plain, run.end_char) is not None


def _is_given(word: str, lexicon: AttributionWords, naming: NamingWords) -> bool:
    return (word in lexicon.male or word in lexicon.female) and word not in naming.place


_SAID = frozenset(("said", "says", "added", "explained", "noted", "told"))


def _full_names(known: dict[str, None]) -> dict[str, str]:
    """What every form of a known name stands for; a surname of two people stands for neither."""
    full = {name: name for name in known}
    bearers: dict[str, set[str]] = {}
    for name in known:
        if " " in name:
            bearers.setdefault(name.rsplit(" ", 1)[1], set()).add(name)
    for surname, names in bearers.items():
        if len(names) == 1:
            full[surname] = next(iter(names))
    return full
