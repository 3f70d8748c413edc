"""A visitor's files: on disk only while they are read, counted without holding others up."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Generic, TypeVar

import duckdb

from lib.records.apart import Note, apart
from lib.records.changes import Comparison, compare
from lib.records.errors import RecordsError
from lib.records.form import Form
from lib.records.monthly import RollUp
from lib.records.reading import recognize
from lib.records.rollup import roll_up
from lib.text import later

Result = TypeVar("Result")

Upload = tuple[str, BinaryIO]
"""The name a visitor's file has, and its content."""

MEMORY = "256MB"
"""For each roll-up; what does not fit spills into the folder of the call."""

AT_ONCE = 2
"""Roll-ups at once, so that pages are still served."""

MOST_WAITING = 10
"""Roll-ups that wait for these; whoever comes then is told to come again."""


@contextmanager
def _room() -> Iterator[None]:
    """Raises RecordsError where the disk is full or cannot be written."""
    try:
        yield
    except (OSError, duckdb.IOException, duckdb.OutOfMemoryException):
        raise RecordsError(
            later("This server has no room to read the file at the moment"),
            hint=later("Try again later, or with a smaller file"),
        ) from None


@contextmanager
def _on_disk(uploads: Sequence[Upload]) -> Iterator[tuple[list[Path], Path]]:
    """The files in a folder of their own, which is gone at the end, however it ends."""
    with _room(), tempfile.TemporaryDirectory(prefix="visit-") as name:
        folder = Path(name)
        paths = []
        for place, (shown, content) in enumerate(uploads):
            # The visitor's own name never becomes one on this disk; its ending only helps whoever
            # reads a message.
            path = folder / f"{place}{''.join(Path(shown).suffixes[-2:])}"
            content.seek(0)
            with path.open("wb") as file:
                while part := content.read(1 << 20):
                    file.write(part)
            paths.append(path)
        yield paths, folder


@dataclass(frozen=True)
class Choices:
    """What a visitor has said about the files, as in lib.records.recognize and roll_up."""

    sheets: tuple[str, ...] = ()
    header_row: int | None = None
    date_column: str | None = None
    """None for the one that is found."""
    by: str | None = None
    order: str | None = None
    timezone: str | None = None
    same_person: tuple[str, ...] = ()
    leave_out_same_person: bool = False


@dataclass(frozen=True)
class _Files:
    """A visitor's files on disk: the names that the visitor knows, where they are, and a folder for
    what is written on the way."""

    names: Sequence[str]
    paths: Sequence[Path]
    folder: Path

    def recognized(self, choices: Choices) -> Form:
        return recognize(
            self.paths,
            names=self.names,
            sheets=choices.sheets,
            header_row=choices.header_row,
            temp_directory=self.folder,
        )


def look_at(uploads: Sequence[Upload], choices: Choices = Choices()) -> Form:
    """How the files are written and which columns can date a record. Raises RecordsError."""
    with _on_disk(uploads) as (paths, folder):
        return _Files([name for name, _ in uploads], paths, folder).recognized(choices)


@dataclass
class Job(Generic[Result]):
    """A roll-up or a comparison under way. ``progress`` runs from 0 to 1."""

    progress: float = 0.0
    future: Future[Result] = field(default_factory=Future)

    def note(self, part: float) -> None:
        """Notes how far it is."""
        self.progress = part


class Rollups:
    """All visitors' roll-ups: two at a time and ten that wait, each in a process of its own with
    one thread, so that pages are still served."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="roll-up")
        self._under_way, self._counting = 0, threading.Lock()

    @property
    def under_way(self) -> int:
        """How many run or wait."""
        return self._under_way

    def start(self, uploads: Sequence[Upload], choices: Choices) -> Job[RollUp]:
        """Begins a roll-up, or queues it; its future gives the result or raises RecordsError."""
        job: Job[RollUp] = Job()

        def run() -> RollUp:
            with _on_disk(uploads) as (paths, folder):
                files = _Files([name for name, _ in uploads], paths, folder)
                return apart(_rolled_up, files, choices, note=job.note)

        job.future = self._begun(run)
        return job

    def start_comparison(
        self,
        old: Sequence[Upload],
        new: Sequence[Upload],
        choices: Choices,
        *,
        identifier: Sequence[str],
    ) -> Job[Comparison]:
        """Begins a comparison of two releases, or queues it, as ``start`` does.

        Both are read as the visitor chose for the new one.
        """
        job: Job[Comparison] = Job()

        def run() -> Comparison:
            with _on_disk(old) as (olds, folder), _on_disk(new) as (news, _):
                sides = [
                    _Files([name for name, _ in uploads], paths, folder)
                    for uploads, paths in ((old, olds), (new, news))
                ]
                return apart(_compared, *sides, choices, list(identifier), note=job.note)

        job.future = self._begun(run)
        return job

    def _begun(self, run: Callable[[], Result]) -> Future[Result]:
        with self._counting:
            taken = self._under_way < AT_ONCE + MOST_WAITING
            self._under_way += taken
        if not taken:
            future: Future[Result] = Future()
            future.set_exception(
                RecordsError(
                    later("The server is busy counting other visitors’ files"),
                    hint=later("Try again in a minute"),
                )
            )
            return future
        begun = self._pool.submit(run)
        begun.add_done_callback(self._ended)
        return begun

    def _ended(self, _: Future[Result]) -> None:
        with self._counting:
            self._under_way -= 1


def _rolled_up(files: _Files, choices: Choices, note: Note) -> RollUp:
    with _room():
        return roll_up(
            files.recognized(choices),
            date_column=choices.date_column,
            by=choices.by,
            order=choices.order,
            timezone=choices.timezone,
            same_person=choices.same_person,
            leave_out_same_person=choices.leave_out_same_person,
            progress=note,
            temp_directory=files.folder,
            memory_limit=MEMORY,
            threads=1,
        )


def _compared(
    old: _Files, new: _Files, choices: Choices, identifier: Sequence[str], _note: Note
) -> Comparison:
    with _room():
        return compare(
            old.recognized(choices),
            new.recognized(choices),
            date_column=choices.date_column,
            identifier=identifier,
            order=choices.order,
            timezone=choices.timezone,
            temp_directory=old.folder,
            memory_limit=MEMORY,
            threads=1,
        )


__all__ = ["Choices", "Comparison", "Job", "RecordsError", "Rollups", "Upload", "look_at"]
