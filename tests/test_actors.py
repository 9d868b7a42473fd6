"""Actors: listed states and organisations, persons, and states that no list has."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.actors import Mention, mentions_in
from pipelines.articles import Span
from pipelines.taxonomy import read_taxonomy
from pipelines.typography import lowered, plain


def mentions(text: str) -> list[Mention]:
    straight = plain(text)
    spans = [Span(0, len(text))] if text else []
    return mentions_in(straight, lowered(straight), spans, read_taxonomy().actors)


def actors(text: str) -> list[str]:
    return [mention.actor for mention in mentions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russia’s delegation left early.", ["Russia"]),
        ("Moscow said nothing, and the Kremlin was silent.", ["Russia", "Russia"]),
        ("They told us that the US would help us.", ["United States"]),
        ("The U.S. and the USA are one; the U.S.A. too.", ["United States"] * 3),
        ("Washington insists on it.", ["United States"]),
        ("Pressure from Washington grew.", ["United States"]),
        ("Talks between Kyiv and Washington go on.", ["Ukraine", "United States"]),
        ("A dialogue with Moscow and Brussels began.", ["Russia", "European Union"]),
        ("Russian officials met the Ukrainian delegation.", ["Russia", "Ukraine"]),
        ("Türkiye and Turkey are one state.", ["Türkiye", "Türkiye"]),
        ("Rustam Umarov spoke; Mr Umerov left.", ["Rustem Umerov", "Rustem Umerov"]),
        ("Zelenskyy met Volodymyr Zelensky's aides.", ["Volodymyr Zelensky"] * 2),
        ("South Korea and North Korea talked.", ["South Korea", "North Korea"]),
        ("The UN Security Council met.", ["United Nations"]),
        ("RUSSIA AND UKRAINE AGREE", ["Russia", "Ukraine"]),
        ("The OSCE, NATO and the EU sent observers.", ["OSCE", "NATO", "European Union"]),
        ("The Baltic states urged caution.", ["Baltic states"]),
        ("No 10 refused, and so did Number 10.", ["United Kingdom"] * 2),
        ("Bankova waited for Zhongnanhai and Foggy Bottom.", ["Ukraine", "China", "United States"]),
        ("Moscow, ready for talks, waited.", ["Russia"]),
        ("NATO and its members, the EU and its countries.", ["NATO", "European Union"]),
    ],
)
def test_an_actor_is_found_under_every_name(text: str, expected: list[str]) -> None:
    assert actors(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The meeting in Washington ended.",
        "Talks in Brussels and at Geneva were short.",
        "She flew to Moscow and then left Kyiv.",
        "The Washington Post reported it.",
        "He teaches Russian novels and French cooking.",
        "She was born in Paris, where the turkey was dry.",
        "Please tell us what they told us.",
        "On Monday in March the market in Geneva opened.",
        "The Warsaw Pact was signed long ago.",
        "The Vienna talks and the Vienna Framework ended.",
        "KYIV (Wire) - The rain fell.",
        "The fair came to Moscow, Idaho, and to Berlin, N.H., in May.",
        "Nobody knows that Paris, Texas, has a tower.",
        "Paris is a city of bridges, and Vienna was once the largest city of the empire.",
        "Other frontline NATO members and EU member states agreed.",
        "She wore the No 10 shirt, was the No. 10 seed and read paper No. 10.",
        "VIENNA, March 3 - The rain fell.",
        "However, Nothing Happened Here. Yesterday It Rained.",
    ],
)
def test_a_place_or_plain_word_is_no_actor(text: str) -> None:
    assert actors(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("President Anna Kovac spoke. Kovac then left.", ["Anna Kovac", "Anna Kovac"]),
        ("Dr. Elena Marku, a professor in Tirell, disagreed.", ["Elena Marku"]),
        ("“No,” said Tomas Orlin. Orlin’s lawyer agreed.", ["Tomas Orlin", "Tomas Orlin"]),
        ("Brenko Taliv said the road was closed.", ["Brenko Taliv"]),
        ("Brenko Taliv, a fisherman from the coast, waited.", ["Brenko Taliv"]),
        ("Brenko Taliv, 54, waited.", ["Brenko Taliv"]),
        ("The foreign minister Brenko Taliv waited.", ["Brenko Taliv"]),
        ("Mr. Taliv waited.", ["Taliv"]),
        ("Maria van der Meer waited.", ["Maria van der Meer"]),
        ("But Maria Lopez waited.", ["Maria Lopez"]),
        ("The columnist Brenko Taliv waited.", ["Brenko Taliv"]),
        ("The Rev. Al Taliv waited.", ["Al Taliv"]),
    ],
)
def test_a_person_is_found_by_title_apposition_speech_or_given_name(
    text: str, expected: list[str]
) -> None:
    found = mentions(text)
    assert [mention.actor for mention in found] == expected
    assert {mention.kind for mention in found} == {"person"}


@pytest.mark.parametrize(
    "text",
    [
        "Red Sox said nothing.",
        "Goldman Sachs said profits rose.",
        "The Harbour Committee said so.",
        "New Tirell, a port with a mayor, is small.",
        "General Motors cut jobs.",
        "Real Madrid said the deal was done.",
        "In January, Green Street was closed.",
        "The Paris Agreement was signed.",
        "The Harbour Gazette said so, and the Tirell Herald reported it.",
        "Al Jazeera said so.",
    ],
)
def test_a_place_club_or_firm_is_no_person(text: str) -> None:
    assert "person" not in {mention.kind for mention in mentions(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MARIA LOPEZ: Wait.\nThen Maria Lopez left.", ["Maria Lopez", "Maria Lopez"]),
        ("MARIA LOPEZ WAITED AND LEFT\nSo it was.", []),
        ("WATCH Maria Lopez left early.", ["Maria Lopez"]),
        ("WILL BE IMPEACHED, said the heading.", []),
        ("WATCHED Wisconsin said no.", []),
    ],
)
def test_capitals_of_a_heading_make_no_other_person(text: str, expected: list[str]) -> None:
    assert actors(text) == expected


def test_two_people_of_one_surname_stay_apart() -> None:
    found = actors("Anna Kovac met Peter Kovac. Kovac spoke.")
    assert found == ["Anna Kovac", "Peter Kovac"]


def test_another_bearer_of_a_listed_surname_is_not_the_listed_person() -> None:
    assert actors("Mary Putin said hello.") == ["Mary Putin"]


def test_a_state_that_no_list_has_is_recognised_by_its_ministry() -> None:
    text = "Marovia's foreign ministry spoke. In Marovia, the Marovian government was silent."
    found = mentions(text)
    assert [mention.actor for mention in found] == ["Marovia"] * 3
    assert {mention.kind for mention in found} == {"state"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Envoys of Marovia met. Marovia and the Tesk Republic agreed.", "Marovia"),
        ("Marovia waited. The Marovian delegation left Marovia.", "Marovia"),
        ("The Tesk Republic agreed. Tesk forces left, and Tesk guns fell silent.", "Tesk Republic"),
        ("The ambassador to Skarne left. Skarne protested.", "Skarne"),
        ("Skarne forces met Skarne troops.", "Skarne"),
    ],
)
def test_an_unlisted_state_shows_by_what_only_states_have(text: str, name: str) -> None:
    assert (name, "state") in {(mention.actor, mention.kind) for mention in mentions(text)}


@pytest.mark.parametrize(
    "text",
    [
        "Amir Gadal fell. Gadal forces fled, and Gadal troops hid.",
        "Blair's government fell. Blair resigned.",
        "Harvard's president spoke at Harvard.",
        "The embassy was closed. Embassy staff left. Embassy gates shut.",
    ],
)
def test_a_possessive_alone_makes_no_state(text: str) -> None:
    assert "state" not in {mention.kind for mention in mentions(text)}


def test_spans_point_at_the_words_and_carry_their_sentence() -> None:
    text = "Nothing here. The U.S. agreed with Russia."
    spans = [Span(0, 13), Span(14, len(text))]
    found = mentions_in(text, text.lower(), spans, read_taxonomy().actors)
    assert [(text[m.start_char : m.end_char], m.sentence_index) for m in found] == [
        ("U.S.", 1),
        ("Russia", 1),
    ]


@settings(deadline=None)  # the first call reads the lexicon
@given(st.text(alphabet="ARussi .,'UShedn\nKyivMr", max_size=200))
def test_mentions_are_ordered_disjoint_and_inside_the_text(text: str) -> None:
    found = mentions(text)
    reached = 0
    for mention in found:
        assert reached <= mention.start_char < mention.end_char <= len(text)
        reached = mention.end_char
