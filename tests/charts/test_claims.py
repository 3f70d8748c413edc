"""A claim's number line, read from the figure: stated, allowed, computed."""

import pytest

from lib.charts import Chart, Look
from lib.charts.claims import has_number_line, number_line, stated_share, windows
from lib.charts.ruler import width
from lib.claims import Claim, claims
from lib.sources import document
from lib.tables import Tables
from lib.verdicts import Verdict, check, shares_ending
from tests.charts.every import told, words

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
    stated, *lines = [trace for trace in chart.figure["data"] if trace["mode"] == "lines"]
    assert stated["x"] == [43_300, 43_300]
    assert [tuple(line["x"]) for line in lines] == [
        (9_688, 14_101), (4_293, 6_339), (10_674, 15_486), (24_190, 24_190), (42_756, 42_756),
        (21_810, 31_810), (38_310, 57_240),
    ]  # fmt: skip
    stated = [t for t in chart.figure["data"] if t.get("marker", {}).get("symbol") == "diamond"]
    assert [trace["x"] for trace in stated] == [[43_300]]
    low, high = chart.figure["layout"]["xaxis"]["range"]
    assert low == 0 and high > 57_240
    assert "Verdict: does not hold." in words(chart)


def test_a_range_without_an_upper_bound_runs_to_the_edge_and_has_no_mark_there(
    tables: Tables,
) -> None:
    chart = chart_of(tables, "trac_2_million")
    edge = chart.figure["layout"]["xaxis"]["range"][1]
    lines = [trace for trace in chart.figure["data"] if trace["mode"] == "lines"]
    assert [tuple(line["x"]) for line in lines] == [(2_000_000, 2_000_000), (1_814_828, edge)]
    assert edge not in [x for t in chart.figure["data"] if t["mode"] == "markers" for x in t["x"]]
    assert chart.table["high"].tolist()[1] == "no bound"


def test_what_a_qualifier_allows_is_shaded_and_exactly_shades_nothing(tables: Tables) -> None:
    layout = chart_of(tables, "nd_april_2015").figure["layout"]
    # Just under 8,000 allows 7,600 to below 8,000; then the line of the stated figure itself.
    assert layout["xaxis"]["range"][0] == 0
    shapes = [(shape["x0"], shape["x1"]) for shape in layout["shapes"]]
    assert shapes == [(7_600, 8_000), (8_000, 8_000)]
    exact = chart_of(tables, "trac_change_any").figure["layout"]["shapes"]
    assert [(shape["x0"], shape["x1"]) for shape in exact] == [(296, 296)]


@pytest.mark.parametrize("look", [Look(), Look(width="narrow")], ids=["wide", "narrow"])
def test_each_value_stands_at_its_mark_and_no_row_touches_another(
    tables: Tables, look: Look
) -> None:
    claim, verdict = judged(tables, "ice_43300")
    chart = number_line(claim, verdict, document(tables, claim.document), look)
    texts = [note for note in chart.figure["layout"]["annotations"] if note.get("yref") == "y"]
    marks = [trace for trace in chart.figure["data"] if trace["mode"] == "markers"]
    # 42,756 removals of any kind, by the case records: at their dot, in either look.
    (value,) = [note for note in texts if note["text"] == "42,756 people"]
    assert (value["x"], value["y"]) == (42_756, marks[5]["y"][0])
    names = [note for note in texts if "<b>" in note["text"]]
    assert len(names) == len(marks)
    for name, mark, above in zip(names[1:], marks[1:], marks, strict=False):
        top = mark["y"][0] + name["yshift"] + (name["text"].count("<br>") + 1) * 12 * 1.3
        assert top < above["y"][0] - 6


@pytest.mark.parametrize("look", [Look(), Look(width="narrow")], ids=["wide", "narrow"])
def test_what_stands_beside_a_mark_is_inside_the_picture(tables: Tables, look: Look) -> None:
    seen = 0
    for claim in claims(tables):
        verdict = check(tables, claim)
        if not has_number_line(claim, verdict):
            continue
        figure = number_line(claim, verdict, document(tables, claim.document), look).figure
        layout, (low, high) = figure["layout"], figure["layout"]["xaxis"]["range"]
        assert low == 0 or min(float(claim.stated), verdict.low) < 0  # type: ignore[type-var,operator] # numbers
        plot = look.sizes.figure - layout["margin"]["l"] - layout["margin"]["r"]
        for note in layout["annotations"]:
            if note.get("yref") != "y" or note["xref"] == "paper":
                continue
            at = layout["margin"]["l"] + (note["x"] - low) / (high - low) * plot + note["xshift"]
            wide = width(note["text"], note["font"]["size"])
            start = at if note["xanchor"] == "left" else at - wide
            assert start >= 0 and start + wide <= look.sizes.figure, (claim.id, note["text"])
            seen += 1
    assert seen > 20


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
    assert "the latest 5 months." in told(chart)
    assert chart.title == "“about 2.5 percent”: that is the latest 5 months"
    line, fits = chart.figure["data"]
    assert (fits["x"], fits["y"]) == ([5], [pytest.approx(100 * 584 / 23_580)])
    # At its mark; and the share over all 86 months at the end of the line.
    ends = {note["x"]: note["text"] for note in chart.figure["layout"]["annotations"]}
    assert (ends[5], ends[86]) == ("2.48", "16.81")
    assert (line["x"][4], round(line["y"][4], 2)) == (5, 2.48)
    assert line["customdata"][4] == "August 2015"
    assert chart.table["first_month"][4] == "2015-08"


def test_a_stated_share_is_a_level_in_the_unit_of_the_axis(tables: Tables) -> None:
    claim, _ = judged(tables, "trac_detainer_share_sc")
    level = stated_share(claim, "detainer")
    assert level.value == pytest.approx(0.025)
    assert "2.5%" in level.label and "percent" in level.words


def test_a_number_line_names_the_sources_of_all_it_is_held_against(tables: Tables) -> None:
    chart = chart_of(tables, "ice_43300")
    # The rows of the case records and of OHSS stand beside those of the document itself.
    assert set(chart.credit.ids) >= {"trac_2017", "ice_removals_2019", "ohss_2024"}
    assert chart.credit.ids[0] == judged(tables, "ice_43300")[0].document
