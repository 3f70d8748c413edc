"""Rows that come as regularly as no records do: a table of counts, not of cases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from lib.text import later

_DAYS_ALIKE, _MONTHS_ALIKE = 28, 6
"""Days and months with the same number of rows from which on this is hardly chance."""


def evenly(records: Mapping[dt.date, int]) -> str:
    """What makes the rows look like counts, with one row for each day or month; empty where nothing
    does.

    ``records`` says how many rows each day has, and has no day without any.
    """
    first, last, most = min(records), max(records), max(records.values())
    if min(records.values()) != most:
        return ""
    months = len({(day.year, day.month) for day in records})
    if len(records) == (last - first).days + 1 and len(records) >= _DAYS_ALIKE:
        each = later("day")
    elif len(records) == months >= _MONTHS_ALIKE and {first.day, last.day} <= {1, 28, 29, 30, 31}:
        each = later("month")
    else:
        return ""
    if most == 1:
        return later(
            "every {day} has 1 row; if these are counts and not records, what is counted here are "
            "rows",
            day=each,
        )
    return later(
        "every {day} has {rows:,} rows; if these are counts and not records, what is counted here "
        "are rows",
        day=each,
        rows=most,
    )
