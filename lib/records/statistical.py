"""Files of statistical packages: Stata, SPSS and SAS, read by pyreadstat as text.

A value that has a label is its label, as the package shows it; a missing value is empty.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from lib.records.arrow import write_parquet
from lib.records.errors import RecordsError, first_line
from lib.records.form import SAMPLE, Sampled, Source, column_names, sampled
from lib.text import later

_CHUNK = 50_000
_NAMES = {"stata": "Stata", "spss": "SPSS", "sas": "SAS", "xport": later("SAS transport")}


def statistical_kind(head: bytes) -> str | None:
    """Which package wrote a file that begins so; None for any other file."""
    if head.startswith(b"<stata_dta>") or (
        # Before release 13: the version, the order of bytes, and 1 and 0.
        102 <= head[0] <= 115 and head[1:2] in (b"\1", b"\2") and head[2:4] == b"\1\0"
    ):
        return "stata"
    if head.startswith((b"$FL2", b"$FL3")):
        return "spss"
    if head[12:20] == bytes.fromhex("c2ea8160b31411cf"):
        return "sas"
    if head.startswith((b"HEADER RECORD*******LIBRARY HEADER", b"HEADER RECORD*******LIBV8")):
        return "xport"
    return None


def look_at_statistical(path: Path, name: str, kind: str) -> Sampled:
    """The table of such a file and its first rows.

    Raises RecordsError where it is broken or pyreadstat is not installed.
    """
    names, rows = _read(path, name, kind, 0, SAMPLE)
    columns = column_names(names)
    return sampled(Source(path, name, kind, columns, ("VARCHAR",) * len(columns)), rows)


def statistical_to_parquet(path: Path, target: Path, name: str, kind: str) -> None:
    """A Parquet file with the same rows, as text. Raises RecordsError where one cannot be read."""
    names, _ = _read(path, name, kind, 0, 1)
    schema = pa.schema([(str(number), pa.string()) for number in range(len(names))])
    write_parquet(schema, _batches(path, name, kind, schema), target)


def _batches(path: Path, name: str, kind: str, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    start = 0
    while rows := _read(path, name, kind, start, _CHUNK)[1]:
        columns = [pa.array(column, pa.string()) for column in zip(*rows, strict=True)]
        yield pa.RecordBatch.from_arrays(columns, schema=schema)
        start += len(rows)


def _read(
    path: Path, name: str, kind: str, start: int, rows: int
) -> tuple[list[str], list[list[str]]]:
    """The columns, and some of the rows as text."""
    package = _NAMES[kind]
    try:
        import pyreadstat
    except ImportError:
        raise RecordsError(
            later("this is a {package} file, and what reads it is not installed", package=package),
            file=name,
            hint=later("Install it with pip install 'removals-dashboard[stat]', or save it as CSV"),
        ) from None
    readers: dict[str, Callable[..., Any]] = {
        "stata": pyreadstat.read_dta,
        "spss": pyreadstat.read_sav,
        "sas": pyreadstat.read_sas7bdat,
        "xport": pyreadstat.read_xport,
    }
    try:
        columns, about = readers[kind](
            str(path), row_offset=start, row_limit=rows, output_format="dict"
        )
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, ValueError, OSError) as error:
        raise RecordsError(
            later(
                "the {package} file cannot be read ({error})",
                package=package,
                error=first_line(error),
            ),
            file=name,
            hint=later("Download it again, or save it as CSV"),
        ) from None
    labels: dict[str, dict[object, str]] = about.variable_value_labels
    cells = [
        [_cell(labels.get(column, {}).get(value, value)) for value in values]
        for column, values in columns.items()
    ]
    return list(columns), [list(row) for row in zip(*cells, strict=True)]


def _cell(value: object) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
