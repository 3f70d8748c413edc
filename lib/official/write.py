"""Tables on disk: a CSV each, ``editions.csv`` with where they come from, ``notes.csv`` with their
footnotes."""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import astuple, fields
from pathlib import Path

from lib.official.errors import OfficialError
from lib.official.series import Place, Series, TableNote

EDITIONS = "editions.csv"
NOTES = "notes.csv"


def write(series: Series, folder: Path, *, notes: bool = True) -> list[Path]:
    """Writes the tables into a folder, which is made where its parent exists.

    What ``editions.csv`` and ``notes.csv`` say there about other tables stays. A file is complete,
    or as it was before. Returns what was written. Raises OfficialError where it cannot be."""
    texts = {table.file: _csv(table.header, table.rows) for table in series.tables}
    written = {table.name for table in series.tables}
    places = [astuple(place) for table in series.tables for place in table.places]
    names = tuple(field.name for field in fields(Place))
    try:
        folder.mkdir(exist_ok=True)
        texts[EDITIONS] = _csv(names, [*_others(folder / EDITIONS, names, written), *places])
        if notes:
            rows = [astuple(note) for table in series.tables for note in table.notes]
            names = tuple(field.name for field in fields(TableNote))
            texts[NOTES] = _csv(names, [*_others(folder / NOTES, names, written), *rows])
        return _put({folder / name: text for name, text in texts.items()})
    except OSError as error:
        problem = f"the tables cannot be written here ({error.strerror})"
        raise OfficialError(problem, workbook=str(folder)) from None


def _csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def _others(path: Path, header: Sequence[str], written: set[str]) -> list[list[str]]:
    """The rows of a file of ours that are about tables not written now."""
    if not path.exists():
        return []
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
    except (UnicodeDecodeError, csv.Error):
        rows = []
    if not rows or rows[0] != list(header):
        problem = f"this file would be overwritten, and its columns are not {', '.join(header)}"
        raise OfficialError(problem, workbook=str(path), hint="Move it, or give another folder")
    return [row for row in rows[1:] if row and row[0] not in written]


def _put(texts: dict[Path, str]) -> list[Path]:
    """All files under other names first, and only then in their places."""
    made: list[tuple[Path, Path]] = []
    try:
        for target, text in texts.items():
            handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
            made.append((Path(name), target))
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(text)
            # mkstemp makes a file only its owner may read.
            Path(name).chmod(0o666 & ~_umask())
        for temporary, target in made:
            temporary.replace(target)
    finally:
        for temporary, _ in made:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
    return list(texts)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
