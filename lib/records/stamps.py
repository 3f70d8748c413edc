"""Whether a file is still the one that was looked at: records are read more than once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lib.records.errors import RecordsError
from lib.text import later


@dataclass(frozen=True)
class Stamp:
    """A file as it was: what it is called, its bytes, and when it was last written."""

    path: Path
    name: str
    size: int
    written: int

    @classmethod
    def of(cls, path: Path, name: str) -> Stamp:
        """Raises OSError where there is no such file any more."""
        found = path.stat()
        return cls(path, name, found.st_size, found.st_mtime_ns)


@contextmanager
def unchanged(stamps: Sequence[Stamp]) -> Iterator[None]:
    """Raises RecordsError where one of the files is another before or after what is done with them,
    whatever else that may have raised."""
    _check(stamps)
    try:
        yield
    finally:
        _check(stamps)


def _check(stamps: Sequence[Stamp]) -> None:
    for stamp in stamps:
        try:
            same = Stamp.of(stamp.path, stamp.name) == stamp
        except OSError:
            same = False
        if not same:
            raise RecordsError(
                later("the file changed while it was read"),
                file=stamp.name,
                hint=later("Start again when nothing writes to it"),
            )
