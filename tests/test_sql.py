"""What is written as SQL is read back by DuckDB as it was."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lib import sql

TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40)
VALUES = st.one_of(
    TEXTS,
    st.integers(-(2**63) + 1, 2**63 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(),
    st.none(),
)


@given(VALUES)
@example(0.006178088872450091)
def test_a_value_reads_back_as_it_was(value: sql.Value) -> None:
    with duckdb.connect() as connection:
        (row,) = connection.execute(f"SELECT {sql.literal(value)}").fetchall()
    assert row[0] == value
    assert type(row[0]) is type(value)


def test_a_moment_reads_back_as_it_was() -> None:
    moment = dt.datetime(2017, 1, 25, 13, 5)
    with duckdb.connect() as connection:
        assert connection.execute(f"SELECT {sql.literal(moment)}").fetchall() == [(moment,)]


@given(TEXTS.filter(lambda name: name.strip() != ""))
def test_a_name_reads_back_as_it_was(name: str) -> None:
    with duckdb.connect() as connection:
        found = connection.execute(f"SELECT 1 AS {sql.identifier(name)}")
        assert found.description is not None
        assert found.description[0][0] == name


def test_what_sql_cannot_hold_is_refused() -> None:
    for write in (sql.identifier, sql.literal):
        with pytest.raises(ValueError, match="NUL"):
            write("a\0b")
    with pytest.raises(ValueError, match="the path holds one of"):
        sql.path(Path("/data/months[1].csv"))


def test_a_path_with_a_quotation_mark(tmp_path: Path) -> None:
    file = tmp_path / "it's.csv"
    file.write_text("a\n1\n")
    with duckdb.connect() as connection:
        assert connection.execute(f"SELECT a FROM read_csv({sql.path(file)})").fetchall() == [(1,)]


def test_the_values_a_query_asks_for() -> None:
    query = "-- $never\nSELECT '$text', $first FROM t WHERE month < $last_month AND a = $first"
    assert sql.parameters(query) == {"first", "last_month"}
    assert sql.parameters("SELECT 1") == set()


def test_the_tables_a_query_reads() -> None:
    query = """
    WITH x AS (SELECT month FROM removals_by_source JOIN b USING (month)) -- FROM remark
    SELECT 'FROM text', (SELECT max(month) FROM c)
    FROM x JOIN "a table" USING (month) JOIN b USING (month)
    WHERE month > $first
    """
    assert set(sql.reads(query)) == {"removals_by_source", "b", "c", "a table"}
    assert sql.reads("SELECT * FROM second JOIN first USING (id)") == ("second", "first")
    assert sql.reads("SELECT 1") == ()
    with pytest.raises(duckdb.Error):
        sql.reads("SELEC 1")
