"""The page of the data, as a reader uses it: a table found and taken along, a query asked, shared
and refused."""

import io
import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from lib.charts.look import Width
from tests import folders
from tests.browser.conftest import Window

BURNING = "SELECT count(*) FROM range(1000000000000)"


@pytest.mark.parametrize(
    ("width", "height"), [("full", 720), ("narrow", 844)], ids=["desk", "telephone"]
)
def test_the_table_is_on_the_first_screen(width: Width, height: int, window: Window) -> None:
    view = window(width=width)
    view.page.set_viewport_size({"width": 1280 if width == "full" else 390, "height": height})
    view.open("data", table="ero_removals")
    table = view.page.get_by_test_id("stDataFrame")
    expect(table).to_be_visible()
    box = table.bounding_box()
    # Its heading and five rows.
    assert box and box["y"] + 6 * 35 <= height
    assert view.sideways == [0, 0]


def test_a_table_is_found_filtered_and_taken_along(window: Window) -> None:
    view = window().open("data")
    view.choose("Table", "ICE removals and returns, by citizenship (OHSS)")
    view.rest()
    view.page.get_by_role("searchbox", name="Rows that hold").press_sequentially("guatemala")
    expect(view.page.get_by_text("131 of 1,441 rows")).to_be_visible()
    view.rest()
    assert view.query["table"] == ["ero_removals_by_citizenship"]
    assert view.query["find"] == ["guatemala"]
    with view.page.expect_download() as coming:
        view.page.get_by_role("button", name="XLSX").click()
    assert coming.value.suggested_filename == "ero_removals_by_citizenship.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(Path(coming.value.path()).read_bytes()))
    assert book["Data"].max_row - 1 == len(folders.rows("ero_removals_by_citizenship"))


def test_a_query_is_asked_shared_and_taken_along(window: Window) -> None:
    view = window().open("data")
    view.page.get_by_role("radio", name="Ask in SQL").click()
    box = view.page.get_by_role("textbox", name="One SELECT, as DuckDB reads SQL")
    expect(box).to_be_visible()
    view.rest()
    box.fill(
        "SELECT month, sc_removals AS sc\nFROM removals_by_source\nWHERE month >= '2017-01-01'"
    )
    view.page.get_by_role("button", name="Run").click()
    expect(view.page.get_by_text("7 rows.")).to_be_visible()
    view.rest()
    assert view.query["sql"][0].startswith("SELECT month, sc_removals AS sc\n")
    chart = view.chart("query")
    assert view.says("sc, January 2017 to July 2017") in chart.title
    with view.page.expect_download() as coming:
        view.page.get_by_role("button", name="CSV of the result").click()
    lines = Path(coming.value.path()).read_text("utf-8").splitlines()
    assert (lines[0], lines[-1]) == ("month,sc", "2017-07,5478")
    other = window()
    other.page.goto(view.page.url)
    other.rest()
    expect(other.page.get_by_text("7 rows.")).to_be_visible()
    assert other.chart("query").title == chart.title


def test_a_query_without_end_is_stopped_and_the_page_goes_on(window: Window) -> None:
    view = window().open("data", sql=BURNING)
    expect(view.alert).to_contain_text(re.compile("5 (seconds|segundos)"), timeout=30_000)
    view.page.get_by_role("radio", name="What was withheld").click()
    expect(view.page.get_by_text("2 rows.")).to_be_visible()
    view.rest()
    expect(view.alert).to_have_count(0)
    assert "detainer_removals_status" in view.query["sql"][0]
