"""A figure of agreement with human labels, with its n and its 95 % bootstrap interval."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

_RESAMPLES = 1000  # moves the ends of an interval by less than .01 from seed to seed
_SEED = 20240222


@dataclass(frozen=True, slots=True)
class Figure:
    """One result: what was measured, on which set, by which model, on how many rows.

    `set` is the name of the labelled file up to its first dot. `low` and `high` bound the 95 %
    interval (bootstrap, or exact where all or none are right); None where none was computed.
    Higher is better for every figure, so that floors work alike for all.
    """

    name: str
    set: str
    model: str
    n: int
    value: float
    low: float | None = None
    high: float | None = None

    @property
    def key(self) -> str:
        """What identifies the figure from one run to the next."""
        return f"{self.set} | {self.name} | {self.model}"


def pearson_r(found: Numbers, wanted: Numbers) -> float:
    """Pearson's correlation; 0 where either side does not vary."""
    if len(found) < 2 or found.std() == 0 or wanted.std() == 0:
        return 0.0
    return float(np.corrcoef(found, wanted)[0, 1])


def macro_f1(found: Sequence[int] | Numbers, wanted: Sequence[int] | Numbers) -> float:
    """Mean over the classes present in `wanted` of the harmonic mean of precision and recall."""
    found, wanted = np.asarray(found), np.asarray(wanted)
    scores = []
    for label in np.unique(wanted):
        hits = int(((found == label) & (wanted == label)).sum())
        marked = int((found == label).sum()) + int((wanted == label).sum())
        scores.append(2 * hits / marked)
    return float(np.mean(scores)) if scores else 0.0


def f1(found: Numbers, wanted: Numbers) -> float:
    """Harmonic mean of precision and recall of yes (1) against no (0)."""
    marked = found.sum() + wanted.sum()
    return float(2 * (found * wanted).sum() / marked) if marked else 0.0


def area_under_curve(found: Numbers, wanted: Numbers) -> float:
    """How often a positive row has the higher number of a pair; equal numbers count half."""
    order = np.argsort(found, kind="stable")
    _, place, n_equal = np.unique(found[order], return_inverse=True, return_counts=True)
    ranks = np.empty(len(found))
    ranks[order] = (np.cumsum(n_equal) - (n_equal - 1) / 2)[place]
    n_positive = float(wanted.sum())
    n_negative = len(wanted) - n_positive
    if not n_positive or not n_negative:
        return 0.5
    above = float(ranks[wanted == 1].sum()) - n_positive * (n_positive + 1) / 2
    return above / (n_positive * n_negative)


def figure(
    name: str,
    set_name: str,
    model: str,
    found: Sequence[float] | Numbers,
    wanted: Sequence[float] | Numbers,
    *,
    measure: Callable[[Numbers, Numbers], float],
    groups: Sequence[str] | None = None,
) -> Figure:
    """The measure with its interval; rows of one group (an article) are drawn together."""
    x, y = np.asarray(found, dtype=float), np.asarray(wanted, dtype=float)
    chance = np.random.default_rng(_SEED)
    members = None if groups is None else _members(groups)
    n = len(x) if members is None else len(members)
    drawn = []
    for _ in range(_RESAMPLES if n > 1 else 0):
        rows = chance.integers(0, n, n)
        if members is not None:
            rows = np.concatenate([members[row] for row in rows])
        drawn.append(measure(x[rows], y[rows]))
    value = measure(x, y)
    low, high = np.quantile(drawn, (0.025, 0.975)) if drawn else (None, None)
    if drawn and low == high and value in (0, 1):
        low, high = _bounds_of_all(n) if value else (0.0, 1 - _bounds_of_all(n)[0])
    return Figure(
        name,
        set_name,
        model,
        len(x),
        round(value, 4),
        None if low is None else round(float(low), 4),
        None if high is None else round(float(high), 4),
    )


def _bounds_of_all(n: int) -> tuple[float, float]:
    """The exact 95 % interval (Clopper and Pearson) of a share where all of n are right.

    Rows drawn again are then all right too, which would pass 28 of 28 for certainty.
    """
    return 0.025 ** (1 / n), 1.0


def _members(groups: Sequence[str]) -> list[NDArray[np.intp]]:
    rows_of: dict[str, list[int]] = {}
    for row, group in enumerate(groups):
        rows_of.setdefault(group, []).append(row)
    return [np.array(rows) for rows in rows_of.values()]
