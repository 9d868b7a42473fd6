"""Inputs to articles: files, folders, globs, uploads and pasted text.

Every input gives an Article, or a Skipped that says why not; nothing is dropped without a word,
and one bad file or record never stops the others.
"""

import glob
import io
import os
import stat
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from pipelines.articles import Article
from pipelines.readers import sidecar
from pipelines.readers.characters import one_line
from pipelines.readers.compressed import Allowance, members, unzipped
from pipelines.readers.delimited import read_delimited
from pipelines.readers.email import read_email
from pipelines.readers.feed import read_feed
from pipelines.readers.html import read_html
from pipelines.readers.json_lines import read_json_lines
from pipelines.readers.parquet import read_parquet
from pipelines.readers.plain_text import pasted, read_markdown, read_plain_text
from pipelines.readers.skipped import Notice, Skipped, Unreadable

Read = Article | Skipped | Notice
Reader = Callable[[BinaryIO, str], Iterator[Read]]

# One file is one article: a side-car may tell more about it.
SINGLE: tuple[tuple[str, Reader], ...] = (
    (".txt", read_plain_text),
    (".md", read_markdown),
    (".html", read_html),
    (".htm", read_html),
    (".eml", read_email),
)
TABLES: tuple[tuple[str, Reader], ...] = (
    (".csv", read_delimited),
    (".tsv", read_delimited),
    (".jsonl", read_json_lines),
    (".ndjson", read_json_lines),
    (".parquet", read_parquet),
    (".xml", read_feed),
)
READERS = dict(SINGLE + TABLES)
ENDINGS = (*READERS, ".zip")
UPLOAD_BYTES = 20_000_000  # what the app accepts at once
_UPLOAD_UNPACKED = 100_000_000  # bytes that an uploaded archive may hold


def read_inputs(inputs: Sequence[str | Path]) -> Iterator[Read]:
    """Everything that the files, folders and globs hold, in the order of their paths.

    Folders are read with their subfolders; links and special files are not followed.
    """
    seen: set[str] = set()
    for given in sorted({Path(item).as_posix() for item in inputs}):
        for found in found_in(given):
            if isinstance(found, Skipped):
                yield found
            elif found not in seen:
                seen.add(found)
                yield from _file(found)


def read_upload(name: str, data: bytes, *, most: int = UPLOAD_BYTES) -> list[Read]:
    """What an uploaded file holds. `name` is used for its ending and for display only.

    Reading stops once that has taken more than `most` bytes: a small file may stand for gigabytes.
    """
    shown = _shown(name)
    if len(data) > UPLOAD_BYTES:
        limit = UPLOAD_BYTES // 1_000_000
        return [Skipped(shown, None, f"larger than {limit} MB. Build it with the command line.")]
    stream = io.BufferedReader(io.BytesIO(data))
    read: list[Read] = []
    for one in _guarded(stream, shown, Allowance(_UPLOAD_UNPACKED)):
        if most < 0:
            read.append(Skipped(shown, None, "it holds more text than can be read at once; the rest was not read. Build it with the command line."))  # fmt: skip  # noqa: E501
            break
        read.append(one)
        most -= size_of(one)
    return read


def size_of(read: Read) -> int:
    """Bytes that what was read takes: of an article its text as read."""
    if isinstance(read, Article):
        return len((read.raw_text or read.text).encode("utf-8", "replace"))
    return len(read.path) + len(read.message)


def read_pasted(text: str) -> Article:
    """The article in a pasted text, with the metadata that its lines state."""
    return pasted(text)


def found_in(given: str) -> Iterator[str | Skipped]:
    """The files that one input names."""
    if glob.has_magic(given) and not os.path.lexists(given):
        matches = sorted(Path(match).as_posix() for match in glob.iglob(given, recursive=True))
        if not matches:
            yield Skipped(given, None, "no file matches. Check the pattern and the folder.")
        for match in matches:
            if not os.path.isdir(match) and not match.endswith(sidecar.ENDING):
                yield match
        return
    try:
        mode = os.stat(given).st_mode
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        yield Skipped(given, None, f"there is no such file or folder ({reason}). Check the path.")
        return
    if not stat.S_ISDIR(mode):
        yield given
        return
    n_files = 0
    unread: Counter[str] = Counter()
    for file in _walked(given):
        if isinstance(file, str) and _ending(file) is None:
            unread[PurePosixPath(file).suffix] += 1
            if unread[PurePosixPath(file).suffix] == 1:
                yield Skipped(file, None, _unknown_ending(file))
            continue
        n_files += 1
        yield file
    for ending, count in sorted(unread.items()):
        if count > 1:
            name = f"ending in {ending}" if ending else "without an ending"
            yield Skipped(given, None, f"{count} files {name} are in the folder; none was read.")
    if not n_files:
        yield Skipped(given, None, f"the folder holds no articles. Put files in it that end in {', '.join(ENDINGS)}.")  # fmt: skip  # noqa: E501


def _walked(folder: str) -> Iterator[str | Skipped]:
    """Regular files below a folder in the order of their paths; hidden ones are left out."""
    try:
        with os.scandir(folder) as entries:
            listed = sorted(
                (entry.name + "/" if entry.is_dir(follow_symlinks=False) else entry.name, entry)
                for entry in entries
                if not entry.name.startswith(".") and not entry.name.endswith(sidecar.ENDING)
            )
    except OSError as problem:
        yield Skipped(folder, None, f"the folder cannot be opened ({problem.strerror}). Check its permissions.")  # fmt: skip  # noqa: E501
        return
    for _, entry in listed:
        path = f"{folder.rstrip('/')}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _walked(path)
        elif entry.is_file(follow_symlinks=False):
            yield path
        else:
            yield Skipped(
                path, None, "a link or special file, which is not followed. Name its target."
            )


def _file(path: str) -> Iterator[Read]:
    """What one file on disk holds."""
    try:
        # A pipe would block for ever.
        if not stat.S_ISREG(os.stat(path).st_mode):
            yield Skipped(path, None, "not a regular file. Copy its content into one.")
            return
        with open(path, "rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            for read in _guarded(stream, path, Allowance.of(size)):
                yield from _with_sidecar(read, path)
    except OSError as problem:
        yield Skipped(path, None, f"cannot be opened ({problem.strerror}). Check its permissions.")


def _with_sidecar(read: Read, path: str) -> Iterator[Read]:
    single = _ending(path.removesuffix(".gz")) in dict(SINGLE)
    beside = sidecar.beside(Path(path))
    if isinstance(read, Article) and single and beside.is_file():
        read, notices = sidecar.told_by(read, beside)
        yield from notices
    yield read


def _guarded(stream: BinaryIO, path: str, allowance: Allowance) -> Iterator[Read]:
    """What the stream holds; whatever goes wrong becomes one sentence about this file."""
    try:
        yield from _opened(stream, path, allowance)
    except Unreadable as problem:
        yield Skipped(path, None, str(problem))
    except OSError as problem:
        yield Skipped(path, None, f"reading failed ({problem}). Check the disk and try again.")
    except Exception as problem:
        # Readers of hostile files fail in ways that nobody can list; the others must go through.
        kind = type(problem).__name__
        yield Skipped(path, None, f"could not be read ({kind}: {one_line(str(problem))[:200]}). Check the file.")  # fmt: skip  # noqa: E501


def _opened(stream: BinaryIO, path: str, allowance: Allowance) -> Iterator[Read]:
    lowered = path.lower()
    if lowered.endswith(".zip"):
        for member in members(stream, path, allowance):
            if isinstance(member, Skipped):
                yield member
                continue
            name, content = member
            yield from _member(content, f"{path}/{_shown(name, folders=True)}", allowance)
        return
    if lowered.endswith(".gz"):
        stream, lowered = unzipped(stream, allowance), lowered.removesuffix(".gz")
    ending = _ending(lowered)
    if ending is None or ending == ".zip":
        raise Unreadable(_unknown_ending(path))
    if ending == ".parquet":  # packed in itself
        yield from read_parquet(stream, path, allowance)
    else:
        yield from READERS[ending](stream, path)


def _member(stream: BinaryIO, path: str, allowance: Allowance) -> Iterator[Read]:
    """One file of an archive; system files that archives carry along are left out."""
    name = PurePosixPath(path).name
    if name.startswith(".") or "/__MACOSX/" in path or name.endswith(sidecar.ENDING):
        return
    if path.lower().endswith((".zip", ".zip.gz")):
        yield Skipped(path, None, "an archive inside an archive. Unpack it first.")
        return
    yield from _guarded(stream, path, allowance)


def _ending(path: str) -> str | None:
    """The ending by which a file is read, or None."""
    suffix = PurePosixPath(path.lower().removesuffix(".gz")).suffix
    return suffix if suffix in ENDINGS else None


def _unknown_ending(path: str) -> str:
    suffix = one_line(PurePosixPath(path).suffix)[:20]
    name = f"files ending in '{suffix}' are" if suffix else "a file without an ending is"
    return f"{name} not read. Readable endings: {', '.join(ENDINGS)}, each also .gz."


def _shown(name: str, *, folders: bool = False) -> str:
    """A name from outside as it may be shown: one line, no way up, bounded."""
    parts = one_line(name).replace("\\", "/").split("/")
    kept = [part for part in parts if part not in ("", ".", "..")] or ["upload"]
    return "/".join(kept if folders else kept[-1:])[-200:]


__all__ = ("Notice", "Read", "Skipped", "read_inputs", "read_pasted", "read_upload", "size_of")
