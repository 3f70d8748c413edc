"""A chart's table as a workbook: the numbers, what the columns mean, the sources, and what must be
known of them."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from lib.charts.chart import Chart, TableKind
from lib.downloads.citation import source_lines
from lib.downloads.plain_table import STATUS, plain_headings, plain_table, reasons
from lib.months import Month
from lib.tables import Tables
from lib.text import _

WIDEST = 90
"""Characters that a column is wide at most; longer texts run on to a second line."""

_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")


def workbook(tables: Tables, chart: Chart) -> bytes:
    """The workbook of a chart, with the sheets Data, Columns, Sources and Cautions.

    Numbers are numbers, months are dates (their first days), and a cell without a value is
    empty."""
    # Loaded when a workbook is asked for.
    import xlsxwriter

    table = plain_table(chart.table, reasons(tables))
    headings = plain_headings(table, chart.headings)
    out = io.BytesIO()
    # A text that begins with an equals sign stays a text, and an address no link.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": chart.title, "comments": chart.credit.words})
        _sheet(book, _("Data"), list(table.columns), table.itertuples(index=False))
        _sheet(
            book,
            _("Columns"),
            [_("Column"), _("What it holds"), _("Unit")],
            [(name, headings[name], _unit(table, name, chart.kind)) for name in table.columns],
        )
        said = ((line,) for line in source_lines(tables, chart))
        _sheet(book, _("Sources"), [_("Source")], said)
        cautions = ((note,) for note in chart.notes)
        _sheet(book, _("Cautions"), [_("What must be known of these numbers")], cautions)
    return out.getvalue()


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
    month = book.add_format({"num_format": "yyyy-mm", "align": "left"})
    sheet.freeze_panes(1, 0)
    widths = [len(words) for words in header]
    for column, words in enumerate(header):
        sheet.write_string(0, column, words, bold)
    for place, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            if cell is None or (not isinstance(cell, str) and pd.isna(cell)):
                continue
            if not isinstance(cell, str):
                sheet.write_number(place, column, cell)
                continue
            widths[column] = max(widths[column], min(len(cell), WIDEST))
            if _MONTH.fullmatch(cell):
                sheet.write_datetime(place, column, _first_day(cell), month)
            else:
                sheet.write_string(place, column, cell, wrapped)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width + 2)


def _first_day(month: str) -> dt.datetime:
    return dt.datetime.combine(Month.parse(month).first_day, dt.time())
