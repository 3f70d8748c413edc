"""Files in the forms in which the Deportation Data Project publishes ICE's records.

ICE's workbooks have five or six rows above the header, every cell of some columns redacted, and the
same header on each sheet; the cleaned copies have lower-case names, no columns that are blank or
redacted, some columns renamed and some more. Every row is drawn at random, and given back beside
the file.
"""

from __future__ import annotations

import csv
import datetime as dt
import random
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from pathlib import Path

import openpyxl

from tests.records.releases import REDACTED_COLUMNS, Release

FIRST, LAST = dt.datetime(2023, 9, 1), dt.datetime(2025, 7, 28)
REDACTED = "b(6), b(7)(C)"
CRIMINALITY = ("1 Convicted Criminal", "2 Pending Criminal Charges", "3 Other Immigration Violator")
Row = dict[str, dt.datetime | str]


def draw_rows(release: Release, count: int, seed: int, *, first: dt.datetime = FIRST) -> list[Row]:
    """Rows by the columns as ICE calls them. Dates are dates, all else is text."""
    draw = random.Random(seed)
    seconds = int((LAST - first).total_seconds())
    people = [f"{draw.getrandbits(160):040x}" for _ in range(max(count // 3, 1))]
    rows = []
    for _ in range(count):
        happened = first + dt.timedelta(seconds=draw.randrange(seconds))
        if "Time" not in release.date:
            happened = dt.datetime.combine(happened.date(), dt.time())
        row: Row = {}
        for column in release.columns:
            row[column] = _cell(column, happened, draw)
        row[release.date] = happened
        row[release.person] = draw.choice([*people, ""])
        rows.append(row)
    return rows


def _cell(column: str, happened: dt.datetime, draw: random.Random) -> dt.datetime | str:
    if column in REDACTED_COLUMNS:
        return REDACTED
    if "date" in column.lower():
        moved = happened + dt.timedelta(days=draw.randrange(-20, 60))
        if "time" not in column.lower():
            moved = dt.datetime.combine(moved.date(), dt.time())
        return "" if draw.randrange(2) else moved
    if column.endswith("Criminality"):
        return draw.choice(CRIMINALITY)
    if column == "MSC Criminal Charge Status":
        return draw.choice(["Convicted", "Pending", ""])
    if column == "Detainer Lift Reason":
        return draw.choice(["Detainer Declined by LEA", "Booked into Detention", "Died", ""])
    if column == "Birth Year":
        return str(draw.randrange(1950, 2007))
    if column == "Gender":
        return draw.choice(["Male", "Female", "Unknown"])
    return draw.choice(["", "MEXICO", "Harris County, TX", 'held "for pickup"', "[8F] Expedited"])


def write_raw(release: Release, rows: Sequence[Row], path: Path) -> None:
    """As ICE gives it: a workbook, or one that Excel has saved as CSV in the United States."""
    above: list[list[str]] = [["ICE Enforcement and Removal Operations"], [], ["Law Enforcement"]]
    above += [["Data as of 7/29/2025, fiscal years 2023 to 2025"], ["For Official Use Only"], []]
    above = above[: release.above]
    columns = list(release.columns)
    body = ([row[column] for column in columns] for row in rows)
    if path.suffix == ".csv":
        padded = ([*line, *[""] * (len(columns) - len(line))] for line in above)
        _write_csv(path, [*padded, columns], body, _american)
        return
    share = -(-len(rows) // len(release.sheets))
    parts = [(name, list(islice(body, share))) for name in release.sheets]
    _write_workbook(path, [(name, [*above, columns, *part]) for name, part in parts])


def write_cleaned(release: Release, rows: Sequence[Row], path: Path) -> None:
    """As the project publishes it, as a workbook or, from its Parquet file, as CSV."""
    kept = [column for column in release.columns if column not in release.dropped]
    header = [*map(release.cleaned, kept), *release.added]
    body = (
        [row[column] for column in kept] + [str(number)] * len(release.added)
        for number, row in enumerate(rows, release.above + 2)
    )
    if path.suffix == ".csv":
        _write_csv(path, [header], body, _iso)
    else:
        _write_workbook(path, [("Sheet1", [header, *body])])


def _write_csv(
    path: Path,
    head: Iterable[Sequence[str]],
    body: Iterable[Sequence[dt.datetime | str]],
    written: Callable[[dt.datetime], str],
) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerows(head)
        for row in body:
            rows.writerow([cell if isinstance(cell, str) else written(cell) for cell in row])


def _write_workbook(
    path: Path, sheets: Iterable[tuple[str, Iterable[Sequence[dt.datetime | str]]]]
) -> None:
    book = openpyxl.Workbook(write_only=True)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([cell or None for cell in row])
    book.save(path)


def _american(day: dt.datetime) -> str:
    date = f"{day.month}/{day.day}/{day.year}"
    return date if day.time() == dt.time() else f"{date} {day.hour}:{day.minute:02d}"


def _iso(day: dt.datetime) -> str:
    return day.date().isoformat() if day.time() == dt.time() else f"{day.isoformat()}Z"
