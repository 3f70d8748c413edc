"""Plain copies of files that no engine streams as they are.

Workbooks, other encodings than UTF-8, line ends of two kinds, cells and rows that have gone wrong:
each becomes a UTF-8 CSV whose rows are all as wide as the header and begin with the number that
they have in the file. What was odd on the way stands in an account.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from lib.records.account import Account, Oddity
from lib.records.encoding import is_stray, mended, whole_encoding
from lib.records.errors import RecordsError
from lib.records.form import Source
from lib.records.no_records import is_no_record, is_other_header
from lib.records.rows import HasDate, Row
from lib.records.sheets import opened, sheet_rows
from lib.records.text import has_date_in, text_rows
from lib.records.workbook import pick
from lib.text import later

UNREADABLE = 0.1
"""The share of rows with too many cells from which on a file counts as unreadable."""
_LONGEST = 100_000
"""Letters of a cell from which on only its beginning is copied, and what tells it from others."""


def plain_copies(
    sources: Sequence[Source], folder: Path, attempt: str
) -> tuple[list[Source], dict[int, Account]]:
    """The sources as an engine streams them, and the accounts of those that were copied.

    Each that needs it is a copy in ``folder``. Raises RecordsError where a file turns out not to be
    readable to its end.
    """
    readable = [*sources]
    accounts: dict[int, Account] = {}
    for number, source in enumerate(sources):
        if source.copy:
            target = folder / f"{attempt}-{number}.csv"
            readable[number], accounts[number] = _copy(source, target)
    return readable, accounts


def _copy(source: Source, target: Path) -> tuple[Source, Account]:
    account = Account(source.name, source.encoding)
    if source.kind == "xlsx":
        rows = _sheet(source)
    else:
        account.encoding = whole_encoding(source)
        rows = text_rows(replace(source, encoding=account.encoding))
    with target.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["row", *source.columns])
        has_date = has_date_in(source.dated)
        for row in _without_last(rows, len(source.columns), account, has_date):
            if is_other_header(row.cells, source.columns):
                raise RecordsError(
                    later(
                        "another table begins here, with the columns {columns}",
                        columns=_shown(row.cells),
                    ),
                    file=source.name,
                    row=row.line,
                    hint=later("Put each table into a file or a sheet of its own"),
                )
            cells = _regular(row, len(source.columns), account)
            if cells is not None:
                writer.writerow([row.line, *cells])
    long = account.counts.get(Oddity.LONG, 0)
    if long > account.rows * UNREADABLE:
        raise RecordsError(
            later(
                "{long:,} of {rows:,} rows have more cells than the header",
                long=long,
                rows=account.rows,
            ),
            file=source.name,
            row=account.examples[Oddity.LONG][0].row,
            hint=later("Is this a single table with a single delimiter?"),
        )
    copied = replace(
        source,
        path=target,
        kind="csv",
        header_row=1,
        delimiter=",",
        quote='"',
        encoding="utf-8",
        compressed=False,
        skip_space=False,
        copy=False,
        numbered=True,
    )
    return copied, account


def _regular(row: Row, width: int, account: Account) -> list[str] | None:
    """The cells of a row, as many as the table has columns; None where it is no row of it."""
    cells = row.cells
    if not cells:
        return None
    account.rows += 1
    while len(cells) > width and not cells[-1].strip():
        cells = cells[:-1]
    if row.repaired:
        account.note(Oddity.QUOTED, row.line, " ".join(cells))
    if any(map(is_stray, cells)):
        cells = [mended(cell) for cell in cells]
        account.note(Oddity.STRAY, row.line, " ".join(cells))
    if is_no_record(cells):
        account.note(Oddity.NO_RECORD, row.line, _shown(cells))
        return None
    if len(cells) > width:
        account.note(Oddity.LONG, row.line, ",".join(cells))
        return None
    if len(cells) < width:
        account.note(Oddity.SHORT, row.line, ",".join(cells))
        cells = cells + [""] * (width - len(cells))
    return [_bounded(cell) for cell in cells]


def _without_last(
    rows: Iterator[Row], width: int, account: Account, has_date: HasDate | None
) -> Iterator[Row]:
    """The rows without the last ones that fill a single cell of several: notes below the table.

    One with all its cells and a date in its place is a record, as it is in a regular file.
    """
    held: list[Row] = []
    for row in rows:
        alone = width > 2 and sum(map(bool, map(str.strip, row.cells))) <= 1
        if alone and not (has_date and len(row.cells) == width and has_date(row.cells)):
            held.append(row)
            continue
        yield from held
        held.clear()
        yield row
    for row in held:
        if any(map(str.strip, row.cells)):
            account.rows += 1
            account.note(Oddity.NO_RECORD, row.line, _shown(row.cells))
        else:
            yield row


def _shown(cells: Sequence[str]) -> str:
    return ", ".join(cell.strip() for cell in cells if cell.strip())


def _bounded(cell: str) -> str:
    """A cell as it is copied: alike stays alike, and different stays different."""
    if len(cell) <= _LONGEST:
        return cell
    return cell[:1000] + hashlib.sha256(cell.encode()).hexdigest()


def _sheet(source: Source) -> Iterator[Row]:
    """The rows of a sheet below its header. The gap below a table is no row; one inside it is."""
    width = len(source.columns)
    blank: list[int] = []
    with opened(source.path, source.name) as book:
        for number, cells in enumerate(sheet_rows(book, source.path, source.name, source.sheet), 1):
            if number <= source.header_row:
                continue
            if not cells:
                blank.append(number)
                continue
            yield from (Row(gap, gap, [""] * width) for gap in blank)
            blank.clear()
            yield Row(number, number, pick(cells, source.places))
