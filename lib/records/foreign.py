"""Files that are known and hold no table that can be read: what each is, and what to do with it."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterable
from pathlib import Path

from lib.records.errors import NotATable

_TABLE = "Save its table as CSV or XLSX"
_UNPACK = "Unpack it first, and give the files in it"
_EXPORT = "Export its table as CSV"
_MAGIC = (
    (b"%PDF-", "a PDF document", "Ask its source for the table as CSV or XLSX"),
    (b"{\\rtf", "an RTF document", _TABLE),
    (b"BZh", "a bzip2 file", _UNPACK),
    (b"\xfd7zXZ\0", "an xz file", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", _UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "a zstd file", _UNPACK),
    (b"FEA1", "a Feather file of the first version", "Save it anew, or as Parquet or CSV"),
    (b"SQLite format 3\0", "an SQLite database", _EXPORT),
    (b"\0\1\0\0Standard ", "an Access database", _EXPORT),
)
_DOCUMENTS = {
    "word/": "a Word document",
    "ppt/": "a PowerPoint presentation",
    "Index/": "a document of Apple Numbers, Pages or Keynote",
    "META-INF/manifest.xml": "an OpenDocument file other than a spreadsheet",
}
_HTML = re.compile(rb"<(?:!doctype html|html|head|meta|table|body|div|style|script)\b")
_JSON = re.compile(rb"""\{\s*(?:"|\})|\[\s*[{\["]""")


def refuse_foreign(head: bytes, name: str) -> None:
    """Raises NotATable where a file that begins so is of a kind that is known not to be read."""
    for magic, what, hint in _MAGIC:
        if head.startswith(magic):
            raise NotATable(f"this is {what}, not a table", file=name, hint=hint)
    if head[257:262] == b"ustar":
        raise NotATable("this is a tar archive", file=name, hint=_UNPACK)
    # Text may be of two bytes a letter.
    text = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if text.startswith((b"<?xml", b"<!--")) and b"<html" not in text:
        raise NotATable(
            "this is an XML file, not a table",
            file=name,
            hint="Open it in a spreadsheet program and save it as XLSX or CSV",
        )
    if text.startswith((b"<?xml", b"<!--")) or _HTML.match(text):
        raise NotATable(
            "this is a web page (HTML), whatever its name",
            file=name,
            hint="Open it in a spreadsheet program and save it as XLSX or CSV",
        )
    if _JSON.match(text):
        raise NotATable(
            "this is a JSON file, not a table", file=name, hint="Convert it to CSV first"
        )


def refuse_document(parts: Iterable[str], name: str) -> None:
    """Raises NotATable where a ZIP archive with these files in it is a document."""
    for begin, what in _DOCUMENTS.items():
        if any(part.startswith(begin) for part in parts):
            raise NotATable(f"this is {what}, not a table", file=name, hint=_TABLE)


def unpacked_head(path: Path) -> bytes:
    """The first bytes of what is in a gzip file; fewer where it is broken."""
    try:
        with gzip.open(path) as file:
            return file.read(4096)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        return b""
