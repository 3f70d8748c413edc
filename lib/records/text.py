"""Text files: their encoding, delimiter and quotation marks, found from their first bytes."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import re
import zlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from lib.records.errors import NotATable, RecordsError
from lib.records.form import READABLE, SAMPLE, Sampled, Source, column_names, sampled
from lib.records.gzipped import broken_gzip, open_bytes
from lib.records.layout import Layout, find_layout
from lib.records.profiles import Profile

HEAD = 256 * 1024
"""Bytes looked at to find out how a file is written."""
_LIKELY = ",\t|;"
_CONTROL = re.compile(r"[^\t\r\n\f\x1a -\U0010ffff]")
_NEVER = frozenset("\0\"'\r\n _-./()")


def look_at_text(
    path: Path,
    name: str,
    known: Sequence[Profile],
    *,
    compressed: bool,
    header_row: int | None = None,
) -> Sampled:
    """The table of a text file and its first rows.

    ``header_row`` is the line of its header, where a person has said it. Raises RecordsError where
    there is no table.
    """
    data, whole = _head(path, name, compressed)
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise NotATable("the file is empty", file=name)
    encoding = _encoding(data, whole, name)
    text = codecs.getincrementaldecoder(encoding)(errors="strict").decode(data, final=False)
    # Any bytes at all are Latin-1.
    if encoding == "latin-1" and len(_CONTROL.findall(text)) > 2:
        raise _binary(name)
    delimiter, quote, rows, lines, layout = _dialect(text, whole, known, header_row)
    if layout is None:
        raise NotATable(
            "this is not a table: no row names the columns"
            if header_row is None
            else f"row {header_row} is blank or not there",
            file=name,
            hint=READABLE,
        )
    line = lines[layout.header]
    columns = column_names(rows[layout.header])
    line_ends_differ = "\r" in re.sub("\r\n", "", text)
    source = Source(
        path,
        name,
        "csv",
        columns,
        ("VARCHAR",) * len(columns),
        line,
        delimiter,
        quote,
        encoding,
        compressed,
        # DuckDB counts rows where an editor counts lines, reads UTF-8, and wants one kind of line
        # end.
        copy=encoding not in ("utf-8", "utf-8-sig")
        or line != layout.header + 1
        or line_ends_differ,
    )
    return sampled(source, [row for row in rows[layout.header + 1 :] if row])


def _head(path: Path, name: str, compressed: bool) -> tuple[bytes, bool]:
    """The first bytes, unpacked, and whether they are all there are."""
    try:
        with open_bytes(path, compressed) as file:
            data = file.read(HEAD + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise broken_gzip(name) from None
    except OSError as error:
        raise RecordsError(f"the file cannot be read ({error.strerror})", file=name) from None
    return data[:HEAD], len(data) <= HEAD


def _encoding(data: bytes, whole: bool, name: str) -> str:
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
        raise _binary(name)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data, final=whole)
    except UnicodeDecodeError:
        return "latin-1"
    return "utf-8"


def _binary(name: str) -> RecordsError:
    return NotATable("this is a binary file, not a table", file=name, hint=READABLE)


def _dialect(
    text: str, whole: bool, known: Sequence[Profile], header_row: int | None
) -> tuple[str, str, list[list[str]], list[int], Layout | None]:
    """Delimiter, quote, the rows of the head, the line each ends on, and where the table begins.

    Of all readings the one whose table is the most convincing.
    """
    best: tuple[str, str, list[list[str]], list[int], Layout] | None = None
    best_score: tuple[tuple[bool, bool, float], int] | None = None
    lines = [line for line in text.splitlines()[:200] if line.strip()]
    for delimiter in _candidates(lines):
        quote = _quote(lines, delimiter)
        rows, ends = _parse(text, whole, delimiter, quote)
        header = None if header_row is None else _row_of(header_row, ends)
        layout = find_layout(rows, known, least=2, header=header)
        if layout is None or not layout.is_table:
            continue
        score = layout.merit, layout.width if delimiter in _LIKELY else 0
        if best_score is None or score > best_score:
            best, best_score = (delimiter, quote, rows, ends, layout), score
    if best is not None:
        return best
    rows, ends = _parse(text, whole, ",", '"')
    header = None if header_row is None else _row_of(header_row, ends)
    return ",", '"', rows, ends, find_layout(rows, known, header=header)


def _row_of(line: int, ends: Sequence[int]) -> int:
    """The row that a line belongs to."""
    return next((number for number, end in enumerate(ends) if end >= line), len(ends))


def _candidates(lines: Sequence[str]) -> list[str]:
    """The characters that may be the delimiter: the usual ones, and what is in every other line."""
    met = Counter(character for line in lines for character in set(line))
    usual = [character for character in _LIKELY if met[character]]
    return usual + [
        character
        for character, count in met.most_common()
        if count >= len(lines) / 2
        and not character.isalnum()
        and character not in _NEVER
        and character not in _LIKELY
    ]


def _quote(lines: Sequence[str], delimiter: str) -> str:
    single = re.compile(rf"(?:^|{re.escape(delimiter)})'[^']*'(?={re.escape(delimiter)}|$)")
    if (
        '"' not in "".join(lines)
        and sum(bool(single.search(line)) for line in lines) > len(lines) / 2
    ):
        return "'"
    return '"'


def _parse(text: str, whole: bool, delimiter: str, quote: str) -> tuple[list[list[str]], list[int]]:
    rows: list[list[str]] = []
    ends: list[int] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quotechar=quote)
    try:
        for row in reader:
            rows.append(row)
            ends.append(reader.line_num)
            if len(rows) > SAMPLE + 200:
                return rows, ends
    except csv.Error:
        return rows, ends
    if not whole and len(rows) > 1:
        # The head breaks off anywhere, so its last row may be incomplete.
        rows.pop()
        ends.pop()
    return rows, ends
