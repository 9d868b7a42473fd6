"""One JSON object per article, as `parallax score` prints it."""

import datetime
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from pipelines.flags import FLAGS
from pipelines.schemas import Tables
from pipelines.scores import SCORES

_FAMILY = {flag.name: flag.family for flag in FLAGS}
_ARTICLE_FIELDS = (
    "article_id",
    "path",
    "title",
    "outlet",
    "author",
    "published_at",
    "url",
    "language",
    "n_words",
    "n_sentences",
    "topic",
    "story_theme",
)
_PER_ARTICLE = ("sentences", "themes", "actors", "quotes", "clues", "flags", "marks")


def records(tables: Tables) -> Iterator[dict[str, Any]]:
    """The articles of the tables, in order, each as one object of plain JSON values."""
    texts = {row["article_id"]: row for row in _rows(tables.texts)}
    by_article = {name: _grouped(getattr(tables, name)) for name in _PER_ARTICLE}
    for article in _rows(tables.articles):
        article_id = article["article_id"]
        yield _record(
            article,
            texts[article_id],
            {name: rows.get(article_id, []) for name, rows in by_article.items()},
        )


def json_lines(tables: Tables) -> Iterator[str]:
    """The same as one line of JSON per article."""
    for record in records(tables):
        yield json.dumps(record, ensure_ascii=False, allow_nan=False)


def _record(
    article: Mapping[str, Any], texts: Mapping[str, Any], rows: Mapping[str, list[dict[str, Any]]]
) -> dict[str, Any]:
    fields = {"text": texts["text"], "raw_text": texts["raw_text"], "title": article["title"]}
    marks = defaultdict(list)
    for mark in rows["marks"]:
        words = fields[mark["field"]][mark["start_char"] : mark["end_char"]]
        marks[mark["kind"], mark["name"]].append({**mark, "text": words})
    return {
        **{name: article[name] for name in _ARTICLE_FIELDS},
        "text": texts["text"],
        "scores": {score.name: article[score.name] for score in SCORES},
        "themes": [_pick(row, "theme", "n_sentences", "share", "tone") for row in rows["themes"]],
        "actors": [
            _pick(row, "actor", "n_mentions", "n_sentences", "tone", "n_quotes")
            for row in rows["actors"]
        ],
        "quotes": [
            {
                **_pick(row, "start_char", "end_char"),
                "text": texts["text"][row["start_char"] : row["end_char"]],
                **_pick(row, "form", "speaker", "speaker_kind", "cue", "reason_given", "tone"),
            }
            for row in rows["quotes"]
        ],
        "flags": [
            {
                "flag": row["flag"],
                "family": _FAMILY[row["flag"]],
                **_pick(row, "state", "reason", "value"),
                "marks": [
                    _pick(mark, "field", "start_char", "end_char", "text")
                    for mark in marks["flag", row["flag"]]
                ],
            }
            for row in rows["flags"]
        ],
        "implied_window": {
            "earliest": article["window_earliest"],
            "latest": article["window_latest"],
            "clues": [
                {
                    "text": texts["text"][row["start_char"] : row["end_char"]],
                    **_pick(row, "start_char", "end_char", "earliest", "latest", "firmness"),
                }
                for row in rows["clues"]
            ],
        },
        "sentences": [
            _pick(row, "start_char", "end_char", "tone", "tone_without_topic_words", "voice")
            for row in rows["sentences"]
        ],
        "removed": [
            {"text": mark["text"], "reason": mark["name"]}
            for (kind, _), found in marks.items()
            if kind == "removed"
            for mark in found
        ],
    }


def _pick(row: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: row[name] for name in names}


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows with JSON values: null for unknown, ISO 8601 for times, a plain date for days."""
    days = {name for name, dtype in frame.dtypes.items() if str(dtype) == "datetime64[us]"}
    return [
        {str(name): _plain(value, name in days) for name, value in row.items()}
        for row in frame.to_dict("records")
    ]


def _plain(value: Any, is_day: bool) -> Any:
    if pd.isna(value):
        return None
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if is_day else value.isoformat()
    return value


def _grouped(frame: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    grouped = defaultdict(list)
    for row in _rows(frame):
        grouped[row["article_id"]].append(row)
    return grouped
