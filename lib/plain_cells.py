"""Texts that a spreadsheet takes for texts, where strangers may have written them.

A program that opens a CSV reads a cell that begins with one of a few signs as a formula, which can
ask other hosts and start programs. An apostrophe before it is the spreadsheet's own sign for a
text."""

from __future__ import annotations

import re
from typing import TypeVar

import pandas as pd

Cell = TypeVar("Cell")

_FORMULA = re.compile("[=+\\-@\t\n\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]*)?([eE][+-]?[0-9]+)?%?")


def plain_cell(cell: Cell) -> Cell | str:
    """The cell; a text that would be a formula with an apostrophe before it. Numbers, also those
    written as texts, stay as they are. Lines within a text end in LF: Python's writer puts no
    quotation marks around CR, behind which a spreadsheet begins a new row."""
    if not isinstance(cell, str):
        return cell
    text = cell.replace("\r\n", "\n").replace("\r", "\n") if "\r" in cell else cell
    formula = _FORMULA.match(text) and not _NUMBER.fullmatch(text)
    return f"'{text}" if formula else text


def plain_cells(table: pd.DataFrame) -> pd.DataFrame:
    """The table with such texts in its cells and in the names of its columns."""
    plain = table.rename(columns=plain_cell)
    for place, kind in enumerate(table.dtypes):
        if pd.api.types.is_object_dtype(kind) or pd.api.types.is_string_dtype(kind):
            cells = map(plain_cell, table.iloc[:, place])
            plain.isetitem(place, pd.Series(list(cells), dtype="object").array)
    return plain


def csv_of(table: pd.DataFrame) -> str:
    """The table as CSV, without the index."""
    return plain_cells(table).to_csv(index=False, lineterminator="\n")
