"""Charts on a page: in the appearance of the page, described in words, downloadable."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.palette import Appearance

if TYPE_CHECKING:
    import plotly.graph_objects as go


def appearance() -> Appearance:
    """Whether the visitor's page is light or dark; light until the browser has said so."""
    return "dark" if st.context.theme.type == "dark" else "light"


def draw(chart: "Callable[[Appearance], go.Figure]", *, alt: str, key: str) -> None:
    """Draw a chart. `alt` says in words what it shows; the chart can be saved as PNG from its
    corner and as a page of its own that needs no network."""
    figure = chart(appearance())
    st.plotly_chart(
        figure,
        theme=None,
        key=key,
        alt=alt,
        config={
            "displaylogo": False,
            "modeBarButtons": [["toImage"]],
            "toImageButtonOptions": {"filename": f"parallax-{key}", "scale": 2},
        },
    )
    st.download_button(
        "Save chart as HTML",
        lambda: chart("light").to_html(include_plotlyjs=True, full_html=True),
        file_name=f"parallax-{key}.html",
        mime="text/html",
        on_click="ignore",
        key=f"html-{key}",
        type="tertiary",
    )
