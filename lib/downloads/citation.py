"""How a chart is cited: from the sources of its own numbers."""

from __future__ import annotations

from lib.charts.chart import Chart
from lib.sources import sources
from lib.tables import Tables
from lib.text import _


def source_lines(tables: Tables, chart: Chart) -> tuple[str, ...]:
    """The documents that a chart's numbers are from, each with its address where that is known."""
    addresses = {source.citation: source.address for source in sources(tables).values()}

    def line(citation: str) -> str:
        address = addresses.get(citation)
        return f"{citation}, {address}" if address and "://" in address else citation

    return tuple(map(line, chart.credit.citations))


def citation(tables: Tables, chart: Chart) -> str:
    """The citation, with ``[date]`` and ``[address]`` where the day and the address of the view
    belong, which only the reader's browser knows."""
    return _(
        "“{title}.” Removals by Month. [address] (retrieved [date]). Source: {sources}.",
        title=chart.title,
        sources="; ".join(source_lines(tables, chart)),
    )
