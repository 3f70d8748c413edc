"""The months that Table 1 does not print, recovered from the running averages that it does.

Table 1 prints twelve months, and for each the mean of it and the eleven before, rounded to a whole
number. From one average to the next one month joins and one leaves, so with S(t) for the sum of the
twelve months to t

    x(t - 12) = x(t) - (S(t) - S(t - 1)),    12 avg(t) - 6 <= S(t) <= 12 avg(t) + 6,

and the last sum is known exactly, because all of its months are printed. Given the sums, each month
that leaves is given, and together they add up to the first sum by themselves; so the only further
limit is that no count is negative."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lib.datapackage import DataError
from lib.months import Month
from lib.sql import identifier
from lib.tables import Tables

WINDOW = 12
"""Months in a running average."""

COLUMNS = ("any_offense", "serious_offense")
"""The columns of Table 1 that have a running average beside them, named <column>_average."""

Interval = tuple[int, int]
"""Least and greatest whole number, both included."""


@dataclass(frozen=True)
class Derivation:
    """One recovered month, with the numbers it is derived from.

    middle = count - (12 average - 12 average_before), where the later sum is taken as the exact one
    for the last month."""

    month: Month
    joining: Month
    """The month twelve later, which joins the average as this one leaves it."""
    count: int
    """The joining month's printed count."""
    average: int
    """The joining month's published average."""
    average_before: int
    """The published average of the month before the joining one, whose window this month opens."""
    sums: Interval
    """What the sum of the window that ends with the joining month can be; one number where it is
    known exactly."""
    sums_before: Interval
    """What the sum of the window before it can be."""
    low: int
    high: int

    @property
    def exact(self) -> bool:
        """Whether the later sum is known exactly, because all of its months are printed."""
        return self.sums[0] == self.sums[1]

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2


def unprinted(
    counts: Sequence[int], averages: Sequence[int], window: int = WINDOW
) -> list[Interval]:
    """The counts of the ``window - 1`` months before the first printed one, oldest first, each as
    the tightest interval that all the averages allow.

    ``counts`` and ``averages`` belong to the same consecutive months, ``window`` of them or more.
    An average may have been rounded either way at a half. Raises ValueError where too few months
    are printed to close a window, and where no counts of zero or more can give all the averages.
    """
    sums = _sums(counts, averages, window)
    # The sums form a chain: between neighbors only the month that leaves is free, and it is zero or
    # more, so S(t) <= S(t - 1) + x(t). One pass each way tightens every sum as far as the whole
    # chain allows.
    for t in range(1, window):
        low, high = sums[t]
        sums[t] = low, min(high, sums[t - 1][1] + counts[t])
    for t in range(window - 1, 0, -1):
        low, high = sums[t - 1]
        sums[t - 1] = max(low, sums[t][0] - counts[t]), high
    if any(low > high for low, high in sums):
        raise ValueError("no counts of zero or more give all of these running averages")
    return [
        (max(0, sums[t - 1][0] - sums[t][1] + counts[t]), sums[t - 1][1] - sums[t][0] + counts[t])
        for t in range(1, window)
    ]


def with_recovered(column: str) -> str:
    """SQL for the printed and the recovered months of a column, one row per month: ``month``, the
    column (of a recovered month the middle of its interval), ``<column>_low``, ``<column>_high``
    and ``recovered``.

    For the places where a number has to name its query. It leaves out the one refinement of
    ``unprinted`` that plays a part only where a month may have had next to no one: that no count in
    the chain is negative. Its intervals are never narrower; on Table 1 they are the same, which a
    test shows."""
    _check(column)
    count, average, low, high = map(
        identifier, (column, f"{column}_average", f"{column}_low", f"{column}_high")
    )
    return f"""
    WITH printed AS (
        SELECT month, {count} AS n, {average} AS average,
            row_number() OVER (ORDER BY month) AS place
        FROM convicted_removals
    ), sums AS ( -- of the window that ends with the month: known where all its months are printed
        SELECT month, n, place,
            CASE WHEN place = {WINDOW} THEN sum(n) OVER (ORDER BY month)
                ELSE {WINDOW} * average - {WINDOW // 2} END AS least,
            CASE WHEN place = {WINDOW} THEN sum(n) OVER (ORDER BY month)
                ELSE {WINDOW} * average + {WINDOW // 2} END AS most
        FROM printed WHERE place <= {WINDOW} AND (SELECT count(*) FROM printed) >= {WINDOW}
    ), recovered AS ( -- what leaves a window is what enters it less what the sum grows by
        SELECT CAST(month - INTERVAL {WINDOW} MONTH AS DATE) AS month,
            greatest(0, n - (most - lag(least) OVER (ORDER BY month)))::BIGINT AS low,
            (n - (least - lag(most) OVER (ORDER BY month)))::BIGINT AS high
        FROM sums
    )
    SELECT month, n AS {count}, n AS {low}, n AS {high}, false AS recovered FROM printed
    UNION ALL
    SELECT month, (low + high) // 2, low, high, true FROM recovered WHERE high IS NOT NULL
    """.strip()


def _check(column: str) -> None:
    if column not in COLUMNS:
        raise KeyError(f"“{column}” has no running average; these have: {', '.join(COLUMNS)}")


def derivations(tables: Tables, column: str) -> list[Derivation]:
    """The numbers behind every recovered month of a column, in order."""
    _check(column)
    rows = tables.rows(
        f"SELECT {identifier(column)} AS count, {identifier(f'{column}_average')} AS average "
        "FROM convicted_removals ORDER BY month"
    )
    counts, averages = [row["count"] for row in rows], [row["average"] for row in rows]
    try:
        intervals = unprinted(counts, averages)
        sums = _sums(counts, averages, WINDOW)
    except ValueError as error:
        raise DataError("convicted_removals.csv", str(error), column=f"{column}_average") from None
    first = tables.extent("convicted_removals").first
    return [
        Derivation(
            month=first + (t - WINDOW),
            joining=first + t,
            count=counts[t],
            average=averages[t],
            average_before=averages[t - 1],
            sums=sums[t],
            sums_before=sums[t - 1],
            low=low,
            high=high,
        )
        for t, (low, high) in enumerate(intervals, start=1)
    ]


def _sums(counts: Sequence[int], averages: Sequence[int], window: int) -> list[Interval]:
    """What the sums of the first windows can be, given their own averages: one per month, the last
    known exactly."""
    if len(counts) < window or len(averages) < window:
        raise ValueError(
            f"a running average of {window} months can be taken apart only where {window} months "
            "are printed"
        )
    # A mean rounds to a where it lies within a half of it, both ends included, since the rule for
    # halves is not known.
    half = window // 2
    sums = [
        (window * average - half, window * average + half) for average in averages[: window - 1]
    ]
    last = sum(counts[:window])
    if not window * averages[window - 1] - half <= last <= window * averages[window - 1] + half:
        raise ValueError("the last running average is not the mean of the printed months")
    return [*sums, (last, last)]
