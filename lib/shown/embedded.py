"""A chart for another site's page: laid out for every width, light and dark."""

from __future__ import annotations

import math

from lib.charts import Look
from lib.charts.chart import Figure
from lib.charts.look import Width
from lib.shown.drawn import Draw

WIDTHS: tuple[Width, ...] = ("small", "narrow", "medium", "broad", "wide", "full")

FOOT = 36
"""Pixels of the line below the chart."""


def figures(draw: Draw, *, dark: bool) -> dict[int, Figure]:
    """The chart by the pixels that it is wide at least."""
    looks = [Look(dark=dark, width=width) for width in WIDTHS]
    return {look.sizes.figure: draw(look).figure for look in looks}


def height(draw: Draw) -> int:
    """Pixels within which the chart and the line below it are seen whole at every width."""
    tallest: float = max(each["layout"]["height"] for each in figures(draw, dark=False).values())
    return math.ceil(tallest) + FOOT
