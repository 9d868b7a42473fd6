"""Flags on where a text comes from: who wrote and published it, when, and from what."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from pipelines.articles import Span
from pipelines.flags.counting import hits
from pipelines.flags.finding import (
    Finding,
    Flag,
    Mark,
    cannot_assess,
    clear,
    missing,
    triggered_by,
)
from pipelines.flags.labels import excuse
from pipelines.readers.datelines import DATED_PLACE

if TYPE_CHECKING:
    from pipelines.cleaning import Removed
    from pipelines.documents import Document

MIN_WORDS_FOR_SOURCES = 150  # briefs below this length seldom cite a document or name a place
LEAD_SENTENCES = 20  # where a report says from where it comes, when it has no dateline
_LEAD_CHARS = 400

_WIRES = {
    "reuters": ("reuters",),
    "ap": ("associated press", "ap news", "apnews", "the ap"),
    "associated press": ("associated press", "ap news", "apnews", "the ap"),
    "afp": ("afp", "agence france"),
    "upi": ("upi", "united press"),
    "dpa": ("dpa",),
    "xinhua": ("xinhua",),
    "tass": ("tass",),
    "interfax": ("interfax",),
    "ansa": ("ansa",),
    "efe": ("efe",),
    "pti": ("pti", "press trust"),
    "ani": ("ani",),
    "ians": ("ians",),
    "bloomberg": ("bloomberg",),
}
_WIRE = re.compile(
    r"\((?P<wire>Reuters|REUTERS|AP|Associated Press|AFP|UPI|dpa|Xinhua|TASS|Interfax|ANSA|EFE|PTI"
    r"|ANI|IANS|Bloomberg)\)(?= ?[-–—])"
)
_FIRST_APPEARED = re.compile(
    r"the post (?P<title>[^\n]{3,300}?) (?:first appeared|appeared first) (?:on|in|at)"
    r" (?P<outlet>[^\n]{2,80})",
    re.IGNORECASE,
)
# "VELIN, May 12, 2025 /Newswire/ --": such services put their names where agencies do.
_RELEASE = re.compile(
    r"/ ?(?:[A-Z][\w.-]* ?){0,2}[A-Za-z-]*(?:wire|Wire|WIRE|newswire|Newswire|NEWSWIRE) ?/"
    r"|\((?:GLOBE NEWSWIRE|BUSINESS WIRE|Business Wire|GlobeNewswire|ACCESSWIRE)\)"
)
# "(c) 2020 by a Features Syndicate": the owner sells the text to newspapers.
_DISTRIBUTOR = re.compile(
    r"\b(?:distributed by|syndicat(?:e|ion)\b|content agency|writers group|news service|newswire)",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"\s[-–—|]\s(?P<outlet>[^-–—|]{2,40})$")
_REPORTING_BY = re.compile(
    r"\((?:Reporting|Additional reporting|Writing) by (?P<names>[^()\n]{3,200})"
)
_OUTLET_WORD = re.compile(
    r"\b(?:Times|Post|Herald|News|Tribune|Journal|Guardian|Telegraph|Gazette|Observer|Press|Reuters"
    r"|AFP|BBC|CNN|Chronicle|Independent|Politico|Bloomberg|Axios|NPR|Economist|Al Jazeera)\b"
)
_DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'’ -]{2,30}(?:, [A-Z][\w.'’ -]{1,30})?(?: \([\w ./-]{2,30}\))?"
    r"|[A-Z][\w.'’ -]{1,40}(?:, [A-Z][\w.'’ -]{1,30})?,? \([\w ./-]{2,30}\))\s?[-–—]{1,2}\s?"
)
_PREPOSITIONS = (
    *("in", "at", "near", "outside", "across", "around", "from"),
    *("island of", "city of", "town of", "village of", "port of", "province of", "home on"),
)
BEFORE_A_PLACE = rf"(?:{'|'.join(_PREPOSITIONS)}) (?:the )?"
_BEFORE = "|".join(rf"(?<=\b(?i:{word}) .)" for word in _PREPOSITIONS)
_BEFORE_THE = "|".join(rf"(?<=\b(?i:{word}) the .)" for word in _PREPOSITIONS)
# Begins with the capital and looks back from there: few letters are one, so that it is fast.
_PLACED = re.compile(rf"[A-Z](?<=[a-z] .)(?:{_BEFORE}|(?<= the .)(?:{_BEFORE_THE}))\w")
_NO_PLACE = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Mr|Ms|Mrs|Dr|President|God)\b"
)
_WORDS = re.compile(r"[a-z]+")


def no_byline(doc: "Document") -> Finding:
    return _field(doc, "author", "byline")


def no_date(doc: "Document") -> Finding:
    return _field(doc, "published_at", "publication date")


def no_outlet(doc: "Document") -> Finding:
    return _field(doc, "outlet", "outlet name")


def no_headline(doc: "Document") -> Finding:
    if "title" in doc.article.unavailable:
        return cannot_assess("the input has no place for a headline")
    return clear() if doc.title else missing("headline")


def _field(doc: "Document", name: str, called: str) -> Finding:
    if name in doc.article.unavailable:
        return cannot_assess(f"the input has no place for a {called}")
    return clear() if getattr(doc.article, name) else missing(called)


def no_dateline(doc: "Document") -> Finding:
    """A place in the first sentences stands for a dateline: web pages seldom print one."""
    lead = doc.sentences[:LEAD_SENTENCES]
    lead_end = lead[-1].end_char if lead else 0
    place = first_place(doc)
    if place is not None and place < lead_end:
        return clear()
    if has_dateline(doc) or hits(doc, "reporting_places"):
        return clear()
    if doc.n_words < MIN_WORDS_FOR_SOURCES:
        return cannot_assess("text too short")
    if reason := excuse(doc):
        return cannot_assess(reason)
    return missing("place from which it was reported, in a dateline or the first sentences")


def places(text: str, start: int = 0) -> Iterator[int]:
    """Where names of places stand from an offset on, as "Kyiv" in "in Kyiv"."""
    return (
        found.start()
        for found in _PLACED.finditer(text, start)
        if not _NO_PLACE.match(text, found.start())
    )


@lru_cache(maxsize=1)
def first_place(doc: "Document") -> int | None:
    """Where the first of them stands."""
    return next(places(doc.plain), None)


@lru_cache(maxsize=1)
def has_dateline(doc: "Document") -> bool:
    """Whether a line at the head begins with a place in capitals or beside an agency."""
    heads = {doc.raw_text[:_LEAD_CHARS], doc.text[:_LEAD_CHARS]}  # one, where no line was removed
    return any(
        _DATELINE.match(line) or DATED_PLACE.match(line)
        for head in heads
        for line in head.split("\n")
    )


def republished(doc: "Document") -> Finding:
    marks = [
        Mark(Span(line.start_char, line.end_char), "raw_text", line.reason)
        for line in doc.removed
        if line.reason == "syndication footer"
        or (line.reason == "copyright line" and _names_distributor(doc, line))
    ]
    marks += [Mark(span) for span in hits(doc, "republication")]
    wire = _WIRE.search(doc.text[:_LEAD_CHARS])
    if wire and not _is_wire(doc.article.outlet, wire["wire"]):
        marks.append(Mark(Span(*wire.span()), note="agency credit"))
    if sent_out := _RELEASE.search(doc.text, 0, _LEAD_CHARS):
        marks.append(Mark(Span(*sent_out.span()), note="sent out by a press release service"))
    return triggered_by(marks)


def _names_distributor(doc: "Document", line: "Removed") -> bool:
    return _DISTRIBUTOR.search(doc.raw_text, line.start_char, line.end_char) is not None


def _is_wire(outlet: str | None, wire: str) -> bool:
    names = _WIRES[wire.lower()]
    return outlet is not None and any(name in outlet.lower() for name in (*names, wire.lower()))


def credit_mismatch(doc: "Document") -> Finding:
    return triggered_by([*_two_outlets(doc), *_two_bylines(doc)])


def _two_outlets(doc: "Document") -> Iterator[Mark]:
    """A footer or headline that names another outlet than the one that published."""
    footers = _FIRST_APPEARED.finditer(doc.raw_text) if "appeared" in doc.raw_text else ()
    for footer in footers:
        named = _SUFFIX.search(footer["title"])
        if named and not _same(named["outlet"], footer["outlet"]):
            start = footer.start("title")
            yield Mark(
                Span(start + named.start("outlet"), start + named.end("outlet")),
                "raw_text",
                "outlet in the headline",
            )
            yield Mark(Span(*footer.span("outlet")), "raw_text", "outlet in the footer")
    named = _SUFFIX.search(doc.title or "")
    outlet = doc.article.outlet
    known = named and outlet and _OUTLET_WORD.search(named["outlet"])
    if named and outlet and known and not _same(named["outlet"], outlet):
        yield Mark(Span(*named.span("outlet")), "title", f"published by {outlet}")


def _two_bylines(doc: "Document") -> Iterator[Mark]:
    """A byline line or agency credit that shares no name with the stated author."""
    author = doc.article.author
    if not author:
        return
    for line in doc.removed:
        words = doc.raw_text[line.start_char : line.end_char]
        if line.reason == "byline" and not _same(words, author):
            yield Mark(Span(line.start_char, line.end_char), "raw_text", f"stated author {author}")
    wire = _WIRE.search(doc.text[:_LEAD_CHARS])
    credit = _REPORTING_BY.search(doc.raw_text) if wire else None
    if credit and wire and not _same(credit["names"], author) and not _OUTLET_WORD.search(author):
        yield Mark(Span(*credit.span("names")), "raw_text", f"stated author {author}")


def _same(one: str, other: str) -> bool:
    """Whether two names share a word that is not an article or a title."""
    common = {"the", "by", "and", "of", "news", "staff", "writer", "author", "online", "web", "com"}
    ours, theirs = (set(_WORDS.findall(name.lower())) - common for name in (one, other))
    joined = "".join(_WORDS.findall(one.lower())), "".join(_WORDS.findall(other.lower()))
    return bool(ours & theirs) or joined[0] in joined[1] or joined[1] in joined[0]


def no_cited_document(doc: "Document") -> Finding:
    if doc.n_words < MIN_WORDS_FOR_SOURCES:
        return cannot_assess("text too short")
    # "This article explores" cites nothing but itself.
    cited = (
        not doc.lowered.endswith("this ", 0, start) for start, _ in hits(doc, "cited_documents")
    )
    return clear() if any(cited) else missing("document, record or data cited")


PROVENANCE = (
    Flag(
        name="no_byline",
        family="provenance",
        label="No byline",
        meaning="Nothing says who wrote the text.",
        innocent="Copying a page often drops the byline, and agencies publish without one.",
        grade="B",
        check=no_byline,
    ),
    Flag(
        name="no_date",
        family="provenance",
        label="No publication date",
        meaning="Nothing says when the text was published.",
        innocent="Copying a page often drops the date.",
        grade="C",
        check=no_date,
    ),
    Flag(
        name="no_outlet",
        family="provenance",
        label="No outlet",
        meaning="Nothing says who published the text.",
        innocent="The outlet stands in the page around a text, which copying leaves behind.",
        grade="C",
        check=no_outlet,
    ),
    Flag(
        name="no_headline",
        family="provenance",
        label="No headline",
        meaning="The text has no headline.",
        innocent="The headline may have been left out when the text was copied.",
        grade="D",
        check=no_headline,
    ),
    Flag(
        name="no_dateline",
        family="provenance",
        label="No dateline",
        meaning="Neither a dateline nor the first sentences say from where the story is reported.",
        innocent="Analyses and stories of national interest often do without a place.",
        grade="C",
        check=no_dateline,
    ),
    Flag(
        name="republished",
        family="provenance",
        label="Republished text",
        meaning="The text carries the credit or footer of another publisher.",
        innocent="Printing agency copy with its credit is normal and honest.",
        grade="B",
        check=republished,
    ),
    Flag(
        name="credit_mismatch",
        family="provenance",
        label="Credits disagree",
        meaning="The text credits one outlet or author in one place and another elsewhere.",
        innocent="A newspaper may name its own editor beside the agency's reporters.",
        grade="C",
        check=credit_mismatch,
    ),
    Flag(
        name="no_cited_document",
        family="provenance",
        label="No document cited",
        meaning="The text refers to no document, record, data or publication to look up.",
        innocent="Eyewitness reports and short news need none; links are lost in plain text.",
        grade="C",
        check=no_cited_document,
    ),
)
