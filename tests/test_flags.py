"""All flags together: every one is answered, and what fires on the seed articles."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.articles import Article
from pipelines.flag_phrases import LISTS, phrase_list, wording_of
from pipelines.flags import FAMILIES, FLAGS, answer
from tests.asking import HONEST, document

EXPECTED = [
    "no_byline no_date no_outlet no_direct_quote stock_phrases translation_marks",
    "page_chrome anonymous_sources vague_group no_date stock_phrases",
    "republished credit_mismatch no_direct_quote no_named_speaker broken_structure "
    "text_about_text stock_phrases hedging",
    "no_byline anonymous_sources outline_structure essay_scaffolding hedging",
]


def test_flags_have_distinct_names_and_stand_in_the_order_of_their_families() -> None:
    assert len({flag.name for flag in FLAGS}) == len(FLAGS) == 40
    order = [name for name, _ in FAMILIES]
    places = [order.index(flag.family) for flag in FLAGS]
    assert places == sorted(places)


@pytest.mark.parametrize("flag", FLAGS, ids=lambda flag: flag.name)
def test_a_flag_explains_itself_in_one_sentence_each(flag: object) -> None:
    for text in (flag.meaning, flag.innocent):  # type: ignore[attr-defined]
        assert text.endswith(".")
        assert text[0].isupper()
        assert "AI" not in text.split()
    assert 1 <= len(flag.label.split()) <= 5  # type: ignore[attr-defined]


def test_only_absent_metadata_fires_on_an_honest_report() -> None:
    doc = document(Article(HONEST))
    fired = {flag.name for flag in FLAGS if answer(flag, doc).state == "triggered"}
    assert fired <= {"no_byline", "no_date", "no_outlet", "no_headline"}


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=400))
def test_every_flag_answers_any_text_with_marks_or_a_reason(text: str) -> None:
    doc = document(Article(text))
    fields = {"text": doc.text, "raw_text": doc.raw_text, "title": doc.title or ""}
    for flag in FLAGS:
        finding = answer(flag, doc)
        if finding.state != "clear":
            assert finding.marks or finding.reason, flag.name
        for mark in finding.marks:
            span = mark.span
            assert 0 <= span.start_char < span.end_char <= len(fields[mark.field]), flag.name


@pytest.mark.parametrize("number", range(4))
def test_the_seeds_show_what_readers_see_in_them(seeds: list[Path], number: int) -> None:
    doc = document(Article(seeds[number].read_text(encoding="utf-8")))
    fired = {flag.name for flag in FLAGS if answer(flag, doc).state == "triggered"}
    assert set(EXPECTED[number].split()) <= fired


@pytest.mark.parametrize("name", LISTS)
def test_every_phrase_of_a_list_is_found(name: str) -> None:
    for phrase in phrase_list(name)[:: max(1, len(phrase_list(name)) // 50)]:
        spans = wording_of(f"they met and {phrase} .").phrases.get(name, ())
        assert spans, phrase
