"""Workbooks: which sheets are counted, what is said of the others, and that size is no matter."""

import datetime as dt
import io
import re
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lib.records import RecordsError, large_sheets, recognize, roll_up, sheets
from lib.records.__main__ import main
from lib.records.conditions import find_column
from lib.records.form import PassedOver, column_names
from lib.records.reading import recognize as look
from lib.records.sheets import opened, sheet_rows

AWKWARD = Path(__file__).parents[3] / "shared" / "data" / "awkward_files"
Rows = Sequence[Sequence[object]]
HEADER = ("Case", "Date in", "Reason")


def days(month: int, number: int, year: int = 2016) -> list[tuple[object, ...]]:
    """That many records of a month."""
    return [(f"{month}-{day}", dt.date(year, month, day), "x") for day in range(1, number + 1)]


def book(path: Path, **sheets: Rows) -> Path:
    """A workbook; a name that ends in _hidden is a hidden sheet."""
    written = openpyxl.Workbook()
    written.remove(written.worksheets[0])
    for name, rows in sheets.items():
        sheet = written.create_sheet(name.removesuffix("_hidden"))
        if name.endswith("_hidden"):
            sheet.sheet_state = "hidden"
        for row in rows:
            sheet.append(row)
    written.save(path)
    return path


def months(path: Path, **options: object) -> dict[str, int]:
    counted = roll_up(recognize([path]), **options).months  # type: ignore[arg-type]
    every = dict(zip(counted["month"], counted["records"].tolist(), strict=True))
    return {month: records for month, records in every.items() if records}


TWENTY = {"2016-10": 4, "2016-11": 3, "2016-12": 4, "2017-01": 3, "2017-02": 3, "2017-03": 3}
THREE_YEARS = TWENTY | {
    "2017-05": 4, "2017-06": 3, "2017-07": 4, "2017-08": 3, "2017-09": 3, "2017-10": 3,
    "2017-11": 4, "2017-12": 3, "2018-01": 4, "2018-02": 3, "2018-03": 3, "2018-04": 3,
}  # fmt: skip
ARRESTS = {
    "2016-01": 31, "2016-02": 29, "2016-03": 31, "2016-04": 30, "2016-05": 31, "2016-06": 30,
    "2016-07": 31, "2016-08": 31, "2016-09": 30, "2016-10": 26,
}  # fmt: skip
SIX = {"2016-01": 6, "2016-02": 6, "2016-03": 6, "2016-04": 6}
EXPECTED = {
    "dictionary_sheet_first.xlsx": (None, TWENTY),
    "summary_sheet_first.xlsx": ("Date in", TWENTY),
    "sheets_leading_blank_column.xlsx": ("Date in", THREE_YEARS),
    "sheets_notes_column.xlsx": ("Date in", THREE_YEARS),
    "header_line_break.xlsx": (None, TWENTY),
    "misnamed.xls": (None, SIX),
    "rows_end_early.xlsx": ("arrest date", ARRESTS),
    "rows_end_early_text.xlsx": ("arrest date", ARRESTS | {"2016-02": 28}),
    "spread_header.xlsx": ("Complaint date", SIX),
}


@pytest.mark.skipif(not AWKWARD.is_dir(), reason="the awkward files are not beside the project")
@pytest.mark.parametrize("large", [False, True], ids=["small", "large"])
@pytest.mark.parametrize("name", EXPECTED)
def test_given_workbooks(name: str, large: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is expected stands beside each file; a large sheet is read as a small one is."""
    if large:
        monkeypatch.setattr(sheets, "LARGE_SHEETS", 0)
        monkeypatch.setattr(large_sheets, "PIECE", 1000)
        monkeypatch.setattr(large_sheets, "CHUNK", 300)
    date, counts = EXPECTED[name]
    assert months(AWKWARD / name, date_column=date) == counts


# Which sheets are counted.


def test_sheets_with_a_column_more_and_one_further_right_are_one_table(tmp_path: Path) -> None:
    path = book(
        tmp_path / "book.xlsx",
        FY16=[HEADER, *days(1, 3)],
        FY17=[("", "note", *HEADER), *(("", "seen", *row) for row in days(2, 4))],
        FY18=[(), ("", "case", "DATE_IN"), *(("", *row[:2]) for row in days(3, 5))],
    )
    form = recognize([path])
    assert form.columns == ("Case", "Date in", "Reason", "note")
    rollup = roll_up(form, by="Reason")
    assert dict(zip(rollup.months["month"], rollup.months["x"], strict=True)) == {
        "2016-01": 3, "2016-02": 4, "2016-03": 0,
    }  # fmt: skip
    assert rollup.months["(blank)"].tolist() == [0, 0, 5]
    assert [(entry.file, entry.columns) for entry in rollup.report.lacking] == [
        ("book.xlsx (FY16)", ("note",)),
        ("book.xlsx (FY18)", ("Reason", "note")),
    ]
    assert "Lacking          book.xlsx (FY18): Reason, note" in str(rollup.report)


def test_a_sheet_of_other_columns_is_named_with_its_rows(tmp_path: Path) -> None:
    path = book(
        tmp_path / "book.xlsx",
        Summary=[("Date in", "Reason", "Number"), (dt.date(2016, 1, 1), "x", 7)] * 2,
        Notes_hidden=[("One sentence.",), ("Another.",)],
        Blank=[],
        Header=[HEADER],
        Records=[(*HEADER, "Sex", "Age"), *((*row, "F", 40) for row in days(1, 9))],
    )
    rollup = roll_up(recognize([path]))
    assert rollup.report.rows_used == 9
    assert {(entry.name, entry.rows) for entry in rollup.report.passed_over} == {
        ("book.xlsx (Summary)", 3),
        ("book.xlsx (Notes, hidden)", 1),
        ("book.xlsx (Header)", 0),
    }
    assert (
        "Not counted      book.xlsx (Summary): 3 rows, its columns are not those of "
        "book.xlsx (Records)" in str(rollup.report)
    )


def test_a_hidden_sheet_of_the_same_table_is_counted(tmp_path: Path) -> None:
    path = book(tmp_path / "book.xlsx", A=[HEADER, *days(1, 3)], B_hidden=[HEADER, *days(2, 4)])
    report = roll_up(recognize([path])).report
    assert [(file.file, file.used) for file in report.files] == [
        ("book.xlsx (A)", 3),
        ("book.xlsx (B, hidden)", 4),
    ]
    assert "File             book.xlsx (B, hidden): 4 rows" in str(report)


def test_a_sheet_without_the_date_column_that_is_chosen_is_passed_over(tmp_path: Path) -> None:
    other = ("Case", "Reason", "Date out")
    path = book(
        tmp_path / "book.xlsx",
        A=[(*HEADER, "Date out"), *((*row, row[1]) for row in days(1, 9))],
        B=[other, *((row[0], row[2], row[1]) for row in days(2, 4))],
    )
    form = recognize([path])
    assert months_of(form, "Date out") == {"2016-01": 9, "2016-02": 4}
    report = roll_up(form, date_column="Date in").report
    assert report.rows_read == 9
    assert report.passed_over == (PassedOver("book.xlsx (B)", 4, "it has no column Date in", "B"),)


def months_of(form: object, date: str) -> dict[str, int]:
    counted = roll_up(form, date_column=date).months  # type: ignore[arg-type]
    return dict(zip(counted["month"], counted["records"].tolist(), strict=True))


def test_a_renamed_column_is_one_of_its_own(tmp_path: Path) -> None:
    path = book(
        tmp_path / "book.xlsx",
        A=[HEADER, *days(1, 3)],
        B=[("Case", "Date in", "Cause"), *days(2, 4)],
    )
    form = recognize([path])
    assert form.columns == ("Case", "Date in", "Reason", "Cause")
    assert months_of(form, "Date in") == {"2016-01": 3, "2016-02": 4}


# Sheets and rows that a person names.


def three(tmp_path: Path) -> Path:
    return book(
        tmp_path / "book.xlsx",
        A=[HEADER, *days(1, 3)],
        B=[HEADER, *days(2, 4)],
        Key=[("code", "means"), ("x", "unknown")],
        Blank=[],
    )


@pytest.mark.parametrize(
    ("sheets", "counts"),
    [
        (["B"], {"2016-02": 4}),
        ([" b "], {"2016-02": 4}),
        (["B", "A"], {"2016-01": 3, "2016-02": 4}),
    ],
)
def test_sheets_are_chosen_by_name(
    sheets: list[str], counts: dict[str, int], tmp_path: Path
) -> None:
    form = recognize([three(tmp_path)], sheets=sheets)
    assert months_of(form, "Date in") == counts
    assert {entry.name for entry in form.passed_over} == {"book.xlsx (Key)"} | (
        {"book.xlsx (A)"} if len(sheets) == 1 else set()
    )


@pytest.mark.parametrize("sheets", [["C"], ["A", "C"], ["Blank"]])
def test_a_sheet_that_is_not_there_is_said_with_those_that_are(
    sheets: list[str], tmp_path: Path
) -> None:
    with pytest.raises(
        RecordsError,
        match=rf"there is no sheet {sheets[-1]} with rows. The sheets with rows are A, B, Key",
    ):
        recognize([three(tmp_path)], sheets=sheets)


def test_chosen_sheets_of_two_kinds_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RecordsError, match=r"^book\.xlsx \(Key\): its columns differ"):
        recognize([three(tmp_path)], sheets=["A", "Key"])


def test_a_sheet_of_a_file_that_has_none(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("when,who\n2016-01-01,Ana\n2016-01-02,Bo\n")
    with pytest.raises(RecordsError, match=r"no sheet A with rows\. None of the files is"):
        recognize([tmp_path / "a.csv"], sheets=["A"])


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_row_of_the_header_is_told(kind: str, tmp_path: Path) -> None:
    rows = [("a", "b", "c"), ("Office", "Day", "Count"), *(row for row in days(1, 5))]
    if kind == "xlsx":
        path = book(tmp_path / "book.xlsx", A=rows)
    else:
        path = tmp_path / "rows.csv"
        path.write_text("".join(",".join(map(str, row)) + "\n" for row in rows))
    form = recognize([path], header_row=2)
    assert (form.header_row, form.columns) == (2, ("Office", "Day", "Count"))
    assert roll_up(form).report.rows_read == 5
    assert recognize([path], header_row=1).columns == ("a", "b", "c")
    with pytest.raises(RecordsError, match="row 90 "):
        recognize([path], header_row=90)


def test_the_command_takes_sheets_and_a_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "months.csv"
    path = three(tmp_path)
    assert (
        main([str(path), "--sheet", "A", "--sheet", "B", "--header-row", "1", "--out", str(out)])
        == 0
    )
    told = capsys.readouterr().out
    assert "Not counted      book.xlsx (Key): 1 row, it was not chosen" in told
    assert out.read_text().splitlines()[1:] == ["2016-01,3,true", "2016-02,4,false"]


# Names of columns.


def test_equal_names_are_numbered_and_others_stay() -> None:
    assert column_names(["charge", "charge", "charge_2", "Charge ", "", "charge"]) == (
        "charge", "charge_3", "charge_2", "Charge", "column 5", "charge_4",
    )  # fmt: skip


def test_a_name_never_means_a_column_by_accident() -> None:
    columns = ("Charge", "charge", "Sex", "#", "%")
    assert find_column(columns, "charge") == "charge"
    assert find_column(columns, "SEX ") == "Sex"
    assert find_column(columns, "&") is None
    with pytest.raises(
        RecordsError, match="more than one column could be “CHARGE”: Charge, charge"
    ):
        find_column(columns, "CHARGE")


def test_merged_headers_and_columns_without_a_name(tmp_path: Path) -> None:
    """Columns with nothing in them are none; one with values and no name is called by its place."""
    path = book(
        tmp_path / "book.xlsx",
        A=[
            ("", "A title of many cells", "", "", "", "", ""),
            ("", "Case", "", "", "Date in", "Not used", ""),
            *(("", row[0], "", "", row[1], "", "kept") for row in days(1, 5)),
        ],
    )
    form = recognize([path])
    assert form.columns == ("Case", "Date in", "Not used", "column 4")
    assert roll_up(form, by="column 4").months["kept"].tolist() == [5]


# One reader, whatever the size.

TEXTS = st.text(
    st.characters(exclude_categories=["C"], include_characters="\n\t"), min_size=1, max_size=12
)
DATES = st.datetimes(dt.datetime(1950, 1, 1), dt.datetime(2090, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0)
)
FORMATS = ["m/d/yyyy", "yyyy-mm-dd", "d-mmm-yy", "h:mm", "[h]:mm:ss", '"d"0', "0.00", "[Red]0;m"]
CELLS = st.one_of(
    st.none(),
    TEXTS,
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.floats(-1e6, 1e6, allow_subnormal=False),
    DATES,
    st.tuples(st.sampled_from(FORMATS), st.floats(0, 60_000)),
    st.sampled_from(["#N/A", "#REF!"]).map(lambda error: ("=", error)),
)


@given(
    rows=st.lists(st.lists(CELLS, max_size=6), min_size=1, max_size=40),
    corner=st.tuples(st.integers(0, 9), st.integers(0, 3)),
    inline=st.booleans(),
    numbered=st.booleans(),
    piece=st.integers(100, 3000),
)
@example(
    rows=[["a"], *[[None]] * 30, ["b"], [], ["c"]],
    corner=(0, 0),
    inline=True,
    numbered=False,
    piece=100,
)
@settings(max_examples=settings().max_examples // 2)
def test_a_large_sheet_is_read_as_a_small_one(
    rows: list[list[object]],
    corner: tuple[int, int],
    inline: bool,
    numbered: bool,
    piece: int,
) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        path = Path(folder) / "book"
        path.write_bytes(_random_book(rows, corner, inline=inline, numbered=numbered))
        small = _rows(path)
        patch.setattr(sheets, "LARGE_SHEETS", 0)
        patch.setattr(large_sheets, "PIECE", piece)
        patch.setattr(large_sheets, "CHUNK", 64)
        assert _rows(path) == small
    if numbered:
        top, left = corner
        for number, row in enumerate(rows, top):
            for place, value in enumerate(row, left):
                if isinstance(value, str):
                    assert small[number][place] == value
                elif isinstance(value, dt.datetime) and value.time() == dt.time():
                    assert small[number][place] == value.date().isoformat()
                elif isinstance(value, int) and not isinstance(value, bool):
                    assert small[number][place] == str(value)


def _random_book(
    rows: Iterable[Iterable[object]], corner: tuple[int, int], *, inline: bool, numbered: bool
) -> bytes:
    out = io.BytesIO()
    written = xlsxwriter.Workbook(out, {"constant_memory": inline})
    sheet = written.add_worksheet("Data")
    moment = written.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    formats = {name: written.add_format({"num_format": name}) for name in FORMATS}
    for number, row in enumerate(rows, corner[0]):
        # A row without a cell is written all the same where it has a height.
        sheet.set_row(number, 20)
        for place, value in enumerate(row, corner[1]):
            match value:
                case None:
                    sheet.write_blank(number, place, None, moment)
                case str():
                    sheet.write_string(number, place, value)
                case bool():
                    sheet.write_boolean(number, place, value)
                case dt.datetime():
                    sheet.write_datetime(number, place, value, moment)
                case ("=", error):
                    sheet.write_formula(number, place, "=1/0", None, error)
                case (str(name), float(serial)):
                    sheet.write_number(number, place, serial, formats[name])
                case _:
                    sheet.write_number(number, place, value)
    written.close()
    return out.getvalue() if numbered else _without_numbers(out.getvalue())


def _without_numbers(packed: bytes) -> bytes:
    """The same workbook as some programs write it: no row and no cell says where it stands."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as given, zipfile.ZipFile(out, "w") as parts:
        for name in given.namelist():
            content = given.read(name)
            if "worksheets/sheet" in name:
                content = re.sub(rb'(<(?:row|c)) r="[A-Z0-9]+"', rb"\1", content)
            parts.writestr(name, content)
    return out.getvalue()


def _rows(path: Path) -> list[list[str]]:
    with opened(path, "book") as opened_book:
        return list(sheet_rows(opened_book, path, "book", "Data"))


def test_a_large_sheet_without_rows_and_one_with_a_row_too_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(_random_book([["x" * 500] * 5], (0, 0), inline=True, numbered=True))
    monkeypatch.setattr(sheets, "LARGE_SHEETS", 0)
    monkeypatch.setattr(large_sheets, "PIECE", 300)
    monkeypatch.setattr(large_sheets, "LONGEST", 300)
    monkeypatch.setattr(large_sheets, "CHUNK", 100)
    with pytest.raises(
        RecordsError, match=r"book: the sheet Data cannot be read \(one of its rows"
    ):
        _rows(path)
    path.write_bytes(_random_book([], (0, 0), inline=True, numbered=True))
    with pytest.raises(RecordsError, match="no sheet of the workbook contains a table"):
        look([path])


def test_rows_of_a_large_sheet_that_is_passed_over_are_counted(tmp_path: Path) -> None:
    path = book(
        tmp_path / "book.xlsx",
        Rates=[("rate", "unit"), *((number, "x") for number in range(5000))],
        Records=[HEADER, *days(1, 9)],
    )
    (other,) = recognize([path]).passed_over
    assert (other.name, other.rows) == ("book.xlsx (Rates)", 5000)


def test_an_impossible_duration_is_said_with_its_row(tmp_path: Path) -> None:
    written = openpyxl.Workbook()
    sheet = written.worksheets[0]
    for row in (HEADER, *days(1, 9)):
        sheet.append(row)
    sheet["C5"] = 1e10
    sheet["C5"].number_format = "[h]:mm"
    written.save(tmp_path / "book.xlsx")
    with pytest.raises(RecordsError, match=r"^book\.xlsx, row 5: a cell holds a duration"):
        recognize([tmp_path / "book.xlsx"])
