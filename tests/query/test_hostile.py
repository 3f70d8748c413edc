"""Hostile queries: none succeeds, none leaves a process or memory behind."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from lib.query.child import opened
from lib.query.limits import Limits
from lib.query.problems import QueryError
from lib.query.sandbox import Sandbox
from lib.query.statement import Refused, check
from lib.tables import Tables
from tests.query.hostile import BURNING, FILES, NESTED, REFUSED, STATEMENTS

ROOT = Path(__file__).resolve().parents[2]

SHORT = Limits(seconds=0.25)

STOPPED = ("which is the limit", "broke off")


@pytest.fixture(scope="module")
def hasty(tables: Tables) -> Iterator[Sandbox]:
    sandbox = Sandbox(tables, SHORT, rest=0)
    yield sandbox
    sandbox.close()


def refusal(sandbox: Sandbox, sql: str) -> str:
    with pytest.raises(QueryError) as refused:
        sandbox.ask(sql)
    said = str(refused.value)
    assert "\n" not in said
    return said


def test_there_are_enough_of_them() -> None:
    queries = [sql for of in (*REFUSED.values(), BURNING, NESTED) for sql in of.values()]
    assert len(set(queries)) == len(queries) >= 80


@pytest.mark.parametrize(
    "sql",
    [pytest.param(sql, id=f"{of}-{name}") for of, named in REFUSED.items()
     for name, sql in named.items()],
)  # fmt: skip
def test_nothing_but_the_tables_is_in_reach(sandbox: Sandbox, sql: str) -> None:
    said = refusal(sandbox, sql)
    assert "the limit" not in said and "broke off" not in said and "lost" not in said


@pytest.mark.parametrize("name", STATEMENTS)
def test_a_statement_is_refused_as_what_it_is(sandbox: Sandbox, name: str) -> None:
    said = refusal(sandbox, STATEMENTS[name])
    assert "only SELECT is answered" in said or "statements, and one is" in said


@pytest.mark.parametrize("name", BURNING)
def test_what_costs_without_end_is_stopped(hasty: Sandbox, name: str) -> None:
    start = time.monotonic()
    said = refusal(hasty, BURNING[name])
    assert any(words in said for words in STOPPED), said
    # Far below what it would take, and far above what a busy machine adds.
    assert time.monotonic() - start < 20


@pytest.mark.parametrize("name", NESTED)
def test_what_is_nested_deeply_ends(hasty: Sandbox, name: str) -> None:
    try:
        result = hasty.ask(NESTED[name])
    except QueryError as error:
        assert "\n" not in str(error)
    else:
        assert len(result.rows) == 1


def test_after_all_of_it_the_tables_are_as_they_were(hasty: Sandbox, sandbox: Sandbox) -> None:
    for asked in (hasty, sandbox):
        for sql in ("DROP TABLE eras", "DELETE FROM eras", BURNING["a huge list"]):
            refusal(asked, sql)
    result = sandbox.ask("SELECT count(*) FROM eras")
    assert result.rows == ((8,),)


@pytest.fixture(scope="module")
def unchecked() -> duckdb.DuckDBPyConnection:
    """The database that a query is asked of, with nobody who looks at the query first."""
    script = "CREATE TABLE eras AS SELECT 'pep' AS id; CREATE TABLE qualifiers AS SELECT 1;"
    return opened(script, Limits())


@pytest.mark.parametrize("of", REFUSED)
def test_who_looks_at_a_query_first_refuses_it(
    unchecked: duckdb.DuckDBPyConnection, of: str
) -> None:
    for sql in REFUSED[of].values():
        with pytest.raises((Refused, duckdb.ParserException)):
            check(unchecked, sql, ["eras", "qualifiers"])


def test_the_tables_that_a_query_reads_are_told_in_its_order(
    unchecked: duckdb.DuckDBPyConnection,
) -> None:
    sql = """WITH eras_too AS (FROM main.Qualifiers) SELECT count(*), (SELECT max(id) FROM eras)
        FROM eras_too, range(3), unnest([1, 2]) WHERE 1 IN (SELECT 1 FROM eras);"""
    assert check(unchecked, sql, ["eras", "qualifiers"]) == ("qualifiers", "eras")


@pytest.mark.parametrize("name", FILES)
def test_the_database_itself_reaches_no_file(
    unchecked: duckdb.DuckDBPyConnection, name: str
) -> None:
    with unchecked.cursor() as cursor, pytest.raises(duckdb.Error):
        cursor.execute(FILES[name]).fetchall()


@pytest.mark.parametrize(
    "name",
    [name for name in STATEMENTS if name.split()[0].strip(",") in
     {"ATTACH", "COPY", "EXPORT", "IMPORT", "INSTALL", "LOAD", "SET", "RESET"}
     and name != "SET VARIABLE"],
)  # fmt: skip
def test_the_database_itself_writes_loads_and_sets_nothing(
    unchecked: duckdb.DuckDBPyConnection, name: str
) -> None:
    with unchecked.cursor() as cursor, pytest.raises(duckdb.Error):
        cursor.execute(STATEMENTS[name]).fetchall()


def test_the_database_itself_sees_no_variable_of_python(
    unchecked: duckdb.DuckDBPyConnection,
) -> None:
    secret = pd.DataFrame({"a": [1]})
    sql = "SELECT a FROM secret"
    with duckdb.connect() as open_to_all:
        assert open_to_all.execute(sql).fetchall() == [(secret["a"][0],)]
    with pytest.raises(duckdb.Error, match="secret does not exist"):
        unchecked.execute(sql)


def test_the_process_opens_no_file_and_no_connection() -> None:
    """Even what breaks out of DuckDB finds no file, no connection and no environment."""
    script = """
import os, socket, sys
from lib.query.child import bound
from lib.query.limits import Limits
out = os.dup(1)
bound(Limits(), out)
said = []
for reach in (lambda: open("/etc/hostname"), lambda: socket.socket(), lambda: os.pipe()):
    try:
        reach()
        said.append("reached")
    except OSError as error:
        said.append(type(error).__name__ + str(error.errno))
os.write(out, " ".join(said).encode())
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, env={}, check=True
    )
    assert done.stdout.decode().split() == ["OSError24"] * 3


def test_nothing_is_left_behind(tables: Tables) -> None:
    """No process, no memory, no file that is open."""
    sandbox = Sandbox(tables, Limits(seconds=0.2), places=1, rest=0)
    try:
        refusal(sandbox, "DROP TABLE eras")
        waiting, before, opened_before = children(os.getpid()), memory(), open_files()
        for sql in [*BURNING.values()][:8]:
            refusal(sandbox, sql)
        assert children(os.getpid()) == waiting
        assert [children(process) for process in waiting if children(process)] == []
        assert open_files() == opened_before
        # Far below what a single one of these queries would hold.
        assert memory() - before < 16
    finally:
        sandbox.close()
    gone = [process for process in waiting if Path(f"/proc/{process}").exists()]
    assert not gone or set(gone) <= set(children(os.getpid()))


def children(process: int) -> list[int]:
    """The processes that a process has begun and that are still there."""
    return [
        int(child)
        for listed in Path(f"/proc/{process}/task").glob("*/children")
        for child in listed.read_text().split()
    ]


def memory() -> float:
    """Megabytes of this process."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.mark.parametrize(
    "sql",
    [
        "WITH eras AS (SELECT * FROM eras) SELECT * FROM eras",
        "SELECT * FROM eras, (WITH eras AS (SELECT 1 AS a) SELECT a FROM eras) t",
        "SELECT sql FROM sqlite_master, (WITH sqlite_master AS (SELECT 1 AS a) SELECT 1) t",
        "SELECT 1 FROM duckdb_tables, (WITH duckdb_tables AS (SELECT 1 AS a) SELECT 1) t",
        'SELECT * FROM "/etc/passwd", (WITH "/etc/passwd" AS (SELECT 1 AS a) SELECT 1) t',
    ],
)
def test_no_name_means_two_things(sandbox: Sandbox, sql: str) -> None:
    """A WITH that hides a table would hide its cautions too, and one of the engine's names opens
    what it hides."""
    assert "cannot be the name of a WITH" in refusal(sandbox, sql)
