"""Figures and conflicts are shown as people write them."""

import pytest

from pipelines.figure_words import conflict_said, fact_said, figure_said


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        ("58000000000", "euro", "58 billion euros"),
        ("4200000", "tonne", "4.2 million tonnes"),
        ("620", "prisoner", "620 prisoners"),
        ("11300", "civilian death", "11,300 civilian deaths"),
        ("1", "country", "1 country"),
        ("2", "country", "2 countries"),
        ("2", "day", "2 days"),
        ("37", "dead", "37 dead"),
        ("9", "people", "9 people"),
        ("2", "child", "2 children"),
        ("410", "km", "410 km"),
        ("3.1", "percent", "3.1 %"),
        ("30", "day ceasefire", "30-day ceasefire"),
        ("3", "boss", "3 bosses"),
        ("7", None, "7"),
    ],
)
def test_a_figure_reads_as_people_write_it(value, unit, said):
    assert figure_said(value, unit) == said


def test_facts_that_are_no_figures_stay_as_they_are():
    assert fact_said("date", "13 March", "") == "13 March"
    assert fact_said("figure", "480", "prisoner") == "480 prisoners"


@pytest.mark.parametrize(
    ("note", "said"),
    [
        ("prisoner: 480 against 620", "480 prisoners against 620 prisoners"),
        ("place: Vienna against Oslo", "place Vienna against Oslo"),
        ("date (Ana, Roth, talks): 3 May against 4 May", "date 3 May against 4 May"),
        ("date (Roth, by weekday): 3 May against 4 May", "date 3 May against 4 May (by weekday)"),
        (
            "written by 2024-11-05 at the latest against 2025-02-22 at the earliest",
            "one was written by 5 November 2024 at the latest, the other from 22 February 2025 on",
        ),
        (
            "written by 2024-07-26 at the latest against 2025-03-14 at the earliest; wording at "
            "odds with the stated date",
            "by its words one was written by 26 July 2024 at the latest, the other from 14 March "
            "2025 on; the words of one of the two do not fit its own date either",
        ),
        ("a note of another version", "a note of another version"),
    ],
)
def test_a_conflict_is_told_in_words(note, said):
    assert conflict_said(note) == said
