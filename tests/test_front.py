"""What the front page says, against the documents and Python's own reader."""

from __future__ import annotations

import statistics
from fractions import Fraction

import pytest

from lib import front
from lib.charts import Look
from lib.charts.spark import spark
from lib.months import MonthRange
from lib.tables import Tables
from tests import folders

PEP, TRUMP = MonthRange.parse("2014-12", "2017-01"), MonthRange.parse("2017-02", "2017-07")


def change(table: str, column: str) -> int:
    """The change of the mean month from the PEP to the Trump months, in whole percent."""
    values = {row["month"]: row[column] for row in folders.rows(table)}
    means = [
        statistics.fmean(
            int(values[str(month)]) for month in months if values[str(month)].isdigit()
        )
        for months in (PEP, TRUMP)
    ]
    return round(100 * (means[1] / means[0] - 1))


def test_of_secure_communities(tables: Tables) -> None:
    """Table 2: 126,133 SC removals in 26 months, 4,851 a month; 35,020 in six, 5,837 a month."""
    assert (round(Fraction(126_133, 26)), round(Fraction(35_020, 6))) == (4_851, 5_837)
    assert change("removals_by_source", "sc_removals") == 20
    sc, _all, _detainers = front.headlines(tables)
    assert sc.sentence == (
        "**Secure Communities removals rose 20%**: 5,837 a month in Trump’s first six months, "
        "4,851 under Obama’s PEP."
    )
    assert "need not have led to it" in sc.note


def test_of_all_removals_by_who_arrested(tables: Tables) -> None:
    assert change("removals_by_source", "all_removals") == -12
    assert change("ero_removals", "arrested_by_ice") == 31
    assert change("ero_removals", "arrested_by_cbp") == -30
    _sc, every, _detainers = front.headlines(tables)
    assert every.sentence == (
        "**All ICE removals fell 12%** between the same months (5 of 6 known); removals and "
        "returns of people first arrested by ICE rose 31%, by CBP fell 30% (OHSS)."
    )


def test_of_detainers(tables: Tables) -> None:
    """Table 2, row 2015-12, the last before “ICE withheld”."""
    (row,) = (row for row in folders.rows("removals_by_source") if row["month"] == "2015-12")
    connected, sc, every = (
        int(row[name]) for name in ("detainer_removals", "sc_removals", "all_removals")
    )
    detainers = front.headlines(tables)[2]
    assert f"In December 2015, {connected / sc:.2%} of Secure" in detainers.sentence
    assert f"and {connected / every:.2%} of all removals" in detainers.sentence
    assert detainers.sentence.endswith("ICE withheld January 2016 to July 2017.")


def test_each_small_chart_has_every_known_month(tables: Tables) -> None:
    for headline in front.headlines(tables):
        drawn = spark(headline.lines, Look(), headline.levels)
        paths = [part.split('"')[0] for part in drawn.split('<path d="M')[2:]]
        for (one, _name), path in zip(headline.lines, paths, strict=False):
            known = sum(value is not None for value in one.complete)
            assert 1 + path.count("L") + path.count("M") == known
        without = sum(value is None for value in headline.lines[0][0].drawn)
        assert drawn.count("<rect") == without


def test_who_made_it_from_what_as_of_when(tables: Tables) -> None:
    said = front.made_from(tables)
    newest = max(row["date"] for row in folders.rows("sources") if row["date"] < "2026-07")
    assert newest == "2026-04-09" and said.endswith("the newest release of April 9, 2026.")
    assert "the releases of TRAC, ICE and OHSS" in said
    first, last = folders.calendar().first, folders.calendar().last
    assert f"from {first.words} to {last.words}" in said


@pytest.mark.parametrize(
    ("question", "query"),
    [
        ("43,300", {"claim": "ice_43300"}),
        ("in December 2015?", {"months": ["2015-01", "2015-12"]}),
        ("in July 2017?", {"months": ["2016-08", "2017-07"]}),
    ],
)
def test_an_example_asks_for_what_it_says(
    question: str, query: dict[str, object], tables: Tables
) -> None:
    asked = front.examples(tables)
    assert len(asked) == 6
    (one,) = (example for example in asked if question in example.words)
    assert one.query == query


def test_a_small_chart_has_words_where_they_can_be_read(tables: Tables) -> None:
    sc = front.headlines(tables)[0]
    wide, narrow = (spark(sc.lines, Look(width=width), sc.levels) for width in ("full", "narrow"))
    assert ">4,851</text>" in wide and ">5,837</text>" in wide
    assert "<text" not in narrow and narrow.count("<path") == wide.count("<path")
