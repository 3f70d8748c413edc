"""What a figure says and draws, read from the figure itself; what it looks like is tested in the
browser."""

import datetime as dt
import itertools
import re
from typing import Any

import plotly.graph_objects as go
import pytest

from lib.charts import (
    Chart,
    Group,
    Line,
    Look,
    overlay,
    timeline,
)
from lib.charts.look import Width
from lib.eras import history
from lib.measures import series
from lib.months import Month, MonthRange
from lib.tables import Tables
from tests.charts.every import (
    ALL,
    PEP,
    TRUMP,
    every_chart,
    of_groups,
    panels_of_convictions,
    panels_of_removals,
    removals,
    told,
    words,
)
from tests.folders import MEASURES, rows

WIDTHS: list[Width] = ["small", "narrow", "medium", "broad", "wide", "full", "picture"]
LOOKS = [Look(dark, width) for dark, width in itertools.product((False, True), WIDTHS)]


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_every_figure_is_valid_and_says_what_it_is(tables: Tables, look: Look) -> None:
    for chart in every_chart(tables, look):
        go.Figure(chart.figure)  # raises ValueError for a property that Plotly does not know
        text = words(chart)
        # A title may break after a hyphen.
        assert chart.title.replace(" ", "") in text.replace(" ", "")
        # A claim held against its own document has no other source.
        claims = chart.name.startswith(("claim-", "windows-"))
        credited = ("Stated in", "Source") if claims else ("Source",)
        by = chart.credit.words if look.picture else chart.credit.short
        assert any(f"{said}: {by}." in text for said in credited)
        layout = chart.figure["layout"]
        # A chart whose axis is months says in its subtitle what they count.
        assert (
            layout["xaxis"]["title"]["text"]
            or layout["xaxis"].get("type") == "date"
            or (layout["xaxis"]["showticklabels"] is False)
        )
        assert layout["paper_bgcolor"] == look.color["background"]
        assert chart.alt and chart.title in chart.alt
        assert list(chart.headings) == list(chart.table.columns)
        assert len(chart.table)


LONGEST = {"small": 5, "narrow": 5, "medium": 4, "broad": 3, "wide": 2, "full": 2}
"""Lines below a plot on the page at most, beside the key to its colors."""


@pytest.mark.parametrize("width", LONGEST)
def test_on_the_page_a_chart_ends_soon_below_its_plot(tables: Tables, width: Width) -> None:
    """Its notes are one step away, and whole in its picture."""
    on_page = every_chart(tables, Look(width=width))
    in_pictures = every_chart(tables, Look(width="picture"))
    for chart, picture in zip(on_page, in_pictures, strict=True):
        below = chart.figure["layout"]["annotations"][-1]["text"]
        said = [line for line in below.split("<br>") if "●" not in line and "</b>" not in line]
        assert len(said) <= LONGEST[width], (chart.name, below)
        for note in chart.notes:
            assert note in words(picture), (chart.name, note)
        for event in picture.events:
            assert event in words(picture), (chart.name, event)


def test_an_event_has_the_same_number_in_every_range(tables: Tables) -> None:
    def numbered(months: MonthRange) -> dict[str, str]:
        events = removals(tables, months, window=1).events
        return {words: number for number, _, words in (event.partition(" ") for event in events)}

    everything = numbered(tables.calendar)
    assert list(everything.values()) == [str(place) for place in range(1, len(everything) + 1)]
    later = numbered(MonthRange.parse("2017-01", "2021-06"))
    assert 0 < len(later) < len(everything) and "1" not in later.values()
    assert later.items() <= everything.items()


def test_what_was_withheld_or_may_change_is_said_on_the_page_itself(tables: Tables) -> None:
    for width in WIDTHS:
        said = words(panels_of_removals(tables, tables.calendar, Look(width=width)))
        # OHSS's edition of 2024 has fiscal year 2024 up to August; the case records of 2019 end in
        # August.
        assert "ICE withheld" in said
        assert "Oct 2023–Aug 2024" in said or "October 2023 to August 2024" in said
        assert "may be incomplete" in said


def test_a_line_never_crosses_a_month_without_a_value(tables: Tables) -> None:
    months = MonthRange.parse("2015-06", "2017-07")
    for trace in removals(tables, months, window=1).figure["data"]:
        if "fillpattern" in trace:
            continue
        assert trace["connectgaps"] is False
        # A month left out would let the line run across it; it must be there, and empty.
        assert trace["x"] == [f"{month}-15" for month in months]
    detainers = removals(tables, months, window=1).figure["data"][-1]
    assert detainers["y"][7:] == [None] * 19


def test_months_without_a_value_are_hatched_and_said(tables: Tables) -> None:
    chart = removals(tables, ALL)
    hatched = [trace for trace in chart.figure["data"] if "fillpattern" in trace]
    spans = sorted({(trace["x"][0], trace["x"][1]) for trace in hatched})
    assert spans == [("2016-01-01", "2017-08-01"), ("2017-07-01", "2017-08-01")]
    assert "Detainer-connected removals, January 2016 to July 2017: ICE withheld." in told(chart)
    assert "All ICE removals, July 2017: not yet released." in told(chart)


def test_the_average_is_drawn_over_the_months_and_never_instead(tables: Tables) -> None:
    drawn = [trace["name"] for trace in removals(tables, ALL).figure["data"] if "name" in trace]
    assert drawn == [
        "All ICE removals",
        "All ICE removals, 12-month mean",
        "Secure Communities",
        "Secure Communities, 12-month mean",
        "Detainer-connected",
        "Detainer-connected, 12-month mean",
    ]
    assert not [
        trace
        for trace in removals(tables, ALL, window=1).figure["data"]
        if "mean" in trace.get("name", "")
    ]


def test_eras_stand_at_their_dates_with_their_names(tables: Tables) -> None:
    chart = removals(tables, ALL)
    bands = [(s["x0"], s["x1"]) for s in chart.figure["layout"]["shapes"] if s["type"] == "rect"]
    assert bands == [
        ("2008-11-01", "2014-12-01"),
        ("2014-12-01", "2017-02-01"),
        ("2017-02-01", "2017-08-01"),
    ]
    for name in ("Secure Communities", "Obama, PEP"):
        assert name in words(chart)
    lines = [s["x0"] for s in chart.figure["layout"]["shapes"] if s["type"] == "line"]
    assert "2017-01-25" in lines and "2014-11-20" in lines
    assert "Jan 25, 2017: Executive order" in words(chart)
    # Nobody can point at a number in a picture.
    assert "Executive order (Jan 25, 2017)" not in words(chart)
    assert "Executive order (Jan 25, 2017)" in words(removals(tables, ALL, Look(width="picture")))


def test_a_band_too_narrow_for_its_name_is_named_below(tables: Tables) -> None:
    text = words(removals(tables, ALL, Look(width="narrow")))
    assert "Unnamed in the strip: Trump, first term." in text


def drawn_months(values: dict[str, Any]) -> set[str]:
    return {
        month[:7]
        for month, value in zip(values["x"], values["y"], strict=True)
        if value is not None
    }


def test_the_table_holds_exactly_what_is_drawn(tables: Tables) -> None:
    """Against the CSV as text, read by Python's own reader."""
    months = MonthRange.parse("2015-11", "2017-07")
    chart = removals(tables, months)
    source = {
        row["month"]: row
        for row in rows("removals_by_source")
        if Month.parse(row["month"]) in months
    }
    assert list(chart.table["month"]) == list(source)
    for name in ("all_removals", "sc_removals", "detainer_removals"):
        assert [str(cell) for cell in chart.table[name]] == [row[name] for row in source.values()]
        drawn = next(t for t in chart.figure["data"] if t.get("name") == MEASURES[name].label)
        assert drawn_months(drawn) == {
            month for month, row in source.items() if row[name].isdigit()
        }


def test_no_cell_of_a_table_is_left_empty(tables: Tables) -> None:
    """A group without recovered months beside one with them had none of their columns."""
    for chart in every_chart(tables, Look()):
        assert not chart.table.isna().any(axis=None), chart.name


def test_where_a_table_begins_later_the_axis_does_too(tables: Tables) -> None:
    lines = [Line(series(tables, MEASURES["convicted_any"], ALL), "Any offense", "sc")]
    chart = timeline(history(tables), lines, name="x", title="x", look=Look())
    assert chart.figure["layout"]["xaxis"]["range"] == ["2016-08-01", "2017-08-01"]
    assert "The source covers August 2016 to July 2017." in told(chart)


def test_the_averages_that_the_source_printed_are_in_the_table(tables: Tables) -> None:
    chart, _shares = panels_of_convictions(tables, Look(), recovered=False)
    assert chart.table["month"][0] == "2016-08"
    # Table 1, third column.
    assert list(chart.table["convicted_any_published_mean_of_12"])[:2] == [4545, 4519]


def test_recovered_months_are_open_circles_with_their_interval(tables: Tables) -> None:
    chart, _shares = panels_of_convictions(tables, Look(), recovered=True)
    assert chart.name == "convictions"
    marks, _serious = (trace for trace in chart.figure["data"] if "error_y" in trace)
    # The issue of this chart gives the middles: 4,859 in 2015-09 and 4,393 in 2016-07, the latter
    # half as wide.
    assert (marks["y"][0], marks["error_y"]["array"][0]) == (4859, 12)
    assert (marks["y"][-1], marks["error_y"]["array"][-1]) == (4393, 6)
    assert "recovered from the published averages" in words(chart)
    rows = {row["month"]: row for row in chart.table.to_dict("records")}
    july = rows["2016-07"]
    low, high = (july[f"convicted_any_with_recovered_{end}"] for end in ("low", "high"))
    assert (low, high) == (4387, 4399)
    assert rows["2016-08"]["how"] == "printed"
    assert july["how"] == "recovered from the published averages"


def test_nothing_to_draw_is_refused(tables: Tables) -> None:
    lines = [Line(series(tables, MEASURES["detainer_removals"], TRUMP), "Detainers", "detainer")]
    with pytest.raises(ValueError, match="no value to draw"):
        timeline(history(tables), lines, name="x", title="x", look=Look())


def test_labels_at_the_ends_of_lines_do_not_touch(tables: Tables) -> None:
    layout = removals(tables, MonthRange.parse("2008-11", "2009-12")).figure["layout"]
    labels = [
        note for note in layout["annotations"] if note.get("xref") == "paper" and note.get("x") == 1
    ]
    low, high = layout["yaxis"]["range"]
    places = sorted((note["y"] - low) / (high - low) * 330 + note["yshift"] for note in labels)
    assert len(places) == 3 and all(
        after - before >= 14 for before, after in itertools.pairwise(places)
    )


def labels_of(chart: Chart) -> dict[str, dict[str, Any]]:
    """The names of the lines, and where they stand."""
    notes = chart.figure["layout"]["annotations"]
    return {
        re.sub(r"<[^>]+>", "", note["text"].replace("<br>", " ")): note
        for note in notes
        if "<b>" in note["text"]
    }


def test_a_line_that_ends_early_has_its_name_behind_its_end(tables: Tables) -> None:
    names = ("all_removals", "records_removals", "detainer_removals")
    lines = [
        Line(series(tables, MEASURES[name], MonthRange.parse("2008-11", "2019-08")), name, "all")
        for name in names
    ]
    found = labels_of(timeline(history(tables), lines, name="x", title="x", look=Look()))
    assert found["detainer_removals"]["x"] == "2015-12-15"
    # Behind the end of TRAC's line, which is in 2017, runs that of the case records.
    assert found["all_removals to Jun 2017"]["xref"] == found["records_removals"]["xref"] == "paper"


@pytest.mark.parametrize(
    ("months", "window", "said"),
    [
        (("2016-08", "2017-07"), 12, "large dot: trailing 12-month mean"),
        (("2016-08", "2017-07"), 6, "thick line: trailing 6-month mean"),
        (("2016-08", "2017-06"), 12, "; each month"),
        (("2016-08", "2017-07"), 1, "; each month"),
    ],
)
def test_the_subtitle_says_what_is_drawn(
    tables: Tables, months: tuple[str, str], window: int, said: str
) -> None:
    shown = Line(
        series(tables, MEASURES["convicted_any"], MonthRange.parse(*months), window), "x", "sc"
    )
    chart = timeline(history(tables), [shown], name="x", title="x", look=Look())
    subtitle = chart.figure["layout"]["annotations"][0]["text"].replace("<br>", " ")
    assert subtitle.endswith(said) if said.startswith(";") else said in subtitle


def test_the_names_of_two_single_months_do_not_touch(tables: Tables) -> None:
    measure = MEASURES["sc_removals"]
    groups = [
        Group(name, "first", series(tables, measure, MonthRange.parse(month, month), 1))
        for name, month in (("One", "2016-03"), ("Two", "2016-08"))
    ]
    found = labels_of(overlay(groups, Look()))
    assert found["One"]["x"] == found["Two"]["x"] == 1
    assert abs(found["One"].get("yshift", 0) - found["Two"].get("yshift", 0)) > 12


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize(
    "months", ["2008-11 2017-07", "2014-12 2017-07", "2016-08 2017-07", "2017-05 2017-07"]
)
def test_ticks_do_not_crowd(tables: Tables, look: Look, months: str) -> None:
    layout = removals(tables, MonthRange.parse(*months.split()), look).figure["layout"]
    axis, margin = layout["xaxis"], layout["margin"]
    plot_width = look.sizes.figure - margin["l"] - margin["r"]
    start, end = (dt.date.fromisoformat(day) for day in axis["range"])
    at = [
        (dt.date.fromisoformat(day) - start) / (end - start) * plot_width
        for day in axis["tickvals"]
    ]
    # Four digits at least, and a third of that between them.
    assert len(at) >= 2 and all(after - before >= 34 for before, after in itertools.pairwise(at))


@pytest.mark.parametrize("measure", ["sc_removals", "convicted_any"])
def test_groups_keep_their_colors(tables: Tables, measure: str) -> None:
    colors = {"PEP": Look().color["first"], "Trump": Look().color["second"]}
    for chart in of_groups(tables, measure, Look()):
        met = set()
        for trace in chart.figure["data"]:
            if trace.get("name") in colors:
                met.add(trace["name"])
                drawn = trace["marker" if trace["mode"] == "markers" else "line"]["color"]
                assert drawn == colors[trace["name"]]
        assert met == set(colors)


def test_a_measure_has_one_color_wherever_it_is_drawn(tables: Tables) -> None:
    """Series of the charts over time; the groups of a comparison have colors of their own."""
    colors: dict[str, set[str]] = {}
    for chart in every_chart(tables, Look()):
        for trace in chart.figure["data"]:
            if trace.get("type") == "scatter" and trace.get("line", {}).get("width", 0) > 1.5:
                name = str(trace.get("name")).removesuffix(", 12-month mean")
                colors.setdefault(name, set()).add(trace["line"]["color"])
    assert colors["Detainer-connected"] == {Look().color["detainer"]}
    assert colors["Case records"] == {Look().color["records"]}
    assert all(len(used) == 1 for name, used in colors.items() if name != "None"), colors


def test_what_a_chart_is_instead_of_seen_holds_what_it_shows(tables: Tables) -> None:
    """The lowest and the highest month of each group, by Table 2, and how many pairs went up."""
    overlay_alt, spread_alt, pairs_alt = (
        chart.alt for chart in list(of_groups(tables, "sc_removals", Look()))[1:]
    )
    trac = {row["month"]: row["sc_removals"] for row in rows("removals_by_source")}
    for months in (PEP, TRUMP):
        of_group = {month: int(trac[str(month)]) for month in months}
        ends = [min(of_group, key=of_group.__getitem__), max(of_group, key=of_group.__getitem__)]
        said = " to ".join(f"{of_group[month]:,} in {month.words}" for month in ends)
        assert f"from {said}" in overlay_alt
        assert f"from {said}" in spread_alt
    year_before = [(int(trac[f"2016-{m:02}"]), int(trac[f"2017-{m:02}"])) for m in range(2, 8)]
    higher = sum(after > before for before, after in year_before)
    assert f"higher in Trump in {higher} of 6 pairs of matching calendar months" in pairs_alt


def test_numbers_at_an_axis_are_those_of_their_places(tables: Tables) -> None:
    """A tick at 2.5 is not written 2."""
    found = 0
    for chart in every_chart(tables, Look()):
        for name, axis in chart.figure["layout"].items():
            texts = axis.get("ticktext") or ("",) if name.startswith("yaxis") else ("",)
            if texts[0].strip("%") != "0":
                continue
            for at, text in zip(axis["tickvals"], texts, strict=True):
                if re.fullmatch(r"[\d,.]+%?", text):
                    written = float(text.strip("%").replace(",", ""))
                    # A share may be given per hundred.
                    places = (at, at * 100)
                    assert any(written == pytest.approx(place) for place in places), (
                        chart.name,
                        at,
                        text,
                    )
                    found += 1
    assert found > 20
