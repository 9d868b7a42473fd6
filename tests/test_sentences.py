"""Where sentences end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines import sentences as cutting
from pipelines.sentences import MAX_TOKENS, sentence_spans


def sentences(text: str) -> list[str]:
    return [text[span.start_char : span.end_char] for span in sentence_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. It stopped.", ["It rained.", "It stopped."]),
        ("A heading\nOne line.\n- a point", ["A heading", "One line.", "- a point"]),
        ("U.S. envoys met Mr. Smith. He left.", ["U.S. envoys met Mr. Smith.", "He left."]),
        ("Ms. Doe spoke. J. R. Roe did not.", ["Ms. Doe spoke.", "J. R. Roe did not."]),
        ("Talks open at 2 p.m. ET. Be early.", ["Talks open at 2 p.m. ET.", "Be early."]),
        ("“We agree,” he said. “Do we?” I said.", ["“We agree,” he said.", "“Do we?” I said."]),
        ("“Will it?” Ana Roe asked. He left.", ["“Will it?” Ana Roe asked.", "He left."]),
        ("“Will it?” He said no.", ["“Will it?”", "He said no."]),
        ("“We came. We saw,” she said.", ["“We came.", "We saw,” she said."]),
        ('He said: "We came. We saw." She left.', ['He said: "We came.', 'We saw."', "She left."]),
        ("“We met Gov. Roe. He left,” she said.", ["“We met Gov. Roe.", "He left,” she said."]),
        ("He won. (She lost.) They met.", ["He won.", "(She lost.)", "They met."]),
        ("It ends on 10 May. Envoys met.", ["It ends on 10 May.", "Envoys met."]),
        ("Prices rose 3.5 percent. Wages did not.", ["Prices rose 3.5 percent.", "Wages did not."]),
        ("  \n \n", []),
        ("", []),
    ],
)  # fmt: skip
def test_news_text_is_cut_where_a_reader_would(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_endless_sentences_are_cut_without_losing_a_word() -> None:
    text = "word " * 1_000
    spans = sentence_spans(text)
    assert [len(sentence.split()) for sentence in sentences(text)] == [400, 400, 200]
    assert spans[-1].end_char == len(text) - 1


@pytest.mark.parametrize("text", ["“" * 100_000, "“Go. " * 10_000, "«a " * 30_000 + "b. " * 50])
def test_a_line_of_quotation_marks_is_handed_over_in_pieces(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = cutting.get_sentence_boundaries
    asked: list[int] = []

    def counted(language: str, piece: str) -> list[dict[str, object]]:
        asked.append(len(piece))
        return really(language, piece)

    monkeypatch.setattr(cutting, "get_sentence_boundaries", counted)
    spans = sentence_spans(text)
    assert max(asked) <= 5_000
    assert sum(asked) < 4 * len(text)
    assert "".join(text[slice(*span)] for span in spans).replace(" ", "") == text.replace(" ", "")


def test_a_long_line_with_some_quotations_is_cut_as_a_whole() -> None:
    quotation = "“" + "They met again and again. " * 300 + "They left,” she said."
    assert sentences(quotation * 2) == sentences(quotation) + sentences(quotation)


@pytest.mark.parametrize("text", ["¿Quién habló? Nadie habló.", "Кто говорил? Никто."])
def test_other_languages_are_cut_too(text: str) -> None:
    assert len(sentence_spans(text, language="es")) == 2


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from(' \n.?!"“”()Ab')), max_size=200))
def test_spans_are_ordered_trimmed_and_lose_nothing(text: str) -> None:
    spans = sentence_spans(text)
    end = 0
    left_out = []
    for span in spans:
        assert end <= span.start_char < span.end_char <= len(text)
        sentence = text[span.start_char : span.end_char]
        assert sentence == sentence.strip()
        assert "\n" not in sentence
        assert len(sentence.split()) <= MAX_TOKENS
        left_out.append(text[end : span.start_char])
        end = span.end_char
    assert not "".join([*left_out, text[end:]]).strip()
