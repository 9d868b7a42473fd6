"""Which of a text's actors speaks: the one whom a speaker's words name, or whom they mean."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence

from pipelines.actors import Mention
from pipelines.articles import Span
from pipelines.attribution_words import attribution_words
from pipelines.people import gender_of
from pipelines.quotes import Quote


def with_actors(
    quotes: Sequence[Quote], mentions: Sequence[Mention], plain: str
) -> tuple[Quote, ...]:
    """The quotes with the actors of every named speaker, where the text has them.

    "He" is the actor of whom the text speaks there, and a surname the person who bears it. A
    person or a listed body gets the name under which it is an actor as `speaker`; a ministry or
    campaign keeps its own ("Russian Foreign Ministry"), and speaks for the state that it names.
    """
    starts = [mention.start_char for mention in mentions]
    known = _known(mentions, plain)
    return tuple(
        _with_actor(quote, mentions, starts, known, plain)
        if quote.speaker_kind == "named"
        else quote
        for quote in quotes
    )


def speaking_persons(quotes: Sequence[Quote], plain: str) -> frozenset[str]:
    """Names of two words and more that somebody bears who is quoted.

    A body with such a name has "the" before it or the adjective of a state in it.
    """
    adjectives = attribution_words().adjective
    return frozenset(
        quote.speaker
        for quote in quotes
        if quote.form == "direct"
        and quote.speaker_kind == "named"
        and quote.cue is not None
        and quote.speaker is not None
        and quote.speaker_span is not None
        and " " in quote.speaker
        and not plain.endswith(("the ", "The "), 0, quote.speaker_span.start_char)
        and adjectives.isdisjoint(quote.speaker.lower().split())
    )


def _with_actor(
    quote: Quote,
    mentions: Sequence[Mention],
    starts: Sequence[int],
    known: Mapping[str, str],
    plain: str,
) -> Quote:
    span, speaker = quote.speaker_span, quote.speaker
    if span is None or speaker is None:
        return quote
    first = bisect_left(starts, span.start_char)
    last = bisect_left(starts, span.end_char)
    inside = mentions[first:last]
    together = _named_together(inside, span, plain)
    if len(together) > 1:
        return quote._replace(actors=together)
    named = _named_by(inside, span, plain)
    if named is None:
        actor = _meant(speaker, known)
        return quote if actor is None else quote._replace(speaker=actor, actors=(actor,))
    is_body = named.start_char <= span.start_char + len("the ") and named.end_char >= span.end_char
    is_all = is_body or named.kind == "person"
    return quote._replace(speaker=named.actor if is_all else speaker, actors=(named.actor,))


# Between two who speak together, and before the first of them.
_AND = re.compile(r"(?:,|,? and)(?: the)? ")
_BOTH = ("", "the ", "both ")


def _named_together(inside: Sequence[Mention], span: Span, plain: str) -> tuple[str, ...]:
    """The actors who speak together: "Norland, the Velin states and Ann Holt"; else none."""
    if not inside or plain[span.start_char : inside[0].start_char].lower() not in _BOTH:
        return ()
    together = [inside[0]]
    for mention in inside[1:]:
        if _AND.fullmatch(plain, together[-1].end_char, mention.start_char):
            together.append(mention)
    return tuple(dict.fromkeys(mention.actor for mention in together))


def _named_by(inside: Sequence[Mention], span: Span, plain: str) -> Mention | None:
    """The mention that is the speaker, or in whose name it speaks.

    "The Holt campaign" is not Holt, and "Germany's Ann Holt" is not Germany.
    """
    for mention in inside:
        end = mention.end_char
        is_last = end >= span.end_char or plain.startswith(" of ", end)  # "Ann Holt of Leeds"
        if mention.kind == "person" and is_last:
            return mention
    return next((mention for mention in inside if mention.kind != "person"), None)


def _meant(speaker: str, known: Mapping[str, str]) -> str | None:
    """The actor of that name, or of that surname where the given names are not two."""
    actor = known.get(speaker)
    if actor is not None or " " not in speaker:
        return actor
    actor = known.get(speaker.rsplit(" ", 1)[1], "")
    return actor if actor.split(" ", 1)[0] == speaker.split(" ", 1)[0] else None


def _known(mentions: Sequence[Mention], plain: str) -> dict[str, str]:
    """The actor for every name under which the text mentions one, and for surnames and given names.

    A name of two actors stands for neither.
    """
    actors: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        actors[mention.actor].add(mention.actor)
        actors[plain[mention.start_char : mention.end_char]].add(mention.actor)
        if mention.kind == "person":
            given, _, surname = mention.actor.rpartition(" ")
            actors[surname].add(mention.actor)
            if gender_of(mention.actor) is not None:
                actors[given.split(" ", 1)[0]].add(mention.actor)
    return {name: next(iter(found)) for name, found in actors.items() if len(found) == 1}
