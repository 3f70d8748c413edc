"""The scan of the files, as SQL for DuckDB."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import duckdb

from lib.records.form import Source, mixed
from lib.records.no_records import no_record_sql
from lib.records.parquet import written_columns
from lib.records.question import Question
from lib.sql import identifier, literal


def records_sql(
    connection: duckdb.DuckDBPyConnection,
    sources: Sequence[Source],
    columns: Sequence[str],
    question: Question,
) -> str:
    """All files as one query: file (their number), c0, c1, ... in the order of ``columns``."""
    as_text = mixed(sources)
    scans: list[str] = []
    for _, alike in groupby(enumerate(sources), lambda numbered: _manner(*numbered)):
        numbers, group = zip(*alike, strict=True)
        scans.append(scan_sql(connection, numbers[0], group, columns, question, as_text=as_text))
    return " UNION ALL ".join(scans)


def _manner(number: int, source: Source) -> object:
    """What two files share that can be one scan, which DuckDB spreads evenly over its threads."""
    # In Parquet files the same column may be called a little differently.
    return replace(source, path=Path(), name="") if source.kind == "csv" else number


def scan_sql(
    connection: duckdb.DuckDBPyConnection,
    first: int,
    sources: Sequence[Source],
    columns: Sequence[str],
    question: Question,
    *,
    as_text: bool = False,
    places: bool = False,
) -> str:
    """A scan of files that are written alike, numbered from ``first`` on.

    With ``places`` also ``place``, the row that each has in its file; DuckDB must then keep their
    order.
    """
    source = sources[0]
    paths = f"[{', '.join(one.sql_path for one in sources)}]"
    file = f"file_index + {first} AS file"
    if places:
        place = "row" if source.numbered else f"row_number() OVER () + {source.header_row}"
        file += f", {place} AS place"
    if source.kind == "parquet":
        cells = _parquet_cells(connection, source, columns, question, as_text)
        return f"SELECT {file}, {', '.join(cells)} FROM read_parquet({paths})"
    given = ", ".join(
        [
            *(["'row': 'BIGINT'"] if source.numbered else []),
            *(f"{literal(f'c{columns.index(column)}')}: 'VARCHAR'" for column in source.columns),
        ]
    )
    cells = [
        f"c{place}" if column in source.columns else f"NULL AS c{place}"
        for place, column in enumerate(columns)
    ]
    return (
        f"SELECT {file}, {', '.join(cells)} FROM read_csv({paths}, columns = {{{given}}}, "
        f"auto_detect = false, header = false, skip = {source.header_row}, "
        f"delim = {literal(source.delimiter)}, quote = {literal(source.quote)}, "
        f"escape = {literal(source.quote)}, nullstr = '', "
        f"compression = {literal('gzip' if source.compressed else 'none')}, "
        # One row that cannot be read is enough to have the file read more carefully.
        "store_rejects = true, rejects_limit = 1)"
        + ("" if source.numbered or places or question.profile else _records_only(source, columns))
    )


def _records_only(source: Source, columns: Sequence[str]) -> str:
    """Leaves out rows that are no records: a row is missed then, and the file read with care.

    In a known form no note stands as far to the right as the date, and looking takes time.
    """
    return f" WHERE NOT {no_record_sql(f'c{columns.index(source.columns[0])}')}"


def _parquet_cells(
    connection: duckdb.DuckDBPyConnection,
    source: Source,
    columns: Sequence[str],
    question: Question,
    as_text: bool,
) -> list[str]:
    theirs = dict(zip(source.columns, written_columns(connection, source), strict=True))
    cells = []
    for place, column in enumerate(columns):
        if column not in theirs:
            cells.append(f"NULL AS c{place}")
            continue
        cell = identifier(theirs[column])
        is_date = place in (question.date, question.recorded) and source.holds_dates(column)
        if is_date and (question.typed or not as_text):
            if question.timezone and source.holds_instants(column):
                cell = f"timezone({literal(question.timezone)}, {cell})"
            cell = f"CAST({cell} AS DATE)"
        elif as_text or source.types[source.columns.index(column)] != "VARCHAR":
            cell = f"CAST({cell} AS VARCHAR)"
        cells.append(f"{cell} AS c{place}")
    return cells
