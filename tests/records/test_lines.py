"""The lines of a text file, counted part by part: no boundary between parts changes the number."""

import gzip
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lib.records import gzipped
from lib.records.gzipped import count_lines


def last_line(text: str) -> int:
    """The number of the last line with anything on it, read from the whole text."""
    lines = [bool(line.strip("\r")) for line in text.split("\n")]
    return max((number for number, filled in enumerate(lines, 1) if filled), default=0)


@given(
    text=st.lists(st.sampled_from(["\n", "\r\n", "\n\n", "a", "2015-10-01,b", "\x8a"])).map(
        "".join
    ),
    cuts=st.integers(1, 3),
    packed=st.booleans(),
)
@example(text="a\n" * 600, cuts=1, packed=True)
@example(text="\n\n\na", cuts=1, packed=False)
def test_lines_are_counted_whatever_the_parts(
    text: str, cuts: int, packed: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("lines") / "file"
    data = text.encode("latin-1")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gzipped, "_PACKED", 7)
        patch.setattr(gzipped, "_PART", 5)
        if packed:
            # Gzip files one behind the other are one.
            size = len(data) // cuts + 1
            pieces = [data[place : place + size] for place in range(0, len(data) + 1, size)]
            data = b"".join(map(gzip.compress, pieces))
        path.write_bytes(data)
        assert count_lines(path, packed, "file", lambda: False) == last_line(text)


def test_a_stopped_count_ends(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"a\n" * 10)
    assert count_lines(path, False, "file", lambda: True) == 0
    assert count_lines(path, False, "file", lambda: False) == 10
