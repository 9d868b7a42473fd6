"""Whose claim a stance is: the narrator's, or that of somebody quoted or reported."""

import re
from collections.abc import Sequence

from pipelines.actors import Mention
from pipelines.articles import Span
from pipelines.quotes import Quote
from pipelines.stance_subjects import PRONOUN

# A report does not reach past these: "aides noted that it is cheap, while Ms Holt had offered".
_NEW_CLAUSE = re.compile(
    r";| -+ |[\u2014\u2013]|\b(?:but|while|although|though|whereas|as|after|when)\b|, and\b"
)


def claimant(
    lowered: str, start: int, verb: Span, actors: Sequence[Mention], quotes: Sequence[Quote]
) -> tuple[str, str | None]:
    """Voice and speaker of a stance that begins at `start` (`Position.voice`, `claimed_by`).

    The quotation around the verb comes before a report around it. Actors whose own act the verb is
    ("Norland warned that") are not reported by anybody.
    """
    for quote in quotes:
        if not (quote.start_char <= verb.start_char and verb.end_char <= quote.end_char):
            continue
        if quote.form == "direct":
            return "quoted", quote.speaker
        speaker, cue = quote.speaker_span, quote.cue_span
        if quote.speaker is None or speaker is None or cue is None:
            continue
        if any(m.start_char < speaker.end_char and speaker.start_char < m.end_char for m in actors):
            continue
        told_before = cue.end_char <= start
        if not told_before or not _NEW_CLAUSE.search(lowered, cue.end_char, start):
            return "reported", quote.speaker
    if actors[0].kind == PRONOUN:  # "Moscow said it will not"
        return "reported", actors[0].actor
    return "narrator", None
