"""Which months the records cover, and which of those they cover whole.

A month without a record is 0 where that may be chance, and not covered where it cannot be: a file
that holds 17 records a month and none for a year does not say that nothing happened that year.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Collection, Mapping

from lib.months import Month, MonthRange, spans

EXPECTED = 5
"""Records that a stretch of months would hold at the pace of the other months, from which on it is
not by chance that it holds none: that happens to fewer than one stretch in a hundred."""


def not_covered(counts: Mapping[Month, int], span: MonthRange) -> list[MonthRange]:
    """The stretches of months without a record that are too long for chance.

    ``counts`` holds the records of each month that has any; the span is from the first to the last.
    """
    total = sum(counts.values())
    return [
        stretch
        for stretch in spans(month for month in span if not counts.get(month))
        if total * len(stretch) >= EXPECTED * (len(span) - len(stretch))
    ]


def whole_months(
    counts: Mapping[Month, int], days: Collection[dt.date], span: MonthRange
) -> set[Month]:
    """The months that the records cover whole, judged by the days that have any.

    Each stretch of months between those not covered is judged for itself: all its months are whole,
    except a first one with no record on its first day, a last one with no record on its last day,
    and remnants at either end.
    """
    enough = sorted(counts.values())[len(counts) // 2] / 10
    gaps = {month for gap in not_covered(counts, span) for month in gap}
    whole: set[Month] = set()
    for stretch in spans(month for month in span if month not in gaps):
        full = [month for month in stretch if counts.get(month, 0) >= enough]
        if not full:
            continue
        covered = set(MonthRange(full[0], full[-1]))
        first, last = stretch.first, stretch.last
        if first.first_day not in days:
            covered.discard(first)
        if _last_day(last) not in days:
            covered.discard(last)
        whole |= covered
    return whole


def _last_day(month: Month) -> dt.date:
    return dt.date(month.year, month.number, calendar.monthrange(month.year, month.number)[1])
