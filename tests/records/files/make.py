"""Writes the hand-made files beside it."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import zipfile
from pathlib import Path

import duckdb
import openpyxl

from lib import sql

HERE = Path(__file__).parent
ROWS = [
    ("2015-10-01", "Ana", "F"),
    ("2015-10-15", "Bo", "M"),
    ("2015-10-31", "Cy", "M"),
    ("2015-12-01", "Dé", "F"),
    ("2015-12-31", "Ed", "M"),
]
HEADER = ("when", "who", "sex")


def text(delimiter: str = ",", end: str = "\n", header: tuple[str, ...] = HEADER) -> str:
    return "".join(delimiter.join(row) + end for row in (header, *ROWS))


def put(name: str, data: bytes | str) -> None:
    (HERE / name).write_bytes(data.encode() if isinstance(data, str) else data)


def workbook(*sheets: tuple[str, list[tuple[object, ...]]]) -> bytes:
    book = openpyxl.Workbook()
    while book.worksheets:
        book.remove(book.worksheets[0])
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def main() -> None:
    put("comma.csv", text())
    put("semicolon.csv", text(";"))
    put("tab.csv", text("\t"))
    put("caret.csv", text("^"))
    put("bom.csv", b"\xef\xbb\xbf" + text().encode())
    put("utf16.csv", text("\t", "\r\n").encode("utf-16"))
    put("utf16be.csv", text().encode("utf-16-be"))
    put("latin1.csv", text().encode("latin-1"))
    put("crlf.csv", text(end="\r\n"))
    put("cr.csv", text(end="\r"))
    put("mixed_line_ends.csv", text().replace("\n", "\r\n", 3))
    put("no_last_line_end.csv", text()[:-1])
    put(
        "single_quotes.csv",
        "\n".join(",".join(f"'{cell}'" for cell in row) for row in (HEADER, *ROWS)) + "\n",
    )
    put(
        "quoted_breaks.csv",
        'when,who,sex\n2015-10-01,"A,\n""na""",F\n'
        + "\n".join(",".join(r) for r in ROWS[1:])
        + "\n",
    )
    put("header_over_lines.csv", text(header=('"when\nit was"', "who", "sex")))
    put("preamble.csv", '"Office, of Records"\n\n"For ""official"" use",,\n,,\n' + text())
    put("preamble_with_quote.csv", '5" of paper\n' + text())
    put("blank_lines.csv", text().replace("2015-12-01", "\n2015-12-01"))
    put("plain.csv.gz", gzip.compress(text().encode(), mtime=0))
    put(
        "two_members.csv.gz",
        gzip.compress(text().encode()[:60], mtime=0) + gzip.compress(text().encode()[60:], mtime=0),
    )
    put(
        "us_dates.csv",
        text()
        .replace("2015-10-01", "10/1/2015")
        .replace("2015-10-15", "10/15/15")
        .replace("2015-10-31", " 10/31/2015 ")
        .replace("2015-12-01", "12-1-2015")
        .replace("2015-12-31", "12/31/2015 11:59 PM"),
    )
    put(
        "day_first_dates.csv",
        text()
        .replace("2015-10-01", "1/10/2015")
        .replace("2015-10-15", "15/10/2015")
        .replace("2015-10-31", "31/10/2015")
        .replace("2015-12-01", "1/12/2015")
        .replace("2015-12-31", "31/12/2015"),
    )
    put(
        "named_months.csv",
        text()
        .replace("2015-10-01", "01OCT2015")
        .replace("2015-10-15", "15-Oct-15")
        .replace("2015-10-31", '"October 31, 2015"')
        .replace("2015-12-01", "1 December 2015")
        .replace("2015-12-31", "31Dec2015"),
    )
    put(
        "times.csv",
        text()
        .replace("-01,", "-01 23:59:59,")
        .replace("-15,", "-15T08:00:00Z,")
        .replace("-31,", "-31 00:00,"),
    )
    put(
        "set_aside.csv",
        text() + ",Fay,F\nshort\n(B)(6) ,Gil,M\nlong,1,2,3\n2015-02-30,Hal,M\n0201-10-01,Ida,F\n",
    )
    put("one_column.csv", "when\n" + "\n".join(row[0] for row in ROWS) + "\n")
    put("duplicates.csv", text() + "2015-10-01,Ana,F\n2015-10-01,Ana,F\n")
    dated = [(dt.date.fromisoformat(row[0]), *row[1:]) for row in ROWS]
    put(
        "book.xlsx",
        workbook(("Notes", [("read me",)]), ("Data", [("A title",), (), HEADER, *dated])),
    )
    put(
        "two_sheets.xlsx",
        workbook(
            ("One", [HEADER, *dated[:2]]),
            ("Two", [HEADER, *dated[2:]]),
            ("Key", [("code", "means"), ("F", "female")]),
        ),
    )
    put("reordered.csv", "sex,who,when\nF,Fay,2015-11-05\n")
    with duckdb.connect() as connection:
        connection.execute(
            f"CREATE TABLE t AS SELECT * FROM read_csv({sql.path(HERE / 'comma.csv')})"
        )
        connection.execute(f"COPY t TO {sql.path(HERE / 'dates.parquet')} (FORMAT parquet)")
        connection.execute(
            'COPY (SELECT "when"::VARCHAR AS "when", who, sex FROM t) '
            f"TO {sql.path(HERE / 'texts.parquet')} (FORMAT parquet)"
        )
        connection.execute(
            'COPY (SELECT "when"::TIMESTAMP + INTERVAL 5 HOUR AS "when", who, sex FROM t) '
            f"TO {sql.path(HERE / 'timestamps.parquet')} (FORMAT parquet)"
        )

    put("bad_empty.csv", "")
    put("bad_empty.csv.gz", gzip.compress(b"", mtime=0))
    put("bad_header_only.csv", "when,who,sex\n")
    put(
        "bad_prose.csv", "This is a letter.\nIt has a few sentences, and no table.\nIt ends here.\n"
    )
    put("bad_bytes.csv", bytes(range(256)) * 8)
    put("names_alike.csv", text(header=("when", "who", "When ")))
    put("bad_no_date.csv", "who,sex\nAna,F\nBo,M\n")
    put(
        "bad_tie.csv", "arrested,removed,who\n2015-10-01,2015-10-05,Ana\n2015-10-02,2015-10-06,Bo\n"
    )
    put("bad_quote.csv", text().replace("Cy", '"Cy'))
    packed = gzip.compress(text().encode() * 50, mtime=0)
    put("bad_truncated.csv.gz", packed[: len(packed) // 2])
    put("bad_checksum.csv.gz", packed[:-8] + bytes(8))
    put("bad_schema.parquet", b"")
    with duckdb.connect() as connection:
        connection.execute(
            "COPY (SELECT DATE '2015-10-01' AS \"when\", 'Ana' AS name) "
            f"TO {sql.path(HERE / 'bad_schema.parquet')} (FORMAT parquet)"
        )
    put("bad_cut.parquet", (HERE / "dates.parquet").read_bytes()[:200])
    put("bad_cut.xlsx", (HERE / "book.xlsx").read_bytes()[:2000])
    # A protected workbook is an OLE file with an EncryptedPackage in it, and so is nothing else.
    put(
        "bad_password.xlsx",
        bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + "EncryptedPackage".encode("utf-16-le"),
    )
    put("bad_old.xls", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504))
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as parts:
        parts.writestr("letter.txt", "no workbook")
    put("bad_archive.xlsx", archive.getvalue())


if __name__ == "__main__":
    main()
