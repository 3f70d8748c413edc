"""Every expected number is computed here with Python's own means, from the CSVs as text."""

import datetime as dt
import statistics as plain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.compare import compare, pairs, statistics
from lib.eras import eras, events, presets, share_from
from lib.months import Month, MonthRange
from lib.tables import Tables
from lib.words import difference_words, known_words, number
from tests.folders import MEASURES, rows
from tests.folders import extent as printed

PEP, TRUMP = MonthRange.parse("2014-12", "2017-01"), MonthRange.parse("2017-02", "2017-07")


def cells(column: str, months: MonthRange, table: str = "removals_by_source") -> list[int]:
    return [
        int(row[column])
        for row in rows(table)
        if Month.parse(row["month"]) in months and row[column].isdigit()
    ]


def test_all_pep_months_against_all_trump_months(tables: Tables) -> None:
    found = compare(tables, MEASURES["sc_removals"], PEP, TRUMP)
    pep, trump = cells("sc_removals", PEP), cells("sc_removals", TRUMP)
    assert (found.first.months, found.first.known, found.first.total) == (26, 26, sum(pep))
    assert found.first.mean == pytest.approx(plain.mean(pep))
    assert found.first.median == plain.median(pep)
    # Table 2: the lowest PEP month is 2015-12 with 4,227, the highest Trump month 2017-05 with
    # 6,632.
    assert (found.first.lowest, found.first.lowest_month) == (4_227, Month(2015, 12))
    assert (found.second.highest, found.second.highest_month) == (6_632, Month(2017, 5))
    assert found.difference == pytest.approx(plain.mean(trump) - plain.mean(pep))
    assert found.percent == pytest.approx((plain.mean(trump) / plain.mean(pep) - 1) * 100)


def test_table_1_six_months_each(tables: Tables) -> None:
    """Table 1: 27,834 in the six months to January 2017 and 33,059 in the six after."""
    first = MonthRange.parse("2016-08", "2017-01")
    found = compare(tables, MEASURES["convicted_any"], first, TRUMP)
    assert found.first.total == 4894 + 4547 + 4444 + 5110 + 4426 + 4413
    assert found.second.total == 4400 + 5288 + 5589 + 6415 + 6177 + 5190
    assert found.percent == pytest.approx((33059 / 27834 - 1) * 100)


def test_shares_are_pooled(tables: Tables) -> None:
    """Table 2, August to December 2015: 584 of 23,580 SC removals and of 96,245 removals; 2.48 %
    and 0.61 %."""
    months = MonthRange.parse("2015-08", "2015-12")
    of_sc = statistics(tables, MEASURES["detainer_share_of_sc"], months)
    of_all = statistics(tables, MEASURES["detainer_share_of_all"], months)
    assert of_sc.mean == pytest.approx(584 / 23_580)
    assert of_all.mean == pytest.approx(584 / 96_245)
    assert of_sc.total is None
    assert (number(of_sc.mean, "share"), number(of_all.mean, "share")) == ("2.48%", "0.61%")


def test_months_without_a_value_are_counted_and_left_out(tables: Tables) -> None:
    found = compare(tables, MEASURES["detainer_removals"], PEP, TRUMP)
    known = cells("detainer_removals", PEP)
    assert (found.first.months, found.first.known, found.first.total) == (26, 13, sum(known))
    assert (found.second.months, found.second.known, found.second.mean) == (6, 0, None)
    assert found.difference is None and found.percent is None
    # The release of records thins out from March 2019 on: months that no mean counts.
    late = MonthRange.parse("2019-02", "2019-03")
    records = statistics(tables, MEASURES["records_removals"], late)
    assert (records.months, records.known, records.total) == (2, 1, 20_045)
    outside = statistics(tables, MEASURES["convicted_any"], MonthRange.parse("2010-01", "2016-08"))
    assert (outside.months, outside.known, outside.total) == (80, 1, 4_894)


def test_pairs_of_the_same_calendar_month(tables: Tables) -> None:
    """Table 2: February 2016 has 4,502 and February 2017 4,800; each Trump month stands with the
    one a year before."""
    found = pairs(tables, MEASURES["sc_removals"], PEP, TRUMP).frame
    assert [str(Month.of(month)) for month in found["second_month"]] == [
        str(month) for month in TRUMP
    ]
    assert [str(Month.of(month)) for month in found["first_month"]] == [
        str(month - 12) for month in TRUMP
    ]
    assert (found["first"][0], found["second"][0], found["difference"][0]) == (4502, 4800, 298)
    assert found["percent"][0] == pytest.approx(298 / 4502 * 100)


def test_no_pair_where_one_side_is_withheld_or_no_month_is_shared(tables: Tables) -> None:
    assert len(pairs(tables, MEASURES["detainer_removals"], PEP, TRUMP)) == 0
    one, two = MonthRange.parse("2016-08", "2016-12"), MonthRange.parse("2017-02", "2017-06")
    assert len(pairs(tables, MEASURES["sc_removals"], one, two)) == 0


@pytest.mark.parametrize(
    ("measure", "pep", "six", "term"),
    [
        ("ero_removals", 19_879, 17_327, 18_256),
        ("ero_convicted", 11_444, 10_420, 10_427),
        ("ero_by_cbp", 14_367, 10_115, 11_591),
        ("ero_by_ice", 5_476, 7_165, 6_619),
    ],
)
def test_the_official_means(tables: Tables, measure: str, pep: int, six: int, term: int) -> None:
    """As the description of the workbooks gives them, computed elsewhere: the PEP months, the six
    to July 2017, and the 48 of the first term."""
    first_term = MonthRange.parse("2017-02", "2021-01")
    found = compare(tables, MEASURES[measure], PEP, TRUMP)
    assert [round(side.mean or 0) for side in (found.first, found.second)] == [pep, six]
    whole = statistics(tables, MEASURES[measure], first_term)
    assert (round(whole.mean or 0), whole.known) == (term, 48)


months = st.integers(0, 104).map(lambda step: Month(2008, 11) + step)


@settings(max_examples=settings().max_examples * 2 // 5)
@given(st.lists(months, min_size=4, max_size=4))
def test_statistics_and_pairs_for_any_two_ranges(ends: list[Month]) -> None:
    tables = Tables()
    one, two = (MonthRange(*sorted(pair)) for pair in (ends[:2], ends[2:]))
    found = compare(tables, MEASURES["sc_removals"], one, two)
    for side, span in ((found.first, one), (found.second, two)):
        values = cells("sc_removals", span)
        assert (side.known, side.total, side.median) == (
            len(values),
            sum(values),
            plain.median(values),
        )
        assert side.lowest == min(values) and side.highest == max(values)
    for pair in pairs(tables, MEASURES["sc_removals"], one, two):
        first, second = Month.of(pair["first_month"]), Month.of(pair["second_month"])
        assert first in one and second in two and first.number == second.number and first != second
        nearest = min(
            abs(month - second)
            for month in one
            if month.number == second.number and month != second
        )
        assert abs(first - second) == nearest


def test_named_ranges_and_events(tables: Tables) -> None:
    named = presets(tables)
    assert named["PEP"] == PEP == eras(tables)["pep"].months
    assert named["Table 1's 12 months"] == printed("convicted_removals")
    assert len(named["Last 24 months"]) == 24
    assert [event.month for event in events(tables)] == sorted(
        event.month for event in events(tables)
    )


@pytest.mark.parametrize(
    ("measure", "months", "words"),
    [
        # Table 2 has detainers to December 2015, 86 months; the 19 after it are withheld.
        (
            "detainer_removals",
            MonthRange(Month(2008, 10), Month(2017, 8)),
            "86 of 107 months count (ICE withheld: 19; not in the source: 2)",
        ),
        ("detainer_removals", PEP, "13 of 26 months count (ICE withheld: 13)"),
        (
            "all_removals",
            MonthRange(Month(2017, 6), Month(2017, 7)),
            "1 of 2 months count (not yet released: 1)",
        ),
        ("sc_removals", PEP, "26 of 26 months count"),
    ],
)
def test_what_was_withheld_is_told_from_what_the_source_does_not_cover(
    tables: Tables, measure: str, months: MonthRange, words: str
) -> None:
    assert known_words(statistics(tables, MEASURES[measure], months)) == words


def test_how_much_of_january_2017_was_under_president_trump(tables: Tables) -> None:
    """Counted in the case records by hand: of 18,660 departures 7,630 from January 20 on."""
    share = share_from(tables, dt.date(2017, 1, 20))
    assert share == pytest.approx(7_630 / 18_660)
    assert share_from(tables, dt.date(2017, 1, 1)) == 1
    # The note on the era says two in five.
    assert round(share * 5) == 2 and "two in five" in eras(tables)["pep"].note


def test_a_difference_in_words(tables: Tables) -> None:
    """Table 2: 126,133 over 26 months and 35,020 over 6 are 4,851.3 and 5,836.7 a month."""
    found = compare(tables, MEASURES["sc_removals"], PEP, TRUMP)
    assert difference_words(found) == "985 more a month (20.3%)"
    assert (found.second.part, found.second.whole) == (35_020, 6)
    fewer = compare(tables, MEASURES["all_removals"], PEP, TRUMP)
    assert "fewer a month" in difference_words(fewer)
