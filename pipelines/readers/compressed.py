"""Compressed inputs, unpacked in memory and never to disk, within limits that stop bombs."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from pipelines.readers.skipped import Skipped, Unreadable

# Text shrinks 3 to 10 times; the same article repeated, up to 200 times; bombs over 1,000 times.
_MAX_RATIO = 200
_FREE = 50_000_000  # bytes that any archive may hold before the ratio counts
_MAX_MEMBERS = 100_000
_BUFFER = 128 * 1024


class _Limited(io.RawIOBase):
    """A stream that refuses to give more than `limit` bytes."""

    def __init__(self, stream: BinaryIO | gzip.GzipFile, limit: int) -> None:
        self._stream = stream
        self._left = limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        filled = 0
        while filled < len(buffer) and (data := self._read(len(buffer) - filled)):
            buffer[filled : filled + len(data)] = data
            filled += len(data)
        return filled

    def _read(self, size: int) -> bytes:
        try:
            data = self._stream.read(size)
        except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile) as problem:
            raise Unreadable(f"the archive is damaged ({problem}). Fetch it again.") from None
        self._left -= len(data)
        if self._left < 0:
            raise Unreadable("it unpacks to far more than its size, as a bomb does. Unpack it yourself first.")  # fmt: skip  # noqa: E501
        return data


def unzipped(stream: BinaryIO, size: int, *, free: int = _FREE) -> io.BufferedReader:
    """What a gzip stream of `size` bytes holds; raises Unreadable while read if it is a bomb."""
    limited = _Limited(gzip.GzipFile(fileobj=stream), max(free, size * _MAX_RATIO))
    return io.BufferedReader(limited, _BUFFER)


def members(
    stream: BinaryIO, path: str, *, free: int = _FREE
) -> Iterator[tuple[str, io.BufferedReader] | Skipped]:
    """The files in a zip archive, by name, each with its stream; raises Unreadable."""
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as problem:
        raise Unreadable(
            f"not a zip archive that can be read ({problem}). Fetch it again."
        ) from None
    infos = sorted(archive.infolist(), key=lambda info: info.filename)
    if len(infos) > _MAX_MEMBERS:
        raise Unreadable(
            f"more than {_MAX_MEMBERS:,} files in one archive. Unpack it into a folder."
        )
    for info in infos:
        if info.is_dir():
            continue
        if info.flag_bits & 1:
            yield Skipped(
                f"{path}/{info.filename}", None, "protected by a password. Unpack it first."
            )
            continue
        try:
            member = archive.open(info)
        except (zipfile.BadZipFile, NotImplementedError, OSError, RuntimeError) as problem:
            yield Skipped(f"{path}/{info.filename}", None, f"damaged in the archive ({problem}). Fetch it again.")  # fmt: skip  # noqa: E501
            continue
        limit = max(free, info.compress_size * _MAX_RATIO)
        yield info.filename, io.BufferedReader(_Limited(member, limit), _BUFFER)  # type: ignore[arg-type]
