"""What a trail prints is run in a DuckDB of its own, over the CSVs: the same rows, from another
program's view."""

from pathlib import Path

import duckdb
import pandas as pd
import pytest

from lib.compare import pairs, statistics
from lib.measures import series
from lib.months import MonthRange
from lib.published import published_averages
from lib.tables import Tables
from lib.trail import Trail
from tests.folders import MEASURES

ROOT = Path(__file__).resolve().parent.parent
MONTHS = MonthRange.parse("2015-06", "2017-03")


@pytest.fixture(autouse=True)
def in_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def elsewhere(text: str) -> pd.DataFrame:
    with duckdb.connect() as connection:
        return connection.execute(text).df()


@pytest.mark.parametrize("measure", MEASURES)
def test_a_query_gives_the_same_rows_in_the_shell(tables: Tables, measure: str) -> None:
    first, second = MonthRange.parse("2014-12", "2017-01"), MonthRange.parse("2017-02", "2017-07")
    for trail in (
        series(tables, MEASURES[measure], MONTHS).trail,
        statistics(tables, MEASURES[measure], MONTHS).trail,
        pairs(tables, MEASURES[measure], first, second).trail,
    ):
        pd.testing.assert_frame_equal(elsewhere(trail.text(tables)), trail.frame(tables))


def test_every_table_reads_the_same_in_the_shell(tables: Tables) -> None:
    for name in tables.package.resources:
        trail = Trail(name, f"SELECT * FROM {name}", {})
        assert trail.tables_used(tables) == [name]
        mine, theirs = trail.frame(tables), elsewhere(trail.text(tables))
        columns = list(mine.columns)
        pd.testing.assert_frame_equal(
            theirs.sort_values(columns, ignore_index=True),
            mine.sort_values(columns, ignore_index=True),
        )


def test_values_are_written_in(tables: Tables) -> None:
    trail = Trail(
        "x",
        "SELECT $first AS a, $words AS b, $number AS c",
        {"first": MONTHS.first.first_day, "words": "it's", "number": 3},
    )
    assert "DATE '2015-06-01' AS a, 'it''s' AS b, 3 AS c" in trail.text(tables)


def test_published_averages_have_a_trail(tables: Tables) -> None:
    shown = published_averages(
        tables, series(tables, MEASURES["convicted_any"], MonthRange.parse("2016-08", "2017-07"))
    )
    # Table 1, third column, first and last row.
    assert list(elsewhere(shown.trail.text(tables))["value"])[::11] == [4_545, 5_074]
