"""What a reader says when something could not be read, or was read in a way to be told."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input, or one record of it, that was set aside: where, why, and what to do about it."""

    path: str
    line: int | None
    message: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about an input that went through, such as the columns that were used."""

    path: str
    message: str


class Unreadable(ValueError):
    """The whole input cannot be read; the message says why and what to do."""


class BadRecord(ValueError):
    """One record cannot be used; the message says why and what to do."""
