"""Who, where and when."""

from datetime import UTC, datetime

from tests.asking import HONEST, ask, words

NOWHERE = (
    "Both delegations met and talked. They found the exchange useful and agreed to meet. " * 15
)


def test_a_report_that_names_day_place_and_person_is_clear() -> None:
    for flag in ("no_event_date", "no_event_place", "no_named_participant", "date_conflict"):
        assert ask(flag, HONEST).state != "triggered", flag


def test_a_text_without_day_place_or_person_says_what_is_missing() -> None:
    for flag in ("no_event_date", "no_event_place", "no_named_participant"):
        assert ask(flag, NOWHERE).state == "triggered", flag
        assert ask(flag, "Both met.").state == "cannot assess", flag


def test_a_short_text_that_states_it_is_clear() -> None:
    short = "SELMO, May 12 - Envoys met in Selmo on Monday, Mayor Ana Kolm said."
    for flag in ("no_event_date", "no_event_place", "no_named_participant", "no_dateline"):
        assert ask(flag, short).state == "clear", flag
    quoted = '"The two sides of the river will share one bridge again," Ana Kolm said.'
    for flag in ("no_direct_quote", "no_named_speaker"):
        assert ask(flag, quoted).state == "clear", flag


def test_a_month_of_a_past_year_is_not_the_day_of_the_event() -> None:
    assert ask("no_event_date", f"{NOWHERE} It all began in May 2014.").state == "triggered"


def test_a_subject_is_not_a_place() -> None:
    assert ask("no_event_place", f"The war in Selmo goes on. {NOWHERE}").state == "triggered"
    assert ask("no_event_place", f"They met in Selmo. {NOWHERE}").state == "clear"
    assert ask("no_event_place", f"In Mayfield they met. {NOWHERE}").state == "clear"
    assert ask("no_event_place", f"In May they met. {NOWHERE}").state == "triggered"


def test_a_stated_date_before_what_the_text_tells_of_is_a_conflict() -> None:
    text = "The pier was opened on March 3, 2021, and boats have used it ever since."
    early = datetime(2019, 5, 1, tzinfo=UTC)
    assert words("date_conflict", text, published_at=early) == ["on March 3, 2021"]
    assert (
        ask("date_conflict", text, published_at=datetime(2022, 5, 1, tzinfo=UTC)).state == "clear"
    )


def test_phrases_that_contradict_each_other_are_both_marked() -> None:
    text = (
        "President Barack Obama said on Friday that the boat will sail. "
        "The pier was closed because of COVID-19 and opened later."
    )
    assert words("date_conflict", text) == ["President Barack Obama", "COVID-19"]


def test_nothing_that_bounds_the_date_cannot_be_assessed() -> None:
    assert ask("date_conflict", "Boats left the quay at noon.").state == "cannot assess"
