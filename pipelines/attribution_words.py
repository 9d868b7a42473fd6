"""The words of `lexicons/attribution.toml`, read once."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

LEXICON = Path(__file__).parent / "lexicons" / "attribution.toml"


@dataclass(frozen=True, slots=True)
class AttributionWords:
    """Cue verbs by form and the words that tell who speaks, all in lower case.

    `speech` holds the forms that may be turned around after a quotation ("said Mr Holt"); `cues`
    holds those and every other form that credits a statement; `past` the past forms and
    participles of irregular verbs, which are no nouns. `act` holds forms of verbs that do something
    and say nothing, `feeling` participles of states of mind. `no_name` holds every word of grammar.
    """

    speech: frozenset[str]
    cues: frozenset[str]
    past: frozenset[str]
    shows: frozenset[str]
    act: frozenset[str]
    feeling: frozenset[str]
    unnamed: frozenset[str]
    group: frozenset[str]
    institution: frozenset[str]
    office: frozenset[str]
    inside: frozenset[str]
    adjective: frozenset[str]
    thing: frozenset[str]
    agent: frozenset[str]
    document: frozenset[str]
    title: frozenset[str]
    body: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    auxiliary: frozenset[str]
    finite: frozenset[str]
    subordinator: frozenset[str]
    preposition: frozenset[str]
    pronoun: frozenset[str]
    determiner: frozenset[str]
    opener: frozenset[str]
    time: frozenset[str]
    no_name: frozenset[str]


@lru_cache(maxsize=1)
def attribution_words() -> AttributionWords:
    """The shipped words."""
    tables = tomllib.loads(LEXICON.read_text(encoding="utf-8"))
    cues, speakers, names = tables["cues"], tables["speakers"], tables["names"]
    irregular, irregular_act = (
        {line.split()[0]: line.split() for line in cues[group].splitlines() if line.strip()}
        for group in ("irregular", "irregular_act")
    )

    def forms(group: str) -> frozenset[str]:
        lemmas = cues[group].split()
        special = irregular | irregular_act
        return frozenset(form for lemma in lemmas for form in special.get(lemma) or _regular(lemma))

    def with_plurals(group: str) -> frozenset[str]:
        words = speakers[group].split()
        return frozenset((*words, *(_plural(word) for word in words)))

    male, female = (frozenset(names[gender].split()) for gender in ("male", "female"))
    grammar = {name: frozenset(words.split()) for name, words in tables["grammar"].items()}
    speech = forms("speech")
    return AttributionWords(
        speech=speech,
        cues=speech | forms("stance") | forms("belief") | forms("evidence"),
        shows=forms("shows"),
        act=forms("act"),
        feeling=frozenset(cues["feeling"].split()),
        past=frozenset(form for found in irregular.values() for form in found[2:]),
        unnamed=with_plurals("unnamed"),
        group=with_plurals("group"),
        institution=with_plurals("institution"),
        office=frozenset(speakers["office"].split()),
        inside=frozenset(speakers["inside"].split()),
        adjective=frozenset(speakers["adjective"].split()),
        thing=with_plurals("thing"),
        agent=with_plurals("agent"),
        document=with_plurals("document"),
        title=frozenset(speakers["title"].split()),
        body=frozenset(speakers["body"].split()),
        male=male,
        female=female,
        # "Per Holt" is somebody; "Will Holt" may be a question.
        no_name=frozenset[str]().union(*grammar.values()) - (grammar["preposition"] & male),
        **grammar,
    )


def _regular(lemma: str) -> tuple[str, ...]:
    if lemma.endswith("e"):
        return lemma, f"{lemma}s", f"{lemma}d", f"{lemma[:-1]}ing"
    if lemma.endswith("y") and lemma[-2] not in "aeou":
        return lemma, f"{lemma[:-1]}ies", f"{lemma[:-1]}ied", f"{lemma}ing"
    plural = f"{lemma}es" if lemma.endswith(("s", "sh", "ch", "x")) else f"{lemma}s"
    return lemma, plural, f"{lemma}ed", f"{lemma}ing"


def _plural(noun: str) -> str:
    if noun.endswith("sman"):
        return f"{noun[:-2]}en"
    if noun.endswith("y"):
        return f"{noun[:-1]}ies"
    return f"{noun}s"
