"""Sources: copies with both texts, support fact by fact, and articles that the analyst moved."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.notes import _SESSION
from pipelines import Article, compare_articles, score_articles
from pipelines.analyst import Entry
from pipelines.brief import brief
from pipelines.moved import deciding_slots, moved, moved_from
from pipelines.once import counted_once
from pipelines.schemas import TABLES, Tables, frame, tables_of
from pipelines.store import publish, write_part
from pipelines.summaries_events import phrase_counts
from pipelines.summaries_glance import key_figures

ROOT = Path(__file__).resolve().parents[1]
STORY = (
    "Envoys of Ukraine and Russia met in Geneva on 3 March 2025 to settle the exchange of 620 "
    "prisoners. Mediator Ana Roth said that the list of names was the last hurdle. The envoys had "
    "argued through the night over <b>who goes first</b> and over the buses. In the end both sides "
    "gave up their first demand, and a smaller convoy is to cross the bridge at Brell on Friday."
)
WIRE = Article(
    f"{STORY} The Red Cross is to watch over it. Families were told to wait at the station.",
    title="Prisoners to cross at Brell",
    outlet="Harbour Wire",
    published_at=datetime(2025, 3, 3, tzinfo=UTC),
    url="https://wire.example/prisoners",
)
COPY = Article(
    STORY,
    title="Bridge opens for prisoners",
    outlet="Quay Post",
    raw_text=f"{STORY}\nThis article was originally published by Harbour Wire.",
    url="https://post.example/bridge",
)
OTHER = Article(
    "The river Tamsel burst its banks and flooded the cellars of Hollin. Firefighters pumped "
    "water from the hospital through the night; the mayor asked pupils to stay at home.",
    title="Hollin under water",
    outlet="Hollin Courier",
    published_at=datetime(2025, 3, 4, tzinfo=UTC),
    url="https://courier.example/flood",
)


@pytest.fixture(scope="module")
def scored() -> Tables:
    return compare_articles(score_articles((WIRE, COPY, OTHER)))


@pytest.fixture
def open_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scored: Tables
) -> Callable[..., AppTest]:
    part = write_part(tmp_path, {table: getattr(scored, table) for table in TABLES})
    publish(tmp_path, {"parts": [{"tables": part}], "counts": {"read": 3}})
    monkeypatch.setenv("PARALLAX_DATA", str(tmp_path))
    monkeypatch.delenv("PARALLAX_LOCAL", raising=False)

    def opened(page: str, said: tuple[Entry, ...] = (), **address: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=120)
        for name, value in address.items():
            app.query_params[name] = value
        app.session_state[_SESSION] = list(said)
        app.run()
        return app.switch_page(f"app_pages/{page}.py").run()

    return opened


def says(app: AppTest) -> str:
    drawn = [one.proto.body for one in app.get("html")]
    return "\n".join([*drawn, *(str(e.value) for e in [*app.main.markdown, *app.main.info])])


def test_the_copy_is_told_from_its_origin_and_leads_to_both_texts(open_page):
    app = open_page("sources")
    assert not app.exception
    page = says(app)
    assert "credits it" in page
    assert f"pair={WIRE.article_id},{COPY.article_id}" in page
    assert "2 articles count as 1 voice" in page.replace("</b>", "")


def test_the_address_of_a_pair_shows_what_one_alone_has(open_page):
    app = open_page("sources", pair=f"{WIRE.article_id},{COPY.article_id}")
    assert not app.exception
    page = says(app)
    assert "The Red Cross is to watch over it." in page
    assert "not here" in page
    assert "<b>who" not in page
    assert "&lt;b&gt;who" in page


@pytest.mark.parametrize("pair", ["", "x", "x,y", f"{WIRE.article_id}", "<script>,y"])
def test_an_address_of_no_pair_does_no_harm(open_page, pair):
    app = open_page("sources", pair=pair)
    assert not app.exception
    assert "<script>" not in says(app)


def test_what_a_story_and_its_copy_state_is_shown_as_the_facts_of_one_voice(open_page):
    app = open_page("sources")
    assert "No fact is stated by more than one voice" in says(app)
    [facts] = [one for one in app.expander if "count as one voice" in one.label]
    assert "620 prisoners" in "".join(part.body for part in facts.get("html"))


def test_a_moved_article_is_counted_where_the_analyst_put_it(open_page, scored):
    event = scored.events.set_index("article_id").loc[WIRE.article_id, "event_id"]
    app = open_page("sources", (Entry(OTHER.article_id, event_id=event),))
    assert not app.exception
    page = says(app)
    assert "moved here by you; the machine had it in one that is empty now" in page
    assert "3 articles count as 2 voices" in page.replace("</b>", "")


def test_the_overview_counts_a_moved_article_where_the_analyst_put_it(open_page, scored):
    assert "<b>2.</b>" in says(open_page("overview"))
    event = scored.events.set_index("article_id").loc[WIRE.article_id, "event_id"]
    app = open_page("overview", (Entry(OTHER.article_id, event_id=event),))
    assert not app.exception
    page = says(app)
    assert "<b>One</b>, of 2 articles" in page
    assert "moved by you (the machine had an event that is empty now)" in page
    assert "Event 2" not in says(app)


def test_timeline_answers_first(open_page):
    app = open_page("timeline")
    assert not app.exception
    assert "2 of 2" in says(app)  # the copy does not count


def charts_of(app: AppTest) -> int:
    return len(app.get("plotly_chart"))


def test_one_dated_article_is_told_in_words_and_not_drawn(open_page):
    alone = open_page("timeline", outlet="Hollin Courier")
    assert not alone.exception
    assert "One article of 1 states its date: 4 Mar 2025, mean tone" in says(alone)
    assert "(n 1 article)" in says(alone)
    assert charts_of(alone) == 0, "nothing bounds its date either"
    two = open_page("timeline")
    assert charts_of(two) == 3, "windows, and two days are a course of time"


def test_the_key_figures_are_those_of_the_overview_and_of_the_brief(open_page, scored):
    """One corpus, one count: of outlets, copies, events, dates and shared phrases."""
    found = key_figures(counted_once(scored))
    assert (found.n_articles, found.n_outlets, found.n_dated) == (2, 2, 2)
    overview, sources = says(open_page("overview")), says(open_page("sources"))
    timeline, written = says(open_page("timeline")), brief(scored)
    for page in (overview, sources):
        assert f"<b>{found.n_outlets}</b><span>named outlets" in page
    assert f"{found.n_outlets} named outlets" in written
    assert f"<b>{found.n_sentences}</b><span>sentences" in overview
    assert f"{found.n_sentences} sentences" in written
    assert f"{found.n_dated} of {found.n_articles} state a date" in overview
    assert f"{found.n_dated} of {found.n_articles} state a date" in written
    assert (
        f"<b>{found.n_dated} of {found.n_articles}</b><span>articles with a stated date" in timeline
    )
    assert "<b>1.</b>" in overview.partition("Which are copies?")[2][:200]
    assert "<b>1</b><span>of 3 articles is a copy" in sources
    assert "1 of 3 articles is a copy" in written
    assert "<b>2.</b>" in overview.partition("How many events?")[2][:200]
    assert "<b>2</b><span>events" in sources
    assert "<b>2 events</b>" in written
    n_phrases = len(phrase_counts(scored))
    assert f"<b>{n_phrases}</b><span>stock phrases shared" in sources


def test_the_choice_to_count_copies_goes_along_to_other_pages(open_page):
    app = open_page("sources", countcopies="1")
    assert "./timeline?countcopies=1" in says(app)


FIGURE_PAGES = ("overview", "themes", "voices", "timeline", "sources", "methods")


@pytest.mark.parametrize("page", FIGURE_PAGES)
def test_a_copy_is_left_out_of_the_figures_and_said_to_be(open_page, page):
    once = open_page(page)
    assert not once.exception
    assert "<b>1 copy left out of the figures</b>" in says(once)
    assert "countcopies=1" in says(once)
    too = open_page(page, countcopies="1")
    assert not too.exception
    assert "<b>1 copy of other articles counts in the figures</b>" in says(too)


def test_figures_follow_the_visitor_and_lists_have_every_article(open_page):
    once, too = open_page("sources"), open_page("sources", countcopies="1")
    assert "Outlets of which only copies are here" in says(once)
    assert "Outlets of which only copies are here" not in says(too)
    assert COPY.article_id in says(once)
    for page in ("overview", "voices", "themes"):
        assert COPY.article_id in says(open_page(page))


def test_a_moved_article_is_said_to_be_moved_and_sets_nothing_apart(scored):
    one = moved(scored, {OTHER.article_id: "by hand", "elsewhere": "by hand"})
    assert set(one.events["event_id"]) == {"by hand", *scored.events["event_id"][:2]}
    was = scored.events.set_index("article_id").loc[OTHER.article_id, "event_id"]
    assert moved_from(one.events) == {OTHER.article_id: was}
    assert deciding_slots(one.events) == {}
    stay = one.events["article_id"] != OTHER.article_id
    pd.testing.assert_frame_equal(one.events[stay], scored.events[stay])
    assert moved(scored, {}) is scored


def test_an_article_never_compared_can_be_moved():
    given = score_articles((OTHER,))
    events = moved(given, {OTHER.article_id: "by hand"}).events
    assert list(events["event_id"]) == ["by hand"]
    assert moved(tables_of({}), {"x": "y"}).events.equals(frame("events", ()))
