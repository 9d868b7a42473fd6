"""Figures of the flags: what they count, on labelled sets made up for the test."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from pipelines.evaluation import figures
from pipelines.evaluation.figures import area_under_curve, f1
from pipelines.evaluation.flags import SOLID, quiet_on_reporting, wording_agreement
from pipelines.evaluation.pages import page_agreement
from pipelines.evaluation.parts import part_of
from tests.asking import HONEST


@pytest.fixture(autouse=True)
def few_resamples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "_RESAMPLES", 20)


def write(path: Path, rows: list[dict[str, object]]) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)


@pytest.mark.parametrize(
    ("found", "wanted", "area"),
    [
        ([1, 2, 3, 4], [0, 0, 1, 1], 1.0),
        ([4, 3, 2, 1], [0, 0, 1, 1], 0.0),
        ([1, 1, 1, 1], [0, 1, 0, 1], 0.5),
        ([1, 2, 2, 3], [0, 0, 1, 1], 0.875),
        ([1, 2], [1, 1], 0.5),
    ],
)
def test_area_under_the_curve_counts_pairs(
    found: list[float], wanted: list[float], area: float
) -> None:
    x, y = np.array(found, dtype=float), np.array(wanted, dtype=float)
    assert area_under_curve(x, y) == pytest.approx(area)


def test_f1_of_yes_and_no() -> None:
    assert f1(np.array([1.0, 1, 0]), np.array([1.0, 0, 1])) == pytest.approx(0.5)
    assert f1(np.zeros(2), np.zeros(2)) == 0.0


def test_loaded_words_tell_biased_sentences_apart(tmp_path: Path) -> None:
    loaded = "The corrupt regime made a shameful and disgraceful attack number {}."
    sober = "The council met in room {} on Friday and signed the paper."
    rows = [{"text": loaded.format(n), "label": "Biased"} for n in range(30)]
    rows += [{"text": sober.format(n), "label": "Non-biased"} for n in range(30)]
    write(tmp_path / "loaded_language.jsonl.gz", rows)
    (found,) = wording_agreement(tmp_path)
    assert found.value > 0.95
    assert 0 < found.n < 40  # part B alone


def ids(part: str, count: int) -> list[str]:
    return [one for one in map(str, range(count * 9)) if part_of(one) == part][:count]


def test_quiet_shares_are_of_solid_reporting_in_part_b_alone(tmp_path: Path) -> None:
    solid = sorted(SOLID)[0]
    wild = "You won't believe what these 9 shocking photos reveal!"
    rows = [
        {
            "id": one,
            "title": wild if n < 2 else f"Council votes on pier {n}",
            "outlet": outlet,
            "author": "Ann Lee",
            "published_at": "2019-04-01",
            "url": f"https://a.example/{outlet.replace(' ', '')}/{one}",
            "text": HONEST,
        }
        for outlet, part, count in ((solid, "B", 10), (solid, "A", 5), ("Elsewhere", "B", 2))
        for n, one in enumerate(ids(part, count))
    ]
    write(tmp_path / "articles.jsonl.gz", rows)
    found = {one.name: one for one in quiet_on_reporting(tmp_path)}
    assert found["sensational_style quiet"].value == pytest.approx(0.8)
    assert found["sensational_style quiet"].n == 10
    assert found["stock_phrases quiet"].value == 1.0
    assert found["fewer than three families"].value == 1.0


def test_a_set_that_is_not_there_is_no_figure(tmp_path: Path) -> None:
    assert wording_agreement(tmp_path) == []
    assert quiet_on_reporting(tmp_path) == []
    assert page_agreement(tmp_path) == []
