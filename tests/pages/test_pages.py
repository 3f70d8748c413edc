"""Every page through AppTest, over ranges that hurt."""

import json
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from lib.catalog import Measure
from lib.kept import shared
from lib.months import MonthRange
from lib.tables import Tables
from lib.views import views
from tests import folders
from tests.pages.key_figures_shown import key_figures

FRAME = Path(__file__).resolve().parents[2] / "pages" / "frame.py"
PAGES = [
    "front.py",
    "removals.py",
    "pep_vs_trump.py",
    "convictions.py",
    "detainers_issued.py",
    "detainer_shares.py",
    "sources_compared.py",
    "who_and_from_where.py",
    "claims.py",
    "your_records.py",
    "data.py",
    "sources_and_methods.py",
]
PATHS = {Path(view.script).name: path for path, view in views().items()}
NO_RANGE = {"claims.py", "your_records.py", "data.py", "sources_and_methods.py"}
"""Pages that the month range does not cut."""
ALL = (str(folders.calendar().first), str(folders.calendar().last))
HURTING = {
    "everything": ALL,
    "one month": ("2012-05", "2012-05"),
    "one month of which nothing but SC is known": ("2017-07", "2017-07"),
    "the first month": ("2008-11", "2008-11"),
    "only withheld detainers": ("2016-01", "2017-07"),
    "one known detainer month, then withheld": ("2015-12", "2016-03"),
    "before any conviction is known": ("2009-01", "2009-03"),
    "one conviction month": ("2015-01", "2016-08"),
    "PEP": ("2014-12", "2017-01"),
    "Trump": ("2017-02", "2017-07"),
    "around January 2017": ("2016-12", "2017-02"),
}


def open_page(page: str = "removals.py", **address: str | list[str]) -> AppTest:
    app = AppTest.from_file(str(FRAME), default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    return run_page(app, page)


def run_page(app: AppTest, page: str) -> AppTest:
    """Straight to the page, as by a link: before the first run, switch_page goes nowhere, and after
    it the front page has been drawn for nothing."""
    path = PATHS[page]
    app._page_hash = calc_hash(path) if path else ""
    app.run()
    assert not path or app._finished_page_script_hash == calc_hash(path)
    return app


def check_figures(app: AppTest) -> int:
    """Raises ValueError for a property that Plotly does not know; the pages leave that check to the
    tests."""
    charts = app.get("plotly_chart")
    for chart in charts:
        go.Figure(json.loads(chart.proto.spec))
    return len(charts)


def text(app: AppTest) -> str:
    kinds = (app.markdown, app.caption, app.info, app.warning, app.title, app.header)
    return " ".join(element.value for kind in kinds for element in kind)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("months", HURTING)
def test_every_page_stands_over_ranges_that_hurt(page: str, months: str) -> None:
    app = open_page(page, months=list(HURTING[months]))
    assert not app.exception
    assert app.session_state["months"] == HURTING[months]
    charts = check_figures(app)
    if page not in NO_RANGE:
        # A page without a chart says why.
        assert charts or app.info


@pytest.mark.parametrize(
    "page", ["sources_compared.py", "who_and_from_where.py", "your_records.py"]
)
def test_what_a_page_does_not_say_stands_below_one_that_ends_early(page: str) -> None:
    app = open_page(page, months=["2009-01", "2009-03"])
    assert not app.get("plotly_chart")
    assert "What do these numbers not say?" in [box.label for box in app.expander]


def test_a_month_alone_gives_its_numbers() -> None:
    """Table 2, row 2012-05: 40,472, 7,813, 1,869."""
    app = open_page(months=["2012-05", "2012-05"])
    assert not app.get("plotly_chart")
    assert [figure.value for figure in key_figures(app)] == [
        "40,472",
        "not in the table",
        "7,813",
        "1,869",
    ]
    assert list(app.dataframe[0].value["Value"]) == ["40,472", "7,813", "1,869"]


def test_a_withheld_figure_is_given_in_the_words_of_the_source() -> None:
    app = open_page(months=["2017-02", "2017-07"])
    assert [figure.value for figure in key_figures(app)][3] == "ICE withheld"


def test_key_figures_are_the_latest_month_beside_the_year_before_and_the_eras() -> None:
    """Table 2: 5,478 SC removals in July 2017 and 4,693 in July 2016, 16.7 % fewer; 126,133 in the
    26 PEP months and 35,020 in the six Trump months."""
    app = open_page(months=["2014-12", "2017-07"])
    shown = key_figures(app)[2]
    assert shown.title == "Secure Communities removals, July 2017"
    assert shown.value == "5,478"
    year_before, means = shown.compared
    assert year_before == "+16.7% on July 2016 (4,693)"
    means = means.replace("\u00a0", " ")
    assert means.startswith("Mean month: PEP 4,851 · Trump 1 5,837")


@pytest.mark.parametrize(
    "asked",
    [
        ["2014-13", "2017-05"],
        ["2014-12", "2017-13"],
        ["2014-12"],
        ["x", "y"],
        ["2014-12", "2017-07", "2017-07"],
        ["1999-01", "2001-01"],
    ],
)
def test_an_address_that_names_no_range_gives_all_months_and_says_so(asked: list[str]) -> None:
    app = open_page(months=asked)
    assert not app.exception
    assert app.session_state["months"] == ALL
    assert any("The address asks for" in warning.value for warning in app.warning)
    # The message goes with the next range.
    app.query_params["months"] = ["2015-01", "2015-06"]
    app.run()
    assert app.session_state["months"] == ("2015-01", "2015-06") and not app.warning


def test_a_range_written_backwards_is_the_range() -> None:
    app = open_page(months=["2017-07", "2014-12"])
    assert app.session_state["months"] == ("2014-12", "2017-07") and not app.warning


@settings(max_examples=settings().max_examples // 4, deadline=None)
@given(st.lists(st.text(max_size=12), max_size=4), st.text(max_size=8), st.sampled_from(PAGES))
def test_anything_typed_into_the_address_gives_a_page(
    months: list[str], other: str, page: str
) -> None:
    address: dict[str, str | list[str]] = {
        "months": months,
        "window": other,
        "log": other,
        "measure": other,
        "groups": other,
        "january": other,
    }
    app = open_page(page, **address)
    assert not app.exception
    assert app.title[0].value


def pickers(app: AppTest) -> dict[str, dict[str, Any]]:
    """What each control over months on the page is given, by its key in the address."""
    given = (
        json.loads(component.proto.bytes)
        for component in app.get("bidi_component")
        if component.proto.component_name == "month_picker"
    )
    return {data["key"]: data for data in given}


def toolbars(app: AppTest) -> list[dict[str, Any]]:
    """What the toolbar of each chart on the page is given."""
    parts = (component.proto for component in app.get("bidi_component"))
    return [json.loads(part.bytes) for part in parts if part.component_name == "toolbar"]


def test_the_ranges_with_names_are_offered() -> None:
    named = {entry["name"]: entry["months"] for entry in pickers(open_page())["months"]["named"]}
    assert named["Everything"] == list(ALL)
    assert named["PEP"] == ["2014-12", "2017-01"]
    assert named["PEP + Trump, first term"] == ["2014-12", "2021-01"]
    assert named["Trump, first term, to February 2020"] == ["2017-02", "2020-02"]


@pytest.mark.parametrize("page", PAGES)
def test_the_range_is_shown_where_it_cuts_something(page: str) -> None:
    app = open_page(page, months=["2014-12", "2017-07"])
    (data,) = pickers(app).values()
    # The comparison has months of its own.
    assert data["shown"] == (page not in NO_RANGE | {"pep_vs_trump.py"})
    # Shown or not, it stays in the address.
    assert data["months"] == ["2014-12", "2017-07"]


def test_an_address_counts_when_it_changes_and_not_after_a_choice() -> None:
    app = open_page(months=["2014-12", "2017-07"])
    app.query_params["months"] = ["2015-01", "2015-06"]
    assert app.run().session_state["months"] == ("2015-01", "2015-06")
    # What a callback chose holds, though the browser's next words still carry the old address.
    app = open_page("pep_vs_trump.py", months=["2017-02", "2017-07"])
    app.button(key="compare-everything").click().run()
    assert app.session_state["months"] == ALL
    assert app.run().session_state["months"] == ALL


GROUPS = {
    "All PEP months, all Trump months": ("2014-12 2017-01", "2017-02 2021-01"),
    "PEP in operation, all Trump months": ("2015-07 2017-01", "2017-02 2021-01"),
    "Table 1's six months each": ("2016-08 2017-01", "2017-02 2017-07"),
    "The same calendar months, a year apart": ("2016-02 2017-01", "2017-02 2018-01"),
    "All PEP months, the six Trump months of TRAC's tables": (
        "2014-12 2017-01",
        "2017-02 2017-07",
    ),
    "All PEP months, Trump's first 12 months": ("2014-12 2017-01", "2017-02 2018-01"),
    "All PEP months, Trump to February 2020": ("2014-12 2017-01", "2017-02 2020-02"),
    "All PEP months, Trump's whole first term": ("2014-12 2017-01", "2017-02 2021-01"),
    "All PEP months, Trump's second term": ("2014-12 2017-01", "2025-02 2026-04"),
    "Trump's first term, Trump's second term": ("2017-02 2021-01", "2025-02 2026-04"),
    "Biden, Trump's second term": ("2021-02 2025-01", "2025-02 2026-04"),
}
"""The months of each pair of groups, of a measure that has them all."""


def ends(measure: Measure) -> tuple[str, str]:
    """First and last month of a measure's tables, by Python's own reader."""
    extents = [folders.extent(table) for table in measure.tables]
    return str(max(each.first for each in extents)), str(min(each.last for each in extents))


def counted(measure: Measure, months: MonthRange) -> int:
    """In how many months every column of a measure has a number, of a whole month, by Python's own
    reader."""
    known = [
        {
            row["month"]
            for row in folders.rows(column.table)
            if row[column.name].isdigit() and row.get("whole") != "false"
        }
        for column in measure.columns
    ]
    return sum(all(str(month) in months_known for months_known in known) for month in months)


@pytest.mark.parametrize("groups", [*GROUPS, "Two ranges of my own"])
def test_every_measure_in_every_pair_of_groups(groups: str) -> None:
    """A comparison is made where both groups have a month with a number, and refused elsewhere. The
    groups are named as in older addresses."""
    spans = GROUPS.get(groups, GROUPS["All PEP months, the six Trump months of TRAC's tables"])
    first, second = (MonthRange.parse(*span.split()) for span in spans)
    app = open_page("pep_vs_trump.py", groups=groups)
    made = 0
    assert app.selectbox(key="measure").options == [m.title for m in folders.MEASURES.values()]
    for title, measure in ((each.title, each) for each in folders.MEASURES.values()):
        app.selectbox(key="measure").set_value(measure.id).run()
        assert not app.exception
        early = first
        if "calendar" in groups:
            # Where a measure ends within the twelve months, the months before end with them.
            last = min(MonthRange.parse(*ends(measure)).last, second.last)
            early = MonthRange(first.first, max(first.first, last - 12))
        sides = (counted(measure, early), counted(measure, second))
        refused = [w for w in app.warning if "cannot be made" in (w.proto.title or "")]
        assert bool(refused) != all(sides), (title, sides)
        said = [m for m in app.markdown if m.value.startswith("## ")]
        assert bool(said) == all(sides), title
        made += bool(said)
    assert made or "second term" in groups


def answer(app: AppTest) -> str:
    """The sentence that answers the question of the page that compares."""
    (said,) = [element.value for element in app.markdown if element.value.startswith("## ")]
    return str(said)


def test_moving_january_changes_the_result() -> None:
    """Table 2: with January 2017 (4,812) the seven Trump months hold 39,832, or 5,690.3 a month;
    without, 5,836.7."""
    app = open_page("pep_vs_trump.py", months=["2014-12", "2017-07"])
    before = answer(app)
    app.button_group(key="january").set_value("Trump").run()
    assert "5,837 a month" in before and "5,690 a month" in answer(app)


def test_two_ranges_of_ones_own() -> None:
    app = open_page("pep_vs_trump.py")
    app.selectbox(key="groups").set_value("own").run()
    assert app.query_params["groups"] in ("own", ["own"])
    app.query_params["first"] = ["2012-01", "2012-02"]
    app.query_params["second"] = ["2013-02", "2013-01"]
    app.run()
    # Table 2: 6,324 and 6,565; 6,951 and 5,972: 0.3 % apart.
    assert "6,462 a month" in answer(app) and (6951 + 5972) / 2 == 6461.5
    assert "about the same as the 6,444" in answer(app) and (6324 + 6565) / 2 == 6444.5


def test_a_range_without_a_group_leaves_the_groups_whole() -> None:
    app = open_page("pep_vs_trump.py", months=["2017-02", "2017-07"])
    assert "leave one group without a month, so the groups are whole here" in text(app)
    assert "5,837 a month" in answer(app)
    # No address shows a chart of these months with whole groups.
    assert not any(bar["embed"] for bar in toolbars(app))
    app.button(key="compare-everything").click().run()
    assert app.session_state["months"] == ALL and "are whole here" not in text(app)
    assert all(bar["embed"] for bar in toolbars(app)) and toolbars(app)


def test_a_range_cuts_the_groups_and_says_so() -> None:
    """Table 2: 126,133 SC removals in the 26 PEP months, and 5,004 in December 2014."""
    app = open_page("pep_vs_trump.py", months=["2015-01", "2017-07"])
    assert "The groups are cut to the months chosen before, January 2015 to July 2017." in text(app)
    december = next(
        int(row["sc_removals"])
        for row in folders.rows("removals_by_source")
        if row["month"] == "2014-12"
    )
    mean = (126_133 - december) / 25
    assert f"the {mean:,.0f} in the PEP months (Jan 2015 to Jan 2017)" in answer(app)


def test_ids_stand_in_the_address_and_older_words_are_understood() -> None:
    app = open_page("pep_vs_trump.py")
    app.selectbox(key="measure").set_value("all_removals").run()
    assert app.query_params["measure"] in ("all_removals", ["all_removals"])
    app.selectbox(key="measure").set_value("sc_removals").run()
    assert "measure" not in app.query_params
    older = open_page("pep_vs_trump.py", measure="Removals and returns (OHSS)")
    # It had no groups, which then meant all Trump months.
    assert older.selectbox(key="groups").value == "pep-trump"
    assert "17,327" not in answer(older)
    today = open_page("pep_vs_trump.py", measure="ero_removals")
    # The description of the official workbooks: 19,879 and 17,327 a month.
    assert "**17,327 a month**" in answer(today) and "the 19,879 in" in answer(today)
    unknown = open_page("pep_vs_trump.py", measure="nothing", groups="nobody")
    assert "Secure Communities removals" in answer(unknown)


def test_the_first_screen_says_what_went_up_and_what_went_down() -> None:
    said = text(open_page("pep_vs_trump.py"))
    assert "What changed from the PEP months to Trump's first-term months to July 2017?" in said
    assert "up went SC removals (+20%), Arrested by ICE (OHSS) (+31%)" in said
    assert "down went All ICE removals (−12%) and Arrested by CBP (OHSS) (−30%)." in said
    labels = [expander.label for expander in open_page("pep_vs_trump.py").expander]
    assert "35,020 ÷ 6 − 126,133 ÷ 26 · how computed" in labels


SECTIONS = ("chance", "depends", "before", "months", "brief")


@pytest.mark.parametrize("groups", ["pep-trump6", "pep-term1", "biden-term2", "table1", "own"])
@pytest.mark.parametrize("measure", ["sc_removals", "ero_removals", "detainer_share_of_sc",
                                     "releases_to_remove"])  # fmt: skip
def test_every_section_opens(measure: str, groups: str) -> None:
    """All in one run: each is made from the measure and the groups alone, and none from whether
    another is open."""
    closed = open_page("pep_vs_trump.py", measure=measure, groups=groups)
    drawn = check_figures(closed)
    for section in SECTIONS:
        closed.session_state[f"section-{section}"] = True
    opened = closed.run()
    assert not opened.exception
    refused = [w for w in opened.warning if "cannot be made" in (w.proto.title or "")]
    assert refused or check_figures(opened) > drawn


def test_what_the_sections_say() -> None:
    app = open_page("pep_vs_trump.py")
    for section in SECTIONS:
        app.session_state[f"section-{section}"] = True
    app.run()
    said = text(app)
    # Per day: 35,020 in 181 days against 126,133 in 793, so 193.5 and 159.1.
    assert "removals 22% higher per day" in said and "In people a day that is +34" in said
    assert "The sign depends on the choice." in said
    # +23.5 % in 2012 and −21.2 % in 2015; second of 32 on the circle.
    assert "−21% in February 2015" in said and "6 of 100 (p = 0.06)" in said
    assert "Departures lag arrests" in said


def test_an_incomplete_month_counts_in_no_mean_and_is_said() -> None:
    """A later count shows the records of March to August 2019 to be short."""
    app = open_page("pep_vs_trump.py", measure="records_removals", groups="pep-trump")
    rows = [
        int(row["removals"])
        for row in folders.rows("removals_from_records")
        if row["month"] >= "2017-02" and row["whole"] == "true"
    ]
    whole = len(rows)
    assert whole < 31 and f"**{sum(rows) / whole:,.0f} a month**" in answer(app)
    assert f"({whole} of 31 months)" in answer(app) and "August 2019" in text(app)


def test_detainer_shares_are_pooled_over_an_era() -> None:
    """Table 2, December 2015: 97 of 4,227 SC removals, 2.29 %; August to December 2015: 2.48 % of
    SC removals and 0.61 % of all."""
    app = open_page("detainer_shares.py", months=["2015-08", "2015-12"])
    of_sc, of_all = key_figures(app)
    assert (of_sc.value, of_all.value) == ("2.29%", "0.48%")
    means = [one.compared[-1].replace("\u00a0", " ") for one in (of_sc, of_all)]
    assert means[0] == "Share in: PEP 2.48% (5 of 26 months)"
    assert means[1].startswith("Share in: PEP 0.61%")


def test_the_change_row_is_on_the_convictions_page() -> None:
    """Table 1, row Change."""
    assert all(
        number in text(open_page("convictions.py")) for number in ("296", "131", "529", "128")
    )


def test_sources_tells_every_table_and_column() -> None:
    app = open_page("sources_and_methods.py")
    labels = " ".join(expander.label for expander in app.expander)
    for name in (
        "ICE removals by source",
        "Secure Communities removals of people convicted",
        "Events",
        "Sources",
    ):
        assert name in labels
    assert app.code[0].value.startswith("Transactional Records Access Clearinghouse")


def test_a_broken_table_is_told_instead_of_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = folders.copy(tmp_path)
    path = folder / "removals_by_source.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("2009-01,30949", "2009-01,many"), encoding="utf-8"
    )
    monkeypatch.setenv("DASHBOARD_DATA", str(folder))
    from pages import shared_tables

    monkeypatch.setattr(shared_tables, "_read", shared(Tables))
    app = open_page()
    assert not app.exception
    assert "removals_by_source.csv, row 4, column all_removals" in app.error[0].value


def test_a_broken_folder_of_claims_is_told_on_their_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = folders.copy(tmp_path)
    next((folder / "claims").glob("*.sql")).unlink()
    monkeypatch.setenv("DASHBOARD_DATA", str(folder))
    from pages import shared_tables

    monkeypatch.setattr(shared_tables, "_read", shared(Tables))
    app = open_page()
    assert not app.error and app.get("plotly_chart")
    app = app.switch_page("claims.py").run()
    assert not app.exception
    assert "the file is missing. A claim in claims.csv names it" in app.error[0].value


@pytest.mark.parametrize(("page", "key"), [("pep_vs_trump.py", "measure"), ("data.py", "part")])
def test_every_run_tells_the_browser_what_is_chosen(page: str, key: str) -> None:
    """The browser drops what a run said that another one overtook, as when a telephone tells its
    width; it would take the first of the list for what the visitor chose."""
    app = open_page(page, view="sql").run()
    chosen = [one for one in (*app.selectbox, *app.button_group) if one.key == key]
    assert [one.proto.set_value for one in chosen] == [True]
