"""Read, score what changed, publish."""

import hashlib
import platform
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from pipelines.articles import Article
from pipelines.comparing import KEPT, compare_parts
from pipelines.engine import Batch, Job, Scored, score_batches, scored_apart
from pipelines.rates import FEWEST, FOLDER, is_made, to_manifest, write_rates
from pipelines.readers import Notice, Skipped, read_inputs
from pipelines.reuse import Earlier, reading_of, with_paths
from pipelines.schemas import TableError, Tables, frame
from pipelines.store import (
    NoTables,
    Part,
    publish,
    read_columns,
    read_manifest,
    write_file,
    write_part,
    writing,
)
from pipelines.taxonomy import DEFAULT, read_taxonomy
from pipelines.tone import tone_model_name

ROOT = Path(__file__).resolve().parents[1]
SAMPLE_ARTICLES = ROOT / "data" / "sample" / "articles"
SAMPLE_TABLES = ROOT / "data" / "sample" / "tables"
SAMPLE_TAXONOMY = ROOT / "data" / "sample" / "taxonomy"

# Articles on average: a changed one costs that many, and writing fewer costs its share. Sizes lie
# between half of it and `LONGEST_BATCH`, so that few changes cost much more.
BATCH = 256
LONGEST_BATCH = 512
MOST_REFERENCE = 20_000  # articles; a hundredth of each band is then enough of them
_PACKAGES = (
    *("pandas", "pyarrow", "vaderSentiment", "sentencex", "trafilatura", "py3langid"),
    "scikit-learn",
)
# Code that decides how tables are made, stored or shown, but not what is in them.
_NOT_SCORING = {
    *("__main__", "analyst", "build", "engine", "store", "records", "evaluate", "evaluation"),
    *("summaries", "summaries_events", "summaries_glance", "summaries_quotes"),
    *("summaries_themes", "summaries_tone", "summaries_voices", "published"),
    *("fit_tone", "fitting", "brief", "collect", "fetch", "reuse"),
    *("connected", "corroboration", "differences", "independence", "moved", "once", "restoring"),
    *("views", "whole_files"),
}


class NothingRead(ValueError):
    """No input held an article; `report` says why."""

    def __init__(self, message: str, report: "Report") -> None:
        super().__init__(message)
        self.report = report


@dataclass(slots=True)
class Report:
    """What a build did. Everything read is scored, reused, a duplicate, or set aside."""

    n_read: int = 0
    n_scored: int = 0
    n_reused: int = 0
    duplicates: list[str] = field(default_factory=list)
    set_aside: list[Skipped] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    changed: bool = True
    seconds: float = 0.0

    @property
    def n_articles(self) -> int:
        """Articles in the published tables."""
        return self.n_scored + self.n_reused


def build(
    inputs: Sequence[str | Path],
    *,
    out: Path,
    taxonomy: Path = DEFAULT,
    tone: str = "fast",
    workers: int = 1,
    full: bool = False,
    reference: Path | None = None,
    relative_to: Path | None = None,
    progress: Callable[[int], object] = lambda n: None,
) -> Report:
    """Score the articles of `inputs` and publish their tables in the folder `out`.

    Articles that, like code and lexicons, have not changed are not scored again, unless `full`.
    `reference` is the folder of the reference set behind percentiles; where it has none yet, one is
    made of the inputs first. `progress` is told how many articles were done. Raises NothingRead,
    and publishes nothing, when no article could be read; TableError when another build is writing
    to `out`.
    """
    started = time.perf_counter()
    report = Report()
    read_taxonomy(taxonomy)  # a mistake in it is reported before anything is read
    if reference is not None and not is_made(reference):
        n_articles = make_reference(inputs, reference, taxonomy=taxonomy, progress=progress)
        report.notices.append(
            Notice(
                str(reference),
                f"made a reference set of {n_articles:,} articles. A percentile needs {FEWEST} of "
                "about the same length.",
            )
        )
    reference = reference or FOLDER
    rules = rules_digest(taxonomy, tone, reference)
    with writing(out):
        before = _published(out)
        same_rules = before is not None and before["rules_digest"] == rules
        kept = before["parts"] if before is not None and same_rules and not full else []
        earlier = Earlier(out, kept)
        order: list[str] = []
        parts: dict[str, Mapping[str, Any]] = {}

        def changed() -> Iterator[Batch]:
            for batch in batches(_unique(read(inputs, report, relative_to), report), rules):
                order.append(batch.key)
                part = _where_it_is_now(out, earlier.part(batch.key), batch)
                if part is None:
                    yield replace(batch, known=earlier.tables_with(batch.readings.values()))
                    continue
                parts[batch.key] = part
                report.n_reused += part["n_articles"]
                report.set_aside.extend(Skipped(**skipped) for skipped in part["set_aside"])
                progress(len(batch.articles))

        job = Job(out, taxonomy, tone, reference)
        for scored in score_batches(changed(), job, workers=workers):
            parts[scored.key] = _part(scored)
            report.n_scored += scored.n_articles - scored.n_reused
            report.n_reused += scored.n_reused
            report.set_aside.extend(scored.set_aside)
            progress(scored.n_articles + len(scored.set_aside))
        if not report.n_articles:
            raise NothingRead(_nothing_read(inputs, report), report)
        _check_conservation(report)
        scored_parts = [parts[key] for key in order]
        compared = _compared(out, scored_parts, kept, earlier)
        report.seconds = time.perf_counter() - started
        manifest = _manifest(report, rules, tone, reference, [*scored_parts, compared])
        report.changed = before is None or _lasting(before) != _lasting(manifest)
        if report.changed:
            publish(out, manifest)
    return report


def read(
    inputs: Sequence[str | Path], report: Report, relative_to: Path | None = None
) -> Iterator[Article]:
    """The articles of the inputs; what is set aside or worth a notice goes into the report."""
    for item in read_inputs(inputs):
        if relative_to is not None and item.path is not None:
            item = replace(item, path=Path(item.path).relative_to(relative_to).as_posix())
        if isinstance(item, Notice):
            report.notices.append(item)
            continue
        report.n_read += 1
        if isinstance(item, Skipped):
            report.set_aside.append(item)
        else:
            yield item


def _unique(articles: Iterable[Article], report: Report) -> Iterator[Article]:
    """Articles with equal ids collapse into the first."""
    seen: dict[str, str] = {}
    for article in articles:
        article_id = article.article_id
        where = article.path or article_id
        first = seen.setdefault(article_id, where)
        if first is where:
            yield article
            continue
        report.duplicates.append(where)
        report.notices.append(
            Notice(where, f"same URL, or same title and text, as {first}; kept once.")
        )


def batches(articles: Iterable[Article], rules: str) -> Iterator[Batch]:
    """Cut the articles where an id says so: a new article shifts one batch, not all that follow."""
    current: list[Article] = []
    ids: list[str] = []
    for article in articles:
        current.append(article)
        ids.append(article.article_id)
        may_end = len(ids) >= BATCH // 2 and int(ids[-1][:8], 16) % (BATCH // 2) == 0
        if may_end or len(ids) == LONGEST_BATCH:
            yield _batch(current, ids, rules)
            current, ids = [], []
    if current:
        yield _batch(current, ids, rules)


def _batch(articles: Sequence[Article], ids: Sequence[str], rules: str) -> Batch:
    readings = {one: reading_of(article, one) for article, one in zip(articles, ids, strict=True)}
    digest = hashlib.sha256(rules.encode())
    digest.update(b"".join(reading.to_bytes(8, "big") for reading in readings.values()))
    return Batch(digest.hexdigest(), tuple(articles), readings)


def make_reference(
    inputs: Sequence[str | Path],
    folder: Path,
    *,
    taxonomy: Path = DEFAULT,
    progress: Callable[[int], object] = lambda n: None,
) -> int:
    """Make a reference set in `folder` of the first `MOST_REFERENCE` articles of the inputs.

    Says how many it used; one that cannot be scored is left out, as it is from a build, which says
    so. Raises NothingRead when there is no article.
    """
    report = Report()
    job = Job(folder, taxonomy, "fast")

    def scored() -> Iterator[Tables]:
        articles = islice(_unique(read(inputs, report), report), MOST_REFERENCE)
        while batch := list(islice(articles, BATCH)):
            tables, _ = scored_apart(batch, job)
            yield tables
            progress(len(batch))

    n_articles = write_rates(folder, scored())
    if not n_articles:
        raise NothingRead(_nothing_read(inputs, report), report)
    return n_articles


def rules_digest(taxonomy: Path, tone: str, reference: Path = FOLDER) -> str:
    """Digest of all that decides a row apart from the article: code, lexicons, models, versions."""
    package = Path(__file__).parent
    digest = hashlib.sha256(f"{tone} {sys.version_info[:2]} {_versions()}".encode())
    digest.update(read_taxonomy(taxonomy).digest.encode())
    counted = [reference / "rates.tsv", FOLDER / "words.tsv", FOLDER / "phrases.tsv"]
    for path in filter(Path.is_file, counted):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    for path in sorted(package.rglob("*")):
        name = path.relative_to(package)
        module = name.parts[0].removesuffix(".py")
        if path.is_file() and path.suffix != ".pyc" and module not in _NOT_SCORING:
            digest.update(name.as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _versions() -> dict[str, str]:
    return {name: version(name) for name in _PACKAGES}


def _published(out: Path) -> dict[str, Any] | None:
    try:
        return read_manifest(out)
    except (NoTables, TableError):
        return None


def _part(scored: Scored) -> dict[str, Any]:
    return {
        "key": scored.key,
        "paths": scored.paths,
        "n_articles": scored.n_articles,
        "set_aside": [_skipped(skipped) for skipped in scored.set_aside],
        "tables": dict(scored.tables),
    }


def _where_it_is_now(
    out: Path, part: Mapping[str, Any] | None, batch: Batch
) -> Mapping[str, Any] | None:
    """The part with the paths of the batch, which may have moved since; None if to be scored."""
    if part is None or part["paths"] == batch.paths_digest:
        return part
    if part["set_aside"]:  # what is said of those names their paths too
        return None
    rows = with_paths(read_columns(out, "articles", part["tables"]), batch.paths)
    tables = {**part["tables"], "articles": write_file(out, "articles", rows)}
    return {**part, "paths": batch.paths_digest, "tables": tables}


@dataclass(frozen=True, slots=True)
class _Stored:
    """A scored part on disk, read column by column while it is compared with the others."""

    folder: Path
    part: Part

    def read(self, table: str, columns: Sequence[str]) -> pd.DataFrame:
        rows = read_columns(self.folder, table, self.part, columns)
        return frame(table, ())[list(columns)] if rows is None else rows.to_pandas()

    def signatures(self, columns: Sequence[str]) -> pa.Table:
        return read_columns(self.folder, "signatures", self.part, columns)


def _compared(
    out: Path,
    parts: Sequence[Mapping[str, Any]],
    before: Sequence[Mapping[str, Any]],
    earlier: Earlier,
) -> Mapping[str, Any]:
    """The part that compares the articles of all others; kept where none of them has changed.

    `before` are the parts of the last build by the same rules: what it measured is not measured
    again.
    """
    key = hashlib.sha256("compared".join(part["key"] for part in parts).encode()).hexdigest()
    if same := earlier.part(key):
        return same
    measured = (part for part in before if "measured" in part["tables"])
    last = next((whole for part in measured if (whole := earlier.part(part["key"]))), None)
    known = {
        name: table
        for name in KEPT
        if last and (table := read_columns(out, name, last["tables"])) is not None
    }
    compared = compare_parts([_Stored(out, part["tables"]) for part in parts], known)
    written = write_part(out, compared.tables)
    written |= {name: write_file(out, name, table) for name, table in compared.kept.items()}
    return {"key": key, "n_articles": 0, "set_aside": [], "tables": written}


def _skipped(skipped: Skipped) -> dict[str, Any]:
    return {"path": skipped.path, "line": skipped.line, "message": skipped.message}


def _manifest(
    report: Report,
    rules: str,
    tone: str,
    reference: Path,
    parts: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    inputs = hashlib.sha256("".join(part["key"] for part in parts).encode()).hexdigest()
    return {
        "versions": {"python": platform.python_version(), **_versions()},
        "rules_digest": rules,
        "inputs_digest": inputs,
        "reference": to_manifest(reference),
        "tone_models": [tone_model_name(model) for model in dict.fromkeys(("fast", tone))],
        "counts": {
            "read": report.n_read,
            "scored": report.n_scored,
            "reused": report.n_reused,
            "duplicates": len(report.duplicates),
            "set_aside": len(report.set_aside),
        },
        "set_aside": [_skipped(skipped) for skipped in report.set_aside],
        "duplicates": report.duplicates,
        "notices": [{"path": n.path, "message": n.message} for n in report.notices],
        "timings": {"seconds": round(report.seconds, 3)},
        "parts": list(parts),
    }


def _lasting(manifest: dict[str, Any]) -> dict[str, Any]:
    """What of a manifest says something new: not how long it took or what could be reused."""
    passing = {"tables_version", "timings", "counts", "versions"}
    return {key: value for key, value in manifest.items() if key not in passing}


def _check_conservation(report: Report) -> None:
    accounted = report.n_articles + len(report.duplicates) + len(report.set_aside)
    if accounted != report.n_read:
        raise AssertionError(
            f"{report.n_read} read, but {accounted} scored, reused, duplicate or set aside; "
            "nothing was published. This is a fault of Parallax: please report it."
        )


def _nothing_read(inputs: Sequence[str | Path], report: Report) -> str:
    where = ", ".join(str(item) for item in inputs)
    if not report.set_aside:
        return f"{where}: no articles found. Give .txt, .html, .csv, .jsonl or folders of them."
    return f"{where}: no article could be read."
