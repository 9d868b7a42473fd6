"""From one row of a table or one JSON object to an article: which column is which field."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import chain, islice

from pipelines.articles import Article
from pipelines.readers.characters import one_line
from pipelines.readers.dates import day_first_in, is_ambiguous, timestamp_of
from pipelines.readers.metadata import safe_url
from pipelines.readers.skipped import BadRecord, Notice, Skipped, Unreadable

# Accepted names, the first present wins; case, spaces, hyphens and underscores do not matter.
COLUMNS: dict[str, tuple[str, ...]] = {
    "text": ("text", "content", "body", "article", "article_text", "full_text", "article_body",
             "maintext", "story"),
    "title": ("title", "headline", "heading"),
    "outlet": ("outlet", "source", "publisher", "domain", "publication", "source_name", "site_name",
               "site", "newspaper", "source_domain"),
    "author": ("author", "authors", "byline", "creator", "author_name"),
    "published_at": ("published_at", "date", "published", "pub_date", "publish_date",
                     "date_published", "publication_date", "published_date", "published_time",
                     "datetime", "timestamp"),
    "url": ("url", "link", "article_url", "source_url", "canonical_url", "permalink", "uri"),
}  # fmt: skip
MAX_TEXT = 1_000_000  # characters; longer "articles" are whole books or damaged files
_MOST_REMEMBERED = 4_000  # characters of the names of columns; real ones take some hundreds
_MAX_FIELD = 2_000  # characters of a title, an author or an address
_DATE_SAMPLE = 500  # records looked at to learn whether days or months come first
_SAMPLE_SIZE = 5_000_000  # characters; they are in memory together
_ABSENT = frozenset(["", "nan", "null", "none", "n/a", "na", "<na>", "nat"])


@dataclass(frozen=True, slots=True)
class Record:
    """One record as it was read: where, its values by column, and how much of its file it is."""

    line: int
    path: str
    values: Mapping[str, object]
    size: int


def columns_of(names: Iterable[str]) -> dict[str, str]:
    """Which of the columns holds which field of an article."""
    listed = tuple(names)
    if sum(map(len, listed)) > _MOST_REMEMBERED:
        return _fields(listed)
    return _remembered_fields(listed)


def _fields(names: tuple[str, ...]) -> dict[str, str]:
    by_key: dict[str, str] = {}
    for name in names:
        by_key.setdefault(_key(name), name)
    return {
        field: by_key[key]
        for field, accepted in COLUMNS.items()
        if (key := next((k for k in map(_key, accepted) if k in by_key), None)) is not None
    }


# JSON objects of one file have the same few sets of keys.
_remembered_fields = lru_cache(maxsize=256)(_fields)


def mapping_notice(columns: Mapping[str, str], names: Iterable[str]) -> str:
    """One sentence that says which column was read as what, and which were not used."""
    read = ", ".join(f"'{column}' as {field}" for field, column in columns.items())
    unused = [name for name in names if name not in columns.values()]
    rest = f"; not used: {_listed(unused)}" if unused else ""
    return f"Read {read}{rest}."


def no_text(names: Iterable[str]) -> str:
    """The message for a table without a column that could be the text."""
    accepted = ", ".join(COLUMNS["text"])
    return (
        f"no column holds the text; found: {_listed(list(names))}. "
        f"Rename the column with the article's text to one of: {accepted}."
    )


def articles_of(
    records: Iterable[Record | Skipped], path: str
) -> Iterator[Article | Skipped | Notice]:
    """An article for each record that has a text; what was skipped passes through."""
    records = iter(records)
    first = list(_sample(records))
    dates = [
        value
        for record in first
        if isinstance(record, Record)
        and (column := columns_of(record.values).get("published_at"))
        and isinstance(value := record.values[column], str)
    ]
    day_first = day_first_in(dates)
    if day_first is None and (unclear := next(filter(is_ambiguous, dates), None)):
        yield Notice(
            path,
            f"Dates such as '{one_line(unclear)}' can be read two ways and were left empty; "
            "write them as 2024-04-03.",
        )
    told = False
    for record in chain(first, records):
        if isinstance(record, Skipped):
            yield record
            continue
        columns = columns_of(record.values)
        if not told and "text" in columns:
            told = True
            yield Notice(path, mapping_notice(columns, record.values))
        try:
            yield article_of(record, columns, day_first=day_first)
        except BadRecord as problem:
            yield Skipped(path, record.line, str(problem))


def _sample(records: Iterator[Record | Skipped]) -> Iterator[Record | Skipped]:
    size = 0
    for record in islice(records, _DATE_SAMPLE):
        yield record
        size += record.size if isinstance(record, Record) else 0
        if size > _SAMPLE_SIZE:
            return


def article_of(
    record: Record, columns: Mapping[str, str], *, day_first: bool | None = None
) -> Article:
    """The article in one record; raises BadRecord."""
    values = record.values
    if "text" not in columns:
        raise BadRecord(no_text(values))
    text = values[columns["text"]]
    if text is not None and not isinstance(text, str):
        kind = type(text).__name__
        raise BadRecord(f"'{columns['text']}' holds a {kind}, not text. Export it as plain text.")
    if text is None or not text.strip() or _is_absent(text):
        raise BadRecord(f"'{columns['text']}' is empty. Fill it in or leave the record out.")
    if len(text) > MAX_TEXT:
        raise BadRecord(f"the text is longer than {MAX_TEXT:,} characters. Split it into articles.")
    return Article(
        text,
        title=_field(values, columns, "title"),
        outlet=_field(values, columns, "outlet"),
        author=_field(values, columns, "author"),
        published_at=_date(values, columns, day_first=day_first),
        url=safe_url(_field(values, columns, "url") or ""),
        path=record.path,
        unavailable=frozenset(field for field in COLUMNS if field not in columns),
    )


def whole_text(text: str) -> str:
    """The text of a file that is one article; raises Unreadable when it is empty or too long."""
    if not text.strip():
        raise Unreadable("the file is empty. Check the download, or remove it.")
    if len(text) > MAX_TEXT:
        raise Unreadable(
            f"the text is longer than {MAX_TEXT:,} characters. "
            "Split it into articles, one per file, or use a CSV or JSON Lines file."
        )
    return text


def _key(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())


def _listed(names: list[str]) -> str:
    shown = ", ".join(f"'{one_line(name)[:40]}'" for name in names[:12])
    return f"{shown} and {len(names) - 12} more" if len(names) > 12 else shown or "none"


def _is_absent(value: str) -> bool:
    return value.strip().lower() in _ABSENT


def _field(values: Mapping[str, object], columns: Mapping[str, str], field: str) -> str | None:
    value = _plain(values.get(columns[field])) if field in columns else None
    if value is None:
        return None
    line = one_line(value[:_MAX_FIELD])
    # A headline may read "Null" or "None"; in the other fields these are marks of a missing value.
    return line if line and (field == "title" or not _is_absent(line)) else None


def _plain(value: object) -> str | None:
    """A value as text: lists of names joined, objects by their name."""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return _plain(value.get("name") or value.get("title") or value.get("id"))
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(_plain, value[:50]))) or None
    if isinstance(value, bool) or value is None or value != value:
        return None
    return str(value)


def _date(
    values: Mapping[str, object], columns: Mapping[str, str], *, day_first: bool | None
) -> datetime | None:
    value = values.get(columns["published_at"]) if "published_at" in columns else None
    return timestamp_of(value, day_first=day_first)
