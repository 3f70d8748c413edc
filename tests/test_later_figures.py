"""Single figures published later, against the file that states them."""

import csv

import pytest

from lib.later_figures import later_figures
from lib.months import Month
from lib.tables import Tables
from tests.folders import SHARED, rows

STATED = SHARED / "data" / "later_figures.csv"
NAMES = {
    "SC removals": "sc_removals",
    "Detainers issued": "detainers_issued",
    "Detainers issued, month of the peak": "detainers_issued",
    "Detainers issued, month of the peak, as told in 2015": "detainers_issued",
    "Detainers followed by ICE custody, month of the peak": "detainers_with_custody",
}


@pytest.mark.skipif(not STATED.exists(), reason="the stated figures are not beside the project")
def test_every_stated_figure_of_a_month_or_a_fiscal_year_is_there_with_its_document() -> None:
    ours = {
        (row["kind"], row["first_month"], row["last_month"]): row for row in rows("later_figures")
    }
    addresses = {row["id"]: row["address"] for row in rows("sources")}
    with STATED.open(encoding="utf-8", newline="") as file:
        stated = [row for row in csv.DictReader(file) if row["what"] in NAMES]
    assert len(stated) >= 15
    for row in stated:
        first = last = row["period"]
        if row["period"].startswith("fiscal"):
            year = int(row["period"].split()[1])
            first, last = f"{year - 1}-10", f"{year}-09"
        own = ours[NAMES[row["what"]], first, last]
        assert (own["value"], own["qualifier"], own["counts"]) == (row["value"], "exactly", "total")
        where = addresses[own["source"]].split("//")[1].rstrip("/")
        assert where in row["source"], own["figure"]


def test_a_total_of_several_months_has_a_mean_month_and_a_mean_stays_one(tables: Tables) -> None:
    found = {row["figure"]: row for row in later_figures(tables, "detainers_issued")}
    assert found["detainers_fiscal_2016"]["a_month"] == 85_720 / 12
    assert found["detainers_2017_03_to_11"]["a_month"] == 14_000
    assert found["detainers_2017_03"]["a_month"] == found["detainers_2017_03"]["value"] == 13_971


def test_kinds_are_given_alone_and_credited_alone(tables: Tables) -> None:
    found = later_figures(tables, "sc_removals")
    assert [(Month.of(row["first_month"]), row["value"]) for row in found] == [
        (Month(2018, 5), 7_456),
        (Month(2019, 4), 6_152),
    ]
    assert found.credit.ids == ("trac_570",)
