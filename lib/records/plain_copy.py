"""Plain copies of the few kinds of file that no engine streams as they are.

Workbooks, UTF-16, Latin-1, line ends of two kinds: each becomes a UTF-8 CSV with its header on line
1.
"""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from lib.records.errors import RecordsError
from lib.records.form import Source
from lib.records.gzipped import CHUNK, broken_gzip, open_bytes
from lib.records.workbook import opened, pick, sheet_rows


def plain_copies(sources: Sequence[Source], folder: Path, attempt: int) -> list[Source]:
    """The sources as an engine streams them: each that needs one with a copy in ``folder``.

    Raises RecordsError where a file turns out not to be readable to its end.
    """
    return [
        _copy(source, folder / f"{attempt}-{number}.csv") if source.copy else source
        for number, source in enumerate(sources)
    ]


def _copy(source: Source, target: Path) -> Source:
    with target.open("w", encoding="utf-8", newline="") as out:
        if source.kind == "xlsx":
            _copy_sheet(source, out)
            source = replace(source, kind="csv", delimiter=",", quote='"')
        else:
            _copy_text(source, out)
    return replace(
        source, path=target, header_row=1, encoding="utf-8", compressed=False, copy=False
    )


def _copy_sheet(source: Source, out: io.TextIOBase) -> None:
    writer = csv.writer(out)
    # A name may span lines in the sheet; in the copy it does not.
    writer.writerow(source.columns)
    width = len(source.columns)
    blank = 0
    with opened(source.path, source.name) as book:
        for number, row in enumerate(sheet_rows(book, source.path, source.name, source.sheet), 1):
            if number <= source.header_row:
                continue
            if not row:
                # The gap below a table is not a row of records; a gap inside it is.
                blank += 1
                continue
            writer.writerows([[""] * width] * blank)
            blank = 0
            writer.writerow(pick(row, source.places))


def _copy_text(source: Source, out: io.TextIOBase) -> None:
    try:
        with (
            open_bytes(source.path, source.compressed) as packed,
            io.TextIOWrapper(packed, encoding=source.encoding, newline=None) as lines,
        ):
            for _ in range(source.header_row):
                lines.readline()
            # A header may span lines; the copy's does not, so that its first record is on line 2.
            out.write("header\n")
            while chunk := lines.read(CHUNK):
                out.write(chunk)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise broken_gzip(source.name) from None
    except UnicodeDecodeError:
        raise RecordsError(
            f"some of the text is not {source.encoding.upper()}", file=source.name
        ) from None
