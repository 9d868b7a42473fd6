"""How common words and phrases are in a reference set of news articles, as figures only.

`python -m pipelines.reference ARTICLES.jsonl.gz` counts them anew; the folder `data/reference`
holds the result. Nothing of a text is kept but words and short runs that many articles share.
Rates and how often flags fire lie beside them: `rates` reads those, and
`parallax build ARTICLES.jsonl.gz --reference DIR` makes them.
"""

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from pipelines.word_runs import Numbers, words_of

_WORD = re.compile(r"[^\W_]+")
FOLDER = Path(__file__).resolve().parents[1] / "data" / "reference"
FEWEST = 8  # articles with a word that is worth a line; rarer ones are all "rare"


class Word(NamedTuple):
    """A word of the reference set: the share of articles with it, times in one that has it,
    and the share of its uses with a capital."""

    share: float
    times: float
    capital: float


def words_in(text: str) -> list[str]:
    """The words of a text as `word_runs.words_of` cuts them, for all scripts with spaces."""
    return _WORD.findall(text)


def _rows(name: str) -> tuple[int, list[list[str]]]:
    """How many articles were counted, and the lines of a file of `FOLDER`; none without it."""
    path = FOLDER / name
    if not path.is_file():
        return 0, []
    head, _, *lines = path.read_text(encoding="utf-8").splitlines()
    return int(head.split("\t")[1]), [line.split("\t") for line in lines]


@lru_cache(maxsize=1)
def reference_words() -> Mapping[str, Word]:
    """Words in lower case of at least `FEWEST` reference articles; empty without the file."""
    n, rows = _rows("words.tsv")
    return {
        word: Word(
            int(n_articles) / n, int(n_times) / int(n_articles), int(n_capital) / int(n_times)
        )
        for word, n_articles, n_times, n_capital in rows
    }


FEWEST_WITH_PHRASE = 3  # articles with a phrase that is worth a line
_N_REFERENCE = 8381  # articles
RARE_PHRASES = 2 / _N_REFERENCE  # the share that stands for every phrase without one


def rate_said(rate: float | None) -> str:
    """The share of reference articles with a phrase in words, the same wherever it stands."""
    if rate is None or rate != rate:
        return f"under {100 * FEWEST_WITH_PHRASE / _N_REFERENCE:.2f} %"
    return f"{100 * rate:.2f} %"


@lru_cache(maxsize=1)
def reference_phrases() -> Mapping[int, float]:
    """The share of reference articles with a phrase, by `short_number`; empty without the file."""
    n, rows = _rows("phrases.tsv")
    return {int(number, 16): int(n_articles) / n for number, n_articles in rows}


def short_number(run: int) -> int:
    """The number of a run of words as the file has it; one phrase in 100,000 is mistaken."""
    return run >> 32


def count_phrases(texts: Iterable[str]) -> str:
    """The table of `reference_phrases`: `articles`, then number, n_articles."""
    from pipelines.phrase_runs import runs_to_count

    n = 0
    articles: Counter[int] = Counter()
    for text in texts:
        n += 1
        found = [numbers.tolist() for numbers, _, _ in runs_to_count(text)]
        articles.update({short_number(run) for runs in found for run in runs})
    lines = [f"articles\t{n}", "number\tn_articles"]
    lines += [
        f"{number:08x}\t{articles[number]}"
        for number in sorted(articles)
        if articles[number] >= FEWEST_WITH_PHRASE
    ]
    return "\n".join(lines) + "\n"


def reference_numbers() -> Numbers:
    """The numbers of `reference_words`, in their order."""
    return words_of("\n".join(reference_words())).numbers


def count_words(texts: Iterable[str]) -> str:
    """The table of `reference_words`: `articles`, then word, n_articles, n_times, n_capital."""
    n = 0
    articles: Counter[str] = Counter()
    times: Counter[str] = Counter()
    capitals: Counter[str] = Counter()
    for text in texts:
        n += 1
        found = words_in(text)
        articles.update({word.lower() for word in found})
        times.update(word.lower() for word in found)
        capitals.update(word.lower() for word in found if word[0].isupper())
    lines = [f"articles\t{n}", "word\tn_articles\tn_times\tn_capital"]
    lines += [
        f"{word}\t{articles[word]}\t{times[word]}\t{capitals[word]}"
        for word in sorted(articles)
        if articles[word] >= FEWEST and len(words_of(word)) == 1
    ]
    return "\n".join(lines) + "\n"


def main(path: str) -> None:
    """Count the articles of a JSON Lines file (fields `title` and `text`) into `FOLDER`."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = [row["text"] for row in map(json.loads, lines)]
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "words.tsv").write_text(count_words(texts), encoding="utf-8")
    reference_words.cache_clear()  # phrases are made of the words just counted
    (FOLDER / "phrases.tsv").write_text(count_phrases(texts), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
