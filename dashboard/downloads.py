"""Downloads: tables as CSV that is safe to open in a spreadsheet, or as Parquet."""

import io

import pandas as pd
import streamlit as st

from pipelines.published import MOST_DETAILED, TooMany
from pipelines.schemas import Tables

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def guarded(frame: pd.DataFrame) -> pd.DataFrame:
    """The table with an apostrophe before every text that a spreadsheet would run as a formula."""
    safe = frame.copy()
    for column in safe.columns:
        if pd.api.types.is_string_dtype(safe[column]) or safe[column].dtype == object:
            text = safe[column].astype("str")
            risky = safe[column].notna() & text.str.startswith(_FORMULA)
            safe[column] = safe[column].where(~risky, "'" + text)
    return safe


def csv(frame: pd.DataFrame) -> bytes:
    """The table as CSV in UTF-8 with a byte order mark, which spreadsheets need to see accents."""
    return guarded(frame).to_csv(index=False).encode("utf-8-sig")


def parquet(frame: pd.DataFrame) -> bytes:
    """The table as Parquet, unchanged."""
    buffer = io.BytesIO()
    frame.to_parquet(buffer, index=False)
    return buffer.getvalue()


def tables(shown: Tables, *names: str) -> None:
    """Buttons that download these tables as they are filtered; built only when clicked."""
    with st.expander("Download these tables, as filtered"), st.container(horizontal=True):
        for name in names:
            try:
                frame = getattr(shown, name)
            except TooMany:  # of a large corpus it does not fit in memory
                st.caption(f"{name}: with filters, for up to {MOST_DETAILED} articles")
                continue
            st.download_button(
                f"{name}.csv",
                lambda frame=frame: csv(frame),
                file_name=f"{name}.csv",
                mime="text/csv",
                on_click="ignore",
                key=f"csv-{name}",
            )
            st.download_button(
                f"{name}.parquet",
                lambda frame=frame: parquet(frame),
                file_name=f"{name}.parquet",
                mime="application/vnd.apache.parquet",
                on_click="ignore",
                key=f"parquet-{name}",
            )
