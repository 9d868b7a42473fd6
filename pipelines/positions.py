"""What the text says that an actor wants, offers, refuses, accepts or warns of."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipelines.actors import Mention
from pipelines.articles import Span
from pipelines.claimants import claimant
from pipelines.credited_verbs import credited, joined_to
from pipelines.object_themes import ADDRESSING, Shares, theme_of
from pipelines.position_tables import table_positions
from pipelines.quotes import Quote
from pipelines.shown_words import to_clause_end
from pipelines.stance_denials import NEITHER, stated_polarity
from pipelines.stance_objects import object_after, quotation_end
from pipelines.stance_subjects import speaking_mention, subjects_in
from pipelines.stances import Position, Stance, StanceWords, stance_words
from pipelines.stances_behind import ANAPHOR, WHICH, object_before, subject_of_second
from pipelines.subject_clauses import (
    IF,
    doubted,
    is_far,
    is_open,
    joined,
    other_sense,
    supposed,
    takes_it,
)
from pipelines.themes import ThemeMatch

# Characters between actor and verb beyond which the actor is hardly the subject, and how many
# actors back the subject may be ("Anna Kovac, president of Marovia, wants").
_REACH = 90
_BACK = 3
_BEFORE_VERB = 3  # words before a verb far from its subject that may deny it
_BY = re.compile(r" by (?:the |both )?")
# "Proposed by the US tourism industry" credits others: after the actor the clause must go on.
_BY_ENDS = re.compile(
    r"(?:'s)?(?P<subject> [a-z]+)?(?:$|\W*$|[,;:.)\"\u2014\u2013]| (?:in|on|at|and|as|to|for|with|"
    r"after|but|last|this|during|before|because|which|who|that|when|while|over|since|until|is|are|"
    r"was|were|has|have|would|will|months?|years?|days?|earlier)\b)"
)
_BE_BEFORE = re.compile(
    r"(?:,? (?:which|who|that))?(?: and)?(?: (?:has|have|had|also|since|now|already|[a-z]+ly))*"
    r" (?:been|is|was|are|were)(?: [a-z]+ly)? $"
)
# "Militias backed by Iran" has Iran's help, "a plan backed by Iran" its support.
_MEASURE = re.compile(
    r"\b(?:resolution|bill|plan|proposal|deal|measure|law|legislation|amendment|agreement|treaty|"
    r"draft|idea|move|call|sanction|budget|reform|polic(?:y|ie)|effort|initiative|package|strategy|"
    r"approach|truce|ceasefire|ban|mission)s? (?:[a-z]+ly )?$"
)
_NOT_BY = re.compile(r"\b(?:not|never|if|whether|be|being|may|might|could|n't) (?:be )?$")
# Glued headlines of other articles: "President Trump Donald John TrumpHouse to vote MORE".
_LINKS = re.compile(r"\bMORE\b")
_BULLET = re.compile(r"[-\u2022*\u2013\u2014\u25cf\u25aa]|\(?[a-z\d]{1,2}[.)]")


class _Claim(NamedTuple):
    mentions: tuple[Mention, ...]
    polarity: str
    start_char: int
    verb: Span
    about: Span
    end_char: int
    backwards: bool = False


class _Text(NamedTuple):
    """What all steps read; offsets are the same in `plain` and `lowered`."""

    plain: str
    lowered: str
    sentences: Sequence[Span]
    subjects: Sequence[Mention]
    starts: Sequence[int]
    sentence_starts: Sequence[int]
    shares: Shares
    words: StanceWords


def positions_in(
    plain: str,
    lowered: str,
    sentences: Sequence[Span],
    mentions: Sequence[Mention],
    themes: Sequence[ThemeMatch],
    quotes: Sequence[Quote] = (),
) -> list[Position]:
    """Stances in order of the text, with the theme of what the stance is about.

    Only what stands close together counts: actor, at most auxiliaries, adverbs or an aside, verb
    ("Russia has repeatedly rejected"), or verb, "by", actor; and cells of a table headed by
    actors. Questions, suppositions and doubts are left out, and stances whose object has no theme.
    """
    if not mentions:
        return []
    subjects = subjects_in(lowered, sentences, mentions, quotes)
    starts = [subject.start_char for subject in subjects]
    shares = Shares(themes, len(sentences))
    begins = [sentence.start_char for sentence in sentences]
    text = _Text(plain, lowered, sentences, subjects, starts, begins, shares, stance_words())
    found = list(_stated(text, quotes))
    found += table_positions(plain, lowered, sentences, mentions, shares)
    return list(to_clause_end(lowered, sentences, list(_once(found))))


def _stated(text: _Text, quotes: Sequence[Quote]) -> Iterator[Position]:
    found = text.words.matcher.find(text.lowered)
    verbs = credited(quotes)
    longest: dict[int, int] = {}
    for _, start, end in found:
        longest[start] = max(end, longest.get(start, 0))
    for term, start, end in found:
        if longest[start] != end:  # "urge" in "urge for"
            continue
        # Nearly all expressions stand without an actor close by; they end here.
        index = _near(text, bisect_left(text.starts, start), start, end)
        quote = verbs.get(start) or joined_to(text.lowered, text.sentence_starts, start, quotes)
        if quote is not None:
            index = bisect_right(text.sentence_starts, start) - 1
        if index is None or text.plain[text.sentences[index].end_char - 1] == "?":
            continue
        stance, sentence = text.words.stances[term], text.sentences[index]
        if end > sentence.end_char or start < sentence.start_char:
            continue
        low = bisect_left(text.starts, sentence.start_char)
        nearby = text.subjects[low : bisect_left(text.starts, sentence.end_char)]
        claim = _claimed(text, sentence, Span(start, end), stance, nearby)
        if claim is None and quote is not None:
            claim = _by_speaker(text, sentence, Span(start, end), stance, quote, nearby)
        if claim is None or _LINKS.search(text.plain, sentence.start_char, sentence.end_char):
            continue
        voice, speaker = claimant(
            text.lowered, claim.start_char, claim.verb, claim.mentions, quotes
        )
        for position in _about(text, claim, index, stance, nearby):
            yield position._replace(voice=voice, claimed_by=speaker)


def _by_speaker(
    text: _Text,
    sentence: Span,
    verb: Span,
    stance: Stance,
    quote: Quote,
    nearby: Sequence[Mention],
) -> _Claim | None:
    """ "He rose and demanded a vote": the subject is whom the statement is credited to."""
    lowered, span = text.lowered, quote.speaker_span
    mention = speaking_mention(quote, text.subjects, lowered, text.words)
    if (
        span is None
        or mention is None
        or not sentence.start_char <= span.start_char < verb.start_char
    ):
        return None
    if is_far(lowered[span.end_char : verb.start_char], lowered, verb, stance):
        return None
    return _far_claim(text, sentence, verb, stance, mention, span, nearby)


def _far_claim(
    text: _Text,
    sentence: Span,
    verb: Span,
    stance: Stance,
    mention: Mention,
    span: Span,
    nearby: Sequence[Mention],
) -> _Claim | None:
    """The claim of an actor named or meant by `span`, with other words before its verb."""
    lowered = text.lowered
    between = " ".join(lowered[span.end_char : verb.start_char].split()[-_BEFORE_VERB:])
    ahead = lowered[max(sentence.start_char, span.start_char - 120) : span.start_char]
    if stance.form == "ing" and ahead.endswith("as "):
        return None  # "As Holt knows, threatening a strike is no way out"
    if doubted(ahead) or is_open(between, stance) or other_sense(lowered, verb, stance):
        return None
    if text.words.hedge.search(between):
        return None
    end = quotation_end(lowered, sentence, verb)
    about = object_after(text.plain, lowered, verb.end_char, end, nearby)
    if about is None:
        return None
    said = lowered[about.start_char : about.end_char]
    polarity = stated_polarity(between, ahead, stance, said, text.words)
    if polarity is None:
        return None
    return _Claim((mention,), polarity, span.start_char, verb, about, about.end_char)


def _near(text: _Text, near: int, start: int, end: int) -> int | None:
    """The sentence of the actor close before an expression, or after it and "by"."""
    subjects = text.subjects
    if near and start - subjects[near - 1].end_char <= _REACH:
        return subjects[near - 1].sentence_index
    if near < len(subjects) and text.lowered.startswith(" by ", end):
        return subjects[near].sentence_index
    return None


def _about(
    text: _Text, claim: _Claim, index: int, stance: Stance, nearby: Sequence[Mention]
) -> Iterator[Position]:
    """The positions of a claim: one for each actor, and for each item of a list it introduces."""
    theme = theme_of(
        claim.about,
        text.lowered,
        nearby,
        text.shares.of_sentence(index),
        text.shares,
        verb=stance.verb,
        backwards=claim.backwards,
    )
    places = [(index, theme, claim.start_char, claim.end_char)]
    sentence = text.sentences[index]
    leads = not claim.backwards and text.plain[sentence.end_char - 1] == ":"
    if leads and claim.end_char >= sentence.end_char - 1:
        places += _items(text, index)
    for number, name, start, end in places:
        if name is not None:
            for mention in claim.mentions:
                yield Position(number, mention.actor, name, stance.verb, claim.polarity, start, end)


def _items(text: _Text, lead: int) -> Iterator[tuple[int, str | None, int, int]]:
    """The items of the list after a sentence that ends in a colon, with the theme of each."""
    for index in range(lead + 1, len(text.sentences)):
        item = text.sentences[index]
        if not _BULLET.match(text.plain, item.start_char):
            return
        theme = theme_of(item, text.lowered, (), text.shares.of_sentence(index), text.shares)
        yield index, theme, item.start_char, item.end_char


def _claimed(
    text: _Text, sentence: Span, verb: Span, stance: Stance, nearby: Sequence[Mention]
) -> _Claim | None:
    """Who takes the stance, and the clause that says so."""
    lowered = text.lowered
    if stance.form == "ed" and _BY.match(lowered, verb.end_char) is not None:
        return _by_actor(text, sentence, verb, stance, nearby)
    before = [mention for mention in nearby if mention.end_char <= verb.start_char]
    for back in range(1, min(_BACK, len(before)) + 1):
        upto = before[: len(before) - back + 1]
        actor = upto[-1]
        if verb.start_char - actor.end_char > _REACH:
            break
        if back > 1 and lowered.find(",", actor.end_char, verb.start_char) < 0:
            continue
        gap = text.words.gap.fullmatch(lowered, actor.end_char, verb.start_char)
        # Further back only across an aside that names others.
        if gap is not None and (back == 1 or gap["aside"]):
            return _by_subject(text, sentence, verb, stance, upto, gap, nearby)
    second = subject_of_second(lowered, sentence, verb, stance, before)
    if second is None:
        return None
    named = Span(second.start_char, second.end_char)
    return _far_claim(text, sentence, verb, stance, second, named, nearby)


def _by_subject(
    text: _Text,
    sentence: Span,
    verb: Span,
    stance: Stance,
    before: Sequence[Mention],
    gap: re.Match[str],
    nearby: Sequence[Mention],
) -> _Claim | None:
    lowered = text.lowered
    actors = tuple(joined(before, lowered, gap))
    start = actors[0].start_char
    ahead = lowered[max(sentence.start_char, start - 120) : start]
    if not takes_it(gap, lowered, verb, stance, actors, ahead, text.words):
        return None
    # Of "talks, which Moscow opposes" only what stands before "which" may be a supposition.
    which = WHICH.search(ahead)
    asked = ahead[: which.start()] if which else ahead
    if _inside_name(text.plain, sentence, actors[0]) or supposed(
        asked, actors[0], gap, stance.form
    ):
        return None
    if lowered.startswith('"', verb.end_char) and lowered[verb.start_char - 1] == '"':
        verb = Span(verb.start_char, verb.end_char + 1)  # 'the US "welcomes" the treaty'
    end = quotation_end(lowered, sentence, verb)
    participle = stance.form == "ing" and gap["between"] == ""
    if participle or gap["relative"] or _SUBORDINATE.search(ahead):
        # "With Russia refusing to leave, talks stalled": the main clause is another.
        comma = lowered.find(", ", verb.end_char, end)
        end = comma if comma >= 0 else end
    about = object_after(text.plain, lowered, verb.end_char, end, nearby)
    if which is not None and about is not None:
        return None  # "talks, which Moscow wants to end": of the talks another thing is said
    if about is None:
        return _by_relative(text, sentence, verb, stance, actors, gap)
    said = lowered[about.start_char : about.end_char]
    polarity = stated_polarity(gap["between"], ahead, stance, said, text.words)
    if polarity is None:
        return None
    neither = NEITHER.search(ahead)
    start -= len(ahead) - neither.start() if neither else 0
    if not stance.polarity:
        # What will not be ceded or signed may be named by the verb itself.
        about = Span(verb.start_char, about.end_char)
    return _Claim(actors, polarity, start, verb, about, about.end_char)


def _by_relative(
    text: _Text,
    sentence: Span,
    verb: Span,
    stance: Stance,
    actors: tuple[Mention, ...],
    gap: re.Match[str],
) -> _Claim | None:
    """ "..., a demand that Moscow rejected": the object stands before the actor."""
    found = object_before(text.lowered, sentence, actors[0].start_char, stance)
    polarity = stated_polarity(gap["between"], "", stance, "", text.words)
    if found is None or not polarity:
        return None
    about, backwards = found
    return _Claim(actors, polarity, about.start_char, verb, about, verb.end_char, backwards)


_NAME_BEFORE = re.compile(r"\b(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[A-Z][A-Za-z]+ $")


def _inside_name(plain: str, sentence: Span, actor: Mention) -> bool:
    """Whether the actor only ends a longer name: "O'Biden", "NextGen America"."""
    if actor.start_char > 1 and re.match(r"[A-Za-z]['-]", plain[actor.start_char - 2 :]):
        return True
    if actor.kind != "state":
        return False
    before = _NAME_BEFORE.search(plain, sentence.start_char, actor.start_char)
    if before is None or before.start() == sentence.start_char:
        return False
    # After a mark or in a headline any word has a capital.
    return plain[before.start() - 1] == " " and plain[before.start() - 2].islower()


_SUBORDINATE = re.compile(
    r"(?:^|[,;\"] ?|\b(?:and|but|that|said) )(?:even |only )?(?:as|while|when|after|since|although|"
    r"though|because|before|until|given that|now that) (?:the )?(?:[a-z.-]+ ){0,2}$"
)


def _by_actor(
    text: _Text, sentence: Span, verb: Span, stance: Stance, nearby: Sequence[Mention]
) -> _Claim | None:
    """ "A plan rejected by Moscow": the object stands before the verb."""
    lowered = text.lowered
    by = _BY.match(lowered, verb.end_char)
    actor = next((m for m in nearby if by is not None and m.start_char == by.end()), None)
    # "Mr Holt, urged by Kyiv, resigned": the object of these is whom they address.
    if actor is None or not stance.polarity or stance.verb in ADDRESSING:
        return None
    tail = _BY_ENDS.match(lowered[: sentence.end_char], actor.end_char)
    if tail is None or not _acts(tail["subject"], actor, text.words):
        return None
    before = lowered[sentence.start_char : verb.start_char]
    if _NOT_BY.search(before) or IF.search(before):
        return None
    finite = _BE_BEFORE.search(before)
    if stance.verb in ("back", "support") and finite is None and not _MEASURE.search(before):
        return None
    stop = sentence.start_char + (finite.start() if finite else len(before.rstrip()))
    start = sentence.start_char
    for mark in re.finditer(r"[;,\"\u2014\u2013] ?", lowered[start:stop]):
        # A short apposition is part of what it stands beside.
        if sentence.start_char + mark.end() < stop - 3:
            start = sentence.start_char + mark.end()
    if ANAPHOR.match(lowered[start:stop]):
        first = sentence.start_char
        end = actor.end_char
        return _Claim((actor,), stance.polarity, first, verb, Span(first, start), end)
    end = actor.end_char + len(tail["subject"] or "")
    about = Span(start, stop)
    return _Claim((actor,), stance.polarity, start, verb, about, end, backwards=True)


def _acts(subject: str | None, actor: Mention, words: StanceWords) -> bool:
    if subject is None:
        return True
    return subject.strip() in words.of_state | words.of_alliance | words.of_person


def _once(found: Sequence[Position]) -> Iterator[Position]:
    """Without a second stance of the actor in one place ("refuses to accept")."""
    ends: dict[str, int] = {}
    for position in sorted(found, key=lambda p: (p.start_char, p.end_char)):
        key = position.actor
        if ends.get(key, -1) <= position.start_char:
            ends[key] = position.end_char
            yield position
