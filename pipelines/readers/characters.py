"""Characters that a reader never sees, taken out of lines and metadata."""

import re
import unicodedata
from dataclasses import dataclass

_LINE = re.compile(r"[^\r\n\v\f\u2028\u2029]+")
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
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def tidied(line: str) -> str:
    """One line composed (NFC), without control, invisible and direction characters, trimmed."""
    if line.isascii() and line.isprintable():
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
    end = 0
    for match in _LINE.finditer(text):
        words = tidied(match.group())
        if not words:
            continue
        # Counted without "\r" unless there is no "\n": Windows ends one line with both.
        between = text[end : match.start()]
        breaks = between.count("\n") or between.count("\r")
        found.append(Line(match.start(), match.end(), words, breaks > 1))
        end = match.end()
    return found
