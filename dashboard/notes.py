"""The one door to what the analyst says: in a file of her own computer, else in her session.

The file is written only by an app that `parallax dashboard` started, and only about stored
articles: what a visitor says about her own uploads stays in her session, as they do.
"""

import os
from collections.abc import Iterable

import streamlit as st

from dashboard import tables
from pipelines import analyst
from pipelines.analyst import Entry, Said

_SESSION = "analyst_entries"
_TROUBLE = "analyst_trouble"


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
        of_file = analyst.read(tables.folder())
    except OSError as error:
        st.session_state[_TROUBLE] = f"The notes could not be read: {error.strerror}."
        return Said(of_session)
    return Said((*of_file.entries, *of_session), of_file.set_aside)


def record(entry: Entry) -> None:
    """Keep what was said; where the file cannot be written it stays in the session, and says so."""
    st.session_state.pop(_TROUBLE, None)
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


def undo(article_id: str) -> None:
    """Take back the last thing said about the article."""
    own = list(st.session_state.get(_SESSION, ()))
    for place in range(len(own) - 1, -1, -1):
        if own[place].article_id == article_id:
            del own[place]
            st.session_state[_SESSION] = own
            return
    if on_disk(article_id):
        try:
            analyst.undo(tables.folder(), article_id)
        except OSError as error:
            st.session_state[_TROUBLE] = f"The notes could not be written: {error.strerror}."


def forget(article_ids: Iterable[str]) -> None:
    """Drop what this session says about articles that the visitor has deleted."""
    gone = set(article_ids)
    own = st.session_state.get(_SESSION, ())
    st.session_state[_SESSION] = [entry for entry in own if entry.article_id not in gone]


def trouble() -> str | None:
    """What kept the file from being read or written, until the next thing is said."""
    return st.session_state.get(_TROUBLE)
