"""Charts on a page: in the appearance of the page, described in words, downloadable."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import chart_page, picture, pieces
from dashboard.markup import escaped
from dashboard.palette import Appearance

if TYPE_CHECKING:
    import plotly.graph_objects as go


# The page has buttons of its own below the chart; a page of the chart alone keeps the camera.
_ON_PAGE = {"displayModeBar": False}
_ALONE = {"displaylogo": False, "modeBarButtons": [["toImage"]]}


def appearance() -> Appearance:
    """Whether the visitor's page is light or dark; light until the browser has said so."""
    return "dark" if st.context.theme.type == "dark" else "light"


def draw(chart: "Callable[[Appearance], go.Figure]", *, title: str, alt: str, key: str) -> None:
    """Draw a chart, with buttons that save it. `alt` says in words what it shows."""
    with picture.container(key):
        look = appearance()
        figure = pieces.kept(lambda: chart(look), look, key, alt)
        st.plotly_chart(figure, theme=None, key=key, alt=alt, config=_ON_PAGE)
    chart_page.saving(
        lambda: alone(chart("light"), title, alt),
        title=title,
        said=[alt, *chart_page.about()],
        key=key,
    )


def alone(figure: "go.Figure", title: str, alt: str) -> str:
    """The chart as a page of its own, with its description; the drawing library is inside."""
    page = figure.to_html(include_plotlyjs=True, full_html=True, config=_ALONE)
    named, said = escaped(title), escaped(alt)
    head = f'<html lang="en">\n<head><title>{named}</title>'
    return page.replace("<html>\n<head>", head, 1).replace(
        "<body>",
        '<body><div style="font: 14px sans-serif; max-width: 50em">'
        f"<h1>{named}</h1><p>{said}</p></div>",
        1,
    )
