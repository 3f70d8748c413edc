"""Charts of detainers, against the release and the tables as Python's own reader gives them."""

from collections import Counter

import pytest

from lib import detainers
from lib.charts import Chart, Look
from lib.charts import detainers as charts
from lib.charts.connected import issued_and_connected
from lib.charts.declined import declined, outcomes
from lib.charts.ruler import width
from lib.eras import history
from lib.later_figures import later_figures
from lib.months import Month, MonthRange
from lib.tables import Tables
from tests.charts.every import told, traces, words
from tests.folders import rows

LOOK = Look()
ISSUED = {row["month"]: int(row["detainers_issued"]) for row in rows("detainers_by_month")}
PARTIAL = [row["month"] for row in rows("detainers_by_month") if row["whole"] == "false"]


def issued(tables: Tables, look: Look = LOOK, months: MonthRange | None = None) -> Chart:
    asked = months or tables.calendar
    found, stated = detainers.issued(tables, asked), detainers.reported(tables)
    later = later_figures(tables, "detainers_issued")
    return charts.issued(history(tables), found, stated, later, asked, look)


def test_whole_months_are_a_line_and_a_part_of_one_an_open_circle(tables: Tables) -> None:
    chart = issued(tables)
    (line,) = traces(chart, "Detainers issued")
    by_month = dict(zip((day[:7] for day in line["x"]), line["y"], strict=True))
    assert by_month == {
        month: None if month in PARTIAL else count for month, count in ISSUED.items()
    }
    (open_circles,) = traces(chart, "Detainers issued, part of the month")
    assert [day[:7] for day in open_circles["x"]] == PARTIAL
    assert open_circles["y"] == [ISSUED[month] for month in PARTIAL]
    assert "Open circle: July 2015, of which the release has only a part." in words(chart)
    table = chart.table.set_index("month")
    assert table["detainers_issued"].to_dict() == ISSUED
    assert set(table.index[table["whole"] == "part of the month"]) == set(PARTIAL)


def test_stated_figures_stand_at_their_months_in_the_words_of_their_documents(
    tables: Tables,
) -> None:
    chart = issued(tables)
    (stated,) = traces(chart, "Stated in the documents")
    found = dict(zip((day[:7] for day in stated["x"]), stated["customdata"], strict=True))
    # The peak, and April 2015, as the news item on TRAC's report has them.
    assert (found["2011-03"], found["2015-04"]) == ("nearly 28,000", "just under 8,000")
    assert "March 2011, nearly 28,000 (" in told(chart)
    # On a narrow screen they stand in the note alone.
    assert "<b>nearly 28,000</b>" not in str(issued(tables, Look(width="narrow")).figure)


def test_a_range_without_stated_figures_has_none(tables: Tables) -> None:
    chart = issued(tables, months=MonthRange.parse("2012-01", "2012-12"))
    (stated,) = traces(chart, "Stated in the documents")
    assert stated["x"] == []
    assert chart.figure["layout"]["xaxis"]["range"] == ["2012-01-01", "2013-01-01"]


def test_outcomes_are_parts_of_the_detainers_issued_in_the_year(tables: Tables) -> None:
    chart = outcomes(detainers.declined(tables), LOOK)
    assert chart.figure["layout"]["barnorm"] == "percent"
    drawn = zip(*(bar["x"] for bar in chart.figure["data"]), strict=True)
    assert [sum(year) for year in drawn] == chart.table["issued"].tolist()
    columns = ["declined", "other_reason", "no_reason"]
    totals = Counter(dict(zip(chart.table["year"], chart.table[columns].sum(axis=1), strict=True)))
    by_year: Counter[str] = Counter()
    for month, count in ISSUED.items():
        by_year[month[:4]] += count
    assert totals == by_year
    assert "it was honored" in told(chart) and "never" not in told(chart)


def test_declined_bars_are_the_share_of_all_issued_with_the_counts_beside_them(
    tables: Tables,
) -> None:
    """The release: 13,595 of 147,849 in 2014."""
    chart = declined(detainers.declined(tables), LOOK)
    (bars,) = chart.figure["data"]
    shares = dict(zip(chart.table["year"], bars["x"], strict=True))
    assert shares["2014"] == pytest.approx(13_595 / 147_849)
    assert "9.2% (13,595 of 147,849)" in words(chart)
    # The release begins in October 2007 and ends in July 2015.
    paler = [
        year
        for year, color in zip(shares, bars["marker"]["color"], strict=True)
        if color != LOOK.color["issued"]
    ]
    assert paler == ["2007", "2015"]
    # The words of the longest bar stand inside the chart.
    sheet = chart.figure["layout"]
    room = LOOK.sizes.figure - sheet["margin"]["l"] - sheet["margin"]["r"]
    longest = max(bars["x"]) / sheet["xaxis"]["range"][1] * room
    assert longest + 4 + width("<b>9.2%</b> (13,595 of 147,849)", 12) <= room


def test_removals_for_each_hundred_detainers_of_the_same_month(tables: Tables) -> None:
    found = detainers.issued_and_connected(tables, tables.calendar)
    chart = issued_and_connected(history(tables), found, LOOK)
    (line,) = traces(chart, "For each 100 detainers")
    removals = {row["month"]: row["detainer_removals"] for row in rows("removals_by_source")}
    shares = {
        month: int(count) / ISSUED[month]
        for month, count in removals.items()
        if count.isdigit() and month in ISSUED and month not in PARTIAL
    }
    drawn = {day[:7]: value for day, value in zip(line["x"], line["y"], strict=True) if value}
    assert drawn == pytest.approx(shares)
    top = max(shares, key=lambda month: shares[month])
    assert f"{100 * shares[top]:.1f} in {Month.parse(top).short}" in words(chart)
    assert f"at most {100 * shares[top]:.0f} removals" in chart.title


def test_what_was_withheld_is_said_and_what_no_table_has_is_not_called_so(tables: Tables) -> None:
    found = detainers.issued_and_connected(tables, tables.calendar)
    chart = issued_and_connected(history(tables), found, LOOK)
    removals = {row["month"]: row["detainer_removals"] for row in rows("removals_by_source")}
    table = chart.table.set_index("month")["detainer_removals"].to_dict()
    for month, cell in table.items():
        assert str(cell) == removals.get(str(month), "not in the table"), month
    withheld = sorted(month for month, cell in removals.items() if not cell.isdigit())
    # Table 2: withheld from January 2016 on, without a break.
    span = MonthRange.parse(withheld[0], withheld[-1])
    assert (withheld[0], len(span)) == ("2016-01", len(withheld))
    assert f"Detainer-connected removals, {span.words}: ICE withheld." in told(chart)
    (connected,) = traces(chart, "Detainer-connected")
    drawn = dict(zip((day[:7] for day in connected["x"]), connected["y"], strict=True))
    assert {month for month, value in drawn.items() if value is not None} == {
        month for month, cell in removals.items() if cell.isdigit()
    }


def test_figures_published_later_stand_at_their_months_and_fiscal_years_at_their_mean_month(
    tables: Tables,
) -> None:
    """TRAC, report 511, Table 1: 142,474 detainers in fiscal year 2017; report 479: 13,971 in March
    2017; the peak was March 2011 (27,916) when told first, August 2011 (27,755) two years later."""
    chart = issued(tables)
    found = traces(chart, "Published later")
    (points,) = [trace for trace in found if trace["mode"] == "markers"]
    by_month = dict(zip((day[:7] for day in points["x"]), points["y"], strict=True))
    assert (by_month["2011-03"], by_month["2011-08"]) == (27_916, 27_755)
    assert by_month["2017-03"] == 13_971
    levels = {tuple(trace["x"]): trace["y"] for trace in found if trace["mode"] == "lines"}
    assert levels["2016-10-01", "2017-10-01"] == [142_474 / 12] * 2
    assert levels["2017-03-01", "2017-12-01"] == [14_000] * 2
    assert "October 2016 to September 2017: 142,474 in all, 11,873 a month" in told(chart)
    assert "“ICE Now Issuing 14,000 Detainers Each Month” (2018)" in chart.credit.words


def test_a_later_figure_of_months_outside_the_range_is_not_drawn(tables: Tables) -> None:
    chart = issued(tables, months=MonthRange.parse("2012-01", "2012-12"))
    assert not traces(chart, "Published later") and "Published later" not in words(chart)
    assert chart.credit.ids == ("ice_detainers_2015",)


def test_no_words_cover_the_record(tables: Tables) -> None:
    """The boxes of words have no ground of their own, and stand above their points."""
    chart = issued(tables)
    arrows = [note for note in chart.figure["layout"]["annotations"] if note["showarrow"]]
    assert len(arrows) >= 4
    assert all(note["ay"] < 0 and "bgcolor" not in note for note in arrows)
