"""What each sentence is about: weighted terms of desks and story themes, found in one pass."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from pipelines.articles import Span
from pipelines.phrases import TermMatcher

# One clear term puts a sentence into a theme, or two hints; one hint alone ("talks", "market")
# does not.
SENTENCE_MINIMUM = 2.0
# A text leads with a theme only if the theme holds at least one sentence in twelve: below, the
# theme is an aside. One sentence is enough in a text of up to twelve.
LEADING_SHARE = 1 / 12
# Weights of one sentence beyond this add nothing, so that one list of players does not outweigh
# the rest of the text.
SENTENCE_CEILING = 8.0


@dataclass(frozen=True, slots=True)
class Element:
    """A named part of a story theme, such as "weapons supply" within security guarantees."""

    element: str
    label: str


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme with the question that it answers; `layer` is `desk` or `story`."""

    theme: str
    label: str
    question: str
    layer: str
    elements: tuple[Element, ...] = ()


class ThemeMatch(NamedTuple):
    """A term of a theme in a sentence that belongs to the theme."""

    # A named tuple because there is one for every second word of a corpus: five times cheaper to
    # make than a frozen dataclass.
    theme: str
    layer: str
    start_char: int
    end_char: int
    sentence_index: int
    weight: float
    term: str


class ElementMatch(NamedTuple):
    """The words that name an element of a story theme."""

    theme: str
    element: str
    start_char: int
    end_char: int


class Context(NamedTuple):
    """When a term counts: as written (`case`), and not beside certain words."""

    written: str | None
    not_after: tuple[str, ...]
    not_before: tuple[str, ...]


class Use(NamedTuple):
    """What one term says: a theme with a weight, perhaps an element, perhaps a condition.

    Weight 0 names the element only, in a sentence that belongs to the theme anyway.
    """

    theme: int
    weight: float
    element: str | None = None
    context: Context | None = None


class ThemeLexicon:
    """All themes and their terms, ready for one pass over a text."""

    def __init__(self, themes: Sequence[Theme], uses: Iterable[tuple[str, Use]]) -> None:
        by_term: dict[str, list[Use]] = {}
        for term, use in uses:
            found = by_term.setdefault(term, [])
            # A term of an element may also be listed for the theme: one use, the heavier weight.
            for index, other in enumerate(found):
                if other.theme == use.theme and use.context is other.context is None:
                    heavier = max(other.weight, use.weight)
                    found[index] = Use(use.theme, heavier, other.element or use.element)
                    break
            else:
                found.append(use)
        self.themes = tuple(themes)
        self.uses = tuple(tuple(found) for found in by_term.values())
        # What a term adds to all of its themes: the first and fastest look at a sentence.
        self.most = tuple(sum(use.weight for use in found) for found in self.uses)
        self._terms = tuple(by_term)

    @cached_property
    def matcher(self) -> TermMatcher:
        """Finds the terms; made when first asked for, since a page needs labels only."""
        return TermMatcher(self._terms)


_Hit = tuple[int, int, int]  # index of the term, start_char, end_char
_Use = tuple[int, int, int, float, str | None]  # start_char, end_char, term, weight, element


def themes_in(
    lowered: str, plain: str, sentences: Sequence[Span], lexicon: ThemeLexicon
) -> tuple[list[ThemeMatch], list[ElementMatch]]:
    """The terms of the themes of each sentence, in order, and the elements that they name.

    A sentence belongs to a theme when the weights of its terms reach `SENTENCE_MINIMUM`; a term
    inside a longer term of the same theme counts once. `lowered` and `plain` are the same
    characters, the second with its capitals.
    """
    matches: list[ThemeMatch] = []
    elements: list[ElementMatch] = []
    most_of, n_sentences = lexicon.most, len(sentences)
    hits: list[_Hit] = []
    most = 0.0
    index, first, last = -1, 0, 0
    for hit in lexicon.matcher.find(lowered):
        term, start, end = hit
        if end > last:
            if most >= SENTENCE_MINIMUM:
                _close(hits, index, lexicon, plain, lowered, matches, elements)
            hits, most = [], 0.0
            while end > last and index + 1 < n_sentences:
                index += 1
                last = sentences[index].end_char
            if index < 0:
                break
            first = sentences[index].start_char
        if start < first or end > last:
            continue
        hits.append(hit)
        most += most_of[term]
    if most >= SENTENCE_MINIMUM:
        _close(hits, index, lexicon, plain, lowered, matches, elements)
    return matches, elements


def _close(
    hits: Sequence[_Hit],
    sentence_index: int,
    lexicon: ThemeLexicon,
    plain: str,
    lowered: str,
    matches: list[ThemeMatch],
    elements: list[ElementMatch],
) -> None:
    """Take over the terms of the themes to which a finished sentence belongs."""
    uses_of, terms = lexicon.uses, lexicon.matcher.terms
    weights: dict[int, float] = {}
    for term, _, _ in hits:
        for number, weight, _, _ in uses_of[term]:
            weights[number] = weights.get(number, 0.0) + weight
    by_theme: dict[int, list[_Use]] = {
        number: [] for number, weight in weights.items() if weight >= SENTENCE_MINIMUM
    }
    if not by_theme:
        return
    for term, start, end in hits:
        for number, weight, element, context in uses_of[term]:
            if number in by_theme and (
                context is None or _holds(context, plain, lowered, start, end)
            ):
                by_theme[number].append((start, end, term, weight, element))
    for number, found in by_theme.items():
        kept = _longest(found) if len(found) > 1 else found
        weight = 0.0
        for hit in kept:
            weight += hit[3]
        if weight < SENTENCE_MINIMUM:
            continue
        theme, layer = lexicon.themes[number].theme, lexicon.themes[number].layer
        for start, end, term, weight, element in kept:
            if weight:
                words = terms[term]
                matches.append(ThemeMatch(theme, layer, start, end, sentence_index, weight, words))
            if element is not None:
                elements.append(ElementMatch(theme, element, start, end))


def _longest(found: list[_Use]) -> list[_Use]:
    """Without terms inside longer ones; they come ordered by their ends."""
    kept: list[_Use] = []
    for hit in found:
        start, end = hit[0], hit[1]
        if kept and start >= kept[-1][0] and end <= kept[-1][1]:
            continue
        while kept and kept[-1][0] >= start:
            kept.pop()
        kept.append(hit)
    return kept


def _holds(context: Context, plain: str, lowered: str, start: int, end: int) -> bool:
    if context.written is not None and plain[start:end] != context.written:
        return False
    if context.not_after:
        before = lowered[max(0, start - 30) : start].rstrip(" -'\"")
        if before.endswith(context.not_after):
            return False
    if context.not_before:
        after = lowered[end : end + 30].lstrip(" -'\"")
        if after.startswith(context.not_before):
            return False
    return True


# Desks that report one kind of event under different heads. A text about a bombing spreads over
# defence, justice and disaster; each alone would lose to a desk that has it all in one. So the
# leading family is found first, then the leading desk in it. A desk not listed is its own family.
_FAMILIES = {
    **dict.fromkeys(
        ("politics", "diplomacy", "defence", "justice", "migration", "disaster"), "public affairs"
    ),
    **dict.fromkeys(("economy", "business"), "money"),
    **dict.fromkeys(("science_technology", "health", "environment"), "knowledge"),
}


def topic_of(matches: Sequence[ThemeMatch], n_sentences: int) -> str | None:
    """The leading desk, or None if none holds its share of the text (`LEADING_SHARE`).

    The family of desks with the most weight leads, and within it the desk with the most; between
    equals the one that comes first in the text.
    """
    desks = _weights(matches, "desk", n_sentences)
    if not desks:
        return None
    families: dict[str, float] = {}
    for desk, weight in desks.items():
        family = _FAMILIES.get(desk, desk)
        families[family] = families.get(family, 0.0) + weight
    leading = max(families, key=families.__getitem__)
    return max((desk for desk in desks if _FAMILIES.get(desk, desk) == leading), key=desks.get)  # type: ignore[arg-type]


def vouched_for(matches: Sequence[ThemeMatch], topic: str | None) -> list[ThemeMatch]:
    """The matches without desks, other than the topic, that rest on hints alone.

    Two hints in a sentence make no desk of a text that never has a clear term of it: "won the race"
    is no sport. Of 400 articles 3 % of the sentences on a desk go; 24 of 30 read were wrong.
    """
    clear = {match.theme for match in matches if match.weight >= SENTENCE_MINIMUM} | {topic}
    return [match for match in matches if match.layer != "desk" or match.theme in clear]


def story_theme_of(matches: Sequence[ThemeMatch], n_sentences: int) -> str | None:
    """The leading story theme, or None if none holds its share of the text."""
    themes = _weights(matches, "story", n_sentences)
    return max(themes, key=themes.__getitem__) if themes else None


def _weights(matches: Sequence[ThemeMatch], layer: str, n_sentences: int) -> dict[str, float]:
    """Weight of each theme of the layer that holds its share, sentences capped."""
    by_sentence: dict[tuple[str, int], float] = {}
    for match in matches:
        if match.layer == layer:
            key = match.theme, match.sentence_index
            by_sentence[key] = by_sentence.get(key, 0.0) + match.weight
    weights: dict[str, float] = {}
    sentences: dict[str, int] = {}
    for (theme, _), weight in by_sentence.items():
        weights[theme] = weights.get(theme, 0.0) + min(weight, SENTENCE_CEILING)
        sentences[theme] = sentences.get(theme, 0) + 1
    enough = n_sentences * LEADING_SHARE
    return {theme: weight for theme, weight in weights.items() if sentences[theme] >= enough}
