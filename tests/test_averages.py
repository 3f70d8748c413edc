"""Recovered months: random series, brute force on small ones, and TRAC's Table 1 worked by hand."""

from __future__ import annotations

import itertools
import shutil
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.averages import COLUMNS, derivations, unprinted, with_recovered
from lib.datapackage import DataError
from lib.months import Month
from lib.tables import HERE, Tables
from tests.folders import rows


@pytest.fixture(scope="module")
def tables() -> Tables:
    return Tables()


def rounded(mean: Fraction, up: bool) -> int:
    """The mean as a whole number; a half goes up or down."""
    whole, rest = divmod(mean, 1)
    return int(whole) + (rest > Fraction(1, 2) or (rest == Fraction(1, 2) and up))


def published(series: list[int], window: int, halves_up: list[bool]) -> list[int]:
    """The running averages of the last ``window`` months of a series of ``2 * window - 1``."""
    return [
        rounded(Fraction(sum(series[start : start + window]), window), up)
        for start, up in zip(range(window), halves_up, strict=True)
    ]


@st.composite
def printed_tables(draw: st.DrawFn) -> tuple[list[int], list[int], int]:
    """A whole series, the averages published for its last months, and the window."""
    window = draw(st.integers(2, 12))
    greatest = draw(st.sampled_from([3, 100, 10_000]))
    series = draw(
        st.lists(st.integers(0, greatest), min_size=2 * window - 1, max_size=2 * window - 1)
    )
    halves_up = draw(st.lists(st.booleans(), min_size=window, max_size=window))
    return series, published(series, window, halves_up), window


@given(printed_tables())
def test_the_truth_always_lies_in_the_interval(table: tuple[list[int], list[int], int]) -> None:
    series, averages, window = table
    intervals = unprinted(series[window - 1 :], averages, window)
    assert len(intervals) == window - 1
    for truth, (low, high) in zip(series, intervals, strict=False):
        assert low <= truth <= high
        assert high - low <= 2 * window
    assert intervals[-1][1] - intervals[-1][0] <= window, (
        "the last sum is known, so the last month is known better"
    )


def possible(counts: list[int], averages: list[int], window: int, greatest: int) -> list[set[int]]:
    """By trying every series of small counts: the values each unprinted month takes in those that
    fit all averages."""
    seen: list[set[int]] = [set() for _ in range(window - 1)]
    for start in itertools.product(range(greatest + 1), repeat=window - 1):
        series = [*start, *counts]
        sums = [sum(series[first : first + window]) for first in range(window)]
        if all(
            2 * abs(total - window * average) <= window
            for total, average in zip(sums, averages, strict=True)
        ):
            for values, value in zip(seen, start, strict=True):
                values.add(value)
    return seen


@given(
    st.sampled_from([(2, 9), (3, 8), (4, 7)]).flatmap(
        lambda size: st.tuples(
            st.just(size[0]),
            st.lists(st.integers(0, 3), min_size=2 * size[0] - 1, max_size=2 * size[0] - 1),
            st.lists(st.booleans(), min_size=size[0], max_size=size[0]),
            st.just(size[1] + 8),
        )
    )
)
def test_the_interval_is_exactly_what_brute_force_finds(
    case: tuple[int, list[int], list[bool], int],
) -> None:
    window, series, halves_up, greatest = case
    averages = published(series, window, halves_up)
    counts = series[window - 1 :]
    intervals = unprinted(counts, averages, window)
    assert all(high <= greatest for _, high in intervals), "brute force must look far enough"
    found = possible(counts, averages, window, greatest)
    assert found == [set(range(low, high + 1)) for low, high in intervals]


def test_averages_that_no_counts_can_give_are_refused() -> None:
    with pytest.raises(ValueError, match="no counts of zero or more"):
        unprinted([1, 1, 1], [0, 5, 1], window=3)
    with pytest.raises(ValueError, match="the last running average is not the mean"):
        unprinted([1, 1, 1], [1, 1, 2], window=3)


def test_too_few_printed_months_are_refused() -> None:
    with pytest.raises(ValueError, match="only where 12 months are printed"):
        unprinted([1] * 11, [1] * 11)


# TRAC's Table 1

ANY = [4_859, 5_092, 4_174, 4_042, 4_197, 4_292, 4_904, 4_641, 4_471, 4_581, 4_393]
"""By hand from Table 1, any offense: 2015-09 = 4,547 - 12 (4,519 - 4,545), where 4,547 and 4,519
stand in the row 2016-09 and 4,545 in the row 2016-08; and so on. The last, 2016-07 = 5,190 -
(60,893 - 12 x 5,008): the twelve printed months sum to 60,893."""

SERIOUS = [2_193, 2_387, 1_901, 1_879, 2_010, 2_021, 2_212, 2_029, 2_006, 2_047, 1_920]
"""The same for serious offenses: 2015-09 = 1,905 - 12 (2,032 - 2,056); 2016-07 = 2,198 - (26,210 -
12 x 2,161)."""


@pytest.mark.parametrize(
    ("column", "middles"), [("any_offense", ANY), ("serious_offense", SERIOUS)]
)
def test_the_eleven_months_behind_table_1(tables: Tables, column: str, middles: list[int]) -> None:
    steps = derivations(tables, column)
    assert [str(step.month) for step in steps] == [
        "2015-09", "2015-10", "2015-11", "2015-12", "2016-01", "2016-02", "2016-03", "2016-04",
        "2016-05", "2016-06", "2016-07",
    ]  # fmt: skip
    assert [step.middle for step in steps] == middles
    assert [step.high - step.low for step in steps] == [24] * 10 + [12]


def test_serious_offenses_are_a_part_of_any_offense(tables: Tables) -> None:
    both = [derivations(tables, column) for column in ("serious_offense", "any_offense")]
    assert all(serious.high <= any_.low for serious, any_ in zip(*both, strict=True))


def test_the_recovered_months_are_the_share_of_removals_that_printed_months_are(
    tables: Tables,
) -> None:
    removals = {row["month"]: int(row["sc_removals"]) for row in rows("removals_by_source")}
    steps = derivations(tables, "any_offense")
    # Tables 1 and 2: from 4,413 of 4,812 (0.92) in 2017-01 to 5,110 of 5,591 (0.91) and 6,415 of
    # 6,632 (0.97).
    assert min(step.low / removals[str(step.month)] for step in steps) > 0.90
    assert max(step.high / removals[str(step.month)] for step in steps) < 0.97
    # Table 2, 2015-09: 5,097 Secure Communities removals.
    assert removals[str(steps[0].month)] == 5_097


def test_the_derivation_of_a_month_has_its_numbers(tables: Tables) -> None:
    found = derivations(tables, "any_offense")[0]
    assert found.month == Month(2015, 9)
    assert (found.joining, found.count, found.average, found.average_before) == (
        Month(2016, 9),
        4_547,
        4_519,
        4_545,
    )
    assert found.sums == (12 * 4_519 - 6, 12 * 4_519 + 6)
    assert found.sums_before == (12 * 4_545 - 6, 12 * 4_545 + 6)
    assert (found.low, found.middle, found.high) == (4_847, 4_859, 4_871)
    assert not found.exact


def test_the_last_month_is_derived_from_an_exact_sum(tables: Tables) -> None:
    found = derivations(tables, "any_offense")[-1]
    assert found.month == Month(2016, 7)
    assert found.exact
    assert found.sums == (60_893, 60_893)
    assert (found.low, found.high) == (4_387, 4_399)


def test_a_column_without_an_average_has_no_derivations(tables: Tables) -> None:
    with pytest.raises(KeyError, match="has no running average"):
        derivations(tables, "sc_removals")
    with pytest.raises(KeyError, match="has no running average"):
        with_recovered("sc_removals")


def test_averages_that_contradict_the_counts_name_the_file(tmp_path: Path) -> None:
    shutil.copytree(HERE, tmp_path / "data")
    path = tmp_path / "data" / "convicted_removals.csv"
    path.write_text(path.read_text().replace("5190,2198,5074,", "5190,2198,5084,"))
    with pytest.raises(
        DataError,
        match=r"convicted_removals\.csv, column any_offense_average: the last running average",
    ):
        derivations(Tables(tmp_path / "data"), "any_offense")


@pytest.mark.parametrize("column", COLUMNS)
def test_the_query_and_the_arithmetic_give_the_same_months(tables: Tables, column: str) -> None:
    query = f"SELECT * FROM ({with_recovered(column)}) WHERE recovered ORDER BY month"
    found = tables.rows(query)
    expected = derivations(tables, column)
    assert [Month.of(row["month"]) for row in found] == [step.month for step in expected]
    assert [(row[f"{column}_low"], row[f"{column}_high"]) for row in found] == [
        (step.low, step.high) for step in expected
    ]
    assert [row[column] for row in found] == [step.middle for step in expected]
