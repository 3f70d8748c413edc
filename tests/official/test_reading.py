"""Workbooks as publishers vary them: what is read all the same, what is said, what is refused."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.official import Edition, OfficialError, read_edition
from lib.official.edition import Lack, Table
from tests.official import books
from tests.official.books import Book


def read(book: Book, tmp_path: Path, name: str = "book.xlsx") -> Edition:
    return read_edition(books.save(book, tmp_path / name))


def table(edition: Edition, name: str) -> Table:
    return next(table for table in edition.tables if table.name == name)


def column(edition: Edition, name: str, column: str) -> list[int | str]:
    return [row[column] for row in table(edition, name).rows.values()]


@pytest.fixture(scope="module")
def plain_ohss(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return read(books.ohss(), tmp_path_factory.mktemp("ohss"))


@pytest.fixture(scope="module")
def plain_detention(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return read(books.detention(), tmp_path_factory.mktemp("detention"))


def test_ohss_as_published(plain_ohss: Edition) -> None:
    removals = table(plain_ohss, "ero_removals")
    assert plain_ohss.lacks == ()
    assert [key for (key,) in removals.rows] == [str(month) for month in books.OHSS_MONTHS]
    assert removals.rows["2022-10",] == {
        "removals_and_returns": 150,
        "convicted": 60,
        "non_criminal": 90,
        "arrested_by_cbp": 50,
        "arrested_by_ice": 90,
        "aggravated_felony": "not available",
        "felony": "not available",
        "misdemeanor": "not available",
        "other_conviction": "not available",
        "pending_charges": 40,
        "other": 50,
    }
    assert column(plain_ohss, "ero_removals", "aggravated_felony")[1:] == list(range(20, 150, 10))
    assert column(plain_ohss, "ero_arrests", "arrests") == list(range(150, 430, 20))
    assert column(plain_ohss, "book_ins", "arrested_by_ice") == [80] * 14
    assert column(plain_ohss, "removal_book_outs", "removal_book_outs") == list(range(75, 215, 10))
    assert column(plain_ohss, "removal_book_outs", "pending_charges") == [20] * 14
    assert column(plain_ohss, "removal_book_outs", "arrested_by_cbp") == list(range(25, 95, 5))
    assert column(plain_ohss, "border_encounters", "by_field_operations") == [200] * 14
    by_citizenship = table(plain_ohss, "ero_removals_by_citizenship")
    assert by_citizenship.rows["2023-11", "Mexico"] == {"removals_and_returns": 360}
    assert by_citizenship.rows["2022-10", "China, People's Republic"]["removals_and_returns"] == 0
    assert len(by_citizenship.rows) == 14 * 3


def test_detention_statistics_as_published(plain_detention: Edition) -> None:
    assert plain_detention.lacks == ()
    book_ins = "book_ins_detention_statistics"
    assert list(table(plain_detention, book_ins).rows)[::11] == [("2023-10",), ("2024-09",)]
    assert column(plain_detention, book_ins, "book_ins") == list(range(100, 112))
    assert column(plain_detention, book_ins, "arrested_by_ice") == [40] * 12
    assert column(plain_detention, "releases_to_remove", "releases_to_remove")[0] == 50
    assert column(plain_detention, "releases_to_remove", "convicted") == list(range(20, 32))
    assert column(plain_detention, "releases_to_remove", "pending_charges") == [2] * 12
    assert column(plain_detention, "releases_to_remove", "other") == [28] * 12
    removals = table(plain_detention, "ice_removals_by_fiscal_year")
    assert removals.rows == {("2024",): {"removals": 777}}


def test_months_still_to_come_are_no_zeros(tmp_path: Path) -> None:
    edition = read(books.detention(2026, given=7, through="04/04/2026"), tmp_path)
    book_ins = table(edition, "book_ins_detention_statistics")
    assert [row["book_ins"] for row in book_ins.rows.values()] == [
        *range(100, 107),
        *["not yet released"] * 5,
    ]
    assert {
        value for key, row in book_ins.rows.items() if key > ("2026-04",) for value in row.values()
    } == {"not yet released"}
    # April is counted to its fourth day; the running year is provisional; what is to come neither.
    assert [key for (key,) in book_ins.rows if not book_ins.is_whole((key,))] == ["2026-04"]
    provisional = [key for (key,) in book_ins.rows if book_ins.is_provisional((key,))]
    assert (provisional[0], provisional[-1], len(provisional)) == ("2025-10", "2026-04", 7)
    assert book_ins.whole_to == dt.date(2026, 4, 4)


def test_a_zero_in_a_month_that_is_over_is_a_zero(tmp_path: Path) -> None:
    book = books.detention()
    sheet = books.sheet_of(book, "Detention")
    row = books.find(sheet, "CBP").row
    october = [cell.value for cell in sheet[row - 2]].index("Oct") + 1
    for at, value in ((row - 1, 40), (row, 0)):
        sheet.cell(at, october).value = value
    for at, total in ((row - 1, 1266 - 60), (row, 786 - 60)):
        sheet.cell(at, october + 12).value = total
    edition = read(book, tmp_path)
    assert edition.lacks == ()
    assert column(edition, "book_ins_detention_statistics", "arrested_by_cbp")[:2] == [0, 61]


def test_the_running_year_is_provisional(plain_ohss: Edition, plain_detention: Edition) -> None:
    removals = table(plain_ohss, "ero_removals")
    assert [key for (key,) in removals.rows if removals.is_provisional((key,))] == [
        "2023-10",
        "2023-11",
    ]
    assert all(removals.is_whole(key) for key in removals.rows)
    locked = table(plain_detention, "book_ins_detention_statistics")
    assert not any(locked.is_provisional(key) for key in locked.rows)
    assert all(locked.is_whole(key) for key in locked.rows)


def test_a_last_month_beyond_the_data_is_partial(tmp_path: Path) -> None:
    removals = table(read(books.ohss(current="November 15, 2023"), tmp_path), "ero_removals")
    assert [key for (key,) in removals.rows if not removals.is_whole((key,))] == ["2023-11"]


def test_where_no_footnote_says_how_far_the_data_reach_it_is_said(tmp_path: Path) -> None:
    book = books.detention(2026, given=3)
    del book["Footnotes"]
    edition = read(book, tmp_path)
    book_ins = table(edition, "book_ins_detention_statistics")
    assert [key for (key,) in book_ins.rows if not book_ins.is_whole((key,))] == ["2025-12"]
    assert book_ins.is_provisional(("2025-12",))
    assert [lack.broken for lack in edition.lacks] == [False] * 3
    assert "how far the counts reach is not clear" in edition.lacks[0].why


def test_footnotes_left_from_an_earlier_edition_are_not_believed(tmp_path: Path) -> None:
    """Counts that go on after the day the footnotes name."""
    edition = read(books.detention(2026, given=7, through="01/25/2026"), tmp_path)
    book_ins = table(edition, "book_ins_detention_statistics")
    assert book_ins.whole_to is None
    assert not book_ins.is_whole(("2026-04",))
    assert any("its footnotes say 2026-01-25" in lack.why for lack in edition.lacks)


def same(edition: Edition, other: Edition) -> bool:
    """Whether two editions hold the same counts."""
    return [(each.name, each.rows) for each in edition.tables] == [
        (each.name, each.rows) for each in other.tables
    ]


def test_sheets_renamed_and_moved(
    tmp_path: Path, plain_ohss: Edition, plain_detention: Edition
) -> None:
    for book, plain in ((books.ohss(), plain_ohss), (books.detention(), plain_detention)):
        for number, sheet in enumerate(book.worksheets):
            sheet.title = f"{sheet.title[:20]} v{number} "
        book.move_sheet(book.worksheets[-1], -(len(book.worksheets) - 1))
        assert same(read(book, tmp_path), plain)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("by Initial Arresting Agency", "by Arresting Agency"),
        ("ICE ERO Removals and Returns", "ERO Removals and Returns"),
        ("CBP SW Border Encounters", "CBP SW  Border Encounters1"),
        ("(November 2023)", "(Nov. 2023)"),
    ],
)
def test_a_title_worded_a_little_otherwise(
    tmp_path: Path, plain_ohss: Edition, old: str, new: str
) -> None:
    book = books.ohss()
    changed = 0
    for sheet in book.worksheets[1:]:
        title = sheet["A2"].value
        changed += old in title
        sheet["A2"].value = title.replace(old, new)
    assert changed
    assert same(read(book, tmp_path), plain_ohss)


def test_a_column_inserted_anywhere(
    tmp_path: Path, plain_ohss: Edition, plain_detention: Edition
) -> None:
    for at in range(1, 14):
        book = books.ohss()
        for sheet in book.worksheets[1:]:
            sheet.insert_cols(at)
        assert same(read(book, tmp_path), plain_ohss), at
        book = books.detention()
        books.sheet_of(book, "Detention").insert_cols(at)
        assert same(read(book, tmp_path), plain_detention), at


def test_a_column_of_another_count_inserted(tmp_path: Path, plain_ohss: Edition) -> None:
    book = books.ohss()
    sheet = books.sheet_of(book, "ICE ERO R&R by Arrest")
    header = books.find(sheet, "Fiscal Year").row
    sheet.insert_cols(4)
    sheet.cell(header, 4).value = "HSI"
    for row in range(header + 1, header + 17):
        sheet.cell(row, 4).value = 10
    assert same(read(book, tmp_path), plain_ohss)


def test_rows_inserted(tmp_path: Path, plain_ohss: Edition, plain_detention: Edition) -> None:
    book = books.ohss()
    for sheet in book.worksheets[1:]:
        sheet.insert_rows(books.find(sheet, "March").row)
        sheet.insert_rows(1, 2)
    assert same(read(book, tmp_path), plain_ohss)
    book = books.detention()
    books.sheet_of(book, "Detention").insert_rows(1, 3)
    assert same(read(book, tmp_path), plain_detention)


def test_footnote_digits_anywhere(
    tmp_path: Path, plain_ohss: Edition, plain_detention: Edition
) -> None:
    book = books.ohss()
    for sheet in book.worksheets[1:]:
        for row in sheet.iter_rows(min_row=3, max_row=5):
            for cell in row:
                if (
                    isinstance(cell.value, str)
                    and cell.value[-1:].isalpha()
                    and len(cell.value) > 2
                ):
                    cell.value += "3"
    assert same(read(book, tmp_path), plain_ohss)
    book = books.detention()
    sheet = books.sheet_of(book, "Detention")
    for text in ("CBP", "ICE  ", "Release to Remove", "Convicted Criminal", "Oct"):
        cell = books.find(sheet, text)
        cell.value = cell.value.rstrip() + "²"
    assert same(read(book, tmp_path), plain_detention)


def test_footnotes_are_notes_of_their_column(plain_ohss: Edition) -> None:
    notes = table(plain_ohss, "removal_book_outs").notes
    of_columns = {note.column: note.text for note in notes if note.column}
    assert set(of_columns) == set(table(plain_ohss, "removal_book_outs").columns)
    assert set(of_columns.values()) == {"The noncitizen left custody to be removed."}
    of_all = [note.text for note in table(plain_ohss, "ero_removals").notes if not note.column]
    assert [text.split(":")[0] for text in of_all] == ["Notes", "Source"] * 2


def test_a_footnote_of_a_header_above_is_one_of_each_column_below(tmp_path: Path) -> None:
    book = books.ohss()
    sheet = books.sheet_of(book, "ERO Arrests")
    books.find(sheet, "Convicted Criminals").value = "Convicted Criminals1"
    sheet.append(["1Of any crime."])
    notes = table(read(book, tmp_path), "ero_arrests").notes
    assert {note.column for note in notes if note.text == "Of any crime."} == {
        *("convicted", "aggravated_felony", "felony", "misdemeanor", "other_conviction")
    }


def test_footnotes_of_an_earlier_year_are_not_taken(
    tmp_path: Path, plain_detention: Edition
) -> None:
    book = books.detention()
    notes = book["Footnotes"]
    notes.insert_rows(1)
    notes["A1"].value = "FY2023 ICE Final Book Outs"
    notes["B1"].value = "FY2023 ICE Final Book Out data are updated through 10/15/2023."
    edition = read(book, tmp_path)
    released, plain = (table(e, "releases_to_remove") for e in (edition, plain_detention))
    assert (released.whole_to, released.notes) == (plain.whole_to, plain.notes)


def test_footnotes_of_detention_statistics(plain_detention: Edition) -> None:
    texts = [note.text for note in table(plain_detention, "releases_to_remove").notes]
    assert texts[1:] == ["A note on ICE Final Book Outs."]


def lacks_of(edition: Edition, name: str) -> list[Lack]:
    return [lack for lack in edition.lacks if lack.table == name]


def test_a_table_that_is_not_there_is_said(tmp_path: Path, plain_ohss: Edition) -> None:
    book = books.ohss()
    del book["ERO Arrests by Criminality"]
    edition = read(book, tmp_path)
    assert "ero_arrests" not in [each.name for each in edition.tables]
    assert [(lack.table, lack.broken) for lack in edition.lacks] == [("ero_arrests", False)]
    assert "no sheet with a title like “ero administrative arrests" in edition.lacks[0].why
    assert len(edition.tables) == len(plain_ohss.tables) - 1


def test_a_part_of_a_table_that_is_not_there_has_words(tmp_path: Path) -> None:
    book = books.ohss()
    del book["ICE ERO R&R by Arrest Agcy"]
    edition = read(book, tmp_path)
    assert set(column(edition, "ero_removals", "arrested_by_ice")) == {"not available"}
    assert column(edition, "ero_removals", "convicted")[0] == 60
    assert [lack.table for lack in edition.lacks] == ["ero_removals"]


def test_release_reasons_by_year_alone_are_said(tmp_path: Path) -> None:
    """As in the workbooks of 2019 and 2020."""
    book = books.detention()
    sheet = books.sheet_of(book, "Detention")
    row = books.find(sheet, "Release Reason").row
    for column_number in range(3, 15):
        sheet.cell(row, column_number).value = None
    edition = read(book, tmp_path)
    assert [lack.why for lack in edition.lacks] == ["book.xlsx has no release reasons by month"]


def test_a_block_without_a_total_column(tmp_path: Path, plain_detention: Edition) -> None:
    book = books.detention()
    sheet = books.sheet_of(book, "Detention")
    cell = books.find(sheet, "Sep")
    sheet.delete_cols(cell.column + 1)
    assert column(read(book, tmp_path), "book_ins_detention_statistics", "book_ins") == column(
        plain_detention, "book_ins_detention_statistics", "book_ins"
    )


def test_headings_that_name_no_fiscal_year(tmp_path: Path) -> None:
    book = books.detention(sheet_name="Detention")
    sheet = books.sheet_of(book, "Detention")
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.value = cell.value.replace("FY2024", "")
    with pytest.raises(OfficialError, match="no heading names the fiscal year"):
        read(book, tmp_path)


def test_a_month_under_no_fiscal_year(tmp_path: Path) -> None:
    book = books.ohss()
    sheet = books.sheet_of(book, "ICE Book-Ins")
    sheet["A4"].value = None
    assert "no fiscal year stands above this month" in refused(book, tmp_path, "book_ins")


def test_releases_without_removal_are_said(tmp_path: Path) -> None:
    edition = read(books.detention(releases=False), tmp_path)
    assert [each.name for each in edition.tables] == [
        "book_ins_detention_statistics",
        "ice_removals_by_fiscal_year",
    ]
    assert [lack.table for lack in edition.lacks] == ["releases_to_remove"]
    assert "“Release to Remove”" in edition.lacks[0].why


def refused(book: Book, tmp_path: Path, name: str) -> str:
    """Why a table of a workbook is refused, while others are read."""
    edition = read(book, tmp_path)
    lacks = [lack for lack in lacks_of(edition, name) if lack.broken]
    assert len(lacks) == 1 and edition.tables
    assert "\n" not in lacks[0].why
    return lacks[0].why


def test_a_year_total_that_is_off_names_its_cell(tmp_path: Path) -> None:
    book = books.ohss()
    sheet = books.sheet_of(book, "ICE Book-Ins")
    # Twelve months and a total, each rounded: 65 apart at most.
    sheet["C4"].value = 2400 + 65
    assert read(book, tmp_path).lacks == ()
    sheet["C4"].value = 2400 + 70
    assert refused(book, tmp_path, "book_ins") == (
        "book.xlsx, sheet “ICE Book-Ins by Arrest Agency”, cell C4: the total printed here is "
        "2,470, and the months below it sum to 2,400. Rounding explains 65 at most; nothing of "
        "this table is written"
    )


def test_parts_that_do_not_sum_name_the_cell(tmp_path: Path) -> None:
    book = books.ohss()
    sheet = books.sheet_of(book, "SWB Enc")
    row = books.find(sheet, "January").row
    usbp = books.find(sheet, "Total USBP").column
    for at in (row, 5):
        sheet.cell(at, usbp).value += 20
    why = refused(book, tmp_path, "border_encounters")
    assert f"cell C{row}" in why and "by_border_patrol, by_field_operations sum to 1,020" in why


def test_agencies_may_be_below_the_total_and_not_above(tmp_path: Path) -> None:
    book = books.ohss()
    sheet = books.sheet_of(book, "ICE ERO R&R by Arrest")
    row = books.find(sheet, "October").row
    for at in (row, 4):
        sheet.cell(at, 4).value -= 40
    assert read(book, tmp_path).lacks == ()
    for at in (row, 4):
        sheet.cell(at, 4).value += 70
    why = refused(book, tmp_path, "ero_removals")
    assert f"cell C{row}" in why and "arrested_by_cbp, arrested_by_ice sum to 170" in why


def test_citizenships_that_do_not_sum_name_the_cell(tmp_path: Path) -> None:
    book = books.ohss()
    sheet = books.sheet_of(book, "ICE ERO R&R by Citizenship")
    row = books.find(sheet, "June").row
    for at in (row, 4):
        sheet.cell(at, 4).value -= 30
    why = refused(book, tmp_path, "ero_removals_by_citizenship")
    assert f"cell C{row}" in why and "Mexico, China, People's Republic, Other sum to" in why


def test_two_sheets_must_tell_the_same_total(tmp_path: Path) -> None:
    book = books.ohss()
    sheet = books.sheet_of(book, "ICE ERO R&R by Citizenship")
    row = books.find(sheet, "October").row
    for at in (row, 4):
        for column_number in (3, 4):
            sheet.cell(at, column_number).value += 10
    why = refused(book, tmp_path, "ero_removals_by_citizenship")
    assert f"cell C{row}" in why
    assert "2022-10 has 160 here, and 150 in “ICE ERO R&R by Criminality”" in why


@pytest.mark.parametrize("row_name", ["CBP", "Convicted Criminal"])
def test_detention_statistics_must_sum_exactly(tmp_path: Path, row_name: str) -> None:
    name = {"CBP": "book_ins_detention_statistics", "Convicted Criminal": "releases_to_remove"}
    book = books.detention()
    sheet = books.sheet_of(book, "Detention")
    start = books.find(sheet, "Release to Remove").row if row_name != "CBP" else 1
    row = next(
        at for at in range(start, sheet.max_row) if row_name in [c.value for c in sheet[at][:6]]
    )
    names = [cell.value for cell in sheet[row]]
    at = len(names) - names[::-1].index(row_name) + 1
    sheet.cell(row, at).value += 1
    why = refused(book, tmp_path, name[row_name])
    assert "cell " in why and "its months sum to" in why
    # With the year's total raised too, the total of the month is what does not fit.
    sheet.cell(row, at + 12).value += 1
    why = refused(book, tmp_path, name[row_name])
    assert re.search(r"cell [A-Z]+[0-9]+: the total printed here is", why)


BLOCKS = {
    # Rows and columns of the counts in the sheet of a year that is over.
    "book_ins_detention_statistics": ((6, 8), (6, 18)),
    "releases_to_remove": ((21, 24), (3, 15)),
}


@settings(max_examples=settings().max_examples // 2)
@given(
    name=st.sampled_from(sorted(BLOCKS)),
    at=st.tuples(st.integers(0, 99), st.integers(0, 99)),
    more=st.integers(-9, 9).filter(bool),
)
def test_no_single_count_can_be_wrong_in_silence(
    tmp_path_factory: pytest.TempPathFactory, name: str, at: tuple[int, int], more: int
) -> None:
    """Each count is in two printed totals, or is one."""
    book = books.detention()
    rows, columns = BLOCKS[name]
    row, column = (
        first + step % (last - first + 1)
        for step, (first, last) in zip(at, (rows, columns), strict=True)
    )
    books.sheet_of(book, "Detention").cell(row, column).value += more
    assert "cell " in refused(book, tmp_path_factory.mktemp("one"), name)


@pytest.mark.parametrize("cell", ["1.5", 12.5, -10, "D", "about 20"])
def test_a_cell_that_is_no_count_is_named(tmp_path: Path, cell: object) -> None:
    book = books.ohss()
    books.sheet_of(book, "ICE Book-Ins")["D6"].value = cell
    why = refused(book, tmp_path, "book_ins")
    assert "cell D6" in why and f"“{cell}” is neither a count nor one of NA, X and blank" in why


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("NA", "not available"),
        (" na ", "not available"),
        ("X", "not applicable"),
        (None, "not available"),
        ("1,120", 1120),
        ("120", 120),
        (120.0, 120),
    ],
)
def test_words_and_counts(tmp_path: Path, cell: object, expected: int | str) -> None:
    book = books.ohss()
    sheet = books.sheet_of(book, "ICE Book-Ins")
    sheet["D5"].value = cell
    if expected == 1120:
        for column_name in ("C", "D"):
            sheet[f"{column_name}4"].value += 1000
        sheet["C5"].value += 1000
    edition = read(book, tmp_path)
    assert edition.lacks == ()
    assert column(edition, "book_ins", "arrested_by_cbp")[0] == expected


def test_a_missing_month_is_named(tmp_path: Path) -> None:
    book = books.ohss()
    sheet = books.sheet_of(book, "ICE Book-Ins")
    row = books.find(sheet, "March").row
    sheet.delete_rows(row)
    why = refused(book, tmp_path, "book_ins")
    assert f"cell B{row}: 2023-04 follows 2023-02" in why
    assert "the month 2023-03 is missing" in why


def test_a_table_cut_off_before_the_month_of_its_title(tmp_path: Path) -> None:
    book = books.ohss()
    sheet = books.sheet_of(book, "ICE Book-Ins")
    sheet.delete_rows(books.find(sheet, "2024 YTD").row + 2)
    why = refused(book, tmp_path, "book_ins")
    assert "the title says the table ends in November 2023, and it ends in 2023-10" in why


def test_a_month_that_is_none(tmp_path: Path) -> None:
    book = books.ohss()
    sheet = books.sheet_of(book, "ICE Book-Ins")
    books.find(sheet, "March").value = "Marchember"
    assert "“Marchember” is not a month" in refused(book, tmp_path, "book_ins")


def test_a_fiscal_year_that_is_none(tmp_path: Path) -> None:
    book = books.ohss()
    sheet = books.sheet_of(book, "ICE Book-Ins")
    sheet["A4"].value = "20X3"
    assert "cell A4: “20X3” is not a fiscal year" in refused(book, tmp_path, "book_ins")


def test_two_columns_of_one_name(tmp_path: Path) -> None:
    book = books.ohss()
    sheet = books.sheet_of(book, "ICE Book-Ins")
    sheet["F3"].value = "CBP2"
    assert "cell F3: there are two columns “CBP”" in refused(book, tmp_path, "book_ins")


def test_two_sheets_of_one_title(tmp_path: Path) -> None:
    book = books.ohss()
    sheet = books.sheet_of(book, "ICE Book-Ins")
    sheet.title = "ICE Book-Ins"
    book.copy_worksheet(sheet)
    assert "has the same title" in refused(book, tmp_path, "book_ins")


def test_a_column_that_is_gone_is_said_and_not_guessed(tmp_path: Path) -> None:
    book = books.ohss()
    books.sheet_of(book, "ICE Book-Ins")["D3"].value = "Customs"
    edition = read(book, tmp_path)
    assert set(column(edition, "book_ins", "arrested_by_cbp")) == {"not available"}
    assert [lack.broken for lack in edition.lacks] == [True]
    assert "there is no column for arrested_by_cbp" in edition.lacks[0].why
    books.sheet_of(book, "ICE Book-Ins")["C3"].value = "Sum"
    why = refused(book, tmp_path, "book_ins")
    assert "there is no column “total” for book_ins" in why and "Sum, Customs, ICE" in why


def test_an_agency_that_is_gone_is_named(tmp_path: Path) -> None:
    book = books.detention()
    sheet = books.sheet_of(book, "Detention")
    for cell in sheet[books.find(sheet, "CBP").row]:
        if cell.value == "CBP":
            cell.value = "Customs"
    why = refused(book, tmp_path, "book_ins_detention_statistics")
    assert "there is no row “cbp” for arrested_by_cbp. Its rows: total, customs, ice" in why


def test_a_month_column_that_is_there_twice_is_named(tmp_path: Path) -> None:
    book = books.detention()
    sheet = books.sheet_of(book, "Detention")
    cell = books.find(sheet, "Mar")
    cell.value = "Feb"
    why = refused(book, tmp_path, "book_ins_detention_statistics")
    assert f"cell {cell.coordinate}: “feb” stands here a second time" in why


def test_a_table_that_is_there_twice_is_named(tmp_path: Path) -> None:
    book = books.detention()
    book.copy_worksheet(books.sheet_of(book, "Detention"))
    why = refused(book, tmp_path, "releases_to_remove")
    assert "the same heading stands in “Detention FY24” too" in why


def test_another_total_of_removals_is_named(tmp_path: Path) -> None:
    book = books.detention()
    sheet = book.create_sheet("More")
    for row in (["ICE Removals: FY2024"], ["Removals", None, "Total"], ["Total", None, 778]):
        sheet.append(row)
    why = refused(book, tmp_path, "ice_removals_by_fiscal_year")
    assert "sheet “More”, cell C3: another total of ICE removals stands in “Detention" in why
    sheet["C3"].value = 777
    assert read(book, tmp_path).lacks == ()
    sheet["C3"].value = None
    why = refused(book, tmp_path, "ice_removals_by_fiscal_year")
    assert "cell A3: no count stands beside this total" in why


def test_a_month_column_that_is_gone_is_named(tmp_path: Path) -> None:
    book = books.detention()
    sheet = books.sheet_of(book, "Detention")
    books.find(sheet, "Mar").value = "?"
    why = refused(book, tmp_path, "book_ins_detention_statistics")
    assert "there is no column for Mar" in why


def test_the_fiscal_year_is_that_of_the_headings(tmp_path: Path) -> None:
    """As in the workbook of 2023, where a sheet of another year stands first."""
    book = books.detention(2023, through="09/30/2023")
    book.create_sheet("ATD FY24 YTD", 1).append(["Alternatives to Detention, FY24"])
    assert read(book, tmp_path).series == "fiscal year 2023"
    sheet = books.sheet_of(book, "Detention")
    for text in ("ICE Removals", "ICE Final Book Outs by Release Reason"):
        cell = books.find(sheet, text)
        written, cell.value = cell.value, cell.value.replace("FY2023", "FY2022")
        with pytest.raises(OfficialError, match="of fiscal year 2023, another is of 2022"):
            read(book, tmp_path)
        cell.value = written


@pytest.mark.parametrize("heading", ["EOFY2024", "FY24 YTD", "FY 2024", ""])
def test_the_fiscal_year_however_it_is_written(tmp_path: Path, heading: str) -> None:
    book = books.detention()
    sheet = books.sheet_of(book, "Detention")
    for text in ("ICE Initial Book-Ins", "ICE Final Book Outs"):
        cell = books.find(sheet, text)
        cell.value = cell.value.replace("FY2024", heading)
    assert read(book, tmp_path).series == "fiscal year 2024"


def test_a_workbook_of_another_kind_is_refused_in_a_line(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Budget"
    book.active.append(["Fiscal Year", "Month", "Total"])
    book.active.append([2024, "October", 5])
    with pytest.raises(OfficialError) as caught:
        read(book, tmp_path)
    assert str(caught.value) == (
        "book.xlsx: no sheet of it is one of the OHSS monthly tables or of ICE detention "
        "statistics. Its sheets: Budget"
    )


@pytest.mark.parametrize("content", [b"", b"month,removals\n2015-01,3\n", b"PK\x03\x04 broken"])
def test_a_file_that_is_no_workbook_is_refused_in_a_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "not a book.xlsx"
    path.write_bytes(content)
    with pytest.raises(OfficialError) as caught:
        read_edition(path)
    assert str(caught.value).startswith("not a book.xlsx: this cannot be read as a workbook")
    assert "\n" not in str(caught.value)


def test_no_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(OfficialError, match="there is no such file"):
        read_edition(tmp_path / "gone.xlsx")
    with pytest.raises(OfficialError, match="this is a folder"):
        read_edition(tmp_path)


def test_a_workbook_of_which_nothing_can_be_read(tmp_path: Path) -> None:
    book = books.detention(given=0)
    for name in ("ICE Removals",):
        books.find(books.sheet_of(book, "Detention"), name).value = "Gone"
    with pytest.raises(OfficialError, match=r"no table of it can be read.*counts nothing yet"):
        read(book, tmp_path)
