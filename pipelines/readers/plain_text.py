"""Plain text and Markdown: one article per file, metadata in its first and last lines."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from pipelines.articles import Article
from pipelines.readers.encoding import decoded
from pipelines.readers.metadata import completed
from pipelines.readers.records import MAX_TEXT, whole_text
from pipelines.readers.skipped import Notice, Skipped, Unreadable

_MAX_BYTES = MAX_TEXT * 4  # no character takes more than four bytes
_PROSE_CHARS = 500  # shorter texts may be one long word
_MIN_SPACES = 0.02  # share of spaces; English has 0.17, base64 and packed scripts have none
_FRONT_MATTER = re.compile(r"---[ \t]*\n((?:[^\n]{0,500}\n){0,40}?)---[ \t]*\n")
_ENTRY = re.compile(r"[\w-]{1,40}: ?\S")
_MARKS = (
    (re.compile(r"^ {0,3}#{1,6}[ \t]+", re.MULTILINE), ""),
    (re.compile(r"^ {0,3}>[ \t]?", re.MULTILINE), ""),
    (re.compile(r"^ {0,3}(?:=|-|\*|_){3,}[ \t]*$", re.MULTILINE), ""),
    (re.compile(r"!\[[^\[\]\n]{0,300}\]\([^()\s]{0,1000}(?: \"[^\"\n]{0,200}\")?\)"), ""),
    (re.compile(r"\[([^\[\]\n]{1,300})\]\([^()\s]{0,1000}(?: \"[^\"\n]{0,200}\")?\)"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)([^*_\n]{1,300})(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]{1,300})(?<=\S)\*(?![\w*])"), r"\1"),
)


def read_plain_text(stream: BinaryIO, path: str) -> Iterator[Article | Skipped | Notice]:
    """The one article of a text file."""
    yield pasted(_prose(stream), path=path)


def read_markdown(stream: BinaryIO, path: str) -> Iterator[Article | Skipped | Notice]:
    """The one article of a Markdown file, without its marks; front matter is metadata."""
    text = _prose(stream).replace("\r\n", "\n")
    if match := _FRONT_MATTER.match(text):
        entries = [line for line in match[1].split("\n") if _ENTRY.match(line)]
        text = "\n".join(
            [*(re.sub(r"[\"']", "", line) for line in entries), "", text[match.end() :]]
        )
    for mark, plain in _MARKS:
        text = mark.sub(plain, text)
    yield pasted(text, path=path)


def pasted(text: str, *, path: str | None = None) -> Article:
    """The article in a text, with the metadata that its lines state."""
    return replace(completed(Article(text)), path=path)


def _prose(stream: BinaryIO) -> str:
    data = stream.read(_MAX_BYTES + 1)
    if len(data) > _MAX_BYTES:
        whole_text("x" * (MAX_TEXT + 1))
    text = whole_text(decoded(data))
    if len(text) >= _PROSE_CHARS and text.isascii():
        spaces = text.count(" ") + text.count("\n")
        if spaces < _MIN_SPACES * len(text):
            raise Unreadable("there are no words in it (coded data or a script). Leave it out.")
    return text
