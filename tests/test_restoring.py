"""Putting removed lines back gives the tone that the article would have had with them."""

import pytest

from pipelines import Article, score_articles
from pipelines.restoring import restored_tones, with_lines

STORY = "The council met on Friday. The mayor was pleased with the excellent result."
CHROME = ["The evening in the old hall was wonderful.", "It was a shameful disaster. It hurt many."]


def test_it_is_the_tone_that_scoring_the_longer_text_gives() -> None:
    tones = list(score_articles([Article(STORY, title="t")]).sentences["tone"])
    longer = score_articles([Article("\n".join([STORY, *CHROME]), title="t")]).articles.iloc[0]
    put_back = with_lines(tones, restored_tones(CHROME), {0, 1})
    assert put_back.tone == pytest.approx(longer["tone"])
    assert put_back.n_sentences == longer["n_sentences"] == 5


def test_nothing_put_back_changes_nothing() -> None:
    assert with_lines([0.5, -0.1], restored_tones(CHROME), set()).tone == pytest.approx(0.2)
    assert with_lines([], [], set()).tone is None


def test_each_line_counts_with_all_its_sentences() -> None:
    assert [len(tones) for tones in restored_tones([*CHROME, " "])] == [1, 2, 0]
