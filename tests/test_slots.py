"""Parties, places, dates, persons, figures and documents are found where a text states them."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.actors import Mention
from pipelines.articles import Span
from pipelines.slots import MOST, Slot, slots_in
from pipelines.stated_days import WEEKDAY
from pipelines.typography import lowered, plain

STATES = {"Norland": "Norland", "Sudria": "Sudria", "Westmark": "Westmark", "Sudrian": "Sudria"}


def slots(text: str, persons: tuple[str, ...] = (), published: date | None = None) -> list[Slot]:
    """The slots of a text with one sentence a line, invented states and the given persons."""
    straight = plain(text)
    sentences, mentions, start = [], [], 0
    for line in straight.split("\n"):
        if line.strip():
            sentences.append(Span(start, start + len(line)))
            for name in (*STATES, *persons):
                at = straight.find(name, start, start + len(line))
                if at >= 0 and not straight[at + len(name)].isalpha():
                    kind = "state" if name in STATES else "person"
                    actor = STATES.get(name, name)
                    mentions.append(Mention(actor, at, at + len(name), len(sentences) - 1, kind))
        start += len(line) + 1
    mentions.sort(key=lambda mention: mention.start_char)
    return slots_in(straight, lowered(straight), sentences, mentions, published)


def values(text: str, slot: str) -> list[str]:
    return [found.value for found in slots(text) if found.slot == slot]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Talks between Norland and Sudria began on Monday.", {"Norland", "Sudria"}),
        ("Norland and Sudrian officials met behind closed doors.", {"Norland", "Sudria"}),
        ("Norland's envoys held talks with Sudria on gas.", {"Norland", "Sudria"}),
        ("A Norland-Sudria deal was signed.", {"Norland", "Sudria"}),
        ("Norland fears that the Norland-Sudria war goes on despite talks.", set()),
        ("Norland grows wheat. Sudria grows barley.", set()),
        ("Ostrava and its southern neighbour Kelm signed a pact. Ostrava gave Kelm a port.",
         {"Ostrava", "Kelm"}),
        ("The mayor opened a bridge.", set()),
    ],
)  # fmt: skip
def test_parties_are_the_sides_of_a_joint_act(text, parties):
    assert set(values(text, "party")) == parties


def test_the_pair_that_a_text_speaks_of_most_are_its_parties():
    text = (
        "Norland and Sudria met for talks.\n"
        "Earlier talks between Norland and Westmark had failed.\n"
        "The agreement of Norland and Sudria binds both."
    )
    assert set(values(text, "party")) == {"Norland", "Sudria"}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("KORVAL, March 3 (Harbour Wire) - The court rose.", ["Korval"]),
        ("Korval — The court rose.", ["Korval"]),
        ("The two ministers met in Port Korval on Friday.", ["Port Korval"]),
        ("One.\nTwo.\nThree.\nThe Korval talks went on.", ["Korval"]),
        ("Nine people were killed in the town of Brell.", ["Brell"]),
        ("He was born in March and studied at University College.", []),
        ("The war in Norland goes on.", []),
        ("Officials Meet In Direct Dialogue", []),
    ],
)
def test_places_are_where_something_happens(text, places):
    assert values(text, "place") == places


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("It was signed on 13 March 2025.", ["13 March 2025"]),
        ("It was signed on March 13th, 2025.", ["13 March 2025"]),
        ("It was signed on Sept. 3.", ["3 September"]),
        ("Dated 2025-03-13.", ["13 March 2025"]),
        ("In March 2025 it rained.", []),
        ("May 10:30 suit you?", []),
        ("On 32 March nothing happened.", []),
    ],
)
def test_dates_are_days(text, dates):
    assert values(text, "date") == dates


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("They exchange 620 prisoners of war.", ("620", "prisoner")),
        ("They exchange 620 captives.", ("620", "prisoner")),
        ("A 30-day ceasefire begins.", ("30", "day ceasefire")),
        ("Some 11,300 civilian deaths were counted.", ("11300", "civilian death")),
        ("Thirty-seven people died in it.", ("37", "dead")),
        ("At least 9 people were killed.", ("9", "dead")),
        ("A blast killed at least 9 people.", ("9", "dead")),
        ("It sank, killing 12 passengers.", ("12", "dead")),
        ("It sank, killing 12 and injuring many.", ("12", "dead")),
        ("She said 12 people had died.", ("12", "dead")),
        ("There were 12 deaths.", ("12", "dead")),
        ("At least 128 people were rescued.", ("128", "rescued")),
        ("Then 30 protesters were detained.", ("30", "arrested")),
        ("The fire wounded 9 people.", ("9", "injured")),
        ("The flood displaced 1,200 people.", ("1200", "displaced")),
        ("It costs $1.2 billion.", ("1200000000", "dollar")),
        ("A fund of 180 million euros pays.", ("180000000", "euro")),
        ("Prices rose 3.1 per cent.", ("3.1", "percent")),
        ("It trains 6,000 Norland soldiers.", ("6000", "soldier")),
        ("The year 2022 was cold.", None),
        ("One man came at 10:30.", None),
        ("Chapter 2 of the book is long.", None),
    ],
)
def test_figures_come_with_what_they_count(text, figure):
    found = [(s.value, s.unit) for s in slots(text) if s.slot == "figure"]
    assert found == ([figure] if figure else [])


@pytest.mark.parametrize(
    ("text", "documents"),
    [
        ("The Korval Framework Note binds both.", ["Korval Framework Note"]),
        (
            "Under the Treaty of Brell and the Clean Rivers Act.",
            ["Treaty of Brell", "Clean Rivers Act"],
        ),
        ("An agreement was reached.", []),
    ],
)
def test_documents_are_named(text, documents):
    assert values(text, "document") == documents


def test_a_person_counts_once_where_first_named():
    text = "Ana Roth spoke.\nAna Roth left."
    (person,) = [s for s in slots(text, persons=("Ana Roth",)) if s.slot == "person"]
    assert (person.value, person.start_char) == ("Ana Roth", 0)


def test_spans_are_the_words_of_a_slot():
    text = "KORVAL, March 3 - Norland and Sudria signed; 620 prisoners go home."
    words = {s.slot: text[s.start_char : s.end_char] for s in slots(text)}
    assert words == {
        "place": "KORVAL",
        "date": "March 3",
        "party": "Sudria",
        "figure": "620 prisoners",
        "outcome": "signed",
    }


@given(st.text(max_size=300))
def test_any_text_gives_slots_inside_it(text):
    for slot in slots(text):
        assert 0 <= slot.start_char < slot.end_char <= len(text)


@pytest.mark.parametrize(
    "piece", ["A and ", "12,", "Aa Aa Aa of ", "seventy-", "1 a b\n", "In the A "]
)
def test_hostile_text_takes_no_longer_than_its_length(piece):
    text = piece * (200_000 // len(piece))
    start = time.process_time()
    found = slots_in(text, text.lower(), [Span(0, len(text))], [])
    assert len(found) <= MOST
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The envoys met on Tuesday.", ["11 March 2025"]),
        ("The envoys met on Thursday night, he said.", ["13 March 2025"]),
        ("Friday's talks collapsed.", ["7 March 2025"]),
        ("They met until Tuesday and left Wednesday.", ["11 March 2025", "12 March 2025"]),
        ("The envoys met on Tuesday, March 4.", ["4 March"]),
        ("They will meet on Tuesday, he said.", []),
        ("The talks begin on Tuesday.", []),
        ("They met last Tuesday, and every Friday before.", []),
        ("He was shot on Bloody Sunday.", []),
        ("He said so on Fox News Sunday.", []),
        ("The Sunday Times reported it.", []),
        ("They met on Fridays.", []),
        ("Hide caption. He waved on Tuesday.", ["11 March 2025"]),
        ("Caption: he waved on Tuesday.", []),
    ],
)
def test_a_weekday_is_the_last_one_up_to_the_day_of_publication(text, days):
    text = text.replace(". ", ".\n")
    found = [slot for slot in slots(text, published=date(2025, 3, 13)) if slot.slot == "date"]
    assert [slot.value for slot in found] == days
    for slot in found:
        by_weekday = text[slot.start_char : slot.end_char].endswith("day")
        assert (slot.unit == WEEKDAY) == by_weekday


def test_without_a_day_of_publication_a_weekday_stays_unresolved():
    assert not values("The envoys met on Tuesday.", "date")
