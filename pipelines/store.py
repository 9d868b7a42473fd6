"""Tables on disk: content-named Parquet files, and one manifest that is swapped last.

`run.json` is the only file that ever changes. It names the files of the published tables, so a
reader sees the tables of one build, whole, also while the next one is being published or after a
crash in the middle of it.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.schemas import TABLES, VERSION, TableError, Tables, check, frame
from pipelines.whole_files import write_whole

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

MANIFEST = "run.json"
_ATTEMPTS = 3  # a reader between two builds starts over with the newer manifest

Part = Mapping[str, Mapping[str, Any]]  # table -> its file: {"file", "sha256", "rows"}


class NoTables(FileNotFoundError):
    """The folder holds no published tables."""


def read_tables(folder: Path | str) -> Tables:
    """The tables published in `folder`, each checked against its schema.

    Raises NoTables where nothing was published, TableError for damaged files or files of another
    version; both messages say what to do.
    """
    folder = Path(folder)
    for attempt in range(_ATTEMPTS):
        manifest = read_manifest(folder)
        try:
            return read_parts(folder, manifest["parts"])
        except FileNotFoundError as error:
            if attempt == _ATTEMPTS - 1:
                raise TableError(
                    f"{folder}: {Path(str(error.filename)).name} is missing. "
                    "Run `parallax build` again."
                ) from None
    raise AssertionError("unreachable")


def read_parts(folder: Path, parts: Sequence[Mapping[str, Any]]) -> Tables:
    """The tables that some parts of a build hold; raises as `read_tables` does."""
    return Tables(**{table: check(table, _read_files(folder, table, parts)) for table in TABLES})


def read_manifest(folder: Path) -> dict[str, Any]:
    """What run.json says; raises NoTables or TableError as `read_tables` does."""
    return manifest_and_token(folder)[0]


def manifest_and_token(folder: Path) -> tuple[dict[str, Any], str]:
    """What run.json says and the digest of its bytes, of one build also while another publishes."""
    try:
        content = (folder / MANIFEST).read_bytes()
        manifest: dict[str, Any] = json.loads(content)
    except NotADirectoryError:
        raise NoTables(f"{folder}: a file. Name the folder that `parallax build` wrote.") from None
    except FileNotFoundError:
        raise NoTables(
            f"{folder}: no tables here. Run `parallax build ARTICLES --out {folder}` first."
        ) from None
    except ValueError:
        raise TableError(f"{folder / MANIFEST} is damaged. Run `parallax build` again.") from None
    if manifest.get("tables_version") != VERSION:
        raise TableError(
            f"{folder}: these tables were written by another version of Parallax "
            f"(tables version {manifest.get('tables_version')}, this one reads {VERSION}). "
            "Run `parallax build` again."
        )
    return manifest, hashlib.sha256(content).hexdigest()


def _read_files(folder: Path, table: str, parts: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    frames = []
    for part in parts:
        entry = part["tables"].get(table)
        if entry is not None:
            frames.append(_read_file(folder / entry["file"], entry["sha256"]))
    return pd.concat(frames, ignore_index=True) if frames else frame(table, ())


def _read_file(path: Path, digest: str) -> pd.DataFrame:
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != digest:  # Parquet itself reads many damages silently
        raise TableError(f"{path} is damaged. Run `parallax build` again.")
    frame: pd.DataFrame = pq.read_table(pa.BufferReader(content)).to_pandas()
    return frame


def write_part(folder: Path, frames: Mapping[str, pd.DataFrame]) -> dict[str, dict[str, Any]]:
    """Write each non-empty table to a file named after its content; same rows, same bytes.

    Returns, by table, the name, digest and number of rows of its file. Nothing is published until
    `publish` names the files.
    """
    return {
        table: write_file(folder, table, checked(table, rows))
        for table, rows in frames.items()
        if not rows.empty
    }


def checked(table: str, rows: pd.DataFrame) -> pa.Table:
    """The rows as they are written, once they are what the schema of the table promises."""
    return pa.Table.from_pandas(check(table, rows), preserve_index=False)


def write_file(folder: Path, table: str, rows: pa.Table) -> dict[str, Any]:
    """Write rows to a file named after what they are and their content; see `write_part`."""
    sink = pa.BufferOutputStream()
    pq.write_table(rows, sink, compression="zstd", write_page_checksum=True)
    content = sink.getvalue().to_pybytes()
    digest = hashlib.sha256(content).hexdigest()
    name = f"{table}-{digest[:16]}.parquet"
    if not _holds(folder / name, digest):
        write_whole(folder / name, content)
    return {"file": name, "sha256": digest, "rows": rows.num_rows}


def read_columns(folder: Path, table: str, part: Part, columns: Sequence[str] | None = None) -> Any:
    """Some columns of a file of a part as a table, None where the part has none: it held no rows.

    For files just written, or found intact in this build: their digests are not looked at again.
    """
    entry = part.get(table)
    if entry is None:
        return None
    names = None if columns is None else list(columns)
    return pq.ParquetFile(folder / entry["file"]).read(columns=names)


def is_intact(folder: Path, part: Part) -> bool:
    """Whether every file of a part is there with the bytes it was written with."""
    return all(_holds(folder / entry["file"], entry["sha256"]) for entry in part.values())


def _holds(path: Path, digest: str) -> bool:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == digest
    except OSError:
        return False


def publish(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Make the manifest's files the published tables in one atomic step, and drop all others."""
    content = json.dumps({"tables_version": VERSION, **manifest}, indent=1, ensure_ascii=False)
    write_whole(folder / MANIFEST, content.encode("utf-8") + b"\n")
    named = {entry["file"] for part in manifest["parts"] for entry in part["tables"].values()}
    for path in folder.glob("*.parquet"):
        if path.name not in named:
            path.unlink(missing_ok=True)


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the folder for one writer; raises TableError while another build is running there."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = folder / ".lock"
    taken = _taken(lock)
    try:
        for leftover in folder.glob(".*.tmp"):
            leftover.unlink(missing_ok=True)
        yield
    finally:
        if fcntl is None:  # where an open file cannot be removed
            taken.close()
        lock.unlink(missing_ok=True)
        taken.close()


def _taken(lock: Path) -> IO[str]:
    """The lock's open file. The system lets go of it when its process ends, however it ends."""
    busy = f"{lock.parent}: another build is writing here. Wait for it"
    if fcntl is None:
        try:
            return open(lock, "x")
        except FileExistsError:
            raise TableError(f"{busy}, or delete {lock} if no build is running.") from None
    file = open(lock, "a")  # noqa: SIM115  # its caller closes it
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(file.fileno()), os.stat(lock)):
            return file
    except (BlockingIOError, FileNotFoundError):
        pass
    file.close()  # held by another build, or just removed by one
    raise TableError(f"{busy}.")
