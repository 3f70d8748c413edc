"""The workbook of a chart, read back by another library."""

import datetime as dt
import io

from openpyxl import Workbook, load_workbook

from lib.charts import Line, Look, timeline
from lib.charts.chart import Chart
from lib.downloads.citation import citation
from lib.downloads.spreadsheet import workbook
from lib.eras import history
from lib.measures import series
from lib.months import MonthRange
from lib.sources import cited
from lib.tables import Tables
from lib.versions import version_of
from tests import folders
from tests.folders import MEASURES


def shares(tables: Tables, *months: str) -> Chart:
    measure = MEASURES["detainer_share_of_sc"]
    line = Line.of(series(tables, measure, MonthRange.parse(*months), 3))
    return timeline(history(tables), [line], name="shares", title="Shares", look=Look())


def read(tables: Tables, chart: Chart) -> Workbook:
    return load_workbook(io.BytesIO(workbook(tables, chart)))


def test_the_data_are_numbers_dates_and_empty_cells(tables: Tables) -> None:
    book = read(tables, shares(tables, "2015-11", "2016-02"))
    assert book.sheetnames == ["Data", "Columns", "Sources", "Cautions"]
    header, *rows = book["Data"].values
    assert header[:3] == ("month", "detainer_share_of_sc", "detainer_share_of_sc_status")
    known = {row["month"]: row for row in folders.rows("removals_by_source")}
    for month, share, status, *_ in rows:
        assert isinstance(month, dt.datetime) and month.day == 1
        counts = known[f"{month:%Y-%m}"]
        if counts["detainer_removals"] == "ICE withheld":
            assert (share, status) == (None, "ICE withheld")
        else:
            assert abs(share - int(counts["detainer_removals"]) / int(counts["sc_removals"])) < 1e-6
            assert status == "known"
    assert len(rows) == 4


def test_columns_sources_and_cautions_say_what_the_numbers_are(tables: Tables) -> None:
    chart = shares(tables, "2015-11", "2016-02")
    book = read(tables, chart)
    columns = {name: (what, unit) for name, what, unit in book["Columns"].values}
    assert columns["detainer_share_of_sc"] == ("Of SC removals", "share of 1")
    assert columns["detainer_share_of_sc_status"] == ("Of SC removals: status", "words")
    assert columns["month"] == ("Month", "month")
    # data/sources.csv
    assert [row for (row,) in book["Sources"].values][1:] == [
        "Transactional Records Access Clearinghouse (TRAC), Syracuse University, “Secure "
        "Communities, Sanctuary Cities and the Role of ICE Detainers” (2017-11), "
        "http://trac.syr.edu/foia/ice/20170608/",
        f"Removals by Month, data version {version_of(folders.DATA)}",
    ]
    cautions = [row for (row,) in book["Cautions"].values][1:]
    assert any("January 2016 to February 2016: ICE withheld" in row for row in cautions)


def test_no_cell_is_a_formula(tables: Tables) -> None:
    chart = shares(tables, "2015-11", "2016-02")
    chart.table["note"] = ["=1+1", "+2", "-3", "@SUM(A1)"]
    (place,) = (i for i, name in enumerate(chart.table) if name == "note")
    sheet = read(tables, chart)["Data"]
    column = next(cell.column for cell in sheet[1] if cell.value == "note")
    assert [sheet.cell(row, column).value for row in range(2, 6)] == list(chart.table["note"])
    assert {sheet.cell(row, column).data_type for row in range(2, 6)} == {"s"}
    assert place


def test_a_citation_has_a_place_for_the_day_and_the_view(tables: Tables) -> None:
    chart = shares(tables, "2015-11", "2016-02")
    said = citation(tables, chart)
    assert said.startswith(
        f"“Shares.” Removals by Month, data version {version_of(folders.DATA)}. [address] "
        "(retrieved [date]). Source: "
    )
    assert said.endswith(f"{'; '.join(cited(tables, chart.credit))}.")
