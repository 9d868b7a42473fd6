"""Two texts side by side: nothing is lost, and what both have is marked as shared."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.naming import Name
from dashboard.shared_text import aligned, shared_in, shared_marks
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


ONE = "The talks ended in Corin. Nobody signed the paper on Monday. They meet again in May."
OTHER = "Observers wait. The talks ended in Corin. Somebody signed the paper on Monday night."


def test_passages_are_numbered_alike_from_whichever_side_they_are_asked() -> None:
    for ids in (("a", "b"), ("b", "a")):
        here, there = aligned(ids[0], ONE, ids[1], OTHER), aligned(ids[1], OTHER, ids[0], ONE)
        assert len(here) == len(there)
        assert [passage.one for passage in here] == [passage.other for passage in there]
        assert [passage.shared_one for passage in here] == [p.shared_other for p in there]
        for passage in here:
            for span in shared_in(passage):
                words = ONE[span.start_char : span.end_char]
                assert words.casefold().strip(".") in OTHER.casefold()


def test_words_that_both_have_are_marked_and_the_asked_passage_stands_out() -> None:
    found = aligned("a", ONE, "b", OTHER)
    same = next(n for n, passage in enumerate(found) if passage.kind == "same")
    marks = shared_marks(found, ONE, Name(4, "Talks", True), asked=f"shared-{same}")
    words = [ONE[mark.start_char : mark.end_char] for mark in marks]
    assert words[0] == "The talks ended in Corin."
    assert "signed the paper on" in words[1]
    assert [mark.asked for mark in marks] == [True, *(False for _ in marks[1:])]
    assert "article 4" in marks[0].title
    assert not any(len(word.split()) < 3 for word in words), "two words in a row are chance"


def test_each_shared_passage_leads_to_its_place_in_both_articles() -> None:
    drawn = text_diff(("a", Name(1, "A", True), ONE), ("b", Name(2, "B", True), OTHER))
    assert '<mark class="df-both">The talks ended in Corin.</mark>' in drawn
    for address in ("article=a&amp;shared=b&amp;show=copy", "article=b&amp;shared=a&amp;show=copy"):
        assert f"{address}&amp;mark=shared-" in drawn
