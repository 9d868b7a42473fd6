"""How much of a text says again what it said before, in runs of words."""

import numpy as np

from pipelines.articles import Span
from pipelines.word_runs import runs_of, words_of

RUN = 4  # words; shorter runs repeat in any English text


def repeated_share(lowered: str) -> float | None:
    """Share of the runs of words that stand further up already, 0..1; None without a run."""
    runs = runs_of(words_of(lowered), RUN)
    if not len(runs):
        return None
    runs.sort()
    return float(np.count_nonzero(runs[1:] == runs[:-1])) / len(runs)


def repeated_spans(lowered: str) -> list[Span]:
    """Where the runs stand that come more than once; runs that touch make one span."""
    words = words_of(lowered)
    _, kinds, counts = np.unique(runs_of(words, RUN), return_inverse=True, return_counts=True)
    spans: list[Span] = []
    for place in np.flatnonzero(counts[kinds] > 1):
        start, end = int(words.starts[place]), int(words.ends[place + RUN - 1])
        if spans and start <= spans[-1].end_char:
            spans[-1] = Span(spans[-1].start_char, end)
        else:
            spans.append(Span(start, end))
    return spans
