"""A figure as Streamlit takes it, without the copies that Plotly makes of one."""

from __future__ import annotations

from plotly.basedatatypes import BaseFigure

from lib.charts.chart import Figure


class ReadyFigure(BaseFigure):  # type: ignore[misc]
    """A figure that is handed over as it is.

    Plotly's own class takes a figure apart, checks it and copies it twice, which is longer than
    drawing it; the tests check every figure once."""

    def __init__(self, figure: Figure) -> None:
        self._figure = figure

    def to_dict(self) -> Figure:
        """The figure itself, which nobody may change."""
        return self._figure
