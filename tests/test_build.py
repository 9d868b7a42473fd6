"""A build rescores what changed, loses nothing, and survives bad input."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from pipelines import build as building
from pipelines import compare_articles, comparing, discover, read_tables
from pipelines.articles import Article
from pipelines.build import NothingRead, batches, build, make_reference
from pipelines.copies import Copy, Outline
from pipelines.schemas import COMPARED
from pipelines.store import read_manifest
from pipelines.taxonomy import DEFAULT

Edit = Callable[[list[dict[str, str]]], list[dict[str, str]]]

STORY = "Ministers met in Vienna on Friday. They agreed on a treaty about the river.\n"


def corpus(folder: Path, n: int) -> Path:
    folder.mkdir(exist_ok=True)
    for number in range(n):
        (folder / f"{number:03}.txt").write_text(f"{STORY}This is report {number} of many.\n")
    return folder


def test_a_second_build_scores_nothing_and_leaves_the_tables_alone(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "in", 5)
    build([folder], out=tmp_path / "out")
    before = (tmp_path / "out" / "run.json").read_bytes()
    report = build([folder], out=tmp_path / "out")
    assert (report.n_scored, report.n_reused, report.changed) == (0, 5, False)
    assert (tmp_path / "out" / "run.json").read_bytes() == before


def test_a_changed_article_costs_one_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "BATCH", 4)
    folder = corpus(tmp_path / "in", 24)
    build([folder], out=tmp_path / "out")
    (folder / "012.txt").write_text(STORY + "This one is new.\n")
    report = build([folder], out=tmp_path / "out")
    assert report.n_scored + report.n_reused == 24
    assert 1 <= report.n_scored <= 16
    fresh = build([folder], out=tmp_path / "fresh", full=True)
    assert fresh.n_scored == 24
    assert read_tables(tmp_path / "out").texts.equals(read_tables(tmp_path / "fresh").texts)


def test_a_new_article_shifts_no_other_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "BATCH", 8)
    articles = [Article(f"Report {number}.") for number in range(400)]
    before = {batch.key for batch in batches(articles, "rules")}
    after = {
        batch.key for batch in batches([*articles[:200], Article("New."), *articles[200:]], "rules")
    }
    assert len(after - before) <= 2


def test_full_scores_everything_again(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "in", 3)
    build([folder], out=tmp_path / "out")
    assert build([folder], out=tmp_path / "out", full=True).n_scored == 3


def test_a_damaged_file_is_scored_again(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "in", 3)
    build([folder], out=tmp_path / "out")
    next((tmp_path / "out").glob("articles-*.parquet")).write_bytes(b"")
    assert build([folder], out=tmp_path / "out").n_scored == 3
    assert len(read_tables(tmp_path / "out").articles) == 3


def test_two_workers_write_the_same_bytes_as_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "BATCH", 4)
    folder = corpus(tmp_path / "in", 10)
    build([folder], out=tmp_path / "one")
    # Workers run the main module again, and a page tested before leaves its own in that place.
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))
    build([folder], out=tmp_path / "two", workers=2)
    parts = [read_manifest(tmp_path / out)["parts"] for out in ("one", "two")]
    assert parts[0] == parts[1]


def test_everything_read_is_scored_reused_a_duplicate_or_set_aside(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "in", 4)
    (folder / "copy.txt").write_text((folder / "000.txt").read_text())
    (folder / "broken.txt").write_bytes(bytes(range(256)) * 8)
    report = build([folder], out=tmp_path / "out")
    assert report.n_articles == 4
    assert len(report.duplicates) == 1
    assert [Path(skipped.path).name for skipped in report.set_aside] == ["broken.txt"]
    assert report.n_read == 6
    assert read_manifest(tmp_path / "out")["counts"]["read"] == 6


def test_nothing_readable_publishes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "broken.txt").write_bytes(bytes(range(256)) * 8)
    with pytest.raises(NothingRead, match="no article could be read"):
        build([folder], out=tmp_path / "out")
    assert not (tmp_path / "out" / "run.json").exists()


def test_an_article_that_breaks_the_scoring_is_set_aside_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipelines import engine

    really_score = engine.score_articles

    def fail_on_poison(articles: list[Article], **options: object) -> object:
        if any("poison" in article.text for article in articles):
            raise RuntimeError("cannot digest")
        return really_score(articles, **options)

    monkeypatch.setattr(engine, "score_articles", fail_on_poison)
    folder = corpus(tmp_path / "in", 7)
    (folder / "poison.txt").write_text("A poison text.\n" + STORY)
    report = build([folder], out=tmp_path / "out")
    assert report.n_articles == 7
    assert [Path(skipped.path).name for skipped in report.set_aside] == ["poison.txt"]
    assert "cannot digest" in report.set_aside[0].message
    assert make_reference([folder], tmp_path / "own") == 7


@pytest.mark.parametrize("name", ["rates.tsv", "words.tsv", "phrases.tsv"])
def test_another_reference_set_means_other_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(building, "FOLDER", tmp_path)
    (tmp_path / name).write_text("articles\t1\n")
    before = building.rules_digest(DEFAULT, "fast", tmp_path)
    (tmp_path / name).write_text("articles\t2\n")
    assert building.rules_digest(DEFAULT, "fast", tmp_path) != before


def paragraphs(number: int) -> str:
    """A text of a hundred words that shares no run of words with any other number."""
    return " ".join(f"word{number}x{place}" for place in range(100)) + ".\n"


def test_a_corpus_in_parts_is_compared_as_if_it_were_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "BATCH", 4)
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number:02}.txt").write_text(paragraphs(number % 20) + f"End {number}.\n")
    build([folder], out=tmp_path / "out")
    tables = read_tables(tmp_path / "out")
    assert len(tables.pairs) == 10
    whole = compare_articles(tables)
    for table in COMPARED:
        assert getattr(tables, table).equals(getattr(whole, table)), table


def test_an_added_article_is_measured_against_its_likes_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "BATCH", 4)
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number:02}.txt").write_text(paragraphs(number // 2) + f"End {number}.\n")
    build([folder], out=tmp_path / "out")
    measured: list[set[str]] = []
    really_measured = comparing.measured

    def counted(one: Outline, other: Outline) -> Copy | None:
        measured.append({one.article_id, other.article_id})
        return really_measured(one, other)

    monkeypatch.setattr(comparing, "measured", counted)
    new = folder / "99.txt"
    new.write_text(paragraphs(0) + "Another end.\n")
    build([folder], out=tmp_path / "out")
    assert len(measured) == 2
    assert len(set.intersection(*measured)) == 1
    again = build([folder], out=tmp_path / "fresh", full=True)
    assert again.n_scored == 41
    assert read_tables(tmp_path / "out").pairs.equals(read_tables(tmp_path / "fresh").pairs)


def reports(n: int) -> list[dict[str, str]]:
    """Reports in groups that share an event, a page's notice and, now and then, a whole text."""
    notice = "Sign up for our morning letter and read the best of the day before it begins."
    day = "Envoys of Norland and Sudria met in Korval on"
    return [
        {
            "title": f"Report {number}",
            "url": f"https://paper{number % 5}.example/{number}",
            "outlet": f"Paper {number % 5}",
            "published_at": f"2025-03-{1 + number % 25:02}",
            "text": f"{day} {12 + number % 3} March 2025. {paragraphs(number % 9)}"
            f"{notice if number % 2 else 'No notice.'}\nThe end of report {number}.",
        }
        for number in range(n)
    ]


def appended(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return [*rows, {**rows[0], "url": "https://new.example/", "outlet": "New"}]


def inserted(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return [*rows[:7], {**rows[3], "url": "https://new.example/", "outlet": "New"}, *rows[7:]]


def changed(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return [*rows[:9], {**rows[9], "text": rows[9]["text"] + "\nMore."}, *rows[10:]]


def retitled(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return [*rows[:9], {**rows[9], "title": "Another title"}, *rows[10:]]


def removed(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return [*rows[:11], *rows[12:]]


def written(path: Path, rows: list[dict[str, str]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize("edit", [appended, inserted, changed, retitled, removed])
def test_a_rebuild_scores_one_article_and_gives_the_bytes_of_a_full_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, edit: Edit
) -> None:
    monkeypatch.setattr(building, "BATCH", 8)
    monkeypatch.setattr(discover, "ENOUGH", 20)
    rows = reports(40)
    source = written(tmp_path / "in.jsonl", rows)
    build([source], out=tmp_path / "out")
    written(source, edit(rows))
    report = build([source], out=tmp_path / "out")
    assert report.n_scored == (0 if edit is removed else 1)
    build([source], out=tmp_path / "fresh")
    rebuilt, fresh = (read_manifest(tmp_path / out)["parts"] for out in ("out", "fresh"))
    assert rebuilt == fresh
    assert len(read_tables(tmp_path / "out").pairs) > 10, "there was something to compare"


def test_a_line_put_in_before_an_article_moves_its_path_and_costs_no_scoring(
    tmp_path: Path,
) -> None:
    source = written(tmp_path / "in.jsonl", reports(3))
    build([source], out=tmp_path / "out")
    source.write_text("\n\n" + source.read_text(encoding="utf-8"), encoding="utf-8")
    report = build([source], out=tmp_path / "out")
    assert (report.n_scored, report.changed) == (0, True)
    paths = read_tables(tmp_path / "out").articles["path"]
    assert [path.rpartition(":")[2] for path in paths] == ["3", "4", "5"]


def test_a_damaged_file_is_not_taken_over_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "BATCH", 8)
    rows = reports(12)
    source = written(tmp_path / "in.jsonl", rows)
    build([source], out=tmp_path / "out")
    for file in (tmp_path / "out").glob("quotes-*.parquet"):
        file.write_bytes(b"")
    for file in (tmp_path / "out").glob("signatures-*.parquet"):
        file.write_bytes(b"")
    written(source, appended(rows))
    assert build([source], out=tmp_path / "out").n_scored == 13
