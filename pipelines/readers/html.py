"""Web pages: the visible text as read, the article in it, and what the page states about it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from pipelines.articles import Article
from pipelines.readers.encoding import decoded
from pipelines.readers.metadata import completed
from pipelines.readers.page_metadata import Stated, stated_in
from pipelines.readers.page_text import page_text, parsed, text_without_tree
from pipelines.readers.records import whole_text
from pipelines.readers.skipped import Notice, Skipped, Unreadable

_MAX_BYTES = 5_000_000
_CHARSET = re.compile(rb"charset\s{0,5}=\s{0,5}[\"']?([\w-]{2,40})", re.IGNORECASE)
_NOTHING = Stated(None, None, None, None, None)


def read_html(stream: BinaryIO, path: str) -> Iterator[Article | Skipped | Notice]:
    """The one article of a saved web page."""
    data = stream.read(_MAX_BYTES + 1)
    if len(data) > _MAX_BYTES:
        raise Unreadable("the page is larger than 5 MB. Save its text alone.")
    if not data.strip():
        raise Unreadable("the file is empty. Check the download, or remove it.")
    charset = _CHARSET.search(data[:4096])
    yield article_of_page(decoded(data, declared=charset[1].decode() if charset else None), path)


def article_of_page(page: str, path: str | None = None) -> Article:
    """The article on a page; raises Unreadable if nothing on it can be read."""
    tree = parsed(page)
    stated = _NOTHING if tree is None else stated_in(tree)
    read = text_without_tree(page) if tree is None else page_text(tree)
    if tree is not None and not read.lines:
        read = text_without_tree(page)
    if not read.lines:
        raise Unreadable("no visible text on the page. Open it in a browser and save its text.")
    article = Article(
        whole_text(read.text),
        title=stated.title,
        outlet=stated.outlet,
        author=stated.author,
        published_at=stated.published_at,
        url=stated.url,
        raw_text=read.raw_text,
    )
    return replace(completed(article), path=path)
