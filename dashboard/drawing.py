"""Charts on a page: in the appearance of the page, described in words, downloadable."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.markup import escaped
from dashboard.palette import Appearance

if TYPE_CHECKING:
    import plotly.graph_objects as go


_CONFIG = {"displaylogo": False, "modeBarButtons": [["toImage"]]}


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
        config=_CONFIG | {"toImageButtonOptions": {"filename": f"parallax-{key}", "scale": 2}},
    )
    st.download_button(
        "Save chart",
        lambda: alone(chart("light"), alt),
        file_name=f"parallax-{key}.html",
        mime="text/html",
        on_click="ignore",
        key=f"html-{key}",
        type="tertiary",
        help="As a page of its own that needs no network. For a PNG, point at the chart and press "
        "the camera in its corner; the saved page has one too.",
    )


def alone(figure: "go.Figure", alt: str) -> str:
    """The chart as a page of its own, with its description; the drawing library is inside."""
    page = figure.to_html(include_plotlyjs=True, full_html=True, config=_CONFIG)
    said = escaped(alt)
    head = f'<html lang="en">\n<head><title>{said}</title>'
    return page.replace("<html>\n<head>", head, 1).replace(
        "<body>", f'<body><p style="font: 14px sans-serif; max-width: 50em">{said}</p>', 1
    )
