"""Stances: what the text says that an actor wants, offers, refuses, accepts or warns of."""

import pytest

from pipelines.actors import mentions_in
from pipelines.articles import Span
from pipelines.positions import Position, positions_in
from pipelines.taxonomy import read_taxonomy
from pipelines.themes import themes_in
from pipelines.typography import lowered, plain


def positions(*sentences: str) -> list[Position]:
    text = plain(" ".join(sentences))
    spans, start = [], 0
    for sentence in sentences:
        spans.append(Span(start, start + len(sentence)))
        start += len(sentence) + 1
    low = lowered(text)
    taxonomy = read_taxonomy()
    themes, _ = themes_in(low, text, spans, taxonomy.themes)
    mentions = mentions_in(text, low, spans, taxonomy.actors)
    return positions_in(text, low, spans, mentions, themes)


@pytest.mark.parametrize(
    ("sentence", "actor", "polarity", "theme"),
    [
        ("Ukraine wants binding security guarantees.", "Ukraine", "wants", "security_guarantees"),
        ("Kyiv insists on its territorial integrity.", "Ukraine", "wants", "territory"),
        ("Moscow demands an end to sanctions.", "Russia", "wants", "sanctions"),
        ("Poland is seeking more air defence missiles.", "Poland", "wants", "military"),
        (
            "The EU urged both sides to resume peace talks.",
            "European Union",
            "wants",
            "negotiations",
        ),
        ("Beijing called for a ceasefire.", "China", "wants", "ceasefire"),
        ("Turkey is pushing for a grain deal.", "Türkiye", "wants", "energy_food"),
        ("The UN has appealed for humanitarian access.", "United Nations", "wants", "humanitarian"),
        ("Washington hopes for a peace deal by spring.", "United States", "wants", "negotiations"),
        ("Germany's government favours new sanctions.", "Germany", "wants", "sanctions"),
        ("Qatar offered to mediate between the two.", "Qatar", "offers", "mediation"),
        ("Switzerland has proposed a peace conference.", "Switzerland", "offers", "negotiations"),
        ("Japan pledged a reconstruction fund.", "Japan", "offers", "reconstruction"),
        ("France is ready to send peacekeepers under a truce.", "France", "offers", "ceasefire"),
        ("Norway is willing to host talks.", "Norway", "offers", "mediation"),
        ("Russia refuses to withdraw its troops.", "Russia", "refuses", "ceasefire"),
        ("Kyiv rejected any territorial concession.", "Ukraine", "refuses", "territory"),
        ("Hungary has long opposed NATO membership.", "Hungary", "refuses", "alliance"),
        ("The Kremlin ruled out a ceasefire.", "Russia", "refuses", "ceasefire"),
        ("Slovakia declined to supply ammunition.", "Slovakia", "refuses", "military"),
        ("Iran will not accept new sanctions.", "Iran", "refuses", "sanctions"),
        ("Israel does not want a truce.", "Israel", "refuses", "ceasefire"),
        ("Berlin did not agree to a reparations loan.", "Germany", "refuses", "reconstruction"),
        ("Ukraine is unwilling to cede territory.", "Ukraine", "refuses", "territory"),
        ("Moscow is opposed to foreign troops there.", "Russia", "refuses", "military"),
        ("Both Kyiv and Moscow accepted the prisoner exchange.", "Russia", "accepts", "ceasefire"),
        ("India agreed to peace talks.", "India", "accepts", "negotiations"),
        ("Finland welcomed the new sanctions.", "Finland", "accepts", "sanctions"),
        (
            "The European Union backs a special tribunal.",
            "European Union",
            "accepts",
            "accountability",
        ),
        ("The Vatican is open to mediation.", "Vatican", "accepts", "mediation"),
        ("NATO warned of a wider war and missile attacks.", "NATO", "warns", "military"),
        ("Estonia fears a frozen conflict without guarantees.", "Estonia", "warns", "ceasefire"),
        ("Moldova is worried about gas supplies.", "Moldova", "warns", "energy_food"),
        ("Russian officials rejected the peace plan.", "Russia", "refuses", "negotiations"),
        (
            "The Ukrainian government seeks security guarantees.",
            "Ukraine",
            "wants",
            "security_guarantees",
        ),
        ("Russia's foreign ministry warned of new shelling.", "Russia", "warns", "military"),
        ("Russia, for its part, opposes the embargo.", "Russia", "refuses", "sanctions"),
        ("A truce proposed by Ankara was signed.", "Türkiye", "offers", "ceasefire"),
        ("The peace plan was rejected by Moscow.", "Russia", "refuses", "negotiations"),
        ("President Anna Kovac rejected the ceasefire.", "Anna Kovac", "refuses", "ceasefire"),
        (
            "With Russia refusing to give up territory, talks stalled.",
            "Russia",
            "refuses",
            "territory",
        ),
    ],
)
def test_a_stance_is_found_with_actor_polarity_and_theme(
    sentence: str, actor: str, polarity: str, theme: str
) -> None:
    found = [(p.actor, p.polarity, p.theme) for p in positions(sentence)]
    assert (actor, polarity, theme) in found


@pytest.mark.parametrize(
    "sentence",
    [
        "If Russia accepts a ceasefire, prices will fall.",
        "Would Ukraine agree to peace talks?",
        "It is unclear whether Moscow wants a truce.",
        "Russia's demands for territory were discussed.",
        "US demands for a ceasefire grew louder.",
        "Iran-backed fighters attacked a convoy.",
        "Ukraine was urged to accept a truce.",
        "Russia was offered sanctions relief.",
        "Kyiv, urged by its allies to hold elections, said nothing.",
        "Talks between Russia and Ukraine on a ceasefire go on.",
        "Russia could accept a ceasefire.",
        "Moscow has not ruled out a truce.",
        "Poland does not oppose sanctions.",
        "The Russian offensive on the front line slowed.",
        "Residents in Kyiv want a ceasefire.",
        "The minister of a small state refused comment on the truce.",
        "Ukraine wants it.",
        "The offer of a truce reached Ukraine on Monday.",
        "Fans in Moscow want a ceasefire in the stands.",
        "Critics say that the truce, which Ukraine never saw, was rejected.",
    ],
)
def test_no_stance_is_claimed_where_the_text_states_none(sentence: str) -> None:
    assert positions(sentence) == []


def test_the_span_is_the_clause_and_ends_where_the_next_actor_goes_on() -> None:
    sentence = "Kyiv refuses to cede territory, while Moscow rejects a ceasefire."
    first, second = positions(sentence)
    assert sentence[first.start_char : first.end_char] == "Kyiv refuses to cede territory"
    assert sentence[second.start_char : second.end_char] == "Moscow rejects a ceasefire"


def test_two_actors_joined_by_and_both_take_the_stance() -> None:
    found = positions("Ukraine and the United States want a ceasefire.")
    assert {position.actor for position in found} == {"Ukraine", "United States"}


def test_a_stance_belongs_to_its_own_sentence() -> None:
    found = positions("Nothing happened.", "Kyiv wants a ceasefire.")
    assert [position.sentence_index for position in found] == [1]


def test_refusing_to_accept_is_one_position() -> None:
    assert [p.polarity for p in positions("Kyiv refuses to accept the ceasefire.")] == ["refuses"]


def test_hostile_text_gives_an_answer() -> None:
    assert positions("Russia wants " * 2000 + "a ceasefire.") is not None
    assert positions("") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Poland backed away from sanctions.",
        "The Kremlin declined to comment on the ceasefire.",
        "What Ukraine wanted was a ceasefire.",
    ],
)
def test_other_senses_are_no_stance(sentence: str) -> None:
    assert positions(sentence) == []
