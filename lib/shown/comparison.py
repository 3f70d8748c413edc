"""A comparison of two groups of months, and its charts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lib.charts import Group, groups_timeline
from lib.charts import overlay as overlay_chart
from lib.charts import same_months as same_months_chart
from lib.charts import spread as spread_chart
from lib.charts.comparison_rows import comparison_rows
from lib.charts.how_sure import depends as depends_chart
from lib.charts.how_sure import other_borders
from lib.compare import pairs
from lib.comparison_rows import Row, rows, two_groups
from lib.inference.errors import or_why
from lib.inference.levels import Levels
from lib.inference.placebo import Placebo, placebo
from lib.inference.sample import Sample
from lib.inference.sensitivity import Outcome, depends_on
from lib.inference.trend import Trend, trend
from lib.kept import kept
from lib.measures import Series, extent, series
from lib.months import MonthRange
from lib.published import recovered_intervals
from lib.shown.comparison_asked import Asked
from lib.shown.drawn import Draw
from lib.shown.kept_charts import kept_chart
from lib.tables import Tables


@dataclass(frozen=True, eq=False)
class Compared:
    """A comparison with what was found of it: ``rows`` are all measures that both groups have and
    ``row`` the one asked for; ``sample`` are the months that count, ``trend`` the first group's
    trend carried on, or for both why there is none; ``whole`` is the measure over all its
    months."""

    asked: Asked
    rows: Sequence[Row]
    row: Row
    groups: Sequence[Group]
    whole: Series
    sample: Sample | str
    trend: Trend | str

    @property
    def interval(self) -> Trend | Levels | None:
        """How sure the difference is: by the trend where there is one, else by the levels."""
        return self.row.levels if isinstance(self.trend, str) else self.trend


def compared(tables: Tables, asked: Asked) -> Compared:
    """The comparison that is asked for."""
    return (_compared if asked.measure.own else _kept)(tables, asked)


def _compared(tables: Tables, asked: Asked) -> Compared:
    measure, (first, second) = asked.measure, asked.ranges
    shown = rows(tables, [measure], first, second)
    row = next(each for each in shown if each.measure.id == measure.id)
    sides = zip(asked.names, ("first", "second"), row.series, asked.short_names, strict=True)
    groups = [
        Group(
            name,
            color,
            held,
            recovered_intervals(tables, held) if asked.is_recovered else None,
            short,
        )
        for name, color, held, short in sides
    ]
    sample, found = carried_on(tables, row, first, second)
    whole = series(tables, measure, extent(tables, measure), 1)
    return Compared(asked, shown, row, groups, whole, sample, found)


COMPARISONS = 64
"""Comparisons that are kept."""

_kept = kept(COMPARISONS)(_compared)


def carried_on(
    tables: Tables, row: Row, first: MonthRange, second: MonthRange
) -> tuple[Sample | str, Trend | str]:
    """The months of a comparison that count, and the first group's trend carried on; or for either
    why there is none."""
    sample = or_why(
        lambda: two_groups(tables, row.measure, first, second, provisional=row.provisional)
    )
    return sample, sample if isinstance(sample, str) else or_why(lambda: trend(sample))


def measures_compared(found: Compared) -> Draw | None:
    """All measures that both groups have, a row each; None where that is one."""
    return (_rows if found.asked.measure.own else _kept_rows)(found)


def _rows(found: Compared) -> Draw | None:
    if len(found.rows) < 2:
        return None
    return lambda look: comparison_rows(found.rows, found.asked.names, found.row.measure.id, look)


_kept_rows = kept_chart(_rows, COMPARISONS)


def groups_over_time(found: Compared) -> Draw | None:
    """The measure month by month with both groups; None where it has no two months."""
    return (_over_time if found.asked.measure.own else _kept_over_time)(found)


def _over_time(found: Compared) -> Draw | None:
    if found.whole.known < 2:
        return None
    carried = None if isinstance(found.trend, str) else found.trend
    return lambda look: groups_timeline(
        found.whole,
        found.groups,
        found.row.comparison,
        look,
        found=carried,
        mixed=found.asked.mixed,
    )


_kept_over_time = kept_chart(_over_time, COMPARISONS)


def outcomes(tables: Tables, found: Compared) -> tuple[Outcome, ...]:
    """What the result depends on; nothing where the groups share months."""
    first, second = (group.months for group in found.groups)
    if first.overlap(second):
        return ()
    return tuple(depends_on(tables, tables.measures, found.row.measure, first, second))


def depends(outcomes: Sequence[Outcome]) -> Draw | None:
    """The difference by other choices; None where none of them has an interval."""
    if not any(outcome.levels for outcome in outcomes):
        return None
    return lambda look: depends_chart(outcomes, look)


def other_times(found: Compared) -> Placebo | str:
    """The same difference at other borders, or why it cannot be taken."""
    sample = found.sample
    return sample if isinstance(sample, str) else or_why(lambda: placebo(sample))


def borders(found: Compared, at: Placebo | str) -> Draw | None:
    """The difference at other borders."""
    return None if isinstance(at, str) else lambda look: other_borders(at, found.whole, look)


def overlay(found: Compared) -> Draw | None:
    """Both groups laid over each other; None where neither has a month that counts."""
    if not any(group.series.counted for group in found.groups):
        return None
    return lambda look: overlay_chart(found.groups, look)


def spread(found: Compared) -> Draw | None:
    """Every month of both groups as a dot; None as above."""
    if not any(group.series.counted for group in found.groups):
        return None
    return lambda look: spread_chart(found.groups, found.row.comparison, look)


def same_months(tables: Tables, found: Compared) -> Draw | None:
    """Pairs of the same calendar month; None where the groups share none."""
    first, second = (group.months for group in found.groups)
    row = found.row
    paired = pairs(tables, row.measure, first, second, provisional=row.provisional)
    return (lambda look: same_months_chart(paired, found.groups, look)) if len(paired) else None
