"""The command line: `parallax`, or `python -m pipelines`."""

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from tqdm import tqdm

if TYPE_CHECKING:
    from pipelines.build import Report

DONE, NOTHING_READ, WRONG_USAGE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns 0 done, 1 nothing could be read, 2 wrong usage."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except _errors() as error:
        _say(str(error))
        return NOTHING_READ
    except KeyboardInterrupt:
        _say("Stopped; what was published before is untouched.")
        return 130
    except BrokenPipeError:  # `parallax score ... | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _errors() -> tuple[type[Exception], ...]:
    """Errors whose message is meant for the user."""
    from pipelines.build import NothingRead
    from pipelines.schemas import TableError
    from pipelines.store import NoTables
    from pipelines.taxonomy import TaxonomyError

    return NothingRead, NoTables, TableError, TaxonomyError


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="parallax", description="Compare how news articles tell the same story."
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    build = commands.add_parser("build", help="score articles and publish their tables")
    build.add_argument("inputs", metavar="INPUT", nargs="*", help="files, folders or patterns")
    build.add_argument("--out", type=Path, metavar="DIR", help="default data/processed")
    build.add_argument("--engine", choices=["local"], default="local")
    build.add_argument("--workers", type=_positive, default=1, metavar="N", help="processes")
    build.add_argument("--taxonomy", type=Path, metavar="DIR", help="your own themes and actors")
    build.add_argument("--tone", choices=["fast", "deep"], default="fast")
    build.add_argument(
        "--reference", type=Path, metavar="DIR",
        help="reference set behind percentiles; made of the INPUT if DIR has none",
    )  # fmt: skip
    build.add_argument("--full", action="store_true", help="score everything again")
    build.set_defaults(run=_build)

    score = commands.add_parser("score", help="print one JSON object per article")
    score.add_argument("inputs", metavar="INPUT", nargs="+", help="files, folders or patterns")
    score.add_argument("--tone", choices=["fast", "deep"], default="fast")
    score.set_defaults(run=_score)

    dashboard = commands.add_parser("dashboard", help="open the tables in a browser")
    dashboard.add_argument("--data", type=Path, metavar="DIR", help="default data/processed")
    dashboard.add_argument("--port", type=_positive, metavar="N", help="default 8501")
    dashboard.set_defaults(run=_dashboard)

    evaluate = commands.add_parser("evaluate", help="agreement with labelled sets")
    evaluate.add_argument("--eval", type=Path, metavar="DIR", help="folder of the labelled sets")
    evaluate.add_argument("--update", action="store_true", help="raise the floors")
    evaluate.add_argument("--allow-regression", action="store_true", help="let floors sink")
    evaluate.set_defaults(run=_evaluate)
    return parser


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number from 1 up")
    return int(text)


def _build(options: argparse.Namespace) -> int:
    from pipelines import build as building
    from pipelines.taxonomy import DEFAULT

    sample = not options.inputs
    inputs = options.inputs or [building.SAMPLE_ARTICLES]
    out = options.out or (building.SAMPLE_TABLES if sample else Path("data/processed"))
    _check_tone(options.tone)
    with _bar(inputs) as bar:
        report = building.build(
            inputs,
            out=out,
            taxonomy=options.taxonomy or (building.SAMPLE_TAXONOMY if sample else DEFAULT),
            tone=options.tone,
            workers=options.workers,
            full=options.full,
            reference=options.reference,
            relative_to=building.ROOT if sample else None,
            progress=bar.update,
        )
        bar.total = bar.n
    _tell(report)
    what = "article" if report.n_articles == 1 else "articles"
    reused = f", {report.n_reused} of them unchanged" if report.n_reused else ""
    state = "Published" if report.changed else "Up to date:"
    print(f"{state} {report.n_articles} {what}{reused} in {out}")
    if not sample:
        _say(f"Open them with: parallax dashboard --data {out}")
    return DONE


def _score(options: argparse.Namespace) -> int:
    from pipelines.build import NothingRead, Report, read
    from pipelines.records import json_lines
    from pipelines.scoring import score_articles

    _check_tone(options.tone)
    report = Report()
    n_articles = 0
    with _bar(options.inputs) as bar:
        for article in read(options.inputs, report):
            for line in json_lines(score_articles([article], tone=options.tone)):
                print(line, flush=True)
            n_articles += 1
            bar.update()
        bar.total = bar.n
    _tell(report)
    if not n_articles:
        raise NothingRead(f"{', '.join(options.inputs)}: no article could be read.")
    return DONE


def _check_tone(tone: str) -> None:
    from pipelines.tone import deep_available

    if tone == "deep" and not deep_available():
        _parser().error("--tone deep needs an extra: pip install 'parallax-news[deep]'")


def _dashboard(options: argparse.Namespace) -> int:
    from pipelines.build import ROOT
    from pipelines.store import read_manifest

    environment = dict(os.environ, PARALLAX_LOCAL="1")
    if options.data is not None:
        read_manifest(options.data)  # no tables, or tables of another version: say so at once
        environment["PARALLAX_DATA"] = str(options.data.resolve())
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "dashboard" / "app.py")]
    settings = ["--server.address=localhost", "--server.showEmailPrompt=false"]
    if options.port is not None:
        settings.append(f"--server.port={options.port}")
    # The working directory is where Streamlit looks for our settings and theme.
    return subprocess.call([*command, *settings], cwd=ROOT, env=environment)


def _evaluate(options: argparse.Namespace) -> int:
    from pipelines.build import ROOT
    from pipelines.evaluate import main as evaluate

    shared = Path(os.environ.get("PARALLAX_SHARED", ROOT.parent / "shared"))
    return evaluate(
        options.eval or shared / "eval",
        update=options.update,
        allow_regression=options.allow_regression,
    )


def _bar(inputs: Sequence[str | Path]) -> "tqdm[NoReturn]":
    from pipelines.readers.counting import count_articles

    return tqdm(
        total=count_articles(inputs), unit=" articles", file=sys.stderr, leave=False, delay=0.5
    )


def _tell(report: "Report") -> None:
    """Say on stderr what was set aside and what the reader assumed."""
    for notice in report.notices:
        _say(f"{notice.path}: {notice.message}")
    for skipped in report.set_aside:
        line = "" if skipped.line is None else f", line {skipped.line}"
        _say(f"Set aside: {skipped.path}{line}: {skipped.message}")


def _say(message: str) -> None:
    print(message, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
