"""A matrix of links: rows by columns, each cell with its number and a shade."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from dashboard.markup import anchor, escaped

FEW = 6  # columns that are wide enough on a screen for names to lie level


class Cell(NamedTuple):
    """A cell: what it says, where it leads, its background (CSS), what it means in words."""

    text: str
    address: str | None = None
    shade: str = ""
    meaning: str = ""


class Grid(NamedTuple):
    """HTML of a table: its first rows, the others, and all of them in one."""

    first: str
    others: str
    whole: str


UNREAD = Cell("?", meaning="cannot assess: its language is not covered")


def silence(column: str, unread: Collection[str]) -> Cell:
    """The cell of what was not found: nothing there, or nothing that could be looked for."""
    return UNREAD if column in unread else Cell("")


def matrix(
    head: Sequence[str], rows: Sequence[tuple[str, Sequence[Cell]]], *, corner: str = ""
) -> str:
    """HTML of the matrix. `head` and the first part of each row are HTML; cells are plain text."""
    few = " mx-few" if len(head) <= FEW else ""
    top = "".join(f'<th scope="col">{one}</th>' for one in head)
    body = "".join(
        f'<tr><th scope="row">{label}</th>{"".join(_drawn(cell) for cell in cells)}</tr>'
        for label, cells in rows
    )
    return (
        '<div class="px-scroll" tabindex="0" role="region" aria-label="Table">'
        f'<table class="mx{few}"><thead><tr><th>{corner}</th>{top}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _drawn(cell: Cell) -> str:
    if not cell.text:
        return '<td class="mx-none"><span class="px-sr">none</span></td>'
    shade = f' style="background:{cell.shade}"' if cell.shade else ""
    said = f'<span class="px-sr"> {escaped(cell.meaning)}</span>' if cell.meaning else ""
    inner = escaped(cell.text) + said
    drawn = anchor(cell.address, inner, kind="mx-cell") if cell.address else inner
    return f"<td{shade}>{drawn}</td>"
