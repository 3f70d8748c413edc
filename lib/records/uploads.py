"""A visitor's files: on disk only while they are read, counted without holding others up."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Generic, TypeVar

from lib.records.changes import Comparison, compare
from lib.records.errors import RecordsError
from lib.records.form import Form
from lib.records.monthly import RollUp
from lib.records.reading import recognize
from lib.records.rollup import roll_up

Result = TypeVar("Result")

Upload = tuple[str, BinaryIO]
"""The name a visitor's file has, and its content."""

MEMORY = "256MB"
"""For each roll-up; what does not fit spills into the folder of the call."""


@contextmanager
def _on_disk(uploads: Sequence[Upload]) -> Iterator[tuple[list[Path], Path]]:
    """The files in a folder of their own, which is gone at the end, however it ends."""
    with tempfile.TemporaryDirectory(prefix="visit-") as name:
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


def look_at(uploads: Sequence[Upload], choices: Choices = Choices()) -> Form:
    """How the files are written and which columns can date a record. Raises RecordsError."""
    with _on_disk(uploads) as (paths, folder):
        return _recognized(uploads, paths, folder, choices)


def _recognized(
    uploads: Sequence[Upload], paths: Sequence[Path], folder: Path, choices: Choices
) -> Form:
    return recognize(
        paths,
        names=[name for name, _ in uploads],
        sheets=choices.sheets,
        header_row=choices.header_row,
        temp_directory=folder,
    )


@dataclass
class Job(Generic[Result]):
    """A roll-up or a comparison under way. ``progress`` runs from 0 to 1."""

    progress: float = 0.0
    future: Future[Result] = field(default_factory=Future)


class Rollups:
    """All visitors' roll-ups: two at a time, each on one thread, so that pages are still served."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="roll-up")

    def start(self, uploads: Sequence[Upload], choices: Choices) -> Job[RollUp]:
        """Begins a roll-up, or queues it; its future gives the result or raises RecordsError."""
        job: Job[RollUp] = Job()

        def run() -> RollUp:
            def note(part: float) -> None:
                job.progress = part

            with _on_disk(uploads) as (paths, folder):
                return roll_up(
                    _recognized(uploads, paths, folder, choices),
                    date_column=choices.date_column,
                    by=choices.by,
                    order=choices.order,
                    timezone=choices.timezone,
                    same_person=choices.same_person,
                    leave_out_same_person=choices.leave_out_same_person,
                    progress=note,
                    temp_directory=folder,
                    memory_limit=MEMORY,
                    threads=1,
                )

        job.future = self._pool.submit(run)
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
                return compare(
                    _recognized(old, olds, folder, choices),
                    _recognized(new, news, folder, choices),
                    date_column=choices.date_column,
                    identifier=identifier,
                    order=choices.order,
                    timezone=choices.timezone,
                    temp_directory=folder,
                    memory_limit=MEMORY,
                    threads=1,
                )

        job.future = self._pool.submit(run)
        return job


__all__ = ["Choices", "Comparison", "Job", "RecordsError", "Rollups", "Upload", "look_at"]
