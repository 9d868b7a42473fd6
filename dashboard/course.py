"""Tone from the first sentence of an article to its last, drawn small: bars that are links."""

import math
from collections.abc import Mapping

import pandas as pd

from dashboard.links import sentence_links
from dashboard.markup import anchor, escaped
from dashboard.palette import FULL_TONE, tone_step
from dashboard.strips import signed
from pipelines.schemas import Tables
from pipelines.summaries_tone import course

LEAST_SCALE = 0.3  # tones from end to end of the axis are never magnified beyond this
HOW_TO_READ = (
    "Each article in up to ten parts of equally many sentences, its first part on the left. A bar "
    "is the mean tone of a part: up is positive, down is grim. The thin line is its 95 % interval, "
    "wide since a part has few sentences. What goes beyond the axis is cut off there."
)
Part = Mapping[str, float]


def courses(tables: Tables) -> dict[str, str]:
    """Per article its parts as bars about zero, on one scale, each a link to its first sentence.

    Bars grow up from zero where a part reads positive and down where it reads grim; the thin line
    on each is its 95 % interval, cut off at the ends of the axis.
    """
    parts = course(tables)
    most = parts["tone"].abs().max() if len(parts) else 0.0
    top = min(FULL_TONE, max(LEAST_SCALE, math.ceil(10 * most) / 10))
    by_article = dict(list(parts.groupby("article_id", sort=False)))
    return {
        article_id: _drawn(article_id, by_article[article_id], top)
        if article_id in by_article
        else '<span class="dt-no">unknown</span>'
        for article_id in tables.articles["article_id"]
    }


def _drawn(article_id: str, parts: pd.DataFrame, top: float) -> str:
    address = sentence_links(article_id)
    rows = parts.to_dict("records")
    grimmest = min(rows, key=lambda part: part["tone"])
    warmest = max(rows, key=lambda part: part["tone"])
    bars = "".join(
        _bar(part, address(int(part["first"])), top, first=not place)
        for place, part in enumerate(rows)
    )
    ends = (("most positive", warmest), ("grimmest", grimmest)) if len(rows) > 1 else ()
    said = "".join(
        f"<div>{which}: {signed(part['tone'])} in "
        f"{anchor(address(int(part['first'])), _sentences(part))} <span>n {part['n']}</span></div>"
        for which, part in ends
    )
    return (
        f'<div class="cs"><span class="cs-end">{signed(top)}</span>'
        f'<span class="cs-end">{signed(-top)}</span><div class="cs-parts">{bars}</div></div>'
        f'<div class="cs-said">{said}</div>'
    )


def _bar(part: Part, address: str, top: float, *, first: bool) -> str:
    tone = part["tone"]
    height = 50 * min(1.0, abs(tone) / top)
    grows = "bottom" if tone >= 0 else "top"
    inner, interval = "", ""
    if not math.isnan(part["low"]):
        low, high = (50 + 50 * max(-1.0, min(1.0, part[end] / top)) for end in ("low", "high"))
        inner = f'<i class="cs-iv" style="bottom:{low:.1f}%;height:{high - low:.1f}%"></i>'
        interval = f", 95 % interval {signed(part['low'])} to {signed(part['high'])}"
    inner += f'<i class="st-{tone_step(tone)}" style="{grows}:50%;height:{height:.1f}%"></i>'
    said = f"{_sentences(part)}: mean {signed(tone)}{interval}, n {part['n']}"
    inner = f'<span class="cs-box">{inner}</span><span class="px-hint">{escaped(said)}</span>'
    # The parts are one stop of the Tab key; the arrow keys go on from bar to bar (links.py).
    return anchor(address, inner, kind="cs-part", focus=first)


def _sentences(part: Part) -> str:
    first, last = int(part["first"]) + 1, int(part["last"]) + 1
    return f"sentence {first}" if first == last else f"sentences {first}–{last}"
