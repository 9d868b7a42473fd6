"""The deep model as teacher: its tone of news sentences and of single words."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from sentencex import segment

from pipelines.deep_tone import raw_deep_scores
from pipelines.evaluation.labelled import rows
from pipelines.fitting.words import is_word, kept_terms, names_among
from pipelines.typography import plain

_SHORTEST, _LONGEST = 5, 32  # words; shorter are headings, longer cost more than they teach
_RAREST = 3  # sentences with a word, to ask for its tone by itself


def news_sentences(folder: Path) -> list[str]:
    """Distinct sentences of the unlabelled articles, in an order that any run repeats."""
    found = {
        sentence for row in rows(folder / "articles.jsonl.gz") for sentence in _cut(row["text"])
    }
    return sorted(found, key=lambda text: hashlib.sha256(text.encode()).digest())


def _cut(text: str) -> Iterator[str]:
    for line in plain(text).split("\n"):
        for sentence in segment("en", line.strip()) if line.strip() else []:
            if _SHORTEST <= len(sentence.split()) <= _LONGEST:
                yield sentence.strip()


def label(folder: Path, work: Path, *, limit: int) -> None:
    """Write the deep tone of `limit` sentences and of every word among them to `work`."""
    sentences = news_sentences(folder)
    names = names_among(sentences[: 2 * limit])
    counts = Counter(
        term for text in sentences[: 2 * limit] for term in set(kept_terms(text, names))
    )
    words = sorted(term for term, n in counts.items() if is_word(term) and n >= _RAREST)
    chosen = sentences[:limit]
    _write(work / "sentences.json", dict(zip(chosen, raw_deep_scores(chosen), strict=True)))
    _write(work / "words.json", dict(zip(words, raw_deep_scores(words), strict=True)))
    _write(work / "names.json", sorted(names))


def _write(path: Path, content: dict[str, float] | Sequence[str]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
