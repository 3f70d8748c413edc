"""Every page through AppTest, over ranges that hurt."""

import json
from pathlib import Path

import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from tests import folders

FRAME = Path(__file__).resolve().parents[2] / "pages" / "frame.py"
PAGES = [
    "removals.py",
    "pep_vs_trump.py",
    "convictions.py",
    "detainers_issued.py",
    "detainer_shares.py",
    "trac_and_the_records.py",
    "claims.py",
    "your_records.py",
    "sources_and_methods.py",
]
NO_RANGE = {"claims.py", "your_records.py", "sources_and_methods.py"}
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
    app.run()
    return app if page == "removals.py" else app.switch_page(page).run()


def check_figures(app: AppTest) -> int:
    """Raises ValueError for a property that Plotly does not know; the pages leave that check to the
    tests."""
    charts = app.get("plotly_chart")
    for chart in charts:
        go.Figure(json.loads(chart.proto.spec))
    return len(charts)


def text(app: AppTest) -> str:
    kinds = (app.markdown, app.caption, app.info, app.warning, app.title, app.subheader)
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


def test_a_month_alone_gives_its_numbers() -> None:
    """Table 2, row 2012-05: 40,472, 7,813, 1,869."""
    app = open_page(months=["2012-05", "2012-05"])
    assert not app.get("plotly_chart")
    assert [metric.value for metric in app.metric] == [
        "40,472",
        "not in the table",
        "7,813",
        "1,869",
    ]
    assert list(app.dataframe[0].value["Value"]) == ["40,472", "7,813", "1,869"]


def test_a_withheld_figure_is_given_in_the_words_of_the_source() -> None:
    app = open_page(months=["2017-02", "2017-07"])
    assert [metric.value for metric in app.metric][3] == "ICE withheld"


def test_key_figures_against_the_range_before() -> None:
    """Table 2: 35,020 SC removals in the six Trump months, 30,085 in the six before: 822.5 a month,
    16.4 %, more."""
    app = open_page(months=["2017-02", "2017-07"])
    assert [metric.value for metric in app.metric][2] == "35,020"
    assert (
        "822 more a month (16.4%) than in the period before, August 2016 to January 2017"
        in text(app)
    )


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
    # The message goes once the visitor has chosen.
    app.select_slider(key="months").set_range("2015-01", "2015-06").run()
    assert not app.warning


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


def test_a_preset_changes_the_range() -> None:
    app = open_page()
    app.button(key="preset-PEP + Trump, first term").click().run()
    assert app.session_state["months"] == ("2014-12", "2021-01")
    assert not app.exception


@pytest.mark.parametrize(
    "groups",
    [
        "All PEP months, all Trump months",
        "PEP in operation, all Trump months",
        "Table 1's six months each",
        "The same calendar months, a year apart",
        "Two ranges of my own",
    ],
)
def test_every_measure_in_every_pair_of_groups(groups: str) -> None:
    app = open_page("pep_vs_trump.py")
    app.selectbox(key="groups").select(groups).run()
    for measure in app.selectbox(key="measure").options:
        app.selectbox(key="measure").select(measure).run()
        assert not app.exception
        # Table 1 begins in August 2016, after the PEP side of the same calendar months.
        early = (
            "convicted" in measure.lower()
            and "calendar" in groups
            and "case records" not in measure
        )
        withheld = "etainer" in measure or early
        assert (
            bool([w for w in app.warning if "cannot be made" in (w.proto.title or "")]) == withheld
        ), measure
        assert bool([m for m in app.markdown if m.value.startswith("####")]) != withheld, measure


def test_moving_january_changes_the_result() -> None:
    """Table 2: with January 2017 (4,812) the seven Trump months hold 39,832, or 5,690.3 a month;
    without, 5,836.7."""
    app = open_page("pep_vs_trump.py", months=["2014-12", "2017-07"])
    before = app.markdown[0].value
    app.button_group(key="january").set_value("Trump").run()
    assert "5,836.7 a month" in before and "5,690.3 a month" in app.markdown[0].value


def test_two_ranges_of_ones_own() -> None:
    app = open_page("pep_vs_trump.py")
    app.selectbox(key="groups").select("Two ranges of my own").run()
    app.select_slider(key="first").set_range("2012-01", "2012-02")
    app.select_slider(key="second").set_range("2013-01", "2013-02").run()
    # Table 2: 6,324 and 6,565; 6,951 and 5,972.
    assert f"{(6951 + 5972) / 2:,.1f} a month" in app.markdown[0].value
    assert f"{(6324 + 6565) / 2:,.1f} a month" in app.markdown[0].value


def test_a_range_without_a_group_offers_a_way_out() -> None:
    app = open_page("pep_vs_trump.py", months=["2017-02", "2017-07"])
    assert "Nothing to compare: PEP" in app.info[0].proto.title
    app.button(key="compare-everything").click().run()
    assert app.session_state["months"] == ALL and app.get("plotly_chart")


def test_detainer_shares_are_pooled_over_the_range() -> None:
    """Table 2, August to December 2015: 2.48 % of SC removals and 0.61 % of all."""
    app = open_page("detainer_shares.py", months=["2015-08", "2015-12"])
    assert [metric.value for metric in app.metric] == ["2.48%", "0.61%"]


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

    shared_tables._read.clear()
    try:
        app = open_page()
    finally:
        shared_tables._read.clear()
    assert not app.exception
    assert "removals_by_source.csv, row 4, column all_removals" in app.error[0].value


def test_a_broken_folder_of_claims_is_told_on_their_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = folders.copy(tmp_path)
    next((folder / "claims").glob("*.sql")).unlink()
    monkeypatch.setenv("DASHBOARD_DATA", str(folder))
    from pages import shared_tables

    shared_tables._read.clear()
    try:
        app = open_page()
        assert not app.error and app.get("plotly_chart")
        app = app.switch_page("claims.py").run()
        assert not app.exception
        assert "the file is missing. A claim in claims.csv names it" in app.error[0].value
    finally:
        shared_tables._read.clear()


def test_a_comparison_with_months_before_that_are_not_all_known_is_not_made() -> None:
    """The case records begin in October 2015: they hold 16 of the 30 months before February
    2017."""
    app = open_page(months=["2017-02", "2019-07"])
    assert "16 of 30 months have data in the period before" in text(app)
    assert "August 2014 to January 2017" not in text(app)
