"""The charts of all removals."""

from __future__ import annotations

from collections.abc import Mapping

from lib.catalog import Measure
from lib.charts import Line, timeline
from lib.charts.removals import MEASURES
from lib.charts.removals import removals as in_panels
from lib.eras import history
from lib.later_figures import later_figures
from lib.measures import Series, series
from lib.months import MonthRange
from lib.shown.drawn import Draw, Lined
from lib.shown.kept_charts import kept_chart
from lib.tables import Tables
from lib.text import _
from lib.words import number


def removals(
    tables: Tables, months: MonthRange, window: int, *, log: bool, own: Measure | None = None
) -> Lined:
    """Figure 1, rebuilt: all ICE removals, those under Secure Communities, and those connected to a
    detainer; and beside TRAC's lines the longer ones of other sources, never joined to them.

    ``own`` are a visitor's own months, laid under them."""
    shown = _shown(tables, months, window)
    lines = [Line.of(one) for one in shown.values()]
    if own is None:
        return Lined(lines, _kept(tables, months, window, log))
    brought = series(tables, own, months, window)
    return Lined([*lines, Line.of(brought)], _draw(tables, shown, log, brought))


def _shown(tables: Tables, months: MonthRange, window: int) -> dict[str, Series]:
    return {id: series(tables, tables.measures[id], months, window) for id in MEASURES}


@kept_chart
def _kept(tables: Tables, months: MonthRange, window: int, log: bool) -> Draw:
    return _draw(tables, _shown(tables, months, window), log)


def _draw(
    tables: Tables, shown: Mapping[str, Series], log: bool, own: Series | None = None
) -> Draw:
    later = later_figures(tables, "sc_removals")
    return lambda look: in_panels(history(tables), shown, look, own=own, later=later, log=log)


@kept_chart
def convicted_share(tables: Tables, months: MonthRange, window: int) -> Draw | None:
    """The share of all removals that were of people with a conviction; None where fewer than two
    months have it."""
    share = Line.of(series(tables, tables.measures["records_convicted_share"], months, window))
    if share.series.known < 2:
        return None
    known = [
        (month, value)
        for month, value in zip(share.series.calendar, share.series.complete, strict=True)
        if value is not None
    ]
    title = _("Share of all removals that were of people convicted of a crime (inferred)")
    if len(known) > 1:
        (first, before), (last, after) = known[0], known[-1]
        title = _(
            "{before} of all removals in {first} were of people convicted of a crime, {after} in "
            "{last} (inferred)",
            before=number(before, "share"),
            after=number(after, "share"),
            first=first.words,
            last=last.words,
        )
    return lambda look: timeline(
        history(tables), [share], name="convicted-share-case-records", title=title, look=look
    )
