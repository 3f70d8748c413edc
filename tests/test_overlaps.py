"""How far apart two sources are, against the numbers that describe the data and against the tables
as Python's own reader gives them."""

from collections import Counter
from statistics import median

import pytest

from lib.months import Month, MonthRange
from lib.overlaps import (
    agreement,
    by_fiscal_year,
    convicted_by_year,
    overlaps,
    side_by_side,
)
from lib.tables import Tables
from tests.folders import rows


def by_hand(id: str) -> dict[str, tuple[float, float]]:
    """Both counts of the months that both sources hold to their end."""
    overlap = overlaps()[id]
    first, second = (
        {
            row["month"]: int(row[side.column])
            for row in rows(side.table)
            if row[side.column].isdigit() and row.get("whole", "true") == "true"
        }
        for side in (overlap.first, overlap.second)
    )
    return {month: (first[month], second[month]) for month in sorted(first.keys() & second.keys())}


@pytest.mark.parametrize("id", overlaps())
def test_the_measured_agreement_is_that_of_the_two_tables(tables: Tables, id: str) -> None:
    measured, pairs = agreement(tables, overlaps()[id]), by_hand(id)
    assert measured is not None and len(pairs) >= 11
    apart = {month: abs(100 * (a - b) / b) for month, (a, b) in pairs.items()}
    assert measured.months == len(pairs)
    assert str(measured.held) == f"{min(pairs)}_{max(pairs)}"
    assert measured.median == pytest.approx(median(apart.values()))
    assert measured.greatest == pytest.approx(max(apart.values()))
    assert str(measured.greatest_month) == max(apart, key=lambda month: apart[month])
    assert measured.rounded == sum(abs(a - b) <= 5 for a, b in pairs.values())


@pytest.mark.parametrize(
    ("id", "middle", "most", "digits"),
    [
        # shared/data/README.md: 0.015 % in the median and 0.2 % at most.
        ("removals", 0.015, 0.2, 3),
        # TRAC and the records by departure: at most 1.9 % in the 21 months both cover; by removal
        # date up to 14 %.
        ("trac", None, 1.9, 1),
        ("trac_by_removal_date", None, 14, 0),
    ],
)
def test_the_agreement_that_the_description_of_the_data_states(
    tables: Tables, id: str, middle: float | None, most: float, digits: int
) -> None:
    measured = agreement(tables, overlaps()[id])
    assert measured is not None
    if middle is not None:
        assert round(measured.median, 3) == middle
    assert round(measured.greatest, min(digits, 1)) == most


def test_the_months_in_which_the_case_records_are_short(tables: Tables) -> None:
    """shared/data/README.md: 0.2 % short in 2019-03, 1.5 % in May, 3.8 % in July, 17 % in August
    2019."""
    measured = agreement(tables, overlaps()["removals"])
    assert measured is not None and measured.close_to == Month(2019, 2)
    short = {str(month): percent for month, percent in measured.incomplete.items()}
    assert list(short) == [f"2019-0{month}" for month in range(3, 9)]
    assert round(short["2019-03"], 1) == 0.2
    assert round(short["2019-05"], 1) == 1.5
    assert round(short["2019-07"], 1) == 3.8
    assert round(short["2019-08"]) == 17


@pytest.mark.parametrize(
    "table", ["removals_from_records", "removals_from_records_by_removal_date"]
)
def test_the_shipped_records_mark_the_months_that_the_comparison_finds_short(
    tables: Tables, table: str
) -> None:
    measured = agreement(tables, overlaps()["removals"])
    assert measured is not None
    marked = [row["month"] for row in rows(table) if row["whole"] == "false"]
    assert marked == [str(month) for month in measured.incomplete]


def test_the_book_ins_of_both_sources(tables: Tables) -> None:
    """2024-08: 24,706 in the detention statistics, 24,710 rounded by OHSS; only the two months that
    ICE's workbooks have in part are further apart than rounding."""
    overlap = overlaps()["book_ins"]
    found = {str(Month.of(row["month"])): row for row in side_by_side(tables, overlap)}
    assert (found["2024-08"]["first"], found["2024-08"]["second"]) == (24_706, 24_710)
    measured = agreement(tables, overlap)
    assert measured is not None
    assert [str(month) for month in measured.incomplete] == ["2021-09", "2022-09"]
    assert measured.rounded == measured.months == len(found) - 2


def test_releases_to_remove_and_removal_book_outs_are_the_same_count(tables: Tables) -> None:
    measured = agreement(tables, overlaps()["releases"])
    assert measured is not None
    assert (measured.months, measured.rounded, measured.incomplete) == (11, 11, {})


def test_the_convicted_inferred_agree_to_september_2018_and_no_further(tables: Tables) -> None:
    measured = agreement(tables, overlaps()["convicted"])
    assert measured is not None and measured.close_to == Month(2018, 9)
    pairs = by_hand("convicted")
    assert all(abs(a - b) <= 6 for month, (a, b) in pairs.items() if month <= "2018-09")
    assert all(a < 0.96 * b for month, (a, b) in pairs.items() if month > "2018-09")
    # The inference is what falls short: no month is called incomplete for it.
    assert not measured.incomplete


def test_the_convicted_of_calendar_years(tables: Tables) -> None:
    """shared/data/README.md: 136,403 and 136,610 in 2016, 127,093 and 127,080 in 2017; in 2018 OHSS
    has 1.8 % more."""
    found = {row["year"]: row for row in convicted_by_year(tables)}
    assert list(found) == [2016, 2017, 2018]
    assert (found[2016]["first"], found[2016]["second"]) == (136_403, 136_610)
    assert (found[2017]["first"], found[2017]["second"]) == (127_093, 127_080)
    assert round(100 * (found[2018]["second"] / found[2018]["first"] - 1), 1) == 1.8


def test_fiscal_years_are_compared_only_where_both_have_all_of_them(tables: Tables) -> None:
    """ICE's totals as later_figures.csv of the data's description has them: 267,258 in 2019,
    185,884 in 2020, 142,580 in 2023, 271,484 in 2024, of which OHSS has eleven months."""
    sums: Counter[int] = Counter()
    for row in rows("ero_removals"):
        month = Month.parse(row["month"])
        sums[month.year + (month.number >= 10)] += int(row["removals_and_returns"])
    found = {row["fiscal_year"]: row for row in by_fiscal_year(tables)}
    assert {year: row["first"] for year, row in found.items()} == {
        year: sums[year] for year in found
    }
    assert [year for year, row in found.items() if row["comparable"]] == [2019, 2020, 2023]
    assert [found[year]["second"] for year in (2019, 2020, 2023)] == [267_258, 185_884, 142_580]
    assert found[2024]["second"] == 271_484 and found[2024]["months"] == 11
    for year in found.values():
        assert (year["difference"] is None) == (not year["comparable"])
        assert year["difference"] is None or abs(year["difference"]) <= 12 * 5


def test_a_range_cuts_the_comparison_and_none_is_made_without_a_common_month(
    tables: Tables,
) -> None:
    overlap = overlaps()["removals"]
    measured = agreement(tables, overlap, MonthRange.parse("2016-01", "2016-03"))
    assert measured is not None and measured.months == 3
    assert agreement(tables, overlap, MonthRange.parse("2009-01", "2009-12")) is None
    # August 2019 alone is incomplete: there is nothing to measure in it.
    assert agreement(tables, overlap, MonthRange.parse("2019-08", "2019-08")) is None
