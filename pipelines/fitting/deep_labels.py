"""The deep model as teacher: its tone of news sentences and of single words."""

import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from math import atanh
from pathlib import Path

from sentencex import segment

from pipelines.deep_tone import deep_tones
from pipelines.evaluation.labelled import rows
from pipelines.evaluation.parts import part_of
from pipelines.fitting.words import is_word, kept_terms, names_among
from pipelines.typography import plain

_SHORTEST, _LONGEST = 5, 32  # words; shorter are headings, longer cost more than they teach
_CUTS = 60  # words of a sentence whose clauses are taken
_CLAUSE = range(4, 15)  # words; of shorter ones the deep model says little
_RAREST = 3  # sentences with a word, to ask for its tone by itself
_MORE_SENTENCES, _MORE_CLAUSES = 37_000, 75_000  # another 94,000 added .005 in r
_CLAUSE_START = re.compile(
    r"[,;:()—]\s+|\s+[-–]+\s+|\s+(?=(?:and|but|because|while|which|who|that|when|after|as|although"
    r"|though|if|where|since|so|yet|before|until|unless|whereas|despite)\s)"
)
_AT_A_TIME = 10_000  # sentences between two savings
_PER_TASK = 500  # sentences that a process takes at a time


def news_sentences(folder: Path) -> list[str]:
    """Distinct sentences of the unlabelled articles, in an order that any run repeats."""
    found = {
        sentence for row in rows(folder / "articles.jsonl.gz") for sentence in _cut(row["text"])
    }
    return _mixed(found)


def more_texts(folder: Path) -> list[str]:
    """Sentences of other news (part A), and clauses of the unlabelled articles' sentences.

    A clause shows more plainly than a sentence which words its tone comes from.
    """
    sentences = {
        sentence
        for name, key in (("attribution", "id"), ("bbc_topics", "text"))
        for row in rows(folder / f"{name}.jsonl.gz")
        if part_of(row[key]) == "A"
        for sentence in _cut(row["text"])
    }
    clauses = {
        clause
        for row in rows(folder / "articles.jsonl.gz")
        for sentence in _cut(row["text"], longest=_CUTS)
        for clause in _clauses(sentence)
    }
    return [*_mixed(sentences)[:_MORE_SENTENCES], *_mixed(clauses - sentences)[:_MORE_CLAUSES]]


def _mixed(texts: Iterable[str]) -> list[str]:
    """The texts in an order that any run repeats."""
    return sorted(texts, key=lambda text: hashlib.sha256(text.encode()).digest())


def _cut(text: str, *, longest: int = _LONGEST) -> Iterator[str]:
    for line in plain(text).split("\n"):
        for sentence in segment("en", line.strip()) if line.strip() else []:
            if _SHORTEST <= len(sentence.split()) <= longest:
                yield sentence.strip()


def _clauses(sentence: str) -> Iterator[str]:
    for part in _CLAUSE_START.split(sentence):
        clause = part.strip(" \"'")
        if len(clause.split()) in _CLAUSE:
            yield clause


def label(folder: Path, work: Path, *, limit: int | None = None) -> None:
    """Write the deep tone of news sentences (all, or `limit`) and of every word in them to `work`.

    The model that ships answers, so that the fast one can be fitted again without training it.
    Tones are written as they are before the model bends them to -1..1, the scale of ratings.
    """
    sentences = news_sentences(folder)[:limit]
    names = names_among(sentences)
    counts = Counter(term for text in sentences for term in set(kept_terms(text, names)))
    words = sorted(term for term, n in counts.items() if is_word(term) and n >= _RAREST)
    _write(work / "names.json", sorted(names))
    if limit is None:
        sentences += sorted(set(more_texts(folder)) - set(sentences))
    tones: dict[str, float] = {}
    with ProcessPoolExecutor() as processes:
        _write(work / "words.json", dict(zip(words, _unbent(processes, words), strict=True)))
        for start in range(0, len(sentences), _AT_A_TIME):
            some = sentences[start : start + _AT_A_TIME]
            tones.update(zip(some, _unbent(processes, some), strict=True))
            _write(work / "sentences.json", tones)
            print(f"{len(tones)} of {len(sentences)} sentences", file=sys.stderr, flush=True)


def _unbent(processes: ProcessPoolExecutor, texts: Sequence[str]) -> list[float]:
    """Deep tone of every text, as before tanh."""
    parts = [texts[start : start + _PER_TASK] for start in range(0, len(texts), _PER_TASK)]
    return [atanh(tone) for tones in processes.map(deep_tones, parts) for tone in tones]


def _write(path: Path, content: dict[str, float] | Sequence[str]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
