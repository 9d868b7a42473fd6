"""Quotes and their speakers against the spans that people marked in news articles."""

import csv
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipelines.articles import Span
from pipelines.evaluation.figures import Figure, Numbers, figure
from pipelines.evaluation.labelled import rows
from pipelines.evaluation.parts import part_of
from pipelines.quotations import LONG_QUOTE
from pipelines.quotes import Quote, quotes_in
from pipelines.sentences import sentence_spans

_SET = "attribution"
_MARKS = ('"', "\u201c", "''")
_KINDS = Path(__file__).parents[2] / "tests" / "labels" / "speaker_kinds.tsv"

Spans = Sequence[Sequence[int]]


@dataclass(slots=True)
class _Counts:
    """Right (1) or wrong (0), one for each thing counted, and the article of each."""

    right: list[float] = field(default_factory=list)
    article: list[str] = field(default_factory=list)

    def add(self, article: str, right: bool) -> None:
        self.right.append(float(right))
        self.article.append(article)

    def figure(self, name: str) -> Figure:
        return figure(
            name, _SET, "quotes", self.right, self.right, measure=_share, groups=self.article
        )


def _share(found: Numbers, _: Numbers) -> float:
    return float(found.mean()) if len(found) else 0.0


def quote_agreement(folder: Path, *, part: str = "B") -> list[Figure]:
    """Precision and recall of quotes, cues and speakers on one part of `attribution`.

    A direct quote is right where it lies in a marked statement, and found where a marked
    statement that opens with a quotation mark is met. A speaker is right where the words beside
    the cue are those that people marked; asked for where they lie in the sentences of the quote or
    next to them. An indirect cue is right where it meets a marked cue.
    """
    path = folder / f"{_SET}.jsonl.gz"
    if not path.exists():
        return []
    names = (
        "direct quotes precision",
        "direct quotes recall",
        "speaker found",
        "speaker right where given",
        "indirect cue precision",
        "indirect cue recall",
    )
    counts = {name: _Counts() for name in names}
    kinds = _labelled_kinds()
    found_kinds: list[tuple[str, str]] = []
    for row in rows(path):
        if part_of(row["id"]) != part:
            continue
        sentences = sentence_spans(row["text"])
        quotes = quotes_in(row["text"], sentences)
        _count_direct(row, quotes, sentences, counts)
        _count_indirect(row, quotes, counts)
        found_kinds += _kinds_found(row, quotes, kinds)
    figures = [counted.figure(name) for name, counted in counts.items() if counted.right]
    return [*figures, *_unnamed_figures(found_kinds)]


def _meets(span: Quote | Span, marked: Spans) -> bool:
    return any(start < span.end_char and end > span.start_char for start, end in marked)


def _count_direct(
    row: dict[str, Any], quotes: list[Quote], sentences: list[Span], counts: dict[str, _Counts]
) -> None:
    article, text = row["id"], row["text"]
    direct = [quote for quote in quotes if quote.form == "direct"]
    for quote in direct:
        marked = [a for a in row["attributions"] if _meets(quote, a["content"])]
        counts["direct quotes precision"].add(article, bool(marked))
        near = list(_sources_near(quote, marked, sentences))
        if near:
            right = quote.speaker_span is not None and _meets(quote.speaker_span, near)
            counts["speaker found"].add(article, right)
            if quote.speaker_span is not None:
                counts["speaker right where given"].add(article, right)
    for attribution in row["attributions"]:
        for start, end in attribution["content"]:
            if text.startswith(_MARKS, start) and len(text[start:end].split()) >= LONG_QUOTE:
                met = any(quote.start_char < end and quote.end_char > start for quote in direct)
                counts["direct quotes recall"].add(article, met)


def _sources_near(
    quote: Quote, attributions: list[dict[str, Any]], sentences: list[Span]
) -> Iterator[list[int]]:
    """Marked sources outside the quote, in its sentences or in those beside them."""
    first = sum(sentence.start_char <= quote.start_char for sentence in sentences) - 1
    last = sum(sentence.start_char < quote.end_char for sentence in sentences) - 1
    start = sentences[max(0, first - 1)].start_char
    end = sentences[min(len(sentences) - 1, last + 1)].end_char
    for attribution in attributions:
        for source in attribution["source"]:
            outside = not quote.start_char <= source[0] < quote.end_char
            if outside and start <= source[0] < end:
                yield source


def _count_indirect(row: dict[str, Any], quotes: list[Quote], counts: dict[str, _Counts]) -> None:
    direct = [quote for quote in quotes if quote.form == "direct"]
    cues = [quote.cue_span for quote in quotes if quote.form == "indirect" and quote.cue_span]
    marked = [
        attribution
        for attribution in row["attributions"]
        if attribution["cue"]
        and attribution["content"]
        and not any(_meets(quote, attribution["content"]) for quote in direct)
        and not any(_meets(quote, attribution["cue"]) for quote in direct)
    ]
    for cue in cues:
        right = any(_meets(cue, attribution["cue"]) for attribution in marked)
        counts["indirect cue precision"].add(row["id"], right)
    for attribution in marked:
        met = any(_meets(cue, attribution["cue"]) for cue in cues)
        counts["indirect cue recall"].add(row["id"], met)


def _labelled_kinds() -> dict[str, list[tuple[int, int, str]]]:
    """Source, cue and kind of the speakers labelled by hand, by article."""
    kinds: dict[str, list[tuple[int, int, str]]] = {}
    if not _KINDS.exists():
        return kinds
    with _KINDS.open(encoding="utf-8") as file:
        lines = (line for line in file if not line.startswith("#"))
        for row in csv.DictReader(lines, delimiter="\t"):
            kinds.setdefault(row["article"], []).append(
                (int(row["source"]), int(row["cue"]), row["kind"])
            )
    return kinds


def _kinds_found(
    row: dict[str, Any], quotes: list[Quote], kinds: dict[str, list[tuple[int, int, str]]]
) -> Iterator[tuple[str, str]]:
    """The kind found and the kind labelled, for every label of the article that a quote meets."""
    article = hashlib.sha256(row["id"].encode()).hexdigest()[:16]
    for source, cue, kind in kinds.get(article, ()):
        for quote in quotes:
            spans = [span for span in (quote.speaker_span, quote.cue_span) if span]
            if any(_meets(span, [(source, source + 1), (cue, cue + 1)]) for span in spans):
                yield quote.speaker_kind, kind
                break


def _unnamed_figures(found: list[tuple[str, str]]) -> list[Figure]:
    if not found:
        return []
    return [
        figure(
            "unnamed speaker F1", _SET, "quotes",
            [kind == "unnamed" for kind, _ in found],
            [kind == "unnamed" for _, kind in found],
            measure=_f1,
        )
    ]  # fmt: skip


def _f1(found: Numbers, wanted: Numbers) -> float:
    marked = found.sum() + wanted.sum()
    return float(2 * (found * wanted).sum() / marked) if marked else 0.0
