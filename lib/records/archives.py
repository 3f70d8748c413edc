"""ZIP archives: what is in them, and each file in them unpacked."""

from __future__ import annotations

import gzip
import shutil
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from lib.records.errors import RecordsError, first_line
from lib.records.gzipped import broken_gzip
from lib.text import later

LARGEST = 2_000_000_000
"""Bytes to which any archive may unpack, however well it is packed."""
RATIO = 100
"""How many times its own size a larger one may unpack to. Records pack to a tenth, seldom less."""

MOST_FILES = 500
"""Files in an archive: each is unpacked and looked at, which takes a hundredth of a second."""


def members(path: Path, name: str) -> list[zipfile.ZipInfo]:
    """The files in an archive. Raises RecordsError where it is damaged, empty or a bomb."""
    with _opened(path, name) as archive:
        found = [info for info in archive.infolist() if not info.is_dir()]
    if not found:
        raise RecordsError(later("the archive is empty"), file=name)
    size = sum(info.file_size for info in found)
    if size > _most(path):
        raise RecordsError(
            later(
                "the archive unpacks to {size:,.1f} GB, more than {ratio} times its size",
                size=size / 1e9,
                ratio=RATIO,
            ),
            file=name,
            hint=later("Unzip it, look at the files and give those with records"),
        )
    if len(found) > MOST_FILES:
        raise RecordsError(
            later(
                "the archive holds {files:,} files, more than {most:,}",
                files=len(found),
                most=MOST_FILES,
            ),
            file=name,
            hint=later("Unzip it, and give the files with records"),
        )
    names = Counter(info.filename for info in found)
    if repeated := next((one for one, times in names.items() if times > 1), None):
        raise RecordsError(
            later("the archive holds two files called {name}", name=repeated),
            file=name,
            hint=later("Unzip it first"),
        )
    return found


def unpack(path: Path, member: str, target: Path, name: str) -> None:
    """Writes a file of an archive to ``target``, unpacked once more where it is gzipped itself.

    ``name`` is what to call the file in messages. Raises RecordsError where it does not unpack.
    """
    try:
        with _opened(path, name) as archive, archive.open(member) as packed:
            gzipped = packed.read(2) == b"\x1f\x8b"
            packed.seek(0)
            with target.open("wb") as out:
                if gzipped:
                    _gunzip(packed, out, _most(path), name)
                else:
                    shutil.copyfileobj(packed, out, 1 << 20)
    except (RuntimeError, NotImplementedError) as error:
        # RuntimeError is how zipfile says that a password is needed.
        raise RecordsError(
            later("the file in the archive cannot be unpacked ({error})", error=first_line(error)),
            file=name,
            hint=later("Unzip it first"),
        ) from None
    except (zipfile.BadZipFile, zlib.error, EOFError):
        raise _damaged(name) from None
    except OSError as error:
        raise RecordsError(
            later("it cannot be unpacked ({error})", error=error.strerror), file=name
        ) from None


def _gunzip(packed: IO[bytes], out: IO[bytes], most: int, name: str) -> None:
    size = 0
    try:
        with gzip.open(packed) as inner:
            while part := inner.read(1 << 20):
                size += len(part)
                if size > most:
                    raise RecordsError(
                        later("the file unpacks to more than {most:,.1f} GB", most=most / 1e9),
                        file=name,
                        hint=later("Unzip it, look at it and give it alone"),
                    )
                out.write(part)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise broken_gzip(name) from None


def _most(path: Path) -> int:
    """The bytes to which an archive may unpack."""
    return max(LARGEST, RATIO * path.stat().st_size)


@contextmanager
def _opened(path: Path, name: str) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, UnicodeDecodeError):
        raise _damaged(name) from None


def _damaged(name: str) -> RecordsError:
    return RecordsError(
        later("the ZIP archive is damaged or incomplete"),
        file=name,
        hint=later("Download it again"),
    )
