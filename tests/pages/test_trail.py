"""Every figure on every page is found again through the query that the page states for it.

The queries are taken from the page as a reader would copy them, and run in a DuckDB of their own
over the CSVs."""

import json
import re
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from tests.figures import figure_title
from tests.pages.key_figures_shown import key_figures
from tests.pages.test_pages import check_figures, open_page, text

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    "front.py",
    "removals.py",
    "pep_vs_trump.py",
    "convictions.py",
    "detainers_issued.py",
    "detainer_shares.py",
    "sources_compared.py",
    "who_and_from_where.py",
]


@pytest.fixture(autouse=True)
def in_the_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def with_trails_open(page: str, **address: str | list[str]) -> AppTest:
    app = open_page(page, **address)
    for expander in app.get("expander"):
        key = getattr(expander.proto, "id", "") or ""
        name = re.search(r"(where-[a-z0-9-]+)", key)
        if name:
            app.session_state[name[1]] = True
    if page == "pep_vs_trump.py":
        app.session_state["section-months"] = True
        app.run()
    for key in charts_of(app):
        app.session_state[f"open-{key}"] = "queries"
    return app.run()


def charts_of(app: AppTest) -> list[str]:
    """The keys of the charts on the page, from their toolbars."""
    return [
        json.loads(component.proto.bytes)["chart"]
        for component in app.get("bidi_component")
        if component.proto.component_name == "toolbar"
    ]


def answers(app: AppTest) -> list[pd.DataFrame]:
    """What the queries shown on the page give, outside the dashboard."""
    found = []
    for code in app.code:
        if code.language == "sql":
            with duckdb.connect() as connection:
                found.append(connection.execute(code.value).df())
    return found


def numbers(frames: list[pd.DataFrame]) -> set[float]:
    """Every number in the answers, rounded to what a page shows."""
    return {
        round(float(value), 6)
        for frame in frames
        for name in frame.columns
        if pd.api.types.is_numeric_dtype(frame[name])
        and not pd.api.types.is_bool_dtype(frame[name])
        for value in frame[name].dropna()
    }


def is_among(value: float, found: set[float], digits: int) -> bool:
    return any(abs(value - number) <= 0.5 * 10**-digits + 1e-9 for number in found)


def drawn(app: AppTest) -> dict[str, list[float]]:
    """The values of every line, bar and dot of every chart, by the chart's title; decoration left
    out."""
    charts: dict[str, list[float]] = {}
    for chart in app.get("plotly_chart"):
        spec: dict[str, Any] = json.loads(chart.proto.spec)
        title = figure_title(spec)
        values = charts.setdefault(title, [])
        for trace in spec["data"]:
            if (
                "fillpattern" in trace
                or trace.get("hoverinfo") == "skip"
                or "Stated" in trace.get("name", "")
                # What a model says is in no table.
                or "carried on" in trace.get("name", "")
            ):
                continue
            # Charts of rows have their values on the level axis, where others have months.
            rows = spec["layout"]["yaxis"].get("showticklabels") is False
            level = rows and all(isinstance(at, int | float) for at in trace["x"])
            axis = "x" if level or trace.get("orientation") == "h" else "y"
            values += [value for value in trace[axis] if isinstance(value, int | float)]
    return charts


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("months", [("2007-10", "2019-08"), ("2014-12", "2017-07")], ids="_".join)
def test_every_point_of_every_chart_is_in_an_answer(page: str, months: tuple[str, str]) -> None:
    app = with_trails_open(page, months=list(months))
    assert not app.exception
    found = numbers(answers(app))
    charts = drawn(app)
    assert charts and found
    for title, values in charts.items():
        assert values, title
        lost = [value for value in values if not is_among(value, found, 5)]
        assert not lost, f"{title}: {lost[:5]} of {len(lost)}"


@pytest.mark.parametrize("page", ["removals.py", "convictions.py", "detainer_shares.py"])
def test_every_key_figure_is_in_an_answer(page: str) -> None:
    months = ["2015-01", "2015-12"] if page == "detainer_shares.py" else ["2016-08", "2017-07"]
    app = with_trails_open(page, months=months)
    found = numbers(answers(app))
    figures = [figure.value for figure in key_figures(app) if figure.value[0].isdigit()]
    assert figures
    for figure in figures:
        value = float(figure.replace(",", "").removesuffix("%"))
        digits = len(figure.removesuffix("%").partition(".")[2])
        shown = {number * 100 for number in found} if figure.endswith("%") else found
        assert is_among(value, shown, digits), figure


def test_every_number_of_the_statistics_is_in_an_answer() -> None:
    app = with_trails_open("pep_vs_trump.py")
    found = numbers(answers(app))
    names = ("Obama, PEP", "Trump, first term, to Jul 2017")
    table = next(frame.value for frame in app.dataframe if set(names) <= set(frame.value.columns))
    rows = table.set_index(table.columns[0])
    for row in (
        "Total, known months",
        "Mean month",
        "Median month",
        "Lowest month",
        "Highest month",
    ):
        for name in names:
            shown = str(rows.loc[row, name]).split(" ")[0].replace(",", "")
            assert is_among(float(shown), found, 0), (row, name, shown)


@pytest.mark.parametrize(
    "measure", ["Secure Communities removals", "Convicted share, case records (inferred)"]
)
def test_the_difference_of_two_groups_is_the_answer_to_its_query(measure: str) -> None:
    # The months that the documents had; of the case records, the Trump months go on to 2019.
    months = ["2008-11", "2017-07"] if measure.startswith("Secure") else ["2015-10", "2019-07"]
    app = with_trails_open("pep_vs_trump.py", measure=measure, months=months)
    # The rows of the other measures come after it.
    answer = next(
        frame for frame in answers(app) if "difference" in frame.columns and len(frame) == 1
    )
    sentence = next(one.value for one in app.markdown if one.value.startswith("## "))
    if measure.startswith("Secure"):
        # Table 2: 126,133 over 26 months and 35,020 over 6.
        assert answer["difference"][0] == pytest.approx(35_020 / 6 - 126_133 / 26)
        assert f"{answer['difference'][0]:,.0f} more ({answer['percent'][0]:.0f}%)" in sentence
    else:
        assert f"{answer['second'][0]:.1%}" in sentence and f"{answer['first'][0]:.1%}" in sentence
        assert f"{abs(answer['difference'][0]) * 100:.1f} percentage points" in sentence


def test_the_change_row_is_the_answer_to_its_query() -> None:
    """Table 1, its last row: 296, 131, 529, 128."""
    app = with_trails_open("convictions.py")
    (answer,) = (
        frame
        for frame in answers(app)
        if list(frame.columns)[:1] == ["any_offense"] and len(frame) == 1
    )
    assert list(answer.iloc[0]) == [296, 131, 529, 128]


def test_how_far_the_sources_lie_apart_is_the_answer_to_its_query() -> None:
    app = with_trails_open("sources_compared.py")
    found = [frame for frame in answers(app) if "close_to" in frame.columns]
    (shown,) = (frame.value for frame in app.dataframe if "Median, %" in frame.value.columns)
    assert len(shown) == 7
    for row in shown.to_dict("records"):
        (answer,) = {
            (int(one["months"][0]), one["median"][0], one["greatest"][0])
            for one in found
            if one["median"][0] == row["Median, %"]
        }
        assert answer == (row["Months"], row["Median, %"], row["At most, %"])
    # shared/data/README.md: 0.015 % in the median and 0.2 % at most.
    assert "they are 0.015% apart in the median and at most 0.20%" in text(app)


def test_the_mean_months_side_by_side_are_the_answers_to_their_queries() -> None:
    """shared/data/README.md: arrested by ICE, 5,476 a month under PEP and 6,619 over 48 months."""
    app = with_trails_open("who_and_from_where.py")
    found = [frame for frame in answers(app) if "first_share" in frame.columns]
    by_part = {row["part"]: row for frame in found for row in frame.to_dict("records")}
    assert (round(by_part["by_ice"]["first"]), round(by_part["by_ice"]["second"])) == (5_476, 6_619)
    (shown,) = (frame.value for frame in app.dataframe if "Citizenship" in frame.value.columns)
    for row in shown.to_dict("records"):
        if row["Citizenship"] != "all others":
            assert row["Change"] == by_part[row["Citizenship"]]["difference"]


def test_the_stated_figures_are_the_answer_to_their_query() -> None:
    app = with_trails_open("detainers_issued.py")
    (answer,) = (frame for frame in answers(app) if "speaker" in frame.columns)
    (shown,) = (frame.value for frame in app.dataframe if "Who says it" in frame.value.columns)
    assert list(shown["What"]) == list(answer["what"])
    assert list(shown["Who says it"]) == list(answer["speaker"])


def test_the_recovered_months_are_in_an_answer() -> None:
    app = open_page("convictions.py")
    app.toggle(key="recovered").set_value(True).run()
    for key in charts_of(app):
        app.session_state[f"open-{key}"] = "queries"
    app.run()
    assert check_figures(app) == 2
    found = numbers(answers(app))
    for low, high in ((4847, 4871), (4387, 4399)):  # 2015-09 and 2016-07
        assert low in found and high in found
    charts = drawn(app)
    assert len(charts) == 2 and all(charts.values())
    for values in charts.values():
        assert all(is_among(value, found, 5) for value in values)


def test_the_value_of_a_claim_is_in_the_answer_to_its_query() -> None:
    app = open_page("claims.py")
    app.query_params["claim"] = "ice_43300"
    app.run()
    app.session_state["open-chart-claim-ice-43300"] = "queries"
    app.run()
    assert check_figures(app) == 1
    check, rows = answers(app)
    # Table 1: 4,400 + 5,288 in February and March; 4,413 more in January.
    assert (check["low"][0], check["high"][0]) == (9_688, 14_101)
    assert {10_674, 15_486, 24_190, 42_756} <= numbers([rows])
