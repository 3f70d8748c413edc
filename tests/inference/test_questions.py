"""Levels, trend, calendar months and other borders of the project's tables, against numbers
computed here from the CSVs as text."""

import calendar
import statistics as plain

import numpy as np
import pytest

from lib.inference.errors import CannotSay
from lib.inference.levels import levels
from lib.inference.placebo import placebo
from lib.inference.same_months import same_months
from lib.inference.trend import Shape, trend
from lib.months import Month, MonthRange
from lib.tables import Tables
from tests.folders import rows
from tests.inference.samples import PEP, TERM, TRUMP, made, of_tables


def cells(column: str, months: MonthRange, table: str = "removals_by_source") -> dict[Month, int]:
    found = {Month.parse(row["month"]): row[column] for row in rows(table)}
    return {month: int(found[month]) for month in months if found.get(month, "").isdigit()}


def days(months: MonthRange) -> int:
    return sum(calendar.monthrange(month.year, month.number)[1] for month in months)


def test_levels_of_a_count(tables: Tables) -> None:
    found = levels(of_tables(tables, "sc_removals"))
    pep, trump = cells("sc_removals", PEP), cells("sc_removals", TRUMP)
    assert found.months == (26, 6) and found.left_out == ()
    assert found.level == pytest.approx((plain.mean(pep.values()), plain.mean(trump.values())))
    per_day = sum(trump.values()) / days(TRUMP) / (sum(pep.values()) / days(PEP))
    assert found.ratio.value == pytest.approx(per_day)
    assert found.ratio.low < found.ratio.value < found.ratio.high and found.ratio.p < 0.01
    # The issue that asked for this gives 22 for the PEP months.
    assert round(plain.variance(pep.values()) / plain.mean(pep.values())) == 22
    assert 20 < found.spread < 35


def test_levels_of_a_share(tables: Tables) -> None:
    found = levels(of_tables(tables, "ero_share_by_ice"))
    part = {side: cells("arrested_by_ice", side, "ero_removals") for side in (PEP, TRUMP)}
    whole = {side: cells("removals_and_returns", side, "ero_removals") for side in (PEP, TRUMP)}
    one, two = (sum(part[side].values()) / sum(whole[side].values()) for side in (PEP, TRUMP))
    assert found.level == pytest.approx((one, two))
    assert found.ratio.value == pytest.approx(two / one)
    assert found.difference is not None
    assert found.difference.value == pytest.approx(two - one)
    assert found.difference.low < two - one < found.difference.high
    assert found.difference.low > 0 and found.ratio.low > 1


def test_months_held_in_part_and_provisional_ones_do_not_count(tables: Tables) -> None:
    """The release of case records thins out from March 2019 on."""
    late = MonthRange.parse("2018-10", "2019-03")
    found = levels(of_tables(tables, "records_removals", PEP, late))
    assert found.left_out == (Month(2019, 3),) and found.months == (16, 5)
    known = [value for month, value in cells("removals", late, "removals_from_records").items()
             if month != Month(2019, 3)]  # fmt: skip
    assert found.level[1] == pytest.approx(plain.mean(known))


def test_no_month_and_shared_months_are_refused(tables: Tables) -> None:
    with pytest.raises(CannotSay, match="no whole, settled month in February 2017 to July 2017"):
        of_tables(tables, "detainer_removals")
    with pytest.raises(CannotSay, match="share months"):
        of_tables(tables, "sc_removals", PEP, MonthRange.parse("2017-01", "2017-07"))


def test_with_trend_and_season(tables: Tables) -> None:
    """The issue has +18 % (6 to 32) for SC removals and −18 % for all removals; here the months
    after the border against the counterfactual, and wider, because it allows for how few they
    are."""
    found = trend(of_tables(tables, "sc_removals"))
    assert found.shape == Shape(harmonics=1, slope_changes=True) and found.months == (26, 6)
    assert found.ratio.value == pytest.approx(1.18, abs=0.02)
    assert found.ratio.low < 1.06 and found.ratio.low > 1 and found.ratio.high > 1.32
    assert found.step.value == pytest.approx(1.18, abs=0.02)
    every = trend(of_tables(tables, "all_removals"))
    assert every.months == (26, 5) and not every.shape.slope_changes
    assert every.ratio.value == pytest.approx(0.82, abs=0.02) and every.ratio.high < 1
    assert every.ratio == every.step or every.ratio.value == pytest.approx(every.step.value)


def test_the_counterfactual_is_the_trend_carried_on() -> None:
    """Counts that follow days, a slope of 12 % a year and a step of 1.3, with a little noise: the
    line comes back, the step with it, and the counterfactual goes on without it."""
    sample = made([1] * 20, [1] * 5)
    rng = np.random.default_rng(1)
    exact = [4000 * point.days / 30 * 1.12 ** (at / 12) for at, point in enumerate(sample.points)]
    noisy = [value * (1.3 if at >= 20 else 1) * np.exp(0.004 * rng.normal())
             for at, value in enumerate(exact)]  # fmt: skip
    found = trend(made(noisy[:20], noisy[20:]))
    assert found.shape == Shape(harmonics=0, slope_changes=False)
    assert found.counterfactual == pytest.approx(exact[20:], rel=0.02)
    assert found.ratio.value == pytest.approx(1.3, rel=0.02)
    assert found.slopes[0] == found.slopes[1] == pytest.approx(1.12, rel=0.02)
    low, middle, high = (np.array(each) for each in (found.low, found.counterfactual, found.high))
    assert (low < middle).all() and (middle < high).all()
    # The further it is carried, the less is known.
    width = np.log(high / low)
    assert width[-1] > width[0]
    assert found.scatter == pytest.approx(0.004, rel=0.4)


def test_no_trend_from_too_few_months_or_across_a_gap(tables: Tables) -> None:
    with pytest.raises(CannotSay, match="11 months before the border are too few for a trend"):
        trend(made(range(100, 111), range(100, 108)))
    with pytest.raises(CannotSay, match="2 months after the border are too few"):
        trend(made(range(100, 120), [100, 101]))
    late = MonthRange.parse("2018-02", "2018-07")
    with pytest.raises(CannotSay, match="begins where the first ends"):
        trend(of_tables(tables, "ero_removals", PEP, late))


def test_the_same_calendar_months(tables: Tables) -> None:
    """February to July 2017 against the same months of 2016, by hand."""
    found = same_months(of_tables(tables, "sc_removals"))
    values = cells("sc_removals", MonthRange(PEP.first, TRUMP.last))
    # A day more in February 2016.
    ratios = [
        (values[month] / days(MonthRange(month, month)))
        / (values[month - 12] / days(MonthRange(month - 12, month - 12)))
        for month in TRUMP
    ]
    assert found.pairs == tuple((month - 12, month) for month in TRUMP)
    assert found.ratio.value == pytest.approx(plain.geometric_mean(ratios))
    assert found.ratio.low < found.ratio.value < found.ratio.high
    assert (found.months, found.higher) == ((6, 6), sum(ratio > 1 for ratio in ratios))


def test_a_month_of_the_first_group_in_many_pairs_counts_once(tables: Tables) -> None:
    found = same_months(of_tables(tables, "ero_by_ice", PEP, TERM))
    assert found.months == (12, 48)
    with pytest.raises(CannotSay, match="No calendar month is in both"):
        same_months(of_tables(tables, "convicted_any", MonthRange.parse("2016-08", "2017-01")))


def test_other_borders(tables: Tables) -> None:
    """The issue: February to July against the 26 months before was +23.5 % in 2012 and −21.2 % in
    2015, and on the circle of 32 months the gap ranks second."""
    found = placebo(of_tables(tables, "sc_removals"))
    at = {border.month: border for border in found.borders}
    assert (at[Month(2012, 2)].ratio - 1) * 100 == pytest.approx(23.5, abs=0.05)
    assert (at[Month(2015, 2)].ratio - 1) * 100 == pytest.approx(-21.2, abs=0.05)
    assert (found.real.ratio - 1) * 100 == pytest.approx(20.3, abs=0.05)
    assert (found.as_large, found.shifts) == (2, 32) and found.p == 2 / 32
    # By hand: every border from January 2011, 26 months after the first, to the real one.
    values = list(cells("sc_removals", MonthRange.parse("2008-11", "2017-07")).values())
    changes = [
        np.log(plain.mean(values[at : at + 6]) / plain.mean(values[at - 26 : at]))
        for at in range(26, len(values) - 5)
    ]
    assert [border.ratio for border in found.borders] == pytest.approx(np.exp(changes))
    clear = changes[:-6]  # no month of them is past the real border
    assert len(found.others) == len(clear)
    assert found.rank == 1 + sum(abs(change) > abs(changes[-1]) for change in clear)


def test_other_borders_need_others_and_every_month() -> None:
    with pytest.raises(CannotSay, match="allows 0 other borders"):
        placebo(made(range(100, 120), range(100, 106)))
    holed = made(range(100, 120), range(100, 106))
    without = type(holed)(
        holed.measure, holed.asked, holed.first[:5] + holed.first[6:], holed.second, holed.every, ()
    )
    with pytest.raises(CannotSay, match="without a number lies among"):
        placebo(without)
