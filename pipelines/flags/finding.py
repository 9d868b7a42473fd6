"""What a flag answers: triggered with its words, clear, or cannot assess."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from pipelines.articles import Span

if TYPE_CHECKING:
    from pipelines.documents import Document

State = Literal["triggered", "clear", "cannot assess"]
Field = Literal["text", "raw_text", "title"]
Grade = Literal["A", "B", "C", "D"]

# What each grade of evidence rests on.
GRADES: dict[Grade, str] = {
    "A": "repeated or large studies",
    "B": "one decent study",
    "C": "professional norm",
    "D": "plausible, untested",
}


class Mark(NamedTuple):
    """Words that made a flag fire: a span of one of the article's fields."""

    span: Span
    field: Field = "text"
    note: str | None = None


class Finding(NamedTuple):
    """The answer of one flag for one article.

    `reason` says what is missing or why the flag cannot be assessed; `value` is the rate behind
    the answer in the unit that the flag's meaning names, also when the flag is clear.
    """

    state: State
    marks: tuple[Mark, ...] = ()
    reason: str | None = None
    value: float | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    """One practice that can be seen in the text or its metadata.

    `meaning` says what was found, `innocent` why it may be harmless, `grade` how strong the
    published evidence is (see `GRADES`). `check` answers for one document.
    """

    name: str
    family: str
    label: str
    meaning: str
    innocent: str
    grade: Grade
    check: Callable[["Document"], Finding]


_CLEAR = Finding("clear")  # the answer of most flags


def clear(*, value: float | None = None) -> Finding:
    """Looked for and not found."""
    return _CLEAR if value is None else Finding("clear", value=value)


def cannot_assess(reason: str) -> Finding:
    """Not answerable for this article; `reason` says why."""
    return Finding("cannot assess", reason=reason)


def missing(what: str, *, value: float | None = None) -> Finding:
    """Triggered by an absence; `what` names what the article does not have."""
    return Finding("triggered", reason=f"no {what}", value=value)


def triggered_by(
    found: Iterable[Span | Mark], *, value: float | None = None, reason: str | None = None
) -> Finding:
    """Triggered with the words given, clear without any: no flag fires without its words."""
    marks = tuple([mark if isinstance(mark, Mark) else Mark(mark) for mark in found])
    if not marks:
        return clear(value=value)
    return Finding("triggered", marks=marks, reason=reason, value=value)
