"""Characters that a reader never sees, taken out of lines and metadata."""

import re
import unicodedata
from dataclasses import dataclass

_BREAKS = "\r\v\f\u2028\u2029"
_LONE_BREAK = re.compile(r"\r(?!\n)|[\v\f\u2028\u2029]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
# Joiners shape letters in Persian, Hindi and emoji; between Latin letters they only hide a word.
_INVISIBLE = re.compile(
    r"[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    r"\U000e0000-\U000e007f]|(?<![\u0590-\U0010ffff])[\u200c\u200d]|[\u200c\u200d](?![\u0590-\U0010ffff])"
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
# Separators of old file formats stand between words; U+0085 is an ellipsis read as Latin-1.
_SEPARATOR = re.compile(r"[\x1c-\x1f\x85]")


def without_surrogates(text: str) -> str:
    """The text with lone surrogates, which no file can hold, as U+FFFD; same length."""
    try:
        text.encode()  # six times as fast as to look for one, and there hardly ever is one
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text


def tidied(line: str) -> str:
    """One line composed (NFC), without control, invisible and direction characters, trimmed."""
    # Most lines need nothing; these two questions are answered faster than one substitution.
    if line.isprintable() and unicodedata.is_normalized("NFC", line):
        return line.strip()
    line = _SURROGATE.sub("\ufffd", _SEPARATOR.sub(" ", line))
    return unicodedata.normalize("NFC", _CONTROL.sub("", _INVISIBLE.sub("", line))).strip()


def one_line(value: str) -> str:
    """A piece of metadata on one line, tidied, with single spaces."""
    return " ".join(tidied(value).split())


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds something to read: its place in the text, and its tidied words."""

    start_char: int
    end_char: int
    text: str
    after_blank: bool


def lines_of(text: str) -> list[Line]:
    """The lines of a text that are not blank, in order."""
    found = []
    start = 0
    n_blank = 0
    for line in _one_break(text).split("\n"):
        if words := tidied(line):
            indent = len(line) - len(line.lstrip())
            found.append(Line(start + indent, start + len(line.rstrip()), words, n_blank > 0))
            n_blank = 0
        else:
            n_blank += 1
        start += len(line) + 1
    return found


def _one_break(text: str) -> str:
    """The text with every line break as one \\n; same length, so that places hold."""
    if not any(mark in text for mark in _BREAKS):
        return text
    # The first half of a Windows line end goes with the line before it, where it is trimmed.
    return _LONE_BREAK.sub("\n", text)
