"""Themes: what each sentence is about, the leading desk and story theme, and the elements."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.articles import Span
from pipelines.taxonomy import read_taxonomy
from pipelines.themes import (
    ElementMatch,
    ThemeMatch,
    story_theme_of,
    themes_in,
    topic_of,
    vouched_for,
)
from pipelines.typography import lowered, plain

LABELS = Path(__file__).parent / "labels" / "seed_themes.json"


def read(*sentences: str) -> tuple[list[ThemeMatch], list[ElementMatch]]:
    text = plain(" ".join(sentences))
    spans, start = [], 0
    for sentence in sentences:
        spans.append(Span(start, start + len(sentence)))
        start += len(sentence) + 1
    return themes_in(lowered(text), text, spans, read_taxonomy().themes)


def themes(sentence: str, layer: str = "story") -> set[str]:
    return {match.theme for match in read(sentence)[0] if match.layer == layer}


@pytest.mark.parametrize(
    ("sentence", "theme"),
    [
        ("Envoys resumed peace talks on the island.", "negotiations"),
        ("Allies promised a binding security guarantee.", "security_guarantees"),
        ("The truce held along the river.", "ceasefire"),
        ("The province was annexed nine years ago.", "territory"),
        ("Donors promised a reconstruction fund.", "reconstruction"),
        ("The bloc widened its sanctions.", "sanctions"),
        ("Aid convoys could not reach the displaced.", "humanitarian"),
        ("Shelling went on along the front line.", "military"),
        ("It hopes to join NATO soon.", "alliance"),
        ("The sultanate mediated between them.", "mediation"),
        ("A snap election weakens her hand.", "domestic_politics"),
        ("Grain exports fell as blackouts spread.", "energy_food"),
        ("A special tribunal will hear the war crimes cases.", "accountability"),
    ],
)
def test_each_story_theme_is_found(sentence: str, theme: str) -> None:
    assert theme in themes(sentence)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Voters go to the polling stations on Sunday for the general election.", "politics"),
        ("The foreign minister summoned the ambassador over the treaty.", "diplomacy"),
        ("Insurgents ambushed an army patrol, wounding two soldiers.", "defence"),
        ("The central bank left interest rates unchanged as inflation eased.", "economy"),
        ("Shares in the carmaker rose after its quarterly profit doubled.", "business"),
        ("A jury convicted the defendant of manslaughter.", "justice"),
        ("Doctors tested a vaccine against malaria on patients.", "health"),
        ("The search engine released new software for mobile phones.", "science_technology"),
        ("Carbon emissions threaten coral reefs and wildlife.", "environment"),
        ("Asylum seekers waited at the refugee camp for visas.", "migration"),
        ("The actress won an Oscar for the film.", "culture"),
        ("The striker scored a hat-trick in the cup final.", "sport"),
        ("An earthquake and floods left many homeless.", "disaster"),
    ],
)
def test_one_clear_sentence_is_enough_for_a_topic(text: str, topic: str) -> None:
    matches, _ = read(text)
    assert topic_of(matches, 1) == topic


def test_a_text_about_nothing_listed_has_no_topic_and_no_story() -> None:
    matches, elements = read("She walked home slowly.", "It was late.")
    assert (matches, elements) == ([], [])
    assert topic_of(matches, 2) is None
    assert story_theme_of(matches, 2) is None


def test_an_aside_does_not_lead_a_long_text() -> None:
    matches, _ = read("The striker scored a hat-trick.", *["She walked home."] * 20)
    assert topic_of(matches, 21) is None
    assert topic_of(matches, 12) == "sport"


def test_one_hint_is_not_enough_and_two_are() -> None:
    assert "negotiations" not in themes("The agenda was long.")
    assert "negotiations" in themes("The agenda of the summit was long.")


def test_hints_alone_make_no_desk_beside_the_topic() -> None:
    text = ("Parliament elected a new prime minister.", "The winner led the race all night.")
    matches, _ = read(*text)
    assert "sport" in {match.theme for match in matches}
    assert "sport" not in {match.theme for match in vouched_for(matches, "politics")}
    assert "sport" in {match.theme for match in vouched_for(matches, "sport")}, "the topic stays"
    clear, _ = read(*text, "The striker scored a goal in the cup final.")
    assert "sport" in {match.theme for match in vouched_for(clear, "politics")}


def test_a_term_inside_a_longer_one_counts_once() -> None:
    matches = [m for m in read("The security guarantees matter.")[0] if m.layer == "story"]
    assert [m.term for m in matches] == ["security guarantees"]


def test_words_are_whole_and_phrases_stay_in_their_sentence() -> None:
    assert "military" not in themes("He was warned about the artfulness of it.")
    matches, _ = read("They wanted peace.", "Talks about it bored her.")
    assert "peace talks" not in {match.term for match in matches}


@pytest.mark.parametrize("form", ["cease-fire", "ceasefires", "Cease-Fire", "CEASEFIRE"])
def test_hyphens_plurals_and_capitals_make_no_difference(form: str) -> None:
    assert "ceasefire" in themes(f"The {form} held.")


def test_market_forces_are_no_armed_forces() -> None:
    heavy, _ = read("The enemy forces left.")
    light, _ = read("The market forces of the enemy left.")
    assert any(match.term == "forces" for match in heavy)
    assert not any(match.term == "forces" for match in light)


@pytest.mark.parametrize(
    ("sentence", "theme", "element"),
    [
        ("A joint military planning group will meet.", "security_guarantees", "joint_planning"),
        ("They agreed on intelligence-sharing.", "security_guarantees", "intelligence_sharing"),
        ("A buffer zone was drawn.", "ceasefire", "buffer_zone"),
        ("Lifting sanctions comes last.", "sanctions", "relief"),
        ("It wants NATO membership.", "alliance", "nato_membership"),
        ("The security guarantee includes training.", "security_guarantees", "training"),
    ],
)
def test_elements_are_named(sentence: str, theme: str, element: str) -> None:
    found = {(match.theme, match.element) for match in read(sentence)[1]}
    assert (theme, element) in found


def test_a_weak_word_names_an_element_only_within_its_theme() -> None:
    assert read("The training of dogs takes time.")[1] == []


def test_every_story_theme_has_three_to_eight_elements_and_a_question() -> None:
    for theme in read_taxonomy().themes.themes:
        assert theme.question.endswith("?")
        if theme.layer == "story":
            assert 3 <= len(theme.elements) <= 8, theme.theme


def test_spans_point_at_the_term() -> None:
    text = "The truce’s end came. Soldiers left."
    spans = [Span(0, 21), Span(22, len(text))]
    matches, _ = themes_in(lowered(plain(text)), plain(text), spans, read_taxonomy().themes)
    for match in matches:
        span = spans[match.sentence_index]
        assert span.start_char <= match.start_char < match.end_char <= span.end_char
        words = lowered(plain(text[match.start_char : match.end_char]))
        assert words == match.term


@settings(deadline=None)  # the first call reads the lexicon
@given(st.lists(st.text(alphabet="truce war.,- sanctions\n", max_size=60), max_size=5))
def test_any_text_gives_matches_inside_their_sentences(sentences: list[str]) -> None:
    for match in read(*sentences)[0]:
        assert 0 <= match.sentence_index < len(sentences)


def test_seed_sentences_have_their_labelled_themes(shared: Path) -> None:
    rows = json.loads(LABELS.read_text(encoding="utf-8"))["sentences"]
    hits = found = wanted = 0
    for row in rows:
        path = shared / "seeds" / row["file"]
        text = path.read_text(encoding="utf-8")[row["start_char"] : row["end_char"]]
        got, labels = themes(text), set(row["themes"])
        hits += len(got & labels)
        found += len(got)
        wanted += len(labels)
    assert 2 * hits / (found + wanted) >= 0.80
