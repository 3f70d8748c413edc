"""Neighbors of the awkward kinds: headers, rows, quotation marks, sheets, kinds of file."""

from __future__ import annotations

import gzip
import importlib.util
import io
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.feather
import pytest

from lib.records import sheets as books
from tests.records.command import run
from tests.records.small_tables import (
    DAYS,
    ONE_WITHHELD,
    SIX_A_MONTH,
    lines,
    plain,
    put,
    rows,
    us,
    withheld,
    workbook,
)

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Neighbor:
    files: dict[str, str | bytes]
    options: list[str] = field(default_factory=list)
    expected: dict[str, int] = field(default_factory=lambda: SIX_A_MONTH)
    says: tuple[str, ...] = ()
    """What the report on the screen must say."""
    aside: int | None = 0


def one(text: str | bytes, *options: str, **more: object) -> Neighbor:
    return Neighbor({"records.csv": text}, list(options), **more)  # type: ignore[arg-type]


NAMED = ("--date-column", "arrest date")
HALVES = [rows()[:13], [rows()[0], *rows()[13:]]]
NOTE = [(*row, note) for row, note in zip(HALVES[1], ["notes", *[""] * 11, "x"], strict=True)]
KEY = [("field", "meaning"), ("case", "number of the case"), ("charge", "why")]
RELEASES = [("bed", "released on"), *((f"B{day.day}", day) for day in DAYS[:5])]
TWICE = dict.fromkeys(SIX_A_MONTH, 12)
ICE = (
    "Area of Responsibility,Apprehension Date,Processing Disposition Code,Birth Date,Citizenship,"
    "Gender,RC Threat Level,Final Charge Section,Departed Date,Removal Date"
)
LONG = ("A sentence, of text. " * 170 + "\n") * 40
HTML = "<html><body><table><tr><th>case</th><th>arrest date</th></tr></table></body></html>\n"


def ice(form: str) -> str:
    return lines(
        lambda number, _: (
            f"SEA,{DAYS[number]:{form}},x,{DAYS[number]:{form}},NOWHERE,Male,NA,x,"
            f"{DAYS[number]:{form}},{DAYS[number]:{form}}"
        ),
        ICE,
    )


def zipped(**files: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def frame() -> pd.DataFrame:
    return pd.DataFrame({"case": range(24), "arrest_date": pd.to_datetime(DAYS), "charge": "theft"})


def feather(compression: str) -> bytes:
    out = io.BytesIO()
    pyarrow.feather.write_feather(frame(), out, compression=compression)
    return out.getvalue()


def stream() -> bytes:
    out = io.BytesIO()
    table = pa.Table.from_pandas(frame())
    with pa.ipc.new_stream(out, table.schema) as writer:
        writer.write_table(table)
    return out.getvalue()


SHEETS = {
    "a sheet with a note column more": Neighbor(
        {"book.xlsx": workbook(One=HALVES[0], Two=NOTE)}, list(NAMED)
    ),
    "a sheet in another order with a title": Neighbor(
        {"book.xlsx": workbook(One=HALVES[0], Two=[("2016",), (), *(r[::-1] for r in HALVES[1])])}
    ),
    "a dictionary behind": Neighbor(
        {"book.xlsx": workbook(Records=rows(), Key=KEY)}, says=("Key", "2 rows")
    ),
    "a sheet of another table": Neighbor(
        {"book.xlsx": workbook(Records=rows(), Releases=RELEASES)},
        list(NAMED),
        says=("Releases", "5 rows"),
    ),
    "a dictionary longer than the records": Neighbor(
        {"book.xlsx": workbook(Key=[KEY[0], *KEY[1:] * 30], Records=rows())}, says=("Key",)
    ),
    "one sheet chosen": Neighbor(
        {"book.xlsx": workbook(A=rows(), B=rows(), C=rows())}, ["--sheet", "B"], says=("A", "C")
    ),
    "two sheets chosen": Neighbor(
        {"book.xlsx": workbook(A=rows(), B=rows(), C=rows())},
        ["--sheet", "A", "--sheet", "C"],
        TWICE,
        says=("B",),
    ),
}
HEADERS = {
    "an index column, tabs, the first date withheld": one(
        lines(
            lambda n, day: f"{n}\tC{n}\t{'(B)(6)' if n == 0 else day}\ttheft",
            "\tcase\tarrest date\tcharge",
        ),
        expected={**SIX_A_MONTH, "2016-01": 5},
        aside=1,
    ),
    "a row name without a header cell, a date withheld": one(
        lines(lambda n, day: f"{n + 1},C{n},{withheld(n, day)},theft"),
        expected=ONE_WITHHELD,
        aside=1,
    ),
    "a header cell more, a date withheld": one(
        lines(lambda n, day: plain(n, withheld(n, day)), "case,arrest date,charge,"),
        expected=ONE_WITHHELD,
        aside=1,
    ),
    "a blank name in the middle, a date withheld": one(
        lines(lambda n, day: f"C{n},x,{withheld(n, day)},theft", "case,,arrest date,charge"),
        expected=ONE_WITHHELD,
        aside=1,
    ),
    "two delimiters behind each row": one(lines(lambda n, day: plain(n, day) + ",,")),
    "a title and the row of the header": one(
        "Arrests of 2016\n\n" + lines(plain), says=("header in row 3",)
    ),
    "two lines in quoted names": one(lines(plain, '"case\r\nno.","arrest\ndate",charge'), *NAMED),
    "two lines in a name of a tab file": one(
        lines(lambda n, day: f"C{n}\t{day}\ttheft", 'case\tarrest date\t"charge\n(first)"')
    ),
    "three equal names": one(
        lines(lambda n, day: f"C{n},{day},a,b,c", "case,arrest date,charge,charge,charge"), *NAMED
    ),
    "equal but for case": one(
        lines(lambda n, day: f"C{n},{day},a,b", "case,arrest date,charge,Charge"), *NAMED
    ),
    "different by a mark": one(
        lines(lambda n, day: f"C{n},{day},7,theft", "case,arrest date,charge (%),charge"), *NAMED
    ),
    "merged cells saved as text": one(
        lines(lambda n, day: f"C{n},,{day},,,theft,", "case,,arrest date,,,charge,")
    ),
}
ROWS = {
    "only case and date in most rows": one(
        lines(
            lambda n, day: f"C{n},{day}" if n % 4 else f"C{n},{day},theft,north",
            "case,arrest date,charge,area",
        )
    ),
    "the date last, cut off where blank": one(
        lines(lambda n, day: f"C{n},theft" if n == 14 else f"C{n},theft,{day}", "case,charge,date"),
        expected=ONE_WITHHELD,
        aside=1,
    ),
    "many short rows": one(
        "case,arrest date,charge,note\n"
        + "".join(f"C{n},{us(DAYS[n % 24])},x{',y' if n % 3 else ''}\n" for n in range(9600)),
        expected=dict.fromkeys(SIX_A_MONTH, 2400),
    ),
    "emptied rows below, with blanks": one(lines(plain) + " , ,\n" * 60, aside=None),
    "emptied rows below in a tab file": one(
        lines(plain).replace(",", "\t") + "\t\t\n" * 60, aside=None
    ),
    "rows of a sheet emptied to blanks": Neighbor(
        {"book.xlsx": workbook(Sheet=[*rows(), *[(" ", None, "")] * 60])}, aside=None
    ),
    "most dates withheld": one(
        lines(lambda n, day: plain(n, day if n % 6 == 3 else "(B)(6);(B)(7)(C) ")),
        *NAMED,
        expected=dict.fromkeys(SIX_A_MONTH, 1),
        aside=20,
    ),
    "most dates not yet": one(
        lines(lambda n, day: plain(n, day if n % 6 == 3 else "NA")),
        *NAMED,
        expected=dict.fromkeys(SIX_A_MONTH, 1),
        aside=20,
    ),
}
QUOTES = {
    "a space before quotes, delimiters within": one(
        lines(lambda n, day: f'C{n}, "Doe, J. ""Jo""", {day}', "case, name, arrest date")
    ),
    "a space before quoted names and dates": one(
        lines(lambda n, day: f'"C{n}", "{day}", "theft"', '"case", "arrest date", "charge"')
    ),
    "300,000 letters in the last cell of the first row": one(
        lines(lambda n, day: f"C{n},{day},{'n' * 300_000 if n == 0 else 'x'}")
    ),
    "140,000 letters over forty lines": one(
        lines(lambda n, day: f'C{n},{day},"{LONG if n == 0 else "x"}"')
    ),
    "a tab file with three commas a row": one(
        lines(lambda n, day: f"C{n}\t{day}\ta, b, c, d", "case\tarrest date\tplace")
    ),
    "a bar file with four semicolons a row": one(
        lines(lambda n, day: f"C{n}|{day}|a; b; c; d; e", "case|arrest date|place")
    ),
}
BYTES = {
    "quotation marks of Windows": one(lines(plain).replace("theft", "“theft” – €5").encode("1252")),
    "Windows-1252, packed": Neighbor(
        {"records.csv.gz": gzip.compress(lines(plain).replace("theft", "d’Ivoire").encode("1252"))}
    ),
    "a stray byte in the header": one(
        lines(plain).replace("theft", "PERÚ").encode().replace(b"charge", b"charg\xe9"), *NAMED
    ),
    "a stray byte far below the head": one(
        lines(plain).encode()
        + b"".join(b"D%d,1/1/2016,PER\xc3\x9a\n" % n for n in range(40_000))
        + b"E,4/30/2016,ESPA\xd1A\n",
        expected={**SIX_A_MONTH, "2016-01": 40_006, "2016-04": 7},
    ),
}
CONTAINERS = {
    "a workbook called csv": one(workbook(Sheet=rows())),
    "a workbook without an ending": Neighbor({"records": workbook(Sheet=rows())}),
    "an old workbook": Neighbor(
        {"old.xls": (HERE / "awkward" / "old_workbook.xls").read_bytes()}, list(NAMED)
    ),
    "an old workbook called xlsx": Neighbor(
        {"old.xlsx": (HERE / "awkward" / "old_workbook.xls").read_bytes()}
    ),
    "a text in an archive": Neighbor({"a.zip": zipped(records=lines(plain))}),
    "a workbook in an archive": Neighbor({"a.zip": zipped(book=workbook(Sheet=rows()))}),
    "two texts in an archive": Neighbor(
        {"a.zip": zipped(one=lines(plain), two=lines(plain))}, expected=TWICE
    ),
    "a text and a letter in an archive": Neighbor(
        {"a.zip": zipped(records=lines(plain), **{"read me.txt": "As released.\nIn full.\n"})},
        says=("read me.txt",),
    ),
    "feather": Neighbor({"records.feather": feather("lz4")}),
    "feather, not packed": Neighbor({"records": feather("uncompressed")}),
    "an arrow stream": Neighbor({"records.arrow": stream()}),
    "a file that lacks a column": Neighbor(
        {"a.csv": lines(plain), "b.csv": lines(lambda n, day: f"C{n},{day}", "case,arrest date")},
        expected=TWICE,
        says=("b.csv", "charge"),
    ),
    "a file with a column more": Neighbor(
        {
            "a.csv": lines(plain),
            "b.csv": lines(lambda n, day: f"{n},C{n},{day},x", "no,case,arrest date,charge"),
        },
        expected=TWICE,
        says=("a.csv", "no"),
    ),
}
FORMS = {
    "ICE's form with Excel's dates": one(ice("%d-%b-%y")),
    "ICE's form with times": one(ice("%Y-%m-%d 00:00:00")),
    "ICE's form by another of its dates": one(ice("%Y-%m-%d"), "--date-column", "Removal Date"),
}
ALL = SHEETS | HEADERS | ROWS | QUOTES | BYTES | CONTAINERS | FORMS


@pytest.mark.parametrize("name", ALL)
def test_each_neighbor_is_counted(name: str, tmp_path: Path) -> None:
    neighbor = ALL[name]
    outcome = run(*put(tmp_path, neighbor.files), *neighbor.options)
    assert outcome.code == 0, outcome.error
    assert outcome.counted == neighbor.expected
    for words in neighbor.says:
        assert words in outcome.said
    if neighbor.aside is not None:
        assert outcome.report["rows_set_aside"] == neighbor.aside


@pytest.mark.parametrize("column", ["charge_2", "charge"])
def test_equal_names_can_be_asked_for(column: str, tmp_path: Path) -> None:
    text = lines(lambda n, day: f"C{n},{day},theft,fraud", "case,arrest date,charge,charge")
    outcome = run(*put(tmp_path, {"a.csv": text}), "--by", column)
    assert sum(outcome.counts["fraud" if column == "charge_2" else "theft"].values()) == 24  # type: ignore[arg-type]


@pytest.mark.parametrize(("column", "value"), [("Charge #", "7"), ("Charge", "theft")])
def test_names_that_differ_in_a_mark_can_be_asked_for(
    column: str, value: str, tmp_path: Path
) -> None:
    text = lines(lambda n, day: f"C{n},{day},7,theft", "case,arrest date,Charge #,Charge")
    outcome = run(*put(tmp_path, {"a.csv": text}), "--by", column)
    assert sum(outcome.counts[value].values()) == 24  # type: ignore[arg-type]


@pytest.mark.parametrize("first", [5, 19])
@pytest.mark.parametrize("place", ["first cell", "cell in the middle", "date"])
def test_a_quote_left_open_never_swallows_rows(first: int, place: str, tmp_path: Path) -> None:
    """A quotation mark at the start of one cell, and at most one more, rows below."""
    for closed in (True, False):
        text = lines(lambda n, day: f"C{n};theft {n};{day}", "case;charge;arrest date")
        for row, open_it in ((first, True), (first + 4, False)):
            cell = {
                "first cell": f"C{row};",
                "cell in the middle": f"theft {row};",
                "date": us(DAYS[row]),
            }[place]
            old = f";{cell}" if place != "first cell" else f"\n{cell}"
            if place == "date":
                old = f"theft {row};{cell}"
                new = f'theft {row};"{cell}' if open_it else f'theft {row};{cell}"'
            else:
                new = f'{old[0]}"{cell}' if open_it else f'{old[0]}{cell[:-1]}";'
            if open_it or closed:
                assert text.count(old) == 1
                text = text.replace(old, new)
        outcome = run(*put(tmp_path, {"open.csv": text}))
        if outcome.code:
            assert f"row {first + 2}" in outcome.error
            continue
        missing = 24 - sum(outcome.counted.values())
        assert missing <= outcome.report["rows_set_aside"] <= 2
        assert outcome.report["rows_read"] == 24
        assert all(count <= 6 for count in outcome.counted.values())


@pytest.mark.parametrize("first", [True, False], ids=["date first", "date last"])
@pytest.mark.parametrize("text_row", [None, 14])
def test_large_sheets_are_read_as_small_ones(
    first: bool, text_row: int | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cells: list[list[object]] = [["case", "arrest date", "charge", "release"]]
    for number, day in enumerate(DAYS):
        date = "unknown" if number == text_row else day
        cells.append([f"C{number}", date, "theft", *([day] if number % 10 == 9 else [])])
    if first:
        cells = [row[1:2] + row[:1] + row[2:] for row in cells]
    paths = put(tmp_path, {"records": workbook(Sheet=cells)})
    expected = SIX_A_MONTH if text_row is None else ONE_WITHHELD
    for size in (books.LARGE_SHEETS, 0):
        monkeypatch.setattr(books, "LARGE_SHEETS", size)
        outcome = run(*paths, *NAMED)
        assert outcome.code == 0, outcome.error
        assert (outcome.counted, outcome.report["rows_read"]) == (expected, 24)


def test_a_sheet_that_is_not_there_is_said(tmp_path: Path) -> None:
    paths = put(tmp_path, {"book.xlsx": workbook(One=rows(), Two=rows())})
    outcome = run(*paths, "--sheet", "Three")
    assert outcome.code == 2
    assert all(name in outcome.error for name in ("One", "Two", "Three"))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (HTML, "HTML"),
        ("<!DOCTYPE html>\n" + HTML, "HTML"),
        ('[{"case": "C0", "arrest date": "2016-01-01"},\n {"case": "C1"}]\n', "JSON"),
        ('{"case": "C0", "arrest date": "2016-01-01"}\n{"case": "C1"}\n', "JSON"),
    ],
)
@pytest.mark.parametrize("name", ["records.csv", "records.xls"])
def test_what_is_no_table_of_records_says_what_it_is(
    text: str, word: str, name: str, tmp_path: Path
) -> None:
    outcome = run(*put(tmp_path, {name: text}))
    assert outcome.code == 2
    assert word in outcome.error


@pytest.mark.parametrize("version", [114, 118])
def test_stata_is_read_with_its_extra_or_named(version: int, tmp_path: Path) -> None:
    path = tmp_path / "records.dta"
    # Stata knows a word that is called case.
    named = frame().rename(columns={"case": "number"})
    named.to_stata(path, version=version, write_index=False)  # type: ignore[arg-type]
    outcome = run(str(path))
    if importlib.util.find_spec("pyreadstat") is None:
        assert outcome.code == 2
        assert "Stata" in outcome.error
        assert "stat" in outcome.error
        return
    assert outcome.counted == SIX_A_MONTH


@pytest.mark.parametrize("unknown", [3, 14, 23])
def test_no_header_at_all_is_refused(unknown: int, tmp_path: Path) -> None:
    text = lines(lambda n, day: plain(n, "unknown" if n == unknown else day), "")
    outcome = run(*put(tmp_path, {"bare.csv": text}))
    assert outcome.code == 2, outcome.counted
    assert "no row names the columns" in outcome.error
