"""Which theme the object of a stance names."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from pipelines.actors import Mention
from pipelines.articles import Span
from pipelines.themes import LEADING_SHARE, SENTENCE_MINIMUM, ThemeMatch, topic_of

# A term speaks for the object less with each word between: the head comes first, what follows
# qualifies it. A clear term (2) counts alone within the first eight words, a strong one within
# twelve; hints alone do not. Of the text's own topic less is enough.
_FADES = 0.9
_ENOUGH = 0.8
_ENOUGH_OF_TOPIC = 0.6
_BEFORE = 6  # words before "rejected by Moscow" that may say what
# In a text that is not about the theme: a strong term within the first six words, or two terms.
_CLOSE = 1.5
_CLOSE_WITHOUT_STRONG = 2.5
# Where the words of a theme that does not count weigh much more, the object is about that.
_AGAINST_OTHERS = 0.6
# Politics is how things are decided ("legislation to ban rifles"); what is decided comes first.
_ENOUGH_OF_FRAME = 1.2
_FRAMES = {"politics": 0.5, "domestic_politics": 0.5, "diplomacy": 0.8}
_POLITICS = frozenset(("politics", "domestic_politics"))
_OF_STORY = 1.6  # in a text about the story its themes say more than a desk
_STRONG_STORY = 1.4  # "a ceasefire" anywhere
_OF_TOPIC = 1.3
# Desks whose words come in any news ("sales", "the website") count where they lead the text.
_ONLY_LEADING = frozenset(("business", "science_technology", "culture", "sport"))
# "The top health official" is who, not what.
_OFFICE = re.compile(
    r" (?:official|secretary|minister|ministry|leader|adviser|advisor|chief|department|agency|"
    r"committee|expert|lobby|group)s?\b"
)
# Their clear words are everybody's: "keep fighting", "his allies", "energy".
_PLAYFUL = frozenset(("energy_food",))
_WARLIKE = frozenset(("military", "alliance"))
# The words to whom a demand goes are not what is demanded: "urged both sides to resume talks".
ADDRESSING = frozenset(("urge", "call on", "ask for", "appeal for", "lobby for"))
_FEWEST_BESIDE_ADDRESSEE = 3  # words: "warned negotiators" says nothing of what
_TO_WHOM = frozenset(("urge", "call on"))
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
    stands from the verb (from the end if `backwards`). A theme needs a text that is about it, or a
    strong term close to the verb: "keep fighting" alone is no war.
    """
    start, end = span.start_char, span.end_char
    if verb in ADDRESSING | _WARNING and not backwards:
        cut = (_TO_DO if verb in ADDRESSING else _WARNED_OF).search(lowered, start, end)
        words = len(lowered[start:end].split())
        if cut is None and not verb.endswith(" for") and words < _FEWEST_BESIDE_ADDRESSEE:
            return None
        if cut is None and verb in _TO_WHOM and any(start <= m.start_char < end for m in nearby):
            return None
        start = cut.start() if cut else start
    elif not backwards:
        # What for is not what: "transparency to ensure their national security".
        cut = _PURPOSE.search(lowered, start + 1, end)
        end = cut.start() if cut else end
    found: dict[str, _Evidence] = {}
    for match in themes:
        first, last = match.start_char, match.end_char
        if first < start or last > end or _names_actor(match, lowered, nearby):
            continue
        between = len((lowered[last:end] if backwards else lowered[start:first]).split())
        if (backwards and between > _BEFORE) or _OFFICE.match(lowered, last):
            continue
        so_far = found.get(match.theme, _Evidence(match.theme, match.layer, 0.0, 0.0))
        found[match.theme] = so_far._replace(
            weight=so_far.weight + match.weight * _FADES**between,
            clearest=max(so_far.clearest, match.weight),
        )
    counting = [one for one in found.values() if _counts(one, shares)]
    if not counting:
        return None
    best = max(counting, key=lambda one: _score(one, shares))
    others = [
        one.weight
        for one in found.values()
        if one not in counting and one.clearest >= SENTENCE_MINIMUM
    ]
    return best.theme if best.weight >= _AGAINST_OTHERS * max(others, default=0.0) else None


class _Evidence(NamedTuple):
    """What an object has of a theme: its terms' weights, faded, and the largest of them."""

    theme: str
    layer: str
    weight: float
    clearest: float


def _counts(one: _Evidence, shares: "Shares") -> bool:
    """Whether the words in the object, with the text that they stand in, name the theme."""
    is_topic = one.theme == shares.topic()
    if one.clearest < SENTENCE_MINIMUM or one.weight < (_ENOUGH_OF_TOPIC if is_topic else _ENOUGH):
        return False
    if one.theme in _POLITICS:
        leads = shares.topic() in (None, "politics")
        return leads and one.weight >= _ENOUGH_OF_FRAME
    if one.theme in _ONLY_LEADING:
        return is_topic
    if one.theme == "defence" and not shares.is_of_story() and not _is_of_war(shares):
        return one.weight >= _CLOSE
    if one.theme in _WARLIKE and not shares.is_of_story():
        return one.weight >= _ENOUGH and _is_of_war(shares)
    if shares.holds(one.theme) or (one.layer == "story" and shares.is_of_story()):
        return one.theme not in _PLAYFUL or one.weight >= _CLOSE
    return one.weight >= (_CLOSE if one.clearest > SENTENCE_MINIMUM else _CLOSE_WITHOUT_STRONG)


def _is_of_war(shares: "Shares") -> bool:
    """Whether a text is about what "troops" and "weapons" mean by the word: elsewhere they are
    police raids, gun laws and foot soldiers of a campaign."""
    return shares.topic() in ("defence", "diplomacy")


def _score(one: _Evidence, shares: "Shares") -> float:
    score = one.weight * _FRAMES.get(one.theme, 1.0)
    if one.layer == "story":
        is_strong = one.clearest > SENTENCE_MINIMUM
        return score * (_OF_STORY if shares.is_of_story() else _STRONG_STORY if is_strong else 1.0)
    is_topic = one.theme == shares.topic() and one.theme != "politics" and not shares.is_of_story()
    return score * _OF_TOPIC if is_topic else score


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
        """Whether the text is about the peace process: two of its themes hold their share.

        Domestic politics and the military are themes of any news, and do not tell. In a text of a
        few sentences any one is enough.
        """
        if self._enough <= 1:
            return any(self.holds(theme) for theme in self._story)
        return sum(self.holds(theme) for theme in self._story - _OF_ANY_NEWS) > 1

    def _by_theme(self) -> dict[str, set[int]]:
        if self._sentences is None:
            self._sentences = {}
            for match in self._themes:
                self._sentences.setdefault(match.theme, set()).add(match.sentence_index)
        return self._sentences
