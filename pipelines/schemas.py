"""The tables: their columns, types, ranges and meanings, and the check that they hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from operator import itemgetter
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd
import pyarrow as pa

from pipelines.flags.finding import Field, State
from pipelines.scores import SCORES

VERSION = 2  # of the tables; raised when a column changes its name, type or meaning

Kind = Literal["id", "text", "count", "number", "yes/no", "time", "day"]
_DTYPES: Mapping[Kind, Any] = {
    "id": "str",
    "text": "str",
    "count": "Int64",
    "number": "float64",
    "yes/no": "boolean",
    "time": "datetime64[us, UTC]",
    "day": "datetime64[us]",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column. Only `null` ones may be empty; `low`, `high` and `values` bound the others."""

    name: str
    kind: Kind
    meaning: str
    null: bool = False
    low: float | None = None
    high: float | None = None
    values: tuple[str, ...] = ()


class TableError(ValueError):
    """A table that does not hold what its schema promises, or files of another version."""


def _tone(name: str, meaning: str) -> Column:
    return Column(name, "number", meaning, null=True, low=-1, high=1)


def _spread(name: str, meaning: str) -> Column:
    return Column(name, "number", meaning, null=True, low=0, high=1)


ID = Column("article_id", "id", "Article: a digest of its URL, or without one of title and text.")
START = Column("start_char", "count", "First character of the words.", low=0)
END = Column("end_char", "count", "Character after the last one of the words.", low=0)
THEME = Column("theme", "id", "Theme of themes.toml.")
ACTOR = Column("actor", "id", "Actor: a name of actors.toml, or a name found in the text.")
LAYER = Column("layer", "id", "General desk or theme of the story.", values=("desk", "story"))

COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "articles": (
        ID,
        Column("path", "text", "File that it was read from.", null=True),
        Column("url", "text", "Address of publication.", null=True),
        Column("outlet", "text", "Who published it.", null=True),
        Column("author", "text", "Byline.", null=True),
        Column("published_at", "time", "Stated time of publication, UTC.", null=True),
        Column("title", "text", "Headline.", null=True),
        Column("language", "id", "Language of the text, ISO 639-1.", null=True),
        Column("n_words", "count", "Words of the cleaned text.", low=0),
        Column("n_sentences", "count", "Sentences, headings and list items.", low=0),
        Column("n_narrator", "count", "Sentences wholly in the article's own voice.", low=0),
        Column("n_quoted", "count", "Sentences with quoted speech.", low=0),
        Column("topic", "id", "Leading general desk; null when none is clear.", null=True),
        Column("story_theme", "id", "Leading story theme; null when none is clear.", null=True),
        Column(
            "tone_model", "id", "Model and version behind `tone`; null without a tone.", null=True
        ),
        *(
            Column(score.name, "number", score.meaning, null=True, low=score.low, high=score.high)
            for score in SCORES
        ),
        _tone("tone_low", "Lower end of the 95 % interval of `tone` over sentences."),
        _tone("tone_high", "Upper end of it."),
        Column("window_earliest", "day", "Earliest day that the wording allows.", null=True),
        Column("window_latest", "day", "Latest day that the wording allows.", null=True),
    ),
    "texts": (
        ID,
        Column("text", "text", "Cleaned text, without the title."),
        Column("raw_text", "text", "Text as read; of a web page the visible text, line by line."),
    ),
    "sentences": (
        ID,
        Column("sentence_index", "count", "Position in the article, from 0.", low=0),
        START,
        END,
        Column("voice", "id", "Who speaks.", values=("narrator", "quoted", "mixed")),
        _tone("tone", "Tone of the sentence; null in languages without a lexicon."),
        _tone("tone_vader", "Compound of plain vaderSentiment."),
        _tone("tone_without_topic_words", "Tone with topic words at zero."),
        _tone("tone_narrator", "Tone of the narrated part."),
        _tone("tone_quoted", "Tone of the quoted part."),
        _tone("tone_deep", "Tone of the deep model; null where it was not asked for."),
    ),
    "themes": (
        ID,
        THEME,
        LAYER,
        Column("n_sentences", "count", "Sentences on the theme.", low=1),
        Column("share", "number", "Of all sentences; they may add up to over 1.", low=0, high=1),
        _tone("tone", "Mean tone of these sentences."),
        _spread("tone_spread", "Standard deviation of their tones."),
    ),
    "elements": (ID, THEME, Column("element", "id", "Element of the theme."), START, END),
    "actors": (
        ID,
        ACTOR,
        Column("n_mentions", "count", "Times named.", low=0),
        Column("n_sentences", "count", "Sentences that name the actor.", low=0),
        Column("n_quotes", "count", "Direct quotes spoken.", low=0),
        Column("n_attributed", "count", "Indirect statements attributed.", low=0),
        _tone("tone", "Mean tone of the sentences that name the actor; not stance."),
        _spread("tone_spread", "Standard deviation of their tones."),
    ),
    "quotes": (
        ID,
        START,
        END,
        Column("form", "id", "Direct speech or reported.", values=("direct", "indirect")),
        Column("speaker", "text", "Who says it: the actor, or as the article puts it.", null=True),
        Column(
            "speaker_kind", "id", "Kind of speaker.", values=("named", "unnamed", "group", "none")
        ),
        Column("cue", "text", "Verb or phrase that attributes it.", null=True),
        Column("reason_given", "yes/no", "A reason for anonymity is stated."),
        _tone("tone", "Tone of the statement."),
    ),
    "positions": (
        ID,
        Column("sentence_index", "count", "Sentence.", low=0),
        ACTOR,
        THEME,
        Column("verb", "text", "Verb that states the position."),
        Column(
            "polarity",
            "id",
            "wants, offers, refuses, accepts or warns.",
            values=("wants", "offers", "refuses", "accepts", "warns"),
        ),
        START,
        END,
        Column("voice", "id", "Whose claim it is.", values=("narrator", "quoted", "reported")),
        Column(
            "claimed_by",
            "text",
            "Speaker who claims it; null for the article itself and where none is told.",
            null=True,
        ),
    ),
    "clues": (
        ID,
        START,
        END,
        Column("earliest", "day", "Written on this day at the earliest.", null=True),
        Column("latest", "day", "Written on this day at the latest.", null=True),
        Column("firmness", "id", "How firm the bound is.", values=("firm", "soft")),
    ),
    "slots": (
        ID,
        Column(
            "slot",
            "id",
            "What is stated.",
            values=("party", "place", "date", "person", "figure", "document", "outcome"),
        ),
        Column("value", "text", "The value, in one spelling."),
        Column(
            "unit",
            "text",
            "Unit of a figure; `weekday` for a day told from a weekday and the publication day.",
            null=True,
        ),
        START,
        END,
    ),
    "flags": (
        ID,
        Column("flag", "id", "Flag."),
        Column("state", "id", "Answer.", values=get_args(State)),
        Column("reason", "text", "What is missing, or why it cannot be assessed.", null=True),
        Column("value", "number", "Rate behind the answer, in the unit of the flag.", null=True),
        Column(
            "percentile",
            "number",
            "Among reference articles.",
            null=True,
            low=0,
            high=100,
        ),
    ),
    "marks": (
        ID,
        Column("field", "id", "Field that the offsets count in.", values=get_args(Field)),
        Column(
            "kind",
            "id",
            "What is marked.",
            values=("flag", "theme", "actor", "quote", "date", "removed"),
        ),
        Column("name", "text", "Flag, theme, actor, kind of speaker, firmness or reason."),
        START,
        END,
        Column("note", "text", "What to know about it.", null=True),
    ),
    "events": (
        ID,
        Column("event_id", "id", "Event: the id of its first article."),
        Column("deciding_slot", "id", "Slot that set it apart.", null=True),
    ),
    "pairs": (
        ID,
        Column("other_id", "id", "The other article; the larger id."),
        Column(
            "kind", "id", "Relation.", values=("near_duplicate", "date_conflict", "slot_conflict")
        ),
        Column("jaccard", "number", "Shared share of all word runs.", null=True, low=0, high=1),
        Column("containment", "number", "Same, of the shorter one.", null=True, low=0, high=1),
        Column("origin_id", "id", "Likely origin of a copy.", null=True),
        Column("note", "text", "The words or values that conflict.", null=True),
    ),
    "phrases": (
        Column("phrase", "text", "Stock phrase that several articles share."),
        ID,
        START,
        END,
        Column("n_articles", "count", "Articles with the phrase.", low=1),
        Column("background_rate", "number", "Of reference articles.", null=True, low=0),
    ),
    "topics": (
        ID,
        Column("topic_id", "count", "Discovered topic.", low=0),
        Column("label", "text", "Its terms."),
        Column("weight", "number", "Weight in the article.", low=0),
    ),
}


@dataclass(frozen=True, slots=True)
class Tables:
    """Every table of a corpus, one DataFrame each; `COLUMNS` says what is in them.

    The first twelve describe single articles; `events`, `pairs`, `phrases` and `topics` compare
    them and stay empty until `compare_articles`.
    """

    articles: pd.DataFrame
    texts: pd.DataFrame
    sentences: pd.DataFrame
    themes: pd.DataFrame
    elements: pd.DataFrame
    actors: pd.DataFrame
    quotes: pd.DataFrame
    positions: pd.DataFrame
    clues: pd.DataFrame
    slots: pd.DataFrame
    flags: pd.DataFrame
    marks: pd.DataFrame
    events: pd.DataFrame
    pairs: pd.DataFrame
    phrases: pd.DataFrame
    topics: pd.DataFrame


TABLES = tuple(field.name for field in fields(Tables))
COMPARED = ("events", "pairs", "phrases", "topics")  # what `compare_articles` fills


def frame(table: str, rows: Sequence[tuple[Any, ...]]) -> pd.DataFrame:
    """The rows, in the order of the table's columns, as a typed DataFrame; no rows, empty table."""
    # `zip(*rows)` would make one iterator for each row, and Python's collector visits them all.
    # Bare arrays have no index to compare, and nobody else holds them: no copy is needed.
    return pd.DataFrame(
        {
            column.name: _array(list(map(itemgetter(place), rows)), column.kind)
            for place, column in enumerate(COLUMNS[table])
        },
        copy=False,
    )


def _array(cells: list[Any], kind: Kind) -> Any:
    if kind == "number":
        return np.array(cells, np.float64)
    if kind == "count" and None not in cells:
        known = np.array(cells, np.int64)
        return pd.arrays.IntegerArray(known, np.zeros(len(known), np.bool_))
    if kind == "day":  # pandas takes dates as nanoseconds, whatever the type asked for
        return pd.array(
            pd.to_datetime(pd.Series(cells, dtype="object")).tolist(), dtype=_DTYPES[kind]
        )
    if _DTYPES[kind] == "str":  # pandas would look at each of them before it asks Arrow
        return pd.array(pa.array(cells, pa.large_string(), from_pandas=True), dtype="str")
    return pd.array(cells, dtype=_DTYPES[kind])


def tables_of(rows: Mapping[str, Sequence[tuple[Any, ...]]]) -> Tables:
    """`Tables` from rows by table name; tables not named are empty."""
    return Tables(**{table: frame(table, rows.get(table, ())) for table in TABLES})


def concat(parts: Sequence[Tables]) -> Tables:
    """The rows of all parts, in their order."""
    if not parts:
        return tables_of({})
    if len(parts) == 1:
        return parts[0]
    return Tables(
        **{t: pd.concat([getattr(part, t) for part in parts], ignore_index=True) for t in TABLES}
    )


def check(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """The table as its schema wants it; TableError names the columns that do not fit."""
    if _fits(table, frame):
        return frame
    from pandera.errors import SchemaErrors

    try:
        checked: pd.DataFrame = _pandera_schema(table).validate(frame, lazy=True)
        return checked
    except SchemaErrors as errors:
        failures = errors.failure_cases
        first = failures.iloc[0]
        raise TableError(
            f"table '{table}': column '{first['column']}' fails {first['check']} "
            f"({first['failure_case']!r}); {len(failures)} such cells. "
            "The tables were damaged or written by another version: run `parallax build` again."
        ) from None


def _fits(table: str, frame: pd.DataFrame) -> bool:
    """Whether pandera would leave the table as it is: importing it takes a visitor half a second,
    and only a table that does not fit needs its coercion or its words for what is wrong."""
    columns = COLUMNS[table]
    return list(frame) == [column.name for column in columns] and all(
        _column_fits(frame[column.name], column) for column in columns
    )


def _column_fits(cells: pd.Series, column: Column) -> bool:
    known = cells.dropna()
    return bool(
        cells.dtype == _DTYPES[column.kind]
        and (column.null or len(known) == len(cells))
        and (column.low is None or (known >= column.low).all())
        and (column.high is None or (known <= column.high).all())
        and (not column.values or known.isin(column.values).all())
    )


@cache
def _pandera_schema(table: str) -> Any:
    import pandera.pandas as pa

    return pa.DataFrameSchema(
        {column.name: _pandera_column(column) for column in COLUMNS[table]},
        strict=True,
        ordered=True,
        coerce=True,
    )


def _pandera_column(column: Column) -> Any:
    import pandera.pandas as pa

    checks = []
    if column.low is not None:
        checks.append(pa.Check.ge(column.low))
    if column.high is not None:
        checks.append(pa.Check.le(column.high))
    if column.values:
        checks.append(pa.Check.isin(column.values))
    if column.kind == "day":  # pandera turns days into nanoseconds, whatever the type asked for
        checks.append(pa.Check(lambda days: days.dtype == _DTYPES["day"], element_wise=False))
        return pa.Column(None, checks, nullable=column.null)
    return pa.Column(_DTYPES[column.kind], checks, nullable=column.null)
