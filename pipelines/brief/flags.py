"""Flags by family in their three states, with their words, grade and innocent explanation."""

import pandas as pd

from pipelines.brief.corpus import Corpus, spelt_out
from pipelines.brief.footnotes import Footnotes
from pipelines.brief.page import Section, counted, escaped, listed, paragraph, table, words
from pipelines.flags import FAMILIES, FLAGS
from pipelines.flags.finding import GRADES, Flag
from pipelines.summaries import flag_rates

MOST_COLUMNS = 12  # articles up to which a table has a column for each
MOST_NAMED = 4  # flags in the first page's sentence
EXAMPLES = 6  # articles named per flag
WORDS = 2  # quoted per article and flag
GLYPHS = {
    "triggered": '<b class="triggered" title="triggered">▲</b>',
    "clear": '<span title="clear">○</span>',
    "cannot assess": '<span class="faint" title="cannot assess">?</span>',
}


def flags(corpus: Corpus, notes: Footnotes) -> Section:
    """What reporting practice shows; never added up."""
    answers = corpus.counted.flags
    if answers.empty:
        lead = "No flag was answered: there are no articles."
        return Section("flags", "What do the flags say?", (lead,), paragraph(lead))
    rates = flag_rates(corpus.counted)
    grades = "; ".join(f"{grade} {meaning}" for grade, meaning in GRADES.items())
    body = paragraph(
        f"Each flag asks every article one question and has three answers: {GLYPHS['triggered']} "
        f"triggered, {GLYPHS['clear']} clear, {GLYPHS['cannot assess']} cannot assess. Flags "
        "describe reporting practice, not truth or intent, and are never added up. The letter is "
        f"the grade of the published evidence: {grades}."
    )
    if len(corpus.numbers) <= MOST_COLUMNS:
        body += _matrix(corpus)
    fired = answers[answers["state"] == "triggered"]
    for family, title in FAMILIES:
        body += f"<h3>{title}</h3>" + _family(corpus, family, rates, fired, notes)
    return Section("flags", "What do the flags say?", _leads(corpus, rates), body)


def _leads(corpus: Corpus, rates: pd.DataFrame) -> tuple[str, ...]:
    n = len(corpus.counted.articles)
    labels = {flag.name: flag.label for flag in FLAGS}
    often = rates[rates["triggered"] > 0].sort_values("triggered", ascending=False, kind="stable")
    if often.empty:
        return (f"<b>No flag is triggered</b> in {counted(n, 'article')}.",)
    most = []
    for flag, row in often.head(MOST_NAMED).iterrows():
        label = escaped(labels.get(str(flag), spelt_out(str(flag))).lower())
        n_assessed = int(row["triggered"] + row["clear"])
        share = f" ({int(row['triggered']):,} of {n_assessed:,})" if n > 1 else ""
        most.append(f'<a href="#f-{flag}">{label}</a>{share}')
    if n == 1:
        most += [f"{len(often) - MOST_NAMED} more"] if len(often) > MOST_NAMED else []
        return (f"<b>Flags triggered:</b> {listed(most)}.",)
    return (f"<b>Flags triggered most</b> (of the articles assessed): {', '.join(most)}.",)


def _matrix(corpus: Corpus) -> str:
    states = corpus.tables.flags.pivot_table(
        index="flag", columns="article_id", values="state", aggfunc="first"
    )
    rows = [
        (
            f'<a href="#f-{flag.name}">{escaped(flag.label)}</a>',
            *(GLYPHS.get(str(states.loc[flag.name].get(one)), "–") for one in corpus.numbers),
        )
        for flag in FLAGS
        if flag.name in states.index
    ]
    head = ("Flag", *(corpus.number(one).replace("article\N{NO-BREAK SPACE}", "") for one in corpus.numbers))  # fmt: skip  # noqa: E501
    return table("Flags by article", head, rows, kind="matrix")


def _family(
    corpus: Corpus, family: str, rates: pd.DataFrame, fired: pd.DataFrame, notes: Footnotes
) -> str:
    rows = []
    for flag in FLAGS:
        if flag.family != family or flag.name not in rates.index:
            continue
        n_triggered, n_clear, n_unknown = (int(rates[state][flag.name]) for state in GLYPHS)
        rows.append(
            (
                _question(flag),
                f"{n_triggered:,}",
                f"{n_clear:,}",
                f"{n_unknown:,}",
                _where(corpus, flag.name, fired[fired["flag"] == flag.name], notes),
            )
        )
    head = ("Flag, what it means, and why it may be harmless", "▲ triggered", "○ clear",
            "? cannot assess", "Where, with its words")  # fmt: skip
    return table(f"Flags of the family {family}", head, rows, kind="flags")


def _question(flag: Flag) -> str:
    return (
        f'<b id="f-{flag.name}">{escaped(flag.label)}</b> ({flag.grade}). {escaped(flag.meaning)} '
        f'<span class="faint">May be harmless: {escaped(flag.innocent)}</span>'
    )


def _where(corpus: Corpus, flag: str, fired: pd.DataFrame, notes: Footnotes) -> str:
    if fired.empty:
        return "–"
    marks = corpus.tables.marks
    marks = marks[(marks["kind"] == "flag") & (marks["name"] == flag)]
    items = []
    for one, reason in zip(fired["article_id"].head(EXAMPLES), fired["reason"], strict=False):
        own = marks[marks["article_id"] == one]
        cited = notes.cite_rows(own, at_most=WORDS)
        ground = cited or (f" ({words(reason)})" if isinstance(reason, str) else "")
        judged = corpus.overrides.get((str(one), flag))
        second = f" <b>[analyst: {escaped(judged)}]</b>" if judged else ""
        count = f' <span class="few">n {len(own)}</span>' if len(own) > WORDS else ""
        items.append(f"{corpus.number(str(one))}{ground}{count}{second}")
    more = f" and {len(fired) - EXAMPLES:,} more" if len(fired) > EXAMPLES else ""
    return ", ".join(items) + more
