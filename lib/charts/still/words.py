"""Words in a still: the few tags that our figures have, and the room that words take."""

from __future__ import annotations

import re
from html import unescape
from xml.sax.saxutils import escape

from lib.charts import ruler
from lib.charts.still.known import Unknown

LINE = 1.3
"""From line to line, in sizes of the letters."""

MIDDLE = 0.35
"""From the middle of a line down to what its letters stand on, in sizes."""

_DEPTH = 0.34

_TAG = re.compile(r"<[^>]*>")
_COLORED = re.compile(r'<span style="color:\s*(#[0-9a-f]{3,6})">')


def svg_number(value: float) -> str:
    """Hundredths of a pixel, as Plotly rounds."""
    return f"{round(value, 2):.10g}"


def height(markup: str, size: float) -> float:
    """Pixels from the top of the first line to the bottom of the last: the letters reach their size
    above what they stand on, and a third of it below, in whole pixels."""
    return round(size) + depth(size) + LINE * size * markup.count("<br>")


def depth(size: float) -> int:
    """Pixels that letters reach below what they stand on."""
    return int(_DEPTH * size + 0.5)


def width(markup: str, size: float) -> float:
    return ruler.width(markup, size)


def text(
    markup: str, x: float, y: float, size: float, color: str, anchor: str, more: str = ""
) -> str:
    """Lines of text; ``x`` and ``y`` are where the first stands. Raises Unknown for a tag that no
    figure of ours has."""
    lines = _lines(markup)
    place = f'x="{svg_number(x)}" y="{svg_number(y)}"'
    said = (
        lines[0]
        if len(lines) == 1
        else "".join(
            f'<tspan x="{svg_number(x)}" y="{svg_number(y + row * LINE * size)}">{line}</tspan>'
            for row, line in enumerate(lines)
        )
    )
    aligned = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return (
        f'<text {place} font-size="{svg_number(size)}" fill="{color}"{aligned}{more}>{said}</text>'
    )


def _lines(markup: str) -> list[str]:
    """Each line as SVG. A tag that is open at the end of a line is opened again in the next."""
    lines: list[str] = []
    opened: list[str] = []
    for line in markup.split("<br>"):
        said, start = "".join(opened), 0
        for tag in _TAG.finditer(line):
            said += escape(unescape(line[start : tag.start()]))
            start = tag.end()
            if opening := _opening(tag[0]):
                opened.append(opening)
            elif opened:
                opened.pop()
            else:
                raise Unknown("a tag closed that is not open")
            said += opening or "</tspan>"
        lines.append(said + escape(unescape(line[start:])) + "</tspan>" * len(opened))
    return lines


def _opening(tag: str) -> str:
    """A tag in SVG; blank for one that closes."""
    if tag in ("</b>", "</i>", "</span>"):
        return ""
    if tag == "<b>":
        return '<tspan font-weight="700">'
    if tag == "<i>":
        return '<tspan font-style="italic">'
    if colored := _COLORED.fullmatch(tag):
        return f'<tspan fill="{colored[1]}">'
    raise Unknown(f"{tag} in words")
