"""The published workbooks beside the project, read here another way: with openpyxl, each table at
the place where it stands."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from lib.official import read_edition
from lib.official.__main__ import main
from lib.official.compare import compare
from tests.folders import DATA, SHARED, rows

FOLDER = SHARED / "data" / "official_tables"
pytestmark = pytest.mark.skipif(
    not FOLDER.exists(), reason="needs the workbooks beside the project (../shared)"
)
OHSS = FOLDER / "ohss_immigration_enforcement_2024-08.xlsx"
WORDS = {"NA": "not available", "X": "not applicable"}

PLACES = {
    # Table: for each of its sheets, the first row of the table and the spreadsheet's letters of the
    # columns.
    "ero_removals": [
        ("ICE ERO R&R by Criminality", 5, {
            "removals_and_returns": "C", "convicted": "D", "aggravated_felony": "E", "felony": "F",
            "misdemeanor": "G", "other_conviction": "H", "non_criminal": "I",
            "pending_charges": "J", "other": "K",
        }),
        ("ICE ERO R&R by Arrest Agcy", 4, {
            "removals_and_returns": "C", "arrested_by_cbp": "D", "arrested_by_ice": "E",
        }),
    ],
    "ero_arrests": [
        ("ERO Arrests by Criminality", 5, {
            "arrests": "C", "convicted": "D", "aggravated_felony": "E", "felony": "F",
            "misdemeanor": "G", "other_conviction": "H", "non_criminal": "I",
            "pending_charges": "J", "other": "K",
        }),
    ],
    "book_ins": [
        ("ICE Book-Ins by Arrest Agency", 4, {
            "book_ins": "C", "arrested_by_cbp": "D", "arrested_by_ice": "E",
        }),
    ],
    "removal_book_outs": [
        ("ICE Book-Outs by Criminality", 5, {
            "removal_book_outs": "D", "convicted": "L", "pending_charges": "T", "other": "AB",
        }),
        ("ICE Book-Outs by Arrest Agency", 5, {
            "removal_book_outs": "D", "arrested_by_cbp": "L", "arrested_by_ice": "T",
        }),
    ],
    "border_encounters": [
        ("SWB Enc by Sector+Field Ofc", 5, {
            "encounters": "C", "by_border_patrol": "D", "by_field_operations": "N",
        }),
        # The same counts stand in a sheet that the command does not read.
        ("SWB Encounters by Citizenship", 5, {
            "encounters": "C", "by_border_patrol": "O", "by_field_operations": "AA",
        }),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def ohss() -> Any:
    return openpyxl.load_workbook(OHSS, read_only=False, data_only=True)


def months_of(sheet: Any, start: int) -> Iterator[tuple[str, int]]:
    """Each month of a sheet and its row: thirteen rows a fiscal year, its total first."""
    year = 0
    for row in range(start, sheet.max_row + 1):
        at = (row - start) % 13
        if at == 0:
            if not str(sheet.cell(row, 1).value)[:4].isdigit():
                return
            year = int(str(sheet.cell(row, 1).value)[:4])
            assert sheet.cell(row, 2).value == "Total"
        elif sheet.cell(row, 2).value is None:
            return
        else:
            number = (at + 8) % 12 + 1
            yield f"{year - (at <= 3)}-{number:02d}", row


def text(cell: Any) -> str:
    return WORDS[cell] if isinstance(cell, str) else f"{cell:.0f}"


@pytest.mark.parametrize("name", PLACES)
def test_cell_by_cell(ohss: Any, name: str) -> None:
    table = {row["month"]: row for row in rows(name)}
    for sheet_name, start, columns in PLACES[name]:
        sheet = ohss[sheet_name]
        months = dict(months_of(sheet, start))
        assert list(months) == list(table)
        for column, letters in columns.items():
            printed = [text(sheet[f"{letters}{row}"].value) for row in months.values()]
            assert [row[column] for row in table.values()] == printed, (sheet_name, column)


def test_citizenships_cell_by_cell(ohss: Any) -> None:
    sheet = ohss["ICE ERO R&R by Citizenship"]
    names = [sheet.cell(3, column).value for column in range(4, 15)]
    assert (names[0], names[-1]) == ("Mexico", "Other")
    assert [tuple(row.values())[:3] for row in rows("ero_removals_by_citizenship")] == [
        (month, name, text(sheet.cell(row, 4 + at).value))
        for month, row in months_of(sheet, 4)
        for at, name in enumerate(names)
    ]


SHORT = ["Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep"]
RELEASES = {2024: 66, 2025: 67, 2026: 71}
"""The row of the releases to remove in the workbook of each fiscal year that has them."""
YEARS = sorted(FOLDER.glob("ice_detention_FY*.xlsx")) if FOLDER.exists() else []


@pytest.mark.parametrize("path", YEARS, ids=lambda path: path.stem)
def test_detention_statistics_cell_by_cell(path: Path) -> None:
    """In all of them the months of book-ins stand in J to U of row 19, with the agencies below in
    an order that varies, and ICE's removals in P29; the releases begin where RELEASES says."""
    year = int(path.stem.split("FY")[1][:4])
    sheet = detention_sheet(path)
    assert [cell.value for cell in sheet["J19:U19"][0]] == SHORT
    months = [f"{year - (at < 3)}-{(at + 9) % 12 + 1:02d}" for at in range(12)]
    table = {row["month"]: row for row in rows("book_ins_detention_statistics")}
    names = {"Total": "book_ins", "CBP": "arrested_by_cbp", "ICE": "arrested_by_ice"}
    for row in (20, 21, 22):
        name = names.pop(sheet[f"I{row}"].value.strip())
        for month, cell in zip(months, sheet[f"J{row}:U{row}"][0], strict=True):
            assert table[month][name] == (str(cell.value) if cell.value else "not yet released"), (
                month,
                name,
            )
    assert not names
    removals = {row["fiscal_year"]: row["removals"] for row in rows("ice_removals_by_fiscal_year")}
    assert removals[str(year)] == str(sheet["P29"].value)
    if year >= min(RELEASES):
        check_releases(sheet, year, RELEASES[year])


def detention_sheet(path: Path) -> Any:
    """The one sheet that is read here, alone in a book in memory: the others, among them one of a
    list of every facility, take ten times as long to read."""
    book = openpyxl.load_workbook(path, data_only=True, read_only=True)
    (title,) = (name for name in book.sheetnames if name.startswith("Detention"))
    sheet = openpyxl.Workbook().active
    assert sheet is not None
    for row in book[title].iter_rows():
        for cell in row:
            if cell.value is not None:
                sheet.cell(cell.row, cell.column).value = cell.value
    book.close()
    return sheet


def check_releases(sheet: Any, year: int, start: int) -> None:
    assert sheet[f"A{start}"].value == "Release to Remove"
    table = [row for row in rows("releases_to_remove") if in_fiscal_year(row["month"], year)]
    assert len(table) == 12
    columns = ("releases_to_remove", "convicted", "pending_charges", "other")
    for row, name in enumerate(columns, start):
        printed = [cell.value for cell in sheet[f"C{row}:N{row}"][0]]
        assert [each[name] for each in table] == [
            str(count) if count else "not yet released" for count in printed
        ]


def in_fiscal_year(month: str, year: int) -> bool:
    return f"{year - 1}-10" <= month <= f"{year}-09"


def test_the_command_writes_what_is_shipped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = [str(path) for path in sorted(FOLDER.glob("*.xlsx"))]
    assert main([*paths, "--out", str(tmp_path), "--no-notes"]) == 0
    written = sorted(path.name for path in tmp_path.iterdir())
    assert len(written) == 10 and "editions.csv" in written
    for name in written:
        assert (tmp_path / name).read_text() == (DATA / name).read_text(), name
    said = capsys.readouterr().out
    # Release reasons by month, and removal among them, are in the workbooks from 2024 on.
    assert said.count("Missing") == 5 and "Not read" not in said and "Gap" not in said
    # The order in which workbooks are given changes nothing.
    assert main([*reversed(paths), "--out", str(tmp_path), "--no-notes"]) == 0
    for name in written:
        assert (tmp_path / name).read_text() == (DATA / name).read_text(), name


def test_footnotes_of_the_workbooks(tmp_path: Path) -> None:
    assert main([str(OHSS), "--out", str(tmp_path)]) == 0
    with (tmp_path / "notes.csv").open(encoding="utf-8", newline="") as file:
        notes = list(csv.DictReader(file))
    removal = {
        note["column"] for note in notes if note["note"].startswith("The noncitizen was released")
    }
    assert removal == {
        *("removal_book_outs", "convicted", "pending_charges", "other"),
        *("arrested_by_cbp", "arrested_by_ice"),
    }
    assert all("not" not in note["note"][:3] for note in notes)
    assert not [note for note in notes if note["note"][0].isdigit()]


def test_an_edition_changed_by_hand_shows_the_months_that_changed(tmp_path: Path) -> None:
    """An older edition made from a copy: without August 2024, and with October 2023 as the edition
    of July 2024 had it (shared/data/README.md: 23,860)."""
    book = openpyxl.load_workbook(OHSS)
    for sheet in book.worksheets:
        if not sheet.title.startswith("ICE ERO R&R"):
            del book[sheet.title]
            continue
        sheet["A2"].value = sheet["A2"].value.replace("August 2024", "July 2024")
        rows = dict(months_of(sheet, 5 if "Crim" in sheet.title else 4))
        october, total, august = rows["2023-10"], rows["2023-10"] - 1, rows["2024-08"]
        lowered = {"Crim": "CIK", "Arre": "CD", "Citi": "CN"}[sheet.title.split("by ")[1][:4]]
        for letter in lowered:
            for row in (october, total):
                sheet[f"{letter}{row}"].value -= 500
        for column in range(3, sheet.max_column + 1):
            cell, of_year = sheet.cell(august, column), sheet.cell(total, column)
            of_year.value -= cell.value
        sheet.delete_rows(august)
    older = tmp_path / "older.xlsx"
    book.save(older)
    old, new = read_edition(older), read_edition(OHSS)
    assert not [lack for lack in old.lacks if lack.broken]
    changes = [each for each in compare(old, new) if not each.is_new]
    assert [str(each) for each in changes if each.table == "ero_removals"] == [
        "2023-10  removals_and_returns: 23,860 to 24,360 (+500, +2.10%)",
        "2023-10  non_criminal: 17,610 to 18,110 (+500, +2.84%)",
        "2023-10  arrested_by_cbp: 19,900 to 20,400 (+500, +2.51%)",
        "2023-10  other: 16,220 to 16,720 (+500, +3.08%)",
    ]
    assert {each.key[0] for each in changes} == {"2023-10"}
    assert {each.key[0] for each in compare(old, new) if each.is_new} == {"2024-08"}
