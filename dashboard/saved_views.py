"""Views with a name: in a file of one's own computer, else in the session and a download."""

import os
from urllib.parse import parse_qsl

import streamlit as st

from dashboard import links, markup, tables
from pipelines import views
from pipelines.views import View

_SESSION = "saved_views"
_LOADED = "saved_views_loaded"  # the upload that was read last, which a rerun brings again


def _on_disk() -> bool:
    return os.environ.get("PARALLAX_LOCAL") == "1"


def saved() -> tuple[View, ...]:
    """The views that this visitor has saved, oldest first."""
    if _on_disk() and _SESSION not in st.session_state:
        try:
            return views.read(tables.folder())
        except (OSError, ValueError) as problem:
            st.caption(f"{views.path_of(tables.folder()).name} could not be read: {problem}.")
    return st.session_state.get(_SESSION, ())


def _keep(kept: tuple[View, ...]) -> None:
    if _on_disk():
        try:
            views.write(tables.folder(), kept)
            st.session_state.pop(_SESSION, None)
            return
        except OSError:  # read-only: the session has them, and the download
            pass
    st.session_state[_SESSION] = kept


def offer(page: str) -> None:
    """Draw what gives the present view a name, and what copies it or brings views back."""
    with st.popover("Save or share this view"):
        _link_to_this()
        with st.form("save-view", border=False, clear_on_submit=True):
            name = st.text_input("Name of this view", max_chars=views.MOST_CHARS)
            if st.form_submit_button("Save view"):
                _save(page, name)
        if not _on_disk():
            st.caption("Saved views last as long as this tab; a file brings them back later.")
        if kept := saved():
            st.download_button(
                "Download saved views",
                lambda: views.to_json(kept).encode("utf-8", "replace"),
                file_name="parallax-views.json", mime="application/json", on_click="ignore",
            )  # fmt: skip
        _load()


def _save(page: str, name: str) -> None:
    query = links.here(page).partition("?")[2]
    try:
        _keep(views.with_view(saved(), View(name.strip(), page, query)))
    except ValueError as problem:
        st.warning(f"The view was not saved: {problem}.")
        return
    st.toast(f"View saved: {len(saved())} in the sidebar.")


def _link_to_this() -> None:
    """The address of the view, to copy; it restores page, filters and articles anywhere."""
    st.markdown("This link opens the page with its filters and articles again:")
    page = (st.context.url or "").partition("?")[0]
    query = links.here("").partition("?")[2]
    st.code(page + (f"?{query}" if query else ""), language=None, wrap_lines=True)
    if tables.corpus() != "stored":
        st.markdown("It opens the stored articles: your own ones stay in this visit.")


def _load() -> None:
    """Add the views of a file that was downloaded before."""
    file = st.file_uploader("Load saved views", type="json", max_upload_size=1)
    if file is None or st.session_state.get(_LOADED) == file.file_id:
        return
    st.session_state[_LOADED] = file.file_id
    try:
        loaded = views.from_json(file.getvalue())
    except ValueError as problem:
        st.warning(f"{file.name}: {problem}.")
        return
    kept = saved()
    for view in loaded:
        kept = views.with_view(kept, view)
    _keep(kept)


def listed() -> None:
    """Draw the saved views, folded, each a link and a button that deletes it."""
    kept = saved()
    if not kept:
        return
    with st.expander(f"Saved views ({len(kept)})"):
        for place, view in enumerate(kept):
            left, right = st.columns([4, 1], vertical_alignment="center")
            with left:
                link = markup.anchor(_address(view), markup.escaped(view.name))
                markup.show(f'<p class="px-text">{link}</p>')
            with right:
                if st.button("✕", key=f"view-delete-{place}", type="tertiary", help="Delete"):
                    _keep(tuple(one for one in kept if one != view))
                    st.rerun()


def _address(view: View) -> str:
    """The address inside the app, written anew: what a file says is only parameters."""
    return links.address_of(view.page, parse_qsl(view.query))
