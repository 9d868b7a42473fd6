"""Two to four articles in columns: every section a row of cells, so that eyes can move across."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from dashboard import links, vocabulary
from dashboard.markup import anchor, chips, escaped, in_marks
from dashboard.naming import Name
from dashboard.palette import COLUMNS, either
from dashboard.places import sentences_of
from dashboard.sheet import facts, glyph, theme_bar
from dashboard.strips import signed, strip
from dashboard.tables import words_of
from dashboard.tone_dots import BOTH, tone_dots
from pipelines.plurals import counted
from pipelines.schemas import Tables
from pipelines.summaries import is_read, only_here, shared
from pipelines.summaries_tone import voice_tones
from pipelines.summaries_voices import statements

MOST_WORDS = 4  # passages of a flag shown in a cell; the article has them all
MOST_QUOTES = 8
FIRST_QUOTES = 2  # in sight; the others open with a click
MOST_ACTORS = 14
HEAD = 40  # characters of a headline above its column
ROLES = {"quoted": "quoted", "paraphrased": "paraphrased", "mentioned": "only mentioned"}


class Row(NamedTuple):
    """A row of the comparison: what it compares, and a cell of HTML per article."""

    label: str
    cells: Sequence[str]


def badge(index: int, number: int) -> str:
    """The number of an article on the colour of its column."""
    light, dark, _ = COLUMNS[index % len(COLUMNS)]
    return f'<b class="cm-badge" style="background:{either(light, dark)}">{number}</b>'


def columns(rows: Sequence[Row], articles: Sequence[Name], *, head: bool = False) -> str:
    """HTML of rows in columns; on a narrow page the cells of a row stand below each other.

    Above the rows stands which column is which, and stays in sight; `head` are rows that say it
    themselves.
    """
    if not rows:
        return ""
    drawn = [] if head else [_tops(articles)]
    for row in rows:
        cells = "".join(
            f'<div class="cm-cell"><span class="cm-who">{badge(index, one.number)}</span>'
            f"<div>{cell}</div></div>"
            for index, (cell, one) in enumerate(zip(row.cells, articles, strict=True))
        )
        drawn.append(f'<div class="cm-row"><div class="cm-label">{row.label}</div>{cells}</div>')
    kind = "cm cm-head" if head else "cm"
    return f'<div class="{kind}" style="--cm-n:{len(articles)}">{"".join(drawn)}</div>'


def _tops(articles: Sequence[Name]) -> str:
    """Number and short headline of every column."""
    cells = "".join(
        f'<div class="cm-cell">{badge(index, one.number)}{one.marked(at_most=HEAD)}'
        f"{chips([_event(one)], kind='px-note')}</div>"
        for index, one in enumerate(articles)
    )
    return f'<div class="cm-row cm-top"><div class="cm-label"></div>{cells}</div>'


def heads(tables: Tables, named: Mapping[str, Name]) -> list[Row]:
    """Headline, metadata, tone strip and mean tones."""
    articles = tables.articles.to_dict("records")
    texts = dict(zip(tables.texts["article_id"], tables.texts["text"], strict=True))
    tones, dots = voice_tones(tables), tone_dots(tables)
    sentences = tables.sentences
    titles = [
        anchor(
            links.article_link(row["article_id"]),
            named[row["article_id"]].html(),
            kind="sh-title",
        )
        for row in articles
    ]
    return [
        Row("", titles),
        Row("As stated", [_metadata(row, named[row["article_id"]]) for row in articles]),
        Row(
            "Tone, sentence by sentence",
            [
                strip(
                    row["article_id"],
                    sentences[sentences["article_id"] == row["article_id"]],
                    texts.get(row["article_id"]),
                )
                for row in articles
            ],
        ),
        Row(
            f"Mean tone with its 95 % interval; {BOTH}",
            [
                f"{dots[row['article_id']]}"
                f'<div class="px-faint">{_own_against_quoted(tones.loc[row["article_id"]])}</div>'
                for row in articles
            ],
        ),
    ]


def _event(name: Name) -> str:
    return "" if name.event is None else f" event {name.event}"


def _metadata(row: Mapping[str, object], name: Name) -> str:
    event = chips([_event(name)], kind="px-note")
    lines = [f'<div class="px-chips">{chips(facts(row))}{event}</div>']
    author = row["author"] if isinstance(row["author"], str) else "no author stated"
    lines.append(f'<div class="px-faint">{escaped(author)}</div>')
    address = links.web_address(row["url"])
    if address:
        lines.append(
            f'<a href="{escaped(address)}" target="_blank" rel="noopener noreferrer nofollow">'
            "published page ↗</a>"
        )
    return "".join(lines)


def _own_against_quoted(tones: pd.Series) -> str:
    """Whether an article's quotes read warmer than its own voice, as far as n allows to tell."""
    row = tones.astype(float).to_dict()
    if not row["quoted_n"] and not row["narrator_n"]:
        return "its language has no word list here"
    if not row["quoted_n"] or not row["narrator_n"]:
        return "nobody is quoted" if row["narrator_n"] else "no voice of its own"
    gap = row["quoted"] - row["narrator"]
    said = f"its quotes are {'warmer' if gap > 0 else 'grimmer'} by {abs(gap):.2f}"
    ends = [row[f"{voice}_{end}"] for voice in ("narrator", "quoted") for end in ("low", "high")]
    if any(math.isnan(end) for end in ends):
        return f"{said}, on too few sentences to tell"
    apart = ends[1] < ends[2] or ends[3] < ends[0]
    return said if apart else f"{said}; the intervals overlap, so that may be chance"


def theme_rows(tables: Tables, *, layer: str) -> list[Row]:
    """A row per theme that any of the articles has, the most covered first, on one scale."""
    rows = tables.themes[tables.themes["layer"] == layer]
    scale = max(0.05, rows["share"].max()) if len(rows) else 1.0
    found = {
        (article_id, theme): (share, n)
        for article_id, theme, share, n in zip(
            rows["article_id"], rows["theme"], rows["share"], rows["n_sentences"], strict=True
        )
    }
    unread = set(tables.articles.loc[~is_read(tables.articles), "article_id"])
    order = rows.groupby("theme")["share"].sum().sort_values(ascending=False, kind="stable").index
    return [
        Row(
            escaped(vocabulary.theme_label(theme)),
            [
                theme_bar(article_id, theme, *found[article_id, theme], scale, labelled=False)
                if (article_id, theme) in found
                else _UNREAD
                if article_id in unread
                else '<span class="dt-no">not found</span>'
                for article_id in tables.articles["article_id"]
            ],
        )
        for theme in order
    ]


def element_rows(tables: Tables) -> list[Row]:
    """Per story theme its elements, per article; those of one article alone are set off.

    First the themes with most elements that some of the articles do not name.
    """
    elements = tables.elements
    if elements.empty:
        return []
    key = elements["theme"] + "/" + elements["element"]
    spread = elements["article_id"].groupby(key).nunique()
    places = sentences_of(tables, elements)
    first = {}
    for article_id, pair, place in zip(elements["article_id"], key, places, strict=True):
        first.setdefault((article_id, pair), place)
    n_articles = len(tables.articles)
    unread = set(tables.articles.loc[~is_read(tables.articles), "article_id"])
    differing = spread[spread < n_articles].index.str.split("/", n=1).str[0].value_counts()
    rows = []
    for theme in sorted(elements["theme"].unique(), key=lambda one: (-differing.get(one, 0), one)):
        pairs = [pair for pair in spread.index if pair.split("/", 1)[0] == theme]
        cells = []
        for article_id in tables.articles["article_id"]:
            items = [
                _element(article_id, pair, first[article_id, pair], spread[pair], n_articles)
                for pair in pairs
                if (article_id, pair) in first
            ]
            none = _UNREAD if article_id in unread else _NONE
            cells.append(f'<div class="px-chips">{"".join(items)}</div>' if items else none)
        rows.append(Row(escaped(vocabulary.theme_label(theme)), cells))
    return rows


_NONE = '<span class="dt-no">none</span>'
_UNREAD = '<span class="dt-no">? cannot assess</span>'


def _element(article_id: str, pair: str, place: int | None, n_with: int, n_articles: int) -> str:
    theme, element = pair.split("/", 1)
    label = escaped(vocabulary.element_label(theme, element))
    if n_with == 1:
        return anchor(
            links.article_link(article_id, place),
            f'{label} <span class="cm-only">only here</span>',
            kind="px-chip px-set",
        )
    reach = "all" if n_with == n_articles else f"{n_with} of {n_articles}"
    return anchor(
        links.article_link(article_id, place),
        f'{label} <span class="px-faint">{reach}</span>',
        kind="px-chip",
    )


def actor_rows(tables: Tables) -> list[Row]:
    """Who is named, and whether they speak: first who speaks, then whom most articles name."""
    actors = tables.actors
    ranked = actors.assign(said=actors["n_quotes"] + actors["n_attributed"] > 0)
    ranked = ranked.groupby("actor").agg(
        said=("said", "any"), reach=("article_id", "nunique"), n=("n_mentions", "sum")
    )
    order = ["said", "reach", "n"]
    ranked = ranked.sort_values(order, ascending=False, kind="stable").head(MOST_ACTORS)
    cells: dict[tuple[str, str], str] = {}
    for row in actors[actors["actor"].isin(ranked.index)].to_dict("records"):
        role = (
            "quoted" if row["n_quotes"] else "paraphrased" if row["n_attributed"] else "mentioned"
        )
        n_said = row["n_quotes"] + row["n_attributed"]
        said = f", {counted(n_said, 'statement')}" if n_said else ""
        text = f"<b>{ROLES[role]}</b>{said}; named {row['n_mentions']}×"
        address = links.article_link(row["article_id"], mark=row["actor"])
        cells[row["article_id"], row["actor"]] = anchor(address, text, kind=f"cm-{role}")
    return [
        Row(
            escaped(actor),
            [
                cells.get((article_id, actor), '<span class="dt-no">not named</span>')
                for article_id in tables.articles["article_id"]
            ],
        )
        for actor in ranked.index
    ]


def actors_said(tables: Tables) -> str:
    """How many of the actors have a row, where some have none."""
    n = tables.actors["actor"].nunique()
    if n <= MOST_ACTORS:
        return ""
    return (
        f"{MOST_ACTORS} of {n} actors are listed: first who speaks, then whom most articles name."
    )


def flag_rows(tables: Tables, *, family: str) -> tuple[list[Row], list[str]]:
    """A row per flag that any article triggers, with its words; and the labels of the others."""
    members = [flag for flag, of in vocabulary.families().items() if of == family]
    marks = tables.marks[(tables.marks["kind"] == "flag") & tables.marks["name"].isin(members)]
    words = _linked_words(tables, marks)
    answers = {
        (article_id, flag): (state, reason)
        for article_id, flag, state, reason in zip(
            tables.flags["article_id"],
            tables.flags["flag"],
            tables.flags["state"],
            tables.flags["reason"],
            strict=True,
        )
    }
    ids = list(tables.articles["article_id"])
    rows, quiet = [], []
    for flag in members:
        states = [answers.get((article_id, flag), ("cannot assess", None)) for article_id in ids]
        if not any(state == "triggered" for state, _ in states):
            quiet.append(vocabulary.flag_label(flag))
            continue
        cells = [
            _answer(article_id, flag, state, reason, words[article_id, flag])
            for article_id, (state, reason) in zip(ids, states, strict=True)
        ]
        rows.append(Row(escaped(vocabulary.flag_label(flag)), cells))
    return rows, quiet


def _linked_words(tables: Tables, marks: pd.DataFrame) -> dict[tuple[str, str], list[str]]:
    linked: dict[tuple[str, str], list[str]] = defaultdict(list)
    for article_id, flag, field, words, place in zip(
        marks["article_id"],
        marks["name"],
        marks["field"],
        words_of(tables, marks, at_most=110),
        sentences_of(tables, marks),
        strict=True,
    ):
        inner = in_marks(words) if words else ""
        if field != "text":
            inner += f' <span class="px-faint">in the {FIELDS[field]}</span>'
        address = links.article_link(article_id, place if field == "text" else None, mark=flag)
        linked[article_id, flag].append(anchor(address, inner, kind="cm-words"))
    return linked


FIELDS = {"text": "text", "raw_text": "text as read", "title": "headline"}


def _answer(article_id: str, flag: str, state: str, reason: object, words: Sequence[str]) -> str:
    if state != "triggered":
        why = f": {escaped(reason)}" if state == "cannot assess" and isinstance(reason, str) else ""
        return f'<span class="px-faint">{glyph(state)} {state}{why}</span>'
    shown = list(words[:MOST_WORDS])
    if isinstance(reason, str):
        address = links.article_link(article_id, mark=flag)
        shown.insert(0, anchor(address, escaped(reason), kind="cm-words"))
    more = len(words) - MOST_WORDS
    if more > 0:
        address = links.article_link(article_id, mark=flag)
        shown.append(anchor(address, f"and {more} more", kind="cm-words"))
    return f'{glyph(state)}<span class="px-sr">triggered</span> {"<br>".join(shown)}'


def quote_cells(tables: Tables) -> list[str]:
    """Per article its quotes and reported statements, in order, with who says them."""
    quotes = statements(tables.quotes)
    listed: dict[str, list[str]] = defaultdict(list)
    at: dict[str, list[int | None]] = defaultdict(list)
    rows = zip(
        quotes["article_id"],
        quotes["speaker"],
        quotes["speaker_kind"],
        quotes["form"],
        quotes["tone"],
        words_of(tables, quotes, at_most=220),
        sentences_of(tables, quotes),
        strict=True,
    )
    for article_id, speaker, kind, form, tone, words, place in rows:
        who = escaped(speaker) if isinstance(speaker, str) else "no speaker stated"
        text = escaped(words) if words else "(texts are not published here)"
        at[article_id].append(place)
        listed[article_id].append(
            f'<li><span class="px-faint"><b>{who}</b> · {KINDS[kind]} · {form} · '
            f"tone {signed(tone)}</span><br>"
            f"{anchor(links.article_link(article_id, place), text, kind='cm-words')}</li>"
        )
    return [_quote_list(one, listed[one], at[one]) for one in _ids(tables)]


KINDS = {"named": "named", "unnamed": "unnamed", "group": "a vague group", "none": "nobody"}


def _ids(tables: Tables) -> list[str]:
    return list(tables.articles["article_id"])


def _quote_list(article_id: str, items: Sequence[str], places: Sequence[int | None]) -> str:
    if not items:
        return '<span class="dt-no">no quotes and no reported statements</span>'
    drawn = f'<ol class="cm-quotes">{"".join(items[:FIRST_QUOTES])}</ol>'
    others = items[FIRST_QUOTES:MOST_QUOTES]
    if others:
        drawn += (
            f"<details><summary>{len(others)} more</summary>"
            f'<ol class="cm-quotes" start="{FIRST_QUOTES + 1}">{"".join(others)}</ol></details>'
        )
    more = len(items) - MOST_QUOTES
    if more > 0:
        next_one = links.article_link(article_id, places[MOST_QUOTES])
        drawn += anchor(next_one, f"and {more} more in the article")
    return drawn


def only_and_shared(tables: Tables) -> tuple[str, list[str]]:
    """What all articles name, and per article the actors that it alone names."""
    everywhere = ", ".join(escaped(actor) for actor in shared(tables, "actors", "actor"))
    alone = only_here(tables, "actors", "actor")
    cells = []
    for article_id in _ids(tables):
        items = [
            anchor(links.article_link(article_id, mark=actor), escaped(actor), kind="px-chip")
            for actor in alone[article_id][:MOST_ACTORS]
        ]
        cells.append(f'<div class="px-chips">{"".join(items)}</div>' if items else _NONE)
    return everywhere, cells
