"""Two texts side by side: nothing is lost, and what both have is marked as shared."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.naming import Name
from dashboard.text_diff import text_diff
from pipelines.differences import passages, shared_words

WIRE = (
    "Envoys met in Korval on Friday. They signed a treaty about the river Orva. "
    "The mayor of Hollin welcomed it. Fishing rights come next."
)
CUT = "Envoys met in Korval on Friday. They signed a treaty about the Orva river. A new end."


def kinds(one: str, other: str) -> list[str]:
    return [passage.kind for passage in passages(one, other)]


def test_equal_changed_and_missing_sentences_are_told_apart():
    assert kinds(WIRE, CUT) == ["same", "changed"]
    assert kinds(WIRE, WIRE) == ["same"]
    assert kinds("One sentence here. Two of them.", "Two of them.") == ["only_one", "same"]
    assert kinds("Two of them.", "Two of them. One sentence more.") == ["same", "only_other"]


def test_shared_words_of_a_changed_passage_are_the_same_on_both_sides():
    changed = passages(WIRE, CUT)[1]
    left = " ".join(WIRE[s.start_char : s.end_char] for s in changed.shared_one)
    right = " ".join(CUT[s.start_char : s.end_char] for s in changed.shared_other)
    assert left.rstrip(".") == right.rstrip(".")
    assert left.startswith("They signed a treaty about the")


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_word_is_lost(one, other):
    found = passages(one, other)
    for text, side in ((one, "one"), (other, "other")):
        shown = "".join(
            text[getattr(p, side).start_char : getattr(p, side).end_char] for p in found
        )
        assert "".join(shown.split()) == "".join(text.split())


def test_counts_of_words():
    found = passages("a b c d", "a b x d")
    assert shared_words(found, "a b c d", "a b x d") == (3, 4, 4)


def test_long_texts_take_bounded_time():
    one = " ".join(f"word{i}" for i in range(60_000))
    other = " ".join(f"word{i}" for i in range(1, 60_000, 2))
    start = time.process_time()
    assert passages(one, other)
    assert time.process_time() - start < 20


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", '"><img src=x onerror=y>'])
def test_hostile_words_are_shown_and_do_nothing(words):
    name = Name(1, words, True)
    drawn = text_diff(("a", name, f"{words} is here."), ("b", name, "Nothing is here."))
    assert words not in drawn
    assert "<del>" in drawn
    assert "<ins>" in drawn
