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
    except OSError as error:
        return _failed(error)


def _failed(error: OSError) -> int:
    """Say which place could not be used. One that cannot be right, unlike a full disk, is usage."""
    place = f"{error.filename}: " if error.filename else ""
    if isinstance(error, FileExistsError | NotADirectoryError):
        _say(f"{place}a file is there, where a folder is needed. Name a folder.")
        return WRONG_USAGE
    reason = error.strerror or str(error)
    _say(f"{place}{reason}. Check the path, its permissions and the free space.")
    return WRONG_USAGE if isinstance(error, FileNotFoundError | PermissionError) else NOTHING_READ


def _errors() -> tuple[type[Exception], ...]:
    """Errors whose message is meant for the user."""
    from pipelines.brief.pdf import NoPrinter
    from pipelines.build import NothingRead
    from pipelines.clock import ClockError
    from pipelines.schemas import TableError
    from pipelines.store import NoTables
    from pipelines.taxonomy import TaxonomyError

    return ClockError, NoPrinter, NothingRead, NoTables, TableError, TaxonomyError


EXIT_CODES = (
    "Exit codes: 0 done, 1 nothing could be read, 2 wrong usage. Results go to stdout, progress "
    "and messages to stderr. Inputs that cannot be read are set aside with the reason, and the "
    "others go through."
)
INPUTS = (
    "INPUT is a file, a folder (read with its subfolders) or a pattern in quotes: .txt, .md, "
    ".html, .csv, .tsv, .jsonl, .parquet, .xml (feeds), .eml, each also .gz, or a .zip of those. "
)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="parallax",
        description="Compare how news articles tell the same story.",
        epilog="`parallax COMMAND --help` tells more about one command. " + EXIT_CODES,
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    build = commands.add_parser(
        "build",
        help="score articles and publish their tables",
        description="Score articles, compare them, and publish their tables in one step: until "
        "then, and after a crash, readers see the tables of the last build. Only what has changed "
        "is scored again. Without INPUT the sample is built.",
        epilog=INPUTS + EXIT_CODES,
    )
    build.add_argument("inputs", metavar="INPUT", nargs="*", help="files, folders or patterns")
    build.add_argument(
        "--out", type=Path, metavar="DIR", help="folder of the tables (default data/processed)"
    )
    build.add_argument(
        "--engine", choices=["local"], default="local", help="where to score: this machine"
    )
    build.add_argument(
        "--workers", type=_positive, default=1, metavar="N", help="processes to score in (1)"
    )
    build.add_argument(
        "--taxonomy", type=Path, metavar="DIR", help="folder with themes and actors of your own"
    )
    build.add_argument("--tone", choices=["fast", "deep"], default="fast", help=_TONE_HELP)
    build.add_argument(
        "--reference", type=Path, metavar="DIR",
        help="reference set behind percentiles; made of the INPUT if DIR has none",
    )  # fmt: skip
    build.add_argument("--full", action="store_true", help="score everything again")
    build.set_defaults(run=_build)

    score = commands.add_parser(
        "score",
        help="print one JSON object per article",
        description="Score articles and print one JSON object per line and article: scores, "
        "themes, actors, quotes, flags with their words, sentences. Nothing is written.",
        epilog=INPUTS + EXIT_CODES,
    )
    score.add_argument("inputs", metavar="INPUT", nargs="+", help="files, folders or patterns")
    score.add_argument("--tone", choices=["fast", "deep"], default="fast", help=_TONE_HELP)
    score.set_defaults(run=_score)

    collect = commands.add_parser(
        "collect",
        help="download feeds and pages into files that build reads",
        description="Download pages, and the pages that RSS or Atom feeds link to, one after the "
        "other. robots.txt is followed, a host is asked at most every two seconds, and feeds only "
        "if they have changed. Run it again to go on where it stopped.",
        epilog="Only the public web is reached (http and https on their usual ports). "
        + EXIT_CODES,
    )
    collect.add_argument("addresses", metavar="FEED_OR_URL", nargs="+", help="https://...")
    collect.add_argument(
        "--into", type=Path, metavar="DIR", required=True, help="folder for the pages"
    )
    collect.set_defaults(run=_collect)

    dashboard = commands.add_parser(
        "dashboard",
        help="open the tables in a browser",
        description="Open the dashboard on this machine; others on the network cannot reach it.",
        epilog="Stop it with Ctrl+C. " + EXIT_CODES,
    )
    dashboard.add_argument("--data", type=Path, metavar="DIR", help=_DATA_HELP)
    dashboard.add_argument(
        "--port", type=_positive, metavar="N", help="port of the page (default 8501)"
    )
    dashboard.set_defaults(run=_dashboard)

    brief = commands.add_parser(
        "brief",
        help="write a printable page of findings",
        description="Write the findings as one page that needs no network: in plain language, each "
        "number with its n and a link to its words, with method and limits.",
        epilog="Print the page from any browser. A FILE that ends in .pdf is printed at once by a "
        "Chromium, Chrome or Edge on the PATH. " + EXIT_CODES,
    )
    brief.add_argument("--data", type=Path, metavar="DIR", help=_DATA_HELP)
    brief.add_argument(
        "--out", type=Path, default=Path("brief.html"), metavar="FILE",
        help="FILE.html or FILE.pdf; - for stdout (default brief.html)",
    )  # fmt: skip
    brief.add_argument(
        "--with-copies",
        action="store_true",
        help="count copies in the figures; otherwise a text counts once, with its origin",
    )
    brief.set_defaults(run=_brief)

    evaluate = commands.add_parser(
        "evaluate",
        help="measure agreement with labelled sets",
        description="Measure agreement with people's labels, compare each figure with its floor in "
        "tests/floors.json, and write data/validation.json.",
        epilog="Exit codes: 0 every figure is at or above its floor, 1 one is below or no set "
        "could be read, 2 wrong usage.",
    )
    evaluate.add_argument(
        "--eval", type=Path, metavar="DIR", help="folder of the labelled sets (../shared/eval)"
    )
    evaluate.add_argument("--update", action="store_true", help="raise the floors to the figures")
    evaluate.add_argument(
        "--allow-regression", action="store_true", help="with --update, let floors sink too"
    )
    evaluate.set_defaults(run=_evaluate)
    return parser


_DATA_HELP = "folder of tables (default data/processed if it is there, else the sample)"
_TONE_HELP = "fast (default), or also the slower model that agrees better with readers"


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
        try:
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
        except building.NothingRead as nothing:
            _tell(nothing.report)
            raise
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
        raise NothingRead(f"{', '.join(options.inputs)}: no article could be read.", report)
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


def _collect(options: argparse.Namespace) -> int:
    from pipelines.collect import collect

    with tqdm(unit=" pages", file=sys.stderr, leave=False) as bar:

        def progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        report = collect(options.addresses, options.into, progress=progress)
    for skipped in report.set_aside:
        _say(f"Set aside: {skipped.path}: {skipped.message}")
    if not report.n_written and not report.n_unchanged:
        _say("No page could be downloaded. Check the addresses above.")
        return NOTHING_READ
    pages = "page" if report.n_written == 1 else "pages"
    print(
        f"Downloaded {report.n_written} {pages} into {options.into}; "
        f"{report.n_unchanged} had not changed"
    )
    _say(f"Score them with: parallax build {options.into}")
    return DONE


def _brief(options: argparse.Namespace) -> int:
    from datetime import UTC, datetime

    from pipelines import analyst
    from pipelines.brief import SAMPLE_NOTICE, brief
    from pipelines.brief.pdf import printed
    from pipelines.build import SAMPLE_TABLES
    from pipelines.moved import moved
    from pipelines.store import read_manifest, read_tables
    from pipelines.whole_files import write_whole

    if str(options.out) != "-" and options.out.suffix.lower() not in (".html", ".htm", ".pdf"):
        _parser().error(f"--out {options.out}: name a file that ends in .html or .pdf")
    folder = options.data or _default_tables()
    said = analyst.read(folder)
    for skipped in said.set_aside:
        _say(f"Set aside: {skipped.path}, line {skipped.line}: {skipped.message}")
    page = brief(
        moved(read_tables(folder), analyst.event_overrides(said.entries)),
        manifest=read_manifest(folder),
        judgements=analyst.judgements(said.entries),
        overrides=analyst.flag_overrides(said.entries),
        with_copies=options.with_copies,
        notice=SAMPLE_NOTICE if folder.resolve() == SAMPLE_TABLES.resolve() else None,
        made=datetime.now(UTC).date(),
    )
    if str(options.out) == "-":
        print(page, end="")
        return DONE
    is_pdf = options.out.suffix.lower() == ".pdf"
    content = printed(page) if is_pdf else page.encode("utf-8")
    try:
        write_whole(options.out, content)
    except OSError as error:
        _parser().error(f"--out {options.out}: cannot be written ({error.strerror})")
    print(f"Wrote {options.out}, {len(content):,} bytes")
    if not is_pdf:
        _say("Open it in a browser; print it from there, or write a .pdf at once.")
    return DONE


def _default_tables() -> Path:
    from pipelines.build import SAMPLE_TABLES

    built = Path("data/processed")
    return built if (built / "run.json").is_file() else SAMPLE_TABLES


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
