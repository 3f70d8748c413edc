"""Files that are known and hold no table that can be read: what each is, and what to do with it."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterable
from pathlib import Path

from lib.records.errors import NotATable
from lib.text import later

_TABLE = later("Save its table as CSV or XLSX")
_UNPACK = later("Unpack it first, and give the files in it")
_EXPORT = later("Export its table as CSV")
_MAGIC = (
    (b"%PDF-", later("a PDF document"), later("Ask its source for the table as CSV or XLSX")),
    (b"{\\rtf", later("an RTF document"), _TABLE),
    (b"BZh", later("a bzip2 file"), _UNPACK),
    (b"\xfd7zXZ\0", later("an xz file"), _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", later("a 7z archive"), _UNPACK),
    (b"Rar!\x1a\x07", later("a RAR archive"), _UNPACK),
    (b"\x28\xb5\x2f\xfd", later("a zstd file"), _UNPACK),
    (
        b"FEA1",
        later("a Feather file of the first version"),
        later("Save it anew, or as Parquet or CSV"),
    ),
    (b"SQLite format 3\0", later("an SQLite database"), _EXPORT),
    (b"\0\1\0\0Standard ", later("an Access database"), _EXPORT),
)
_DOCUMENTS = {
    "word/": later("a Word document"),
    "ppt/": later("a PowerPoint presentation"),
    "Index/": later("a document of Apple Numbers, Pages or Keynote"),
    "META-INF/manifest.xml": later("an OpenDocument file other than a spreadsheet"),
}
_HTML = re.compile(rb"<(?:!doctype html|html|head|meta|table|body|div|style|script)\b")
_JSON = re.compile(rb"""\{\s*(?:"|\})|\[\s*[{\["]""")


def refuse_foreign(head: bytes, name: str) -> None:
    """Raises NotATable where a file that begins so is of a kind that is known not to be read."""
    for magic, what, hint in _MAGIC:
        if head.startswith(magic):
            raise NotATable(later("this is {what}, not a table", what=what), file=name, hint=hint)
    if head[257:262] == b"ustar":
        raise NotATable(later("this is a tar archive"), file=name, hint=_UNPACK)
    # Text may be of two bytes a letter.
    text = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if text.startswith((b"<?xml", b"<!--")) and b"<html" not in text:
        raise NotATable(
            later("this is an XML file, not a table"),
            file=name,
            hint=later("Open it in a spreadsheet program and save it as XLSX or CSV"),
        )
    if text.startswith((b"<?xml", b"<!--")) or _HTML.match(text):
        raise NotATable(
            later("this is a web page (HTML), whatever its name"),
            file=name,
            hint=later("Open it in a spreadsheet program and save it as XLSX or CSV"),
        )
    if _JSON.match(text):
        raise NotATable(
            later("this is a JSON file, not a table"),
            file=name,
            hint=later("Convert it to CSV first"),
        )


def refuse_document(parts: Iterable[str], name: str) -> None:
    """Raises NotATable where a ZIP archive with these files in it is a document."""
    for begin, what in _DOCUMENTS.items():
        if any(part.startswith(begin) for part in parts):
            raise NotATable(later("this is {what}, not a table", what=what), file=name, hint=_TABLE)


def unpacked_head(path: Path) -> bytes:
    """The first bytes of what is in a gzip file; fewer where it is broken."""
    try:
        with gzip.open(path) as file:
            return file.read(4096)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        return b""
