"""What a stance is about: where its object ends, and which theme the object names."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from pipelines.actors import Mention
from pipelines.articles import Span
from pipelines.themes import LEADING_SHARE, SENTENCE_MINIMUM, ThemeMatch, topic_of

# Where what is wanted ends, and circumstances, reasons or another clause begin.
_OBJECT_END = re.compile(
    r";|,\"|[\u2014\u2013]| -+ |\.\.\.|\u2026|: |\||"
    r",? (?:but|while|whereas|although|though|even though|which|who|whose|whom|where|yet|because|"
    r"since|unless|if|until|till|despite|amid|as|after|before|when|without|in order|out of|"
    r"ahead of|in exchange|in return|in response|following|so that|rather than|given|what|"
    r"instead of|in hopes?|in case|according to|during|saying|arguing|adding|citing)\b|"
    r",? and (?:he|she|it|they|we|that|said|says|has|have|had|is|was|were|are|will|would)\b|"
    r",? and (?:[a-z'-]+ ){1,4}(?:have|has|had|will|would)\b|"
    # ", setting up a vote", ", a person said"
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
    r"said|says|told|oppos|support|favou?r|call|accus|push|urg|seek|sought|agre|accept|"
    r"decid|vow|promis)"
)
# What follows a verb without an object: "as Mr Holt promised throughout the campaign".
_NO_OBJECT = re.compile(
    r"(?:,|\W*(?:$|(?:in|at|by|as|when|during|after|before|because|even|though|although|with|since|"
    r"until|while|throughout|among|is|was|are|were|has|had|would|will|and|or|but|to do|"
    r"(?:to )?(?:make|take|give|do|offer|accept|see|get) (?:in|for|at|by|as))\b))"
)
# Nouns that stand for a clause further up: "a position rejected by Moscow".
ANAPHOR = re.compile(
    r"\W*(?:(?:an?|the|this|that|its|his|her|their) )?"
    r"(?:positions?|demands?|proposals?|claims?|ideas?|plans?|conditions?|stances?|requests?|"
    r"offers?|moves?|views?|something|terms|steps?|approach|option)(?: that| which)?\W*$"
)
# A term speaks for the object less with each word between: the head comes first, what follows
# qualifies it. A clear term (2) counts alone within the first eight words, a strong one within
# twelve; hints alone do not.
_FADES = 0.9
_BEFORE = 6  # words before "rejected by Moscow" that may say what
_ENOUGH = 0.8
_HEAD = 1.6  # a clear term within the first three words ("to raise taxes")
# Desks whose words come in any news ("sales", "the website") count where they lead the text.
_ONLY_LEADING = frozenset(("business", "science_technology", "culture", "sport"))
# "The top health official" is who, not what.
_OFFICE = re.compile(
    r" (?:official|secretary|minister|ministry|leader|adviser|advisor|chief|department|agency|"
    r"committee|expert|lobby|group)s?\b"
)
# Their clear words are everybody's: "keep fighting", "his allies", "energy".
_PLAYFUL = frozenset(("military", "alliance", "energy_food"))
# Politics is how things are decided ("legislation to ban rifles"); what is decided comes first.
_FRAMES = frozenset(("politics", "domestic_politics", "diplomacy"))
_OF_FRAME = 0.5
_OF_STORY = 1.6  # story themes are finer than desks
# The words to whom a demand goes are not what is demanded: "urged both sides to resume talks".
ADDRESSING = frozenset(("urge", "call on", "ask for", "appeal for", "lobby for"))
_WARNING = frozenset(("warn", "caution"))
_PURPOSE = re.compile(
    r" to (?:ensure|prevent|avoid|help|protect|allow|enable|show|prove|keep|make|"
    r"boost|counter|combat|fight|address|respond|deal with|pay|support|stop|reduce|improve|win|"
    r"press|push|pressure|undermine|bring|get)\b"
)
_TITLED = re.compile(r" (?:president |leader |mr\.? |ms\.? |mrs\.? |sen\.? |rep\.? |gov\.? )*")
_TITLE = 20  # characters of a title at most
_TO_DO = re.compile(r" to\b")
_WARNED_OF = re.compile(r" (?:that|against|about|of|over)\b")


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


def theme_of(
    span: Span,
    lowered: str,
    nearby: Sequence[Mention],
    themes: Sequence[ThemeMatch],
    shares: "Shares",
    *,
    verb: str = "",
    backwards: bool = False,
) -> str | None:
    """The theme that the words of an object name, or None.

    Names of actors are who, not what, and do not count. A term counts the less the further it
    stands from the verb (from the end if `backwards`). A theme needs a strong term, or a text that
    is about it, or to be the head of the object: "keep fighting" alone is no war.
    """
    start, end = span.start_char, span.end_char
    if verb in ADDRESSING | _WARNING and not backwards:
        found = (_TO_DO if verb in ADDRESSING else _WARNED_OF).search(lowered, start, end)
        start = found.start() if found else start
    elif not backwards:
        # What for is not what: "transparency to ensure their national security".
        found = _PURPOSE.search(lowered, start + 1, end)
        end = found.start() if found else end
    weights: dict[str, float] = {}
    clear: dict[str, float] = {}
    strong: set[str] = set()
    story: set[str] = set()
    for match in themes:
        first, last = match.start_char, match.end_char
        if first < start or last > end or _names_actor(match, lowered, nearby):
            continue
        between = len((lowered[last:end] if backwards else lowered[start:first]).split())
        if (backwards and between > _BEFORE) or _OFFICE.match(lowered, last):
            continue
        weight = match.weight * _FADES**between
        weights[match.theme] = weights.get(match.theme, 0.0) + weight
        clear[match.theme] = max(clear.get(match.theme, 0.0), match.weight)
        if match.weight > SENTENCE_MINIMUM:
            strong.add(match.theme)
        if match.layer == "story":
            story.add(match.theme)
    weights = {
        theme: weight
        for theme, weight in weights.items()
        if weight >= _ENOUGH
        and clear[theme] >= SENTENCE_MINIMUM
        and (theme not in _ONLY_LEADING or theme == shares.topic())
        and (
            theme in strong
            or shares.holds(theme)
            or (theme in story and shares.is_of_story())
            or (weight >= _HEAD and theme not in _PLAYFUL)
        )
    }
    if not weights:
        return None
    return max(weights, key=lambda theme: weights[theme] * _factor(theme, theme in story))


def _factor(theme: str, is_story: bool) -> float:
    return _OF_FRAME if theme in _FRAMES else _OF_STORY if is_story else 1.0


def _names_actor(match: ThemeMatch, lowered: str, nearby: Sequence[Mention]) -> bool:
    """Whether a term is an actor's name, or stands before it as its title ("its ally Germany").

    Organisations are themes as well: "NATO" in "NATO membership".
    """
    for mention in nearby:
        inside = mention.start_char <= match.start_char and match.end_char <= mention.end_char + 2
        if inside and (mention.kind != "organisation" or match.theme in _FRAMES):
            return True
        close = match.end_char < mention.start_char <= match.end_char + _TITLE
        if close and _TITLED.fullmatch(lowered, match.end_char, mention.start_char):
            return True
    return False


_OF_ANY_NEWS = {"domestic_politics", "military"}


class Shares:
    """Which themes hold their share of a text, and the matches of each sentence."""

    def __init__(self, themes: Sequence[ThemeMatch], n_sentences: int) -> None:
        self._themes = themes
        self._indices = [match.sentence_index for match in themes]
        self._enough = n_sentences * LEADING_SHARE
        self._story = {match.theme for match in themes if match.layer == "story"}
        self._sentences: dict[str, set[int]] | None = None
        self._n_sentences = n_sentences
        self._topic: tuple[str | None, ...] = ()

    def of_sentence(self, index: int) -> Sequence[ThemeMatch]:
        low, high = bisect_left(self._indices, index), bisect_right(self._indices, index)
        return self._themes[low:high]

    def holds(self, theme: str) -> bool:
        """Whether the theme is in as many sentences as a leading theme must be."""
        return len(self._by_theme().get(theme, ())) >= self._enough

    def topic(self) -> str | None:
        """The desk that leads the text."""
        if not self._topic:
            self._topic = (topic_of(self._themes, self._n_sentences),)
        return self._topic[0]

    def is_of_story(self) -> bool:
        """Whether the text is about the peace process: one of its themes holds its share.

        Domestic politics and the military are themes of any news.
        """
        return any(self.holds(theme) for theme in self._story - _OF_ANY_NEWS)

    def _by_theme(self) -> dict[str, set[int]]:
        if self._sentences is None:
            self._sentences = {}
            for match in self._themes:
                self._sentences.setdefault(match.theme, set()).add(match.sentence_index)
        return self._sentences
