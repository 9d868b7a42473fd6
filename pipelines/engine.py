"""Where batches are scored: in this process, or in several worker processes of this machine."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipelines.articles import Article
from pipelines.rates import FOLDER
from pipelines.readers import Skipped
from pipelines.reuse import READING, rows_together, with_paths
from pipelines.schemas import COMPARED, TABLES, Tables, concat
from pipelines.scoring import score_articles
from pipelines.signatures import signatures_of
from pipelines.store import Part, checked, write_file

QUEUED = 2  # batches per worker under way; more would only hold text in memory


@dataclass(frozen=True, slots=True)
class Batch:
    """Articles that are scored and stored together. `key` changes when any of them does.

    `readings` has a number for what each of them says, by its id. Those of `known` are in earlier
    parts and are not scored again.
    """

    key: str
    articles: tuple[Article, ...]
    readings: Mapping[str, int]
    known: Mapping[int, Part] = field(default_factory=dict)

    @property
    def paths(self) -> Mapping[str, str | None]:
        """Where the articles were read, by their ids."""
        return dict(zip(self.readings, (article.path for article in self.articles), strict=True))

    @property
    def paths_digest(self) -> str:
        """A digest of where the articles were read."""
        return hashlib.sha256(repr(list(self.paths.values())).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Job:
    """What is the same for every batch of a build."""

    folder: Path
    taxonomy: Path
    tone: str
    reference: Path = FOLDER


@dataclass(frozen=True, slots=True)
class Scored:
    """A batch on disk: the files by table, and the articles that could not be scored.

    Of its `n_articles`, `n_reused` are taken over from earlier parts. `paths` is the digest of
    where they were read.
    """

    key: str
    paths: str
    n_articles: int
    n_reused: int
    tables: Mapping[str, Mapping[str, Any]]
    set_aside: tuple[Skipped, ...]


def score_batch(batch: Batch, job: Job) -> Scored:
    """Score one batch and write its tables; an article that fails is set aside, alone."""
    new = [
        article
        for article, reading in zip(batch.articles, batch.readings.values(), strict=True)
        if reading not in batch.known
    ]
    tables, failed = scored_apart(new, job)
    written = {
        table: write_file(job.folder, table, whole)
        for table, whole in _with_known(batch, job, _rows_of(tables, batch)).items()
    }
    n_reused = len(batch.articles) - len(new)
    n_articles = len(batch.articles) - len(failed)
    return Scored(batch.key, batch.paths_digest, n_articles, n_reused, written, tuple(failed))


def _rows_of(tables: Tables, batch: Batch) -> dict[str, pa.Table]:
    """The rows of scored articles, as they are written, and what comparing needs of them."""
    rows = {
        table: checked(table, frame)
        for table in TABLES
        if table not in COMPARED and not (frame := getattr(tables, table)).empty
    }
    signed = signatures_of(tables)  # while the texts are at hand
    readings = [batch.readings[one] for one in signed["article_id"].to_pylist()]
    return {**rows, "signatures": signed.append_column(READING, pa.array(readings, pa.uint64()))}


def _with_known(batch: Batch, job: Job, new: Mapping[str, pa.Table]) -> Mapping[str, pa.Table]:
    """The new rows and those of known articles, in the order of the batch."""
    if not batch.known:
        return new
    parts = list({part["signatures"]["file"]: part for part in batch.known.values()}.values())
    tables = {
        table: rows
        for table in (*TABLES, "signatures")
        if (
            rows := rows_together(
                job.folder, table, new.get(table), parts, batch.readings, batch.known
            )
        )
    }
    return {**tables, "articles": with_paths(tables["articles"], batch.paths)}


def scored_apart(articles: Sequence[Article], job: Job) -> tuple[Tables, list[Skipped]]:
    """The tables of the articles, and those at which a measure failed, each set aside alone."""
    try:
        tables = score_articles(
            articles, taxonomy=job.taxonomy, tone=job.tone, reference=job.reference
        )
        return tables, []
    except Exception as error:  # any fault of ours must cost one article, not the build
        if len(articles) == 1:
            return score_articles([], taxonomy=job.taxonomy), [_failure(articles[0], error)]
    middle = len(articles) // 2
    halves = [scored_apart(half, job) for half in (articles[:middle], articles[middle:])]
    return concat([tables for tables, _ in halves]), [f for _, failed in halves for f in failed]


def _failure(article: Article, error: Exception) -> Skipped:
    return Skipped(
        path=article.path or article.article_id,
        line=None,
        message=f"could not be scored ({type(error).__name__}: {error}). This is a fault of "
        "Parallax: please report it with the article.",
    )


def score_batches(batches: Iterable[Batch], job: Job, *, workers: int = 1) -> Iterator[Scored]:
    """Score the batches, in any order, never holding more than a few of them in memory."""
    if workers == 1:
        for batch in batches:
            yield score_batch(batch, job)
        return
    waiting = iter(batches)
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        running: set[Future[Scored]] = {
            pool.submit(score_batch, batch, job) for batch in islice(waiting, workers * QUEUED)
        }
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                yield future.result()
                running |= {pool.submit(score_batch, batch, job) for batch in islice(waiting, 1)}
