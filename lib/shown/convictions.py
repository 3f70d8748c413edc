"""The charts of Table 1: removals of people convicted of a crime."""

from __future__ import annotations

from lib.catalog import Measure
from lib.charts import Line
from lib.charts import convictions as charts
from lib.eras import history
from lib.measures import series
from lib.months import MonthRange
from lib.published import published_averages, recovered_intervals, recovering
from lib.shown.drawn import Draw, Lined
from lib.shown.kept_charts import kept_chart
from lib.tables import Tables

CONVICTED = ("convicted_any", "convicted_serious")
OF_SC = "convicted_share_of_sc"


def convicted(tables: Tables, months: MonthRange, window: int, *, recovered: bool) -> Lined:
    """Secure Communities removals of people convicted of any and of a serious offense, with the
    months ``recovered`` from published averages or without them."""
    shown = (series(tables, _measure(tables, id, recovered), months, window) for id in CONVICTED)
    return Lined([Line.of(one) for one in shown], _convicted(tables, months, window, recovered))


@kept_chart
def _convicted(tables: Tables, months: MonthRange, window: int, recovered: bool) -> Draw:
    either, serious = (
        series(tables, _measure(tables, id, recovered), months, window) for id in CONVICTED
    )
    told = [published_averages(tables, one) for one in (either, serious)]
    between = [recovered_intervals(tables, one) for one in (either, serious)] if recovered else []
    return lambda look: charts.convictions(
        history(tables), (either, serious), look, published=told, intervals=between
    )


@kept_chart
def conviction_shares(tables: Tables, months: MonthRange, window: int, *, recovered: bool) -> Draw:
    """What share of those removed had a conviction, and of those how many a serious one."""
    shares = (
        series(tables, _measure(tables, OF_SC, recovered), months, window),
        series(tables, tables.measures["serious_share_of_convicted"], months, window),
    )
    known = [recovered_intervals(tables, shares[0])] if recovered else []
    return lambda look: charts.conviction_shares(history(tables), shares, look, known)


def _measure(tables: Tables, id: str, recovered: bool) -> Measure:
    return recovering(tables.measures[id]) if recovered else tables.measures[id]
