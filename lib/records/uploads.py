"""A visitor's files: on disk only while they are read, counted without holding others up."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from lib.records.errors import RecordsError
from lib.records.form import Form
from lib.records.monthly import RollUp
from lib.records.reading import recognize
from lib.records.rollup import roll_up

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


def look_at(uploads: Sequence[Upload]) -> Form:
    """How the files are written and which columns can date a record. Raises RecordsError."""
    with _on_disk(uploads) as (paths, _):
        return recognize(paths, names=[name for name, _ in uploads])


@dataclass
class Job:
    """A roll-up under way. ``progress`` runs from 0 to 1."""

    progress: float = 0.0
    future: Future[RollUp] = field(default_factory=Future)


class Rollups:
    """All visitors' roll-ups: two at a time, each on one thread, so that pages are still served."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="roll-up")

    def start(self, uploads: Sequence[Upload], *, date_column: str | None, by: str | None) -> Job:
        """Begins a roll-up, or queues it; its future gives the result or raises RecordsError."""
        job = Job()

        def run() -> RollUp:
            def note(part: float) -> None:
                job.progress = part

            names = [name for name, _ in uploads]
            with _on_disk(uploads) as (paths, folder):
                form = recognize(paths, names=names)
                return roll_up(
                    form,
                    date_column=date_column,
                    by=by,
                    progress=note,
                    temp_directory=folder,
                    memory_limit=MEMORY,
                    threads=1,
                )

        job.future = self._pool.submit(run)
        return job


__all__ = ["Job", "RecordsError", "Rollups", "Upload", "look_at"]
