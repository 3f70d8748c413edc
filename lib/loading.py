"""A CSV into DuckDB: every cell read as text, checked against its description, and only then given
its type.

A broken table is refused with the file and the row instead of a guess. A column whose cells may be
withheld gets a second one beside it, ``<column>_status``: ``known``, or the words of the source.
The value itself is then NULL."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from lib.datapackage import DataError, DataPackage, Field, Resource
from lib.months import Month
from lib.sql import identifier, literal, literals

KNOWN = "known"
"""The status of a cell that holds a value."""


@dataclass(frozen=True)
class _Type:
    sql: str
    cell: str
    """SQL for the value of a cell's text; NULL where the text is not of the type."""
    words: str
    example: str = ""


_TYPES = {
    "yearmonth": _Type(
        "DATE",
        "CASE WHEN length({0}) = 7 THEN CAST(try_strptime({0}, '%Y-%m') AS DATE) END",
        "a month",
        " written like 2014-12",
    ),
    "date": _Type(
        "DATE",
        "CASE WHEN length({0}) = 10 THEN CAST(try_strptime({0}, '%Y-%m-%d') AS DATE) END",
        "a day",
        " written like 2017-01-25",
    ),
    "integer": _Type(
        "BIGINT",
        "CASE WHEN regexp_full_match({0}, '-?[0-9]{{1,18}}') THEN CAST({0} AS BIGINT) END",
        "a whole number",
    ),
    "number": _Type("DOUBLE", "TRY_CAST({0} AS DOUBLE)", "a number"),
    "boolean": _Type(
        "BOOLEAN", "CASE {0} WHEN 'true' THEN true WHEN 'false' THEN false END", "true or false"
    ),
    "string": _Type("VARCHAR", "{0}", "text"),
}


def load(connection: duckdb.DuckDBPyConnection, package: DataPackage, resource: Resource) -> None:
    """Makes the table of a file, and ``<name>_text`` with its cells as text and the ``line`` each
    row stands on.

    Raises DataError, naming the file, the row and what is wrong, when the file is missing or
    broken."""
    text = identifier(_read_text(connection, package.folder / resource.path, resource))
    for field in resource.fields:
        _check_cells(connection, text, resource, field)
    columns = ", ".join(_typed(field) for field in resource.fields)
    order = "month" if resource.monthly else "line"
    table = identifier(resource.name)
    connection.execute(f"CREATE TABLE {table} AS SELECT {columns} FROM {text} ORDER BY {order}")
    if resource.key:
        _check_key(connection, text, resource, resource.key)
    if resource.monthly:
        _check_months(connection, resource)
    for field in resource.fields:
        if field.at_most:
            _check_at_most(connection, text, resource, field, field.at_most)


def definition(resource: Resource, path: str) -> str:
    """SQL that makes a table anew from its CSV at ``path``, for the ``duckdb`` shell."""
    columns = ",\n    ".join(_typed(field, strict=False) for field in resource.fields)
    return (
        f"CREATE OR REPLACE TEMP TABLE {identifier(resource.name)} AS SELECT\n    {columns}\n"
        f"FROM read_csv({literal(path)}, all_varchar = true);"
    )


def _read_text(connection: duckdb.DuckDBPyConnection, path: Path, resource: Resource) -> str:
    names = [field.name for field in resource.fields]
    _check_lines(path, resource, names)
    table = f"{resource.name}_text"
    try:
        connection.execute(
            f"""
            CREATE TABLE {identifier(table)} AS SELECT row_number() OVER () + 1 AS line, *
            FROM read_csv($path, columns = $columns, header = true, auto_detect = false,
                delim = ',', quote = '"', escape = '"', nullstr = '',
                store_rejects = true, rejects_limit = 1)
            """,
            {"path": str(path), "columns": dict.fromkeys(names, "VARCHAR")},
        )
        rejected = _first(
            connection, "SELECT line, error_type FROM reject_errors ORDER BY line LIMIT 1"
        )
    except duckdb.Error as error:
        problem = f"the file cannot be read as CSV ({str(error).splitlines()[0]})"
        raise DataError(path.name, problem) from None
    if rejected:
        line, kind = rejected
        problem = {
            "MISSING COLUMNS": "a cell is missing",
            "TOO MANY COLUMNS": "there is one cell too many",
        }.get(kind, f"the row cannot be read ({kind.lower()})")
        raise DataError(path.name, problem, row=line, hint=f"Each row has {len(names)} cells")
    if _first(connection, f"SELECT line FROM {identifier(table)} LIMIT 1") is None:
        raise DataError(path.name, "the table has no rows", row=2)
    return table


def _check_lines(path: Path, resource: Resource, names: list[str]) -> None:
    """What DuckDB would not say: whether the file is there and is text, its header, and its blank
    lines."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.reader(file)
            header = next(lines, [])
            # DuckDB leaves blank lines out, and would number the rows below them wrongly.
            blank = next((lines.line_num for row in lines if not row), None)
    except IsADirectoryError:
        raise DataError(path.name, "this is a folder, not a file") from None
    except FileNotFoundError:
        hint = f"datapackage.json describes it as {resource.title}"
        raise DataError(path.name, "the file is missing", hint=hint) from None
    except UnicodeDecodeError:
        hint = "Save it as CSV UTF-8"
        raise DataError(path.name, "the file is not UTF-8 text", hint=hint) from None
    if header != names:
        hint = f"The columns are: {', '.join(names)}"
        raise DataError(path.name, _header_problem(header, names), row=1, hint=hint)
    if blank:
        raise DataError(path.name, "the line is blank", row=blank, hint="Delete it")


def _header_problem(header: list[str], names: list[str]) -> str:
    missing = [name for name in names if name not in header]
    extra = [name for name in header if name not in names]
    problems = []
    if missing:
        problems.append(f"the column {', '.join(missing)} is missing")
    if extra:
        problems.append(f"the column {', '.join(extra)} is not expected")
    return " and ".join(problems) or "the columns are in another order, or one appears twice"


def _is_word(field: Field) -> str:
    """SQL that is true where a cell holds one of the source's words instead of a value."""
    if not field.missing_values:
        return "false"
    return f"{identifier(field.name)} IN ({literals(field.missing_values)})"


def _value(field: Field) -> str:
    """SQL for the value of a cell; NULL where its text is not of the field's type."""
    return _TYPES[field.type].cell.format(identifier(field.name))


def _typed(field: Field, strict: bool = True) -> str:
    """The column, and its status beside it where it may be withheld. What is known to be of its
    type, because it was checked here, is read more simply elsewhere (``strict`` false)."""
    cell = identifier(field.name)
    value = _value(field)
    if not strict and field.type != "string":
        text = f"{cell} || '-01'" if field.type == "yearmonth" else cell
        value = f"TRY_CAST({text} AS {_TYPES[field.type].sql})"
    if not field.missing_values:
        return f"{value} AS {cell}"
    word, status = _is_word(field), identifier(f"{field.name}_status")
    return (
        f"CASE WHEN {word} THEN NULL ELSE {value} END AS {cell},\n    "
        f"CASE WHEN {word} THEN {cell} ELSE {literal(KNOWN)} END AS {status}"
    )


def _first(
    connection: duckdb.DuckDBPyConnection, sql: str, values: dict[str, Any] | None = None
) -> tuple[Any, ...] | None:
    return connection.execute(sql, values or {}).fetchone()


def _check_cells(
    connection: duckdb.DuckDBPyConnection, text: str, resource: Resource, field: Field
) -> None:
    cells = f"SELECT line, {identifier(field.name)} FROM {text}"
    for condition, values, problem, hint in _faults(field):
        row = _first(connection, f"{cells} WHERE {condition} ORDER BY line LIMIT 1", values)
        if row:
            line, cell = row
            problem = problem.format(cell=cell)
            raise DataError(resource.path, problem, row=line, column=field.name, hint=hint)


def _faults(field: Field) -> Iterator[tuple[str, dict[str, Any], str, str]]:
    """What a cell may not be: as SQL and the values bound in it, in words, and what to write
    instead."""
    cell, value, kind = identifier(field.name), _value(field), _TYPES[field.type]
    words = " or ".join(f"“{word}”" for word in field.missing_values)
    expected = f"Write {kind.words}{kind.example}" + (f", or {words}" if words else "")
    known = f"NOT ({_is_word(field)})"
    yield f"{cell} IS NULL", {}, "the cell is blank", expected
    yield f"{known} AND {value} IS NULL", {}, f"“{{cell}}” is not {kind.words}", expected
    if field.minimum is not None:
        below = "{cell} is negative" if field.minimum == 0 else f"{{cell}} is below {field.minimum}"
        yield f"{known} AND {value} < $minimum", {"minimum": field.minimum}, below, ""
    if field.allowed:
        allowed = list(field.allowed)
        hint = f"Write one of: {', '.join(allowed)}"
        condition = f"NOT list_contains($allowed, {cell})"
        yield condition, {"allowed": allowed}, "“{cell}” is not known", hint
    if field.pattern:
        condition = f"NOT regexp_full_match({cell}, $pattern)"
        yield condition, {"pattern": field.pattern}, "“{cell}” is not of the expected form", ""


def _check_key(
    connection: duckdb.DuckDBPyConnection, text: str, resource: Resource, key: str
) -> None:
    row = _first(
        connection,
        f"SELECT {identifier(key)}, list(line ORDER BY line) AS lines FROM {text} "
        "GROUP BY 1 HAVING count(*) > 1 ORDER BY lines LIMIT 1",
    )
    if row:
        value, lines = row
        problem = f"{value} appears twice, first in row {lines[0]}"
        hint = "Keep one of the rows"
        raise DataError(resource.path, problem, row=lines[1], column=key, hint=hint)


def _check_months(connection: duckdb.DuckDBPyConnection, resource: Resource) -> None:
    # A missing month would shift every running average without a word.
    table = identifier(resource.name)
    row = _first(
        connection,
        f"""
        SELECT month, next
        FROM (SELECT month, lead(month) OVER (ORDER BY month) AS next FROM {table})
        WHERE next > month + INTERVAL 1 MONTH ORDER BY month LIMIT 1
        """,
    )
    if row:
        before, after = Month.of(row[0]), Month.of(row[1])
        line = _first(
            connection,
            f"SELECT line FROM {identifier(resource.name + '_text')} WHERE month = $month",
            {"month": str(after)},
        )
        problem = f"the month {before + 1} is missing between {before} and {after}"
        hint = "Give it a row; where its value was not released, use the source's words"
        raise DataError(
            resource.path, problem, row=line[0] if line else None, column="month", hint=hint
        )


def _check_at_most(
    connection: duckdb.DuckDBPyConnection, text: str, resource: Resource, field: Field, limit: str
) -> None:
    bound = resource.field(limit)
    row = _first(
        connection,
        f"""
        SELECT line, {identifier(field.name)}, {identifier(bound.name)} FROM {text}
        WHERE NOT ({_is_word(field)}) AND NOT ({_is_word(bound)})
            AND {_value(field)} > {_value(bound)}
        ORDER BY line LIMIT 1
        """,
    )
    if row:
        line, part, whole = row
        problem = f"{part} is above the {whole} in column {bound.name}, of which it is a part"
        raise DataError(resource.path, problem, row=line, column=field.name)
