"""The numbers of a chart by address, as its card on the page gives them away."""

from __future__ import annotations

from urllib.parse import parse_qsl

from lib.api import asked as read
from lib.api.asked import Asked
from lib.api.content import FORMATS, Content
from lib.api.operation import VIEW
from lib.api.problems import NO_SUCH_MONTHS, NO_SUCH_NAME, WRONG_VALUE, Problem
from lib.charts import Look
from lib.downloads.plain_table import chart_csv
from lib.downloads.spreadsheet import workbook
from lib.shown.address import Address, WrongAddress
from lib.shown.charts import chart, charts
from lib.sources import cited
from lib.tables import Tables

CHART_FORMS = ("csv", "xlsx")


def chart_numbers(tables: Tables, asked: Asked) -> Content:
    """What a chart is drawn from, for the view that the query asks for."""
    form, id = read.chosen(asked, "format", CHART_FORMS), asked["id"]
    if id not in charts():
        raise Problem(NO_SUCH_NAME, f"There is no chart “{id}”", charts())
    at = Address.of(parse_qsl(asked[VIEW], keep_blank_values=True))
    try:
        draw = chart(tables, id, at)
    except WrongAddress as wrong:
        raise Problem(WRONG_VALUE, str(wrong), wrong.allowed) from None
    if draw is None:
        raise Problem(NO_SUCH_MONTHS, "This view has too few months with data for the chart")
    drawn = draw(Look())
    return Content(
        chart_csv(tables, drawn) if form == "csv" else workbook(tables, drawn),
        FORMATS[form].media_type,
        f"{drawn.name}.{form}",
        cited(tables, drawn.credit),
        drawn.notes,
        "datapackage.json",
    )
