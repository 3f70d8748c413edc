"""The sentences that open the pages, against the documents and Python's own reader."""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable, Iterable

import pytest

from lib import findings
from lib.months import MonthRange
from lib.tables import Tables
from tests import folders

RECORDS = "removals_from_records_by_removal_date"

PEP, TRUMP = MonthRange.parse("2014-12", "2017-01"), MonthRange.parse("2017-02", "2021-01")


def column(table: str, name: str) -> dict[str, int]:
    """The numbers of whole months of a column, by month."""
    return {
        row["month"]: int(row[name])
        for row in folders.rows(table)
        if row[name].isdigit() and row.get("whole") != "false"
    }


def mean(values: dict[str, int], months: Iterable[object]) -> float:
    return statistics.fmean(values[str(month)] for month in months if str(month) in values)


def test_of_removals(tables: Tables) -> None:
    """Table 2: 35,020 SC removals in six Trump months and 126,133 in 26 PEP months: 20.3 % more."""
    sc, every = (column("removals_by_source", name) for name in ("sc_removals", "all_removals"))
    assert mean(sc, TRUMP) / mean(sc, PEP) == pytest.approx(35_020 / 6 / (126_133 / 26))
    assert round(100 * (mean(every, TRUMP) / mean(every, PEP) - 1)) == -12
    found = findings.of_removals(tables)
    assert found.sentence == (
        "**Secure Communities (SC) removals rose 20%** from Obama’s PEP to Trump’s first six "
        "months, and **all ICE removals fell 12%**."
    )
    assert "Dec 2014 to Jan 2017 against Feb 2017 to Jul 2017" in found.note
    assert "all removals: 5 of 6 months count" in found.note


def test_of_convictions(tables: Tables) -> None:
    either, serious = (
        column("convicted_removals", name) for name in ("any_offense", "serious_offense")
    )
    rose = [round(100 * (mean(each, TRUMP) / mean(each, PEP) - 1)) for each in (either, serious)]
    said = findings.of_convictions(tables).sentence
    assert f"any offense rose {rose[0]}%" in said and f"serious offense rose {rose[1]}%" in said
    assert "the six PEP months and the six Trump months" in said


def test_of_arrests(tables: Tables) -> None:
    ice = column("ero_removals", "arrested_by_ice")
    every = column("ero_removals", "removals_and_returns")
    pep, trump = (round(100 * mean(ice, months) / mean(every, months)) for months in (PEP, TRUMP))
    said = findings.of_arrests(tables).sentence
    assert f"arrested {pep}% of the people" in said and f"and {trump}% in Trump’s" in said


def test_of_detainers_issued(tables: Tables) -> None:
    issued = column("detainers_by_month", "detainers_issued")
    assert max(issued, key=issued.__getitem__) == "2011-08" and max(issued) == "2015-06"
    fewer = 100 - 100 * issued["2015-06"] / issued["2011-08"]
    assert findings.of_detainers_issued(tables).sentence == (
        f"**ICE issued {fewer:.0f}% fewer detainers in June 2015 than in August 2011**, when they "
        "were the most; June 2015 is the last whole month of the release."
    )


def test_of_detainer_shares(tables: Tables) -> None:
    """Table 2, December 2015: 97 of 4,227 SC removals and of 20,186 in all."""
    said = findings.of_detainer_shares(tables).sentence
    assert f"one in {round(4227 / 97)} Secure" in said and f"one in {round(20186 / 97)} of" in said


def test_of_sources(tables: Tables) -> None:
    records = column(RECORDS, "removals")
    ohss = column("ero_removals", "removals_and_returns")
    apart = [
        100 * abs(records[month] - ohss[month]) / ohss[month] for month in records if month in ohss
    ]
    table = {row["month"]: int(row["removals"]) for row in folders.rows(RECORDS)}
    short = {
        month: 100 - 100 * count / ohss[month]
        for month, count in table.items()
        if month in ohss and 100 - 100 * count / ohss[month] > 0.2
    }
    assert min(short) == "2019-03" and max(apart) < 0.21
    found = findings.of_sources(tables)
    assert "the same removals up to February 2019;** from March 2019 on" in found.sentence
    assert f"by up to {max(short.values()):.1f}%." in found.sentence
    assert f"{statistics.median(apart):.3f}% apart in the median" in found.note
    assert f"at most {max(apart):.2f}%" in found.note
    assert f"In the {len(apart)} months" in found.note


EVERY = [
    findings.of_removals,
    findings.of_convictions,
    findings.of_arrests,
    findings.of_detainers_issued,
    findings.of_detainer_shares,
    findings.of_sources,
]


@pytest.mark.parametrize("finding", EVERY, ids=lambda finding: finding.__name__)
def test_each_finding_is_short_and_followed_to_a_query(
    finding: Callable[[Tables], findings.Finding], tables: Tables
) -> None:
    found = finding(tables)
    assert len(found.sentence) < 200 and len(found.note) < 200
    assert found.trails
    for trail in found.trails:
        assert len(trail.frame(tables))


def test_only_tables_of_months_have_cells_that_were_not_released(tables: Tables) -> None:
    """Words such as “none” or “not given” stand in other tables, where nothing was withheld."""
    released = folders.DATA / "datapackage.json"
    described = json.loads(released.read_text("utf-8"))["resources"]
    monthly = [
        one["name"]
        for one in described
        if any(field["name"] == "month" for field in one["schema"]["fields"])
        and any(field.get("missingValues", [""]) != [""] for field in one["schema"]["fields"])
    ]
    assert (
        f"{len(monthly)} of them have cells that were not released" in findings.of_data(tables).note
    )
    assert "removals_by_source" in monthly and "claims" not in monthly
