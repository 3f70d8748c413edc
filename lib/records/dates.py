"""Dates as people write them, read without guessing one at a time.

Whether ``3/4/2016`` is the fourth of March or the third of April cannot be told from that cell. It
is told from the column: when some cell can only be read day first and none can only be read month
first, the column is day first; otherwise it is read month first, as US agencies write. The report
names the forms that were met.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

FIRST_YEAR, LAST_YEAR = 1900, 2099
"""A year outside is a typing error, and one such row would stretch the table over centuries."""

FORMS = ("YYYY-MM-DD", "YYYYMMDD", "M/D/YYYY", "D/M/YYYY", "D Mon YYYY", "Mon D, YYYY")

_TIME = (
    r"(?:(?:[ T]+)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?"
    r"(?: ?[AaPp]\.?[Mm]\.?)?(?: ?(?:Z|UTC|[+-][0-9]{2}:?[0-9]{2}))?)?"
)
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})" + _TIME)
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})" + _TIME)
_DAY_NAME = re.compile(r"([0-9]{1,2})[ -]?([A-Za-z]{3,9})\.?,?[ -]?([0-9]{4}|[0-9]{2})" + _TIME)
_NAME_DAY = re.compile(r"([A-Za-z]{3,9})\.? ([0-9]{1,2}),? ([0-9]{4})" + _TIME)
_HAS_TIME = re.compile(r"[-0-9/.]+[ T]+[0-9]{1,2}:[0-9]{2}.*")

_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}


@dataclass(frozen=True)
class Reading:
    """What the texts of a column mean: the day of each that is a date, and the forms met."""

    days: dict[str, dt.date]
    forms: tuple[str, ...]


def read_days(texts: Iterable[str], forms: Iterable[str] | None = None) -> Reading:
    """The days that the texts of one column name, in the given ones of FORMS or in any."""
    allowed = frozenset(forms or FORMS)
    either: list[tuple[str, int, int, int]] = []
    days: dict[str, dt.date] = {}
    met: set[str] = set()
    for text in texts:
        written = text.strip()
        if match := _YEAR_LAST.fullmatch(written):
            either.append((text, int(match[1]), int(match[3]), _year(match[4])))
            continue
        for form, year, month, day in _plain(written):
            date = _date(year, month, day)
            if form in allowed and date is not None:
                days[text] = date
                met.add(form)
                break
    order = _order(either, allowed)
    for text, first, second, year in either:
        month, day = (second, first) if order == "D/M/YYYY" else (first, second)
        date = _date(year, month, day)
        if order is not None and date is not None:
            days[text] = date
            met.add(order)
    return Reading(days, tuple(form for form in FORMS if form in met))


def has_time(texts: Iterable[str]) -> bool:
    """Whether some of the texts are a date in digits with a time of day behind it."""
    return any(_HAS_TIME.fullmatch(text.strip()) for text in texts)


def _plain(written: str) -> Iterable[tuple[str, int, int, int]]:
    if match := _YEAR_FIRST.fullmatch(written):
        yield "YYYY-MM-DD", int(match[1]), int(match[3]), int(match[4])
    elif match := _COMPACT.fullmatch(written):
        yield "YYYYMMDD", int(match[1]), int(match[2]), int(match[3])
    elif match := _DAY_NAME.fullmatch(written):
        yield "D Mon YYYY", _year(match[3]), _MONTHS.get(match[2].lower(), 0), int(match[1])
    elif match := _NAME_DAY.fullmatch(written):
        yield "Mon D, YYYY", int(match[3]), _MONTHS.get(match[1].lower(), 0), int(match[2])


def _order(either: list[tuple[str, int, int, int]], allowed: frozenset[str]) -> str | None:
    orders = [form for form in ("M/D/YYYY", "D/M/YYYY") if form in allowed]
    if len(orders) < 2:
        return orders[0] if orders else None
    day_first = any(first > 12 >= second for _, first, second, _ in either)
    month_first = any(second > 12 >= first for _, first, second, _ in either)
    return "D/M/YYYY" if day_first and not month_first else "M/D/YYYY"


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (2000 if year < 69 else 1900)


def _date(year: int, month: int, day: int) -> dt.date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
