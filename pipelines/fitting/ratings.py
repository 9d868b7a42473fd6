"""Human ratings of part A on one scale, for both models."""

from pathlib import Path

from pipelines.evaluation.labelled import RatedSentence, editorial_snippets, political_sentences
from pipelines.evaluation.parts import part_of

# One and a fifth points of an editorial's rating (-4..4) are about as strong as a clear judgement
# of a political sentence.
RATING_UNIT = 1.2


def human_ratings(folder: Path) -> list[tuple[RatedSentence, float]]:
    """Every rated sentence of part A with its target: about -1..1, 0 neutral."""
    editorials = [(row, row.rating / RATING_UNIT) for row in editorial_snippets(folder)]
    political = [
        (row, row.rating)
        for name in ("newsmtsc_train", "newsmtsc_dev")
        for row in political_sentences(folder, name)
    ]
    return [(row, target) for row, target in editorials + political if part_of(row.key) == "A"]
