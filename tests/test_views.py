"""Views with a name: saved with their filters, listed as links, deletable, back after a reload."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pipelines import Article, compare_articles, score_articles, views
from pipelines.schemas import TABLES
from pipelines.store import publish, write_part
from pipelines.views import View

ROOT = Path(__file__).resolve().parents[1]
VIEW = View("Unnamed <b>sources</b>", "voices", "outlet=Wire&theme=ceasefire")


def test_views_survive_their_file(tmp_path: Path) -> None:
    assert views.read(tmp_path / "tables") == ()
    views.write(tmp_path / "tables", [VIEW])
    assert views.read(tmp_path / "tables") == (VIEW,)
    assert [one.name for one in tmp_path.iterdir()] == ["tables.views.json"]


def test_a_view_of_the_same_name_takes_the_place_of_the_old_one() -> None:
    newer = View(VIEW.name, "themes", "")
    assert views.with_view((VIEW, View("b", "", "")), newer)[-1] == newer
    assert len(views.with_view((VIEW,), newer)) == 1


@pytest.mark.parametrize(
    "text",
    ["{", "7", "{}", "[7]", '[{"name": "a"}]', '[{"name": "", "page": "", "query": ""}]',
     '[{"name": "a", "page": "//evil.example/", "query": ""}]',
     '[{"name": "a", "page": "javascript:alert(1)", "query": ""}]', b"\xff\xfe["],
)  # fmt: skip
def test_a_file_that_holds_no_views_is_refused(text: str | bytes) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        views.from_json(text)


@pytest.fixture
def open_app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    texts = ("The council met on Friday. It voted for the repair.", "A storm broke the pier.")
    articles = [Article(text, title=text[:9], outlet=text[:3]) for text in texts]
    scored = compare_articles(score_articles(articles))
    place = tmp_path / "tables"
    place.mkdir()
    part = write_part(place, {table: getattr(scored, table) for table in TABLES})
    publish(place, {"parts": [{"tables": part}], "counts": {"read": 2}})
    monkeypatch.setenv("PARALLAX_DATA", str(place))
    monkeypatch.delenv("PARALLAX_LOCAL", raising=False)

    def opened(**address: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=90)
        for name, value in address.items():
            app.query_params[name] = value
        return app.run()

    return opened


def save(app: AppTest, name: str) -> AppTest:
    next(one for one in app.text_input if one.label == "Name of this view").set_value(name)
    return next(one for one in app.button if one.label == "Save view").click().run()


def links_in(app: AppTest) -> str:
    return "\n".join(one.proto.body for one in app.get("html"))


def test_a_saved_view_is_a_link_in_the_sidebar_until_it_is_deleted(
    open_app: Callable[..., AppTest], tmp_path: Path
) -> None:
    app = save(open_app(outlet="The", sort="grim"), "Unnamed <b>sources</b>")
    assert not app.exception
    link = '?outlet=The&amp;sort=grim">Unnamed &lt;b&gt;sources'
    assert link in links_in(app)
    assert link in links_in(app.switch_page("app_pages/themes.py").run()), "on every page"
    assert not views.path_of(tmp_path / "tables").exists(), "a shared app writes nothing"
    assert link not in links_in(open_app()), "and shows it to nobody else"
    app = next(one for one in app.button if one.key == "view-delete-0").click().run()
    assert link not in links_in(app)


def test_on_ones_own_computer_views_are_there_after_a_reload(
    open_app: Callable[..., AppTest], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARALLAX_LOCAL", "1")
    save(open_app(outlet="The"), "Of the council")
    assert '?outlet=The">Of the council' in links_in(open_app())
    assert views.read(tmp_path / "tables") == (View("Of the council", "", "outlet=The"),)


def test_views_come_back_from_a_downloaded_file(open_app: Callable[..., AppTest]) -> None:
    app = open_app()
    written = views.to_json([View("Mine", "voices", "outlet=The")])
    app.file_uploader[0].upload("views.json", written.encode(), "application/json").run()
    assert '<a class="px-link " href="./voices?outlet=The">Mine' in links_in(app)
    bad = json.dumps([{"name": "x", "page": "//evil", "query": ""}]).encode()
    app.file_uploader[0].upload("bad.json", bad, "application/json").run()
    assert "evil" not in links_in(app)


def test_a_view_without_a_name_is_not_saved(open_app: Callable[..., AppTest]) -> None:
    app = save(open_app(), "  ")
    assert any("1 to 80 characters" in str(one.value) for one in app.warning)
