"""Flags on wording: hedged, loaded, sensational, advising, or out of tune with the headline."""

import statistics
from functools import lru_cache
from typing import TYPE_CHECKING

from pipelines.articles import Span
from pipelines.flag_phrases import LOADED_WORD, LoadedWord
from pipelines.flags.counting import above_in_own_voice, hits, outside_quotes, own_words
from pipelines.flags.finding import Field, Finding, Flag, Mark, cannot_assess, clear, triggered_by
from pipelines.flags.labels import labelled_opinion
from pipelines.flags.teasing import has_words, tease_of

if TYPE_CHECKING:
    from pipelines.documents import Document

# Set on 500 articles of wire agencies and newspapers in part A, to stay below one in twenty:
# hedging fires on 3 % of them, loaded language on less than 1 % (on 25 % of opinion pages and
# partisan sites), opinion on 2 % (29 %), the headline gap on less than 1 %.
HEDGES_PER_1000 = 8.0
JUDGEMENTS_PER_1000 = 18.0
LOADED_PER_1000 = 90.0
LOADED_PRIOR_WORDS = 30  # a sentence more: one word in a single sentence is no habit
MIN_LOADED = 2
TONE_GAP = 0.7
MIN_SENTENCES = 5  # the mean of fewer turns with a single word
HEADLINE_WORDS = 30  # 99 % of headlines are shorter


def hedging(doc: "Document") -> Finding:
    # "May" with a capital is a month or a prime minister.
    hedges = [span for span in hits(doc, "hedges") if doc.plain[span[0] : span[1]] != "May"]
    own = outside_quotes(doc, hedges)
    return above_in_own_voice(doc, own, per_1000=HEDGES_PER_1000, at_least=4)


@lru_cache(maxsize=1)
def _loaded(doc: "Document") -> list[LoadedWord]:
    """The writer's own loaded words."""
    return outside_quotes(doc, doc.loaded)


def _judging(doc: "Document") -> list[Span]:
    """Those of them that judge by themselves."""
    return [Span(start, end) for start, end, weight in _loaded(doc) if weight >= LOADED_WORD]


def loaded_language(doc: "Document") -> Finding:
    """Words outside quotations count with their weights; the value is there for any length."""
    weight = sum([weight for _, _, weight in _loaded(doc)])
    value = 1000 * weight / (own_words(doc) + LOADED_PRIOR_WORDS)
    if value <= LOADED_PER_1000 or labelled_opinion(doc):
        return clear(value=value)
    judging = _judging(doc)
    return triggered_by(judging if len(judging) >= MIN_LOADED else (), value=value)


def sensational_style(doc: "Document") -> Finding:
    """The words of the headline add up; a text that is a headline alone is read as one."""
    where: Field = "title" if doc.title else "text"
    headline = doc.title or doc.text
    if where == "text" and (doc.n_words > HEADLINE_WORDS or "\n" in headline):
        return cannot_assess("no headline")
    if not has_words(headline):
        return cannot_assess("no words in the headline")
    tease = tease_of(headline)
    if not tease.fires:
        return clear(value=tease.value)
    marks = [Mark(span, where, f"adds {weight:.1f}") for span, weight in tease.words]
    whole = Mark(Span(0, len(headline)), where, "no single word: its shape and many weak words")
    return triggered_by(marks or [whole], value=tease.value)


def opinion_as_news(doc: "Document") -> Finding:
    """Advice and judgements, and the words that judge most; any label of opinion clears it."""
    if labelled_opinion(doc):
        return clear()
    own = {*outside_quotes(doc, hits(doc, "judgements")), *_judging(doc)}
    return above_in_own_voice(doc, own, per_1000=JUDGEMENTS_PER_1000, at_least=4)


def headline_body_gap(doc: "Document") -> Finding:
    if not doc.title:
        return cannot_assess("no headline")
    tones = [sentence.tone for sentence in doc.sentences if sentence.tone is not None]
    if doc.title_tone is None or len(tones) < MIN_SENTENCES:
        return cannot_assess("text too short to compare with its headline")
    value = doc.title_tone - statistics.fmean(tones)
    if abs(value) <= TONE_GAP:
        return clear(value=value)
    better = "better" if value > 0 else "grimmer"
    note = f"headline sounds {better} than the text by {abs(value):.2f}"
    return triggered_by([Mark(Span(0, len(doc.title)), "title", note)], value=value)


LANGUAGE = (
    Flag(
        name="hedging",
        family="language",
        label="Heavy hedging",
        meaning="Words that hold statements back come often (per 1,000 words).",
        innocent="Careful science and court reporting hedges, and so does news still uncertain.",
        grade="B",
        check=hedging,
    ),
    Flag(
        name="loaded_language",
        family="language",
        label="Loaded language",
        meaning="Words that judge while they describe come often (weight per 1,000 words).",
        innocent="They may belong to people quoted, or be the plain name of a terrible thing.",
        grade="B",
        check=loaded_language,
    ),
    Flag(
        name="sensational_style",
        family="language",
        label="Sensational style",
        meaning="The words of the headline tease or excite instead of saying what happened.",
        innocent="Features and service pieces are often headed like this.",
        grade="A",
        check=sensational_style,
    ),
    Flag(
        name="opinion_as_news",
        family="language",
        label="Opinion as news",
        meaning="The text advises or judges in its own voice and is not labelled as opinion.",
        innocent="The label may be lost in copying; reviews and columns judge by their nature.",
        grade="C",
        check=opinion_as_news,
    ),
    Flag(
        name="headline_body_gap",
        family="language",
        label="Headline out of tune",
        meaning="The headline sounds much better or much grimmer than the text.",
        innocent="A headline has few words, so that one of them can turn its tone.",
        grade="B",
        check=headline_body_gap,
    ),
)
