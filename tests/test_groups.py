"""The named pairs of groups; their months are written here by hand."""

import pytest

from lib.groups import Pair, mixed_months, named_pairs
from lib.measures import extent
from lib.months import Month, MonthRange
from lib.tables import Tables
from tests import folders
from tests.folders import MEASURES

PEP, TRUMP = MonthRange.parse("2014-12", "2017-01"), MonthRange.parse("2017-02", "2017-07")
FIRST_TERM = MonthRange.parse("2017-02", "2021-01")
ALL = "All PEP months, all Trump months"
JANUARY = Month(2017, 1)


def by_name(
    tables: Tables, held: MonthRange, moved: dict[Month, str] | None = None
) -> dict[str, Pair]:
    """The pairs by the names that stand in older addresses."""
    return {pair.name: pair for pair in named_pairs(tables, held, moved).values()}


def months(
    tables: Tables, measure: str, name: str, moved: dict[Month, str] | None = None
) -> tuple[str, str]:
    held = extent(tables, MEASURES[measure])
    one, two = by_name(tables, held, moved)[name].sides
    return str(one.months), str(two.months)


def test_january_2017_goes_where_the_reader_puts_it(tables: Tables) -> None:
    last = folders.extent("removals_by_source").last
    found = {
        where: months(tables, "sc_removals", ALL, {JANUARY: where})
        for where in ("PEP", "Trump", "neither")
    }
    assert found["PEP"] == ("2014-12_2017-01", f"2017-02_{last}")
    assert found["Trump"] == ("2014-12_2016-12", f"2017-01_{last}")
    assert found["neither"] == ("2014-12_2016-12", f"2017-02_{last}")


@pytest.mark.parametrize(
    ("mixed", "name", "stays", "moves", "neither"),
    [
        (
            "2014-11",
            ALL,
            ("2014-12_2017-01", "2017-02_2021-01"),
            ("2014-11_2017-01", "2017-02_2021-01"),
            ("2014-12_2017-01", "2017-02_2021-01"),
        ),
        (
            "2021-01",
            ALL,
            ("2014-12_2017-01", "2017-02_2021-01"),
            ("2014-12_2017-01", "2017-02_2020-12"),
            ("2014-12_2017-01", "2017-02_2020-12"),
        ),
        (
            "2025-01",
            "Biden, Trump's second term",
            ("2021-02_2024-08", "2025-02_2026-04"),
            ("2021-02_2024-08", "2025-01_2026-04"),
            ("2021-02_2024-08", "2025-02_2026-04"),
        ),
    ],
)
def test_every_mixed_month_moves(
    tables: Tables,
    mixed: str,
    name: str,
    stays: tuple[str, str],
    moves: tuple[str, str],
    neither: tuple[str, str],
) -> None:
    """The tables of OHSS end in August 2024, and no table after April 2026."""
    month = Month.parse(mixed)
    choices = mixed_months(tables)[month].choices
    assert choices[2] == "neither" and choices[0] != choices[1]
    found = [months(tables, "ero_removals", name, {month: choice}) for choice in choices]
    assert found == [stays, moves, neither]
    assert month in by_name(tables, tables.calendar)[name].mixed


def test_the_name_says_how_far_a_measure_reaches(tables: Tables) -> None:
    def second(measure: str, name: str) -> str:
        return by_name(tables, extent(tables, MEASURES[measure]))[name].second.name

    assert second("sc_removals", ALL) == "Trump, first term, to Jul 2017"
    assert second("records_removals", ALL) == "Trump, first term, to Aug 2019"
    assert second("ero_removals", ALL) == "Trump, first term"
    whole = "All PEP months, Trump's whole first term"
    assert second("sc_removals", whole) == "Trump, first term"
    assert second("ero_removals", "All PEP months, Trump to February 2020") == (
        "Trump, first term, to Feb 2020"
    )


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        (ALL, PEP, FIRST_TERM),
        ("PEP in operation, all Trump months", MonthRange.parse("2015-07", "2017-01"), FIRST_TERM),
        ("Table 1's six months each", MonthRange.parse("2016-08", "2017-01"), TRUMP),
        (
            "The same calendar months, a year apart",
            MonthRange.parse("2016-02", "2017-01"),
            MonthRange.parse("2017-02", "2018-01"),
        ),
        ("All PEP months, the six Trump months of TRAC's tables", PEP, TRUMP),
        (
            "All PEP months, Trump's first 12 months",
            PEP,
            MonthRange.parse("2017-02", "2018-01"),
        ),
        (
            "All PEP months, Trump to February 2020",
            PEP,
            MonthRange.parse("2017-02", "2020-02"),
        ),
        ("All PEP months, Trump's whole first term", PEP, FIRST_TERM),
        (
            "All PEP months, Trump's second term",
            PEP,
            MonthRange.parse("2025-02", "2026-04"),
        ),
    ],
)
def test_the_pairs_by_name(
    tables: Tables, name: str, first: MonthRange, second: MonthRange
) -> None:
    """The names stand in addresses that are out."""
    assert months(tables, "ero_removals", name) == (str(first), str(second))


def test_a_year_apart_ends_with_the_measure(tables: Tables) -> None:
    name = "The same calendar months, a year apart"
    assert months(tables, "sc_removals", name) == ("2016-02_2016-07", "2017-02_2017-07")


def test_every_pair_of_every_measure_has_months(tables: Tables) -> None:
    """Wherever a measure begins and ends, and wherever mixed months count."""
    everywhere = mixed_months(tables).items()
    for measure in MEASURES.values():
        for choice in range(3):
            moved = {month: mixed.choices[choice] for month, mixed in everywhere}
            for pair in named_pairs(tables, extent(tables, measure), moved).values():
                assert not pair.first.months.overlap(pair.second.months)
                assert pair.first.months.last < pair.second.months.first


def test_the_ids_stand_in_addresses(tables: Tables) -> None:
    assert list(named_pairs(tables, tables.calendar)) == [
        "pep-trump6",
        "pep-trump",
        "operation-trump",
        "table1",
        "year-apart",
        "pep-trump12",
        "pep-trump-pandemic",
        "pep-term1",
        "pep-term2",
        "term1-term2",
        "biden-term2",
    ]


def test_a_sentence_says_how_far_a_group_goes(tables: Tables) -> None:
    pairs = named_pairs(tables, tables.calendar)
    assert pairs["pep-trump6"].second.phrase == "Trump's first-term months to July 2017"
    assert pairs["table1"].first.phrase == "the PEP months from August 2016 on"
    assert pairs["pep-term1"].second.phrase == "Trump's first-term months"
