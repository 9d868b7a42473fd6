"""The analyst's notes: in a file on her own computer, else in her session alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pipelines import Article, analyst, compare_articles, score_articles
from pipelines.analyst import Entry
from pipelines.schemas import TABLES, Tables
from pipelines.store import publish, write_part

ROOT = Path(__file__).resolve().parents[1]
ARTICLES = (
    Article("The council met on 3 May 2024. It voted for the repair.", title="Council votes"),
    Article("A storm broke the pier. Nobody was hurt.", title="Storm breaks pier"),
)
FIRST = ARTICLES[0].article_id


@pytest.fixture(scope="module")
def scored() -> Tables:
    return compare_articles(score_articles(ARTICLES))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scored: Tables) -> Path:
    place = tmp_path / "tables"
    place.mkdir()
    part = write_part(place, {table: getattr(scored, table) for table in TABLES})
    publish(place, {"parts": [{"tables": part}], "counts": {"read": 2}})
    monkeypatch.setenv("PARALLAX_DATA", str(place))
    monkeypatch.delenv("PARALLAX_LOCAL", raising=False)
    return place


@pytest.fixture
def open_article(folder: Path) -> Callable[[], AppTest]:
    def opened() -> AppTest:
        app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=90)
        app.query_params["article"] = FIRST
        app.run()
        return app.switch_page("app_pages/article.py").run()

    return opened


def grade(app: AppTest, *, note: str) -> AppTest:
    box = {one.label: one for one in app.selectbox}
    box["Source"].set_value("B")
    box["Information"].set_value("2")
    next(area for area in app.text_area if area.label == "Note").set_value(note)
    return next(one for one in app.button if one.label == "Save").click().run()


def says(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def test_a_shared_app_writes_nothing(folder: Path, open_article: Callable[[], AppTest]) -> None:
    app = grade(open_article(), note="Seen <b>myself</b>")
    assert not app.exception
    assert "Analyst: B2" in says(app)
    assert "Seen &lt;b&gt;myself" in says(app)
    assert not analyst.path_of(folder).exists()
    assert "Analyst: B2" not in says(open_article())  # another visitor


def test_a_local_app_writes_beside_the_tables(
    folder: Path, open_article: Callable[[], AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARALLAX_LOCAL", "1")
    app = grade(open_article(), note="Checked")
    assert analyst.read(folder).entries == (
        Entry(FIRST, source_grade="B", information_grade="2", note="Checked"),
    )
    assert "Analyst: B2" in says(open_article())  # after a restart as well
    assert [one.value for one in app.toast] == ["Saved: grade B2, a note."]
    undo = next(one for one in app.button if one.label == "Undo the last entry")
    app = undo.click().run()
    assert analyst.read(folder).entries == ()
    assert "Analyst: B2" not in says(app)
    assert [one.value for one in app.toast] == ["Taken back: grade B2, a note."]


def test_what_is_said_again_is_not_saved_twice(open_article: Callable[[], AppTest]) -> None:
    app = open_article()
    app = next(one for one in app.button if one.label == "Save").click().run()
    assert "Nothing to save" in app.toast[0].value


def test_all_entries_are_listed_with_their_articles_and_each_can_be_deleted(
    folder: Path, open_article: Callable[[], AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARALLAX_LOCAL", "1")
    second = ARTICLES[1].article_id
    entries = [Entry(FIRST, note="<b>Ask</b>"), Entry(second, flag="no_byline", override="agree"),
               Entry(second, event_id=FIRST), Entry("gone", note="of a deleted one")]  # fmt: skip
    for entry in entries:
        analyst.record(folder, entry)
    for app in (open_article(), open_article().switch_page("app_pages/sources.py").run()):
        page = says(app)
        assert "a note</b>: “&lt;b&gt;Ask" in page
        assert "No byline: agree" in page
        assert "moved to another event" in page
        assert "an article that is not open here" in page
        delete = [one for one in app.button if one.label == "Delete"]
        assert len(delete) == len(entries)
    delete[0].click().run()
    assert analyst.read(folder).entries == tuple(entries[:-1]), "the newest stands first"


def test_articles_with_an_entry_are_marked_where_they_are_listed(
    folder: Path, open_article: Callable[[], AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARALLAX_LOCAL", "1")
    mark = 'class="px-chip px-noted"'
    assert mark not in says(open_article().switch_page("app_pages/overview.py").run())
    analyst.record(folder, Entry(FIRST, note="Ask."))
    app = open_article()
    assert [" (noted)" in one for one in app.selectbox(key="article").options].count(True) == 1
    assert says(app.switch_page("app_pages/overview.py").run()).count(mark) >= 1
    analyst.record(folder, Entry(FIRST, note=""))
    assert mark not in says(open_article().switch_page("app_pages/overview.py").run())


def test_an_opinion_stands_beside_the_flag_and_changes_no_table(
    folder: Path, open_article: Callable[[], AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARALLAX_LOCAL", "1")
    before = (folder / "run.json").read_bytes()
    app = open_article()
    box = next(one for one in app.selectbox if one.label == "Flag")
    box.set_value("no_byline")
    next(one for one in app.radio if one.label == "Your opinion on it").set_value("false alarm")
    app = next(one for one in app.button if one.label == "Record").click().run()
    assert not app.exception
    assert "Analyst: false alarm" in says(app)
    assert analyst.flag_overrides(analyst.read(folder).entries) == {
        (FIRST, "no_byline"): "false alarm"
    }
    assert (folder / "run.json").read_bytes() == before


def test_an_article_is_moved_into_another_event(
    folder: Path, open_article: Callable[[], AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARALLAX_LOCAL", "1")
    app = open_article()
    box = next(one for one in app.selectbox if one.label == "Event")
    moved = [one for one in box.options if one != "where it was found"]
    assert moved
    box.select(moved[0])
    app = next(one for one in app.button if one.label == "Move").click().run()
    assert not app.exception
    assert set(analyst.event_overrides(analyst.read(folder).entries)) == {FIRST}


def test_downloads_hold_what_was_said_apart_from_tables_as_measured(
    folder: Path, monkeypatch: pytest.MonkeyPatch, scored: Tables
) -> None:
    monkeypatch.setenv("PARALLAX_LOCAL", "1")
    others = ARTICLES[1].article_id
    analyst.record(folder, Entry(FIRST, event_id=others))
    analyst.record(folder, Entry(FIRST, flag="no_byline", override="agree"))

    def page() -> None:
        import streamlit as st

        from dashboard import downloads, moves

        shown = moves.chosen()
        downloads.tables(shown, "events")
        found = moves.taken_back(shown).events
        st.session_state["events"] = [
            dict(zip(one["article_id"], one["event_id"], strict=True))
            for one in (shown.events, found)
        ]

    app = AppTest.from_function(page, default_timeout=60).run()
    assert not app.exception
    seen, downloaded = app.session_state["events"]
    assert seen[FIRST] == others
    assert downloaded == dict(scored.events[["article_id", "event_id"]].to_numpy().tolist())
    assert {"analyst_articles", "analyst_flags"} <= {
        one.value.split("**")[1] for one in app.markdown if "**" in one.value
    }


def test_the_article_at_hand_is_downloaded_with_what_was_said_of_it(
    folder: Path, open_article: Callable[[], AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARALLAX_LOCAL", "1")
    analyst.record(folder, Entry(FIRST, flag="no_byline", override="agree"))
    said = [one.value for one in open_article().markdown]
    assert "**articles** (1 row)" in said
    assert "**analyst_flags** (1 row)" in said


def test_bad_lines_are_named_and_the_rest_is_read(
    folder: Path, open_article: Callable[[], AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARALLAX_LOCAL", "1")
    good = analyst.line_of(Entry(FIRST, note="still here"))
    analyst.path_of(folder).write_text("{broken\n" + good)
    app = open_article()
    assert "still here" in says(app)
    assert any("line 1" in element.value for element in app.text)


def test_a_file_that_cannot_be_written_costs_no_word(
    folder: Path, open_article: Callable[[], AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARALLAX_LOCAL", "1")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(analyst, "record", refuse)
    app = grade(open_article(), note="kept")
    assert not app.exception
    assert "Analyst: B2" in says(app)
    assert any("could not be written" in one.value for one in app.warning)


def test_notes_on_deleted_uploads_go_with_them(monkeypatch: pytest.MonkeyPatch) -> None:
    from dashboard import notes

    state: dict[str, object] = {"analyst_entries": [Entry("mine", note="n"), Entry("other")]}
    monkeypatch.setattr(notes.st, "session_state", state)
    notes.forget(["mine"])
    assert state["analyst_entries"] == [Entry("other")]
