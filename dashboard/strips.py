"""Tone drawn small: a strip with a cell per sentence, and means as dots with their interval."""

import math
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import pandas as pd

from dashboard.links import sentence_links
from dashboard.markup import anchor, escaped
from dashboard.palette import FULL_TONE, tone_step
from pipelines.figure_words import signed
from pipelines.plurals import counted
from pipelines.scores import NEGATIVE, POSITIVE
from pipelines.summaries import FEW

MOST_CELLS = 150  # cells of a longer article would be thinner than a line; they join neighbours
DENSE = 40  # cells from which the gaps between them would take more room than the cells
BAR_WIDTH = 3.0  # rem of a bar of the histogram, where there is room
WIDEST = 46.0  # rem of the histogram
TIP_LENGTH = 140  # characters of a sentence in its hover text
VOICES = {"narrator": "own voice", "quoted": "quoted", "mixed": "own voice and quote"}


def known(value: object) -> float | None:
    """A number of a table as a float, None where it is unknown."""
    return None if pd.isna(value) else float(value)


class _Cell(NamedTuple):
    first: int
    last: int
    tone: float | None
    voice: str
    text: str


def strip(article_id: str, sentences: pd.DataFrame, text: str | None) -> str:
    """HTML of a tone strip: one cell per sentence, each a link to it in the article.

    Blue reads positive, orange grim; tall cells are the article's own voice, low ones quotes.
    """
    cells = _cells(sentences, text)
    if not cells:
        return '<div class="st-none">no sentences</div>'
    known = [cell.tone for cell in cells if cell.tone is not None]
    grim = sum(tone <= NEGATIVE for tone in known)
    good = sum(tone >= POSITIVE for tone in known)
    summary = (
        f"Tone of {counted(len(sentences), 'sentence')} in order: {good} positive, {grim} grim, "
        f"{len(known) - good - grim} neutral."
    )
    address = sentence_links(article_id)
    dense = " st-dense" if len(cells) > DENSE else ""
    return (
        f'<span class="px-sr">{summary}</span><div class="st-strip{dense}">'
        + "".join(
            _drawn(address(cell.first), cell, place / len(cells), first=not place)
            for place, cell in enumerate(cells)
        )
        + "</div>"
    )


def _drawn(address: str, cell: _Cell, place: float, *, first: bool) -> str:
    # A strip is one stop of the Tab key; the arrow keys go on from cell to cell (links.py).
    numbers = (
        str(cell.first + 1) if cell.first == cell.last else f"{cell.first + 1}–{cell.last + 1}"
    )
    tip = (
        f'<span class="px-hint">{signed(cell.tone)} · {VOICES[cell.voice]} · sentence {numbers}\n'
        f"{escaped(cell.text)}</span>"
    )
    side = "px-right" if place > 0.5 else "px-left"
    kind = f"st-cell st-{cell.voice} st-{tone_step(cell.tone)} {side}"
    return anchor(address, tip, kind=kind, focus=first)


def _cells(sentences: pd.DataFrame, text: str | None) -> list[_Cell]:
    rows = sentences.sort_values("sentence_index")
    single = [
        _Cell(int(index), int(index), known(tone), voice, words_between(text, a, b))
        for index, tone, voice, a, b in zip(
            rows["sentence_index"], rows["tone"], rows["voice"], rows["start_char"],
            rows["end_char"], strict=True,
        )
    ]  # fmt: skip
    joined = math.ceil(len(single) / MOST_CELLS)
    if joined <= 1:
        return single
    return [_joined(single[at : at + joined]) for at in range(0, len(single), joined)]


def _joined(cells: Sequence[_Cell]) -> _Cell:
    tones = [cell.tone for cell in cells if cell.tone is not None]
    voices = [cell.voice for cell in cells]
    tone = sum(tones) / len(tones) if tones else None
    return _Cell(cells[0].first, cells[-1].last, tone, max(voices, key=voices.count), cells[0].text)


def words_between(text: str | None, start: int, end: int) -> str:
    """The words of a sentence for a hover text, shortened; empty where they are withheld."""
    if text is None:
        return ""
    words = " ".join(text[start:end].split())
    return words if len(words) <= TIP_LENGTH else words[:TIP_LENGTH].rstrip() + " …"


def histogram(spread: pd.DataFrame, address: Callable[[int], str]) -> str:
    """HTML of how many articles have which tone, a bar per step of the tone scale.

    `spread` as `tone_distribution` gives it; `address(place)` leads to the article at that place,
    counted from the grimmest.
    """
    most = max(1, int(spread["n_articles"].max())) if len(spread) else 1
    bars = []
    for row in spread.to_dict("records"):
        middle = (row["low"] + row["high"]) / 2
        n = int(row["n_articles"])
        said = f"{signed(row['low'])} to {signed(row['high'])}: {counted(n, 'article')}"
        side = "px-right" if middle > 0 else "px-left"
        inner = (
            f'<i class="st-{tone_step(middle)}" style="height:{100 * n / most:.1f}%"></i>'
            f'<span class="px-sr">tone {said}</span><span class="px-hint">{said}</span>'
        )
        bars.append(
            anchor(address(int(row["first"])), inner, kind=f"hg-bar {side}")
            if n
            else '<span class="hg-bar"></span>'
        )
    if not bars:
        return '<p class="px-faint">No article has a tone.</p>'
    ends = (spread["low"].iloc[0], spread["high"].iloc[-1])
    total = int(spread["n_articles"].sum())
    # The axis is as wide as its bars, so that both numbers stand under the ends they name.
    width = min(WIDEST, BAR_WIDTH * len(bars))
    return (
        f'<div class="hg" style="max-width:{width:g}rem">'
        f'<div class="hg-bars">{"".join(bars)}</div><div class="hg-ends">'
        f"<span>grim {signed(ends[0])}</span><span>{signed(ends[1])} positive</span></div></div>"
        f'<p class="px-faint">Mean tone of an article, n {total:,}; the highest bar has {most:,}.'
        "</p>"
    )


class Mean(NamedTuple):
    """A mean to draw as a dot: its n and, where n allows one, its 95 % interval.

    `address` makes it a link, `opens` is its text on hover and focus; `absent` stands in the place
    of a mean that there is not.
    """

    label: str
    value: float | None
    n: int
    low: float | None = None
    high: float | None = None
    hollow: bool = False
    address: str | None = None
    opens: str = ""
    absent: str = "none"


def dots(means: Iterable[Mean]) -> str:
    """HTML of means on one axis from -0.6 to 0.6, each with its number and n beside it.

    Those of fewer than five sentences are grey: their tone may be chance.
    """
    means = list(means)
    labelled = any(mean.label for mean in means)
    rows = "".join(_dot(mean, labelled=labelled) for mean in means)
    return f'<div class="{"dt" if labelled else "dt dt-bare"}">{rows}</div>'


def _dot(mean: Mean, *, labelled: bool) -> str:
    if mean.value is None or math.isnan(mean.value):
        axis, number = "", f'<span class="dt-no">{escaped(mean.absent)}</span>'
    else:
        line = ""
        if mean.low is not None and mean.high is not None and not math.isnan(mean.low):
            left, right = _place(mean.low), _place(mean.high)
            line = f'<i class="dt-iv" style="left:{left:.1f}%;width:{right - left:.1f}%"></i>'
        few = "px-few" if mean.n < FEW else ""
        full = "dt-few" if few else f"st-{tone_step(mean.value)}"
        look = "dt-hollow" if mean.hollow else full
        axis = f'{line}<i class="dt-pt {look}" style="left:{_place(mean.value):.1f}%"></i>'
        number = f'<b class="{few}">{signed(mean.value)}</b> <span>n {mean.n}</span>'
    label = f'<span class="dt-label">{escaped(mean.label)}</span>' if labelled else ""
    drawn = (
        f"{label}"
        f'<span class="dt-axis"><i class="dt-zero"></i>{axis}</span>'
        f'<span class="dt-number">{number}</span>'
    )
    if mean.address is None:
        return f'<div class="dt-row">{drawn}</div>'
    hint = f'<span class="px-hint">{escaped(mean.opens)}</span>'
    return anchor(mean.address, drawn + hint, kind="dt-row px-right")


def _place(value: float) -> float:
    return 50 * (max(-1.0, min(1.0, value / FULL_TONE)) + 1)
