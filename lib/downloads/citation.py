"""How a chart is cited: from the sources of its own numbers."""

from __future__ import annotations

from lib.charts.chart import Chart
from lib.sources import cited
from lib.tables import Tables
from lib.text import _


def citation(tables: Tables, chart: Chart) -> str:
    """The citation, with ``[date]`` and ``[address]`` where the day and the address of the view
    belong, which only the reader's browser knows."""
    return _(
        "“{title}.” Removals by Month. [address] (retrieved [date]). Source: {sources}.",
        title=chart.title,
        sources="; ".join(cited(tables, chart.credit)),
    )
