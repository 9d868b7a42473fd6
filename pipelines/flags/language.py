"""Flags on wording: hedged, loaded, sensational, advising, or out of tune with the headline."""

import statistics
from typing import TYPE_CHECKING

from pipelines.articles import Span
from pipelines.flags.counting import above, hits
from pipelines.flags.finding import Finding, Flag, Mark, cannot_assess, clear, triggered_by
from pipelines.flags.sourcing import labelled_opinion

if TYPE_CHECKING:
    from pipelines.documents import Document

HEDGES_PER_1000 = 14.0
JUDGEMENTS_PER_1000 = 12.0
TONE_GAP = 0.6
MIN_SENTENCES = 5


def hedging(doc: "Document") -> Finding:
    return above(doc, hits(doc, "hedges"), per_1000=HEDGES_PER_1000, at_least=4)


def loaded_language(doc: "Document") -> Finding:
    return above(doc, hits(doc, "loaded_words"), per_1000=10, at_least=3)


def sensational_style(doc: "Document") -> Finding:
    return clear()


def opinion_as_news(doc: "Document") -> Finding:
    if labelled_opinion(doc):
        return clear()
    return above(doc, hits(doc, "judgements"), per_1000=JUDGEMENTS_PER_1000, at_least=4)


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
        meaning="Words that judge while they describe come often (per 1,000 words).",
        innocent="They may belong to people quoted, or be the plain name of a terrible thing.",
        grade="B",
        check=loaded_language,
    ),
    Flag(
        name="sensational_style",
        family="language",
        label="Sensational style",
        meaning="The headline teases or excites instead of saying what happened.",
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
