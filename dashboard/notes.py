"""The one door to what the analyst says: in a file of her own computer, else in her session.

The file is written only by an app that `parallax dashboard` started, and only about stored
articles: what a visitor says about her own uploads stays in her session, as they do.
"""

import os
from collections.abc import Iterable
from functools import lru_cache

import streamlit as st

from dashboard import tables
from dashboard.vocabulary import flag_label
from pipelines import analyst
from pipelines.analyst import Entry, Said

_SESSION = "analyst_entries"
_TROUBLE = "analyst_trouble"
_DONE = "analyst_done"


def on_disk(article_id: str) -> bool:
    """Whether what is said about the article goes into the file beside the stored tables."""
    if os.environ.get("PARALLAX_LOCAL") != "1" or tables.problem() is not None:
        return False
    return bool(tables.known(tables.stored(), [article_id]))


def said() -> Said:
    """Everything said, oldest first: the file's entries, then those of this session."""
    of_session = tuple(st.session_state.get(_SESSION, ()))
    if os.environ.get("PARALLAX_LOCAL") != "1":
        return Said(of_session)
    try:
        of_file = _of_file()
    except OSError as error:
        st.session_state[_TROUBLE] = f"The notes could not be read: {error.strerror}."
        return Said(of_session)
    return Said((*of_file.entries, *of_session), of_file.set_aside)


def _of_file() -> Said:
    """What the file says, read again once it has changed: a page asks for it many times."""
    try:
        found = analyst.path_of(tables.folder()).stat()
    except FileNotFoundError:
        return Said()
    return _read(str(tables.folder()), found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=2)
def _read(folder: str, changed: int, size: int) -> Said:
    return analyst.read(folder)


def noted() -> frozenset[str]:
    """The articles of which something is said, to be marked wherever they are listed."""
    entries = said().entries
    if not entries:
        return frozenset()
    held = analyst.judgements(entries)
    is_said = held["note"].notna() | held["event_id"].notna()
    for name, nobody in zip(("source_grade", "information_grade"), analyst.UNGRADED, strict=True):
        is_said |= held[name].fillna(nobody) != nobody
    judged = held.index[is_said]
    return frozenset(judged) | {article_id for article_id, _ in analyst.flag_overrides(entries)}


def record(entry: Entry) -> None:
    """Keep what was said; where the file cannot be written it stays in the session, and says so."""
    st.session_state.pop(_TROUBLE, None)
    st.session_state[_DONE] = f"Saved: {in_words(entry)}."
    if on_disk(entry.article_id):
        try:
            analyst.record(tables.folder(), entry)
            return
        except OSError as error:
            st.session_state[_TROUBLE] = (
                f"{analyst.path_of(tables.folder()).name} could not be written "
                f"({error.strerror}): what you said is kept for this tab only. Download it below."
            )
    st.session_state[_SESSION] = [*st.session_state.get(_SESSION, ()), entry]


def remove(entry: Entry) -> None:
    """Take back what was said; of several equal entries the last."""
    own = list(st.session_state.get(_SESSION, ()))
    if entry in own:
        del own[len(own) - 1 - own[::-1].index(entry)]
        st.session_state[_SESSION] = own
    else:
        try:
            analyst.remove(tables.folder(), entry)
        except OSError as error:
            st.session_state[_TROUBLE] = f"The notes could not be written: {error.strerror}."
            return
    st.session_state[_DONE] = f"Taken back: {in_words(entry)}."


def nothing_new() -> None:
    """Say that nothing was said, for a form that was sent as it stood."""
    st.session_state[_DONE] = "Nothing to save: this is what you said before."


def in_words(entry: Entry) -> str:
    """What an entry says, without its article."""
    said_ = []
    if entry.source_grade or entry.information_grade:
        said_.append(f"grade {entry.source_grade or '·'}{entry.information_grade or '·'}")
    if entry.note is not None:
        said_.append("a note" if entry.note else "the note deleted")
    if entry.flag is not None:
        said_.append(f"{flag_label(entry.flag)}: {entry.override or 'no opinion any more'}")
    if entry.event_id is not None:
        said_.append("moved to another event" if entry.event_id else "back where it was found")
    return ", ".join(said_)


def confirm() -> None:
    """Tell once, on the page drawn next, what has just been saved or taken back."""
    done = st.session_state.pop(_DONE, None)
    if done and not st.session_state.get(_TROUBLE):
        st.toast(done)


def forget(article_ids: Iterable[str]) -> None:
    """Drop what this session says about articles that the visitor has deleted."""
    gone = set(article_ids)
    own = st.session_state.get(_SESSION, ())
    st.session_state[_SESSION] = [entry for entry in own if entry.article_id not in gone]


def trouble() -> str | None:
    """What kept the file from being read or written, until the next thing is said."""
    return st.session_state.get(_TROUBLE)
