"""Stances whose object or subject stands further up: "talks, which Moscow opposes"."""

import re
from collections.abc import Sequence

from pipelines.actors import Mention
from pipelines.articles import Span
from pipelines.stances import Stance

# Nouns that stand for a clause further up: "a position rejected by Moscow".
ANAPHOR = re.compile(
    r"\W*(?:(?:an?|the|this|that|its|his|her|their) )?"
    r"(?:positions?|demands?|proposals?|claims?|ideas?|plans?|conditions?|stances?|requests?|"
    r"offers?|moves?|views?|something|terms|steps?|approach|option)(?: that| which)?(?: the)?\W*$"
)
WHICH = re.compile(r", which (?:the )?$")
_MARKS = ',;:\u2014\u2013"'
_FARTHEST = 150  # characters from an actor to the second of its verbs
_MOST = 10  # words of an object in front of "which"
# Stances that need an object: "which Norland agreed" is only how it came about.
_TAKES_OBJECT = frozenset(
    (
        "accept", "approve", "back", "champion", "demand", "endorse", "favour", "offer", "oppose",
        "promise", "propose", "refuse", "reject", "rule out", "seek", "support", "want", "welcome",
    )
)  # fmt: skip
# "Norland has met its guarantors and": a verb of the same form stands before, and its subject opens
# the sentence. In a relative or other clause the verb may be somebody else's.
_FIRST_VERB = re.compile(
    r" (?:has |also |then |now |[a-z]+ly )?(?P<verb>[a-z]+(?P<form>s|ed)) "
    r"(?!.*\b(?:who|which|that|whom|whose|if|when|while|because|as|after|but|is|are|was|were)\b)"
    r"[^,;:()\"\u2014\u2013]+,? and (?:has |also |then |now |[a-z]+ly )?"
)


def object_before(
    lowered: str, sentence: Span, start: int, stance: Stance
) -> tuple[Span, bool] | None:
    """What a stance without an object is about, where that stands before its actor.

    "..., a demand that Moscow rejected" is about the clause, "talks, which Moscow opposes" about
    the talks: there the words count backwards, as the flag beside the span says.
    """
    ahead = lowered[sentence.start_char : start]
    mark = max(ahead.rfind(mark) for mark in ",\u2014\u2013")
    if mark >= 0 and ANAPHOR.match(ahead[mark + 1 :]):
        return Span(sentence.start_char, sentence.start_char + mark), False
    which = WHICH.search(ahead)
    if which is None or stance.verb not in _TAKES_OBJECT:
        return None
    first = max(ahead.rfind(mark, 0, which.start()) for mark in _MARKS) + 1
    words = ahead[first : which.start()].rsplit(maxsplit=_MOST)[-_MOST:]
    first = ahead.rfind(words[0], first, which.start()) if len(words) == _MOST else first
    return Span(sentence.start_char + first, sentence.start_char + which.start()), True


def subject_of_second(
    lowered: str, sentence: Span, verb: Span, stance: Stance, before: Sequence[Mention]
) -> Mention | None:
    """The actor that opens a sentence, where "and" joins the stance to its verb: "Norland holds on
    to its claim and refuses"."""
    if not before or stance.form not in ("s", "ed"):
        return None
    first = before[0]
    if verb.start_char - first.end_char > _FARTHEST:
        return None
    if lowered[sentence.start_char : first.start_char] not in ("", "the ", '"'):
        return None
    found = _FIRST_VERB.fullmatch(lowered, first.end_char, verb.start_char)
    return first if found is not None and found["form"] == stance.form else None
