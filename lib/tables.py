"""DuckDB over the CSVs: one typed table a file, one cursor a query.

Every cell is read as text first, checked against ``datapackage.json``, and only then given its type, so that a
broken table is refused with the file and the row instead of a guess. A column whose cells may be withheld gets a
second one beside it, ``<column>_status``: ``known``, or the words of the source. The value itself is then NULL.
"""

from __future__ import annotations

import csv
import os
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from lib.datapackage import DataError, DataPackage, Field, Resource, read
from lib.months import Month, MonthRange

HERE = Path(__file__).resolve().parent.parent / "data"

KNOWN = "known"
"""The status of a cell that holds a value."""

_TYPES = {
    "yearmonth": ("DATE", "CASE WHEN length({cell}) = 7 THEN CAST(try_strptime({cell}, '%Y-%m') AS DATE) END", "a month written like 2014-12"),
    "date": ("DATE", "CASE WHEN length({cell}) = 10 THEN CAST(try_strptime({cell}, '%Y-%m-%d') AS DATE) END", "a day written like 2017-01-25"),
    "integer": ("BIGINT", "CASE WHEN regexp_full_match({cell}, '-?[0-9]{{1,18}}') THEN CAST({cell} AS BIGINT) END", "a whole number"),
    "number": ("DOUBLE", "TRY_CAST({cell} AS DOUBLE)", "a number"),
    "boolean": ("BOOLEAN", "CASE {cell} WHEN 'true' THEN true WHEN 'false' THEN false END", "true or false"),
    "string": ("VARCHAR", "{cell}", "text"),
}  # fmt: skip


def data_folder() -> Path:
    """The folder of tables: the project's own, or the one that DASHBOARD_DATA names."""
    return Path(os.environ["DASHBOARD_DATA"]) if os.environ.get("DASHBOARD_DATA") else HERE


class Tables:
    """The tables of one data folder, read once and kept in memory.

    Raises DataError, naming the file, the row and what is wrong, when a table is missing or broken.
    """

    def __init__(self, folder: Path | None = None):
        self.package: DataPackage = read(folder or data_folder())
        # One thread: the tables are small, and visitors are many.
        self._connection = duckdb.connect(":memory:", config={"threads": 1})
        for resource in self.package.resources.values():
            self._load(resource)
        self._connection.execute(
            "SET enable_external_access = false; SET lock_configuration = true"
        )

    def query(self, sql: str, values: dict[str, Any] | None = None) -> pd.DataFrame:
        """The rows a query gives; its values are bound to ``$name``. Each query has a cursor of its own, because
        a connection shared by threads hands out other people's rows."""
        with self._connection.cursor() as cursor:
            return cursor.execute(sql, values or {}).df()

    def rows(self, sql: str, values: dict[str, Any] | None = None) -> list[dict[str, Any]]:
        """As ``query``, each row a dictionary, a missing value None."""
        with self._connection.cursor() as cursor:
            result = cursor.execute(sql, values or {})
            names = [column[0] for column in result.description]
            return [dict(zip(names, row, strict=True)) for row in result.fetchall()]

    def extent(self, table: str) -> MonthRange:
        """First to last month of a monthly table."""
        name = self.package.resources[table].name
        (row,) = self.rows(f'SELECT min(month) AS first, max(month) AS last FROM "{name}"')
        return MonthRange(Month.of(row["first"]), Month.of(row["last"]))

    @cached_property
    def calendar(self) -> MonthRange:
        """First to last month of any monthly table."""
        extents = [
            self.extent(name)
            for name, resource in self.package.resources.items()
            if resource.monthly
        ]
        return MonthRange(
            min(extent.first for extent in extents), max(extent.last for extent in extents)
        )

    def source_text(self, table: str) -> pd.DataFrame:
        """The table as its file has it, every cell as text."""
        return self.query(
            f'SELECT * EXCLUDE (line) FROM "{self.package.resources[table].name}_text" ORDER BY line'
        )

    def definition(self, table: str) -> str:
        """SQL that makes a table anew from its CSV, for the ``duckdb`` shell in the folder that holds ``data/``."""
        resource = self.package.resources[table]
        lines = []
        for field in resource.fields:
            cell = f"{field.name} || '-01'" if field.type == "yearmonth" else field.name
            value = f"TRY_CAST({cell} AS {_TYPES[field.type][0]})"
            if field.type == "string":
                value = (
                    f"CASE WHEN NOT {_is_word(field)} THEN {field.name} END"
                    if field.missing_values
                    else field.name
                )
            lines.append(f"{value} AS {field.name}")
            if field.missing_values:
                lines.append(
                    f"CASE WHEN {_is_word(field)} THEN {field.name} ELSE '{KNOWN}' END AS {field.name}_status"
                )
        path = f"{self.package.folder.name}/{resource.path}"
        columns = ",\n    ".join(line.replace('"', "") for line in lines)
        return f"CREATE OR REPLACE TEMP TABLE {resource.name} AS SELECT\n    {columns}\nFROM read_csv('{path}', all_varchar = true);"

    def _load(self, resource: Resource) -> None:
        text = _read_text(self._connection, self.package.folder / resource.path, resource)
        for field in resource.fields:
            _check_cells(self._connection, text, resource, field)
        columns = ", ".join(_typed(field) for field in resource.fields)
        order = '"month"' if resource.monthly else "line"
        self._connection.execute(
            f'CREATE TABLE "{resource.name}" AS SELECT {columns} FROM "{text}" ORDER BY {order}'
        )
        if resource.key:
            _check_key(self._connection, text, resource, resource.key)
        if resource.monthly:
            _check_months(self._connection, resource)
        for field in resource.fields:
            if field.at_most:
                _check_at_most(self._connection, text, resource, field, field.at_most)


def _read_text(connection: duckdb.DuckDBPyConnection, path: Path, resource: Resource) -> str:
    """Reads a file, all cells as text, into ``<name>_text`` with the line each row stands on."""
    names = [field.name for field in resource.fields]
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            lines = csv.reader(file)
            header = next(lines, [])
            # DuckDB leaves blank lines out, and would number the rows below them wrongly.
            blank = next((lines.line_num for row in lines if not row), None)
    except IsADirectoryError:
        raise DataError(path.name, "this is a folder, not a file") from None
    except FileNotFoundError:
        raise DataError(
            path.name,
            "the file is missing",
            hint=f"datapackage.json describes it as {resource.title}",
        ) from None
    except UnicodeDecodeError:
        raise DataError(
            path.name, "the file is not UTF-8 text", hint="Save it as CSV UTF-8"
        ) from None
    if header != names:
        raise DataError(
            path.name,
            _header_problem(header, names),
            row=1,
            hint=f"The columns are: {', '.join(names)}",
        )
    if blank:
        raise DataError(path.name, "the line is blank", row=blank, hint="Delete it")
    table = f"{resource.name}_text"
    columns = dict.fromkeys(names, "VARCHAR")
    try:
        connection.execute(
            f'CREATE TABLE "{table}" AS SELECT row_number() OVER () + 1 AS line, * FROM read_csv($path, columns = $columns, '
            "header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"', "
            "nullstr = '', store_rejects = true, rejects_limit = 1)",
            {"path": str(path), "columns": columns},
        )
        rejected = connection.execute(
            "SELECT line, error_type FROM reject_errors ORDER BY line LIMIT 1"
        ).fetchone()
    except duckdb.Error as error:
        raise DataError(
            path.name, f"the file cannot be read as CSV ({str(error).splitlines()[0]})"
        ) from None
    if rejected:
        problem = {
            "MISSING COLUMNS": "a cell is missing",
            "TOO MANY COLUMNS": "there is a cell too many",
        }.get(rejected[1], f"the row cannot be read ({rejected[1].lower()})")
        raise DataError(
            path.name, problem, row=rejected[0], hint=f"Each row has {len(names)} cells"
        )
    if connection.execute(f'SELECT count(*) FROM "{table}"').fetchall()[0][0] == 0:
        raise DataError(path.name, "the table has no rows", row=2)
    return table


def _header_problem(header: list[str], names: list[str]) -> str:
    missing = [name for name in names if name not in header]
    extra = [name for name in header if name not in names]
    problems = []
    if missing:
        problems.append(f"the column {', '.join(missing)} is missing")
    if extra:
        problems.append(f"the column {', '.join(extra)} is not expected")
    return " and ".join(problems) or "the columns are in another order, or one stands twice"


def _is_word(field: Field) -> str:
    """SQL that is true where a cell holds one of the source's words instead of a value."""
    words = ", ".join("'" + word.replace("'", "''") + "'" for word in field.missing_values)
    return f'"{field.name}" IN ({words})' if words else "false"


def _typed(field: Field) -> str:
    cell = f'"{field.name}"'
    value = _TYPES[field.type][1].format(cell=cell)
    if not field.missing_values:
        return f"{value} AS {cell}"
    word = _is_word(field)
    return (
        f"CASE WHEN {word} THEN NULL ELSE {value} END AS {cell}, "
        f"CASE WHEN {word} THEN {cell} ELSE '{KNOWN}' END AS \"{field.name}_status\""
    )


def _first(
    connection: duckdb.DuckDBPyConnection, sql: str, values: dict[str, Any] | None = None
) -> tuple[Any, ...] | None:
    return connection.execute(sql, values or {}).fetchone()


def _check_cells(
    connection: duckdb.DuckDBPyConnection, text: str, resource: Resource, field: Field
) -> None:
    cell = f'"{field.name}"'
    value = _TYPES[field.type][1].format(cell=cell)
    words = " or ".join(f"“{word}”" for word in field.missing_values)
    expected = _TYPES[field.type][2] + (f", or {words}" if words else "")

    row = _first(
        connection, f'SELECT line FROM "{text}" WHERE {cell} IS NULL ORDER BY line LIMIT 1'
    )
    if row:
        raise DataError(
            resource.path,
            "the cell is blank",
            row=row[0],
            column=field.name,
            hint=f"Write {expected}",
        )

    row = _first(
        connection,
        f'SELECT line, {cell} FROM "{text}" WHERE NOT ({_is_word(field)}) AND {value} IS NULL ORDER BY line LIMIT 1',
    )
    if row:
        raise DataError(
            resource.path, f"“{row[1]}” stands where {_TYPES[field.type][2]} belongs",
            row=row[0], column=field.name, hint=f"Write {expected}",
        )  # fmt: skip

    if field.minimum is not None:
        row = _first(
            connection,
            f'SELECT line, {cell} FROM "{text}" WHERE NOT ({_is_word(field)}) AND {value} < $minimum ORDER BY line LIMIT 1',
            {"minimum": field.minimum},
        )
        if row:
            problem = (
                f"{row[1]} is negative"
                if field.minimum == 0
                else f"{row[1]} is below {field.minimum}"
            )
            raise DataError(resource.path, problem, row=row[0], column=field.name)

    if field.allowed:
        row = _first(
            connection,
            f'SELECT line, {cell} FROM "{text}" WHERE NOT list_contains($allowed, {cell}) ORDER BY line LIMIT 1',
            {"allowed": list(field.allowed)},
        )
        if row:
            hint = f"Write one of: {', '.join(field.allowed)}"
            raise DataError(
                resource.path, f"“{row[1]}” is not known", row=row[0], column=field.name, hint=hint
            )

    if field.pattern:
        row = _first(
            connection,
            f'SELECT line, {cell} FROM "{text}" WHERE NOT regexp_full_match({cell}, $pattern) ORDER BY line LIMIT 1',
            {"pattern": field.pattern},
        )
        if row:
            raise DataError(
                resource.path,
                f"“{row[1]}” is not of the expected form",
                row=row[0],
                column=field.name,
            )


def _check_key(
    connection: duckdb.DuckDBPyConnection, text: str, resource: Resource, key: str
) -> None:
    row = _first(
        connection,
        f'SELECT "{key}", list(line ORDER BY line) AS lines FROM "{text}" GROUP BY 1 HAVING count(*) > 1 ORDER BY lines LIMIT 1',
    )
    if row:
        raise DataError(
            resource.path, f"{row[0]} stands twice, first in row {row[1][0]}", row=row[1][1], column=key,
            hint="Keep one of the rows",
        )  # fmt: skip


def _check_months(connection: duckdb.DuckDBPyConnection, resource: Resource) -> None:
    # A missing month would shift every running average without a word.
    row = _first(
        connection,
        f'SELECT month, next FROM (SELECT month, lead(month) OVER (ORDER BY month) AS next FROM "{resource.name}") '
        "WHERE next > month + INTERVAL 1 MONTH ORDER BY month LIMIT 1",
    )
    if row:
        before, after = Month.of(row[0]), Month.of(row[1])
        line = _first(
            connection,
            f'SELECT line FROM "{resource.name}_text" WHERE month = $month',
            {"month": str(after)},
        )
        raise DataError(
            resource.path, f"the month {before + 1} is missing between {before} and {after}",
            row=line[0] if line else None, column="month", hint="Give it a row; where its value was not released, use the source's words",
        )  # fmt: skip


def _check_at_most(
    connection: duckdb.DuckDBPyConnection, text: str, resource: Resource, field: Field, limit: str
) -> None:
    bound = resource.field(limit)
    low, high = (
        _TYPES[column.type][1].format(cell=f'"{column.name}"') for column in (field, bound)
    )
    row = _first(
        connection,
        f'SELECT line, "{field.name}", "{bound.name}" FROM "{text}" '
        f"WHERE NOT ({_is_word(field)}) AND NOT ({_is_word(bound)}) AND {low} > {high} ORDER BY line LIMIT 1",
    )
    if row:
        raise DataError(
            resource.path, f"{row[1]} is above the {row[2]} in column {bound.name}, of which it is a part",
            row=row[0], column=field.name,
        )  # fmt: skip
