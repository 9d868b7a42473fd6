"""A table is what its schema says, or an error says which column is not."""

from collections.abc import Callable

import pandas as pd
import pytest

from pipelines import Article, schemas, score_articles
from pipelines.schemas import TABLES, TableError, Tables, check


@pytest.fixture(scope="module")
def tables() -> Tables:
    return score_articles([Article("Envoys met on Monday. “We want peace,” said Mara Lindt.")])


def test_a_table_that_fits_is_taken_as_it_is_without_pandera(
    tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schemas, "_pandera_schema", lambda table: pytest.fail(f"{table} asked"))
    for table in TABLES:
        frame = getattr(tables, table)
        assert check(table, frame) is frame


BROKEN: dict[str, tuple[str, Callable[[pd.DataFrame], pd.DataFrame]]] = {
    "a column is missing": ("sentences", lambda rows: rows.drop(columns="tone")),
    "a column is not ours": ("sentences", lambda rows: rows.assign(extra=1)),
    "columns in another order": ("sentences", lambda rows: rows[list(rows)[::-1]]),
    "a cell is empty": ("sentences", lambda rows: rows.assign(article_id=None)),
    "a number is too low": ("sentences", lambda rows: rows.assign(tone=-1.5)),
    "a number is too high": ("sentences", lambda rows: rows.assign(tone=1.5)),
    "a value is none of those known": ("flags", lambda rows: rows.assign(state="perhaps")),
    "a word for a number": ("sentences", lambda rows: rows.assign(start_char="first")),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_a_table_that_does_not_fit_is_refused(tables: Tables, broken: str) -> None:
    table, breaking = BROKEN[broken]
    with pytest.raises(TableError, match=f"table '{table}'"):
        check(table, breaking(getattr(tables, table)))


def test_a_column_of_another_type_is_made_the_type_of_the_schema(tables: Tables) -> None:
    rows = tables.sentences
    other = rows.assign(start_char=rows["start_char"].astype("int32"))
    assert check("sentences", other)["start_char"].dtype == "Int64"
