"""The ledger of removed lines: each with its reason, a way back, and what it does to the tone."""

from collections.abc import Collection

from dashboard.ledger import Line, ledger, restored_places
from pipelines.tone import tone_of

LINES = [
    Line("Share <b>this</b> page", "share bar"),
    Line("What a wonderful, wonderful triumph!", "comment prompt"),
]


def link(places: Collection[int]) -> str:
    return "?restored=" + ",".join(map(str, sorted(places)))


def test_every_line_has_its_reason_its_effect_and_a_way_back() -> None:
    html = ledger(LINES, [-0.5, -0.3], (), link)
    assert "share bar" in html
    assert "comment prompt" in html
    assert 'href="?restored=0"' in html
    assert 'href="?restored=1"' in html
    assert 'href="?restored=0,1"' in html
    assert "with all removed lines put back" in html
    assert "n = 2 sentences" in html
    assert "(n = 4)" in html


def test_a_line_put_back_is_not_struck_and_can_be_removed_again() -> None:
    html = ledger(LINES, [-0.5, -0.3], {1}, link)
    assert html.count("<s>") == 1
    assert "Remove again" in html
    assert "with the 1 lines put back" not in html
    assert "with the line put back" in html
    assert "Remove all again" in html


def test_a_line_with_the_tone_of_the_text_changes_nothing() -> None:
    words = "Share this page"
    html = ledger([Line(words, "share bar")], tone_of([words]) * 3, (), link)
    assert "−0.000" not in html
    assert "(0.000)" in html


def test_hostile_lines_are_words_only() -> None:
    html = ledger(LINES, [-0.5], (), link)
    assert "<b>this" not in html
    assert "&lt;b&gt;this" in html


def test_without_tone_or_without_words_it_says_so() -> None:
    assert "no tone" in ledger(LINES, [], (), link)
    assert "withheld" in ledger([Line(None, "share bar")], [0.1], (), link)
    assert "Nothing was removed" in ledger([], [0.1], (), link)


def test_an_address_may_say_anything() -> None:
    assert restored_places(["0,2"], 3) == {0, 2}
    assert restored_places(["all"], 2) == {0, 1}
    assert restored_places(["-1,x,9,99999999999,²", "1"], 2) == {1}
    assert restored_places([], 2) == frozenset()
