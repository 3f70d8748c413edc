"""Files made to do harm: one clear line or the right count, and nothing of them stays."""

from __future__ import annotations

import gzip
import io
import os
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lib.records import RecordsError, parquet, recognize, roll_up
from lib.records.uploads import Choices, Rollups, Upload, look_at

DAYS = b"".join(b"2015-10-%02d,a%d\n" % (day, day) for day in range(1, 32))
GOOD = b"when,who\n" + DAYS
MEGABYTE = 1 << 20


@pytest.fixture(autouse=True)
def nothing_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No temporary file, no process, and no more memory than a small file takes."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    look_at([("a.csv", io.BytesIO(GOOD))])
    before, others = memory(), children()
    yield
    assert list(folder.iterdir()) == []
    assert children() <= others
    assert memory() - before < 100


def children() -> set[str]:
    """The processes that this one started: servers of other tests among them."""
    return {
        number
        for task in Path("/proc/self/task").glob("*/children")
        for number in task.read_text().split()
    }


def memory() -> int:
    """Megabytes that this process holds."""
    status = Path("/proc/self/status")
    if not status.exists():
        pytest.skip("only Linux says how much memory a process holds")
    (line,) = (one for one in status.read_text().splitlines() if one.startswith("VmRSS"))
    return int(line.split()[1]) // 1024


def count(content: bytes, name: str = "a.csv") -> list[int]:
    """The records by month, as a visitor has them counted after the look at the file."""
    uploads: list[Upload] = [(name, io.BytesIO(content))]
    look_at(uploads)
    job = Rollups().start(uploads, Choices())
    months: list[int] = job.future.result(timeout=60).months["records"].tolist()
    return months


def archive(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, content in members.items():
            parts.writestr(name, content)
    return out.getvalue()


def book(changed: Callable[[dict[str, bytes]], dict[str, bytes]] = dict) -> bytes:
    """A workbook of 31 records, with its parts changed."""
    made = openpyxl.Workbook()
    sheet = made.worksheets[0]
    for line in GOOD.decode().splitlines():
        sheet.append(line.split(","))
    out = io.BytesIO()
    made.save(out)
    with zipfile.ZipFile(out) as parts:
        return archive(changed({name: parts.read(name) for name in parts.namelist()}))


SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = b"<!DOCTYPE x [<!ENTITY a 'ha'>%s]>" % b"".join(
    b"<!ENTITY %c '%s'>" % (letter + 1, b"&%c;" % letter * 10) for letter in range(97, 110)
)


def laughing(part: str, where: bytes) -> bytes:
    """A workbook in which one word is said 20 trillion times."""

    def changed(parts: dict[str, bytes]) -> dict[str, bytes]:
        text = parts[part]
        begin = text.find(b"?>") + 2 if text.startswith(b"<?xml") else 0
        text = (
            text[:begin]
            + LAUGHS
            + text[begin:].replace(where, where.replace(where.strip(b'"'), b"&n;"), 1)
        )
        assert b"&n;" in text
        return parts | {part: text}

    return book(changed)


def one_rows(size: int) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table({"when": ["2015-10-01"] * size, "who": ["x"] * size}), out)
    return out.getvalue()


ZEROS = bytes(220 * MEGABYTE)
REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "gzip of zeros": ("a.csv.gz", lambda: gzip.compress(ZEROS, 1), "the file is empty"),
    "gzip of zeros below records": (
        "a.csv.gz",
        lambda: gzip.compress(GOOD + ZEROS, 1),
        "this is a binary file",
    ),
    "gzip of a line below records": (
        "a.csv.gz",
        lambda: gzip.compress(GOOD + b"x" * (32 * MEGABYTE), 1),
        "the line has more than 16,777,216 characters",
    ),
    "one line": (
        "a.csv",
        lambda: b"a," * (32 * MEGABYTE),
        "its first line has more than 1,048,576",
    ),
    "one line without cells": ("a.csv", lambda: b"x" * (32 * MEGABYTE), "its first line has more"),
    "one line among records": (
        "a.csv",
        lambda: GOOD + b"2015-10-01," + b"x" * (32 * MEGABYTE) + b"\n" + DAYS,
        "a.csv, row 33: the line has more than 16,777,216 characters",
    ),
    "columns without end": (
        "a.csv",
        lambda: b"\n".join([b"c," * 50_000, b"2015-10-01," * 50_000]),
        "its rows have more than 4,000 cells",
    ),
    "files without end": (
        "a.zip",
        lambda: archive({f"{number}.csv": GOOD for number in range(501)}),
        "the archive holds 501 files, more than 500",
    ),
    "archive in an archive": (
        "a.zip",
        lambda: archive({"b.zip": archive({"c.zip": archive({"d.csv": GOOD})})}),
        "it is an archive within the archive",
    ),
    "gzip in a gzip": ("a.csv.gz", lambda: gzip.compress(gzip.compress(GOOD)), "binary file"),
    "blanks in a sheet": (
        "a.xlsx",
        lambda: book(lambda parts: parts | {SHEET: parts[SHEET] + b" " * len(ZEROS)}),
        "the workbook unpacks to 0.2 GB",
    ),
    "entities in a sheet": (
        "a.xlsx",
        lambda: laughing(SHEET, b"a30"),
        "cannot be read",
    ),
    "entities in a book": (
        "a.xlsx",
        lambda: laughing("xl/workbook.xml", b'"Sheet"'),
        "the workbook is damaged",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_harm_gets_one_line(name: str) -> None:
    shown, made, words = REFUSED[name]
    content = made()
    with pytest.raises(RecordsError) as refused:
        count(content, shown)
    assert words in str(refused.value)
    assert str(refused.value).startswith(shown) and "\n" not in str(refused.value)


def test_rows_without_end_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    # A thousand of them stand for a billion, which takes a minute to write.
    monkeypatch.setattr(parquet, "MOST_ROWS", 999)
    with pytest.raises(RecordsError, match=r"^a\.parquet: the file holds 1,000 rows, more than"):
        count(one_rows(1000), "a.parquet")
    assert count(one_rows(999), "a.parquet") == [999]


@pytest.mark.parametrize("claimed", [b"\xe0\x10", b"\xd0\x1f"])
def test_rows_that_a_parquet_only_claims_are_not_counted(claimed: bytes) -> None:
    # Thrift writes 1,000 as d0 0f, 1,072 as e0 10 and 2,024 as d0 1f.
    content = one_rows(1000)
    begin = len(content) - 8 - int.from_bytes(content[-8:-4], "little")
    lying = content[:begin] + content[begin:].replace(b"\xd0\x0f", claimed)
    assert lying != content
    with pytest.raises(RecordsError, match=r"^a\.parquet: the Parquet file is damaged"):
        count(lying, "a.parquet")


def test_names_lead_nowhere(tmp_path: Path) -> None:
    content = archive({"../../escaped.csv": GOOD, f"{tmp_path}/absolute.csv": GOOD})
    assert count(content, "../../../a.zip") == [62]
    assert [path.name for path in tmp_path.rglob("*")] == ["temporary"]


def test_links_to_other_files_and_macros_are_not_followed() -> None:
    def changed(parts: dict[str, bytes]) -> dict[str, bytes]:
        relation = (
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            b'<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
            b'relationships/externalLinkPath" Target="file:///etc/passwd" TargetMode="External"/>'
            b"</Relationships>"
        )
        cell = b'<c r="C2" t="str"><f>[1]passwd!A1</f><v>kept</v></c></row>'
        return parts | {
            SHEET: parts[SHEET].replace(b"</row>", cell, 2).replace(cell, b"</row>", 1),
            "xl/externalLinks/externalLink1.xml": b"<externalLink/>",
            "xl/externalLinks/_rels/externalLink1.xml.rels": relation,
            "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(512),
        }

    assert count(book(changed), "a.xlsm") == [31]


@pytest.mark.parametrize("change", ["cut", "other columns", "gone"])
def test_a_file_that_changes_between_two_readings(change: str, tmp_path: Path) -> None:
    path = tmp_path / "changing.csv"
    path.write_bytes(GOOD)
    form = recognize([path])
    if change == "cut":
        path.write_bytes(GOOD[:-3])
    elif change == "other columns":
        path.write_bytes(b"a\n" + DAYS)
    else:
        path.unlink()
    with pytest.raises(RecordsError, match=r"^changing\.csv: the file changed while it was read"):
        roll_up(form)
    path.unlink(missing_ok=True)


def test_fifty_at_once() -> None:
    counts = Rollups()

    def one(number: int) -> list[int] | str:
        content = GOOD + b"2015-11-01,x%d\n" % number * number
        uploads: list[Upload] = [(f"{number}.csv", io.BytesIO(content))]
        look_at(uploads)
        try:
            rolled = counts.start(uploads, Choices()).future.result(timeout=100)
        except RecordsError as error:
            return str(error)
        months: list[int] = rolled.months["records"].tolist()
        return months

    with ThreadPoolExecutor(50) as visitors:
        found = list(visitors.map(one, range(1, 51)))
    refused = "The server is busy counting other visitors’ files. Try again in a minute"
    for number, months in enumerate(found, 1):
        assert months in ([31, number], refused)
    # Two at once and ten that wait.
    assert 12 <= sum(months != refused for months in found) < 50


@pytest.fixture
def small_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for temporary files on a disk of two megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if os.geteuid() or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("nothing can be mounted here")
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert list(folder.iterdir()) == []
    subprocess.run(["umount", str(folder)], check=True)


NO_ROOM = "^This server has no room to read the file at the moment. Try again later"


def test_a_full_disk_is_survived(small_disk: Path) -> None:
    with pytest.raises(RecordsError, match=NO_ROOM):
        look_at([("a.csv", io.BytesIO(GOOD + DAYS * 10_000))])
    # Room for the file, and none for its copy in UTF-8.
    long = GOOD.replace(b"who", b"w\xe9") + DAYS * 4_000
    with pytest.raises(RecordsError, match=NO_ROOM):
        Rollups().start([("a.csv", io.BytesIO(long))], Choices()).future.result(timeout=60)
    assert list(small_disk.iterdir()) == [] and count(GOOD) == [31]


def test_a_folder_that_cannot_be_written_is_survived(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "not-there"))
    with pytest.raises(RecordsError, match=NO_ROOM):
        look_at([("a.csv", io.BytesIO(GOOD))])
