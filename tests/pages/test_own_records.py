"""A visitor's own months on the other pages, whatever months they are."""

import pytest
from streamlit.testing.v1 import AppTest

from lib.measures import own_records
from lib.months import MonthRange
from tests.pages.test_pages import FRAME

MONTHS = {
    "before the tables": ("2001-01", "2003-12"),
    "before the eras compared": ("2010-01", "2012-12"),
    "the PEP months": ("2014-12", "2017-01"),
    "within both": ("2016-08", "2017-07"),
    "on after the tables": ("2016-01", "2025-06"),
    "after the tables": ("2021-01", "2025-06"),
    "one month": ("2017-03", "2017-03"),
}


def with_own(page: str, months: str) -> AppTest:
    counts = [
        (month, 1000 + place) for place, month in enumerate(MonthRange.parse(*MONTHS[months]))
    ]
    app = AppTest.from_file(str(FRAME), default_timeout=60)
    app.session_state["own_measure"] = own_records(counts, "months.csv; a visitor's own file")
    app.run()
    return app if page == "removals.py" else app.switch_page(page).run()


@pytest.mark.parametrize("months", MONTHS)
def test_they_are_a_line_among_the_removals(months: str) -> None:
    app = with_own("removals.py", months)
    assert not app.exception
    assert app.get("plotly_chart")


@pytest.mark.parametrize(
    "groups",
    [
        "All PEP months, all Trump months",
        "The same calendar months, a year apart",
        "Two ranges of my own",
    ],
)
@pytest.mark.parametrize("months", MONTHS)
def test_they_are_compared_or_it_is_said_why_not(months: str, groups: str) -> None:
    app = with_own("pep_vs_trump.py", months)
    app.selectbox(key="measure").select("Your records").run()
    app.selectbox(key="groups").select(groups).run()
    # January 2017 counts where a range of one's own has it.
    for january in ("PEP", "Trump", "neither") if "my own" not in groups else [None]:
        if january:
            app.button_group(key="january").set_value(january).run()
        assert not app.exception
        found = [
            element.value
            for element in app.markdown
            if element.value.startswith("#### Your records came to")
        ]
        said = [
            warning for warning in app.warning if "cannot be made" in (warning.proto.title or "")
        ]
        assert bool(found) != bool(said)
    if months == "within both" and "calendar" not in groups:
        assert found
