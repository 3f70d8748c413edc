"""The shapes in which people's files write a day: for a day and a number, a text.

The number makes for some variety (a time of day, one of several forms) and never changes the day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

Shape = Callable[[dt.date, int], str]

EXCEL_DAY_0 = dt.date(1899, 12, 30)
EPOCH = dt.date(1970, 1, 1)


def _clock(number: int) -> str:
    """A time of day from 00:30 to 23:30."""
    return f"{number * 7 % 24:02d}:30"


def _twelve_hours(number: int) -> str:
    hour = number * 7 % 24
    return f"{hour % 12 or 12}:30 {'PM' if hour >= 12 else 'AM'}"


def _slashes(day: dt.date) -> str:
    return f"{day.month}/{day.day}/{day.year}"


def _named(day: dt.date, number: int) -> str:
    """Named months in any mixture."""
    forms = (
        f"{day:%b} {day.day}, {day.year}",
        f"{day.day:02d}-{day:%b}-{day.year}".upper(),
        f"{day:%d%b%Y}".upper(),
        f"{day:%B} {day.day}, {day.year}",
        f"{day.day} {day:%B} {day.year}",
        f"{day:%A}, {day:%B} {day.day}, {day.year}",
        f"{day:%b} {day.day:2d} {day.year} 12:00AM",
    )
    return forms[number % len(forms)]


def _timed_or_not(day: dt.date, number: int) -> str:
    return _slashes(day) + (f" {_clock(number)}" if number % 3 else "")


def _any_mixture(day: dt.date, number: int) -> str:
    """Numbers, names, with a time and without."""
    forms = (_slashes(day), f"{_slashes(day)} {_clock(number)}", _named(day, number))
    return forms[number % 3]


SHAPES: dict[str, Shape] = {
    "iso": lambda day, _: day.isoformat(),
    "iso_timed": lambda day, number: f"{day} {_clock(number)}:00",
    "iso_t": lambda day, number: f"{day}T{_clock(number)}:00.000",
    "iso_z": lambda day, number: f"{day}T{_clock(number)}:00Z",
    "iso_offset": lambda day, number: f"{day}T{_clock(number)}:00-05:00",
    "iso_offset_of_two_digits": lambda day, number: f"{day} {_clock(number)}:00+00",
    "year_first_with_slashes": lambda day, _: f"{day:%Y/%m/%d}",
    "month_first": lambda day, _: _slashes(day),
    "month_first_padded": lambda day, _: f"{day:%m/%d/%Y}",
    "month_first_timed": lambda day, number: f"{_slashes(day)} {_clock(number)}",
    "month_first_of_twelve_hours": lambda day, number: f"{_slashes(day)} {_twelve_hours(number)}",
    "month_first_comma_time": lambda day, number: f"{_slashes(day)}, {_twelve_hours(number)}",
    "month_first_of_two_digits": lambda day, _: f"{day:%m/%d/%y}",
    "month_first_with_hyphens": lambda day, _: f"{day:%m-%d-%Y}",
    "day_first": lambda day, _: f"{day:%d/%m/%Y}",
    "day_first_with_dots": lambda day, _: f"{day.day}.{day.month}.{day.year}",
    "day_first_timed": lambda day, number: f"{day:%d/%m/%Y} {_clock(number)}",
    "compact": lambda day, _: f"{day:%Y%m%d}",
    "compact_timed": lambda day, number: f"{day:%Y%m%d} {_clock(number)}:00",
    "compact_t": lambda day, number: f"{day:%Y%m%d}T{_clock(number).replace(':', '')}",
    "sas_day": lambda day, _: f"{day:%d%b%Y}".upper(),
    "sas_timed": lambda day, number: f"{day:%d%b%Y}:{_clock(number)}:00".upper(),
    "sql_server": lambda day, _: f"{day:%b} {day.day:2d} {day.year} 12:00AM",
    "oracle": lambda day, _: f"{day:%d-%b-%Y}".upper(),
    "oracle_of_two_digits": lambda day, _: f"{day:%d-%b-%y}".upper(),
    "weekday": lambda day, _: f"{day:%A}, {day:%B} {day.day}, {day.year}",
    "named": lambda day, _: f"{day:%b} {day.day}, {day.year}",
    "named_in_any_mixture": _named,
    "timed_or_not": _timed_or_not,
    "in_any_mixture": _any_mixture,
    "epoch_seconds": lambda day, number: str((day - EPOCH).days * 86_400 + 36_000 + number),
    "epoch_milliseconds": lambda day, number: str(
        ((day - EPOCH).days * 86_400 + 36_000) * 1_000 + number
    ),
}
"""Shapes that say one day only, where a column has days early and late in the month."""

UNDECIDED: dict[str, Shape] = {
    "year_first_of_two_digits": lambda day, _: f"{day:%y-%m-%d}",
    "day_first_of_two_digits": lambda day, _: f"{day:%d-%m-%y}",
    "serials": lambda day, _: str((day - EXCEL_DAY_0).days),
    "serials_timed": lambda day, number: f"{(day - EXCEL_DAY_0).days}.{number % 10}",
    "both_orders_by_turns": lambda day, number: (
        # By the month, too, so that days after the 12th stand in both orders.
        f"{day:%d/%m/%Y}" if (number + day.month) % 2 else f"{day:%m/%d/%Y}"
    ),
}
"""Shapes where a question is right as well."""
