"""What the expression of a stance says with the denials around it."""

import re

from pipelines.stances import Stance, StanceWords

_NOTHING = re.compile(r"\W*(?:[a-z'-]+ ){0,5}(?:nothing|neither|none|nobody|no one)\b")
# "Vowed to block the deal", "promised a veto"
_AGAINST = re.compile(
    r" (?:to (?:again )?(?:block|veto|fight|oppose|stop|resist|reject|defy|thwart|kill|filibuster|"
    r"derail)(?! to\b| for\b)|a veto|(?:that )?(?:he|she|it|they) (?:won't|wouldn't|"
    r"(?:will|would) not))\b"
)
_NO = re.compile(r" no (?!longer\b|less\b|more\b|later\b|fewer\b)")
_MODAL = re.compile(r"\b(?:will|would|won't|wouldn't|cannot|can't|can)\b|'ll|'d\b")
_PERFECT_NOT = re.compile(
    r"\b(?:has|have|had) (?:[a-z]+ )?not\b|\b(?:hasn't|haven't|hadn't)\b|not yet\b"
)
NEITHER = re.compile(r"\b(?:neither|nor) (?:the )?$")


def stated_polarity(
    between: str, ahead: str, stance: Stance, about: str, words: StanceWords
) -> str | None:
    """What the expression says with its denials; None where it then takes no stance."""
    denied = words.negation.search(between) is not None
    if denied and _PERFECT_NOT.search(between):
        return None
    if NEITHER.search(ahead):
        denied = not denied
    if _NOTHING.match(about):
        return None
    if stance.polarity in ("wants", "offers") and not denied and _AGAINST.match(about):
        return "refuses"
    if _NO.match(about):
        # "Accepts no terms"; twice denied is nothing we can tell.
        if denied or stance.form == "state":
            return None
        denied = True
    if not stance.polarity and not _MODAL.search(between):
        return None
    return stance.denied if denied else stance.polarity or None
