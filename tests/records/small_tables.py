"""Small tables that tests write themselves: 24 records, six in each of four months of 2016."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl

DAYS = [dt.date(2016, month, day) for month in range(1, 5) for day in (1, 6, 11, 16, 21, 26)]
SIX_A_MONTH = {"2016-01": 6, "2016-02": 6, "2016-03": 6, "2016-04": 6}

Cells = Sequence[object]


def us(day: dt.date) -> str:
    return f"{day.month}/{day.day}/{day.year}"


def lines(row: Callable[[int, str], str], header: str = "case,arrest date,charge") -> str:
    """A header and a line for each record, given its number and its date."""
    body = [row(number, us(day)) for number, day in enumerate(DAYS)]
    return "\n".join([header, *body] if header else body) + "\n"


def plain(number: int, day: str) -> str:
    return f"C{number},{day},theft"


def withheld(number: int, day: str) -> str:
    """The date; withheld in the record of 11 March."""
    return "(B)(6)" if number == 14 else day


ONE_WITHHELD = {**SIX_A_MONTH, "2016-03": 5}


def rows(header: Sequence[str] = ("case", "arrest date", "charge")) -> list[Cells]:
    """The same for a sheet: a header, and dates that are dates."""
    return [header, *((f"C{number}", day, "theft") for number, day in enumerate(DAYS))]


def workbook(**sheets: Sequence[Cells]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, cells in sheets.items():
        sheet = book.create_sheet(title)
        for row in cells:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def put(folder: Path, files: dict[str, str | bytes]) -> list[str]:
    """Writes files into a folder, and gives their paths."""
    for name, data in files.items():
        (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    return [str(folder / name) for name in files]
