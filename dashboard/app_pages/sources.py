"""Which outlets, copies and templates?"""

import pandas as pd
import streamlit as st

from dashboard import (
    address,
    downloads,
    filters,
    links,
    markup,
    moves,
    notes,
    pieces,
)
from dashboard.downloads import offer
from dashboard.entries import entries_list
from dashboard.event_support import support_section
from dashboard.markup import anchor, escaped
from dashboard.naming import Name, names
from dashboard.outlets import flags_section, outlets_section
from dashboard.places import in_sentences
from dashboard.selection import NOT_STATED
from dashboard.tables import text_of, words_of
from dashboard.text_diff import text_diff
from pipelines.plurals import counted, noun
from pipelines.reference import rate_said
from pipelines.summaries import only
from pipelines.summaries_events import copies, phrase_counts, phrase_radar
from pipelines.summaries_glance import copied, event_sizes, key_figures

MOST_GROUPS = 40
MOST_PHRASES = 40
MOST_PLACES = 8  # of a phrase drawn, each with its sentence

corpus = moves.chosen()


def side_by_side(pair: str) -> None:
    """The texts of the two articles that the address names."""
    here = set(corpus.articles["article_id"])
    asked = [one for one in pair.split(",") if one in here][:2]
    if len(asked) < 2:
        st.info("The address names two articles that are not in this corpus.")
        return
    named = names(corpus, asked)
    texts = [text_of(corpus, one) for one in asked]
    st.header("Two texts side by side", anchor=False)
    between = shown.pairs[
        (shown.pairs["kind"] == "near_duplicate")
        & shown.pairs["article_id"].isin(asked)
        & shown.pairs["other_id"].isin(asked)
    ]
    back = anchor(links.here("sources", pair=None), "close", kind="px-clear")
    told = ""
    if len(between):
        row = between.iloc[0]
        told = (
            f"{100 * row['containment']:.0f} % of the word runs of the shorter one are in the "
            f"other. Likely origin: {origin_of(row, named)}. "
        )
    markup.show(f'<p class="px-text">{told}{back}</p>')
    if texts[0] is None or texts[1] is None:
        st.info("These tables were published without texts, so there is nothing to hold together.")
        return
    one, other = ((i, named[i], t) for i, t in zip(asked, texts, strict=True))
    markup.show(text_diff(one, other))


def origin_of(row: pd.Series, named: dict[str, Name]) -> str:
    """The origin of a pair and what decided, as HTML."""
    note = escaped(row["note"] if isinstance(row["note"], str) else "")
    if row["origin_id"] not in named:
        return f"nobody, {note}"
    return f"article {named[row['origin_id']].number} ({note})"


def copies_section(found: pd.DataFrame) -> None:
    """Origins and copies, one row per article."""
    markup.place("copies")
    st.header("Origins and copies", anchor=False)
    if found.empty:
        st.markdown("No article here is a copy of another.")
        return
    markup.show(
        '<p class="px-faint">“Contained”: share of the shorter text\'s runs of eight words that '
        "the other has too. A copy adds no support: its group is one voice.</p>"
    )
    markup.show(pieces.kept(copies_table))
    n_groups = found["group"].nunique()
    if n_groups > MOST_GROUPS:
        st.caption(f"The {MOST_GROUPS} largest groups of {n_groups}; the download has all.")
    offer("origins-and-copies", found)


def copies_table() -> str:
    """Every article of the largest groups, with why the origin is the origin, as HTML."""
    found = filters.listed(copies)
    groups = list(dict.fromkeys(found["group"]))[:MOST_GROUPS]
    drawn = found[found["group"].isin(groups)]
    named = names(corpus, drawn["article_id"])
    outlet = dict(zip(shown.articles["article_id"], shown.articles["outlet"], strict=True))
    rows = []
    for row in drawn.to_dict("records"):
        one, origin = row["article_id"], row["group"]
        where = outlet.get(one)
        rows.append(
            (
                "<b>origin</b>" if row["is_origin"] else "copy",
                anchor(links.article_link(one), named[one].listed()),
                escaped(where if isinstance(where, str) else NOT_STATED),
                "" if row["is_origin"] else f"{100 * row['containment']:.0f} %",
                "" if row["is_origin"] else escaped(row["note"]),
                ""
                if row["is_origin"]
                else anchor(links.link("sources", pair=f"{origin},{one}"), "see both texts"),
            )
        )
    head = ("", "Article", "Outlet", "Contained", "Why the origin is the origin", "")
    return markup.table(head, rows, numbers=(3,))


def phrases_section() -> None:
    """Shared stock phrases, the strongest first, each in its sentence."""
    st.header("Stock phrases and openings that several share", anchor=False)
    counts = filters.listed(phrase_counts)
    if counts.empty:
        st.markdown("No stock phrase is shared by several of these articles.")
        return
    markup.show(
        '<p class="px-faint">Wording that independent outlets share and that is rare in the '
        "reference articles: a sign of a template or a common hand. It supports no fact. "
        "“…” stands for any words.</p>"
    )
    markup.show(pieces.kept(phrases_table))
    n_phrases = len(counts)
    if n_phrases > MOST_PHRASES:
        st.caption(f"The {MOST_PHRASES} strongest of {n_phrases}; the download has all.")
    offer("stock-phrases", shown.phrases)


def phrases_table() -> str:
    """The strongest phrases with their n and their sentences, as HTML."""
    counts = filters.listed(phrase_counts)
    kept = list(counts["phrase"].head(MOST_PHRASES))
    few = shown.phrases[shown.phrases["phrase"].isin(kept)]
    few = few[few.groupby("phrase").cumcount() < MOST_PLACES]
    part = only(shown, few["article_id"].unique())  # not every sentence of a large corpus
    radar = phrase_radar(part)
    radar = radar[radar["phrase"].isin(kept)]
    about = {row["phrase"]: row for row in counts.to_dict("records")}
    drawn = radar[radar.groupby("phrase").cumcount() < MOST_PLACES].reset_index(drop=True)
    named = names(corpus, dict.fromkeys(drawn["article_id"]))
    words = words_of(part, in_sentences(part, drawn))
    rows = []
    for phrase, places in drawn.groupby("phrase", sort=False):
        row = about[str(phrase)]
        sentences = "".join(
            f"<li>{anchor(links.article_link(one, place), str(named[one].number))} "
            f"{escaped(words[at] or '')}</li>"
            for at, one, place in zip(
                places.index, places["article_id"], places["sentence_index"], strict=True
            )
        )
        rows.append(
            (
                f"<b>{escaped(phrase)}</b>",
                f"{row['n_articles']:,} of {row['of_articles']:,}",
                rate_said(row["background_rate"]),
                f"<details><summary>{counted(len(places), 'sentence')}</summary>"
                f"<ul>{sentences}</ul></details>",
            )
        )
    head = ("Phrase", "Articles here", "Of reference articles", "Where")
    return markup.table(head, rows, numbers=(1, 2))


def first_answer() -> str:
    """The question of the page answered in figures."""
    n_articles = len(shown.articles)
    found = filters.view(key_figures)
    n_copies = len(filters.listed(copied))
    n_events = len(filters.view(event_sizes))
    n_phrases = len(filters.listed(phrase_counts))
    n_pairs = int((shown.pairs["kind"] == "slot_conflict").sum())
    figures = (
        (f"{found.n_outlets:,}", f"named outlet{'' if found.n_outlets == 1 else 's'}"),
        (
            f"{n_copies:,}",
            f"of {n_articles:,} articles {'is a copy' if n_copies == 1 else 'are copies'}",
        ),
        (f"{n_phrases:,}", f"stock phrase{'' if n_phrases == 1 else 's'} shared"),
        (
            f"{n_events:,}",
            f"{noun(n_events, 'event')}{', some as you group them' if moves.token() else ''}",
        ),
        (
            f"{n_pairs:,}",
            f"pair{'' if n_pairs == 1 else 's'} of articles that contradict each other",
        ),
    )
    return (
        '<div class="px-figures">'
        + "".join(f"<div><b>{number}</b><span>{label}</span></div>" for number, label in figures)
        + "</div>"
    )


markup.heading(
    "Which outlets, copies and templates?",
    "What looks like many sources may be few: copies, shared templates and one publisher count "
    "once.",
    "First who copies whom, then wording that several share, then what independent articles agree "
    "on. Flags describe reporting practice; similar wording is not corroboration.",
)
shown = filters.shown("sources")
group_rows = filters.listed(copies)
markup.show(pieces.kept(first_answer))
asked_pair = address.value("pair")
if asked_pair:
    markup.place("pair")
    side_by_side(asked_pair)
copies_section(group_rows)
phrases_section()
support_section(shown, corpus)
outlets_section(shown)
flags_section()
if notes.said().entries:
    st.header("What you said of these articles", anchor=False)
    entries_list(corpus, key="sources")
downloads.tables(shown, "articles", "flags", "pairs", "phrases", "events")
