"""A build rescores what changed, loses nothing, and survives bad input."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

from pipelines import build as building
from pipelines import compare_articles, comparing, read_tables
from pipelines.articles import Article
from pipelines.build import NothingRead, batches, build
from pipelines.copies import Copy, Outline
from pipelines.schemas import COMPARED
from pipelines.store import read_manifest

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
