"""The article as it was read, and its identity."""

import hashlib
import re
import unicodedata
from dataclasses import KW_ONLY, dataclass
from datetime import datetime
from typing import NamedTuple


class Span(NamedTuple):
    """A piece of a text: characters from `start_char` up to and excluding `end_char`."""

    # A named tuple, as is whatever else a text has hundreds of: cheaper to make and to sort.

    start_char: int
    end_char: int


@dataclass(frozen=True, slots=True)
class Article:
    """One article with what its source says about it.

    `text` is what is to be scored; `raw_text` is everything that was read (for a web page the
    visible text, one line per block) and defaults to `text`. `published_at` is a timestamp in UTC.
    `unavailable` names the metadata that the source has no place for (a table without an author
    column), so that a missing author there is "cannot assess" rather than a finding.
    """

    text: str
    _: KW_ONLY
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published_at: datetime | None = None
    url: str | None = None
    path: str | None = None
    raw_text: str | None = None
    unavailable: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        for name in ("text", "title", "outlet", "author", "url", "path", "raw_text"):
            value = getattr(self, name)
            if value is not None and not _is_storable(value):
                object.__setattr__(self, name, _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", value))

    @property
    def article_id(self) -> str:
        """First 16 hex digits of SHA-256 of the URL, or without one of title and text as read."""
        read = self.text if self.raw_text is None else self.raw_text
        identity = self.url or f"{self.title or ''}\n{read}"
        # One text may arrive composed or decomposed.
        canonical = unicodedata.normalize("NFC", identity)
        return hashlib.sha256(canonical.encode("utf-8")).hexdigest()[:16]


_SURROGATE = re.compile("[\ud800-\udfff]")  # half a character: no file format can hold it


def _is_storable(value: str) -> bool:
    return value.isascii() or _SURROGATE.search(value) is None
