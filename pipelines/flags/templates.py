"""Flags on templated prose: ready-made wording and school-essay structure, whoever wrote it."""

import re
from functools import cache
from typing import TYPE_CHECKING

from pipelines.articles import Span
from pipelines.flag_phrases import phrase_list
from pipelines.flags.counting import above, hits, lines_of
from pipelines.flags.finding import Finding, Flag, cannot_assess, clear, triggered_by
from pipelines.repetition import RUN, repeated_spans

if TYPE_CHECKING:
    from pipelines.documents import Document

# Per 1,000 words; the 99th percentiles of 1,000 wire and newspaper articles are 2.7 and 6.3.
STOCK_PER_1000 = 5.0
VOCABULARY_PER_1000 = 12.0
MIN_OUTLINE_LINES = 12  # fewer are one list within a report; fires on 1.5 % of those articles
OUTLINE_SHARE = 0.25  # of all lines; the 95th percentile of those articles is .20
SHORT_LINE = 8  # words without a stop: a heading or an item, no sentence
LABEL_CHARS = 60  # where the colon of "Key point: ..." stands; later ones introduce a list or quote
HEADING_WORDS = 12  # longer lines that begin with such a word are sentences
HEADING_CHARS = 100
REPEATED_SHARE = 0.13  # the 98th percentile of 1,400 articles of all kinds
MIN_WORDS_FOR_RUNS = 200  # in fewer, one sentence said twice is the whole share

_ENDS = (".", "!", "?", '."', ".”", "?”", "!”", ",", '"', "”", ")", "'", "’")
_BULLET = re.compile(r"\s*(?:[-–—*•·▪◦‣]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+\S")
_LABEL = re.compile(r"\s*[A-Z][\w'’/-]*(?: [\w'’/&-]+){0,6}: +[A-Z]")
_SPEAKER = re.compile(r"\s*[A-Z][A-Z.'’ -]+(?:\([^)]*\))?:")
_NUMBERED = re.compile(r"^\s*\(?\d{1,2}[.)]\s*")
_DOT = ("-", "–", "—", "*", "•", "·")  # begins an item of a list, not a heading


def chatbot_residue(doc: "Document") -> Finding:
    return triggered_by(hits(doc, "chatbot_residue"))


def stock_phrases(doc: "Document") -> Finding:
    return above(doc, hits(doc, "stock_phrases"), per_1000=STOCK_PER_1000, at_least=3)


def template_vocabulary(doc: "Document") -> Finding:
    return above(doc, hits(doc, "template_vocabulary"), per_1000=VOCABULARY_PER_1000, at_least=5)


def outline_structure(doc: "Document") -> Finding:
    lines = lines_of(doc)
    outline = [Span(start, end) for start, end, line in lines if _is_outline(line)]
    share = len(outline) / max(len(lines), 1)
    if len(outline) < MIN_OUTLINE_LINES or share < OUTLINE_SHARE:
        return clear(value=share)
    return triggered_by(outline, value=share)


def _is_outline(line: str) -> bool:
    """A list item, a "Label: sentence", or a line too short and open to be a sentence."""
    if not line[0].isalpha() and _BULLET.match(line):
        return True
    if ": " in line[:LABEL_CHARS] and _LABEL.match(line):
        return not _SPEAKER.match(line)  # a transcript
    if len(line) > SHORT_LINE * 15:
        return False
    return len(line.split()) <= SHORT_LINE and not line.rstrip().endswith(_ENDS)


def essay_scaffolding(doc: "Document") -> Finding:
    essay, section = _headings("essay_headings"), _headings("section_headings")
    found = []
    strong = 0
    for start, end, line in lines_of(doc):
        if len(line) > HEADING_CHARS or line.lstrip().startswith(_DOT):
            continue
        heading = _NUMBERED.sub("", doc.lowered[start:end]).strip()
        if heading.endswith((".", "!", ",")) or len(heading.split()) > HEADING_WORDS:
            continue
        starts = _starts(heading)
        if not starts.isdisjoint(essay):
            strong += 1
        elif starts.isdisjoint(section):
            continue
        found.append(Span(start, end))
    return triggered_by(found) if strong or len(found) > 1 else clear()


@cache
def _headings(name: str) -> frozenset[str]:
    return frozenset(phrase_list(name))


def _starts(heading: str) -> set[str]:
    """The first one to four words of a heading."""
    words = heading.replace(":", " ").replace("-", " ").split()[:4]
    return {" ".join(words[:count]) for count in range(1, len(words) + 1)}


def internal_repetition(doc: "Document") -> Finding:
    if doc.n_words < MIN_WORDS_FOR_RUNS:
        return cannot_assess("text too short")
    share = doc.repeated_share or 0.0
    if share <= REPEATED_SHARE:
        return clear(value=share)
    return triggered_by(repeated_spans(doc.lowered), value=share)


def text_about_text(doc: "Document") -> Finding:
    return triggered_by(hits(doc, "text_about_text"))


TEMPLATES = (
    Flag(
        name="chatbot_residue",
        family="templates",
        label="Generator residue",
        meaning="Sentences that a text generator writes to its user were left in the text.",
        innocent="An article about text generators may quote them.",
        grade="A",
        check=chatbot_residue,
    ),
    Flag(
        name="stock_phrases",
        family="templates",
        label="Stock phrases",
        meaning="Ready-made phrases of templated prose come often (per 1,000 words).",
        innocent="Hurried reporting and official language use them too.",
        grade="D",
        check=stock_phrases,
    ),
    Flag(
        name="template_vocabulary",
        family="templates",
        label="Template vocabulary",
        meaning="Words typical of templated prose come often (per 1,000 words).",
        innocent="Reports on policy and institutions share much of this vocabulary.",
        grade="B",
        check=template_vocabulary,
    ),
    Flag(
        name="outline_structure",
        family="templates",
        label="Outline structure",
        meaning="Bullets, labels and short lines stand in place of sentences (share of lines).",
        innocent="Briefings, listings and explainers use lists on purpose.",
        grade="C",
        check=outline_structure,
    ),
    Flag(
        name="essay_scaffolding",
        family="templates",
        label="Essay scaffolding",
        meaning="Headings such as Conclusion or Challenges build it like a school essay.",
        innocent="Explainers and think-tank papers are built like this.",
        grade="C",
        check=essay_scaffolding,
    ),
    Flag(
        name="internal_repetition",
        family="templates",
        label="Repeats itself",
        meaning=f"Runs of {RUN} words come back within the text (share of runs that came before).",
        innocent="Speeches, legal texts and live coverage repeat formulas.",
        grade="B",
        check=internal_repetition,
    ),
    Flag(
        name="text_about_text",
        family="templates",
        label="Text about itself",
        meaning="The text announces or sums up what it does instead of reporting.",
        innocent="Explainers and guides address their readers like this.",
        grade="C",
        check=text_about_text,
    ),
)
