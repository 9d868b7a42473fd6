"""The tones of one article on one axis, each a link to a sentence that stands for it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from dashboard.annotate import safe, signed
from dashboard.article_html import known
from pipelines.scores import SCORES, Score

OPENS = "Below 0 a number opens the grimmest sentence behind it, else the most positive one."
BOTH = "A sentence with both voices counts in own voice and in quoted."
AXIS = 0.6  # tones of whole articles stay well within it
_LADDER = {
    "tone": "All sentences",
    "tone_narrator": "Own voice",
    "tone_quoted": "Quoted",
    "tone_title": "Headline",
    "tone_without_topic_words": "Without topic words",
    "tone_vader": "Plain VADER",
    "tone_deep": "Deep model",
}


Ends = Mapping[str, tuple[float, float]]


def ladder(
    article: Mapping[str, Any],
    counts: Mapping[str, str],
    ends: Ends = MappingProxyType({}),
    opens: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """The tones of the article on one axis, each with its n; `ends` are their 95 % intervals.

    `opens` has the address of a sentence that stands for a tone: the grimmest of a tone below 0,
    else the most positive one.
    """
    scores = {score.name: score for score in SCORES}
    rows = "".join(
        _rung(scores[name], article, counts, ends, opens.get(name))
        for name in _LADDER
        if name != "tone_deep" or known(article[name])
    )
    model = f", model {safe(article['tone_model'])}" if known(article["tone"]) else ""
    both = known(article["tone_narrator"]) and known(article["tone_quoted"])
    notes = [OPENS] if opens else []
    notes += [BOTH] if both else []
    below = f'<p class="rd-n">{" ".join(notes)}</p>' if notes else ""
    return (
        f'<section class="rd-ladder" aria-label="Tones"><h3>Tone <span class="rd-n">from '
        f'{signed(-AXIS)} to {signed(AXIS)}{model}</span></h3><div role="table">{rows}'
        '<div class="rd-axis" aria-hidden="true"><span>grim</span><span>positive</span></div>'
        f"</div>{below}</section>"
    )


def _rung(
    score: Score,
    article: Mapping[str, Any],
    counts: Mapping[str, str],
    ends: Ends,
    opens: str | None,
) -> str:
    value = article[score.name]
    none = score.name in ("tone_narrator", "tone_quoted") and known(article["tone"])
    number, dot = "none" if none else "unknown", ""
    if known(value):
        number = signed(value)
        dot = f'<i class="rd-dot" style="left:{_place(value):.1f}%"></i>'
    own = (article["tone_low"], article["tone_high"])
    bounds = own if score.name == "tone" else ends.get(score.name, (None, None))
    n = counts.get(score.name, "")
    if dot and not known(bounds[0]):
        n += ": no interval"
    elif dot:
        low, high = map(_place, bounds)
        dot = f'<i class="rd-range" style="left:{low:.1f}%;width:{high - low:.1f}%"></i>' + dot
    if dot and opens:
        address = f'class="px-link" target="_self" href="{safe(opens)}"'
        number = f"<a {address}>{number}</a>"
        dot = f'<a {address} tabindex="-1" aria-hidden="true">{dot}</a>'
    return (
        f'<div class="rd-rung" role="row"><span role="rowheader" class="rd-help" tabindex="0"'
        f' aria-describedby="rd-mean-{score.name}">{_LADDER[score.name]}</span>'
        f'<span class="rd-tip" role="tooltip" id="rd-mean-{score.name}">'
        f"{safe(score.meaning)}</span>"
        f'<span class="rd-line" role="presentation">{dot}</span>'
        f'<span role="cell" class="rd-number">{number}</span>'
        f'<span role="cell" class="rd-n">{safe(n)}</span></div>'
    )


def _place(tone: float) -> float:
    return (max(-AXIS, min(AXIS, tone)) + AXIS) / (2 * AXIS) * 100
