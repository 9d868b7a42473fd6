"""RSS and Atom feeds: one article per entry."""

from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from pipelines.articles import Article
from pipelines.readers.characters import one_line
from pipelines.readers.dates import timestamp_of
from pipelines.readers.metadata import completed, safe_url
from pipelines.readers.page_text import text_without_tree
from pipelines.readers.records import MAX_TEXT
from pipelines.readers.skipped import Notice, Skipped, Unreadable

_ENTRIES = ("item", "entry")
_TEXTS = ("encoded", "content", "description", "summary")  # the fullest first
_DATES = ("pubDate", "published", "date", "updated")
_MAX_DEPTH = 64  # deeper trees overflow the stack of the parser's clean-up
_MOST_BETWEEN = 5_000_000  # bytes from one entry to the next; a tree takes 25 times as much


def read_feed(stream: BinaryIO, path: str) -> Iterator[Article | Skipped | Notice]:
    """Articles from a feed; raises Unreadable if it is no feed or tries to include other files."""
    number = 0
    try:
        for entry, outlet in _entries(stream):
            number += 1
            yield _article(entry, outlet, path, number)
    except ParseError as problem:
        raise Unreadable(f"not valid XML ({problem}). Fetch the feed again.") from None
    except DefusedXmlException:
        raise Unreadable(
            "it declares entities, which feeds do not need. Remove the DOCTYPE."
        ) from None
    if not number:
        raise Unreadable("no RSS item or Atom entry in it. Only feeds can be read from XML.")


def listed_in(stream: BinaryIO) -> Iterator[Article]:
    """What a feed says about each entry that links to a page; its text may be empty.

    Raises Unreadable as `read_feed` does.
    """
    try:
        for entry, outlet in _entries(stream):
            url = _url(entry)
            if url:
                dates = (timestamp_of(_text(entry, name)) for name in _DATES)
                yield Article(
                    "",
                    title=_text(entry, "title"),
                    outlet=outlet,
                    author=_author(entry),
                    published_at=next(filter(None, dates), None),
                    url=url,
                )
    except (ParseError, DefusedXmlException) as problem:
        raise Unreadable(f"not a feed that can be read ({type(problem).__name__}).") from None


class _Source:
    """The bytes of a feed, which end with Unreadable where no entry comes."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.since_entry = 0

    def read(self, size: int) -> bytes:
        data = self._stream.read(size)
        self.since_entry += len(data)
        if self.since_entry > _MOST_BETWEEN:
            limit = _MOST_BETWEEN // 1_000_000
            raise Unreadable(f"{limit} MB without an end of an RSS item or Atom entry. Only feeds can be read from XML.")  # fmt: skip  # noqa: E501
        return data


def _entries(stream: BinaryIO) -> Iterator[tuple[Element, str | None]]:
    """Each entry with the feed's own title; the tree keeps nothing but the entry that is open."""
    outlet = None
    source = _Source(stream)
    path: list[str] = []
    above: list[Element] = []
    for event, element in iterparse(source, events=("start", "end"), forbid_dtd=True):
        name = _name(element)
        if event == "start":
            path.append(name)
            above.append(element)
            if len(path) > _MAX_DEPTH:
                raise Unreadable(f"nested more than {_MAX_DEPTH} levels deep. It is not a feed.")
            continue
        path.pop()
        above.pop()
        if name == "title" and not set(path) & {*_ENTRIES, "image", "textinput"}:
            outlet = outlet or one_line(element.text or "") or None
        if name in _ENTRIES:
            yield element, outlet
            element.clear()
            source.since_entry = 0
        if above and not set(path) & set(_ENTRIES):
            above[-1].remove(element)


def _article(entry: Element, outlet: str | None, path: str, number: int) -> Article | Skipped:
    texts = [_markup(child) for name in _TEXTS for child in _children(entry, name)]
    page = next((text for text in texts if text.strip()), "")
    text = text_without_tree(page).raw_text if "<" in page or "&" in page else page
    if not text.strip():
        return Skipped(path, number, "the entry has no text. Fetch the page that it links to.")
    if len(text) > MAX_TEXT:
        return Skipped(path, number, f"the text is longer than {MAX_TEXT:,} characters.")
    source = next(iter(_children(entry, "source")), None)
    article = Article(
        text,
        title=_text(entry, "title"),
        outlet=(one_line(source.text or "") if source is not None else None) or outlet,
        author=_author(entry),
        published_at=next(
            filter(None, (timestamp_of(_text(entry, name)) for name in _DATES)), None
        ),
        url=_url(entry),
        path=f"{path}#{number}",
    )
    return completed(article)


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _children(entry: Element, name: str) -> list[Element]:
    return [child for child in entry if _name(child) == name]


def _text(entry: Element, name: str) -> str | None:
    children = _children(entry, name)
    joined = one_line("".join(children[0].itertext())[:2000]) if children else ""
    return (
        text_without_tree(joined).raw_text or None
        if "&" in joined or "<" in joined
        else joined or None
    )


def _markup(element: Element) -> str:
    """The content of an element: text, markup written as text, or XHTML elements."""
    if not len(element):
        return element.text or ""
    parts = [element.text or ""]
    for child in element.iter():
        if child is not element:
            parts.extend((f"<{_name(child)}>", child.text or "", child.tail or ""))
    return "".join(parts)


def _author(entry: Element) -> str | None:
    for name in ("creator", "author"):
        for child in _children(entry, name):
            named = _children(child, "name")
            if line := one_line("".join((named[0] if named else child).itertext())[:300]):
                # RSS asks for "address (name)".
                return line.partition("(")[2].rstrip(") ") or line if "@" in line else line
    return None


def _url(entry: Element) -> str | None:
    for link in _children(entry, "link"):
        if link.get("rel", "alternate") == "alternate":
            found = safe_url(link.get("href") or link.text or "")
            if found:
                return found
    return safe_url(_text(entry, "guid") or "")
