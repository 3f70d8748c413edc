"""The sheets of workbooks (XLSX, XLSB, XLS, ODS), opened, and the rows of each as text."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import python_calamine as calamine

from lib.records.errors import NotATable, RecordsError, first_line
from lib.records.large_sheets import check_span, pieces, sheet_part
from lib.text import later

RATIO, UNSEEN = 100, 200_000_000
"""How many times its size a workbook may unpack to, where that is more than so many bytes."""
LARGEST_PART = 500_000_000
"""Bytes of a part that is read as a whole: the texts of all cells, the styles."""

LARGE_SHEETS = 50_000_000
"""Bytes of an unpacked sheet above which it is read in pieces: as a whole it takes twice that."""

_BROKEN = (
    calamine.CalamineError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    RuntimeError,
    ValueError,
)
"""What readers of workbooks and of their parts raise."""
_TRIAL = """
import sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
except ImportError:
    pass
from python_calamine import CalamineWorkbook
try:
    with open(sys.argv[1], "rb") as file:
        book = CalamineWorkbook.from_filelike(file)
        for sheet in book.sheet_names:
            book.get_sheet_by_name(sheet)
except Exception:
    sys.exit(9)
"""


EXCEPTION = 9
"""How the trial ends after one; Python itself ends with 1 after a panic."""


def try_apart(path: Path, name: str) -> None:
    """Raises RecordsError where a workbook unpacks to more than memory holds, and where reading an
    old workbook or an ODS ends the process that does it.

    Their reader believes the lengths in a file: it ends the process where there is no memory for
    them, and panics, which is no Exception, where the file is shorter. What it will need for an
    XLSX is known beforehand.
    """
    parts = _sizes(path)
    most = max(UNSEEN, RATIO * path.stat().st_size)
    whole = [size for part, size in parts.items() if "/worksheets/" not in part]
    if sum(parts.values()) > most or max(whole, default=0) > LARGEST_PART:
        raise RecordsError(
            later("the workbook unpacks to {size:,.1f} GB", size=sum(parts.values()) / 1e9),
            file=name,
            hint=later("Save the sheet with the records as CSV"),
        )
    if "xl/workbook.xml" in parts:
        return
    trial = subprocess.run([sys.executable, "-I", "-c", _TRIAL, str(path)], capture_output=True)
    # An Exception is raised again here, and said.
    if trial.returncode not in (0, EXCEPTION):
        raise _damaged(name)


def is_workbook(path: Path) -> bool:
    """Whether a file is one of Excel or LibreOffice Calc, or begins as one does."""
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return True
    if not zipfile.is_zipfile(path):
        # Cut short, it still begins so.
        return head.startswith(b"PK\3\4") and any(
            part in head for part in (b"[Content_Types].xml", b"docProps/", b"xl/")
        )
    return any(name.startswith("xl/") for name in _sizes(path)) or (
        b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet" in head
    )


def _sizes(path: Path) -> dict[str, int]:
    """The parts of a ZIP file and to how many bytes they unpack; none where it is no ZIP file or is
    broken."""
    try:
        with zipfile.ZipFile(path) as parts:
            return {part.filename: part.file_size for part in parts.infolist()}
    except (zipfile.BadZipFile, UnicodeDecodeError):
        return {}


@contextmanager
def opened(path: Path, name: str) -> Iterator[calamine.CalamineWorkbook]:
    """The workbook, opened. Raises RecordsError where it is none, is broken or is protected."""
    with path.open("rb") as file:
        old = file.read(4) == b"\xd0\xcf\x11\xe0"
        if old and "EncryptedPackage".encode("utf-16-le") in file.read(1 << 24):
            raise _protected(name)
        file.seek(0)
        try:
            # By what is in it: names often have no ending, or a wrong one.
            book = calamine.CalamineWorkbook.from_filelike(file)
        except calamine.PasswordError:
            raise _protected(name) from None
        except (calamine.CalamineError, OSError, EOFError):
            if old:
                raise NotATable(
                    later("this is an Office 97 file, but no workbook that can be read"),
                    file=name,
                    hint=later("Open it and save its table as XLSX or CSV"),
                ) from None
            raise _damaged(name) from None
        with book:
            yield book


def _protected(name: str) -> RecordsError:
    return RecordsError(
        later("the workbook is password-protected"),
        file=name,
        hint=later("Save it without a password"),
    )


def _damaged(name: str) -> RecordsError:
    return RecordsError(
        later("the workbook is damaged or incomplete"),
        file=name,
        hint=later("Download it again, or open it and save a new copy"),
    )


def sheet_rows(
    book: calamine.CalamineWorkbook, path: Path, name: str, sheet: str
) -> Iterator[list[str]]:
    """The rows of a sheet from row 1 on, each cell as text; dates as 2015-10-01.

    A row ends with its last filled cell. Raises RecordsError where the sheet is broken.
    """
    number = 0
    try:
        for part in _parts(book, path, sheet):
            if part.start is None:
                continue
            # Columns before the first filled cell are in no row, and the rows before it are not in
            # those of a piece.
            top, left = part.start
            for _ in range(number, top):
                number += 1
                yield []
            for row in part.to_python() if top else part.iter_rows():
                number += 1
                cells = [""] * left + [_cell(value) for value in row]
                while cells and not cells[-1]:
                    cells.pop()
                yield cells
    except OverflowError:
        raise RecordsError(
            later("a cell holds a duration of more than a billion days"),
            file=name,
            row=number + 1,
            hint=later("Correct it, or save the sheet as CSV"),
        ) from None
    except _BROKEN as error:
        raise RecordsError(
            later(
                "the sheet {sheet} cannot be read ({error})", sheet=sheet, error=first_line(error)
            ),
            file=name,
        ) from None


def _parts(
    book: calamine.CalamineWorkbook, path: Path, sheet: str
) -> Iterator[calamine.CalamineSheet]:
    """A sheet, or the pieces of a large one."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as parts:
            part = sheet_part(parts, sheet)
            if part is not None and part.file_size > LARGE_SHEETS:
                for piece in pieces(parts, part):
                    with calamine.CalamineWorkbook.from_filelike(piece) as small:
                        yield small.get_sheet_by_name(sheet)
                return
            if part is not None:
                check_span(parts.read(part))
    yield book.get_sheet_by_name(sheet)


def height(book: calamine.CalamineWorkbook, path: Path, name: str, sheet: str) -> int:
    """The row of the last filled cell of a sheet."""
    try:
        ends = [part.end for part in _parts(book, path, sheet)]
    except _BROKEN as error:
        raise RecordsError(
            later(
                "the sheet {sheet} cannot be read ({error})", sheet=sheet, error=first_line(error)
            ),
            file=name,
        ) from None
    return max((end[0] + 1 for end in ends if end), default=0)


def _cell(value: object) -> str:
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
