"""The deep model as teacher: its tone of news sentences and of single words."""

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from sentencex import segment

from pipelines.evaluation.labelled import rows
from pipelines.fitting.encoder import predict
from pipelines.fitting.export import averaged_encoder, calibrated
from pipelines.fitting.ratings import human_ratings, parted
from pipelines.fitting.words import is_word, kept_terms, names_among
from pipelines.typography import plain

_SHORTEST, _LONGEST = 5, 32  # words; shorter are headings, longer cost more than they teach
_RAREST = 3  # sentences with a word, to ask for its tone by itself
_AT_A_TIME = 10_000  # sentences between two savings


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


def label(folder: Path, work: Path, *, limit: int | None = None) -> None:
    """Write the deep tone of news sentences (all, or `limit`) and of every word in them to `work`.

    The averaged runs answer themselves, in sixteen bits and by batches: three times as fast as the
    file that ships, and nearer to what was fitted.
    """
    sentences = news_sentences(folder)[:limit]
    names = names_among(sentences)
    counts = Counter(term for text in sentences for term in set(kept_terms(text, names)))
    words = sorted(term for term, n in counts.items() if is_word(term) and n >= _RAREST)
    _, held_out = parted(human_ratings(folder), fold=0)
    model = calibrated(averaged_encoder(work), held_out).bfloat16()
    _write(work / "names.json", sorted(names))
    _write(work / "words.json", dict(zip(words, predict(model, words).tolist(), strict=True)))
    tones: dict[str, float] = {}
    for start in range(0, len(sentences), _AT_A_TIME):
        some = sentences[start : start + _AT_A_TIME]
        tones.update(zip(some, predict(model, some).tolist(), strict=True))
        _write(work / "sentences.json", tones)
        print(f"{len(tones)} of {len(sentences)} sentences", file=sys.stderr, flush=True)


def _write(path: Path, content: dict[str, float] | Sequence[str]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
