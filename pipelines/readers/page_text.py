"""The visible text of a web page, one line per block, and which of its lines are the article."""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from itertools import islice
from typing import TYPE_CHECKING

from pipelines.readers.characters import one_line
from pipelines.readers.headlines import ENDS

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BLOCKS = frozenset(
    ["address", "article", "aside", "blockquote", "body", "br", "button", "caption", "center",
     "dd", "details", "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer",
     "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "legend", "li", "main",
     "menu", "nav", "ol", "option", "p", "pre", "section", "summary", "table", "tbody", "td",
     "tfoot", "th", "thead", "title", "tr", "ul"]
)  # fmt: skip
_UNSEEN = frozenset(
    ["script", "style", "noscript", "template", "head", "iframe", "object", "embed", "svg",
     "canvas", "select", "textarea", "input", "audio", "video", "map", "datalist"]
)  # fmt: skip
_HIDDEN = re.compile(r"(?:display\s?:\s?none|visibility\s?:\s?hidden)", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})([^<>]*)>")
_UNSEEN_START = re.compile(r"<(script|style|noscript|template|svg|head)\b|<!--", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^<>]*>")
_BLOCK_TAG = re.compile(rf"</?(?:{'|'.join(sorted(_BLOCKS))})\b[^<>]*>", re.IGNORECASE)
_PROLOGUE = re.compile(r"\s{0,1000}<\?xml[^<>]{0,500}\?>")
# lxml returns an empty page from about 256 levels up, without an error; open paragraphs and list
# items close by themselves and do not count.
_MAX_DEPTH = 200
_SELF_CLOSING = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "p", "li", "dt",
     "dd", "td", "th", "tr", "option", "param", "source", "track", "wbr"]
)  # fmt: skip
_MAX_TAGS = 120_000  # the extractor takes 7 seconds for 100,000 paragraphs
_MAX_ATTRIBUTES = 1_000  # of one tag; lxml takes time with the square of their number
# The extractor marks nothing. So each line goes to it with one rare letter at its end, and the
# letters that come back say which lines it chose.
_FIRST_MARK = 0x20000
_MAX_LINES = 40_000
_CELL_CHARS = 200  # longer ones are the columns of a page
_IN_ROW = "data-parallax-cell"  # stands on the line of its row
_LEAST_SHARE = 0.05  # of the visible text; an extractor that returns less has failed
_SENTENCE_WORDS = 8  # a line without the extractor's help counts as the article's from here on


@dataclass(frozen=True, slots=True)
class PageText:
    """The lines of a page, and the numbers of those that are the article."""

    lines: tuple[str, ...]
    chosen: frozenset[int]

    @property
    def raw_text(self) -> str:
        """Everything visible, one line per block."""
        return "\n".join(self.lines)

    @property
    def text(self) -> str:
        """The article's lines."""
        return "\n".join(line for n, line in enumerate(self.lines) if n in self.chosen)


def parsed(page: str) -> "HtmlElement | None":
    """The page as a tree; None if the parser would lose its text or take too long on it."""
    if _is_hostile(page):
        return None
    from lxml.html import HTMLParser, document_fromstring  # for web pages only

    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    source = _PROLOGUE.sub("", page, count=1).replace("\0", "").encode("utf-8", "replace")
    try:
        return document_fromstring(source, parser=parser)
    except (ValueError, SyntaxError):
        return None


def page_text(tree: "HtmlElement") -> PageText:
    """The lines of the page and the article among them; takes the tree apart."""
    _drop_unseen(tree)
    _join_rows(tree)
    lines: list[str] = []
    marks: dict[str, list[int]] = {}
    for pieces in islice(_blocks(tree), _MAX_LINES):
        found = [one_line(part) for part in _joined(pieces)]
        numbers = [len(lines) + n for n, line in enumerate(filter(None, found))]
        if not numbers:
            continue
        lines.extend(filter(None, found))
        mark = chr(_FIRST_MARK + len(marks))
        marks[mark] = numbers
        _append(pieces[-1], mark)
    chosen = [n for mark in _extracted(tree) for n in marks.get(mark, [])]
    return PageText(tuple(lines), _enough(lines, chosen))


def text_without_tree(page: str) -> PageText:
    """The lines of a page that cannot be parsed: tags are cut out, sentences are the article."""
    seen = " ".join(_without_unseen(page).split())
    broken = _ANY_TAG.sub("", _BLOCK_TAG.sub("\n", seen))
    lines = [line for part in unescape(broken).split("\n") if (line := one_line(part))][:_MAX_LINES]
    return PageText(tuple(lines), _enough(lines, []))


@dataclass(slots=True)
class _Piece:
    """A text node: the text of an element or what follows it."""

    element: "HtmlElement"
    is_tail: bool
    text: str
    keeps_lines: bool


def _without_unseen(page: str) -> str:
    """The page without scripts, styles and comments; in one pass, whatever is left open."""
    lowered = page.lower() if page.isascii() else re.sub("[A-Z]+", lambda m: m[0].lower(), page)
    kept: list[str] = []
    never_closed: set[str] = set()
    place = 0
    for match in _UNSEEN_START.finditer(page):
        kind = (match[1] or "").lower()
        if match.start() < place or kind in never_closed:
            continue
        closing = f"</{kind}" if kind else "-->"
        end = lowered.find(closing, match.end())
        if end < 0:
            never_closed.add(kind)
            continue
        kept.append(page[place : match.start()])
        place = end + len(closing) if not kind else lowered.find(">", end) + 1 or len(page)
    kept.append(page[place:])
    return " ".join(kept)


def _is_hostile(page: str) -> bool:
    if page.count("<") > _MAX_TAGS:
        return True
    depth = 0
    for match in _TAG.finditer(_without_unseen(page)):
        closing, name, attributes = match.groups()
        if attributes.count("=") > _MAX_ATTRIBUTES or attributes.count(" ") > 4 * _MAX_ATTRIBUTES:
            return True
        if name.lower() in _SELF_CLOSING or attributes.endswith("/"):
            continue
        depth = max(depth - 1, 0) if closing else depth + 1
        if depth > _MAX_DEPTH:
            return True
    return False


def _drop_unseen(tree: "HtmlElement") -> None:
    hidden = [
        element
        for element in tree.iter()
        if isinstance(element.tag, str)
        and (
            element.get("hidden") is not None
            or (element.get("style") and _HIDDEN.search(element.get("style")[:2000]))
        )
    ]
    for element in [e for e in tree.iter() if isinstance(e.tag, str) and e.tag in _UNSEEN]:
        if element.getparent() is not None:
            element.drop_tree()
    n_hidden = sum(len(element.text_content()) for element in hidden)
    # Some pages hide everything until a script has run.
    if 2 * n_hidden > len(tree.text_content()):
        return
    for element in hidden:
        if element.getparent() is not None:
            element.drop_tree()


def _join_rows(tree: "HtmlElement") -> None:
    """Make each row of a table of data one line: "Selmo | 12". What a layout holds stays apart."""
    for row in tree.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        told = [cell for cell in cells if cell.text_content().strip()]
        if len(told) < 2 or any(map(_is_layout, cells)):
            continue
        for cell in cells:
            cell.set(_IN_ROW, "")
            cell.tail = None  # white space
        for cell in told[1:]:
            cell.text = f" | {cell.text or ''}"


def _is_layout(cell: "HtmlElement") -> bool:
    return (
        any(inner.tag in _BLOCKS for inner in cell.iterdescendants())
        or len(cell.text_content()) > _CELL_CHARS
    )


def _blocks(tree: "HtmlElement") -> Iterator[list[_Piece]]:
    """The text nodes of each line, in the order of the page."""
    pieces: list[_Piece] = []
    stack: list[tuple[HtmlElement, bool]] = [(tree, False)]
    n_pre = 0
    while stack:
        element, leaving = stack.pop()
        breaks = element.tag in _BLOCKS and element.get(_IN_ROW) is None
        if breaks and pieces:
            yield pieces
            pieces = []
        n_pre += (1 if not leaving else -1) if element.tag == "pre" else 0
        text = element.tail if leaving else element.text
        if text and (element is not tree or not leaving):
            pieces.append(_Piece(element, leaving, text, n_pre > 0))
        if not leaving:
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element))
    if pieces:
        yield pieces


def _joined(pieces: list[_Piece]) -> list[str]:
    text = "".join(piece.text for piece in pieces)
    return text.split("\n") if pieces[0].keeps_lines else [text]


def _append(piece: _Piece, mark: str) -> None:
    text = piece.text
    end = len(text.rstrip())
    marked = f"{text[:end]}{mark}{text[end:]}"
    if piece.is_tail:
        piece.element.tail = marked
    else:
        piece.element.text = marked


def _extracted(tree: "HtmlElement") -> str:
    from trafilatura import extract  # half a second to load, for web pages only

    # It warns on stderr about pages without an article; such pages are ours to report.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = extract(tree, include_comments=False, include_tables=True, include_links=False)
    return found if isinstance(found, str) else ""


def _enough(lines: list[str], chosen: list[int]) -> frozenset[int]:
    """The chosen lines, or the page's sentences if too little was chosen, or else all lines."""
    n_all = sum(map(len, lines))
    if sum(len(lines[n]) for n in set(chosen)) >= max(1, _LEAST_SHARE * n_all):
        return frozenset(chosen)
    sentences = [
        n
        for n, line in enumerate(lines)
        if line.endswith(ENDS) and len(line.split()) >= _SENTENCE_WORDS
    ]
    return frozenset(sentences or range(len(lines)))
