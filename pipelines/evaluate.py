"""`parallax evaluate`: agreement with human labels, against floors that may only rise."""

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from math import floor
from pathlib import Path
from typing import Any

from pipelines.evaluation.across import copy_agreement, event_agreement
from pipelines.evaluation.contradictions import contradiction_agreement
from pipelines.evaluation.figures import Figure
from pipelines.evaluation.flags import quiet_on_reporting, wording_agreement
from pipelines.evaluation.labelled import digest
from pipelines.evaluation.pages import page_agreement
from pipelines.evaluation.positions import position_agreement
from pipelines.evaluation.quotes import quote_agreement
from pipelines.evaluation.tone import tone_agreement
from pipelines.evaluation.topics import story_theme_agreement, topic_agreement
from pipelines.tone import deep_available, tone_model_name

_ROOT = Path(__file__).parents[1]
_FLOORS = _ROOT / "tests" / "floors.json"
_LABELS = _ROOT / "tests" / "labels"
_VALIDATION = _ROOT / "data" / "validation.json"

MEASURES: tuple[Callable[[Path], list[Figure]], ...] = (
    tone_agreement,
    quote_agreement,
    position_agreement,
    topic_agreement,
    story_theme_agreement,
    wording_agreement,
    quiet_on_reporting,
    page_agreement,
    copy_agreement,
    event_agreement,
    contradiction_agreement,
)

# What others reached, shown beside our figures; never compared with a floor.
PUBLISHED: tuple[dict[str, str | float], ...] = (
    {
        "name": "sentence tone r",
        "set": "nyt_snippets",
        "by": "one human rater against the mean of twenty",
        "value": 0.746,
    },
    {
        "name": "sentence tone r",
        "set": "nyt_snippets",
        "by": "VADER, as published with the set",
        "value": 0.492,
    },
    {
        "name": "sentence tone macro-F1",
        "set": "newsmtsc_train",
        "by": "transformer told which person is meant (another task: tone towards a target)",
        "value": 0.83,
    },
    {
        "name": "loaded words AUC",
        "set": "loaded_language",
        "by": "intensity of plain VADER",
        "value": 0.55,
    },
    {
        "name": "accuracy",
        "set": "clickbait_headlines",
        "by": "as published with the set",
        "value": 0.93,
    },
    {
        "name": "F1",
        "set": "clickbait_posts",
        "by": "best of the shared task",
        "value": 0.68,
    },
    {
        "name": "subjectivity macro-F1",
        "set": "subjectivity",
        "by": "systems of the shared task (another measure)",
        "value": 0.66,
    },
    {
        "name": "body token F1",
        "set": "html_pages",
        "by": "trafilatura, as published (other pages)",
        "value": 0.958,
    },
)

_PARTS = (
    "Every set is split by a hash of the article (nyt_snippets) or of the text, and every figure "
    "and floor is of part B. Tone models, word lists and cut-offs saw part A alone (three "
    "quarters). Some figures are optimistic, since part B was seen: topics, whose terms were "
    "chosen with both parts in view; events, whose cut-offs were chosen on the same labels; most "
    "flags on solid reporting, whose thresholds are older than the parts. Positions were judged "
    "by one reader, on articles of part A that no rule had been mended on; those of part B had "
    "been by then."
)


def main(eval_dir: Path, *, update: bool = False, allow_regression: bool = False) -> int:
    """Print every measure beside its floor; 1 if one is below or nothing could be measured.

    Writes `data/validation.json` when all floors hold. `update` raises the floors to what was
    measured, and lowers none unless `allow_regression`. Floors belong to the files they were set
    on: a figure of a set with another digest is printed and not compared.
    """
    figures = [figure for measure in MEASURES for figure in measure(eval_dir)]
    if not figures:
        print(
            f"{eval_dir}: no labelled set found here. Name their folder with --eval.",
            file=sys.stderr,
        )
        return 1
    digests = {name: digest(_file(eval_dir, name)) for name in sorted({f.set for f in figures})}
    stored = _read(_FLOORS)
    comparable = {
        name for name, value in digests.items() if stored["sets"].get(name, value) == value
    }
    floors = {f.key: stored["floors"].get(f.key) for f in figures if f.set in comparable}
    below = [f for f in figures if floors.get(f.key) is not None and f.value < floors[f.key]]
    _print(figures, floors)
    _report_uncompared(figures, stored["floors"], sorted(set(digests) - comparable))
    for figure in below:
        print(
            f"below its floor of {floors[figure.key]}: {figure.key} = {figure.value}",
            file=sys.stderr,
        )
    if below and not (update and allow_regression):
        return 1
    if update:
        _raise_floors(figures, stored, digests, allow_regression=allow_regression)
    _write(_VALIDATION, _validation(figures, digests))
    return 0


def _file(folder: Path, name: str) -> Path:
    return sorted([*folder.glob(f"{name}.*"), *_LABELS.glob(f"{name}.*")])[0]


def _read(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {"sets": {}, "floors": {}}
    stored: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return stored


def _write(path: Path, content: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _print(figures: Sequence[Figure], floors: dict[str, float | None]) -> None:
    print(
        f"{'set':<22} {'measure':<24} {'model':<20} {'n':>6} {'value':>6} {'95 %':>12} {'floor':>5}"
    )
    for f in figures:
        interval = "" if f.low is None or f.high is None else f"{f.low:.3f}..{f.high:.3f}"
        least = floors.get(f.key)
        row = f"{f.set:<22} {f.name:<24} {f.model:<20} {f.n:>6} {f.value:>6.3f} {interval:>12}"
        print(row if least is None else f"{row} {least:>5.2f}")
    for known in PUBLISHED:
        print(f"{known['set']:<22} {known['name']:<24} {known['value']:.3f}  {known['by']}")


def _report_uncompared(
    figures: Sequence[Figure], floors: dict[str, float], others: Sequence[str]
) -> None:
    """Say which floors were not looked at, so that a missing model cannot pass for a good one."""
    if others:
        print(f"not compared, the floors are of other files: {', '.join(others)}", file=sys.stderr)
    missing = sorted(set(floors) - {figure.key for figure in figures})
    for key in missing:
        print(f"not measured here, though it has a floor: {key}", file=sys.stderr)
    if missing and not deep_available():
        print("the deep model needs the extra: pip install -e '.[deep]'", file=sys.stderr)


def _raise_floors(
    figures: Sequence[Figure],
    stored: dict[str, Any],
    digests: dict[str, str],
    *,
    allow_regression: bool,
) -> None:
    """Two decimals, rounded down: processors differ in the last digits of the deep model."""
    floors = dict(stored["floors"])
    for f in figures:
        reached = floor(f.value * 100) / 100
        floors[f.key] = reached if allow_regression else max(reached, floors.get(f.key, reached))
    _write(_FLOORS, {"sets": {**stored["sets"], **digests}, "floors": dict(sorted(floors.items()))})


def _validation(figures: Sequence[Figure], digests: dict[str, str]) -> dict[str, object]:
    models = ["fast", *(["deep"] if deep_available() else [])]
    return {
        "parts": _PARTS,
        "models": {model: tone_model_name(model) for model in models},
        "sets": digests,
        "figures": [asdict(f) for f in figures],
        "published": list(PUBLISHED),
    }
