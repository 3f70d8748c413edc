"""A table as a workbook: the numbers, what the columns mean, the sources, and what must be known of
them."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from lib.charts.chart import Chart, TableKind
from lib.downloads.dataset import Dataset
from lib.downloads.plain_table import STATUS, plain_headings, plain_table, reasons
from lib.months import Month
from lib.sources import cited
from lib.tables import Tables
from lib.text import _
from lib.versions import version

WIDEST = 90
"""Characters that a column is wide at most; longer texts run on to a second line."""

_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")

_NEVER = dt.datetime(2000, 1, 1)


def workbook(tables: Tables, chart: Chart) -> bytes:
    """The workbook of a chart, with the sheets Data, Columns, Sources and Cautions.

    Numbers are numbers, months are dates (their first days), and a cell without a value is
    empty."""
    table = plain_table(chart.table, reasons(tables))
    headings = plain_headings(table, chart.headings)
    return _book(
        chart.title,
        chart.credit.words,
        list(table.columns),
        (tuple(map(_dated, row)) for row in table.itertuples(index=False)),
        [(name, headings[name], _unit(table, name, chart.kind)) for name in table.columns],
        cited(tables, chart.credit),
        version(tables),
        chart.notes,
    )


def dataset_workbook(data: Dataset) -> bytes:
    """The workbook of a dataset, of the same form."""
    columns = [(column.name, column.meaning, column.unit) for column in data.columns]
    said = "; ".join(data.sources)
    return _book(
        data.title, said, data.names, data.rows, columns, data.sources, data.version, data.cautions
    )


def _book(
    title: str,
    comments: str,
    names: Sequence[str],
    rows: Iterable[Sequence[Any]],
    columns: Iterable[Sequence[str]],
    sources: Iterable[str],
    version: str,
    cautions: Iterable[str],
) -> bytes:
    # Loaded when a workbook is asked for.
    import xlsxwriter

    of_version = _("Removals by Month, data version {version}", version=version)
    out = io.BytesIO()
    # A text that begins with an equals sign stays a text, and an address no link.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        # Without the time, so that the same numbers are the same file.
        book.set_properties({"title": title, "comments": comments, "created": _NEVER})
        _sheet(book, _("Data"), names, rows)
        _sheet(book, _("Columns"), [_("Column"), _("What it holds"), _("Unit")], columns)
        _sheet(book, _("Sources"), [_("Source")], ((line,) for line in (*sources, of_version)))
        header = [_("What must be known of these numbers")]
        _sheet(book, _("Cautions"), header, ((note,) for note in cautions))
    return out.getvalue()


def _dated(cell: Any) -> Any:
    """A month that is written as a text, as a month."""
    is_month = isinstance(cell, str) and _MONTH.fullmatch(cell)
    return Month.parse(cell) if is_month else cell


def _unit(table: pd.DataFrame, name: str, kind: TableKind) -> str:
    words = [cell for cell in table[name] if isinstance(cell, str)]
    if name.endswith(STATUS):
        return _("words")
    if words:
        return _("month") if all(map(_MONTH.fullmatch, words)) else _("words")
    if name == "percent":
        return _("percent")
    return {"count": _("people"), "share": _("share of 1"), "figure": _("number")}[kind]


def _sheet(book: Any, name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    sheet = book.add_worksheet(name)
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    dates = {
        Month: book.add_format({"num_format": "yyyy-mm", "align": "left"}),
        dt.date: book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
    }
    sheet.freeze_panes(1, 0)
    widths = [len(words) for words in header]
    for column, words in enumerate(header):
        sheet.write_string(0, column, words, bold)
    for place, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if not isinstance(cell, (str, Month, dt.date)) and pd.isna(cell):
                continue
            widths[column] = max(widths[column], min(len(str(cell)), WIDEST))
            if isinstance(cell, bool):
                sheet.write_boolean(place, column, cell)
            elif isinstance(cell, (Month, dt.date)):
                day = cell.first_day if isinstance(cell, Month) else cell
                written = dt.datetime.combine(day, dt.time())
                sheet.write_datetime(place, column, written, dates[type(cell)])
            elif isinstance(cell, str):
                sheet.write_string(place, column, cell, wrapped)
            else:
                sheet.write_number(place, column, cell)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width + 2)
