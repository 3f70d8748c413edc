"""How a visitor sees the charts: light or dark, and with how much room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lib.charts import ruler
from lib.charts.palette import DARK, LIGHT, mixed

Width = Literal["small", "narrow", "medium", "broad", "wide", "full", "picture"]
"""Room for charts on a small telephone and on a usual one, beside the open navigation on a tablet,
on a tablet without it, in a small window on a desk, and in a usual one; and in a picture that
leaves the page."""


@dataclass(frozen=True)
class _Sizes:
    """Pixels: what a figure is wide at least, and the sizes of its text."""

    figure: int
    title: int
    subtitle: int
    text: int
    notes: int


_SIZES: dict[Width, _Sizes] = {
    "small": _Sizes(figure=294, title=17, subtitle=13, text=12, notes=11),
    "narrow": _Sizes(figure=326, title=17, subtitle=13, text=12, notes=11),
    "medium": _Sizes(figure=406, title=18, subtitle=13, text=12, notes=12),
    "broad": _Sizes(figure=530, title=19, subtitle=14, text=13, notes=12),
    "wide": _Sizes(figure=756, title=20, subtitle=14, text=13, notes=12),
    "full": _Sizes(figure=980, title=20, subtitle=14, text=13, notes=12),
    "picture": _Sizes(figure=1200, title=24, subtitle=15, text=13, notes=11),
}


def fitting(pixels: float) -> Width:
    """The widest that a chart with so much room is drawn for."""
    widths = (width for width in _SIZES if width != "picture")
    return max(
        (width for width in widths if _SIZES[width].figure <= pixels),
        key=lambda width: _SIZES[width].figure,
        default="small",
    )


EDGE = 13
"""Pixels from the left edge of the figure to its title and notes; on the right they stay about as
far away."""


@dataclass(frozen=True)
class Look:
    """How a visitor sees the charts: light or dark, and with how much room."""

    dark: bool = False
    width: Width = "full"
    signed: str = ""
    """Short address and date, written at the foot of a picture."""

    @property
    def beside(self) -> bool:
        """Whether there is room for words beside the lines; where not, they stand in the notes."""
        return self.width in ("broad", "wide", "full", "picture")

    @property
    def picture(self) -> bool:
        """Whether the chart leaves the page, where nobody can point at it."""
        return self.width == "picture"

    @property
    def color(self) -> dict[str, str]:
        return DARK if self.dark else LIGHT

    def ink(self, name: str) -> str:
        """A color of the palette for words: one that is too pale for them gives way to gray."""
        return self.color["muted" if name == "rest" else name]

    def tint(self, name: str, strength: float) -> str:
        """A color of the palette, paler: laid over the background."""
        return mixed(self.color[name], self.color["background"], strength)

    @property
    def sizes(self) -> _Sizes:
        return _SIZES[self.width]

    @property
    def size(self) -> int:
        """Pixels of the text on the axes."""
        return self.sizes.text

    @property
    def room(self) -> int:
        """Pixels that a line of text has from edge to edge."""
        return self.sizes.figure - 2 * EDGE

    def wrap(self, text: str, size: float, *, bold: bool = False) -> tuple[str, ...]:
        """Lines that fit the figure at a font size in pixels; text in a picture does not flow by
        itself."""
        return ruler.wrap(text, self.room, size, bold=bold)

    def balance(self, text: str, size: float, *, bold: bool = False) -> tuple[str, ...]:
        """As few lines as ``wrap`` makes, as even as they can be."""
        return ruler.balance(text, self.room, size, bold=bold)
