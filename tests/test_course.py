"""Tone drawn small on the pages: the course of an article, and its means as dots that lead on."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from dashboard.course import courses
from dashboard.tone_dots import tone_dots
from pipelines.schemas import Tables, tables_of
from tests.test_summaries_glance import article

TEXT = "<b>One</b>. Two. Three. Four. Five. Six."


def toned(**tones: tuple[float | None, ...]) -> Tables:
    """Articles of own sentences with these tones."""
    rows = [
        {
            "article_id": one,
            "sentence_index": n,
            "start_char": 5 * n,
            "end_char": 5 * n + 5,
            "tone": tone,
            "tone_narrator": tone,
            "tone_quoted": None,
        }
        for one, of in tones.items()
        for n, tone in enumerate(of)
    ]
    tables = tables_of(
        {
            "articles": [article(one, **_mean(of)) for one, of in tones.items()],
            "texts": [(one, TEXT, TEXT) for one in tones],
        }
    )
    scores = dict.fromkeys(("tone", "tone_narrator", "tone_quoted"), "float64")
    sentences = pd.DataFrame(rows).astype(scores)
    return replace(tables, sentences=sentences)


def _mean(tones: tuple[float | None, ...]) -> Mapping[str, object]:
    known = [tone for tone in tones if tone is not None]
    return {
        "tone": sum(known) / len(known) if known else None,
        "n_sentences": len(tones),
        "language": "en" if known else "de",
    }


def test_every_part_of_the_course_is_a_link_to_its_first_sentence_with_n_and_interval() -> None:
    drawn = courses(toned(a=(0.1, 0.2, 0.3, -0.4, -0.4, -0.1)))["a"]
    assert drawn.count("cs-part") - drawn.count("cs-parts") == 2
    assert "sentence=0" in drawn
    assert "sentence=3" in drawn
    assert "n 3" in drawn
    assert "95 % interval" in drawn
    assert "grimmest: −0.30" in drawn


def test_articles_side_by_side_have_one_scale() -> None:
    drawn = courses(toned(a=(0.5, 0.5, 0.5), b=(0.1, 0.1, 0.1)))
    assert all('cs-end">+0.50' in one for one in drawn.values())


def test_an_article_without_a_tone_has_no_course() -> None:
    assert "unknown" in courses(toned(a=(None, None, None)))["a"]


def test_a_mean_leads_to_the_sentence_that_its_hover_text_names() -> None:
    drawn = tone_dots(toned(a=(-0.5, 0.1, -0.1, None, None, None)))["a"]
    assert "sentence=0" in drawn
    assert "Opens the grimmest of them (−0.50): &lt;b&gt;O" in drawn, "its words, escaped"
    assert "none" in drawn, "nobody is quoted"


def test_what_is_not_known_is_told_from_what_is_not_there() -> None:
    drawn = tone_dots(toned(a=(None, None)))["a"]
    assert drawn.count("unknown") == 3
    assert "none" not in drawn
