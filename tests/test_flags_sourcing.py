"""Who vouches for what the text says."""

import pytest

from tests.asking import HONEST, ask, long, words

UNSOURCED = "The plan is good for the town. It helps trade. The pier stays open. " * 25


@pytest.mark.parametrize(
    "flag",
    [
        "anonymous_sources",
        "unexplained_anonymity",
        "anonymous_opinion",
        "vague_group",
        "unattributed_quote",
    ],
)
def test_an_honest_report_names_its_sources(flag: str) -> None:
    assert ask(flag, HONEST).state == "clear"


@pytest.mark.parametrize("flag", ["no_direct_quote", "no_named_speaker", "thin_attribution"])
def test_absent_voices_are_named_as_missing(flag: str) -> None:
    finding = ask(flag, UNSOURCED)
    assert finding.state == "triggered"
    assert (finding.reason or "").startswith("no ")
    assert ask(flag, long(HONEST)).state == "clear"
    assert ask(flag, "The pier stays open.").state == "cannot assess"


def test_countries_that_speak_are_said_to_be_no_named_speaker() -> None:
    finding = ask("no_named_speaker", f"{UNSOURCED} Russia said that it will not leave the talks.")
    assert finding.state == "triggered"
    assert "the named ones only act or are countries (n 1)" in (finding.reason or "")


def test_unnamed_insiders_are_marked() -> None:
    text = "It is close, people familiar with the talks said. A senior official said it is signed."
    assert any("people familiar" in found for found in words("anonymous_sources", text))
    assert ask("unexplained_anonymity", text).state == "triggered"


def test_one_unnamed_source_among_many_named_ones_is_ordinary() -> None:
    aside = "A senior official, not authorized to speak, said it is new."
    text = f"{long(HONEST)}\n{aside}\n"
    assert ask("anonymous_sources", text).state == "clear"


def test_the_opinion_of_an_unnamed_source_is_marked() -> None:
    text = (
        '"This plan will never work and is a terrible mistake," a senior official said on Friday.'
    )
    assert ask("anonymous_opinion", text).state == "triggered"
    fact = '"The minister signed the paper at noon on Friday," a senior official said.'
    assert ask("anonymous_opinion", fact).state == "clear"


def test_a_group_counts_as_vague_only_without_a_name_nearby() -> None:
    marked = words("vague_group", "Prices rose again. Many analysts say it is over.")
    assert any("many analysts" in found.lower() for found in marked)
    named = "Many analysts say it is over. Prices will fall by June, said Ana Holt of Selmo Bank."
    assert ask("vague_group", named).state == "clear"


def test_a_quotation_that_nobody_speaks_is_marked() -> None:
    text = 'It was a cold day. "Nobody in this town will ever take that boat again." Snow fell.'
    assert words("unattributed_quote", text) == [
        '"Nobody in this town will ever take that boat again."'
    ]


def test_a_party_that_the_text_is_about_and_that_never_speaks_is_marked_once() -> None:
    about = "France closed the road. France sent police to the bridge. France raised the toll. "
    text = f"{about * 4}\n\n" + 'Spain is angry. "We will not pay this toll," said Ana Holt. ' * 12
    assert words("missing_voice", text)[0] == "France"


def test_a_vague_group_is_marked_where_it_is_named_and_not_again_as_they() -> None:
    text = "Critics said the ferry was too dear. They said the same about the bridge."
    assert words("vague_group", text) == ["Critics said"]
