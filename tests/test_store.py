"""Publishing is atomic, and damage is noticed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines import read_tables, score_articles, store
from pipelines.articles import Article
from pipelines.schemas import TABLES, TableError
from pipelines.store import MANIFEST, NoTables, publish, write_part, writing


def publish_text(folder: Path, text: str) -> dict[str, dict[str, object]]:
    tables = score_articles([Article(text, title="A title")])
    with writing(folder):
        written = write_part(folder, {name: getattr(tables, name) for name in TABLES})
        publish(folder, {"parts": [{"key": "1", "tables": written}]})
    return written


def test_a_folder_without_tables_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoTables, match=r"no tables here. Run `parallax build"):
        read_tables(tmp_path)


def test_tables_of_another_version_are_refused_with_the_way_out(tmp_path: Path) -> None:
    publish_text(tmp_path, "Ministers met on Friday.")
    manifest = json.loads((tmp_path / MANIFEST).read_text())
    manifest["tables_version"] = 999
    (tmp_path / MANIFEST).write_text(json.dumps(manifest))
    with pytest.raises(TableError, match=r"another version.*Run `parallax build` again"):
        read_tables(tmp_path)


def test_a_damaged_manifest_is_named(tmp_path: Path) -> None:
    publish_text(tmp_path, "Ministers met on Friday.")
    (tmp_path / MANIFEST).write_text("{")
    with pytest.raises(TableError, match=r"run\.json is damaged"):
        read_tables(tmp_path)


@pytest.mark.parametrize("table", ["articles", "sentences", "flags"])
def test_any_flipped_bit_is_noticed(tmp_path: Path, table: str) -> None:
    written = publish_text(tmp_path, "Ministers met on Friday. They agreed on a treaty.")
    path = tmp_path / str(written[table]["file"])
    whole = path.read_bytes()
    for position in range(0, len(whole), len(whole) // 10):
        damaged = bytearray(whole)
        damaged[position] ^= 0x10
        path.write_bytes(damaged)
        with pytest.raises(TableError, match=r"is damaged. Run `parallax build` again"):
            read_tables(tmp_path)


def test_a_truncated_file_is_noticed(tmp_path: Path) -> None:
    written = publish_text(tmp_path, "Ministers met on Friday.")
    path = tmp_path / str(written["articles"]["file"])
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(TableError, match="is damaged"):
        read_tables(tmp_path)


def test_a_missing_file_is_noticed(tmp_path: Path) -> None:
    written = publish_text(tmp_path, "Ministers met on Friday.")
    (tmp_path / str(written["articles"]["file"])).unlink()
    with pytest.raises(TableError, match="is missing"):
        read_tables(tmp_path)


def test_publishing_again_leaves_only_the_files_of_the_new_tables(tmp_path: Path) -> None:
    publish_text(tmp_path, "Ministers met on Friday.")
    written = publish_text(tmp_path, "Ministers met on Monday, and failed.")
    files = {path.name for path in tmp_path.iterdir()}
    assert files == {MANIFEST, *(str(entry["file"]) for entry in written.values())}


@pytest.mark.parametrize("nth", range(12))
def test_a_crash_at_any_write_leaves_the_old_tables_or_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nth: int
) -> None:
    publish_text(tmp_path, "Old news from Monday.")
    replaced = []
    really_replace = os.replace

    def fail_at_nth(source: Path, target: Path) -> None:
        replaced.append(target)
        if len(replaced) == nth + 1:
            raise OSError("no space left on device")
        really_replace(source, target)

    monkeypatch.setattr(os, "replace", fail_at_nth)
    try:
        publish_text(tmp_path, "New news from Friday.")
    except OSError:
        published = "Old news from Monday."
    else:
        published = "New news from Friday."
    monkeypatch.setattr(os, "replace", really_replace)
    assert list(read_tables(tmp_path).texts["text"]) == [published]
    assert not list(tmp_path.glob(".*.tmp"))


def test_two_builds_do_not_write_to_one_folder(tmp_path: Path) -> None:
    with writing(tmp_path), pytest.raises(TableError, match="another build"), writing(tmp_path):
        pass


@pytest.mark.skipif(store.fcntl is None, reason="a dead process cannot be told apart elsewhere")
@pytest.mark.parametrize("written", ["999999999", "1", str(os.getpid()), ""])
def test_the_lock_of_a_build_that_crashed_is_taken_over(tmp_path: Path, written: str) -> None:
    (tmp_path / ".lock").write_text(written)
    with writing(tmp_path):
        pass
    assert not (tmp_path / ".lock").exists()


def test_a_lock_that_is_held_but_not_yet_written_is_left_to_its_holder(tmp_path: Path) -> None:
    with writing(tmp_path):
        (tmp_path / ".lock").write_text("")
        with pytest.raises(TableError, match="another build"), writing(tmp_path):
            pass
        assert (tmp_path / ".lock").exists()


@pytest.mark.skipif(store.fcntl is None, reason="files cannot be locked")
def test_the_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    hold = (
        "import os, sys, pathlib; from pipelines.store import writing\n"
        "with writing(pathlib.Path(sys.argv[1])): os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", hold, str(tmp_path)], check=False)
    assert (tmp_path / ".lock").exists()
    with writing(tmp_path):
        pass


def test_one_build_writes_to_a_folder_also_where_files_cannot_be_locked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "fcntl", None)
    with writing(tmp_path), pytest.raises(TableError, match="delete"), writing(tmp_path):
        pass
    assert not (tmp_path / ".lock").exists()
