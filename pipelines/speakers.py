"""Who speaks: the name or description that a noun phrase gives, and what kind of speaker it is."""

from typing import NamedTuple

from pipelines.articles import Span
from pipelines.attribution_words import attribution_words
from pipelines.clauses import Phrase
from pipelines.people import People, gender_of, name_of
from pipelines.speaker_lists import list_start
from pipelines.stretches import Stretch

_WORDS = attribution_words()
_JOINS = frozenset(("de", "del", "der", "di", "da", "van", "von", "bin", "al", "of", "the", "and"))
_POINTING = frozenset(("the", "this", "that", "his", "her", "their", "its", "our", "my", "whose"))
_SINGLING = frozenset(("a", "an", "one", "another", "the", "this", "that", "his", "her"))
_VAGUE = frozenset(("some", "many", "most", "several", "few"))
# Before a plural they tell how many of a crowd speak: "Two Republicans", "Most Democrats".
_COUNTED = _VAGUE | frozenset(("two", "three", "four", "five", "other", "all", "both", "more"))
_SHARES = frozenset(("percent", "third", "thirds", "quarter", "quarters", "half"))
_FINDINGS = frozenset(("data", "evidence", "figures", "numbers"))  # they show, and say nothing
_SPANS = frozenset(
    ("minute", "hour", "day", "week", "month", "year", "decade")
)  # "two years" claim lives
_MASS = frozenset(("data", "evidence"))  # papers and findings that need no article
_ONE = frozenset(("a", "an", "one", "another"))
_NONE = frozenset(("any", "no", "none", "nobody", "neither"))
_QUALIFIES = frozenset(("who", "which", "familiar", "briefed", "close", "speaking", "involved"))
_PEOPLE = (
    _WORDS.unnamed | _WORDS.group | _WORDS.document | _WORDS.agent | _WORDS.title | _WORDS.body
)
_CROWD = _WORDS.unnamed | _WORDS.group
_TRADE_ENDINGS = ("er", "or", "ist", "ian", "yst")
_AGENT_ENDINGS = ("er", "or", "ist", "man", "men", "woman", "women", "ant", "ian", "ive", "yst")
_ADJECTIVE_ENDINGS = ("ial", "ible", "able", "ive", "ous", "ful", "less")
_PARTICIPLES = frozenset(("taken", "written", "made", "held", "sent", "led", "paid", "given"))
_NUMBERS = frozenset(
    (
        "number",
        "majority",
        "minority",
        "handful",
        "dozens",
        "hundreds",
        "thousands",
        "scores",
        "couple",
    )
)
_OFF = 3  # words up to the one that counts: "the vast majority"
_OF_WHAT = 6  # words after a description that tell of what or whom it is
_FEW = 2  # words of a description that a word nobody listed ends: "government | whips"
_RELATIVE = 6  # words of a relative clause in which knowledge is told
_GENDERS = {"he": "male", "his": "male", "she": "female", "her": "female"}
_SEVERAL = frozenset(("they", "their"))
_IT = frozenset(("it", "its"))
_STANDS_FOR = _SEVERAL | _IT | _GENDERS.keys()


class Speaker(NamedTuple):
    """A speaker as shown, of which kind, and the words beside the cue that tell it."""

    speaker: str | None
    kind: str
    span: Span | None
    is_person: bool = False


NOBODY = Speaker(None, "none", None)


def speaker_of(
    stretch: Stretch,
    phrase: Phrase,
    people: People,
    *,
    speaks: bool = True,
) -> Speaker:
    """The speaker whom the words of a phrase name, with the kind as DESIGN section 4 defines it.

    Without `speaks` the phrase may be a thing ("the talks suggest"), which is nobody.

    A person is named without titles and as fully as the text names them; a body without "the";
    anybody else is described in the words of the text. A pronoun is whom it safely means. Those
    named before the last one of a list speak with them.
    """
    speaker = _last_speaker(stretch, phrase, people, speaks=speaks)
    joined = speaker.speaker is not None and " and " in speaker.speaker
    first = list_start(stretch, phrase[0], joined=joined)
    if speaker.span is None or first == phrase[0]:
        return speaker
    span = Span(stretch.start_of(first), speaker.span.end_char)
    # "Norland and others" names Norland; of "Ministers, mayors and judges" nobody is named.
    of_kind = stretch.lows[first] in _PEOPLE or _is_crowd(stretch, first, people)
    kind = "named" if speaker.kind == "group" and not of_kind else speaker.kind
    return Speaker(people.plain[span.start_char : span.end_char], kind, span)


def _last_speaker(stretch: Stretch, phrase: Phrase, people: People, *, speaks: bool) -> Speaker:
    first, last = phrase
    if first == last and (
        stretch.lows[first] in _WORDS.pronoun or stretch.lows[first] in _STANDS_FOR
    ):
        return _pronoun(stretch, first, people, speaks=speaks)
    while first < last and stretch.lows[first] in _WORDS.opener:
        first += 1
    if stretch.lows[first : first + 2] == ["one", "of"] and last > first + 1:
        return _one_of(stretch, first, last)
    if stretch.lows[first] in _NONE:
        return NOBODY
    last = _before_others(stretch, first, last)
    counted_off = _counted_off(stretch, first, last)
    if counted_off is not None:
        return counted_off
    head = _head_end(stretch, first, last)
    run = _capitals_before(stretch, first, head)
    counted = stretch.lows[first] in _COUNTED and stretch.lows[head].endswith("s")
    while run < head and stretch.lows[run] in _ONE and _is_common_noun(stretch, head, head):
        run += 1  # "A Republican"
    if stretch.lows[first] in _ONE and stretch.lows[head] in _CROWD:
        return _described(stretch, first, head, last, people, speaks=speaks)  # "a House Democrat"
    is_crowd = first == head and speaks and _is_crowd(stretch, head, people)
    if run <= head and not counted and not is_crowd and not _is_common_noun(stretch, run, head):
        return _named(stretch, run, head, people)
    return _described(stretch, first, head, last, people, speaks=speaks)


def _counted_off(stretch: Stretch, first: int, last: int) -> Speaker | None:
    """Some out of a crowd: "a number of experts", "the vast majority of residents"."""
    for at in range(first, min(first + _OFF, last - 1)):
        if stretch.lows[at] in _NUMBERS and stretch.lows[at + 1] == "of":
            head = _head_end(stretch, at + 2, last)
            if not stretch.lows[head].endswith(("s", "people")):
                return None
            words = " ".join(stretch.words[first : head + 1])
            return Speaker(words, "group", stretch.span(first, head))
    return None


def _is_crowd(stretch: Stretch, at: int, people: People) -> bool:
    """Whether a word that opens a sentence is a plural with the capital of its sentence."""
    low = stretch.lows[at]
    several = low.endswith("s") and not low.endswith(("ss", "us", "is", "'s"))
    return several and low not in _WORDS.thing and _opens(stretch, at) and _is_common(low, people)


def _before_others(stretch: Stretch, first: int, last: int) -> int:
    """The end of a name to which people of its bearer are joined: "Holt | and her staff"."""
    for at in range(first + 1, last):
        if stretch.lows[at] == "and" and stretch.lows[at + 1] in _POINTING:
            return at - 1 if stretch.words[at - 1][0].isupper() else last
    return last


def _one_of(stretch: Stretch, first: int, last: int) -> Speaker:
    """Somebody unnamed out of several: "one of those advisers"."""
    head = _head_end(stretch, first + 2, last)
    if not _means_somebody(stretch, first + 2, head, inside=False, speaks=False):
        return NOBODY
    return Speaker(" ".join(stretch.words[first : head + 1]), "unnamed", stretch.span(first, head))


def _capitals_before(stretch: Stretch, first: int, head: int) -> int:
    """Where the run of capitalised words begins that ends with the head; after it, if none does."""
    run = head
    while run >= first and (
        stretch.words[run][0].isupper()
        or stretch.words[run] == "&"
        or (stretch.lows[run] in _JOINS and first < run < head)
    ):
        run -= 1
    run += 1
    while run < head and not stretch.words[run][0].isupper():
        run += 1
    return run


def _is_common_noun(stretch: Stretch, run: int, head: int) -> bool:
    """A capital at the start of a sentence makes no name of "Officials" or "Critics"."""
    low = stretch.lows[head]
    if run != head:
        return False
    if low.endswith("s") and low[:-1].endswith(_TRADE_ENDINGS) and _opens(stretch, head):
        return True
    return (
        low in _WORDS.unnamed
        or low in _WORDS.group
        or low in _WORDS.document
        or low in _WORDS.determiner
    )


def _head_end(stretch: Stretch, first: int, last: int) -> int:
    """The last word of the phrase before its first preposition, relative or comma."""
    for at in range(first + 1, last + 1):
        low, word = stretch.lows[at], stretch.words[at]
        if low == "of" and _is_title_of(stretch, at, last):
            continue
        if (
            low == "of"
            and not _is_person_before(stretch, first, at)
            and stretch.words[at - 1][0].isupper()
            and stretch.lows[at - 1] not in _CROWD
        ):
            if at < last and stretch.words[at + 1][0].isupper():
                continue
            if at + 1 < last and stretch.lows[at + 1] == "the":
                continue
        if low in _WORDS.preposition or low in _QUALIFIES:
            return at - 1
        if _is_participle(stretch, at):
            return at - 1
        if not word[0].isalnum() and word not in "&'":
            return at - 1
    return last


def _is_participle(stretch: Stretch, at: int) -> bool:
    """Whether a word tells more of the noun before it: "a poll | taken in May"."""
    low = stretch.lows[at]
    before = stretch.lows[at - 1]
    is_noun = before in _WORDS.document or before in _WORDS.unnamed or before in _WORDS.group
    return is_noun and (low.endswith(("ed", "ing", "wn")) or low in _PARTICIPLES)


def _is_person_before(stretch: Stretch, first: int, of: int) -> bool:
    """Whether a full name stands before "of": "Ann Holt of the Harbour Institute"."""
    name = stretch.words[max(first, of - 2) : of]
    if len(name) < 2 or not all(word[0].isupper() for word in name):
        return False
    if gender_of(" ".join(name)) is not None:
        return True
    known = name_of(name)
    return known is not None and " " in known and name[1].lower() not in _PEOPLE


def _is_title_of(stretch: Stretch, of: int, last: int) -> bool:
    """Whether "of" belongs to a rank before a name: "secretary of state Ann Holt"."""
    if of + 2 > last or stretch.lows[of - 1] not in _WORDS.title:
        return False
    return stretch.words[of + 1][0].islower() and stretch.words[of + 2][0].isupper()


def _named(stretch: Stretch, run: int, head: int, people: People) -> Speaker:
    words = stretch.words[run : head + 1]
    if run == head and stretch.lows[head] in _WORDS.adjective:
        return NOBODY  # "Russian" of "Russian attacks"
    if run == head and (_is_grammar(stretch.lows[head]) or stretch.lows[head] in _WORDS.time):
        return NOBODY
    if run == head and _opens(stretch, head) and _is_common(stretch.lows[head], people):
        return NOBODY  # a common word with the capital of its sentence
    name = name_of(words)
    if name is None and run == head and " " in (full := people.full(words[0])):
        name = full  # "May told the hall", where the text has an Ann May
    if name is None:
        if stretch.lows[run] == "the" and run < head:
            run += 1
        text = " ".join(stretch.words[run : head + 1]).removesuffix("'s")
        return Speaker(text, "named", stretch.span(run, head))
    start = max(run, head + 1 - name.count(" ") - 1)
    return Speaker(people.full(name), "named", stretch.span(start, head), is_person=True)


def _is_grammar(low: str) -> bool:
    """Whether a word only looks like a name: "However", "I'd"."""
    return low in _WORDS.opener or (not low.endswith("'s") and low.split("'")[0] in _WORDS.pronoun)


def _opens(stretch: Stretch, at: int) -> bool:
    """Whether a sentence or a point of a list begins with the word."""
    return at == 0 or not (stretch.words[at - 1][0].isalpha() or stretch.words[at - 1] in ",&")


def _is_common(low: str, people: People) -> bool:
    return f" {low} " in people.plain or low.endswith(_ADJECTIVE_ENDINGS)


def _described(
    stretch: Stretch, first: int, head: int, last: int, people: People, *, speaks: bool
) -> Speaker:
    if first + 1 == head == last and stretch.lows[first] == "the":
        bearer = _bearer(stretch, head, people)
        if bearer is not None:
            return Speaker(bearer, "named", stretch.span(first, head), is_person=True)
    seen = last + 1
    if stretch.lows[seen : seen + 1] in (["who"], ["with"]):
        seen += _RELATIVE  # "people | who were briefed on the talks"
    inside = not _WORDS.inside.isdisjoint(stretch.lows[first:seen])
    kind = _kind(stretch, first, head, last, inside=inside)
    if kind is None or not _means_somebody(stretch, first, head, inside=inside, speaks=speaks):
        return NOBODY
    if stretch.lows[head] in _FINDINGS and not speaks:
        return NOBODY  # "the figures suggest"
    is_share = stretch.lows[head] in _SHARES
    if is_share and head == last:
        return NOBODY  # "63 percent" of whom
    is_office = stretch.lows[head] in _WORDS.office
    if kind == "named" and stretch.lows[head + 1 : head + 2] == ["of"]:
        is_office = last - head <= _OF_WHAT  # "the head | of the council"
    end = last if (kind == "unnamed" and inside) or is_share or is_office else head
    return Speaker(" ".join(stretch.words[first : end + 1]), kind, stretch.span(first, end))


def _bearer(stretch: Stretch, at: int, people: People) -> str | None:
    """The person whom a title alone means: "the minister" after "Minister Ann Holt"."""
    title = stretch.lows[at]
    if title not in _WORDS.title or title.endswith("s"):
        return None
    return people.bearer_of(title, stretch.start_of(at))


def _kind(stretch: Stretch, first: int, head: int, last: int, *, inside: bool) -> str | None:
    """The kind of a speaker who is described and not named; None for what cannot speak."""
    opening, noun = stretch.lows[first], stretch.lows[head]
    known = opening in _POINTING or any(
        word[0].isupper() for word in stretch.words[first + (not opening.endswith("'s")) : last + 1]
    )
    if noun in _WORDS.unnamed and noun not in _WORDS.office:
        speaks_for = noun.startswith(("spokes", "representative"))
        return "named" if speaks_for and known else "unnamed"
    if noun in _WORDS.document:
        if first == head and not noun.endswith("s") and noun not in _MASS:
            return None  # a label: "Story", "Photo"
        return "named" if known else "group"
    if inside:
        return "unnamed"
    if noun in _WORDS.office:
        return "named" if noun == "police" or _tells_place(stretch, first, last) else "unnamed"
    if opening in _COUNTED or (noun in _WORDS.group and not _is_one(opening, noun)):
        return "group"
    if noun.removesuffix("s") in _WORDS.time:
        return None
    if opening in _ONE:
        return "group" if noun in _WORDS.institution else "unnamed"
    if known:
        return "named"
    return "group" if noun.endswith("s") else None


def _tells_place(stretch: Stretch, first: int, last: int) -> bool:
    """Whether a place or state is named: "prosecutors in Leeds", "Baltic authorities"."""
    opens = _opens(stretch, first) and stretch.lows[first] not in _WORDS.adjective
    return any(word[0].isupper() for word in stretch.words[first + opens : last + 1])


def _is_one(opening: str, noun: str) -> bool:
    """Whether a word for a crowd stands for one of it: "one activist", "the leader"."""
    return opening in _SINGLING and not noun.endswith(("s", "people", "men"))


def _means_somebody(stretch: Stretch, first: int, head: int, *, inside: bool, speaks: bool) -> bool:
    """Whether a description is of people or a body: by the lists, or by an ending of trades.

    Several who are said to speak ("whips say") are people, unless they are things.
    """
    noun = stretch.lows[head]
    one = noun.removesuffix("s")
    if one in _SPANS:
        return False
    if inside or noun in _PEOPLE or stretch.lows[first] in _VAGUE:
        return True
    if noun.endswith("-year-old"):
        return True
    if not {noun, one}.isdisjoint(_WORDS.time | _WORDS.thing):
        return False
    several = noun.endswith("s") and not noun.endswith(("ss", "us", "is"))
    if speaks and several and head - first < _FEW:
        return True
    return noun.removesuffix("s").endswith(_AGENT_ENDINGS)


def _pronoun(stretch: Stretch, at: int, people: People, *, speaks: bool) -> Speaker:
    low = stretch.lows[at]
    gender = _GENDERS.get(low)
    if gender is None:
        body = None
        if low in _SEVERAL or (low in _IT and speaks):  # not "it is clear"
            body = people.body_before(stretch.start_of(at), several=low in _SEVERAL)
        return NOBODY if body is None else Speaker(*body, stretch.span(at, at))
    name = people.before(stretch.start_of(at), gender=gender)
    return NOBODY if name is None else Speaker(name, "named", stretch.span(at, at), is_person=True)
