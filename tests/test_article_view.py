# ruff: noqa: E501 - a row of a table on a line reads best
"""The close reading says why an article has its scores, and leads from every mark to its words."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from dashboard import article_html as parts
from dashboard.annotate import SentenceTone
from dashboard.article_marks import (
    answers_of,
    counts_of,
    highlights_of,
    intervals_of,
    sentence_tones,
)
from dashboard.behind_tone import behind_tone
from dashboard.measured import measured
from dashboard.remembered import shared
from dashboard.tone_ladder import ladder
from dashboard.vocabulary import theme_label
from pipelines.flags import FLAGS
from pipelines.schemas import COLUMNS, Tables, tables_of

DAY = pd.Timestamp("2025-03-04")
TEXT = (
    "Envoys of Lunden and Varr met in Corin on Tuesday. "
    "“We will not sign a bad paper this spring,” a senior diplomat said.\n"
    "The shameful delay of nearly three years of war goes on."
)
RAW = "Share this page\n" + TEXT
TITLE = "Talks in Corin <b>stall</b>"


def at(words: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def row(table: str, **cells: object) -> tuple[object, ...]:
    assert set(cells) <= {column.name for column in COLUMNS[table]}
    return tuple(cells.get(column.name) for column in COLUMNS[table])


def tables() -> Tables:
    """One article with a mark of every kind, by hand: nothing here depends on the scoring."""
    one = {"article_id": "a1"}
    spans = [at(s) for s in ("Envoys of Lunden and Varr met in Corin on Tuesday.",)]
    spans += [at("“We will not sign a bad paper this spring,” a senior diplomat said.")]
    spans += [at("The shameful delay of nearly three years of war goes on.")]
    tones = [0.05, -0.3, -0.5]
    quote, shameful = at("“We will not sign a bad paper this spring,”"), at("shameful")
    marks = [
        row("marks", **one, field="text", kind="flag", name="loaded_language", start_char=shameful[0], end_char=shameful[1]),
        row("marks", **one, field="title", kind="flag", name="headline_body_gap", start_char=0, end_char=5),
        row("marks", **one, field="text", kind="theme", name="negotiations", start_char=at("sign")[0], end_char=at("sign")[1]),
        row("marks", **one, field="text", kind="actor", name="Lunden", start_char=at("Lunden")[0], end_char=at("Lunden")[1], note="state"),
        row("marks", **one, field="raw_text", kind="removed", name="page chrome", start_char=0, end_char=15),
    ]  # fmt: skip
    answers = {
        "loaded_language": ("triggered", None),
        "headline_body_gap": ("triggered", None),
        "no_byline": ("triggered", "no author"),
        "date_conflict": ("cannot assess", "no stated date"),
    }
    return tables_of(
        {
            "articles": [
                row("articles", **one, outlet="Corin Ledger", title=TITLE, language="en", n_words=34, n_sentences=3, n_narrator=2, n_quoted=1, tone=-0.25, tone_low=-0.6, tone_high=0.1, tone_narrator=-0.2, tone_quoted=-0.3, tone_vader=-0.1, quotes_per_1000=29.4, unnamed_share=1.0, window_earliest=DAY)
            ],
            "texts": [row("texts", **one, text=TEXT, raw_text=RAW)],
            "sentences": [
                row("sentences", **one, sentence_index=n, start_char=s, end_char=e, voice="mixed" if n == 1 else "narrator", tone=tones[n], tone_vader=0.0)
                for n, (s, e) in enumerate(spans)
            ],
            "themes": [row("themes", **one, theme="negotiations", layer="story", n_sentences=1, share=1 / 3, tone=-0.3)],
            "quotes": [row("quotes", **one, start_char=quote[0], end_char=quote[1], form="direct", speaker="a senior diplomat", speaker_kind="unnamed", cue="said", reason_given=False, tone=-0.3)],
            "clues": [row("clues", **one, start_char=at("nearly three years of war")[0], end_char=at("nearly three years of war")[1], earliest=DAY, firmness="firm")],
            "flags": [
                row("flags", **one, flag=flag.name, state=answers.get(flag.name, ("clear",))[0], reason=answers.get(flag.name, (None, None))[1])
                for flag in FLAGS
            ],
            "marks": marks,
        }
    )  # fmt: skip


def found(rows: Tables, asked: str | None = None):
    return highlights_of(rows, flags=FLAGS, asked=asked)


FIELDS = {"text": TEXT, "raw_text": RAW, "title": TITLE}


def test_every_mark_explains_itself_in_words():
    marks = {mark.kind: mark for mark in found(tables())["text"]}
    assert set(marks) == {"flag", "theme", "actor", "quote", "date"}
    loaded = next(flag for flag in FLAGS if flag.name == "loaded_language")
    assert loaded.label in marks["flag"].title
    assert loaded.meaning in marks["flag"].note
    assert loaded.innocent in marks["flag"].note
    assert theme_label("negotiations") in marks["theme"].title
    assert "Lunden" in marks["actor"].title
    assert "a senior diplomat" in marks["quote"].title
    assert "unnamed source" in marks["quote"].note
    assert "not before 4 Mar 2025" in marks["date"].note


def test_marks_of_the_asked_flag_stand_out_and_no_others():
    marks = found(tables(), "loaded_language")["text"]
    assert [mark.kind for mark in marks if mark.asked] == ["flag"]


def test_flag_with_very_many_marks_is_drawn_thinly_unless_it_was_asked_for():
    rows = tables()
    many = pd.concat([rows.marks.iloc[[0]]] * 20, ignore_index=True)
    rows = replace(rows, marks=many)
    assert {mark.faint for mark in found(rows)["text"] if mark.kind == "flag"} == {True}
    assert {m.faint for m in found(rows, "loaded_language")["text"] if m.kind == "flag"} == {False}


def test_anchors_are_unique_within_the_article():
    anchors = [mark.anchor for marks in found(tables()).values() for mark in marks]
    assert len(anchors) == len(set(anchors)) == 7


def test_flag_answers_carry_their_words_with_a_place_to_jump_to():
    rows = tables()
    answers = answers_of(rows, found(rows), FIELDS, flags=FLAGS, shown=("text", "title"))
    by_name = {answer.flag.name: answer for answer in answers}
    assert len(answers) == len(FLAGS)
    (loaded,) = by_name["loaded_language"].words
    assert (loaded.text, loaded.anchor) == ("shameful", "f0")
    assert by_name["headline_body_gap"].words[0].note == "headline"
    assert by_name["no_byline"].reason == "no author"


def test_words_that_the_page_does_not_show_have_no_link():
    rows = tables()
    answers = answers_of(rows, found(rows), FIELDS, flags=FLAGS, shown=("raw_text", "title"))
    loaded = next(answer for answer in answers if answer.flag.name == "loaded_language")
    assert loaded.words[0].anchor is None
    assert "href" not in parts.links(loaded.words, at_most=3)


def test_without_texts_the_flags_are_answered_and_no_words_are_made_up():
    rows = tables()
    rows = replace(rows, texts=rows.texts.iloc[:0])
    fields = {"text": None, "raw_text": None, "title": TITLE}
    answers = answers_of(rows, found(rows), fields, flags=FLAGS, shown=())
    assert len(answers) == len(FLAGS)
    loaded = next(answer for answer in answers if answer.flag.name == "loaded_language")
    assert loaded.words == ()


def test_sentences_without_a_tone_stay_unknown():
    rows = tables()
    rows.sentences["tone"] = [None, 0.0, -0.5]
    tones = sentence_tones(rows)
    assert [sentence.tone for sentence in tones] == [None, 0.0, -0.5]
    assert isinstance(tones[0], SentenceTone)


def test_header_says_what_the_article_does_not_state():
    (article,) = tables().articles.to_dict("records")
    html = parts.header(article, "Title")
    assert "Corin Ledger" in html
    assert "no author stated" in html
    assert "no date stated" in html


def test_first_sentence_gives_tone_interval_and_flags_with_their_n():
    rows = tables()
    (article,) = rows.articles.to_dict("records")
    answers = answers_of(rows, found(rows), FIELDS, flags=FLAGS, shown=("text",))
    html = parts.seen(article, answers)
    for words in ("grim", "−0.25", "−0.60 to +0.10", "3 sentences", f"3 of {len(FLAGS)} flags"):
        assert words in html


def test_unknown_scores_are_called_unknown_and_never_zero():
    (article,) = tables().articles.to_dict("records")
    html = parts.score_table(article, counts_of(tables()))
    hedges = html.split("Hedges")[1].split("</tr>")[0]
    assert "unknown" in hedges
    assert "0.0" not in hedges


def test_every_score_stands_in_the_table_with_its_meaning():
    from pipelines.scores import SCORES

    (article,) = tables().articles.to_dict("records")
    html = parts.score_table(article, counts_of(tables()))
    assert all(parts.safe(score.meaning) in html for score in SCORES)
    assert "n = 3 sentences" in html


def test_hostile_headline_outlet_and_speaker_stay_words():
    rows = tables()
    rows.articles["outlet"] = "<img src=x onerror=alert(1)>"
    rows.quotes["speaker"] = "<script>alert(1)</script>"
    (article,) = rows.articles.to_dict("records")
    quote = rows.quotes.to_dict("records")[0]
    html = parts.header(article, "x") + parts.quote_list([(quote, parts.Words("<style>", "q0"))])
    assert not any(tag in html for tag in ("<img", "<script", "<style"))


@pytest.mark.parametrize(
    ("stated", "low", "high", "says"),
    [
        ("2025-03-10", "2025-03-04", None, "fits"),
        ("2025-03-01", "2025-03-04", None, "lies outside"),
        ("2025-03-10", None, "2025-03-04", "lies outside"),
        ("2025-03-04 18:30", None, "2025-03-04", "fits"),
        ("2025-03-05", None, "2025-03-04", "fits"),
        ("2025-03-03 23:00", "2025-03-04", None, "fits"),
        ("2025-03-10", "2025-03-04", "2025-02-01", "contradict"),
        (None, "2025-03-04", None, "not stated"),
    ],
)
def test_stated_date_is_held_against_the_window(stated, low, high, says):
    article = {
        "published_at": pd.Timestamp(stated, tz="UTC") if stated else pd.NaT,
        "window_earliest": pd.Timestamp(low) if low else pd.NaT,
        "window_latest": pd.Timestamp(high) if high else pd.NaT,
    }
    clue = tables().clues.to_dict("records")[0]
    assert says in parts.window(article, [(clue, parts.Words("three years of war"))])


def test_words_behind_a_tone_are_listed_strongest_first():
    sentence = tables().sentences.to_dict("records")[2]
    html = behind_tone(
        sentence, [("delay", -0.1), ("shameful", -0.4)], close="?", others=["plain VADER 0.00"]
    )
    assert html.index("shameful") < html.index("delay")
    assert "−0.40" in html
    assert "grim, −0.50" in html


def test_weak_words_are_counted_rather_than_listed():
    sentence = tables().sentences.to_dict("records")[2]
    words = [(f"word{n}", 0.2 / (n + 1)) for n in range(20)]
    html = behind_tone(sentence, words, close="?", others=[])
    assert "word0<" in html
    assert "word19" not in html
    assert "8 words that weigh less" in html


def _page() -> None:
    import streamlit as st

    from dashboard.article_view import show_article

    show_article(st.session_state["tables"], "a1")


@pytest.fixture
def page():
    from streamlit.testing.v1 import AppTest

    shared.clear()  # it remembers by address, and every test here has tables of its own
    app = AppTest.from_function(_page, default_timeout=30)
    app.session_state["tables"] = tables()
    return app


def html_of(app) -> str:
    bodies = (element.body for element in app.get("html"))
    return "\n".join(body for body in bodies if "<style" not in body)


def test_page_shows_the_text_with_its_marks(page):
    page.run()
    assert not page.exception
    html = html_of(page)
    assert 'id="s1"' in html
    assert 'href="#f0"' in html
    assert "rd-flag" in html
    assert "rd-actor" not in html  # not shown at first


def test_toggles_choose_the_kinds_of_marks(page):
    page.run()
    page.get("button_group")[0].set_value(["actor", "date"]).run()
    html = html_of(page)
    assert "rd-actor" in html
    assert "rd-m rd-date" in html
    assert "rd-m rd-flag" not in html.split("rd-reading")[1]
    assert page.query_params["show"] == ["actor", "date"]


def test_address_restores_the_toggles(page):
    page.query_params["show"] = ["actor"]
    page.run()
    reading = html_of(page).split("rd-reading")[1]
    assert "rd-m rd-actor" in reading
    assert "rd-m rd-flag" not in reading


def test_sentence_of_the_address_is_opened_with_the_words_behind_it(page):
    page.query_params["sentence"] = "2"
    page.run()
    assert "rd-arrived" in html_of(page)
    assert "Sentence 3: grim, −0.50" in html_of(page)


@pytest.mark.parametrize("sentence", ["99", "-1", "x", "1" * 40, "²"])
def test_sentence_that_does_not_exist_is_ignored(page, sentence):
    page.query_params["sentence"] = sentence
    page.run()
    assert not page.exception
    assert 'rd-why" ' not in html_of(page)


def test_as_it_was_read_shows_the_removed_lines(page):
    page.query_params["as_read"] = "1"
    page.run()
    assert not page.exception
    reading = html_of(page).split("rd-reading")[1]
    assert "rd-m rd-removed" in reading
    assert "Share this page" in reading


def test_withheld_text_is_said_and_scores_stay(page):
    page.session_state["tables"] = replace(tables(), texts=tables().texts.iloc[:0])
    page.run()
    assert not page.exception
    assert "withheld" in page.info[0].value
    assert "Corin Ledger" in html_of(page)


def test_missing_article_is_said(page):
    page.session_state["tables"] = tables_of({})
    page.run()
    assert not page.exception
    assert "not among the open ones" in page.info[0].value


def test_style_sheet_loads_nothing_from_elsewhere():
    import dashboard.article_view as view

    css = Path(view.__file__).with_name("article.css").read_text(encoding="utf-8")
    assert "url(" not in css
    assert "@import" not in css


def test_a_removed_line_is_put_back_and_the_tone_with_it_is_shown(page):
    page.run()
    before = html_of(page)
    assert '<s><bdi dir="auto">Share this page</bdi></s>' in before
    assert "restored=0" in before
    page.query_params["restored"] = "0"
    page.query_params["as_read"] = "1"
    page.run()
    assert not page.exception
    after = html_of(page)
    assert '<s><bdi dir="auto">Share this page</bdi></s>' not in after
    assert "rd-removed-faint" in after
    assert "(n = 3 sentences)" in after.replace("\n", " ")
    assert "(n = 4)" in after
    assert "restored=none" in after, "the way back stays with the ledger too"


def test_a_percentile_is_said_in_words():
    rows = tables()
    flags = rows.flags.assign(percentile=93.0, value=12.0)
    answers = answers_of(
        replace(rows, flags=flags), found(rows), FIELDS, flags=FLAGS, shown=("text",)
    )
    html = parts.finding(answers[0])
    assert "more than in 93&nbsp;% of the reference articles of this length (under 200" in html


@pytest.mark.parametrize(
    ("flag", "value", "said"),
    [
        ("sensational_style", -2.41, "−2.41 (points, above 0 is a tease)"),
        ("opinion_as_news", 4.662, "4.7 per 1,000 words"),
        ("outline_structure", 0.142, "14% of the lines"),
    ],
)
def test_the_value_of_a_flag_has_its_unit(flag, value, said):
    assert measured(flag, value) == said


def test_every_tone_with_an_interval_draws_it():
    one = tables()
    article = one.articles.to_dict("records")[0] | {"tone_narrator": -0.1}
    html = ladder(article, {}, {"tone_narrator": (-0.3, 0.1)})
    assert html.count("rd-range") == ladder(article, {}).count("rd-range") + 1


def test_a_tone_without_an_interval_says_so():
    one = tables()
    article = one.articles.to_dict("records")[0] | {"tone_title": 0.2}
    html = ladder(article, counts_of(one), intervals_of(one))
    vader, title = (html.split(f'id="rd-mean-{name}"')[1] for name in ("tone_vader", "tone_title"))
    assert "rd-range" in vader.split("rd-rung")[0]
    assert "headline: no interval" in title.split("rd-rung")[0]


def test_statements_of_a_kind_of_speaker_and_date_clues_can_be_asked_for():
    for asked, kind in (("unnamed", "quote"), ("date", "date")):
        assert [one.kind for one in found(tables(), asked)["text"] if one.asked] == [kind]
    assert not any(one.asked for one in found(tables(), "named")["text"])


def test_the_switches_of_marks_are_off_where_they_change_nothing(page):
    page.run()
    assert not page.get("button_group")[0].disabled
    page.query_params["as_read"] = "1"
    page.run()
    assert page.get("button_group")[0].disabled
    assert "cannot be chosen here" in "".join(caption.value for caption in page.caption)


def test_a_flag_of_removed_lines_opens_the_text_as_it_was_read(page):
    one = tables()
    chrome = row(
        "marks",
        article_id="a1",
        field="raw_text",
        kind="flag",
        name="page_chrome",
        start_char=0,
        end_char=15,
    )
    marks = pd.concat([one.marks, tables_of({"marks": [chrome]}).marks], ignore_index=True)
    page.session_state["tables"] = replace(one, marks=marks)
    page.query_params["mark"] = "page_chrome"
    page.run()
    assert "Share this page" in html_of(page).split("rd-reading")[1]
