"""Parquet tables: one article per row, read in small batches."""

import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from pipelines.articles import Article
from pipelines.readers.compressed import Allowance
from pipelines.readers.records import Record, articles_of, columns_of, no_text
from pipelines.readers.skipped import Notice, Skipped, Unreadable

_BATCH_ROWS = 1  # a few bytes may stand for a row of many megabytes, and for each that repeats it
_MAX_COLUMNS = 2_000
_MAX_BUFFER = 200_000_000  # bytes of a file that cannot be read in place, such as one in a zip


def read_parquet(
    stream: BinaryIO, path: str, allowance: Allowance | None = None
) -> Iterator[Article | Skipped | Notice]:
    """Articles from a Parquet file; raises Unreadable if it is damaged or has no text column.

    Its rows may take `allowance`, or what its size allows, when they are unpacked.
    """
    import pyarrow as pa
    from pyarrow import parquet

    if not stream.seekable():
        stream = io.BytesIO(stream.read(_MAX_BUFFER + 1))
        if stream.getbuffer().nbytes > _MAX_BUFFER:
            raise Unreadable("larger than 200 MB inside an archive. Unpack it first.")
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    try:
        file = parquet.ParquetFile(stream, page_checksum_verification=True)
        yield from articles_of(_records(file, path, allowance or Allowance.of(size)), path)
    except pa.ArrowException as problem:
        raise Unreadable(
            f"not a Parquet file that can be read ({problem}). Fetch it again."
        ) from None


def _records(file: Any, path: str, allowance: Allowance) -> Iterator[Record]:
    names = file.schema_arrow.names
    if len(names) > _MAX_COLUMNS:
        raise Unreadable(f"{len(names):,} columns; at most {_MAX_COLUMNS:,} can be read.")
    twice = [name for n, name in enumerate(names) if name in names[:n]]
    if twice:
        raise Unreadable(f"two columns are called '{twice[0]}'. Rename one of them.")
    columns = columns_of(names)
    if "text" not in columns:
        raise Unreadable(no_text(names))
    kind = file.schema_arrow.field(columns["text"]).type
    if "string" not in str(kind):
        raise Unreadable(f"'{columns['text']}' holds {kind}, not text. Write it as a text column.")
    used = list(columns.values())
    Allowance(allowance.left).take(_unpacked(file.metadata, used))
    number = 0
    for batch in file.iter_batches(batch_size=_BATCH_ROWS, columns=used):
        allowance.take(batch.nbytes)
        for values in batch.to_pylist():
            number += 1
            yield Record(number, f"{path}#{number}", values, size=batch.nbytes)


def _unpacked(metadata: Any, used: list[str]) -> int:
    """Bytes of the columns used before values that repeat are written out."""
    names = tuple(f"{name}." for name in used)
    groups = map(metadata.row_group, range(metadata.num_row_groups))
    chunks = (group.column(n) for group in groups for n in range(group.num_columns))
    return sum(
        chunk.total_uncompressed_size
        for chunk in chunks
        if f"{chunk.path_in_schema}.".startswith(names)
    )
