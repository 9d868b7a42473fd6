"""Downloads: tables as CSV that is safe in a spreadsheet or as Parquet, all of them, the brief."""

import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

import pandas as pd
import streamlit as st

from dashboard import filters, moves, notes
from dashboard import tables as corpus_of
from pipelines import analyst
from pipelines.analyst import Entry
from pipelines.brief import SAMPLE_NOTICE, brief
from pipelines.plurals import counted
from pipelines.published import MOST_DETAILED, TooMany, n_rows
from pipelines.schemas import TABLES, Tables

# Signs that begin a formula, those of full width too; spreadsheets pass over spaces before them.
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_PASSED_OVER = ("\t", "\r", "\n")


def guarded(frame: pd.DataFrame) -> pd.DataFrame:
    """The table with an apostrophe before every text that a spreadsheet would run as a formula."""
    safe = frame.copy()
    for column in safe.columns:
        values = safe[column]
        if isinstance(values.dtype, pd.CategoricalDtype):  # as large corpora hold them
            values = values.astype(values.cat.categories.dtype)
        if pd.api.types.is_string_dtype(values) or values.dtype == object:
            text = values.astype("str")
            begins = text.str.lstrip().str.startswith(_FORMULA) | text.str.startswith(_PASSED_OVER)
            safe[column] = values.where(~(values.notna() & begins), "'" + text)
    return safe


def csv(frame: pd.DataFrame) -> bytes:
    """The table as CSV in UTF-8 with a byte order mark, which spreadsheets need to see accents."""
    return guarded(frame).to_csv(index=False).encode("utf-8-sig")


def parquet(frame: pd.DataFrame) -> bytes:
    """The table as Parquet, unchanged."""
    buffer = io.BytesIO()
    frame.to_parquet(buffer, index=False)
    return buffer.getvalue()


def tables(shown: Tables, *names: str, part: bool = False) -> None:
    """One quiet control: these tables as filtered, everything, and the brief, built on a click.

    `part`: the articles shown are some of those that the filters leave.
    """
    found = moves.taken_back(shown)
    with st.popover("Download"):
        for name in names:
            try:
                n = n_rows(shown, table=name) if part else filters.listed(n_rows, table=name)
            except TooMany:  # of a large corpus it does not fit in memory
                st.caption(f"{name}: with filters, for up to {MOST_DETAILED} articles")
                continue
            _table(name, n, lambda name=name: getattr(found, name))
        said = notes.said().entries
        if said:
            st.caption("What you said of these articles, apart from what was measured")
            for name, frame in said_of(shown, said).items():
                _table(name, len(frame), lambda frame=frame: frame)
        st.divider()
        whole(shown, key="menu")


def said_of(shown: Tables, said: Sequence[Entry]) -> dict[str, pd.DataFrame]:
    """What the analyst says of the articles shown: what holds of each article, and of each flag."""
    ids = shown.articles["article_id"].tolist()
    return {
        "analyst_articles": analyst.by_article(said, ids),
        "analyst_flags": analyst.by_flag(said, ids),
    }


def _table(name: str, n: int, read: Callable[[], pd.DataFrame]) -> None:
    """The buttons of one table of `n` rows, which is read once it is asked for."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{name}** ({counted(n, 'row')})", width="stretch")
        for label, ending, write, mime in _FORMATS:
            st.download_button(
                label,
                lambda write=write: write(read()),
                file_name=f"{name}.{ending}",
                mime=mime,
                on_click="ignore",
                key=f"{ending}-{name}",
                help=f"The table {name} as filtered",
            )


def whole(shown: Tables, *, key: str = "page") -> None:
    """Buttons for the brief of the articles shown, and for all their tables in one archive."""
    said = notes.said().entries
    found = moves.taken_back(shown)
    filtered = [label for _, _, label in filters.set_ones(filters.current())]
    stored = corpus_of.corpus() != "own"
    notice = SAMPLE_NOTICE if corpus_of.is_sample() else None
    today = datetime.now(UTC).date()
    with_copies = filters.copies_count()

    def page() -> bytes:
        return brief(
            shown,
            manifest=corpus_of.manifest() if stored else None,
            filters=filtered,
            judgements=analyst.judgements(said),
            overrides=analyst.flag_overrides(said),
            with_copies=with_copies,
            notice=notice,
            made=today,
        ).encode("utf-8")

    with st.container(horizontal=True, vertical_alignment="center"):
        large = corpus_of.is_large(shown)
        st.download_button(
            "Brief of these articles",
            page,
            file_name=f"parallax-brief-{today}.html",
            mime="text/html",
            on_click="ignore",
            disabled=large,
            key=f"brief-{key}",
            help=f"A brief here is of up to {MOST_DETAILED} articles: set a filter, or run "
            "`parallax brief`."
            if large
            else "A printable page of findings, each with its n and its words. Needs no network.",
        )
        st.download_button(
            "Everything (zip)",
            lambda: archive(found, said, corpus_of.manifest() if stored else {}),
            file_name=f"parallax-{today}.zip",
            mime="application/zip",
            on_click="ignore",
            key=f"everything-{key}",
            help="Every table as filtered and what you said (CSV and Parquet), and run.json.",
        )


def archive(shown: Tables, said: Sequence[Entry], manifest: Mapping[str, object]) -> bytes:
    """Every table as CSV and Parquet, what the analyst says of these articles, and run.json.

    `shown` are tables as measured, without the analyst's moves. Tables that do not fit in memory
    are left out, and README.txt says which.
    """
    left_out = []
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name in TABLES:
            try:
                frame = getattr(shown, name)
            except TooMany:
                left_out.append(name)
                continue
            file.writestr(f"{name}.csv", csv(frame))
            file.writestr(f"{name}.parquet", parquet(frame))
        for name, frame in said_of(shown, said).items():
            file.writestr(f"{name}.csv", csv(frame))
            file.writestr(f"{name}.parquet", parquet(frame))
        ids = set(shown.articles["article_id"])
        lines = [analyst.line_of(entry) for entry in said if entry.article_id in ids]
        file.writestr("analyst.jsonl", "".join(lines))
        file.writestr("run.json", json.dumps(manifest, indent=1, ensure_ascii=False))
        file.writestr("README.txt", _README + _missing(left_out))
    return buffer.getvalue()


_README = (
    "Tables of Parallax as they were filtered: the same rows as CSV and as Parquet.\n"
    "In CSV an apostrophe stands before texts that a spreadsheet would run as a formula.\n"
    "What an analyst says lies apart from what was measured: analyst_articles has the grades (F6\n"
    "where nobody has judged), note and event that hold of each article, analyst_flags her second\n"
    "opinions on flags, analyst.jsonl everything she said, oldest first, in the form of her file.\n"
    "run.json has the versions, digests and counts of the whole run.\n"
    "What the columns mean: data/README.md of the project.\n"
)


def _missing(names: Sequence[str]) -> str:
    if not names:
        return ""
    return (
        f"Not here: {', '.join(names)}. They are too large for more than {MOST_DETAILED} articles; "
        "set a filter.\n"
    )


_FORMATS = (
    ("Save as CSV", "csv", csv, "text/csv"),
    ("Save as Parquet", "parquet", parquet, "application/vnd.apache.parquet"),
)


def offer(name: str, frame: pd.DataFrame) -> None:
    """A button that downloads the table behind a section, whole."""
    st.download_button(
        f"Save as CSV: {name.replace('-', ' ')}",
        lambda: csv(frame),
        file_name=f"{name}.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"offer-{name}",
    )
