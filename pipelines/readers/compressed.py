"""Compressed inputs, unpacked in memory and never to disk, within limits that stop bombs."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from pipelines.readers.skipped import Skipped, Unreadable

# Text shrinks 3 to 10 times; the same article repeated, up to 200 times; bombs over 1,000 times.
_MAX_RATIO = 500
_FREE = 500_000_000  # bytes that any input may unpack to before the ratio counts
_MAX_MEMBERS = 100_000
_BUFFER = 128 * 1024


class Allowance:
    """The bytes that an input may still unpack to: all files of an archive draw on one."""

    def __init__(self, left: int) -> None:
        self.left = left

    @classmethod
    def of(cls, size: int) -> "Allowance":
        """What an input of `size` bytes may unpack to."""
        return cls(max(_FREE, size * _MAX_RATIO))

    def take(self, n: int) -> None:
        """Use up `n` bytes; raises Unreadable when no more are left."""
        self.left -= n
        if self.left < 0:
            raise Unreadable("it unpacks to far more than its size, as a bomb does. Unpack it yourself first.")  # fmt: skip  # noqa: E501


class _Limited(io.RawIOBase):
    """A stream that gives no more than its allowance."""

    def __init__(self, stream: BinaryIO | gzip.GzipFile, allowance: Allowance) -> None:
        self._stream = stream
        self._allowance = allowance

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
        self._allowance.take(len(data))
        return data


def unzipped(stream: BinaryIO, allowance: Allowance) -> io.BufferedReader:
    """What a gzip stream holds; raises Unreadable while read if it is a bomb."""
    return io.BufferedReader(_Limited(gzip.GzipFile(fileobj=stream), allowance), _BUFFER)


def members(
    stream: BinaryIO, path: str, allowance: Allowance
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
        yield info.filename, io.BufferedReader(_Limited(member, allowance), _BUFFER)  # type: ignore[arg-type]
        if allowance.left < 0:
            yield Skipped(path, None, f"the files after {info.filename} were not read: the archive unpacks to too much. Unpack it into a folder.")  # fmt: skip  # noqa: E501
            return
