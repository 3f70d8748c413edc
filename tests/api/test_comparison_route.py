"""Two groups of months by address."""

from __future__ import annotations

from calendar import monthrange

import pytest

from lib.months import MonthRange
from lib.shown.address import Address
from lib.shown.said import said as finding_of
from lib.tables import Tables
from tests import folders
from tests.api.answer import Answer

COMPARE = "/api/v1/compare"
PEP, TRUMP = MonthRange.parse("2014-12", "2017-01"), MonthRange.parse("2017-02", "2017-07")


def mean_and_per_day(months: MonthRange) -> tuple[float, float]:
    """Secure Communities removals of TRAC's Table 2, a month and a day."""
    known = {row["month"]: int(row["sc_removals"]) for row in folders.rows("removals_by_source")}
    people = sum(known[str(month)] for month in months)
    days = sum(monthrange(month.year, month.number)[1] for month in months)
    return people / len(months), people / days


@pytest.mark.parametrize(
    ("query", "groups"),
    [
        ("", "pep-trump6"),
        ("?groups=pep-trump6", "pep-trump6"),
        ("?first=2014-12/2017-01&second=2017-02/2017-07", None),
    ],
)
def test_a_comparison_is_that_of_the_table(query: str, groups: str | None, server: str) -> None:
    said = Answer(server, f"{COMPARE}/sc_removals.json{query}").json
    (pep, pep_a_day), (trump, trump_a_day) = mean_and_per_day(PEP), mean_and_per_day(TRUMP)
    assert said["groups"] == groups
    assert [said["first"][end] for end in ("first_month", "last_month")] == ["2014-12", "2017-01"]
    assert (said["first"]["months"], said["second"]["months"]) == (26, 6)
    assert said["first"]["mean"] == pytest.approx(pep)
    assert said["second"]["mean"] == pytest.approx(trump)
    assert said["difference"] == pytest.approx(trump - pep)
    assert said["percent"] == pytest.approx((trump / pep - 1) * 100)
    # TRAC, Table 2: the sums of the two groups.
    assert said["arithmetic"] == "35,020 ÷ 6 − 126,133 ÷ 26"
    assert "**" not in said["sentence"] and "5,837 a month" in said["sentence"]
    interval = said["interval"]
    assert interval["ratio"]["value"] == pytest.approx(trump_a_day / pep_a_day)
    assert interval["difference"]["value"] == pytest.approx(trump_a_day - pep_a_day)
    assert 1 < interval["ratio"]["low"] < interval["ratio"]["value"] < interval["ratio"]["high"]
    assert any("months, not policies" in caution for caution in said["cautions"])
    assert "TRAC" in said["sources"][0]


def test_where_all_was_withheld_nothing_is_compared_and_why_is_said(server: str) -> None:
    said = Answer(server, f"{COMPARE}/detainer_removals.json").json
    # TRAC, Table 2: ICE withheld detainers from January 2016 on.
    assert (said["first"]["known_months"], said["second"]["known_months"]) == (13, 0)
    assert said["second"]["mean"] is said["difference"] is said["sentence"] is None
    assert said["second"]["why_not_all"].endswith("ICE withheld.")
    assert list(said["interval"]) == ["why_none"]


@pytest.mark.parametrize(
    ("query", "status", "kind", "allowed"),
    [
        ("?groups=obama-trump", 400, "wrong-value", "pep-trump6"),
        ("?first=2014-12/2017-01", 400, "wrong-value", "first and second"),
        (
            "?groups=pep-trump&first=2014-12/2017-01&second=2017-02/2017-07",
            400,
            "wrong-value",
            "groups",
        ),
        ("?first=2014-12&second=2017-02/2017-07", 400, "wrong-value", None),
        ("?first=2017-01/2014-12&second=2017-02/2017-07", 400, "wrong-value", None),
        ("?first=2001-01/2001-12&second=2017-02/2017-07", 404, "no-such-months", "2008-11"),
        ("?group=pep-trump6", 400, "unknown-parameter", "groups"),
    ],
)
def test_a_comparison_that_cannot_be_made_is_refused(
    query: str, status: int, kind: str, allowed: str | None, server: str
) -> None:
    answer = Answer(server, f"{COMPARE}/sc_removals.json{query}")
    said = answer.json
    assert (answer.status, said["type"].rpartition("/")[2]) == (status, kind)
    assert allowed is None or allowed in said["allowed"]


@pytest.mark.parametrize("measure", ["sc_removals", "all_removals", "book_ins", "convicted_any"])
def test_the_sentence_is_that_of_the_page(measure: str, server: str, tables: Tables) -> None:
    """With the interval of the trend where there is one."""
    at = Address({"measure": [measure], "groups": ["pep-trump6"]})
    answer = Answer(server, f"{COMPARE}/{measure}.json?groups=pep-trump6").json
    assert answer["sentence"] == finding_of(tables, "compare", at).finding
    assert ("why_none" in answer["trend"]) == ("trend and season" not in answer["sentence"])
