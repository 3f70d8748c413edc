"""The strip over which a range of months is brushed."""

import datetime as dt
import re
from typing import Any

import pytest

from lib.charts import Look
from lib.charts.overview import HEIGHT, overview
from lib.eras import history
from lib.measures import series
from lib.months import Month, MonthRange
from lib.tables import Tables
from tests import folders

WHOLE = folders.calendar()
SHOWN = ("all_removals", "ero_removals", "releases_to_remove")


def points(path: str) -> dict[int, tuple[str, int]]:
    """How a path comes to each of its months, and the height there."""
    found = re.findall(r"([ML])([0-9.]+) (\d+)", path)
    assert "".join(f"{kind}{x} {y}" for kind, x, y in found) == path
    return {int(float(x) - 0.5): (kind, int(y)) for kind, x, y in found}


def strip(tables: Tables, *ids: str, months: MonthRange = WHOLE) -> dict[str, list[dict[str, Any]]]:
    lines = [series(tables, tables.measures[id], months, 1) for id in ids]
    drawn: dict[str, list[dict[str, Any]]] = overview(history(tables), lines, months, Look())
    return drawn


@pytest.fixture(scope="module")
def tables() -> Tables:
    return Tables()


def test_every_known_month_stands_at_its_height(tables: Tables) -> None:
    """By Python's own reader: a month's number over the highest of all, from zero at the bottom."""
    known = {
        Month.parse(row["month"]) - WHOLE.first: int(row["removals_and_returns"])
        for row in folders.rows("ero_removals")
        if row["removals_and_returns"].isdigit()
    }
    assert len(known) == 131
    (line,) = strip(tables, "ero_removals")["lines"]
    drawn = points(line["path"])
    assert drawn.keys() == known.keys()
    top = max(known.values())
    highest = min(height for _kind, height in drawn.values())
    for month, number in known.items():
        share = (HEIGHT - drawn[month][1]) / (HEIGHT - highest)
        assert share == pytest.approx(number / top, abs=0.01)


def test_a_line_does_not_cross_months_without_a_value(tables: Tables) -> None:
    """Table 2 has no row before November 2008; the 131 months of the official line have no gap."""
    for line in strip(tables, *SHOWN)["lines"]:
        months = points(line["path"])
        for month, (kind, _height) in months.items():
            assert (kind == "L") == (month - 1 in months)


def test_a_month_that_is_held_in_part_is_left_out(tables: Tables) -> None:
    partial = {
        Month.parse(row["month"]) - WHOLE.first
        for row in folders.rows("releases_to_remove")
        if row["whole"] == "false" and row["releases_to_remove"].isdigit()
    }
    assert partial
    (line,) = strip(tables, "releases_to_remove")["lines"]
    assert not partial & points(line["path"]).keys()


def test_eras_and_years_stand_where_they_are(tables: Tables) -> None:
    drawn = strip(tables, *SHOWN)
    pep = next(era for era in drawn["eras"] if era["name"] == "PEP")
    assert (pep["from"], pep["length"]) == (Month(2014, 12) - WHOLE.first, 26)
    year = next(year for year in drawn["years"] if year["name"] == "2016")
    assert year["from"] == Month.of(dt.date(2016, 1, 1)) - WHOLE.first + 0.5
    few = strip(tables, *SHOWN, months=MonthRange.parse("2017-01", "2017-03"))
    assert [(era["name"], era["from"], era["length"]) for era in few["eras"]] == [
        ("PEP", 0, 1),
        ("Trump 1", 1, 2),
    ]
    assert not few["years"]
    assert all(points(line["path"]).keys() <= {0, 1, 2} for line in few["lines"])
