"""One palette: the color of every measure, of the two groups of a comparison, and of everything
behind them.

Colors that stand in one chart keep apart for readers with any common color blindness, and have a
contrast of at least 3 to 1 with the background, in light and in dark;
``tests/charts/test_palette.py`` measures both. A measure has one color on every page; a part of it
has another shade of that color.
"""

from __future__ import annotations

LIGHT = {
    "background": "#ffffff", "ink": "#1b2430", "muted": "#5a6572", "grid": "#e3e7ec",
    "axis": "#9aa4b0", "hatch": "#8a94a0",
    "all": "#232b35", "sc": "#1767b3", "records": "#996600", "own": "#6600cc",
    "detainer": "#b3246f", "detainer_of_all": "#5c0d38", "issued": "#3b6e22",
    "convicted": "#6d5bd0", "serious": "#2f1a6b", "stated": "#6b2fb3",
    "first": "#00756c", "second": "#b85600", "rest": "#aab2bc",
    "official": "#045221", "by_ice": "#d63a5e", "by_cbp": "#3a6f96", "arrests": "#7c1f4b",
    "book_ins": "#00454d", "released": "#8b6f23", "border": "#55592a",
    "detention": "#9b3fb5", "pending": "#a8621f", "neither": "#347b70",
    "secure_communities": "#f1f3f6", "pep": "#e2f0ee", "trump_first": "#faecdd",
    "biden": "#eaebf6", "trump_second": "#faecdd",
}  # fmt: skip
DARK = {
    "background": "#12161c", "ink": "#e9edf2", "muted": "#a7b1bd", "grid": "#2a313a",
    "axis": "#69747f", "hatch": "#8a94a0",
    "all": "#cbd3dc", "sc": "#5aa9f0", "records": "#ecc813", "own": "#f04242",
    "detainer": "#ee6fae", "detainer_of_all": "#fbd0e4", "issued": "#8cc56a",
    "convicted": "#a894f0", "serious": "#e0d6ff", "stated": "#b58cf0",
    "first": "#2fb9ab", "second": "#f09a45", "rest": "#5d6772",
    "official": "#6fe3a0", "by_ice": "#ff7d6b", "by_cbp": "#6d9be8", "arrests": "#f0a3c4",
    "book_ins": "#5fd0da", "released": "#d99a3a", "border": "#bfc48a",
    "detention": "#d58be0", "pending": "#e8a25c", "neither": "#5fc7b6",
    "secure_communities": "#191e26", "pep": "#14292b", "trump_first": "#2c2219",
    "biden": "#1c1f33", "trump_second": "#2c2219",
}  # fmt: skip


def mixed(color: str, background: str, strength: float) -> str:
    """A color laid over a background, as an opaque one."""
    pairs = zip(_channels(color), _channels(background), strict=True)
    return "#" + "".join(
        f"{round(over * strength + under * (1 - strength)):02x}" for over, under in pairs
    )


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)
