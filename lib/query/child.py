"""The process that holds copies of the tables and answers queries: ``python -m lib.query.child``.

It reads one line of JSON with the tables and the limits and, after that, one with each query; it
writes one line of JSON for each. A query runs in a process forked from this one, which is ended at
the limit of time whatever it does. Nothing that a reader wrote is parsed in this process."""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from collections.abc import Collection
from math import ceil
from pathlib import Path
from typing import Any, BinaryIO

import duckdb

from lib.query.limits import MEGABYTE, Limits
from lib.query.pipes import read_line
from lib.query.statement import Refused, check

AT_A_TIME = 500
"""Rows taken at a time, so that an answer too large is not held whole."""

BESIDE = 128
"""Megabytes that Python and the answer may take beside DuckDB's own memory."""

LONGEST = 2_000
"""Letters of an error; it may hold a value of the query, however long that is."""

_KINDS = {
    "BOOLEAN": "boolean",
    "DATE": "date",
    **dict.fromkeys(("FLOAT", "DOUBLE", "DECIMAL"), "number"),
    **dict.fromkeys(
        [f"{sign}{size}INT" for sign in ("", "U") for size in ("TINY", "SMALL", "BIG", "HUGE")],
        "integer",
    ),
    **dict.fromkeys(("INTEGER", "UINTEGER"), "integer"),
}

_LOCKED = """
SET python_enable_replacements = false;
SET autoload_known_extensions = false;
SET autoinstall_known_extensions = false;
SET allow_community_extensions = false;
SET allow_persistent_secrets = false;
SET enable_progress_bar = false;
SET enable_external_access = false;
SET disabled_filesystems = 'LocalFileSystem';
SET lock_configuration = true;
"""

# One value of each type that Python needs a module or a file for, which a query could not open.
_EVERY_TYPE = (
    "SELECT now(), uuid(), 1.5::DECIMAL(3, 2), DATE '2000-01-01', TIMESTAMP '2000-01-01 00:00:00', "
    "TIME '10:00', INTERVAL 1 DAY, 'a'::BLOB, [1], {'a': 1}, MAP {1: 2}, '1'::BIT, 0 / 0"
)


def main() -> None:
    """Answers queries until there are no more."""
    lines, out = sys.stdin.buffer, sys.stdout.buffer
    begun = json.loads(lines.readline())
    limits = Limits(**begun["limits"])
    connection = opened(begun["script"], limits)
    # From here on pages come first, wherever the processors are asked for.
    os.nice(10)
    _say(out, b'{"ready": true}\n')
    for line in lines:
        _say(out, _watched(connection, json.loads(line), begun["tables"], limits))


def opened(script: str, limits: Limits) -> duckdb.DuckDBPyConnection:
    """A database with the tables that a script makes, and nothing else in reach.

    It has one thread, that of its caller, so that it can be forked."""
    config: dict[str, str | bool | int | float | list[str]] = {
        "threads": 1,
        "async_threads": 0,
        "memory_limit": f"{limits.megabytes}MiB",
        "temp_directory": "",
    }
    connection = duckdb.connect(":memory:", config=config)
    connection.execute(script)
    connection.execute(_LOCKED)
    connection.execute(_EVERY_TYPE).fetchall()
    return connection


def _say(out: BinaryIO, line: bytes) -> None:
    out.write(line)
    out.flush()


def _watched(
    connection: duckdb.DuckDBPyConnection, sql: str, tables: Collection[str], limits: Limits
) -> bytes:
    """What a query gives, asked in a process that is gone afterwards."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        # Whatever goes wrong: the copy of this process must not go on as if it were this one.
        try:
            os.close(reading)
            bound(limits, writing)
            with open(writing, "wb", closefd=False) as out:
                _say(out, json.dumps(_answer(connection, sql, tables, limits)).encode() + b"\n")
        finally:
            os._exit(0)
    os.close(writing)
    refused = "broken"
    line = b""
    try:
        line = read_line(reading, limits.seconds, 2 * limits.answer_megabytes * MEGABYTE)
    except TimeoutError:
        refused = "time"
    finally:
        os.close(reading)
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
    return line if line.endswith(b"\n") else json.dumps({"refused": refused}).encode() + b"\n"


def bound(limits: Limits, writing: int) -> None:
    """Lets this process have the one pipe, no file, no connection, and no more memory and time than
    allowed."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    os.closerange(3, writing)
    os.closerange(writing + 1, 256)
    allowed = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
        # Counted from those that are open: no other can be opened, a socket neither.
        resource.RLIMIT_NOFILE: 0,
        resource.RLIMIT_CPU: ceil(limits.seconds) + 1,
    }
    if taken := _taken():
        allowed[resource.RLIMIT_AS] = taken + (limits.megabytes + BESIDE) * MEGABYTE
    for what, most in allowed.items():
        resource.setrlimit(what, (most, most))


def _taken() -> int:
    """Bytes of address space that this process has; 0 where the system does not say so."""
    try:
        said = Path("/proc/self/statm").read_text(encoding="ascii")
        return int(said.split()[0]) * resource.getpagesize()
    except FileNotFoundError:
        return 0


def _answer(
    connection: duckdb.DuckDBPyConnection, sql: str, tables: Collection[str], limits: Limits
) -> dict[str, Any]:
    try:
        read = check(connection, sql, tables)
        return {"tables": read, **_rows(connection, sql, limits)}
    except Refused as refused:
        return {"refused": refused.code, "values": refused.values}
    except (duckdb.OutOfMemoryException, MemoryError):
        return {"refused": "memory"}
    except duckdb.Error as error:
        return {
            "refused": "duckdb",
            "values": {"kind": type(error).__name__, "said": str(error)[:LONGEST]},
        }
    except (ValueError, OverflowError) as error:
        return {"refused": "value", "values": {"said": str(error)[:LONGEST]}}


def _rows(connection: duckdb.DuckDBPyConnection, sql: str, limits: Limits) -> dict[str, Any]:
    """The columns, the rows as far as they may go, and which limit ended them, if one did."""
    result = connection.execute(sql)
    columns = [(column[0], _kind(str(column[1]))) for column in result.description or ()]
    if len(columns) > limits.columns:
        raise Refused("columns", number=len(columns))
    rows: list[list[Any]] = []
    room = limits.answer_megabytes * MEGABYTE
    while True:
        some = result.fetchmany(AT_A_TIME)
        for row in some:
            if len(rows) == limits.rows:
                return {"columns": columns, "rows": rows, "cut": "rows"}
            cells = [_cell(value, kind) for value, (_, kind) in zip(row, columns, strict=True)]
            room -= len(json.dumps(cells))
            if room < 0 and not rows:
                raise Refused("row")
            if room < 0:
                return {"columns": columns, "rows": rows, "cut": "size"}
            rows.append(cells)
        if not some:
            return {"columns": columns, "rows": rows, "cut": ""}


def _kind(type_name: str) -> str:
    return _KINDS.get(type_name.split("(")[0], "text")


def _cell(value: Any, kind: str) -> Any:
    """A value as JSON has it; what is no number, no truth and no text is written as a text."""
    if value is None or isinstance(value, bool | str):
        return value
    if kind == "number":
        return float(value)
    if kind == "integer":
        return int(value)
    return value.hex() if isinstance(value, bytes) else str(value)


if __name__ == "__main__":
    main()
