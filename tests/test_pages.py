"""Every page, run without a browser: what an analyst reads on it, and what it does without data."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import chart_page
from dashboard.markup import escaped
from pipelines import Article, compare_articles, score_articles
from pipelines.brief import brief
from pipelines.schemas import TABLES, VERSION, Tables, frame, tables_of
from pipelines.store import publish, write_part
from tests.test_article_view import row

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted(path.stem for path in (ROOT / "dashboard" / "app_pages").glob("[a-z]*.py"))
NEED_TABLES = sorted({*PAGES} - {"score_article", "methods"})

HOSTILE = "<script>window.hacked=1</script> $5 to $7 *bold* `x` [go](javascript:alert(1)) :red[no]"
ARTICLES = (
    Article(
        "Envoys of both sides met in Geneva on Tuesday to discuss a ceasefire.\n"
        "“We want a peace that lasts,” said Mara Lindt, the chief negotiator. "
        "Shelling killed nine people overnight and destroyed a school. "
        "The attack was cruel and shameful, the mayor said.",
        title="Talks open under fire",
        outlet="Harbour Wire",
        author="Ines Ahn",
        published_at=datetime(2025, 3, 3, tzinfo=UTC),
        url="https://wire.example/talks",
    ),
    Article(
        "The talks made wonderful progress, a senior official said. "
        "The leaders hope to sign a treaty with security guarantees soon. "
        "Sanctions stay in place for now. Observers say that the ceasefire may hold.",
        outlet="Quay Post",
        published_at=datetime(2025, 3, 9, tzinfo=UTC),
        url="https://post.example/progress",
    ),
    Article(
        f"{HOSTILE} The minister praised the agreement. The soldiers died in the snow.",
        title=HOSTILE,
        outlet='"><img src=x onerror=alert(1)>',
        url="javascript:alert(document.cookie)",
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def scored() -> Tables:
    """Three articles, one of them hostile, scored and compared as a build does."""
    return compare_articles(score_articles(ARTICLES))


@pytest.fixture
def open_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Opens a page of the app on tables, or on whatever lies in the folder without any."""
    monkeypatch.setenv("PARALLAX_DATA", str(tmp_path))

    def opened(page: str, tables: Tables | None = None, **address: str | list[str]) -> AppTest:
        if tables is not None:
            part = write_part(tmp_path, {table: getattr(tables, table) for table in TABLES})
            publish(tmp_path, {"parts": [{"tables": part}], "counts": {"read": 3}})
        app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60)
        for name, value in address.items():
            app.query_params[name] = value
        app.run()
        return app if page == "overview" else app.switch_page(f"app_pages/{page}.py").run()

    return opened


def words(app: AppTest) -> str:
    """All that the main part of the page says."""
    elements = [*app.main.markdown, *app.main.info, *app.main.warning, *app.main.caption]
    elements += [*app.main.title, *app.main.header, *app.main.subheader]
    return "\n".join([*(str(e.value) for e in elements), *(h.proto.body for h in app.get("html"))])


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_and_lets_no_text_of_an_article_become_markup(
    open_app: Callable[..., AppTest], scored: Tables, page: str
) -> None:
    app = open_app(page, scored)
    assert not app.exception
    assert app.title[0].value.endswith("?"), "a page starts with the question that it answers"
    for drawn in app.get("html"):
        assert "<script" not in drawn.proto.body
        assert "<img" not in drawn.proto.body
        assert 'href="javascript' not in drawn.proto.body
    for element in [*app.markdown, *app.caption, *app.info, *app.warning]:
        assert "javascript:alert" not in str(element.value)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_on_one_article_and_on_none(
    open_app: Callable[..., AppTest], scored: Tables, page: str
) -> None:
    one = replace(scored, **{t: getattr(scored, t).iloc[:0] for t in TABLES if t != "articles"})
    one = replace(one, articles=scored.articles.iloc[:1])
    assert not open_app(page, one).exception
    assert not open_app(page, tables_of({})).exception


@pytest.mark.parametrize("page", PAGES)
def test_tables_published_without_texts_still_open(
    open_app: Callable[..., AppTest], scored: Tables, page: str
) -> None:
    assert not open_app(page, replace(scored, texts=frame("texts", ()))).exception


@pytest.mark.parametrize("page", NEED_TABLES)
def test_a_large_corpus_whose_tables_are_read_in_part_opens_too(
    open_app: Callable[..., AppTest], scored: Tables, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    monkeypatch.setattr("dashboard.tables.LARGE", 0)
    app = open_app(page, scored)
    assert not app.exception
    assert not app.main.warning
    assert "reads every sentence" not in words(app)


@pytest.mark.parametrize("page", NEED_TABLES)
def test_without_tables_a_page_says_which_command_makes_them(
    open_app: Callable[..., AppTest], page: str
) -> None:
    app = open_app(page)
    assert not app.exception
    assert "parallax build" in app.main.warning[0].value


MISSING = {"articles": {"file": "gone.parquet", "sha256": "0", "rows": 1}}


@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        (json.dumps({"tables_version": 0, "parts": []}), "another version"),
        ("{", "another version"),
        (json.dumps({"tables_version": VERSION, "parts": [{"tables": MISSING}]}), "another"),
        (json.dumps({"tables_version": VERSION, "parts": [{"tables": {"articles": {}}}]}), "read"),
    ],
    ids=["of another version", "cut off", "a file is missing", "not a manifest of ours"],
)
def test_tables_that_cannot_be_read_are_one_sentence_and_a_command(
    open_app: Callable[..., AppTest], tmp_path: Path, manifest: str, said: str
) -> None:
    (tmp_path / "run.json").write_text(manifest, encoding="utf-8")
    app = open_app("overview")
    assert not app.exception
    assert said in app.main.warning[0].value
    assert "parallax build" in app.main.warning[0].value
    elsewhere = app.switch_page("app_pages/methods.py").run()
    assert "Every flag" in words(elsewhere), "a page that needs no tables opens all the same"


def test_a_rebuild_shows_without_a_restart(
    open_app: Callable[..., AppTest], scored: Tables
) -> None:
    assert "Talks open under fire" in words(open_app("overview", scored))
    renamed = replace(scored, articles=scored.articles.assign(title="Another headline"))
    assert "Another headline" in words(open_app("overview", renamed))


def test_the_overview_shows_each_article_with_a_cell_per_sentence(
    open_app: Callable[..., AppTest], scored: Tables
) -> None:
    said = words(open_app("overview", scored))
    assert "Talks open under fire" in said
    assert "<i>The talks made wonderful progress" in said, "no headline: first words in italics"
    for article_id, n in scored.sentences["article_id"].value_counts().items():
        assert said.count(f"article={article_id}&amp;sentence=") >= n


def test_a_filter_in_the_address_holds_and_can_be_cleared(
    open_app: Callable[..., AppTest], scored: Tables
) -> None:
    app = open_app("overview", scored, outlet=["Quay Post"])
    assert app.multiselect(key="outlet").value == ["Quay Post"]
    said = words(app)
    assert "Showing 1 of 3 articles" in said
    assert "Talks open under fire" not in said
    app.multiselect(key="outlet").set_value([]).run()
    assert "Talks open under fire" in words(app)


@pytest.mark.parametrize("page", NEED_TABLES)
def test_filters_that_nothing_meets_leave_the_heading_and_a_way_out(
    open_app: Callable[..., AppTest], scored: Tables, page: str
) -> None:
    app = open_app(page, scored, outlet=["Nobody"])
    assert not app.exception
    assert app.title[0].value.endswith("?")
    said = words(app)
    assert "Showing 0 of 3 articles" in said
    assert "No article meets all of these filters" in said
    way_out = f'href="./{page.replace("overview", "")}">Clear all filters'
    assert way_out in said, "it clears the filters and stays on the page"
    assert ">Nobody</a>: 3 articles</li>" in said, "and says which filter to drop"


def test_each_filter_says_what_dropping_it_would_leave(
    open_app: Callable[..., AppTest], scored: Tables
) -> None:
    said = words(open_app("themes", scored, outlet=["Quay Post"], to="2025-03-03"))
    assert ">Quay Post</a>: 1 article</li>" in said
    assert ">to 2025-03-03</a>: 1 article</li>" in said
    none = words(open_app("themes", scored, outlet=["Nobody"], actor=["Nobody"]))
    assert "more than one of them to be dropped" in none


def test_a_link_to_an_article_opens_it_whatever_the_filters_leave(
    open_app: Callable[..., AppTest], scored: Tables
) -> None:
    first = scored.articles["article_id"].iloc[0]
    said = words(open_app("article", scored, article=first, outlet=["Nobody"]))
    assert "No article meets all of these filters" in said
    assert "rd-reading" in said


def test_first_questions_are_answered_before_anything_else(
    open_app: Callable[..., AppTest], scored: Tables
) -> None:
    said = words(open_app("overview", scored))
    for question in ("How many events?", "Which are copies?", "Who has unnamed sources?"):
        assert question in said
    assert "1 of 3 articles" in said, "one rests a statement on a senior official"


def test_nonsense_in_the_address_is_ignored(
    open_app: Callable[..., AppTest], scored: Tables
) -> None:
    app = open_app(
        "overview",
        scored,
        sort="<script>",
        sheet="9" * 5_000,
        pick="nobody,,",
        corpus="own",
        copies="yes",
        **{"from": "yesterday"},
    )
    assert not app.exception
    assert "Talks open under fire" in words(app)


def test_the_comparison_opens_on_the_articles_of_its_address(
    open_app: Callable[..., AppTest], scored: Tables
) -> None:
    first, second, _ = scored.articles["article_id"]
    app = open_app("compare", scored, articles=f"{second},{first},nobody")
    assert app.multiselect(key="articles").value == [second, first]
    charts = [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]
    slope = charts[0]["data"]
    assert len(slope) == 2
    labels = charts[0]["layout"]["annotations"]
    assert labels[0]["text"].startswith("<b>2</b>"), "the first column is article 2"
    assert "error_y" in slope[0], "no mean without its interval"


def test_a_number_of_sentences_or_statements_leads_to_them(
    open_app: Callable[..., AppTest], scored: Tables
) -> None:
    first, second, _ = scored.articles["article_id"]
    assert "discuss a ceasefire." in words(open_app("themes", scored, at="ceasefire"))
    said = words(open_app("voices", scored, speaks=f"unnamed,{second}"))
    assert "Unnamed: n 1 statement<" in said
    assert "made wonderful progress" in said
    named = words(open_app("voices", scored, speaks=f"named,{first}", naming="Mara Lindt"))
    assert "We want a peace that lasts" in named.partition("Named: n ")[2]
    assert "Sentences that name Mara Lindt: n 1 in 1 article<" in named
    astray = words(open_app("voices", scored, speaks="unnamed,nowhere", naming="<script>"))
    assert '"px-panel"' not in astray


def test_tones_of_two_models_are_not_put_on_one_axis(
    open_app: Callable[..., AppTest], scored: Tables
) -> None:
    mine = score_articles([Article("The harbour was calm and the bread was warm.", title="Mine")])
    older = replace(mine, articles=mine.articles.assign(tone_model="fast-0"))
    app = open_app("overview", scored)
    app.session_state["own_tables"] = older
    app.query_params["corpus"] = "both"
    said = words(app.run())
    assert any("fast-0 and fast-" in str(one.value) for one in app.sidebar.caption)
    assert "Mine" not in said
    assert "Talks open under fire" in said, "the stored articles stay open"


def test_themes_list_the_sentences_behind_a_cell(
    open_app: Callable[..., AppTest], scored: Tables
) -> None:
    first = scored.articles["article_id"].iloc[0]
    said = words(open_app("themes", scored, at="ceasefire", of=first))
    assert "discuss a ceasefire." in said
    outlet = words(open_app("themes", scored, by="outlet", at="ceasefire", of="Quay Post"))
    assert "the ceasefire may hold." in outlet
    assert f"article={scored.articles['article_id'].iloc[1]}&amp;sentence=" in outlet
    week = words(open_app("themes", scored, by="week", at="ceasefire", of="2025-03-03"))
    assert "discuss a ceasefire." in week
    assert "the ceasefire may hold." in week


def test_topics_say_why_there_are_none_and_show_what_is_behind_one(
    open_app: Callable[..., AppTest], scored: Tables
) -> None:
    assert "from 100 articles up. There are 3 articles" in words(open_app("themes", scored))
    first = scored.articles["article_id"].iloc[0]
    found = replace(scored, topics=frame("topics", [(first, 0, "shelling, school", 0.8)]))
    said = words(open_app("themes", found, topic="0"))
    assert "shelling, school" in said
    assert "destroyed a school." in said
    assert f"article={first}&amp;sentence=2" in said


def test_a_shared_phrase_is_as_usual_on_the_page_as_in_the_brief(
    open_app: Callable[..., AppTest], scored: Tables
) -> None:
    first, second, _ = scored.articles["article_id"]
    rows = [("a rare phrase", one, 0, 6, 2, None) for one in (first, second)]
    rows += [("a glimmer of hope", one, 0, 6, 2, 0.000716) for one in (first, second)]
    shared = replace(scored, phrases=frame("phrases", rows))
    for page in (words(open_app("sources", shared)), brief(shared)):
        assert page.count("2 of 3<") >= 2
        assert "under 0.04 %" in page
        assert "0.07 %" in page


def test_voices_show_what_each_actor_wants_with_the_words(
    open_app: Callable[..., AppTest], scored: Tables
) -> None:
    first, second, _ = scored.articles["article_id"]
    stances = [
        (first, 1, "Mara Lindt", "ceasefire", "want", "wants", 71, 100, "quoted", "Ben Orr"),
        (second, 2, "Quay", "sanctions", "reject", "refuses", 0, 20, "narrator", None),
    ]
    held = replace(scored, positions=frame("positions", stances))
    app = open_app("voices", held)
    said = words(app)
    assert f"article={first}&amp;sentence=1" in said
    assert "<b>wants</b>" in said
    assert "quoting Ben Orr" in said
    app.selectbox(key="agenda").set_value(second).run()
    said = words(app)
    assert "<b>refuses</b>" in said
    assert "<b>wants</b>" not in said


def test_articles_without_words_that_bound_them_have_no_chart_of_windows(
    open_app: Callable[..., AppTest],
) -> None:
    dated = [
        Article(f"The council met and voted for the {what}.", title=what, published_at=when)
        for what, when in (
            ("bridge", datetime(2025, 3, 3, tzinfo=UTC)),
            ("ferry", datetime(2025, 3, 9, tzinfo=UTC)),
        )
    ]
    app = open_app("timeline", compare_articles(score_articles(dated)))
    assert not app.exception
    said = " ".join(str(one.value) for one in app.markdown)
    assert "Nothing in the wording of these articles bounds when they were written." in said
    assert "What the numbers stand for" not in words(app)


def test_a_language_that_is_not_covered_is_no_silence(
    open_app: Callable[..., AppTest],
) -> None:
    foreign = "Die Waffenruhe hält seit gestern, sagte der Minister in Wien. " * 6
    tables = compare_articles(score_articles([*ARTICLES, Article(foreign, title="Waffenruhe")]))
    assert "cannot assess: its language is not covered" in words(open_app("themes", tables))
    assert "? cannot assess" in words(open_app("compare", tables))
    quoting = f"{foreign} „Wir wollen Frieden und sonst gar nichts“, sagte der Minister. "
    tables = compare_articles(score_articles([*ARTICLES, Article(quoting, title="Waffenruhe")]))
    said = words(open_app("voices", tables))
    assert said.count("? language not covered") >= 2, "beside its bar and its quotation"
    assert "by nobody that the text names" not in said


def test_of_a_language_that_is_not_covered_no_figure_says_no(
    open_app: Callable[..., AppTest],
) -> None:
    foreign = "Der Rat traf sich am Montag in Wien und sprach lange über den Frieden im Land. " * 4
    unread = Article(foreign, title="Waffenruhe", outlet="Rundblick")
    tables = compare_articles(score_articles([*ARTICLES, unread]))
    answer = words(open_app("overview", tables)).split("Who has unnamed sources?")[1]
    assert "1 of 3 articles" in answer
    assert "1 cannot be assessed: its language is not covered" in answer
    assert "of 4" not in answer.split("</dd>")[0]
    for by in ("article", "outlet"):
        said = words(open_app("themes", tables, by=by))
        assert re.search(r"[123] of 3</span>", said)
        assert "of 4</span>" not in said
        assert ">?<" in said, "a column of which nothing is known is no silence"


def test_methods_explain_every_score_and_flag(
    open_app: Callable[..., AppTest], scored: Tables
) -> None:
    from pipelines.flags import FLAGS
    from pipelines.scores import SCORES

    said = words(open_app("methods", scored))
    for name in [*(score.name for score in SCORES), *(flag.name for flag in FLAGS)]:
        assert f"<code>{name}</code>" in said, name


def test_methods_name_the_reference_set_of_the_build(
    open_app: Callable[..., AppTest], scored: Tables, tmp_path: Path
) -> None:
    app = open_app("methods", scored)
    assert "American and British outlets" in words(app)
    manifest = json.loads((tmp_path / "run.json").read_text())
    answers = {"triggered": 3, "clear": 67, "cannot assess": 0}
    told = {"n_articles": 70, "own": True, "firing": {"hedging": answers}}
    publish(tmp_path, manifest | {"reference": told})
    said = words(app.run())
    assert "a reference set of your own, of 70 articles" in said
    assert "in the reference set</span> 4.3% of 70" in said
    assert "American and British outlets" not in said


def test_methods_say_which_articles_their_rates_are_of(
    open_app: Callable[..., AppTest], scored: Tables
) -> None:
    one_event = scored.events["event_id"].value_counts().index[0]
    said = words(open_app("methods", scored, outlet=["Quay Post"], event=[str(one_event)]))
    assert "Event 1 ✕" in said, "an event goes by its number"
    assert "Quay Post ✕" in said
    assert "of 3 articles" in said


def test_only_the_sample_carries_its_banner(
    open_app: Callable[..., AppTest], scored: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    banner = "report no real event"
    assert banner not in words(open_app("overview", scored))
    monkeypatch.setenv("PARALLAX_DATA", str(ROOT / "data" / "sample" / "tables"))
    if not (ROOT / "data" / "sample" / "tables" / "run.json").is_file():
        pytest.skip("the sample has no tables yet: run `parallax build`")
    assert banner in words(open_app("overview"))


def test_ones_own_articles_open_alone_or_beside_the_stored_ones(
    open_app: Callable[..., AppTest], scored: Tables
) -> None:
    mine = score_articles([Article("The harbour was calm and the bread was warm.", title="Mine")])
    app = open_app("overview", scored)
    app.session_state["own_tables"] = mine
    app.query_params["corpus"] = "own"
    said = words(app.run())
    assert "Mine" in said
    assert "Talks open under fire" not in said
    app.query_params["corpus"] = "both"
    said = words(app.run())
    assert "Mine" in said
    assert "Talks open under fire" in said
    stranger = open_app("overview", scored, corpus="own")
    assert "Mine" not in words(stranger), "one's own articles belong to one's session"


@pytest.mark.parametrize("page", NEED_TABLES)
def test_ones_own_articles_open_beside_a_large_corpus_on_every_page(
    open_app: Callable[..., AppTest], scored: Tables, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    monkeypatch.setattr("dashboard.tables.LARGE", 0)
    mine = compare_articles(
        score_articles(
            [Article("The harbour was calm. “All is well,” said Ana Kolm.", title="Mine")]
        )
    )
    app = open_app(page, scored)
    app.session_state["own_tables"] = mine
    app.query_params["corpus"] = "both"
    app.run()
    assert not app.exception
    assert not app.main.warning
    assert app.radio(key="corpus").value == "both"
    if page == "overview":
        assert "Talks open under fire" in words(app)
        assert "Mine" in words(app)
        assert "yours" in words(app)
    stranger = open_app(page, None, corpus="both")
    assert "Mine" not in words(stranger), "what is remembered of them is hers alone"


SAVED = {
    "overview": {"html-event-grid", "html-sheet"},
    "themes": {"html-themes", "html-elements"},
    "voices": {"html-actors"},
    "sources": {"html-outlet-flags"},
}


@pytest.mark.parametrize("page", SAVED)
def test_charts_drawn_as_html_can_be_saved(
    open_app: Callable[..., AppTest], scored: Tables, page: str
) -> None:
    app = open_app(page, scored)
    assert {one.key for one in app.get("download_button")} >= SAVED[page]


def test_a_saved_chart_says_what_it_rests_on_and_runs_and_loads_nothing(
    open_app: Callable[..., AppTest], scored: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = {}

    def keep(chart: str, *, title: str, n: int, key: str) -> None:
        saved[key] = chart_page.page(chart, title=title, said=chart_page.about(n))

    monkeypatch.setattr(chart_page, "offer", keep)
    outlet = str(ARTICLES[2].outlet)
    open_app("overview", scored, outlet=[outlet])
    written = saved["sheet"]
    assert "&lt;script&gt;window.hacked=1" in written, "the hostile headline is there, as words"
    tags = " ".join(re.findall(r"<[a-z][^>]*>", written))
    for risky in ("<script", "<img", "<link", "href=", "src=", "onerror", "http:", "https:"):
        assert risky not in tags, risky
    style = written[written.index("<style>") : written.index("</style>")]
    assert "url(" not in style
    assert "@import" not in style
    assert "color-scheme: light" in written
    assert f"n 1 article. filters: {escaped(outlet)}. tables written on 20" in written


def test_a_hostile_title_of_a_saved_chart_stays_words() -> None:
    written = chart_page.page("<p>chart</p>", title=HOSTILE, said=[HOSTILE])
    assert "<script" not in written
    assert written.count("&lt;script&gt;window.hacked=1&lt;/script&gt;") == 3


def of_events(tables: Tables, *events: str) -> Tables:
    """The tables with each article in the event given."""
    ids = tables.articles["article_id"]
    rows = [(one, event, None) for one, event in zip(ids, events, strict=True)]
    return replace(tables, events=tables_of({"events": rows}).events)


def test_a_comparison_says_which_events_its_articles_are_of(
    open_app: Callable[..., AppTest], scored: Tables
) -> None:
    both = ",".join(scored.articles["article_id"])
    said = words(open_app("compare", of_events(scored, "x", "y", "x"), articles=both))
    assert "These articles are of 2 events:" in said
    assert "event 1</a> (articles 1, 3" in said
    assert "event 2</a> (article 2" in said
    tops = said.split('<div class="cm-row cm-top">')[1].split('<div class="cm-row">')[0]
    assert re.findall(r"event (\d)", tops) == ["1", "2", "1"]
    assert "order within an event" in said


def test_articles_of_one_event_need_no_warning(
    open_app: Callable[..., AppTest], scored: Tables
) -> None:
    said = words(open_app("compare", of_events(scored, "x", "x", "x")))
    assert "These articles are of" not in said
    assert "within an event" not in said


def test_the_comparison_on_offer_is_of_the_largest_event(
    open_app: Callable[..., AppTest], scored: Tables
) -> None:
    first, second, third = scored.articles["article_id"]
    tables = of_events(scored, "x", "y", "y")
    assert open_app("compare", tables).multiselect(key="articles").value == [second, third]
    asked = open_app("compare", tables, articles=third)
    assert asked.multiselect(key="articles").value == [third, second]
    said = words(open_app("overview", tables))
    assert f"articles={second},{third}" in said
    assert "Compare the first 2 of event 1" in said
    assert first not in said.split("Compare the first 2")[0].rpartition("href=")[2]


def test_the_order_by_tone_is_told_within_an_event(
    open_app: Callable[..., AppTest], scored: Tables
) -> None:
    question = "Is the order by tone settled?"
    one = words(open_app("overview", of_events(scored, "x", "x", "x")))
    assert "3 pairs" in one.split(question)[1].split("</dd>")[0]
    several = words(open_app("overview", of_events(scored, "x", "y", "x")))
    assert "the one pair within an event" in several.split(question)[1].split("</dd>")[0]


def test_the_overview_says_whether_the_dates_fit(
    open_app: Callable[..., AppTest], scored: Tables
) -> None:
    first, second, third = scored.articles["article_id"]
    flags = scored.flags[scored.flags["flag"] != "date_conflict"]
    states = zip((first, second, third), ("triggered", "clear", "cannot assess"), strict=True)
    rows = [(one, "date_conflict", state, None, None, None) for one, state in states]
    pair = (first, second, "date_conflict", None, None, None, "<b>days</b> apart")
    tables = replace(
        scored,
        flags=pd.concat([flags, tables_of({"flags": rows}).flags], ignore_index=True),
        pairs=tables_of({"pairs": [pair]}).pairs,
    )
    said = words(open_app("overview", tables))
    answer = said.split("<dt>Do the dates fit?")[1].split("</dd>")[0]
    assert "Not in 1 of 2 articles" in answer
    assert f"article={first}&amp;mark=date_conflict" in answer
    assert "Not between" in answer
    assert escaped("<b>days</b> apart") in answer
    grid = said.split('class="eg ')[1].split("</table>")[0]
    assert "does not fit" in grid
    assert re.search("▲ not with <a [^>]*>2</a>", grid)


def test_what_is_left_out_is_told_with_its_event(
    open_app: Callable[..., AppTest], scored: Tables
) -> None:
    first, second, third = scored.articles["article_id"]
    extra = Article("The river rose in the night.", title="Flood", outlet="Hollin Courier")
    tables = score_articles([*ARTICLES, extra])
    rows = [(one, "mediation", "story", 1, 0.5, 0.1, None) for one in (first, second)]
    tables = replace(tables, themes=tables_of({"themes": rows}).themes)
    said = words(open_app("themes", of_events(tables, "x", "x", "x", "y")))
    line = said.split("<b>Mediation</b>")[1].split("</li>")[0]
    assert "2 of 3 of event 1 have it" in line
    assert third in line


def test_a_long_section_of_a_comparison_shows_its_first_rows_and_folds_the_others(
    open_app: Callable[..., AppTest], scored: Tables
) -> None:
    one = scored.articles["article_id"].iloc[0]
    counts = {"n_mentions": 1, "n_quotes": 0, "n_attributed": 0, "n_sentences": 1}
    named = [row("actors", article_id=one, actor=f"Actor {n}", **counts) for n in range(4)]
    app = open_app("compare", replace(scored, actors=tables_of({"actors": named}).actors))
    assert not app.exception
    folded = [one.label for one in app.expander]
    assert "2 more actors" in folded, "three rows are in sight, the first of what one alone names"
    assert any(label.startswith("**Sourcing**") for label in folded)


def test_buttons_that_save_are_named_alike(
    open_app: Callable[..., AppTest], scored: Tables
) -> None:
    other = {"Brief of these articles", "Everything (zip)"}
    for page in ("overview", "compare", "sources", "themes", "voices"):
        labels = {one.proto.label for one in open_app(page, scored).get("download_button")}
        assert labels
        assert all(label.startswith("Save as ") for label in labels - other)


def test_marks_of_shared_words_go_with_the_article_they_are_shared_with(
    open_app: Callable[..., AppTest], scored: Tables
) -> None:
    first, second, _ = scored.articles["article_id"]
    app = open_app("article", scored, article=first, shared=second, show="copy")
    marks = app.get("button_group")[0]
    assert "Shared with 2" in str(marks.proto)
    app.selectbox(key="article").select(second).run()
    assert not app.exception
    assert "shared" not in app.query_params
    assert "Shared with" not in str(app.get("button_group")[0].proto)


def test_an_unknown_article_to_share_words_with_marks_nothing(
    open_app: Callable[..., AppTest], scored: Tables
) -> None:
    first = scored.articles["article_id"].iloc[0]
    app = open_app("article", scored, article=first, shared="<b>nobody</b>", show="copy")
    assert not app.exception
    assert "Shared with" not in str(app.get("button_group")[0].proto)


def test_a_download_of_compared_articles_counts_their_rows_alone(
    open_app: Callable[..., AppTest], scored: Tables
) -> None:
    first, second, _ = scored.articles["article_id"]
    said = words(open_app("compare", scored, articles=f"{first},{second}"))
    assert "**articles** (2 rows)" in said
    n_flags = int(scored.flags["article_id"].isin([first, second]).sum())
    assert f"**flags** ({n_flags} rows)" in said
