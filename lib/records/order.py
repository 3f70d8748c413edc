"""Whether the day, the month or the year comes first: told from a whole column, by its weight.

``3/4/2016`` is the fourth of March or the third of April, and no cell tells which. ``3/31/2016``
tells it for the column, and one slip among many must not turn the column round. So each order is
held against each other by the rows that only one of the two can read. Where these disagree in more
than TOLERATED of the cases, or hardly any row decides, nothing is guessed: the user is asked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lib.text import later

ORDERS = {"month-first": "M/D/YYYY", "day-first": "D/M/YYYY", "year-first": "YY-MM-DD"}
"""What a user calls an order, and the form in lib.records.dates.FORMS that it gives."""

ORDER_WORDS = {
    "month-first": later("month first"),
    "day-first": later("day first"),
    "year-first": later("year first"),
}

TOLERATED = 0.1
"""Of the rows that decide between two orders, the share that may speak for the other one."""
_FEW = 11
"""Dates of one month that can be read in two orders. Where there are more to each that decides,
what decides may as well be slips."""
_SPREAD_DATES, _SPREAD_TIMES, _SPREAD_DAYS = 10, 3, 20
"""Days of the month spread, years do not: from so many dates on, so many times as many numbers, so
far apart, tell the day from the year."""


_TURNED = 8
"""Dates of either kind from which on it is not by chance that the days of all of one kind are up to
the 12th, and of none of the other."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One text of the column that can be read in one order or in several."""

    text: str
    rows: int
    days: Mapping[str, dt.date]
    """The date by the orders in which it is one."""


@dataclass(frozen=True)
class Order:
    """The order of a column, and what speaks for it and against."""

    name: str
    """A name in ORDERS."""
    rows_for: int
    """Rows that are a date in this order and not in another that would come into question."""
    rows_against: int
    """Rows that are a date in another order only. They are set aside."""
    rows_either: int
    """Rows that are one date in this order and another in another."""
    against: tuple[str, ...]
    """Up to three texts that are a date in another order only."""
    doubt: str = ""
    """Why the order cannot be told, in words; empty where it can."""
    told_by: str = ""
    """What decided, in words, where it was not the rows."""


def decide(cells: Sequence[Cell], *, hint: str | None = None, given: str | None = None) -> Order:
    """The order of the cells of a column, at least one.

    ``hint`` is the order that the form of the file usually has; it decides where the cells do not.
    ``given`` is the user's word, and is taken. Where the order cannot be told, it is the likeliest,
    with a doubt.
    """
    if given is not None:
        return _order(cells, given, later("as asked for"))
    possible = [order for order in ORDERS if any(order in cell.days for cell in cells)]
    rows = {order: sum(cell.rows for cell in cells if order in cell.days) for order in possible}
    best = max(possible, key=lambda order: (rows[order], order == hint))
    told_by: str = ""
    for other in possible:
        if not _either(cells, best, other) or not _equal(cells, best, other):
            continue
        spread = _by_spread(cells, best, other)
        if hint in (best, other):
            best, told_by = str(hint), later("as this form of file has it")
        elif spread is not None:
            best, told_by = spread, later("told by how the days spread")
        else:
            return _order(cells, best, doubt=_undecided(cells, best, other))
    for other in possible:
        if doubt := _doubt(cells, best, other, hint):
            return _order(cells, best, doubt=doubt)
    return _order(cells, best, told_by)


def turned_round(cells: Sequence[Cell], others: Mapping[str, dt.date]) -> str:
    """Why day and month seem to have changed places in ``others``, the dates of the column of which
    the order is no question; empty where they do not.

    A spreadsheet program that takes 13/02/2016 for no date, because it expects the month first, has
    taken 12/02/2016 for the second of December.
    """
    if min(len(cells), len(others)) < _TURNED:
        return ""
    if any(len(cell.days) > 1 for cell in cells) or any(day.day > 12 for day in others.values()):
        return ""
    return later(
        "none of its dates such as “{turned}” is after the 12th of a month, and all such as "
        "“{kept}” are: a spreadsheet program has most likely turned day and month of the former "
        "round",
        turned=next(iter(others)),
        kept=cells[0].text,
    )


def _equal(cells: Sequence[Cell], one: str, other: str) -> bool:
    """Whether every cell that one of two orders reads is read by the other one, too."""
    return all((one in cell.days) == (other in cell.days) for cell in cells)


def _doubt(cells: Sequence[Cell], best: str, other: str, hint: str | None) -> str:
    """Why the cells do not decide for ``best`` against another order; empty where they do."""
    ours = [cell for cell in cells if best in cell.days and other not in cell.days]
    theirs = [cell for cell in cells if other in cell.days and best not in cell.days]
    rows_for, rows_against = (sum(cell.rows for cell in group) for group in (ours, theirs))
    if rows_against > TOLERATED * (rows_for + rows_against):
        return later(
            "some of its dates can only be {one} (“{date}”, {rows:,} rows), others only {other} "
            "(“{other_date}”, {other_rows:,} rows)",
            one=ORDER_WORDS[best],
            date=ours[0].text,
            rows=rows_for,
            other=ORDER_WORDS[other],
            other_date=theirs[0].text,
            other_rows=rows_against,
        )
    either = _either(cells, best, other)
    if ours and len(either) > _FEW * len(ours) and best != hint:
        return later(
            "{rows:,} rows have dates that can be {one} or {other} (“{date}”), and only "
            "“{decides}” decides",
            rows=sum(cell.rows for cell in either),
            one=ORDER_WORDS[best],
            other=ORDER_WORDS[other],
            date=either[0].text,
            decides=ours[0].text,
        )
    return ""


def _either(cells: Sequence[Cell], one: str, other: str) -> list[Cell]:
    """The cells that are one date in one order and another in the other."""
    return [
        cell
        for cell in cells
        if one in cell.days and other in cell.days and cell.days[one] != cell.days[other]
    ]


def _undecided(cells: Sequence[Cell], best: str, other: str) -> str:
    shown = _either(cells, best, other)[0]
    return later(
        "its dates can be {one} or {other}: “{date}” is {one_day} or {other_day}, and no row "
        "decides",
        one=ORDER_WORDS[best],
        other=ORDER_WORDS[other],
        date=shown.text,
        one_day=shown.days[best],
        other_day=shown.days[other],
    )


def _by_spread(cells: Sequence[Cell], one: str, other: str) -> str | None:
    """The order whose days of the month spread while its years do not; None where none is clear.

    It tells 16-01-05 from 05-01-16, in which day and year change places. Day and month do not
    differ enough.
    """
    if {one, other} != {"day-first", "year-first"}:
        return None
    dates = [
        (cell.days["day-first"], cell.days["year-first"]) for cell in cells if one in cell.days
    ]
    first, last = ({date[side].day for date in dates} for side in (0, 1))
    few, many = sorted((first, last), key=len)
    if (
        len(dates) < _SPREAD_DATES
        or len(many) < _SPREAD_TIMES * len(few)
        or max(many) - min(many) < _SPREAD_DAYS
    ):
        return None
    return "day-first" if many is first else "year-first"


def _order(cells: Sequence[Cell], name: str, told_by: str = "", doubt: str = "") -> Order:
    rivals = {"month-first", "day-first"}.union(*(cell.days for cell in cells)) - {name}
    ours = [cell for cell in cells if name in cell.days]
    against = [cell for cell in cells if name not in cell.days and cell.days]
    either = [cell for cell in ours if len(cell.days) > 1 and len(set(cell.days.values())) > 1]
    return Order(
        name,
        rows_for=sum(cell.rows for cell in ours if not rivals <= cell.days.keys()),
        rows_against=sum(cell.rows for cell in against),
        rows_either=sum(cell.rows for cell in either),
        against=tuple(cell.text for cell in against[:3]),
        doubt=doubt,
        told_by=told_by,
    )
