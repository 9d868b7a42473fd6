"""Human ratings of part A on one scale, for both models."""

from dataclasses import dataclass
from pathlib import Path

from pipelines.evaluation.labelled import editorial_snippets, political_sentences
from pipelines.evaluation.parts import is_for_choices, part_of

# One and a fifth points of an editorial's rating (-4..4) are about as strong as a clear judgement
# of a political sentence.
RATING_UNIT = 1.2
# Editorials were rated by twenty people each and are a fifth of the sentences.
EDITORIAL_WEIGHT = 1.5


@dataclass(frozen=True, slots=True)
class Lesson:
    """A sentence with the tone that a model should give it: about -1..1, 0 neutral."""

    text: str
    target: float
    kind: str  # editorials, political, taught
    weight: float = 1.0
    key: str = ""


def human_ratings(folder: Path) -> list[Lesson]:
    """Every rated sentence of part A."""
    editorials = [
        Lesson(row.text, row.rating / RATING_UNIT, "editorials", EDITORIAL_WEIGHT, row.key)
        for row in editorial_snippets(folder)
    ]
    political = [
        Lesson(row.text, row.rating, "political", key=row.key)
        for name in ("newsmtsc_train", "newsmtsc_dev")
        for row in political_sentences(folder, name)
    ]
    return [lesson for lesson in editorials + political if part_of(lesson.key) == "A"]


def parted(lessons: list[Lesson], *, fold: int) -> tuple[list[Lesson], list[Lesson]]:
    """The lessons to fit on, and the eighth kept aside for choices."""
    aside = [is_for_choices(lesson.key, fold=fold) for lesson in lessons]
    return (
        [lesson for lesson, kept in zip(lessons, aside, strict=True) if not kept],
        [lesson for lesson, kept in zip(lessons, aside, strict=True) if kept],
    )
