"""What the text says that an actor wants, offers, refuses, accepts or warns of."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipelines.actors import Mention
from pipelines.articles import Span
from pipelines.stances import Stance, StanceWords, stance_words
from pipelines.themes import ThemeMatch


class Position(NamedTuple):
    """A stance of an actor on a theme; the span is the clause that says so.

    `polarity` is wants, offers, refuses, accepts or warns. "Does not accept" refuses; what an actor
    does not refuse is not said and gives no position.
    """

    sentence_index: int
    actor: str
    theme: str
    verb: str
    polarity: str
    start_char: int
    end_char: int


# Characters between actor and verb beyond which the actor is hardly the subject.
_REACH = 70
# What is only asked or supposed is no position: "if Russia accepts", "could Ukraine agree".
_SUPPOSED = re.compile(
    r"\b(?:if|whether|unless|until|lest|should|could|would|may|might|can|did|does|do|will|suppose|"
    r"what|which|whom|hopes?|hoped|hoping|expects?|expected|demands?|demanded|urged?|urges|wants?) "
    r"(?:that |the )?(?:[a-z]+ ){0,1}$"
)
# Where the clause of a stance ends before its sentence does.
_CLAUSE_END = re.compile(
    r";|[—–]|, (?:but|while|whereas|although|though|which|who|yet|as|even)\b|,? while\b"
)
_AND = re.compile(r"(?:, | and | or |, and )(?:the )?")
_BY = re.compile(r" by (?:the |both )?")
_BE = re.compile(r"\b(?:is|are|was|were|be|been|being|'s)\b")
_STATIVE = re.compile(r"\b(?:is|are|was|were|be|been|remains?|remained|appears?|seems?)\b")
_PLURAL_OR_AUXILIARY = re.compile(r"s$|\b(?:do|did|does|will|to)\b|n't\b|\bnot\b")
# After these the form is a noun: "US demands for", "Russia offers were".
_NOUN_BEFORE = re.compile(r" (?:for|of|were|are|was|is|have|had|has|by|about|over|from|on|in)\b")
# "Backed away", and what is declined or refused to reporters, is no stance on a theme.
_OTHER_SENSE = re.compile(
    r"back(?:s|ed|ing)? (?:away|down|off|out|up|into|to)\b|(?:declin|refus)(?:e|es|ed|ing) to "
    r"(?:comment|say|confirm|discuss|answer|elaborate|speak|name|identify|respond|specify|talk)\b|"
    # Words, looks and feelings are offered without a stance, and one hopes to see somebody.
    r"offer(?:s|ed|ing)? (?:up |(?:his|her|its|their|a|an|any|some|few|no|little|more|the) )?"
    r"(?:[a-z]+ )?(?:clues?|sympath(?:y|ies)|condolences|praise|prayers|thoughts|advice|details?|"
    r"glimpse|preview|defen[cs]e of|theory|explanation|rebuke|response|insight|evidence|apology|"
    r"apologies|criticism|assessment|stor(?:y|ies)|congratulations|non-endorsement|endorsement|hint|remarks?)\b|"
    r"hop(?:e|es|ed|ing) to (?:speak|see|hear|return|attend|win|meet)\b|"
    r"(?:ready|prepared|willing) to (?:be|do|go)\b|want(?:s|ed|ing)? (?:from|to (?:do|take|be))\b|"
    r"accept(?:s|ed|ing)? (?:the |an |that )?(?:nomination|award|claim|premise|apology)\b|"
    # "A plan that Kyiv insists is ...", "the route they want": the object stood before.
    r"[a-z]+(?: on| to| for)? (?:is|was|are|were|has|had|would|will)\b"
)
# Some of a party are not the party: "one of a growing number of Democrats".
_SOME_OF = re.compile(
    r"\b(?:percent|per cent|%|number|majority|minority|one|some|few|most|many|half|group|handful|"
    r"dozens|members|part|thirds?|quarters?) of (?:the |all )?(?:[a-z-]+ )?$"
)
# Before a participle without "is", which otherwise only describes: "senators backing the bill".
_WITH = re.compile(r"(?:^|\b(?:with|and|while)|[,;:—–-]) (?:the )?$|^$")
_TO = re.compile(r" to\b")
# Leaders of these are not those of a state: "American business leaders".
_NOT_OF_STATE = re.compile(
    r" (?:business|religious|community|opposition|civic|labor|labour|union|tech|corporate|church|"
    r"jewish|muslim|christian|catholic|evangelical|black|hispanic|latino|student|protest|rebel|"
    r"separatist|industry|business|political|tribal|youth|rights) "
)
_TURNED = {"wants": "refuses", "offers": "refuses", "accepts": "refuses"}
_MAY_BE_NOUN = frozenset(("demand", "offer", "request", "fear", "support", "desire", "promise"))


class _Claim(NamedTuple):
    mentions: tuple[Mention, ...]
    polarity: str
    start_char: int
    object_start: int
    end_char: int


def positions_in(
    plain: str,
    lowered: str,
    sentences: Sequence[Span],
    mentions: Sequence[Mention],
    themes: Sequence[ThemeMatch],
) -> list[Position]:
    """Stances in order of the text, with the theme of what the stance is about.

    Only what stands close together counts: actor, at most auxiliaries, adverbs or an aside, verb
    ("Russia has repeatedly rejected"), or verb, "by", actor. Questions and suppositions are left
    out, and stances whose object has no theme.
    """
    if not mentions:
        return []
    words = stance_words()
    starts = [mention.start_char for mention in mentions]
    indices = [match.sentence_index for match in themes]
    found: list[Position] = []
    for term, start, end in words.matcher.find(lowered):
        # Nearly all expressions stand without an actor close by; they end here.
        near = bisect_left(starts, start)
        index = _near(mentions, near, lowered, start, end)
        if index is None or plain[sentences[index].end_char - 1] == "?":
            continue
        stance, sentence = words.stances[term], sentences[index]
        nearby = _in_sentence(mentions, starts, sentence)
        claim = _claimed(lowered, sentence, Span(start, end), stance, nearby, words)
        theme = _theme_of(claim, index, themes, indices) if claim is not None else None
        if claim is not None and theme is not None:
            start, end = claim.start_char, claim.end_char
            found += (
                Position(index, m.actor, theme, stance.verb, claim.polarity, start, end)
                for m in claim.mentions
            )
    return list(_once(found))


def _near(mentions: Sequence[Mention], near: int, lowered: str, start: int, end: int) -> int | None:
    """The sentence of the actor close before an expression, or after it and "by"."""
    if near and start - mentions[near - 1].end_char <= _REACH:
        return mentions[near - 1].sentence_index
    if near < len(mentions) and lowered.startswith(" by ", end):
        return mentions[near].sentence_index
    return None


def _in_sentence(
    mentions: Sequence[Mention], starts: Sequence[int], sentence: Span
) -> Sequence[Mention]:
    low = bisect_left(starts, sentence.start_char)
    return mentions[low : bisect_left(starts, sentence.end_char)]


def _claimed(
    lowered: str,
    sentence: Span,
    verb: Span,
    stance: Stance,
    nearby: Sequence[Mention],
    words: StanceWords,
) -> _Claim | None:
    """Who takes the stance, and the clause that says so."""
    if verb.end_char > sentence.end_char or verb.start_char < sentence.start_char:
        return None
    if stance.form == "ed" and _BY.match(lowered, verb.end_char) is not None:
        return _by_actor(lowered, sentence, verb, stance, nearby)
    before = [mention for mention in nearby if mention.end_char <= verb.start_char]
    if not before or verb.start_char - before[-1].end_char > _REACH:
        return None
    actor = before[-1]
    gap = words.gap.fullmatch(lowered, actor.end_char, verb.start_char)
    actors = tuple(_joined(before, lowered))
    if _OTHER_SENSE.match(lowered, verb.start_char):
        return None
    if gap is None or not _is_verb(gap, lowered, verb, stance, actors):
        return None
    ahead = lowered[max(sentence.start_char, actors[0].start_char - 40) : actors[0].start_char]
    if _SUPPOSED.search(ahead) or _SOME_OF.search(ahead):
        return None
    if stance.form == "ing" and not _BE.search(gap["between"]) and not _WITH.search(ahead):
        return None
    polarity: str | None = stance.polarity
    if words.negation.search(gap["between"]):
        polarity = _TURNED.get(stance.polarity)
    if polarity is None:
        return None
    end = sentence.end_char
    if stance.form == "ing" and not _BE.search(gap["between"]):
        # "With Russia refusing to leave, talks stalled": the main clause is another.
        comma = lowered.find(", ", verb.end_char, end)
        end = comma if comma >= 0 else end
    clause_end = _clause_end(lowered, verb.end_char, end, nearby)
    return _Claim(actors, polarity, actors[0].start_char, verb.end_char, clause_end)


def _by_actor(
    lowered: str, sentence: Span, verb: Span, stance: Stance, nearby: Sequence[Mention]
) -> _Claim | None:
    """ "A plan rejected by Moscow": the object stands before the verb."""
    by = _BY.match(lowered, verb.end_char)
    actor = next((m for m in nearby if by is not None and m.start_char == by.end()), None)
    if actor is None or re.search(
        r"\b(?:not|never|if|whether|be) $", lowered[: verb.start_char][-12:]
    ):
        return None
    start = sentence.start_char
    for mark in re.finditer(r"[;,—–] ?", lowered[start : verb.start_char]):
        if sentence.start_char + mark.end() < verb.start_char - 25:
            start = sentence.start_char + mark.end()
    return _Claim((actor,), stance.polarity, start, start, actor.end_char)


def _is_verb(
    gap: re.Match[str], lowered: str, verb: Span, stance: Stance, actors: Sequence[Mention]
) -> bool:
    """Whether the form is the verb of the actor, and not a noun, a passive or a mere state."""
    actor, between = actors[-1], gap["between"]
    possessive_or_adjective = gap["whose"] is not None or _is_demonym(lowered, actor)
    if possessive_or_adjective and gap["subject"] is None:
        return False
    # "They asked Russia to veto it": what somebody else wants.
    if _TO.match(between) or _NOT_OF_STATE.match(gap["subject"] or ""):
        return False
    if stance.form == "state":
        return _STATIVE.search(between) is not None
    if stance.form == "ed" and _BE.search(between) is not None:
        return False
    if stance.form == "base" and len(actors) == 1:
        subject = gap["subject"] or lowered[actor.start_char : actor.end_char]
        if actor.actor in ("United States", "United Nations") and not gap["subject"]:
            subject = ""
        if not _PLURAL_OR_AUXILIARY.search(f"{subject} {between}".strip()) and not (
            subject.endswith("s") and len(subject) > 3
        ):
            return False
    noun = stance.form in ("base", "s") and stance.verb in _MAY_BE_NOUN and not between
    return not (noun and _NOUN_BEFORE.match(lowered, verb.end_char))


# Ends of adjectives of states ("Russian", "Swiss"), and capitals and states that end so as well.
_ADJECTIVE = re.compile(
    r"(?:an|ian|ish|ese|ench|rman|aeli|aqi|ni|ch|tch|eek|wiss|ai|iss|sh|ic|di)$"
)


def _is_demonym(lowered: str, actor: Mention) -> bool:
    """Whether the mention is an adjective ("Russian"), which has no verb of its own."""
    if actor.kind != "state":
        return False
    word = lowered[actor.start_char : actor.end_char]
    return (
        word != actor.actor.lower() and _ADJECTIVE.search(word) is not None and word not in _NOUNS
    )


_NOUNS = frozenset(("tehran", "yerevan", "amman", "abidjan", "teheran"))


def _joined(before: Sequence[Mention], lowered: str) -> Iterator[Mention]:
    """The actor and one joined to it: "Ukraine and the United States want"."""
    if len(before) > 1:
        other, actor = before[-2:]
        if _AND.fullmatch(lowered, other.end_char, actor.start_char):
            yield other
    yield before[-1]


def _clause_end(lowered: str, start: int, end: int, nearby: Sequence[Mention]) -> int:
    """Where the clause ends: at a conjunction, or where another actor goes on after "and"."""
    found = _CLAUSE_END.search(lowered, start, end)
    stop = found.start() if found else end
    for mention in nearby:
        if start < mention.start_char < stop and re.search(
            r"(?:,| and) (?:the )?$", lowered[start : mention.start_char]
        ):
            after = lowered[mention.end_char : mention.end_char + 25]
            if re.match(
                r"(?: [a-z]+)? (?:has|is|was|will|refus|reject|want|demand|insist|warn)", after
            ):
                stop = mention.start_char
                break
    while stop > start and lowered[stop - 1] in " ,.\"'":
        stop -= 1
    return stop - 4 if lowered.endswith(" and", start, stop) else stop


def _theme_of(
    claim: _Claim, index: int, themes: Sequence[ThemeMatch], sentence_indices: Sequence[int]
) -> str | None:
    """The heaviest story theme of the object, else its heaviest desk.

    A clause such as "it rejected this" has none: the words before it may be about something else.
    """
    low, high = bisect_left(sentence_indices, index), bisect_right(sentence_indices, index)
    weights: dict[tuple[bool, str], float] = {}
    for match in themes[low:high]:
        if claim.object_start <= match.start_char and match.end_char <= claim.end_char:
            key = match.layer == "story", match.theme
            weights[key] = weights.get(key, 0.0) + match.weight
    if not weights:
        return None
    return max(weights, key=lambda key: (key[0], weights[key]))[1]


def _once(found: Sequence[Position]) -> Iterator[Position]:
    """Without a second stance of the actor in one place ("refuses to accept")."""
    ends: dict[str, int] = {}
    for position in sorted(found, key=lambda p: (p.start_char, p.end_char)):
        key = position.actor
        if ends.get(key, -1) <= position.start_char:
            ends[key] = position.end_char
            yield position
