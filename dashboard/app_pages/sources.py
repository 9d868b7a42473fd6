"""Which outlets, copies and templates?"""

from typing import NamedTuple

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
    support,
    tables,
)
from dashboard.downloads import offer
from dashboard.entries import entries_list
from dashboard.markup import anchor, escaped
from dashboard.naming import Name, event_numbers, names
from dashboard.outlets import flags_section, outlets_section
from dashboard.places import in_sentences, sentences_of
from dashboard.tables import text_of, words_of
from dashboard.text_diff import text_diff
from pipelines.contradictions import contradictions
from pipelines.corroboration import corroboration
from pipelines.independence import discounts
from pipelines.once import copy_ids
from pipelines.plurals import and_copies, counted, noun
from pipelines.reference import rate_said
from pipelines.schemas import Tables
from pipelines.summaries import only
from pipelines.summaries_events import copies, phrase_counts, phrase_radar
from pipelines.summaries_glance import copied, event_sizes, key_figures

MOST_GROUPS = 40
MOST_PHRASES = 40
MOST_PLACES = 8  # of a phrase drawn, each with its sentence
FACT = ("kind", "value", "unit")
FIRST_FACTS = 15  # drawn at once; the others open
MOST_PAIRS = 30  # of articles that contradict each other, each with two sentences
MOST_EVENTS = 200  # to choose from, the largest

ONLY_SUPPORT = (
    "Only support is counted in voices. Elsewhere articles are counted, copies and one outlet "
    "once: texts that share phrases or an unnamed quotation may still leave out other things."
)

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
                escaped(where if isinstance(where, str) else filters.NOT_STATED),
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


def whole_sentences(part: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    """The same rows, widened to their sentences."""
    places = pd.Series(sentences_of(part, rows), index=rows.index)
    return in_sentences(part, rows.assign(sentence_index=places))


def support_section() -> None:
    """One event fact by fact: support, contradiction, and what makes articles one voice."""
    st.header("What independent articles agree on", anchor=False)
    sizes = shown.events["event_id"].value_counts()
    several = [str(event) for event in sizes[sizes > 1].index][:MOST_EVENTS]
    if not several:
        st.markdown(
            "No two of these articles report the same event, so none supports or contradicts "
            "another. You can move an article to another event on its own page."
        )
        return
    called = names(corpus, tables.known(corpus, several))
    order = event_numbers(corpus)
    copy_of = copy_ids(shown)
    n_copies = shown.events.loc[shown.events["article_id"].isin(copy_of), "event_id"].value_counts()
    address.restore("support", address.one_of(several, several[0]))
    st.selectbox(
        "Event",
        several,
        format_func=lambda event: (
            f"Event {order.get(event, '–')} · "
            f"{and_copies(int(sizes[event]), int(n_copies.get(event, 0)))} · "
            f"{called[event].text[:70] if event in called else 'made by hand'}"
        ),
        key="support",
        on_change=address.save,
        args=("support",),
        kwargs={"default": several[0]},
    )
    markup.place("facts")
    event = st.session_state["support"]
    found = pieces.kept(lambda: support_of(event), event)
    markup.show(found.members)
    if found.voices:
        markup.show(found.voices)
    if found.against:
        markup.show(found.against)
    if found.positions:
        markup.show(found.positions)
    if found.agreed:
        markup.show('<p class="px-text"><b>Stated by more than one voice</b></p>')
        markup.show(found.agreed)
        if found.n_more > 0:
            with st.expander(f"{counted(found.n_more, 'more fact')} that several voices state"):
                markup.show(found.more_agreed)
    else:
        st.markdown("No fact is stated by more than one voice.")
    if found.n_together:
        label = "Stated by several articles that count as one voice"
        with st.expander(f"{label}: {found.n_together}", expanded=not found.agreed):
            markup.show(found.together)
    if found.n_alone:
        with st.expander(f"Stated by one voice alone: {found.n_alone}"):
            markup.show(found.alone)
    with st.container(horizontal=True):
        offer("corroboration", found.facts)
        offer("contradictions", found.pairs)
        offer("independence", found.tied)


class Support(NamedTuple):
    """The support within one event: its tables, and HTML of each part, "" where there is none."""

    facts: pd.DataFrame
    pairs: pd.DataFrame
    tied: pd.DataFrame
    members: str
    voices: str
    against: str
    positions: str
    agreed: str
    more_agreed: str
    n_more: int
    together: str
    n_together: int
    alone: str
    n_alone: int


def support_of(event: str) -> Support:
    """Everything that the page shows of the support within an event."""
    members = list(shown.events.loc[shown.events["event_id"] == event, "article_id"])
    part = only(shown, members)
    named = names(corpus, members)
    facts = corroboration(part)
    tied = discounts(part)
    key = [facts[name].fillna("") for name in FACT]
    against = facts[facts["conflict"].notna().groupby(key).transform("any")]
    pairs = contradictions(part)
    agreed = facts[(facts["n_independent"] > 1) & ~facts.index.isin(against.index)]
    number = agreed.groupby([agreed[name].fillna("") for name in FACT], sort=False).ngroup()
    rest = facts[(facts["n_independent"] == 1) & ~facts.index.isin(against.index)]
    together, alone = rest[rest["n_articles"] > 1], rest[rest["alone"] & (rest["n_articles"] == 1)]
    n_more = int(number.max()) + 1 - FIRST_FACTS if len(agreed) else 0

    def table_of(rows: pd.DataFrame) -> str:
        return support.facts_table(rows, part, named) if len(rows) else ""

    return Support(
        facts,
        pairs,
        tied,
        members_line(part, named, event_numbers(corpus)),
        voices_line(part, named, facts, tied),
        contradicted(part, named, pairs, table_of(against)),
        positions_to_compare(part, named, facts),
        table_of(agreed[number < FIRST_FACTS]),
        table_of(agreed[number >= FIRST_FACTS]),
        n_more,
        table_of(together),
        len(together.groupby([together[name].fillna("") for name in FACT])),
        table_of(alone),
        len(alone),
    )


def voices_line(
    part: Tables, named: dict[str, Name], facts: pd.DataFrame, tied: pd.DataFrame
) -> str:
    """How many voices the articles of the event count as, and why, as HTML."""
    n_voices = int(facts["of_voices"].iloc[0]) if len(facts) else 0
    articles, voices = counted(len(part.articles), "article"), counted(n_voices, "voice")
    if len(tied):
        n_copies = len(copy_ids(part))
        among = f" ({counted(n_copies, 'copy', 'copies')} among them)" if n_copies else ""
        return (
            f'<p class="px-text"><b>{articles} count as {voices}</b>{among}, because:</p>'
            + support.discount_list(tied, part, named)
            + f'<p class="px-faint">{ONLY_SUPPORT}</p>'
        )
    if not len(facts):
        return ""
    shares = weak_ties(part)
    tie = f"they {shares}" if shares else "nothing ties them together"
    return f'<p class="px-text">{articles}, {voices}: {tie}.</p>'


def contradicted(part: Tables, named: dict[str, Name], pairs: pd.DataFrame, table: str) -> str:
    """The pairs that contradict each other with both sentences, then the facts, as HTML."""
    if pairs.empty:
        return ""
    more = f", the first {MOST_PAIRS} below" if len(pairs) > MOST_PAIRS else ""
    return (
        f'<p class="px-text"><b>▲ Contradicted: {counted(len(pairs), "pair")} of this event{more}'
        '</b> <span class="px-faint">Read both sentences: the same thing, told otherwise, or two '
        "things told alike?</span></p>"
        + support.contradictions_list(pairs.head(MOST_PAIRS), part, named)
        + table
    )


def positions_to_compare(part: Tables, named: dict[str, Name], facts: pd.DataFrame) -> str:
    """Positions with opposite verbs, each in its sentence, as HTML."""
    compared = facts[facts["compare"].notna()].reset_index(drop=True)
    if compared.empty:
        return ""
    read = words_of(part, whole_sentences(part, compared))
    return (
        '<p class="px-text"><b>Positions to compare: read both sentences</b> <span '
        'class="px-faint">Opposite verbs on one theme need not contradict: who refuses to '
        "lose land wants it back.</span></p>" + support.positions_list(compared, read, part, named)
    )


def weak_ties(part: Tables) -> str:
    """What articles share that is too little to make them one voice, in words; "" for nothing."""
    by_phrase = part.phrases.drop_duplicates(["article_id", "phrase"])["phrase"].value_counts()
    n = int((by_phrase > 1).sum())
    if not n:
        return ""
    some = "one stock phrase" if n == 1 else f"{n} stock phrases, no pair more than one"
    return f"share {some}, too little to count as one voice"


def members_line(part: Tables, named: dict[str, Name], order: dict[str, int]) -> str:
    """The articles of the event; of moved ones where the machine had put them."""
    found = tables.as_found().events
    machine = dict(zip(found["article_id"], found["event_id"], strict=True))
    moved = moves.moves()
    items = []
    for one in part.articles["article_id"]:
        said = anchor(links.article_link(one), named[one].listed())
        if one in moved:
            before = order.get(machine.get(one, ""))
            where = f"in event {before}" if before else "in one that is empty now"
            said += f' <span class="px-chip">moved here by you; the machine had it {where}</span>'
        items.append(f"<li>{said}</li>")
    return f'<ul class="px-points">{"".join(items)}</ul>'


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
support_section()
outlets_section(shown)
flags_section()
if notes.said().entries:
    st.header("What you said of these articles", anchor=False)
    entries_list(corpus, key="sources")
downloads.tables(shown, "articles", "flags", "pairs", "phrases", "events")
