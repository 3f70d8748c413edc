"""The tables that the project ships, against numbers that stand in documents: what the description
of the workbooks says to check, totals as the workbooks print them, and other tables of ours."""

from __future__ import annotations

from statistics import median

import pytest

from lib.months import Month, MonthRange
from tests.folders import SHARED, rows

WORDS = {"not available", "not applicable", "not yet released"}
MONTHLY = (
    "ero_removals",
    "ero_arrests",
    "book_ins",
    "removal_book_outs",
    "border_encounters",
    "book_ins_detention_statistics",
    "releases_to_remove",
)


def column(table: str, name: str, first: str = "", last: str = "9999") -> dict[str, int]:
    """The counts of a column by month, where there are any, between two months."""
    return {
        row["month"]: int(row[name])
        for row in rows(table)
        if first <= row["month"] <= last and row[name] not in WORDS
    }


@pytest.mark.parametrize(
    ("first", "last", "months", "means"),
    [
        # shared/data/README.md, "Means a month, removals and returns / convicted / arrested by CBP
        # / arrested by ICE".
        ("2014-12", "2017-01", 26, (19_879, 11_444, 14_367, 5_476)),
        ("2017-02", "2017-07", 6, (17_327, 10_420, 10_115, 7_165)),
        ("2017-02", "2021-01", 48, (18_256, 10_427, 11_591, 6_619)),
    ],
)
def test_means_of_removals(
    first: str, last: str, months: int, means: tuple[int, int, int, int]
) -> None:
    names = ("removals_and_returns", "convicted", "arrested_by_cbp", "arrested_by_ice")
    for name, mean in zip(names, means, strict=True):
        values = column("ero_removals", name, first, last).values()
        assert len(values) == months
        assert round(sum(values) / months) == mean


def test_convicted_by_calendar_year() -> None:
    """shared/data/README.md: 136,610 in calendar 2016, 127,080 in 2017."""
    for year, expected in ((2016, 136_610), (2017, 127_080)):
        convicted = column("ero_removals", "convicted", f"{year}-01", f"{year}-12")
        assert (len(convicted), sum(convicted.values())) == (12, expected)


def test_removals_by_fiscal_year_sum_to_the_printed_totals() -> None:
    """The totals of the rows “Total” of the sheet “ICE ERO R&R by Criminality”, copied by hand."""
    printed = {
        2014: (315_940, 177_960),
        2015: (235_410, 139_370),
        2016: (240_260, 138_670),
        2017: (226_120, 127_700),
        2018: (256_090, 145_260),
        2019: (267_260, 150_140),
        2020: (185_880, 103_760),
        2021: (59_010, 39_150),
        2022: (72_180, 38_450),
        2023: (142_580, 57_020),
        2024: (254_000, 63_200),
    }
    for year, totals in printed.items():
        for name, total in zip(("removals_and_returns", "convicted"), totals, strict=True):
            counts = column("ero_removals", name, f"{year - 1}-10", f"{year}-09").values()
            assert len(counts) == (12 if year < 2024 else 11)
            # Each count is off by 5 at most, and so is the total.
            assert abs(sum(counts) - total) <= 5 * (len(counts) + 1)


def test_months_named_in_the_description_of_the_workbooks() -> None:
    """shared/data/README.md, "Check"."""
    table = {row["month"]: row for row in rows("book_ins_detention_statistics")}
    assert list(table["2024-08"].values())[1:4] == ["24706", "16516", "8190"]
    assert list(table["2026-03"].values())[1:4] == ["32531", "2925", "29606"]
    assert column("book_ins", "book_ins")["2024-08"] == 24_710
    released = column("releases_to_remove", "releases_to_remove")
    assert (released["2024-08"], released["2026-03"]) == (14_854, 30_009)
    of_2024 = column("releases_to_remove", "releases_to_remove", "2023-10", "2024-09")
    assert sum(of_2024.values()) == 152_982
    assert column("ero_removals", "removals_and_returns")["2023-10"] == 24_360


def test_removals_by_fiscal_year() -> None:
    """shared/data/later_figures.csv, "Removals by ICE"; 2021 and 2022 as their workbooks print
    them."""
    table = {row["fiscal_year"]: row for row in rows("ice_removals_by_fiscal_year")}
    assert {year: int(row["removals"]) for year, row in table.items()} == {
        "2019": 267_258,
        "2020": 185_884,
        "2021": 55_590,
        "2022": 69_019,
        "2023": 142_580,
        "2024": 271_484,
        "2025": 319_980,
        "2026": 234_236,
    }
    # "fiscal 2025 to 20 September", "fiscal 2026 to 4 April".
    assert table["2025"]["counted_to"] == "2025-09-20"
    assert table["2026"]["counted_to"] == "2026-04-04"
    assert [year for year, row in table.items() if row["whole"] == "false"] == [
        *("2021", "2022", "2025", "2026")
    ]


def test_months_reach_as_far_as_the_editions() -> None:
    extents = {
        name: (table[0]["month"], table[-1]["month"], len(table)) for name, table in monthly()
    }
    assert extents == {
        "ero_removals": ("2013-10", "2024-08", 131),
        "ero_arrests": ("2013-10", "2024-08", 131),
        "book_ins": ("2013-10", "2024-08", 131),
        "removal_book_outs": ("2017-10", "2024-08", 83),
        "border_encounters": ("2013-10", "2024-08", 131),
        "book_ins_detention_statistics": ("2018-10", "2026-09", 96),
        "releases_to_remove": ("2023-10", "2026-09", 36),
    }
    for _, table in monthly():
        months = [Month.parse(row["month"]) for row in table]
        assert months == list(MonthRange(months[0], months[-1]))


def monthly() -> list[tuple[str, list[dict[str, str]]]]:
    return [(name, rows(name)) for name in MONTHLY]


def test_months_to_come_have_their_word_in_every_column() -> None:
    for name in ("book_ins_detention_statistics", "releases_to_remove"):
        for row in rows(name):
            words = {cell in WORDS for cell in list(row.values())[1:-2]}
            assert words == {row["month"] > "2026-04"}
            if row["month"] > "2026-04":
                assert set(list(row.values())[1:-2]) == {"not yet released"}


def test_partial_and_provisional_months() -> None:
    """Partial where the edition's data end within the month: 11 September 2021, 24 September 2022,
    20 September 2025 and 4 April 2026, by the footnotes of the workbooks."""
    table = rows("book_ins_detention_statistics")
    assert [row["month"] for row in table if row["whole"] == "false"] == [
        *("2021-09", "2022-09", "2025-09", "2026-04")
    ]
    provisional = [row["month"] for row in table if row["provisional"] == "true"]
    years = [("2020-10", "2021-09"), ("2021-10", "2022-09"), ("2024-10", "2025-09")]
    assert provisional == [
        str(month)
        for first, last in [*years, ("2025-10", "2026-04")]
        for month in MonthRange.parse(first, last)
    ]
    for name in ("ero_removals", "ero_arrests", "book_ins", "removal_book_outs"):
        running = [row["month"] for row in rows(name) if row["provisional"] == "true"]
        assert running == [str(month) for month in MonthRange.parse("2023-10", "2024-08")]
        assert {row["whole"] for row in rows(name)} == {"true"}


def test_parts_sum_to_totals() -> None:
    """Within rounding in the OHSS tables, each of whose counts is off by 5 at most; exactly in the
    detention statistics."""
    sums = [
        ("ero_removals", "removals_and_returns", ("convicted", "non_criminal"), 15),
        ("ero_removals", "non_criminal", ("pending_charges", "other"), 15),
        ("ero_arrests", "arrests", ("convicted", "non_criminal"), 15),
        ("removal_book_outs", "removal_book_outs", ("convicted", "pending_charges", "other"), 20),
        ("border_encounters", "encounters", ("by_border_patrol", "by_field_operations"), 15),
        ("book_ins_detention_statistics", "book_ins", ("arrested_by_cbp", "arrested_by_ice"), 0),
        ("releases_to_remove", "releases_to_remove", ("convicted", "pending_charges", "other"), 0),
    ]
    for table, whole, parts, room in sums:
        totals = column(table, whole)
        columns = [column(table, part) for part in parts]
        months = [month for month in totals if all(month in each for each in columns)]
        assert len(months) >= 31
        for month in months:
            assert abs(sum(each[month] for each in columns) - totals[month]) <= room


def test_citizenships_sum_to_all_removals_and_returns() -> None:
    totals = column("ero_removals", "removals_and_returns")
    table = rows("ero_removals_by_citizenship")
    # Ten citizenships and all others.
    assert len(table) == 131 * 11
    for month, total in totals.items():
        counts = [int(row["removals_and_returns"]) for row in table if row["month"] == month]
        assert len(counts) == 11 and abs(sum(counts) - total) <= 5 * 12


def test_against_the_case_records_by_removal_date() -> None:
    """shared/data/README.md: 0.015 % in the median and 0.2 % at most to 2019-02; then 0.2 % short
    in 2019-03, 1.5 % in May, 3.8 % in July, 17 % in August."""
    published = column("ero_removals", "removals_and_returns")
    counted = column("removals_from_records_by_removal_date", "removals")
    apart = {month: 1 - value / published[month] for month, value in counted.items()}
    close = [abs(share) for month, share in apart.items() if month <= "2019-02"]
    assert len(close) == 41
    assert round(median(close), 5) == 0.00015
    assert round(max(close), 3) == 0.002
    short = [apart[f"2019-{month}"] for month in ("03", "05", "07", "08")]
    assert [round(share, 3) for share in short] == [0.002, 0.015, 0.038, 0.169]


def test_two_publications_count_the_same_people() -> None:
    """Book-ins of 2018-10 to 2024-08 and releases of 2023-10 to 2024-08: OHSS rounds what ICE
    counts, but for two months that ICE's editions hold in part."""
    overlaps = [
        ("book_ins_detention_statistics", "book_ins", "book_ins", "book_ins", 71),
        ("releases_to_remove", "releases_to_remove", "removal_book_outs", "removal_book_outs", 11),
        ("releases_to_remove", "convicted", "removal_book_outs", "convicted", 11),
    ]
    for exact, exact_name, rounded, rounded_name, months in overlaps:
        partial = {row["month"] for row in rows(exact) if row["whole"] == "false"}
        counts, tens = column(exact, exact_name), column(rounded, rounded_name)
        both = [month for month in counts if month in tens]
        assert len(both) == months
        for month in both:
            if month in partial:
                assert counts[month] < tens[month]
            else:
                assert abs(counts[month] - tens[month]) <= 5


def test_every_table_names_its_edition() -> None:
    table = rows("editions")
    assert {row["table"] for row in table} == {
        *MONTHLY,
        "ero_removals_by_citizenship",
        "ice_removals_by_fiscal_year",
    }
    for name, shown in monthly():
        columns = {
            column for row in table if row["table"] == name for column in row["columns"].split()
        }
        assert columns == set(list(shown[0])[1:-2])
        assert min(row["first"] for row in table if row["table"] == name) == shown[0]["month"]


@pytest.mark.skipif(
    not (SHARED / "data" / "README.md").exists(), reason="needs the data beside the project"
)
def test_the_numbers_cited_here_stand_in_the_description() -> None:
    text = (SHARED / "data" / "README.md").read_text(encoding="utf-8")
    for cited in ("19,879 / 11,444", "14,367 / 5,476", "17,327 / 10,420 / 10,115 / 7,165"):
        assert cited in text
    for cited in ("24,706", "16,516", "8,190", "24,710", "14,854", "32,531", "2,925", "30,009"):
        assert cited in text
