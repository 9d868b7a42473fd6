"""Views of the dashboard that somebody has given a name: a page with its filters and articles.

Kept apart from the tables, as notes are: in `DIR.views.json` beside the folder `DIR`.
"""

import json
import os
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from pipelines.whole_files import write_whole

MOST_VIEWS = 100
MOST_CHARS = 80  # of a name
MOST_QUERY = 4_000  # characters; browsers take longer addresses, but nobody means them
_PAGE = re.compile(r"[a-z_]{0,40}")


@dataclass(frozen=True, slots=True)
class View:
    """`page` is the last part of its address ("" for the overview), `query` what follows `?`."""

    name: str
    page: str
    query: str

    def __post_init__(self) -> None:
        """Raises ValueError for what is no view of this app."""
        if not self.name.strip() or len(self.name) > MOST_CHARS:
            raise ValueError(f"a name has 1 to {MOST_CHARS} characters")
        if not _PAGE.fullmatch(self.page) or len(self.query) > MOST_QUERY:
            raise ValueError("this is no address of a page")


def path_of(folder: Path | str) -> Path:
    """The file of the views of the tables in `folder`: beside it, named after it."""
    place = Path(os.path.abspath(folder))
    return place.with_name(f"{place.name}.views.json")


def with_view(views: Iterable[View], view: View) -> tuple[View, ...]:
    """The views with one more, the newest last; it takes the place of one of the same name."""
    return (*(one for one in views if one.name != view.name), view)[-MOST_VIEWS:]


def to_json(views: Iterable[View]) -> str:
    """The views as the text of their file."""
    return json.dumps([asdict(view) for view in views], ensure_ascii=False, indent=1) + "\n"


def from_json(text: str | bytes) -> tuple[View, ...]:
    """The views of a file; ValueError, with what is wrong, if it is none of ours."""
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError):  # bad UTF-8 is a ValueError too
        raise ValueError("this is not a file of saved views") from None
    views: tuple[View, ...] = ()
    for row in rows if isinstance(rows, list) else [None]:
        if not isinstance(row, dict) or {type(row.get(n)) for n in View.__slots__} != {str}:
            raise ValueError("this is not a file of saved views")
        views = with_view(views, View(row["name"], row["page"], row["query"]))
    return views


def read(folder: Path | str) -> tuple[View, ...]:
    """The views of the tables in `folder`, none without a file; ValueError or OSError if bad."""
    try:
        return from_json(path_of(folder).read_bytes())
    except FileNotFoundError:
        return ()


def write(folder: Path | str, views: Iterable[View]) -> None:
    """Replace the file as a whole, so that a crash leaves the old one or the new one."""
    write_whole(path_of(folder), to_json(views).encode("utf-8"))
