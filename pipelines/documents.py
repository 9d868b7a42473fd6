"""The document: an article cleaned, cut into sentences, and read once by every text measure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.actors import Mention
from pipelines.articles import Article, Span
from pipelines.chronology import Clue
from pipelines.cleaning import Removed
from pipelines.positions import Position
from pipelines.quotes import Quote
from pipelines.themes import ElementMatch, ThemeMatch


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, heading or list item of a document, with its tones (-1..1, None unknown)."""

    index: int
    start_char: int
    end_char: int
    text: str
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
    straight quotation marks, and in lower case: offsets into one hold for all three.
    """

    article: Article
    article_id: str
    title: str | None
    text: str
    plain: str
    lowered: str
    raw_text: str
    removed: tuple[Removed, ...]
    language: str | None
    n_words: int
    sentences: tuple[Sentence, ...]
    quotes: tuple[Quote, ...]
    themes: tuple[ThemeMatch, ...]
    elements: tuple[ElementMatch, ...]
    mentions: tuple[Mention, ...]
    positions: tuple[Position, ...]
    clues: tuple[Clue, ...]

    def find(self, pattern: re.Pattern[str]) -> list[Span]:
        """Where the pattern occurs in the text with straight quotation marks."""
        return [Span(match.start(), match.end()) for match in pattern.finditer(self.plain)]


__all__: Sequence[str] = ("Document", "Sentence")
