"""Parquet files: their columns, types and first rows."""

from __future__ import annotations

from pathlib import Path

import duckdb

from lib import sql
from lib.records.errors import RecordsError
from lib.records.form import SAMPLE, Sampled, Source, column_names, sampled, sql_path
from lib.text import later

MOST_ROWS = 500_000_000
"""A file of a few megabytes can hold billions, all alike."""


def look_at_parquet(path: Path, name: str) -> Sampled:
    """The table of a Parquet file and its first rows. Raises RecordsError where it is broken, and
    where it holds more rows than MOST_ROWS."""
    relation = f"read_parquet({sql_path(path, name)})"
    try:
        with duckdb.connect() as connection:
            connection.execute("SET TimeZone = 'UTC'")
            size = connection.execute(f"SELECT count(*) FROM {relation}").fetchall()[0][0]
            if size > MOST_ROWS:
                raise RecordsError(
                    later(
                        "the file holds {rows:,} rows, more than {most:,}",
                        rows=size,
                        most=MOST_ROWS,
                    ),
                    file=name,
                    hint=later("Split it"),
                )
            described = connection.execute(f"DESCRIBE SELECT * FROM {relation}").fetchall()
            cells = ", ".join(f"CAST({sql.identifier(row[0])} AS VARCHAR)" for row in described)
            rows = connection.execute(f"SELECT {cells} FROM {relation} LIMIT {SAMPLE}").fetchall()
    except duckdb.InterruptException:
        raise
    except duckdb.Error:
        raise RecordsError(
            later("the Parquet file is damaged or incomplete"),
            file=name,
            hint=later("Download it again"),
        ) from None
    except ValueError:
        raise RecordsError(later("a column name contains a NUL character"), file=name) from None
    columns = column_names([row[0] for row in described])
    source = Source(path, name, "parquet", columns, tuple(str(row[1]) for row in described))
    return sampled(source, [["" if cell is None else cell for cell in row] for row in rows])


def written_columns(connection: duckdb.DuckDBPyConnection, source: Source) -> list[str]:
    """The columns of a Parquet file as it writes them itself."""
    described = connection.execute(
        f"DESCRIBE SELECT * FROM read_parquet({source.sql_path})"
    ).fetchall()
    return [row[0] for row in described]
