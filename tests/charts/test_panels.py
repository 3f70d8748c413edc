"""Panels on one axis of months: what is written in them, against the tables as Python's own reader
gives them, and that no words cross a line or each other."""

import datetime as dt
import itertools
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.charts import Chart, Look
from lib.charts.look import Width
from lib.charts.room import ABOVE, BEHIND, Box, Point, Room
from lib.charts.ruler import width
from lib.months import Month, MonthRange
from lib.tables import Tables
from tests.charts.every import (
    ALL,
    PEP,
    panel_of_shares,
    panels_of_convictions,
    panels_of_removals,
    told,
    traces,
    words,
)
from tests.folders import rows

TRAC = {row["month"]: row for row in rows("removals_by_source")}
WIDTHS: list[Width] = ["small", "narrow", "medium", "broad", "wide", "full"]


def known(column: str) -> dict[str, int]:
    return {month: int(row[column]) for month, row in TRAC.items() if row[column].isdigit()}


def test_each_panel_says_its_highest_and_its_last_value(tables: Tables) -> None:
    said = words(panels_of_removals(tables, tables.calendar))
    for column in ("all_removals", "sc_removals", "detainer_removals"):
        values = known(column)
        top, last = max(values, key=lambda month: values[month]), max(values)
        for month in (top, last):
            assert f"{values[month]:,} in {Month.parse(month).short}" in said
    # TRAC's table 2: the last month with detainers, and the last of all.
    assert "97 in Dec 2015" in said and "5,478 in Jul 2017" in said


def test_the_sources_of_all_removals_are_said_to_be_as_far_apart_as_they_are(
    tables: Tables,
) -> None:
    trac = known("all_removals")
    records = {
        row["month"]: int(row["removals"])
        for row in rows("removals_from_records")
        if row["whole"] == "true"
    }
    official = {row["month"]: int(row["removals_and_returns"]) for row in rows("ero_removals")}
    said = told(panels_of_removals(tables, tables.calendar))
    for other in (records, official):
        apart = max(abs(trac[m] - other[m]) / trac[m] for m in trac.keys() & other.keys())
        assert f"within {apart:.1%}" in said


def hatched(chart: Chart) -> list[dict[str, Any]]:
    return [trace for trace in chart.figure["data"] if "fillpattern" in trace]


def test_what_is_withheld_is_hatched_in_its_own_panel_only(tables: Tables) -> None:
    (block,) = hatched(panels_of_removals(tables, tables.calendar))
    assert (block["x"][0], block["x"][1]) == ("2016-01-01", "2017-08-01")
    chart = panels_of_removals(tables, tables.calendar)
    (line,) = traces(chart, "Detainer-connected")
    assert block["yaxis"] == line["yaxis"] == "y3"
    assert "ICE withheld" in words(chart)


def test_every_panel_begins_at_zero_and_ends_above_its_own_values(tables: Tables) -> None:
    figure = panels_of_removals(tables, tables.calendar).figure
    scales = [figure["layout"][f"yaxis{place}"] for place in ("", "2", "3", "4")]
    tops = [scale["range"][1] for scale in scales]
    assert all(scale["range"][0] == 0 for scale in scales)
    for trace in figure["data"]:
        axis = int(trace["yaxis"][1:] or 1)
        assert all(value is None or value <= tops[axis - 1] for value in trace["y"])
    domains = [scale["domain"] for scale in scales]
    assert all(low < high for low, high in domains)
    assert all(before[0] > after[1] for before, after in itertools.pairwise(domains))


def test_the_first_chart_is_low_enough_for_the_first_screen(tables: Tables) -> None:
    """1280 x 720, of which the page takes 140 above the chart."""
    layout = panels_of_removals(tables, tables.calendar).figure["layout"]
    axis = 30
    assert layout["height"] - layout["margin"]["b"] + axis <= 720 - 140


def test_a_visitor_who_chooses_a_log_scale_is_told_what_it_is(tables: Tables) -> None:
    chart = panels_of_removals(tables, tables.calendar, log=True)
    assert "a step up is ten times as many" in words(chart)
    assert chart.figure["layout"]["yaxis2"]["type"] == "log"
    assert "ten times" not in words(panels_of_removals(tables, tables.calendar))


@pytest.mark.parametrize("log", [False, True])
def test_stated_shares_stand_in_the_months_they_are_about(tables: Tables, log: bool) -> None:
    chart = panel_of_shares(tables, log=log)
    shapes = chart.figure["layout"]["shapes"]
    strokes = {s["y0"]: (s["x0"], s["x1"]) for s in shapes if s.get("yref") == "y"}
    assert strokes == {0.025: ("2015-07-01", "2016-01-01"), 0.01: ("2015-07-01", "2016-01-01")}
    assert "TRAC, “about 2.5 percent”" in told(chart)
    later = panel_of_shares(tables, months=MonthRange.parse("2011-01", "2012-12"))
    assert not [s for s in later.figure["layout"]["shapes"] if s.get("yref") == "y"]
    # TRAC's table 2: 97 of 4,236 and of 20,222 in December 2015.
    december = TRAC["2015-12"]
    of_sc = int(december["detainer_removals"]) / int(december["sc_removals"])
    assert f"{of_sc:.2%} in Dec 2015" in words(panel_of_shares(tables))


def test_conviction_values_are_written_at_three_months(tables: Tables) -> None:
    chart, _shares = panels_of_convictions(tables, Look(), recovered=False)
    said = words(chart)
    table_1 = {row["month"]: row for row in rows("convicted_removals")}
    for column in ("any_offense", "serious_offense"):
        first, top, last = (table_1[month][column] for month in ("2016-08", "2017-05", "2017-07"))
        assert f"{int(first):,} in Aug 2016" in said
        assert f"{int(top):,} in May 2017" in said
        assert f"{int(last):,}" in said
    printed = [t for t in chart.figure["data"] if t.get("line", {}).get("dash") == "dash"]
    assert [trace["y"] for trace in printed] == [
        [int(row[f"{column}_average"]) for row in table_1.values()]
        for column in ("any_offense", "serious_offense")
    ]


def values_written(chart: Chart, look: Look) -> list[tuple[str, Box]]:
    """The words at values, each with its axis and the pixels it takes, placed as Plotly would."""
    layout = chart.figure["layout"]
    margin = layout["margin"]
    first, after = (dt.date.fromisoformat(day) for day in layout["xaxis"]["range"])
    across = look.sizes.figure - margin["l"] - margin["r"]
    height = layout["height"] - margin["t"] - margin["b"]
    found = []
    for note in layout["annotations"]:
        if not re.fullmatch(r"y\d?", note["yref"]) or note["xref"] == "paper":
            continue
        axis = layout["yaxis" + note["yref"][1:]]
        low, high = axis["range"]
        body = (axis["domain"][1] - axis["domain"][0]) * height
        x = (dt.date.fromisoformat(note["x"]) - first) / (after - first) * across
        y = (note["y"] - low) / (high - low) * body
        wide, tall = width(note["text"], note["font"]["size"]), note["font"]["size"] + 2
        x += note["xshift"] - {"left": 0, "center": wide / 2, "right": wide}[note["xanchor"]]
        y += note["yshift"] - {"bottom": 0, "middle": tall / 2, "top": tall}[note["yanchor"]]
        found.append((note["yref"], Box(x, x + wide, y, y + tall)))
    return found


@pytest.mark.parametrize("wide", WIDTHS)
@pytest.mark.parametrize("months", [ALL, PEP, MonthRange.parse("2008-11", "2024-08")], ids=str)
def test_no_value_covers_another_or_runs_over_the_edge(
    tables: Tables, wide: Width, months: MonthRange
) -> None:
    look = Look(width=wide)
    drawn = [panels_of_removals(tables, months, look), panel_of_shares(tables, look)]
    drawn += panels_of_convictions(tables, look, recovered=False)
    for chart in drawn:
        margin = chart.figure["layout"]["margin"]
        found = values_written(chart, look)
        assert found, chart.name
        for axis, box in found:
            assert box.left >= -margin["l"] and box.right <= look.sizes.figure - margin["l"]
            others = [other for of, other in found if of == axis and other is not box]
            assert not any(box.meets(other) for other in others), (chart.name, box)


@pytest.mark.parametrize("wide", [*WIDTHS, "picture"])
@pytest.mark.parametrize("months", ["2008-11 2024-08", "2014-12 2017-07", "2013-10 2024-08"])
def test_events_written_at_their_lines_stand_clear_of_each_other(
    tables: Tables, wide: Width, months: str
) -> None:
    look = Look(width=wide)
    layout = panels_of_removals(tables, MonthRange.parse(*months.split()), look).figure["layout"]
    first, after = (dt.date.fromisoformat(day) for day in layout["xaxis"]["range"])
    across = look.sizes.figure - layout["margin"]["l"] - layout["margin"]["r"]
    ends = []
    for note in layout["annotations"]:
        if note.get("captureevents") and "<b>" not in note["text"]:
            x = (dt.date.fromisoformat(note["x"]) - first) / (after - first) * across
            wide_words = width(note["text"], 11)
            left = x if note["xanchor"] == "left" else x - wide_words
            ends.append((left, left + wide_words))
            assert note["hovertext"]
    assert 1 <= len(ends) <= 3
    for (_left, right), (left, _right) in itertools.pairwise(sorted(ends)):
        assert right <= left
    assert "Executive order" in str([note["text"] for note in layout["annotations"]])


POINTS = st.tuples(st.floats(0, 300), st.floats(0, 80))


@given(st.lists(POINTS, max_size=12), st.lists(POINTS, min_size=1, max_size=8))
def test_words_find_a_clear_place_or_none(line: list[Point], at: list[Point]) -> None:
    room = Room(300, 80, 40)
    room.run(sorted(line))
    for point in at:
        room.take(point, 50, 14, (*BEHIND, *ABOVE))
    for one, other in itertools.combinations(room.boxes, 2):
        assert not one.meets(other)
    for box in room.boxes:
        assert not any(box.crossed(*stroke) for stroke in room.strokes)
        assert box.left >= -2 and box.right <= 340


def test_a_stroke_crosses_the_box_it_runs_through() -> None:
    box = Box(10, 20, 10, 20)
    assert box.crossed((0, 0), (30, 30)) and box.crossed((15, 0), (15, 40))
    assert not box.crossed((0, 0), (30, 5)) and not box.crossed((21, 0), (21, 40))
    assert not box.crossed((0, 30), (9, 15))
