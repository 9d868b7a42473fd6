"""Templated prose."""

import pytest

from tests.asking import HONEST, ask, long, words

TEMPLATED = (
    "In a landmark move, the two towns met, marking a pivotal moment for the region. The meeting "
    "underscores the importance of dialogue and sheds new light on the road ahead. It serves as a "
    "testament to unity, paving the way for a brighter future, and raises important questions "
    "about trade. All eyes are now on the council as the situation continues to unfold. Only time "
    "will tell whether the towns find common ground amid growing uncertainty. They will delve "
    "into the intricate landscape and foster a robust, comprehensive framework that resonates "
    "with stakeholders and enhances resilience. The two councils met on Friday in Selmo and will "
    "meet again in June, when the pier is ready. "
)


@pytest.mark.parametrize(
    "flag",
    [
        "chatbot_residue",
        "stock_phrases",
        "template_vocabulary",
        "outline_structure",
        "essay_scaffolding",
        "text_about_text",
        "internal_repetition",
    ],
)
def test_an_honest_report_is_no_template(flag: str) -> None:
    assert ask(flag, HONEST).state != "triggered"


@pytest.mark.parametrize(
    ("flag", "text", "marked"),
    [
        ("chatbot_residue", "As an AI language model, I take no sides.", "as an ai language model"),
        ("chatbot_residue", "Certainly! Here is a rewritten version.", "certainly! here is"),
        ("text_about_text", "In this article, we will look at it.", "in this article, we will"),
        ("text_about_text", "This article explores the harbour.", "this article explores"),
    ],
)  # fmt: skip
def test_single_strings_are_enough(flag: str, text: str, marked: str) -> None:
    assert any(marked in found.lower() for found in words(flag, text))


def test_stock_phrases_and_vocabulary_count_as_a_rate() -> None:
    assert "paving the way" in words("stock_phrases", TEMPLATED)
    assert "delve" in words("template_vocabulary", TEMPLATED)
    diluted = long(TEMPLATED, words=6000)
    rate = ask("stock_phrases", diluted)
    assert rate.state == "clear"
    assert rate.value is not None
    assert 0 < rate.value < 5
    assert ask("stock_phrases", "It paves the way.").state == "cannot assess"


def test_bullets_and_labels_make_an_outline() -> None:
    items = "\n".join(f"- Point number {n} of the plan" for n in range(20))
    assert len(words("outline_structure", f"{HONEST}\n{items}")) >= 20
    talk = "\n".join(f"HOLT: The boat left at {n} on Friday, as it always does." for n in range(20))
    assert ask("outline_structure", talk).state == "clear"


def test_headings_of_an_essay_are_marked() -> None:
    text = f"{HONEST}\n\nConclusion: a new boat\n\nThe boat is new and the pier is open again."
    assert words("essay_scaffolding", text) == ["Conclusion: a new boat"]
    prose = f"{HONEST}\n\nThe conclusion of the auditor was read out on Friday in the council."
    assert ask("essay_scaffolding", prose).state == "clear"


def test_repeated_runs_are_marked_where_they_stand() -> None:
    chorus = "The boat leaves the old quay at noon and comes back at night. " * 30
    finding = ask("internal_repetition", chorus)
    assert finding.state == "triggered"
    assert finding.value is not None
    assert finding.value > 0.8
    assert ask("internal_repetition", "Boats left.").state == "cannot assess"
