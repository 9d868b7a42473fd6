"""What the lines of a text say about it: headline, byline, outlet, date, address.

Plain text carries its metadata as leading or trailing lines. They are read here once, for the
readers, which complete the article's fields, and for cleaning, which takes the lines out.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from pipelines.articles import Article
from pipelines.readers.bylines import byline_of, names_alone, names_in
from pipelines.readers.characters import lines_of
from pipelines.readers.datelines import dateline_in
from pipelines.readers.dates import timestamp_of
from pipelines.readers.headlines import (
    ENDS,
    HEADLINE,
    HEADLINE_WORDS,
    OUTLET_NAME,
    Lines,
    letters,
    read_headline,
)
from pipelines.readers.page_lines import LONGEST, edge_line, page_line

_EDGE = 15  # lines at either end that may carry metadata; real headers and footers are shorter
_BYLINE_EDGE = 8  # a byline may also stand below a standfirst that reads like a paragraph
_DATE_LENGTH = 60  # characters of a line that is a date and nothing else
_RELATED = "related stories"
_HEADING_WORDS = 4  # "Read more:" with a headline behind it is longer, and lists nothing below
_PARAGRAPH_WORDS = 20  # with a final stop: a paragraph, not a standfirst, caption or prompt

_LABELS = {
    "author": (
        "author|authors|by|byline|written by|writer|reporter|reported by|journalist|correspondent"
    ),
    "outlet": "outlet|publication|publisher|newspaper|published by|publication name",
    "published_at": (
        "published|publish date|published on|published at|published_at|publication date|date"
        "|date published|posted|posted on|posted at|first published|pubdate|release date"
    ),
    "updated": "updated|updated on|last updated|last updated on|last modified|modified|update",
    "url": (
        "url|link|source link|source url|original article|original link|original url|permalink"
        "|read the original|article url|original source|via"
    ),
    "source": "source|sources",
    "title": "title|headline",
}
_LABELLED = re.compile(
    rf"(?:{'|'.join(f'(?P<{name}>{labels})' for name, labels in _LABELS.items())})"
    r"\s{0,3}[:：]\s{0,3}(?P<value>\S.*)",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"(?:(?P<updated>updated|last updated|modified)"
    r"|(?:first |originally )?(?:published|posted|publish date|date))"
    r"(?: on| at)? (?P<value>\S.*)",
    re.IGNORECASE,
)
_REPORTING = re.compile(
    r"\(?(?:Reporting|Additional reporting|Writing) by (?P<value>[A-Z][^;.()]{3,120})(?:[;.)]|$)"
)
_FIRST_APPEARED = re.compile(
    r"the post (?P<title>.{3,300}) (?:first appeared|appeared first) (?:on|in|at) "
    r"(?P<outlet>.{2,80}?)\.?$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_ABOUT_LINES = 5  # at the end, where a text may tell who its author is
_STORY_WORDS = 100  # in fewer, a word of a heading need not come back
_URL = re.compile(r"https?://[^\s<>\"]{4,2000}", re.IGNORECASE)


def completed(article: Article) -> Article:
    """The article with the fields that its own lines state; fields that it has are kept."""
    lines = [line.text for line in lines_of(article.text)]
    read = read_lines(lines, title=article.title, author=article.author)
    return with_fields(article, read)


def with_fields(article: Article, read: Lines) -> Article:
    """The article with fields that it lacks taken from its lines."""
    stated = {
        name: getattr(read, name)
        for name in ("title", "outlet", "author", "published_at", "url")
        if getattr(article, name) is None and getattr(read, name) is not None
    }
    return replace(article, **stated) if stated else article


def read_lines(
    lines: Sequence[str], *, title: str | None = None, author: str | None = None
) -> Lines:
    """Read the non-blank lines of a text: which are not the story, and what they state.

    `title` and `author` are known from elsewhere; a first line that repeats them is taken out.
    """
    read = Lines()
    for index, line in enumerate(lines):
        if reason := page_line(line):
            read.reasons[index] = reason
            _read_footer(line, read)
    head, tail = _edges(lines, read)
    for index in sorted({*head, *tail}):
        if index not in read.reasons and len(lines[index]) <= LONGEST:
            at_start = index in head
            reason = _metadata(lines[index], read) or edge_line(lines[index], at_start=at_start)
            if reason:
                read.reasons[index] = reason
    _read_related(lines, tail, read)
    _read_dates(lines, head, tail, read)
    for index in range(min(len(lines), _BYLINE_EDGE)):
        if index not in read.reasons and (names := byline_of(lines[index])):
            read.reasons[index] = "byline"
            read.author = read.author or names
    read_headline(lines, head, read, known=title)
    if title or read.title:
        _read_names(lines, read, author or read.author)
    _read_signoff(lines, read)
    if read.published_at is None:
        story = (line for index, line in enumerate(lines) if index not in read.reasons)
        dateline = dateline_in("\n".join(story))
        read.published_at = dateline.moment if dateline else None
    return read


def safe_url(value: str) -> str | None:
    """The address if it is http(s) and leads to a page, not just to a site; else None.

    A site's front page is the same for all its articles, so it cannot tell them apart.
    """
    match = _URL.match(value.strip())
    if match is None:
        return None
    url = match.group()
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.hostname and (parts.path.strip("/") or parts.query) else None


def _without_stops(url: str) -> str:
    """An address without what ends the sentence or the parenthesis around it."""
    while url.endswith((".", ",", ";")) or (url.endswith(")") and url.count(")") > url.count("(")):
        url = url[:-1]
    return url


def _is_paragraph(line: str) -> bool:
    if len(line) > LONGEST:
        return True
    return line.count(" ") >= _PARAGRAPH_WORDS and line.endswith(ENDS)


def _edges(lines: Sequence[str], read: Lines) -> tuple[range, range]:
    paragraphs = [
        index
        for index, line in enumerate(lines)
        if index not in read.reasons and _is_paragraph(line)
    ]
    if not paragraphs:
        return range(min(len(lines), _EDGE)), range(max(len(lines) - _EDGE, 0), len(lines))
    return (
        range(min(paragraphs[0], _EDGE)),
        range(max(paragraphs[-1] + 1, len(lines) - _EDGE), len(lines)),
    )


def _read_footer(line: str, read: Lines) -> None:
    # WordPress closes copies of its posts with this line. Its headline is that of the post, so it
    # counts as the title of a text that has lost its own.
    if match := _FIRST_APPEARED.match(line):
        read.title = match["title"].strip()
        read.outlet = match["outlet"].strip()


def _read_related(lines: Sequence[str], tail: range, read: Lines) -> None:
    """Headlines of other stories, listed below a heading such as "Related stories" at the end."""
    listing = False
    for n in tail:
        if n in read.reasons:
            listing = read.reasons[n] == _RELATED and len(lines[n].split()) <= _HEADING_WORDS
        elif listing and len(lines[n].split()) <= HEADLINE_WORDS and not lines[n].endswith(ENDS):
            read.reasons[n] = _RELATED
        else:
            listing = False


def _read_dates(lines: Sequence[str], head: range, tail: range, read: Lines) -> None:
    """A line that is nothing but a date, in the header or footer: the publication date.

    A chronology has such lines as headings: they follow sentences, or there are several.
    """
    opening = next((n for n in head if _is_sentence(lines[n])), head.stop)
    closing = next((n for n in reversed(tail) if _is_sentence(lines[n])), tail.start - 1)
    dates = {
        n: moment
        for n in sorted({*head, *tail})
        if n not in read.reasons
        and len(lines[n]) <= _DATE_LENGTH
        and not lines[n].isdigit()
        and (moment := timestamp_of(lines[n]))
    }
    if len(dates) != 1:
        return
    [(n, moment)] = dates.items()
    beside = {read.reasons.get(n - 1), read.reasons.get(n + 1)}
    if n < opening or n > closing or beside & {"byline", "outlet name", "source link"}:
        read.published_at = read.published_at or moment
        read.reasons[n] = "publication date"


def _is_sentence(line: str) -> bool:
    return line.endswith(ENDS) and len(line.split()) > 6


def _metadata(line: str, read: Lines) -> str | None:
    """Take what a header or footer line states; the reason why the line is not the story."""
    if match := _LABELLED.fullmatch(line):
        return _labelled(match, read)
    if reason := _several(line, read):
        return reason
    if names := byline_of(line):
        read.author = read.author or names
        return "byline"
    match = _DATED.fullmatch(line)
    if match and (moment := timestamp_of(match["value"])):
        if match["updated"] is None:
            read.published_at = read.published_at or moment
        return "publication date"
    return None


def _labelled(match: re.Match[str], read: Lines) -> str | None:
    value = match["value"].strip()
    label = next(name for name in _LABELS if match[name])
    if label in ("url", "source") and (address := _URL.match(value)):
        read.url = read.url or safe_url(_without_stops(address.group()))
        return "source link"
    if label == "published_at" and (moment := timestamp_of(value)):
        read.published_at = read.published_at or moment
        return "publication date"
    if label in ("published_at", "updated"):
        return "publication date" if value[:1].isdigit() and len(value) < 40 else None
    if label == "author" and len(value.split()) <= 12 and not value.endswith("."):
        read.author = read.author or names_in(value) or value
        return "byline"
    if label in ("outlet", "source") and len(value.split()) <= 8 and not value.endswith("."):
        read.outlet = read.outlet or value
        return "outlet name" if label == "outlet" else "source line"
    if label == "title" and len(value.split()) <= HEADLINE_WORDS:
        read.title = read.title or value
        return HEADLINE
    return None


def _several(line: str, read: Lines) -> str | None:
    """A line such as "By Ana Petrov | The Herald | 14 March 2025"."""
    parts = [part.strip() for part in re.split(r"[|•·]", line) if part.strip()]
    if not 2 <= len(parts) <= 5:
        return None
    names = next(filter(None, map(byline_of, parts)), None)
    moment = next(filter(None, map(timestamp_of, parts)), None)
    if names is None and moment is None:
        return None
    rest = [part for part in parts if not byline_of(part) and not timestamp_of(part)]
    if any(len(part.split()) > 6 for part in rest):
        return None
    read.author = read.author or names
    read.published_at = read.published_at or moment
    read.outlet = read.outlet or next((part for part in rest if OUTLET_NAME.match(part)), None)
    return "byline" if names else "publication date"


def _read_names(lines: Sequence[str], read: Lines, author: str | None) -> None:
    """A line of names alone below the headline: the author's, or somebody's whom nothing mentions.

    A kicker ("Middle East") or a heading is about the story, so that a word of it comes back there.
    """
    story = [n for n in range(len(lines)) if n not in read.reasons]
    names = names_alone(lines[story[0]]) if len(story) > 1 and story[0] < _BYLINE_EDGE else []
    if not names:
        return
    if author is not None:
        known = letters(author)
        is_byline = all(letters(name) in known for name in names)
    else:
        told = [lines[n] for n in story[1:]]
        about = [line for line in told[-_ABOUT_LINES:] if any(name in line for name in names)]
        is_byline = _says_nothing_of(names, [line for line in told if line not in about])
    if is_byline:
        read.reasons[story[0]] = "byline"
        read.author = read.author or ", ".join(names)


def _says_nothing_of(names: Sequence[str], lines: Sequence[str]) -> bool:
    """Whether no word of the names comes back in lines long enough for that to mean anything."""
    words = set(_WORD.findall(" ".join(lines).lower()))
    own = {word for name in names for word in _WORD.findall(name.lower()) if len(word) > 2}
    return sum(len(line.split()) for line in lines) >= _STORY_WORDS and words.isdisjoint(own)


def _read_signoff(lines: Sequence[str], read: Lines) -> None:
    """An agency's sign-off names the reporters; it stays in the text, as credit lines do."""
    if read.author is not None:
        return
    for line in lines[-4:]:
        if len(line) <= LONGEST and (match := _REPORTING.match(line)):
            read.author = names_in(match["value"])
            return
