"""Every awkward kind of file gives the same five records, and every bad one its one line."""

from pathlib import Path

import pytest

from lib.records import RecordsError, recognize, roll_up
from lib.records.__main__ import main

FILES = Path(__file__).parent / "files"
APART = {"set_aside.csv", "duplicates.csv", "reordered.csv", "preamble_with_quote.csv"}
GOOD = sorted(
    path.name
    for path in FILES.iterdir()
    if path.suffix not in (".py", ".md")
    and not path.name.startswith("bad_")
    and path.name not in APART
)


@pytest.mark.parametrize("name", [*GOOD, "preamble_with_quote.csv"])
def test_each_file_holds_the_same_five_records(name: str) -> None:
    rollup = roll_up(recognize([FILES / name]))
    assert rollup.months["month"].tolist() == ["2015-10", "2015-11", "2015-12"]
    assert rollup.months["records"].tolist() == [3, 0, 2]
    assert rollup.months["whole"].tolist() == [True, True, True]
    report = rollup.report
    assert (report.rows_read, report.rows_used, report.rows_set_aside, report.duplicates) == (
        5,
        5,
        0,
        0,
    )
    assert (report.first_date, report.last_date) == ("2015-10-01", "2015-12-31")


def test_a_letter_of_latin_1_survives() -> None:
    rollup = roll_up(recognize([FILES / "latin1.csv"]), by="who")
    assert "Dé" in rollup.months.columns


def test_latin_1_far_below_the_head(tmp_path: Path) -> None:
    path = tmp_path / "late.csv"
    path.write_bytes(
        b"when,who\n" + b"2015-10-01,Ana\n" * 40_000 + "2015-10-02,Dé\n".encode("latin-1")
    )
    report = roll_up(recognize([path])).report
    assert (report.rows_read, report.rows_used) == (40_001, 40_001)


def test_line_ends_of_two_kinds_far_below_the_head(tmp_path: Path) -> None:
    path = tmp_path / "late.csv"
    path.write_bytes(
        b"when,who\n" + b"2015-10-01,Ana\n" * 40_000 + b"2015-10-02,Bo\r\n2015-10-03,Cy\n"
    )
    assert roll_up(recognize([path])).report.rows_used == 40_002


def test_each_file_keeps_its_own_account(tmp_path: Path) -> None:
    paths = []
    for number, end in enumerate(("\n", "\r\n", "\n")):
        rows = [
            "when,who,why",
            *["2016-01-01,Ana,x"] * (20_000 + number),
            *["2016-01-01,Ana,x,long"] * 600,
            *["2016-01-01,short"] * 300,
            *["no date,Bo,x"] * number,
        ]
        paths.append(tmp_path / f"{number}.csv")
        paths[-1].write_bytes("".join(row + end for row in rows).encode())
    report = roll_up(recognize(paths), date_column="when").report
    assert [(file.file, file.used, file.set_aside) for file in report.files] == [
        ("0.csv", 20_300, 600),
        ("1.csv", 20_301, 601),
        ("2.csv", 20_302, 602),
    ]
    assert [(odd.file, odd.rows, odd.examples[0].row) for odd in report.odd] == [
        ("0.csv", 600, 20_002),
        ("0.csv", 300, 20_602),
        ("1.csv", 600, 20_003),
        ("1.csv", 300, 20_603),
        ("2.csv", 600, 20_004),
        ("2.csv", 300, 20_604),
    ]


@pytest.mark.parametrize("cells", [1, 2, 3, 5], ids=lambda cells: f"{cells} cells")
@pytest.mark.parametrize("bad", [100, 5_000])
def test_no_row_of_another_width_is_lost(cells: int, bad: int, tmp_path: Path) -> None:
    path = tmp_path / "widths.csv"
    rows = ["2016-01-01,Ana"] * 2_000 + [",".join(["2016-01-01"] + ["x"] * (cells - 1))] * bad
    path.write_text("\n".join(["when,who", *rows]) + "\n")
    if cells > 2 and bad == 5_000:
        with pytest.raises(
            RecordsError,
            match=r"widths\.csv, row 2,002: 5,000 of 7,000 rows have more cells than the header",
        ):
            roll_up(recognize([path]), date_column="when")
        return
    report = roll_up(recognize([path]), date_column="when").report
    assert report.rows_read == report.rows_used + report.rows_set_aside == 2_000 + bad
    assert report.rows_set_aside == (bad if cells > 2 else 0)
    # The date of a short row is there, and a missing cell is an empty one.
    assert [(odd.rows, odd.examples[0].row) for odd in report.odd] == (
        [] if cells == 2 else [(bad, 2_002)]
    )


def test_a_file_given_twice_is_not_counted_twice() -> None:
    path = FILES / GOOD[0]
    with pytest.raises(RecordsError, match=f"{path.name}: this file was given twice"):
        recognize([path, FILES / ".." / "files" / path.name])


def test_rows_set_aside_are_counted_and_shown() -> None:
    report = roll_up(recognize([FILES / "set_aside.csv"]), date_column="when").report
    assert (
        report.rows_read,
        report.rows_used,
        report.rows_without_date,
        report.rows_unreadable,
    ) == (11, 5, 5, 1)
    # Row 8 is one cell, and no date.
    assert {(example.row, example.value) for example in report.examples} == {
        (10, "long,1,2,3"),
        (7, ""),
        (8, "short"),
        (9, "(B)(6) "),
        (11, "2015-02-30"),
    }
    assert (report.files[0].read, report.files[0].used, report.files[0].set_aside) == (11, 5, 6)


def test_duplicates_are_counted_and_kept() -> None:
    rollup = roll_up(recognize([FILES / "duplicates.csv"]))
    assert rollup.report.duplicates == 2
    assert rollup.months["records"].tolist() == [5, 0, 2]


def test_files_of_one_form_are_one_table_whatever_their_kind_and_order() -> None:
    names = [
        "comma.csv",
        "reordered.csv",
        "dates.parquet",
        "texts.parquet",
        "two_sheets.xlsx",
        "utf16.csv",
        "plain.csv.gz",
    ]
    rollup = roll_up(recognize([FILES / name for name in names]), by="sex")
    assert rollup.months["records"].tolist() == [18, 1, 12]
    assert rollup.months["F"].tolist() == [6, 1, 6]
    assert rollup.months["M"].tolist() == [12, 0, 6]
    # The same five records six times over, read from six kinds of file: 25 of them repeat another.
    assert rollup.report.duplicates == 25
    assert [file.file for file in rollup.report.files][4:6] == [
        "two_sheets.xlsx (One)",
        "two_sheets.xlsx (Two)",
    ]


BAD = {
    "bad_empty.csv": "the file is empty",
    "bad_empty.csv.gz": "the file is empty",
    "bad_header_only.csv": "there are no rows below the header",
    "bad_prose.csv": "this is not a table: no delimiter splits its lines into columns",
    "bad_bytes.csv": "this is a binary file, not a table",
    "bad_no_date.csv": "no column contains mostly dates",
    "bad_tie.csv": "more than one column contains dates: arrested, removed",
    "bad_truncated.csv.gz": "the gzip file is damaged or incomplete",
    "bad_checksum.csv.gz": "the gzip file is damaged or incomplete",
    "bad_cut.parquet": "the Parquet file is damaged or incomplete",
    "bad_cut.xlsx": "the workbook is damaged or incomplete",
    # Its reader panics.
    "bad_cut.xls": "the workbook is damaged or incomplete",
    "bad_password.xlsx": "the workbook is password-protected",
    "bad_old.xls": "this is an Office 97 file, but no workbook that can be read",
    "bad_archive.xlsx": "no file in the archive is a table (bad_archive.xlsx: letter.txt: ",
    "not_there.csv": "there is no such file",
}


def test_every_bad_file_has_its_line() -> None:
    assert {path.name for path in FILES.glob("bad_*")} - {"bad_schema.parquet"} == set(BAD) - {
        "not_there.csv"
    }


@pytest.mark.parametrize("name", BAD)
def test_bad_input_gets_one_line_and_writes_nothing(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(FILES / name), "--out", str(tmp_path / "months.csv")]) == 2
    told = capsys.readouterr()
    assert told.err.startswith(name)
    assert BAD[name] in told.err
    assert told.err.count("\n") == 1
    assert told.out == ""
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_another_form_among_the_rest() -> None:
    with pytest.raises(
        RecordsError,
        match=r"^bad_schema\.parquet: its columns differ from those of dates\.parquet: "
        "it has no column who and it has an extra column name",
    ):
        recognize([FILES / "dates.parquet", FILES / "bad_schema.parquet"])


def test_a_file_without_the_date_column_among_the_rest() -> None:
    form = recognize([FILES / "dates.parquet", FILES / "bad_no_date.csv"])
    with pytest.raises(RecordsError, match=r"^bad_no_date\.csv: there is no column when, by which"):
        roll_up(form)


def test_a_gzip_file_cut_where_a_row_ends_is_not_taken_for_whole(tmp_path: Path) -> None:
    """DuckDB reads such a file to its end without a word, and half the records would be missing."""
    import gzip
    import zlib

    packer = zlib.compressobj(wbits=31)
    start = packer.compress(b"when,who\n" + b"2015-10-01,Ana\n" * 100_000) + packer.flush(
        zlib.Z_FULL_FLUSH
    )
    (tmp_path / "cut.csv.gz").write_bytes(start)
    (tmp_path / "whole.csv.gz").write_bytes(gzip.compress(b"when,who\n2015-10-01,Ana\n"))
    form = recognize([tmp_path / "whole.csv.gz", tmp_path / "cut.csv.gz"])
    with pytest.raises(
        RecordsError, match=r"^cut\.csv\.gz: the gzip file is damaged or incomplete"
    ):
        roll_up(form)


TITLES = {
    "three titles": ["A title", "For Official Use Only", "Released in part"],
    "a page of titles": [f"Line {number} of a notice" for number in range(12)],
    "titles with commas": [f"Office, of Records {number}" for number in range(6)],
    "padded titles": ["A title;;;", ";;;", "For Official Use Only;;;"] * 3,
}


@pytest.mark.parametrize("rows", [1, 2, 5], ids=lambda rows: f"{rows} rows")
@pytest.mark.parametrize("titles", TITLES.values(), ids=TITLES)
@pytest.mark.parametrize("note", ["x", "a, b, c, d, e"], ids=["plain", "with commas"])
def test_titles_do_not_outvote_a_short_table(
    titles: list[str], rows: int, note: str, tmp_path: Path
) -> None:
    path = tmp_path / "short.csv"
    body = [f"{note};2015-10-{day:02};NA;y" for day in range(1, rows + 1)]
    path.write_text("\n".join([*titles, "note;left on;level;other", *body]) + "\n")
    form = recognize([path])
    assert (form.delimiter, form.header_row) == (";", len(titles) + 1)
    assert form.columns == ("note", "left on", "level", "other")
    assert roll_up(form).report.rows_used == rows


def test_titles_do_not_outvote_a_short_table_without_dates(tmp_path: Path) -> None:
    path = tmp_path / "short.csv"
    path.write_text(
        "\n".join([*TITLES["three titles"], "note;left on;level", "x;unknown;NA"]) + "\n"
    )
    form = recognize([path])
    assert (form.delimiter, form.header_row, form.date_columns) == (";", 4, ())


@pytest.mark.parametrize("character", "*?[]{}")
def test_a_path_that_would_be_a_pattern_of_names(character: str, tmp_path: Path) -> None:
    for name in ("comma.csv", "dates.parquet"):
        path = tmp_path / f"a{character}{name}"
        path.write_bytes((FILES / name).read_bytes())
        with pytest.raises(RecordsError, match="the path contains one of the characters"):
            roll_up(recognize([path]))
