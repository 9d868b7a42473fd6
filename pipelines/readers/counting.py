"""How many articles inputs are likely to hold, for a progress bar that knows its end."""

from collections.abc import Sequence
from pathlib import Path

from pipelines.readers import SINGLE, found_in

_LINES = (".jsonl", ".ndjson")
_CHUNK = 1 << 20  # bytes read at once


def count_articles(inputs: Sequence[str | Path]) -> int | None:
    """The number of articles, None where only reading them would tell (tables, archives)."""
    total = 0
    for given in {Path(item).as_posix() for item in inputs}:
        for found in found_in(given):
            path = Path(found if isinstance(found, str) else found.path)
            ending = path.suffix.lower()
            if not isinstance(found, str) or ending in dict(SINGLE):
                total += 1
            elif ending in _LINES and path.is_file():
                total += _lines(path)
            else:
                return None
    return total


def _lines(path: Path) -> int:
    with open(path, "rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(_CHUNK), b""))
