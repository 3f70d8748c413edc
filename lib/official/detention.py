"""ICE's detention statistics: one workbook a fiscal year, from 2019 on."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from lib.months import Month
from lib.official.edition import Edition, Key, Lack, Note, Table, end_of, last_day, months_of
from lib.official.edition import lack as lacking
from lib.official.errors import OfficialError
from lib.official.grid import Sheet, Workbook
from lib.official.months_across import Block, find_blocks, headings, year_of
from lib.official.totals import Cell, check_total
from lib.official.words import NOT_YET, Value, key, words_of

PUBLICATION = "ICE detention statistics"

_BOOK_INS = "initial book ins agency month"
_RELEASES = "final reason month"
_REMOVALS = re.compile(r"ice removals (?:eo ?)?fy ?[0-9]*(?: ytd)?")
_THROUGH = re.compile(r"(?:updated|filtered|current) through ([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_TO_REMOVE = re.compile(r"releases?d? to remove")


@dataclass(frozen=True)
class _Sought:
    """A table: its columns with the total first, and the rows of its block they are in."""

    name: str
    rows: dict[str, str]
    section: str
    """Words of the heading above its footnotes."""


_BY_AGENCY = _Sought(
    "book_ins_detention_statistics",
    {"total": "book_ins", "cbp": "arrested_by_cbp", "ice": "arrested_by_ice"},
    "initial book ins",
)
_BY_CRIMINALITY = _Sought(
    "releases_to_remove",
    {
        "total": "releases_to_remove",
        "convicted criminal": "convicted",
        "pending criminal charges": "pending_charges",
        "other immigration violator": "other",
    },
    "ice final",
)
_BY_YEAR = _Sought("ice_removals_by_fiscal_year", {"total": "removals"}, "ice removals")


def recognizes(workbook: Workbook) -> bool:
    """Whether a workbook has a sheet with initial book-ins by arresting agency and month, or ICE's
    removals, under a heading of these statistics."""
    return any(headings(sheet, _BOOK_INS) or _removals_at(sheet) for sheet in workbook.sheets)


def read(workbook: Workbook) -> Edition:
    """The edition in a workbook that ``recognizes`` knows. What cannot be read is among its lacks.

    Raises OfficialError where no table can be read, or headings name different fiscal years."""
    year = _year(workbook)
    tables: list[Table] = []
    lacks: list[Lack] = []
    for sought, find in (
        (_BY_AGENCY, _book_ins),
        (_BY_CRIMINALITY, _releases),
        (_BY_YEAR, _removals),
    ):
        try:
            found = find(workbook)
        except OfficialError as error:
            lacks.append(lacking(sought.name, error))
            continue
        if isinstance(found, str):
            lacks.append(Lack(sought.name, f"{workbook.name} has no {found}", broken=False))
            continue
        if not found.given:
            lacks.append(Lack(sought.name, f"{workbook.name} counts nothing yet", broken=False))
            continue
        lacks += _date(found, workbook, sought, year)
        tables.append(found)
    if not tables:
        why = lacks[0].why
        raise OfficialError("no table of it can be read", workbook=workbook.name, hint=why)
    reach = max(table.whole_to or end_of(table.last) for table in tables)
    return Edition(
        PUBLICATION, f"fiscal year {year}", workbook.name, reach, tuple(tables), tuple(lacks)
    )


def _year(workbook: Workbook) -> int:
    """The fiscal year of a workbook. Raises OfficialError where its headings name several."""
    found: dict[int, tuple[Sheet, int, int]] = {}
    for sheet in workbook.sheets:
        by_month = [*headings(sheet, _BOOK_INS), *headings(sheet, _RELEASES)]
        for row, column in [*by_month, *_removals_at(sheet)]:
            found[year_of(sheet, sheet.text(row, column))] = (sheet, row, column)
    if len(found) > 1:
        first, second = sorted(found)[:2]
        sheet, row, column = found[second]
        problem = f"this heading is of fiscal year {second}, another is of {first}"
        raise sheet.error(problem, row, column)
    return next(iter(found))


def _book_ins(workbook: Workbook) -> Table | str:
    """Initial book-ins, or what the workbook does not have."""
    block = _only([b for sheet in workbook.sheets for b in find_blocks(sheet, _BOOK_INS)])
    if block is None:
        return "initial book-ins by arresting agency and month"
    rows: dict[str, int] = {}
    for row in range(block.header_row + 1, len(block.sheet.rows)):
        name = key(block.sheet.cell(row, block.label_column))
        if not name:
            break
        rows[name] = row
    return _table(_BY_AGENCY, block, rows)


def _releases(workbook: Workbook) -> Table | str:
    """Releases to remove, or what the workbook does not have."""
    block = _only([b for sheet in workbook.sheets for b in find_blocks(sheet, _RELEASES)])
    if block is None:
        return "release reasons by month"
    sheet, labels = block.sheet, block.label_column
    start = next(
        (
            row
            for row in range(block.header_row + 1, len(sheet.rows))
            if _TO_REMOVE.fullmatch(key(sheet.cell(row, labels)))
        ),
        None,
    )
    if start is None:
        return "“Release to Remove” among its release reasons by month"
    criminality = next(
        (c for c in range(labels, min(block.months.values())) if _is_criminality(block, c)),
        labels + 1,
    )
    rows = {key(sheet.cell(start, criminality)): start}
    for row in range(start + 1, len(sheet.rows)):
        name = key(sheet.cell(row, criminality))
        if sheet.text(row, labels) or not name:
            break
        rows[name] = row
    return _table(_BY_CRIMINALITY, block, rows)


def _is_criminality(block: Block, column: int) -> bool:
    return key(block.sheet.cell(block.header_row, column)) == "criminality"


def _only(blocks: Sequence[Block]) -> Block | None:
    """The one block found. Raises OfficialError where there are several."""
    if len(blocks) > 1:
        second = blocks[1]
        problem = f"the same heading stands in “{blocks[0].sheet.name.strip()}” too"
        raise second.sheet.error(problem, second.header_row, second.label_column)
    return blocks[0] if blocks else None


def _table(sought: _Sought, block: Block, rows: dict[str, int]) -> Table:
    """The table of a block: its counts by month, months still to come as such, totals checked."""
    sheet = block.sheet
    absent = [name for name in sought.rows if name not in rows]
    if absent:
        problem = f"there is no row “{absent[0]}” for {sought.rows[absent[0]]}"
        hint = f"Its rows: {', '.join(rows)}"
        raise sheet.error(problem, block.header_row + 1, block.label_column, hint=hint)
    cells = {column: block.row_of_counts(rows[name]) for name, column in sought.rows.items()}
    total, *parts = sought.rows.values()
    _mark_to_come(cells)
    for name, column in sought.rows.items():
        block.check_row(rows[name], cells[column])
    for month in block.months:
        of_month = [cells[part][month] for part in parts]
        check_total(sheet, cells[total][month], of_month, 1, ", ".join(parts), rest=False)
    table = Table(sought.name, ("month",), (total, *parts))
    table.rows = {
        (str(month),): {column: cells[column][month].value for column in table.columns}
        for month in block.months
    }
    table.sheets = {sheet.name.strip(): table.columns}
    return table


def _mark_to_come(cells: dict[str, dict[Month, Cell]]) -> None:
    """Gives the months after the last one with a count their word: a month still to come is 0 or
    blank in these workbooks. (That nobody at all is booked in for a month is not to be expected.)
    """
    counted = [
        month
        for column in cells.values()
        for month, cell in column.items()
        if isinstance(cell.value, int) and cell.value > 0
    ]
    for column in cells.values():
        for month, cell in column.items():
            if not counted or month > max(counted):
                column[month] = Cell(NOT_YET, cell.row, cell.column)


def _removals_at(sheet: Sheet) -> list[tuple[int, int]]:
    return [
        (row, column)
        for row, column in headings(sheet, "ice removals")
        if _REMOVALS.fullmatch(key(sheet.cell(row, column)))
    ]


def _removals(workbook: Workbook) -> Table | str:
    """ICE's removals in the fiscal year, or what the workbook does not have."""
    found: Table | None = None
    for sheet in workbook.sheets:
        for heading, labels in _removals_at(sheet):
            year = year_of(sheet, sheet.text(heading, labels))
            for row in range(heading + 1, heading + 5):
                if key(sheet.cell(row, labels)) != "total":
                    continue
                columns = [c for c in range(labels + 1, labels + 5) if sheet.text(row, c)]
                if not columns:
                    raise sheet.error("no count stands beside this total", row, labels)
                rows: dict[Key, dict[str, Value]] = {
                    (str(year),): {"removals": sheet.value(row, columns[0])}
                }
                if found and found.rows != rows:
                    problem = (
                        f"another total of ICE removals stands in “{next(iter(found.sheets))}”"
                    )
                    raise sheet.error(problem, row, columns[0])
                found = found or Table(_BY_YEAR.name, ("fiscal_year",), ("removals",), rows)
                found.sheets = found.sheets or {sheet.name.strip(): found.columns}
    return found or "total of ICE removals"


def _date(table: Table, workbook: Workbook, sought: _Sought, year: int) -> list[Lack]:
    """Puts into a table its notes and how far its counts reach; says so where that is not clear.

    The day is that of the footnotes, unless it lies outside the year or before the last count."""
    october, september = months_of(year)[0], months_of(year)[-1]
    monthly = table.keys == ("month",)
    said, notes = _footnotes(workbook, sought, year)
    table.notes.extend(notes)
    first = Month.parse(table.last) if monthly else october
    table.whole_to = said if said and said >= first.first_day else None
    if table.whole_to is None or table.whole_to < last_day(september):
        table.provisional_from = str(october) if monthly else str(year)
    if table.whole_to:
        return []
    told = f"its footnotes say {said}" if said else "no footnote says it"
    why = f"{workbook.name}: how far the counts reach is not clear ({told})"
    return [Lack(sought.name, f"{why}; the last may be incomplete", broken=False)]


def _footnotes(workbook: Workbook, sought: _Sought, year: int) -> tuple[dt.date | None, list[Note]]:
    """The day to which a table's footnotes say its data go, and the footnotes, which stand below
    its heading."""
    wanted = set(sought.section.split())
    for sheet in workbook.sheets:
        name = sheet.name.strip()
        for row in range(len(sheet.rows)):
            label = sheet.text(row, 0)
            if len(label) > 80 or str(year) not in label or not wanted <= words_of(label):
                continue
            texts = [sheet.text(row, 1)]
            for below in range(row + 1, len(sheet.rows)):
                if sheet.text(below, 0):
                    break
                texts.append(sheet.text(below, 1))
            if match := next((m for text in texts for m in _THROUGH.finditer(text)), None):
                month, day, of_year = map(int, match.groups())
                notes = [Note("", name, text) for text in texts if text]
                return dt.date(of_year, month, day), notes
    return None, []
