"""The page of a brief: one HTML file without script or request, made to be printed."""

import base64
import hashlib
import html
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from pipelines.plurals import counted as counted  # for the sections, beside `listed`

_CSS = (Path(__file__).parent / "brief.css").read_text(encoding="utf-8")


class Section(NamedTuple):
    """`lead` has the findings in a sentence each, for the first page; `body` their details."""

    key: str
    title: str
    lead: tuple[str, ...]
    body: str


def escaped(text: object) -> str:
    """The text as HTML that shows it and does nothing else."""
    return html.escape(str(text), quote=True)


def words(text: object) -> str:
    """Words of an article as HTML: apart from ours in direction too, whatever they contain."""
    return f'<bdi dir="auto">{escaped(text)}</bdi>'


def listed(items: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def paragraph(inner: str, *, kind: str = "") -> str:
    """A paragraph of HTML."""
    return f'<p class="{kind}">{inner}</p>' if kind else f"<p>{inner}</p>"


def points(items: Iterable[str]) -> str:
    """A list of sentences that are HTML already."""
    drawn = "".join(f"<li>{item}</li>" for item in items)
    return f"<ul>{drawn}</ul>" if drawn else ""


def table(label: str, head: Sequence[str], rows: Sequence[Sequence[str]], *, kind: str = "") -> str:
    """A table of cells that are HTML already; the first cell of a row names it."""
    top = "".join(f'<th scope="col">{cell}</th>' for cell in head)
    body = "".join(
        f'<tr><th scope="row">{row[0]}</th>{"".join(f"<td>{cell}</td>" for cell in row[1:])}</tr>'
        for row in rows
    )
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{escaped(label)}">'
        f'<table class="{kind}"><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def left_off(n_all: int, n_shown: int, what: str) -> str:
    """Says that a long list was cut; nothing where it was not."""
    if n_all <= n_shown:
        return ""
    return paragraph(
        f"Shown: {n_shown:,} of {n_all:,} {what}. The dashboard has all of them; "
        "a filter there makes a brief of fewer articles.",
        kind="faint",
    )


def page(title: str, head: str, sections: Sequence[Section]) -> str:
    """The whole document."""
    digest = base64.b64encode(hashlib.sha256(_CSS.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    contents = "".join(
        f'<li><a href="#{section.key}">{section.title}</a></li>' for section in sections
    )
    leads = points(
        f'{lead} <a class="to" href="#{section.key}">details</a>'
        for section in sections
        for lead in section.lead
    )
    body = "".join(
        f'<section id="{section.key}"><h2>{section.title}</h2>{section.body}</section>'
        for section in sections
    )
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer"><meta name="generator" content="Parallax">'
        f"<title>{escaped(title)}</title><style>{_CSS}</style></head>\n"
        f"<body><main><header><h1>{escaped(title)}</h1>{head}</header>"
        f'<section id="short"><h2>In short</h2>{leads}</section>'
        f'<nav aria-label="Contents"><h2>Contents</h2><ol>{contents}</ol></nav>'
        f"{body}</main></body></html>\n"
    )
