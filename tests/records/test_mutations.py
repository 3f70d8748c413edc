"""Real files, damaged: bytes turned, the end cut off, parts put elsewhere. There is never more to
see than one line or a table, and what ``run`` holds every run to.
"""

from __future__ import annotations

import functools
import gzip
import io
import tempfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, note, settings
from hypothesis import strategies as st

from tests.records.command import in_a_process, run
from tests.records.small_tables import lines, plain, put, rows, workbook

OWN = Path(__file__).parent / "files"
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
LINES = 300
"""Lines of a file of removals that are kept: the files have some 250,000."""
LARGEST = 100_000
"""Bytes of a file that is taken as it is."""


@functools.cache
def inputs() -> dict[str, bytes]:
    """Small files by name, as they are; the beginnings of the large ones, packed and not."""
    found: dict[str, bytes] = {}
    for path in sorted([*OWN.iterdir(), *(SHARED / "awkward_files").glob("*")]):
        if path.suffix not in (".py", ".md", ".txt") and 0 < path.stat().st_size < LARGEST:
            found[path.name] = path.read_bytes()
    for path in sorted((SHARED / "removal_records").glob("*.csv.gz")):
        with gzip.open(path) as file:
            beginning = b"".join(line for line, _ in zip(file, range(LINES), strict=False))
        found[path.name] = gzip.compress(beginning, mtime=0)
        found[path.stem] = beginning
    return found


def turned(draw: st.DrawFn, data: bytes) -> bytes:
    """Up to eight bytes with other values."""
    changed = bytearray(data)
    for _ in range(draw(st.integers(1, 8))):
        changed[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    return bytes(changed)


def cut(draw: st.DrawFn, data: bytes) -> bytes:
    return data[: draw(st.integers(0, len(data) - 1))]


def without_a_part(draw: st.DrawFn, data: bytes) -> bytes:
    first, last = part(draw, data)
    return data[:first] + data[last:]


def spliced(draw: st.DrawFn, data: bytes) -> bytes:
    """A part of any input put somewhere into this one."""
    other = inputs()[draw(st.sampled_from(sorted(inputs())))]
    first, last = part(draw, other)
    place = draw(st.integers(0, len(data)))
    return data[:place] + other[first:last] + data[place:]


def twice_in_part(draw: st.DrawFn, data: bytes) -> bytes:
    first, last = part(draw, data)
    return data[:last] + data[first:]


def with_marks(draw: st.DrawFn, data: bytes) -> bytes:
    """A few bytes that mean something to readers of text, put anywhere."""
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(data)))
        mark = draw(
            st.sampled_from(
                [b'"', b"'", b",", b"\t", b"|", b"\n", b"\r", b"\0", b"\x1a", b"\xff", b"\\", b"\f"]
            )
        )
        data = data[:place] + mark + data[place:]
    return data


def part(draw: st.DrawFn, data: bytes) -> tuple[int, int]:
    first = draw(st.integers(0, len(data) - 1))
    return first, draw(st.integers(first + 1, len(data)))


HARMS = (turned, cut, without_a_part, spliced, twice_in_part, with_marks)


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, str, bytes]:
    """A file's name, what was done to it, and its bytes. A packed text may be damaged within."""
    name = draw(st.sampled_from(sorted(inputs())))
    data = inputs()[name]
    harms = draw(st.lists(st.sampled_from(HARMS), min_size=1, max_size=2))
    for harm in harms:
        data = harm(draw, data) if data else data
    if draw(st.integers(0, 4)) == 0:
        name, data = f"{name}.gz", gzip.compress(data, 1, mtime=0)
    return name, " and ".join(harm.__name__ for harm in harms), data


OFFICE_97 = b"\xd0\xcf\x11\xe0"


@given(damaged(), st.sampled_from([(), ("--no-duplicates",), ("--date-column", "date")]))
@settings(max_examples=settings().max_examples * (2 if settings().max_examples < 1000 else 1))
def test_no_damage_gives_more_than_a_line(
    harm: tuple[str, str, bytes], options: tuple[str, ...]
) -> None:
    name, what, data = harm
    note(f"{name}: {what}")
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as temporary:
        path = Path(folder) / name
        path.write_bytes(data)
        within = gzip.decompress(data) if name.endswith(".gz.gz") else data
        if within.startswith(OFFICE_97):
            # What ends a process is a failure of this test, and not the end of all.
            end_well(path)
        else:
            outcome = run(str(path), *options, "--threads", "1", "--temp", temporary)
            note(f"answer: {outcome.error}")
        assert list(Path(temporary).iterdir()) == [], "something temporary remains"
        assert [found.name for found in Path(folder).iterdir()] == [name]
        assert path.read_bytes() == data


def end_well(path: Path) -> None:
    """Runs the command in a process of its own, which must end as it should."""
    with tempfile.TemporaryDirectory() as folder:
        code, _, error = in_a_process([str(path)], Path(folder))
        assert code in (0, 2), error[:500]
        assert error.count("\n") == (1 if code else 0), error[:500]


def changed(data: bytes, old: bytes, new: bytes, place: int = 0) -> bytes:
    """Bytes found and overwritten, ``place`` bytes behind where the old ones begin."""
    at = data.index(old) + place
    return data[:at] + new + data[at + len(new) :]


BOOK = workbook(Sheet=rows())
FOUND: dict[str, bytes] = {
    "a workbook without its directory": changed(BOOK, b"PK\x01\x02", b"XX"),
    "a workbook whose directory is elsewhere": BOOK[:40] + b"\0\0" + BOOK[40:],
    "a name in an archive that is no text": changed(
        changed(BOOK, b"PK\x01\x02", b"\x00\x08", 8), b"PK\x01\x02", b"\xff\xfe", 46
    ),
    "a stray byte in a header of UTF-8": lines(plain)
    .replace("theft", "PERÚ")
    .encode()
    .replace(b"charge", b"charg\xe9"),
    "half a character of UTF-16": lines(plain).encode("utf-16") + b"C\0\0\xd8,\0" * 3,
    "an odd number of bytes of UTF-16": lines(plain).encode("utf-16")[:-1],
}
"""What once gave more than a line."""


@pytest.mark.parametrize("name", FOUND)
def test_what_was_found_stays_mended(name: str, tmp_path: Path) -> None:
    run(*put(tmp_path, {"found": FOUND[name]}))


def far_cell() -> bytes:
    """A workbook with a single cell in the last place that a sheet has."""
    book = openpyxl.load_workbook(io.BytesIO(BOOK))
    book.worksheets[0]["XFD1048576"] = "x"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["a cell far away", "a length of no sense"])
def test_a_workbook_never_ends_the_process(kind: str, tmp_path: Path) -> None:
    """Their reader ends the process where it asks for more memory than there is."""
    old = (Path(__file__).parent / "awkward" / "old_workbook.xls").read_bytes()
    data = far_cell() if kind == "a cell far away" else old[:2690] + b"\0" + old[2691:]
    (path,) = put(tmp_path, {"book": data})
    end_well(Path(path))
