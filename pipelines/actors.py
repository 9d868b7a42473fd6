"""Who is in the text: states and organisations from a list, persons by what stands around them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipelines.articles import Span
from pipelines.persons import persons_in
from pipelines.phrases import TermMatcher
from pipelines.states import unlisted_states

KINDS = ("state", "organisation", "institution", "person", "group")
ROLES = ("names", "metonyms", "demonyms")


class Mention(NamedTuple):
    """An actor named in a sentence; `actor` is the name shown, whatever the text calls it."""

    actor: str
    start_char: int
    end_char: int
    sentence_index: int
    kind: str


class Alias(NamedTuple):
    """One way to name an actor.

    `role` is `names` (always the actor), `metonyms` (a place unless it acts: "Washington insists",
    not "in Washington") or `demonyms` (the state only before a word for its institutions or forces:
    "Russian officials", not "Russian novels").
    """

    text: str
    actor: str
    kind: str
    role: str
    not_after: tuple[str, ...]
    not_before: tuple[str, ...]


class ActorLexicon:
    """All listed actors and their names, ready for one pass over a text."""

    def __init__(self, aliases: Iterable[Alias]) -> None:
        by_term: dict[str, list[Alias]] = {}
        for alias in aliases:
            by_term.setdefault(alias.text.lower().rstrip("."), []).append(alias)
        self.aliases = tuple(tuple(found) for found in by_term.values())
        self.matcher = TermMatcher(tuple(by_term))
        self.listed = frozenset(by_term)


# Words for what acts in a state's name. A demonym before one of them, with at most two other words
# between ("Russian foreign ministry"), names the state.
_ACTING = (
    "officials? government governments leaders? leadership president presidency premier chancellor "
    "minister ministers ministry diplomats? diplomacy delegation delegations negotiators? "
    "negotiating envoys? ambassadors? embassy authorities administration regime parliament "
    "lawmakers troops forces army military soldiers navy fleet warplanes jets missiles? drones? "
    "artillery commanders? generals? intelligence invasion aggression attacks? strikes? offensive "
    "shelling occupation side position demands? proposals? sanctions foreign defence defense "
    "interior finance security state representatives? spokesman spokeswoman spokesperson "
    "counterparts? allies commitments intentions"
)
_STATE_NOUN = re.compile(
    r"(?:[ -](?:and|or) [a-z]+)?(?: (?:[a-z]+-?[a-z]* ){0,1}(?:"
    + "|".join(_ACTING.split())
    + r"))\b"
)
# A capital after one of these is a place.
_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|outside|inside|around|across|throughout|downtown|central|greater|northern|"
    r"southern|eastern|western|metropolitan|mayor of|city of|capital of|capital,|streets of|"
    r"suburbs? of|outskirts of|north of|south of|east of|west of|battle (?:of|for)|"
    r"(?:travel+(?:ed|ing|s)?|fl(?:y|ew|ying|ies|own)|return(?:ed|ing|s)?|went|go|going|moved?|came|"
    r"come|arriv(?:ed|ing|es?)|visit(?:s|ed|ing)?|trips?|flights?|drove|headed|heading|back|home|"
    r"born|based|live[sd]?|tour|way)(?: \w+)? (?:to|from|for|in|of)|visit(?:s|ed|ing)?|toured|left|"
    r"leav(?:e|es|ing)|reach(?:ed|ing)?|bomb(?:ed|ing)|shell(?:ed|ing)|struck|stormed|miles from|"
    r"km from|captured?|seiz(?:e|ed)) (?:the )?$"
)
_PLACE_AFTER = re.compile(
    r"(?:,? d\.?c\b|, (?:[a-z]+ )?\(|, (?:ukraine|russia|china|belgium|france|germany|england|britain|"
    r"switzerland|iran|israel|d\.c)| \((?:reuters|ap|afp|cnn)\)|(?: -|-based|-area| area|-born)\b| "
    r"(?:post|times|state|university|airport|square|street|avenue|region|oblast|metro|nationals|"
    r"wizards|capitals|redskins|dynamo|examiner|monument|suburbs?|residents?|resident|hospital|"
    r"apartment|stock exchange|marathon|olympics|subway)\b)"
)
_LOOK = 40  # characters read before and after a capital to tell place from actor
# A listed name inside a longer name of something else ("Air France", "France Telecom").
_OTHER_BEFORE = ("air", "new", "bank of", "miss", "team", "radio", "little", "gulf of", "sea of")
_OTHER_AFTER = (
    "telecom", "airways", "airlines", "daily", "today", "open", "grand prix", "cup", "masters",
    "street", "avenue", "mobile", "online", "express",
)  # fmt: skip


class _Found(NamedTuple):
    start_char: int
    end_char: int
    actor: str
    kind: str


def mentions_in(
    plain: str, lowered: str, sentences: Sequence[Span], lexicon: ActorLexicon
) -> list[Mention]:
    """Every mention of an actor, in order, none inside another.

    A possessive counts ("Russia's"); the span leaves out the "'s". A mention outside every
    sentence, or across two, is dropped.
    """
    listed = _longest(_listed(plain, lowered, lexicon))
    people = persons_in(plain, taken=listed_spans(listed))
    found = [*listed, *(_Found(*person, "person") for person in people)]
    states = unlisted_states(plain, listed=lexicon.listed)
    found += (_Found(*state, "state") for state in states)
    return list(_in_sentences(_longest(found), sentences))


def listed_spans(found: Sequence[_Found]) -> dict[int, tuple[int, str, str]]:
    """Where each listed actor starts: its end, name and kind."""
    return {hit.start_char: (hit.end_char, hit.actor, hit.kind) for hit in found}


def _listed(plain: str, lowered: str, lexicon: ActorLexicon) -> Iterator[_Found]:
    for term, start, end in lexicon.matcher.find(lowered):
        for alias in lexicon.aliases[term]:
            written = plain[start:end]
            if not written[0].isupper() or not _as_written(written, alias.text):
                continue
            if alias.role == "demonyms":
                noun = _STATE_NOUN.match(lowered, end)
                if noun is None:
                    continue
            elif alias.role == "metonyms" and _is_place(lowered, start, end):
                continue
            if _is_other(alias, plain, lowered, start, end):
                continue
            yield _Found(start, end, alias.actor, alias.kind)
            break


def _as_written(written: str, alias: str) -> bool:
    """Same capitals as listed ("US" is not "us"), or all capitals in a heading."""
    wanted = alias.rstrip(".")
    return written == wanted or (len(wanted) > 4 and written == wanted.upper())


def _is_place(lowered: str, start: int, end: int) -> bool:
    before = lowered[max(0, start - _LOOK) : start]
    if _PLACE_BEFORE.search(before) is not None:
        return True
    return _PLACE_AFTER.match(lowered, end) is not None


_WORD_BEFORE = re.compile(r"([A-Z][a-z]+) $")


def _is_other(alias: Alias, plain: str, lowered: str, start: int, end: int) -> bool:
    """Whether the name is part of the name of something else."""
    before = lowered[max(0, start - 30) : start].rstrip(" -'\"")
    after = lowered[end : end + 30].lstrip(" -'\"")
    if alias.not_after and before.endswith(alias.not_after):
        return True
    if alias.not_before and after.startswith(alias.not_before):
        return True
    if alias.kind == "person":
        return False
    if after.startswith(_OTHER_AFTER) and plain[end + 1 : end + 2].isupper():
        return True
    return False


def _longest(found: Iterable[_Found]) -> list[_Found]:
    """In order of the text, without those that overlap a longer or earlier one."""
    kept: list[_Found] = []
    for hit in sorted(found, key=lambda hit: (hit.start_char, -hit.end_char)):
        if not kept or hit.start_char >= kept[-1].end_char:
            kept.append(hit)
    return kept


def _in_sentences(found: Sequence[_Found], sentences: Sequence[Span]) -> Iterator[Mention]:
    index = 0
    for hit in found:
        while index < len(sentences) and sentences[index].end_char < hit.end_char:
            index += 1
        if index == len(sentences):
            return
        if sentences[index].start_char <= hit.start_char:
            yield Mention(hit.actor, hit.start_char, hit.end_char, index, hit.kind)
