"""Tables as text: CSV and its relatives, one article per row."""

import csv
from collections.abc import Iterator
from typing import BinaryIO

from pipelines.articles import Article
from pipelines.readers.encoding import numbered_lines
from pipelines.readers.records import MAX_TEXT, Record, articles_of, columns_of, no_text
from pipelines.readers.skipped import Notice, Skipped, Unreadable

_MAX_COLUMNS = 200  # wider tables are matrices of numbers, not articles
_MAX_LINE = 4_000_000  # bytes
_MAX_ROW = 8_000_000  # characters; its fields take up to 12 times as much in memory
_DELIMITERS = ",;\t|"
_SWALLOWED = 3  # line ends; fewer cannot show whether lines inside a field look like rows
_LIKE_ROWS = 0.8  # share of the lines inside one field that have as many delimiters as the header


def read_delimited(stream: BinaryIO, path: str) -> Iterator[Article | Skipped | Notice]:
    """Articles from a table with a header row; a bad row is skipped with its line number."""
    csv.field_size_limit(max(csv.field_size_limit(), MAX_TEXT * 4))
    lines = numbered_lines(stream, longest=_MAX_LINE)
    header = next((line for line in lines if line[1].strip()), None)
    if header is None:
        raise Unreadable("the file is empty. Check the download, or remove it.")
    delimiter = max(_DELIMITERS, key=header[1].count)
    names = _header(header[1], delimiter)
    yield from articles_of(_records(lines, names, delimiter, path), path)


def _header(line: str, delimiter: str) -> list[str]:
    try:
        names = next(csv.reader([line], delimiter=delimiter, strict=True))
    except csv.Error:
        raise Unreadable("the first line has an unclosed quotation mark. Close it.") from None
    names = [name.strip() for name in names]
    if len(names) > _MAX_COLUMNS:
        raise Unreadable(
            f"{len(names):,} columns; at most {_MAX_COLUMNS} can be read. Drop the rest."
        )
    twice = [name for n, name in enumerate(names) if name and name in names[:n]]
    if twice:
        raise Unreadable(f"two columns are called '{twice[0]}'. Rename one of them.")
    if "text" not in columns_of(names):
        raise Unreadable(no_text(names))
    return names


def _records(
    lines: Iterator[tuple[int, str, bool]], names: list[str], delimiter: str, path: str
) -> Iterator[Record | Skipped]:
    for first, last, row, readable in _rows(lines, delimiter):
        if isinstance(row, str):
            reach = f"lines {first} to {last}: " if last > first else ""
            yield Skipped(path, first, f"{reach}{row}")
        elif not row:
            continue
        elif not readable:
            yield Skipped(path, first, "characters that are not UTF-8, or a line that is too long. Save the file as UTF-8.")  # fmt: skip  # noqa: E501
        elif len(row) > len(names):
            yield Skipped(path, first, f"{len(row)} fields where the header has {len(names)}. Put fields that hold '{delimiter}' in quotation marks.")  # fmt: skip  # noqa: E501
        elif _swallowed_rows(row, len(names), delimiter):
            yield Skipped(path, first, f"lines {first} to {last} became one field: a quotation mark is not closed. Close it.")  # fmt: skip  # noqa: E501
        else:
            values = dict.fromkeys(names) | dict(zip(names, row, strict=False))
            yield Record(first, f"{path}:{first}", values, size=sum(map(len, row)))


def _rows(
    lines: Iterator[tuple[int, str, bool]], delimiter: str
) -> Iterator[tuple[int, int, list[str] | str, bool]]:
    """Each row with its first and last line; a message in place of a row that is damaged."""
    seen = [0, True]
    size = 0

    def feed() -> Iterator[str]:
        nonlocal size
        for number, line, readable in lines:
            seen[0], seen[1] = number, seen[1] and readable
            size += len(line)
            if size > _MAX_ROW:
                limit = _MAX_ROW // 1_000_000
                raise Unreadable(f"the row that ends in line {number} or later has over {limit} MB. Close its quotation marks.")  # fmt: skip  # noqa: E501
            # A line end inside quotation marks belongs to the text.
            yield line

    feeding = feed()
    last = 1
    while True:
        reader = csv.reader(feeding, delimiter=delimiter, strict=True)
        try:
            for row in reader:
                yield last + 1, seen[0], row, bool(seen[1])
                last, seen[1], size = seen[0], True, 0
            return
        except csv.Error:
            message = "a quotation mark is not closed, or stands alone inside a field. Double it inside text."  # noqa: E501
            yield last + 1, seen[0], message, True
            last, seen[1], size = seen[0], True, 0


def _swallowed_rows(row: list[str], n_columns: int, delimiter: str) -> bool:
    """Whether a field holds lines that look like rows of the table: an unclosed quotation mark."""
    if n_columns < 3:
        return False
    for value in row:
        inner = value.split("\n")[1:]
        alike = sum(line.count(delimiter) == n_columns - 1 for line in inner)
        if len(inner) >= _SWALLOWED and alike >= _LIKE_ROWS * len(inner):
            return True
    return False
