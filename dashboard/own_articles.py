"""The visitor's own articles: read, scored, compared, and kept in this session's memory alone.

Nothing here is cached or written: session state is the only place that holds these texts.
"""

import dataclasses
import os
import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import streamlit as st

from dashboard import links, markup, notes, tables
from dashboard.annotate import signed, tone_class
from pipelines import Article, compare_articles, score_articles
from pipelines.fetch import NotFetched, fetch
from pipelines.plurals import counted
from pipelines.readers import Notice, Skipped, read_pasted, read_upload, size_of
from pipelines.records import json_lines
from pipelines.schemas import Tables, concat
from pipelines.summaries import only

MOST_PASTED = 400_000  # characters; longer than any article, shorter than a book
# Of text as read. Tables, marks and comparison take some ten times as much, and a shared server
# has 690 MB for everybody.
SESSION_BYTES = 5_000_000
MOST_ADDRESSES = 20  # fetched at once; for more there is `parallax collect`
BATCH = 10  # articles scored between two steps of the progress bar
_SAID = "own_messages"


def from_form(
    text: str,
    *,
    title: str = "",
    outlet: str = "",
    author: str = "",
    published: date | None = None,
    url: str = "",
) -> Article | None:
    """The article in a pasted text; what the visitor states goes before what the text says."""
    if not text.strip():
        return None
    stated = {"title": title, "outlet": outlet, "author": author, "url": links.web_address(url)}
    known: dict[str, Any] = {name: value.strip() for name, value in stated.items() if value}
    known = {name: value for name, value in known.items() if value}
    if published is not None:
        known["published_at"] = datetime(published.year, published.month, published.day, tzinfo=UTC)
    return dataclasses.replace(read_pasted(text), **known)


def may_fetch() -> bool:
    """Whether addresses may be fetched: only by an app that its own user started on her machine.

    A hosted app would fetch from inside its host's network, for whoever asks.
    """
    return os.environ.get("PARALLAX_LOCAL") == "1"


def add_addresses(lines: str, *, tone: str = "fast") -> None:
    """Fetch pages, one address a line, and score them; what went wrong is told by `messages`."""
    if not may_fetch():
        return
    articles: list[Article] = []
    said: list[tuple[str, str]] = []
    addresses = list(dict.fromkeys(line.strip() for line in lines.splitlines() if line.strip()))
    for address in addresses[MOST_ADDRESSES:]:
        said.append(("skipped", f"{address}: only {MOST_ADDRESSES} are fetched at once."))
    addresses = addresses[:MOST_ADDRESSES]
    bar = st.progress(0.0, text="Fetching")
    for done, address in enumerate(addresses):
        bar.progress(done / len(addresses), text=f"Fetching {done + 1} of {len(addresses)}")
        try:
            page = fetch(address)
        except NotFetched as problem:
            said.append(("skipped", f"{address}: {problem}"))
            continue
        name = f"page{_ENDINGS.get(page.content_type, '.html')}"
        for one in read_upload(name, page.content or b""):
            if isinstance(one, Article):
                url = one.url or links.web_address(page.url)
                articles.append(dataclasses.replace(one, url=url, path=None))
            else:
                _, told = _line(one)
                said.append(("skipped", f"{address}: {told.partition(': ')[2]}"))
    bar.empty()
    add(articles, tone=tone, said=said)


_ENDINGS = {
    "text/plain": ".txt",
    "text/xml": ".xml",
    "application/xml": ".xml",
    "application/rss+xml": ".xml",
    "application/atom+xml": ".xml",
}


def add_files(files: Iterable[tuple[str, bytes]], *, tone: str = "fast") -> None:
    """Read and score uploaded files; what could not be read is told by `messages`."""
    articles: list[Article] = []
    said: list[tuple[str, str]] = []
    left = SESSION_BYTES  # files are in memory together before `add` counts what still fits
    for name, data in files:
        found = read_upload(name, data, most=left)
        left -= sum(map(size_of, found))
        own = [one for one in found if isinstance(one, Article)]
        said += [_line(one) for one in found if not isinstance(one, Article)]
        if not own and not any(isinstance(one, Skipped) for one in found):
            said.append(("skipped", f"{name}: no article in it. Check the file."))
        articles += own
    add(articles, tone=tone, said=said)


def _line(told: Skipped | Notice) -> tuple[str, str]:
    if isinstance(told, Notice):
        return "notice", f"{told.path}: {told.message}"
    place = told.path if told.line is None else f"{told.path}, line {told.line}"
    return "skipped", f"{place}: {told.message}"


def add(
    articles: Sequence[Article], *, tone: str = "fast", said: Iterable[tuple[str, str]] = ()
) -> None:
    """Score articles, compare them with the visitor's others, and keep them for this session."""
    mine = tables.own()
    said = list(said)
    kept = set() if mine is None else set(mine.articles["article_id"])
    free = SESSION_BYTES - (0 if mine is None else _bytes(mine))
    new: dict[str, Article] = {}
    for article in articles:
        name = article.path or article.title or "The pasted text"
        size = size_of(article)
        if article.article_id in kept or article.article_id in new:
            said.append(("notice", f"{name}: already among your articles."))
        elif size > free:
            limit = f"{SESSION_BYTES // 1_000_000} MB"
            said.append(
                ("skipped", f"{name}: over the {limit} that a visit may hold. Remove some first.")
            )
        else:
            free -= size
            new[article.article_id] = article
    st.session_state[_SAID] = said
    if new:
        parts = [] if mine is None else [mine]
        tables.keep_own(compare_articles(concat(parts + _scored(list(new.values()), tone))))


def _scored(articles: Sequence[Article], tone: str) -> list[Tables]:
    bar = st.progress(0.0, text=f"Scoring {counted(len(articles), 'article')}")
    parts = []
    started = time.monotonic()
    for start in range(0, len(articles), BATCH):
        parts.append(score_articles(articles[start : start + BATCH], tone=tone))
        done = min(start + BATCH, len(articles))
        left = (time.monotonic() - started) / done * (len(articles) - done)
        bar.progress(
            done / len(articles),
            text=f"Scored {done} of {counted(len(articles), 'article')}, "
            f"about {time_left(left)} left",
        )
    bar.empty()
    return parts


def time_left(seconds: float) -> str:
    """A time in words, no more exact than an estimate can be."""
    if seconds < 60:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / 60)} min"


def _bytes(mine: Tables) -> int:
    return int(mine.texts["raw_text"].str.encode("utf-8", "replace").str.len().sum())


def remove(article_id: str) -> None:
    """Forget one article and everything that compares others with it."""
    mine = tables.own()
    left = [] if mine is None else [one for one in mine.articles["article_id"] if one != article_id]
    st.session_state.pop(_SAID, None)
    notes.forget([article_id])
    if mine is None or not left:
        forget()
        return
    tables.keep_own(compare_articles(only(mine, left)))


def forget() -> None:
    """Forget every article of the visitor, and go back to the stored corpus."""
    mine = tables.own()
    notes.forget([] if mine is None else list(mine.articles["article_id"]))
    tables.forget_own()
    st.session_state.pop(_SAID, None)
    for name in ("corpus", "article", "sentence", "mark"):
        st.query_params.pop(name, None)


def messages() -> str:
    """What there is to say about the last reading, one line per file or record, as HTML."""
    said = st.session_state.get(_SAID, ())
    looks = {"skipped": "Not read", "notice": "Note"}
    items = "".join(f"<li><b>{looks[kind]}.</b> {markup.escaped(line)}</li>" for kind, line in said)
    return f'<ul class="px-points" role="status">{items}</ul>' if items else ""


def rows(mine: Tables) -> list[Mapping[str, Any]]:
    """The visitor's articles, each with the number of its triggered flags."""
    fired = mine.flags.loc[mine.flags["state"] == "triggered", "article_id"].value_counts()
    articles = mine.articles.assign(n_triggered=mine.articles["article_id"].map(fired).fillna(0))
    return list(articles.to_dict("records"))  # type: ignore[arg-type]


def row_html(row: Mapping[str, Any], title: str, link: str, *, opened: bool) -> str:
    """One own article as a line: its name as HTML, length, tone, flags."""
    tone = None if row["tone"] != row["tone"] else float(row["tone"])
    shown = "tone unknown" if tone is None else f"tone {signed(tone)}"
    name = markup.anchor(link, title, kind="px-clear", current=opened)
    return (
        f'{name} <span class="px-faint">{counted(row["n_words"], "word")} · '
        f'<span class="rd-swatch {tone_class(tone)}">{shown}</span> · '
        f"{counted(int(row['n_triggered']), 'flag')} triggered</span>"
    )


def json_lines_of(mine: Tables) -> bytes:
    """The visitor's articles as `parallax score` prints them."""
    return "".join(f"{line}\n" for line in json_lines(mine)).encode("utf-8")
