"""Who is in the text: states and organisations from a list, persons by what stands around them."""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from pipelines.articles import Span
from pipelines.attribution_words import attribution_words
from pipelines.naming import naming_words
from pipelines.persons import capitals_in, persons_in
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


# A capital after one of these is a place.
_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|outside|inside|around|across|throughout|downtown|central|greater|northern|"
    r"southern|eastern|western|metropolitan|mayor of|city of|capital of|capital,?|streets of|"
    r"suburbs? of|outskirts of|(?:north|south|east|west) of|battle (?:of|for)|miles from|km from|"
    # Somebody goes there, comes from there or lives there.
    r"(?:travel+(?:ed|ing|s)?|fl(?:y|ew|ying|ies|own)|return(?:ed|ing|s)?|went|go|going|moved?|"
    r"c[ao]me|arriv(?:ed|ing|es?)|trips?|flights?|drove|headed|heading|back|home|brought|sent|born|"
    r"based|live[sd]?|tour|way|visit(?:s|ed|ing)?)(?: \w+)? (?:to|from|for|in|of)|"
    r"visit(?:s|ed|ing)?|toured|left|leav(?:e|es|ing)|reach(?:ed|ing)?|bomb(?:ed|ing)|"
    r"shell(?:ed|ing)|struck|stormed|captured?|seiz(?:e|ed)) (?:the )?$"
)
_PLACE_AFTER = re.compile(
    # "Washington, D.C.", "VIENNA, March 13", "KYIV (Reuters) -", "Kyiv-based"
    r",? d\.?c\b|, (?:[a-z]+ )?\(|, (?:[a-z]+\.? )?\d{1,2}\b|"
    r", (?:ukraine|russia|china|belgium|france|germany|england|britain|switzerland|iran|israel)\b|"
    # Of America: "Moscow, Idaho", "Berlin, N.H."
    r", (?:n\.[hjmycd]|s\.[cd]|r\.i|conn|mass|ind|ill|tenn|tex|pa|ky|ga)\.|"
    r", (?:alabama|arkansas|connecticut|georgia|idaho|illinois|indiana|kentucky|maine|maryland|"
    r"massachusetts|michigan|minnesota|missouri|new (?:hampshire|jersey|york)|north carolina|ohio|"
    r"pennsylvania|tennessee|texas|vermont|virginia|wisconsin)\b|"
    # "Paris is a city"
    r" (?:is|was|remains|became) (?:once )?(?:an?|the) (?:[\w-]+ ){0,3}?"
    r"(?:city|capital|town|place|port)\b|"
    r" \((?:reuters|ap|afp|cnn)\)|(?: -|-based|-area| area|-born)\b|"
    r" (?:post|times|state|university|airport|square|street|avenue|region|oblast|metro|nationals|"
    r"wizards|capitals|redskins|dynamo|examiner|monument|suburbs?|residents?|hospital|apartment|"
    r"stock exchange|marathon|olympics|subway)\b|"
    # Held or signed there: "Vienna talks", "Minsk accords".
    r" (?:peace )?(?:talks?|meetings?|summit|conference|rounds?|process|framework|format|forum|"
    r"agreements?|accords?|protocols?|declaration|memorandum|convention|treaty|negotiations|"
    r"discussions|document|paper)\b"
)
# "VIENNA (Reuters) -", "KYIV — The": a dateline.
_DATELINE = re.compile(r" ?[(,—–-]")
# "Vienna Framework"; in a heading ("Moscow Insists") the next word is a verb.
_NAME_AFTER = re.compile(r" [A-Z][a-z]*[a-rt-z]\b(?<! And)")
_LOOK = 40  # characters read before and after a capital to tell place from actor
# A listed name at the head of the name of something else ("France Telecom").
_OTHER_AFTER = (
    "telecom", "airways", "airlines", "daily", "today", "open", "grand prix", "cup", "masters",
    "street", "avenue", "mobile", "online", "express",
)  # fmt: skip


# start_char, -end_char, 0 for a listed actor, name, kind: in this order longer and listed ones win.
_Found = tuple[int, int, int, str, str]


def mentions_in(
    plain: str,
    lowered: str,
    sentences: Sequence[Span],
    lexicon: ActorLexicon,
    *,
    speaking: Collection[str] = (),
) -> list[Mention]:
    """Every mention of an actor, in order, none inside another.

    Who is quoted by one of the names of `speaking` is a person, if capitals do not say otherwise.
    A possessive counts ("Russia's"); the span leaves out the "'s". A mention outside every
    sentence, or across two, is dropped.
    """
    if not sentences:
        return []
    found = _listed(plain, lowered, lexicon)
    capitals = capitals_in(plain)
    persons = persons_in(plain, capitals, speaking=speaking)
    found += ((start, -end, 1, name, "person") for start, end, name in persons)
    states = unlisted_states(plain, capitals, listed=lexicon.listed)
    found += ((start, -end, 1, name, "state") for start, end, name in states)
    return _in_sentences(found, sentences)


def _listed(plain: str, lowered: str, lexicon: ActorLexicon) -> list[_Found]:
    found: list[_Found] = []
    for term, start, end in lexicon.matcher.find(lowered):
        written = plain[start:end]
        if written.islower():
            continue
        for alias in lexicon.aliases[term]:
            if _as_written(written, alias.text) and _means(alias, plain, lowered, start, end):
                stop = end + 1 if alias.text.endswith(".") and plain[end : end + 1] == "." else end
                found.append((start, -stop, 0, alias.actor, alias.kind))
                break
    return found


def _as_written(written: str, alias: str) -> bool:
    """Same capitals as listed ("US" is not "us"), or all capitals in a heading."""
    wanted = alias.rstrip(".")
    return written == wanted or (len(wanted) > 4 and written == wanted.upper())


def _means(alias: Alias, plain: str, lowered: str, start: int, end: int) -> bool:
    """Whether the words stand for the actor here, and not for a place or something else."""
    if alias.role == "demonyms":
        return naming_words().acting.match(lowered, end) is not None
    if alias.role == "metonyms" and _is_place(plain, lowered, start, end):
        return False
    if alias.not_after:
        before = lowered[max(0, start - _LOOK) : start].rstrip(" -'\"")
        if before.endswith(alias.not_after):
            return False
    if alias.not_before:
        after = lowered[end : end + _LOOK].lstrip(" -'\"")
        if after.startswith(alias.not_before):
            return False
    if alias.kind == "person":
        return " " in alias.text or not _other_given_name(plain, start)
    # A capital next: "France Telecom", but not "France and".
    return not (plain[end + 1 : end + 2].isupper() and lowered.startswith(_OTHER_AFTER, end + 1))


_WORD_BEFORE = re.compile(r"([A-Z][a-z]+) $")


def _other_given_name(plain: str, start: int) -> bool:
    """Whether a surname follows the given name of somebody else ("Fred Trump")."""
    before = _WORD_BEFORE.search(plain, max(0, start - 20), start)
    if before is None:
        return False
    words = attribution_words()
    return before[1].lower() in words.male or before[1].lower() in words.female


def _is_place(plain: str, lowered: str, start: int, end: int) -> bool:
    if _NAME_AFTER.match(plain, end) or (
        plain[start:end].isupper() and _DATELINE.match(plain, end)
    ):
        return True
    before = lowered[max(0, start - _LOOK) : start]
    if _PLACE_BEFORE.search(before) is not None:
        return True
    return _PLACE_AFTER.match(lowered, end) is not None


def _in_sentences(found: list[_Found], sentences: Sequence[Span]) -> list[Mention]:
    """In order of the text, without those that overlap a longer or earlier one."""
    mentions: list[Mention] = []
    index, reached = 0, 0
    last = len(sentences) - 1
    for start, minus_end, _, actor, kind in sorted(found):
        end = -minus_end
        if start < reached:
            continue
        while index < last and sentences[index].end_char < end:
            index += 1
        if sentences[index].start_char <= start and end <= sentences[index].end_char:
            mentions.append(Mention(actor, start, end, index, kind))
            reached = end
    return mentions
