"""Which of a query's results are lines over months."""

from __future__ import annotations

from math import isfinite

from lib.charts.columns_by_month import Values
from lib.downloads.dataset import Cell
from lib.months import Month
from lib.query.result import Result


def months_and_columns(result: Result) -> tuple[list[Month], dict[str, Values]] | None:
    """The months of the first column, in order, and the columns of numbers beside it.

    None where the first column holds no months, one twice or fewer than two, or no column beside
    it holds a number. A month is a day that begins one, or a text like 2014-12."""
    if not result.rows:
        return None
    months = [_month(row[0]) for row in result.rows]
    known = [month for month in months if month]
    if len(known) < max(2, len(months)) or len(set(known)) < len(known):
        return None
    order = sorted(range(len(known)), key=known.__getitem__)
    columns: dict[str, Values] = {}
    for place, column in enumerate(result.columns[1:], start=1):
        values = [_number(result.rows[row][place]) for row in order]
        if column.kind in ("integer", "number") and any(value is not None for value in values):
            columns[column.name] = values
    return ([known[row] for row in order], columns) if columns else None


def _month(cell: Cell) -> Month | None:
    if isinstance(cell, Month):
        return cell
    if isinstance(cell, str):
        try:
            return Month.parse(cell)
        except ValueError:
            return None
    return None


def _number(cell: Cell) -> float | None:
    is_number = isinstance(cell, int | float) and isfinite(cell)
    return float(cell) if is_number else None  # type: ignore[arg-type]
