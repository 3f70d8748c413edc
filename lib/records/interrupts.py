"""Ctrl-C while a query runs.

DuckDB 2.0.1 seldom hears a Ctrl-C while it computes on Python's main thread, and reports the one it
hears as a RuntimeError.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from typing import Any

import duckdb


def execute(
    connection: duckdb.DuckDBPyConnection, sql: str, values: dict[str, Any] | None = None
) -> duckdb.DuckDBPyConnection:
    """Runs a query that may take long, so that Ctrl-C ends it and is a KeyboardInterrupt.

    The query runs on a thread beside the one that waits for it and hears the Ctrl-C.
    """
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="query") as beside:
        answer = beside.submit(connection.execute, sql, values or {})
        try:
            return answer.result()
        except KeyboardInterrupt:
            connection.interrupt()
            wait([answer])
            raise


@contextmanager
def ctrl_c_stops() -> Iterator[None]:
    """Ctrl-C during a short query is a KeyboardInterrupt, too, as it is anywhere in Python."""
    try:
        yield
    except RuntimeError as error:
        if str(error) == "Query interrupted":
            raise KeyboardInterrupt from None
        raise
