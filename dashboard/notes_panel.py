"""What an analyst says about the article at hand: grades, a note, second opinions, its event."""

from collections.abc import Sequence

import streamlit as st

from dashboard import notes, pieces, tables
from dashboard.article_html import Answer
from dashboard.entries import entries_list
from dashboard.naming import names
from dashboard.vocabulary import flag_label
from pipelines import analyst
from pipelines.analyst import INFORMATION_GRADES, OVERRIDES, SOURCE_GRADES, Entry, Said
from pipelines.plurals import counted
from pipelines.schemas import Tables

MOST_EVENTS = 200  # the largest ones are offered; a longer list is slow to send and to read
_NO_OPINION = "none"


def notes_panel(corpus: Tables, article_id: str, answers: Sequence[Answer]) -> None:
    """Draw the analyst's side of an article; nothing of it changes what was measured."""
    said = notes.said()
    st.subheader("Your assessment", anchor=False)
    where = (
        "kept beside the tables, where a rebuild does not touch it"
        if notes.on_disk(article_id)
        else "kept in this tab and nowhere else: download it before you close it"
    )
    st.caption(f"Yours alone and shown beside the machine's results, never mixed in; {where}.")
    _tell(said)
    mine = [entry for entry in said.entries if entry.article_id == article_id]
    left, right = st.columns(2, gap="large")
    with left:
        _assessment(mine, article_id)
    with right:
        _opinion(mine, article_id, answers)
        _event(corpus, mine, article_id)
    if st.button("Undo the last entry", disabled=not mine, key=f"undo-{article_id}"):
        notes.remove(mine[-1])
        st.rerun()
    if said.entries:
        n = len(said.entries)
        with st.expander(f"All that you said: {n:,} entr{'y' if n == 1 else 'ies'}"):
            entries_list(corpus, key="all")


def _tell(said: Said) -> None:
    trouble = notes.trouble()
    if trouble:
        st.warning(trouble)
    if said.set_aside:
        with st.expander(f"{counted(len(said.set_aside), 'line')} of the notes could not be read"):
            for bad in said.set_aside:
                st.text(f"{bad.path}, line {bad.line}: {bad.message}")


def _assessment(mine: Sequence[Entry], article_id: str) -> None:
    """Admiralty grades and a note."""
    judged = analyst.judgements(mine)
    source, information = analyst.UNGRADED
    before = ""
    if article_id in judged.index:
        row = judged.loc[article_id]
        source, information = row["source_grade"], row["information_grade"]
        before = row["note"] if isinstance(row["note"], str) else ""
    with st.form(f"assessment-{article_id}-{len(mine)}", border=False):
        grades, truths = list(SOURCE_GRADES), list(INFORMATION_GRADES)
        new_source = st.selectbox(
            "Source", grades, index=grades.index(source),
            format_func=lambda grade: f"{grade} · {SOURCE_GRADES[grade]}",
            help="Admiralty grade of the source, A to F.",
        )  # fmt: skip
        new_information = st.selectbox(
            "Information", truths, index=truths.index(information),
            format_func=lambda grade: f"{grade} · {INFORMATION_GRADES[grade]}",
            help="Admiralty grade of what it says, 1 to 6.",
        )  # fmt: skip
        note = st.text_area("Note", before, max_chars=analyst.MOST_CHARS, height=120)
        if st.form_submit_button("Save"):
            changed = Entry(
                article_id,
                source_grade=new_source if new_source != source else None,
                information_grade=new_information if new_information != information else None,
                note=note if note != before else None,
            )
            _say(changed, is_new=changed != Entry(article_id))


def _opinion(mine: Sequence[Entry], article_id: str, answers: Sequence[Answer]) -> None:
    """A second opinion on one flag; the flags that fired come first."""
    if not answers:
        return
    overrides = analyst.flag_overrides(mine)
    states = {answer.flag.name: answer.state for answer in answers}
    order = sorted(states, key=lambda flag: states[flag] != "triggered")
    with st.form(f"opinion-{article_id}-{len(mine)}", border=False):
        flag = st.selectbox(
            "Flag", order, format_func=lambda one: f"{flag_label(one)} ({states[one]})"
        )
        opinion = st.radio(
            "Your opinion on it", [*OVERRIDES, _NO_OPINION],
            format_func=lambda one: (
                f"{one}: {OVERRIDES[one]}" if one in OVERRIDES else "no opinion (any more)"
            ),
        )  # fmt: skip
        if st.form_submit_button("Record"):
            new = "" if opinion == _NO_OPINION else opinion
            is_new = overrides.get((article_id, flag), "") != new
            _say(Entry(article_id, flag=flag, override=new), is_new=is_new)


def _event(corpus: Tables, mine: Sequence[Entry], article_id: str) -> None:
    """Moves the article into another event, or back to where it was found."""
    events = tables.as_found().events
    found = events.loc[events["article_id"] == article_id, "event_id"]
    if found.empty:
        return
    here = str(found.iloc[0])
    largest = pieces.kept(lambda: list(events["event_id"].value_counts().index[:MOST_EVENTS]))
    now = analyst.event_overrides(mine).get(article_id, analyst.TAKEN_BACK)
    own = [article_id] if here != article_id else []
    others = dict.fromkeys([*largest, *own])
    others.pop(here, None)
    choices = [analyst.TAKEN_BACK, *others]
    if now not in choices:
        choices.append(now)
    called = names(corpus, tables.known(corpus, choices))

    def label(event_id: str) -> str:
        if event_id == analyst.TAKEN_BACK:
            return "where it was found"
        if event_id == article_id:
            return "an event of its own"
        return f"with {called[event_id].plain()}" if event_id in called else event_id

    with st.form(f"event-{article_id}-{len(mine)}", border=False):
        chosen = st.selectbox("Event", choices, index=choices.index(now), format_func=label)
        if st.form_submit_button("Move"):
            _say(Entry(article_id, event_id=chosen), is_new=chosen != now)


def _say(entry: Entry, *, is_new: bool) -> None:
    """Keep what a form says and draw the page again, which confirms it."""
    if is_new:
        notes.record(entry)
    else:
        notes.nothing_new()
    st.rerun()
