"""Workbooks (XLSX, XLSB, XLS, ODS): which of their sheets are tables, and of what columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import python_calamine as calamine

from lib.records.errors import NotATable, RecordsError
from lib.records.form import SAMPLE, PassedOver, Sampled, Source, column_names, sampled
from lib.records.layout import find_layout
from lib.records.profiles import Profile
from lib.records.sheets import height, opened, sheet_rows, try_apart
from lib.text import later, together

_HEAD = SAMPLE + 100
"""Rows of a sheet that are looked at."""


@dataclass(frozen=True)
class Sheets:
    """What is in a workbook: its tables, and the sheets with rows that are none."""

    tables: tuple[Sampled, ...]
    passed_over: tuple[PassedOver, ...]


def look_at_workbook(
    path: Path,
    name: str,
    known: Sequence[Profile],
    *,
    sheets: Sequence[str] = (),
    header_row: int | None = None,
) -> Sheets:
    """Every sheet of a workbook that has rows, hidden ones too.

    ``sheets`` are the names of those to be counted, where a person has chosen; ``header_row`` is
    the row of their header, likewise. Raises RecordsError where none of these is in the workbook,
    where one of these is no table, and where the workbook has no table at all.
    """
    try_apart(path, name)
    with opened(path, name) as book:
        existing = [
            sheet for sheet in book.sheets_metadata if sheet.typ == calamine.SheetTypeEnum.WorkSheet
        ]
        looks = {
            sheet.name: _look_at_sheet(
                book, path, name, sheet, known, header_row, among_others=len(existing) > 1
            )
            for sheet in existing
        }
    found = {sheet: look for sheet, look in looks.items() if look is not None}
    chosen = {sheet for sheet in found if is_chosen(sheet, sheets)}
    if sheets and not chosen:
        raise RecordsError(
            later("there is no sheet {sheets} with rows", sheets=together(sheets, later(" or "))),
            file=name,
            hint=later("The sheets with rows are {sheets}", sheets=", ".join(found))
            if found
            else "",
        )
    tables: list[Sampled] = []
    passed_over: list[PassedOver] = []
    for sheet, look in found.items():
        if isinstance(look, PassedOver):
            if sheet in chosen or (header_row and len(found) == 1):
                raise RecordsError(look.why, file=look.name)
            passed_over.append(look)
        elif sheets and sheet not in chosen:
            source = look[0]
            passed_over.append(
                PassedOver(source.name, source.rows, later("it was not chosen"), sheet)
            )
        else:
            tables.append(look)
    if not tables:
        raise NotATable(later("no sheet of the workbook contains a table"), file=name)
    return Sheets(tuple(tables), tuple(passed_over))


def is_chosen(sheet: str, sheets: Sequence[str]) -> bool:
    """Whether a sheet is among those named, give or take capitals and blanks around the name."""
    return sheet.strip().casefold() in {name.strip().casefold() for name in sheets}


def _look_at_sheet(
    book: calamine.CalamineWorkbook,
    path: Path,
    name: str,
    existing: calamine.SheetMetadata,
    known: Sequence[Profile],
    header_row: int | None,
    *,
    among_others: bool,
) -> Sampled | PassedOver | None:
    """A sheet that is a table, one that is none, or None for one without a filled cell."""
    sheet = existing.name
    called = name
    if among_others:
        seen = existing.visible == calamine.SheetVisibleEnum.Visible
        called = (
            f"{name} ({sheet})"
            if seen
            else later("{file} ({sheet}, hidden)", file=name, sheet=sheet)
        )
    head = list(islice(sheet_rows(book, path, name, sheet), _HEAD))
    filled = [row for row in head if row]
    if not filled:
        return None

    def whole(seen: int, above: int = 0) -> int:
        """The rows of the sheet, of which these were seen."""
        return seen if len(head) < _HEAD else height(book, path, name, sheet) - above

    # What reports call a row of titles may be cells merged over many columns: only those in which
    # something is written are columns.
    places = [
        place
        for place in range(max(map(len, filled)))
        if any(row[place:] and row[place].strip() for row in filled)
    ]
    rows = [pick(row, places) if row else [] for row in head]
    layout = find_layout(rows, known, header=None if header_row is None else header_row - 1)
    below = [row for row in rows[layout.header + 1 :] if row] if layout else []
    if layout is None or not below:
        if layout:
            return PassedOver(called, 0, later("no row is below its header"), sheet)
        why = later("no row names its columns")
        if header_row is not None:
            why = later("its row {row} is blank or not there", row=header_row)
        return PassedOver(called, whole(len(filled)), why, sheet)
    header = rows[layout.header]
    named = [
        number
        for number in range(len(places))
        if header[number].strip() or any(row[number].strip() for row in below)
    ]
    columns = column_names(pick(header, named))
    source = Source(
        path,
        called,
        "xlsx",
        columns,
        ("VARCHAR",) * len(columns),
        layout.header + 1,
        copy=True,
        sheet=sheet,
        places=tuple(places[number] for number in named),
        rows=whole(len(below), layout.header + 1) if among_others else None,
    )
    return sampled(source, [pick(row, named) for row in below])


def pick(row: Sequence[str], places: Sequence[int]) -> list[str]:
    """The cells at these places; one beyond the row's end is blank."""
    return [row[place] if place < len(row) else "" for place in places]
