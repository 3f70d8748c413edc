"""Archives, Arrow and statistical files, files of other columns, and files that are no table."""

import datetime as dt
import gzip
import io
import json
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet
import pyreadstat
import pytest

from lib.records import RecordsError, archives, recognize, roll_up
from lib.records.__main__ import main
from lib.records.changes import compare
from lib.records.report import Lacking
from lib.records.uploads import Choices, Rollups, look_at

FILES = Path(__file__).parent / "files"
ROWS = [
    (dt.date(2015, 10, 1), "Ana", "F"),
    (dt.date(2015, 10, 15), "Bo", "M"),
    (dt.date(2015, 10, 31), "Cy", "M"),
    (dt.date(2015, 12, 1), "Dé", "F"),
    (dt.date(2015, 12, 31), "Ed", "M"),
]
NAMES = ("when", "who", "sex")
TABLE = pa.table({name: [row[place] for row in ROWS] for place, name in enumerate(NAMES)})


def archive(path: Path, members: dict[str, bytes | str], packing: int = 8) -> Path:
    with zipfile.ZipFile(path, "w", packing) as parts:
        for name, content in members.items():
            parts.writestr(name, content)
    return path


def counts(path: Path, **options: str) -> list[int]:
    counted = roll_up(recognize([path]), **options).months  # type: ignore[arg-type]
    assert counted["month"].tolist() == ["2015-10", "2015-11", "2015-12"]
    return counted["records"].tolist()


# Archives.


@pytest.mark.parametrize(
    "name",
    ["comma.csv", "utf16.csv", "plain.csv.gz", "book.xlsx", "old.xls", "dates.parquet"],
)
def test_what_can_be_read_can_be_read_in_an_archive(name: str, tmp_path: Path) -> None:
    path = archive(tmp_path / "release.zip", {f"folder/{name}": (FILES / name).read_bytes()})
    assert counts(path) == [3, 0, 2]


def test_an_archive_is_counted_as_its_files_are(tmp_path: Path) -> None:
    names = ["comma.csv", "reordered.csv", "two_sheets.xlsx", "dates.parquet", "tab.csv"]
    path = archive(tmp_path / "a.zip", {name: (FILES / name).read_bytes() for name in names})
    packed = roll_up(recognize([path]), by="sex")
    plain = roll_up(recognize([FILES / name for name in names]), by="sex")
    assert packed.csv == plain.csv
    assert packed.report.duplicates == plain.report.duplicates == 15
    assert [file.file for file in packed.report.files] == [
        "a.zip: comma.csv",
        "a.zip: reordered.csv",
        "a.zip: two_sheets.xlsx (One)",
        "a.zip: two_sheets.xlsx (Two)",
        "a.zip: dates.parquet",
        "a.zip: tab.csv",
    ]


def test_what_is_no_table_in_an_archive_is_named(tmp_path: Path) -> None:
    inner = archive(tmp_path / "inner.zip", {"comma.csv": (FILES / "comma.csv").read_bytes()})
    path = archive(
        tmp_path / "a.zip",
        {
            "readme.txt": "This is a letter.\nIt has no table.\n",
            "terms.pdf": b"%PDF-1.7\n",
            "empty.csv": "",
            "codes.csv": "code,means\nF,female\nM,male\n",
            "2015.csv": (FILES / "comma.csv").read_bytes(),
            "__MACOSX/._2015.csv": b"\0\5\x16\7",
            "inner.zip": inner.read_bytes(),
        },
    )
    rollup = roll_up(recognize([path]))
    assert rollup.months["records"].tolist() == [3, 0, 2]
    assert {(entry.name, entry.why) for entry in rollup.report.passed_over} == {
        (
            "a.zip: readme.txt",
            "this is not a table: no delimiter splits its lines into columns",
        ),
        ("a.zip: terms.pdf", "this is a PDF document, not a table"),
        ("a.zip: empty.csv", "the file is empty"),
        ("a.zip: codes.csv", "its columns are not those of a.zip: 2015.csv"),
        ("a.zip: __MACOSX/._2015.csv", "a hidden file"),
        ("a.zip: inner.zip", "it is an archive within the archive"),
    }
    assert "Not counted      a.zip: terms.pdf: this is a PDF" in str(rollup.report)


def test_rows_of_a_member_keep_their_numbers(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", {"a.csv": (FILES / "set_aside.csv").read_bytes()})
    packed = roll_up(recognize([path]), date_column="when").report.examples
    plain = roll_up(recognize([FILES / "set_aside.csv"]), date_column="when").report.examples
    assert [(one.row, one.value) for one in packed] == [(one.row, one.value) for one in plain]
    assert {one.file for one in packed} == {"a.zip: a.csv"}


def test_nothing_unpacked_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    good = archive(tmp_path / "a.zip", {"a.csv": (FILES / "comma.csv").read_bytes()})
    bad = archive(tmp_path / "b.zip", {"a.csv": (FILES / "bad_tie.csv").read_bytes()})
    assert counts(good) == [3, 0, 2]
    with pytest.raises(RecordsError, match="more than one column contains dates"):
        roll_up(recognize([bad]))
    assert list((tmp_path / "temporary").iterdir()) == []


def test_an_upload_may_be_an_archive(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", {"a.csv": (FILES / "comma.csv").read_bytes()})
    with path.open("rb") as content:
        uploads = [("mine.zip", content)]
        assert look_at(uploads).sources[0].name == "mine.zip: a.csv"
        job = Rollups().start(uploads, Choices())
        assert job.future.result(timeout=60).months["records"].tolist() == [3, 0, 2]


def bomb(tmp_path: Path) -> Path:
    return archive(tmp_path / "bad.zip", {"a.csv": bytes(2_000_000)})


def inner_bomb(tmp_path: Path) -> Path:
    return archive(tmp_path / "bad.zip", {"a.csv.gz": gzip.compress(bytes(2_000_000))})


def damaged(tmp_path: Path) -> Path:
    path = archive(tmp_path / "bad.zip", {"a.csv": (FILES / "comma.csv").read_bytes()}, 0)
    path.write_bytes(path.read_bytes().replace(b"Ana", b"Eva"))
    return path


def cut(tmp_path: Path) -> Path:
    path = archive(tmp_path / "bad.zip", {"a.csv": (FILES / "comma.csv").read_bytes()})
    path.write_bytes(path.read_bytes()[:80])
    return path


def protected(tmp_path: Path) -> Path:
    path = archive(tmp_path / "bad.zip", {"a.csv": "when,who\n2015-10-01,Ana\n"}, 0)
    content = bytearray(path.read_bytes())
    for mark in (b"PK\3\4", b"PK\1\2"):
        content[content.index(mark) + (6 if mark == b"PK\3\4" else 8)] |= 1
    path.write_bytes(content)
    return path


def broken_member(tmp_path: Path) -> Path:
    good = (FILES / "comma.csv").read_bytes()
    return archive(
        tmp_path / "bad.zip",
        {"a.csv": good, "b.parquet": (FILES / "bad_cut.parquet").read_bytes()},
    )


def twice(tmp_path: Path) -> Path:
    path = tmp_path / "bad.zip"
    with zipfile.ZipFile(path, "w") as parts, pytest.warns(UserWarning, match="Duplicate name"):
        parts.writestr("a.csv", "x")
        parts.writestr("a.csv", "x")
    return path


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (bomb, "bad.zip: the archive unpacks to 0.0 GB, more than 100 times its size"),
        (inner_bomb, "bad.zip: a.csv.gz: the file unpacks to more than"),
        (damaged, "bad.zip: a.csv: the ZIP archive is damaged or incomplete"),
        (cut, "bad.zip: the ZIP archive is damaged or incomplete"),
        (protected, "bad.zip: a.csv: the file in the archive cannot be unpacked"),
        (broken_member, "bad.zip: b.parquet: the Parquet file is damaged or incomplete"),
        (twice, "bad.zip: the archive holds two files called a.csv"),
        (lambda folder: archive(folder / "bad.zip", {}), "bad.zip: the archive is empty"),
        (
            lambda folder: archive(folder / "bad.zip", {"word/document.xml": "<x/>"}),
            "bad.zip: this is a Word document, not a table",
        ),
    ],
)
def test_an_archive_that_cannot_be_counted(
    make: Callable[[Path], Path],
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(archives, "LARGEST", 100_000)
    assert main([str(make(tmp_path)), "--out", str(tmp_path / "months.csv")]) == 2
    told = capsys.readouterr()
    assert told.err.startswith(said)
    assert (told.err.count("\n"), told.out) == (1, "")


def test_a_text_that_begins_with_pk_is_no_archive(tmp_path: Path) -> None:
    path = tmp_path / "keys.csv"
    path.write_text("PK,when\n" + "".join(f"{row},2015-{10 + row}-05\n" for row in range(3)))
    assert roll_up(recognize([path])).report.rows_used == 3


# Arrow.


def write_stream(path: Path) -> None:
    with pa.OSFile(str(path), "wb") as out, pa.ipc.new_stream(out, TABLE.schema) as stream:
        stream.write_table(TABLE, max_chunksize=2)


ARROW: dict[str, Callable[[Path], None]] = {
    "feather": lambda path: pyarrow.feather.write_feather(TABLE, str(path), chunksize=2),
    "feather, not packed": lambda path: pyarrow.feather.write_feather(
        TABLE, str(path), compression="uncompressed"
    ),
    "stream": write_stream,
}


@pytest.mark.parametrize("kind", ARROW)
def test_arrow_files(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "table"
    ARROW[kind](path)
    form = recognize([path])
    assert (form.columns, form.sources[0].types[0]) == (NAMES, "DATE")
    rollup = roll_up(form, by="sex")
    assert rollup.months[["records", "M", "F"]].to_numpy().tolist() == [
        [3, 2, 1],
        [0] * 3,
        [2, 1, 1],
    ]


def test_an_arrow_file_means_what_the_same_parquet_file_means(tmp_path: Path) -> None:
    moment = dt.datetime(2015, 10, 31, 23, 30, tzinfo=dt.UTC)
    table = pa.table(
        {
            "at": pa.array([moment] * 3, pa.timestamp("ns", "America/New_York")),
            "place": pa.array(["A", "B", None]).dictionary_encode(),
            "number": pa.array([1.0, 2.5, None]),
        }
    )
    pyarrow.feather.write_feather(table, str(tmp_path / "a.feather"))
    pa.parquet.write_table(table, tmp_path / "a.parquet")
    arrow, parquet = (
        roll_up(recognize([tmp_path / f"a.{kind}"]), date_column="at", by="place").csv
        for kind in ("feather", "parquet")
    )
    assert arrow == parquet
    assert "2015-10,3,1,1,1" in arrow


def test_an_arrow_file_cut_short(tmp_path: Path) -> None:
    path = tmp_path / "a.feather"
    pyarrow.feather.write_feather(TABLE, str(path))
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(RecordsError, match=r"^a\.feather: the Arrow file cannot be read \("):
        recognize([path])


# Statistical packages.

FRAME = pd.DataFrame(
    {
        "when": [row[0] for row in ROWS],
        "who": [row[1] for row in ROWS],
        "sex": [1.0 if row[2] == "F" else 2.0 for row in ROWS],
    }
)
LABELS: dict[str, dict[int | float, str]] = {"sex": {1: "F", 2: "M"}}
STATISTICAL: dict[str, Callable[[Path], None]] = {
    "dta": lambda path: pyreadstat.write_dta(FRAME, path, variable_value_labels=LABELS),
    "old dta": lambda path: pyreadstat.write_dta(
        FRAME, path, version=10, variable_value_labels=LABELS
    ),
    "sav": lambda path: pyreadstat.write_sav(FRAME, path, variable_value_labels=LABELS),
    "zsav": lambda path: pyreadstat.write_sav(
        FRAME, path, compress=True, variable_value_labels=LABELS
    ),
    "xpt": lambda path: pyreadstat.write_xport(FRAME, path),
    "old xpt": lambda path: pyreadstat.write_xport(FRAME, path, file_format_version=5),
}


@pytest.mark.parametrize("kind", STATISTICAL)
def test_files_of_statistical_packages(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lib.records.statistical._CHUNK", 2)
    path = tmp_path / "table"
    STATISTICAL[kind](path)
    rollup = roll_up(
        recognize([path]), by=next(c for c in recognize([path]).columns if c.lower() == "sex")
    )
    women = "1" if "xpt" in kind else "F"
    assert rollup.months[["records", women]].to_numpy().tolist() == [[3, 1], [0, 0], [2, 1]]
    assert rollup.report.files[0].read == 5


def test_a_row_of_a_statistical_file_without_a_date(tmp_path: Path) -> None:
    frame = FRAME.assign(when=FRAME["when"].where(FRAME["who"] != "Dé", None))
    pyreadstat.write_dta(frame, tmp_path / "a.dta")
    report = roll_up(recognize([tmp_path / "a.dta"]), date_column="when").report
    assert [(example.row, example.value) for example in report.examples] == [(4, "")]
    assert (report.rows_used, report.rows_set_aside) == (4, 1)


def test_a_statistical_file_cut_short(tmp_path: Path) -> None:
    pyreadstat.write_dta(FRAME, tmp_path / "a.dta")
    path = tmp_path / "a.dta"
    path.write_bytes(path.read_bytes()[:600])
    with pytest.raises(RecordsError, match=r"^a\.dta: the Stata file cannot be read"):
        recognize([path])


def test_without_the_extra_it_is_said_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pyreadstat.write_sav(FRAME, tmp_path / "a.sav")
    monkeypatch.setitem(sys.modules, "pyreadstat", None)
    with pytest.raises(
        RecordsError,
        match=r"^a\.sav: this is a SPSS file, and what reads it is not installed\. "
        r"Install it with pip install 'removals-dashboard\[stat\]'",
    ):
        recognize([tmp_path / "a.sav"])


# What is no table.

HTML = "<table><tr><td>when</td></tr><tr><td>2015-10-01</td></tr></table>"
FOREIGN: dict[str, tuple[bytes, str]] = {
    "table.xls": (f"\ufeff\n<html>{HTML}</html>".encode(), "a web page (HTML), whatever its name"),
    "bare.html": (HTML.encode(), "a web page (HTML)"),
    "two_bytes.xls": (f"<HTML>{HTML}".encode("utf-16"), "a web page (HTML)"),
    "xhtml.xls": (f'<?xml version="1.0"?><html>{HTML}</html>'.encode(), "a web page (HTML)"),
    "book.xml": (b'<?xml version="1.0"?><Workbook/>', "an XML file"),
    "rows.json": (json.dumps([{"when": "2015-10-01"}] * 9, indent=1).encode(), "a JSON file"),
    "lines.json": (b'{"when": "2015-10-01"}\n' * 9, "a JSON file"),
    "packed.json.gz": (gzip.compress(b'[["2015-10-01"]]'), "a JSON file"),
    "letter.pdf": (b"%PDF-1.4\n%\xe2\xe3\n", "a PDF document"),
    "letter.rtf": (b"{\\rtf1\\ansi when, who}", "an RTF document"),
    "a.7z": (b"7z\xbc\xaf\x27\x1c\0\4", "a 7z archive"),
    "a.tar": (b"a.csv".ljust(257, b"\0") + b"ustar\0" + bytes(249), "a tar archive"),
    "a.feather": (b"FEA1" + bytes(80), "a Feather file of the first version"),
    "a.sqlite": (b"SQLite format 3\0" + bytes(80), "an SQLite database"),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_what_is_no_table_is_called_what_it_is(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, what = FOREIGN[name]
    (tmp_path / name).write_bytes(content)
    assert main([str(tmp_path / name), "--out", str(tmp_path / "months.csv")]) == 2
    told = capsys.readouterr()
    assert told.err.startswith(f"{name}: this is {what}")
    assert (told.err.count("\n"), told.out) == (1, "")


@pytest.mark.parametrize("header", ["[Date],[Who]", "{date},{who}", "<date>,<who>", "BZ,PDF"])
def test_a_table_is_not_taken_for_something_else(header: str, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(header + "\n" + "2015-10-01,Ana\n" * 9)
    assert roll_up(recognize([path])).report.rows_used == 9


# Files of other columns.


def test_files_are_united_by_name(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("when,who,sex\n2015-10-01,Ana,F\n2015-10-02,Bo,M\n")
    (tmp_path / "b.csv").write_text("Who;WHEN;age\nCy;2015-11-01;40\nDi;2015-11-02;50\n")
    pa.parquet.write_table(
        pa.table({"age": [7], "when": [dt.date(2015, 12, 1)], "who": ["Ed"]}),
        tmp_path / "c.parquet",
    )
    form = recognize([tmp_path / name for name in ("a.csv", "b.csv", "c.parquet")])
    assert form.columns == ("when", "who", "sex", "age")
    rollup = roll_up(form, by="age", flags={"women": "sex = F", "no sex": "sex is empty"})
    assert rollup.months[["records", "women", "no sex", "40", "7"]].to_numpy().tolist() == [
        [2, 1, 0, 0, 0],
        [2, 0, 2, 1, 0],
        [1, 0, 1, 0, 1],
    ]
    assert rollup.report.lacking == (
        Lacking("a.csv", ("age",)),
        Lacking("b.csv", ("sex",)),
        Lacking("c.parquet", ("sex",)),
    )
    assert "Lacking          b.csv: sex\n" in f"{rollup.report}\n"


def test_parquet_files_of_other_columns_keep_their_dates(tmp_path: Path) -> None:
    both = {"when": [dt.date(2015, 10, 1)], "out": [dt.date(2015, 11, 1)], "who": ["Ana"]}
    for name, columns in (("a", ("when", "who")), ("b", ("who", "out", "when"))):
        table = pa.table({column: both[column] for column in columns})
        pa.parquet.write_table(table, tmp_path / f"{name}.parquet")
    form = recognize([tmp_path / "a.parquet", tmp_path / "b.parquet"])
    assert roll_up(form, date_column="when").report.rows_used == 2
    with pytest.raises(RecordsError, match=r"^a\.parquet: there is no column out, by which"):
        roll_up(form, date_column="out")


def test_a_parquet_file_with_names_that_differ_in_a_mark(tmp_path: Path) -> None:
    table = pa.table({"Date": [dt.date(2015, 10, 1)] * 2, "a b": ["x", "y"], "a_b": ["z", "z"]})
    pa.parquet.write_table(table, tmp_path / "a.parquet")
    form = recognize([tmp_path / "a.parquet"])
    assert roll_up(form, by="a b").months.columns.tolist() == [
        "month",
        "records",
        "x",
        "y",
        "whole",
    ]
    assert roll_up(form, by="a_b").months.columns.tolist() == ["month", "records", "z", "whole"]


def test_a_file_of_half_the_columns_is_not_enough(tmp_path: Path) -> None:
    """A summary by day and place is not a file of records, though it has their first columns."""
    (tmp_path / "a.csv").write_text("when,place,who,age,sex\n" + "2015-10-01,x,Ana,40,F\n" * 9)
    (tmp_path / "b.csv").write_text("when,place,records\n" + "2015-10-01,x,9\n" * 9)
    with pytest.raises(
        RecordsError,
        match=r"^b\.csv: its columns differ from those of a\.csv: it has no column who and it has "
        "an extra column records",
    ):
        recognize([tmp_path / "a.csv", tmp_path / "b.csv"])


def test_an_archive_of_years_with_other_columns(tmp_path: Path) -> None:
    out = io.BytesIO()
    pd.DataFrame({"when": ["2015-12-01"], "who": ["Ed"], "age": [7]}).to_excel(out, index=False)
    path = archive(
        tmp_path / "a.zip",
        {"2014.csv": "when,who\n2015-10-01,Ana\n2015-11-02,Bo\n", "2015.xlsx": out.getvalue()},
    )
    rollup = roll_up(recognize([path]))
    assert rollup.months["records"].tolist() == [1, 1, 1]
    assert rollup.report.lacking == (Lacking("a.zip: 2014.csv", ("age",)),)


def test_two_releases_in_archives_are_compared(tmp_path: Path) -> None:
    text = (FILES / "comma.csv").read_text()
    old = archive(tmp_path / "old.zip", {"a.csv": text})
    new = archive(
        tmp_path / "new.zip", {"a.csv": text, "b.csv": "when,who,sex\n2016-01-05,Fay,F\n"}
    )
    comparison = compare(recognize([old]), recognize([new]))
    assert comparison.months["new"].tolist() == [3, 0, 2, 1]
    assert (comparison.report.rows_only_old, comparison.report.rows_only_new) == (0, 1)
