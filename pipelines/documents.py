"""The document: an article cleaned, cut into sentences, and read once by every text measure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipelines.actors import Mention, mentions_in
from pipelines.articles import Article, Span
from pipelines.chronology import Clue, clues_in
from pipelines.cleaning import Removed, clean
from pipelines.flag_phrases import phrases_in
from pipelines.languages import language_of
from pipelines.positions import Position, positions_in
from pipelines.quotes import Quote, quotes_in
from pipelines.repetition import repeated_share
from pipelines.sentences import sentence_spans
from pipelines.slots import Slot, slots_in
from pipelines.taxonomy import Taxonomy
from pipelines.themes import ElementMatch, ThemeMatch, themes_in
from pipelines.tone import polarity_of, tone_of, tone_without_topic_words_of
from pipelines.typography import lowered, plain
from pipelines.voices import Voice, voices_of

MIN_PART_WORDS = 4  # of a mixed sentence: "said Ms Holt" beside a quotation has no tone of its own


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, heading or list item of a document, with its tones (-1..1, None unknown).

    `tone_narrator` and `tone_quoted` are the tones of the parts outside and inside quotations.
    """

    index: int
    start_char: int
    end_char: int
    voice: str
    tone: float | None = None
    tone_vader: float | None = None
    tone_without_topic_words: float | None = None
    tone_narrator: float | None = None
    tone_quoted: float | None = None
    tone_deep: float | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """An article with everything that its text says, found once and read by scores and flags.

    `article` carries the metadata after reading the text (a byline line, a source line).
    `text` is cleaned and without the title; `plain` and `lowered` are the same characters with
    straight quotation marks, and in lower case: offsets into one hold for all three. `phrases`
    are the words on the lists that flags and scores count, by list, `repeated_share` the share of
    word runs that stand further up already (0..1, None without a run).
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
    repeated_share: float | None

    def find(self, pattern: re.Pattern[str]) -> list[Span]:
        """Where the pattern occurs in the text with straight quotation marks."""
        return [Span(match.start(), match.end()) for match in pattern.finditer(self.plain)]


def documents_of(
    articles: Sequence[Article], *, taxonomy: Taxonomy, tone: str = "fast"
) -> list[Document]:
    """One document for each article, in their order.

    `tone` is "fast" or "deep"; the fast tone is always there, the deep one where asked for.
    All articles are scored in one batch, and no document depends on another.
    """
    read = [_read(article, taxonomy) for article in articles]
    english = [one for one in read if one.has_tone]
    wanted = list(dict.fromkeys(text for one in english for text in one.texts()))
    sentences = list(dict.fromkeys(text for one in english for text in one.sentence_texts()))
    tones = _Tones(
        fast=dict(zip(wanted, tone_of(wanted), strict=True)),
        vader={s: p["compound"] for s, p in zip(sentences, polarity_of(sentences), strict=True)},
        without=dict(zip(sentences, tone_without_topic_words_of(sentences), strict=True)),
        deep=dict(zip(sentences, tone_of(sentences, model="deep"), strict=True))
        if tone == "deep"
        else {},
    )
    return [one.with_tones(tones) if one.has_tone else one.doc for one in read]


@dataclass(frozen=True, slots=True)
class _Tones:
    """The tone of every text of a batch, by text."""

    fast: Mapping[str, float]
    vader: Mapping[str, float]
    without: Mapping[str, float]
    deep: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Read:
    """A document before its tones are known."""

    doc: Document
    voices: tuple[Voice, ...]

    @property
    def has_tone(self) -> bool:
        """Too little text to tell the language is read as English, as a headline would be."""
        return self.doc.language in (None, "en")

    def texts(self) -> list[str]:
        """Everything that has a fast tone: sentences, parts of mixed ones, quotes, the title."""
        parts = [
            self.joined(spans)
            for voice in self.voices
            if voice.voice == "mixed"
            for spans in (voice.narrated, voice.quoted)
        ]
        quotes = [self.joined([quote]) for quote in self.doc.quotes]
        return [plain(self.doc.title or ""), *self.sentence_texts(), *parts, *quotes]

    def sentence_texts(self) -> list[str]:
        return [self.joined([sentence]) for sentence in self.doc.sentences]

    def joined(self, spans: "Sequence[Span | Sentence | Quote]") -> str:
        return " ".join(self.doc.plain[span.start_char : span.end_char].strip() for span in spans)

    def with_tones(self, tones: _Tones) -> Document:
        doc = self.doc
        return replace(
            doc,
            title_tone=tones.fast[plain(doc.title)] if doc.title else None,
            sentences=tuple(
                self._scored(sentence, voice, tones)
                for sentence, voice in zip(doc.sentences, self.voices, strict=True)
            ),
            quote_tones=tuple(tones.fast[self.joined([quote])] for quote in doc.quotes),
        )

    def _scored(self, sentence: Sentence, voice: Voice, tones: _Tones) -> Sentence:
        text = self.joined([sentence])
        tone = tones.fast[text]
        narrated = quoted = None
        if voice.voice == "narrator":
            narrated = tone
        elif voice.voice == "quoted":
            quoted = tone
        else:
            narrated = self._part_tone(voice.narrated, tones)
            quoted = self._part_tone(voice.quoted, tones)
        return Sentence(
            index=sentence.index,
            start_char=sentence.start_char,
            end_char=sentence.end_char,
            voice=sentence.voice,
            tone=tone,
            tone_vader=tones.vader[text],
            tone_without_topic_words=tones.without[text],
            tone_narrator=narrated,
            tone_quoted=quoted,
            tone_deep=tones.deep.get(text),
        )

    def _part_tone(self, spans: Sequence[Span], tones: _Tones) -> float | None:
        text = self.joined(spans)
        return tones.fast[text] if len(text.split()) >= MIN_PART_WORDS else None


def _read(article: Article, taxonomy: Taxonomy) -> _Read:
    cleaned = clean(article)
    text = cleaned.text
    plain_text = plain(text)
    low = lowered(plain_text)
    language = language_of(text)
    spans = sentence_spans(text, language=language or "en")
    quotes = quotes_in(text, spans)
    voices = voices_of(
        spans, [Span(q.start_char, q.end_char) for q in quotes if q.form == "direct"]
    )
    themes, elements = themes_in(low, plain_text, spans, taxonomy.themes)
    mentions = mentions_in(plain_text, low, spans, taxonomy.actors)
    doc = Document(
        article=cleaned.article,
        article_id=article.article_id,
        title=cleaned.article.title,
        title_tone=None,
        text=text,
        plain=plain_text,
        lowered=low,
        raw_text=cleaned.raw_text,
        removed=cleaned.removed,
        language=language,
        n_words=len(text.split()),
        sentences=tuple(
            Sentence(index, span.start_char, span.end_char, voice.voice)
            for index, (span, voice) in enumerate(zip(spans, voices, strict=True))
        ),
        quotes=tuple(quotes),
        quote_tones=(None,) * len(quotes),
        themes=tuple(themes),
        elements=tuple(elements),
        mentions=tuple(mentions),
        positions=tuple(positions_in(plain_text, low, spans, mentions, themes)),
        clues=tuple(clues_in(plain_text, low, taxonomy.clock)),
        slots=tuple(slots_in(plain_text, low, spans, mentions)),
        phrases=phrases_in(low),
        repeated_share=repeated_share(low),
    )
    return _Read(doc, tuple(voices))
