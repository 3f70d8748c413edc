"""A claim's number line, read from the figure: stated, allowed, computed."""

import pytest

from lib.charts import Chart, Look
from lib.charts.claims import has_number_line, number_line, stated_share, windows
from lib.claims import Claim, claims
from lib.sources import document
from lib.tables import Tables
from lib.verdicts import Verdict, check, shares_ending
from tests.charts.every import words

LOOK = Look()


def judged(tables: Tables, id: str) -> tuple[Claim, Verdict]:
    claim = next(claim for claim in claims(tables) if claim.id == id)
    return claim, check(tables, claim)


def chart_of(tables: Tables, id: str) -> Chart:
    claim, verdict = judged(tables, id)
    return number_line(claim, verdict, document(tables, claim.document), LOOK)


def test_every_reading_of_a_claim_has_a_row(tables: Tables) -> None:
    """Tables 1 and 2, rows 2017-01 to 2017-03, the case records by day, and OHSS, as in
    tests/test_claims.py."""
    chart = chart_of(tables, "ice_43300")
    lines = [trace for trace in chart.figure["data"] if trace["mode"] == "lines"]
    assert [tuple(line["x"]) for line in lines] == [
        (9_688, 14_101), (4_293, 6_339), (10_674, 15_486), (24_190, 24_190), (42_756, 42_756),
        (21_810, 31_810), (38_310, 57_240),
    ]  # fmt: skip
    stated = [t for t in chart.figure["data"] if t.get("marker", {}).get("symbol") == "diamond"]
    assert [trace["x"] for trace in stated] == [[43_300]]
    low, high = chart.figure["layout"]["xaxis"]["range"]
    assert low < 4_293 and high > 43_300
    assert "Verdict: does not hold." in words(chart)


def test_a_range_without_an_upper_bound_runs_to_the_edge_and_has_no_mark_there(
    tables: Tables,
) -> None:
    chart = chart_of(tables, "trac_2_million")
    edge = chart.figure["layout"]["xaxis"]["range"][1]
    lines = [trace for trace in chart.figure["data"] if trace["mode"] == "lines"]
    assert [tuple(line["x"]) for line in lines] == [(1_814_828, edge)]
    assert edge not in [x for t in chart.figure["data"] if t["mode"] == "markers" for x in t["x"]]
    assert chart.table["high"].tolist()[1] == "no bound"


def test_what_a_qualifier_allows_is_shaded_and_exactly_shades_nothing(tables: Tables) -> None:
    layout = chart_of(tables, "nd_april_2015").figure["layout"]
    # Just under 8,000 allows 7,600 to below 8,000; the axis begins above that.
    edge = layout["xaxis"]["range"][0]
    assert [(shape["x0"], shape["x1"]) for shape in layout["shapes"]] == [(edge, 8_000)]
    assert edge > 7_600
    assert chart_of(tables, "trac_change_any").figure["layout"]["shapes"] == []


@pytest.mark.parametrize("id", ["nd_peak_month", "trac_policy_month"])
def test_a_date_and_a_claim_that_cannot_be_checked_have_no_number_line(
    tables: Tables, id: str
) -> None:
    assert not has_number_line(*judged(tables, id))
    with pytest.raises(ValueError, match="has no number to place"):
        chart_of(tables, id)


def test_the_windows_of_a_share_say_which_of_them_the_claim_fits(tables: Tables) -> None:
    claim, verdict = judged(tables, "trac_detainer_share_sc")
    assert claim.last is not None
    shares = shares_ending(tables, claim.last)
    stated_in = document(tables, claim.document)
    chart = windows(shares, claim, verdict, stated_in, "detainer", LOOK)
    # August to December 2015: 584 of 23,580 (Table 2), 2.48 percent, and no other number of latest
    # months.
    assert "the latest 5 months." in words(chart)
    (line,) = chart.figure["data"]
    assert (line["x"][4], round(line["y"][4], 2)) == (5, 2.48)
    assert line["customdata"][4] == "August 2015"
    assert chart.table["first_month"][4] == "2015-08"


def test_a_stated_share_is_a_level_in_the_unit_of_the_axis(tables: Tables) -> None:
    claim, _ = judged(tables, "trac_detainer_share_sc")
    level = stated_share(claim, "detainer")
    assert level.value == pytest.approx(0.025)
    assert "2.5%" in level.label and "percent" in level.words
