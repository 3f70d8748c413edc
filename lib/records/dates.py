"""Dates as people and programs write them, read without guessing one at a time.

A text is a date where nothing is left over: names of weekdays and a time of day are cut off, and
the rest has one of the shapes below. Whether ``3/4/2016`` is the fourth of March or the third of
April is told from the whole column (lib.records.order). A time with an offset keeps the day that is
written, unless a time zone is asked for: then it is the day that it was there. Bare numbers, such
as Excel's numbers of days, are only read where somebody says that they are dates.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

from lib.records.order import ORDERS, Cell, Order, decide, turned_round
from lib.text import later

FIRST_YEAR, LAST_YEAR = 1900, 2099
"""A year outside is a typing error, and one such row would stretch the table over centuries."""

FORMS = (
    *("YYYY-MM-DD", "YYYYMMDD", "M/D/YYYY", "D/M/YYYY", "YY-MM-DD"),
    *("D Mon YYYY", "Mon D, YYYY", "YYYY Mon D"),
)
NUMBERS = (
    later("Excel day number"),
    later("seconds since 1970"),
    later("milliseconds since 1970"),
)

_CLOCK = (
    r"(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-6][0-9](?:[.,:][0-9]{1,9})?)?"
    r"(?: ?[AaPp][.]?[Mm][.]?)?"
)
# Oracle and DB2 write 09.30.00.000000; ISO's compact form is 0930 or 093000.
_DOTTED = r"[0-2]?[0-9][.][0-5][0-9][.][0-6][0-9](?:[.][0-9]{1,9})?(?: [AaPp][Mm])?"
_COMPACT_CLOCK = r"[0-2][0-9](?:[0-5][0-9](?:[0-6][0-9](?:[.,][0-9]{1,9})?)?)?"
_ZONE = r"(?: ?(?:[Zz]|(?:UTC|GMT)?[-+][0-9]{1,2}(?::?[0-9]{2})?|UTC|GMT|[ECMP][SD]T))?"
_TIME = rf"(?:(?:[ ,:]+|,? at |[ ,]*T)(?:{_CLOCK})|[- ](?:{_DOTTED})|T(?:{_COMPACT_CLOCK})){_ZONE}"
TIMED = rf"^ *([^:]{{3,32}}?[0-9]){_TIME} *$"
"""A date with a time of day behind it; the group is the date. Python, DuckDB and Spark read this
expression alike."""
_TIMED = re.compile(TIMED)
TIMED_DIGITS = rf"^[-0-9/.]{{6,10}}[ T]{_CLOCK}{_ZONE}$"
"""The most frequent of these: digits, a blank or a T, and a time. It is told faster."""
# How C, and with it Unix and Java, writes a moment: Fri Jan  1 09:30:00 PST 2016.
_TIME_INSIDE = re.compile(rf"([A-Za-z]{{3}} [0-9]{{1,2}}) ({_CLOCK}{_ZONE}) ([0-9]{{4}})")
_MOMENT = re.compile(
    r"[ ,:T-]*(?:at )?(?P<hour>[0-9]{1,2})[:.]?(?P<minute>[0-9]{2})?(?:[:.]?(?P<second>[0-9]{2}))?"
    r"(?:[.,:][0-9]+)? ?(?:(?P<half>[AaPp])[.]?[Mm][.]?)? ?"
    r"(?:(?P<letters>[Zz]|UTC|GMT|[ECMP][SD]T)"
    r"|(?:UTC|GMT)?(?P<sign>[-+])(?P<hours>[0-9]{1,2}):?(?P<minutes>[0-9]{2})?)"
)
_HOURS = {"E": -5, "C": -6, "M": -7, "P": -8}
"""US zones as mail programs write them: EST is five hours behind UTC, EDT four."""

_WEEKDAY = re.compile(
    r"[(]?\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b[.]?[)]?", re.I
)
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})(?:Z|[-+][0-9]{2}:[0-9]{2})?")
_COMPACT = re.compile(
    r"([0-9]{4})([0-9]{2})([0-9]{2})(?:(?:[01][0-9]|2[0-3])[0-5][0-9][0-5][0-9])?"
)
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_DAY_NAME = re.compile(
    r"([0-9]{1,2})(?:st|nd|rd|th)?[-/. ]?([A-Za-z]{3,9})[.]?[-/ ]?'?([0-9]{4}|[0-9]{2})"
)
_NAME_DAY = re.compile(
    r"([A-Za-z]{3,9})[.]?[-/ ]?([0-9]{1,2})(?:st|nd|rd|th)?[-/ ]'?([0-9]{4}|[0-9]{2})"
)
_YEAR_NAME = re.compile(r"([0-9]{4})[-/. ]?([A-Za-z]{3,9})[.]?[-/. ]?([0-9]{1,2})")
_ANY_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?=(?:[0-9]{4})?(?![0-9]))")
_NUMBER = re.compile(r"([0-9]{5}|[0-9]{9,10}|[0-9]{12,13})(?:[.][0-9]+)?")
_DIGITS = re.compile(r"[0-9][-0-9/.]{4,8}[0-9]")
"""A date of digits alone: by far the most frequent, and without a time behind it."""
_UNSEEN = re.compile(r"[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
"""What stands in a cell and is not seen: marks of direction and of width, byte order marks."""
_LONGEST = 60
_LIKELY = re.compile(
    r"[( ]*(?:[0-9]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)",
    re.I,
)
"""How a date begins: most texts do not, and need no closer look."""

_NAMES = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTHS = {name: number for number, name in enumerate(_NAMES, 1)}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}

_EXCEL = dt.date(1899, 12, 30)
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_FIRST_NUMBER = dt.date(1950, 1, 1)
"""Earlier days as numbers are more likely something else."""


@dataclass(frozen=True)
class Reading:
    """What the texts of a column mean: the day of each that is a date, and the forms met."""

    days: dict[str, dt.date]
    forms: tuple[str, ...]
    order: Order | None = None
    """The order of day, month and year, where it is a question. One with a doubt is a guess."""
    moments: int = 0
    """Rows whose time names its offset, so that a time zone changes their day; numbers of seconds
    are such. Only looked for where a zone is asked for."""
    turned: str = ""
    """Why day and month seem to have changed places in some of the dates; empty where they do
    not."""


def read_days(
    texts: Iterable[str] | Mapping[str, int],
    forms: Iterable[str] | None = None,
    *,
    order: str | None = None,
    timezone: ZoneInfo | None = None,
    numbers: bool = False,
) -> Reading:
    """The days that the texts of one column name.

    ``texts`` may say how many rows hold each. ``forms`` are how the column is usually written
    (names in FORMS); they decide the order where nothing else does. ``order`` is a name in ORDERS,
    ``numbers`` reads the forms in NUMBERS, too.
    """
    rows = texts if isinstance(texts, Mapping) else dict.fromkeys(texts, 1)
    days: dict[str, dt.date] = {}
    met: set[str] = set()
    cells: list[Cell] = []
    moments: list[str] = []
    for text, count in rows.items():
        found, is_moment = _read(text, timezone, numbers)
        if is_moment:
            moments.append(text)
        if ordered := {name: found[form] for name, form in ORDERS.items() if form in found}:
            cells.append(Cell(text, count, ordered))
        else:
            for form, day in found.items():
                days[text] = day
                met.add(form)
    turned = turned_round(cells, days)
    told = decide(cells, hint=_hint(forms), given=order) if cells else None
    for cell in cells:
        if told and told.name in cell.days:
            days[cell.text] = cell.days[told.name]
            met.add(ORDERS[told.name])
    in_order = tuple(form for form in (*FORMS, *NUMBERS) if form in met)
    by_moment = sum(rows[text] for text in moments if text in days)
    return Reading(days, in_order, told, by_moment, turned)


def is_timed(text: str) -> bool:
    """Whether a date with a time of day behind it stands here, of which the time can be cut."""
    if _DIGITS.fullmatch(text):
        return False
    return _TIMED.match(text) is not None and bool(shapes(text))


def is_zoned(text: str) -> bool:
    """Whether a date stands here whose time names its offset from UTC."""
    if _DIGITS.fullmatch(text):
        return False
    return bool(shapes(text)) and _moment(_parts(text)[1]) is not None


@lru_cache(4096)
def shapes(text: str) -> Mapping[str, dt.date]:
    """The date that a text is, by form: several where the order is a question, none for no date."""
    date, _time = _parts(text)
    if not date:
        return {}
    if match := _YEAR_LAST.fullmatch(date):
        first, _, second, last = match.groups()
        year, one, other = _year(last), int(first), int(second)
        found = {"M/D/YYYY": _date(year, one, other), "D/M/YYYY": _date(year, other, one)}
        if len(first) == len(last) == 2:
            found["YY-MM-DD"] = _date(_year(first), other, int(last))
    elif match := _YEAR_FIRST.fullmatch(date):
        found = {"YYYY-MM-DD": _date(int(match[1]), int(match[3]), int(match[4]))}
    elif match := _COMPACT.fullmatch(date):
        found = {"YYYYMMDD": _date(int(match[1]), int(match[2]), int(match[3]))}
    elif match := _DAY_NAME.fullmatch(date):
        found = {"D Mon YYYY": _date(_year(match[3]), _month(match[2]), int(match[1]))}
    elif match := _NAME_DAY.fullmatch(date):
        found = {"Mon D, YYYY": _date(_year(match[3]), _month(match[1]), int(match[2]))}
    elif match := _YEAR_NAME.fullmatch(date):
        found = {"YYYY Mon D": _date(int(match[1]), _month(match[2]), int(match[3]))}
    else:
        return {}
    return {form: day for form, day in found.items() if day is not None}


def is_outside(text: str) -> bool:
    """Whether this would be a date if its year were one from 1900 to 2099."""
    return any(
        shapes(f"{text[: year.start()]}2000{text[year.end() :]}")
        for year in _ANY_YEAR.finditer(text)
    )


def numbers(text: str, timezone: ZoneInfo | None = None) -> dict[str, dt.date]:
    """The date that a bare number is, by its form in NUMBERS; none for a number that is no date."""
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        return {}
    number = int(match[1])
    if len(match[1]) == 5:
        form, day = NUMBERS[0], _EXCEL + dt.timedelta(number)
    else:
        form, seconds = (NUMBERS[1], number) if len(match[1]) <= 10 else (NUMBERS[2], number / 1000)
        day = (_EPOCH + dt.timedelta(seconds=seconds)).astimezone(timezone or dt.UTC).date()
    return {form: day} if day >= _FIRST_NUMBER and day.year <= LAST_YEAR else {}


def _read(
    text: str, timezone: ZoneInfo | None, with_numbers: bool
) -> tuple[Mapping[str, dt.date], bool]:
    """The date by form, and whether its day depends on the time zone."""
    if with_numbers and (number := numbers(text, timezone)):
        return number, NUMBERS[0] not in number
    found = shapes(text)
    if not found or timezone is None or (moment := _moment(_parts(text)[1])) is None:
        return found, False
    hour, offset = moment
    there = {
        form: (dt.datetime.combine(day, dt.time(), offset) + hour).astimezone(timezone).date()
        for form, day in found.items()
    }
    return there, True


def _parts(text: str) -> tuple[str, str]:
    """The date in a text and the time behind it, both plainly written; the date is empty where
    there can be none."""
    if _DIGITS.fullmatch(text):
        return text, ""
    if len(text) > _LONGEST:
        text = text.strip()
    if not text.isascii() and len(text) <= _LONGEST:
        text = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    if not 6 <= len(text) <= _LONGEST or not _LIKELY.match(text.lstrip()):
        return "", ""
    written = " ".join(text.split())
    if not (written[:1].isdigit() and written[-1:].isdigit() and len(written) <= 10):
        written = " ".join(_WEEKDAY.sub(" ", written, count=1).split()).strip(" ,")
    time = ""
    if match := _TIMED.match(written):
        written, time = match[1], written[len(match[1]) :]
    elif match := _TIME_INSIDE.fullmatch(written):
        written, time = f"{match[1]} {match[3]}", match[2]
    return " ".join(written.replace(",", " ").split()), time


def _moment(time: str) -> tuple[dt.timedelta, dt.timezone] | None:
    """The time since midnight and the offset from UTC, where a time of day names both."""
    match = _MOMENT.fullmatch(time)
    if match is None:
        return None
    hour = int(match["hour"])
    if match["half"]:
        hour = hour % 12 + 12 * (match["half"] in "Pp") if hour <= 12 else hour
    since = dt.timedelta(
        hours=hour, minutes=int(match["minute"] or 0), seconds=int(match["second"] or 0)
    )
    if match["sign"]:
        offset = dt.timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
        offset = min(offset, dt.timedelta(hours=23)) * (-1 if match["sign"] == "-" else 1)
    elif match["letters"][0] in _HOURS:
        offset = dt.timedelta(hours=_HOURS[match["letters"][0]] + (match["letters"][1] == "D"))
    else:
        offset = dt.timedelta()
    return since, dt.timezone(offset)


def _hint(forms: Iterable[str] | None) -> str | None:
    """The order that a known form of file has, where its forms name just one."""
    named = [name for name, form in ORDERS.items() if form in (forms or ())]
    return named[0] if len(named) == 1 else None


def _month(name: str) -> int:
    return _MONTHS.get(name.lower(), 0)


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
