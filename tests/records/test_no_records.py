"""Rows in the place of records that are none, each with a date where records hold theirs."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from lib.records import recognize, roll_up
from tests.records.command import run
from tests.records.small_tables import (
    SIX_A_MONTH,
    Cells,
    lines,
    plain,
    put,
    rows,
    workbook,
)

NOTES = (
    *("Total", "TOTAL: 24", "Grand Total", "Sub-total", "Subtotal for April", "North Total"),
    *("Report run", "Printed on", "Data as of", "Page 2", "Source: ICE", "# made on"),
)


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize("kind", ["text", "gzip", "workbook"])
def test_a_total_or_a_note_with_a_date_is_not_counted_and_named(
    note: str, kind: str, tmp_path: Path
) -> None:
    text = lines(plain) + f"{note},4/30/2016,\n"
    sheet: list[Cells] = [*rows(), (note, "2016-04-30")]
    files: dict[str, dict[str, str | bytes]] = {
        "text": {"records.csv": text},
        "gzip": {"records.csv.gz": gzip.compress(text.encode())},
        "workbook": {"records.xlsx": workbook(records=sheet)},
    }
    outcome = run(*put(tmp_path, files[kind]))
    assert outcome.counted == SIX_A_MONTH
    assert outcome.report["rows_set_aside"] == 1
    assert f"row 26: “{note}, " in outcome.said


def test_totals_between_the_records_are_not_counted(tmp_path: Path) -> None:
    text = lines(lambda number, day: plain(number, day) + f"\nTotal,{day},1" * (number % 6 == 5))
    outcome = run(*put(tmp_path, {"totals.csv": text}))
    assert outcome.counted == SIX_A_MONTH
    assert outcome.report["rows_set_aside"] == 4


@pytest.mark.parametrize("name", ["Totally Safe Inc", "Page, John", "Sourceville", "Notes Ltd"])
def test_a_record_that_begins_with_such_a_word_counts(name: str, tmp_path: Path) -> None:
    text = lines(lambda _, day: f'"{name}",{day},theft')
    assert run(*put(tmp_path, {"names.csv": text})).counted == SIX_A_MONTH


def test_a_date_alone_below_a_sheet_is_not_counted(tmp_path: Path) -> None:
    sheet = [*((row[1], row[0], row[2]) for row in rows()), ("2016-05-03",)]
    outcome = run(*put(tmp_path, {"printed.xlsx": workbook(records=sheet)}))
    assert outcome.counted == SIX_A_MONTH
    assert "row 26: “2016-05-03”" in outcome.said


@pytest.mark.parametrize("last", [",5/3/2016,", " ,5/3/2016, "])
@pytest.mark.parametrize("irregular", ["", '"C25\nagain",5/2/2016,theft\n'])
def test_a_last_row_with_only_a_date_is_a_record_where_it_has_all_its_cells(
    last: str, irregular: str, tmp_path: Path
) -> None:
    outcome = run(*put(tmp_path, {"last.csv": lines(plain) + irregular + last + "\n"}))
    assert outcome.counted == {**SIX_A_MONTH, "2016-05": 1 + bool(irregular)}
    assert outcome.report["rows_set_aside"] == 0


def test_a_date_alone_below_a_text_file_is_not_counted(tmp_path: Path) -> None:
    text = lines(lambda number, day: f"{day},C{number},theft", "arrest date,case,charge")
    outcome = run(*put(tmp_path, {"printed.csv": text + "5/3/2016\n"}))
    assert outcome.counted == SIX_A_MONTH
    assert "row 26: “5/3/2016”" in outcome.said


@pytest.mark.parametrize(
    "header",
    [
        "case,detainer date,charge",
        "arrest date,case,charge",
        "charge,date of detainer,agency",
    ],
)
@pytest.mark.parametrize("kind", ["text", "workbook"])
def test_another_table_below_is_refused(header: str, kind: str, tmp_path: Path) -> None:
    sheet: list[Cells] = [*rows(), (), header.split(","), *rows()[1:]]
    files: dict[str, str | bytes] = (
        {"two.xlsx": workbook(records=sheet)}
        if kind == "workbook"
        else {"two.csv": lines(plain) + "\n" + lines(plain, header)}
    )
    outcome = run(*put(tmp_path, files), "--date-column", "arrest date")
    assert outcome.code == 2


def test_another_table_far_below_is_refused_with_its_row(tmp_path: Path) -> None:
    text = lines(plain) + "".join(lines(plain, "") for _ in range(20)) + "\n"
    text += lines(plain, "case,detainer date,charge")
    outcome = run(*put(tmp_path, {"two.csv": text}))
    assert outcome.code == 2
    assert "row 507: another table begins here" in outcome.error


def test_the_same_header_again_is_set_aside(tmp_path: Path) -> None:
    outcome = run(*put(tmp_path, {"twice.csv": lines(plain) + lines(plain)}))
    assert outcome.counted == dict.fromkeys(SIX_A_MONTH, 12)
    assert "row 26: “arrest date”" in outcome.said


def test_words_for_no_date_are_no_header(tmp_path: Path) -> None:
    text = lines(lambda number, day: plain(number, "no date given" if number == 3 else day))
    outcome = run(*put(tmp_path, {"words.csv": text}))
    assert outcome.report["rows_set_aside"] == 1


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ([f"2016-01-{day:02}" for day in range(1, 32)], "every day has 1 row;"),
        ([f"2016-{month:02}-01" for month in range(1, 13)] * 3, "every month has 3 rows;"),
        ([f"2016-01-{day:02}" for day in range(1, 32)] + ["2016-01-05"], ""),
        ([f"2016-01-{day:02}" for day in range(1, 32, 2)], ""),
    ],
)
def test_a_table_of_counts_is_not_taken_for_records_without_a_word(
    dates: list[str], words: str, tmp_path: Path
) -> None:
    path = tmp_path / "counts.csv"
    path.write_text(
        "\n".join(["date,removals", *(f"{day},{n * 7}" for n, day in enumerate(dates))])
    )
    report = roll_up(recognize([path])).report
    assert report.evenly.startswith(words) if words else report.evenly == ""
    assert (words in str(report)) and report.rows_used == len(dates)
