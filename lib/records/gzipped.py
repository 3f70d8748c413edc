"""Gzip files: opened, and checked to be complete."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable
from pathlib import Path

from isal import isal_zlib

from lib.records.errors import RecordsError

CHUNK = 1 << 20


def open_bytes(path: Path, compressed: bool) -> gzip.GzipFile | io.BufferedReader:
    return gzip.open(path, "rb") if compressed else path.open("rb")


def broken_gzip(name: str) -> RecordsError:
    return RecordsError(
        "the gzip file is damaged or incomplete", file=name, hint="Download it again"
    )


def check_gzip(path: Path, name: str, stop: Callable[[], bool]) -> None:
    """Raises RecordsError where a gzip file does not unpack to its end.

    DuckDB reads what there is of such a file and says nothing.
    """
    with path.open("rb") as file:
        member = isal_zlib.decompressobj(wbits=31)
        data = b""
        while not stop():
            data = data or file.read(CHUNK)
            if not data:
                raise broken_gzip(name)
            try:
                member.decompress(data, 4 * CHUNK)
                while member.unconsumed_tail and not stop():
                    member.decompress(member.unconsumed_tail, 4 * CHUNK)
            except isal_zlib.error:  # type: ignore[misc]  # its stub calls the class an instance
                raise broken_gzip(name) from None
            data = b""
            if member.eof:
                # Several gzip files one behind the other are one; zeros behind the last are
                # padding.
                rest = member.unused_data or file.read(CHUNK)
                if not rest.strip(b"\0"):
                    return
                member, data = isal_zlib.decompressobj(wbits=31), rest
