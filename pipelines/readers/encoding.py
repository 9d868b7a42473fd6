"""Bytes to text: the byte order mark, UTF-8, what the file declares, then detection."""

import codecs
import io
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from pipelines.readers.skipped import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 64 * 1024  # bytes; detection is slow and a page of text is enough for it
# Western text has few accents, one or two together; detectors guess at random on so few bytes.
_WESTERN_ACCENTS = 0.08  # share of letters with accents; French has 0.05, Czech 0.13
_NOT_WESTERN = re.compile(
    r"[^\x00-\x7f‘’‚“”„–—…•€£©®°§«»·½¼¾´\xa0¿¡À-ÖØ-öø-ÿŒœŠšŽžŸ]|[À-ÖØ-öø-ÿ]{4,}"
)
# Declared by default and by mistake; a page in Cyrillic that declares one of these lies.
_DECLARED_BY_HABIT = frozenset(["iso-8859-1", "latin-1", "latin1", "iso-8859-15", "ascii",
                                "us-ascii", "windows-1252", "cp1252", "utf-8", "utf8"])  # fmt: skip
_MAX_CHAOS = 0.1  # share of implausible characters that charset-normalizer may find
_FOREIGN = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture or sound file"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"PAR1", "a Parquet file"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x7fELF", "a program"),
    (b"SQLite format", "a database"),
)
_TEXT_CONTROLS = frozenset(b"\t\n\v\f\r\x1b")
_CONVERT = "Save it as UTF-8 text and try again."


def decoded(data: bytes, *, declared: str | None = None) -> str:
    """The text of a whole file, without a byte order mark; raises Unreadable."""
    encoding = encoding_of(data, declared=declared)
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except (UnicodeDecodeError, LookupError):
        raise Unreadable(f"its characters cannot be read as {encoding}. {_CONVERT}") from None


def encoding_of(data: bytes, *, declared: str | None = None, complete: bool = True) -> str:
    """The name of the encoding of `data`, which may be the start of a file; raises Unreadable.

    With `complete` false a character that the end cuts in two is not held against UTF-8.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    _refuse_foreign(data)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data, final=complete)
        return "utf-8"
    except UnicodeDecodeError:
        if not complete and _mostly_utf8(data):
            return "utf-8"
    told = declared if declared and declared.lower() not in _DECLARED_BY_HABIT else None
    for encoding in filter(None, (told, _wide(data))):
        if _decodes(data[: len(data) // 4 * 4], encoding):
            return encoding
    return _detected(data[:_SAMPLE])


def numbered_lines(stream: BinaryIO, *, longest: int) -> Iterator[tuple[int, str, bool]]:
    """The lines of a file as (number from 1, text with its line end, whether it was readable).

    Lines end at \\n only (at \\r in files without \\n): other separators occur inside records.
    Unreadable lines come with U+FFFD in place of bad bytes; lines over `longest` bytes come cut.
    """
    sample = stream.peek(_SAMPLE)[:_SAMPLE] if isinstance(stream, io.BufferedReader) else b""
    encoding = encoding_of(sample, complete=False)
    if encoding not in ("utf-8", "utf-8-sig") or (b"\r" in sample and b"\n" not in sample):
        newline = None if b"\n" not in sample.replace(b"\0", b"") else "\n"
        with io.TextIOWrapper(stream, encoding, errors="replace", newline=newline) as lines:
            for number, line, whole in _cut(lines, longest, "\n"):
                yield number, line.removeprefix("\ufeff"), whole and "\ufffd" not in line
        return
    for number, line, whole in _cut(stream, longest, b"\n"):
        try:
            text = line.decode("utf-8") if whole else ""
        except UnicodeDecodeError:
            text, whole = line.decode("utf-8", "replace"), False
        yield number, text.removeprefix("\ufeff"), whole


def _cut(lines: Any, longest: int, end: str | bytes) -> Iterator[tuple[int, Any, bool]]:
    """Each line with its number and whether it is whole; of one that is not, its last piece."""
    number = 0
    while line := lines.readline(longest + 1):
        number += 1
        whole = len(line) <= longest
        while not whole and line and not line.endswith(end):
            line = lines.readline(longest + 1)
        yield number, line, whole


def _refuse_foreign(data: bytes) -> None:
    for magic, what in _FOREIGN:
        if data.startswith(magic):
            raise Unreadable(f"this is not text but {what}. Extract its text and save it as UTF-8.")


def _mostly_utf8(data: bytes) -> bool:
    """Whether a few lines in another encoding stand in a file of UTF-8."""
    text = data.decode("utf-8", "replace")
    n_bad = text.count("\ufffd")
    return sum(not char.isascii() for char in text) >= 2 * n_bad


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Western text is zero."""
    sample = data[:_SAMPLE]
    zeros_even, zeros_odd = sample[::2].count(0), sample[1::2].count(0)
    if max(zeros_even, zeros_odd) < len(sample) * 0.2:
        return None
    return "utf-16-be" if zeros_even > zeros_odd else "utf-16-le"


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _is_western(sample: bytes) -> bool:
    if not _decodes(sample, "cp1252"):
        return False
    text = sample.decode("cp1252")
    accents = sum(char > "\xbf" and char.isalpha() for char in text)
    return accents <= len(text) * _WESTERN_ACCENTS and _NOT_WESTERN.search(text) is None


def _detected(sample: bytes) -> str:
    from charset_normalizer import from_bytes  # slow to load, and rarely needed

    controls = sum(byte < 32 and byte not in _TEXT_CONTROLS for byte in sample)
    if controls > len(sample) * 0.02:
        raise Unreadable(
            "this is not text. Only text can be scored; extract it and save it as UTF-8."
        )
    if _is_western(sample):
        return "cp1252"
    best = from_bytes(sample).best()
    if best is None or best.chaos > _MAX_CHAOS:
        raise Unreadable(f"the encoding of its characters could not be recognised. {_CONVERT}")
    return best.encoding
