"""The command: what it writes, what it says, what it refuses; and two editions compared."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from lib.official.__main__ import main
from tests.official import books

PROJECT = Path(__file__).resolve().parents[2]


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_it_writes_tables_editions_and_notes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = books.save(books.detention(2026, given=7, through="04/04/2026"), tmp_path / "of 26.xlsx")
    out = tmp_path / "out"
    assert main([str(book), "--out", str(out)]) == 0
    assert sorted(path.name for path in out.iterdir()) == [
        *("book_ins_detention_statistics.csv", "editions.csv", "ice_removals_by_fiscal_year.csv"),
        *("notes.csv", "releases_to_remove.csv"),
    ]
    lines = (out / "book_ins_detention_statistics.csv").read_text().splitlines()
    assert lines[:2] == [
        "month,book_ins,arrested_by_cbp,arrested_by_ice,whole,provisional",
        "2025-10,100,60,40,true,true",
    ]
    assert lines[7:9] == [
        "2026-04,106,66,40,false,true",
        "2026-05,not yet released,not yet released,not yet released,true,false",
    ]
    assert (out / "ice_removals_by_fiscal_year.csv").read_text().splitlines() == [
        "fiscal_year,removals,counted_to,whole,provisional",
        "2026,777,2026-04-04,false,true",
    ]
    first = table(out / "editions.csv")[0]
    assert list(first.values()) == [
        *("book_ins_detention_statistics", "book_ins arrested_by_cbp arrested_by_ice"),
        *("ICE detention statistics", "of 26.xlsx", "Detention FY26"),
        *("2025-10", "2026-04", "2026-04-04", "2025-10"),
    ]
    assert {note["note"] for note in table(out / "notes.csv")} > {"A note on ICE Removals."}
    said = capsys.readouterr()
    assert "of 26.xlsx: ICE detention statistics, fiscal year 2026, to 2026-04" in said.out
    assert said.err == ""


def test_several_workbooks_make_one_series(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    years = [
        str(
            books.save(
                books.detention(year, through=f"09/30/{year}", releases=year > 2020),
                tmp_path / f"{year}.xlsx",
            )
        )
        for year in (2021, 2019, 2020)
    ]
    out = tmp_path / "out"
    assert main([*years, "--out", str(out)]) == 0
    months = [row["month"] for row in table(out / "book_ins_detention_statistics.csv")]
    assert (months[0], months[-1], len(months)) == ("2018-10", "2021-09", 36)
    assert months == sorted(set(months))
    assert [row["fiscal_year"] for row in table(out / "ice_removals_by_fiscal_year.csv")] == [
        *("2019", "2020", "2021")
    ]
    assert len(table(out / "releases_to_remove.csv")) == 12
    assert "Gap" not in capsys.readouterr().out
    assert main([*years[:2], "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert "book_ins_detention_statistics.csv: nothing between 2019-09 and 2020-10" in said
    assert "ice_removals_by_fiscal_year.csv: nothing between 2019 and 2021" in said


def test_of_two_editions_the_later_counts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    early = books.save(books.detention(2026, given=4, through="01/25/2026"), tmp_path / "a.xlsx")
    late = books.save(books.detention(2026, given=7, through="04/04/2026"), tmp_path / "b.xlsx")
    out = tmp_path / "out"
    for order in ((early, late), (late, early)):
        assert main([*map(str, order), "--out", str(out)]) == 0
        assert table(out / "book_ins_detention_statistics.csv")[6]["book_ins"] == "106"
        assert {row["workbook"] for row in table(out / "editions.csv")} == {"b.xlsx"}
        assert "Passed    a.xlsx" in capsys.readouterr().out
    twin = books.save(books.detention(2026, given=7, through="04/04/2026"), tmp_path / "c.xlsx")
    assert main([str(late), str(twin), "--out", str(out)]) == 2
    assert "c.xlsx: this is the same edition as b.xlsx" in capsys.readouterr().err


def test_editions_of_other_tables_stay(tmp_path: Path) -> None:
    ohss = books.save(books.ohss(), tmp_path / "ohss.xlsx")
    ice = books.save(books.detention(), tmp_path / "ice.xlsx")
    one, two = tmp_path / "one", tmp_path / "two"
    assert main([str(ice), "--out", str(one)]) == 0
    assert main([str(ohss), "--out", str(one)]) == 0
    assert main([str(ice), str(ohss), "--out", str(two)]) == 0
    for name in ("editions.csv", "notes.csv"):
        assert (one / name).read_text() == (two / name).read_text()
        assert {row["workbook"] for row in table(one / name)} == {"ohss.xlsx", "ice.xlsx"}


def test_written_again_it_is_the_same(tmp_path: Path) -> None:
    ice = books.save(books.detention(), tmp_path / "ice.xlsx")
    out = tmp_path / "out"
    assert main([str(ice), "--out", str(out)]) == 0
    texts = {path.name: path.read_text() for path in out.iterdir()}
    assert main([str(ice), "--out", str(out)]) == 0
    assert {path.name: path.read_text() for path in out.iterdir()} == texts


def test_a_file_of_another_meaning_is_not_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ice = books.save(books.detention(), tmp_path / "ice.xlsx")
    (tmp_path / "editions.csv").write_text("title,year\nFirst,1999\n")
    assert main([str(ice), "--out", str(tmp_path)]) == 2
    assert "this file would be overwritten" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["editions.csv", "ice.xlsx"]


def test_a_table_that_cannot_be_read_is_said_and_the_others_are_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = books.ohss()
    books.sheet_of(book, "ICE Book-Ins")["C4"].value += 1000
    out = tmp_path / "out"
    assert main([str(books.save(book, tmp_path / "ohss.xlsx")), "--out", str(out)]) == 1
    assert not (out / "book_ins.csv").exists() and (out / "ero_removals.csv").exists()
    assert "book_ins" not in {row["table"] for row in table(out / "editions.csv")}
    said = capsys.readouterr().out
    assert "Not read  book_ins: ohss.xlsx, sheet “ICE Book-Ins by Arrest Agency”, cell C4" in said


def test_one_workbook_of_another_kind_stops_all(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = books.save(books.ohss(), tmp_path / "ohss.xlsx")
    other = tmp_path / "other.xlsx"
    other.write_text("not a workbook")
    out = tmp_path / "out"
    assert main([str(good), str(other), "--out", str(out)]) == 2
    said = capsys.readouterr().err
    assert said.startswith("other.xlsx: ") and said.count("\n") == 1
    assert not out.exists()


def test_a_folder_that_cannot_be_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = books.save(books.ohss(), tmp_path / "ohss.xlsx")
    for out in (tmp_path / "no" / "such", good):
        assert main([str(good), "--out", str(out)]) == 2
        assert "the tables cannot be written here" in capsys.readouterr().err


def test_as_a_command(tmp_path: Path) -> None:
    good = books.save(books.ohss(), tmp_path / "ohss.xlsx")
    command = [sys.executable, "-m", "lib.official", str(good), "--out", str(tmp_path / "out")]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    assert "Table     ero_removals.csv: 14 rows, 2022-10 to 2023-11" in done.stdout
    assert done.stderr == ""


def test_compare(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = books.save(books.detention(2026, given=6, through="03/20/2026"), tmp_path / "old.xlsx")
    book = books.detention(2026, given=7, through="04/04/2026")
    sheet = books.sheet_of(book, "Detention")
    row = next(
        row for row in sheet.iter_rows(min_col=5) if row[0].value == "Total" and row[1].value == 100
    )
    # November: 3 more, all first arrested by ICE.
    for at in (row[2].row, row[2].row + 2):
        sheet.cell(at, row[2].column).value += 3
        sheet.cell(at, row[13].column).value += 3
    new = books.save(book, tmp_path / "new.xlsx")
    assert main(["compare", str(old), str(new)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[3:9] == [
        "book_ins_detention_statistics: 1 month changed, 1 month new",
        "  2025-11  book_ins: 101 to 104 (+3, +2.97%)",
        "  2025-11  arrested_by_ice: 40 to 43 (+3, +7.50%)",
        "  2026-04  book_ins: 106 (new)",
        "  2026-04  arrested_by_cbp: 66 (new)",
        "  2026-04  arrested_by_ice: 40 (new)",
    ]
    assert "ice_removals_by_fiscal_year: 0 fiscal years changed, 0 fiscal years new" in lines
    assert main(["compare", str(new), str(old)]) == 2
    assert "Give the older edition first" in capsys.readouterr().err


def test_compare_says_where_settled_months_changed_and_what_is_gone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = books.save(books.ohss(current="December 1, 2023"), tmp_path / "old.xlsx")
    book = books.ohss(current="January 31, 2024")
    sheet = books.sheet_of(book, "ICE ERO R&R by Citizenship")
    sheet["E3"].value = "India"
    del book["ERO Arrests by Criminality"]
    sheet = books.sheet_of(book, "ICE Book-Ins")
    for at in (4, 5):
        sheet[f"D{at}"].value = sheet[f"D{at}"].value - 10
    new = books.save(book, tmp_path / "new.xlsx")
    assert main(["compare", str(old), str(new)]) == 0
    said = capsys.readouterr().out
    assert "book_ins: 1 month changed, 1 month of them not provisional before, 0 months new" in said
    assert "2022-10, China, People's Republic  removals_and_returns: 0 (no longer given)" in said
    assert "2022-10, India  removals_and_returns: 0 (new)" in said
    assert "ero_arrests: not in the new edition" in said


def test_compare_refuses_what_cannot_be_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = books.save(books.detention(2024), tmp_path / "24.xlsx")
    two = books.save(books.detention(2025, through="09/20/2025"), tmp_path / "25.xlsx")
    assert main(["compare", str(one), str(two)]) == 2
    assert "Compare two editions of the same tables, and of the same fiscal year" in (
        capsys.readouterr().err
    )
