"""A chart as Plotly draws it, as an SVG that needs no browser to be made: what a visitor sees until
Plotly is there."""

from __future__ import annotations

from itertools import product
from xml.sax.saxutils import quoteattr

from lib.charts.chart import Figure
from lib.charts.still.annotations import annotation
from lib.charts.still.axes import grid, months, upright_words
from lib.charts.still.known import LAYOUT, Unknown, check
from lib.charts.still.plot import Plot, box
from lib.charts.still.shapes import shapes
from lib.charts.still.traces import traces

__all__ = ["still"]


def still(figure: Figure, width: int) -> str | None:
    """The SVG of a figure, ``width`` pixels wide and as high as the figure says; None of one that
    has what this does not know to draw at the very pixels of Plotly.

    Its letters are those of the charts' font where the page has it."""
    try:
        return _drawn(figure, width)
    except Unknown:
        return None


def _drawn(figure: Figure, width: int) -> str:
    layout = figure["layout"]
    axes = {name for name in layout if name.startswith(("xaxis", "yaxis"))}
    check({name: value for name, value in layout.items() if name not in axes}, LAYOUT, "layout")
    if layout["plot_bgcolor"] != layout["paper_bgcolor"]:
        raise Unknown("a plot on a ground of its own")
    plot = Plot(layout, width)
    if min(plot.across, plot.down) <= 0:
        raise Unknown("no room for a plot")
    marks = traces(figure["data"], plot)
    mains = {x: (x, plot.foot(x)) for x in plot.level}
    parts = [
        box(0, width, 0, plot.height, f' fill="{layout["paper_bgcolor"]}"'),
        f"<defs>{''.join(plot.clips)}</defs>",
        shapes(layout["shapes"], plot, "below"),
    ]
    for y, x in product(plot.upright, plot.level):
        if x == "x" or (x, y) == mains[x] or (x, y) in marks:
            parts += [grid(plot, (x, y)), marks.get((x, y), "")]
        if (x, y) == mains[x]:
            parts += months(plot, x)
        if x == "x":
            parts += upright_words(plot, plot.upright[y])
    parts.append(shapes(layout["shapes"], plot, "above"))
    parts += [annotation(each, plot) for each in layout["annotations"]]
    size = f'width="{width}" height="{plot.height}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} '
        f"font-family={quoteattr(layout['font']['family'])} "
        f'style="white-space:pre;text-rendering:geometricPrecision">{"".join(parts)}</svg>'
    )
