"""The version of the data, and what has changed since another: what a citation names, so that
whoever follows it learns whether the numbers are still those that were cited.

``python -m lib.versions`` adds the version of the data as they are to ``data/versions.csv``."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

from lib.kept import kept
from lib.tables import Tables, data_folder
from lib.text import _

RECORDED = "versions.csv"
"""Of the data folder, the file that is no part of the hash, because it holds it."""

_PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"

_DIGITS = 8


@dataclass(frozen=True)
class Change:
    """A change of the data. ``kind`` is data, revision or verdict; ``link`` is the address, below
    the server's own, of a view that shows it; ``key`` is the title as the table has it."""

    date: dt.date
    kind: str
    title: str
    text: str
    link: str
    key: str


@dataclass(frozen=True)
class Since:
    """What has changed since a version that was published on ``date``: its changes, the earliest
    first. ``same`` says whether the version is the one that is served."""

    date: dt.date
    same: bool
    changes: tuple[Change, ...]


def version_of(folder: Path) -> str:
    """The version of a data folder: the program's number, and the beginning of a hash of the
    folder's files, their names and content in the order of their names."""
    digest = hashlib.sha256()
    files = {
        file.relative_to(folder).as_posix(): file
        for file in folder.rglob("*")
        if file.is_file() and not file.name.startswith(".")
    }
    for name in sorted(files.keys() - {RECORDED}):
        content = files[name].read_bytes()
        digest.update(f"{name}\n{len(content)}\n".encode())
        digest.update(content)
    return f"{number()}-{digest.hexdigest()[:_DIGITS]}"


@kept(8)
def version(tables: Tables) -> str:
    """The version of the data that are served."""
    return version_of(tables.package.folder)


def changes(tables: Tables) -> tuple[Change, ...]:
    """Every change, the earliest first."""
    if "changes" not in tables.package.resources:
        return ()
    rows = tables.rows("SELECT date, kind, title, text, link FROM changes")
    return tuple(
        Change(
            _day(row["date"]),
            row["kind"],
            _(row["title"]),
            _(row["text"]),
            row["link"],
            key=row["title"],
        )
        for row in rows
    )


def since(tables: Tables, asked: str) -> Since | None:
    """What has changed since a version; None for one that is not known here."""
    recorded = "versions" in tables.package.resources
    rows = tables.rows("SELECT version, date, changes FROM versions") if recorded else ()
    for row in rows:
        if row["version"] == asked:
            same = asked == version(tables)
            later = () if same else changes(tables)[row["changes"] :]
            return Since(_day(row["date"]), same, later)
    return None


def record(folder: Path, day: dt.date) -> str:
    """Adds the version of a folder to its file of versions, where it is not there; returns it."""
    path, now = folder / RECORDED, version_of(folder)
    with path.open(encoding="utf-8", newline="") as file:
        if now in {row["version"] for row in csv.DictReader(file)}:
            return now
    with (folder / "changes.csv").open(encoding="utf-8", newline="") as file:
        known = sum(1 for _row in csv.DictReader(file))
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerow([now, day, known])
    return now


def number() -> str:
    """The number of the program's own version."""
    return str(tomllib.loads(_PROJECT.read_text("utf-8"))["project"]["version"])


def _day(cell: dt.datetime | dt.date) -> dt.date:
    return cell.date() if isinstance(cell, dt.datetime) else cell


if __name__ == "__main__":
    sys.stdout.write(f"{record(data_folder(), dt.datetime.now(dt.UTC).date())}\n")
