"""Who speaks, who is only mentioned, and which claims rest on unnamed sources."""

import pandas as pd

from pipelines.brief import drawing
from pipelines.brief.corpus import MOST_ROWS, UNCOVERED, Corpus
from pipelines.brief.footnotes import Footnotes
from pipelines.brief.page import Section, counted, left_off, listed, paragraph, table, words
from pipelines.shortened import shortened
from pipelines.summaries import unread
from pipelines.summaries_glance import unnamed_sources
from pipelines.summaries_voices import actor_reach, actor_roles, speaker_kinds, statements

MOST_ACTORS = 15
MOST_CLAIMS = 30  # unnamed statements listed one by one
PER_ARTICLE = 6  # of them for one article, so that none fills the list
MOST_CHARS = 260  # of a claim in the list; all of it is among the words
ONLY_MENTIONED = 5  # actors named in the first page's sentence
MANY = 2  # articles that mention an actor who never speaks, before it is worth a sentence


def voices(corpus: Corpus, notes: Footnotes) -> Section:
    """Actors by the part they have, and kinds of speaker by article."""
    body = "<h3>Who speaks and who is only mentioned</h3>" + _actors(corpus, notes)
    body += "<h3>Named, unnamed, vague: who stands behind the statements</h3>"
    body += _kinds(corpus, notes)
    return Section("voices", "Who speaks?", tuple(_leads(corpus)), body)


def _leads(corpus: Corpus) -> list[str]:
    reach = actor_reach(corpus.counted)
    if reach.empty:
        return ["<b>Nobody is named</b> that the lists of actors or the rules for names know."]
    n = len(corpus.counted.articles)
    said = statements(corpus.counted.quotes)
    said = said[~said["article_id"].isin(unread(corpus.counted))]
    named = int((said["speaker_kind"] == "named").sum())
    leads = [
        f"<b>Who speaks:</b> {named:,} of {counted(len(said), 'statement')} "
        f"{'has' if named == 1 else 'have'} a named speaker."
    ]
    silent = reach[(reach["n_quotes"] + reach["n_attributed"] == 0)]
    silent = silent[silent["n_articles"] >= min(MANY, n)].head(ONLY_MENTIONED)
    if len(silent):
        named_ones = [
            words(actor) + (f" (in {n_in:,} of {n:,})" if n > 1 else "")
            for actor, n_in in zip(silent.index, silent["n_articles"], strict=True)
        ]
        leads.append(f"<b>Only mentioned, never heard:</b> {listed(named_ones)}.")
    return leads


def _actors(corpus: Corpus, notes: Footnotes) -> str:
    reach = actor_reach(corpus.counted)
    if reach.empty:
        return paragraph("No actor was found.")
    roles = actor_roles(corpus.counted)
    counted_roles = pd.crosstab(roles["actor"], roles["role"]).reindex(
        columns=["quoted", "paraphrased", "mentioned"], fill_value=0
    )
    marks = corpus.counted.marks
    marks = marks[(marks["kind"] == "actor") & (marks["field"] == "text")]
    rows = []
    for actor, n_in in zip(reach.index[:MOST_ACTORS], reach["n_articles"], strict=False):
        role = counted_roles.loc[actor]
        cited = marks[marks["name"] == actor].drop_duplicates("article_id")
        rows.append(
            (
                words(actor) + notes.cite_rows(cited, at_most=2),
                f"{n_in:,}",
                f"{role['quoted']:,}",
                f"{role['paraphrased']:,}",
                f"{role['mentioned']:,}",
            )
        )
    head = ("Actor", "Articles that name it", "quote it", "only paraphrase it", "only mention it")
    return table("Actors and their part", head, rows) + left_off(len(reach), len(rows), "actors")


def _kinds(corpus: Corpus, notes: Footnotes) -> str:
    said = statements(corpus.counted.quotes)
    kinds = speaker_kinds(corpus.counted)
    ids = [str(one) for one in kinds.index]
    if len(ids) > MOST_ROWS:
        kinds = kinds.sort_values(["unnamed", "group"], ascending=False, kind="stable")
        ids = corpus.in_order([str(one) for one in kinds.index[:MOST_ROWS]])
    names = ("named", "unnamed", "group", "none")
    rows = []
    unseen = unread(corpus.counted)
    for one in ids:
        if one in unseen:
            rows.append((corpus.name(one), f'<span class="faint">{UNCOVERED}</span>', *"–––––"))
            continue
        numbers = [int(kinds[name][one]) for name in names]
        bar = drawing.shares(list(zip(names, numbers, strict=True))) if sum(numbers) else "–"
        own = said[said["article_id"] == one]
        cells = [
            _cell(n, own[own["speaker_kind"] == kind], notes)
            for kind, n in zip(names, numbers, strict=True)
        ]
        rows.append((corpus.name(one), bar, *cells, str(sum(numbers))))
    heads = zip(names, ("Named", "Unnamed", "Vague group", "Nobody"), strict=True)
    head = (
        "Article",
        "Statements",
        *(f'<span class="nobr">{drawing.key(k)} {label}</span>' for k, label in heads),
        "n",
    )
    return (
        paragraph(
            "Named: a person or a named institution. Unnamed: a source with inside knowledge who "
            "is not identified. Vague group: “analysts”, “critics”. Nobody: words in quotation "
            "marks without a speaker."
        )
        + table("Kinds of speaker by article", head, rows)
        + left_off(len(kinds), len(rows), "articles")
    )


def _cell(n: int, said: pd.DataFrame, notes: Footnotes) -> str:
    """A number of statements with the words of the first one."""
    return f"{n}{notes.cite_rows(said, at_most=1)}" if n else "–"


def unnamed(corpus: Corpus, notes: Footnotes) -> Section:
    """The statements whose source is not named, one by one."""
    unseen = unread(corpus.counted)
    said = statements(corpus.counted.quotes)
    said = said[~said["article_id"].isin(unseen)]
    claims = said[said["speaker_kind"] == "unnamed"]
    title = "Which claims rest on unnamed sources?"
    n_articles = len(corpus.counted.articles) - len(unseen)
    if not n_articles:
        lead = "<b>Unnamed sources</b> cannot be told: no article is in a language that is read."
        return Section("unnamed", title, (lead,), paragraph(lead))
    if claims.empty:
        lead = (
            f"<b>No unnamed source</b> stands behind a statement in "
            f"{counted(n_articles, 'article')} (n {counted(len(said), 'statement')})."
        )
        return Section("unnamed", title, (lead,), paragraph(lead))
    per_article = unnamed_sources(corpus.counted)
    first = per_article.iloc[0]
    share = f"{first['n_unnamed']} of {counted(int(first['n_attributed']), 'attributed statement')}"
    lead = f"<b>Unnamed sources</b> stand behind {share}."
    if n_articles > 1:
        lead = (
            f"<b>Unnamed sources</b> stand behind {counted(len(claims), 'statement')} in "
            f"{len(per_article):,} of {counted(n_articles, 'article')}; most in "
            f"{corpus.number(str(first['article_id']))}: {share}."
        )
    explained = int(claims["reason_given"].fillna(False).sum())
    body = paragraph(
        f"A reason for the anonymity is given for {explained} of {len(claims):,}. Unnamed sources "
        "are usual in reporting on security and diplomacy; what matters is whether somebody with a "
        "name says the same."
    )
    shown = claims.groupby("article_id", sort=False).head(PER_ARTICLE).head(MOST_CLAIMS)
    rows = [
        (
            corpus.name(str(one)),
            words(speaker) if isinstance(speaker, str) else "–",
            _claim(corpus, str(one), form, start, end) + notes.cite(str(one), start, end),
            "in quotation marks" if form == "direct" else "reported",
            "yes" if reason else "no",
        )
        for one, speaker, form, reason, start, end in zip(
            shown["article_id"], shown["speaker"], shown["form"],
            shown["reason_given"].fillna(False),
            shown["start_char"], shown["end_char"], strict=True,
        )
    ]  # fmt: skip
    head = ("Article", "Source, as the article puts it", "What it says", "Form", "Reason given")
    body += table("Statements of unnamed sources", head, rows)
    return Section("unnamed", title, (lead,), body + left_off(len(claims), len(rows), "statements"))


def _claim(corpus: Corpus, article_id: str, form: str, start: int, end: int) -> str:
    """The words of a quotation; of a reported statement its sentence, which alone can be read.

    Nothing where the tables were published without texts.
    """
    texts = corpus.counted.texts
    found = texts.loc[texts["article_id"] == article_id, "text"]
    if found.empty:
        return ""
    if form != "direct":
        sentences = corpus.counted.sentences
        own = sentences[sentences["article_id"] == article_id]
        around = own[(own["start_char"] <= start) & (own["end_char"] > start)]
        if len(around):
            start, end = int(around["start_char"].iloc[0]), int(around["end_char"].iloc[0])
    return words(shortened(str(found.iloc[0])[start:end], MOST_CHARS))
