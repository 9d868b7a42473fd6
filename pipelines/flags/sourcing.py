"""Flags on who vouches for what the text says."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from pipelines.articles import Span
from pipelines.flag_phrases import phrase_list
from pipelines.flags.counting import direct_quotes, hits, outside_quotes, rate
from pipelines.flags.finding import Finding, Flag, cannot_assess, clear, missing, triggered_by
from pipelines.flags.labels import excuse

if TYPE_CHECKING:
    from pipelines.actors import Mention
    from pipelines.documents import Document
    from pipelines.quotes import Quote

MIN_WORDS_FOR_QUOTES = 200  # shorter news is often a brief without quotes
LONG_QUOTE = 6  # words; shorter quotations are scare quotes or titles
# Words of attribution per 1,000 words. The 5th percentile of 1,000 wire and newspaper articles is
# 6.8 and 1.5 % lie below 3; opinion lies lower, so texts that say they are opinion are left out.
MIN_CUES_PER_1000 = 3.0
# Of all who are credited: the 90th percentile of those articles is .12, the 95th .22.
UNNAMED_SHARE = 0.25
# A speaker may be carried over from paragraphs before, and one quotation in a long text may be a
# motto or a title.
UNATTRIBUTED_SHARE = 0.5
GROUP_NEAR = 600  # characters, three or four sentences
PARTY_MENTIONS = 6  # with the share below, a silent party is in 2 % of those articles
PARTY_SHARE = 0.2  # of all sentences; below, the party is not what the text is about
PARTY_KINDS = frozenset({"state", "organisation"})
MAX_PARTIES = 2  # the sides of a story; further ones are seldom asked
NEAR = 25  # characters around a speaker in which an office or country belongs to him

_INSIDER = re.compile(
    r"\b(?:officials?|sources?|diplomats?|aides?|insiders?|staffers?|operatives?|negotiators?"
    r"|(?:person|people|individuals?|someone) (?:familiar|close|with|briefed|involved|who))\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"(?:[\w-]+ ){0,3}?(?:analysts?|observers?|experts?|critics?|commentators|pundits|skeptics"
    r"|sceptics|opponents|supporters|proponents|detractors|advocates|watchers|insiders|diplomats"
    r"|nations|countries|leaders)",
    re.IGNORECASE,
)
_OPINION = re.compile(
    r"\b(?:will|would|should|must|could|may|might|likely|unlikely|never|best|worst|terrible|great"
    r"|dangerous|disaster|disastrous|wrong|right|fail|failed|failure|believe|think|expect|hope|fear"
    r"|worried|stupid|crazy|chaos|mess|weak|strong|mistake|unfair|ridiculous|impossible|inevitable)\b",
    re.IGNORECASE,
)


@cache
def _saying() -> frozenset[str]:
    return frozenset(phrase_list("cues"))


@lru_cache(maxsize=1)
def _statements(doc: "Document") -> list["Quote"]:
    """What is quoted or reported with a word of saying; "this meeting allowed" says nothing."""
    saying = _saying()
    return [quote for quote in doc.quotes if quote.form == "direct" or quote.cue in saying]


def no_direct_quote(doc: "Document") -> Finding:
    if _long_quotes(doc):
        return clear()
    if doc.n_words < MIN_WORDS_FOR_QUOTES:
        return cannot_assess("text too short to expect a quotation")
    if reason := excuse(doc):
        return cannot_assess(reason)
    return missing(f"direct quotation of at least {LONG_QUOTE} words")


@lru_cache(maxsize=1)
def _long_quotes(doc: "Document") -> list["Quote"]:
    return [quote for quote in direct_quotes(doc) if _is_long(doc, quote)]


def _is_long(doc: "Document", quote: "Quote") -> bool:
    words = doc.text[quote.start_char : quote.end_char].split(maxsplit=LONG_QUOTE)
    return len(words) >= LONG_QUOTE


def thin_attribution(doc: "Document") -> Finding:
    if doc.n_words < MIN_WORDS_FOR_QUOTES:
        return cannot_assess("text too short to expect attribution")
    value = rate(doc, len(hits(doc, "cues")))
    if value >= MIN_CUES_PER_1000:
        return clear(value=value)
    if reason := excuse(doc):
        return cannot_assess(reason)
    return missing("words of attribution for most of what is said", value=value)


def no_named_speaker(doc: "Document") -> Finding:
    """A country that "insists" is nobody whom a reader could ask."""
    if any(
        quote.speaker_kind == "named" and not _is_state(doc, quote) for quote in _statements(doc)
    ):
        return clear()
    if doc.n_words < MIN_WORDS_FOR_QUOTES:
        return cannot_assess("text too short to expect a speaker")
    if reason := excuse(doc):
        return cannot_assess(reason)
    n_named = sum(quote.speaker_kind == "named" for quote in doc.quotes)
    others = f"; the named ones only act or are countries (n {n_named})" if n_named else ""
    return missing(f"named person or organisation that says anything{others}")


def _is_state(doc: "Document", quote: "Quote") -> bool:
    """Whether the words for the speaker are the name of a state."""
    span = quote.speaker_span
    return span is not None and any(
        mention.start_char == span.start_char and mention.kind == "state"
        for mention in doc.mentions
    )


def anonymous_sources(doc: "Document") -> Finding:
    """One unnamed source among many named ones is ordinary reporting, so the share decides."""
    unnamed = _disjoint([*map(_who, _insiders(doc)), *hits(doc, "anonymity")])
    # "A source, who spoke on condition of anonymity, said" is one source.
    starts = [sentence.start_char for sentence in doc.sentences]
    sentences = {bisect_right(starts, span.start_char) for span in unnamed}
    share = _unnamed_share(doc, len(sentences))
    return triggered_by(unnamed, value=share) if share >= UNNAMED_SHARE else clear(value=share)


@lru_cache(maxsize=1)
def _insiders(doc: "Document") -> list["Quote"]:
    """Statements of sources with inside knowledge who are not named."""
    return [
        quote
        for quote in _statements(doc)
        if quote.speaker_kind == "unnamed" and _INSIDER.search(quote.speaker or "")
    ]


def _who(quote: "Quote") -> Span:
    return quote.speaker_span or Span(quote.start_char, quote.end_char)


def _unnamed_share(doc: "Document", unnamed: int) -> float:
    """Of all who are credited with something, those who are insiders without a name."""
    if not unnamed:
        return 0.0
    others = sum(quote.speaker_kind in ("named", "group") for quote in _statements(doc))
    return unnamed / (unnamed + others)


def _disjoint(spans: Iterable[Span]) -> list[Span]:
    """Spans in order; one that overlaps the one before it joins it."""
    joined: list[Span] = []
    for span in sorted(set(spans)):
        if joined and span.start_char < joined[-1].end_char:
            end = max(span.end_char, joined[-1].end_char)
            joined[-1] = Span(joined[-1].start_char, end)
        else:
            joined.append(span)
    return joined


def unexplained_anonymity(doc: "Document") -> Finding:
    insiders = _insiders(doc)
    if _unnamed_share(doc, len(insiders)) < UNNAMED_SHARE:
        return clear()
    return triggered_by(_who(quote) for quote in insiders if not quote.reason_given)


def anonymous_opinion(doc: "Document") -> Finding:
    return triggered_by(
        Span(quote.start_char, quote.end_char)
        for quote in _insiders(doc)
        if quote.form == "direct"
        and _is_long(doc, quote)
        and _OPINION.search(doc.text, quote.start_char, quote.end_char)
    )


def vague_group(doc: "Document") -> Finding:
    """A group is vague where nobody with a name speaks nearby; else it only introduces them."""
    statements = _statements(doc)
    groups = [
        _who(quote)
        for quote in statements
        if quote.speaker_kind in ("group", "unnamed")
        and _VAGUE.fullmatch(quote.speaker or "")
        and not _is_they(doc, quote)  # it speaks of a group that was marked before
    ]
    vague = _disjoint([*groups, *hits(doc, "vague_groups")])
    if not vague:
        return clear(value=0.0)
    named = [_who(quote) for quote in statements if quote.speaker_kind == "named"]
    found = [
        span
        for span in vague
        if not any(
            one.start_char - GROUP_NEAR < span.end_char
            and span.start_char < one.end_char + GROUP_NEAR
            for one in named
        )
    ]
    own = outside_quotes(doc, found)
    return triggered_by(own, value=rate(doc, len(own)))


def _is_they(doc: "Document", quote: "Quote") -> bool:
    return (
        doc.lowered.startswith("they", quote.speaker_span.start_char)
        if quote.speaker_span
        else False
    )


def unattributed_quote(doc: "Document") -> Finding:
    long = _long_quotes(doc)
    nobody = [quote for quote in long if quote.speaker_kind == "none"]
    share = len(nobody) / len(long) if long else 0.0
    alone = len(nobody) == 1 and doc.n_words >= MIN_WORDS_FOR_QUOTES
    if share < UNATTRIBUTED_SHARE or alone:
        return clear(value=share)
    spans = (Span(quote.start_char, quote.end_char) for quote in nobody)
    return triggered_by(spans, value=share)


def missing_voice(doc: "Document") -> Finding:
    """Marks the first place in which each silent party is named."""
    if doc.n_words < MIN_WORDS_FOR_QUOTES:
        return cannot_assess("text too short to expect every party to speak")
    silent = list(_silent_parties(doc))
    if silent and (reason := excuse(doc)):
        return cannot_assess(reason)
    return triggered_by(silent)


def _silent_parties(doc: "Document") -> Iterator[Span]:
    parties = [mention for mention in doc.mentions if mention.kind in PARTY_KINDS]
    counts = Counter([mention.actor for mention in parties])
    often = [actor for actor, n in counts.items() if n >= PARTY_MENTIONS]
    often.sort(key=counts.__getitem__, reverse=True)
    for actor in often[:MAX_PARTIES]:
        named = [mention for mention in parties if mention.actor == actor]
        n_sentences = len({mention.sentence_index for mention in named})
        if n_sentences >= PARTY_SHARE * len(doc.sentences) and not _has_voice(doc, named):
            yield Span(named[0].start_char, named[0].end_char)


def _has_voice(doc: "Document", named: Iterable["Mention"]) -> bool:
    """Whether one of these mentions, in order of the text, is a speaker or stands beside one."""
    spans = sorted(quote.speaker_span for quote in doc.quotes if quote.speaker_span)
    place = 0
    for mention in named:
        while place < len(spans) and spans[place].end_char + NEAR < mention.start_char:
            place += 1
        if place < len(spans) and spans[place].start_char - NEAR <= mention.end_char:
            return True
    return False


SOURCING = (
    Flag(
        name="no_direct_quote",
        family="sourcing",
        label="No direct quote",
        meaning="Nobody is quoted in their own words.",
        innocent="Short news, analyses and data stories often quote nobody.",
        grade="B",
        check=no_direct_quote,
    ),
    Flag(
        name="thin_attribution",
        family="sourcing",
        label="Thin attribution",
        meaning="The text rarely says who said or reported what (words of attribution per 1,000).",
        innocent="First-hand accounts, reference texts and opinion attribute little.",
        grade="C",
        check=thin_attribution,
    ),
    Flag(
        name="no_named_speaker",
        family="sourcing",
        label="No named speaker",
        meaning="No named person or organisation says anything; what countries say does not count.",
        innocent="A report from the scene or from documents may need none.",
        grade="C",
        check=no_named_speaker,
    ),
    Flag(
        name="anonymous_sources",
        family="sourcing",
        label="Anonymous sources",
        meaning="Claims rest on people who are not named (share of the sources).",
        innocent="Normal in security reporting, above all when a reason is given.",
        grade="C",
        check=anonymous_sources,
    ),
    Flag(
        name="unexplained_anonymity",
        family="sourcing",
        label="Unexplained anonymity",
        meaning="A source stays unnamed and the text does not say why.",
        innocent="The reason may stand elsewhere in the text or in the outlet's rules.",
        grade="C",
        check=unexplained_anonymity,
    ),
    Flag(
        name="anonymous_opinion",
        family="sourcing",
        label="Anonymous opinion",
        meaning="An unnamed source is quoted with a judgement or prediction, not with information.",
        innocent="Insiders' expectations can be news when decisions are pending.",
        grade="C",
        check=anonymous_opinion,
    ),
    Flag(
        name="vague_group",
        family="sourcing",
        label="Vague group",
        meaning="Collectives such as analysts or critics speak, without a name (per 1,000 words).",
        innocent="A fair summary of many named voices may follow or precede it.",
        grade="C",
        check=vague_group,
    ),
    Flag(
        name="unattributed_quote",
        family="sourcing",
        label="Quote without speaker",
        meaning="Words stand in quotation marks and nobody is said to have spoken them.",
        innocent="The speaker may be clear from the paragraphs around it.",
        grade="D",
        check=unattributed_quote,
    ),
    Flag(
        name="missing_voice",
        family="sourcing",
        label="A party has no voice",
        meaning="A party that the text is largely about is neither quoted nor paraphrased.",
        innocent="It may have declined to comment, or speak in an earlier report.",
        grade="C",
        check=missing_voice,
    ),
)
