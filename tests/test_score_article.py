"""A visitor's own articles are scored like the stored ones, kept for her alone, and forgotten."""

import ast
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import own_articles
from pipelines.fetch import Fetched, NotFetched

ROOT = Path(__file__).resolve().parents[1]
ONE = (
    "Harbour pact holds despite a bitter winter\n\n"
    "The pact between Ostermark and Vell held through a bitter winter. “We kept our promise to the "
    "fishermen,” Minister Ana Kolm said on Monday. Critics called the deal a shameful failure."
)
TWO = (
    "Ferry talks reopen in Vell\n\n"
    "Negotiators from Ostermark and Vell reopened talks about the northern ferry on Tuesday. "
    "Sources familiar with the matter said the mood was tense, and nobody signed a protocol."
)


def page() -> None:
    from pathlib import Path

    import streamlit as st

    import dashboard.app_pages

    folder = Path(dashboard.app_pages.__file__).parent
    st.navigation([st.Page(folder / "score_article.py")], position="hidden").run()


@pytest.fixture
def app() -> AppTest:
    opened = AppTest.from_function(page, default_timeout=60)
    opened.run()
    assert not opened.exception
    return opened


def upload(app: AppTest, *files: tuple[str, str]) -> AppTest:
    chosen = [(name, text.encode(), "text/plain") for name, text in files]
    app.file_uploader[0].set_value(chosen).run()
    assert not app.exception
    return app


def paste(app: AppTest, text: str) -> AppTest:
    app.text_area[0].set_value(text)
    next(button for button in app.button if button.label == "Score this text").click()
    app.run()
    assert not app.exception
    return app


def own(app: AppTest):
    return dict(app.session_state._state.filtered_state).get("own_tables")


def words(app: AppTest) -> str:
    return "\n".join(element.body for element in app.get("html") if "<style" not in element.body)


def click(app: AppTest, label: str, nth: int = 0) -> None:
    [button for button in app.button if button.label == label][nth].click().run()
    assert not app.exception


def test_pasted_text_is_read_closely_at_once(app):
    paste(app, ONE)
    assert list(own(app).articles["title"]) == ["Harbour pact holds despite a bitter winter"]
    assert "rd-reading" in words(app)
    assert "shameful" in words(app)


def test_several_files_become_a_corpus_that_is_compared(app):
    upload(app, ("one.txt", ONE), ("two.txt", TWO))
    assert len(own(app).articles) == 2
    assert "corpus=own" in words(app)
    assert any(header.value == "Your 2 articles" for header in app.subheader)


def test_copies_among_the_files_are_found_and_forgotten_with_them(app):
    long = ONE + " ".join(
        f"On day {n} the {name} crew mended nets near pier {n * 7} and sold cod for {n + 3} crowns."
        for n, name in enumerate(("Anna", "Berta", "Clara", "Dora", "Emma", "Frida", "Greta"))
    )
    upload(app, ("one.txt", long), ("copy.txt", long.replace("bitter", "mild", 1)))
    assert list(own(app).pairs["kind"]) == ["near_duplicate"]
    click(app, "Remove")
    assert own(app).pairs.empty


def test_what_the_visitor_states_goes_before_what_the_text_says():
    article = own_articles.from_form(
        ONE,
        title=" Other headline ",
        outlet="Vell Post",
        published=date(2025, 3, 4),
        url="javascript:alert(1)",
    )
    assert article.title == "Other headline"
    assert article.outlet == "Vell Post"
    assert article.published_at == datetime(2025, 3, 4, tzinfo=UTC)
    assert article.url is None


def test_nothing_stated_leaves_the_text_as_it_says():
    assert own_articles.from_form(ONE).title == "Harbour pact holds despite a bitter winter"
    assert own_articles.from_form("  \n ") is None


def test_empty_paste_is_told(app):
    paste(app, "   ")
    assert own(app) is None
    assert "no text yet" in app.warning[0].value


def test_file_that_cannot_be_read_has_a_line_of_its_own_and_the_others_go_through(app):
    upload(app, ("one.txt", ONE), ("empty.txt", " \n"), ("broken.csv", "a,b\n1,2\n"))
    assert len(own(app).articles) == 1
    told = words(app)
    assert told.count("<b>Not read.</b>") == 2
    assert "empty.txt" in told
    assert "broken.csv" in told


def test_articles_are_added_to_and_removed_from_the_set(app):
    paste(app, ONE)
    paste(app, TWO)
    assert len(own(app).articles) == 2
    click(app, "Remove")
    assert list(own(app).articles["title"]) == ["Ferry talks reopen in Vell"]
    click(app, "Remove")
    assert own(app) is None


def test_same_text_twice_is_one_article(app):
    paste(app, ONE)
    paste(app, ONE)
    assert len(own(app).articles) == 1
    assert "already among your articles" in words(app)


def test_delete_forgets_everything(app):
    upload(app, ("one.txt", ONE), ("two.txt", TWO))
    click(app, "Delete my data now")
    assert own(app) is None
    kept = app.session_state._state.filtered_state
    assert "Harbour" not in repr(kept)
    assert "Harbour" not in words(app)


def test_widgets_drop_the_bytes_once_they_are_read(app):
    before = app.file_uploader[0].proto.id
    upload(app, ("one.txt", ONE))
    assert app.file_uploader[0].proto.id != before
    assert not app.file_uploader[0].value


def test_set_that_is_over_the_budget_is_told_and_kept_out(app, monkeypatch):
    monkeypatch.setattr(own_articles, "SESSION_BYTES", len(ONE.encode()) + 100)
    upload(app, ("one.txt", ONE), ("two.txt", TWO))
    assert len(own(app).articles) == 1
    assert "that a visit may hold" in words(app)


def test_hostile_file_name_and_text_stay_words(app):
    upload(app, ("<img src=x onerror=alert(1)>.txt", " "), ("b.txt", "<script>x</script> " + ONE))
    assert "<img" not in words(app)
    assert "<script" not in words(app)


def test_scores_are_those_of_the_stored_way(app):
    from pipelines import score_articles
    from pipelines.readers import read_pasted

    paste(app, ONE)
    alone = score_articles([read_pasted(ONE)])
    assert own(app).articles["tone"].iloc[0] == alone.articles["tone"].iloc[0]
    assert len(own(app).marks) == len(alone.marks)


def test_download_is_what_the_command_line_prints(app):
    import json

    upload(app, ("one.txt", ONE), ("two.txt", TWO))
    lines = own_articles.json_lines_of(own(app)).decode().splitlines()
    assert [json.loads(line)["title"][:7] for line in lines] == ["Harbour", "Ferry t"]


def fetch_in_tab(app: AppTest, lines: str) -> None:
    next(area for area in app.text_area if area.label.startswith("Addresses")).set_value(lines)
    click(app, "Fetch and score")


def test_a_hosted_app_fetches_nothing(app, monkeypatch):
    monkeypatch.delenv("PARALLAX_LOCAL", raising=False)
    monkeypatch.setattr(own_articles, "fetch", lambda url: pytest.fail("fetched"))
    app.run()
    assert not any(area.label.startswith("Addresses") for area in app.text_area)
    assert "paste it here" in app.info[0].value
    own_articles.add_addresses("https://outlet.example/a")


def test_an_app_on_ones_own_machine_fetches_each_address_and_tells_what_failed(app, monkeypatch):
    def fetched(url: str) -> Fetched:
        if "broken" in url:
            raise NotFetched("the server answered 404 Not Found. Open it in a browser.")
        page = f"<html><body><article><p>{ONE}</p></article></body></html>"
        return Fetched(url, page.encode(), "text/html", None, None)

    monkeypatch.setenv("PARALLAX_LOCAL", "1")
    monkeypatch.setattr(own_articles, "fetch", fetched)
    app.run()
    fetch_in_tab(app, "https://outlet.example/a\n\nhttps://outlet.example/broken<b>\n")
    assert list(own(app).articles["url"]) == ["https://outlet.example/a"]
    assert "404 Not Found" in words(app)
    assert "broken<b>" not in words(app)


def test_addresses_of_this_machine_are_refused(app, monkeypatch):
    monkeypatch.setenv("PARALLAX_LOCAL", "1")
    app.run()
    fetch_in_tab(app, "http://127.0.0.1:1/a\nhttp://169.254.169.254/latest\nfile:///etc/passwd")
    assert own(app) is None
    assert words(app).count("<b>Not read.</b>") == 3


def test_deep_tone_is_offered_only_where_it_is_installed(monkeypatch):
    for available in (True, False):
        monkeypatch.setattr("pipelines.tone.deep_available", lambda there=available: there)
        shown = AppTest.from_function(page, default_timeout=60).run()
        assert not shown.exception
        offered = [box.label for box in shown.checkbox if box.label.startswith("Deep tone")]
        assert bool(offered) is available


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.2, "1 s"), (42, "42 s"), (60, "1 min"), (600, "10 min")]
)
def test_time_left_is_no_more_exact_than_it_can_be(seconds, said):
    assert own_articles.time_left(seconds) == said


@pytest.mark.parametrize("file", ["own_articles.py", "app_pages/score_article.py"])
def test_no_cache_and_no_disk_touch_what_a_visitor_gives(file):
    source = (ROOT / "dashboard" / file).read_text(encoding="utf-8")
    names = {
        node.attr if isinstance(node, ast.Attribute) else node.id
        for node in ast.walk(ast.parse(source))
        if isinstance(node, (ast.Attribute, ast.Name))
    }
    forbidden = {"cache_data", "cache_resource", "cache", "lru_cache", "open", "write_bytes"}
    assert not names & (forbidden | {"write_text", "NamedTemporaryFile", "mkstemp"})
