"""What independent articles of an event agree on, and where they contradict each other."""

from typing import NamedTuple

import pandas as pd
import streamlit as st

from dashboard import address, links, markup, moves, pieces, support, tables
from dashboard.downloads import offer
from dashboard.markup import anchor
from dashboard.naming import Name, event_numbers, names
from dashboard.places import in_sentences, sentences_of
from dashboard.tables import words_of
from pipelines.contradictions import contradictions
from pipelines.corroboration import corroboration
from pipelines.independence import discounts
from pipelines.once import copy_ids
from pipelines.plurals import and_copies, counted
from pipelines.schemas import Tables
from pipelines.summaries import only

FACT = ("kind", "value", "unit")
FIRST_FACTS = 15  # drawn at once; the others open
MOST_PAIRS = 30  # of articles that contradict each other, each with two sentences
MOST_EVENTS = 200  # to choose from, the largest
FIRST_MEMBERS = 6  # articles of an event in sight; a longer list opens

ONLY_SUPPORT = (
    "Only support is counted in voices. Elsewhere articles are counted, copies and one outlet "
    "once: texts that share phrases or an unnamed quotation may still leave out other things."
)


def support_section(shown: Tables, corpus: Tables) -> None:
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
    # As plain words, since what a choice spells its options with is kept for every visitor.
    labels = {
        event: f"Event {order.get(event, '–')} · "
        f"{and_copies(int(sizes[event]), int(n_copies.get(event, 0)))} · "
        f"{called[event].text[:70] if event in called else 'made by hand'}"
        for event in several
    }
    address.restore("support", address.one_of(several, several[0]))
    st.selectbox(
        "Event",
        several,
        format_func=labels.__getitem__,
        key="support",
        on_change=address.save,
        args=("support",),
        kwargs={"default": several[0]},
    )
    markup.place("facts")
    event = st.session_state["support"]
    found = pieces.kept(lambda: support_of(shown, corpus, event), event)
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
        with st.expander(f"{label}: {found.n_together}"):
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


def support_of(shown: Tables, corpus: Tables, event: str) -> Support:
    """Everything that the page shows of the support within an event of the articles shown."""
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
    listed = f'<ul class="px-points">{"".join(items)}</ul>'
    if len(items) <= FIRST_MEMBERS or moved:
        return listed
    return markup.folded(f"The {counted(len(items), 'article')} of this event", listed)


def whole_sentences(part: Tables, rows: pd.DataFrame) -> pd.DataFrame:
    """The same rows, widened to their sentences."""
    places = pd.Series(sentences_of(part, rows), index=rows.index)
    return in_sentences(part, rows.assign(sentence_index=places))
