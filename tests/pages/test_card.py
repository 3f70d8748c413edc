"""How the files of a chart are named."""

from lib.charts import Look
from lib.months import MonthRange
from lib.tables import Tables
from pages.card import chart_key, file_name
from tests.charts.every import of_breakdowns, of_groups, removals


def test_a_file_is_named_after_the_months_in_it(tables: Tables) -> None:
    lines = removals(tables, MonthRange.parse("2015-01", "2015-12"))
    # PEP and the Trump months of the tables.
    _time, overlay, *_others = of_groups(tables, "sc_removals", Look())
    for ranged in (False, True):
        assert file_name(lines, ranged=ranged) == "removals_2015-01_2015-12"
        assert file_name(overlay, ranged=ranged) == "overlay-sc-removals_2014-12_2017-07"


def test_a_chart_without_months_that_nothing_cuts_has_none_in_its_name(tables: Tables) -> None:
    (means, *_others) = (
        chart for chart in of_breakdowns(tables, Look()) if "month" not in chart.headings
    )
    assert file_name(means, ranged=False) == means.name


def test_the_key_of_a_chart_is_one_word() -> None:
    assert chart_key("claim-ice_43300 share") == "chart-claim-ice-43300-share"
