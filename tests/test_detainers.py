"""Detainers and removals by day, against the releases where they stand beside the project, else
against their totals."""

from __future__ import annotations

import csv
import gzip
import shutil
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from lib.claims import claims
from lib.datapackage import DataError
from lib.detainers import DECLINED, NO_REASON, by_reason, declined, issued_and_connected, reported
from lib.months import Month, MonthRange
from lib.tables import HERE, Tables
from tests.folders import extent

RELEASES = HERE.parent.parent / "shared" / "data"
beside = pytest.mark.skipif(
    not RELEASES.is_dir(), reason="the releases do not stand beside this copy of the project"
)


@pytest.fixture(scope="module")
def tables() -> Tables:
    return Tables()


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# Against the releases


@beside
def test_detainers_by_month_are_those_of_the_release() -> None:
    released = [
        (row["year_month"], row["count"])
        for row in read(RELEASES / "detainers" / "detainers_by_month.csv")
    ]
    assert [
        (row["month"], row["detainers_issued"])
        for row in read(HERE / "detainers_by_month.csv")
        if row["month"] <= "2015-07"
    ] == released


@beside
def test_detainers_by_outcome_are_those_of_the_release() -> None:
    path = RELEASES / "detainers" / "detainers_by_lift_reason_and_year.csv"
    released = sorted((row["year"], row["lift_reason"], row["count"]) for row in read(path))
    ours = [
        (row["year"], row["reason"], row["detainers"])
        for row in read(HERE / "detainers_by_outcome.csv")
    ]
    assert ours == released


@beside
def test_removals_by_day_are_those_of_the_case_records() -> None:
    removals: Counter[date] = Counter()
    convicted: Counter[date] = Counter()
    for path in sorted((RELEASES / "removal_records").glob("ICERemovals_FY*.csv.gz")):
        with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
            lines = csv.reader(file, delimiter="|")
            preamble = [next(lines) for _ in range(5)]
            assert preamble[2][0] == "2019-ICFO-53623"
            header = next(lines)
            departed, level = header.index("Departed Date"), header.index("RC Threat Level")
            for row in lines:
                day = datetime.strptime(row[departed], "%m/%d/%Y").date()
                removals[day] += 1
                convicted[day] += row[level].startswith("(B)(7)(E)")
    first, last = date(2015, 10, 1), date(2019, 8, 31)
    expected = [
        (str(day), str(removals[day]), str(convicted[day]))
        for day in (first + timedelta(days) for days in range((last - first).days + 1))
    ]
    assert [
        (row["day"], row["removals"], row["convicted"])
        for row in read(HERE / "removals_by_day.csv")
    ] == expected


# Against totals of the releases, counted with other tools


def test_removals_by_day_are_complete(tables: Tables) -> None:
    (row,) = tables.rows(
        "SELECT count(*) AS days, min(day) AS first, max(day) AS last, sum(removals) AS removals, "
        "sum(convicted) AS convicted FROM removals_by_day WHERE day <= '2019-08-31'"
    )
    assert (row["first"], row["last"]) == (date(2015, 10, 1), date(2019, 8, 31))
    assert (row["days"], row["removals"], row["convicted"]) == (1_431, 959_241, 540_001)


def test_a_day_that_is_none_is_refused(tmp_path: Path) -> None:
    shutil.copytree(HERE, tmp_path / "data")
    path = tmp_path / "data" / "removals_by_day.csv"
    path.write_text(path.read_text().replace("2015-10-02,", "2015-10-32,"))
    with pytest.raises(
        DataError,
        match=r"removals_by_day\.csv, row 3, column day: “2015-10-32” .* a day written like",
    ):
        Tables(tmp_path / "data")


def test_removals_by_day_are_close_to_table_2_in_every_month_both_cover(tables: Tables) -> None:
    months = tables.query(
        """
        SELECT month, sum(removals) AS removals, any_value(all_removals) AS published
        FROM removals_by_day JOIN removals_by_source ON month = date_trunc('month', day)
        WHERE all_removals IS NOT NULL GROUP BY month
        """
    )
    assert len(months) >= 21
    # Counted by day of departure, as TRAC counts; by removal date it would be off by up to 14
    # percent.
    assert ((months["removals"] / months["published"] - 1).abs() < 0.02).all()


def test_detainers_by_month_run_from_october_2007_to_a_part_of_july_2015(tables: Tables) -> None:
    found = tables.rows("SELECT * FROM detainers_by_month WHERE month <= '2015-07-01'")
    assert len(found) == 94
    assert sum(row["detainers_issued"] for row in found) == 1_814_828
    assert [Month.of(row["month"]) for row in found if not row["whole"]] == [Month(2015, 7)]


# What the functions make of them


def test_a_years_reasons_and_its_missing_ones_add_up_to_the_detainers_issued(
    tables: Tables,
) -> None:
    rows = by_reason(tables).frame
    # NPR's own count by year, without the reasons.
    issued = {
        2007: 39_124, 2008: 228_077, 2009: 256_947, 2010: 301_119, 2011: 314_966,
        2012: 272_878, 2013: 204_215, 2014: 147_849, 2015: 49_653,
    }  # fmt: skip
    assert rows.groupby("year")["detainers"].sum().to_dict() == issued
    assert (rows["detainers"] >= 0).all()
    assert (rows["reason"] == NO_REASON).sum() == len(issued)
    assert not rows.duplicated(["year", "reason"]).any()
    assert set(rows[~rows["whole_year"]]["year"]) == {2007, 2015}


def test_declined_detainers_in_number_and_share(tables: Tables) -> None:
    rows = declined(tables).frame.set_index("year")
    # The release: 13,595 of 147,849 declined in 2014, and 75,480 with a reason.
    year = rows.loc[2014]
    assert [year[name] for name in ("issued", "declined", "other_reason", "no_reason")] == [
        147_849, 13_595, 75_480 - 13_595, 147_849 - 75_480,
    ]  # fmt: skip
    assert year["share_of_issued"] == pytest.approx(13_595 / 147_849)
    assert year["share_of_recorded"] == pytest.approx(13_595 / 75_480)
    assert rows["declined"].tolist() == [11, 64, 66, 121, 279, 942, 2_378, 13_595, 2_785]
    assert DECLINED in set(by_reason(tables).frame["reason"])


def test_detainers_stand_beside_removals_and_gaps_stay_gaps(tables: Tables) -> None:
    rows = issued_and_connected(tables, tables.calendar)
    by = {Month.of(row["month"]): row for row in rows}
    issued, connected = extent("detainers_by_month"), extent("removals_by_source")
    either = MonthRange(min(issued.first, connected.first), max(issued.last, connected.last))
    assert list(by) == list(either) and len(by) == len(rows)
    # Table 2, 2011-03: 1,747 detainer-connected removals; the release: 28,475 detainers.
    march = by[Month(2011, 3)]
    assert (march["detainers_issued"], march["detainer_removals"]) == (28_475, 1_747)
    assert march["connected_share"] == pytest.approx(1_747 / 28_475)

    def missing(month: Month, column: str) -> bool:
        return by[month][column] is None

    assert missing(connected.first - 1, "detainer_removals"), "before the first month of Table 2"
    assert missing(issued.last + 1, "detainers_issued"), "after the release"
    assert missing(Month(2016, 1), "detainer_removals"), "withheld"
    assert missing(Month(2015, 7), "connected_share"), "a part of a month has no share"


def test_the_figures_on_charts_are_those_of_the_claims(tables: Tables) -> None:
    stated = {claim.id: claim for claim in claims(tables)}
    rows = read(HERE / "reported_figures.csv")
    assert len(rows) == len(reported(tables))
    for row in rows:
        claim = stated[row["claim"]]
        months = tuple(
            str(month) if month else "not a period" for month in (claim.first, claim.last)
        )
        assert (row["first_month"], row["last_month"]) == months
        assert (row["value"], row["qualifier"], row["unit"], row["source"]) == (
            claim.stated,
            claim.qualifier.name,
            claim.unit,
            claim.document,
        )


def test_every_claim_on_detainers_or_refusals_is_a_figure_for_the_charts() -> None:
    on_detainers = {row["id"] for row in read(HERE / "claims.csv") if row["unit"] == "detainers"}
    assert on_detainers <= {row["claim"] for row in read(HERE / "reported_figures.csv")}
