"""What an address of a page says, and what it cannot."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.charts import Look
from lib.months import Month, MonthRange
from lib.shown.address import Address, WrongAddress
from lib.shown.charts import chart, charts, main_chart, parameters
from lib.shown.comparison_asked import asked
from lib.shown.embedded import FOOT, WIDTHS, figures, height
from lib.tables import Tables
from lib.views import views

WHOLE = MonthRange.parse("2008-11", "2026-04")


def at(query: str) -> Address:
    return Address.parse(query, [part.partition("=")[0] for part in query.split("&")])


@given(st.integers(0, len(WHOLE) - 1), st.integers(0, len(WHOLE) - 1))
def test_a_range_is_its_two_ends_in_either_order(one: int, two: int) -> None:
    ends = [WHOLE.first + one, WHOLE.first + two]
    found = at(f"months={ends[0]}&months={ends[1]}").months("months", WHOLE)
    assert (found.first, found.last) == (min(ends), max(ends))


def test_without_a_range_the_usual_one_holds() -> None:
    usual = MonthRange.parse("2015-01", "2015-12")
    assert at("window=3").months("months", WHOLE) == WHOLE
    assert at("window=3").months("first", WHOLE, usual) == usual


@pytest.mark.parametrize(
    "query",
    [
        "months=2015-01",
        "months=2015-01&months=2015-02&months=2015-03",
        "months=2015-13&months=2015-02",
        "months=2015-01&months=2030-01",
        "months=2008-10&months=2015-01",
    ],
)
def test_what_is_no_range_is_refused(query: str) -> None:
    with pytest.raises(WrongAddress):
        at(query).months("months", WHOLE)


def test_a_query_is_written_in_one_order_and_without_what_changes_nothing() -> None:
    known = ("window", "months", "data", "lang")
    one = Address.parse("window=3&months=2016-08&months=2017-07&data=0.1-x&lang=es&a=b", known)
    two = Address.parse("months=2016-08&months=2017-07&window=3", known)
    assert one.query == two.query == "months=2016-08&months=2017-07&window=3"


@given(st.lists(st.tuples(st.sampled_from("abc"), st.text(min_size=1)), max_size=6))
def test_what_is_written_is_read_again(pairs: list[tuple[str, str]]) -> None:
    written = Address.of(pairs)
    assert Address.parse(written.query, "abc") == Address(
        {name: list(values) for name, values in written.parameters.items()}
    )


def test_words_of_older_addresses_are_understood(tables: Tables) -> None:
    older = asked(tables, at("measure=All+ICE+removals"))
    newer = asked(tables, at("measure=all_removals&groups=pep-trump"))
    assert older == newer and older.measure.id == "all_removals"
    # The usual groups of addresses with ids are others, which end sooner.
    assert asked(tables, at("measure=ero_removals")).ranges[1].last == Month(2017, 7)


def test_a_month_counts_where_the_address_says(tables: Tables) -> None:
    (usual, _trump), (_pep, moved) = (
        asked(tables, at(query)).ranges for query in ("groups=pep-trump", "january=Trump")
    )
    assert usual.last == Month(2017, 1) and moved.first == Month(2017, 1)


def test_groups_are_cut_to_the_months_and_none_is_left_empty(tables: Tables) -> None:
    cut = asked(tables, at("months=2016-01&months=2017-03"))
    assert [str(span) for span in cut.ranges] == ["2016-01_2017-01", "2017-02_2017-03"]
    with pytest.raises(WrongAddress, match=r"months: .*leave one group without a month"):
        asked(tables, at("months=2016-01&months=2016-12"))


@pytest.mark.parametrize(
    ("id", "query"),
    [
        # What the view does not need must be readable all the same.
        ("groups", "first=garbage"),
        ("groups", "first=2016-01&first=nonsense"),
        ("groups", "groups=own&first=2016-01&first=2016-05&january=nobody"),
        ("groups", "measure=all_removals&recovered=maybe"),
        ("groups", "groups=pep-term1&january=nobody"),
        ("convicted-share-case-records", "log=maybe"),
        ("detainers-declined", "months=garbage"),
        ("detainers-outcomes", "months=2016-01"),
        ("citizenship", "in=garbage"),
        ("citizenship", "side_by_side=garbage"),
        ("agency", "side_by_side=garbage"),
        ("apart", "pair=garbage"),
        ("apart", "pair=garbage&months=2026-03&months=2026-04"),
    ],
)
def test_a_value_that_cannot_be_read_is_refused(id: str, query: str, tables: Tables) -> None:
    name = query.rpartition("&")[2].partition("=")[0]
    wrong = "pair" if "pair" in query else name
    with pytest.raises(WrongAddress, match=f"^{wrong}: "):
        chart(tables, id, at(query))


def test_every_page_with_charts_has_a_main_one_that_it_can_be_asked_for(tables: Tables) -> None:
    assert {page for page in views() if main_chart(page)} == {
        "", *(each.page for each in charts().values())
    }  # fmt: skip
    for each in charts().values():
        assert parameters(tables, each.page), each.id


def test_a_chart_in_a_frame_has_its_height_at_every_width(tables: Tables) -> None:
    draw = chart(tables, "detainer-shares", Address({}))
    assert draw is not None
    for dark in (False, True):
        found = figures(draw, dark=dark)
        assert len(found) == len(WIDTHS)
        assert min(found) <= 320 and max(found) <= 1200
        tallest = max(figure["layout"]["height"] for figure in found.values())
        assert tallest + FOOT <= height(draw) < tallest + FOOT + 1
        background = Look(dark=dark).color["background"]
        assert {each["layout"]["paper_bgcolor"] for each in found.values()} == {background}
