"""Statements that a text credits to somebody, in quotation marks or in the writer's words."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.articles import Span
from pipelines.attribution_words import attribution_words
from pipelines.people import People, people_in
from pipelines.quotations import quotation_spans
from pipelines.speakers import NOBODY, Speaker, object_after, speaker_of, subject_before
from pipelines.stretches import QUOTED, Stretch, stretch_of
from pipelines.typography import plain

LONG_QUOTE = 6  # words; shorter quotations are scare quotes or titles
# Words that a short quotation must have to count as direct where a speaker and a cue stand right
# beside it and it ends like a statement.
SHORT_QUOTE = 1

_WORDS = attribution_words()
_REASON = re.compile(
    r"\b(?:because|since|as|due to|owing to|for fear|fearing|out of|given|in order to|to avoid|"
    r"citing|lest|so as (?:to|not)|to (?:discuss|describe|speak|talk|avoid|protect|share|disclose)|"
    r"not authori[sz]ed|(?:wasn't|weren't|isn't|aren't) authori[sz]ed)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quote:
    """One statement credited to somebody, or quoted without a speaker.

    `form` is `direct` (the span is the quotation with its marks) or `indirect` (the span is the
    clause with what was said). `speaker` is a name without titles, as full as the text gives it,
    or the words that describe somebody unnamed; None rather than a guess. `speaker_kind` is
    `named`, `unnamed`, `group` or `none`. `speaker_span` and `cue_span` point at the words beside
    the statement that tell both ("he", "said").
    """

    start_char: int
    end_char: int
    form: str
    speaker: str | None = None
    speaker_kind: str = "none"
    cue: str | None = None
    reason_given: bool = False
    speaker_span: Span | None = None
    cue_span: Span | None = None


@dataclass(frozen=True, slots=True)
class _Credit:
    """A cue and the phrase that names the source: words of a stretch."""

    cue: tuple[int, int]
    source: tuple[int, int] | None


@dataclass(slots=True)
class _Reading:
    """A text while its statements are read."""

    plain: str
    sentences: Sequence[Span]
    quotations: list[Span]
    people: People

    def sentence_at(self, char: int) -> int:
        """Index of the sentence that holds a character, or of the last one that starts before."""
        return max(0, bisect_right(self.sentences, char, key=lambda s: s.start_char) - 1)

    def stretch(self, start: int, end: int) -> Stretch:
        first = bisect_left(self.quotations, start, key=lambda q: q.end_char)
        last = bisect_left(self.quotations, end, key=lambda q: q.start_char)
        return stretch_of(self.plain, start, end, self.quotations[first:last])


def quotes_in(text: str, sentences: Sequence[Span]) -> list[Quote]:
    """Every statement that the text quotes or credits to somebody, in order.

    `text` is best the original: curly marks then tell where a quotation ends.
    """
    quotations = quotation_spans(text)
    straight = plain(text)
    if not quotations or not sentences:
        return []
    reading = _Reading(straight, sentences, quotations, people_in(straight))
    return _direct_quotes(reading)


def _direct_quotes(reading: _Reading) -> list[Quote]:
    quotes: list[Quote] = []
    previous: Quote | None = None
    for quotation in reading.quotations:
        quote = _direct_quote(reading, quotation, previous)
        if quote is not None:
            quotes.append(quote)
            previous = quote
    return quotes


def _direct_quote(reading: _Reading, quotation: Span, previous: Quote | None) -> Quote | None:
    start, end = quotation.start_char, quotation.end_char
    words = reading.plain[start:end].split()
    frame = _frame(reading, quotation)
    stretch = reading.stretch(frame.start_char, frame.end_char)
    at = bisect_left(stretch.starts, start)
    credit = _credit_after(stretch, at) or _credit_before(stretch, at)
    if len(words) < LONG_QUOTE and not (
        credit and credit.source and _is_statement(reading.plain, quotation, stretch, at, credit)
    ):
        return None
    if credit is None and previous is not None and _goes_on(reading, previous, quotation):
        return Quote(
            start,
            end,
            "direct",
            previous.speaker,
            previous.speaker_kind,
            reason_given=previous.reason_given,
            speaker_span=previous.speaker_span,
        )
    if credit is None:
        credit_stretch = _lead_in(reading, quotation)
        if credit_stretch is not None:
            credit, stretch = credit_stretch
    if credit is None:
        return Quote(start, end, "direct")
    return _quote(reading, quotation, "direct", stretch, credit)


def _quote(reading: _Reading, span: Span, form: str, stretch: Stretch, credit: _Credit) -> Quote:
    speaker = NOBODY
    if credit.source is not None:
        speaker = speaker_of(stretch, credit.source, reading.people, reading.sentences)
    cue_span = stretch.span(*credit.cue)
    return Quote(
        span.start_char,
        span.end_char,
        form,
        speaker.speaker,
        speaker.kind,
        cue=reading.plain[cue_span.start_char : cue_span.end_char].lower(),
        reason_given=_reason_given(reading, speaker),
        speaker_span=speaker.span,
        cue_span=cue_span,
    )


def _reason_given(reading: _Reading, speaker: Speaker) -> bool:
    if speaker.kind != "unnamed" or speaker.span is None:
        return False
    end = reading.sentences[reading.sentence_at(speaker.span.end_char)].end_char
    rest = reading.plain[speaker.span.start_char : end]
    anonymity = re.search(r"anonym|\bnamed\b|identified|authori[sz]ed|background|attribution", rest)
    return bool(anonymity and _REASON.search(rest))


def _frame(reading: _Reading, quotation: Span) -> Span:
    """From the start of the sentence in which a quotation opens to the end of its last one.

    A sentence that was cut behind the quotation goes on with what credits it (`"Why?" he asked.`).
    """
    first = reading.sentence_at(quotation.start_char)
    last = reading.sentence_at(quotation.end_char - 1)
    start = reading.sentences[first].start_char
    end = reading.sentences[last].end_char
    if end <= quotation.end_char + 1 and last + 1 < len(reading.sentences):
        following = reading.sentences[last + 1]
        gap = reading.plain[quotation.end_char : following.start_char]
        sign = reading.plain[quotation.end_char - 2]
        opening = reading.plain[following.start_char]
        if "\n" not in gap and (opening.islower() or sign in ",?!-"):
            end = following.end_char
    return Span(min(start, quotation.start_char), max(end, quotation.end_char))


def _credit_after(stretch: Stretch, quoted: int) -> _Credit | None:
    """What credits the quotation behind it: "said X", "according to X", "X said"."""
    lows = stretch.lows
    at = quoted + 1
    while at < len(lows) and lows[at] in (",", "-", "\u2014", "\u2013", "."):
        at += 1
    if at >= len(lows):
        return None
    if lows[at] == "according" and at + 1 < len(lows) and lows[at + 1] == "to":
        return _Credit((at, at + 1), object_after(stretch, at + 1))
    if lows[at] in _WORDS.speech and not lows[at].endswith("ing"):
        source = object_after(stretch, at)
        if source is not None:
            return _Credit((at, at), source)
        return None
    for cue in range(at, len(lows)):
        if lows[cue] in (QUOTED, ";", ".", ":"):
            return None
        if lows[cue] in _WORDS.speech and not lows[cue].endswith("ing"):
            source = subject_before(stretch, cue, first=at)
            if source is not None and source[0] <= at + 2:
                return _Credit((cue, cue), source)
    return None


def _credit_before(stretch: Stretch, quoted: int) -> _Credit | None:
    """What credits the quotation before it: "X said:", "According to X,", "told him that"."""
    lows = stretch.lows
    floor = 0
    for cue in range(quoted - 1, -1, -1):
        low = lows[cue]
        if low == "to" and cue and lows[cue - 1] == "according":
            return _Credit((cue - 1, cue), object_after(stretch, cue, last=quoted - 1))
        if low in _WORDS.cues and not _is_noun(stretch, cue):
            source = _subject(stretch, cue, floor)
            if source is not None:
                return _Credit((cue, cue), source)
    colon = quoted - 1
    if colon > 0 and lows[colon] == ":" and colon <= 6:
        return _Credit((colon, colon), (0, colon - 1))
    return None


def _is_noun(stretch: Stretch, at: int) -> bool:
    return at > 0 and stretch.lows[at - 1] in (
        "the",
        "a",
        "an",
        "his",
        "her",
        "their",
        "its",
        "this",
        "to",
    )


def _subject(stretch: Stretch, cue: int, floor: int) -> tuple[int, int] | None:
    """The subject of a verb; of a participle ("saying"), that of the clause it hangs on."""
    if not stretch.lows[cue].endswith("ing"):
        return subject_before(stretch, cue, first=floor)
    for earlier in range(cue - 1, floor - 1, -1):
        if stretch.lows[earlier] in _WORDS.cues and not stretch.lows[earlier].endswith("ing"):
            found = subject_before(stretch, earlier, first=floor)
            if found is not None:
                return found
    return None


def _is_statement(text: str, quotation: Span, stretch: Stretch, at: int, credit: _Credit) -> bool:
    """Whether a short quotation is said rather than cited: a cue beside it, and its own end mark."""
    sign = text[quotation.end_char - 2]
    beside = min(abs(credit.cue[0] - at), abs(credit.cue[1] - at)) <= 4
    return beside and sign in ",.?!" and stretch.lows[credit.cue[1]] in _WORDS.speech


def _goes_on(reading: _Reading, previous: Quote, quotation: Span) -> bool:
    """Whether a quotation that opens its sentence continues the one credited right before."""
    if previous.speaker_span is None:
        return False
    first = reading.sentence_at(quotation.start_char)
    if reading.sentences[first].start_char != quotation.start_char or first == 0:
        return False
    before = reading.sentences[first - 1]
    if reading.plain.find("\n", previous.end_char, quotation.start_char) >= 0:
        return False
    return (
        previous.end_char > before.start_char or previous.speaker_span.end_char > before.start_char
    )


def _lead_in(reading: _Reading, quotation: Span) -> tuple[_Credit, Stretch] | None:
    """What credits a quotation in the sentence before it, where that ends with a colon."""
    first = reading.sentence_at(quotation.start_char)
    if reading.sentences[first].start_char != quotation.start_char or first == 0:
        return None
    before = reading.sentences[first - 1]
    if reading.plain[before.end_char - 1] != ":":
        return None
    stretch = reading.stretch(before.start_char, before.end_char)
    credit = _credit_before(stretch, len(stretch.words))
    return None if credit is None else (credit, stretch)


__all__ = ["LONG_QUOTE", "Quote", "quotation_spans", "quotes_in"]
