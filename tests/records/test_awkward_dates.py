"""Neighbors of the awkward kinds that are about dates: order, zones, months, which column."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import duckdb
import pytest

from lib.sql import literal
from tests.records.command import in_a_process, read_outcome, run
from tests.records.dates_written import SHAPES
from tests.records.small_tables import (
    DAYS,
    SIX_A_MONTH,
    lines,
    put,
    us,
    workbook,
)

ZONES = ("America/Los_Angeles", "Pacific/Auckland")


def dated(*days: str) -> str:
    return "case,date\n" + "".join(f"C{number},{day}\n" for number, day in enumerate(days))


# Day and month.


@pytest.mark.parametrize("slips", [1, 2])
@pytest.mark.parametrize("day_first", [True, False], ids=["day first", "month first"])
def test_slips_do_not_turn_a_column_round(slips: int, day_first: bool, tmp_path: Path) -> None:
    right, wrong = ("%d/%m/%Y", "%m/%d/%Y") if day_first else ("%m/%d/%Y", "%d/%m/%Y")
    written = [f"{day:{right}}" for day in DAYS] + [f"{DAYS[5]:{wrong}}"] * slips
    outcome = run(*put(tmp_path, {"slip.csv": dated(*written)}))
    if outcome.code:
        assert f"{DAYS[5]:{wrong}}" in outcome.error
        return
    assert outcome.counted == SIX_A_MONTH
    assert outcome.report["rows_set_aside"] == slips
    assert f"{DAYS[5]:{wrong}}" in outcome.said


@pytest.mark.parametrize("kind", ["workbook", "text"])
@pytest.mark.parametrize("options", [(), ("--order", "day-first")], ids=["", "order"])
def test_day_and_month_that_a_spreadsheet_has_turned_round_are_refused(
    kind: str, options: tuple[str, ...], tmp_path: Path
) -> None:
    # What was 05/01/2016 has become the first of May; 16/01/2016 has stayed a text.
    days = [dt.date(2016, month, day) for month in range(1, 5) for day in (5, 8, 11, 16, 21, 26)]
    turned = [
        day.replace(month=day.day, day=day.month) if day.day <= 12 else f"{day:%d/%m/%Y}"
        for day in days
    ]
    sheet = [("case", "arrest date"), *((f"C{number}", day) for number, day in enumerate(turned))]
    files: dict[str, str | bytes] = (
        {"turned.xlsx": workbook(records=sheet)}
        if kind == "workbook"
        else {"turned.csv": dated(*map(str, turned))}
    )
    outcome = run(*put(tmp_path, files), *options)
    assert outcome.code == 2
    assert "turned day and month" in outcome.error


def test_dates_written_in_two_ways_are_not_turned_round(tmp_path: Path) -> None:
    written = [f"{day:%Y-%m-%d}" if place % 2 else us(day) for place, day in enumerate(DAYS)]
    assert run(*put(tmp_path, {"both.csv": dated(*written)})).counted == SIX_A_MONTH


@pytest.mark.parametrize("mark", "-/.")
def test_a_year_of_two_digits_in_front_is_no_day(mark: str, tmp_path: Path) -> None:
    written = dated(*(day.strftime(f"%y{mark}%m{mark}%d") for day in DAYS))
    outcome = run(*put(tmp_path, {"year_first.csv": written}))
    assert outcome.counted == SIX_A_MONTH or "--order" in outcome.error


@pytest.mark.parametrize("form", ["%m/%d/%Y", "%d/%m/%Y"])
def test_where_both_orders_fit_the_user_is_asked_and_can_say(form: str, tmp_path: Path) -> None:
    early = [day.replace(day=day.day % 12 + 1) for day in DAYS]
    paths = put(tmp_path, {"either.csv": dated(*(f"{day:{form}}" for day in early))})
    outcome = run(*paths)
    assert outcome.code == 2
    assert "--order" in outcome.error
    order = "month-first" if form.startswith("%m") else "day-first"
    assert run(*paths, "--order", order).counted == SIX_A_MONTH


# Time zones.


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("kind", ["TIMESTAMPTZ", "TIMESTAMP", "DATE"])
def test_parquet_is_the_same_on_every_machine(zone: str, kind: str, tmp_path: Path) -> None:
    path = tmp_path / "stored.parquet"
    evening = " 23:30:00+00" if kind == "TIMESTAMPTZ" else ""
    values = ", ".join(f"({kind} {literal(f'{day}{evening}')}, 'x')" for day in DAYS)
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT * FROM (VALUES {values}) AS t (booked, what)) TO {literal(str(path))}"
        )
    code, said, error = in_a_process([str(path)], tmp_path, {"TZ": zone})
    assert (code, error) == (0, "")
    assert read_outcome(tmp_path / "months.csv", said).counted == SIX_A_MONTH


OFFSETS = {
    "evening in New York": ("23:30:00-05:00", "-05:00"),
    "morning in Auckland": ("00:30:00+13:00", "+13:00"),
    "midnight in UTC": ("00:00:00Z", "Z"),
}


@pytest.mark.parametrize(("clock", "offset"), OFFSETS.values(), ids=OFFSETS)
def test_a_written_day_is_the_day_as_written(clock: str, offset: str, tmp_path: Path) -> None:
    month_edges = [day.replace(day=1) if day.day < 13 else day for day in DAYS]
    written = dated(*(f"{day}T{clock}" for day in month_edges))
    assert offset in written
    (path,) = put(tmp_path, {"offsets.csv": written})
    for zone in ZONES:
        code, said, error = in_a_process([path], tmp_path, {"TZ": zone})
        assert (code, error) == (0, "")
        assert read_outcome(tmp_path / "months.csv", said).counted == SIX_A_MONTH


def test_a_zone_that_is_asked_for_moves_the_days(tmp_path: Path) -> None:
    written = dated(*(f"{day}T00:30:00Z" for day in DAYS))
    paths = put(tmp_path, {"utc.csv": written})
    outcome = run(*paths, "--timezone", "America/New_York")
    # Half past midnight in UTC is the evening before in New York.
    expected = {"2015-12": 1, "2016-01": 6, "2016-02": 6, "2016-03": 6, "2016-04": 5}
    assert outcome.counted == expected
    assert "America/New_York" in outcome.said


# Empty months.


def year(number: int) -> list[str]:
    return [f"{number}-{month:02d}-{day:02d}" for month in range(1, 13) for day in range(1, 18)]


YEAR_2015 = [f"2015-{month:02d}" for month in range(1, 13)]


@pytest.mark.parametrize("kind", ["one file", "two files", "two sheets"])
def test_a_year_without_a_record_is_blank_and_said(kind: str, tmp_path: Path) -> None:
    sheets = {
        f"FY{number}": [("case", "date"), *(("C", day) for day in year(number))]
        for number in (2014, 2016)
    }
    written: dict[str, dict[str, str | bytes]] = {
        "one file": {"all.csv": dated(*year(2014), *year(2016))},
        "two files": {"a.csv": dated(*year(2014)), "b.csv": dated(*year(2016))},
        "two sheets": {"book.xlsx": workbook(**sheets)},
    }
    files = written[kind]
    outcome = run(*put(tmp_path, files))
    assert sum(outcome.counted.values()) == 24 * 17
    for month in YEAR_2015:
        assert (outcome.months[month], outcome.whole[month]) == (None, False)
    assert outcome.report["not_covered"] == YEAR_2015
    assert "2015-01" in outcome.said


def test_one_quiet_month_among_few_records_is_a_zero(tmp_path: Path) -> None:
    """Two records a month: that there is none in one of them says nothing about the file."""
    days = [f"2016-{month:02d}-{day}" for month in (1, 2, 3, 5, 6, 7) for day in ("01", "31")]
    days = [day.replace("02-31", "02-29").replace("06-31", "06-30") for day in days]
    outcome = run(*put(tmp_path, {"few.csv": dated(*days)}))
    assert outcome.months["2016-04"] == 0


# Which column dates a record.


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("date of birth", lambda number: f"{number % 12 + 1}/{number % 28 + 1}/{1950 + number}"),
        ("DOB", lambda number: f"{1950 + number}-03-{number % 28 + 1:02d}"),
        ("case", lambda number: f"2013{number % 12 + 1:02d}{number % 28 + 1:02d}"),
        ("subject id", lambda number: f"{1950 + number}{number % 12 + 1:02d}11"),
    ],
)
def test_what_is_not_the_date_of_an_event_is_not_taken_unasked(
    name: str, value: object, tmp_path: Path
) -> None:
    assert callable(value)
    body = "".join(f"{value(number)},week {number} of 2016\n" for number in range(24))
    outcome = run(*put(tmp_path, {"unknown.csv": f"{name},arrested\n{body}"}))
    assert outcome.code == 2, outcome.counted
    assert name in outcome.error
    assert "--date-column" in outcome.error


# The same cell is never read for one day and lost for another.


@pytest.mark.parametrize("name", [name for name in SHAPES if not name.startswith("epoch")])
@pytest.mark.parametrize("others", ["month_first", "iso_timed"])
def test_a_shape_is_read_wherever_it_stands(name: str, others: str, tmp_path: Path) -> None:
    day_first = name.startswith("day_first")
    if day_first and others == "month_first":
        pytest.skip("the two contradict each other")
    for place in (0, 13, 23):
        written = [
            SHAPES[name if number == place else others](day, number)
            for number, day in enumerate(DAYS)
        ]
        # Alone in its column, a cell says its order only late in the month.
        written[place] = SHAPES[name](DAYS[place].replace(day=26), place)
        cells = "".join(f'C,"{text}"\n' for text in written)
        outcome = run(*put(tmp_path, {"mixed.csv": f"case,date\n{cells}"}), "--date-column", "date")
        assert outcome.counted == SIX_A_MONTH, written[place]


def test_a_column_named_without_dates_says_what_was_seen(tmp_path: Path) -> None:
    body = lines(lambda number, _: f"C{number},week {number},theft")
    outcome = run(*put(tmp_path, {"weeks.csv": body}), "--date-column", "arrest date")
    assert outcome.code == 2
    assert re.search(r"week \d+", outcome.error)


def test_us_dates_need_no_question(tmp_path: Path) -> None:
    outcome = run(*put(tmp_path, {"us.csv": dated(*map(us, DAYS))}))
    assert outcome.counted == SIX_A_MONTH
