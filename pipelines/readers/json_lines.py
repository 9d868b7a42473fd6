"""JSON Lines: one article per line; a JSON array of articles is read too."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from pipelines.articles import Article
from pipelines.readers.encoding import decoded, numbered_lines
from pipelines.readers.records import Record, articles_of
from pipelines.readers.skipped import Notice, Skipped, Unreadable

_MAX_LINE = 8_000_000  # bytes
_MAX_ARRAY = 50_000_000  # bytes; an array cannot be streamed, so larger ones must become lines
# Objects and lists in a line, and in an array; empty ones take 27 times their characters in memory.
_MOST_PARTS = 100_000
_MOST_PARTS_OF_ARRAY = 1_000_000
_MAX_DIGITS = 18  # longer integers are identifiers; Python refuses those over 4,300 digits


def read_json_lines(stream: BinaryIO, path: str) -> Iterator[Article | Skipped | Notice]:
    """Articles from JSON objects; a bad line is skipped with its number."""
    start = stream.peek(64)[:64] if hasattr(stream, "peek") else b""
    if start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"["):
        yield from articles_of(_array(stream, path), path)
        return
    yield from articles_of(_lines(stream, path), path)


def _lines(stream: BinaryIO, path: str) -> Iterator[Record | Skipped]:
    n_records = 0
    for number, line, readable in numbered_lines(stream, longest=_MAX_LINE):
        if not line.strip() and readable:
            continue
        n_records += 1
        if not readable:
            yield Skipped(path, number, "characters that are not UTF-8, or a line that is too long. Save the file as UTF-8.")  # fmt: skip  # noqa: E501
            continue
        try:
            values = _parsed(line, _MOST_PARTS)
        except json.JSONDecodeError as problem:
            cut = " The file looks cut off; fetch it again." if not line.endswith("\n") else ""
            yield Skipped(path, number, f"not valid JSON ({problem.msg}, character {problem.pos + 1}).{cut or ' Correct the line or leave it out.'}")  # fmt: skip  # noqa: E501
            continue
        except (ValueError, RecursionError) as problem:
            yield Skipped(path, number, _reason(problem))
            continue
        yield _record(values, number, f"{path}:{number}", path, size=len(line))
    if not n_records:
        raise Unreadable("the file is empty. Check the download, or remove it.")


def _array(stream: BinaryIO, path: str) -> Iterator[Record | Skipped]:
    data = stream.read(_MAX_ARRAY + 1)
    if len(data) > _MAX_ARRAY:
        raise Unreadable("a JSON array of more than 50 MB. Write one object per line instead.")
    try:
        items = _parsed(decoded(data), _MOST_PARTS_OF_ARRAY)
    except json.JSONDecodeError as problem:
        raise Unreadable(f"not valid JSON (line {problem.lineno}: {problem.msg}). Correct it there.") from None  # fmt: skip  # noqa: E501
    except (ValueError, RecursionError) as problem:
        raise Unreadable(_reason(problem)) from None
    for number, values in enumerate(items if isinstance(items, list) else [], start=1):
        yield _record(values, number, f"{path}#{number}", path, size=0)  # all are in memory anyway


def _record(values: object, number: int, place: str, path: str, *, size: int) -> Record | Skipped:
    if isinstance(values, dict):
        return Record(number, place, values, size)
    kind = type(values).__name__
    return Skipped(path, number, f"a {kind} where an object with 'text' is expected.")


def _parsed(text: str, most_parts: int) -> object:
    if text.count("[") + text.count("{") > most_parts:
        raise ValueError(f"more than {most_parts:,} lists and objects in it. Leave out what is not the article.")  # fmt: skip  # noqa: E501
    return json.loads(
        text,
        object_pairs_hook=_unique,
        parse_constant=lambda _: None,  # NaN and Infinity are how some exports write "missing"
        parse_int=lambda digits: int(digits) if len(digits) <= _MAX_DIGITS else digits,
    )


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    values = dict(pairs)
    if len(values) < len(pairs):
        [(twice, _)] = Counter(name for name, _ in pairs).most_common(1)
        raise ValueError(f"the key '{twice[:40]}' is given twice. Keep one of them.")
    return values


def _reason(problem: Exception) -> str:
    if isinstance(problem, RecursionError):
        return "nested too deeply to be an article. Leave the record out."
    return str(problem)
