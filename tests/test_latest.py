"""The latest month of a measure and the means beside it, by Python's own reader of the tables."""

import pytest

from lib.latest import latest
from lib.months import Month, MonthRange
from lib.tables import Tables
from tests import folders
from tests.folders import MEASURES

PEP, TRUMP = MonthRange.parse("2014-12", "2017-01"), MonthRange.parse("2017-02", "2017-07")


def table_2(column: str) -> dict[str, int]:
    return {
        row["month"]: int(row[column])
        for row in folders.rows("removals_by_source")
        if row[column].isdigit()
    }


def test_the_latest_month_of_a_range_and_the_year_before(tables: Tables) -> None:
    """Table 2: July 2017 has 5,478 SC removals, July 2016 4,693; of all removals, June 2017 is the
    last that is released."""
    found = latest(tables, MEASURES["sc_removals"], MonthRange.parse("2014-12", "2017-07"))
    assert (found.month, found.value, found.year_before) == (Month(2017, 7), 5_478, 4_693)
    every = latest(tables, MEASURES["all_removals"], MonthRange.parse("2014-12", "2017-07"))
    assert (every.month, every.value) == (Month(2017, 6), table_2("all_removals")["2017-06"])


def test_the_means_of_the_eras_are_over_their_known_months(tables: Tables) -> None:
    found = latest(tables, MEASURES["sc_removals"], MonthRange.parse("2014-12", "2017-07"))
    sc = table_2("sc_removals")
    expected = [
        (name, sum(sc[str(month)] for month in months) / len(months), len(months))
        for name, months in (("PEP", PEP), ("Trump 1", TRUMP))
    ]
    assert [(one.era.short_name, one.mean, one.known) for one in found.means] == expected


def test_a_share_is_pooled_over_the_months_that_have_it(tables: Tables) -> None:
    found = latest(tables, MEASURES["detainer_share_of_sc"], MonthRange.parse("2014-12", "2017-07"))
    part, whole = table_2("detainer_removals"), table_2("sc_removals")
    months = [str(month) for month in PEP if str(month) in part]
    ((one),) = found.means
    assert one.known == len(months) == 13
    assert one.mean == pytest.approx(sum(map(part.get, months)) / sum(map(whole.get, months)))  # type: ignore[arg-type]
    assert found.month == Month(2015, 12)


def test_an_era_counts_settled_months_and_provisional_ones_where_it_has_no_others(
    tables: Tables,
) -> None:
    rows = {row["month"]: row for row in folders.rows("ero_removals")}
    changing = [month for month, row in rows.items() if row["provisional"] == "true"]
    biden = [month for month in rows if month >= "2021-02"]
    settled = [month for month in biden if month not in changing]
    assert (len(biden), len(settled)) == (43, 32)
    found = latest(tables, MEASURES["ero_removals"], tables.calendar)
    (one,) = [one for one in found.means if one.era.short_name == "Biden"]
    people = [int(rows[month]["removals_and_returns"]) for month in settled]
    assert (one.known, one.provisional) == (32, False)
    assert one.mean == sum(people) / 32
    assert (str(found.month), found.provisional) == ("2024-08", True)

    only = MonthRange.parse(changing[0], changing[-1])
    late = latest(tables, MEASURES["ero_removals"], only)
    ((one),) = late.means
    people = [int(rows[month]["removals_and_returns"]) for month in changing]
    assert (one.known, one.provisional) == (len(changing), True)
    assert one.mean == sum(people) / len(people)
    assert list(late.trails[1].frame(tables)["mean"]) == [one.mean]


def test_a_range_without_a_value_has_no_latest_month(tables: Tables) -> None:
    found = latest(tables, MEASURES["detainer_removals"], TRUMP)
    assert (found.month, found.value, found.year_before, found.means) == (None, None, None, ())


@pytest.mark.parametrize("id", ["sc_removals", "detainer_share_of_all", "ero_removals"])
def test_the_queries_give_what_is_shown(id: str, tables: Tables) -> None:
    found = latest(tables, MEASURES[id], tables.calendar)
    by_month, by_era, _ = (trail.frame(tables) for trail in found.trails)
    assert found.value in set(by_month["value"])
    assert list(by_era["era"]) == [one.era.name for one in found.means]
    assert list(by_era["mean"]) == pytest.approx([one.mean for one in found.means])
    assert list(by_era["months"]) == [one.known for one in found.means]
