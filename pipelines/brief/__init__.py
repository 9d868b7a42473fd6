"""The brief: findings in plain language, each number with its n and a link to its words."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd

from pipelines.brief import method
from pipelines.brief.copies import copies
from pipelines.brief.corpus import Corpus, day, moment
from pipelines.brief.dates import dates
from pipelines.brief.events import events
from pipelines.brief.flags import flags
from pipelines.brief.footnotes import Footnotes
from pipelines.brief.left_out import left_out
from pipelines.brief.page import Section, counted, escaped, page, paragraph
from pipelines.brief.tone import tone
from pipelines.brief.voices import unnamed, voices
from pipelines.once import counted_once
from pipelines.schemas import Tables
from pipelines.summaries_glance import key_figures

SAMPLE_NOTICE = (
    "Illustrative sample. Places, people and outlets are invented; these articles report no real "
    "event."
)
FINDINGS = (events, tone, left_out, voices, unnamed, copies, dates, flags)


def brief(
    tables: Tables,
    *,
    manifest: Mapping[str, Any] | None = None,
    filters: Sequence[str] = (),
    judgements: pd.DataFrame | None = None,
    overrides: Mapping[tuple[str, str], str] | None = None,
    with_copies: bool = False,
    notice: str | None = None,
    made: date | None = None,
) -> str:
    """The brief of these tables as one HTML page; without `made` the same tables, the same page.

    `filters` says in words what the tables were filtered by, `notice` what a reader must know
    first. `judgements` and `overrides` are an analyst's, by article and by article and flag. In
    figures a text counts once, with its origin, unless `with_copies`.
    """
    corpus = Corpus(tables, overrides=overrides or {}, with_copies=with_copies)
    notes = Footnotes(corpus)
    if tables.articles.empty:
        nothing = paragraph("There are no articles, so that there is nothing to say about them.")
        sections = [method.method(), method.run(manifest or {}, filters)]
        return page("Parallax brief", _head(corpus, notice, made) + nothing, sections)
    sections = [finding(corpus, notes) for finding in FINDINGS]
    noted = method.analyst(corpus, judgements)
    if noted is not None:
        sections.append(noted)
    quoted = Section("words", "The words", (), _withheld(tables) + notes.quoted())
    sections += [method.method(), quoted, method.articles(corpus)]
    sections.append(method.run(manifest or {}, filters))
    return page("Parallax brief", _head(corpus, notice, made), sections)


def _head(corpus: Corpus, notice: str | None, made: date | None) -> str:
    found = key_figures(corpus.counted)
    dated = "no stated date"
    if found.n_dated:
        verb = "states" if found.n_dated == 1 else "state"
        dated = f"{found.n_dated:,} of {found.n_articles:,} {verb} a date"
    what = (
        f"{counted(found.n_articles, 'article')}, {counted(found.n_outlets, 'named outlet')}, "
        f"{counted(found.n_sentences, 'sentence')}; "
        f"{dated}{_span(moment(found.first), moment(found.last))}."
    )
    written = f" Made on {made.day} {made:%B %Y}." if made else ""
    warned = paragraph(escaped(notice), kind="notice") if notice else ""
    return (
        warned
        + paragraph(what + _left_out(corpus) + written, kind="lead")
        + paragraph(
            "Numbers in brackets such as [1] lead to the words behind a statement, quoted at the "
            "end; n is how many sentences, statements or articles a number rests on.",
            kind="faint",
        )
    )


def _left_out(corpus: Corpus) -> str:
    """How copies count, where there are any."""
    n = len(corpus.tables.articles) - len(corpus.counted.articles)
    if n:
        return (
            f" Beside them <b>{n:,} {'copy, which is' if n == 1 else 'copies, which are'} left "
            "out of the figures</b>: a text counts once, with its origin."
        )
    once = len(counted_once(corpus.tables).articles) if corpus.with_copies else 0
    n = len(corpus.tables.articles) - once if once else 0
    if not n:
        return ""
    return f" <b>{n:,} {'copy counts' if n == 1 else 'copies count'} in the figures.</b>"


def _span(first: datetime | None, last: datetime | None) -> str:
    if first is None or last is None:
        return ""
    return f" ({day(first) if first.date() == last.date() else f'{day(first)} to {day(last)}'})"


def _withheld(tables: Tables) -> str:
    missing = len(tables.articles) - int(tables.articles["article_id"].isin(tables.texts["article_id"]).sum())  # fmt: skip  # noqa: E501
    if not missing:
        return ""
    return paragraph(
        f"The text of {missing:,} of {counted(len(tables.articles), 'article')} is not in these "
        "tables, which can be published without texts. References to them give the place alone.",
        kind="notice",
    )


__all__ = ["SAMPLE_NOTICE", "brief"]
