"""The count: what a roll-up counts, in one place, whatever engine does the counting.

The engine is asked one question (``count_sql``): how many rows stand for each text in the date column, for each flag and
for each value of the split. Texts become dates afterwards, here, some thousands of them instead of all rows. So a
date means the same on every engine, how a column writes its dates is decided by all of it, and the count is as fast
as the reading.

A month is whole where the records cover it:

- with a profile that names when a record was entered, a month is whole if something was entered on its first day and
  something was entered in the month after it. What departs late in a month is entered early in the next;
- without one, the months between the first and the last are whole; the first if its first day has a record, the last
  if its last day has. Months at either edge with less than a tenth of the median month are remnants, not whole.
"""

from __future__ import annotations

import calendar
import datetime as dt
import json
import os
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from lib.months import Month, MonthRange
from lib.records.conditions import Condition, find_column, literal, plain
from lib.records.dates import read_days
from lib.records.errors import RecordsError
from lib.records.profiles import Flag, Profile, load_profiles
from lib.records.reading import Form, Source, check_gzip, copy_plainly, identifier, plain_path
from lib.records.report import Example, FileRows, Inference, Report

MEMORY = "512MB"
"""What DuckDB may hold before it spills to disk; the process around it takes some 200 MB more."""
SPLIT_LIMIT = 50
"""Values a split may have: each becomes a column."""
REJECTS_LIMIT = 1000
"""Rows of one file with a cell missing, and cells too many, that may be met before the file counts as unreadable."""
DATES_LIMIT = 1_000_000
"""Different texts a date column may hold."""

Progress = Callable[[float], None]


@dataclass(frozen=True)
class RollUp:
    """The table and the account of it.

    ``months`` has a row for every month from the first to the last: ``month`` (text, YYYY-MM), the count (``removals`` or
    what the profile calls it, else ``records``), a column for each flag, one for each value of the split, and ``whole``.
    """

    months: pd.DataFrame
    report: Report

    @property
    def counts(self) -> list[str]:
        """The columns that count: all records first, then flags and the values of the split."""
        return [name for name in self.months.columns if name not in ("month", "whole")]

    @property
    def csv(self) -> str:
        """The months as the command writes them."""
        frame = self.months.assign(whole=self.months["whole"].map({True: "true", False: "false"}))
        return frame.to_csv(index=False, lineterminator="\n")


@dataclass(frozen=True)
class Question:
    """What is counted: columns by their number in the form, and flags with their conditions."""

    date: int
    recorded: int | None
    split: int | None
    flags: tuple[tuple[int, Flag], ...]
    count: str
    forms: tuple[str, ...] | None
    timed: bool
    """Whether a time of day stands behind the dates, to be cut off before counting."""
    typed: bool
    """Whether the files hold the date as a date, not as text."""
    width: int
    duplicates: bool
    profile: Profile | None


def roll_up(
    form: Form,
    *,
    profile: str | None = None,
    date_column: str | None = None,
    by: str | None = None,
    flags: Mapping[str, str] | None = None,
    duplicates: bool = True,
    progress: Progress | None = None,
    temp_directory: Path | str | None = None,
    memory_limit: str = MEMORY,
    threads: int | None = None,
    engine: str = "duckdb",
) -> RollUp:
    """The records of a form by month.

    The date column is the profile's (``profile``, or the form's own), or ``date_column``, or the only one that can be.
    ``by`` splits the count by a column's values, ``flags`` maps names to conditions (see lib.records.conditions),
    ``progress`` is called with 0 to 1 from another thread. Everything temporary is under ``temp_directory`` and gone at
    the end, however it ends. Raises RecordsError for whatever a user can do something about. Safe to call from several
    threads at once: each call has a database of its own.
    """
    question = ask(
        form,
        profile=profile,
        date_column=date_column,
        by=by,
        flags=flags or {},
        duplicates=duplicates,
    )
    if engine != "duckdb":
        from lib.records import spark

        return spark.roll_up(form, question, master=engine, temp_directory=temp_directory)
    with (
        tempfile.TemporaryDirectory(prefix="records-", dir=temp_directory) as folder,
        _database(Path(folder), memory_limit, threads) as connection,
    ):
        return _with_duckdb(connection, form, question, Path(folder), progress)


def ask(
    form: Form,
    *,
    profile: str | None,
    date_column: str | None,
    by: str | None,
    flags: Mapping[str, str],
    duplicates: bool,
) -> Question:
    """What to count in files of this form. Raises RecordsError where the choices do not fit the columns."""
    known = form.profile
    if profile:
        if profile not in load_profiles():
            raise RecordsError(
                f"there is no profile {profile}",
                hint=f"The profiles are {', '.join(load_profiles())}",
            )
        known = load_profiles()[profile]
    if date_column:
        known = None
    file = form.sources[0].name
    columns = form.columns

    def number(name: str) -> int:
        found = find_column(columns, name)
        if found is None:
            raise RecordsError(
                f"there is no column {name}",
                file=file,
                hint=f"The columns are {', '.join(columns)}",
            )
        return columns.index(found)

    if known:
        date = number(known.date)
    elif date_column:
        date = number(date_column)
    elif len(form.date_columns) == 1:
        date = number(form.date_columns[0])
    elif form.date_columns:
        raise RecordsError(
            f"several columns can date a record: {', '.join(form.date_columns)}", file=file,
            hint="Choose one: --date-column NAME",
        )  # fmt: skip
    else:
        raise RecordsError(
            "no column dates a record: in none are most values dates",
            file=file,
            hint="Name it: --date-column NAME",
        )
    chosen = [
        *(known.flags if known else ()),
        *(Flag(name, Condition.parse(text)) for name, text in flags.items()),
    ]
    count = known.count if known else "records"
    taken = {"month", "whole", count}
    for flag in chosen:
        if not flag.name.strip() or flag.name in taken:
            raise RecordsError(
                f"a flag cannot be called “{flag.name}”: the table has such a column already"
            )
        taken.add(flag.name)
    return Question(
        date=date,
        recorded=number(known.recorded) if known and known.recorded else None,
        split=number(by) if by else None,
        flags=tuple((number(flag.condition.column), flag) for flag in chosen),
        count=count,
        forms=known.forms if known else None,
        timed=columns[date] in form.timed,
        typed=all(_is_date(source, columns[date]) for source in form.sources),
        width=len(columns),
        duplicates=duplicates,
        profile=known,
    )


def count_sql(question: Question) -> str:
    """The question, over a view ``records`` with the columns file, c0, c1, ...: the one definition of what is counted.

    It gives rows of three parts. ``day``: how many records each file has for each text of the date column, value of the
    split and flags. ``recorded``: for each text of the column that says when a record was entered. ``row``: how many
    records there are, and how many different ones (``kinds``).
    """
    cells = [
        "file",
        f"{day_sql(question.date, question)} AS day_text",
        *([f"c{question.split} AS split_text"] if question.split is not None else []),
        *(
            f"{flag.condition.sql(f'c{column}')} AS flag_{number}"
            for number, (column, flag) in enumerate(question.flags)
        ),
    ]
    keys = ["file", "day_text", *(["split_text"] if question.split is not None else [])]
    keys += [f"flag_{number}" for number in range(len(question.flags))]
    sets = [f"({', '.join(keys)})"]
    parts = []
    if question.recorded is not None:
        cells.append(f"{day_sql(question.recorded, question)} AS recorded_text")
        sets.append("(recorded_text)")
        parts.append("WHEN grouping(recorded_text) = 0 THEN 'recorded'")
    if question.duplicates:
        cells.append(
            f"hash({', '.join(f'c{number}' for number in range(question.width))}) AS fingerprint"
        )
        sets.append("(fingerprint)")
        parts.append("WHEN grouping(fingerprint) = 0 THEN 'row'")
    part = f"CASE {' '.join(parts)} ELSE 'day' END" if parts else "'day'"
    columns = [*keys, *(["recorded_text"] if question.recorded is not None else [])]
    counted = (
        f"SELECT {', '.join(columns)}, {part} AS part, count(*) AS records FROM (SELECT {', '.join(cells)} FROM records) AS cells "
        f"GROUP BY GROUPING SETS ({', '.join(sets)})"
    )
    names = ", ".join([*columns, "part"])
    return f"SELECT {names}, sum(records) AS records, count(*) AS kinds FROM ({counted}) AS counted GROUP BY {names}"


def day_sql(column: int, question: Question) -> str:
    """A column of dates as it is grouped by."""
    if question.typed or not question.timed:
        return f"c{column}"
    # Otherwise every second of the day would be a text of its own.
    return f"split_part(split_part(trim(c{column}, ' '), ' ', 1), 'T', 1)"


# DuckDB


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
    except duckdb.Error as error:
        raise RecordsError(f"the database does not start ({_first_line(error)})") from None
    try:
        yield connection
    finally:
        connection.close()


def _with_duckdb(
    connection: duckdb.DuckDBPyConnection,
    form: Form,
    question: Question,
    folder: Path,
    progress: Progress | None,
) -> RollUp:
    sources = form.sources
    for attempt in range(3):
        readable = [
            copy_plainly(source, folder, number + attempt * len(sources), lambda: False)
            if source.copy
            else source
            for number, source in enumerate(sources)
        ]
        _make_view(connection, form, readable, question)
        try:
            with _checks(sources), _watched(connection, progress):
                connection.execute(f"CREATE OR REPLACE TEMP TABLE counts AS {count_sql(question)}")
        except RuntimeError as error:
            # How DuckDB reports a Ctrl-C during a query.
            if isinstance(error.__cause__, KeyboardInterrupt):
                raise KeyboardInterrupt from None
            raise
        except duckdb.OutOfMemoryException:
            raise RecordsError(
                "the memory limit is too small for these records",
                hint="Raise it, or free some disk",
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
                f"the records cannot be read ({_first_line(error)})",
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
    return finish(
        connection,
        form,
        question,
        rejected,
        lambda texts: _examples(connection, form, question, readable, rejected, texts),
    )


def _make_view(
    connection: duckdb.DuckDBPyConnection, form: Form, sources: Sequence[Source], question: Question
) -> None:
    # Files of different kinds meet as text; files of one kind keep their types, which are faster to count.
    mixed = len({(source.kind, source.types) for source in sources}) > 1
    reads: list[str] = []
    for _, alike in groupby(enumerate(sources), lambda numbered: _manner(*numbered)):
        numbers, group = zip(*alike, strict=True)
        reads.append(_read_sql(numbers[0], group, form.columns, mixed, question))
    connection.execute(f"CREATE OR REPLACE TEMP VIEW records AS {' UNION ALL '.join(reads)}")


def _manner(number: int, source: Source) -> object:
    """What two files share that can be one scan, which DuckDB spreads evenly over its threads."""
    # In Parquet files the same column may be called a little differently.
    return replace(source, path=Path(), name="") if source.kind == "csv" else number


def _read_sql(
    first: int, sources: Sequence[Source], columns: Sequence[str], mixed: bool, question: Question
) -> str:
    """A scan of files that are written alike, numbered from ``first`` on."""
    source = sources[0]
    paths = f"[{', '.join(literal(plain_path(one.path)) for one in sources)}]"
    file = f"file_index + {first} AS file"
    dated = {question.date, question.recorded}
    if source.kind == "parquet":
        cells = []
        theirs = {plain(name): name for name in _parquet_columns(source)}
        for place, column in enumerate(columns):
            cell = identifier(theirs[plain(column)])
            if place in dated and _is_date(source, column) and (question.typed or not mixed):
                cell = f"CAST({cell} AS DATE)"
            elif mixed or source.types[source.columns.index(column)] != "VARCHAR":
                cell = f"CAST({cell} AS VARCHAR)"
            cells.append(f"{cell} AS c{place}")
        return f"SELECT {file}, {', '.join(cells)} FROM read_parquet({paths})"
    given = ", ".join(
        f"{literal(f'c{columns.index(column)}')}: 'VARCHAR'" for column in source.columns
    )
    cells = [f"c{place}" for place in range(len(columns))]
    return (
        f"SELECT {file}, {', '.join(cells)} FROM read_csv({paths}, columns = {{{given}}}, auto_detect = false, "
        f"header = false, skip = {source.header_row}, delim = {literal(source.delimiter)}, quote = {literal(source.quote)}, "
        f"escape = {literal(source.quote)}, nullstr = '', compression = {literal('gzip' if source.compressed else 'none')}, "
        f"store_rejects = true, rejects_limit = {REJECTS_LIMIT})"
    )


def _parquet_columns(source: Source) -> list[str]:
    with duckdb.connect() as connection:
        path = literal(plain_path(source.path))
        return [
            row[0]
            for row in connection.execute(f"DESCRIBE SELECT * FROM read_parquet({path})").fetchall()
        ]


def _is_date(source: Source, column: str) -> bool:
    kind = source.types[source.columns.index(column)]
    return kind == "DATE" or kind.startswith("TIMESTAMP")


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


@dataclass(frozen=True)
class Rejected:
    """Rows of a file with more or fewer cells than the header: how many, up to five of them, and where they stand."""

    counts: dict[int, int]
    examples: tuple[Example, ...]
    places: dict[int, tuple[int, ...]] = field(default_factory=dict)


def _rejected(
    connection: duckdb.DuckDBPyConnection, sources: Sequence[Source], readable: Sequence[Source]
) -> tuple[Rejected, set[int]]:
    """The unreadable rows, and the files that turn out not to be UTF-8."""
    if not any(source.kind == "csv" for source in readable):
        return Rejected({}, ()), set()
    rows = connection.execute(
        "SELECT s.file_path, e.line, e.line_byte_position, list(e.error_type), any_value(e.csv_line) "
        "FROM reject_errors AS e JOIN reject_scans AS s USING (scan_id, file_id) "
        "GROUP BY 1, 2, 3 ORDER BY 1, 2"
    ).fetchall()
    places = {plain_path(source.path): number for number, source in enumerate(readable)}
    latin: set[int] = set()
    counts: dict[int, int] = {}
    noted: dict[int, int] = {}
    rejected_rows: dict[int, list[int]] = {}
    examples: list[Example] = []
    for path, line, _, kinds, text in rows:
        number = places[path]
        source = sources[number]
        row = line + source.header_row - readable[number].header_row
        if "INVALID ENCODING" in kinds:
            latin.add(number)
            continue
        if any(kind not in ("MISSING COLUMNS", "TOO MANY COLUMNS") for kind in kinds):
            problem = (
                "a quotation mark is opened and not closed, or something follows where it closes"
                if "UNQUOTED VALUE" in kinds
                else f"the row cannot be read ({', '.join(kinds).lower()})"
            )
            raise RecordsError(problem, file=source.name, row=row)
        counts[number] = counts.get(number, 0) + 1
        # DuckDB notes a row once for each cell too many, and stops at the limit: what is beyond it would be lost.
        noted[number] = noted.get(number, 0) + len(kinds)
        rejected_rows.setdefault(number, []).append(row)
        if len(examples) < 5:
            examples.append(Example(source.name, row, (text or "")[:80]))
        if noted[number] >= REJECTS_LIMIT and not latin:
            raise RecordsError(
                "too many rows have more or fewer cells than the header", file=source.name, row=examples[0].row,
                hint="Is it one table, with one delimiter?",
            )  # fmt: skip
    return Rejected(
        counts, tuple(examples), {number: tuple(sorted(at)) for number, at in rejected_rows.items()}
    ), latin


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
    """Up to five rows whose date is one of these texts, with the row they stand in. Reads again, as far as needed."""
    day = day_sql(question.date, question)
    words = [text for text in texts if text is not None][:200]
    test = "day IS NULL" if None in texts else "false"
    if words:
        test += " OR list_contains($words, CAST(day AS VARCHAR))"
    found: list[Example] = []
    # Order matters here as nowhere else: a row's number is how many rows stand before it.
    connection.execute("SET preserve_insertion_order = true")
    for number, (asked, source) in enumerate(zip(form.sources, readable, strict=True)):
        rows = connection.execute(
            f"SELECT row, CAST(raw AS VARCHAR) FROM (SELECT row_number() OVER () AS row, c{question.date} AS raw, {day} AS day "
            f"FROM ({_read_sql(number, [source], form.columns, False, question)})) WHERE {test} LIMIT {5 - len(found)}",
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


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0].strip()


def _named_in(error: Exception, sources: Sequence[Source]) -> str | None:
    return next((source.name for source in sources if str(source.path) in str(error)), None)


# From counts to months


def finish(
    connection: duckdb.DuckDBPyConnection,
    form: Form,
    question: Question,
    rejected: Rejected,
    examples: Callable[[list[str | None]], list[Example]],
    engine: str = "duckdb",
) -> RollUp:
    """The months and the report, from the table ``counts`` that count_sql gave."""
    different = _one(connection, "SELECT count(DISTINCT day_text) FROM counts WHERE part = 'day'")
    if different > DATES_LIMIT:
        raise RecordsError(
            f"the column holds {different:,} different texts, too many for dates",
            file=form.sources[0].name, column=form.columns[question.date], hint="Choose another: --date-column NAME",
        )  # fmt: skip
    met, unusable = _date_table(connection, "day", question)
    used, first, last = connection.execute(
        "SELECT coalesce(sum(records), 0)::BIGINT, min(date), max(date) FROM counts JOIN day_dates ON text = day_text::VARCHAR "
        "WHERE part = 'day'"
    ).fetchall()[0]
    read = _one(connection, "SELECT coalesce(sum(records), 0) FROM counts WHERE part = 'day'")
    unreadable = sum(rejected.counts.values())
    if not read:
        raise RecordsError(
            "there is no row that can be read below the header", file=form.sources[0].name
        )
    if not used:
        raise RecordsError(
            "no value of the column is a date", file=form.sources[0].name, column=form.columns[question.date],
            hint="Name another column: --date-column NAME",
        )  # fmt: skip
    span = MonthRange(Month.of(first), Month.of(last))
    whole, rule = _whole(connection, question, form, span, first, last)
    months = _months(connection, question, form, span, whole)
    duplicates = None
    if question.duplicates:
        duplicates = _one(
            connection, "SELECT sum(records) - sum(kinds) FROM counts WHERE part = 'row'"
        )
    shown = list(rejected.examples)
    if len(shown) < 5 and read > used:
        shown = (shown + examples(unusable))[:5]
    profile = question.profile
    report = Report(
        rows_read=read + unreadable,
        rows_used=used,
        rows_without_date=read - used,
        rows_unreadable=unreadable,
        examples=tuple(shown),
        first_date=first.isoformat(),
        last_date=last.isoformat(),
        duplicates=duplicates,
        profile=profile.name if profile else None,
        profile_tested=profile.tested if profile else None,
        date_column=form.columns[question.date],
        date_forms=met,
        flags={flag.name: str(flag.condition) for _, flag in question.flags},
        inferred=tuple(
            Inference(flag.name, str(flag.condition), flag.why)
            for _, flag in question.flags
            if flag.inferred
        ),
        whole_months=rule,
        files=_files(connection, form, rejected),
        engine=engine,
    )
    return RollUp(months, report)


def _one(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    return int(connection.execute(sql).fetchall()[0][0])


def _date_table(
    connection: duckdb.DuckDBPyConnection, part: str, question: Question
) -> tuple[tuple[str, ...], list[str | None]]:
    """Makes ``<part>_dates`` (text, date) of the texts that are dates; their forms, and the texts that are not."""
    texts = [
        row[0]
        for row in connection.execute(
            f"SELECT DISTINCT {part}_text::VARCHAR FROM counts WHERE part = {literal(part)} ORDER BY 1"
        ).fetchall()
    ]
    forms = None if question.typed else question.forms
    reading = read_days((text for text in texts if text is not None), forms)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE {part}_dates AS SELECT unnest($texts::VARCHAR[]) AS text, unnest($dates::DATE[]) AS date",
        {"texts": list(reading.days), "dates": list(reading.days.values())},
    )
    return reading.forms, [text for text in texts if text not in reading.days]


def _whole(
    connection: duckdb.DuckDBPyConnection,
    question: Question,
    form: Form,
    span: MonthRange,
    first: dt.date,
    last: dt.date,
) -> tuple[set[str], str]:
    """The months that records cover, and the rule in words."""
    if question.recorded is not None:
        _date_table(connection, "recorded", question)
        days = connection.execute(
            "SELECT strftime(date, '%Y-%m'), min(date) FROM recorded_dates GROUP BY 1"
        ).fetchall()
        begun = {month: day.day == 1 for month, day in days}
        whole = {
            str(month)
            for month in span
            if str(month + 1) in begun
            and (begun.get(str(month), False) or (str(month) in begun and str(month + -1) in begun))
        }
        name = form.columns[question.recorded]
        return whole, (
            f"records were entered ({name}) from the month's first day on, or since the month before, and still in the month after"
        )
    counts = connection.execute(
        "SELECT strftime(date, '%Y-%m'), sum(records) FROM counts JOIN day_dates ON text = day_text::VARCHAR "
        "WHERE part = 'day' GROUP BY 1 ORDER BY 1"
    ).fetchall()
    by_month = {month: int(number) for month, number in counts}
    enough = sorted(by_month.values())[len(by_month) // 2] / 10
    full = [month for month in span if by_month.get(str(month), 0) >= enough]
    whole = {str(month) for month in MonthRange(full[0], full[-1])}
    if first.day != 1:
        whole.discard(str(Month.of(first)))
    if last.day != calendar.monthrange(last.year, last.month)[1]:
        whole.discard(str(Month.of(last)))
    return whole, (
        "all from the first to the last, but for a first month without a record on its first day, a last month without "
        "one on its last, and remnants at the edges (less than a tenth of the median month)"
    )


def by_day(form: Form, *, profile: str) -> pd.DataFrame:
    """The records of a known form by day: ``day`` (date), the count and a column for each flag; days without a record
    are left out. For files that are as their profile says; no row is set aside with a word."""
    question = ask(form, profile=profile, date_column=None, by=None, flags={}, duplicates=False)
    with (
        tempfile.TemporaryDirectory(prefix="records-") as folder,
        _database(Path(folder), MEMORY, None) as connection,
    ):
        _make_view(connection, form, form.sources, question)
        with _checks(form.sources):
            connection.execute(f"CREATE TEMP TABLE counts AS {count_sql(question)}")
        _date_table(connection, "day", question)
        rows = connection.execute(
            f"SELECT date, sum(records)::BIGINT{_flag_sums(question)} "
            "FROM counts JOIN day_dates ON text = day_text::VARCHAR WHERE part = 'day' GROUP BY 1 ORDER BY 1"
        ).fetchall()
    return pd.DataFrame(
        rows, columns=["day", question.count, *(flag.name for _, flag in question.flags)]
    )


def _flag_sums(question: Question) -> str:
    return "".join(
        f", (coalesce(sum(records) FILTER (WHERE flag_{number}), 0))::BIGINT AS flag_{number}"
        for number in range(len(question.flags))
    )


def _months(
    connection: duckdb.DuckDBPyConnection,
    question: Question,
    form: Form,
    span: MonthRange,
    whole: set[str],
) -> pd.DataFrame:
    dated = "FROM counts JOIN day_dates ON text = day_text::VARCHAR WHERE part = 'day'"
    rows = connection.execute(
        f"SELECT strftime(date, '%Y-%m') AS month, sum(records)::BIGINT AS records{_flag_sums(question)} {dated} GROUP BY 1"
    ).fetchall()
    names = [question.count, *(flag.name for _, flag in question.flags)]
    index = [str(month) for month in span]
    columns: dict[str, list[Any]] = {"month": index}
    by_month = {row[0]: row[1:] for row in rows}
    for place, name in enumerate(names):
        columns[name] = [by_month[month][place] if month in by_month else 0 for month in index]
    if question.split is not None:
        columns |= _split(connection, question, form, index, {*names, "month", "whole"})
    columns["whole"] = [month in whole for month in index]
    return pd.DataFrame(columns)


def _split(
    connection: duckdb.DuckDBPyConnection,
    question: Question,
    form: Form,
    index: list[str],
    taken: set[str],
) -> dict[str, list[Any]]:
    """A column of counts for each value of the split, the most frequent first; “(blank)” for none."""
    values = connection.execute(
        "SELECT coalesce(nullif(trim(split_text::VARCHAR), ''), '(blank)') AS name, strftime(date, '%Y-%m') AS month, "
        "sum(records)::BIGINT FROM counts JOIN day_dates ON text = day_text::VARCHAR WHERE part = 'day' GROUP BY 1, 2"
    ).fetchall()
    totals: dict[str, int] = {}
    cells: dict[tuple[str, str], int] = {}
    for name, month, records in values:
        totals[name] = totals.get(name, 0) + records
        cells[name, month] = records
    assert question.split is not None
    column = form.columns[question.split]
    if len(totals) > SPLIT_LIMIT:
        raise RecordsError(
            f"the column has {len(totals):,} different values, and a split at most {SPLIT_LIMIT}",
            file=form.sources[0].name, column=column, hint="Split by another column",
        )  # fmt: skip
    ordered = sorted(totals, key=lambda name: (-totals[name], name))
    return {
        (f"{column}: {name}" if name in taken else name): [
            cells.get((name, month), 0) for month in index
        ]
        for name in ordered
    }


def _files(
    connection: duckdb.DuckDBPyConnection, form: Form, rejected: Rejected
) -> tuple[FileRows, ...]:
    rows = connection.execute(
        "SELECT file, sum(records)::BIGINT, coalesce(sum(records) FILTER (WHERE date IS NOT NULL), 0)::BIGINT "
        "FROM counts LEFT JOIN day_dates ON text = day_text::VARCHAR WHERE part = 'day' GROUP BY 1"
    ).fetchall()
    found = {row[0]: (row[1], row[2]) for row in rows}
    files = []
    for number, source in enumerate(form.sources):
        read, used = found.get(number, (0, 0))
        unreadable = rejected.counts.get(number, 0)
        files.append(FileRows(source.name, read + unreadable, used, read + unreadable - used))
    return tuple(files)


# Out


def write(rollup: RollUp, out: Path | str) -> None:
    """The months as CSV, and the report beside them as ``<stem>.report.json``: each whole, or not there at all."""
    out = Path(out)
    texts = {
        out.with_suffix(".report.json"): json.dumps(
            rollup.report.as_dict(), ensure_ascii=False, indent=2
        )
        + "\n",
        out: rollup.csv,
    }
    written: list[tuple[Path, Path]] = []
    try:
        for target, text in texts.items():
            handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
            written.append((Path(name), target))
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(text)
            # mkstemp makes a file only its owner may read; the table is for everyone the folder is for.
            Path(name).chmod(0o666 & ~_umask())
        for temporary, target in written:
            temporary.replace(target)
    except OSError as error:
        raise RecordsError(
            f"the table cannot be written ({error.strerror})", file=str(out)
        ) from None
    finally:
        for temporary, _ in written:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
