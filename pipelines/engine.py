"""Where batches are scored: in this process, or in several worker processes of this machine."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, fields
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from pipelines.articles import Article
from pipelines.rates import FOLDER
from pipelines.readers import Skipped
from pipelines.schemas import COMPARED, Tables, concat
from pipelines.scoring import score_articles
from pipelines.signatures import signatures_of
from pipelines.store import write_file, write_part

QUEUED = 2  # batches per worker under way; more would only hold text in memory


@dataclass(frozen=True, slots=True)
class Batch:
    """Articles that are scored and stored together. `key` changes when any of them does."""

    key: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Job:
    """What is the same for every batch of a build."""

    folder: Path
    taxonomy: Path
    tone: str
    reference: Path = FOLDER


@dataclass(frozen=True, slots=True)
class Scored:
    """A batch on disk: the files by table, and the articles that could not be scored."""

    key: str
    n_articles: int
    tables: Mapping[str, Mapping[str, Any]]
    set_aside: tuple[Skipped, ...]


def score_batch(batch: Batch, job: Job) -> Scored:
    """Score one batch and write its tables; an article that fails is set aside, alone."""
    tables, failed = _scored_apart_from_failures(batch.articles, job)
    written = write_part(
        job.folder,
        {
            field.name: getattr(tables, field.name)
            for field in fields(Tables)
            if field.name not in COMPARED
        },
    )
    signatures = write_file(job.folder, "signatures", signatures_of(tables))
    written = {**written, "signatures": signatures}  # what comparing needs, made while at hand
    return Scored(batch.key, len(batch.articles) - len(failed), written, tuple(failed))


def _scored_apart_from_failures(
    articles: Sequence[Article], job: Job
) -> tuple[Tables, list[Skipped]]:
    try:
        tables = score_articles(
            articles, taxonomy=job.taxonomy, tone=job.tone, reference=job.reference
        )
        return tables, []
    except Exception as error:  # any fault of ours must cost one article, not the build
        if len(articles) == 1:
            return score_articles([], taxonomy=job.taxonomy), [_failure(articles[0], error)]
    middle = len(articles) // 2
    halves = [
        _scored_apart_from_failures(half, job) for half in (articles[:middle], articles[middle:])
    ]
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
