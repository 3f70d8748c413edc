"""The DuckDB engine: one machine and a bounded memory; what does not fit spills to disk."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from lib.records.account import Account
from lib.records.count_sql import count_sql, day_sql
from lib.records.day_counts import days
from lib.records.duckdb_scan import records_sql, scan_sql
from lib.records.errors import RecordsError, first_line
from lib.records.form import Form, Source
from lib.records.gzipped import count_lines
from lib.records.interrupts import execute
from lib.records.monthly import RollUp, finish
from lib.records.no_records import names_column_sql
from lib.records.plain_copy import plain_copies
from lib.records.question import Question
from lib.records.report import Example
from lib.text import later

MEMORY = "512MB"
"""What DuckDB may hold before it spills to disk; the process around it takes some 200 MB more."""

Progress = Callable[[float], None]


def count(
    form: Form,
    question: Question,
    *,
    progress: Progress | None = None,
    temp_directory: Path | str | None = None,
    memory_limit: str = MEMORY,
    threads: int | None = None,
) -> RollUp:
    """The records of a form by month; see lib.records.rollup.roll_up."""
    with (
        tempfile.TemporaryDirectory(prefix="records-", dir=temp_directory) as folder,
        database(Path(folder), memory_limit, threads) as connection,
    ):
        rollup, _ = counted(connection, form, question, Path(folder), progress)
        return rollup


def counted(
    connection: duckdb.DuckDBPyConnection,
    form: Form,
    question: Question,
    folder: Path,
    progress: Progress | None = None,
) -> tuple[RollUp, list[Source]]:
    """The records of a form by month, and the files as they were read: some are copies in
    ``folder``."""
    readable, accounts = _count(connection, form, question, folder, progress)
    rollup = finish(
        connection,
        form,
        question,
        accounts,
        lambda texts: _examples(connection, form, question, readable, texts),
    )
    return rollup, readable


def count_days(form: Form, question: Question) -> pd.DataFrame:
    """The records of a form by day; see lib.records.rollup.by_day."""
    with (
        tempfile.TemporaryDirectory(prefix="records-") as folder,
        database(Path(folder), MEMORY, None) as connection,
    ):
        _count(connection, form, question, Path(folder), None)
        return days(connection, form, question)


@contextmanager
def database(
    folder: Path, memory_limit: str, threads: int | None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory that spills into ``folder``.

    Raises RecordsError where DuckDB does not start.
    """
    # Nothing is fetched, whatever a file asks for: an extension that is not there is an error.
    config: dict[str, Any] = {
        "memory_limit": memory_limit,
        "temp_directory": str(folder / "spill"),
        "preserve_insertion_order": "false",
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    if threads:
        config["threads"] = threads
    try:
        connection = duckdb.connect(":memory:", config=config)
        # An instant is another day elsewhere: it must not depend on where this machine stands.
        connection.execute("SET TimeZone = 'UTC'")
    except duckdb.Error as error:
        raise RecordsError(
            later("DuckDB could not start ({error})", error=first_line(error))
        ) from None
    try:
        yield connection
    finally:
        connection.close()


def _count(
    connection: duckdb.DuckDBPyConnection,
    form: Form,
    question: Question,
    folder: Path,
    progress: Progress | None,
) -> tuple[list[Source], dict[int, Account]]:
    """Makes the table ``counts``. Gives the files as they were read, and the accounts of copies."""
    sources = form.sources
    while True:
        attempt = "again" if sources is not form.sources else "first"
        readable, accounts = plain_copies(sources, folder, attempt)
        records = records_sql(connection, readable, form.columns, question)
        connection.execute(f"CREATE OR REPLACE TEMP VIEW records AS {records}")
        try:
            with _lines(readable) as lines, _watched(connection, progress):
                execute(
                    connection,
                    f"CREATE OR REPLACE TEMP TABLE counts AS {count_sql(question)}",
                )
            irregular = _irregular(connection, readable, lines)
            irregular |= _with_headers(connection, readable, form.columns) if lines else set()
        except duckdb.OutOfMemoryException:
            raise RecordsError(
                later("the memory limit is too low for these records"),
                hint=later("Raise it, or free up disk space"),
            ) from None
        except duckdb.Error as error:
            irregular = {number for number, source in enumerate(readable) if _is_text(source)}
            if not irregular:
                raise RecordsError(
                    later("the records cannot be read ({error})", error=first_line(error)),
                    file=_named_in(error, readable),
                ) from None
        if not irregular:
            return readable, accounts
        sources = tuple(
            replace(source, copy=source.copy or number in irregular)
            for number, source in enumerate(sources)
        )
        _drop_rejects(connection)


def _is_text(source: Source) -> bool:
    """Whether a file is read as it was given, with whatever may be wrong in it."""
    return source.kind == "csv" and not source.numbered


def _irregular(
    connection: duckdb.DuckDBPyConnection, readable: Sequence[Source], lines: dict[int, int]
) -> set[int]:
    """The text files in which a row is not a line: they are to be read one row at a time.

    There is a row DuckDB cannot read, a cell with line breaks in it (or an open quotation mark), or
    a blank line.
    """
    if not lines:
        return set()
    paths = connection.execute(
        "SELECT DISTINCT s.file_path FROM reject_errors JOIN reject_scans AS s "
        "USING (scan_id, file_id)"
    ).fetchall()
    rejected = {path for (path,) in paths}
    rows = dict(
        connection.execute(
            "SELECT file, sum(records)::BIGINT FROM counts WHERE part = 'day' GROUP BY file"
        ).fetchall()
    )
    return {
        number
        for number, last in lines.items()
        if str(readable[number].path.resolve()) in rejected
        or rows.get(number, 0) + readable[number].header_row != last
    }


def _with_headers(
    connection: duckdb.DuckDBPyConnection, readable: Sequence[Source], columns: Sequence[str]
) -> set[int]:
    """The text files in which what names a column stands among the dates."""
    rows = connection.execute(
        f"SELECT DISTINCT file FROM counts WHERE {names_column_sql('day_text', columns)}"
    ).fetchall()
    return {number for (number,) in rows if number is not None and _is_text(readable[number])}


@contextmanager
def _lines(sources: Sequence[Source]) -> Iterator[dict[int, int]]:
    """Counts, beside the counting, the lines of the text files that are read as they were given.

    Raises RecordsError where a gzip file is not whole; the count stands only if all are.
    """
    counted: dict[int, int] = {}
    problems: list[RecordsError] = []
    stop = threading.Event()

    def count() -> None:
        for number, source in enumerate(sources):
            if _is_text(source):
                try:
                    counted[number] = count_lines(
                        source.path, source.compressed, source.name, stop.is_set
                    )
                except RecordsError as problem:
                    problems.append(problem)
                    return

    thread = threading.Thread(target=count, daemon=True)
    thread.start()
    try:
        yield counted
    except duckdb.Error:
        # A file cut short may also show as a broken row; the cause is the better message.
        thread.join()
        if problems:
            raise problems[0] from None
        raise
    except BaseException:
        stop.set()
        raise
    thread.join()
    if problems:
        raise problems[0]


@contextmanager
def _watched(connection: duckdb.DuckDBPyConnection, progress: Progress | None) -> Iterator[None]:
    """Tells ``progress`` how far the query is, four times a second, from a thread beside it."""
    if progress is None:
        yield
        return
    connection.execute("SET enable_progress_bar = true; SET enable_progress_bar_print = false")
    done = threading.Event()
    best = 0.0

    def watch() -> None:
        nonlocal best
        while not done.wait(0.25):
            best = max(best, min(connection.query_progress() / 100, 1.0))
            progress(best)

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
    progress(1.0)


def _drop_rejects(connection: duckdb.DuckDBPyConnection) -> None:
    # The tables are not there while no row was ever rejected.
    with suppress(duckdb.CatalogException):
        connection.execute("DELETE FROM reject_errors; DELETE FROM reject_scans")


def _examples(
    connection: duckdb.DuckDBPyConnection,
    form: Form,
    question: Question,
    readable: Sequence[Source],
    texts: list[str | None],
) -> list[Example]:
    """Up to five rows whose date is one of these texts, with their row.

    Reads again, as far as needed.
    """
    day = day_sql(question.date, question)
    words = [text for text in texts if text is not None][:200]
    test = "day IS NULL" if None in texts else "false"
    if words:
        test += " OR list_contains($words, CAST(day AS VARCHAR))"
    found: list[Example] = []
    # Order matters here as nowhere else: a row's number is how many rows stand before it.
    connection.execute("SET preserve_insertion_order = true")
    for number, source in enumerate(readable):
        scan = scan_sql(connection, number, [source], form.columns, question, places=True)
        rows = execute(
            connection,
            f"SELECT place, CAST(c{question.date} AS VARCHAR) "
            f"FROM (SELECT *, {day} AS day FROM ({scan})) "
            f"WHERE {test} ORDER BY place LIMIT {5 - len(found)}",
            {"words": words} if words else {},
        ).fetchall()
        found += [Example(source.name, place, raw or "") for place, raw in rows]
        if len(found) >= 5:
            break
    return found


def _named_in(error: Exception, sources: Sequence[Source]) -> str | None:
    return next((source.name for source in sources if str(source.path) in str(error)), None)
