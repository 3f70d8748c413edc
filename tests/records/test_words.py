"""Dates and conditions: the two places where a text gets a meaning."""

import datetime as dt

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.records import RecordsError, load_profiles
from lib.records.conditions import Condition
from lib.records.dates import read_days


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2015-10-01", dt.date(2015, 10, 1)),
        ("2015/10/1", dt.date(2015, 10, 1)),
        ("20151001", dt.date(2015, 10, 1)),
        ("10/1/2015", dt.date(2015, 10, 1)),
        ("10/01/15", dt.date(2015, 10, 1)),
        (" 10-1-2015 ", dt.date(2015, 10, 1)),
        ("10/1/2015 0:00", dt.date(2015, 10, 1)),
        ("10/1/2015 11:59:59 PM", dt.date(2015, 10, 1)),
        ("2015-10-01T12:00:00.000Z", dt.date(2015, 10, 1)),
        ("2015-10-01 12:00:00+00:00", dt.date(2015, 10, 1)),
        ("01OCT2015", dt.date(2015, 10, 1)),
        ("1-Oct-15", dt.date(2015, 10, 1)),
        ("Oct. 1, 2015", dt.date(2015, 10, 1)),
        ("1 September 2015", dt.date(2015, 9, 1)),
        ("12/31/68", dt.date(2068, 12, 31)),
        ("12/31/69", dt.date(1969, 12, 31)),
    ],
)
def test_dates_as_people_write_them(text: str, day: dt.date) -> None:
    assert read_days([text]).days == {text: day}


@pytest.mark.parametrize(
    "text",
    [
        *("", "NA", "(B)(6)", "2015-02-30", "13/13/2015", "0015-10-01", "2015-10", "2015"),
        *("12345678", "10/1-2015", "1 Okt 2015", "2015-10-01x"),
    ],
)
def test_what_is_not_a_date(text: str) -> None:
    assert read_days([text]).days == {}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Gender = Female", Condition("Gender", "=", "Female")),
        ("Gender=Female", Condition("Gender", "=", "Female")),
        ("Gender != Female", Condition("Gender", "!=", "Female")),
        (
            "RC Threat Level starts with (B)(7)(E)",
            Condition("RC Threat Level", "starts with", "(B)(7)(E)"),
        ),
        ("Charge CONTAINS a = b", Condition("Charge", "contains", "a = b")),
        ("Lift Reason is empty", Condition("Lift Reason", "is empty")),
        ("Lift Reason is not empty", Condition("Lift Reason", "is not empty")),
        ('"a = b" = "c"', Condition("a = b", "=", "c")),
    ],
)
def test_conditions(text: str, meant: Condition) -> None:
    assert Condition.parse(text) == meant


@pytest.mark.parametrize(
    "text", ["", "Gender", "Gender like x", "= x", "Gender =", "1; DROP TABLE t"]
)
def test_what_is_not_a_condition(text: str) -> None:
    with pytest.raises(RecordsError, match="is not a condition"):
        Condition.parse(text)


def test_a_condition_that_no_sql_can_hold() -> None:
    with pytest.raises(RecordsError, match="a condition cannot contain a NUL character"):
        Condition.parse("who = A\0na")


@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
)
@settings(deadline=None)
def test_no_text_in_a_condition_is_ever_sql(value: str, cell: str) -> None:
    tests = {
        "=": cell.strip(" ") == value,
        "!=": cell.strip(" ") != value,
        "starts with": cell.strip(" ").startswith(value),
        "contains": value in cell.strip(" "),
    }
    with duckdb.connect() as connection:
        for operator, expected in tests.items():
            test = Condition("c", operator, value).sql("cell")
            sql = f"SELECT {test} FROM (SELECT $cell::VARCHAR AS cell)"
            assert connection.execute(sql, {"cell": cell}).fetchall() == [(expected,)], operator


def test_the_profiles_are_in_order() -> None:
    profiles = load_profiles()
    assert [name for name, profile in profiles.items() if profile.tested] == ["ice-removals"]
    inferred = [flag for profile in profiles.values() for flag in profile.flags if flag.inferred]
    assert inferred and all(flag.why for flag in inferred)
    # A text of a profile is never taken for a column that some file happens to have.
    texts = [flag.condition for profile in profiles.values() for flag in profile.flags]
    assert all(text.quoted for text in texts if text.operator in ("=", "!="))
