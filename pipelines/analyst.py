"""What an analyst says about articles: grades, notes, and second opinions on flags and events.

Kept apart from the tables, so that a rebuild never touches it: `DIR.analyst.jsonl` beside the
folder `DIR` grows by one line for each thing said, and for each article the last word holds.
"""

import json
import os
import threading
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import pandas as pd

from pipelines.readers.skipped import Skipped
from pipelines.whole_files import write_whole

# The Admiralty code: how far the source can be trusted, and how well the information holds.
SOURCE_GRADES = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
INFORMATION_GRADES = {
    "1": "confirmed by other sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "truth cannot be judged",
}
UNGRADED = ("F", "6")  # what holds until somebody has judged
OVERRIDES = {
    "agree": "the flag is right",
    "false alarm": "the flag should not be triggered",
    "missed": "the flag should be triggered",
}
TAKEN_BACK = ""  # as a note, an override or an event: what was said before no longer holds
MOST_CHARS = 10_000  # of a note: a page or two; more is another document

_WRITING = threading.Lock()  # two visitors of one server; an app on another folder has its own file


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing said about an article. None says nothing; `override` belongs to `flag`.

    `event_id` moves the article into the event of that id. An empty `note`, `override` or
    `event_id` takes back what was said before.
    """

    article_id: str
    source_grade: str | None = None
    information_grade: str | None = None
    note: str | None = None
    flag: str | None = None
    override: str | None = None
    event_id: str | None = None

    def __post_init__(self) -> None:
        """Raises ValueError for what no analyst can have meant."""
        for name in _FIELDS:
            value = getattr(self, name)
            if not isinstance(value, str | None):
                raise ValueError(f"{name} is a {type(value).__name__} where text is expected")
        if not self.article_id:
            raise ValueError("article_id is missing")
        _one_of("source_grade", self.source_grade, SOURCE_GRADES)
        _one_of("information_grade", self.information_grade, INFORMATION_GRADES)
        _one_of("override", self.override or None, OVERRIDES)
        if (self.flag is None) != (self.override is None):
            raise ValueError("flag and override belong together, and one of them is missing")
        if self.note is not None and len(self.note) > MOST_CHARS:
            raise ValueError(f"the note has more than {MOST_CHARS:,} characters")


_FIELDS = tuple(field.name for field in fields(Entry))


def _one_of(name: str, value: str | None, known: Iterable[str]) -> None:
    if value is not None and value not in known:
        raise ValueError(f"{name} is {value[:20]!r}; it can be {', '.join(known)}")


@dataclass(frozen=True, slots=True)
class Said:
    """Everything said so far, oldest first, and the lines that could not be read."""

    entries: tuple[Entry, ...] = ()
    set_aside: tuple[Skipped, ...] = ()


def path_of(folder: Path | str) -> Path:
    """The analyst's file of the tables in `folder`: beside it, named after it."""
    place = Path(os.path.abspath(folder))
    return place.with_name(f"{place.name}.analyst.jsonl")


def read(folder: Path | str) -> Said:
    """What was said about the tables in `folder`; a line that cannot be read is set aside."""
    path = path_of(folder)
    entries: list[Entry] = []
    set_aside: list[Skipped] = []
    for number, line in enumerate(_lines(path), start=1):
        try:
            entry = _entry(line)
        except ValueError as problem:
            message = f"{problem}. Correct the line or delete it."
            set_aside.append(Skipped(str(path), number, message))
            continue
        if entry is not None:
            entries.append(entry)
    return Said(tuple(entries), tuple(set_aside))


def _lines(path: Path) -> list[bytes]:
    try:
        return path.read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n")
    except FileNotFoundError:
        return []


def _entry(line: bytes) -> Entry | None:
    """The entry of a line, None for a blank one; raises ValueError for anything else."""
    if not line.strip():
        return None
    try:
        values = json.loads(line)
    except (ValueError, RecursionError):  # UnicodeDecodeError and JSONDecodeError are ValueErrors
        raise ValueError("not valid JSON") from None
    if not isinstance(values, dict):
        raise ValueError(f"a {type(values).__name__} where an object is expected")
    if not isinstance(values.get("article_id"), str):
        raise ValueError("article_id is missing")
    return Entry(values["article_id"], **{name: values.get(name) for name in _FIELDS[1:]})


def record(folder: Path | str, entry: Entry) -> None:
    """Append what was said in one write: a crash leaves whole lines, and at most one torn one."""
    path = path_of(folder)
    with _WRITING, path.open("ab+", buffering=0) as file:
        torn = ""
        if file.seek(0, os.SEEK_END):
            file.seek(-1, os.SEEK_END)
            torn = "" if file.read(1) == b"\n" else "\n"  # of a crash; it must not swallow ours
        file.write((torn + line_of(entry)).encode("utf-8", "replace"))
        os.fsync(file.fileno())


def line_of(entry: Entry) -> str:
    """The entry as its line of the file."""
    return json.dumps(asdict(entry), ensure_ascii=False) + "\n"


def remove(folder: Path | str, said: Entry) -> bool:
    """Remove an entry, of several equal ones the last; False if the file has none.

    The file is replaced as a whole, so that a crash leaves the old one or the new one. Lines that
    cannot be read stay where they are.
    """
    path = path_of(folder)
    with _WRITING:
        lines = _lines(path)
        for place in range(len(lines) - 1, -1, -1):
            try:
                entry = _entry(lines[place])
            except ValueError:
                continue
            if entry == said:
                del lines[place]
                write_whole(path, b"\n".join(lines))
                return True
    return False


def judgements(entries: Iterable[Entry]) -> pd.DataFrame:
    """The last word on each article: source_grade, information_grade, note, event_id.

    Indexed by `article_id`. Grades nobody gave are F and 6, which say just that; a note or an event
    that nobody stated, or that was taken back, is null.
    """
    last: dict[str, dict[str, str | None]] = {}
    for entry in entries:
        if entry.flag is not None and not _says_more(entry):
            continue
        row = last.setdefault(
            entry.article_id, dict(zip(_JUDGED, (*UNGRADED, None, None), strict=True))
        )
        stated = {name: getattr(entry, name) for name in _JUDGED}
        row.update({name: value or None for name, value in stated.items() if value is not None})
    index = pd.Index(list(last), name="article_id", dtype="str")
    return pd.DataFrame(list(last.values()), index=index, columns=list(_JUDGED), dtype="str")


_JUDGED = ("source_grade", "information_grade", "note", "event_id")


def _says_more(entry: Entry) -> bool:
    return any(getattr(entry, name) is not None for name in _JUDGED)


def flag_overrides(entries: Iterable[Entry]) -> dict[tuple[str, str], str]:
    """The last override of each flag, by article and flag."""
    last: dict[tuple[str, str], str] = {}
    for entry in entries:
        if entry.flag is not None and entry.override is not None:
            last[entry.article_id, entry.flag] = entry.override
    return {key: override for key, override in last.items() if override}


def event_overrides(entries: Iterable[Entry]) -> dict[str, str]:
    """The event into which an analyst has moved an article, by article."""
    last: dict[str, str] = {}
    for entry in entries:
        if entry.event_id is not None:
            last[entry.article_id] = entry.event_id
    return {article_id: event_id for article_id, event_id in last.items() if event_id}


def by_article(entries: Iterable[Entry], article_ids: Sequence[str]) -> pd.DataFrame:
    """What holds for each of the articles, in their order: the columns of `judgements`.

    An article that nobody has judged is F6, without a note and without an event.
    """
    judged = judgements(entries).reindex(pd.Series(article_ids, name="article_id", dtype="str"))
    grades = dict(zip(_JUDGED, UNGRADED, strict=False))
    return judged.fillna(grades).astype("str").reset_index()


def by_flag(entries: Iterable[Entry], article_ids: Sequence[str]) -> pd.DataFrame:
    """The overrides that hold for the flags of these articles: article_id, flag, override."""
    own = set(article_ids)
    rows = [(*key, said) for key, said in flag_overrides(entries).items() if key[0] in own]
    return pd.DataFrame(rows, columns=["article_id", "flag", "override"], dtype="str")


def frame(entries: Iterable[Entry]) -> pd.DataFrame:
    """The entries as a table with the columns of the file, for downloads."""
    rows = [asdict(entry) for entry in entries]
    return pd.DataFrame(rows, columns=list(_FIELDS), dtype="str")
