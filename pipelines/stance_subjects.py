"""Who may take a stance: actors named, and "we", "it" or "he" where a speaker means themselves."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from pipelines.actors import Mention
from pipelines.articles import Span
from pipelines.quotes import Quote
from pipelines.stances import StanceWords

PRONOUN = "pronoun"  # the kind of a subject that is no name

# Those in whose name a speaker speaks: "her government will not accept".
_OWN = r"(?:government|country|party|administration|delegation)"
_FIRST_PERSON = re.compile(rf"\b(?:we|i|our {_OWN})\b(?!\.)")
# "Moscow said (that) it will not accept": the pronoun at the head of what is reported.
_THIRD_PERSON = re.compile(rf"[\"' ,]*(?:that )?(it|he|she|they|(?:its|his|her|their) {_OWN})\b")
_TOLD = re.compile(
    r"(?:'s [a-z]+(?: [a-z]+)?)?(?:, [a-z' ]{3,25},)? (?:has |had |also |again |later )*"
    r"(?:said|says|told (?:[a-z]+ ){1,3}?|insisted|stressed|announced|added|promised|"
    r"warned|reiterated|made (?:it )?clear|declared|argued|vowed|maintained|repeated)"
    r"(?: (?:on )?[a-z]+day| yesterday)? ?(?:that )?(it|he|she|they)\b"
)


def subjects_in(
    lowered: str, sentences: Sequence[Span], mentions: Sequence[Mention], quotes: Sequence[Quote]
) -> list[Mention]:
    """The mentions, and the pronouns by which speakers who are actors speak of themselves."""
    starts = [sentence.start_char for sentence in sentences]
    spoken = {mention.start_char: mention for mention in _told(lowered, mentions)}
    spoken |= {m.start_char: m for m in _spoken(lowered, starts, mentions, quotes)}
    return sorted([*mentions, *spoken.values()], key=lambda mention: mention.start_char)


def _told(lowered: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    for actor, _, end, index, _ in mentions:
        match = _TOLD.match(lowered, end)
        if match is not None:
            yield Mention(actor, *match.span(1), index, PRONOUN)


def _spoken(
    lowered: str, starts: Sequence[int], mentions: Sequence[Mention], quotes: Sequence[Quote]
) -> Iterator[Mention]:
    for quote in quotes:
        if quote.speaker_kind != "named" or quote.speaker is None:
            continue
        start, end = quote.start_char, quote.end_char
        if quote.form == "direct":
            spans = [match.span() for match in _FIRST_PERSON.finditer(lowered, start, end)]
        else:
            match = _THIRD_PERSON.match(lowered, start, end)
            spans = [match.span(1)] if match else []
        actor = speaking_actor(quote, mentions) if spans else None
        if actor is not None:
            for first, last in spans:
                index = max(0, bisect_right(starts, first) - 1)
                yield Mention(actor, first, last, index, PRONOUN)


def _start_of(mention: Mention) -> int:
    return mention.start_char


def speaking_mention(
    quote: Quote, mentions: Sequence[Mention], lowered: str, words: StanceWords
) -> Mention | None:
    """Where the text names the actor that is a quote's speaker, or in whose name it speaks.

    "Holt's lawyer" is not Holt, "Norland's ministry" is Norland.
    """
    span = quote.speaker_span
    if span is None:
        return None
    low = bisect_left(mentions, span.start_char, key=_start_of)
    inside = mentions[low : bisect_left(mentions, span.end_char, key=_start_of)]
    if lowered[span.start_char : span.end_char] in ("he", "she"):
        named = (m for m in reversed(mentions[:low]) if m.actor == quote.speaker)
        return next((m for m in named if m.kind == "person"), None)
    if not inside:
        return None
    mention = inside[-1]
    if mention.kind == PRONOUN:
        return None
    if mention.end_char >= span.end_char:
        return mention
    acts = lowered[mention.end_char : span.end_char].split()[-1] in words.of_state
    return mention if acts and mention.kind == "state" and len(inside) == 1 else None


def speaking_actor(quote: Quote, mentions: Sequence[Mention]) -> str | None:
    """The actor that a quote's speaker is; a person before the state they serve."""
    span = quote.speaker_span
    if span is None:
        return None
    low = bisect_left(mentions, span.start_char, key=_start_of)
    inside = mentions[low : bisect_left(mentions, span.end_char, key=_start_of)]
    persons = [mention.actor for mention in inside if mention.kind == "person"]
    if persons:
        return persons[0]
    # "The Kremlin", "Russia's foreign ministry"; but "Cata Santiago" is not Chile.
    if inside and inside[0].start_char - span.start_char in (0, len("the ")):
        return inside[0].actor
    # "He said": the speaker is named further up.
    return next((mention.actor for mention in mentions if mention.actor == quote.speaker), None)
