"""The monthly tables of the Office of Homeland Security Statistics (OHSS)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lib.months import Month
from lib.official.edition import Edition, Lack, Note, Table, end_of, fiscal_year, lack
from lib.official.errors import OfficialError
from lib.official.grid import Sheet, Workbook
from lib.official.months_down import Header, MonthsDown, lay_out, running_from, title_of
from lib.official.ohss_tables import ROUNDING, TABLES, SheetSought, Sought, TableSought
from lib.official.totals import Cell, check_total
from lib.official.words import NOT_AVAILABLE, key, words_of

PUBLICATION = "OHSS monthly tables"
SERIES = "all fiscal years"


@dataclass(frozen=True)
class _Found:
    """A sheet as read: the cells of each column by month; spread columns have their own."""

    layout: MonthsDown
    columns: dict[str, dict[Month, Cell]]
    spread: dict[str, dict[Month, Cell]]
    absent: tuple[str, ...]
    notes: tuple[Note, ...]


def recognizes(workbook: Workbook) -> bool:
    """Whether a workbook has at least one sheet of these tables."""
    sought = [sheet for table in TABLES for sheet in table.sheets]
    return any(_is(sheet, each) for sheet in workbook.sheets for each in sought)


def read(workbook: Workbook) -> Edition:
    """The edition in a workbook that ``recognizes`` knows. What cannot be read is among its lacks.

    Raises OfficialError where no table can be read."""
    tables: list[Table] = []
    lacks: list[Lack] = []
    totals: dict[str, tuple[Sheet, dict[Month, Cell]]] = {}
    for sought in TABLES:
        table, missing = _table(workbook, sought, totals)
        lacks += missing
        if table is not None:
            tables.append(table)
    if not tables:
        raise OfficialError("no table of it can be read", workbook=workbook.name, hint=lacks[0].why)
    reach = max(table.whole_to or end_of(table.last) for table in tables)
    return Edition(PUBLICATION, SERIES, workbook.name, reach, tuple(tables), tuple(lacks))


def _is(sheet: Sheet, sought: SheetSought) -> bool:
    return set(sought.title.split()) <= words_of(title_of(sheet))


def _table(
    workbook: Workbook,
    sought: TableSought,
    totals: dict[str, tuple[Sheet, dict[Month, Cell]]],
) -> tuple[Table | None, list[Lack]]:
    """A table from the sheets that hold its columns, and what of it is not there."""
    keys = ("month", *(sheet.spread for sheet in sought.sheets if sheet.spread))
    table = Table(sought.name, keys, sought.order)
    lacks: list[Lack] = []
    for each in sought.sheets:
        try:
            sheet = _sheet(workbook, each)
            if sheet is None:
                why = f"{workbook.name} has no sheet with a title like “{each.title}”"
                lacks.append(Lack(sought.name, why, broken=False))
                continue
            found = _read(sheet, each)
            _check_same(each.total, found, totals)
        except OfficialError as error:
            lacks.append(lack(sought.name, error))
            continue
        for name in found.absent:
            why = f"{workbook.name}, sheet “{sheet.name}”: there is no column for {name}"
            lacks.append(Lack(sought.name, why, broken=True))
        _put(table, each, found)
    if not table.rows:
        return None, lacks
    for row in table.rows.values():
        for name in sought.order:
            row.setdefault(name, NOT_AVAILABLE)
    return table, lacks


def _sheet(workbook: Workbook, sought: SheetSought) -> Sheet | None:
    """The sheet with that title. Raises OfficialError where two have it."""
    found = [sheet for sheet in workbook.sheets if _is(sheet, sought)]
    if len(found) > 1:
        problem = f"the sheet “{found[1].name}” has the same title: {title_of(found[1])}"
        raise found[0].error(problem, hint="Leave one of them")
    return found[0] if found else None


def _read(sheet: Sheet, sought: SheetSought) -> _Found:
    layout = lay_out(sheet)
    columns: dict[str, dict[Month, Cell]] = {}
    headers: dict[str, Header] = {}
    for column in sought.columns:
        header = _header(layout, column)
        if header is not None:
            headers[column.name] = header
            columns[column.name] = _cells(layout, header)
    if sought.total not in columns:
        names = ", ".join(header.name for header in layout.headers[:12])
        problem = f"there is no column “{sought.columns[0].header[0]}” for {sought.total}"
        raise sheet.error(problem, layout.header_row, hint=f"Its columns: {names}")
    spread = _spread(layout, headers[sought.total]) if sought.spread else {}
    for each in sought.sums:
        if each.whole in columns and all(part in columns for part in each.parts):
            parts = {name: columns[name] for name in each.parts}
            _check_parts(layout, columns[each.whole], parts, rest=each.rest)
    if spread:
        _check_parts(layout, columns[sought.total], spread, rest=False)
    absent = tuple(column.name for column in sought.columns if column.name not in columns)
    return _Found(layout, columns, spread, absent, _notes(layout, headers))


def _header(layout: MonthsDown, sought: Sought) -> Header | None:
    found = [
        header
        for header in layout.headers
        if key(header.name) in sought.header and (not sought.group or header.group in sought.group)
    ]
    if len(found) > 1:
        problem = f"there are two columns “{found[1].name}” for {sought.name}"
        raise layout.sheet.error(problem, layout.header_row, found[1].column)
    return found[0] if found else None


def _cells(layout: MonthsDown, header: Header) -> dict[Month, Cell]:
    """The cells of a column by month, checked against the totals of its fiscal years."""
    sheet, column = layout.sheet, header.column
    cells = {
        month: Cell(sheet.value(row, column), row, column) for month, row in layout.months.items()
    }
    for year, row in layout.totals.items():
        total = Cell(sheet.value(row, column), row, column)
        months = [cell for month, cell in cells.items() if fiscal_year(month) == year]
        check_total(sheet, total, months, ROUNDING, "the months below it", rest=False)
    return cells


def _spread(layout: MonthsDown, total: Header) -> dict[str, dict[Month, Cell]]:
    found: dict[str, dict[Month, Cell]] = {}
    for header in layout.headers:
        if header.column <= total.column:
            continue
        if header.name in found:
            problem = f"there are two columns “{header.name}”"
            raise layout.sheet.error(problem, layout.header_row, header.column)
        found[header.name] = _cells(layout, header)
    return found


def _check_parts(
    layout: MonthsDown,
    whole: dict[Month, Cell],
    parts: dict[str, dict[Month, Cell]],
    *,
    rest: bool,
) -> None:
    what = "its parts" if len(parts) > 4 else ", ".join(parts)
    for month, total in whole.items():
        cells = [column[month] for column in parts.values()]
        check_total(layout.sheet, total, cells, ROUNDING, what, rest=rest)


def _check_same(
    name: str, found: _Found, totals: dict[str, tuple[Sheet, dict[Month, Cell]]]
) -> None:
    """Refuses a sheet whose totals differ from those of an earlier sheet that counts the same."""
    sheet = found.layout.sheet
    other, known = totals.setdefault(name, (sheet, found.columns[name]))
    for month, cell in found.columns[name].items():
        if month in known and known[month].value != cell.value:
            problem = f"{month} has {cell.value} here, and {known[month].value} in “{other.name}”"
            raise sheet.error(problem, cell.row, cell.column)


def _put(table: Table, sought: SheetSought, found: _Found) -> None:
    """Puts what a sheet holds into the table's rows."""
    layout = found.layout
    for month in layout.months:
        if found.spread:
            for label, cells in found.spread.items():
                table.rows[str(month), label] = {sought.total: cells[month].value}
        else:
            row = table.rows.setdefault((str(month),), {})
            for name, column in found.columns.items():
                row.setdefault(name, column[month].value)
    table.sheets[layout.sheet.name.strip()] = tuple(
        name for name in found.columns if not any(name in names for names in table.sheets.values())
    )
    table.notes.extend(found.notes)
    table.whole_to = table.whole_to or layout.current_to
    table.provisional_from = table.provisional_from or running_from(layout)


_LEGEND = re.compile(r"(NA|X) Not a")


def _notes(layout: MonthsDown, headers: dict[str, Header]) -> tuple[Note, ...]:
    """The footnotes at the columns read, and what stands below the table for all of it."""
    sheet = layout.sheet.name.strip()
    of_columns = [
        Note(name, sheet, layout.numbered[number])
        for name, header in headers.items()
        for number in header.footnotes
        if number in layout.numbered
    ]
    of_all = [Note("", sheet, note) for note in layout.notes if not _LEGEND.match(note)]
    return (*of_columns, *of_all)
