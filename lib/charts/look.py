"""How a visitor sees the charts: light or dark, on a wide or a narrow screen."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from lib.charts.palette import DARK, LIGHT, mixed


@dataclass(frozen=True)
class Look:
    """How a visitor sees the charts: light or dark, on a wide or a narrow screen."""

    dark: bool = False
    narrow: bool = False

    @property
    def color(self) -> dict[str, str]:
        return DARK if self.dark else LIGHT

    def tint(self, name: str, strength: float) -> str:
        """A color of the palette, paler: laid over the background."""
        return mixed(self.color[name], self.color["background"], strength)

    @property
    def plot_width(self) -> int:
        """Pixels that the months have at least; what is placed beside each other is placed for this width."""
        return 250 if self.narrow else 600

    @property
    def size(self) -> int:
        return 12 if self.narrow else 13

    def wrap(self, text: str, size: float) -> list[str]:
        """Lines that fit the figure at a font size in pixels; text in a picture does not flow by itself."""
        width = 310 if self.narrow else 790
        return textwrap.wrap(text, int(width / (size * 0.55)))

    def balance(self, text: str, size: float) -> list[str]:
        """As few lines as ``wrap`` makes, as even as they can be: no single word on the last of them."""
        lines = self.wrap(text, size)
        for fits in range(max(map(len, lines)), max(map(len, text.split())), -1):
            if len(narrower := textwrap.wrap(text, fits)) > len(lines):
                break
            lines = narrower
        return lines
