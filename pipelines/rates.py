"""How usual a number is: where it lies among reference articles of about the same length.

A reference set is a folder with `rates.tsv`, the quantiles of every score and of every rate behind
a flag by length of text, and `firing.tsv`, how often each flag fires there: numbers only.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from pipelines.schemas import TableError, Tables
from pipelines.scores import SCORES

FOLDER = Path(__file__).resolve().parents[1] / "data" / "reference"
# Words from which a text belongs to the next band: brief, short, usual, long, very long. Rates of
# short texts spread more, so that each is compared with its like.
BANDS = (200, 450, 800, 1400)
FEWEST = 60  # articles of a band; below, a percentile would move by more than a point with one
_POINTS = np.linspace(0, 1, 101)  # minimum, percentiles 1 to 99, maximum
_STATES = ("triggered", "clear", "cannot assess")


@dataclass(frozen=True, slots=True)
class Rates:
    """The reference set: quantiles by name and band, and the answers of each flag there.

    `firing` counts articles by flag and state. Both are empty where there is no reference set.
    """

    n_articles: int = 0
    quantiles: Mapping[tuple[str, int], tuple[float, ...]] = field(default_factory=dict)
    firing: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def percentile(self, name: str, value: float | None, n_words: int) -> float | None:
        """Per cent of reference articles of such a length whose rate is lower, rounded down.

        `name` is a flag or a score. None where the value is unknown or too few are like it.
        """
        if value is None:
            return None
        points = self.quantiles.get((name, band_of(n_words)))
        if points is None:
            return None
        return float(max(0, bisect_left(points, value) - 1))


def band_of(n_words: int) -> int:
    """The band of a text of so many words, from 0 for the shortest."""
    return bisect_right(BANDS, n_words)


def band_words(n_words: int) -> str:
    """The lengths that the band of such a text spans, in words."""
    band = band_of(n_words)
    if band == 0:
        return f"under {BANDS[0]} words"
    if band == len(BANDS):
        return f"{BANDS[-1]:,} words and more"
    return f"{BANDS[band - 1]:,} to {BANDS[band] - 1:,} words"


def read_rates(folder: Path = FOLDER) -> Rates:
    """The reference set of a folder; an empty one without its files.

    Raises TableError with file and line for a line that is not one of ours.
    """
    stamps = tuple(_stamp(folder / name) for name in ("rates.tsv", "firing.tsv"))
    return _read(folder, stamps)


def to_manifest(folder: Path) -> dict[str, Any]:
    """What a build tells of the reference set that it compared with; how flags fire in another
    than the one that ships, which every reader has."""
    rates = read_rates(folder)
    own = folder.resolve() != FOLDER.resolve()
    return {"n_articles": rates.n_articles, "own": own, "firing": rates.firing if own else {}}


def of_manifest(manifest: Mapping[str, Any]) -> tuple[Rates, bool]:
    """The reference set of a build, without quantiles if it is the user's own, and whether it is.

    A build that names none has compared with the one that ships.
    """
    told = manifest.get("reference") or {}
    if not told.get("own"):
        return read_rates(), False
    return Rates(told["n_articles"], firing=told["firing"]), True


def is_made(folder: Path) -> bool:
    """Whether the folder holds a reference set."""
    return (folder / "rates.tsv").is_file()


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


@lru_cache(maxsize=2)
def _read(folder: Path, _: object) -> Rates:
    n_articles = 0
    quantiles: dict[tuple[str, int], tuple[float, ...]] = {}
    for path, number, cells in _cells(folder / "rates.tsv"):
        if cells[0] == "articles":
            n_articles = int(cells[1])
            continue
        try:
            points = tuple(float(cell) for cell in cells[3].split(" "))
            quantiles[cells[0], int(cells[1])] = points
        except (IndexError, ValueError):
            raise _not_ours(path, number, "name, band, n and 101 numbers") from None
    firing: dict[str, dict[str, int]] = {}
    for path, number, cells in _cells(folder / "firing.tsv"):
        try:
            counts = [int(cell) for cell in cells[1:]]
            firing[cells[0]] = dict(zip(_STATES, counts, strict=True))
        except ValueError:
            raise _not_ours(path, number, "a flag and three counts") from None
    return Rates(n_articles, quantiles, firing)


def _not_ours(path: Path, number: int, expected: str) -> TableError:
    return TableError(
        f"{path}, line {number}: expected {expected}. Delete the folder to have it made anew."
    )


def _cells(path: Path) -> Iterable[tuple[Path, int, list[str]]]:
    if not path.is_file():
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line and not line.startswith("#"):
            yield path, number, line.split("\t")


def write_rates(folder: Path, parts: Iterable[Tables]) -> int:
    """Measure scored articles and write them as a reference set; says how many there were.

    Without any, nothing is written.
    """
    values: dict[tuple[str, int], list[float]] = {}
    firing: dict[str, Counter[str]] = {}
    n_articles = 0
    for tables in parts:
        n_articles += len(tables.articles)
        _add(values, tables)
        for flag, state in zip(tables.flags["flag"], tables.flags["state"], strict=True):
            firing.setdefault(flag, Counter())[state] += 1
    if not n_articles:
        return 0
    folder.mkdir(parents=True, exist_ok=True)
    lines = ["# name, band of length, n, quantiles 0 to 100", f"articles\t{n_articles}"]
    for (name, band), found in sorted(values.items()):
        if len(found) >= FEWEST:
            points = " ".join(f"{point:.4g}" for point in np.quantile(found, _POINTS))
            lines.append(f"{name}\t{band}\t{len(found)}\t{points}")
    states = [
        "\t".join([flag, *(str(counts[state]) for state in _STATES)])
        for flag, counts in firing.items()
    ]
    (folder / "firing.tsv").write_text(
        "\n".join([f"# flag, {', '.join(_STATES)}", *states]) + "\n", encoding="utf-8"
    )
    (folder / "rates.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return n_articles


def _add(values: dict[tuple[str, int], list[float]], tables: Tables) -> None:
    articles = tables.articles.set_index("article_id")
    bands = articles["n_words"].map(band_of)
    rated = [(score.name, articles[score.name], bands) for score in SCORES]
    rated += [
        (str(flag), own["value"], own["article_id"].map(bands))
        for flag, own in tables.flags.groupby("flag", sort=False)
    ]
    for name, column, band in rated:
        known = column.notna()
        for one, value in zip(band[known], column[known], strict=True):
            values.setdefault((name, int(one)), []).append(float(value))
