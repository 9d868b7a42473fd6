"""Tables of a large corpus: read in part, they say what whole tables say."""

import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest

from dashboard.remembered import Remembered, weight
from dashboard.selection import Selection, apply, counts
from pipelines import (
    Article,
    build,
    compare_articles,
    published,
    read_tables,
    score_articles,
    summaries,
    summaries_glance,
    summaries_themes,
    summaries_voices,
)
from pipelines.beside_large import BesideLarge
from pipelines.moved import moved
from pipelines.once import counted_once
from pipelines.published import (
    LargeTables,
    Published,
    TooMany,
    count_articles,
    n_rows,
    rows_of,
)
from pipelines.schemas import TABLES, TableError, Tables, concat

TALKS = (
    "Envoys of Ostermark and Vell met in Geneva on {day} May 2025 to discuss a ceasefire. "
    "“We want a peace that lasts,” said Mara Lindt, the chief negotiator. "
    "A senior official said that sanctions stay in place. Shelling killed {day} people. "
    "Observers fear a disaster. The treaty offers security guarantees to Vell."
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve articles built in batches of a few, so that the tables have several parts."""
    root = tmp_path_factory.mktemp("published")
    lines = [
        {
            "text": TALKS.format(day=day) if day % 3 else "Der Rat traf sich am Montag in Wien.",
            "title": f"Talks, day {day}",
            "outlet": ("Wire", "Post", None)[day % 3],
            "url": f"https://news.example/{day}",
        }
        for day in range(1, 13)
    ]
    source = root / "articles.jsonl"
    source.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipelines.build.LONGEST_BATCH", 5)
        build.build([source], out=root / "tables")
    return root / "tables"


@pytest.fixture
def whole(folder: Path) -> Tables:
    return read_tables(folder)


@pytest.fixture
def large(folder: Path) -> LargeTables:
    return LargeTables(Published(folder), Remembered().get)


def test_the_articles_are_those_of_the_build(whole: Tables, large: LargeTables) -> None:
    assert len(large.published.parts) > 2
    assert count_articles(large.published.folder) == 12
    pd.testing.assert_frame_equal(large.articles, whole.articles, check_dtype=False)


@pytest.mark.parametrize("table", TABLES)
def test_rows_of_a_few_articles_are_the_same_rows(
    whole: Tables, large: LargeTables, table: str
) -> None:
    some = list(whole.articles["article_id"].iloc[[1, 4, 9]])
    expected = getattr(summaries.only(whole, some), table).reset_index(drop=True)
    read = getattr(summaries.only(large, some), table).reset_index(drop=True)
    pd.testing.assert_frame_equal(read, expected, check_dtype=False)


def test_articles_come_in_the_order_asked_for(whole: Tables, large: LargeTables) -> None:
    ids = list(whole.articles["article_id"].iloc[[9, 1, 4]])
    assert list(summaries.in_order(large, ids).articles["article_id"]) == ids


VIEWS: tuple[Callable[[Tables], object], ...] = (
    summaries.theme_reach,
    summaries.theme_shares,
    summaries_voices.agenda,
    summaries_themes.theme_gaps,
    summaries_themes.element_reach,
    summaries_themes.topic_reach,
    summaries_voices.actor_reach,
    summaries_voices.speaker_kinds,
    summaries.flag_rates,
    summaries.outlets,
    summaries.copy_groups,
    summaries_glance.event_sizes,
    summaries_glance.copied,
    summaries_glance.grimmest_own_voice,
    summaries_glance.unnamed_sources,
    summaries_glance.left_out,
    counts,
)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.__name__)
@pytest.mark.parametrize("selection", [Selection(), Selection(outlets=("Wire",))], ids=str)
def test_views_agree_whether_tables_are_whole_or_not(
    whole: Tables,
    large: LargeTables,
    monkeypatch: pytest.MonkeyPatch,
    view: Callable[[Tables], object],
    selection: Selection,
) -> None:
    monkeypatch.setattr(published, "MOST_DETAILED", 1)  # so that tables are read as for 100,000
    if view is summaries_glance.grimmest_own_voice:
        monkeypatch.setattr(published, "MOST_DETAILED", 500)  # it asks for a few articles only
    expected = view(apply(whole, selection))
    found = view(apply(large, selection))
    assert _plain(found) == _plain(expected)


@pytest.mark.parametrize("selection", [Selection(), Selection(events=("by hand",))], ids=str)
def test_moved_articles_are_where_they_were_put_whether_tables_are_whole_or_not(
    whole: Tables, large: LargeTables, selection: Selection
) -> None:
    moves = {whole.articles["article_id"].iloc[place]: "by hand" for place in (2, 7)}
    view = summaries_glance.event_sizes
    found = view(apply(moved(large, moves), selection))
    assert _plain(found) == _plain(view(apply(moved(whole, moves), selection)))
    assert found.set_index("event_id").loc["by hand", "n_articles"] == 2
    assert "by hand" not in set(large.events["event_id"])  # what others read is left as it was


def _plain(value: object) -> object:
    if isinstance(value, pd.DataFrame):
        rows = value.reset_index().astype(object).map(_round).astype(str)
        return sorted(map(tuple, rows[sorted(rows.columns, key=str)].to_numpy().tolist()))
    return str(value)


def _round(cell: object) -> object:
    if isinstance(cell, (int, float)):
        return f"{cell:.5f}"
    return "" if cell is None or cell is pd.NaT else cell


def test_every_sentence_of_too_many_articles_is_refused(
    large: LargeTables, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(published, "MOST_DETAILED", 3)
    with pytest.raises(TooMany):
        _ = large.sentences
    some = list(large.ids[:3])
    assert set(rows_of(large, "sentences", some)["article_id"]) == set(some)


def test_a_damaged_file_is_told_and_not_read(folder: Path, tmp_path: Path) -> None:
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    hurt = next(tmp_path.glob("themes-*.parquet"))
    content = bytearray(hurt.read_bytes())
    content[len(content) // 2] ^= 1
    hurt.write_bytes(content)
    large = LargeTables(Published(tmp_path), Remembered().get)
    with pytest.raises(TableError, match="damaged"):
        _ = large.themes


def test_of_values_alike_what_was_used_least_recently_is_forgotten_first() -> None:
    kept = Remembered(limit=130, clock=lambda: 0.0)  # bytes: room for two of the three
    made: list[str] = []

    def value(name: str) -> str:
        def make() -> str:
            made.append(name)
            return name * 4

        return kept.get(name, make)

    for name in ("a", "b", "a", "c", "a", "b"):
        value(name)
    assert made == ["a", "b", "c", "b"], "b went when c came, since a had been used since"


def test_what_is_quick_to_make_for_its_size_is_forgotten_before_what_is_slow() -> None:
    seconds = [0.0]
    kept = Remembered(limit=250, clock=lambda: seconds[0])

    def value(length: int, took: float) -> str:
        def make() -> str:
            seconds[0] += took
            return "x" * length

        return kept.get((length, took), make)

    value(5, 8.0)
    for length in (10, 11, 12):
        value(length, 0.1)
    before = seconds[0]
    value(5, 8.0)
    assert seconds[0] == before, "slow and small: kept while columns came and went"
    assert kept.n_bytes <= 250


def test_parts_and_token_are_of_one_build(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def counted(path: Path, mode: str = "r", *given: object, **named: object) -> object:
        read.append(path.name)
        return really(path, mode, *given, **named)

    really = Path.open
    monkeypatch.setattr(Path, "open", counted)
    Published(folder)
    assert read.count("run.json") == 1


def test_a_table_without_rows_is_remembered_too() -> None:
    kept = Remembered()
    made = [kept.get("none", lambda: pd.DataFrame(index=pd.Index([]))) for _ in range(2)]
    assert made[0] is made[1]


def test_what_nobody_asks_for_goes_in_the_end_however_slow_it_was() -> None:
    seconds = [0.0]
    kept = Remembered(limit=250, clock=lambda: seconds[0])

    def make(took: float) -> str:
        seconds[0] += took
        return "x" * 10

    kept.get("slow", lambda: make(5.0))
    for number in range(100):
        kept.get(number, lambda: make(1.0))
    before = seconds[0]
    kept.get("slow", lambda: make(5.0))
    assert seconds[0] == before + 5.0


def test_what_one_is_making_another_waits_for_and_others_do_not() -> None:
    kept = Remembered()
    begun, go_on = threading.Event(), threading.Event()
    made: list[str] = []

    def slow() -> str:
        made.append("slow")
        begun.set()
        assert go_on.wait(10)
        return "value"

    with ThreadPoolExecutor(2) as visitors:
        first = visitors.submit(kept.get, "slow", slow)
        assert begun.wait(10)
        second = visitors.submit(kept.get, "slow", slow)
        assert kept.get("other", lambda: "quick") == "quick"
        go_on.set()
        assert first.result(10) == second.result(10) == "value"
    assert made == ["slow"]


def test_what_could_not_be_made_is_tried_again() -> None:
    kept = Remembered()

    def fails() -> str:
        raise TooMany("no")

    with pytest.raises(TooMany):
        kept.get("key", fails)
    assert kept.get("key", lambda: "made") == "made"


def test_a_text_counts_by_its_bytes_and_a_collection_by_what_it_holds() -> None:
    assert 1_000 < weight("x" * 1_000) < 1_100
    assert weight(["x" * 1_000] * 5) > 5_000
    assert weight({"a": pd.DataFrame({"n": range(1_000)})}) > 8_000


def test_a_selection_of_a_large_corpus_counts_by_the_rows_that_it_copies(
    large: LargeTables,
) -> None:
    some = large.only(large.ids[:6])
    assert weight(some) >= some.articles.memory_usage().sum()
    assert weight(large) < large.articles.memory_usage().sum(), "held once, by the corpus"


@pytest.fixture(scope="module")
def own() -> Tables:
    """Two articles of a visitor, one of which tells what the stored ones tell."""
    texts = (TALKS.format(day=30), "The harbour was calm, Ana Kolm said. Bread was warm.")
    return compare_articles(score_articles([Article(text, outlet="Mine") for text in texts]))


@pytest.mark.parametrize("table", TABLES)
def test_own_articles_beside_a_large_corpus_have_the_rows_of_both(
    whole: Tables, large: LargeTables, own: Tables, table: str
) -> None:
    beside = BesideLarge(large, own, Remembered().get)
    rows = getattr(beside, table)
    both = concat([whole, own])
    assert len(rows) == len(getattr(both, table))
    columns = list(rows)
    expected = getattr(both, table)[columns].astype("object").reset_index(drop=True)
    pd.testing.assert_frame_equal(rows.astype("object"), expected, check_dtype=False)


def test_own_articles_are_found_counted_and_moved_among_many(
    large: LargeTables, own: Tables
) -> None:
    beside = BesideLarge(large, own, Remembered().get)
    stored, mine = large.ids[0], own.articles["article_id"].iloc[1]
    few = beside.only([mine, stored, "nobody"])
    assert list(few.articles["article_id"]) == [mine, stored]
    assert set(few.sentences["article_id"]) == {mine, stored}
    assert set(rows_of(beside, "texts", [mine])["article_id"]) == {mine}
    assert list(apply(beside, Selection(outlets=("Mine",))).articles["article_id"]) == list(
        own.articles["article_id"]
    )
    assert counts(beside).outlets["Mine"] == 2
    assert len(counted_once(beside).articles) <= len(beside.articles)
    event = large.events.set_index("article_id").loc[stored, "event_id"]
    there = moved(beside, {mine: event}).events.set_index("article_id")["event_id"]
    assert there[mine] == event
    assert len(there) == len(beside.events)


def test_an_article_that_is_stored_too_is_there_once(whole: Tables, large: LargeTables) -> None:
    first = summaries.only(whole, [large.ids[0]])
    beside = BesideLarge(large, first, Remembered().get)
    assert list(beside.ids) == list(large.ids)
    assert len(beside.sentences) == len(large.sentences)


def test_all_who_choose_the_same_articles_share_one_frame(large: LargeTables) -> None:
    ids = list(large.articles["article_id"].iloc[[1, 4, 9]])
    one, other = large.only(ids), large.only(ids)
    assert one.articles is other.articles
    assert large.only(ids[::-1]).articles is not one.articles


@pytest.mark.parametrize("table", ["themes", "flags", "quotes", "actors", "elements"])
def test_rows_of_some_are_the_same_whether_all_rows_are_here_or_not(
    folder: Path, monkeypatch: pytest.MonkeyPatch, table: str
) -> None:
    monkeypatch.setattr(published, "MOST_DETAILED", 1)
    monkeypatch.setattr(published, "_AT_ONCE", 2)  # so that a table is put together from pieces
    read: list[tuple[str, bool]] = []
    whole_of = Published.whole

    def counted(self: Published, name: str, choice: object = None) -> pd.DataFrame:
        read.append((name, choice is None))
        return whole_of(self, name, choice)

    monkeypatch.setattr(Published, "whole", counted)
    ids = list(Published(folder).articles["article_id"].iloc[::2])
    without = LargeTables(Published(folder), Remembered().get).only(ids).table(table)
    all_of_them = LargeTables(Published(folder), Remembered().get)
    all_of_them.table(table)
    beside = all_of_them.only(ids).table(table)
    assert read == [(table, False), (table, True)], "all rows are not read for the sake of some"
    pd.testing.assert_frame_equal(without.astype("object"), beside.astype("object"))
    assert set(without["article_id"]) <= set(ids)


@pytest.mark.parametrize("table", TABLES)
def test_rows_are_counted_without_being_read(
    whole: Tables, large: LargeTables, monkeypatch: pytest.MonkeyPatch, table: str
) -> None:
    assert n_rows(large, table=table) == n_rows(whole, table=table) == len(getattr(whole, table))
    monkeypatch.setattr(published, "MOST_DETAILED", 1)
    some = list(whole.articles["article_id"].iloc[::2])
    if table in published.DETAILED:
        with pytest.raises(TooMany):
            n_rows(large, table=table)
        return
    part = summaries.only(whole, some)
    assert n_rows(large.only(some), table=table) == len(getattr(part, table))
    monkeypatch.setattr(Published, "whole", None)
    assert n_rows(large, table=table) == len(getattr(whole, table)), "by the manifest alone"
