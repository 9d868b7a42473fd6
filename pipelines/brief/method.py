"""What stands behind a brief: analyst notes, the articles, method, limits, and the run."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

import pandas as pd

from pipelines.brief.corpus import Corpus, day, moment
from pipelines.brief.page import (
    Section,
    counted,
    escaped,
    left_off,
    listed,
    paragraph,
    points,
    table,
    words,
)
from pipelines.shortened import shortened

MOST_ARTICLES = 60  # listed although the brief does not speak of them
MOST_NOTES = 40
MOST_SET_ASIDE = 20

LIMITS = (
    "A brief says what stands in the texts and how they differ. It does not say what is true, what "
    "anyone intended, or whether a machine wrote a text, and it gives no total score.",
    "Tone is how a sentence reads. It is not stance: a grim sentence about shelling is no "
    "criticism of those who are shelled. Irony is read at face value.",
    "Tone is the mean over sentences, from word lists that were fitted to readers' ratings; "
    "intervals are 95 % over sentences, and rather too narrow than too wide.",
    "A mean of fewer than five sentences is printed in grey and not compared.",
    "Languages that the word lists do not cover have no tone and no word-based flag: unknown, "
    "never 0.",
    "Independent articles are counted once per outlet and once per group of copies. Similar "
    "sentences and shared phrases never count as corroboration.",
    "Rules for quotes, actors and dates miss some and find some too many; their error rates are on "
    "the methods page of the dashboard and in data/validation.json.",
)


def analyst(corpus: Corpus, judgements: pd.DataFrame | None) -> Section | None:
    """What an analyst noted, apart from what was measured; None where nobody did."""
    if judgements is None:
        return None
    noted = judgements[judgements.index.isin(list(corpus.numbers))]
    if noted.empty and not corpus.overrides:
        return None
    ids = corpus.in_order([str(one) for one in noted.index])
    rows = []
    for one in ids[:MOST_NOTES]:
        row = noted.loc[one]
        note = row["note"]
        grade = f"{escaped(row['source_grade'])}{escaped(row['information_grade'])}"
        rows.append((corpus.name(one), grade, words(note) if isinstance(note, str) else "–"))
    concerned = [
        counted(n, what)
        for n, what in ((len(ids), "article"), (len(corpus.overrides), "flag"))
        if n
    ]
    lead = f"<b>An analyst's notes</b> on {listed(concerned)} stand apart from what was measured."
    body = paragraph(
        "Admiralty code: the letter grades the source (A completely reliable to E unreliable, F "
        "cannot be judged), the number the information (1 confirmed to 5 improbable, 6 cannot be "
        "judged). Second opinions on flags stand with the flags."
    )
    if rows:
        body += table("Analyst's grades and notes", ("Article", "Grade", "Note"), rows)
    return Section("analyst", "What the analyst adds", (lead,), body + left_off(len(ids), len(rows), "articles"))  # fmt: skip  # noqa: E501


def articles(corpus: Corpus) -> Section:
    """The articles that the brief speaks of, each with what is known about it."""
    ids = list(corpus.numbers)
    shown = ids if len(ids) <= MOST_ARTICLES else corpus.in_order(corpus.cited)
    rows = [_entry(corpus, one) for one in shown]
    head = ("Article", "Outlet and author", "Stated date", "Words", "Sentences", "Address or file")
    body = table("Articles", head, rows) if rows else paragraph("There are no articles.")
    return Section("articles", "The articles", (), body + left_off(len(ids), len(rows), "articles"))


def _entry(corpus: Corpus, article_id: str) -> tuple[str, ...]:
    row = corpus.row(article_id)
    number = corpus.numbers[article_id]
    outlet, author = row["outlet"], row["author"]
    who = [words(one) for one in (outlet, author) if isinstance(one, str)]
    return (
        f'<b id="a{number}">{number}</b> {corpus.title(article_id)}',
        " · ".join(who) or "not stated",
        day(moment(row["published_at"]), "not stated"),
        f"{row['n_words']:,}",
        f"{row['n_sentences']:,}",
        _address(row["url"]) or _file(row["path"]),
    )


def _address(url: object) -> str:
    if not isinstance(url, str):
        return ""
    shown = words(shortened(url, 120))
    try:
        parts = urlsplit(url)
    except ValueError:
        return shown
    if parts.scheme in ("http", "https") and parts.netloc:
        return f'<a href="{escaped(url)}" rel="noopener noreferrer nofollow">{shown}</a>'
    return shown


def _file(path: object) -> str:
    """The name of the file alone: folders say more of the machine than of the article."""
    return words(path.replace("\\", "/").rsplit("/", 1)[-1]) if isinstance(path, str) else "–"


def method() -> Section:
    """Method and limits."""
    body = points(LIMITS)
    return Section("method", "Method and limits", (), body)


def run(manifest: Mapping[str, Any], filters: Sequence[str]) -> Section:
    """Versions, digests and counts of the run behind the brief."""
    kept = paragraph(
        f"This brief is of the articles that meet these filters: {words('; '.join(filters))}."
        if filters
        else "This brief is of the whole corpus."
    )
    if not manifest:
        body = kept + paragraph(
            "These articles were scored for this brief alone; there is no stored run."
        )
        return Section("run", "The run", (), body)
    counts = manifest.get("counts") or {}
    entries = [
        ("tables version", manifest.get("tables_version")),
        ("tone models", ", ".join(map(str, manifest.get("tone_models") or ()))),
        ("digest of inputs", manifest.get("inputs_digest")),
        ("digest of code, word lists and taxonomy", manifest.get("rules_digest")),
        *sorted((manifest.get("versions") or {}).items()),
        *((f"articles {name.replace('_', ' ')}", n) for name, n in counts.items()),
    ]
    body = "".join(
        f"<dt>{escaped(spelt)}</dt><dd>{escaped(value)}</dd>" for spelt, value in entries
    )
    return Section("run", "The run", (), f"{kept}<dl>{body}</dl>{_set_aside(manifest)}")


def _set_aside(manifest: Mapping[str, Any]) -> str:
    skipped = manifest.get("set_aside") or []
    if not skipped:
        return ""
    items = [
        f"{_file(one.get('path'))}: {words(one.get('message'))}" for one in skipped[:MOST_SET_ASIDE]
    ]
    return "<h3>Set aside</h3>" + points(items) + left_off(len(skipped), len(items), "inputs")
