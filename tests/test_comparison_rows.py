"""The rows of a comparison, against the documents."""

from lib.comparison_rows import rows
from lib.inference.answer import change_words, months_words
from lib.months import MonthRange
from lib.tables import Tables
from tests.folders import MEASURES

PEP, TRUMP = MonthRange.parse("2014-12", "2017-01"), MonthRange.parse("2017-02", "2017-07")


def test_the_rows_of_pep_and_trump(tables: Tables) -> None:
    """Table 2: 126,133 and 35,020 SC removals, 514,997 and 86,875 removals; Table 1: 27,834 and
    33,059 convicted in six months each; OHSS: 142,370 and 42,990 arrested by ICE, 373,540 and
    60,690 by CBP. ICE withheld what was connected to a detainer."""
    found = rows(tables, [MEASURES["sc_removals"]], PEP, TRUMP)
    said = {
        row.id: (row.value_words(0), row.value_words(1), change_words(row.comparison))
        for row in found
    }
    assert said == {
        "sc_removals": ("4,851", "5,837", "+20%"),
        "all_removals": ("19,808", "17,375", "−12%"),
        "ero_by_ice": (f"{142_370 / 26:,.0f}", f"{42_990 / 6:,.0f}", "+31%"),
        "ero_by_cbp": (f"{373_540 / 26:,.0f}", f"{60_690 / 6:,.0f}", "−30%"),
        "sc_share_of_all": ("24.5%", "34.0%", "+9.5 points"),
        "convicted_any": (f"{27_834 / 6:,.0f}", f"{33_059 / 6:,.0f}", "+19%"),
        "detainer_removals": ("300", "ICE withheld", "not comparable"),
    }
    months = {row.id: months_words(row.comparison) for row in found}
    assert months["all_removals"] == "26 and 5 of 6"
    assert months["detainer_removals"] == "13 of 26 and 0 of 6"


def test_the_measure_asked_for_is_always_a_row(tables: Tables) -> None:
    found = rows(tables, [MEASURES["border_encounters"]], PEP, TRUMP)
    assert [row.id for row in found][-1] == "border_encounters" and len(found) == 8
    later = rows(tables, [MEASURES["sc_removals"]], *(MonthRange.parse(f"{year}-01", f"{year}-12")
                                                    for year in (2022, 2023)))  # fmt: skip
    assert later[-1].id == "sc_removals" and later[-1].comparison.difference is None
    assert later[-1].levels is None and later[0].id == "ero_by_ice"


def test_provisional_months_count_where_a_group_has_no_others(tables: Tables) -> None:
    """Detention statistics: every month from February 2025 on is provisional."""
    biden = MonthRange.parse("2021-02", "2025-01")
    second = MonthRange.parse("2025-02", "2026-04")
    assert all(row.provisional for row in rows(tables, [], biden, second))
    assert not any(row.provisional for row in rows(tables, [], PEP, TRUMP))
