"""One palette and one layout for every chart.

The colours keep apart for readers with any common colour blindness and have a contrast of at least 3 to 1 with the
background, in light and in dark; ``tests/test_style.py`` measures both. A figure says everything it has to say
inside itself, because it leaves the page as a picture.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import Any

FONT = '"Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif'

LIGHT = {
    "background": "#ffffff", "ink": "#1b2430", "muted": "#5a6572", "grid": "#e3e7ec", "axis": "#9aa4b0",
    "hatch": "#8a94a0",
    "all": "#3f4a57", "sc": "#1767b3", "detainer": "#b3246f",
    "first": "#00756c", "second": "#c05a00", "rest": "#aab2bc",
    "secure_communities": "#f1f3f6", "pep": "#e2f0ee", "trump": "#faecdd",
}  # fmt: skip
DARK = {
    "background": "#12161c", "ink": "#e9edf2", "muted": "#a7b1bd", "grid": "#2a313a", "axis": "#69747f",
    "hatch": "#8a94a0",
    "all": "#cbd3dc", "sc": "#5aa9f0", "detainer": "#ee6fae",
    "first": "#2fb9ab", "second": "#f09a45", "rest": "#5d6772",
    "secure_communities": "#191e26", "pep": "#14292b", "trump": "#2c2219",
}  # fmt: skip

PNG_WIDTH, PNG_HEIGHT, PNG_SCALE = 1200, 675, 2
"""At scale 2 the picture has 2400 x 1350 pixels."""


@dataclass(frozen=True)
class Look:
    """How a visitor sees the charts: light or dark, on a wide or a narrow screen."""

    dark: bool = False
    narrow: bool = False

    @property
    def colour(self) -> dict[str, str]:
        return DARK if self.dark else LIGHT

    @property
    def plot_width(self) -> int:
        """Pixels that the months have at least; what is placed beside each other is placed for this width."""
        return 250 if self.narrow else 600

    @property
    def size(self) -> int:
        return 12 if self.narrow else 13

    def wrap(self, text: str, size: int) -> list[str]:
        """Lines that fit the figure at a font size in pixels; text in a picture does not flow by itself."""
        width = 320 if self.narrow else 780
        return textwrap.wrap(text, int(width / (size * 0.54)))


def mixed(colour: str, background: str, strength: float) -> str:
    """A colour laid over a background, as an opaque one."""
    pairs = zip(_channels(colour), _channels(background), strict=True)
    return "#" + "".join(f"{round(over * strength + under * (1 - strength)):02x}" for over, under in pairs)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def layout(
    look: Look, *, title: str, subtitle: str, notes: list[str], x_title: str, y_title: str, right: int, top: int = 0
) -> dict[str, Any]:
    """The layout all charts share: title and subtitle above, notes and source below, room for both.

    ``right`` is the room for labels beside the plot, ``top`` that for labels on its upper edge, in pixels.
    """
    colour = look.colour
    title_size, subtitle_size, note_size = (17, 13, 11) if look.narrow else (21, 14, 12)
    title_lines, subtitle_lines = look.wrap(title, title_size + 1), look.wrap(subtitle, subtitle_size)
    note_lines = [line for note in notes for line in look.wrap(note, note_size)]
    left = 52 if look.narrow else 76
    above = 18 + len(title_lines) * title_size * 1.3 + len(subtitle_lines) * subtitle_size * 1.35 + 16 + top
    axis_room = 58 if x_title else 40
    below = axis_room + len(note_lines) * note_size * 1.4 + 14
    head = f"<b>{'<br>'.join(title_lines)}</b>" + "".join(
        f'<br><span style="font-size:{subtitle_size}px;color:{colour["muted"]}">{line}</span>'
        for line in subtitle_lines
    )
    axis = {
        "color": colour["muted"],
        "linecolor": colour["axis"],
        "gridcolor": colour["grid"],
        "zeroline": False,
        "tickfont": {"size": look.size},
        "fixedrange": True,
    }
    return {
        # An empty template: the default one is copied and checked for every figure.
        "template": {},
        "font": {"family": FONT, "size": look.size, "color": colour["ink"]},
        "paper_bgcolor": colour["background"],
        "plot_bgcolor": colour["background"],
        "height": 560 if look.narrow else 540,
        "margin": {"l": left, "r": right, "t": above, "b": below, "pad": 0, "autoexpand": False},
        "title": {
            "text": head,
            "font": {"size": title_size, "color": colour["ink"]},
            "x": 0, "xref": "container", "xanchor": "left", "y": 1, "yref": "container", "yanchor": "top",
            "pad": {"l": 14, "t": 16},
        },
        "annotations": [
            {
                "text": "<br>".join(note_lines),
                "font": {"size": note_size, "color": colour["muted"]},
                "xref": "paper", "x": 0, "xanchor": "left", "xshift": 14 - left,
                "yref": "paper", "y": 0, "yanchor": "top", "yshift": -axis_room,
                "align": "left", "showarrow": False,
            }
        ],
        "shapes": [],
        "showlegend": False,
        "dragmode": False,
        "hovermode": "x unified",
        "hoverlabel": {
            "bgcolor": colour["background"], "bordercolor": colour["axis"],
            "font": {"family": FONT, "size": 13, "color": colour["ink"]}, "align": "left",
        },
        "xaxis": axis | {"title": {"text": x_title, "standoff": 8}, "showgrid": False, "showline": True,
                         "ticks": "outside", "tickcolor": colour["axis"]},
        "yaxis": axis | {"title": {"text": y_title, "standoff": 6}, "showgrid": True, "showline": False},
    }  # fmt: skip
