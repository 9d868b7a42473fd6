"""Where words stand: from characters of a text to the sentence that a link leads to."""

from bisect import bisect_right

import pandas as pd

from pipelines.published import rows_of
from pipelines.schemas import Tables


def sentences_of(tables: Tables, rows: pd.DataFrame) -> list[int | None]:
    """The sentence index of each row with `article_id, start_char`; None before the first one."""
    sentences = rows_of(tables, "sentences", rows["article_id"].unique())
    starts = {
        str(article_id): (list(group["start_char"]), list(group["sentence_index"]))
        for article_id, group in sentences.groupby("article_id", sort=False)
    }
    found: list[int | None] = []
    for article_id, start in zip(rows["article_id"], rows["start_char"], strict=True):
        begins, indexes = starts.get(article_id, ([], []))
        place = bisect_right(begins, start) - 1
        found.append(int(indexes[place]) if place >= 0 else None)
    return found


def in_sentences(part: Tables, places: pd.DataFrame) -> pd.DataFrame:
    """The same rows, widened to the sentences that they stand in."""
    sentences = part.sentences
    bounds = sentences.set_index(["article_id", "sentence_index"])[["start_char", "end_char"]]
    keys = pd.MultiIndex.from_frame(places[["article_id", "sentence_index"]])
    wide = bounds.reindex(keys).set_index(places.index)
    return places.assign(
        start_char=wide["start_char"].fillna(places["start_char"]),
        end_char=wide["end_char"].fillna(places["end_char"]),
    )
