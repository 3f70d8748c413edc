"""A visitor's own months on the other pages, whatever months they are."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from lib.measures import not_covered_words, own_records
from lib.months import MonthRange
from tests.pages.test_pages import FRAME, run_page

MONTHS = {
    "before the tables": ("2001-01", "2003-12"),
    "before the eras compared": ("2010-01", "2012-12"),
    "the PEP months": ("2014-12", "2017-01"),
    "within both": ("2016-08", "2017-07"),
    "on after the tables": ("2016-01", "2025-06"),
    "after the tables": ("2021-01", "2025-06"),
    "one month": ("2017-03", "2017-03"),
    "with a gap": ("2016-01", "2019-12"),
}
GAP = MonthRange.parse("2017-01", "2018-12")
"""What the file with a gap does not cover."""


def with_own(page: str, months: str, *, laid: bool = True) -> AppTest:
    counts = [
        (month, not_covered_words() if months == "with a gap" and month in GAP else 1000 + place)
        for place, month in enumerate(MonthRange.parse(*MONTHS[months]))
    ]
    app = AppTest.from_file(str(FRAME), default_timeout=60)
    app.session_state["own_measure"] = own_records(counts, "months.csv; a visitor's own file")
    app.session_state["own_names_0"] = ["months.csv"]
    app.session_state["own_lay_0"] = laid
    return run_page(app, page)


@pytest.mark.parametrize("months", MONTHS)
def test_they_are_a_line_among_the_removals(months: str) -> None:
    app = with_own("removals.py", months)
    assert not app.exception
    assert app.get("plotly_chart")


def test_the_switch_alone_says_whether_they_are_shown() -> None:
    """Who switches and turns to another page at once leaves the run of the switch unfinished."""
    shown, hidden = (
        with_own("removals.py", "the PEP months", laid=laid).get("plotly_chart")[0].proto.spec
        for laid in (True, False)
    )
    assert "Your records" in shown and "Your records" not in hidden


@pytest.mark.parametrize(
    "groups",
    [
        "pep-trump",
        "year-apart",
        "own",
    ],
)
@pytest.mark.parametrize("months", MONTHS)
def test_they_are_compared_or_it_is_said_why_not(months: str, groups: str) -> None:
    app = with_own("pep_vs_trump.py", months)
    app.selectbox(key="measure").set_value("own_records").run()
    app.selectbox(key="groups").set_value(groups).run()
    # January 2017 counts where a range of one's own has it.
    for january in ("PEP", "Trump", "neither") if groups != "own" else [None]:
        if january:
            app.button_group(key="january").set_value(january).run()
        assert not app.exception
        found = [
            element.value
            for element in app.markdown
            if element.value.startswith("## Your records came to")
        ]
        said = [
            warning for warning in app.warning if "cannot be made" in (warning.proto.title or "")
        ]
        assert bool(found) != bool(said)
    if months == "within both" and groups != "year-apart":
        assert found


def test_a_gap_in_a_file_is_drawn_as_one() -> None:
    rows = [
        f"{month}-{day:02},x"
        for months in (("2014-01", "2014-12"), ("2016-01", "2016-12"))
        for month in MonthRange.parse(*months)
        for day in (1, 15, 31)
    ]
    body = "\n".join(["when,what", *rows])
    app = AppTest.from_file(str(FRAME), default_timeout=60).run()
    app.switch_page("your_records.py").run()
    app.file_uploader[0].set_value(("two_years.csv", body.encode(), "text/csv")).run()
    next(button for button in app.button if button.label == "Count by month").click().run()
    assert not app.exception
    (chart,) = app.get("plotly_chart")
    traces = json.loads(chart.proto.spec)["data"]
    (line,) = [trace for trace in traces if trace.get("name") == "All records"]
    by_month = dict(zip((day[:7] for day in line["x"]), line["y"], strict=True))
    assert by_month["2014-10"] == by_month["2016-01"] == 3
    assert [by_month[str(month)] for month in MonthRange.parse("2015-01", "2015-12")] == [None] * 12
