"""Figures, tones and the notes of conflicts as people write them: 58 billion euros, −0.30."""

import math
import re
from datetime import date

from pipelines.figures import MEASURES, PLURALS

_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
# They stand behind any number unchanged: "37 dead", "9 people", "640 km".
_UNCHANGED = frozenset(
    ("people", "dead", "injured", "rescued", "arrested", "kidnapped", "missing", "displaced",
     "evacuated", "km", "kg", "percent", "aircraft")
)  # fmt: skip
_MANY = {one: many for many, one in PLURALS.items() if many not in ("persons", "troops", "homes")}


def signed(tone: float | None) -> str:
    """A tone as `+0.21` or `−0.30`; what rounds to zero has no sign, an unknown one is a dash."""
    if tone is None or math.isnan(tone):
        return "–"
    rounded = f"{abs(tone):.2f}"
    sign = "" if float(rounded) == 0 else "+" if tone > 0 else "−"
    return sign + rounded


def figure_said(value: str, unit: str | None) -> str:
    """A figure of the tables in words: `58000000000`, `euro` is "58 billion euros".

    `value` is a number without separators, `unit` what it counts in the singular.
    """
    number = _number(value)
    if not unit:
        return number
    if unit == "percent":
        return f"{number} %"
    measure, _, counted = unit.partition(" ")
    if counted and measure in MEASURES:  # "30-day ceasefire", "14-page paper"
        return f"{number}-{measure} {counted}"
    return f"{number} {unit if value == '1' else _plural(unit)}"


def _number(value: str) -> str:
    try:
        amount = float(value)
    except ValueError:
        return value
    for scale, name in _SCALES:
        if amount >= scale:
            return f"{amount / scale:.10g} {name}"
    return f"{amount:,.10g}"


def _plural(unit: str) -> str:
    """The noun that ends a unit in the plural."""
    before, _, noun = unit.rpartition(" ")
    if noun in _UNCHANGED:
        return unit
    if noun in _MANY:
        many = _MANY[noun]
    elif re.search(r"[^aeiou]y$", noun):
        many = f"{noun[:-1]}ies"
    else:
        many = noun + ("es" if re.search(r"(?:s|x|z|ch|sh)$", noun) else "s")
    return f"{before} {many}".strip()


def fact_said(kind: str, value: str, unit: str | None) -> str:
    """A stated fact in words; only figures are written otherwise than the tables have them."""
    return figure_said(value, unit) if kind == "figure" else value


ODD = "; wording at odds with the stated date"  # of one of the two, ends a note of dates
_SLOTS = ("place", "date", "outcome")
_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")


def conflict_said(note: str) -> str:
    """The note of two articles that do not fit, in words.

    The value of the first article of the pair stands first; of days of writing it is not told
    which is whose.
    """
    values = values_of(note)
    if len(values) != 2:
        days = [_spelt(day) for day in _DAY.findall(note)]
        if len(days) != 2:
            return note
        latest, earliest = days
        said = f"one was written by {latest} at the latest, the other from {earliest} on"
        if not note.endswith(ODD):
            return said
        return f"by its words {said}; the words of one of the two do not fit its own date either"
    what = note.partition(": ")[0]
    slot = what.partition(" (")[0]
    if slot in _SLOTS:  # the names that both share stand in the sentences
        return f"{slot} {' against '.join(values)}{' (by weekday)' * ('by weekday' in what)}"
    return " against ".join(figure_said(value, what) for value in values)


def values_of(note: str) -> list[str]:
    """The two values in the note of a conflict of facts; none of a conflict of dates."""
    values = note.partition(": ")[2]
    return values.split(" against ", 1) if " against " in values else []


def _spelt(day: str) -> str:
    found = date.fromisoformat(day)
    return f"{found.day} {found:%B %Y}"
