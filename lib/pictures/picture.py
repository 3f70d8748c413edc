"""What a picture is made from, and its last line."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from lib.charts import Chart, Look
from lib.charts.sheet import PICTURE_HEIGHT, PICTURE_WIDTH
from lib.charts.spoken import plotly_language
from lib.months import day_words
from lib.text import _

Format = Literal["svg", "png"]

LONGEST = 150
"""Letters of the address in a picture at most; as in ``pages/picture.js``."""

PREVIEW_WIDTH, PREVIEW_HEIGHT = 1200, 630
"""Pixels of the picture beside a link, which the networks ask for."""


LAID_OUT = 1000
"""CSS pixels that the preview is wide: the fewest in which the chart of four panels has its
height."""


@dataclass(frozen=True)
class Picture:
    """A chart as it is drawn as a picture: its size in CSS pixels, how many pixels a PNG has for
    each, and the address of its view."""

    chart: Chart
    address: str
    width: int = PICTURE_WIDTH
    height: int = PICTURE_HEIGHT
    scale: float = 2

    @property
    def asked(self) -> dict[str, Any]:
        """What the page that draws is given: the figure, and what stands in the file."""
        return {
            "figure": self.chart.figure,
            "width": self.width,
            "height": self.height,
            "scale": self.scale,
            "title": self.chart.title,
            "source": self.chart.credit.words,
            "address": self.address,
            "config": plotly_language(),
        }


def picture(draw: Callable[[Look], Chart], address: str, day: dt.date, *, dark: bool) -> Picture:
    """The picture that the page gives away, with all notes and signed with the view's address."""
    signed = html.escape(signature(address, day), quote=False)
    return Picture(draw(Look(dark=dark, width="picture", signed=signed)), address)


def preview(draw: Callable[[Look], Chart], address: str) -> Picture:
    """The picture beside a link: in larger letters, because it is seen small."""
    scale = PREVIEW_WIDTH / LAID_OUT
    chart = draw(Look(width="full"))
    return Picture(chart, address, LAID_OUT, round(PREVIEW_HEIGHT / scale), scale)


def signature(address: str, day: dt.date) -> str:
    """Whose a picture is, the address that opens its view again, and the day."""
    parts = urlsplit(address)
    query = f"?{parts.query}" if parts.query else ""
    short = unquote(f"{parts.netloc}{parts.path}{query}").removesuffix("/")
    if len(short) > LONGEST:
        short = f"{short[:LONGEST]}…"
    return " · ".join([_("Removals by Month"), short, day_words(day)])
