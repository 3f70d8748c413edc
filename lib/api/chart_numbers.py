"""The numbers of a chart by address, as its card on the page gives them away."""

from __future__ import annotations

from urllib.parse import parse_qsl

from lib.api import asked as read
from lib.api.asked import Asked
from lib.api.charts import drawn
from lib.api.content import FORMATS, Content
from lib.api.operation import VIEW
from lib.charts import Look
from lib.downloads.plain_table import chart_csv
from lib.downloads.spreadsheet import workbook
from lib.shown.address import Address
from lib.sources import cited
from lib.tables import Tables

CHART_FORMS = ("csv", "xlsx")


def chart_numbers(tables: Tables, asked: Asked) -> Content:
    """What a chart is drawn from, for the view that the query asks for."""
    form, id = read.chosen(asked, "format", CHART_FORMS), asked["id"]
    at = Address.of(parse_qsl(asked[VIEW], keep_blank_values=True))
    chart = drawn(tables, id, at)(Look())
    return Content(
        chart_csv(tables, chart) if form == "csv" else workbook(tables, chart),
        FORMATS[form].media_type,
        f"{chart.name}.{form}",
        cited(tables, chart.credit),
        chart.notes,
        "datapackage.json",
    )
