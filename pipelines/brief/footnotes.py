"""The words behind a brief: every number leads to a passage quoted at its end."""

import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import pandas as pd

from pipelines.brief.corpus import Corpus
from pipelines.brief.page import escaped, paragraph

AROUND = 120  # characters of context on each side of the words, within their sentences
MOST_WORDS = 300  # characters of the words themselves
_FIELDS = {"text": "text", "raw_text": "text as read", "title": "headline"}

Place = tuple[str, str, int, int]  # article, field, first character, character after the last


class Footnotes:
    """Passages in the order in which they were first referred to; each is quoted once."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._numbers: dict[Place, int] = {}

    def cite(self, article_id: str, start: int, end: int, field: str = "text") -> str:
        """A link to these words, quoted at the end of the brief."""
        place = (article_id, field, int(start), int(end))
        number = self._numbers.setdefault(place, len(self._numbers) + 1)
        self._corpus.cited.add(article_id)
        article = self._corpus.numbers[article_id]
        return (
            f'<a class="fn" href="#w{number}" aria-label="words {number}, article {article}">'
            f"[{number}]</a>"
        )

    def cite_rows(self, rows: pd.DataFrame, *, at_most: int) -> str:
        """Links to the words of rows with article_id, start_char, end_char (and field)."""
        fields = rows["field"] if "field" in rows else ["text"] * len(rows)
        spans = zip(rows["article_id"], rows["start_char"], rows["end_char"], fields, strict=True)
        cited = [self.cite(*span) for span, _ in zip(spans, range(at_most), strict=False)]
        return "".join(dict.fromkeys(cited))

    def quoted(self) -> str:
        """Every passage with the words marked in their sentence, by article."""
        if not self._numbers:
            return paragraph("No passage is referred to.")
        by_article: dict[str, list[tuple[int, Place]]] = defaultdict(list)
        for place, number in self._numbers.items():
            by_article[place[0]].append((number, place))
        return "".join(
            f"<h3>{self._corpus.name(article_id)}</h3>"
            f'<ol class="words">{"".join(self._items(article_id, by_article[article_id]))}</ol>'
            for article_id in self._corpus.in_order(by_article)
        )

    def _items(self, article_id: str, cited: list[tuple[int, Place]]) -> Iterable[str]:
        texts = self._texts(article_id)
        sentences = self._corpus.tables.sentences
        own = sentences[sentences["article_id"] == article_id].sort_values("start_char")
        starts, ends = list(own["start_char"]), list(own["end_char"])
        for number, (_, field, start, end) in cited:
            text = texts.get(field)
            sentence = bisect_right(starts, start) if field == "text" else 0
            where = f"sentence {sentence}" if sentence else _FIELDS[field]
            if text is None:
                inner = f"characters {start} to {end}; the words are not in these tables"
            else:
                first = max(starts[sentence - 1] if sentence else 0, start - AROUND)
                last = ends[sentence - 1] if sentence else len(text)
                inner = _in_context(text, start, end, first, min(max(last, end), end + AROUND))
            yield (
                f'<li id="w{number}"><span class="number">[{number}]</span>{inner} '
                f'<span class="faint">({where})</span></li>'
            )

    def _texts(self, article_id: str) -> dict[str, str]:
        tables = self._corpus.tables
        rows = tables.texts[tables.texts["article_id"] == article_id]
        texts = {name: str(rows[name].iloc[0]) for name in ("text", "raw_text") if len(rows)}
        title = self._corpus.row(article_id)["title"]
        return texts | ({"title": title} if isinstance(title, str) else {})


def _in_context(text: str, start: int, end: int, first: int, last: int) -> str:
    """The words marked between what stands around them, cut between words."""
    first, last = int(first), int(last)
    inside = text[start:end]
    if len(inside) > MOST_WORDS:
        inside, last = inside[:MOST_WORDS] + " …", end
    before, after = text[first:start], text[end:last]
    if first > 0 and text[first - 1].isalnum():
        before = "… " + before.partition(" ")[2]
    if last < len(text) and text[last].isalnum():
        after = after.rpartition(" ")[0] + " …"
    return (
        f'<bdi dir="auto">{escaped(_line(before))}<mark>{escaped(_line(inside))}</mark>'
        f"{escaped(_line(after))}</bdi>"
    )


def _line(text: str) -> str:
    """On one line; spaces at the ends stay, because words follow them."""
    line = " ".join(text.split())
    left = " " if text[:1].isspace() and line else ""
    return left + line + (" " if text[-1:].isspace() and line else "")


def number_or_none(value: Any) -> float | None:
    """A number of a table as a float, None where it is unknown."""
    return None if pd.isna(value) or math.isnan(float(value)) else float(value)
