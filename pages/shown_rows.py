"""Rows of a dataset as a table on the page."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from lib.downloads.dataset import Cell, Column, Dataset
from lib.months import Month

LARGEST = 2**53
"""Above it a browser no longer tells one whole number from the next."""

ABSENT = "–"


def shown_rows(data: Dataset, name: str, height: int) -> None:
    """The rows, ``height`` pixels at most; each heading says what its column holds, and sorts."""
    columns = zip(*data.rows, strict=True) if data.rows else ((),) * len(data.columns)
    frame = pd.DataFrame(
        {
            column.name: _series(column, cells)
            for column, cells in zip(data.columns, columns, strict=True)
        }
    )
    least = 35 * (len(data.rows) + 1) + 3
    st.dataframe(
        frame,
        hide_index=True,
        height=min(height, least),
        column_config={column.name: _described(column) for column in data.columns},
        placeholder=ABSENT,
        alt=name,
    )


def _series(column: Column, cells: Any) -> pd.Series:
    if column.kind == "integer" and all(_is_small(cell) for cell in cells):
        return pd.Series(cells, dtype="Int64")
    if column.kind == "number":
        return pd.Series(cells, dtype="float64")
    if column.kind == "boolean":
        return pd.Series(cells, dtype="boolean")
    if column.kind == "date":
        return pd.Series(cells, dtype="object")
    return pd.Series([None if cell is None else str(cell) for cell in cells], dtype="object")


def _is_small(cell: Cell | Month) -> bool:
    return cell is None or (isinstance(cell, int) and abs(cell) <= LARGEST)


def _described(column: Column) -> Any:
    said = " ".join(filter(None, (column.meaning, f"({column.unit})" if column.unit else "")))
    if column.kind == "integer":
        return st.column_config.NumberColumn(help=said or None, format="%,d")
    return st.column_config.Column(help=said or None)
