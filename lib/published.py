"""The averages that Table 1 prints beside its months, and the months that they let one recover:
those that it does not print and its averages determine, up to rounding."""

from __future__ import annotations

from dataclasses import replace

from lib.averages import with_recovered
from lib.catalog import Measure
from lib.measures import Series
from lib.sql import identifier
from lib.tables import Tables
from lib.text import _
from lib.trail import Answer, ask


def recovered_words() -> str:
    """What a month is called that Table 1 does not print and its averages determine, up to
    rounding."""
    return _("recovered from the published averages")


def recovering(measure: Measure) -> Measure:
    """The measure over the months before it, too, that its published averages let one recover.

    Raises ValueError for a measure of which none can be.
    """
    if not measure.recovers:
        raise ValueError(f"{measure.title} has no published averages to recover months from")
    return replace(
        measure,
        id=f"{measure.id}_with_recovered",
        formula=_(
            "{formula}; for months that Table 1 does not print, the middle of the interval "
            "{recovered}",
            formula=measure.formula,
            recovered=recovered_words(),
        ),
        recovers=False,
        part_query=with_recovered(measure.part.name),
    )


def published_change(tables: Tables) -> Answer:
    """The last row of Table 1, recomputed: one row, each column's last month less its first."""
    names = ("any_offense", "serious_offense", "any_offense_average", "serious_offense_average")
    changes = ", ".join(
        f"arg_max({name}, month) - arg_min({name}, month) AS {name}"
        for name in map(identifier, names)
    )
    sql = f"SELECT {changes} FROM convicted_removals"
    return ask(tables, _("The change row of Table 1"), sql)


def published_averages(tables: Tables, series: Series) -> Answer:
    """The 12-month averages that the source printed for the months of a series.

    One row per month: ``month`` and ``value`` (people, a whole number). Only Table 1 has them;
    KeyError for another measure."""
    printed = {
        "any_offense": "any_offense_average",
        "serious_offense": "serious_offense_average",
    }[series.measure.part.name]
    sql = f"""
SELECT month, {identifier(printed)} AS value FROM convicted_removals
WHERE month BETWEEN $first AND $last ORDER BY month
""".strip()
    what = _("{measure}, published averages", measure=series.measure.title)
    return ask(tables, what, sql, series.months.bounds)


def recovered_intervals(tables: Tables, series: Series) -> Answer:
    """Between what the recovered months of a series of a ``recovering`` measure must lie.

    One row per recovered month: ``month``, ``low`` and ``high`` (in the unit of the series: people,
    or a share of 1)."""
    measure = series.measure
    low, high = (identifier(f"{measure.part.name}_{end}") for end in ("low", "high"))
    whole = identifier(measure.whole.name) if measure.whole else "1"
    joined = f" JOIN {identifier(measure.whole.table)} USING (month)" if measure.whole else ""
    sql = f"""
SELECT month, {low} / {whole} AS low, {high} / {whole} AS high
FROM ({measure.part_query}) AS {identifier(measure.part.table)}{joined}
WHERE recovered AND month BETWEEN $first AND $last ORDER BY month
""".strip()
    what = _("{measure}, intervals {recovered}", measure=measure.title, recovered=recovered_words())
    return ask(tables, what, sql, series.months.bounds)
