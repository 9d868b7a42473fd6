"""The files that say what themes, actors and dates are, read and checked."""

import difflib
import hashlib
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipelines.actors import KINDS, ROLES, ActorLexicon, Alias
from pipelines.clock import Clock, read_clock
from pipelines.themes import Context, Element, Theme, ThemeLexicon, Use
from pipelines.typography import plain

DEFAULT = Path(__file__).parent / "lexicons"

# What a group of terms weighs. A sentence needs 2 (`themes.SENTENCE_MINIMUM`).
_WEIGHTS = {"strong": 3.0, "clear": 2.0, "hint": 1.0, "faint": 0.5}
_THEME_KEYS = ("id", "label", "layer", "question", "element", "term", *_WEIGHTS)
_ELEMENT_KEYS = ("id", "label", "terms", "within")
_TERM_KEYS = ("text", "weight", "case", "not_after", "not_before")
_ACTOR_KEYS = ("id", "label", "kind", "names", "metonyms", "demonyms", "not_after", "not_before")


class TaxonomyError(ValueError):
    """A mistake in a lexicon file: names the file and line, what is there, what belongs there."""


@dataclass(frozen=True)
class Taxonomy:
    """Themes, actors and dates as the files of one folder give them; `digest` names the content."""

    themes: ThemeLexicon
    actors: ActorLexicon
    clock: Clock
    digest: str


def read_taxonomy(folder: Path | str = DEFAULT) -> Taxonomy:
    """The taxonomy in `folder`; a file that it does not have is the one shipped.

    A file with `extend = true` at the top adds to the shipped one: a theme or actor with the id of
    a shipped one adds its terms to it. Raises TaxonomyError or ClockError for a mistake.
    """
    chosen = Path(folder)
    if not chosen.is_dir():
        raise TaxonomyError(
            f"{chosen}: not a folder. A taxonomy is a folder with themes.toml, actors.toml or "
            f"clock.toml; copy those in {DEFAULT} to start from."
        )
    names = "themes.toml", "actors.toml", "clock.toml"
    return _taxonomy(*(_file(chosen, name) for name in names))


@dataclass(frozen=True, slots=True)
class _File:
    """A lexicon file as it lies on disk; equal content is read once."""

    path: Path
    text: str

    def line_of(self, words: str, *, entry: tuple[str, int] | None = None) -> int:
        """The line on which `words` stand, looked for from the n-th `[[table]]` on."""
        start = 0
        if entry is not None:
            table, number = entry
            heads = re.finditer(rf"^\s*\[\[{re.escape(table)}\]\]", self.text, re.MULTILINE)
            start = next((head.start() for i, head in enumerate(heads) if i == number), 0)
        found = self.text.find(words, start) if words else start
        return self.text.count("\n", 0, max(found, start)) + 1


def _file(folder: Path, name: str) -> _File:
    path = folder / name
    if not path.is_file():
        path = DEFAULT / name
    try:
        return _File(path, path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise TaxonomyError(
            f"{path}: not UTF-8 ({error.reason}). Save the file as UTF-8."
        ) from error


@lru_cache(maxsize=8)
def _taxonomy(themes: _File, actors: _File, clock: _File) -> Taxonomy:
    digest = hashlib.sha256()
    files = [file for one in (themes, actors, clock) for file in _with_shipped(one)]
    for file in files:
        digest.update(file.text.encode("utf-8"))
        digest.update(b"\0")
    return Taxonomy(
        themes=_themes(_with_shipped(themes)),
        actors=_actors(_with_shipped(actors)),
        clock=read_clock(*(file.path for file in _with_shipped(clock))),
        digest=digest.hexdigest()[:16],
    )


def _with_shipped(file: _File) -> list[_File]:
    """The file, after the shipped one if it extends that."""
    if _parsed(file).get("extend") is True and file.path.parent != DEFAULT:
        return [_file(DEFAULT, file.path.name), file]
    return [file]


@lru_cache(maxsize=8)
def _parsed(file: _File) -> dict[str, Any]:
    try:
        return tomllib.loads(file.text)
    except tomllib.TOMLDecodeError as error:
        what, _, place = str(error).partition(" (at ")
        line = re.search(r"line (\d+)", place)
        number = int(line.group(1)) if line else file.text.count("\n") + 1
        raise TaxonomyError(
            f"{file.path}, line {number}: {what}. Expected TOML; check quotation marks, brackets "
            "and commas on this line and the one before."
        ) from error


class _Entry:
    """One table of a file; every question that it cannot answer names its line."""

    def __init__(
        self, file: _File, table: str, number: int, values: object, keys: Sequence[str]
    ) -> None:
        self.file, self.place, self.table = file, (table, number), table
        if not isinstance(values, dict):
            raise self.mistake("", f"{table} is not a table", f"[[{table}]] and keys below it")
        self.values: dict[str, Any] = values
        for key in values:
            if key not in keys:
                near = difflib.get_close_matches(key, keys, 1)
                hint = f" (did you mean '{near[0]}'?)" if near else ""
                found = f"unknown key '{key}' in [[{table}]]{hint}"
                raise self.mistake(key, found, f"one of {', '.join(keys)}")

    def mistake(self, words: str, found: str, expected: str) -> TaxonomyError:
        line = self.file.line_of(words, entry=self.place)
        return TaxonomyError(f"{self.file.path}, line {line}: {found}; expected {expected}.")

    def word(self, key: str, *, among: Sequence[str] = ()) -> str:
        value = self.values.get(key)
        if not isinstance(value, str) or not value.strip():
            found = f"no '{key}' in [[{self.table}]]" if value is None else f"{key} = {value!r}"
            raise self.mistake(key if value is not None else "", found, f'{key} = "words"')
        if among and value not in among:
            raise self.mistake(f'"{value}"', f"{key} = '{value}'", f"one of {', '.join(among)}")
        return value.strip()

    def words(self, key: str) -> list[str]:
        """The terms of a key: text with a comma or a line end after each, or a list of texts."""
        value = self.values.get(key, "")
        if isinstance(value, str):
            return [term for part in re.split(r"[,\n]", value) if (term := " ".join(part.split()))]
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return [" ".join(item.split()) for item in value if item.strip()]
        raise self.mistake(key, f"{key} = {value!r}", "terms with commas between them")

    def tables(self, key: str, keys: Sequence[str]) -> "list[_Entry]":
        value = self.values.get(key, [])
        if not isinstance(value, list):
            raise self.mistake(key, f"{key} = {value!r}", f"[[{self.table}.{key}]]")
        name = f"{self.table}.{key}"
        before = _tables_before(self.file, self.place, name)
        return [_Entry(self.file, name, before + i, item, keys) for i, item in enumerate(value)]


def _tables_before(file: _File, place: tuple[str, int], name: str) -> int:
    """How many `[[name]]` stand before the entry at `place`."""
    heads = list(re.finditer(rf"^\s*\[\[{re.escape(place[0])}\]\]", file.text, re.MULTILINE))
    end = heads[place[1]].start() if place[1] < len(heads) else len(file.text)
    return len(re.findall(rf"^\s*\[\[{re.escape(name)}\]\]", file.text[:end], re.MULTILINE))


def _entries(file: _File, table: str, keys: Sequence[str]) -> list[_Entry]:
    parsed = _parsed(file)
    for key in parsed:
        if key not in (table, "extend"):
            raise TaxonomyError(
                f"{file.path}, line {file.line_of(key)}: unknown '{key}'; expected [[{table}]]."
            )
    if not isinstance(parsed.get("extend", False), bool):
        raise TaxonomyError(
            f"{file.path}, line {file.line_of('extend')}: extend is neither true nor false; "
            "expected extend = true to add to the shipped file, or no such line to replace it."
        )
    values = parsed.get(table, [])
    if not isinstance(values, list) or not values:
        raise TaxonomyError(
            f"{file.path}, line {file.line_of(table)}: no [[{table}]]; expected one for each entry."
        )
    entries = [_Entry(file, table, number, item, keys) for number, item in enumerate(values)]
    seen: set[str] = set()
    for entry in entries:
        name = entry.word("id")
        if name in seen:
            raise entry.mistake(f'"{name}"', f"id '{name}' is there twice", "one entry for each id")
        seen.add(name)
    return entries


def _themes(files: Sequence[_File]) -> ThemeLexicon:
    themes: dict[str, Theme] = {}
    uses: list[tuple[str, Use]] = []
    for file in files:
        for entry in _entries(file, "theme", _THEME_KEYS):
            name = entry.word("id")
            elements = entry.tables("element", _ELEMENT_KEYS)
            known = themes.get(name)
            named = tuple(Element(e.word("id"), e.word("label")) for e in elements)
            if known is None:
                layer = entry.word("layer", among=("desk", "story"))
                label, question = entry.word("label"), entry.word("question")
                themes[name] = Theme(name, label, question, layer, named)
            else:
                themes[name] = replace(known, elements=known.elements + named)
            number = list(themes).index(name)
            uses += _uses(entry, number, elements)
    return ThemeLexicon(tuple(themes.values()), uses)


def _uses(entry: _Entry, number: int, elements: Sequence[_Entry]) -> Iterable[tuple[str, Use]]:
    for key, weight in _WEIGHTS.items():
        for term in entry.words(key):
            for form in _forms(entry, term):
                yield form, Use(number, weight)
    for special in entry.tables("term", _TERM_KEYS):
        text = special.word("text")
        weight = special.values.get("weight", 2.0)
        if isinstance(weight, bool) or not isinstance(weight, int | float) or weight <= 0:
            raise special.mistake("weight", f"weight = {weight!r}", "a number above 0, such as 2")
        written = text if special.values.get("case") else None
        context = Context(
            written, _context(special.words("not_after")), _context(special.words("not_before"))
        )
        for form in (text.lower(),) if written else _forms(special, text):
            yield form, Use(number, float(weight), context=context)
    for element in elements:
        for key, weight in (("terms", _WEIGHTS["clear"]), ("within", 0.0)):
            for term in element.words(key):
                for form in _forms(element, term):
                    yield form, Use(number, weight, element.word("id"))


def _context(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word.lower() for word in words)


def _forms(entry: _Entry, term: str) -> tuple[str, ...]:
    """The term and its regular plural; `*` at the end opens the word, `=` allows no plural."""
    lower = plain(term).lower()
    if "*" in lower[:-1] or lower in ("*", "="):
        raise entry.mistake(term, f"term '{term}'", "a single * at the end of a word, or none")
    if lower.endswith("="):
        return (lower[:-1],)
    if len(lower) < 3 or not lower[-1].isalpha() or lower[-1] == "s" or not lower.isascii():
        return (lower,)
    if lower.endswith(("ch", "sh", "x", "z")):
        return (lower, lower + "es")
    if lower[-1] == "y" and lower[-2] not in "aeiou":
        return (lower, lower[:-1] + "ies")
    return (lower, lower + "s")


def _actors(files: Sequence[_File]) -> ActorLexicon:
    aliases: list[Alias] = []
    labels: dict[str, tuple[str, str]] = {}
    for file in files:
        for entry in _entries(file, "actor", _ACTOR_KEYS):
            name = entry.word("id")
            if name not in labels:
                labels[name] = entry.word("label"), entry.word("kind", among=KINDS)
            label, kind = labels[name]
            after, before = (_context(entry.words(key)) for key in ("not_after", "not_before"))
            for role in ROLES:
                for text in entry.words(role):
                    aliases.append(Alias(plain(text), label, kind, role, after, before))
    return ActorLexicon(aliases)
