"""Who makes a statement: the words beside a cue verb, and what kind of speaker they name."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.articles import Span
from pipelines.attribution_words import attribution_words
from pipelines.people import People, name_of
from pipelines.stretches import QUOTED, Stretch

_WORDS = attribution_words()

_AUXILIARIES = frozenset(
    ["has", "have", "had", "having", "is", "was", "are", "were", "be", "been", "being", "did", "do", "does", "will", "would", "can", "could", "may", "might", "must", "should", "shall", "not", "never", "also", "then", "later", "once", "again", "still", "just", "even", "now", "only", "often", "already", "ever", "first", "soon", "further", "both", "hasn't", "haven't", "hadn't", "didn't", "doesn't", "don't", "wasn't", "isn't", "won't", "wouldn't", "couldn't", "all", "since", "recently", "always", "twice", "long", "flatly", "himself", "herself", "themselves", "in", "turn"]
)
_FINITE = frozenset(
    ["is", "was", "are", "were", "be", "been", "has", "have", "had", "did", "do", "does", "will", "would", "can", "could", "may", "might", "must", "should", "said", "says", "told", "made", "makes", "came", "comes", "went", "goes", "took", "takes", "got", "gets", "met", "left", "became", "becomes", "put", "won", "lost", "ran", "led", "gave", "held", "began", "kept", "sent", "spent", "brought"]
)
_SUBORDINATORS = frozenset(
    ["that", "because", "as", "while", "when", "after", "before", "but", "although", "though", "if", "since", "until", "whether", "whereas", "unless", "so", "than", "how", "why", "what", "where", "once", "like"]
)
_PREPOSITIONS = frozenset(
    ["in", "on", "at", "by", "from", "with", "for", "to", "of", "about", "against", "during", "over", "under", "between", "among", "through", "throughout", "across", "near", "around", "outside", "inside", "amid", "into", "onto", "despite", "upon", "toward", "towards", "within", "without", "following", "per", "via"]
)
_PRONOUNS = frozenset(["he", "she", "they", "it", "i", "we", "you", "who", "everyone", "nobody", "someone", "anyone"])
_DETERMINERS = frozenset(
    ["the", "a", "an", "this", "that", "these", "those", "his", "her", "their", "its", "our", "my", "your", "some", "many", "most", "several", "few", "two", "three", "four", "five", "one", "another", "other", "any", "all", "both", "each", "every", "no", "more"]
)
_OPENERS = frozenset(
    ["and", "but", "so", "then", "still", "meanwhile", "however", "yet", "also", "now", "or", "nor", "even", "indeed", "instead", "today", "yesterday", "perhaps", "later", "afterward", "afterwards", "earlier", "thus"]
)
_DAYS = frozenset(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december", "week", "month", "year"]
)
# Words back from the cue in which its subject is looked for; a subject with an apposition about
# the offices somebody held runs to forty.
_FARTHEST = 45


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker as shown, of which kind, and the words beside the cue that tell it."""

    speaker: str | None
    kind: str
    span: Span | None


NOBODY = Speaker(None, "none", None)


def subject_before(stretch: Stretch, cue: int, *, first: int = 0) -> tuple[int, int] | None:
    """First and last word of the subject of the verb at `cue`, not before the word `first`."""
    at = cue - 1
    lows = stretch.lows
    while at >= first and (lows[at] in _AUXILIARIES or lows[at].endswith("ly")):
        at -= 1
    if at < first:
        return None
    first = max(first, at - _FARTHEST)
    if lows[at] in (",", "-", "\u2013", "\u2014", ")"):
        return _subject_with_apposition(stretch, at, first)
    if lows[at] in ("and", "or"):
        start = _clause_start(stretch, at - 1, first)
        return _leading_phrase(stretch, start, at - 1)
    if lows[at] in ("who", "which", "that"):
        end = at - 1
        if end >= first and lows[end] == ",":
            end -= 1
        return _phrase_ending(stretch, end, first) if end >= first else None
    return _phrase_ending(stretch, at, first)


def object_after(stretch: Stretch, cue: int, *, last: int | None = None) -> tuple[int, int] | None:
    """First and last word of the phrase that follows `cue`: "said | Ms Holt |, a pilot"."""
    end = len(stretch.words) if last is None else last + 1
    lows = stretch.lows
    start = cue + 1
    while start < end and lows[start].endswith("ly"):
        start += 1
    at = start
    while at < end and _continues(stretch, at, start):
        at += 1
    if at == start or lows[start] in _PREPOSITIONS or lows[start] in _SUBORDINATORS - {"that"}:
        return None
    return start, at - 1


def _continues(stretch: Stretch, at: int, start: int) -> bool:
    """Whether the word belongs to the phrase that began at `start`."""
    low = stretch.lows[at]
    word = stretch.words[at]
    if word == QUOTED or not (word[0].isalnum() or word in "&'$%"):
        return False
    if at == start:
        return True
    if low in _SUBORDINATORS or low in _FINITE or low in ("who", "which", "to", "and", "or"):
        if low == "and":
            return at + 1 < len(stretch.words) and _opens_phrase(stretch, at + 1)
        return False
    if low in _DAYS or low in (
        "in",
        "on",
        "at",
        "during",
        "by",
        "into",
        "about",
        "earlier",
        "last",
    ):
        return False
    if low.endswith("ing") and word[0].islower() and stretch.lows[at - 1] not in _DETERMINERS:
        return low == "speaking" and False
    return not (
        low in _WORDS.speech and word[0].islower() and stretch.lows[start] not in _DETERMINERS
    )


def _opens_phrase(stretch: Stretch, at: int) -> bool:
    return stretch.words[at][0].isupper() or stretch.lows[at] in _DETERMINERS


def _is_boundary(stretch: Stretch, at: int) -> bool:
    word = stretch.words[at]
    if word[0].isalnum() or word in "&'$%@#*/":
        return stretch.lows[at] in _SUBORDINATORS and not (
            stretch.lows[at] == "that" and stretch.words[at][0].isupper()
        )
    return True


def _clause_start(stretch: Stretch, at: int, first: int) -> int:
    while at >= first and not _is_boundary(stretch, at):
        at -= 1
    return at + 1


def _subject_with_apposition(stretch: Stretch, comma: int, first: int) -> tuple[int, int] | None:
    """The subject in front of ", a professor of law," or the name between such commas."""
    nearest = None
    at = comma - 1
    while at >= first:
        if stretch.words[at] in (",", "-", "\u2013", "\u2014", "("):
            inner = at + 1, comma - 1
            if nearest is None and _is_full_name(stretch, *inner):
                return inner
            phrase = _phrase_ending(stretch, at - 1, first) if at > first else None
            if phrase is not None and _can_speak(stretch, *phrase):
                if nearest is None or _opens_clause(stretch, phrase[0], first):
                    nearest = phrase
                if _opens_clause(stretch, phrase[0], first):
                    break
        elif stretch.words[at] in (QUOTED, ";", ":"):
            break
        at -= 1
    return nearest


def _opens_clause(stretch: Stretch, at: int, first: int) -> bool:
    return (
        at == first
        or stretch.words[at - 1] in (QUOTED, ";", ":")
        or (stretch.lows[at - 1] in _SUBORDINATORS | _OPENERS)
    )


def _is_full_name(stretch: Stretch, start: int, end: int) -> bool:
    words = stretch.words[start : end + 1]
    return (
        2 <= len(words) <= 4 and all(w[0].isupper() for w in words) and name_of(words) is not None
    )


def _can_speak(stretch: Stretch, start: int, end: int) -> bool:
    lows = stretch.lows
    return (
        stretch.words[end][0].isupper()
        or lows[end] in _PRONOUNS
        or lows[start] in _DETERMINERS
        or lows[end] in _WORDS.unnamed
        or lows[end] in _WORDS.group
    ) and not (start == end and lows[end] in _DAYS)


def _leading_phrase(stretch: Stretch, start: int, end: int) -> tuple[int, int] | None:
    """The noun phrase with which a clause begins: its subject."""
    start = _skip_openers(stretch, start, end)
    if start > end:
        return None
    if stretch.lows[start] in _PRONOUNS:
        return start, start
    at = start
    while at <= end and not _is_finite(stretch, at, start):
        at += 1
    if at == start or at > end:
        return (start, end) if at > end and at > start and _can_speak(stretch, start, end) else None
    at -= 1
    while at > start and stretch.lows[at] in _AUXILIARIES:
        at -= 1
    return (start, at) if _can_speak(stretch, start, at) else None


def _is_finite(stretch: Stretch, at: int, start: int) -> bool:
    low, word = stretch.lows[at], stretch.words[at]
    if word[0].isupper() and at > start:
        return False
    return (
        low in _FINITE
        or low in ("who", "which")
        or (at > start and low in _WORDS.cues and stretch.lows[at - 1] not in _DETERMINERS)
        or (at > start and low.endswith("ed") and stretch.lows[at - 1] not in _DETERMINERS)
    )


def _skip_openers(stretch: Stretch, start: int, end: int) -> int:
    lows = stretch.lows
    while start < end and (lows[start] in _OPENERS or lows[start].endswith("ly")):
        start += 1
    if (
        start < end
        and lows[start] in ("on", "in", "last", "by", "since")
        and (lows[start + 1] in _DAYS or lows[start + 1].isdigit())
    ):
        start += 2
    return start


def _phrase_ending(stretch: Stretch, end: int, first: int) -> tuple[int, int] | None:
    """The noun phrase that ends with the word `end`."""
    start = _skip_openers(stretch, _clause_start(stretch, end, first), end)
    if start > end:
        return None
    lows = stretch.lows
    if lows[end] in _PRONOUNS:
        return end, end
    if lows[start] in _PRONOUNS:
        return start, start
    for at in range(start + 1, end + 1):
        if lows[at] in ("who", "which") and at > start:
            return start, at - 1
    for at in range(end, start - 1, -1):
        if _is_finite(stretch, at, start):
            start = at + 1
            break
    start = _skip_openers(stretch, start, end)
    if start > end:
        return None
    if lows[start] in _PREPOSITIONS:
        start = _last_phrase(stretch, start, end)
    return (start, end) if start <= end else None


def _last_phrase(stretch: Stretch, start: int, end: int) -> int:
    """Where the last noun phrase of a clause that opens with a preposition begins."""
    at = end
    while at > start + 1:
        before = stretch.lows[at - 1]
        if before in _PREPOSITIONS and before not in ("of", "for"):
            return end + 1
        if stretch.lows[at] in _DETERMINERS:
            return at
        if stretch.words[at][0].isupper() and not (
            stretch.words[at - 1][0].isupper() or before in ("of", "for")
        ):
            return at
        at -= 1
    return end + 1


def speaker_of(
    stretch: Stretch, phrase: tuple[int, int], people: People, sentences: Sequence[Span]
) -> Speaker:
    """The speaker whom the words of a phrase name, with the kind as DESIGN defines it."""
    first, last = phrase
    low = stretch.lows[first]
    if first == last and low in _PRONOUNS:
        return _pronoun(stretch, first, people, sentences)
    head = _head_end(stretch, first, last)
    run = head
    while run >= first and (
        stretch.words[run][0].isupper()
        or (stretch.lows[run] in _PARTICLES and first < run < head)
        or stretch.words[run] == "&"
    ):
        run -= 1
    run += 1
    if run <= head and stretch.words[run][0].isupper() and not _is_shared_noun(stretch, run, head):
        return _named(stretch, first, run, head, people)
    return _described(stretch, first, head, last)


_PARTICLES = frozenset(["de", "del", "der", "di", "da", "van", "von", "bin", "al", "el", "la", "le", "du", "of", "the", "and", "for"])


def _is_shared_noun(stretch: Stretch, run: int, head: int) -> bool:
    """A capital at the start of a sentence makes no name of "Officials" or "Critics"."""
    return run == head and (
        stretch.lows[run] in _WORDS.unnamed
        or stretch.lows[run] in _WORDS.group
        or stretch.lows[run] in _WORDS.document
        or stretch.lows[run] in _DETERMINERS
    )


def _head_end(stretch: Stretch, first: int, last: int) -> int:
    """The last word of the phrase before its first preposition, relative or comma."""
    for at in range(first + 1, last + 1):
        low, word = stretch.lows[at], stretch.words[at]
        if (
            low in ("of", "for")
            and stretch.words[at - 1][0].isupper()
            and (at < last and stretch.words[at + 1][0].isupper())
        ):
            continue
        if low in _PREPOSITIONS or low in (
            "who",
            "which",
            "familiar",
            "briefed",
            "close",
            "speaking",
        ):
            return at - 1
        if not word[0].isalnum() and word not in "&'":
            return at - 1
    return last


def _named(stretch: Stretch, first: int, run: int, head: int, people: People) -> Speaker:
    words = stretch.words[run : head + 1]
    name = name_of(words)
    if name is None:
        return Speaker(
            _without_article(stretch, first, run, head), "named", stretch.span(run, head)
        )
    start = head + 1 - len(name.split())
    while start > run and not stretch.words[start].startswith(name.split()[0][:2]):
        start -= 1
    return Speaker(people.full(name), "named", stretch.span(max(run, start), head))


def _without_article(stretch: Stretch, first: int, run: int, head: int) -> str:
    start = run
    if stretch.lows[start] == "the" and start < head:
        start += 1
    return " ".join(stretch.words[start : head + 1]).removesuffix("'s")


def _described(stretch: Stretch, first: int, head: int, last: int) -> Speaker:
    lows = stretch.lows
    noun = lows[head]
    rest = lows[first : last + 1]
    capital = any(word[0].isupper() for word in stretch.words[first + 1 : last + 1])
    definite = lows[first] in ("the", "this", "that", "his", "her", "their", "its", "our", "my")
    inside = any(word in _WORDS.inside for word in rest)
    if noun in _WORDS.unnamed:
        spokesperson = noun.startswith("spokes") or noun.startswith("representative")
        kind = "named" if spokesperson and (capital or definite) else "unnamed"
    elif noun in _WORDS.group or lows[first] in ("some", "many", "most", "several", "few"):
        kind = "unnamed" if inside else "group"
    elif noun in _WORDS.document:
        kind = "named" if definite or capital else "group"
    elif inside:
        kind = "unnamed"
    elif definite or capital or noun in ("police", "prosecutors"):
        kind = "named"
    elif lows[first] in ("a", "an", "one", "another"):
        kind = "unnamed"
    elif noun.endswith("s"):
        kind = "group"
    else:
        return NOBODY
    end = last if kind == "unnamed" and inside else head
    text = " ".join(stretch.words[first : end + 1]).replace(" 's", "'s")
    return Speaker(text, kind, stretch.span(first, end))


def _pronoun(stretch: Stretch, at: int, people: People, sentences: Sequence[Span]) -> Speaker:
    gender = {"he": "male", "she": "female"}.get(stretch.lows[at])
    if gender is None:
        return NOBODY
    name = people.before(stretch.starts[at], gender=gender, sentences=sentences)
    if name is None:
        return NOBODY
    return Speaker(name, "named", stretch.span(at, at))
