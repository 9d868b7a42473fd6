"""Colours, glyphs and line styles: one visual language for every page and chart."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pipelines.brief.drawing import FULL_TONE

Appearance = Literal["light", "dark"]


# Stops of the tone scale from grim to positive. Orange and blue stay apart for every common kind
# of colour blindness, and the ends differ from the middle in lightness too.
_TONE: Mapping[Appearance, tuple[str, str, str, str, str]] = {
    "light": ("#8f3a02", "#e08a2e", "#d9dce0", "#6aa3d0", "#0f4f8a"),
    "dark": ("#ffb05c", "#b5671c", "#42474f", "#3f7db3", "#8cc8ff"),
}
UNKNOWN: Mapping[Appearance, str] = {"light": "#f4f3ef", "dark": "#262a31"}
INK: Mapping[Appearance, str] = {"light": "#16191d", "dark": "#e9e7e2"}
FAINT_INK: Mapping[Appearance, str] = {"light": "#565b63", "dark": "#a9adb4"}
PAPER: Mapping[Appearance, str] = {"light": "#fcfbf8", "dark": "#15181d"}
RULE: Mapping[Appearance, str] = {"light": "#dcd9d1", "dark": "#363b44"}


def tone_colour(value: float | None, appearance: Appearance = "light") -> str:
    """Colour of a tone (-1..1) as `#rrggbb`: blue positive, grey neutral, orange grim.

    An unknown tone is nearly the colour of the page, not the grey of a neutral one.
    """
    if value is None or math.isnan(value):
        return UNKNOWN[appearance]
    place = (max(-1.0, min(1.0, value / FULL_TONE)) + 1) * 2  # 0..4, along the five stops
    stop = min(3, int(place))
    stops = _TONE[appearance]
    return _between(stops[stop], stops[stop + 1], place - stop)


def shade_css(share: float) -> str:
    """Background of a share from 0 to 1: the more, the bluer; text on it stays readable."""
    depth = 0.8 * max(0.0, min(1.0, share))
    light = _between(UNKNOWN["light"], "#6aa3d0", depth)
    dark = _between(UNKNOWN["dark"], "#2c6699", depth)
    return either(light, dark)


STEPS = 12  # of the tone scale where it is drawn in classes: 0 grim, 6 neutral, 12 positive


def tone_step(value: float | None) -> str:
    """The class of a tone drawn by `css_variables`: its step, or `u` if unknown."""
    if value is None or math.isnan(value):
        return "u"
    return str(round((max(-1.0, min(1.0, value / FULL_TONE)) + 1) / 2 * STEPS))


def tone_shade(value: float | None, appearance: Appearance = "light") -> str:
    """The same colour, thin enough to stand behind text that stays readable."""
    if value is None or math.isnan(value):
        return PAPER[appearance]
    return _between(PAPER[appearance], tone_colour(value, appearance), 0.30)


def either(light: str, dark: str) -> str:
    """A CSS colour that follows the appearance of the page without asking the server."""
    return f"light-dark({light}, {dark})"


def tone_css(value: float | None) -> str:
    """`tone_colour` as a CSS colour for both appearances."""
    return either(tone_colour(value, "light"), tone_colour(value, "dark"))


def _between(first: str, second: str, share: float) -> str:
    mixed = (
        round(int(first[at : at + 2], 16) * (1 - share) + int(second[at : at + 2], 16) * share)
        for at in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02x}" for part in mixed)


# One colour per theme, everywhere. Twenty-six colours cannot all be told apart: they help to
# follow a theme, and a label always stands beside them. The story themes have the stronger ones.
THEMES: Mapping[str, str] = {
    "negotiations": "#2f6fbf",
    "security_guarantees": "#7b4fa3",
    "ceasefire": "#1d9a8a",
    "territory": "#b07d2b",
    "reconstruction": "#6f9e2f",
    "sanctions": "#c0564a",
    "humanitarian": "#d6709a",
    "military": "#7c5b48",
    "alliance": "#3b4f9a",
    "mediation": "#2aa3c7",
    "domestic_politics": "#a3476f",
    "energy_food": "#c79a12",
    "accountability": "#4d7a5c",
    "politics": "#8a86c4",
    "diplomacy": "#6d9bd1",
    "defence": "#a08779",
    "economy": "#9db46a",
    "business": "#c2ab6b",
    "justice": "#77a58a",
    "health": "#d99aa9",
    "science_technology": "#6fb3bb",
    "environment": "#86bf8e",
    "migration": "#c99a77",
    "culture": "#b795cf",
    "sport": "#90a4b8",
    "disaster": "#cf8a74",
}
OTHER_THEME = "#9a9ca1"  # of a taxonomy of one's own


def theme_colour(theme: str) -> str:
    """The colour of a theme, the same on every page and in both appearances."""
    return THEMES.get(theme, OTHER_THEME)


@dataclass(frozen=True, slots=True)
class StateLook:
    """How one of the three answers of a flag looks: told apart by shape, not by colour."""

    glyph: str
    label: str
    explained: str
    colour: str


STATES: Mapping[str, StateLook] = {
    "triggered": StateLook("▲", "triggered", "found in this article", either("#9a3412", "#ffb37a")),
    "clear": StateLook("○", "clear", "looked for and not found", either("#565b63", "#a9adb4")),
    "cannot assess": StateLook(
        "?", "cannot assess", "not answerable for this article", either("#565b63", "#a9adb4")
    ),
}


@dataclass(frozen=True, slots=True)
class KindLook:
    """How a kind of mark is drawn in the text: line style first, colour second."""

    label: str
    line: (
        str  # value of the CSS property text-decoration-style, or "none", or "tinted": a background
    )
    colour: str


KINDS: Mapping[str, KindLook] = {
    "flag": KindLook("Flag", "wavy", either("#9a3412", "#ffb37a")),
    "theme": KindLook("Theme", "solid", either("#2f6fbf", "#8cbcf0")),
    "quote": KindLook("Quote", "double", either("#5b3f8c", "#c3aaf0")),
    "actor": KindLook("Actor", "dotted", either("#0d6b62", "#6fd3c4")),
    "date": KindLook("Date clue", "dashed", either("#7a5c00", "#e3c15a")),
    "copy": KindLook("Shared words", "tinted", either("#2f6b3c", "#8fd19e")),
    "removed": KindLook("Removed", "none", either("#565b63", "#a9adb4")),
}

# Articles side by side: four colours and four dash patterns, in the order of the columns.
COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("#1b6ca8", "#7fbdf0", "solid"),
    ("#b5541c", "#ff9f5e", "dash"),
    ("#5b7f1f", "#b5d66a", "dot"),
    ("#8a3f86", "#e09bdb", "dashdot"),
)


def column_colour(index: int, appearance: Appearance = "light") -> str:
    """Colour of the article in column `index` of a comparison."""
    light, dark, _ = COLUMNS[index % len(COLUMNS)]
    return light if appearance == "light" else dark


def css_variables() -> str:
    """The colours of the page as CSS: variables, and a class `st-…` per step of the tone scale."""
    colours = {"ink": INK, "faint": FAINT_INK, "paper": PAPER, "rule": RULE, "unknown": UNKNOWN}
    lines = [f"--px-{name}: {either(c['light'], c['dark'])};" for name, c in colours.items()]
    lines += [f"--px-{name}: {look.colour};" for name, look in KINDS.items()]
    steps = [
        f".st-{step} {{background: {tone_css((2 * step / STEPS - 1) * FULL_TONE)}}}"
        for step in range(STEPS + 1)
    ]
    return "\n".join([".stApp {", *lines, "}", *steps, ".st-u {background: var(--px-unknown)}"])
