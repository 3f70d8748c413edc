"""One palette and one layout for every chart.

The colors keep apart for readers with any common color blindness and have a contrast of at least 3 to 1 with the
background, in light and in dark; ``tests/charts/test_style.py`` measures both. A figure says everything it has to say
inside itself, because it leaves the page as a picture.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from lib.charts.ruler import FAMILY

FONT = (
    f'"{FAMILY}", "Source Sans 3", "Source Sans", "Source Sans Pro", Helvetica, Arial, sans-serif'
)

LIGHT = {
    "background": "#ffffff", "ink": "#1b2430", "muted": "#5a6572", "grid": "#e3e7ec", "axis": "#9aa4b0",
    "hatch": "#8a94a0",
    "all": "#232b35", "sc": "#1767b3", "detainer": "#b3246f", "records": "#996600", "own": "#6600cc",
    "first": "#00756c", "second": "#b85600", "rest": "#aab2bc",
    "secure_communities": "#f1f3f6", "pep": "#e2f0ee", "trump": "#faecdd",
}  # fmt: skip
DARK = {
    "background": "#12161c", "ink": "#e9edf2", "muted": "#a7b1bd", "grid": "#2a313a", "axis": "#69747f",
    "hatch": "#8a94a0",
    "all": "#cbd3dc", "sc": "#5aa9f0", "detainer": "#ee6fae", "records": "#ecc813", "own": "#f04242",
    "first": "#2fb9ab", "second": "#f09a45", "rest": "#5d6772",
    "secure_communities": "#191e26", "pep": "#14292b", "trump": "#2c2219",
}  # fmt: skip

AXIS_ROOM = 76
"""Pixels below the plot for the labels of the months and the title of the axis."""

PLOT_HEIGHT = 330
"""Pixels from the bottom to the top of the plot on the page."""

PNG_WIDTH, PNG_HEIGHT, PNG_SCALE = 1200, 675, 2
"""At scale 2 the picture has 2400 x 1350 pixels."""


@dataclass(frozen=True)
class Look:
    """How a visitor sees the charts: light or dark, on a wide or a narrow screen."""

    dark: bool = False
    narrow: bool = False

    @property
    def color(self) -> dict[str, str]:
        return DARK if self.dark else LIGHT

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


def mixed(color: str, background: str, strength: float) -> str:
    """A color laid over a background, as an opaque one."""
    pairs = zip(_channels(color), _channels(background), strict=True)
    return "#" + "".join(
        f"{round(over * strength + under * (1 - strength)):02x}" for over, under in pairs
    )


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def layout(
    look: Look, *, title: str, subtitle: str, x_title: str, y_title: str, right: int, top: int = 0
) -> dict[str, Any]:
    """The layout all charts share: title and subtitle above; ``set_notes`` adds the notes and the source below.

    ``right`` is the room for labels beside the plot, ``top`` that for labels on its upper edge, in pixels.
    """
    color = look.color
    title_size, subtitle_size = (17, 13) if look.narrow else (21, 14)
    # Bold letters are wider.
    title_lines, subtitle_lines = (
        look.balance(title, title_size * 1.12),
        look.balance(subtitle, subtitle_size),
    )
    left = 70 if look.narrow else 88
    subtitle_height = len(subtitle_lines) * subtitle_size * 1.3
    above = 20 + len(title_lines) * title_size * 1.3 + 10 + subtitle_height + top
    below = AXIS_ROOM + 14
    axis = {
        "color": color["muted"],
        "linecolor": color["axis"],
        "gridcolor": color["grid"],
        "zeroline": False,
        "tickfont": {"size": look.size},
        "fixedrange": True,
    }
    return {
        # An empty template: the default one is copied and checked for every figure.
        "template": {},
        "font": {"family": FONT, "size": look.size, "color": color["ink"]},
        "paper_bgcolor": color["background"],
        "plot_bgcolor": color["background"],
        "height": 560 if look.narrow else 540,
        "margin": {"l": left, "r": right, "t": above, "b": below, "pad": 0, "autoexpand": False},
        # Both are anchored to the plot, because the picture is not as high as the chart on the page; Plotly's own title
        # is placed by a share of the height and would run into what stands below it.
        "annotations": [
            _heading(subtitle_lines, subtitle_size, color["muted"], top + 6, left),
            _heading([f"<b>{line}</b>" for line in title_lines], title_size, color["ink"], top + 10 + subtitle_height, left)
            | {"name": "title"},
        ],
        "shapes": [],
        "showlegend": False,
        "dragmode": False,
        "hovermode": "x unified",
        "hoverlabel": {
            "bgcolor": color["background"], "bordercolor": color["axis"],
            "font": {"family": FONT, "size": 13, "color": color["ink"]}, "align": "left",
        },
        "xaxis": axis | {"title": {"text": x_title, "standoff": 10, "font": {"size": look.size}}, "showgrid": False, "showline": True,
                         "ticks": "outside", "tickcolor": color["axis"]},
        "yaxis": axis | {"title": {"text": y_title, "standoff": 8, "font": {"size": look.size}}, "showgrid": True, "showline": False},
    }  # fmt: skip


def _heading(lines: list[str], size: int, color: str, above: float, left: int) -> dict[str, Any]:
    """Lines above the plot, at the left edge of the figure; ``above`` is their distance from the plot in pixels."""
    return {
        "text": "<br>".join(lines), "font": {"size": size, "color": color},
        "xref": "paper", "x": 0, "xanchor": "left", "xshift": 13 - left,
        "yref": "paper", "y": 1, "yanchor": "bottom", "yshift": above,
        "align": "left", "showarrow": False,
    }  # fmt: skip


def figure_title(figure: dict[str, Any]) -> str:
    """The title as it is written into a figure, without its markup."""
    written = next(
        note["text"] for note in figure["layout"]["annotations"] if note.get("name") == "title"
    )
    return re.sub(r"<[^>]+>", "", written.replace("<br>", " "))


def source_words(figure: dict[str, Any]) -> str:
    """What is said in the figure about where its numbers are from, without its markup."""
    notes = re.sub(r"<[^>]+>", "", figure["layout"]["annotations"][-1]["text"].replace("<br>", " "))
    return next(notes[notes.find(word) :] for word in ("Source:", "Stated in:") if word in notes)


_OWN_LINE = ("Colors", "Events:", "Source:", "Stated in:", "Verdict:")


def set_notes(figure: dict[str, Any], look: Look, notes: list[str]) -> None:
    """Writes the notes below the plot, the source last, and makes room for them.

    Notes that follow each other run on, but for those with a heading word.
    """
    size = 11 if look.narrow else 12
    paragraphs = [
        " ".join(group)
        for _, group in groupby(notes, lambda note: note if note.startswith(_OWN_LINE) else "")
    ]  # fmt: skip
    lines = [
        line
        for paragraph in paragraphs
        for line in (
            _wrap_key(paragraph, look, size) if "<span" in paragraph else look.wrap(paragraph, size)
        )
    ]
    drawn = figure["layout"]
    drawn["annotations"].append(
        {
            "text": "<br>".join(lines), "font": {"size": size, "color": look.color["muted"]},
            "xref": "paper", "x": 0, "xanchor": "left", "xshift": 13 - drawn["margin"]["l"],
            "yref": "paper", "y": 0, "yanchor": "top", "yshift": -AXIS_ROOM,
            "align": "left", "showarrow": False,
        }
    )  # fmt: skip
    drawn["margin"]["b"] = AXIS_ROOM + len(lines) * size * 1.34 + 16
    drawn["height"] = PLOT_HEIGHT + drawn["margin"]["t"] + drawn["margin"]["b"]


def _wrap_key(note: str, look: Look, size: int) -> list[str]:
    """The lines of a key of colored words, broken between them."""
    lines, length = [""], 0
    for piece in note.split(", "):
        plain = len(re.sub(r"<[^>]*>", "", piece)) + 2
        if length and (length + plain) * size * 0.52 > (310 if look.narrow else 790):
            lines[-1] += ","
            lines.append("")
            length = 0
        lines[-1] += (", " if length else "") + piece
        length += plain
    return lines
