"""Work in a process of its own that gives way to all others, so that whoever started it goes on as
if nothing were being done; its memory is free when it ends."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from lib.records.errors import RecordsError
from lib.text import later

Result = TypeVar("Result")

Note = Callable[[float], None]
"""Is told how far the work is, from 0 to 1."""

ROOT = Path(__file__).resolve().parents[2]

GIVES_WAY = 5
"""Of the 19 steps that a process can step back."""

_PROGRESS, _RESULT, _REFUSED = "progress", "result", "refused"


def apart(work: Callable[..., Result], *given: object, note: Note) -> Result:
    """What ``work(*given, note)`` gives, a function of a module that can be imported.

    Raises RecordsError where the work does, or where its process is killed; RuntimeError where it
    ends otherwise, with what went wrong on the standard error."""
    command = [sys.executable, "-m", "lib.records.apart"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin and process.stdout
        with process.stdin as asked:
            pickle.dump((work, given), asked)
        while True:
            try:
                kind, said = pickle.load(process.stdout)
            except (EOFError, pickle.UnpicklingError):
                break
            if kind == _PROGRESS:
                note(said)
            elif kind == _REFUSED:
                raise said
            else:
                result: Result = said
                return result
    if process.returncode < 0:
        raise RecordsError(
            later("The count was stopped by the server, most likely because it ran out of memory"),
            hint=later("Try again later, or with fewer files"),
        )
    raise RuntimeError(f"the work ended with {process.returncode}")


def answer(asked: BinaryIO, told: BinaryIO) -> None:
    """Reads what is to be done, does it, and tells how far it is and what came of it."""
    work, given = pickle.load(asked)

    def tell(kind: str, said: Any) -> None:
        pickle.dump((kind, said), told)
        told.flush()

    try:
        result = work(*given, lambda part: tell(_PROGRESS, part))
    except RecordsError as error:
        tell(_REFUSED, error)
    else:
        tell(_RESULT, result)


if __name__ == "__main__":
    os.nice(GIVES_WAY)
    # What the work prints is no part of the answer.
    with os.fdopen(os.dup(1), "wb") as told:
        os.dup2(2, 1)
        answer(sys.stdin.buffer, told)
