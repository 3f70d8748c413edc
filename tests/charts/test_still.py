"""Stills: small figures whose pixels are worked out by hand, and what there is no still of."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from typing import Any
from xml.etree import ElementTree

import pytest

from lib.charts import Look
from lib.charts.chart import Figure
from lib.charts.look import fitting
from lib.charts.still import still
from lib.shown.address import Address
from lib.shown.charts import chart, charts
from lib.tables import Tables

SVG = "{http://www.w3.org/2000/svg}"


def figure() -> Figure:
    """A plot of 200 by 100 pixels, from (50, 20): ten a day to the right, ten a number upwards."""
    axis = {"tickfont": {"size": 10}, "color": "#555555", "gridcolor": "#dddddd"}
    x = {"type": "date", "range": ["2016-01-01", "2016-01-21"], "showline": True}
    x |= {"tickvals": ["2016-01-06"], "ticktext": ["Jan<br>2016"], "linecolor": "#777777"}
    y = {"range": [0, 10], "tickvals": [0, 5], "ticktext": ["0", "5"], "showgrid": True}
    return {
        "data": [line([2, 8, None, 4], ["2016-01-01", "2016-01-11", "2016-01-13", "2016-01-16"])],
        "layout": {
            "font": {"family": '"A Font", serif', "size": 10, "color": "#111111"},
            "paper_bgcolor": "#ffffff",
            "plot_bgcolor": "#ffffff",
            "margin": {"l": 50, "r": 30, "t": 20, "b": 40, "pad": 0, "autoexpand": False},
            "height": 160,
            "annotations": [],
            "shapes": [],
            "showlegend": False,
            "xaxis": {**axis, **x},
            "yaxis": {**axis, **y},
        },
    }


def line(y: list[float | None], x: list[Any], **more: Any) -> dict[str, Any]:
    look = {"color": "#0000ff", "width": 2, "dash": "solid"}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": look, **more}


def drawn(shown: Figure) -> ElementTree.Element:
    svg = still(shown, 280)
    assert svg is not None
    return ElementTree.fromstring(svg)


def paths(root: ElementTree.Element) -> list[str]:
    return [path.get("d", "") for path in root.iter(f"{SVG}path")]


def texts(root: ElementTree.Element) -> dict[str, ElementTree.Element]:
    return {"".join(each.itertext()): each for each in root.iter(f"{SVG}text")}


def test_a_line_stands_at_its_pixels_and_crosses_no_gap() -> None:
    root = drawn(figure())
    assert (root.get("width"), root.get("height")) == ("280", "160")
    (shown,) = root.findall(f"{SVG}path[@class='line']")
    assert shown.get("d") == "M50,100L150,40M200,80"
    assert (shown.get("stroke"), shown.get("stroke-width")) == ("#0000ff", "2")


def test_axes_have_their_lines_and_words() -> None:
    root = drawn(figure())
    # The line at five; none at zero, where the axis of days is one.
    assert [path for path in paths(root) if path.endswith("H250")] == [
        "M50,70H250",
        "M50,120.5H250",
    ]
    said = texts(root)
    assert (said["5"].get("x"), said["5"].get("y")) == ("49", "73.5")
    assert said["5"].get("text-anchor") == "end"
    # Below the axis by a fifth of the letters and their height, each line 1.3 of it lower.
    assert [(row.get("x"), row.get("y")) for row in said["Jan2016"]] == [
        ("100", "133"),
        ("100", "146"),
    ]


def test_a_log_scale_has_its_powers_of_ten() -> None:
    shown = figure()
    shown["layout"]["yaxis"] |= {"type": "log", "range": [0, 2]}
    shown["layout"]["yaxis"] |= {"tickvals": [1, 10], "ticktext": ["1", "10"]}
    shown["data"] = [line([1, 10, 0, 100], [f"2016-01-{day:02}" for day in (1, 2, 3, 4)])]
    assert "M50,120L60,70M80,20" in paths(drawn(shown))


def test_numbers_without_words_of_their_own_are_round() -> None:
    shown = figure()
    del shown["layout"]["yaxis"]["tickvals"], shown["layout"]["yaxis"]["ticktext"]
    shown["layout"]["yaxis"] |= {"range": [-3000, 7000], "nticks": 7, "tickformat": ","}
    ticks = {words: each.get("y") for words, each in texts(drawn(shown)).items()}
    # 10,000 in seven parts are nearly 1,429 each, of which 2,000 is the next round number.
    assert ticks == {
        "−2,000": "113.5",
        "0": "93.5",
        "2,000": "73.5",
        "4,000": "53.5",
        "6,000": "33.5",
        "Jan2016": "133",
    }


def test_bars_stand_on_each_other_at_whole_pixels() -> None:
    shown = figure()
    shown["layout"] |= {"barmode": "stack", "bargap": 0}
    day = 86_400_000
    bar = {"type": "bar", "x": ["2016-01-03"], "width": [1.96 * day], "marker": {"color": "#f00"}}
    shown["data"] = [{**bar, "y": [2.04]}, {**bar, "y": [3]}]
    found = [path for path in paths(drawn(shown)) if path.endswith("Z")]
    # 60.2 to 79.8 pixels from the left edge; 99.6 and 69.6 from the top.
    assert found == ["M60,120V100H80V120Z", "M60,100V70H80V100Z"]


def test_several_panels_have_axes_of_their_own() -> None:
    shown = figure()
    layout = shown["layout"]
    layout["yaxis2"] = layout["yaxis"] | {"domain": [0, 0.4], "anchor": "x"}
    layout["yaxis"] = layout["yaxis"] | {"domain": [0.6, 1], "anchor": "x"}
    layout["xaxis"]["anchor"] = "y2"
    x = ["2016-01-01", "2016-01-21"]
    shown["data"] = [line([0, 10], x, yaxis="y"), line([0, 10], x, yaxis="y2")]
    lines = [path for path in paths(drawn(shown)) if "L" in path]
    assert lines == ["M50,60L250,20", "M50,120L250,80"]


def test_shapes_stand_at_values_at_shares_of_the_plot_and_at_pixels() -> None:
    shown = figure()
    band = {"type": "rect", "layer": "below", "line": {"width": 0}, "fillcolor": "#eee"}
    band |= {"xref": "x", "x0": "2016-01-02", "x1": "2016-01-04", "yref": "paper"}
    strip = {"layer": "above", "ysizemode": "pixel", "yanchor": 1, "y0": 16, "y1": 31}
    dash = {"color": "#123456", "width": 1.5, "dash": "dash"}
    level = {"type": "line", "line": dash, "xref": "paper", "x0": 0, "x1": 0.5}
    level |= {"yref": "y", "y0": 4, "y1": 4}
    shown["layout"]["shapes"] = [band | {"y0": 0, "y1": 1}, band | strip, level]
    root = drawn(shown)
    assert [path for path in paths(root) if re.search("[ZL]", path)] == [
        "M60,120H80V20H60Z",
        "M50,100L150,40M200,80",
        "M60,4H80V-11H60Z",
        "M50,80L150,80",
    ]
    (shown_level,) = root.findall(f"{SVG}path[@stroke='#123456']")
    assert shown_level.get("stroke-dasharray") == "9"


@pytest.mark.parametrize(
    ("place", "at", "anchor"),
    [
        # 18 pixels high with its margins: the letters stand on the tenth, behind the border.
        ({"xref": "x", "x": "2016-01-11", "yref": "y", "y": 5}, (150, 73), "middle"),
        ({"xref": "paper", "x": 0, "yref": "paper", "y": 1}, (None, 32), "middle"),
        (
            {"xref": "paper", "x": 0, "yref": "paper", "y": 1, "xanchor": "left", "align": "left"}
            | {"yanchor": "bottom", "xshift": 7, "yshift": 3},
            (59, 12),
            "start",
        ),
        ({"xref": "x", "x": "2016-01-11", "yref": "y domain", "y": 0}, (150, 115), "middle"),
    ],
)
def test_words_stand_where_they_are_anchored(
    place: dict[str, Any], at: tuple[float | None, float], anchor: str
) -> None:
    shown = figure()
    words = {"text": "Words", "font": {"size": 10, "color": "#333"}, "showarrow": False}
    shown["layout"]["annotations"] = [words | place]
    said = texts(drawn(shown))["Words"]
    assert said.get("text-anchor", "start") == anchor
    for name, wanted in zip("xy", at, strict=True):
        assert wanted is None or abs(float(said.get(name, "")) - wanted) <= 1, name


def test_words_beyond_the_axes_are_left_out_as_plotly_does() -> None:
    shown = figure()
    words = {"text": "Words", "font": {"size": 10, "color": "#333"}, "showarrow": False}
    place = {"xref": "x", "x": "2016-01-11", "yref": "y", "y": 11}
    shown["layout"]["annotations"] = [words | place]
    assert "Words" not in texts(drawn(shown))


def test_the_tags_of_words_are_those_of_svg_and_signs_stay_signs() -> None:
    shown = figure()
    markup = '<b>A &amp; B</b> <span style="color:#ff0000">●</span> 3 &lt; 4<br>more'
    place = {"xref": "paper", "x": 0.5, "yref": "paper", "y": 0.5, "showarrow": False}
    words = {"text": markup, "font": {"size": 10, "color": "#333"}, **place}
    shown["layout"]["annotations"] = [words]
    said = texts(drawn(shown))["A & B ● 3 < 4more"]
    parts = list(said.iter(f"{SVG}tspan"))
    assert [part.get("font-weight") for part in parts] == [None, "700", None, None]
    assert [part.get("fill") for part in parts] == [None, None, "#ff0000", None]


def change(path: str, value: Any) -> Callable[[Figure], None]:
    *inside, last = path.split(".")

    def changed(shown: Figure) -> None:
        for name in inside:
            shown = shown[int(name)] if isinstance(shown, list) else shown[name]
        shown[last] = value

    return changed


WORDS = {"font": {"size": 10, "color": "#333"}, "showarrow": False, "xref": "paper", "x": 0}
PLACED = WORDS | {"yref": "paper", "y": 0}


def crowded(shown: Figure) -> None:
    """Two words of 35 pixels that are 10 apart, which Plotly would turn."""
    shown["layout"]["xaxis"]["tickvals"] = ["2016-01-06", "2016-01-07"]
    shown["layout"]["xaxis"]["ticktext"] = ["January", "January"]


@pytest.mark.parametrize(
    "changed",
    [
        change("data.0.type", "pie"),
        change("data.0.connectgaps", True),
        change("data.0.line.shape", "hv"),
        change("data.0.line.dash", "longdash"),
        change("data.0.yaxis", "y2"),
        change("data.0.x", ["a", "b", "c", "d"]),
        change("data.0.fill", "tozeroy"),
        change("layout.title", {"text": "A title of Plotly's own"}),
        change("layout.showlegend", True),
        change("layout.plot_bgcolor", "#eeeeee"),
        change("layout.xaxis.tickangle", 30),
        crowded,
        change("layout.yaxis.side", "right"),
        change("layout.yaxis.type", "category"),
        change("layout.annotations", [PLACED | {"text": "<a href='x'>x</a>"}]),
        change("layout.annotations", [PLACED | {"text": "x", "textangle": 9}]),
        change("layout.shapes", [{"type": "circle"}]),
        change("layout.height", 50),
    ],
)
def test_of_what_it_does_not_know_there_is_no_still(changed: Callable[[Figure], None]) -> None:
    shown = figure()
    assert still(shown, 280) is not None
    changed(shown)
    assert still(shown, 280) is None


FIRST = ("removals-by-source", "measures-compared", "groups", "agency", "convictions",
         "detainers-issued", "detainer-shares", "apart")  # fmt: skip


@pytest.mark.parametrize("id", FIRST)
@pytest.mark.parametrize("width", [300, 356, 440, 560, 790, 1022])
def test_every_chart_that_a_page_opens_with_has_a_still(
    id: str, width: int, tables: Tables
) -> None:
    assert id in charts()
    draw = chart(tables, id, Address({}))
    assert draw is not None
    for dark in (False, True):
        shown = draw(Look(dark=dark, width=fitting(width))).figure
        before = deepcopy(shown)
        svg = still(shown, width)
        assert svg is not None
        assert shown == before
        ElementTree.fromstring(svg)


@pytest.mark.parametrize(
    ("pixels", "width"),
    [(200, "small"), (325, "small"), (326, "narrow"), (979, "wide"), (980, "full"), (3000, "full")],
)
def test_a_chart_is_drawn_for_the_room_that_it_has(pixels: int, width: str) -> None:
    assert fitting(pixels) == width
