"""A table with what must be known of it, in the forms that programs read."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import pyarrow as pa
import pyarrow.parquet as pq

from lib.months import Month
from lib.plain_cells import plain_cell

Kind = Literal["month", "date", "integer", "number", "boolean", "text"]

Cell = Month | dt.date | int | float | bool | str | None

_ARROW = {
    "month": pa.date32(),
    "date": pa.date32(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "text": pa.string(),
}


@dataclass(frozen=True)
class Column:
    """A column: what it holds, in which unit (blank where it has none), and as what."""

    name: str
    meaning: str
    unit: str
    kind: Kind

    @property
    def described(self) -> dict[str, str]:
        """The column as JSON says it."""
        return {
            "name": self.name,
            "meaning": self.meaning,
            "unit": self.unit,
            "type": self.kind,
        }


@dataclass(frozen=True)
class Dataset:
    """Rows of typed cells, None where there is no value; who published them, with addresses; and
    what must be known of them, a sentence each.

    ``name`` is for the name of a file; ``version`` is that of the data folder; ``about`` is what
    else the JSON says.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sources: tuple[str, ...]
    cautions: tuple[str, ...]
    version: str
    about: Mapping[str, Any] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]


def as_csv(data: Dataset) -> bytes:
    """UTF-8 with a header; months as 2014-12, days as 2017-01-25, an empty cell for None."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(map(plain_cell, data.names))
    writer.writerows([_plain(cell) for cell in row] for row in data.rows)
    return out.getvalue().encode()


def as_json(data: Dataset) -> bytes:
    """An object with the title, sources, cautions and columns, and a row an object."""
    return json_bytes(
        {
            "title": data.title,
            **data.about,
            "sources": data.sources,
            "data_version": data.version,
            "cautions": data.cautions,
            "columns": [column.described for column in data.columns],
            "rows": [dict(zip(data.names, map(_json, row), strict=True)) for row in data.rows],
        }
    )


def as_parquet(data: Dataset) -> bytes:
    """Typed columns, months as their first days; the title, the sources and the cautions stand in
    the file's metadata, a column's meaning and unit in its own."""
    fields = [
        pa.field(
            column.name,
            _ARROW[column.kind],
            metadata={"meaning": column.meaning, "unit": column.unit},
        )
        for column in data.columns
    ]
    said = {
        "title": data.title,
        "sources": json.dumps(data.sources, ensure_ascii=False),
        "data_version": data.version,
        "cautions": json.dumps(data.cautions, ensure_ascii=False),
    }
    by_column = zip(*data.rows, strict=True) if data.rows else ((),) * len(fields)
    arrays = [
        pa.array([cell.first_day if isinstance(cell, Month) else cell for cell in cells], one.type)
        for cells, one in zip(by_column, fields, strict=True)
    ]
    out = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=pa.schema(fields, said)), out)
    return out.getvalue()


def json_bytes(value: Any) -> bytes:
    """JSON in UTF-8, its letters as they are. Raises TypeError or ValueError for what is none."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False).encode()


def _plain(cell: Cell) -> Cell | str:
    return str(cell).lower() if isinstance(cell, bool) else plain_cell(cell)


def _json(cell: Cell) -> Cell | str:
    return str(cell) if isinstance(cell, (Month, dt.date)) else cell
