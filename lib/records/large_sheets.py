"""Large sheets of XLSX workbooks, cut into pieces, so that no sheet is ever held as a whole.

Each piece is a workbook of its own: the rows of one stretch, with the styles and texts of the book
that they are from. So a large sheet means what it would mean if it were small: the same reader
reads it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from xml.etree import ElementTree

from lib.text import later

CHUNK = 4 * 1024 * 1024
PIECE = 16 * 1024 * 1024
"""Bytes of a sheet, unpacked, that are read at a time."""
LONGEST = 1 << 28
"""Bytes of a single row above which a sheet is not read."""
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_DATA = re.compile(rb"<((?:\w+:)?)sheetData\s*>")
_NO_DATA = re.compile(rb"<(?:\w+:)?sheetData\s*/>")
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_CELL = re.compile(rb"""\br\s*=\s*["']([A-Z]+)(\d+)["']""")
_ROWS = 1 << 20
"""Rows that a sheet can have."""
_CELLS = 30_000_000
"""Cells between the first and the last that are held at a time: 32 bytes each."""
_NUMBER = re.compile(rb"""\br\s*=\s*["'](\d+)["']""")


def sheet_part(parts: zipfile.ZipFile, sheet: str) -> zipfile.ZipInfo | None:
    """The part of the workbook that holds a sheet; None where the workbook does not say so."""
    try:
        book = ElementTree.fromstring(parts.read("xl/workbook.xml"))
        relations = ElementTree.fromstring(parts.read("xl/_rels/workbook.xml.rels"))
        named = next(
            element
            for element in book.iter()
            if element.tag.endswith("}sheet") and element.get("name") == sheet
        )
        relation = named.get(_RELATION) or named.get(_STRICT_RELATION)
        target = next(entry.get("Target", "") for entry in relations if entry.get("Id") == relation)
        return parts.getinfo(
            target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl", target))
        )
    except (KeyError, StopIteration, ElementTree.ParseError):
        return None


def check_span(rows: bytes) -> None:
    """Raises ValueError where cells lie so far apart that no table is between them.

    Their reader holds every cell between the first and the last, and ends the process where there
    is no memory for that.
    """
    letters, numbers = set(), set()
    for cell in _CELL.finditer(rows):
        letters.add(cell[1])
        numbers.add(cell[2])
    places = [int(number) for number in numbers]
    width = max((_column(letter) for letter in letters), default=0)
    height = max(places, default=0) - min(places, default=0) + 1
    if max(places, default=0) > _ROWS or width * height > _CELLS:
        raise ValueError(later("its cells lie too far apart"))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def pieces(parts: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[io.BytesIO]:
    """The sheet in that part as workbooks of some of its rows each, in their order.

    Raises ValueError where the part is not written as a sheet is.
    """
    frame = {
        name: parts.read(name)
        for name in parts.namelist()
        # What a reader of values needs stands beside the sheets, not below them.
        if re.fullmatch(r"(?:xl/)?(?:_rels/)?[^/]*\.(?:xml|rels)", name)
    }
    # The texts are read again with every piece.
    size = max(PIECE, len(frame.get("xl/sharedStrings.xml", b"")))
    with parts.open(part) as sheet:
        data = b""
        while (begin := _DATA.search(data)) is None:
            more = sheet.read(CHUNK)
            if not more or len(data) > LONGEST:
                if _NO_DATA.search(data):
                    return
                raise ValueError(later("it has no rows"))
            data += more
        prefix = begin[1]
        above, data = data[: begin.end()], data[begin.end() :]
        below = b"</%ssheetData></%sworksheet>" % (prefix, prefix)
        end = b"</%srow>" % prefix
        last, whole = 0, False
        while True:
            while not whole and (len(data) < size or end not in data):
                if len(data) > max(size, LONGEST):
                    raise ValueError(later("one of its rows is too long"))
                more = sheet.read(CHUNK)
                data, whole = data + more, not more
            cut = data.rfind(end) + len(end)
            if cut < len(end):
                return
            rows, data = data[:cut], data[cut:]
            check_span(rows)
            # Rows need not be numbered: those of this piece go on where the last one ended.
            start = b'<%srow r="%d">%s' % (prefix, last, end) if last else b""
            yield _book(frame, part.filename, above + start + rows + below)
            last = _last_row(rows, last)


def _book(frame: dict[str, bytes], name: str, sheet: bytes) -> io.BytesIO:
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as parts:
        for part, content in frame.items():
            parts.writestr(part, content)
        parts.writestr(name, sheet)
    book.seek(0)
    return book


def _last_row(rows: bytes, last: int) -> int:
    for row in _ROW.finditer(rows):
        number = _NUMBER.search(row[1])
        last = int(number[1]) if number else last + 1
    return last
