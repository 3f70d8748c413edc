"""The date of a record: its day in every shape, the order of a column, its zone, its column."""

import datetime as dt
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lib.months import Month, MonthRange
from lib.records import RecordsError, RollUp, recognize, roll_up
from lib.records.__main__ import main
from lib.records.candidates import find_dates
from lib.records.count_sql import day_sql
from lib.records.coverage import not_covered, whole_months
from lib.records.dates import is_timed, numbers, read_days, shapes
from lib.records.order import ORDERS
from lib.records.question import ask

PROJECT = Path(__file__).resolve().parents[2]
DAY = dt.date(2016, 10, 5)


def table(folder: Path, dates: Sequence[str], column: str = "when", name: str = "t.csv") -> Path:
    """A file with a column of dates; semicolons between cells, so that dates may have commas."""
    path = folder / name
    rows = [f"C{number};{date};x" for number, date in enumerate(dates)]
    path.write_text("\n".join([f"who;{column};what", *rows]) + "\n")
    return path


def counted(rollup: RollUp) -> dict[str, int]:
    """The months that have a count and its number."""
    months = rollup.months[rollup.months["records"].fillna(0) > 0]
    return dict(zip(months["month"], map(int, months["records"]), strict=True))


# Shapes

DATES: dict[str, Callable[[dt.date], str]] = {
    "ISO": lambda day: day.isoformat(),
    "slashes, year first": lambda day: f"{day.year}/{day.month}/{day.day}",
    "compact": lambda day: f"{day:%Y%m%d}",
    "US": lambda day: f"{day.month}/{day.day}/{day.year}",
    "US, zeros": lambda day: f"{day:%m-%d-%Y}",
    "Oracle": lambda day: f"{day:%d-%b-%Y}".upper(),
    "Oracle, two digits": lambda day: f"{day:%d-%b-%y}".upper(),
    "SAS": lambda day: f"{day:%d%b%Y}".upper(),
    "day and name": lambda day: f"{day.day} {day:%B} {day.year}",
    "name and day": lambda day: f"{day:%b} {day.day}, {day.year}",
    "name, dot and day": lambda day: f"{day:%b}. {day.day}, {day.year}",
    "SQL Server": lambda day: f"{day:%b} {day.day:2d} {day.year}",
    "long": lambda day: f"{day:%A}, {day:%B} {day.day}, {day.year}",
    "weekday and US": lambda day: f"{day:%a} {day.month}/{day.day}/{day.year}",
    "mail": lambda day: f"{day:%a}, {day:%d %b %Y}",
    "year, name and day": lambda day: f"{day.year}-{day:%b}-{day.day:02d}",
}
TIMES: dict[str, Callable[[dt.time], str]] = {
    "none": lambda _: "",
    "minutes": lambda time: f" {time:%H:%M}",
    "seconds": lambda time: f" {time:%H:%M:%S}",
    "two blanks": lambda time: f"  {time:%H:%M:%S}",
    "fraction": lambda time: f" {time:%H:%M:%S}.{time.microsecond:06d}",
    "T": lambda time: f"T{time:%H:%M:%S}",
    "half": lambda time: f" {time:%I:%M:%S %p}",
    "half without a blank": lambda time: f" {time:%I:%M%p}",
    "half with dots": lambda time: f" {int(f'{time:%I}')}:{time:%M} {f'{time:%p}'[0].lower()}.m.",
    "comma": lambda time: f", {int(f'{time:%I}')}:{time:%M} {time:%p}",
    "at": lambda time: f" at {int(f'{time:%I}')}:{time:%M} {time:%p}",
    "SAS": lambda time: f":{time:%H:%M:%S}",
    "dots": lambda time: f" {time:%I.%M.%S}.000000 {time:%p}",
    "Z": lambda time: f"T{time:%H:%M:%S}Z",
    "offset of hours": lambda time: f" {time:%H:%M:%S}+00",
    "offset": lambda time: f" {time:%H:%M:%S}-0500",
    "offset with a colon": lambda time: f" {time:%H:%M:%S}+05:30",
    "UTC": lambda time: f" {time:%H:%M:%S} UTC",
    "compact": lambda time: f"T{time:%H%M}",
    "compact, seconds": lambda time: f"T{time:%H%M%S}Z",
}
ANY_DAY = st.dates(dt.date(1970, 1, 1), dt.date(2067, 12, 31))


@given(ANY_DAY, st.times(), st.sampled_from(sorted(DATES)), st.sampled_from(sorted(TIMES)))
@example(DAY, dt.time(0, 0), "SQL Server", "half without a blank")
@example(DAY, dt.time(9, 30), "SAS", "SAS")
@example(DAY, dt.time(9, 30), "compact", "compact")
@example(DAY, dt.time(21, 30), "US", "comma")
@example(DAY, dt.time(0, 0), "ISO", "offset of hours")
@example(dt.date(2016, 10, 16), dt.time(9, 30), "Oracle, two digits", "SAS")
def test_a_day_in_any_shape_with_any_time_is_that_day(
    day: dt.date, time: dt.time, shape: str, with_time: str
) -> None:
    text = DATES[shape](day) + TIMES[with_time](time)
    assert read_days([text], order="month-first").days == {text: day}


@given(st.lists(st.tuples(ANY_DAY, st.times()), min_size=1, max_size=5))
def test_what_is_cut_off_in_a_database_changes_no_day(
    moments: list[tuple[dt.date, dt.time]],
) -> None:
    """The time is cut off by an expression that the database reads; what is left means the same."""
    texts = [
        DATES[shape](day) + TIMES[with_time](time)
        for day, time in moments
        for shape in DATES
        for with_time in TIMES
    ] + ["9:30", "NA 9:30", "2016-10-05 9:30 or so", "", " 2016-10-05 09:30 ", "12 Elm St 9:30"]
    with duckdb.connect() as connection:
        cut = [
            row[0]
            for row in connection.execute(
                f"SELECT {CUT} FROM (SELECT unnest($texts) AS c0)", {"texts": texts}
            ).fetchall()
        ]
    assert [shapes(text) for text in cut] == [shapes(text) for text in texts]
    # Nothing would be won if the time stayed.
    plainly = [text for text in texts if is_timed(text) and "  " not in text.strip()[8:]]
    assert len(plainly) > len(moments) * len(DATES) * 10
    left = {text for text, date in zip(texts, cut, strict=True) if text in plainly and text == date}
    assert left == set()


def _cut() -> str:
    """How a column of dates with times is grouped by: column 0 of a file that has some."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "timed.csv"
        path.write_text("when,what\n" + "2016-10-05 09:30,x\n" * 3)
        form = recognize([path])
        question = ask(form, profile=None, date_column=None, by=None, flags={}, duplicates=False)
    assert question.timed
    return day_sql(0, question)


CUT = _cut()


@pytest.mark.parametrize(
    "text",
    [
        *("Oct 2016", "2016", "5 Main St, 2016", "9:30", "12:30:00", "2016-10-05 or so"),
        *("Okt 5, 2016", "2016-10-05 09:75", "2016-13-05", "20161305", "42648", "1475625600"),
        *("Monday", "May", "C16-01-005", "16-10-5-1", "10/5", "5.5.5.5", "2016-1005", "99-99-99"),
        *("2016-10-05 2016-10-06", "10/5/2016-10/6/2016", "010/05/2016", "20161005999999"),
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert shapes(text) == {}


@pytest.mark.parametrize(
    "text",
    [
        *("Wed Oct  5 09:30:00 2016", "Wed Oct  5 09:30:00 PDT 2016", "2016-10-05-09.30.00.123456"),
        *("20161005093000", "Oct 5 2016 12:00:00:000AM", "October 5th, 2016", "5-Oct-16"),
        *("2016-10-05T09:30:00.0000000Z", "2016-10-05Z", "05-OCT-16 09.30.00.000000000 AM"),
        # Marks that nobody sees, blanks that do not break, digits as wide as Chinese letters.
        *("\ufeff2016-10-05", "\u200e10/5/2016\u200b", "\u00a02016-10-05\u00a0"),
        *("\u202a10\u202c/5/2016", "２０１６-１０-０５", "Oct\u00a05,\u202f2016"),
        *("10/5/2016 Wednesday", "(Wed) 10/5/2016", "10/5/2016, 9:30 AM", "10/05/16 9:30"),
    ],
)
def test_further_ways_to_write_the_fifth_of_october(text: str) -> None:
    assert read_days([text], order="month-first").days == {text: DAY}


# Bare numbers


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("42648", "Excel day number"),
        ("42648.39583", "Excel day number"),
        ("1475625600", "seconds since 1970"),
        ("1475711999", "seconds since 1970"),
        ("1475625600000", "milliseconds since 1970"),
        ("1475625600.0", "seconds since 1970"),
    ],
)
def test_a_number_is_a_date_where_somebody_says_so(text: str, form: str) -> None:
    assert numbers(text) == {form: DAY}
    assert read_days([text]).days == {}
    reading = read_days([text], numbers=True)
    assert (reading.days, reading.forms) == ({text: DAY}, (form,))


@given(st.integers(0, 10**14).map(str))
def test_a_number_is_a_date_in_one_way_at_most(text: str) -> None:
    assert len(numbers(text)) <= 1
    assert not (numbers(text) and shapes(text))


def test_numbers_are_named_and_read_only_where_the_column_is(tmp_path: Path) -> None:
    path = table(tmp_path, [str(42370 + 5 * day) for day in range(24)], "date")
    with pytest.raises(
        RecordsError,
        match=r"^t\.csv: no column contains mostly dates; date contains numbers, and “42370” would "
        r"be 2016-01-01 as Excel day number\. Name “date” with --date-column NAME, and they are "
        r"read so$",
    ):
        roll_up(recognize([path]))
    rollup = roll_up(recognize([path]), date_column="date")
    days = [dt.date(2016, 1, 1) + dt.timedelta(5 * day) for day in range(24)]
    assert counted(rollup) == Counter(f"{day:%Y-%m}" for day in days)
    assert "read as Excel day number" in str(rollup.report)


# The order of day and month

WRITTEN: dict[str, Callable[[dt.date], str]] = {
    "month-first": lambda day: f"{day.month}/{day.day}/{day.year}",
    "day-first": lambda day: f"{day.day}/{day.month}/{day.year}",
}
OTHER = {"month-first": "day-first", "day-first": "month-first"}
DAYS = st.dates(dt.date(2015, 1, 1), dt.date(2017, 12, 31))
DECIDING = DAYS.filter(lambda day: day.day > 12)


@given(
    st.sampled_from(sorted(WRITTEN)),
    st.lists(DAYS, max_size=40),
    st.lists(DECIDING, min_size=9, max_size=20, unique=True),
    DECIDING,
)
def test_one_slip_never_turns_a_column_round(
    order: str, days: list[dt.date], deciding: list[dt.date], slip: dt.date
) -> None:
    texts = Counter(map(WRITTEN[order], days + deciding))
    wrong = WRITTEN[OTHER[order]](slip)
    reading = read_days(texts + Counter([wrong]))
    assert reading.order
    assert (reading.order.name, reading.order.rows_against) == (order, 1)
    assert reading.order.against == (wrong,)
    assert reading.order.doubt == ""
    assert reading.days == {WRITTEN[order](day): day for day in days + deciding}


@given(st.lists(DAYS, min_size=1, max_size=60), st.lists(DAYS, max_size=60))
def test_neither_order_is_preferred(one: list[dt.date], other: list[dt.date]) -> None:
    """Written the other way round, a column is told the other way round, or asked about as well."""
    texts, turned = (
        Counter([*map(WRITTEN[first], one), *map(WRITTEN[OTHER[first]], other)])
        for first in ("month-first", "day-first")
    )
    told, told_turned = read_days(texts).order, read_days(turned).order
    assert told and told_turned
    assert bool(told.doubt) == bool(told_turned.doubt)
    if not told.doubt and told.rows_for:
        assert told_turned.name == OTHER[told.name]
        assert (told.rows_for, told.rows_against) == (
            told_turned.rows_for,
            told_turned.rows_against,
        )


@given(
    st.sampled_from(sorted(ORDERS)),
    st.lists(DAYS, min_size=1, max_size=40),
    st.sampled_from(["/", "-", "."]),
    st.booleans(),
)
def test_a_column_in_one_order_is_read_in_it_or_asked_about(
    order: str, days: list[dt.date], mark: str, short: bool
) -> None:
    year = "%y" if short or order == "year-first" else "%Y"
    parts = {
        "month-first": ("%m", "%d", year),
        "day-first": ("%d", "%m", year),
        "year-first": (year, "%m", "%d"),
    }[order]
    written = {day.strftime(mark.join(parts)): day for day in days}
    reading = read_days(list(written))
    assert reading.order
    if not reading.order.doubt:
        assert reading.days == written
    assert read_days(list(written), order=order).days == written


def test_rows_weigh_and_not_different_texts(tmp_path: Path) -> None:
    dates = ["1/13/2016"] * 100 + [f"{day}/1/2016" for day in range(13, 21)]
    rollup = roll_up(recognize([table(tmp_path, dates)]))
    assert rollup.report.order == "month-first"
    assert (rollup.report.order_for, rollup.report.order_against) == (100, 8)
    assert rollup.report.rows_without_date == 8
    assert counted(rollup) == {"2016-01": 100}
    assert (
        "Day and month    month first: 100 rows can only be read so, 8 only another way, such as "
        "“13/1/2016”, “14/1/2016”, “15/1/2016” (set aside); 0 would be another day"
    ) in str(rollup.report)


ASKED = {
    "nothing decides": (
        ["3/4/2016", "5/6/2016"],
        "its dates can be month first or day first: “3/4/2016” is 2016-03-04 or 2016-04-03, and no "
        "row decides. Say which comes first with --order month-first, day-first or year-first",
    ),
    "both are met": (
        ["3/14/2016", "3/15/2016", "3/16/2016", "14/3/2016"],
        "some of its dates can only be month first (“3/14/2016”, 3 rows), others only day first "
        "(“14/3/2016”, 1 rows)",
    ),
    "hardly any decides": (
        [f"{month}/{day}/2016" for month in (1, 2, 3, 4) for day in range(1, 13)] + ["13/5/2016"],
        "44 rows have dates that can be day first or month first (“1/10/2016”), and only "
        "“13/5/2016” decides",
    ),
    "two digits": (
        ["16-01-05", "16-02-06", "16-03-07"],
        "its dates can be day first or year first: “16-01-05” is 2005-01-16 or 2016-01-05, and no "
        "row decides",
    ),
}


@pytest.mark.parametrize("kind", ASKED)
def test_what_cannot_be_told_is_asked(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dates, words = ASKED[kind]
    path, out = table(tmp_path, dates), tmp_path / "months.csv"
    assert main([str(path), "--out", str(out)]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"t.csv, column when: {words}")
    assert said.count("\n") == 1
    order = "year-first" if kind == "two digits" else "day-first"
    assert main([str(path), "--out", str(out), "--order", order]) == 0
    said = capsys.readouterr().out
    assert f"{order.replace('-', ' ')}, as asked for" in said
    first = {"nothing decides": "2016-04", "both are met": "2016-03", "two digits": "2016-01"}
    assert pd.read_csv(out)["month"][0] == first.get(kind, "2016-01")


@pytest.mark.parametrize(
    "dates", [["3/3/2016", "4/4/2016"], ["2016-03-04", "20160304"], ["Mar 4, 2016", "4-Apr-16"]]
)
def test_what_means_the_same_in_either_order_is_not_asked(dates: list[str], tmp_path: Path) -> None:
    assert roll_up(recognize([table(tmp_path, dates)])).report.rows_used == 2


def test_an_order_that_does_not_exist(tmp_path: Path) -> None:
    form = recognize([table(tmp_path, ["2016-01-01"] * 3)])
    with pytest.raises(
        RecordsError, match=r"there is no order middle-endian\. The orders are month"
    ):
        roll_up(form, order="middle-endian")


def test_two_digits_with_the_year_first() -> None:
    days = [dt.date(2016, 1, 1) + dt.timedelta(4 * step) for step in range(30)]
    written = {f"{day:%y-%m-%d}": day for day in days}
    reading = read_days(list(written))
    assert reading.days == written
    assert reading.order
    assert reading.order.told_by == "told by how the days spread"
    # The same with the day first: what spreads is the day.
    turned = {f"{day:%d-%m-%y}": day for day in days}
    assert read_days(list(turned)).days == turned


def test_months_given_by_their_first_day_are_not_told_by_spread() -> None:
    """16-01-01, 16-02-01: the first of many months, or the sixteenth in 2001."""
    firsts = [f"{year:02d}-{month:02d}-01" for year in range(10, 20) for month in range(1, 13)]
    order = read_days(firsts).order
    assert order
    assert order.doubt


def test_one_file_in_another_order_than_the_rest_is_named(tmp_path: Path) -> None:
    us = table(tmp_path, [f"{month}/20/2016" for month in range(1, 13)] * 20, name="us.csv")
    other = table(tmp_path, ["20/1/2016", "3/2/2016", "4/3/2016"], name="other.csv")
    with pytest.raises(
        RecordsError,
        match=r"^other\.csv, column when: its dates are day first, those in us\.csv are month "
        r"first\. Count these files one at a time",
    ):
        roll_up(recognize([us, other]))


HEADER = (
    "Area of Responsibility;Apprehension Date;Processing Disposition Code;Birth Date;Citizenship;"
    "Gender;RC Threat Level;Final Charge Section;Departed Date;Removal Date"
)


@pytest.mark.parametrize(
    ("write", "forms", "told_by"),
    [
        (lambda day: day.isoformat(), ("YYYY-MM-DD",), ""),
        (lambda day: f"{day:%d-%b-%Y}", ("D Mon YYYY",), ""),
        (WRITTEN["day-first"], ("D/M/YYYY",), ""),
    ],
    ids=["ISO", "Oracle", "day first"],
)
def test_a_known_form_with_dates_of_another_form(
    write: Callable[[dt.date], str], forms: tuple[str, ...], told_by: str, tmp_path: Path
) -> None:
    days = [dt.date(2015, 10, 1) + dt.timedelta(step) for step in range(92)]
    rows = [
        f"SEA;2015-09-01;x;1980-01-01;NOWHERE;Male;NA;x;{write(day)};{write(day)}" for day in days
    ]
    path = tmp_path / "form.csv"
    path.write_text("\n".join([HEADER, *rows]) + "\n")
    report = roll_up(recognize([path])).report
    assert (report.profile, report.rows_used, report.date_forms) == ("ice-removals", 92, forms)
    assert report.order_told_by == told_by


def test_a_known_form_decides_where_its_rows_do_not(tmp_path: Path) -> None:
    path = tmp_path / "form.csv"
    rows = ["SEA;x;x;x;NOWHERE;Male;NA;x;10/1/2015;10/2/2015"] * 3
    path.write_text("\n".join([HEADER, *rows]) + "\n")
    rollup = roll_up(recognize([path]))
    assert rollup.months["month"].tolist() == ["2015-10"]
    assert rollup.report.order_told_by == "as this form of file has it"


# Time zones

ZONED = [f"2016-01-{day:02d} 02:30:00+00" for day in range(1, 25)] + ["2016-02-01T00:15:00Z"]


def test_a_time_with_an_offset_keeps_its_written_day(tmp_path: Path) -> None:
    path = table(tmp_path, ZONED)
    rollup = roll_up(recognize([path]))
    assert counted(rollup) == {"2016-01": 24, "2016-02": 1}
    assert rollup.report.timezone == ("days are those written; the times name their offset")
    there = roll_up(recognize([path]), timezone="America/Los_Angeles")
    assert counted(there) == {"2015-12": 1, "2016-01": 24}
    assert there.report.timezone == "days are those in America/Los_Angeles"


@given(
    st.datetimes(dt.datetime(1990, 1, 1), dt.datetime(2060, 1, 1)),
    st.integers(-12, 14),
    st.sampled_from(["America/New_York", "America/Los_Angeles", "UTC", "Asia/Kathmandu"]),
    st.sampled_from(["%Y-%m-%d %H:%M:%S{}", "%Y%m%dT%H%M%S{}", "%d-%b-%Y %I:%M:%S %p {}"]),
)
def test_the_day_in_a_zone(moment: dt.datetime, hours: int, zone: str, form: str) -> None:
    text = moment.strftime(form).format(f"{hours:+03d}:00")
    day = moment.replace(tzinfo=dt.timezone(dt.timedelta(hours=hours))).astimezone(ZoneInfo(zone))
    assert read_days([text], timezone=ZoneInfo(zone)).days == {text: day.date()}
    assert read_days([text]).days == {text: moment.date()}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2016-01-01 00:30 EST", dt.date(2015, 12, 31)),
        ("2016-01-01 12:30 AM -0500", dt.date(2015, 12, 31)),
        ("Fri Jan  1 02:59:59 EST 2016", dt.date(2015, 12, 31)),
        ("2016-01-01 03:00 EST", dt.date(2016, 1, 1)),
        ("1/1/2016 3:00 PM -0500", dt.date(2016, 1, 1)),
        ("2016-07-01 03:00 EDT", dt.date(2016, 7, 1)),
        ("2016-07-01 02:30 EDT", dt.date(2016, 6, 30)),
        ("2016-01-01 00:30", dt.date(2016, 1, 1)),
        ("2016-01-01", dt.date(2016, 1, 1)),
    ],
)
def test_zones_as_us_programs_write_them(text: str, day: dt.date) -> None:
    assert read_days([text], timezone=ZoneInfo("America/Los_Angeles")).days == {text: day}


def test_rows_without_an_offset_are_said(tmp_path: Path) -> None:
    path = table(tmp_path, [*ZONED, "2016-02-01 00:15", "2016-02-02"])
    rollup = roll_up(recognize([path]), timezone="America/Los_Angeles")
    assert counted(rollup) == {"2015-12": 1, "2016-01": 24, "2016-02": 2}
    assert rollup.report.timezone.endswith(
        "; 2 rows do not name their offset and keep the day that is written"
    )
    plain = table(tmp_path, ["2016-01-01 09:30"] * 3, name="plain.csv")
    assert roll_up(recognize([plain])).report.timezone == ""
    said = roll_up(recognize([plain]), timezone="UTC").report.timezone
    assert said == "days are those written; no time names its offset, so UTC changes nothing"


def test_seconds_are_instants(tmp_path: Path) -> None:
    path = table(tmp_path, ["1475625600", "1475712000", "2016-10-07"], "date")
    report = roll_up(recognize([path]), date_column="date").report
    assert (report.first_date, report.last_date) == ("2016-10-05", "2016-10-07")
    assert report.timezone.startswith("days are those in UTC where the file holds instants")
    there = roll_up(recognize([path]), date_column="date", timezone="America/New_York").report
    assert there.first_date == "2016-10-04"
    assert there.timezone == (
        "days are those in America/New_York; 1 rows do not name their offset and keep the day that "
        "is written"
    )


def test_a_zone_that_does_not_exist(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = table(tmp_path, ZONED)
    arguments = [str(path), "--out", str(tmp_path / "months.csv")]
    for name in ("Pacific", "../etc/passwd", "localtime", ""):
        assert main([*arguments, "--timezone", name]) == 2
        assert "Names look like UTC, America/New_York" in capsys.readouterr().err


@pytest.mark.parametrize("machine", ["America/Los_Angeles", "Asia/Tokyo", "UTC"])
def test_instants_give_the_same_months_on_every_machine(machine: str, tmp_path: Path) -> None:
    path = tmp_path / "instants.parquet"
    first = dt.datetime(2015, 10, 1, tzinfo=dt.UTC)
    frame = pd.DataFrame(
        {"who": ["x"] * 61, "book_in": [first + dt.timedelta(step) for step in range(61)]}
    )
    frame.to_parquet(path)
    for zone, expected in (
        ([], {"2015-10": 31, "2015-11": 30}),
        (["--timezone", "America/New_York"], {"2015-09": 1, "2015-10": 31, "2015-11": 29}),
    ):
        out = tmp_path / "months.csv"
        done = subprocess.run(
            [sys.executable, "-m", "lib.records", str(path), "--out", str(out), *zone],
            cwd=PROJECT,
            env={"TZ": machine},
            capture_output=True,
            text=True,
            check=True,
        )
        table = pd.read_csv(out)
        assert dict(zip(table["month"], table["records"], strict=True)) == expected
        assert f"days are those in {zone[1] if zone else 'UTC'}" in done.stdout
    shown = subprocess.run(
        [
            sys.executable,
            "-c",
            f"from lib.records import *; print(recognize([{str(path)!r}]).sample)",
        ],
        cwd=PROJECT,
        env={"TZ": machine},
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stdout.startswith("(('x', '2015-10-01 00:00:00+00'), ")


# Which column dates a record

EVENTS = [f"2016-{1 + step // 8:02d}-{1 + step % 8 * 3:02d}" for step in range(40)]
BIRTHS = [f"{1955 + step}-{1 + step % 12:02d}-{1 + step % 28:02d}" for step in range(40)]


def two_columns(folder: Path, **columns: Sequence[str]) -> Path:
    path = folder / "two.csv"
    rows = [",".join(row) for row in zip(*columns.values(), strict=True)]
    path.write_text("\n".join([",".join(columns), *rows]) + "\n")
    return path


@pytest.mark.parametrize(
    ("name", "dates", "why"),
    [
        ("birth date", EVENTS, "its name does not say when something happened"),
        ("DOB", EVENTS, "its name does not say when something happened"),
        ("fecha de nacimiento", EVENTS, "its name does not say when something happened"),
        ("Visa Expiration", EVENTS, "its name does not say when something happened"),
        ("Case No", [date.replace("-", "") for date in EVENTS], "its name says that it holds num"),
        ("date", BIRTHS, "its dates spread over 32 years and more, as birth dates do"),
    ],
)
def test_what_does_not_date_an_event_is_asked_about(
    name: str, dates: list[str], why: str, tmp_path: Path
) -> None:
    path = table(tmp_path, dates, name)
    with pytest.raises(RecordsError) as caught:
        roll_up(recognize([path]))
    assert str(caught.value).startswith(
        f"t.csv: no column clearly dates the records: {name} contains dates, but {why}"
    )
    assert roll_up(recognize([path]), date_column=name).report.rows_used == 40


@pytest.mark.parametrize("name", ["Birth Date", "when"])
def test_births_beside_events_leave_the_events(name: str, tmp_path: Path) -> None:
    path = two_columns(tmp_path, **{name: BIRTHS, "arrested": EVENTS})
    report = roll_up(recognize([path])).report
    assert report.date_column == "arrested"
    assert report.date_runner_up
    assert report.date_runner_up.column == name
    assert not report.date_runner_up.close
    assert (
        f"Runner-up        {name}, a date in 40 of the first 40 rows (the column taken: in 40); its"
    ) in str(report)


def test_dates_long_before_the_others_are_not_those_of_the_records(tmp_path: Path) -> None:
    entries = [date.replace("2016", "1998") for date in EVENTS]
    path = two_columns(tmp_path, entered=entries, arrested=EVENTS)
    report = roll_up(recognize([path])).report
    assert report.date_column == "arrested"
    assert report.date_runner_up
    assert report.date_runner_up.doubt == "its dates are mostly 18 years before those of arrested"


def test_blank_cells_do_not_count_against_a_column(tmp_path: Path) -> None:
    released = [date if step % 3 == 0 else "" for step, date in enumerate(EVENTS)]
    path = two_columns(tmp_path, who=["x"] * 40, released=released)
    report = roll_up(recognize([path])).report
    assert (report.date_column, report.rows_used, report.rows_without_date) == ("released", 14, 26)
    # Beside dates in every row they do: there is no question then.
    path = two_columns(tmp_path, arrested=EVENTS, released=released)
    report = roll_up(recognize([path])).report
    assert (report.date_column, report.rows_used) == ("arrested", 40)
    assert report.date_runner_up
    assert (report.date_runner_up.column, report.date_runner_up.dates) == ("released", 14)


def test_a_close_choice_is_said(tmp_path: Path) -> None:
    released = [date if step % 2 else "" for step, date in enumerate(EVENTS)]
    released[1] = "unknown"
    arrested = [*EVENTS[:30], *["unknown"] * 10]
    report = roll_up(recognize([two_columns(tmp_path, a=arrested, b=released)])).report
    assert report.date_column == "a"
    assert "b, a date in 19 of the first 40 rows (the column taken: in 30); it was close" in str(
        report
    )


def test_a_column_that_is_nearly_one_of_dates_is_named(tmp_path: Path) -> None:
    path = table(tmp_path, [*EVENTS[:10], *["Q1 2016"] * 30], "arrest")
    with pytest.raises(
        RecordsError,
        match=r"^t\.csv: no column contains mostly dates; arrest has 10 in the first 40 rows, and "
        r"“Q1 2016” is none\. Name “arrest” with --date-column NAME to take it all the same; "
        r"dates are written as YYYY-MM-DD, ",
    ):
        roll_up(recognize([path]))


def test_a_column_without_dates_shows_what_it_has(tmp_path: Path) -> None:
    path = table(tmp_path, EVENTS)
    with pytest.raises(
        RecordsError, match="column what: the column contains no dates, but “x” for example"
    ):
        roll_up(recognize([path]), date_column="what")


def test_columns_that_hold_times() -> None:
    rows = [["2016-01-01 09:30:00+00", "1/13/2016 9:30 AM", "9:30", "1/13/2016", "x 9:30"]] * 3
    found = find_dates(["zoned", "timed", "clock", "day", "note"], rows)
    assert (found.timed, found.zoned) == (("zoned", "timed"), ("zoned",))
    assert found.taken == ("zoned", "timed", "day")


# Months not covered


def test_a_missing_year_is_not_covered(tmp_path: Path) -> None:
    files = []
    for year in (2014, 2016):
        days = [f"{year}-{1 + step % 12:02d}-{1 + step % 28:02d}" for step in range(200)] + [
            f"{year}-12-31",
            f"{year}-01-01",
        ]
        files.append(table(tmp_path, days, name=f"{year}.csv"))
    rollup = roll_up(recognize(files), by="what", flags={"first": "who = C0"})
    months = rollup.months.set_index("month")
    missing = [f"2015-{month:02d}" for month in range(1, 13)]
    assert months.loc[missing, ["records", "first", "x"]].isna().all(axis=None)
    assert not months.loc[missing, "whole"].any()
    assert months.drop(missing)["whole"].all()
    assert months.drop(missing)["records"].sum() == 404
    assert rollup.report.not_covered == tuple(missing)
    assert "Not covered      2015-01 to 2015-12: no record" in str(rollup.report)
    lines = rollup.csv.splitlines()
    assert lines[0] == "month,records,first,x,whole"
    assert lines[13] == "2015-01,,,,false"
    assert lines[1].startswith("2014-01,18,1,18,true")


def test_a_month_not_covered_is_not_whole_though_records_were_entered(tmp_path: Path) -> None:
    """A known form tells whole months by when records were entered."""
    entered = [dt.date(2015, 10, 1) + dt.timedelta(step) for step in range(183)]
    rows = [
        f"SEA;x;x;x;NOWHERE;Male;NA;x;{day.replace(month=10, year=2015, day=1)};{day}"
        if day.month in (12, 1)
        else f"SEA;x;x;x;NOWHERE;Male;NA;x;{day};{day}"
        for day in entered
    ]
    path = tmp_path / "form.csv"
    path.write_text("\n".join([HEADER, *rows]) + "\n")
    rollup = roll_up(recognize([path]))
    assert rollup.report.not_covered == ("2015-12", "2016-01")
    whole = rollup.months["month"][rollup.months["whole"]].tolist()
    assert whole == ["2015-10", "2015-11", "2016-02"]


def test_beside_a_gap_a_month_is_whole_as_at_the_ends() -> None:
    """The last day before it and the first day after it must have records."""
    span = MonthRange.parse("2014-01", "2015-12")
    gap = MonthRange.parse("2014-08", "2015-01")
    days = [
        day.date()
        for month in span
        if month not in gap
        for day in pd.date_range(month.first_day, periods=28)
    ]
    days += [dt.date(2015, 12, 31)]
    counts = Counter(map(Month.of, days))
    assert not_covered(counts, span) == [gap]
    whole = whole_months(counts, set(days), span)
    assert whole == set(span) - set(gap) - {gap.first - 1}


@given(
    st.lists(st.integers(0, 3) | st.just(0), min_size=1, max_size=40),
    st.integers(1, 40),
    st.integers(1, 40),
)
def test_only_stretches_of_nothing_are_not_covered(
    middle: list[int], first: int, last: int
) -> None:
    numbers = [first, *middle, last]
    span = MonthRange(Month(2010, 1), Month(2010, 1) + (len(numbers) - 1))
    counts = {month: number for month, number in zip(span, numbers, strict=True) if number}
    gaps = not_covered(counts, span)
    for gap in gaps:
        assert not any(month in counts for month in gap)
        assert gap.first - 1 in counts and gap.last + 1 in counts
        elsewhere = sum(numbers) / (len(numbers) - len(gap))
        assert elsewhere * len(gap) >= 5
    days = {month.first_day for month in counts}
    assert not whole_months(counts, days, span) & {month for gap in gaps for month in gap}


def test_a_typing_error_does_not_make_a_century_of_zeros(tmp_path: Path) -> None:
    rollup = roll_up(recognize([table(tmp_path, [*EVENTS, "1916-01-04"])]))
    assert rollup.months["records"].dropna().tolist() == [1, 8, 8, 8, 8, 8]
    assert len(rollup.report.not_covered) == 1199


def test_the_expression_means_the_same_to_both_engines() -> None:
    """Spark reads a backslash in a literal as an escape, DuckDB does not."""
    assert "\\" not in CUT
