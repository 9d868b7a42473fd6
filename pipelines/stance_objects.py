"""What a stance is about: the words that are its object."""

import re
from collections.abc import Sequence

from pipelines.actors import Mention
from pipelines.articles import Span

# Where what is wanted ends, and circumstances, reasons or another clause begin.
_OBJECT_END = re.compile(
    r";|,\"|[\u2014\u2013]| -+ |\.\.\.|\u2026|: |\||"
    r",? (?:but|while|whereas|although|though|even though|which|who|whose|whom|where|yet|because|"
    r"since|unless|if|until|till|despite|amid|as|after|before|when|without|in order|out of|"
    r"ahead of|in exchange|in return|in response|following|so that|rather than|given|what|"
    r"instead of|in hopes?|in case|according to|during|saying|arguing|adding|citing)\b|"
    r",? and (?:he|she|it|they|we|that|said|says|has|have|had|is|was|were|are|will|would)\b|"
    r",? and (?:[a-z]+ly )?(?:(?:reject|call|urg|refus|accus|demand|criticiz|den|insist|warn|pledg|"
    r"vow|hail|ask|oppos|welcom)(?:ed|ied|es|ies)|(?:reject|insist|warn|vow|oppose)s|sought)\b|"
    r", and (?:an?|some|many|former|senator|sen\.|rep\.|gov\.|mr\.|mrs\.|ms\.|president) |"
    r",? and (?:[a-z'-]+ ){1,4}(?:have|has|had|will|would)\b|"
    # ", setting up a vote", ", a person said"
    r", (?:this|that|these|those|there) |"
    r", (?:in part|partly|said|says|has|have|had|is|was|are|were|will|all|"
    r"[a-z]+ing|[a-z]+ly|just|not|he|she|they|it|we)\b|"
    r", an? [a-z]+ (?:that|which|by)\b|"
    r", [^,;]{2,60} (?:said|says|told|added|wrote|tweeted|announced|reported|argued|"
    r"believes?)\b|"
    r"(?<=[a-z\"]) that \"?(?:is|was|are|were|has|had|have|would|will|could|may|might|can)\b"
)
# A sentence that was taken for part of the one before ("in the U.S. Critics have said").
_NEXT_SENTENCE = re.compile(
    r"(?<=\bU\.S\.) (?=[A-Z][a-z]+ (?:have|has|had|said|say|is|are|was|were|will|would)\b)|"
    r"(?<=[a-z]{3})[.!?][\"')]* (?=[A-Z])"
)
# Another party goes on: ", and Moscow has refused".
_AND = re.compile(r"(?:,| and) (?:the )?(?:[a-z]+ )?$")
_GOES_ON = re.compile(
    r"(?: [a-z]+)? (?:has|have|had|is|are|was|were|will|would|refus|reject|want|demand|insist|warn|"
    r"say|said|says|told|oppos|support|favou?r|call|accus|push|urg|seek|sought|agre|accept|"
    r"decid|vow|promis)"
)
# What follows a verb without an object: "as Mr Holt promised throughout the campaign".
_NO_OBJECT = re.compile(
    r"(?:,|\W*(?:$|(?:in|on|at|by|as|when|during|after|before|because|even|though|although|with|since|"
    r"until|while|throughout|among|is|was|are|were|has|had|would|will|and|or|but|to do|"
    r"(?:to )?(?:make|take|give|do|offer|accept|see|get) (?:in|for|at|by|as))\b))"
)


def object_after(
    plain: str, lowered: str, verb_end: int, end: int, nearby: Sequence[Mention]
) -> Span | None:
    """The words after the verb that say what is wanted, or None where none do.

    A quotation that the verb stands in ends it, as does the next clause or party.
    """
    if _NO_OBJECT.match(lowered[verb_end:end]) and lowered[verb_end : verb_end + 1] != ":":
        return None
    stop = end
    for pattern, text in ((_OBJECT_END, lowered), (_NEXT_SENTENCE, plain)):
        # "That" and "as" right after the verb belong to it.
        found = pattern.search(text, verb_end + 1, stop)
        stop = found.start() if found else stop
    for mention in nearby:
        joined = verb_end < mention.start_char < stop and _AND.search(
            lowered[verb_end : mention.start_char]
        )
        if joined and _GOES_ON.match(lowered, mention.end_char):
            stop = mention.start_char
            break
    while stop > verb_end and lowered[stop - 1] in " ,.\"'!?)":
        stop -= 1
    if lowered.endswith(" and", verb_end, stop):
        stop -= 4
    return Span(verb_end, stop) if stop > verb_end else None


def quotation_end(lowered: str, sentence: Span, verb: Span) -> int:
    """The end of the sentence, or of the quotation in it that the verb stands in."""
    if lowered.count('"', sentence.start_char, verb.start_char) % 2 == 0:
        # A quotation that began in an earlier sentence closes without one that opens.
        close = lowered.find('"', verb.end_char, sentence.end_char)
        opens = close >= 0 and lowered[close - 1 : close].isspace()
        return sentence.end_char if close < 0 or opens else _closing(lowered, close, sentence)
    close = lowered.find('"', verb.end_char, sentence.end_char)
    return sentence.end_char if close < 0 else close


def _closing(lowered: str, close: int, sentence: Span) -> int:
    """A closing mark with none before it ends the claim."""
    return close if lowered.count('"', sentence.start_char, close) == 0 else sentence.end_char
