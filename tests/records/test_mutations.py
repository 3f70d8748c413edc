"""Real files, damaged: bytes turned, the end cut off, parts put elsewhere. There is never more to
see than one line or a table, and what ``run`` holds every run to.
"""

from __future__ import annotations

import functools
import gzip
import tempfile
from pathlib import Path

from hypothesis import given, note, settings
from hypothesis import strategies as st

from tests.records.command import run

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
        outcome = run(str(path), *options, "--threads", "1", "--temp", temporary)
        assert list(Path(temporary).iterdir()) == [], "something temporary remains"
        assert [found.name for found in Path(folder).iterdir()] == [name]
        assert path.read_bytes() == data
    note(f"answer: {outcome.error}")
