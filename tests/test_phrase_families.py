"""Phrases that are the same words in the same places are one, others stay."""

from typing import NamedTuple

from pipelines.phrase_families import repeated


class Spot(NamedTuple):
    owner: int
    start_char: int
    end_char: int


def spots(*owners: int, start: int = 0, end: int = 10) -> list[Spot]:
    return [Spot(owner, start, end) for owner in owners]


def test_of_phrases_in_the_same_places_the_longest_stays():
    assert repeated({"long": spots(1, 2, 3, end=30), "short": spots(1, 2, 3)}) == {"short"}


def test_what_more_texts_share_stays_for_all():
    found = {"long": spots(1, 2, 3, end=30), "short": spots(1, 2, 3, 4, 5)}
    assert repeated(found) == {"long"}


def test_a_phrase_with_a_place_of_its_own_stays():
    found = {"long": spots(1, 2, 3, end=30), "short": [*spots(2, 3), *spots(4, start=50, end=60)]}
    assert repeated(found) == set()


def test_phrases_that_overlap_without_one_inside_the_other_stay():
    found = {"end of the": spots(1, 2, 3), "of the day": spots(1, 2, 3, start=5, end=15)}
    assert repeated(found) == set()


def test_the_same_place_twice_over_leaves_one():
    found = {"one": spots(1, 2, 3), "two": spots(1, 2, 3), "three": spots(1, 2, 3)}
    assert repeated(found) == {"two", "three"}
