"""Downloads: safe in a spreadsheet, unchanged in Parquet."""

import io

import pandas as pd
import pytest

from dashboard.downloads import csv, guarded, parquet


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\n=x"])
def test_text_that_a_spreadsheet_would_run_is_quoted(cell: str) -> None:
    table = pd.DataFrame({"title": pd.Series([cell, "plain", None], dtype="str")})
    assert guarded(table)["title"].to_list()[:2] == ["'" + cell, "plain"]
    assert guarded(table)["title"].isna().to_list() == [False, False, True]


def test_numbers_stay_numbers() -> None:
    table = pd.DataFrame({"tone": [-0.5, 0.5], "n": pd.Series([-1, None], dtype="Int64")})
    assert csv(table).decode("utf-8-sig").splitlines() == ["tone,n", "-0.5,-1", "0.5,"]


def test_parquet_keeps_the_table_as_it_is() -> None:
    table = pd.DataFrame({"title": pd.Series(["=1+1", "ä"], dtype="str")})
    pd.testing.assert_frame_equal(pd.read_parquet(io.BytesIO(parquet(table))), table)
