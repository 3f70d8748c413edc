"""The processes that answer queries, from the side of the server."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Collection
from dataclasses import asdict
from pathlib import Path
from queue import Empty, LifoQueue, Queue
from typing import Any

from lib.query.limits import MEGABYTE, Limits, at_once
from lib.query.pipes import read_line
from lib.query.problems import QueryError, told
from lib.query.result import Result
from lib.sql import identifier, literal
from lib.tables import Tables

ROOT = Path(__file__).resolve().parents[2]

STARTING = 60.0
"""Seconds that a process may take until it holds the tables: it gives way to all others."""

GRACE = 10.0
"""Seconds beyond a query's own limit until its process is thought lost."""


REST = 0.3
"""Seconds between two queries of one place: to show the rows takes the time of the server itself,
which whoever asks without a pause would take from the other pages."""


class Sandbox:
    """Answers queries over copies of tables, so many at once as the machine can bear.

    Processes start with the first query and are kept; they are gone with ``close``, or with the
    process that holds this."""

    def __init__(
        self,
        tables: Tables,
        limits: Limits | None = None,
        places: int | None = None,
        rest: float = REST,
    ):
        self.tables: Collection[str] = tuple(tables.package.resources)
        self.limits = limits or Limits()
        self.patience = self.limits.seconds + 1
        """Seconds that a query waits for those before it."""
        self._script = copies(tables)
        self._idle: LifoQueue[_Process] = LifoQueue()
        self._rest = rest
        # Each with the time from which on it is free.
        self._places: Queue[float] = Queue()
        for _place in range(places or at_once()):
            self._places.put(0.0)
        self._closed = False

    def ask(self, sql: str) -> Result:
        """The rows that a query gives. Raises QueryError, in one line for people, where it is
        refused, fails or reaches a limit; where rows were left out the result says so."""
        if not hasattr(os, "fork"):
            raise self._error("unavailable", sql)
        if len(sql) > self.limits.letters:
            raise self._error("letters", sql)
        try:
            free = self._places.get(timeout=self.patience)
        except Empty:
            raise self._error("busy", sql) from None
        try:
            time.sleep(max(0.0, free - time.monotonic()))
            said = self._asked(sql)
        finally:
            self._places.put(time.monotonic() + self._rest)
        if "refused" in said:
            raise self._error(said["refused"], sql, said.get("values"))
        return Result.of(sql, said)

    def _asked(self, sql: str) -> dict[str, Any]:
        # A process that waited may be gone; one that was begun for this query should not be.
        for _ in range(2):
            process = None
            try:
                process = self._waiting() or _Process(self._script, self.tables, self.limits)
                said = process.ask(sql)
            except _Lost:
                if process:
                    process.end()
                continue
            if self._closed:
                process.end()
            else:
                self._idle.put(process)
            return said
        return {"refused": "away"}

    def _waiting(self) -> _Process | None:
        try:
            return self._idle.get_nowait()
        except Empty:
            return None

    def _error(self, code: str, sql: str, values: dict[str, Any] | None = None) -> QueryError:
        return told(code, values or {}, sql, self.tables, self.limits)

    def close(self) -> None:
        """Ends the processes; one that is at work ends after its query."""
        self._closed = True
        while not self._idle.empty():
            self._idle.get().end()


class _Lost(Exception):
    """The process does not answer."""


class _Process:
    """A process that holds copies of the tables."""

    def __init__(self, script: str, tables: Collection[str], limits: Limits):
        self._limits = limits
        # Without the environment, and so without what secrets it may hold.
        self._process = subprocess.Popen(
            [sys.executable, "-m", "lib.query.child"],
            cwd=ROOT,
            env={"PYTHONUTF8": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        begin = {"script": script, "tables": list(tables), "limits": asdict(limits)}
        try:
            self._said(begin, STARTING)
        except _Lost:
            self.end()
            raise

    def ask(self, sql: str) -> dict[str, Any]:
        return self._said(sql, self._limits.seconds + GRACE)

    def _said(self, what: Any, seconds: float) -> dict[str, Any]:
        """The answer to a line of JSON. Raises _Lost where none comes in time."""
        into, out = self._process.stdin, self._process.stdout
        assert into and out
        try:
            into.write(json.dumps(what).encode() + b"\n")
            into.flush()
            said = read_line(out.fileno(), seconds, 3 * self._limits.answer_megabytes * MEGABYTE)
        except (BrokenPipeError, TimeoutError):
            raise _Lost from None
        if not said.endswith(b"\n"):
            raise _Lost
        answer: dict[str, Any] = json.loads(said)
        return answer

    def end(self) -> None:
        """Ends the process, and waits until it is gone."""
        self._process.kill()
        self._process.communicate()


def copies(tables: Tables) -> str:
    """SQL that makes the tables anew, with all their rows."""
    types = tables.rows(
        "SELECT table_name, column_name, data_type FROM duckdb_columns() "
        "ORDER BY table_name, column_index"
    )
    made = []
    for name in tables.package.resources:
        columns = [
            f"{identifier(row['column_name'])} {row['data_type']}"
            for row in types
            if row["table_name"] == name
        ]
        rows = [
            f"({', '.join(map(literal, row.values()))})"
            for row in tables.rows(f"SELECT * FROM {identifier(name)}", remember=False)
        ]
        made.append(f"CREATE TABLE {identifier(name)} ({', '.join(columns)});")
        made.append(f"INSERT INTO {identifier(name)} VALUES {', '.join(rows)};")
    return "\n".join(made)
