"""Where sentences end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
