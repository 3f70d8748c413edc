import math
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.measures import LONGEST_WINDOW, series
from lib.months import Month, MonthRange
from lib.published import published_averages, published_change
from lib.tables import Tables
from tests import folders
from tests.folders import MEASURES

TABLE_1 = folders.extent("convicted_removals")
ALL = folders.extent("removals_by_source")


def by_month(
    tables: Tables, measure: str, months: MonthRange, window: int = 12
) -> dict[str, dict[str, Any]]:
    rows = series(tables, MEASURES[measure], months, window)
    return {str(Month.of(row["month"])): dict(row) for row in rows}


def test_the_published_averages_come_out_for_the_last_month(tables: Tables) -> None:
    """Table 1, row 2017-07: running averages 5,074 and 2,184."""
    last = MonthRange.parse("2017-07", "2017-07")
    assert round(by_month(tables, "convicted_any", last)["2017-07"]["average"]) == 5_074
    assert round(by_month(tables, "convicted_serious", last)["2017-07"]["average"]) == 2_184


def test_the_change_row_comes_out(tables: Tables) -> None:
    """Table 1, row Change: 296, 131, 529, 128, from its first month to its last."""
    first, *_, last = folders.rows("convicted_removals")
    columns = [column for column in first if column != "month"]
    change = [int(last[column]) - int(first[column]) for column in columns]
    assert list(published_change(tables).rows[0].values()) == change
    if last["month"] == "2017-07":
        assert change == [296, 131, 529, 128]


def test_the_published_averages_are_those_of_the_table(tables: Tables) -> None:
    shown = series(tables, MEASURES["convicted_any"], MonthRange.parse("2016-08", "2016-09"))
    # Table 1, rows 2016-08 and 2016-09, third column.
    assert published_averages(tables, shown).column("value") == [4_545, 4_519]


def test_months_before_the_range_count_for_its_averages(tables: Tables) -> None:
    """Table 2: the twelve months 2014-02 .. 2015-01 of SC removals, added by hand."""
    twelve = [6135, 6547, 5859, 6056, 5636, 6575, 5906, 5361, 6095, 5111, 4995, 4994]
    first = by_month(tables, "sc_removals", MonthRange.parse("2015-01", "2015-03"))["2015-01"]
    assert first["average"] == pytest.approx(sum(twelve) / 12)


def test_shares_of_single_months(tables: Tables) -> None:
    """Table 2, row 2015-12: 20,186, 4,227, 97. Table 1, row 2017-07: 5,190, 2,198; Table 2:
    5,478."""
    december, july = MonthRange.parse("2015-12", "2015-12"), MonthRange.parse("2017-07", "2017-07")
    assert by_month(tables, "detainer_share_of_sc", december)["2015-12"]["value"] == pytest.approx(
        97 / 4227
    )
    assert by_month(tables, "detainer_share_of_all", december)["2015-12"]["value"] == pytest.approx(
        97 / 20186
    )
    assert by_month(tables, "sc_share_of_all", december)["2015-12"]["value"] == pytest.approx(
        4227 / 20186
    )
    assert by_month(tables, "serious_share_of_convicted", july)["2017-07"][
        "value"
    ] == pytest.approx(2198 / 5190)
    assert by_month(tables, "convicted_share_of_sc", july)["2017-07"]["value"] == pytest.approx(
        5190 / 5478
    )


def test_the_average_of_a_share_is_sum_over_sum(tables: Tables) -> None:
    """Table 2, 2015-08 .. 2015-12: 584 of 23,580; the mean of the monthly shares would be another
    number."""
    latest = by_month(
        tables, "detainer_share_of_sc", MonthRange.parse("2015-12", "2015-12"), window=5
    )["2015-12"]
    assert latest["average"] == pytest.approx(
        (139 + 139 + 124 + 85 + 97) / (4636 + 5097 + 5274 + 4346 + 4227)
    )


def test_withheld_is_neither_zero_nor_bridged(tables: Tables) -> None:
    months = by_month(tables, "detainer_removals", MonthRange.parse("2015-12", "2016-01"))
    assert months["2016-01"]["status"] == "ICE withheld"
    assert months["2016-01"]["value"] is None and months["2016-01"]["average"] is None
    spans = series(tables, MEASURES["detainer_removals"], ALL).unknown
    withheld = [
        Month.parse(row["month"])
        for row in folders.rows("removals_by_source")
        if row["detainer_removals"] == "ICE withheld"
    ]
    assert spans == ((MonthRange(withheld[0], withheld[-1]), "ICE withheld"),)
    # Either part of a share can be the one that is not known.
    assert by_month(tables, "sc_share_of_all", ALL)["2017-07"]["status"] == "not yet released"


def test_only_the_months_that_all_tables_hold(tables: Tables) -> None:
    assert list(by_month(tables, "convicted_share_of_sc", ALL)) == [str(month) for month in TABLE_1]
    assert by_month(tables, "convicted_any", MonthRange.parse("2010-01", "2010-12")) == {}


def test_no_average_runs_over_a_month_that_is_held_in_part(tables: Tables) -> None:
    """The workbook of fiscal year 2025 was taken on September 24, 2025."""
    months = MonthRange.parse("2024-10", "2026-03")
    shown = series(tables, MEASURES["detention_book_ins"], months)
    assert [str(month) for month in shown.partial] == ["2025-09"]
    averages = dict(zip(map(str, shown.calendar), shown.averages, strict=True))
    counts = {
        row["month"]: row["book_ins"] for row in folders.rows("book_ins_detention_statistics")
    }
    year = [int(counts[str(month)]) for month in MonthRange.parse("2024-09", "2025-08")]
    assert averages["2025-08"] == pytest.approx(sum(year) / 12)
    assert all(averages[str(month)] is None for month in MonthRange.parse("2025-09", "2026-03"))
    # The month itself is there, marked, and counts for nothing.
    place = shown.calendar.index(Month(2025, 9))
    assert shown.drawn[place] == int(counts["2025-09"]) and shown.complete[place] is None
    assert (shown.known, shown.counted) == (18, 17)


def test_months_still_to_come_are_not_held(tables: Tables) -> None:
    """The table has a row for every month to September 2026, and numbers to April."""
    assert folders.rows("releases_to_remove")[-1]["month"] == "2026-09"
    shown = series(tables, MEASURES["releases_to_remove"], tables.calendar)
    assert str(shown.held) == "2023-10_2026-04"
    assert tables.calendar.last == shown.calendar[-1] == Month(2026, 4)
    assert None not in shown.drawn


def test_provisional_months_are_those_of_the_running_year(tables: Tables) -> None:
    """The edition of December 2024 has months of fiscal year 2024, which later editions change."""
    shown = series(tables, MEASURES["ero_share_by_ice"], tables.calendar)
    assert shown.provisional == tuple(MonthRange.parse("2023-10", "2024-08"))
    assert not series(tables, MEASURES["sc_removals"], tables.calendar).provisional


@pytest.mark.parametrize("measure", MEASURES)
def test_a_series_names_the_query_that_gives_it(tables: Tables, measure: str) -> None:
    shown = series(tables, MEASURES[measure], MonthRange.parse("2015-06", "2017-03"), 5)
    again = shown.trail.frame(tables).to_dict("records")
    assert [None if math.isnan(row["value"]) else row["value"] for row in again] == shown.drawn
    assert [
        None if math.isnan(row["average"]) else row["average"] for row in again
    ] == shown.averages
    assert [Month.of(row["month"]) for row in again] == shown.calendar


@pytest.mark.parametrize("window", [0, -1, LONGEST_WINDOW + 1])
def test_a_window_has_bounds(tables: Tables, window: int) -> None:
    with pytest.raises(ValueError, match="1 to 24 months"):
        series(tables, MEASURES["sc_removals"], ALL, window)


@st.composite
def records(draw: st.DrawFn) -> list[tuple[int | None, int, int | None]]:
    """Months of (all, SC, detainer) removals, with holes where the source allows them and months of
    zero."""
    months = []
    for _ in range(draw(st.integers(1, 40))):
        detainer = draw(st.integers(0, 50))
        sc = detainer + draw(st.integers(0, 50))
        everything = sc + draw(st.integers(0, 50))
        held = draw(st.tuples(st.booleans(), st.booleans()))
        months.append(
            (
                None if held[0] and draw(st.booleans()) else everything,
                sc,
                None if held[1] else detainer,
            )
        )
    return months


FIRST = Month(2010, 11)


def stored(table: list[tuple[int | None, int, int | None]], folder: str) -> Tables:
    rows = [
        (
            FIRST + step,
            "not yet released" if a is None else a,
            b,
            "ICE withheld" if c is None else c,
        )
        for step, (a, b, c) in enumerate(table)
    ]
    return Tables(folders.write(Path(folder) / "data", {"removals_by_source": rows}))


@settings(max_examples=settings().max_examples * 2 // 5)
@given(records(), st.integers(1, LONGEST_WINDOW), st.data())
def test_the_running_average_equals_a_plain_loop(
    table: list[tuple[int | None, int, int | None]], window: int, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(table) - 1))
    end = data.draw(st.integers(start, len(table) - 1))
    with tempfile.TemporaryDirectory() as folder:
        tables = stored(table, folder)
        months = MonthRange(FIRST + start, FIRST + end)
        counts = series(tables, MEASURES["detainer_removals"], months, window).rows
        shares = series(tables, MEASURES["detainer_share_of_all"], months, window).rows
    assert len(counts) == len(shares) == len(months)
    for row, at in enumerate(range(start, end + 1)):
        back = table[at - window + 1 : at + 1] if at >= window - 1 else []
        parts = [c for _, _, c in back if c is not None]
        count, share = counts[row], shares[row]
        if len(parts) < window:
            assert count["average"] is None
        else:
            assert count["average"] == pytest.approx(sum(parts) / window)
        both = [(c, a) for a, _, c in back if a is not None and c is not None]
        whole = sum(a for _, a in both)
        if len(both) < window or whole == 0:
            assert share["average"] is None
        else:
            assert share["average"] == pytest.approx(sum(c for c, _ in both) / whole)


@settings(max_examples=settings().max_examples // 4)
@given(records())
def test_a_share_lies_between_0_and_1_or_is_absent(
    table: list[tuple[int | None, int, int | None]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        tables = stored(table, folder)
        for name in ("sc_share_of_all", "detainer_share_of_sc", "detainer_share_of_all"):
            months = MonthRange(FIRST, FIRST + len(table) - 1)
            shown = series(tables, MEASURES[name], months, 3)
            known = [value for value in (*shown.drawn, *shown.averages) if value is not None]
            assert all(0 <= value <= 1 for value in known)
            # What has no value says why.
            absent = [value is None for value in shown.drawn]
            assert [status != "known" for status in shown.status] == absent
