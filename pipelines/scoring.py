"""Articles in, tables out: the one way in."""

import gc
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipelines.articles import Article
from pipelines.chronology import window_of
from pipelines.documents import Document, documents_of
from pipelines.flags import FLAGS, answers
from pipelines.rates import FOLDER, Rates, read_rates
from pipelines.schemas import Tables, tables_of
from pipelines.scores import SCORES, mean, spread
from pipelines.taxonomy import DEFAULT, Taxonomy, read_taxonomy
from pipelines.themes import story_theme_of, topic_of, vouched_for
from pipelines.tone import mean_interval, tone_model_name

Rows = dict[str, list[tuple[Any, ...]]]


def score_articles(
    articles: Sequence[Article],
    *,
    taxonomy: Path | str | Taxonomy = DEFAULT,
    tone: str = "fast",
    reference: Path = FOLDER,
) -> Tables:
    """Score every article; its rows never depend on its neighbours.

    `taxonomy` is a folder with themes.toml, actors.toml and clock.toml, or one already read.
    `tone="deep"` fills `tone_deep` as well, and needs the extra `deep`. `reference` is the folder
    of the reference set behind percentiles; without one in it they are null. The tables that
    compare articles stay empty: `compare_articles` fills them. Raises ValueError for an unknown
    tone and TaxonomyError for a mistake in the taxonomy.
    """
    if not isinstance(taxonomy, Taxonomy):
        taxonomy = read_taxonomy(taxonomy)
    rates = read_rates(reference)
    with _collector_paused():
        return tables_of(rows_of(documents_of(articles, taxonomy=taxonomy, tone=tone), rates))


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Scoring makes many small objects and no cycles; looking for some costs a tenth of it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def rows_of(docs: Iterable[Document], rates: Rates) -> Rows:
    """The rows of the documents, by table."""
    rows: Rows = defaultdict(list)
    for doc in docs:
        topic = topic_of(doc.themes, len(doc.sentences))
        _add_article(rows, doc, topic)
        _add_sentences(rows, doc)
        _add_themes(rows, doc, topic)
        _add_actors(rows, doc)
        _add_quotes(rows, doc)
        _add_clues(rows, doc)
        _add_slots(rows, doc)
        _add_flags(rows, doc, rates)
    return rows


def _add_article(rows: Rows, doc: Document, topic: str | None) -> None:
    article = doc.article
    has_tone = any(sentence.tone is not None for sentence in doc.sentences)
    interval = mean_interval([s.tone for s in doc.sentences if s.tone is not None])
    earliest, latest = window_of(doc.clues)
    rows["articles"].append(
        (
            doc.article_id,
            article.path,
            article.url,
            article.outlet,
            article.author,
            article.published_at,
            doc.title,
            doc.language,
            doc.n_words,
            len(doc.sentences),
            sum(sentence.voice == "narrator" for sentence in doc.sentences),
            sum(sentence.voice != "narrator" for sentence in doc.sentences),
            topic,
            story_theme_of(doc.themes, len(doc.sentences)),
            tone_model_name("fast") if has_tone else None,
            *(score.compute(doc) for score in SCORES),
            *(interval or (None, None)),
            earliest,
            latest,
        )
    )
    rows["texts"].append((doc.article_id, doc.text, doc.raw_text))
    for line in doc.removed:
        rows["marks"].append(
            (
                doc.article_id,
                "raw_text",
                "removed",
                line.reason,
                line.start_char,
                line.end_char,
                None,
            )
        )


def _add_sentences(rows: Rows, doc: Document) -> None:
    rows["sentences"].extend(
        (
            doc.article_id,
            index,
            sentence.start_char,
            sentence.end_char,
            sentence.voice,
            sentence.tone,
            sentence.tone_vader,
            sentence.tone_without_topic_words,
            sentence.tone_narrator,
            sentence.tone_quoted,
            sentence.tone_deep,
        )
        for index, sentence in enumerate(doc.sentences)
    )


def _add_themes(rows: Rows, doc: Document, topic: str | None) -> None:
    sentences: dict[tuple[str, str], set[int]] = defaultdict(set)
    for match in vouched_for(doc.themes, topic):
        sentences[match.theme, match.layer].add(match.sentence_index)
        rows["marks"].append(
            (doc.article_id, "text", "theme", match.theme, match.start_char, match.end_char, None)
        )
    for (theme, layer), indexes in sorted(sentences.items()):
        tones = [doc.sentences[index].tone for index in sorted(indexes)]
        share = len(indexes) / len(doc.sentences)
        rows["themes"].append(
            (doc.article_id, theme, layer, len(indexes), share, mean(tones), spread(tones))
        )
    rows["elements"].extend(
        (doc.article_id, match.theme, match.element, match.start_char, match.end_char)
        for match in doc.elements
    )
    rows["positions"].extend(
        (
            doc.article_id,
            position.sentence_index,
            position.actor,
            position.theme,
            position.verb,
            position.polarity,
            position.start_char,
            position.end_char,
            position.voice,
            position.claimed_by,
        )
        for position in doc.positions
    )


def _add_actors(rows: Rows, doc: Document) -> None:
    mentions: Counter[str] = Counter()
    sentences: dict[str, set[int]] = defaultdict(set)
    said: Counter[tuple[str | None, str]] = Counter()
    for mention in doc.mentions:
        mentions[mention.actor] += 1
        sentences[mention.actor].add(mention.sentence_index)
        rows["marks"].append(
            (
                doc.article_id,
                "text",
                "actor",
                mention.actor,
                mention.start_char,
                mention.end_char,
                mention.kind,
            )
        )
    for quote in doc.quotes:
        said.update((actor, quote.form) for actor in quote.actors)
    for actor in sorted(mentions):
        tones = [doc.sentences[index].tone for index in sorted(sentences[actor])]
        rows["actors"].append(
            (
                doc.article_id,
                actor,
                mentions[actor],
                len(sentences[actor]),
                said[actor, "direct"],
                said[actor, "indirect"],
                mean(tones),
                spread(tones),
            )
        )


def _add_quotes(rows: Rows, doc: Document) -> None:
    for quote, tone in zip(doc.quotes, doc.quote_tones, strict=True):
        start, end = quote.start_char, quote.end_char
        rows["quotes"].append(
            (
                doc.article_id,
                start,
                end,
                quote.form,
                quote.speaker,
                quote.speaker_kind,
                quote.cue,
                quote.reason_given,
                tone,
            )
        )
        rows["marks"].append(
            (doc.article_id, "text", "quote", quote.speaker_kind, start, end, quote.speaker)
        )


def _add_clues(rows: Rows, doc: Document) -> None:
    for clue in doc.clues:
        start, end = clue.start_char, clue.end_char
        rows["clues"].append(
            (doc.article_id, start, end, clue.earliest, clue.latest, clue.firmness)
        )
        rows["marks"].append((doc.article_id, "text", "date", clue.firmness, start, end, None))


def _add_slots(rows: Rows, doc: Document) -> None:
    rows["slots"].extend(
        (doc.article_id, slot.slot, slot.value, slot.unit, slot.start_char, slot.end_char)
        for slot in doc.slots
    )


def _add_flags(rows: Rows, doc: Document, rates: Rates) -> None:
    for flag, finding in zip(FLAGS, answers(doc), strict=True):
        percentile = rates.percentile(flag.name, finding.value, doc.n_words)
        rows["flags"].append(
            (doc.article_id, flag.name, finding.state, finding.reason, finding.value, percentile)
        )
        rows["marks"].extend(
            (
                doc.article_id,
                mark.field,
                "flag",
                flag.name,
                mark.span.start_char,
                mark.span.end_char,
                mark.note,
            )
            for mark in finding.marks
        )
