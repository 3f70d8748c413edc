"""The bytes of text files, packed by gzip or not: opened, checked to be complete, and their lines
counted."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from isal import isal_zlib

from lib.records.errors import RecordsError
from lib.text import later

_PACKED, _PART = 1 << 16, 1 << 18
"""Bytes read at once, and the most handed on at once: so few stay in the processor's cache."""


def open_bytes(path: Path, compressed: bool) -> gzip.GzipFile | io.BufferedReader:
    return gzip.open(path, "rb") if compressed else path.open("rb")


def broken_gzip(name: str) -> RecordsError:
    return RecordsError(
        later("the gzip file is damaged or incomplete"), file=name, hint=later("Download it again")
    )


def unpacked(path: Path, name: str) -> Iterator[bytes]:
    """What a gzip file holds, in parts.

    Raises RecordsError where it does not unpack to its end: DuckDB reads what there is of such a
    file and says nothing.
    """
    with path.open("rb") as file:
        member = isal_zlib.decompressobj(wbits=31)
        data = b""
        while True:
            data = data or file.read(_PACKED)
            if not data:
                raise broken_gzip(name)
            try:
                yield member.decompress(data, _PART)
                while member.unconsumed_tail:
                    yield member.decompress(member.unconsumed_tail, _PART)
            except isal_zlib.error:  # type: ignore[misc]  # its stub calls the class an instance
                raise broken_gzip(name) from None
            data = b""
            if member.eof:
                # Several gzip files one behind the other are one; zeros behind the last are
                # padding.
                rest = member.unused_data or file.read(_PACKED)
                if not rest.strip(b"\0"):
                    return
                member, data = isal_zlib.decompressobj(wbits=31), rest


def count_lines(path: Path, compressed: bool, name: str, stop: Callable[[], bool]) -> int:
    """The number of the last line of a text file that is not blank, or less once it is stopped.

    Raises RecordsError where a gzip file is not whole.
    """
    lines = last = 0
    for part in unpacked(path, name) if compressed else _parts(path):
        if stop():
            break
        # Three times as fast as bytes.count, and this is most of the work.
        cells = np.frombuffer(part, dtype=np.uint8)
        if compressed and part:
            # isal leaves the wide registers of the processor in use, and then numpy compares five
            # times as slowly. Taking a maximum clears them.
            cells[:256].max()
        ends = int(np.count_nonzero(cells == ord("\n")))
        filled = len(part)
        blank = 0
        while filled and part[filled - 1] in b"\r\n":
            filled -= 1
            blank += part[filled] == ord("\n")
        if filled:
            last = lines + ends - blank + 1
        lines += ends
    return last


def _parts(path: Path) -> Iterator[memoryview]:
    """The bytes of a file, one part after the other in the same memory."""
    memory = memoryview(bytearray(_PART))
    with path.open("rb", buffering=0) as file:
        while size := file.readinto(memory):
            yield memory[:size]
