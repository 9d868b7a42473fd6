"""Files that are replaced as a whole: readers and crashes meet the old one or the new one."""

import os
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write beside the path, sync and rename; a write that fails leaves nothing behind."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with open(temporary, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    if os.name == "posix":  # a rename is durable once its folder is
        directory = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)
