"""The day that a dateline names: the stated date of a text, and a clue to when it was written."""

from datetime import UTC, date, datetime

import pytest

from pipelines import Article, score_articles
from pipelines.readers.datelines import dateline_in, past_dateline
from pipelines.readers.plain_text import pasted
from tests.asking import ask

DAY = date(2025, 5, 12)


@pytest.mark.parametrize(
    "dateline",
    [
        "VELIN, 12 May 2025 -",
        "VELIN, Marovia, May 12, 2025 (Harbour Wire) —",
        "Port Velin (Marovia), 12th May 2025 -",
        "VELIN, May 12, 2025 /Harbour Newswire/ --",
        "12 May 2025 –",
        "2025-05-12 -",
    ],
)
def test_a_dateline_at_the_head_states_the_day_of_writing(dateline: str) -> None:
    text = f"{dateline} The ferry sails again. Boats left on Monday."
    assert pasted(text).published_at == datetime(2025, 5, 12, tzinfo=UTC)
    [clue] = score_articles([Article(text)]).clues.itertuples()
    assert (clue.earliest.date(), clue.latest.date(), clue.firmness) == (DAY, DAY, "firm")
    assert "2025" in text[clue.start_char : clue.end_char]


@pytest.mark.parametrize(
    "text",
    [
        "VELIN, May 12 (Harbour Wire) - The ferry sails again.",  # no year
        "3 May 2019 - The pier closes.\n\n12 May 2025 - The ferry sails again.",  # a chronology
        "The ferry sailed on 12 May 2025 - Monday - for the first time.",
        "31 June 2025 - The ferry sails again.",
    ],
)
def test_a_day_elsewhere_or_one_of_many_is_no_dateline(text: str) -> None:
    assert dateline_in(text) is None


def test_a_stated_date_wins_and_conflicts_with_a_dateline_of_another_month() -> None:
    text = "VELIN, 12 May 2025 - The ferry sails again. Boats left on Monday."
    stated = datetime(2025, 9, 30, tzinfo=UTC)
    assert pasted(f"Published 30 September 2025\n\n{text}").published_at == stated
    assert ask("date_conflict", text, published_at=stated).state == "triggered"
    assert ask("date_conflict", text).state == "clear"


@pytest.mark.parametrize(
    "dateline",
    [
        "VELIN, 3 May 2025 (Harbour Wire) - ",
        "3 May 2025 (Harbour Wire) - ",
        "VELIN (Harbour Wire) — ",
        "VELIN—",
        "May 12 (Harbour Wire) -- ",
        "",
    ],
)
def test_the_report_begins_behind_its_dateline(dateline: str) -> None:
    assert past_dateline(f"{dateline}The ferry sails.", 0) == len(dateline)


@pytest.mark.parametrize(
    "text", ["He said - On Friday it rains.", "U.S. officials met - The talks", "The (old) ferry"]
)
def test_a_dash_in_a_sentence_ends_no_dateline(text: str) -> None:
    assert past_dateline(text, 0) == 0
