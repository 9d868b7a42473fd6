"""What is remembered of a page is what would be made, and nobody else's."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import notes, pieces, remembered, tables
from dashboard.remembered import Remembered
from pipelines import read_tables
from pipelines.analyst import Entry, Said
from pipelines.schemas import Tables
from pipelines.summaries import only

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Remembered:
    """A store of this test alone."""
    own = Remembered()
    monkeypatch.setattr(remembered, "shared", lambda: own)
    return own


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Opens an address of the stored corpus, without a page."""
    monkeypatch.setattr(tables, "corpus", lambda: "stored")
    monkeypatch.setattr(tables, "own", lambda: None)
    monkeypatch.setattr(notes, "said", lambda: Said())

    def opened(**parameters: str) -> None:
        said = tuple((name, (value,)) for name, value in parameters.items())
        monkeypatch.setattr(pieces, "_address", lambda: said)

    opened()
    return opened


def test_a_piece_is_made_once_for_an_address_and_what_is_given(
    store: Remembered, address: Callable[..., None]
) -> None:
    made: list[object] = []

    def piece(given: str) -> str:
        return pieces.kept(lambda: made.append(given) or given, given)

    assert [piece("a"), piece("a"), piece("b")] == ["a", "a", "b"]
    assert made == ["a", "b"]
    address(theme="peace")
    assert piece("a") == "a"
    assert made == ["a", "b", "a"]


def test_pieces_of_other_code_and_of_other_tables_are_others(
    store: Remembered, address: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert pieces.kept(lambda: "one") == "one"
    assert pieces.kept(lambda: "two") == "two"
    versions = []
    for version in ("old", "new"):
        monkeypatch.setattr(tables, "version", lambda version=version: version)
        versions.append(pieces.kept(lambda: tables.version()))
    assert versions == ["old", "new"]


@pytest.mark.parametrize("whose", ["own articles", "own articles open", "own words"])
def test_what_is_ones_own_neither_enters_the_store_nor_meets_what_is_there(
    store: Remembered, address: Callable[..., None], monkeypatch: pytest.MonkeyPatch, whose: str
) -> None:
    def piece(words: str) -> str:
        return pieces.kept(lambda: words)

    assert piece("of all") == "of all"
    if whose == "own words":
        said = Said((Entry("some-article", note="mine"),))
        monkeypatch.setattr(notes, "said", lambda: said)
    else:
        monkeypatch.setattr(tables, "own", lambda: "tables")
    if whose == "own articles open":
        monkeypatch.setattr(tables, "corpus", lambda: "own")
    before = store.n_bytes
    assert piece("mine alone") == "mine alone"
    assert store.n_bytes == before


# Pages with values of widgets that their address does not say, beside the page as it opens.
WIDGETS = {
    "overview": [{}, {"sort": "grim"}],
    "compare": [{}, {"articles": 2}],
    "article": [{}, {"article": 1}, {"show": ["flag"]}, {"as_read": True}],
    "themes": [{}, {"layer": "desk"}, {"by": "outlet"}, {"by": "week"}],
    "voices": [{}, {"agenda": 1}],
    "timeline": [{}, {"every": "M"}],
    "sources": [{}, {"support": 1}],
    "methods": [{}],
}


def drawn(page: str, state: dict[str, object], ids: list[str], **address: str) -> list[str]:
    """Everything that the page draws for a visitor whose widgets say this."""
    app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    for name, value in state.items():
        number = isinstance(value, int) and not isinstance(value, bool)
        chosen = ids[value] if number else value
        app.session_state[name] = ids[:2] if name == "articles" else chosen
        app.session_state[f"_address_{name}"] = []
    if page != "overview":
        app.switch_page(f"app_pages/{page}.py")
    app.run()
    assert not app.exception
    of = ("html", "markdown", "caption", "plotly_chart", "expander", "tab")
    return [str(element.proto) for kind in of for element in app.get(kind)]


@pytest.mark.parametrize("page", WIDGETS)
def test_a_page_from_what_is_remembered_is_the_page_made_anew(
    store: Remembered, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    stored = read_tables(tables.SAMPLE)
    ids = several_events(stored) if page == "sources" else list(stored.articles["article_id"])
    monkeypatch.setenv("PARALLAX_DATA", str(tables.SAMPLE))
    views = [*((state, {}) for state in WIDGETS[page]), ({}, {"theme": "ceasefire"})]
    together = [drawn(page, state, ids, **address) for state, address in views]
    for (state, address), found in zip(views, together, strict=True):
        monkeypatch.setattr(remembered, "shared", Remembered)  # another one each time
        assert drawn(page, state, ids, **address) == found, (state, address)


def several_events(stored: Tables) -> list[str]:
    """The events of several articles, the largest first."""
    sizes = stored.events["event_id"].value_counts()
    return list(sizes[sizes > 1].index)


def test_articles_of_a_visitor_stay_out_of_the_store_whatever_corpus_is_open(
    store: Remembered, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARALLAX_DATA", str(tables.SAMPLE))
    stored = read_tables(tables.SAMPLE)
    mine = only(stored, list(stored.articles["article_id"])[:3])
    mine = Tables(**{table: getattr(mine, table).copy() for table in mine.__slots__})
    mine.articles["title"] = "Kept to herself"
    mine.articles["article_id"] = [f"mine-{n}" for n in range(3)]
    for corpus in ("stored", "own", "both"):
        app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60)
        app.session_state["own_tables"] = mine
        app.query_params["corpus"] = corpus
        app.run()
        if corpus != "stored":
            assert "Kept to herself" in "".join(one.proto.body for one in app.get("html"))
    held = [kept.value for kept in store._kept.values()]
    assert held, "the stored corpus of the first visit is remembered in part"
    assert "Kept to herself" not in "".join(repr(value) for value in held)
