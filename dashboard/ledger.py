"""The lines that were removed before scoring, and what the tone would be with them put back."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from dashboard.annotate import bdi, safe, signed
from pipelines.plurals import counted
from pipelines.restoring import restored_tones, with_lines
from pipelines.shortened import shortened

LEDGER = "rd-ledger"  # the place of its first line
MOST_ROWS = 200  # lines listed; a page has seldom more, and each needs a link


@dataclass(frozen=True, slots=True)
class Line:
    """A removed line: its words, or None where the texts are withheld, and why it was removed."""

    text: str | None
    reason: str


def restored_places(said: Sequence[str], n_lines: int) -> frozenset[int]:
    """The lines that the address puts back: `all`, or places from 0 with commas between."""
    if "all" in said:
        return frozenset(range(n_lines))
    places = (part for one in said for part in one.split(","))
    return frozenset(
        int(place)
        for place in places
        if place.isascii() and place.isdigit() and len(place) < 7 and int(place) < n_lines
    )


def ledger(
    lines: Sequence[Line],
    tones: Sequence[float],
    restored: Collection[int],
    link: Callable[[Collection[int]], str],
) -> str:
    """Removed lines as HTML, each with its reason, a link to put it back, and what that does.

    `tones` are those of the article's sentences, none where it has no tone; `link` leads to the
    view in which these lines are put back.
    """
    if not lines:
        return '<p class="rd-empty">Nothing was removed: the text was scored as it was read.</p>'
    if any(line.text is None for line in lines):
        rows = "".join(f"<li>{bdi(line.reason)}</li>" for line in lines[:MOST_ROWS])
        return (
            f"<p>{counted(len(lines), 'line')} removed; the words are withheld.</p><ul>{rows}</ul>"
        )
    of_lines = restored_tones([line.text or "" for line in lines]) if tones else []
    rows = "".join(
        _row(place, line, _effect(tones, of_lines, place), restored, link)
        for place, line in enumerate(lines[:MOST_ROWS])
    )
    more = len(lines) - MOST_ROWS
    rest = f'<p class="rd-n">and {counted(more, "more line")}</p>' if more > 0 else ""
    heads = ("Removed", "Why", "Tone with it", "")
    head = "".join(f'<th scope="col">{one}</th>' for one in heads)
    return (
        f"{_whole(lines, tones, of_lines, restored, link)}"
        '<div class="rd-scroll" tabindex="0" role="group" aria-label="Removed lines">'
        f'<table class="rd-table"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
        f"</div>{rest}"
    )


def _effect(tones: Sequence[float], of_lines: Sequence[Sequence[float]], place: int) -> str:
    if not tones:
        return "no tone"
    before, after = with_lines(tones, of_lines, ()), with_lines(tones, of_lines, {place})
    if after.tone is None or before.tone is None or not of_lines[place]:
        return "unchanged"
    change = round(after.tone - before.tone, 3)
    return f"{signed(after.tone)} ({f'{change:+.3f}'.replace('-', '−') if change else '0.000'})"


def _row(
    place: int,
    line: Line,
    effect: str,
    restored: Collection[int],
    link: Callable[[Collection[int]], str],
) -> str:
    back = place in restored
    words = bdi(shortened(line.text or "", at_most=240))
    others = {*restored} - {place} if back else {*restored, place}
    act = "Remove again" if back else "Put back"
    return (
        f"<tr><td>{words if back else f'<s>{words}</s>'}</td><td>{bdi(line.reason)}</td>"
        f'<td class="rd-number">{effect}</td><td class="rd-nowrap"><a class="px-link"'
        f' target="_self" href="{safe(link(others))}">{act}'
        f'<span class="rd-sr"> line {place + 1}</span></a></td></tr>'
    )


def _whole(
    lines: Sequence[Line],
    tones: Sequence[float],
    of_lines: Sequence[Sequence[float]],
    restored: Collection[int],
    link: Callable[[Collection[int]], str],
) -> str:
    """The tone with the lines put back beside the tone without them, and the links for all."""
    every = range(len(lines))
    links = [
        f'<a class="px-link" target="_self" href="{safe(link(places))}">{label}</a>'
        for label, places, useful in (
            ("Put all back", every, len(restored) < len(lines)),
            ("Remove all again", (), bool(restored)),
        )
        if useful
    ]
    said = "The tables are not changed: this shows what cleaning does to the tone."
    if tones:
        chosen, what = restored or every, _put_back(len(restored))
        before, after = with_lines(tones, of_lines, ()), with_lines(tones, of_lines, chosen)
        said = (
            f"Tone <b>{signed(before.tone or 0.0)}</b> as scored (n = "
            f"{counted(before.n_sentences, 'sentence')}), <b>{signed(after.tone or 0.0)}</b> "
            f"with {what} (n = {after.n_sentences}). {said}"
        )
    return f'<p class="rd-place" id="{LEDGER}">{said}</p><p class="rd-acts">{" · ".join(links)}</p>'


def _put_back(n: int) -> str:
    if not n:
        return "all removed lines put back"
    return "the line put back" if n == 1 else f"the {n} lines put back"
