"""What leaves the page: the picture and the table of every chart."""

import csv
import hashlib
from pathlib import Path

import numpy as np
import pytest
from PIL import ImageColor

from lib.charts.style import Look
from tests.browser.conftest import ROOT, Window
from tests.browser.view import Card

ALL, PEP_TRUMP, TABLE_1 = ["2008-11", "2017-07"], ["2014-12", "2017-07"], ["2016-08", "2017-07"]
CHARTS = {
    "": ["removals-by-source"],
    "compare": [f"{chart}-sc-removals" for chart in ("groups", "overlay", "spread", "same-months")],
    "convictions": ["convictions", "conviction-shares"],
    "detainers": ["detainer-shares"],
}
# For each page ranges in which each of its charts has something else to show.
RANGES = {
    "": [ALL, PEP_TRUMP, TABLE_1],
    "compare": [PEP_TRUMP, ["2015-06", "2017-05"], TABLE_1],
    "convictions": [PEP_TRUMP, TABLE_1, ["2016-11", "2017-04"]],
    "detainers": [ALL, PEP_TRUMP, ["2015-01", "2015-12"]],
}
EDGE = 8


def assert_whole(pixels: np.ndarray, look: Look) -> None:
    """The picture has its size and no transparent pixel, and nothing reaches its edge: so nothing was cut off."""
    assert pixels.shape == (1350, 2400, 4)
    assert (pixels[..., 3] == 255).all()
    inside = np.zeros(pixels.shape[:2], dtype=bool)
    inside[EDGE:-EDGE, EDGE:-EDGE] = True
    background = (pixels[..., :3] == ImageColor.getrgb(look.colour["background"])).all(axis=-1)
    rows, columns = np.nonzero(~background & ~inside)
    assert not len(rows), (
        f"drawn at the edge: rows {rows.min()} to {rows.max()}, columns {columns.min()} to {columns.max()}"
    )
    assert background.mean() < 0.995, "there is nothing in the picture"


@pytest.mark.parametrize("path", CHARTS, ids=lambda path: path or "removals")
@pytest.mark.parametrize("look", [Look(), Look(dark=True), Look(narrow=True)], ids=["light", "dark", "narrow"])
def test_each_picture_is_whole_and_follows_the_range(look: Look, path: str, window: Window) -> None:
    seen: dict[str, list[bytes]] = {}
    view = window(dark=look.dark, narrow=look.narrow)
    for months in RANGES[path] if look == Look() else RANGES[path][:2]:
        view.open(path, months=months)
        # Table 1's months end as they begin: its two halves share no calendar month.
        expected = CHARTS[path][:3] if (path, months) == ("compare", TABLE_1) else CHARTS[path]
        assert [chart.name for chart in view.charts] == expected
        for chart in view.charts:
            name, pixels = chart.png()
            assert name == f"{chart.name}_{'_'.join(months)}.png"
            assert_whole(pixels, look)
            seen.setdefault(name.split("_")[0], []).append(hashlib.sha256(pixels.tobytes()).digest())
    for name, pictures in seen.items():
        assert len(set(pictures)) == len(pictures) > 1, name


@pytest.mark.parametrize("measure", ["Detainer share of Secure Communities removals", "All ICE removals"])
def test_the_pictures_of_other_measures_are_whole(measure: str, window: Window) -> None:
    for chart in window().open("compare", measure=measure).charts:
        assert_whole(chart.png()[1], Look())


def source(file: str) -> dict[str, dict[str, str]]:
    """A table of the data folder by month, as it stands in the file."""
    with (ROOT / "data" / file).open(encoding="utf-8", newline="") as lines:
        return {row["month"]: row for row in csv.DictReader(lines)}


def cells(chart: Card, columns: list[str]) -> dict[str, tuple[str, ...]]:
    return {row["month"]: tuple(row[column] for column in columns) for row in chart.csv()[1]}


@pytest.mark.parametrize("months", [ALL, PEP_TRUMP, TABLE_1], ids=lambda months: "_".join(months))
def test_the_table_of_removals_is_the_source_month_for_month(months: list[str], window: Window) -> None:
    (chart,) = window().open(months=months).charts
    columns = ["all_removals", "sc_removals", "detainer_removals"]
    expected = {
        month: tuple(row[column] for column in columns)
        for month, row in source("removals_by_source.csv").items()
        if months[0] <= month <= months[1]
    }
    assert chart.csv()[0] == f"removals-by-source_{'_'.join(months)}_trac_2017.csv"
    assert cells(chart, columns) == expected
    assert expected["2017-07"] == ("not yet released", "5478", "ICE withheld")


def test_the_table_of_convictions_is_table_1(window: Window) -> None:
    chart = window().open("convictions").charts[0]
    columns = ["any_offense", "serious_offense", "any_offense_average", "serious_offense_average"]
    drawn = [
        "convicted_any",
        "convicted_serious",
        *(f"convicted_{which}_published_mean_of_12" for which in ("any", "serious")),
    ]
    assert cells(chart, drawn) == {
        month: tuple(row[column] for column in columns) for month, row in source("convicted_removals.csv").items()
    }


def test_the_table_of_shares_divides_the_source(window: Window) -> None:
    (chart,) = window().open("detainers", months=["2015-11", "2016-02"]).charts
    name, rows = chart.csv()
    assert name == "detainer-shares_2015-11_2016-02_trac_2017.csv"
    table = source("removals_by_source.csv")
    assert [row["month"] for row in rows] == ["2015-11", "2015-12", "2016-01", "2016-02"]
    for row in rows[:2]:
        counts = table[row["month"]]
        share = int(counts["detainer_removals"]) / int(counts["sc_removals"])
        assert float(row["detainer_share_of_sc"]) == pytest.approx(share, abs=1e-6)
    assert {row[column] for row in rows[2:] for column in ("detainer_share_of_sc", "detainer_share_of_all")} == {
        "ICE withheld"
    }


def test_the_table_of_a_comparison_holds_both_groups(window: Window) -> None:
    groups, overlay, _, pairs = window().open("compare").charts
    table = source("removals_by_source.csv")
    of_group = {row["month"]: row["group"] for row in groups.csv()[1]}
    assert list(of_group) == list(table)
    assert [of_group[month] for month in ("2014-11", "2014-12", "2017-01", "2017-02", "2017-07")] == [
        "neither", "PEP", "PEP", "Trump", "Trump",
    ]  # fmt: skip
    assert {row["month"]: row["sc_removals"] for row in overlay.csv()[1]} == {
        month: row["sc_removals"] for month, row in table.items() if month >= "2014-12"
    }
    for row in pairs.csv()[1]:
        assert row["sc_removals_first"] == table[row["first_month"]]["sc_removals"]
        assert row["sc_removals_second"] == table[row["second_month"]]["sc_removals"]


def test_the_tables_of_the_sources_page_are_the_files_themselves(window: Window) -> None:
    view = window().open("sources")
    package = view.page.locator("[data-testid=stExpander]")
    for position in range(package.count()):
        package.nth(position).locator("summary").click()
        button = package.nth(position).get_by_role("button", name="Download")
        with view.page.expect_download() as coming:
            button.click()
        assert Path(coming.value.path()).read_bytes() == (ROOT / "data" / coming.value.suggested_filename).read_bytes()
    assert package.count() == 5
