"""What if a removed line were part of the article: its tone with lines put back.

Asked for on the article page, like the words behind a tone, and never stored.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pipelines.scores import mean
from pipelines.sentences import sentence_spans
from pipelines.tone import tone_of


@dataclass(frozen=True, slots=True)
class Restored:
    """The tone of an article with lines put back, and the number of sentences behind it."""

    tone: float | None
    n_sentences: int


def restored_tones(lines: Sequence[str]) -> list[list[float]]:
    """The tones of the sentences of each removed line."""
    cut = [
        [line[span.start_char : span.end_char] for span in sentence_spans(line)] for line in lines
    ]
    tones = iter(tone_of([sentence for sentences in cut for sentence in sentences]))
    return [[next(tones) for _ in sentences] for sentences in cut]


def with_lines(
    tones: Sequence[float], removed: Sequence[Sequence[float]], put_back: Collection[int]
) -> Restored:
    """The mean over the sentences of the article and of the lines put back, by their places."""
    every = [*tones, *(tone for place in sorted(put_back) for tone in removed[place])]
    return Restored(mean(every), len(every))
