"""`parallax evaluate`: figures of part B, floors that hold and never sink by themselves."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from pipelines import evaluate
from pipelines.evaluation import figures
from pipelines.evaluation.figures import Figure, figure, macro_f1, pearson_r
from pipelines.evaluation.parts import is_for_choices, part_of
from pipelines.evaluation.tone import best_cuts, tone_agreement

GOOD = ("a wonderful success", "a generous gift", "a happy reunion", "an honest, brave answer")
BAD = ("a terrible failure", "a cruel murder", "a bitter defeat", "a shameful, corrupt deal")


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    """A small invented set in the form of the real ones."""
    folder = tmp_path / "eval"
    folder.mkdir()
    snippets = [
        {
            "article": article,
            "index": index,
            "text": f"Report {article} told of {phrase} in town {index}.",
            "rating": 2.0 if phrase in GOOD else -2.0,
        }
        for article in range(60)
        for index, phrase in enumerate((GOOD if article % 3 else BAD) + GOOD[:1] + BAD[:1])
    ]
    targeted = [
        {
            "text": f"Person {number} gave {(GOOD + BAD)[number % 8]}.",
            "targets": [
                {"mention": "Person", "tone": "positive" if number % 8 < 4 else "negative"}
            ],
        }
        for number in range(200)
    ]
    for name, rows in (("nyt_snippets", snippets), ("newsmtsc_train", targeted)):
        with gzip.open(folder / f"{name}.jsonl.gz", "wt", encoding="utf-8") as lines:
            lines.writelines(json.dumps(row) + "\n" for row in rows)
    return folder


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """Floors and results kept apart from those of the repository; tone alone is measured."""
    floors, validation = tmp_path / "floors.json", tmp_path / "data" / "validation.json"
    monkeypatch.setattr(evaluate, "_FLOORS", floors)
    monkeypatch.setattr(evaluate, "_VALIDATION", validation)
    monkeypatch.setattr(evaluate, "MEASURES", (tone_agreement,))
    monkeypatch.setattr(figures, "_RESAMPLES", 20)  # the full number is for real figures
    return floors, validation


def test_a_run_without_floors_writes_figures_with_their_n(labelled, files, capsys) -> None:
    assert evaluate.main(labelled) == 0
    stored = json.loads(files[1].read_text())
    assert "sentence tone r" in capsys.readouterr().out
    assert {f["model"] for f in stored["figures"]} >= {"vader", "without_topic_words", "fast"}
    for found in stored["figures"]:
        assert found["n"] > 1
        assert found["low"] <= found["value"] <= found["high"]
    assert set(stored["sets"]) == {"nyt_snippets", "newsmtsc_train"}
    assert any("human" in known["by"] for known in stored["published"])


def test_figures_are_of_part_b_only(labelled, files) -> None:
    evaluate.main(labelled)
    found = json.loads(files[1].read_text())["figures"]
    reported = [article for article in range(60) if part_of(f"nyt {article}") == "B"]
    n = {f["n"] for f in found if f["name"] == "article tone r"}
    assert n == {len(reported)}


def test_update_sets_floors_that_hold_the_next_time(labelled, files) -> None:
    assert evaluate.main(labelled, update=True) == 0
    assert json.loads(files[0].read_text())["floors"]
    assert evaluate.main(labelled) == 0


def test_a_figure_below_its_floor_fails_and_is_named(labelled, files, capsys) -> None:
    evaluate.main(labelled, update=True)
    stored = json.loads(files[0].read_text())
    key = "nyt_snippets | sentence tone r | vader"
    stored["floors"][key] = 1.01
    files[0].write_text(json.dumps(stored))
    files[1].unlink()
    assert evaluate.main(labelled) == 1
    assert key in capsys.readouterr().err
    assert not files[1].exists()
    assert evaluate.main(labelled, update=True) == 1
    assert json.loads(files[0].read_text())["floors"][key] == 1.01
    assert evaluate.main(labelled, update=True, allow_regression=True) == 0
    assert json.loads(files[0].read_text())["floors"][key] < 1.01


def test_floors_of_other_files_are_not_compared(labelled, files, capsys) -> None:
    evaluate.main(labelled, update=True)
    stored = json.loads(files[0].read_text())
    stored["floors"] = dict.fromkeys(stored["floors"], 1.01)
    stored["sets"] = dict.fromkeys(stored["sets"], "another file")
    files[0].write_text(json.dumps(stored))
    assert evaluate.main(labelled) == 0
    assert "not compared" in capsys.readouterr().err


def test_a_floor_without_a_figure_is_said_aloud(labelled, files, capsys) -> None:
    evaluate.main(labelled, update=True)
    stored = json.loads(files[0].read_text())
    stored["floors"]["nyt_snippets | sentence tone r | lost model"] = 0.9
    files[0].write_text(json.dumps(stored))
    evaluate.main(labelled)
    assert "lost model" in capsys.readouterr().err


def test_an_empty_folder_is_an_error_that_says_what_to_do(tmp_path, files, capsys) -> None:
    assert evaluate.main(tmp_path) == 1
    assert "--eval" in capsys.readouterr().err


def test_parts_are_stable_and_about_a_quarter_is_reported() -> None:
    parts = [part_of(f"key {number}") for number in range(4000)]
    assert 0.22 < parts.count("B") / 4000 < 0.28
    assert part_of("key 1") == part_of("key 1")
    folds = [sum(is_for_choices(f"key {n}", fold=fold) for fold in range(8)) for n in range(100)]
    assert folds == [1] * 100


@pytest.mark.parametrize(
    ("found", "wanted", "expected"),
    [
        ([1, 1, 0, -1], [1, 1, 0, -1], 1.0),
        ([0, 0, 0, 0], [1, 1, 0, -1], (0 + 0.4 + 0) / 3),
        ([1, 1, 1], [1, 1, 1], 1.0),
    ],
)
def test_macro_f1_is_the_mean_over_the_classes_that_people_used(found, wanted, expected) -> None:
    assert macro_f1(np.array(found), np.array(wanted)) == pytest.approx(expected)


def test_the_best_cuts_separate_what_can_be_separated() -> None:
    tones = np.linspace(-1, 1, 300)
    wanted = np.where(tones < -0.3, -1, np.where(tones > 0.5, 1, 0))
    lower, upper = best_cuts(tones, wanted)
    assert macro_f1((tones > upper).astype(int) - (tones < lower), wanted) > 0.95


def test_an_interval_holds_its_value_and_narrows_with_n() -> None:
    chance = np.random.default_rng(1)
    x = chance.normal(size=800)
    y = x + chance.normal(size=800)
    few = figure("r", "s", "m", x[:50], y[:50], measure=pearson_r)
    many = figure("r", "s", "m", x, y, measure=pearson_r)
    for f in (few, many):
        assert isinstance(f, Figure)
        assert f.low < f.value < f.high
    assert many.high - many.low < few.high - few.low


def test_all_right_is_no_certainty() -> None:
    def share(found, _):
        return float(found.mean())

    right = figure("share", "s", "m", [1.0] * 28, [1.0] * 28, measure=share)
    assert right.value == 1
    assert right.low == pytest.approx(0.8766, abs=1e-4)
    assert right.high == 1
    wrong = figure("share", "s", "m", [0.0] * 28, [0.0] * 28, measure=share)
    assert (wrong.low, wrong.high) == (0, pytest.approx(0.1234, abs=1e-4))


def test_correlation_with_a_constant_is_zero_not_an_error() -> None:
    assert pearson_r(np.zeros(5), np.arange(5.0)) == 0.0
