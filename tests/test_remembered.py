"""What a function gave for a text is reckoned once, and memory stays bounded."""

from pipelines import remembered
from pipelines.remembered import Remembered


def asked():
    texts = []
    return texts, Remembered(lambda text: texts.append(text) or len(text))


def test_a_value_is_reckoned_once():
    texts, lengths = asked()
    assert [lengths["river"], lengths["river"], lengths["dam"]] == [5, 5, 3]
    assert texts == ["river", "dam"]


def test_a_long_text_is_not_kept():
    _, lengths = asked()
    assert lengths["x" * 5000] == 5000
    assert not len(lengths)


def test_no_more_than_so_many_are_kept(monkeypatch):
    monkeypatch.setattr(remembered, "_MOST", 10)
    _, lengths = asked()
    assert [lengths[f"word {n:03}"] for n in range(100)] == [8] * 100
    assert len(lengths) <= 10
