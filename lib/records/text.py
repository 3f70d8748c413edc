"""Text files: their encoding, delimiter and quotation marks, found from their first bytes."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, islice
from pathlib import Path

from lib.records.dates import read_days
from lib.records.encoding import STRAY, binary, decoded, encoding_of, mended, no_text
from lib.records.errors import NotATable, RecordsError
from lib.records.form import READABLE, SAMPLE, Sampled, Source, column_names, sampled
from lib.records.gzipped import broken_gzip, open_bytes
from lib.records.layout import Layout, find_layout
from lib.records.profiles import Profile
from lib.records.rows import HasDate, Row, Rows
from lib.text import later

HEAD = 256 * 1024
"""Bytes looked at to find out how a file is written; more where they hold few rows."""
_LONGEST_HEAD = 16 * 1024 * 1024
_ENOUGH = 20
MOST_COLUMNS = 4_000
LONGEST_LINE = 1 << 24
"""Letters of a line of the table; its header is within the first million."""
_LONGEST_HEADER = 1 << 20
_JUDGED = 300
"""Rows by which one way to read a file is held against another."""
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
    size = HEAD
    while True:
        data, whole = _head(path, name, compressed, size)
        if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
            raise NotATable(later("the file is empty"), file=name)
        encoding = encoding_of(data, name)
        text = decoded(data, encoding, name)
        if len(text) >= _LONGEST_HEADER and not re.search("[\r\n]", text):
            raise NotATable(
                later(
                    "this is not a table: its first line has more than {letters:,} characters",
                    letters=_LONGEST_HEADER,
                ),
                file=name,
                hint=READABLE,
            )
        dialect = _dialect(text, whole, known, header_row)
        if whole or len(dialect.rows) >= _ENOUGH or size >= _LONGEST_HEAD:
            break
        size *= 4
    # Any bytes at all are Windows-1252.
    if encoding == "cp1252" and len(_CONTROL.findall(text)) > 2:
        raise binary(name)
    layout = dialect.layout
    if dialect.too_wide:
        raise NotATable(
            later("its rows have more than {cells:,} cells", cells=MOST_COLUMNS), file=name
        )
    if layout is None:
        raise NotATable(
            later("this is not a table: no row names the columns")
            if header_row is None
            else later("row {row} does not name columns", row=header_row),
            file=name,
            hint=READABLE if header_row is None else later("Choose another row {choice}"),
            choice="header_row",
        )
    line = dialect.rows[layout.header].end
    if layout.problem:
        raise RecordsError(
            layout.problem, file=name, row=line, hint=later("Name the columns in the file")
        )
    strays = not text.isascii() and STRAY.search(text) is not None
    columns = column_names([mended(cell) for cell in layout.names])
    line_ends_differ = "\r" in text.replace("\r\n", "")
    source = Source(
        path,
        name,
        "csv",
        columns,
        ("VARCHAR",) * len(columns),
        line,
        dialect.delimiter,
        dialect.quote,
        encoding,
        compressed,
        # DuckDB reads UTF-8, counts rows where an editor counts lines, wants one kind of line end,
        # and keeps a space before a quotation mark.
        copy=encoding not in ("utf-8", "utf-8-sig")
        or strays
        or line != layout.header + 1
        or line_ends_differ
        or dialect.skip_space,
        skip_space=dialect.skip_space,
        dated=layout.date_columns,
    )
    below = [row.cells for row in dialect.rows[layout.header + 1 :] if row.cells]
    if strays:
        below = [[mended(cell) for cell in cells] for cells in below]
    return sampled(source, below)


def text_rows(source: Source) -> Iterator[Row]:
    """The rows of a text file below its header, each with its line in the file.

    A byte that is no text in the file's encoding is a lone surrogate in its cell; see ``mended``.
    Raises RecordsError where the file cannot be read to its end.
    """
    try:
        with (
            open_bytes(source.path, source.compressed) as packed,
            io.TextIOWrapper(
                packed, encoding=source.encoding, errors="surrogateescape", newline=None
            ) as lines,
        ):
            for _ in range(source.header_row):
                lines.readline()
            below = Rows(
                _bounded(lines, source),
                source.delimiter,
                source.quote,
                skip_space=source.skip_space,
                width=len(source.columns),
                has_date=has_date_in(source.dated),
            )
            for row in below:
                yield replace(row, line=row.line + source.header_row)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise broken_gzip(source.name) from None
    except UnicodeDecodeError:
        raise no_text(source.encoding, source.name) from None


def _bounded(lines: io.TextIOWrapper, source: Source) -> Iterator[str]:
    """The lines, none of which takes all memory. Raises RecordsError for one that would."""
    for number in count(source.header_row + 1):
        line = lines.readline(LONGEST_LINE)
        if len(line) == LONGEST_LINE:
            raise RecordsError(
                later("the line has more than {letters:,} characters", letters=LONGEST_LINE),
                file=source.name,
                row=number,
                hint=later("Is this a table?"),
            )
        if not line:
            return
        yield line


def has_date_in(columns: Sequence[int]) -> HasDate | None:
    """Whether a row has a date in one of these columns; None without any."""

    def has_date(cells: Sequence[str]) -> bool:
        return any(
            column < len(cells) and bool(read_days([cells[column]]).days) for column in columns
        )

    return has_date if columns else None


def _head(path: Path, name: str, compressed: bool, size: int) -> tuple[bytes, bool]:
    """The first bytes, unpacked, and whether they are all there are."""
    try:
        with open_bytes(path, compressed) as file:
            data = file.read(size + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise broken_gzip(name) from None
    except OSError as error:
        raise RecordsError(
            later("the file cannot be read ({error})", error=error.strerror), file=name
        ) from None
    return data[:size], len(data) <= size


@dataclass(frozen=True)
class _Dialect:
    """A way to read the head of a file: what parts its cells, its rows, where its table begins."""

    delimiter: str
    quote: str
    skip_space: bool
    rows: list[Row]
    layout: Layout | None
    too_wide: bool = False

    @property
    def score(self) -> tuple[tuple[bool, bool, float, bool], int]:
        assert self.layout is not None
        return self.layout.merit, self.layout.width if self.delimiter in _LIKELY else 0


def _dialect(text: str, whole: bool, known: Sequence[Profile], header_row: int | None) -> _Dialect:
    """Of all readings of the head the one whose table is the most convincing."""
    lines = [line for line in text.splitlines()[:200] if line.strip()]
    best: _Dialect | None = None
    for delimiter in _candidates(lines):
        # A space may stand between a delimiter and the quotation mark that opens a cell.
        spaced = re.search(rf'{re.escape(delimiter)} +"', text) is not None
        for skip_space in (False, True) if spaced else (False,):
            quote = _quote(lines, delimiter)
            found = _read(text, whole, known, header_row, delimiter, quote, skip_space)
            if found.layout is None or not (found.layout.is_table or header_row):
                continue
            if best is None or found.score > best.score:
                best = found
        if best and best.layout and best.layout.known:
            break
    if best is None:
        return _read(text, whole, known, header_row, ",", '"', False, least=1)
    return replace(best, rows=_rows(text, whole, best.delimiter, best.quote, best.skip_space))


def _read(
    text: str,
    whole: bool,
    known: Sequence[Profile],
    header_row: int | None,
    delimiter: str,
    quote: str,
    skip_space: bool,
    *,
    least: int = 2,
) -> _Dialect:
    rows = _rows(text, whole, delimiter, quote, skip_space, most=_JUDGED)
    if any(len(row.cells) > MOST_COLUMNS for row in rows):
        return _Dialect(delimiter, quote, skip_space, rows, None, too_wide=True)
    header = next(
        (number for number, row in enumerate(rows) if header_row and row.end == header_row), -1
    )
    layout = find_layout(
        [row.cells for row in rows],
        known,
        least=least,
        header=header if header_row is not None else None,
    )
    return _Dialect(delimiter, quote, skip_space, rows, layout)


def _rows(
    text: str,
    whole: bool,
    delimiter: str,
    quote: str,
    skip_space: bool,
    *,
    most: int = SAMPLE + _JUDGED,
) -> list[Row]:
    lines = io.StringIO(text, newline=None)
    rows = list(islice(Rows(lines, delimiter, quote, skip_space=skip_space), most))
    if not whole and 1 < len(rows) < most:
        # The head breaks off anywhere, so its last row may be incomplete.
        rows.pop()
    return rows


def _candidates(lines: Sequence[str]) -> list[str]:
    """The characters that may be the delimiter: the usual ones, and what is in every third line."""
    met: Counter[str] = Counter()
    for line in lines:
        met.update(set(line))
    usual = sorted((c for c in _LIKELY if met[c]), key=lambda c: -met[c])
    return usual + [
        character
        for character, count in met.most_common()
        if count >= len(lines) / 3
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
