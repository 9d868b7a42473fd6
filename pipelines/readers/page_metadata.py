"""What a web page states about its article: JSON-LD, OpenGraph, meta tags, the page itself."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipelines.readers.bylines import names_in
from pipelines.readers.characters import one_line
from pipelines.readers.dates import timestamp_of
from pipelines.readers.headlines import letters, same_words
from pipelines.readers.metadata import safe_url

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Names of meta tags, the most telling first.
_TITLES = [
    "dc:title", "dc.title", "dcterm:title", "dcterms.title", "og:title", "parsely-title",
    "sailthru.title", "twitter:title", "weibo:article:title", "title",
]  # fmt: skip
_AUTHORS = [
    "dc:creator", "dc.creator", "dcterms.creator", "dcterm:creator", "author", "article:author",
    "byl", "byline", "parsely-author", "sailthru.author", "citation_author",
    "article:author_name", "weibo:article:author", "authors",
]  # fmt: skip
_DATES = [
    "article:published_time", "og:published_time", "datepublished", "parsely-pub-date", "date",
    "pubdate", "publishdate", "publish-date", "publication_date", "sailthru.date", "dc.date",
    "dc:date", "dc.date.issued", "dcterms.date", "dcterms.created", "article.published",
    "citation_publication_date", "displaydate", "ptime", "timestamp",
]  # fmt: skip
_OUTLETS = [
    "og:site_name", "publisher", "application-name", "dc.publisher", "citation_journal_title",
    "al:android:app_name",
]  # fmt: skip
_ARTICLE_TYPES = ("article", "posting", "report", "blogposting", "webpage", "review")
_MAX_JSON = 500_000  # characters of one block of JSON-LD
_MAX_NODES = 2_000
_MAX_BYLINE = 100  # characters; longer elements named "byline" hold a biography
_BYLINE_NAME = re.compile(
    r"byline|(?:^|[-_ ])(?:author|authors|byl|writtenby)(?:$|[-_ ])", re.IGNORECASE
)
_BY = re.compile(r"(?:written |posted |words |story )?by:?\s+(?=\S)|par\s+(?=[A-Z])", re.IGNORECASE)
_SEPARATED = re.compile(r"\s+(?:[|\-–—\\/>»·:]|::)\s+")


@dataclass(frozen=True, slots=True)
class Stated:
    """The fields of an article that its page states."""

    title: str | None
    outlet: str | None
    author: str | None
    published_at: datetime | None
    url: str | None


def stated_in(tree: "HtmlElement") -> Stated:
    """Read the metadata of a page; call it before the tree is taken apart."""
    metas = _metas(tree)
    nodes = [node for node in _json_ld(tree) if _is_article(node)]
    url = _url(tree, metas)
    outlet = _outlet(metas, nodes, url)
    return Stated(
        title=_title(tree, metas, nodes, outlet),
        outlet=outlet,
        author=_author(tree, metas, nodes),
        published_at=_published_at(tree, metas, nodes),
        url=url,
    )


def _metas(tree: "HtmlElement") -> dict[str, str]:
    """The first content of each meta tag by its name in lower case."""
    metas: dict[str, str] = {}
    for element in tree.iter("meta"):
        value = one_line((element.get("content") or "")[:2000])
        names = f"{element.get('property') or ''} {element.get('name') or ''} {element.get('itemprop') or ''}"  # noqa: E501
        for name in names.lower().split() if value else ():
            metas.setdefault(name, value)
    return metas


def _json_ld(tree: "HtmlElement") -> Iterator[dict[str, object]]:
    """Every object in the page's JSON-LD, outer ones first."""
    for script in tree.iter("script"):
        kind = (script.get("type") or "").lower()
        source = (script.text or "").strip()
        if "ld+json" not in kind or not source or len(source) > _MAX_JSON:
            continue
        source = re.sub(r"^\s*(?:<!\[CDATA\[|//<!\[CDATA\[)|(?:\]\]>|//\]\]>)\s*;?$", "", source)
        try:
            pending: list[object] = [json.loads(source, strict=False)]
        except (ValueError, RecursionError):
            continue
        for _ in range(_MAX_NODES):
            if not pending:
                break
            node = pending.pop(0)
            if isinstance(node, list):
                pending.extend(node)
            elif isinstance(node, dict):
                yield node
                pending.extend(node[key] for key in ("@graph", "mainEntity") if key in node)


def _is_article(node: dict[str, object]) -> bool:
    kinds = node.get("@type")
    named = kinds if isinstance(kinds, list) else [kinds]
    return any(str(kind).lower().endswith(_ARTICLE_TYPES) for kind in named)


def _named(value: object) -> list[str]:
    """The names in a JSON-LD value: a string, an object with a name, or a list of those."""
    if isinstance(value, list):
        return [name for item in value[:20] for name in _named(item)]
    if isinstance(value, dict):
        return _named(value.get("name"))
    if isinstance(value, str) and (line := one_line(value[:300])):
        return [line]
    return []


def _from_nodes(nodes: list[dict[str, object]], key: str) -> list[str]:
    return next((names for node in nodes if (names := _named(node.get(key)))), [])


def _url(tree: "HtmlElement", metas: dict[str, str]) -> str | None:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower() and (
            url := safe_url(link.get("href") or "")
        ):
            return url
    return safe_url(metas.get("og:url", ""))


def _outlet(metas: dict[str, str], nodes: list[dict[str, object]], url: str | None) -> str | None:
    publisher = _from_nodes(nodes, "publisher")
    named = next((metas[name] for name in _OUTLETS if name in metas), None)
    if named and not named.startswith(("http:", "https:")):
        return named
    if publisher:
        return publisher[0]
    # The address names who published, if only by its host.
    return (urlsplit(url).hostname or "").removeprefix("www.") or None if url else None


def _title(
    tree: "HtmlElement",
    metas: dict[str, str],
    nodes: list[dict[str, object]],
    outlet: str | None,
) -> str | None:
    headings = [line for h1 in tree.iter("h1") if (line := one_line(h1.text_content()[:500]))]
    stated = next((metas[name] for name in _TITLES if name in metas), None)
    page = next((one_line(title.text_content()[:500]) for title in tree.iter("title")), None)
    headline = _from_nodes(nodes, "headline")
    # Some pages put a description there; a headline shares its words with the page's title.
    if headline and page and letters(headline[0])[:20] not in letters(page):
        headline = []
    title = stated or (headline[0] if headline else page)
    if title is None:
        return headings[0] if headings else None
    return _without_outlet(title, headings, outlet)


def _without_outlet(title: str, headings: list[str], outlet: str | None) -> str:
    """The title without the outlet's name, which pages put before or after it."""
    if any(same_words(title, heading) for heading in headings):
        return title
    parts = _SEPARATED.split(title)
    for part in (parts[0], parts[-1]):
        if any(same_words(part, heading) for heading in headings):
            return part
    if len(parts) < 2:
        return title
    ends = [match.start() for match in _SEPARATED.finditer(title)]
    starts = [match.end() for match in _SEPARATED.finditer(title)]
    if outlet and same_words(parts[-1], outlet):
        return title[: ends[-1]]
    if outlet and same_words(parts[0], outlet):
        return title[starts[0] :]
    # An outlet's name has few words; a headline that is shorter than what follows is none.
    if len(parts[-1].split()) <= 4 and len(title[: ends[-1]].split()) >= 4:
        return title[: ends[-1]]
    return title


def _author(
    tree: "HtmlElement", metas: dict[str, str], nodes: list[dict[str, object]]
) -> str | None:
    if names := [name for name in _from_nodes(nodes, "author") if _is_name(name)]:
        return ", ".join(dict.fromkeys(names))
    for name in _AUTHORS:
        if name in metas and _is_name(metas[name]):
            return _without_by(metas[name])
    for element in tree.iter("a", "span", "div", "p", "address", "li", "cite", "strong", "h5"):
        rel, itemprop = element.get("rel") or "", element.get("itemprop") or ""
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        if rel != "author" and "author" not in itemprop and not _BYLINE_NAME.search(named[:500]):
            continue
        line = one_line(element.text_content()[:1000])
        if 0 < len(line) <= _MAX_BYLINE and _is_name(line):
            return _without_by(line)
    return None


def _is_name(value: str) -> bool:
    """Whether a value can name an author: not an address, and with letters."""
    return (
        not value.startswith(("http:", "https:"))
        and not value.startswith(("@", "/"))
        and any(map(str.isalpha, value))
    )


def _without_by(value: str) -> str:
    match = _BY.match(value)
    rest = value[match.end() :] if match else value
    return names_in(rest) or rest


def _published_at(
    tree: "HtmlElement", metas: dict[str, str], nodes: list[dict[str, object]]
) -> datetime | None:
    stated = [metas[name] for name in _DATES if name in metas]
    for node in nodes:
        stated.extend(_named(node.get("datePublished")) or _named(node.get("dateCreated")))
    for element in tree.iter("time", "abbr", "span", "meta"):
        is_published = (
            "published" in f"{element.get('itemprop') or ''} {element.get('class') or ''}".lower()
        )
        if element.tag == "time" or is_published:
            stated.append(
                element.get("datetime")
                or element.get("title")
                or (element.text_content() if element.tag != "meta" else "")
            )
    return next(filter(None, map(timestamp_of, stated)), None)
