"""The encoding of a text file, and bytes in it that are no text in that encoding."""

from __future__ import annotations

import codecs
import gzip
import re
import zlib

from lib.records.errors import NotATable, RecordsError
from lib.records.form import READABLE, Source
from lib.records.gzipped import broken_gzip, open_bytes
from lib.text import later

STRAY = re.compile("[\udc80-\udcff]")
"""Bytes that are no text in the encoding of their file, as Python passes them on."""
_LETTERS = re.compile("[\u0080-\ud7ff\ue000-\U0010ffff]")


def encoding_of(data: bytes, name: str) -> str:
    """The encoding of a file with this beginning. Raises RecordsError where it is no text."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    head = data[:4096]
    if b"\0" in head:
        if head[1::2].count(0) > len(head) * 0.3 and head[0::2].count(0) == 0:
            return "utf-16-le"
        if head[0::2].count(0) > len(head) * 0.3 and head[1::2].count(0) == 0:
            return "utf-16-be"
        raise binary(name)
    text = decoded(data, "utf-8", name)
    if text.isascii():
        return "utf-8"
    # One byte that is no UTF-8 among letters that are is a slip; otherwise it was never UTF-8.
    return "utf-8" if len(STRAY.findall(text)) <= len(_LETTERS.findall(text)) else "cp1252"


def decoded(data: bytes, encoding: str, name: str) -> str:
    """The beginning of a file as text, with its stray bytes as lone surrogates.

    Raises RecordsError where it is no text in this encoding.
    """
    try:
        return codecs.getincrementaldecoder(encoding)(errors="surrogateescape").decode(data)
    except UnicodeDecodeError:
        raise no_text(encoding, name) from None


def no_text(encoding: str, name: str) -> RecordsError:
    return RecordsError(
        later("some of the text is not {encoding}", encoding=encoding.upper()), file=name
    )


def whole_encoding(source: Source) -> str:
    """The encoding of a file judged by all of it, where its beginning was taken for UTF-8."""
    if source.encoding not in ("utf-8", "utf-8-sig"):
        return source.encoding
    decoder = codecs.getincrementaldecoder(source.encoding)(errors="surrogateescape")
    strays = letters = 0
    try:
        with open_bytes(source.path, source.compressed) as file:
            while data := file.read(1 << 20):
                text = decoder.decode(data)
                if text.isascii():
                    continue
                strays += len(STRAY.findall(text))
                letters += len(_LETTERS.findall(text))
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise broken_gzip(source.name) from None
    return source.encoding if strays <= letters else "cp1252"


def mended(cell: str) -> str:
    """A cell with its stray bytes read as Windows-1252."""
    return STRAY.sub(_as_windows_1252, cell)


def is_stray(cell: str) -> bool:
    """Whether a cell has a byte that is no text in the encoding of its file."""
    return STRAY.search(cell) is not None


def _as_windows_1252(match: re.Match[str]) -> str:
    byte = bytes([ord(match[0]) - 0xDC00])
    try:
        return byte.decode("cp1252")
    except UnicodeDecodeError:
        return byte.decode("latin-1")


def binary(name: str) -> RecordsError:
    return NotATable(later("this is a binary file, not a table"), file=name, hint=READABLE)
