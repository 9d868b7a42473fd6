"""Parallax: the frame of the app. Start it with `streamlit run dashboard/app.py`."""

import os
import sys
from pathlib import Path

# Streamlit puts this file's folder on the path, not the root, and reloads only modules that are
# under it or on PYTHONPATH: a push that changes `pipelines` alone would go unnoticed.
ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))
_known = os.environ.get("PYTHONPATH", "").split(os.pathsep)
os.environ["PYTHONPATH"] = os.pathsep.join(dict.fromkeys([str(ROOT), *filter(None, _known)]))

import streamlit as st  # noqa: E402

from dashboard import filters, links, markup, notes, palette, tables  # noqa: E402
from pipelines.published import MOST_DETAILED, TooMany  # noqa: E402

st.set_page_config(page_title="Parallax", layout="wide")

PAGES = ROOT / "dashboard" / "app_pages"
TITLES = {
    "overview": "Overview",
    "compare": "Compare",
    "article": "Article",
    "themes": "Themes",
    "voices": "Voices",
    "timeline": "Timeline",
    "sources": "Sources",
    "score_article": "Score article",
    "methods": "Methods",
}

pages = {
    name: st.Page(PAGES / f"{name}.py", title=title, url_path=name, default=name == "overview")
    for name, title in TITLES.items()
    if (PAGES / f"{name}.py").is_file()
}
page = st.navigation(list(pages.values()), position="hidden")
st.html(f"<style>{palette.css_variables()}</style>")
st.html(ROOT / "dashboard" / "style.css")
links.stay_inside()
links.menu({name: TITLES[name] for name in pages}, here=page.url_path or "overview")
tables.tidy()
with st.sidebar:
    tables.choose_corpus()
    if tables.ready():
        filters.sidebar(page.url_path)
if notice := tables.told():
    markup.show(f'<div class="px-banner" role="status">{markup.escaped(notice)}</div>')
if tables.is_sample():
    markup.show(
        '<div class="px-banner"><b>Illustrative sample.</b> <span class="px-wide">Places, people '
        "and outlets are invented; these articles report no real event.</span>"
        '<span class="px-narrow">Invented: it reports no real event.</span></div>'
    )
notes.confirm()
try:
    page.run()
except TooMany:
    st.info(
        "From here on this page reads every sentence of its articles, which it can do for up to "
        f"{MOST_DETAILED} of them. Narrow them down with the filters to see the rest."
    )
