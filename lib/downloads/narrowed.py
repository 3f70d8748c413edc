"""A table narrowed to what a reader looks for, in the order that the reader chose."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from lib.downloads.dataset import Cell, Dataset

DESCENDING = "-"
"""What stands before the name of a column that is to be ordered from the highest down."""


def narrowed(data: Dataset, find: str = "", order: str = "") -> Dataset:
    """The rows that hold each word of ``find`` in one of their cells, whatever its case; ordered by
    the column that ``order`` names, rows without a value in it last.

    43,300 finds 43300. A column that is not there leaves the order as it is."""
    words = [_plain(word) for word in find.casefold().split()]
    rows = data.rows
    if words:
        rows = tuple(row for row in rows if _holds(row, words))
    name = order.removeprefix(DESCENDING)
    if name in data.names:
        rows = _ordered(rows, data.names.index(name), order.startswith(DESCENDING))
    return replace(data, rows=rows)


def _holds(row: tuple[Cell, ...], words: list[str]) -> bool:
    cells = [str(cell).casefold() for cell in row if cell is not None]
    return all(any(word in cell for cell in cells) for word in words)


def _plain(word: str) -> str:
    """A number without its thousands separators."""
    return word.replace(",", "") if re.fullmatch(r"-?[0-9]{1,3}(,[0-9]{3})+", word) else word


def _ordered(rows: tuple[tuple[Cell, ...], ...], place: int, down: bool) -> Any:
    known = [row for row in rows if row[place] is not None]
    without = [row for row in rows if row[place] is None]

    def value(row: tuple[Cell, ...]) -> Any:
        cell = row[place]
        return cell.casefold() if isinstance(cell, str) else cell

    return (*sorted(known, key=value, reverse=down), *without)
