"""What a still knows to draw. Whatever else a figure has might change what is seen, so there is no
still of such a figure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Unknown(Exception):
    """A figure has what a still cannot draw as Plotly does."""


ANY: Any = object()
"""Any value: one that is drawn, or one that nobody sees until they point at it."""

_FONT = {"family": ANY, "size": ANY, "color": ANY}

_AXIS = {
    "type": {"date", "linear", "log"},
    "range": ANY,
    "domain": ANY,
    "anchor": ANY,
    "color": ANY,
    "gridcolor": ANY,
    "linecolor": ANY,
    "showgrid": {True, False},
    "fixedrange": ANY,
    "hoverformat": ANY,
    "nticks": ANY,
    "tickcolor": ANY,
    "tickfont": {"size": ANY},
    "tickformat": {",", ".0%", ".1%", "~s", ""},
    "ticksuffix": ANY,
    "ticktext": ANY,
    "tickvals": ANY,
    "zeroline": {True, False},
    "zerolinecolor": ANY,
    "zerolinewidth": ANY,
}

X_AXIS = _AXIS | {
    "showline": {True},
    "ticks": {"outside"},
    "title": {"text": ANY, "standoff": ANY, "font": {"size": ANY}},
}

Y_AXIS = _AXIS | {
    "showline": {False},
    "position": {0},
    "title": {"text": ANY, "standoff": ANY, "font": {"size": ANY}},
    "showticklabels": {True, False},
}

LAYOUT = {
    "template": {},
    "font": _FONT,
    "paper_bgcolor": ANY,
    "plot_bgcolor": ANY,
    "margin": {"l": ANY, "r": ANY, "t": ANY, "b": ANY, "pad": {0}, "autoexpand": {False}},
    "height": ANY,
    "annotations": ANY,
    "shapes": ANY,
    "showlegend": {False},
    "barmode": {"stack"},
    "bargap": ANY,
    # Of the pointer.
    "dragmode": ANY,
    "hovermode": ANY,
    "hoverlabel": ANY,
    "hoversubplots": ANY,
}

_TOLD = {
    "name": ANY,
    "customdata": ANY,
    "hoverinfo": ANY,
    "hovertemplate": ANY,
}

SCATTER = _TOLD | {
    "type": {"scatter"},
    "mode": {"lines", "markers", "lines+markers"},
    "x": ANY,
    "y": ANY,
    "xaxis": ANY,
    "yaxis": ANY,
    "connectgaps": {False},
    "cliponaxis": {True, False},
    "line": {"color": ANY, "width": ANY, "dash": {"solid", "dash", "dot"}},
    "marker": {
        "size": ANY,
        "color": ANY,
        "symbol": ANY,
        "line": {"width": ANY, "color": ANY},
    },
    "error_y": {
        "type": {"data"},
        "array": ANY,
        "color": ANY,
        "thickness": ANY,
        "width": ANY,
    },
    "fill": {"toself"},
    "fillcolor": ANY,
    "fillpattern": {
        "shape": {"/"},
        "size": ANY,
        "solidity": ANY,
        "fgcolor": ANY,
        "bgcolor": {"rgba(0,0,0,0)"},
    },
}

BAR = _TOLD | {
    "type": {"bar"},
    "x": ANY,
    "y": ANY,
    "width": ANY,
    "marker": {"color": ANY, "opacity": ANY, "line": {"width": {0}}},
}

SHAPE = {
    "type": {"rect", "line", "path"},
    "layer": {"above", "below"},
    "line": {"width": ANY, "color": ANY, "dash": {"solid", "dash", "dot"}},
    "fillcolor": ANY,
    "path": ANY,
    "xref": {"x", "paper"},
    "x0": ANY,
    "x1": ANY,
    "yref": ANY,
    "y0": ANY,
    "y1": ANY,
    "yanchor": ANY,
    "ysizemode": {"pixel"},
}

ANNOTATION = {
    "text": ANY,
    "name": ANY,
    "font": {"size": ANY, "color": ANY},
    "align": {"left"},
    "bgcolor": ANY,
    "borderpad": ANY,
    "opacity": ANY,
    "x": ANY,
    "y": ANY,
    "xref": {"x", "paper"},
    "yref": ANY,
    "xanchor": {"left", "center", "right"},
    "yanchor": {"top", "middle", "bottom"},
    "xshift": ANY,
    "yshift": ANY,
    "showarrow": {True, False},
    "arrowhead": {0},
    "arrowwidth": ANY,
    "arrowcolor": ANY,
    "standoff": ANY,
    "ax": ANY,
    "ay": ANY,
    "hovertext": ANY,
    "captureevents": ANY,
}


def check(found: Mapping[str, Any], known: Mapping[str, Any], where: str) -> None:
    """Raises Unknown where ``found`` has what is not ``known``: that says by name what is allowed,
    ``ANY``, one of a set, or again by name."""
    for name, value in found.items():
        if name not in known:
            raise Unknown(f"{where}: {name}")
        allowed = known[name]
        if isinstance(allowed, set):
            if not isinstance(value, (str, bool, int, float)) or value not in allowed:
                raise Unknown(f"{where}: {name} is {value!r}")
        elif allowed is not ANY:
            if not isinstance(value, Mapping):
                raise Unknown(f"{where}: {name} is {value!r}")
            check(value, allowed, f"{where}.{name}")
