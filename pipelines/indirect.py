"""Statements credited to somebody in the writer's words: who, the cue, and the clause."""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipelines.attribution_words import attribution_words
from pipelines.clauses import Phrase, object_after, subject_before
from pipelines.credits import Credit, is_passive, is_verb, subject_of
from pipelines.stretches import Stretch

_WORDS = attribution_words()
# A word counts as a cue from these chances on: less is enough of a verb of speech whose speaker is
# told, more is asked where nobody says it. Of those of nobody, two in three are right even so.
_LEAST_CHANCE = {"speech": 0.4, "told": 0.45, "nobody": 0.58}
_LEAST = {ground: math.log(least / (1 - least)) for ground, least in _LEAST_CHANCE.items()}
# These say something only with such a word behind them: "spoke fluent Spanish", "known as Skip".
_SPEAKS = frozenset(("of", "about", "out", "against", "to", "with", "for", "up", "in", ":"))
_THAT = frozenset(("that", "about", "of", "how", "what", "why", "whether", "if", ":", "from"))
_SAYS_WITH = {
    **dict.fromkeys(("speak", "speaks", "spoke", "speaking"), _SPEAKS),
    **dict.fromkeys(("read", "reads", "reading"), _THAT),
    "known": _THAT | {"to"},
}
_TO_SOMEBODY = frozenset(
    ("told", "tells", "telling", "reminded", "informed", "assured", "warned", "convinced")
)
_ADDRESSEE = 8  # words of whom something is told, with where and when
_REPLIES = frozenset(
    ("reply", "respond", "comment", "answer", "mention", "say", "disclose", "elaborate")
)
_GO_ON = frozenset(("who", "which", "whose", "where", "but", "he", "she", "they", "it", "i", "we"))
_GOES_ON = (["to"],)
_SELF = tuple([*that, who] for that in ([], ["that"]) for who in ("he", "she", "they", "it"))
_JOINS = frozenset(("and", "but", "or", "while"))
_NO_CONTENT = frozenset(("that", "to", "of", "as", "and", "out"))
_STOPS = frozenset((".", "?", "!", ",", ";", ":"))
HEARSAY = frozenset(("reportedly", "allegedly", "supposedly", "purportedly"))
_LONGEST_LABEL = 4  # words before a colon that may name a speaker
# Words that may follow a cue at the end of a sentence that it credits: "..., she said on Monday."
_TAIL = 4
_TO_AGENT = 4  # words from a participle to its "by", of which one is a day
_TO_OWNER = 4  # words from a noun to whose it is, with two adjectives between
_POSSESSIVE = frozenset(("his", "her", "their", "its"))
_SHORT_IS = frozenset(("it's", "he's", "she's", "that's", "there's", "what's", "who's", "let's"))


class Statement(NamedTuple):
    """A credit and the clause it covers, as words of a stretch, with the odds of its cue."""

    credit: Credit
    content: Phrase
    odds: float

    def holds_for_nobody(self) -> bool:
        """Whether the cue counts even if its source is nobody who can say anything."""
        return self.odds > _LEAST["nobody"]


def statements_in(stretch: Stretch, scores: Sequence[tuple[int, float]]) -> Iterator[Statement]:
    """The statements that a sentence credits to somebody without quoting them.

    `scores` are its words that may be cues, with their `cue_scores`. A statement ends where the
    sentence goes on with another: "called it | a bribe | and said that ...".
    """
    found = _counted_once(stretch, list(_credited(stretch, scores)))
    for number, statement in enumerate(found):
        content = statement.content
        for later in found[number + 1 :]:
            end = _end_before(stretch, later, content)
            if end is not None:
                shorter = _trimmed(stretch.lows, content[0], end)
                content = shorter or (0, -1)
                break
        if content[0] <= content[1] and _has_words(stretch, content):
            whole = content is statement.content
            yield statement if whole else statement._replace(content=content)


def _counted_once(stretch: Stretch, found: Sequence[Statement]) -> list[Statement]:
    """Without what only goes on with the verb before: "refused to | support", "said he | hopes".

    It is the same speaker's, and all that it says is part of what that verb credits already.
    """
    kept = []
    for number, statement in enumerate(found):
        before = found[number - 1].credit.cue if number else None
        cue, source = statement.credit.cue, statement.credit.source
        if before is not None and cue is not None:
            between = stretch.lows[before[1] + 1 : cue[0]]
            if between in _GOES_ON or (source is not None and between in _SELF):
                continue
        kept.append(statement)
    return kept


def _has_words(stretch: Stretch, content: Phrase) -> bool:
    """Whether anything is said: "said that" may be all that is left of a broken text."""
    first, last = content
    return any(
        low not in _NO_CONTENT and low[0].isalnum() for low in stretch.lows[first : last + 1]
    )


def _end_before(stretch: Stretch, later: Statement, content: Phrase) -> int | None:
    """The last word of a content in which a later statement of the same rank begins."""
    lows, cue = stretch.lows, later.credit.cue
    if cue is None or not content[0] <= cue[0] <= content[1]:
        return None
    source = later.credit.source
    at = cue[0]
    own = source is not None and content[0] <= source[0] < at
    if own and source is not None:
        at = source[0]
    while at > content[0] and (lows[at - 1] in _WORDS.auxiliary or lows[at - 1].endswith("ly")):
        at -= 1
    before = lows[at - 1] if at else ""
    if lows[cue[0]].endswith("ing"):
        return at - 1 if before == "," and not own else None
    if before not in _JOINS:
        return None
    clause = not own or before in ("but", "while") or lows[at - 2] == ","
    return at - 2 if clause else None


def _credited(stretch: Stretch, scores: Sequence[tuple[int, float]]) -> Iterator[Statement]:
    last = -2
    for at, score in scores:
        if at == last + 1:
            continue  # "called on": the words after the first belong to the same cue
        odds = math.inf if stretch.lows[at] in HEARSAY else score
        if odds <= _LEAST["speech"] or _is_silence(stretch.lows, at):
            continue
        if _is_act(stretch.lows, at) or stretch.lows[at + 1 : at + 3] == ["as", "saying"]:
            continue  # of "was quoted as saying" the second verb is the cue
        last = at
        found = _statement(stretch, at)
        if found is not None and odds > _LEAST[_ground(stretch.lows[at], found[0])]:
            yield Statement(*found, odds)


def _ground(low: str, credit: Credit) -> str:
    """What a cue has in favour of being one, as in `_LEAST_CHANCE`."""
    if credit.source is None:
        return "nobody"
    return "speech" if low in _WORDS.speech else "told"


def _is_silence(lows: list[str], at: int) -> bool:
    """Whether somebody says nothing: "did not reply to questions", "declined to comment"."""
    back = at - 1
    while back > 0 and lows[back].endswith("ly"):
        back -= 1
    if lows[at] not in _REPLIES or back < 1:
        return False
    denied = lows[back] in ("not", "never", "no") or lows[back].endswith("n't")
    return denied or (lows[back] == "to" and lows[back - 1].startswith(("declin", "refus")))


def _is_act(lows: list[str], at: int) -> bool:
    """Whether the word does something and says nothing: "passed a law", "offered a venue"."""
    low = lows[at]
    following = _SAYS_WITH.get(low)
    if following is not None and not following.intersection(lows[at + 1 : at + 2]):
        return True
    return low in _WORDS.act or (low.startswith("offer") and lows[at + 1 : at + 2] != ["to"])


def _statement(stretch: Stretch, cue: int) -> tuple[Credit, Phrase] | None:
    lows = stretch.lows
    last = len(lows) - 1
    if lows[cue] == "according" and lows[cue + 1 : cue + 2] == ["to"]:
        source = object_after(stretch, cue + 1)
        after = cue + 1 if source is None else source[1]
        credit = Credit((cue, cue + 1), source)
        # "According to X, ..." opens the sentence; elsewhere the clause before it is meant.
        if lows[after + 1 : after + 2] in (["who"], ["which"]) and "," in lows[after:]:
            after = lows.index(",", after)
        content = _trimmed(lows, after + 1, last) if cue <= 1 else _trimmed(lows, 0, cue - 1)
    elif lows[cue] == ":":
        credit = Credit((cue, cue), (0, cue - 1) if 0 < cue <= _LONGEST_LABEL else None)
        content = _trimmed(lows, cue + 1, last)  # Holt: Talks have failed
    elif lows[cue] in HEARSAY:
        credit = Credit((cue, cue), None)
        content = _trimmed(lows, cue + 1, last) or _trimmed(lows, 0, cue - 1)
    elif cue > 2 and lows[cue - 1] == "," and lows[cue] in _WORDS.speech and _turned(stretch, cue):
        credit = Credit((cue, cue), object_after(stretch, cue))
        # "Until then, said Ann Holt, an economist, the incentives favour delay"
        content = _trimmed(lows, 0, last if cue <= _LONGEST_LABEL else cue - 1)
    else:
        source = _source(stretch, cue)
        credit = Credit((cue, cue), source)
        content = _content(stretch, cue, source)
    return None if content is None else (credit, content)


def _content(stretch: Stretch, cue: int, source: Phrase | None) -> Phrase | None:
    """What a verb or noun with such a source credits: most often the words after it."""
    lows = stretch.lows
    last = len(lows) - 1
    if source is not None and source[0] > cue:
        if lows[cue].endswith("ing") and "," in lows[cue : source[0]]:
            return _trimmed(lows, cue + 1, lows.index(",", cue))  # "Citing the cost, the council"
        # "doubts voiced by Holt"
        return _trimmed(lows, _clause_start(lows, cue), cue - 1)
    opening = cue if source is None else min(cue, source[0])
    if lows[cue] in _WORDS.speech and not lows[cue].endswith("ing") and opening > 1:
        if lows[opening - 1] == "," and last - cue <= _TAIL:
            return _trimmed(lows, 0, opening - 1)
        if lows[opening - 1] == "," and "," in lows[cue + 1 : cue + _TAIL]:
            return _trimmed(lows, 0, last)  # "The posts, he said on Friday, will stand in pairs"
    ends = last - cue <= (lows[last] in _STOPS)
    if ends and opening > 1 and lows[opening - 1] == "," and lows[cue] in _WORDS.cues:
        return _trimmed(lows, 0, opening - 1)  # "The front has moved, the survey found."
    end = last
    for quoted in stretch.quoted.values():
        if quoted > cue + 1 and lows[quoted - 1] == ":":
            end = quoted - 1  # 'He argued that talks had failed: "..."'
            break
    if lows[cue] not in _WORDS.speech and lows[cue + 1 : cue + 2] != ["that"]:
        end = _object_end(lows, cue + 2, end)
    return _trimmed(lows, _past_addressee(stretch, cue), end)


def _past_addressee(stretch: Stretch, cue: int) -> int:
    """Where what is said begins behind a verb: "told reporters on Monday | that"."""
    lows, first = stretch.lows, cue + 1
    if lows[cue] in _WORDS.speech:
        day = first + (lows[first : first + 1] in (["on"], ["last"], ["late"]))
        if lows[day : day + 1] and lows[day] in _WORDS.time:
            first = day + 1
    if lows[cue] in _TO_SOMEBODY:
        for at in range(first, min(first + _ADDRESSEE, len(lows))):
            if lows[at] == "that":
                return at
            if lows[at] in _WORDS.finite:
                return first
    return first


def _clause_start(lows: list[str], at: int) -> int:
    """Where the clause of a participle begins: after a comma, or at the start."""
    start = at
    while start > 0 and lows[start - 1] not in _STOPS:
        start -= 1
    return start


def _object_end(lows: list[str], first: int, last: int) -> int:
    """The end of what is praised, opposed or wanted: not the clause that follows a comma."""
    for at in range(first, last):
        if lows[at] == "," and (lows[at + 1] in _WORDS.subordinator or lows[at + 1] in _GO_ON):
            return at - 1
        if lows[at] == "and" and lows[at + 1] in _WORDS.finite:
            return at - 1
    return last


def _source(stretch: Stretch, cue: int) -> Phrase | None:
    """The subject of a verb, or whose a noun is: "Holt's criticism of the talks"."""
    if is_verb(stretch, cue):
        agent = _agent(stretch, cue)
        if agent is not None or is_passive(stretch, cue):
            return agent  # "Holt was praised" is said by somebody else
        return subject_of(stretch, cue, len(stretch.lows))
    return _owner(stretch, cue)


def _agent(stretch: Stretch, cue: int) -> Phrase | None:
    """Who did what a participle tells: "doubts voiced on Monday by | Holt |"."""
    lows = stretch.lows
    is_participle = lows[cue].endswith(("ed", "en", "wn")) or lows[cue] in _WORDS.past
    if not is_participle:
        return None
    at = cue + 1
    while at < min(cue + _TO_AGENT, len(lows)) and (
        lows[at] in _WORDS.time or lows[at].endswith("ly") or lows[at] in ("on", "last", "this")
    ):
        at += 1
    return object_after(stretch, at) if lows[at : at + 1] == ["by"] else None


def _owner(stretch: Stretch, cue: int) -> Phrase | None:
    """Whose a noun is: "Holt's sharp | criticism", "his | claim"."""
    for at in range(cue - 1, max(-1, cue - _TO_OWNER), -1):
        low = stretch.lows[at]
        if low.endswith("'s") and low not in _SHORT_IS:
            return subject_before(stretch, at + 1)
        if low in _POSSESSIVE:
            return at, at
        if not low.isalpha() or low in _WORDS.determiner or low in _WORDS.preposition:
            return None
    return None


def _turned(stretch: Stretch, cue: int) -> bool:
    """Whether the verb stands before its subject: "The talks failed, said Ann Holt"."""
    source = object_after(stretch, cue)
    if source is None or stretch.lows[cue].endswith("ing") or _is_clause(stretch, source):
        return False
    if "who" in stretch.lows[:cue]:
        return False  # "Holt, who is shy, wrote a note"
    end = source[1] + 1
    return end >= len(stretch.lows) or stretch.lows[end] in _STOPS or stretch.lows[end] == "in"


def _is_clause(stretch: Stretch, phrase: Phrase) -> bool:
    """Whether a phrase has a verb: "said | the delegation packed its papers |"."""
    first, last = phrase
    return any(
        word in _WORDS.finite or (word.endswith("ed") and lower not in _WORDS.determiner)
        for lower, word in zip(
            stretch.lows[first:last], stretch.words[first + 1 : last + 1], strict=True
        )
    )


def _trimmed(lows: list[str], first: int, last: int) -> Phrase | None:
    """The words from `first` to `last` without punctuation at either end; None if none is left."""
    while first <= last and lows[first] in _STOPS:
        first += 1
    while last >= first and lows[last] in _STOPS:
        last -= 1
    return (first, last) if first <= last else None
