"""What is kept of charts for the next reader, and what never is."""

from typing import Any

import pytest

from lib.charts import Chart, Line, Look
from lib.eras import history
from lib.later_figures import later_figures
from lib.measures import Series, own_records, series
from lib.months import Month, MonthRange
from lib.shown.kept_charts import kept_chart
from lib.tables import Tables
from tests.charts.every import removals
from tests.folders import MEASURES

MONTHS = MonthRange.parse("2015-01", "2015-12")


def own(tables: Tables) -> Series:
    measure = own_records([(Month(2015, 5), 3)], "a file", "Records", holds="Records", dated="day")
    return series(tables, measure, MONTHS, 1)


def drawn_twice(tables: Tables, *args: Any, **named: Any) -> int:
    """How often a chart is drawn that is asked for twice."""
    drawn = []

    def make(*_args: Any, **_named: Any) -> Chart:
        drawn.append(1)
        return removals(tables, MONTHS)

    for _reader in range(2):
        kept_chart(make, *args, **named)(Look())
    return len(drawn)


def test_a_chart_of_the_tables_is_drawn_once(tables: Tables) -> None:
    shown = {"sc_removals": series(tables, MEASURES["sc_removals"], MONTHS, 1)}
    later = later_figures(tables, "sc_removals")
    assert drawn_twice(tables, history(tables), shown, own=None, later=later, log=True) == 1
    assert drawn_twice(tables, [shown, ["PEP", 0.5]]) == 1


def test_a_visitor_s_own_series_is_found_however_deep_and_not_kept(tables: Tables) -> None:
    brought = own(tables)
    assert drawn_twice(tables, history(tables), own=brought) == 2
    assert drawn_twice(tables, {"shown": [{"own": (brought,)}]}) == 2


def test_what_may_hold_a_series_unseen_is_refused(tables: Tables) -> None:
    line = Line.of(own(tables))
    for args in ((line,), ([line],), ({"line": (None, line)},), (own(tables), line)):
        with pytest.raises(TypeError, match="Line"):
            drawn_twice(tables, *args)
