"""The commands do what the contract says, and every error says what, where and what to do."""

import errno
import json
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.__main__ import main
from pipelines.build import SAMPLE_TABLES

STORY = "Ministers met in Vienna on Friday. They agreed on a treaty about the river.\n"
KEYS = {
    "article_id": str,
    "path": str,
    "title": (str, type(None)),
    "outlet": (str, type(None)),
    "author": (str, type(None)),
    "published_at": (str, type(None)),
    "url": (str, type(None)),
    "language": (str, type(None)),
    "n_words": int,
    "n_sentences": int,
    "topic": (str, type(None)),
    "story_theme": (str, type(None)),
    "text": str,
    "scores": dict,
    "themes": list,
    "actors": list,
    "quotes": list,
    "flags": list,
    "implied_window": dict,
    "sentences": list,
    "removed": list,
}


def score(capsys: pytest.CaptureFixture[str], *inputs: Path | str) -> list[dict]:
    assert main(["score", *map(str, inputs)]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def assert_keeps_the_contract(record: dict) -> None:
    assert set(record) == set(KEYS)
    for key, kinds in KEYS.items():
        assert isinstance(record[key], kinds), key
    for row in (*record["quotes"], *record["implied_window"]["clues"]):
        assert record["text"][row["start_char"] : row["end_char"]] == row["text"]
    for flag in record["flags"]:
        assert flag["state"] in ("triggered", "clear", "cannot assess")
        for mark in flag["marks"]:
            if mark["field"] != "raw_text":
                field = record[mark["field"]]
                assert field[mark["start_char"] : mark["end_char"]] == mark["text"]
    for sentence in record["sentences"]:
        assert record["text"][sentence["start_char"] : sentence["end_char"]].strip()
        assert sentence["voice"] in ("narrator", "quoted", "mixed")


def test_score_prints_one_object_per_article(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "b.txt").write_text("“We are very happy with it,” said Jonas Beld.\n" + STORY)
    records = score(capsys, tmp_path)
    assert len(records) == 2
    for record in records:
        assert_keeps_the_contract(record)
    assert records[1]["quotes"][0]["speaker"] == "Jonas Beld"


def test_score_of_the_seeds_keeps_the_contract(
    seeds: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    records = score(capsys, *seeds)
    assert len(records) == 4
    for record in records:
        assert_keeps_the_contract(record)


def test_score_names_what_was_removed_from_the_second_seed_and_who_speaks(
    seeds: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    (record,) = score(capsys, seeds[1])
    removed = " ".join(" ".join(row["text"].split()) for row in record["removed"])
    for chrome in ("Smiley face", "Weather Live Markets", "Share.", "Leave A Reply"):
        assert chrome in removed
        assert chrome not in " ".join(record["text"].split())
    assert all(row["reason"] for row in record["removed"])
    kinds = {row["speaker"]: row["speaker_kind"] for row in record["quotes"] if row["speaker"]}
    for name in ("Korosteleva", "Taylor", "Kreps"):
        assert {kind for speaker, kind in kinds.items() if name in speaker} == {"named"}
    assert {kind for speaker, kind in kinds.items() if "diplomat" in speaker} == {"unnamed"}


def test_score_reads_the_metadata_of_the_third_seed(
    seeds: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    (record,) = score(capsys, seeds[2])
    assert record["url"].startswith("https://usa-news.biz/2025/02/22/")
    assert record["author"] == "Jean-Pierre CHALLOT"
    assert record["published_at"] == "2025-02-22T14:42:26+00:00"
    for footer in ("first appeared on", "Copyright", "Source link"):
        assert footer not in record["text"]


def test_a_bad_input_gets_one_clear_line_and_the_rest_goes_through(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "good.txt").write_text(STORY)
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    (tmp_path / "table.csv").write_text("id,price\n1,2\n")
    (tmp_path / "empty").mkdir()
    inputs = ["good.txt", "picture.txt", "table.csv", "empty", "missing.txt"]
    arguments = [str(tmp_path / name) for name in inputs]
    assert main(["build", *arguments, "--out", str(tmp_path / "out")]) == 0
    captured = capsys.readouterr()
    assert "Published 1 article" in captured.out
    lines = [line for line in captured.err.splitlines() if line.startswith("Set aside:")]
    for name in inputs[1:]:
        assert sum(name in line for line in lines) == 1, (name, lines)
    (table_line,) = (line for line in lines if "table.csv" in line)
    assert "text" in table_line
    assert "price" in table_line


def test_nothing_readable_is_exit_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", str(tmp_path / "nowhere"), "--out", str(tmp_path / "out")]) == 1
    assert main(["score", str(tmp_path / "nowhere")]) == 1
    assert "nowhere" in capsys.readouterr().err


def test_a_build_that_reads_nothing_says_why_of_each_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "scan.txt").write_bytes(b"%PDF-1.7")
    assert main(["build", str(tmp_path / "scan.txt"), "--out", str(tmp_path / "out")]) == 1
    assert "a PDF document" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["build", "STORY", "--out", "STORY"], 2, "Name a folder"),
        (["build", "STORY", "--out", "STORY/below"], 2, "Name a folder"),
        (["build", "STORY", "--out", "/proc/x"], 2, "Check the path"),
        (["collect", "http://127.0.0.1/", "--into", "STORY"], 2, "Name a folder"),
        (["dashboard", "--data", "STORY"], 1, "Name the folder"),
        (["brief", "--data", "STORY"], 1, "Name the folder"),
    ],
)
def test_a_place_that_cannot_be_used_is_one_line_that_names_it(
    arguments: list[str], code: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "story.txt").write_text(STORY)
    arguments = [one.replace("STORY", str(tmp_path / "story.txt")) for one in arguments]
    assert main(arguments) == code
    line = capsys.readouterr().err.splitlines()[-1]
    assert arguments[-1] in line
    assert said in line


def test_a_full_disk_is_told_and_publishes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    (tmp_path / "story.txt").write_text(STORY)
    monkeypatch.setattr("pipelines.whole_files.os.fsync", full)
    assert main(["build", str(tmp_path / "story.txt"), "--out", str(tmp_path / "out")]) == 1
    assert "No space left" in capsys.readouterr().err
    assert list((tmp_path / "out").iterdir()) == []


def test_a_brief_that_cannot_be_written_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    page = tmp_path / "brief.html"
    page.write_text("the old one")
    monkeypatch.setattr("pipelines.whole_files.os.fsync", full)
    with pytest.raises(SystemExit):
        main(["brief", "--data", str(SAMPLE_TABLES), "--out", str(page)])
    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [
        ("brief.html", "the old one")
    ]


@pytest.mark.parametrize(
    "arguments",
    [["score"], ["build", "--workers", "none"], ["nonsense"], [], ["score", "x", "--tone", "loud"]],
)
def test_wrong_usage_is_exit_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_the_dashboard_refuses_a_folder_without_tables(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["dashboard", "--data", str(tmp_path)]) == 1
    assert "parallax build" in capsys.readouterr().err


def test_results_go_to_stdout_and_messages_to_stderr(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    done = subprocess.run(
        [sys.executable, "-m", "pipelines", "score", str(tmp_path), str(tmp_path / "missing")],
        capture_output=True,
        text=True,
        check=True,
    )
    (line,) = done.stdout.splitlines()
    assert json.loads(line)["text"] == STORY.strip()
    assert "missing" in done.stderr
