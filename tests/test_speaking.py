"""The actor who speaks a statement, and how often each actor is quoted."""

import pytest

from pipelines import score_articles
from pipelines.articles import Article

LONG = "We will not leave the table before a deal is signed"


def spoken(text: str) -> list[tuple[str, str]]:
    """Speakers of direct quotations and their kinds."""
    quotes = score_articles([Article(text)]).quotes.itertuples()
    return [(row.speaker, row.speaker_kind) for row in quotes if row.form == "direct"]


def quoted(text: str) -> dict[str, int]:
    """Direct quotations by actor, of those who are quoted at all."""
    actors = score_articles([Article(text)]).actors
    return {row.actor: row.n_quotes for row in actors.itertuples() if row.n_quotes}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"President Zelensky came to Geneva. “{LONG},” he said. “{LONG},” he added.",
            "Volodymyr Zelensky",
        ),
        (f"Obama came to Geneva. “{LONG},” Obama said. “{LONG}!”", "Barack Obama"),
        (f"Donald J. Trump came. “{LONG},” he said. “{LONG},” Mr. Trump said.", "Donald Trump"),
        (f"The Kremlin waited. “{LONG},” the Kremlin said. “{LONG},” Moscow said.", "Russia"),
        (f"Rep. Ann Holt of Leeds came. “{LONG},” said Ann Holt of Leeds. “{LONG}.”", "Ann Holt"),
        (f"“{LONG},” Brenko Taliv told the hall. “{LONG},” Taliv said.", "Brenko Taliv"),
        (f"Ann Holt came. “{LONG},” Ann said. “{LONG}!”", "Ann Holt"),
        (f"“{LONG},” said columnist Brenko Taliv. “{LONG},” Taliv said.", "Brenko Taliv"),
    ],
)
def test_a_speaker_is_the_actor_whom_the_words_name_or_mean(text: str, expected: str) -> None:
    assert spoken(text) == [(expected, "named")] * 2
    assert quoted(text) == {expected: 2}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"Ann Holt waited. “{LONG},” the Holt campaign said.", "the Holt campaign"),
        (f"Donald Trump waited. “{LONG},” Mary Trump said.", "Mary Trump"),
        (f"Ann Holt met Peter Holt. “{LONG},” Holt said.", "Holt"),
        (f"Ann Holt met Ann Marsh. “{LONG},” Ann said.", "Ann"),
        (f"“{LONG},” the Harbour Gazette said.", "Harbour Gazette"),
    ],
)
def test_a_name_that_is_not_the_actors_is_left_as_printed(text: str, speaker: str) -> None:
    assert [name for name, _ in spoken(text)] == [speaker]
    assert set(quoted(text)) <= {"Mary Trump"}


def test_a_ministry_keeps_its_name_and_speaks_for_its_state() -> None:
    text = f"Talks went on. “{LONG},” the Russian Foreign Ministry said."
    assert spoken(text) == [("Russian Foreign Ministry", "named")]
    assert quoted(text) == {"Russia": 1}


def test_an_official_who_is_not_named_does_not_speak_for_the_state() -> None:
    text = f"Russia waited. “{LONG},” a senior Russian official said."
    assert spoken(text) == [("a senior Russian official", "unnamed")]
    assert quoted(text) == {}


@pytest.mark.parametrize(
    ("speakers", "expected"),
    [
        ("Poland, the Baltic states and Hungary", {"Poland", "Baltic states", "Hungary"}),
        ("Poland, the Baltic states, and other members", {"Poland", "Baltic states"}),
        ("Washington and Kyiv", {"United States", "Ukraine"}),
        ("Barack Obama and Donald Trump", {"Barack Obama", "Donald Trump"}),
        ("Poland", {"Poland"}),
    ],
)
def test_all_who_speak_together_are_heard(speakers: str, expected: set[str]) -> None:
    tables = score_articles([Article(f"{speakers} said that the talks would go on in Geneva.")])
    heard = tables.actors[tables.actors["n_attributed"] > 0]
    assert set(heard["actor"]) == expected
    [quote] = tables.quotes.itertuples()
    assert quote.speaker == speakers
