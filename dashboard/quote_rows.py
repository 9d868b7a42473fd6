"""The quote ledger as rows of a table: each quotation once, with who prints it how."""

from collections.abc import Collection, Iterable

import pandas as pd

from dashboard import links
from dashboard.markup import anchor, escaped
from dashboard.naming import in_brief, names
from dashboard.places import sentences_of
from pipelines.plurals import counted
from pipelines.schemas import Tables
from pipelines.shortened import shortened
from pipelines.summaries import unread

MOST_PRINTED = 12  # articles named beside a quotation
ISSUES = {"missing": "names no speaker, others do", "different": "names another speaker"}


def ledger_counts(ledger: pd.DataFrame, sizes: pd.DataFrame) -> str:
    """How many quotations there are, how many differ, and how many lack a speaker somewhere."""
    several = int((sizes["n_articles"] > 1).sum())
    apart = int((sizes["n_independent"] > 1).sum())
    said = f"{counted(len(sizes), 'quotation')}, each listed once; {several} in several articles"
    if not several:
        return said + "."
    if apart < several:
        said += f" ({apart} of them in articles that are no copies of each other)"
    differing = ledger.loc[ledger["differs"].notna(), "quotation"].nunique()
    missing = ledger.loc[ledger["speaker_issue"] == "missing", "quotation"].nunique()
    other = ledger.loc[ledger["speaker_issue"] == "different", "quotation"].nunique()
    issues = (
        (differing, "in differing words"),
        (missing, "without the speaker that others name"),
        (other, "with different speakers"),
    )
    found = ", ".join(f"{n} {what}" for n, what in issues if n)
    return f"{said}: {found}." if found else f"{said}, word for word and with the same speaker."


def ledger_rows(shown: Tables, corpus: Tables, part: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Per quotation: its longest version, its speakers, and who prints it with what difference."""
    printed = names(corpus, part["article_id"].unique())
    brief = in_brief(printed, printed)
    places = dict(zip(part.index, sentences_of(shown, part), strict=True))
    unseen = unread(shown)
    body = []
    for _, group in part.groupby("quotation", sort=False):
        longest = group["words"].str.len().idxmax()
        words, first = group.loc[longest, "words"], group.loc[longest, "article_id"]
        words = shortened(words, at_most=260)
        speakers = list(dict.fromkeys(group["speaker"].dropna()))
        who = ", ".join(escaped(one) for one in speakers)
        lines = []
        for one, rows in group.groupby("article_id", sort=False):
            row, place = rows.iloc[0], places[rows.index[0]]
            notes = [f"“{row['differs']}”"] if isinstance(row["differs"], str) else []
            notes += [ISSUES[row["speaker_issue"]]] if row["speaker_issue"] in ISSUES else []
            name = f"{printed[one].number} · {escaped(brief[one])}"
            link = anchor(links.article_link(one, place), name)
            note = f': <span class="px-faint">{escaped("; ".join(notes))}</span>' if notes else ""
            lines.append(f"<div>{link}{note}</div>")
        if len(lines) > MOST_PRINTED:
            lines = [*lines[:MOST_PRINTED], f"<div>and {len(lines) - MOST_PRINTED} more</div>"]
        body.append(
            (
                anchor(links.article_link(first, places[longest]), escaped(words)),
                who or f'<span class="px-faint">{nobody(group["article_id"], unseen)}</span>',
                "".join(lines),
            )
        )
    return body


def nobody(printed_in: Iterable[str], unseen: Collection[str]) -> str:
    """Why a quotation has no speaker: none is stated, or nobody could look for one."""
    return "? language not covered" if set(printed_in) <= set(unseen) else "no speaker stated"
