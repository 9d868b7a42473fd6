"""The document: an article cleaned, cut into sentences, and read once by every text measure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipelines.actors import Mention, mentions_in
from pipelines.articles import Article, Span
from pipelines.chronology import Clue, clues_in
from pipelines.cleaning import Cleaned, Removed, clean
from pipelines.flag_phrases import LoadedWord, Wording, wording_of
from pipelines.languages import language_of
from pipelines.positions import positions_in
from pipelines.quotes import Quote, quotes_in_each
from pipelines.repetition import repeated_share
from pipelines.sentences import sentence_spans
from pipelines.slots import Slot, slots_in
from pipelines.speaking import speaking_persons, with_actors
from pipelines.stances import Position
from pipelines.taxonomy import Taxonomy
from pipelines.themes import ElementMatch, ThemeMatch, themes_in
from pipelines.tone import tone_of, tones_of_sentences
from pipelines.typography import lowered, plain
from pipelines.voices import Voice, voices_of

MIN_PART_WORDS = 4  # of a mixed sentence: "said Ms Holt" beside a quotation has no tone of its own


class Sentence(NamedTuple):
    """One sentence, heading or list item of a document, with its tones (-1..1, None unknown).

    `tone_narrator` and `tone_quoted` are the tones of the parts outside and inside quotations.
    """

    start_char: int
    end_char: int
    voice: str
    tone: float | None = None
    tone_vader: float | None = None
    tone_without_topic_words: float | None = None
    tone_narrator: float | None = None
    tone_quoted: float | None = None
    tone_deep: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """An article with everything that its text says, found once and read by scores and flags.

    `article` carries the metadata after reading the text (a byline line, a source line).
    `text` is cleaned and without the title; `plain` and `lowered` are the same characters with
    straight quotation marks, and in lower case: offsets into one hold for all three. `phrases`
    are the words on the lists that flags and scores count, by list, `loaded` the loaded words with
    their weights, `repeated_share` the share of word runs that stand further up already (0..1, None
    without a run), `n_quoted_words` the words inside direct quotations. A document is equal to none
    but itself, so that what several flags ask of it can be kept while it is at hand.
    """

    article: Article
    article_id: str
    title: str | None
    title_tone: float | None
    text: str
    plain: str
    lowered: str
    raw_text: str
    removed: tuple[Removed, ...]
    language: str | None
    n_words: int
    n_quoted_words: int
    sentences: tuple[Sentence, ...]
    quotes: tuple[Quote, ...]
    quote_tones: tuple[float | None, ...]
    themes: tuple[ThemeMatch, ...]
    elements: tuple[ElementMatch, ...]
    mentions: tuple[Mention, ...]
    positions: tuple[Position, ...]
    clues: tuple[Clue, ...]
    slots: tuple[Slot, ...]
    phrases: Mapping[str, tuple[Span, ...]]
    loaded: Sequence[LoadedWord]
    repeated_share: float | None

    def find(self, pattern: re.Pattern[str]) -> list[Span]:
        """Where the pattern occurs in the text with straight quotation marks."""
        return [Span(match.start(), match.end()) for match in pattern.finditer(self.plain)]


def documents_of(
    articles: Sequence[Article], *, taxonomy: Taxonomy, tone: str = "fast"
) -> list[Document]:
    """One document for each article, in their order.

    `tone` is "fast" or "deep"; the fast tone is always there, the deep one where asked for.
    No document depends on another. Yet each question is put to all articles before the next: the
    words that it looks up then stay in the processor's cache, which saves a tenth of the time.
    """
    read = _read(articles)
    tones = _tones_of([one for one in read if one.has_tone], deep=tone == "deep")
    found = _found_in(read, taxonomy)
    return [_document(one, other, tones) for one, other in zip(read, found, strict=True)]


@dataclass(frozen=True, slots=True)
class _Read:
    """An article cut into its texts, before their tones are known.

    `texts` are the sentences, `parts` what the narrator and others say in a mixed one (else None),
    `said` the quotes.
    """

    article_id: str
    cleaned: Cleaned
    plain: str
    language: str | None
    spans: Sequence[Span]
    texts: Sequence[str]
    voices: Sequence[Voice]
    parts: Sequence[tuple[str, str] | None]
    quotes: Sequence[Quote]
    said: Sequence[str]
    title: str

    @property
    def has_tone(self) -> bool:
        """Too little text to tell the language is read as English, as a headline would be."""
        return self.language in (None, "en")


def _read(articles: Sequence[Article]) -> list[_Read]:
    cleaned = list(map(clean, articles))
    texts = [one.text for one in cleaned]
    languages = list(map(language_of, texts))
    spans = [
        sentence_spans(text, language=language or "en")
        for text, language in zip(texts, languages, strict=True)
    ]
    plains = list(map(plain, texts))
    quotes = quotes_in_each(texts, plains, spans)
    return list(map(_read_one, articles, cleaned, plains, languages, spans, quotes))


def _read_one(
    article: Article,
    cleaned: Cleaned,
    plain_text: str,
    language: str | None,
    spans: Sequence[Span],
    quotes: Sequence[Quote],
) -> _Read:
    voices = voices_of(
        spans, [Span(q.start_char, q.end_char) for q in quotes if q.form == "direct"]
    )
    return _Read(
        article_id=article.article_id,
        cleaned=cleaned,
        plain=plain_text,
        language=language,
        spans=spans,
        texts=[plain_text[span.start_char : span.end_char] for span in spans],
        voices=voices,
        parts=[
            (_joined(plain_text, voice.narrated), _joined(plain_text, voice.quoted))
            if voice.voice == "mixed"
            else None
            for voice in voices
        ],
        quotes=quotes,
        said=[plain_text[quote.start_char : quote.end_char].strip() for quote in quotes],
        title=plain(cleaned.article.title or ""),
    )


def _joined(text: str, spans: Sequence[Span]) -> str:
    return " ".join(text[span.start_char : span.end_char].strip() for span in spans)


@dataclass(frozen=True, slots=True)
class _Tones:
    """The tone of every text of a batch, by text."""

    fast: Mapping[str, float]
    vader: Mapping[str, float]
    without: Mapping[str, float]
    deep: Mapping[str, float]


def _tones_of(read: Sequence[_Read], *, deep: bool) -> _Tones:
    """Fast tones of sentences, their parts, quotes and titles, the others of sentences alone."""
    sentences = list(dict.fromkeys(text for one in read for text in one.texts))
    tones = tones_of_sentences(sentences)
    fast = dict(zip(sentences, tones.fast, strict=True))
    wanted: dict[str, None] = {}
    for one in read:
        wanted.update(dict.fromkeys(one.said))
        wanted.update(dict.fromkeys(part for pair in one.parts if pair for part in pair))
        wanted[one.title] = None
    others = [text for text in wanted if text not in fast]
    fast.update(zip(others, tone_of(others), strict=True))
    return _Tones(
        fast=fast,
        vader=dict(zip(sentences, tones.vader, strict=True)),
        without=dict(zip(sentences, tones.without_topic_words, strict=True)),
        deep=dict(zip(sentences, tone_of(sentences, model="deep"), strict=True)) if deep else {},
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """What the text in lower case was searched for."""

    lowered: str
    themes: Sequence[ThemeMatch]
    elements: Sequence[ElementMatch]
    mentions: Sequence[Mention]
    positions: Sequence[Position]
    slots: Sequence[Slot]
    clues: Sequence[Clue]
    wording: Wording
    repeated_share: float | None


def _found_in(read: Sequence[_Read], taxonomy: Taxonomy) -> list[_Found]:
    lows = [lowered(one.plain) for one in read]
    clues = [clues_in(one.plain, low, taxonomy.clock) for one, low in zip(read, lows, strict=True)]
    wordings = list(map(wording_of, lows))
    shares = list(map(repeated_share, lows))
    found = []
    of_each = zip(read, lows, clues, wordings, shares, strict=True)
    for one, low, dated, wording, share in of_each:
        text, spans = one.plain, one.spans
        themes, elements = themes_in(low, text, spans, taxonomy.themes)
        speaking = speaking_persons(one.quotes, text)
        mentions = mentions_in(text, low, spans, taxonomy.actors, speaking=speaking)
        positions = positions_in(text, low, spans, mentions, themes, one.quotes)
        published = one.cleaned.article.published_at
        day = published.date() if published is not None else None
        slots = slots_in(text, low, spans, mentions, day)
        found.append(
            _Found(low, themes, elements, mentions, positions, slots, dated, wording, share)
        )
    return found


def _document(read: _Read, found: _Found, tones: _Tones) -> Document:
    text, plain_text = read.cleaned.text, read.plain
    title = read.cleaned.article.title
    return Document(
        article=read.cleaned.article,
        article_id=read.article_id,
        title=title,
        title_tone=tones.fast[read.title] if title and read.has_tone else None,
        text=text,
        plain=plain_text,
        lowered=found.lowered,
        raw_text=read.cleaned.raw_text,
        removed=read.cleaned.removed,
        language=read.language,
        n_words=len(text.split()),
        n_quoted_words=sum(
            plain_text.count(" ", quote.start_char, quote.end_char) + 1
            for quote in read.quotes
            if quote.form == "direct"
        ),
        sentences=tuple(_sentences(read, tones)),
        quotes=with_actors(read.quotes, found.mentions, plain_text),
        quote_tones=tuple(tones.fast[said] if read.has_tone else None for said in read.said),
        themes=tuple(found.themes),
        elements=tuple(found.elements),
        mentions=tuple(found.mentions),
        positions=tuple(found.positions),
        clues=tuple(found.clues),
        slots=tuple(found.slots),
        phrases=found.wording.phrases,
        loaded=found.wording.loaded,
        repeated_share=found.repeated_share,
    )


def _sentences(read: _Read, tones: _Tones) -> Iterator[Sentence]:
    of_each = zip(read.spans, read.texts, read.voices, read.parts, strict=True)
    for span, text, voice, parts in of_each:
        start, end = span.start_char, span.end_char
        if not read.has_tone:
            yield Sentence(start, end, voice.voice)
            continue
        tone = tones.fast[text]
        if parts is None:
            narrated, quoted = (tone, None) if voice.voice == "narrator" else (None, tone)
        else:
            narrated, quoted = (
                tones.fast[part] if len(part.split()) >= MIN_PART_WORDS else None for part in parts
            )
        yield Sentence(
            start,
            end,
            voice.voice,
            tone,
            tones.vader[text],
            tones.without[text],
            narrated,
            quoted,
            tones.deep.get(text),
        )
