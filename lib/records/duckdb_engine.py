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

from lib.records.duckdb_scan import records_sql, scan_sql
from lib.records.errors import RecordsError, first_line
from lib.records.form import Form, Source
from lib.records.gzipped import check_gzip
from lib.records.interrupts import execute
from lib.records.monthly import REJECTS_LIMIT, Rejected, RollUp, days, finish
from lib.records.plain_copy import plain_copies
from lib.records.question import Question, count_sql, day_sql
from lib.records.report import Example

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
        _database(Path(folder), memory_limit, threads) as connection,
    ):
        readable, rejected = _count(connection, form, question, Path(folder), progress)
        return finish(
            connection,
            form,
            question,
            rejected,
            lambda texts: _examples(connection, form, question, readable, rejected, texts),
        )


def count_days(form: Form, question: Question) -> pd.DataFrame:
    """The records of a form by day; see lib.records.rollup.by_day."""
    with (
        tempfile.TemporaryDirectory(prefix="records-") as folder,
        _database(Path(folder), MEMORY, None) as connection,
    ):
        _count(connection, form, question, Path(folder), None)
        return days(connection, form, question)


@contextmanager
def _database(
    folder: Path, memory_limit: str, threads: int | None
) -> Iterator[duckdb.DuckDBPyConnection]:
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
        raise RecordsError(f"DuckDB could not start ({first_line(error)})") from None
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
) -> tuple[list[Source], Rejected]:
    """Makes the table ``counts``. Gives the files as they were read, and the rows that were not."""
    sources = form.sources
    rejected = Rejected({}, ())
    readable: list[Source] = []
    # A first reading may show line ends of two kinds, a second one letters of Latin-1.
    for attempt in range(3):
        readable = plain_copies(sources, folder, attempt)
        records = records_sql(readable, form.columns, question)
        connection.execute(f"CREATE OR REPLACE TEMP VIEW records AS {records}")
        try:
            with _checks(sources), _watched(connection, progress):
                execute(
                    connection,
                    f"CREATE OR REPLACE TEMP TABLE counts AS {count_sql(question)}",
                )
        except duckdb.OutOfMemoryException:
            raise RecordsError(
                "the memory limit is too low for these records",
                hint="Raise it, or free up disk space",
            ) from None
        except duckdb.Error as error:
            if attempt == 0 and any(source.kind == "csv" and not source.copy for source in sources):
                # Line ends of two kinds further down than the head: a plain copy has one.
                sources = tuple(
                    replace(source, copy=source.copy or source.kind == "csv") for source in sources
                )
                _drop_rejects(connection)
                continue
            raise RecordsError(
                f"the records cannot be read ({first_line(error)})",
                file=_named_in(error, readable),
            ) from None
        rejected, latin = _rejected(connection, sources, readable)
        if not latin:
            break
        # Text that is UTF-8 in its head and not below is Latin-1: every byte is a letter there.
        sources = tuple(
            replace(source, encoding="latin-1", copy=True) if number in latin else source
            for number, source in enumerate(sources)
        )
        _drop_rejects(connection)
    return readable, rejected


@contextmanager
def _checks(sources: Sequence[Source]) -> Iterator[None]:
    """Checks, beside the counting, that gzip files are whole; the count stands only if they are."""
    packed = [source for source in sources if source.compressed]
    if not packed:
        yield
        return
    problems: list[RecordsError] = []
    stop = threading.Event()

    def check() -> None:
        for source in packed:
            try:
                check_gzip(source.path, source.name, stop.is_set)
            except RecordsError as problem:
                problems.append(problem)
                return

    thread = threading.Thread(target=check, daemon=True)
    thread.start()
    try:
        yield
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


def _rejected(
    connection: duckdb.DuckDBPyConnection, sources: Sequence[Source], readable: Sequence[Source]
) -> tuple[Rejected, set[int]]:
    """The unreadable rows, and the files that turn out not to be UTF-8."""
    if not any(source.kind == "csv" for source in readable):
        return Rejected({}, ()), set()
    rows = connection.execute(
        "SELECT s.file_path, e.line, list(e.error_type), any_value(e.csv_line) "
        "FROM reject_errors AS e JOIN reject_scans AS s USING (scan_id, file_id) "
        "GROUP BY s.file_path, e.line, e.line_byte_position ORDER BY s.file_path, e.line"
    ).fetchall()
    numbers = {str(source.path.resolve()): number for number, source in enumerate(readable)}
    latin: set[int] = set()
    noted: dict[int, int] = {}
    places: dict[int, list[int]] = {}
    examples: list[Example] = []
    for path, line, kinds, text in rows:
        number = numbers[path]
        source = sources[number]
        row = line + source.header_row - readable[number].header_row
        if "INVALID ENCODING" in kinds:
            latin.add(number)
            continue
        if unreadable := set(kinds) - {"MISSING COLUMNS", "TOO MANY COLUMNS"}:
            raise RecordsError(_problem(unreadable), file=source.name, row=row)
        # DuckDB notes a row once for each cell too many, and stops at the limit: what is beyond it
        # would be lost.
        noted[number] = noted.get(number, 0) + len(kinds)
        places.setdefault(number, []).append(row)
        if len(examples) < 5:
            examples.append(Example(source.name, row, (text or "")[:80]))
        if noted[number] >= REJECTS_LIMIT and not latin:
            raise RecordsError(
                "too many rows have more or fewer cells than the header",
                file=source.name,
                row=places[number][0],
                hint="Is this a single table with a single delimiter?",
            )
    counts = {number: len(rows) for number, rows in places.items()}
    ordered = {number: tuple(sorted(rows)) for number, rows in places.items()}
    return Rejected(counts, tuple(examples), ordered), latin


def _problem(kinds: set[str]) -> str:
    if "UNQUOTED VALUE" in kinds:
        return "a quotation mark is never closed, or text follows the closing one"
    return f"the row cannot be read ({', '.join(sorted(kinds)).lower()})"


def _drop_rejects(connection: duckdb.DuckDBPyConnection) -> None:
    # The tables are not there while no row was ever rejected.
    with suppress(duckdb.CatalogException):
        connection.execute("DELETE FROM reject_errors; DELETE FROM reject_scans")


def _examples(
    connection: duckdb.DuckDBPyConnection,
    form: Form,
    question: Question,
    readable: Sequence[Source],
    rejected: Rejected,
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
    for number, (asked, source) in enumerate(zip(form.sources, readable, strict=True)):
        scan = scan_sql(number, [source], form.columns, question)
        rows = execute(
            connection,
            "SELECT row, CAST(raw AS VARCHAR) FROM (SELECT row_number() OVER () AS row, "
            f"c{question.date} AS raw, {day} AS day FROM ({scan})) "
            f"WHERE {test} LIMIT {5 - len(found)}",
            {"words": words} if words else {},
        ).fetchall()
        for row, raw in sorted(rows):
            place = asked.header_row + row
            # DuckDB numbers the rows it can read; those it cannot stand between them.
            for skipped in rejected.places.get(number, ()):
                place += skipped <= place
            found.append(Example(asked.name, place, raw or ""))
        if len(found) >= 5:
            break
    return found


def _named_in(error: Exception, sources: Sequence[Source]) -> str | None:
    return next((source.name for source in sources if str(source.path) in str(error)), None)
