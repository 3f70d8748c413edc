import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.months import Month, MonthRange, listed_months, spans

months = st.builds(Month, st.integers(1, 9999), st.integers(1, 12))


@given(months)
def test_a_month_reads_back_as_it_is_written(month: Month) -> None:
    assert Month.parse(str(month)) == month


@given(st.text(max_size=12))
def test_anything_else_is_refused_by_name(text: str) -> None:
    try:
        month = Month.parse(text)
    except ValueError as error:
        assert text in str(error)
    else:
        assert str(month) == text


@pytest.mark.parametrize(("year", "number"), [(0, 1), (10_000, 1), (2014, 0), (2014, 13)])
def test_a_month_outside_the_calendar_is_refused(year: int, number: int) -> None:
    with pytest.raises(ValueError, match=f"no such month: year {year}, month {number}"):
        Month(year, number)


@pytest.mark.parametrize(
    "text", ["2014-13", "2014-00", "2014-1", "0000-05", "２０１４-12", "2014-12 ", "2014/12", ""]
)
def test_near_misses_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a month"):
        Month.parse(text)


@given(st.dates(), st.integers(-1200, 1200))
def test_months_count_as_the_calendar_does(day: dt.date, step: int) -> None:
    month = Month.of(day)
    # An independent count: the position of a month in the list of all months.
    position = (day.year - 1) * 12 + (day.month - 1) + step
    if 0 <= position < 9999 * 12:
        later = month + step
        assert (later.year, later.number) == (position // 12 + 1, position % 12 + 1)
        assert later - month == step and later - step == month


@given(months, months)
def test_a_range_holds_all_its_months_in_order(one: Month, other: Month) -> None:
    if abs(one - other) > 600:
        return
    if other < one:
        with pytest.raises(ValueError, match="before it starts"):
            MonthRange(one, other)
        return
    inside = list(MonthRange(one, other))
    assert inside[0] == one and inside[-1] == other and len(inside) == len(MonthRange(one, other))
    assert all(later - earlier == 1 for earlier, later in itertools.pairwise(inside))
    assert all(month in MonthRange(one, other) for month in inside)


def test_words() -> None:
    span = MonthRange.parse("2014-12", "2017-07")
    assert span.words == "December 2014 to July 2017"
    assert (span.count_words, str(span)) == ("32 months", "2014-12_2017-07")
    assert MonthRange.parse("2017-07", "2017-07").words == "July 2017"
    assert span.before() == MonthRange.parse("2012-04", "2014-11")
    assert span.overlap(MonthRange.parse("2017-01", "2019-01")) == MonthRange.parse(
        "2017-01", "2017-07"
    )
    assert span.overlap(MonthRange.parse("2018-01", "2019-01")) is None


def test_spans_are_as_few_as_hold_all_the_months_and_no_other() -> None:
    months = [
        Month.parse(month) for month in ("2016-02", "2015-12", "2016-01", "2016-06", "2016-02")
    ]
    assert spans(months) == [
        MonthRange.parse("2015-12", "2016-02"),
        MonthRange.parse("2016-06", "2016-06"),
    ]
    assert spans([]) == []
    assert listed_months(months) == "December 2015 to February 2016 and June 2016"
