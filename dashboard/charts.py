"""Charts: tables in, Plotly figures out; drawn in one style for light and dark pages."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from dashboard.annotate import signed
from dashboard.palette import (
    COLUMNS,
    FAINT_INK,
    FULL_TONE,
    INK,
    PAPER,
    RULE,
    Appearance,
    column_colour,
    tone_colour,
)
from pipelines.writing_window import fits

_ASIDE = 0.07  # between two lines of a slope, where the distance of its ends is 1
_BESIDE = 0.16  # from the ends to their labels, clear of all lines
_LABELLED_DAYS = 31  # of a longer axis Plotly finds whole days to label by itself
_MOST_LABELS = 5  # of days side by side on a phone
_POINTS = 25  # of the bar of a window: close enough for a pointer to find one on a wide page
_COUNTED_ONE_BY_ONE = 5  # more articles need no line each
FONT = '"Source Sans", "Segoe UI", "Helvetica Neue", Arial, sans-serif'


def _figure(appearance: Appearance, *, height: int) -> go.Figure:
    faint, ink, rule = FAINT_INK[appearance], INK[appearance], RULE[appearance]
    axis = {
        "gridcolor": rule,
        "zerolinecolor": faint,
        "linecolor": rule,
        "tickfont": {"color": faint, "size": 12},
        "title": {"font": {"color": faint, "size": 12}},
        "automargin": True,
        "fixedrange": True,
    }
    return go.Figure(
        layout={
            "height": height,
            "margin": {"l": 8, "r": 8, "t": 12, "b": 8},
            "paper_bgcolor": PAPER[appearance],  # a saved picture stays readable anywhere
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"family": FONT, "size": 13, "color": ink},
            "hoverlabel": {"font": {"family": FONT, "size": 12}, "align": "left"},
            "showlegend": False,
            "uirevision": "kept",
            "xaxis": axis,
            "yaxis": axis,
        }
    )


def slope(
    tones: pd.DataFrame,
    numbers: Sequence[int],
    addresses: Sequence[str],
    *,
    appearance: Appearance,
) -> go.Figure:
    """Tone with and without topic words, a line per article; lines that cross change order.

    `tones` as `summaries_tone.subject_tones` gives it; `numbers` are the articles' numbers and
    `addresses` where their dots lead, in the order of the rows. The lines stand a little apart, so
    that their intervals can be compared.
    """
    figure = _figure(appearance, height=340)
    span = tones.max(axis=None) - tones.min(axis=None)
    shifts = [_labels_apart(list(tones[name]), span) for name in ("tone", "without")]
    middle = (len(tones) - 1) / 2
    rows = zip(tones.to_dict("records"), numbers, addresses, strict=True)
    for index, (row, number, address) in enumerate(rows):
        before, after = row["tone"], row["without"]
        if pd.isna(before) or pd.isna(after):
            continue
        colour = column_colour(index, appearance)
        figure.add_scatter(
            **_sloping(row, _ASIDE * (index - middle), address),
            mode="lines+markers",
            line={"color": colour, "width": 2.5, "dash": COLUMNS[index % 4][2]},
            marker={"size": 9, "color": colour},
            hovertemplate=f"article {number}, %{{customdata[0]}} topic words: %{{y:+.2f}} "
            "(%{customdata[1]:+.2f} to %{customdata[2]:+.2f})<extra></extra>",
            cliponaxis=False,
        )
        figure.data[-1].error_y.update(color=colour, thickness=1.5, width=4)
        for x, y, text, side, shift in (
            (-_BESIDE, before, f"<b>{number}</b>  {signed(before)}", "right", shifts[0][index]),
            (1 + _BESIDE, after, f"{signed(after)}  <b>{number}</b>", "left", shifts[1][index]),
        ):
            figure.add_annotation(
                x=x, y=y, text=text, xanchor=side, yshift=shift, showarrow=False,
                font={"color": colour, "size": 13},
            )  # fmt: skip
    figure.update_xaxes(
        range=[-0.6, 1.6],
        showgrid=False,
        zeroline=False,
        tickmode="array",
        tickvals=[0, 1],
        ticktext=["with topic words", "without topic words"],
    )
    figure.update_yaxes(title_text="mean tone", zeroline=True, tickformat="+.2f", nticks=6)
    return figure


def _sloping(row: Mapping[str, float], aside: float, address: str) -> dict[str, Any]:
    """Both ends of the line of an article, with their intervals and where they lead."""
    low = [row["tone_low"], row["without_low"]]
    high = [row["tone_high"], row["without_high"]]
    ends = [row["tone"], row["without"]]
    up = [0 if pd.isna(one) else one - end for one, end in zip(high, ends, strict=True)]
    down = [0 if pd.isna(one) else end - one for one, end in zip(low, ends, strict=True)]
    return {
        "x": [aside, 1 + aside],
        "y": ends,
        "error_y": {"type": "data", "array": up, "arrayminus": down},
        "customdata": [
            [label, *interval, address]
            for label, *interval in zip(("with", "without"), low, high, strict=True)
        ],
    }


def _labels_apart(values: Sequence[float], span: float) -> list[int]:
    """Pixels by which the label of each value is raised, so that neighbours cover each other less.

    `span` is how much the axis shows.
    """
    close = 0.06 * span
    shifts = []
    for index, value in enumerate(values):
        others = [one for at, one in enumerate(values) if at != index]
        lower = any(value - close <= one < value for one in others)
        higher = any(value < one <= value + close for one in others)
        shifts.append(9 if lower and not higher else -9 if higher and not lower else 0)
    return shifts


class Window(NamedTuple):
    """When an article was written, as its wording implies and as it states."""

    label: str
    earliest: datetime | None
    latest: datetime | None
    stated: datetime | None
    address: str | None = None  # where its bar and its diamond lead

    @property
    def fits(self) -> bool | None:
        """Whether the stated date lies in the window; None if either is unknown."""
        return fits(self.stated, self.earliest, self.latest)


def window_of(label: str, article: Mapping[str, object], *, address: str | None = None) -> Window:
    """The window of a row of `articles`."""
    earliest, latest, stated = (
        moment.to_pydatetime().replace(tzinfo=None) if isinstance(moment, pd.Timestamp) else None
        for moment in (
            article["window_earliest"],
            article["window_latest"],
            article["published_at"],
        )
    )
    return Window(label, earliest, latest, stated, address)


def windows(rows: Sequence[Window], *, appearance: Appearance) -> go.Figure:
    """Implied windows on one axis, with the stated date as a diamond; open ends fade out."""
    figure = _figure(appearance, height=70 + 30 * len(rows))
    days = [d for row in rows for d in (row.earliest, row.latest, row.stated) if d is not None]
    if not days:
        return figure
    margin = max(timedelta(days=20), (max(days) - min(days)) * 0.08)
    first, last = min(days) - margin, max(days) + margin
    labels = [row.label for row in rows]
    colour = "#5b8db8" if appearance == "light" else "#5f93c4"
    for row in rows:
        if row.earliest is None and row.latest is None:
            continue
        figure.add_scatter(
            **_bar(row, row.earliest or first, row.latest or last, colour),
            hovertemplate=f"{said(row)}<extra></extra>",
            opacity=0.85,
            cliponaxis=False,
        )
    dated = [row for row in rows if row.stated is not None]
    figure.add_scatter(
        x=[row.stated for row in dated],
        y=[row.label for row in dated],
        mode="markers",
        marker={
            "symbol": "diamond",
            "size": 12,
            "color": [_fit_colour(row, appearance) for row in dated],
            "line": {"width": 1.5, "color": INK[appearance]},
        },
        customdata=[row.address for row in dated],
        hovertemplate="stated: %{x|%d %b %Y}<extra></extra>",
    )
    figure.update_yaxes(
        type="category",
        zeroline=False,
        categoryorder="array",
        categoryarray=labels[::-1],
        tickmode="array",
        tickvals=labels,
        range=[-0.6, len(labels) - 0.4],
    )
    figure.update_xaxes(range=[first, last], type="date")
    return figure


def _bar(row: Window, left: datetime, right: datetime, colour: str) -> dict[str, Any]:
    """The bar of a window from one day to another, with an arrow where it is open."""
    # Plotly knows a line by its points only: between the ends unseen ones are to be hit.
    between = (right - left) / (_POINTS - 1)
    unseen = _POINTS - 2
    return {
        "x": [left + place * between for place in range(_POINTS)],
        "y": [row.label] * _POINTS,
        "mode": "lines+markers",
        "line": {"color": colour, "width": 9},
        "marker": {
            "symbol": [
                "line-ns" if row.earliest else "triangle-left",
                *["line-ns"] * unseen,
                "line-ns" if row.latest else "triangle-right",
            ],
            "size": [15, *[0] * unseen, 15],
            "opacity": [1, *[0] * unseen, 1],
            "color": colour,
            "line": {"width": 2, "color": colour},
        },
        "customdata": [row.address] * _POINTS,
    }


def _fit_colour(row: Window, appearance: Appearance) -> str:
    if row.fits is False:
        return tone_colour(-1, appearance)
    return INK[appearance] if row.fits else FAINT_INK[appearance]


def said(row: Window) -> str:
    """The window in words."""
    first = f"{row.earliest:%d %b %Y}" if row.earliest else "open"
    last = f"{row.latest:%d %b %Y}" if row.latest else "open"
    stated = f"{row.stated:%d %b %Y}" if row.stated else "not stated"
    return f"{row.label}: wording fits {first} to {last}, date {stated}"


def volume(periods: pd.DataFrame, *, appearance: Appearance) -> go.Figure:
    """Articles per period by stated date. `periods` as `summaries.over_time` gives it, with where
    each bar leads (`address`).
    """
    figure = _figure(appearance, height=190)
    figure.add_bar(
        x=periods["period"],
        y=periods["n_articles"],
        marker={"color": column_colour(0, appearance)},
        customdata=periods["address"],
        hovertemplate="%{x|%d %b %Y}: articles: %{y}<extra></extra>",
    )
    figure.update_yaxes(title_text="articles", rangemode="tozero", tickformat="d", nticks=5)
    if periods["n_articles"].max() <= _COUNTED_ONE_BY_ONE:
        figure.update_yaxes(dtick=1)
    figure.update_xaxes(showgrid=False)
    return _over_days(figure, periods)


def _over_days(figure: go.Figure, periods: pd.DataFrame) -> go.Figure:
    """An axis of whole days: by itself it would cut a single day into milliseconds."""
    first, last = periods["period"].min(), periods["period"].max()
    if last - first > pd.Timedelta(days=_LABELLED_DAYS):
        return figure
    around = pd.Timedelta(days=1)
    step = (last - first).days // _MOST_LABELS + 1
    figure.update_traces(
        width=pd.Timedelta(hours=20) / pd.Timedelta(milliseconds=1), selector={"type": "bar"}
    )
    figure.update_xaxes(
        range=[first - around, last + around],
        tick0=first,
        dtick=step * 24 * 60 * 60 * 1000,
        tickformat="%-d %b\n%Y",  # the year only below the first day of it
        tickangle=0,
    )
    return figure


def tone_over_time(periods: pd.DataFrame, *, appearance: Appearance) -> go.Figure:
    """Mean tone per period with its 95 % interval where n allows one; dots lead as bars do.

    On the axis that tone has everywhere: that of two articles may be as wide as the scale, and
    would press all dots on one line.
    """
    figure = _figure(appearance, height=230)
    known = periods.dropna(subset=["tone"])
    most = max(FULL_TONE, known["tone"].abs().max())  # of none it is unknown, and the first stays
    half = (known["high"] - known["low"]) / 2
    figure.add_scatter(
        x=known["period"],
        y=known["tone"],
        mode="markers",
        error_y={"type": "data", "array": half.fillna(0), "color": FAINT_INK[appearance]},
        marker={
            "size": 10,
            "color": [tone_colour(value, appearance) for value in known["tone"]],
            "line": {"width": 1.2, "color": INK[appearance]},
        },
        customdata=known[["n_toned", "address"]].to_numpy(),
        hovertemplate="%{x|%d %b %Y}: %{y:+.2f}, mean, articles: %{customdata[0]}<extra></extra>",
    )
    figure.update_yaxes(
        title_text="mean tone",
        zeroline=True,
        tickformat="+.1f",
        nticks=6,
        range=[-1.05 * most, 1.05 * most],
    )
    figure.update_xaxes(showgrid=False)
    return _over_days(figure, periods)
