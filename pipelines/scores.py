"""Every score: a number about one document, with its meaning, direction and unit."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import fsum, sqrt

from pipelines.documents import Document
from pipelines.flag_phrases import LOADED_WORD
from pipelines.repetition import RUN

POSITIVE = 0.2  # from here up a sentence reads as positive; readers call most news neutral
NEGATIVE = -0.2
MIN_WORDS_FOR_RATE = 50  # below, one hit moves a rate per 1,000 words by 20 or more


@dataclass(frozen=True, slots=True)
class Score:
    """A number about a document. `low` and `high` bound it; None stands for no bound."""

    name: str
    label: str
    meaning: str
    low: float | None
    high: float | None
    compute: Callable[[Document], float | None]


def mean(values: Iterable[float | None]) -> float | None:
    """The mean of the values that are known, None without any."""
    known = [value for value in values if value is not None]
    return fsum(known) / len(known) if known else None


def spread(values: Iterable[float | None]) -> float | None:
    """The standard deviation of the values that are known, None with fewer than two."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return None
    # `statistics.pstdev` adds up fractions: the same to the 15th digit, at ten times the price.
    centre = fsum(known) / len(known)
    return sqrt(fsum([(value - centre) ** 2 for value in known]) / len(known))


def tone(doc: Document) -> float | None:
    return mean(sentence.tone for sentence in doc.sentences)


def tone_deep(doc: Document) -> float | None:
    return mean(sentence.tone_deep for sentence in doc.sentences)


def tone_vader(doc: Document) -> float | None:
    return mean(sentence.tone_vader for sentence in doc.sentences)


def tone_without_topic_words(doc: Document) -> float | None:
    return mean(sentence.tone_without_topic_words for sentence in doc.sentences)


def tone_narrator(doc: Document) -> float | None:
    return mean(sentence.tone_narrator for sentence in doc.sentences)


def tone_quoted(doc: Document) -> float | None:
    return mean(sentence.tone_quoted for sentence in doc.sentences)


def tone_title(doc: Document) -> float | None:
    return doc.title_tone


def title_gap(doc: Document) -> float | None:
    body = tone(doc)
    return None if body is None or doc.title_tone is None else doc.title_tone - body


def tone_spread(doc: Document) -> float | None:
    return spread(sentence.tone for sentence in doc.sentences)


def positive_share(doc: Document) -> float | None:
    return _tone_share(doc, lambda value: value >= POSITIVE)


def negative_share(doc: Document) -> float | None:
    return _tone_share(doc, lambda value: value <= NEGATIVE)


def _tone_share(doc: Document, counts: Callable[[float], bool]) -> float | None:
    return mean(float(counts(s.tone)) for s in doc.sentences if s.tone is not None)


def quoted_share(doc: Document) -> float | None:
    return min(1.0, doc.n_quoted_words / doc.n_words) if doc.n_words and _english(doc) else None


def quotes_per_1000(doc: Document) -> float | None:
    return _per_1000(doc, sum(quote.form == "direct" for quote in doc.quotes))


def attributions_per_1000(doc: Document) -> float | None:
    return _per_1000(doc, sum(quote.speaker_kind != "none" for quote in doc.quotes))


def unnamed_share(doc: Document) -> float | None:
    return mean(
        float(quote.speaker_kind == "unnamed")
        for quote in doc.quotes
        if quote.speaker_kind != "none"
    )


def hedges_per_1000(doc: Document) -> float | None:
    return _per_1000(doc, len(doc.phrases.get("hedges", ())))


def loaded_per_1000(doc: Document) -> float | None:
    return _per_1000(doc, sum([weight >= LOADED_WORD for _, _, weight in doc.loaded]))


def stock_phrases_per_1000(doc: Document) -> float | None:
    return _per_1000(doc, len(doc.phrases.get("stock_phrases", ())))


# The first digit of a number that is no part of a word; begins with a digit, so that it is fast.
_NUMBER = re.compile(r"\d(?<![\w.,]\d)")


def numbers_per_1000(doc: Document) -> float | None:
    return _per_1000(doc, len(_NUMBER.findall(doc.plain)))


def names_per_1000(doc: Document) -> float | None:
    return _per_1000(doc, sum(mention.kind == "person" for mention in doc.mentions))


_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("January", "February", "March", "April", "June", "July", "August", "September")
_NAMES = (*_DAYS, *_MONTHS, "October", "November", "December")
# The first boundary stands behind each name: what begins with letters is searched for fast.
_DAY_OR_MONTH = re.compile("(?:" + "|".join(rf"{name}(?<=\b{name})" for name in _NAMES) + r")\b")
# May without a number beside it is a verb.
_MAY = re.compile(r"May(?: (?=\d)(?<=\bMay )|\b(?<=\d May))")
_CALENDAR_DATE = re.compile(r"-(?<=\d{4}-)\d\d-\d\d")


def dates_per_1000(doc: Document) -> float | None:
    named = len(_DAY_OR_MONTH.findall(doc.plain))
    others = len(_MAY.findall(doc.plain)) + len(_CALENDAR_DATE.findall(doc.plain))
    return _per_1000(doc, named + others)


def repetition_share(doc: Document) -> float | None:
    return doc.repeated_share if doc.n_words >= MIN_WORDS_FOR_RATE else None


def _english(doc: Document) -> bool:
    """The word lists behind a rate are English; other languages have no rate, not a rate of 0."""
    return doc.language in (None, "en")


def _per_1000(doc: Document, count: int) -> float | None:
    if doc.n_words < MIN_WORDS_FOR_RATE or not _english(doc):
        return None
    return 1000 * count / doc.n_words


_PER = "per 1,000 words"
SCORES = (
    Score(
        "tone",
        "Tone",
        "How positive (towards 1) or grim (towards -1) the sentences read on average; "
        "0 is what readers call neutral.",
        -1,
        1,
        tone,
    ),
    Score(
        "tone_deep",
        "Deep tone",
        "The same from the slower model that reads whole sentences, -1 to 1; "
        "computed only on request.",
        -1,
        1,
        tone_deep,
    ),
    Score(
        "tone_vader",
        "Plain VADER",
        "Mean of vaderSentiment's compound over sentences, -1 to 1; for comparison.",
        -1,
        1,
        tone_vader,
    ),
    Score(
        "tone_without_topic_words",
        "Tone without topic words",
        "Tone when words that name the subject (peace, war, security) carry no weight, -1 to 1.",
        -1,
        1,
        tone_without_topic_words,
    ),
    Score(
        "tone_narrator",
        "Narrator tone",
        "Tone of what the article says in its own voice, outside quotations, -1 to 1.",
        -1,
        1,
        tone_narrator,
    ),
    Score(
        "tone_quoted",
        "Quoted tone",
        "Tone of the quoted speech alone, -1 to 1.",
        -1,
        1,
        tone_quoted,
    ),
    Score("tone_title", "Headline tone", "Tone of the headline, -1 to 1.", -1, 1, tone_title),
    Score(
        "title_gap",
        "Headline gap",
        "Headline tone minus the tone of the text, -2 to 2; "
        "positive means the headline sounds better.",
        -2,
        2,
        title_gap,
    ),
    Score(
        "tone_spread",
        "Tone spread",
        "Standard deviation of sentence tones: 0 for an even text, higher for one that swings.",
        0,
        1,
        tone_spread,
    ),
    Score(
        "positive_share",
        "Positive sentences",
        f"Share of sentences with a tone of {POSITIVE} or more, 0 to 1.",
        0,
        1,
        positive_share,
    ),
    Score(
        "negative_share",
        "Negative sentences",
        f"Share of sentences with a tone of {NEGATIVE} or less, 0 to 1.",
        0,
        1,
        negative_share,
    ),
    Score(
        "quoted_share",
        "Quoted words",
        "Share of the words that stand inside direct quotations, 0 to 1.",
        0,
        1,
        quoted_share,
    ),
    Score(
        "quotes_per_1000", "Direct quotes", f"Direct quotations {_PER}.", 0, None, quotes_per_1000
    ),
    Score(
        "attributions_per_1000",
        "Attributions",
        f"Statements with a stated source, direct or indirect, {_PER}; more is better sourced.",
        0,
        None,
        attributions_per_1000,
    ),
    Score(
        "unnamed_share",
        "Unnamed sources",
        "Share of the attributed statements whose source is not named, 0 to 1.",
        0,
        1,
        unnamed_share,
    ),
    Score(
        "hedges_per_1000",
        "Hedges",
        f"Hedging words (may, could, potentially) {_PER}.",
        0,
        None,
        hedges_per_1000,
    ),
    Score(
        "loaded_per_1000",
        "Loaded words",
        f"Words that judge while they describe (regime, slammed, shameful) {_PER}.",
        0,
        None,
        loaded_per_1000,
    ),
    Score(
        "stock_phrases_per_1000",
        "Stock phrases",
        f"Ready-made phrases of templated prose {_PER}.",
        0,
        None,
        stock_phrases_per_1000,
    ),
    Score(
        "numbers_per_1000",
        "Numbers",
        f"Numbers written in digits {_PER}.",
        0,
        None,
        numbers_per_1000,
    ),
    Score(
        "names_per_1000",
        "Named people",
        f"Mentions of named people {_PER}.",
        0,
        None,
        names_per_1000,
    ),
    Score(
        "dates_per_1000",
        "Dates",
        f"Weekdays, months and calendar dates {_PER}.",
        0,
        None,
        dates_per_1000,
    ),
    Score(
        "repetition_share",
        "Repetition",
        f"Share of runs of {RUN} words that repeat an earlier one, 0 to 1.",
        0,
        1,
        repetition_share,
    ),
)
