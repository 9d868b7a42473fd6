"""Where the time of `score_articles` goes, as ratios to plain vaderSentiment in the same run.

`python -m tests.bench.bench_pipeline [N]` scores N articles (default 300) of the labelled sets. It
counts processor time, so that other processes of the machine matter little.
"""

import gc
import gzip
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from pipelines import Article, score_articles
from pipelines.actors import mentions_in
from pipelines.articles import Span
from pipelines.chronology import clues_in
from pipelines.cleaning import clean
from pipelines.documents import Document, documents_of
from pipelines.flag_phrases import wording_of
from pipelines.flags import FAMILIES, FLAGS, answer, answers
from pipelines.languages import language_of
from pipelines.positions import positions_in
from pipelines.quotes import quotes_in_each
from pipelines.rates import read_rates
from pipelines.repetition import repeated_share
from pipelines.schemas import tables_of
from pipelines.scores import SCORES
from pipelines.scoring import rows_of
from pipelines.sentences import sentence_spans
from pipelines.slots import slots_in
from pipelines.taxonomy import read_taxonomy
from pipelines.themes import themes_in
from pipelines.tone import tone_of, tones_of_sentences
from pipelines.typography import lowered, plain
from pipelines.voices import voices_of

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("PARALLAX_SHARED", ROOT.parent / "shared"))
ROUNDS = 3
TAXONOMY = read_taxonomy()

Spans = list[Span]

# The steps that a document takes by itself, in the order in which `documents_of` takes them.
STEPS: dict[str, Callable[[Document, Spans, Spans], object]] = {
    "cleaning": lambda doc, spans, direct: clean(doc.article),
    "typography": lambda doc, spans, direct: lowered(plain(doc.text)),
    "language": lambda doc, spans, direct: language_of(doc.text),
    "sentences": lambda doc, spans, direct: sentence_spans(doc.text),
    "voices": lambda doc, spans, direct: voices_of(spans, direct),
    "themes": lambda doc, spans, direct: themes_in(doc.lowered, doc.plain, spans, TAXONOMY.themes),
    "actors": lambda doc, spans, direct: mentions_in(
        doc.plain, doc.lowered, spans, TAXONOMY.actors
    ),
    "positions": lambda doc, spans, direct: positions_in(
        doc.plain, doc.lowered, spans, doc.mentions, doc.themes, doc.quotes
    ),
    "chronology": lambda doc, spans, direct: clues_in(doc.plain, doc.lowered, TAXONOMY.clock),
    "slots": lambda doc, spans, direct: slots_in(doc.plain, doc.lowered, spans, doc.mentions),
    "phrases": lambda doc, spans, direct: wording_of(doc.lowered),
    "repetition": lambda doc, spans, direct: repeated_share(doc.lowered),
}
TOGETHER = ("themes", "actors", "quotes", "positions")


def articles(n: int) -> list[Article]:
    with gzip.open(SHARED / "eval" / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in islice(lines, n)]
    return [Article(row["text"], title=row["title"], url=row["url"]) for row in rows]


def seconds(work: Callable[[], object]) -> float:
    """The best of a few rounds: on a shared machine the others are noise."""
    best = float("inf")
    for _ in range(ROUNDS):
        gc.collect()
        gc.disable()  # as scoring does
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
        gc.enable()
    return best


def main() -> None:
    corpus = articles(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
    docs = documents_of(corpus, taxonomy=TAXONOMY)  # also loads every lexicon
    known = [(doc, _spans(doc), _direct(doc)) for doc in docs]
    english = [doc for doc in docs if doc.language in (None, "en")]
    sentences = [d.plain[s.start_char : s.end_char] for d in english for s in d.sentences]
    beside = list({text for doc in english for text in _beside(doc)} - set(sentences))
    analyzer = SentimentIntensityAnalyzer()
    vader = seconds(lambda: [analyzer.polarity_scores(sentence) for sentence in sentences])
    print(f"{len(corpus)} articles, {len(sentences)} sentences")
    print(f"plain vaderSentiment: {vader:.2f} s, {len(sentences) / vader:,.0f} sentences/s")

    def ratio(name: str, work: Callable[[], object]) -> float:
        taken = seconds(work) / vader
        print(f"{name:28} {taken:6.3f}")
        return taken

    ratio("score_articles", lambda: score_articles(corpus))
    documents = ratio("  documents", lambda: documents_of(corpus, taxonomy=TAXONOMY))
    read = [doc.text for doc in docs], [doc.plain for doc in docs], [_spans(doc) for doc in docs]
    steps = {"quotes": ratio("    quotes", lambda: quotes_in_each(*read))}
    steps |= {
        name: ratio(f"    {name}", lambda step=step: [step(*one) for one in known])
        for name, step in STEPS.items()
    }
    taken = sum(steps.values())
    taken += ratio("    tones and polarity", lambda: tones_of_sentences(sentences))
    taken += ratio("    tone of quotes and parts", lambda: tone_of(beside))
    # What the others leave: the texts of sentences and the documents themselves, and that a step
    # whose tables another has just driven out of the cache takes longer than the same step again.
    print(f"{'    putting together':28} {documents - taken:6.3f}")
    ratio("  scores", lambda: [score.compute(doc) for doc in docs for score in SCORES])
    for family, _ in FAMILIES:
        some = [flag for flag in FLAGS if flag.family == family]
        ratio(
            f"    {family}", lambda some=some: [answer(flag, doc) for doc in docs for flag in some]
        )
    flags = ratio("  flags", lambda: [answers(doc) for doc in docs])
    rates = read_rates()
    rows = rows_of(docs, rates)
    ratio("  rows, with flags and scores", lambda: rows_of(docs, rates))
    ratio("  tables", lambda: tables_of(rows))
    print(f"{'+'.join(TOGETHER):28} {sum(steps[name] for name in TOGETHER):6.3f} of 0.25")
    print(f"{'flags and their phrases':28} {flags + steps['phrases']:6.3f} of 0.25")


def _spans(doc: Document) -> Spans:
    return [Span(sentence.start_char, sentence.end_char) for sentence in doc.sentences]


def _beside(doc: Document) -> Iterator[str]:
    """What has a tone besides the sentences: quotes, and both parts of mixed sentences."""
    parts = [
        part
        for voice in voices_of(_spans(doc), _direct(doc))
        if voice.voice == "mixed"
        for part in (voice.narrated, voice.quoted)
    ]
    for spans in [*parts, *((Span(q.start_char, q.end_char),) for q in doc.quotes)]:
        yield " ".join(doc.plain[start:end].strip() for start, end in spans)


def _direct(doc: Document) -> Spans:
    return [Span(q.start_char, q.end_char) for q in doc.quotes if q.form == "direct"]


if __name__ == "__main__":
    main()
