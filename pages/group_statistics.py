"""The statistics of two groups of months, written for people."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from lib.charts import Group
from lib.compare import Comparison, Statistics
from lib.months import Month
from lib.text import _
from lib.words import difference_words, number


def statistics_table(comparison: Comparison, groups: Sequence[Group]) -> pd.DataFrame:
    """The statistics of both groups: a row for each, a column for each group."""
    kind = comparison.measure.kind
    sides = (comparison.first, comparison.second)
    names = [group.name for group in groups]
    columns = [_column(side, group, kind) for side, group in zip(sides, groups, strict=True)]
    rows = {name: [column[name] for column in columns] for name in columns[0]}
    between = difference_words(comparison)
    rows[_("Second compared with first")] = ["", between]
    return pd.DataFrame([[name, *cells] for name, cells in rows.items()], columns=["", *names])


def _column(side: Statistics, group: Group, kind: str) -> dict[str, str]:
    """What the table says of one group, by the name of the row."""
    months = group.months
    column = {
        _("From"): months.first.words,
        _("To"): months.last.words,
        _("Months"): str(side.months),
        _("Months that count"): str(side.known),
    }
    if kind == "count":
        column[_("Total, known months")] = number(side.total, kind)
        column[_("Mean month")] = number(side.mean, kind)
    else:
        column[_("Sum over sum")] = number(side.mean, kind)
    return column | {
        _("Median month"): number(side.median, kind),
        _("Lowest month"): _extreme(side.lowest, side.lowest_month, kind),
        _("Highest month"): _extreme(side.highest, side.highest_month, kind),
    }


def _extreme(value: float | None, month: Month | None, kind: str) -> str:
    return number(value, kind) + (f" ({month.short})" if month else "")
