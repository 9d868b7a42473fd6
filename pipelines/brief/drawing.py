"""Small pictures of a brief as inline SVG; the numbers always stand beside them as text."""

import math
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from pipelines.figure_words import signed

FULL_TONE = 0.6  # sentence tones beyond it are rare and take the strongest colour
MOST_CELLS = 90  # of a strip; sentences of a longer article share cells


class Interval(NamedTuple):
    """A mean with its 95 % interval, which is unknown for fewer than two values."""

    value: float
    low: float
    high: float


def known(value: float | None) -> bool:
    """Whether the number is there."""
    return value is not None and not math.isnan(value)


def _svg(width: int, height: int, label: str, inner: str) -> str:
    return (
        f'<svg role="img" aria-label="{label}" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}">{inner}</svg>'
    )


def _tone_class(value: float | None) -> str:
    """The class of a tone: `g2` and `g1` grim, `n` neutral, `w1` and `w2` warm, `u` unknown."""
    if value is None or math.isnan(value):
        return "u"
    step = round(2 * max(-1.0, min(1.0, value / FULL_TONE)))
    return "n" if step == 0 else f"{'w' if step > 0 else 'g'}{abs(step)}"


def strip(tones: Sequence[float | None]) -> str:
    """A cell per sentence from first to last, blue warm and orange grim; unknown ones are open."""
    joined = math.ceil(len(tones) / MOST_CELLS) or 1
    cells = [_mean(tones[at : at + joined]) for at in range(0, len(tones), joined)]
    width = 130 / max(1, len(cells))
    drawn = "".join(
        f'<rect class="{_tone_class(tone)}" x="{place * width:.2f}" y="1" '
        f'width="{max(0.6, width - 0.35):.2f}" height="14"/>'
        for place, tone in enumerate(cells)
    )
    return _svg(130, 16, f"Tone of {len(tones)} sentences in their order", drawn)


def _mean(tones: Sequence[float | None]) -> float | None:
    there = [tone for tone in tones if tone is not None and not math.isnan(tone)]
    return sum(there) / len(there) if there else None


def voices(own: Interval | None, quoted: Interval | None) -> str:
    """Own voice (full dot, above) and quotes (open dot, below) on one axis from −0.6 to 0.6."""
    inner = '<line class="rule" x1="0" y1="15" x2="130" y2="15"/>'
    inner += '<line class="zero" x1="65" y1="1" x2="65" y2="29"/>'
    said = []
    for interval, y, kind, name in (
        (own, 10, "own", "own voice"),
        (quoted, 21, "quoted", "quotes"),
    ):
        if interval is None:
            continue
        said.append(f"{name} {signed(interval.value)}")
        if known(interval.low):
            left, right = _x(interval.low), _x(interval.high)
            inner += f'<line class="span {kind}" x1="{left}" y1="{y}" x2="{right}" y2="{y}"/>'
        inner += f'<circle class="{kind}" cx="{_x(interval.value)}" cy="{y}" r="3.4"/>'
    return _svg(130, 30, ", ".join(said) or "no tone", inner)


def _x(tone: float) -> float:
    return round(65 + 62 * max(-1.0, min(1.0, tone / FULL_TONE)), 1)


def window(
    earliest: datetime | None,
    latest: datetime | None,
    stated: datetime | None,
    *,
    first: datetime,
    last: datetime,
    is_outside: bool = False,
) -> str:
    """The days that the wording allows as a bar, open towards unknown ends; the stated date as a
    diamond, which is orange if it lies outside. `first` and `last` are the ends of the axis."""
    length = max(1.0, (last - first).total_seconds())

    def at(day: datetime) -> float:
        return round(8 + 154 * (day - first).total_seconds() / length, 1)

    inner = '<line class="rule" x1="0" y1="9" x2="170" y2="9"/>'
    if earliest or latest:
        left, right = at(earliest or first), at(latest or last)
        inner += f'<rect class="bar" x="{left}" y="5" width="{max(2, right - left)}" height="8"/>'
        if earliest is None:
            inner += f'<path class="bar" d="M{left} 2 l-7 7 l7 7 z"/>'
        if latest is None:
            inner += f'<path class="bar" d="M{right} 2 l7 7 l-7 7 z"/>'
    if stated:
        x = at(stated)
        kind = "stated outside" if is_outside else "stated"
        inner += f'<path class="{kind}" d="M{x} 3 l6 6 l-6 6 l-6 -6 z"/>'
    return _svg(170, 18, "Days that the wording allows, and the stated date", inner)


def shares(parts: Sequence[tuple[str, int]]) -> str:
    """Counts as parts of one bar, each drawn as the voices page draws it."""
    total = sum(n for _, n in parts)
    inner, x = "", 0.0
    for kind, n in parts:
        width = 120 * n / total if total else 0
        inner += _share(kind, x, width)
        x += width
    label = ", ".join(f"{kind} {n}" for kind, n in parts)
    return _svg(120, 15, label, inner)


STRIPE = 3.0  # width of the stripes of a hatched part, and of the gaps between them


def _share(kind: str, x: float, width: float, *, y: float = 2) -> str:
    """A part of a bar; unnamed sources are hatched, so that it does not take colours to see it."""
    if kind != "unnamed":
        return f'<rect class="{kind}" x="{x:.1f}" y="{y:g}" width="{width:.1f}" height="11"/>'
    starts = [x + 2 * STRIPE * place for place in range(math.ceil(width / (2 * STRIPE)))]
    return "".join(
        f'<rect class="{kind}" x="{at:.1f}" y="{y:g}" '
        f'width="{min(STRIPE, x + width - at):.1f}" height="11"/>'
        for at in starts
    )


def key(kind: str) -> str:
    """A small sample of a colour beside the word for it."""
    return (
        '<svg class="key" width="11" height="11" aria-hidden="true">'
        f"{_share(kind, 0, 11, y=0)}</svg>"
    )
