"""How a chart is cited: from the sources of its own numbers, with the version of the data."""

from __future__ import annotations

from lib.charts.chart import Chart
from lib.sources import cited
from lib.tables import Tables
from lib.text import _
from lib.versions import version


def citation(tables: Tables, chart: Chart) -> str:
    """The citation, with ``[date]`` and ``[address]`` where the day and the address of the view
    belong, which only the reader's browser knows."""
    return _(
        "“{title}.” Removals by Month, data version {version}. [address] (retrieved [date]). "
        "Source: {sources}.",
        title=chart.title,
        version=version(tables),
        sources="; ".join(cited(tables, chart.credit)),
    )
