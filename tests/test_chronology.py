"""The phrases that bound the day of writing, and the window that they leave."""

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.articles import Article
from pipelines.chronology import Clue, clues_in, window_of
from pipelines.clock import ClockError, read_clock
from pipelines.flags import FLAGS, answer
from pipelines.taxonomy import DEFAULT
from pipelines.typography import lowered, plain
from tests.asking import document

CLOCK = read_clock(DEFAULT / "clock.toml")
UKRAINE = "Ukraine fights on against Russia's full-scale invasion of Ukraine. "

MORE_THAN_TWO = f"{UKRAINE}After more than two years of war, people are tired."
NEARLY_THREE = f"{UKRAINE}After nearly three years of brutal war, people are tired."
OF_PLACE = "After nearly three years of war in Ukraine, shells are short."
OF_PARTIES = "After more than two years of grinding war, Kyiv has asked for more time."
BEGAN = f"{UKRAINE}The war, which began more than two years ago, goes on."
RELATIVE = "The Biden administration, which has said nothing so far, is watching the ferry."
GAMES = "The harbour is being dredged for this summer's Olympic Games in Paris."
LESS_THAN_TWO = f"{UKRAINE}Less than two years into the war, aid fell."


def found(text: str) -> list[Clue]:
    straight = plain(text)
    return clues_in(straight, lowered(straight), CLOCK)


def window(text: str) -> tuple[date | None, date | None]:
    return window_of(found(text))


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("The treaty was signed on March 3, 2021, in Oslo.", date(2021, 3, 3), None),
        ("The treaty was signed on 3 March 2021 in Oslo.", date(2021, 3, 3), None),
        ("The mine has been closed since June 2018, when it was flooded.", date(2018, 6, 1), None),
        ("President Barack Obama said on Friday so.", date(2009, 1, 20), date(2017, 1, 20)),
        ("Former President Joe Biden gave a speech.", date(2025, 1, 20), None),
        ("The schools were closed because of COVID-19.", date(2020, 2, 11), None),
        (MORE_THAN_TWO, date(2024, 2, 24), date(2025, 2, 23)),
        (NEARLY_THREE, date(2024, 8, 24), date(2025, 2, 23)),
        (LESS_THAN_TWO, date(2022, 2, 24), date(2024, 2, 23)),
        (OF_PLACE, date(2024, 8, 24), date(2025, 2, 23)),
        (OF_PARTIES, date(2024, 2, 24), date(2025, 2, 23)),
        (BEGAN, date(2024, 2, 24), date(2025, 2, 23)),
        (RELATIVE, date(2021, 1, 20), date(2025, 1, 20)),
        (GAMES, date(2024, 1, 1), date(2024, 7, 26)),
        ("The upcoming 2016 U.S. presidential election.", date(2015, 10, 5), date(2016, 11, 8)),
    ],
)  # fmt: skip
def test_a_phrase_bounds_the_day_of_writing(
    text: str, earliest: date | None, latest: date | None
) -> None:
    assert window(text) == (earliest, latest)


@pytest.mark.parametrize(
    "text",
    [
        "The bridge will be finished by March 3, 2031.",
        "The party wants to win the White House in 2028.",
        "The rule was drafted under President Barack Obama.",
        "The rule dates from the Obama administration.",
        "After two years of war on drugs, the mayor resigned.",
        "The approaching presidential election worries the United States.",
        "She sold 2021 boats.",
        "After two years of war in eastern Ukraine, the truce of Minsk is all there is.",
        "The Biden administration, which left office early in the year, wrote the rule.",
        "An adviser to President Barack Obama who is now at a bank said so.",
        "She fled for two years after the invasion of Iraq.",
        "This summer's Olympic Games will be long.",
    ],
)
def test_a_memory_or_a_plan_bounds_nothing(text: str) -> None:
    assert window(text) == (None, None)


def test_an_approaching_election_is_the_one_that_everything_else_allows() -> None:
    text = (
        f"{UKRAINE}After more than two years of war, the approaching U.S. presidential election "
        "has raised the pressure on the Biden administration to act."
    )
    assert window(text) == (date(2024, 2, 24), date(2024, 11, 5))


def test_a_stated_date_that_the_wording_excludes_is_a_conflict() -> None:
    folder = Path(__file__).parents[1] / "data" / "sample" / "articles"
    path = folder / "12_atlas_brief_daily_date_conflict.txt"
    text = path.read_text(encoding="utf-8")
    doc = document(Article(text, published_at=datetime(2025, 3, 16)))
    flag = next(flag for flag in FLAGS if flag.name == "date_conflict")
    finding = answer(flag, doc)
    assert finding.state == "triggered"
    marked = {doc.text[mark.span.start_char : mark.span.end_char] for mark in finding.marks}
    assert marked == {
        "approaching U.S. presidential election",
        "Biden administration",
        "more than two years of war",
        "this summer's Olympic Games",
    }


def test_of_two_holders_of_an_office_only_the_later_one_can_be_acting() -> None:
    text = (
        "The Obama administration wrote the rule. The Obama administration kept it. "
        "The Trump administration dropped it, and the Trump administration is proud of that."
    )
    assert all(clue.earliest != date(2009, 1, 20) for clue in found(text))


def test_firm_clues_that_contradict_each_other_leave_no_window() -> None:
    firm = [
        Clue(0, 1, date(2020, 1, 1), None, "firm"),
        Clue(2, 3, None, date(2019, 1, 1), "firm"),
    ]
    assert window_of(firm) == (None, None)
    soft = Clue(4, 5, date(2024, 1, 1), date(2025, 1, 1), "soft")
    assert window_of([firm[0], soft]) == (date(2024, 1, 1), date(2025, 1, 1))
    assert window_of([firm[1], soft]) == (None, date(2019, 1, 1))


days = st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2030, 1, 1)))
clues = st.lists(
    st.builds(Clue, st.just(0), st.just(1), days, days, st.sampled_from(["firm", "soft"])),
    max_size=6,
)


@given(clues)
def test_a_window_never_ends_before_it_begins_for_clues_that_do_not(found: list[Clue]) -> None:
    sound = [
        clue
        for clue in found
        if not (clue.earliest and clue.latest and clue.earliest > clue.latest)
    ]
    start, end = window_of(sound)
    assert start is None or end is None or start <= end


PIECES = (
    *("of", "war", "years", "two", "more", "than", "2022", "in", "since", "the", "president"),
    *("biden", "ukraine", "former", "administration", ".", "\n", "March"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join))
def test_every_clue_points_into_the_text(text: str) -> None:
    for clue in found(text):
        assert 0 <= clue.start_char < clue.end_char <= len(text)
        assert text[clue.start_char : clue.end_char].strip()


def test_a_mistake_in_the_file_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "clock.toml"
    path.write_text("[[war]]\nname = 'War without a date'\n")
    with pytest.raises(ClockError, match=r"clock\.toml"):
        read_clock(path)


@pytest.mark.parametrize(
    ("entry", "wrong"),
    [
        ("[[event]]\nearliest = '2024-05-10'\nphrases = ['the fall']", "'2024-05-10' is no day"),
        ("[[event]]\nearliest = 2024\nphrases = ['the fall']", "2024 is no day"),
        ("[[office]]\ntitle = ['premier']\nholders = [['Moss', 'soon']]", "'soon' is no day"),
        (
            "[[office]]\ntitle = ['premier']\nholders = [['Moss', 2024-05-10, 2023-05-10]]",
            "2023-05-10 is before 2024-05-10",
        ),
        ("[[war]]\nbegins = 2024-05-10T12:00:00\nnamed = ['the war']", "is no day"),
        ("[[election]]\ncalled = ['the vote']\ndays = ['x']\nwithin_days = 9", "'x' is no day"),
    ],
)
def test_a_day_that_is_none_is_quoted(tmp_path: Path, entry: str, wrong: str) -> None:
    path = tmp_path / "clock.toml"
    path.write_text(f"extend = true\n\n{entry}\n")
    with pytest.raises(ClockError, match=f"clock.toml: .*{wrong}"):
        read_clock(path)


def test_windows_of_dated_articles_hold_their_dates(shared: Path) -> None:
    """Of 300 development articles with a window, at least 94 % were published inside it."""
    import gzip
    import json
    from datetime import timedelta

    inside = total = 0
    with gzip.open(shared / "eval" / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            try:
                day = date.fromisoformat((row["published_at"] or "")[:10])
            except ValueError:
                continue
            start, end = window(row["text"])
            if (start is None and end is None) or day.year > 2021:
                continue
            slack = timedelta(days=7)
            inside += (start is None or start <= day + slack) and (
                end is None or day - slack <= end
            )
            total += 1
            if total == 300:
                break
    assert inside >= 0.94 * total


def test_windows_of_the_seeds(seeds: list[Path]) -> None:
    windows = [window(path.read_text(encoding="utf-8")) for path in seeds]
    assert (windows[1][0] or date.min) >= date(2024, 2, 24)
    assert (windows[1][1] or date.max) <= date(2024, 11, 5)
    assert (windows[3][1] or date.max) < date(2025, 2, 24)


@pytest.mark.parametrize(
    "text",
    [
        "His right to challenge the president in the November 2020 election was never lost.",
        "Joel Johnson was an adviser in the Clinton White House. She was counsel to President "
        "Clinton, and he worked for the Clinton White House.",
        "The thaw started in the run-up to the Winter Olympics in Pyeongchang last month.",
    ],
)
def test_what_later_or_earlier_texts_say_as_well_is_no_clue(text: str) -> None:
    assert found(text) == []
