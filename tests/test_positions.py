"""Stances: what the text says that an actor wants, offers, refuses, accepts or warns of."""

import re
from collections.abc import Sequence

import pytest

from pipelines.actors import mentions_in
from pipelines.articles import Span
from pipelines.positions import positions_in
from pipelines.quotes import quotes_in
from pipelines.stances import Position
from pipelines.taxonomy import read_taxonomy
from pipelines.themes import themes_in
from pipelines.typography import lowered, plain


def positions(*sentences: str) -> list[Position]:
    return read(" ".join(sentences), sentences)


def read(given: str, sentences: Sequence[str]) -> list[Position]:
    text = plain(given)
    spans, start = [], 0
    for sentence in sentences:
        start = given.index(sentence, start)
        spans.append(Span(start, start + len(sentence)))
        start += len(sentence)
    low = lowered(text)
    taxonomy = read_taxonomy()
    themes, _ = themes_in(low, text, spans, taxonomy.themes)
    mentions = mentions_in(text, low, spans, taxonomy.actors)
    return positions_in(text, low, spans, mentions, themes, quotes_in(given, spans))


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


@pytest.mark.parametrize(
    ("sentence", "actor", "polarity", "theme"),
    [
        ("Moscow said it will not accept foreign troops there.", "Russia", "refuses", "military"),
        ("Lavrov said Ukraine would never accept a ceasefire.", "Ukraine", "refuses", "ceasefire"),
        ("The UN, which has called for a ceasefire, kept silent.", "United Nations", "wants",
         "ceasefire"),
        ("China would welcome new peace talks.", "China", "accepts", "negotiations"),
        ("NATO ministers agreed to send more tanks.", "NATO", "accepts", "military"),
        ("Russia on Monday rejected a ceasefire.", "Russia", "refuses", "ceasefire"),
        ("Sergei Lavrov, Russia's foreign minister, rejected the truce.", "Sergei Lavrov",
         "refuses", "ceasefire"),
        ("Hungary no longer supports sanctions.", "Hungary", "refuses", "sanctions"),
        ("Russia will never cede territory.", "Russia", "refuses", "territory"),
        ("The US \"welcomes\" the peace talks.", "United States", "accepts", "negotiations"),
        ("Poland accepts no sanctions relief.", "Poland", "refuses", "sanctions"),
        ("Slovakia vowed to block new sanctions.", "Slovakia", "refuses", "sanctions"),
        ("Moscow demanded the Donbas region, a demand that Kyiv has rejected.", "Ukraine",
         "refuses", "territory"),
    ],
)  # fmt: skip
def test_plain_forms_are_found(sentence: str, actor: str, polarity: str, theme: str) -> None:
    found = [(p.actor, p.polarity, p.theme) for p in positions(sentence)]
    assert (actor, polarity, theme) in found


@pytest.mark.parametrize(
    "sentence",
    [
        "Analysts doubt that Russia wants peace talks.",
        "There is no sign that Moscow wants a ceasefire.",
        "Officials denied that Russia wants sanctions relief.",
        "Ukraine has not called for sanctions.",
        "Poland has not yet agreed to a ceasefire.",
        "Berlin is offering Kyiv nothing on sanctions.",
        "Rules on sanctions that Hungary and Poland support are old.",
        "Xi sees US demands as an attack on sovereignty.",
        "The ban on visas is supported by the U.S. tourism industry.",
        "Some Republicans oppose the ceasefire.",
        "Two of the Democrats oppose the ceasefire.",
        "Critics of Russia want more sanctions.",
        "Poland is likely to oppose sanctions relief.",
        "Russia would have accepted a ceasefire.",
        "Kyiv offered figures on the shelling.",
        "Moscow warned truce monitors.",
        "Poland wants calm so that its ministers can talk about elections in Marovia.",
        "Fighters backed by Iran broke the truce.",
        "The US seeks stability ahead of global elections.",
    ],
)
def test_doubts_denials_and_words_of_others_are_no_stance(sentence: str) -> None:
    assert positions(sentence) == []


def test_neither_turns_the_stance_of_both() -> None:
    found = positions("Neither Russia nor Ukraine wants a ceasefire.")
    assert {(p.actor, p.polarity) for p in found} == {("Russia", "refuses"), ("Ukraine", "refuses")}


def test_a_list_of_actors_takes_the_stance_and_others_do_not_end_it() -> None:
    found = positions("Poland, the Baltic states and others have advocated tougher sanctions.")
    assert {position.actor for position in found} == {"Poland", "Baltic states"}


def test_the_object_may_stand_before_a_dash() -> None:
    sentence = (
        "Kyiv keeps its territorial integrity as a condition\u2014a position rejected by Moscow."
    )
    (found,) = positions(sentence)
    assert (found.actor, found.polarity, found.theme) == ("Russia", "refuses", "territory")
    assert sentence[found.start_char : found.end_char] == sentence[:-1]


def test_what_for_is_not_what() -> None:
    assert positions("Poland urged for openness to ensure its national security.") == []


@pytest.mark.parametrize(
    ("sentence", "voice", "claimed_by"),
    [
        ("Russia rejects a ceasefire.", "narrator", None),
        (
            '"Russia wants a ceasefire and peace talks soon," said Anna Kovac, a diplomat.',
            "quoted",
            "Anna Kovac",
        ),
        ("Lavrov said Ukraine would never accept a ceasefire.", "reported", "Lavrov"),
        ("Russia warned of new shelling.", "narrator", None),
    ],
)
def test_a_position_says_whose_claim_it_is(
    sentence: str, voice: str, claimed_by: str | None
) -> None:
    (found,) = positions(sentence)
    assert (found.voice, found.claimed_by) == (voice, claimed_by)


def test_speakers_who_say_we_speak_of_themselves() -> None:
    (found,) = positions('"We want a ceasefire before the winter," Zelensky said on Monday.')
    assert (found.actor, found.polarity) == ("Volodymyr Zelensky", "wants")
    assert found.claimed_by == "Zelensky"


def test_the_claim_ends_with_its_quotation() -> None:
    sentence = '"Russia wants a ceasefire very soon," said a diplomat as the trade war went on.'
    (found,) = positions(sentence)
    assert sentence[found.start_char : found.end_char] == "Russia wants a ceasefire very soon"


def test_items_of_a_list_take_the_stance_before_the_colon() -> None:
    items = ("Kyiv demands:", "- Security guarantees", "- An exchange of prisoners", "It rained.")
    found = read("\n".join(items), items)
    assert [(p.sentence_index, p.actor, p.theme) for p in found] == [
        (1, "Ukraine", "security_guarantees"),
        (2, "Ukraine", "ceasefire"),
    ]


@pytest.mark.parametrize(
    ("between", "after"), [("\n", "\n\n"), (" | ", "\n")], ids=["lines", "bars"]
)
def test_a_table_of_positions_is_read_by_column(between: str, after: str) -> None:
    rows = (
        ("Points", "U.S. Position", "Russia's Position"),
        ("Sanctions", "Support for sanctions relief", "Demand for an end to all"),
        ("Peace talks", "Calls for peace talks", "No peace talks before spring"),
    )
    text = after.join(between.join(row) for row in rows)
    found = read(text, [cell for row in rows for cell in row])
    assert [(p.actor, p.polarity, p.theme, text[p.start_char : p.end_char]) for p in found] == [
        ("United States", "accepts", "sanctions", "Support for sanctions relief"),
        ("Russia", "wants", "sanctions", "Demand for an end to all"),
        ("United States", "wants", "negotiations", "Calls for peace talks"),
        ("Russia", "refuses", "negotiations", "No peace talks before spring"),
    ]


def test_one_party_in_a_heading_is_no_table() -> None:
    lines = ("Russia's position", "A ceasefire first", "Sanctions relief")
    assert read("\n".join(lines), lines) == []


def test_a_cell_without_a_word_of_stance_says_what_the_party_wants() -> None:
    rows = ("Topic", "Russia's position", "Ukraine's position"), ("Ceasefire", "Back 15 km", "Now")
    text = "\n\n".join("\n".join(row) for row in rows)
    found = read(text, [cell for row in rows for cell in row])
    assert [(p.actor, p.polarity, p.verb) for p in found] == [
        ("Russia", "wants", "position"),
        ("Ukraine", "wants", "position"),
    ]


@pytest.mark.parametrize(
    ("text", "actor", "polarity"),
    [
        ("Anna Kovac called the draft weak and demanded a ceasefire.", "Anna Kovac", "wants"),
        ("Anna Kovac met envoys, urging them to accept a ceasefire.", "Anna Kovac", "wants"),
        ("Anna Kovac spoke late. She also called for a ceasefire.", "Anna Kovac", "wants"),
        ("Anna Kovac as a candidate promised a ceasefire.", "Anna Kovac", "offers"),
        ("Anna Kovac and her allies have called for a ceasefire.", "Anna Kovac", "wants"),
    ],
)
def test_a_stance_is_its_speakers_also_far_from_the_name(
    text: str, actor: str, polarity: str
) -> None:
    found = [(p.actor, p.polarity) for p in read(text, re.findall(r"[^.]+\.", text))]
    assert (actor, polarity) in found


@pytest.mark.parametrize(
    "sentence",
    [
        "Anna Kovac faces rivals who demanded a ceasefire.",
        "Anna Kovac could also propose a ceasefire.",
        "Anna Kovac refused to rule out a ceasefire.",
        "As Anna Kovac knows, threatening sanctions is no way out.",
    ],
)
def test_no_stance_is_made_of_the_verb_of_another_or_of_what_may_come(sentence: str) -> None:
    assert positions(sentence) == []


def test_the_words_shown_go_on_to_the_end_of_the_clause() -> None:
    text = "Anna Kovac demanded a ceasefire before any treaty, but she left."
    (position,) = positions(text)
    assert text[position.start_char : position.end_char] == (
        "Anna Kovac demanded a ceasefire before any treaty"
    )


@pytest.mark.parametrize(
    ("sentence", "actor", "polarity", "theme"),
    [
        (
            "NATO membership, which Ukraine has sought, is not named.",
            "Ukraine",
            "wants",
            "alliance",
        ),
        ("The ceasefire, which Moscow opposes, begins today.", "Russia", "refuses", "ceasefire"),
        (
            "A ceasefire may hold, a step the Russian government opposes.",
            "Russia",
            "refuses",
            "ceasefire",
        ),
    ],
)
def test_the_object_may_stand_before_the_actor(
    sentence: str, actor: str, polarity: str, theme: str
) -> None:
    assert [(p.actor, p.polarity, p.theme) for p in positions(sentence)] == [
        (actor, polarity, theme)
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "The ceasefire, which Moscow wants to spoil, begins today.",
        "The ceasefire, if it is one which Moscow opposes, begins today.",
    ],
)
def test_which_without_a_stance_of_its_own_is_none(sentence: str) -> None:
    assert positions(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "actor", "polarity"),
    [
        ("Russia holds on to its claim and refuses a ceasefire.", "Russia", "refuses"),
        ("Russia recalled its envoy on Monday and rejected a ceasefire.", "Russia", "refuses"),
    ],
)
def test_a_second_verb_joined_by_and_has_the_subject_that_opens_the_sentence(
    sentence: str, actor: str, polarity: str
) -> None:
    assert [(p.actor, p.polarity) for p in positions(sentence)] == [(actor, polarity)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Russia fears a group that met Poland and rejects a ceasefire.",
        "Russia holds on to its claim and Poland's rejected offer of a ceasefire.",
        "Russia recalled its envoy and refuses a ceasefire.",  # of whom the second verb is, is open
    ],
)
def test_a_second_verb_of_another_or_in_another_form_is_left_open(sentence: str) -> None:
    assert positions(sentence) == []


def test_what_is_wanted_ends_where_a_second_verb_asks_for_something_else() -> None:
    text = "Dalvera is a port. Poland promised two cranes and asked NATO for a ceasefire."
    assert [p for p in positions(text) if p.polarity == "offers"] == []


@pytest.mark.parametrize(
    "text",
    [
        "Anna Kovac said her government would leave the talks if troops crossed the river.",
        "Anna Kovac said her government would not accept a ceasefire.",
        '"Our government will not accept a ceasefire at all," said Anna Kovac.',
    ],
)
def test_a_speakers_own_government_refuses_in_the_speakers_name(text: str) -> None:
    assert [(p.actor, p.polarity) for p in positions(text)] == [("Anna Kovac", "refuses")]


def test_the_government_of_somebody_else_is_not_the_speaker() -> None:
    assert positions("Anna Kovac said their rival's government would not accept a ceasefire.") == []
