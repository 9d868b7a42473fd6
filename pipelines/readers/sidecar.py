"""`NAME.meta.toml` beside an article file: what is known about it and not written in it."""

import tomllib
from dataclasses import replace
from pathlib import Path

from pipelines.articles import Article
from pipelines.readers.characters import one_line
from pipelines.readers.dates import timestamp_of
from pipelines.readers.metadata import safe_url
from pipelines.readers.skipped import Notice

ENDING = ".meta.toml"
_FIELDS = ("title", "outlet", "author", "published_at", "url")
_MAX_BYTES = 100_000


def beside(file: Path) -> Path:
    """Where the side-car of a file would be: `talks.1.meta.toml` for `talks.1.txt.gz`."""
    unzipped = file.with_suffix("") if file.suffix.lower() == ".gz" else file
    return unzipped.with_name(unzipped.stem + ENDING)


def told_by(article: Article, sidecar: Path) -> tuple[Article, list[Notice]]:
    """The article with what its side-car says, which wins over its own lines."""
    path = sidecar.as_posix()
    try:
        with sidecar.open("rb") as stream:
            entries = tomllib.loads(stream.read(_MAX_BYTES).decode("utf-8"))
    except (OSError, ValueError) as problem:
        return article, [Notice(path, f'Not used: {problem}. Write lines such as author = "Name".')]
    stated: dict[str, object] = {}
    notices = []
    for name, value in entries.items():
        read = _value(name, value)
        if read is None:
            accepted = ", ".join(_FIELDS)
            notices.append(
                Notice(path, f"'{one_line(name)}' was not used. Write texts for {accepted}.")
            )
        else:
            stated[name] = read
    return replace(article, **stated), notices  # type: ignore[arg-type]


def _value(name: str, value: object) -> object:
    if name not in _FIELDS:
        return None
    if name == "published_at":
        return timestamp_of(value)
    if not isinstance(value, str):
        return None
    return safe_url(value) if name == "url" else one_line(value) or None
