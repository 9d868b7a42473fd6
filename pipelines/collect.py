"""Download feeds and pages politely, into files that `build` reads.

Each page becomes `ID.html` (or `.txt`) with a side-car `ID.meta.toml`, where ID is the article's
id. A page that is there already is not asked for again, so that a run that was stopped goes on
where it stopped; files are written whole or not at all.
"""

import hashlib
import io
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from pipelines.articles import Article
from pipelines.fetch import AGENT, TYPES, Fetched, NotFetched, Reach, fetch, is_public
from pipelines.readers import sidecar
from pipelines.readers.characters import one_line
from pipelines.readers.feed import listed_in
from pipelines.readers.skipped import Skipped, Unreadable
from pipelines.whole_files import write_whole

DELAY = 2.0  # seconds between two requests to one host, unless its robots.txt asks for more
LONGEST_DELAY = 60.0  # a host that asks for more is left for another day
MOST_ENTRIES = 200  # of one feed; feeds hold their newest entries first
STATE = ".collected.json"  # what feeds answered last, for conditional requests
_ROBOTS_TYPES = ("text/plain", "text/html", "application/octet-stream")


@dataclass(slots=True)
class Collected:
    """What a run did. `unchanged` were there before, or the server said that nothing is new."""

    n_written: int = 0
    n_unchanged: int = 0
    set_aside: list[Skipped] = field(default_factory=list)


def collect(
    addresses: Sequence[str],
    into: Path,
    *,
    delay: float = DELAY,
    progress: Callable[[int, int], object] = lambda done, total: None,
    reach: Reach = is_public,
) -> Collected:
    """Download pages, and the pages that feeds link to, into the folder `into`.

    `progress` is told how many pages are done, and how many are known of. What could not be
    fetched is set aside with the reason; the others go through.
    """
    into.mkdir(parents=True, exist_ok=True)
    visit = _Visit(into, delay, reach)
    report = Collected()
    for number, address in enumerate(addresses):
        waiting = len(addresses) - number - 1
        try:
            _collect_one(address, visit, report, partial(_with_waiting, progress, waiting))
        except NotFetched as problem:
            report.set_aside.append(Skipped(one_line(address), None, str(problem)))
    return report


def _with_waiting(
    progress: Callable[[int, int], object], waiting: int, done: int, total: int
) -> None:
    progress(done, total + waiting)


def _collect_one(
    url: str, visit: "_Visit", report: Collected, progress: Callable[[int, int], object]
) -> None:
    known = visit.answers.get(url, {})
    marks = (known.get("etag"), known.get("last_modified"))
    page = visit.fetch(url, *(marks if known.get("complete") else (None, None)))
    if page.content is None:
        report.n_unchanged += 1
        return
    entries = _feed_entries(page)
    if entries is None:
        visit.write(Article("", url=url), page)
        report.n_written += 1
        visit.remember(url, page, complete=True)
        progress(1, 1)
        return
    before = len(report.set_aside)
    for done, entry in enumerate(entries, start=1):
        _collect_entry(entry, visit, report)
        progress(done, len(entries))
    # A feed of which a page is missing is read again next time, also if it has not changed.
    visit.remember(url, page, complete=len(report.set_aside) == before)


def _collect_entry(entry: Article, visit: "_Visit", report: Collected) -> None:
    if visit.has(entry):
        report.n_unchanged += 1
        return
    try:
        page = visit.fetch(str(entry.url))
        if page.content is None:
            raise NotFetched("the server says that nothing has changed. Try again later.")
        visit.write(entry, page)
        report.n_written += 1
    except NotFetched as problem:
        report.set_aside.append(Skipped(str(entry.url), None, str(problem)))


def _feed_entries(page: Fetched) -> list[Article] | None:
    """What a feed lists; None if the page is no feed. A broken feed raises NotFetched."""
    content = page.content or b""
    head = content[:1000].lstrip().lower()
    is_xml = page.content_type.endswith("xml") or head.startswith(b"<?xml")
    if not is_xml or page.content_type == "application/xhtml+xml" or b"<html" in head:
        return None
    try:
        entries = list(_first(listed_in(io.BytesIO(content)), MOST_ENTRIES))
    except Unreadable as problem:
        raise NotFetched(str(problem)) from None
    if not entries:
        raise NotFetched("XML without an entry that links to a page. Only feeds can be collected.")
    return list({entry.url: entry for entry in entries}.values())


def _first(entries: Iterator[Article], n: int) -> Iterator[Article]:
    for _, entry in zip(range(n), entries, strict=False):
        yield entry


class _Visit:
    """One run: the folder, the rules of each host, and when each was asked last."""

    def __init__(self, into: Path, delay: float, reach: Reach) -> None:
        self._into = into
        self._delay = delay
        self._reach = reach
        self._robots: dict[str, RobotFileParser | NotFetched] = {}
        self._asked: dict[str, float] = {}
        self.answers: dict[str, dict[str, Any]] = _state(into)

    def fetch(self, url: str, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """Get a page if its host, and those that redirects lead to, allow it."""
        return fetch(
            url, etag=etag, last_modified=last_modified, reach=self._reach, may=self._asks_leave
        )

    def _asks_leave(self, url: str) -> None:
        """Return after the pause that the host is owed; raises NotFetched if it asks not to."""
        rules = self._rules(url)
        if not rules.can_fetch(AGENT, url):
            raise NotFetched("its robots.txt asks not to fetch it. Save the page by hand.")
        pause = max(self._delay, float(rules.crawl_delay(AGENT) or 0))
        if pause > LONGEST_DELAY:
            raise NotFetched(
                f"its robots.txt asks for {pause:.0f} seconds between two pages. Save it by hand."
            )
        self._wait(url, pause)

    def _rules(self, url: str) -> RobotFileParser:
        parts = urlsplit(url)
        host = f"{parts.scheme}://{parts.netloc}"
        if host not in self._robots:
            try:
                self._robots[host] = self._read_rules(host)
            except NotFetched as problem:
                self._robots[host] = problem
        rules = self._robots[host]
        if isinstance(rules, NotFetched):
            raise NotFetched(str(rules))
        return rules

    def _read_rules(self, host: str) -> RobotFileParser:
        """The host's robots.txt; without one all is allowed, with one out of reach nothing is."""
        rules = RobotFileParser()
        self._wait(host, self._delay)
        try:
            answer = fetch(f"{host}/robots.txt", types=_ROBOTS_TYPES + TYPES, reach=self._reach)
            text = (answer.content or b"").decode("utf-8", "replace")
            rules.parse([] if answer.content_type == "text/html" else text.splitlines())
        except NotFetched as problem:
            if problem.status is None or problem.status >= 500:
                raise NotFetched(f"its robots.txt could not be read: {problem}") from None
            rules.parse([])
        return rules

    def _wait(self, url: str, pause: float) -> None:
        host = urlsplit(url).netloc
        last = self._asked.get(host)
        if last is not None:
            time.sleep(max(0.0, last + pause - time.monotonic()))
        self._asked[host] = time.monotonic()

    def has(self, article: Article) -> bool:
        """Whether the page of an entry is in the folder, whole."""
        return any((self._into / f"{article.article_id}{end}").is_file() for end in _ENDINGS)

    def write(self, article: Article, page: Fetched) -> None:
        """The page and, before it, its side-car: a page that is there has both."""
        name = article.article_id
        if not (page.content or b"").strip():
            raise NotFetched("the page is empty. Open it in a browser to see why.")
        write_whole(self._into / f"{name}{sidecar.ENDING}", _told(article).encode("utf-8"))
        ending = ".txt" if page.content_type == "text/plain" else ".html"
        write_whole(self._into / f"{name}{ending}", page.content or b"")

    def remember(self, url: str, page: Fetched, *, complete: bool) -> None:
        """Keep what the server said of an address, for the next run's conditional request."""
        self.answers[url] = {
            "etag": page.etag,
            "last_modified": page.last_modified,
            "complete": complete,
            "sha256": hashlib.sha256(page.content or b"").hexdigest(),
        }
        content = json.dumps(self.answers, indent=1, sort_keys=True)
        write_whole(self._into / STATE, content.encode("utf-8"))


_ENDINGS = (".html", ".txt")


def _state(into: Path) -> dict[str, dict[str, Any]]:
    try:
        state = json.loads((into / STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return state if isinstance(state, dict) else {}


def _told(article: Article) -> str:
    """The side-car's lines; a JSON text on one line is a TOML text too."""
    stated = replace(article, path=None)
    lines = [f"url = {json.dumps(stated.url, ensure_ascii=False)}"]
    for name in ("title", "outlet", "author"):
        value = one_line(getattr(stated, name) or "")
        if value:
            lines.append(f"{name} = {json.dumps(value, ensure_ascii=False)}")
    if stated.published_at is not None:
        lines.append(f'published_at = "{stated.published_at.isoformat()}"')
    return "\n".join(lines) + "\n"
