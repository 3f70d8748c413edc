"""What kind of file this is and how it is written: found from its first bytes, by reading and never by its name.

The heavy reading is DuckDB's. This module looks at the head of each file, says where the table begins, and writes a
plain copy of the few kinds that DuckDB cannot stream as they are: workbooks, UTF-16, Latin-1, mixed line ends.
"""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import gzip
import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import openpyxl
import python_calamine as calamine
from isal import isal_zlib

from lib.records.conditions import find_column, literal, plain
from lib.records.dates import has_time, read_days
from lib.records.errors import RecordsError
from lib.records.profiles import Profile, load_profiles, recognized

HEAD = 256 * 1024
"""Bytes looked at to find out how a file is written."""
SAMPLE = 1000
"""Rows looked at to find the column of dates."""
LARGE_SHEETS = 300_000_000
"""Bytes of unpacked sheets from which a workbook is read row by row: calamine holds some 1.7 times as much."""
_CHUNK = 1 << 20
_LIKELY = ",\t|;"
_NEVER = frozenset("\"'\r\n _-./()")
_TEXTS = "Records are read from CSV (plain or gzip), Parquet and XLSX"


@dataclass(frozen=True)
class Source:
    """One table in one file: where it is, and how it is written."""

    path: Path
    name: str
    """What the user calls the file; for a sheet of a workbook, with the sheet."""
    kind: str
    """csv, parquet or xlsx."""
    columns: tuple[str, ...]
    types: tuple[str, ...]
    """What a Parquet file says its columns are: DATE, VARCHAR and so on. All VARCHAR for the other kinds."""
    header_row: int = 0
    """The row of the header, the first row of the file being 1; 0 where the format has no header row."""
    delimiter: str = ","
    quote: str = '"'
    encoding: str = "utf-8"
    compressed: bool = False
    copy: bool = False
    """Whether DuckDB needs a plain copy of it."""
    sheet: str = ""


@dataclass(frozen=True)
class Form:
    """How a set of files of one form is written, and what in it dates a record."""

    sources: tuple[Source, ...]
    profile: Profile | None
    """The known form, or None."""
    date_columns: tuple[str, ...]
    """The columns whose values mostly read as dates: one is a suggestion, several are a tie to be asked about."""
    timed: tuple[str, ...]
    """Those columns in which a time of day stands behind the date."""
    sample: tuple[tuple[str, ...], ...]
    """The first rows of the first file, as text."""

    @property
    def columns(self) -> tuple[str, ...]:
        return self.sources[0].columns

    @property
    def date_column(self) -> str | None:
        """The column that dates a record: the profile's, or the only one that can be; None where that is a question."""
        if self.profile:
            return find_column(self.columns, self.profile.date)
        return self.date_columns[0] if len(self.date_columns) == 1 else None

    @property
    def header_row(self) -> int:
        return self.sources[0].header_row

    @property
    def delimiter(self) -> str:
        return self.sources[0].delimiter

    @property
    def encoding(self) -> str:
        return self.sources[0].encoding


def recognize(
    paths: Sequence[Path | str], *, profile: str | None = None, names: Sequence[str] | None = None
) -> Form:
    """How the files are written, and the known form they have, if any.

    ``profile`` insists on a known form by name; ``names`` are what to call the files in messages and in the report,
    where that is not their name on the disk. Raises RecordsError where a file is not a table, or not of one form with
    the first.
    """
    if not paths:
        raise RecordsError("no file was given")
    for number, path in enumerate(resolved := [Path(given).resolve() for given in paths]):
        if path in resolved[:number]:
            raise RecordsError("the file is given twice", file=path.name)
    wanted = _profile(profile) if profile else None
    known = [wanted] if wanted else list(load_profiles().values())
    sources: list[Source] = []
    sample: list[list[str]] = []
    for number, given in enumerate(paths):
        path = Path(given)
        for source, rows in _look(path, names[number] if names else path.name, known):
            if sources:
                source = _same_form(sources[0], source)
            else:
                sample = rows
            sources.append(source)
    first = sources[0]
    if wanted and not wanted.fits(first.columns):
        missing = next(
            column for column in wanted.header if find_column(first.columns, column) is None
        )
        raise RecordsError(f"the profile {wanted.name} needs a column {missing}", file=first.name)
    dated, timed = _dated(first, sample)
    if len(first.columns) == 1 and not dated:
        raise RecordsError(
            "this is not a table: no delimiter parts its lines into columns",
            file=first.name,
            hint=_TEXTS,
        )
    return Form(
        tuple(sources),
        wanted or recognized(first.columns),
        dated,
        timed,
        tuple(tuple(row) for row in sample[:20]),
    )


def _profile(name: str) -> Profile:
    profiles = load_profiles()
    if name not in profiles:
        raise RecordsError(
            f"there is no profile {name}", hint=f"The profiles are {', '.join(profiles)}"
        )
    return profiles[name]


def _same_form(first: Source, other: Source) -> Source:
    """The other source, its columns called as in the first. Raises RecordsError where they are not the same columns."""
    called = {plain(column): column for column in first.columns}
    theirs = {plain(column) for column in other.columns}
    missing = [column for name, column in called.items() if name not in theirs]
    extra = [column for column in other.columns if plain(column) not in called]
    if missing or extra:
        what = [f"it has no column {missing[0]}"] if missing else []
        what += [f"it has a column {extra[0]} more"] if extra else []
        raise RecordsError(
            f"this is not of one form with {first.name}: {' and '.join(what)}", file=other.name,
            hint="Roll up files of one form at a time",
        )  # fmt: skip
    return replace(other, columns=tuple(called[plain(column)] for column in other.columns))


def _look(
    path: Path, name: str, known: Sequence[Profile]
) -> Iterator[tuple[Source, list[list[str]]]]:
    try:
        if path.exists() and not path.is_file():
            raise RecordsError(
                "this is not a file that can be read twice",
                file=name,
                hint="Write it to a file first",
            )
        with path.open("rb") as file:
            magic = file.read(8)
    except FileNotFoundError:
        raise RecordsError("there is no such file", file=str(name)) from None
    except OSError as error:
        raise RecordsError(f"the file cannot be opened ({error.strerror})", file=name) from None
    if not magic:
        raise RecordsError("the file is empty", file=name)
    if magic[:4] == b"PAR1":
        yield _look_at_parquet(path, name)
    elif magic[:4] == b"PK\x03\x04":
        yield from _look_at_workbook(path, name, known)
    elif magic == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        protected = "EncryptedPackage".encode("utf-16-le") in path.read_bytes()[: 1 << 24]
        what = (
            "the workbook is protected by a password"
            if protected
            else "this is an old XLS, or another file of Office 97"
        )
        raise RecordsError(
            what, file=name, hint="Open it and save it as XLSX without a password, or as CSV"
        )
    else:
        yield _look_at_text(path, name, known, compressed=magic[:2] == b"\x1f\x8b")


# Parquet


def _look_at_parquet(path: Path, name: str) -> tuple[Source, list[list[str]]]:
    try:
        with duckdb.connect() as connection:
            relation = f"read_parquet({literal(plain_path(path))})"
            described = connection.execute(f"DESCRIBE SELECT * FROM {relation}").fetchall()
            cells = ", ".join(f"CAST({identifier(row[0])} AS VARCHAR)" for row in described)
            rows = connection.execute(f"SELECT {cells} FROM {relation} LIMIT {SAMPLE}").fetchall()
    except duckdb.Error:
        raise RecordsError(
            "the Parquet file is broken or cut short", file=name, hint="Fetch it again"
        ) from None
    columns = _named([row[0] for row in described], name, 0)
    source = Source(path, name, "parquet", columns, tuple(str(row[1]) for row in described))
    return _with_rows(source, [["" if cell is None else cell for cell in row] for row in rows])


# Workbooks


def _look_at_workbook(
    path: Path, name: str, known: Sequence[Profile]
) -> Iterator[tuple[Source, list[list[str]]]]:
    book = _open_workbook(path, name)
    found: list[tuple[Source, list[list[str]]]] = []
    for sheet in book.sheet_names:
        rows = list(islice(sheet_rows(book, sheet, path, name), SAMPLE + 100))
        if not any(any(row) for row in rows):
            continue
        header = _header(rows, known)
        if header is None:
            continue
        columns = _named(rows[header], name, header + 1)
        source = Source(
            path, f"{name} ({sheet})" if len(book.sheet_names) > 1 else name, "xlsx", columns,
            ("VARCHAR",) * len(columns), header + 1, copy=True, sheet=sheet,
        )  # fmt: skip
        # A release of more than a million rows goes on in a further sheet; a sheet of another form is a note.
        if found and {plain(c) for c in columns} != {plain(c) for c in found[0][0].columns}:
            continue
        if body := rows[header + 1 :]:
            found.append(_with_rows(source, body))
    if not found:
        raise RecordsError("no sheet of the workbook holds a table", file=name)
    yield from found


def _open_workbook(path: Path, name: str) -> calamine.CalamineWorkbook:
    try:
        with zipfile.ZipFile(path) as parts:
            if not any(part.startswith("xl/") for part in parts.namelist()):
                raise RecordsError(
                    "this is a ZIP archive, not a workbook", file=name, hint="Unpack it first"
                )
        return calamine.CalamineWorkbook.from_path(str(path))
    except calamine.PasswordError:
        raise RecordsError(
            "the workbook is protected by a password", file=name, hint="Save it without one"
        ) from None
    except (calamine.CalamineError, zipfile.BadZipFile, OSError, EOFError):
        raise RecordsError(
            "the workbook is broken or cut short",
            file=name,
            hint="Fetch it again, or open it and save it anew",
        ) from None


def sheet_rows(
    book: calamine.CalamineWorkbook, sheet: str, path: Path, name: str
) -> Iterator[list[str]]:
    """The rows of a sheet from row 1 on, each cell as text; dates as 2015-10-01. Raises RecordsError where it is broken."""
    try:
        if _is_large(path):
            # Calamine is fast and holds a whole sheet; openpyxl is slow and holds a row at a time.
            with closing(openpyxl.load_workbook(path, read_only=True, data_only=True)) as slow:
                slow[sheet].reset_dimensions()
                for values in slow[sheet].iter_rows(values_only=True):
                    yield [_cell(value) for value in values]
            return
        opened = book.get_sheet_by_name(sheet)
        # Rows and columns before the first filled cell are not in the sheet's own range.
        start = opened.start or (0, 0)
        for _ in range(start[0]):
            yield []
        for row in opened.iter_rows():
            yield [""] * start[1] + [_cell(value) for value in row]
    except (calamine.CalamineError, zipfile.BadZipFile, ElementTree.ParseError, KeyError) as error:
        raise RecordsError(f"the sheet {sheet} cannot be read ({error})", file=name) from None


def _is_large(path: Path) -> bool:
    with zipfile.ZipFile(path) as parts:
        return (
            sum(
                part.file_size
                for part in parts.infolist()
                if part.filename.startswith("xl/worksheets/")
            )
            > LARGE_SHEETS
        )


def _cell(value: object) -> str:
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


# Text


def _look_at_text(
    path: Path, name: str, known: Sequence[Profile], *, compressed: bool
) -> tuple[Source, list[list[str]]]:
    data, whole = _head(path, name, compressed)
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise RecordsError("the file is empty", file=name)
    encoding = _encoding(data, whole, name)
    text = codecs.getincrementaldecoder(encoding)(errors="strict").decode(data, final=False)
    if (
        encoding == "latin-1"
        and sum(character < " " and character not in "\t\r\n\f\x1a" for character in text) > 2
    ):
        raise RecordsError("this is not a table but a file of bytes", file=name, hint=_TEXTS)
    delimiter, quote, rows, lines = _dialect(text, whole, known)
    header = _header(rows, known)
    if header is None:
        raise RecordsError(
            "this is not a table: no row of it names its columns", file=name, hint=_TEXTS
        )
    columns = _named(rows[header], name, lines[header])
    source = Source(
        path, name, "csv", columns, ("VARCHAR",) * len(columns), lines[header], delimiter, quote, encoding, compressed,
        # DuckDB counts rows where an editor counts lines, reads UTF-8, and wants one kind of line end.
        copy=encoding not in ("utf-8", "utf-8-sig") or lines[header] != header + 1 or "\r" in re.sub("\r\n", "", text),
    )  # fmt: skip
    return _with_rows(source, [row for row in rows[header + 1 :] if row])


def _with_rows(source: Source, rows: list[list[str]]) -> tuple[Source, list[list[str]]]:
    if not rows:
        raise RecordsError("there is no row below the header", file=source.name)
    width = len(source.columns)
    return source, [(row + [""] * width)[:width] for row in rows[:SAMPLE]]


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


def open_bytes(path: Path, compressed: bool) -> gzip.GzipFile | io.BufferedReader:
    return gzip.open(path, "rb") if compressed else path.open("rb")


def broken_gzip(name: str) -> RecordsError:
    return RecordsError("the gzip file is broken or cut short", file=name, hint="Fetch it again")


def check_gzip(path: Path, name: str, stop: Callable[[], bool]) -> None:
    """Raises RecordsError where a gzip file does not unpack to its end: DuckDB takes the part for the whole."""
    with path.open("rb") as file:
        member = isal_zlib.decompressobj(wbits=31)
        data = b""
        while not stop():
            data = data or file.read(_CHUNK)
            if not data:
                raise broken_gzip(name)
            try:
                member.decompress(data, 4 * _CHUNK)
                while member.unconsumed_tail and not stop():
                    member.decompress(member.unconsumed_tail, 4 * _CHUNK)
            except isal_zlib.error:  # type: ignore[misc]  # its stub calls the exception class an instance
                raise broken_gzip(name) from None
            data = b""
            if member.eof:
                # Several gzip files one behind the other are one file; zeros behind the last are padding.
                rest = member.unused_data or file.read(_CHUNK)
                if not rest.strip(b"\0"):
                    return
                member, data = isal_zlib.decompressobj(wbits=31), rest


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
        raise RecordsError("this is not a table but a file of bytes", file=name, hint=_TEXTS)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data, final=whole)
    except UnicodeDecodeError:
        return "latin-1"
    return "utf-8"


def _dialect(
    text: str, whole: bool, known: Sequence[Profile]
) -> tuple[str, str, list[list[str]], list[int]]:
    """Delimiter, quote, the rows of the head and the line each ends on, for the reading that gives the steadiest table."""
    lines = text.splitlines()[:200]
    usual = [line for line in lines if line.strip()]
    met = Counter(character for line in usual for character in set(line))
    candidates = [character for character in _LIKELY if met[character]]
    candidates += [
        character for character, count in met.most_common()
        if count >= len(usual) / 2 and not character.isalnum() and character not in _NEVER and character not in _LIKELY
    ]  # fmt: skip
    best: tuple[tuple[bool, float, int], str, str, list[list[str]], list[int]] | None = None
    for delimiter in candidates:
        for quote in _quotes(usual, delimiter):
            rows, ends = _parse(text, whole, delimiter, quote)
            widths = Counter(len(row) for row in rows if row)
            if not widths:
                continue
            width = max(widths, key=lambda width: (widths[width], width))
            if width < 2:
                continue
            fits = any(profile.fits(row) for row in rows[:100] for profile in known)
            share = widths[width] / widths.total()
            score = (fits, round(share, 2), width if delimiter in _LIKELY else 0)
            if best is None or score > best[0]:
                best = score, delimiter, quote, rows, ends
    if best is None or (best[0][1] < 0.5 and not best[0][0]):
        return ",", '"', *_parse(text, whole, ",", '"')
    return best[1:]


def _quotes(lines: Sequence[str], delimiter: str) -> Sequence[str]:
    single = re.compile(rf"(?:^|{re.escape(delimiter)})'[^']*'(?={re.escape(delimiter)}|$)")
    if (
        '"' not in "".join(lines)
        and sum(bool(single.search(line)) for line in lines) > len(lines) / 2
    ):
        return ("'",)
    return ('"',)


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
        # The head breaks off anywhere, so its last row is not whole.
        rows.pop()
        ends.pop()
    return rows, ends


# Headers


def _header(rows: Sequence[Sequence[str]], known: Sequence[Profile]) -> int | None:
    """Where the header stands: a row that a known form fits, else the first that names as many columns as rows have cells."""
    head = list(enumerate(rows[:100]))
    for number, row in head:
        if any(profile.fits(row) for profile in known):
            return number
    widths = Counter(len(row) for row in rows if row)
    if not widths:
        return None
    width = max(widths, key=lambda width: (widths[width], width))
    full = [(number, row) for number, row in head if len(row) == width and _names_columns(row)]
    for number, row in full:
        if all(cell.strip() for cell in row):
            return number
    return full[0][0] if full else None


def _names_columns(row: Sequence[str]) -> bool:
    """Whether a row can be a header: mostly filled, and with words, for a name is neither a number nor a date."""
    filled = [cell.strip() for cell in row if cell.strip()]
    if not filled or len(filled) * 2 < len(row) + (len(row) > 1):
        return False
    numbers = sum(bool(re.fullmatch(r"[-+$]?[0-9][0-9.,]*%?", cell)) for cell in filled)
    return numbers * 2 < len(filled) and not read_days(filled).days


def _named(cells: Sequence[str], name: str, row: int) -> tuple[str, ...]:
    """The header's names; a blank one is called after its place. Raises RecordsError where one stands twice."""
    columns = [
        " ".join(cell.lstrip("\ufeff").split()) or f"column {number}"
        for number, cell in enumerate(cells, 1)
    ]
    counts = Counter(plain(column) or column for column in columns)
    for column in columns:
        if counts[plain(column) or column] > 1:
            raise RecordsError(
                f"the column name {column} stands twice",
                file=name,
                row=row or None,
                hint="Give each column a name of its own",
            )
    return tuple(columns)


def _dated(source: Source, sample: list[list[str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The columns in which most rows of the sample hold a date, and those with a time of day."""
    dated, timed = [], []
    for number, column in enumerate(source.columns):
        texts = [row[number] for row in sample]
        days = read_days(set(texts)).days
        if sum(text in days for text in texts) * 2 > len(texts):
            dated.append(column)
        if has_time(texts[:200]):
            timed.append(column)
    return tuple(dated), tuple(timed)


# For DuckDB


def identifier(name: str) -> str:
    """A column name as SQL. The only place that writes one."""
    return '"' + name.replace('"', '""') + '"'


def plain_path(path: Path) -> str:
    """A path that DuckDB takes as it is. Raises RecordsError for one it would take for a pattern of names."""
    text = str(path.resolve())
    if any(character in text for character in "*?[]{}"):
        raise RecordsError(
            "the path holds one of * ? [ ] { }", file=path.name, hint="Give the file a plain name"
        )
    return text


def copy_plainly(source: Source, folder: Path, number: int, stop: Callable[[], bool]) -> Source:
    """A copy as UTF-8 CSV with one kind of line end, its header on line 1; the source that reads the copy."""
    target = folder / f"{number}.csv"
    with target.open("w", encoding="utf-8", newline="") as out:
        if source.kind == "xlsx":
            writer = csv.writer(out)
            book = _open_workbook(source.path, source.name)
            width = len(source.columns)
            empty = 0
            for index, row in enumerate(sheet_rows(book, source.sheet, source.path, source.name)):
                if index < source.header_row - 1:
                    continue
                if not any(row):
                    # The gap below a table is not a row of records; a gap inside it is.
                    empty += 1
                    continue
                for _ in range(empty):
                    writer.writerow([""] * width)
                empty = 0
                writer.writerow((row + [""] * width)[:width])
                if index % 10_000 == 0 and stop():
                    break
            return replace(
                source,
                path=target,
                kind="csv",
                header_row=1,
                delimiter=",",
                quote='"',
                encoding="utf-8",
                copy=False,
            )
        try:
            with (
                open_bytes(source.path, source.compressed) as packed,
                io.TextIOWrapper(packed, encoding=source.encoding, newline=None) as lines,
            ):
                for _ in range(source.header_row):
                    lines.readline()
                # A header may span lines; the copy has one that does not, so that its first record is on line 2.
                out.write("header\n")
                while (chunk := lines.read(_CHUNK)) and not stop():
                    out.write(chunk)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            raise broken_gzip(source.name) from None
        except UnicodeDecodeError:
            raise RecordsError(
                f"the text is not all {source.encoding.upper()}", file=source.name
            ) from None
    return replace(
        source, path=target, header_row=1, encoding="utf-8", compressed=False, copy=False
    )
