"""Statements that a text credits to somebody, in quotation marks or in the writer's words."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipelines.articles import Span
from pipelines.attribution_words import attribution_words
from pipelines.credits import Credit, credit_before, credit_of, person_in_front
from pipelines.cue_scores import cue_scores, may_hold_cue
from pipelines.indirect import Statement, statements_in
from pipelines.people import People
from pipelines.phrases import spaced
from pipelines.quotations import LONG_QUOTE, quotation_spans
from pipelines.speakers import NOBODY, Speaker, speaker_of
from pipelines.stretches import Stretch, stretch_of
from pipelines.typography import lowered, plain

# A shorter quotation is direct too where its credit is at most so many words away and it ends with
# a punctuation mark of its own: of those on the development articles, 95 % are labelled as said.
_BESIDE = 4
# Characters between a quotation and the end of a sentence that may still credit it.
_NEAR = 400
# Texts whose words are weighed at once; those of more do not stay in the processor's cache.
_AT_ONCE = 16
_TOLD = frozenset(("told", "tells", "telling"))
_DASHES = frozenset("-\u2013\u2014\u2015")

_DATELINES = 500  # characters of a text in which its first sentence may begin with one
_DATELINE = re.compile(
    r"[A-Z][A-Z.'/ -]{2,30}(?:, [\w.,/ ]{2,40}?)?(?: ?\([^()\n]{2,30}\))? ?"
    r"(?:[\u2013\u2014]|(?<= )-{1,2}|--) ?(?=\S)"
)
_WORDS = attribution_words()
_PERSONAL = _WORDS.pronoun - {"it"}  # somebody, even where the text does not tell who
_REASON = re.compile(
    r"\b(?:because|since|as|due to|owing to|for fear|fearing|out of|given|in order to|to avoid|"
    r"citing|lest|for (?:[a-z]+ )?reasons?|so as (?:to|not)|"
    r"to (?:discuss|describe|speak|talk|avoid|protect|share|disclose)|"
    r"not authori[sz]ed|(?:wasn't|weren't|isn't|aren't) authori[sz]ed)\b",
    re.IGNORECASE,
)
_PART_OF_NAME = re.compile(r"\b(?:first|last|full|sur|nick)[ -]?names?\b(?! is\b)")
_ANONYMITY = re.compile(
    r"anonym|\bnamed\b|identified|authori[sz]ed|background|attribution|" + _PART_OF_NAME.pattern
)


class Quote(NamedTuple):
    """One statement credited to somebody, or quoted without a speaker.

    `form` is `direct` (the span is the quotation with its marks) or `indirect` (the span is the
    clause with what was said). `speaker` is a name without titles, as full as the text gives it,
    or the words that describe somebody unnamed; None rather than a guess. `speaker_kind` is
    `named`, `unnamed`, `group` or `none`. `speaker_span` and `cue_span` point at the words beside
    the statement that tell both ("he", "said"). `actors` are filled in by `speaking.with_actors`:
    one, or all who speak together ("Norland and Estmark").
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
    actors: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reading:
    """A text while its statements are read, sentence by sentence.

    `holds_cue` tells of each sentence whether it may credit something to somebody; `stretches` has
    None for those that do not, and hold no quotation either.
    """

    plain: str
    sentences: Sequence[Span]
    quotations: list[Span]
    people: People
    sentence_starts: list[int]
    quotation_starts: list[int]
    quotation_ends: list[int]
    holds_cue: list[bool]
    stretches: list[Stretch | None] = field(default_factory=list)
    direct: list[Quote] = field(default_factory=list)
    indirect: list[Quote] = field(default_factory=list)

    def sentence_at(self, char: int) -> int:
        """Index of the sentence that holds a character, or of the last one that starts before."""
        return max(0, bisect_right(self.sentence_starts, char) - 1)

    def stretch(self, start: int, end: int) -> Stretch:
        return stretch_of(self.plain, start, end, self.quotations_in(start, end))

    def quotations_in(self, start: int, end: int) -> list[Span]:
        first = bisect_right(self.quotation_ends, start)
        last = bisect_left(self.quotation_starts, end)
        return self.quotations[first:last]

    def sentence(self, index: int) -> Stretch:
        return self.stretches[index] or self.stretch(*self.sentences[index])


def quotes_in(text: str, sentences: Sequence[Span]) -> list[Quote]:
    """Every statement that the text quotes or credits to somebody, in order.

    `text` is best the original: curly marks then tell where a quotation ends. Direct are the
    quotations of six words or more, and shorter ones with a speaker and a verb of saying beside
    them; the rest are scare quotes and titles. A statement is indirect where one sentence holds
    both a cue and what was said; "reportedly" credits nobody and is of the kind `none`.
    """
    return quotes_in_each([text], [plain(text)], [sentences])[0]


def quotes_in_each(
    texts: Sequence[str], plains: Sequence[str], sentences: Sequence[Sequence[Span]]
) -> list[list[Quote]]:
    """The quotes of each of many texts: several are weighed at once, which is faster.

    `plains` are the same texts with straight quotation marks.
    """
    found: list[list[Quote]] = []
    for first in range(0, len(texts), _AT_ONCE):
        some = slice(first, first + _AT_ONCE)
        readings = list(map(_reading, texts[some], plains[some], sentences[some]))
        weighed = [
            stretch
            for reading in readings
            for stretch, holds_cue in zip(reading.stretches, reading.holds_cue, strict=True)
            if stretch is not None and holds_cue
        ]
        scores = iter(cue_scores(weighed))
        found += [_quotes(reading, scores) for reading in readings]
    return found


def _reading(text: str, straight: str, sentences: Sequence[Span]) -> _Reading:
    quotations = quotation_spans(text)
    sentence_starts = [sentence.start_char for sentence in sentences]
    quotation_starts = [quotation.start_char for quotation in quotations]
    words = spaced(lowered(straight))
    reading = _Reading(
        straight,
        sentences,
        quotations,
        People(straight, sentence_starts, quotations, quotation_starts),
        sentence_starts,
        quotation_starts,
        [quotation.end_char for quotation in quotations],
        [may_hold_cue(words[start + 1 : end + 1].split()) for start, end in sentences],
    )
    for (start, end), holds_cue in zip(sentences, reading.holds_cue, strict=True):
        inside = reading.quotations_in(start, end)
        worth = inside or holds_cue
        if worth and start < _DATELINES:
            start = _past_dateline(straight, start, end)
        reading.stretches.append(stretch_of(straight, start, end, inside) if worth else None)
    return reading


def _past_dateline(straight: str, start: int, end: int) -> int:
    """Where a sentence begins behind "VIENNA, March 13 (Harbour Wire) -", which nobody says."""
    dateline = _DATELINE.match(straight, start, end)
    return start if dateline is None else dateline.end()


def _quotes(reading: _Reading, scores: Iterator[Sequence[tuple[int, float]]]) -> list[Quote]:
    """The quotes of one text; the next of `scores` are those of its sentences with a cue."""
    waiting = 0
    for index, sentence in enumerate(reading.sentences):
        following = reading.sentence_starts[index + 1 : index + 2] or [len(reading.plain)]
        last = bisect_left(reading.quotation_starts, following[0], waiting)
        for quotation in reading.quotations[waiting:last]:
            _read_quotation(reading, quotation, reading.sentence(index), sentence)
        waiting = last
        if reading.holds_cue[index]:
            stretch = reading.sentence(index)
            for statement in statements_in(stretch, next(scores)):
                _read_statement(reading, stretch, statement)
    # "Holt told reporters:" credits the quotation behind it, and says nothing by itself.
    leading = {quote.cue_span for quote in reading.direct if quote.cue_span is not None}
    told = (quote for quote in reading.indirect if quote.cue_span not in leading)
    found = [*reading.direct, *told]
    return sorted(found, key=lambda quote: (quote.start_char, quote.end_char))


def _read_quotation(reading: _Reading, quotation: Span, stretch: Stretch, sentence: Span) -> None:
    quoted = reading.plain[quotation.start_char : quotation.end_char]
    is_long = len(quoted.split(maxsplit=LONG_QUOTE)) >= LONG_QUOTE
    if not is_long and _last_sign(quoted) not in ",.?!":
        return
    frame = _frame(reading, quotation)
    if frame != sentence:
        stretch = reading.stretch(frame.start_char, frame.end_char)
    at = stretch.quoted.get(quotation.start_char)
    if at is None:
        return
    credit = credit_of(stretch, at)
    if not is_long and not (credit and _is_said(stretch, at, credit)):
        return
    previous = reading.direct[-1] if reading.direct else None
    if (
        credit is None
        and previous is not None
        and _goes_on(reading, previous, quotation, stretch.lows[:at])
    ):
        reading.direct.append(_going_on(previous, quotation))
        return
    if credit is None:
        led = _lead_in(reading, quotation)
        if led is not None:
            credit, stretch = led
    if credit is not None:
        reading.direct.append(_quote(reading, quotation, "direct", stretch, credit))
        return
    told = _told_before(reading, quotation)
    bare = Quote(quotation.start_char, quotation.end_char, "direct")
    reading.direct.append(bare if told is None else _going_on(told, quotation))


def _going_on(told: Quote, quotation: Span) -> Quote:
    """A quotation whose speaker an earlier quote or statement names."""
    start, end = quotation.start_char, quotation.end_char
    return told._replace(start_char=start, end_char=end, form="direct", cue=None, cue_span=None)


def _read_statement(reading: _Reading, stretch: Stretch, statement: Statement) -> None:
    """Adds an indirect statement, unless its cue or its words belong to a direct quote."""
    content = stretch.span(*statement.content)
    cue = stretch.span(*statement.credit.cue) if statement.credit.cue else None
    for quote in reversed(reading.direct):
        if quote.end_char + _NEAR < content.start_char:
            break
        overlaps = quote.start_char < content.end_char and content.start_char < quote.end_char
        if overlaps or (cue is not None and quote.cue_span == cue):
            return
    quote = _quote(reading, content, "indirect", stretch, statement.credit)
    if quote.speaker is None and not statement.holds_for_nobody():
        source = statement.credit.source
        if source is None or stretch.lows[source[0]] not in _PERSONAL:
            return  # "this meeting underscores"; of "he" we only cannot tell who it is
    reading.indirect.append(quote)


def _quote(reading: _Reading, span: Span, form: str, stretch: Stretch, credit: Credit) -> Quote:
    speaker = NOBODY
    if credit.source is not None:
        speaker = speaker_of(
            stretch,
            credit.source,
            reading.people,
            speaks=form == "direct" or _is_saying(stretch, credit),
        )
    if speaker.speaker is not None:
        if speaker.is_person:
            reading.people.hear(span.end_char, speaker.speaker)
        else:
            reading.people.hear_body(span.end_char, speaker.speaker, speaker.kind)
    cue_span = None if credit.cue is None else stretch.span(*credit.cue)
    return Quote(
        span.start_char,
        span.end_char,
        form,
        speaker.speaker,
        speaker.kind,
        cue=None if cue_span is None else _words_of(reading, cue_span),
        reason_given=_reason_given(reading, speaker),
        speaker_span=speaker.span,
        cue_span=cue_span,
    )


def _is_saying(stretch: Stretch, credit: Credit) -> bool:
    """Whether only somebody or a paper does this: "said", not "showed" or "supports"."""
    if credit.cue is None:
        return False
    low = stretch.lows[credit.cue[0]]
    return low == "according" or (low in _WORDS.speech and low not in _WORDS.shows)


def _words_of(reading: _Reading, span: Span) -> str:
    return reading.plain[span.start_char : span.end_char].lower()


def _reason_given(reading: _Reading, speaker: Speaker) -> bool:
    if speaker.kind not in ("unnamed", "named") or speaker.span is None:
        return False
    end = reading.sentences[reading.sentence_at(speaker.span.end_char)].end_char
    rest = reading.plain[speaker.span.start_char : end]
    if speaker.kind == "unnamed":
        is_withheld = _ANONYMITY.search(rest)
    else:
        is_withheld = _PART_OF_NAME.search(rest) if "name" in rest else None
    return bool(is_withheld and _REASON.search(rest))


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
        sign = _last_sign(reading.plain[quotation.start_char : quotation.end_char])
        opening = reading.plain[following.start_char]
        same_line = "\n" not in gap
        if opening in _DASHES or (same_line and (opening.islower() or sign in ",?!-")):
            end = following.end_char
    return Span(min(start, quotation.start_char), max(end, quotation.end_char))


def _last_sign(quoted: str) -> str:
    """The last character of a quotation before its closing marks, those of a nested one too."""
    return quoted.rstrip("\"'\u201d\u2019 ")[-1:] or " "


def _is_said(stretch: Stretch, at: int, credit: Credit) -> bool:
    """Whether a short quotation is said rather than cited: a verb of saying right beside it."""
    if credit.cue is None or credit.source is None:
        return False
    if credit.cue[1] == at - 1 and stretch.lows[at - 1] in _TOLD:
        return False  # 'told "Harbour Tonight"'
    beside = min(abs(credit.cue[0] - at), abs(credit.cue[1] - at)) <= _BESIDE
    return beside and stretch.lows[credit.cue[1]] in _WORDS.speech


def _goes_on(reading: _Reading, previous: Quote, quotation: Span, before: Sequence[str]) -> bool:
    """Whether a quotation continues the one credited right before: the same sentence or the next
    goes on with it, without a word of saying `before` it (`"..." Holt said. Now, "..."`).

    A new paragraph goes on where it is nothing but the quotation; a question may be answered there.
    """
    if previous.speaker_span is None:
        return False
    first = reading.sentence_at(quotation.start_char)
    if previous.end_char > reading.sentences[first].start_char:
        return True
    if first == 0 or not _WORDS.speech.isdisjoint(before):
        return False
    opens = reading.sentences[first].start_char == quotation.start_char
    gap = reading.plain.find("\n", previous.end_char, quotation.start_char)
    asked = _last_sign(reading.plain[previous.start_char : previous.end_char]) == "?"
    if gap >= 0 and (asked or not opens or not _is_paragraph(reading, quotation)):
        return False
    return max(previous.end_char, previous.speaker_span.end_char) > (
        reading.sentences[first - 1].start_char
    )


def _is_paragraph(reading: _Reading, quotation: Span) -> bool:
    """Whether nothing but the quotation stands in its paragraph: its speaker was named before."""
    following = reading.plain[quotation.end_char : quotation.end_char + 1]
    return following in ("", "\n")


def _told_before(reading: _Reading, quotation: Span) -> Quote | None:
    """The statement in the sentence before that a quotation goes on with: "Holt said that she would
    leave. '...'"."""
    first = reading.sentence_at(quotation.start_char)
    opens = reading.sentences[first].start_char == quotation.start_char
    if first == 0 or not opens or not reading.indirect:
        return None
    told, before = reading.indirect[-1], reading.sentences[first - 1]
    if told.speaker is None or told.cue not in _WORDS.speech or told.cue_span is None:
        return None
    if not before.start_char <= told.cue_span.start_char < before.end_char:
        return None
    parted = reading.plain.find("\n", before.start_char, quotation.start_char) >= 0
    return None if parted and not _is_paragraph(reading, quotation) else told


def _lead_in(reading: _Reading, quotation: Span) -> tuple[Credit, Stretch] | None:
    """What credits a quotation in the sentence before it, where that ends with a colon or a cue."""
    first = reading.sentence_at(quotation.start_char)
    if reading.sentences[first].start_char != quotation.start_char or first == 0:
        return None
    stretch = reading.sentence(first - 1)
    if len(stretch.lows) < 3:
        return None
    leads = stretch.lows[-1] == ":" or stretch.lows[-2] in _WORDS.speech
    credit = credit_before(stretch, len(stretch.words)) if leads else None
    if credit is None and stretch.lows[-1] == ":":
        credit = person_in_front(stretch, len(stretch.words) - 1)  # "Holt issued this statement:"
    return None if credit is None else (credit, stretch)
