"""The two parts of every labelled set: A may be fitted on, B is only ever reported."""

import hashlib

# A quarter is enough for an interval of a few points and leaves most labels for fitting.
_REPORTED_OF_256 = 64
# Inside part A, choices between models are made on an eighth that those models have not seen.
_CHOICE_OF_256 = 32


def part_of(key: str) -> str:
    """`A` (fit) or `B` (report), by a hash of what identifies the row: its article or its text."""
    return "B" if hashlib.sha256(key.encode()).digest()[0] < _REPORTED_OF_256 else "A"


def is_for_choices(key: str, *, fold: int = 0) -> bool:
    """True for the eighth of rows kept aside in `fold` (0..7) when models are compared."""
    return hashlib.sha256(key.encode()).digest()[1] // _CHOICE_OF_256 == fold
