"""Removals and returns by who arrested, by criminality and by citizenship.

The three tables behind this are of one source and count the same people, so the parts of a month
add up to its total, but for rounding to tens.
"""

from __future__ import annotations

from dataclasses import dataclass

from lib.months import MonthRange
from lib.tables import Tables
from lib.text import _
from lib.trail import Answer, ask, ask_months


@dataclass(frozen=True)
class Part:
    """A part of the total: what it counts in SQL, what it is called, and its color in the palette.

    ``hatched`` is a part that the source does not divide further in some months.
    """

    name: str
    sql: str
    label: str
    color: str
    hatched: bool = False


@dataclass(frozen=True)
class Breakdown:
    """The total in parts, from the bottom of a stack to its top.

    ``compared`` are the parts that every month has, and so those of which means are taken.
    """

    id: str
    title: str
    parts: tuple[Part, ...]
    compared: tuple[Part, ...]
    note: str


TOTAL = "removals_and_returns"


def by_agency() -> Breakdown:
    """By the agency that first arrested the person."""
    parts = (
        Part("by_ice", "arrested_by_ice", _("ICE"), "by_ice"),
        Part("by_cbp", "arrested_by_cbp", _("CBP"), "by_cbp"),
        Part(
            "neither_agency",
            f"{TOTAL} - arrested_by_ice - arrested_by_cbp",
            _("another or not known"),
            "rest",
        ),
    )
    note = _("Another or not known: the total less the two, which rounding can make a ten too few.")
    return Breakdown("agency", _("Removals and returns, by who arrested"), parts, parts, note)


def by_criminality() -> Breakdown:
    """By whether the person was convicted, and, where the source has it, had charges pending.

    The finer classes of convictions stand in the source too; before October 2021 it puts all
    convictions into one class called other or unknown, so they are not drawn.
    """
    convicted = Part("convicted", "convicted", _("convicted"), "convicted")
    parts = (
        convicted,
        Part("pending_charges", "pending_charges", _("charges pending"), "pending"),
        Part("no_charges", '"other"', _("no conviction or charges"), "neither"),
        Part(
            "not_divided",
            "CASE WHEN pending_charges IS NULL THEN non_criminal END",
            _("not convicted, undivided"),
            "rest",
            hatched=True,
        ),
    )
    compared = (convicted, Part("non_criminal", "non_criminal", _("not convicted"), "rest"))
    note = _(
        "Convicted means of any crime, illegal entry and minor offenses among them. Pending "
        "charges are given from October 2017 on; before that the source has only who was not "
        "convicted."
    )
    title = _("Removals and returns, by criminality")
    return Breakdown("criminality", title, parts, compared, note)


def by_month(tables: Tables, breakdown: Breakdown, months: MonthRange) -> Answer:
    """The parts of each month of a range.

    One row per month: ``month``, ``total``, a column for each part (people; None where the source
    does not give it) and one with its share of the total (``..._share``, 0 to 1), and
    ``provisional``."""
    columns = ",\n    ".join(
        f"{part.sql} AS {part.name}, {part.name} / total AS {part.name}_share"
        for part in breakdown.parts
    )
    sql = f"""
SELECT month, {TOTAL} AS total,
    {columns},
    provisional
FROM ero_removals WHERE month BETWEEN $first AND $last ORDER BY month
""".strip()
    return ask_months(tables, breakdown.title, sql, months)


def means(tables: Tables, breakdown: Breakdown, first: MonthRange, second: MonthRange) -> Answer:
    """The mean month of each part in two groups of months, whole months only.

    One row per part, in order, and one for the ``total``: ``part``, ``first`` and ``second``
    (people a month; None where the group has no month), ``first_share`` and ``second_share`` (of
    the total, 0 to 1), ``difference`` (second less first), ``percent`` (of the first), and
    ``first_months`` and ``second_months`` (how many months the means are over)."""
    every = [*((part.name, part.sql) for part in breakdown.compared), ("total", TOTAL)]
    parts = "\n    UNION ALL\n    ".join(
        f"SELECT {place} AS place, '{name}' AS part, month, {sql} AS people, {TOTAL} AS total "
        "FROM ero_removals WHERE whole"
        for place, (name, sql) in enumerate(every)
    )
    sql = _MEANS.format(parts=parts)
    what = _("{title}, mean months", title=breakdown.title)
    return ask(tables, what, sql, _bounds(first, second))


def citizenship_by_month(tables: Tables, months: MonthRange) -> Answer:
    """Removals and returns of each month by citizenship, the citizenship with the most in the range
    first and all that the source does not name last.

    One row per citizenship and month: ``citizenship`` (as the source has it), ``month``,
    ``people``, ``in_range`` (of the citizenship, over the range) and ``provisional``."""
    sql = f"""
SELECT citizenship, month, {TOTAL} AS people,
    (sum({TOTAL}) OVER (PARTITION BY citizenship))::BIGINT AS in_range, provisional
FROM ero_removals_by_citizenship WHERE month BETWEEN $first AND $last
ORDER BY citizenship = '{UNNAMED}', in_range DESC, citizenship, month
""".strip()
    return ask(tables, _("Removals and returns, by citizenship"), sql, months.bounds)


UNNAMED = "Other"
"""What the source calls all citizenships that it does not name."""


def citizenship_means(tables: Tables, first: MonthRange, second: MonthRange) -> Answer:
    """The mean month of each citizenship in two groups of months, whole months only.

    As ``means``, a row per citizenship; the total is that of all of them."""
    parts = f"""SELECT 0 AS place, citizenship AS part, month, {TOTAL} AS people,
        sum({TOTAL}) OVER (PARTITION BY month) AS total
    FROM ero_removals_by_citizenship WHERE whole"""
    sql = _MEANS.format(parts=parts)
    what = _("Removals and returns by citizenship, mean months")
    return ask(tables, what, sql, _bounds(first, second))


_MEANS = """
WITH parts AS (
    {parts}
), means AS (
    SELECT place, part,
        avg(people) FILTER (month BETWEEN $first AND $last) AS first,
        avg(people) FILTER (month BETWEEN $second_first AND $second_last) AS second,
        avg(total) FILTER (month BETWEEN $first AND $last) AS first_total,
        avg(total) FILTER (month BETWEEN $second_first AND $second_last) AS second_total,
        count(*) FILTER (month BETWEEN $first AND $last) AS first_months,
        count(*) FILTER (month BETWEEN $second_first AND $second_last) AS second_months
    FROM parts GROUP BY place, part
)
SELECT part, first, second, first / first_total AS first_share,
    second / second_total AS second_share, second - first AS difference,
    100 * (second - first) / nullif(first, 0) AS percent, first_months, second_months
FROM means ORDER BY place, first DESC, part
""".strip()


def _bounds(first: MonthRange, second: MonthRange) -> dict[str, object]:
    return {**first.bounds, **{f"second_{end}": day for end, day in second.bounds.items()}}
