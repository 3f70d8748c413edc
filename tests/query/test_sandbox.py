"""What queries give: rows as DuckDB has them, limits that are said, and readers beside each
other."""

from __future__ import annotations

import datetime as dt
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from lib.downloads.dataset import as_csv
from lib.months import Month
from lib.query.examples import examples
from lib.query.lines import months_and_columns
from lib.query.problems import QueryError
from lib.query.sandbox import Sandbox
from lib.tables import Tables
from tests import folders
from tests.query.conftest import PATIENT


def test_every_table_is_there_with_every_cell(sandbox: Sandbox, tables: Tables) -> None:
    """Against the files, read by Python's own reader."""
    for name, resource in tables.package.resources.items():
        result = sandbox.ask(f'SELECT * FROM "{name}"')
        assert result.tables == (name,)
        written = folders.rows(name)
        assert len(result.rows) == len(written)
        names = [column.name for column in result.columns]
        order = "month" if resource.monthly else ""
        if order:
            written.sort(key=lambda row: row["month"])
        for field in resource.fields:
            place = names.index(field.name)
            for row, cells in zip(result.rows, written, strict=True):
                if cells[field.name] in field.missing_values:
                    assert row[place] is None
                    assert row[names.index(f"{field.name}_status")] == cells[field.name]
                elif field.type in ("integer", "number"):
                    assert row[place] == float(cells[field.name])
                else:
                    assert str(row[place]).lower() == cells[field.name].lower()


def test_values_of_every_kind_arrive(sandbox: Sandbox) -> None:
    result = sandbox.ask(
        "SELECT 1 AS small, 170141183460469231731687303715884105727 AS huge, 1.5::DECIMAL(3, 1) AS "
        "exact, 0.1 + 0.2e0 AS part, true AS yes, NULL AS nothing, DATE '2017-01-25' AS day, "
        "DATE '2014-12-01' AS month, [1, 2] AS list, 'é “x”' AS text, 'ab'::BLOB AS bytes, "
        "TIMESTAMP '2017-01-25 10:00:00' AS moment, 1 AS small"
    )
    assert [(column.name, column.kind) for column in result.columns] == [
        ("small", "integer"),
        ("huge", "integer"),
        ("exact", "number"),
        ("part", "number"),
        ("yes", "boolean"),
        ("nothing", "text"),
        ("day", "date"),
        ("month", "month"),
        ("list", "text"),
        ("text", "text"),
        ("bytes", "text"),
        ("moment", "text"),
        ("small (2)", "integer"),
    ]
    assert result.rows == (
        (
            *(1, 2**127 - 1, 1.5, 0.30000000000000004, True, None),
            *(dt.date(2017, 1, 25), Month(2014, 12), "[1, 2]", "é “x”", "6162"),
            *("2017-01-25 10:00:00", 1),
        ),
    )


def test_a_day_within_a_month_stays_a_day(sandbox: Sandbox) -> None:
    result = sandbox.ask("SELECT DATE '2017-01-25' AS month_end, DATE '2017-01-01' AS day")
    assert [column.kind for column in result.columns] == ["date", "date"]


def test_a_day_that_python_does_not_know_is_a_text(sandbox: Sandbox) -> None:
    result = sandbox.ask("SELECT DATE '0044-03-15 (BC)' AS ides")
    assert [column.kind for column in result.columns] == ["text"]


def test_the_csv_of_a_result_is_of_all_its_rows(sandbox: Sandbox, tables: Tables) -> None:
    """Table 2, 2017-06 and 2017-07: all removals are not given for the last month."""
    result = sandbox.ask(
        "SELECT month, all_removals, sc_removals FROM removals_by_source ORDER BY month DESC "
        "LIMIT 2"
    )
    data = result.dataset(tables)
    assert as_csv(data).decode() == (
        "month,all_removals,sc_removals\n2017-07,,5478\n2017-06,16982,6444\n"
    )
    assert any("TRAC" in source for source in data.sources)
    assert any("not yet released" in caution for caution in data.cautions)


@pytest.mark.parametrize(
    "name", ["share", "sources", "average", "citizenships", "years", "withheld"]
)
def test_every_example_is_answered(sandbox: Sandbox, tables: Tables, name: str) -> None:
    result = sandbox.ask(examples(tables)[name].sql)
    assert result.rows and result.tables and not result.cut


def test_the_example_of_the_mean_is_that_of_the_table(sandbox: Sandbox, tables: Tables) -> None:
    """By hand from Table 2's months."""
    counts = [int(row["sc_removals"]) for row in folders.rows("removals_by_source")]
    result = sandbox.ask(examples(tables)["average"].sql)
    means = [round(sum(counts[at - 11 : at + 1]) / 12) for at in range(11, len(counts))]
    assert [row[2] for row in result.rows] == pytest.approx(means, abs=1)
    assert len(result.rows) == len(counts) - 11


def test_names_are_found_whatever_their_case(sandbox: Sandbox) -> None:
    assert sandbox.ask('SELECT count(*) FROM Main."ERAS"').rows == ((8,),)
    assert sandbox.ask("WITH Mine AS (SELECT 1 AS a) SELECT a FROM mine;").rows == ((1,),)


def test_rows_beyond_the_limit_are_left_out_and_it_is_said(sandbox: Sandbox) -> None:
    whole, cut = sandbox.ask("FROM range(10000)"), sandbox.ask("FROM range(1000000000000)")
    assert (len(whole.rows), whole.cut) == (10_000, "")
    assert (len(cut.rows), cut.cut) == (10_000, "rows")


def test_an_answer_too_large_ends_early_and_it_is_said(sandbox: Sandbox) -> None:
    result = sandbox.ask("SELECT repeat('x', 1000000) AS text FROM range(20)")
    assert (len(result.rows), result.cut) == (4, "size")
    with pytest.raises(QueryError, match=r"single row .* 4 MB"):
        sandbox.ask("SELECT repeat('x', 5000000)")
    with pytest.raises(QueryError, match="101 columns, and at most 100"):
        sandbox.ask(f"SELECT {', '.join(map(str, range(101)))}")


def test_a_query_too_long_is_not_read(sandbox: Sandbox) -> None:
    with pytest.raises(QueryError, match="6,007 letters, and at most 5,000"):
        sandbox.ask(f"SELECT {'1' * 6000}")


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("SELEC 1", r"syntax error .* in line 1\. Look at the commas"),
        ("SELECT\n  1 +\nFROM eras", r"syntax error .* in line 3"),
        ("SELECT monht FROM removals_by_source", r'"monht" not found .* Near to it: month'),
        ("SELECT * FROM era", r"Did you mean eras\?"),
        ("SELECT * FROM something_else", "Tables and columns"),
        ("SELECT CAST('x' AS INTEGER)", "TRY_CAST"),
        ("SELECT nofunction(1)", "nofunction"),
        ("SELECT month, sum(sc_removals) FROM removals_by_source", "GROUP BY"),
        ("PIVOT eras ON kind USING count(*)", "Name them"),
        ("SELECT error('a' || repeat('b', 100000))", "abb"),
        ("SELECT 9223372036854775807 + 1::BIGINT", "Overflow"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(sandbox: Sandbox, sql: str, said: str) -> None:
    with pytest.raises(QueryError, match=said) as wrong:
        sandbox.ask(sql)
    assert "\n" not in str(wrong.value) and len(str(wrong.value)) < 500


def test_a_query_leaves_nothing_to_the_next(sandbox: Sandbox) -> None:
    """Each has a process of its own: what it draws by chance is not told by those before."""
    drawn = {sandbox.ask("SELECT random()").rows[0][0] for _ in range(4)}
    assert len(drawn) == 4


def test_a_process_that_is_gone_is_replaced(tables: Tables) -> None:
    sandbox = Sandbox(tables, PATIENT, places=1, rest=0)
    try:
        assert sandbox.ask("SELECT 1").rows == ((1,),)
        (process,) = list(sandbox._idle.queue)
        os.kill(process._process.pid, signal.SIGKILL)
        assert sandbox.ask("SELECT 2").rows == ((2,),)
    finally:
        sandbox.close()


def test_where_all_places_are_taken_a_query_says_so_and_the_next_is_answered(
    tables: Tables,
) -> None:
    sandbox = Sandbox(tables, PATIENT, places=1, rest=0)
    sandbox.patience = 0.1
    try:
        place = sandbox._places.get()
        with pytest.raises(QueryError, match="Others are running queries"):
            sandbox.ask("SELECT 1")
        sandbox._places.put(place)
        assert sandbox.ask("SELECT 1").rows == ((1,),)
    finally:
        sandbox.close()


def test_readers_who_ask_at_once_each_get_their_own_answer(sandbox: Sandbox) -> None:
    with ThreadPoolExecutor(6) as readers:
        answers = readers.map(lambda at: sandbox.ask(f"SELECT {at}").rows, range(24))
    assert [rows[0][0] for rows in answers] == list(range(24))


def test_closing_ends_every_process(tables: Tables) -> None:
    sandbox = Sandbox(tables, PATIENT, places=1, rest=0)
    sandbox.ask("SELECT 1")
    (process,) = list(sandbox._idle.queue)
    sandbox.close()
    assert not Path(f"/proc/{process._process.pid}").exists()


def test_months_are_drawn_in_order_and_each_once(sandbox: Sandbox) -> None:
    by_month = sandbox.ask(
        "SELECT month, sc_removals, detainer_removals, detainer_removals_status AS words "
        "FROM removals_by_source ORDER BY month DESC"
    )
    drawn = months_and_columns(by_month)
    assert drawn
    months, columns = drawn
    assert months == sorted(months) and months[0] == Month(2008, 11)
    assert list(columns) == ["sc_removals", "detainer_removals"]
    # Table 2, November 2008; July 2017, which ICE withheld.
    assert (columns["sc_removals"][0], columns["detainer_removals"][-1]) == (56, None)
    written = sandbox.ask(
        "SELECT strftime(month, '%Y-%m') AS m, removals FROM removals_from_records"
    )
    assert months_and_columns(written)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT citizenship, removals_and_returns FROM ero_removals_by_citizenship",
        "SELECT month, removals_and_returns FROM ero_removals_by_citizenship",
        "SELECT month FROM removals_by_source",
        "SELECT month, detainer_removals_status FROM removals_by_source",
        "SELECT month, sc_removals FROM removals_by_source LIMIT 1",
        "SELECT day, removals FROM removals_by_day",
        "SELECT NULL::DATE AS month, 1 AS a UNION ALL SELECT DATE '2014-12-01', 2",
        "SELECT month, sc_removals FROM removals_by_source WHERE false",
    ],
)
def test_what_is_not_one_row_a_month_is_not_drawn(sandbox: Sandbox, sql: str) -> None:
    assert months_and_columns(sandbox.ask(sql)) is None


def test_a_place_rests_between_two_queries(tables: Tables) -> None:
    sandbox = Sandbox(tables, PATIENT, places=1, rest=0.4)
    try:
        sandbox.ask("SELECT 1")
        start = time.monotonic()
        sandbox.ask("SELECT 1")
        assert time.monotonic() - start >= 0.3
    finally:
        sandbox.close()


def test_a_process_that_cannot_begin_is_said_to_be_lost(tables: Tables) -> None:
    sandbox = Sandbox(tables, PATIENT, places=1, rest=0)
    sandbox._script = "no SQL at all"
    with pytest.raises(QueryError, match="lost on its way"):
        sandbox.ask("SELECT 1")
    assert sandbox._idle.empty()


def test_where_no_process_can_be_forked_it_is_said(
    tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "fork")
    with pytest.raises(QueryError, match="not answered on this system"):
        Sandbox(tables, PATIENT).ask("SELECT 1")
