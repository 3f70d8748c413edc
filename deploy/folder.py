"""The folder of a running server: who has it, copies of the code, what the last restart came to."""

from __future__ import annotations

import fcntl
import os
import shutil
from pathlib import Path
from typing import TextIO

PROJECT = Path(__file__).resolve().parent.parent

CODE = ("dashboard.py", "pyproject.toml", "lib", "pages", "data", ".streamlit")
"""What a process reads while it runs."""

_HOLDER = "serve.pid"
_RESTARTS = "restarts"


class Taken(Exception):
    """A folder that this server cannot have, in words."""


class Folder:
    """The folder, which one server has at a time."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def take(self) -> TextIO:
        """Makes it this process's own and empty, as long as the file that this gives is open.

        Raises Taken."""
        # nginx's workers go through it to what is theirs.
        self.path.mkdir(mode=0o711, exist_ok=True)
        if self.path.is_symlink() or self.path.stat().st_uid != os.getuid():
            raise Taken(f"{self.path} is another user's; set TMPDIR to a folder of your own")
        holder = (self.path / _HOLDER).open("a+")
        if not _locked(holder):
            raise Taken(f"a server of this user is on this port already ({self.path})")
        # At once: until then the file names whoever had it before.
        holder.truncate(0)
        holder.write(str(os.getpid()))
        holder.flush()
        for entry in self.path.iterdir():
            if entry.name != _HOLDER:
                shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
        return holder

    def holder(self) -> int | None:
        """The process that has the folder, or None."""
        try:
            with (self.path / _HOLDER).open() as file:
                return None if _locked(file) else int(file.read())
        except (FileNotFoundError, ValueError):
            return None

    def copy_code(self, generation: int) -> Path:
        """A copy of the code as it is now: who runs on it never sees half of a later one."""
        copy = self.path / f"code-{generation}"
        # One that could not be made whole.
        shutil.rmtree(copy, ignore_errors=True)
        copy.mkdir(mode=0o700)
        for name in CODE:
            source = PROJECT / name
            if source.is_dir():
                shutil.copytree(source, copy / name)
            else:
                shutil.copy2(source, copy / name)
        return copy

    def write(self, name: str, text: str) -> None:
        """Writes a file that others read: they see it as it was or as it is."""
        new = self.path / f"{name}.new"
        new.write_text(text, "utf-8")
        new.replace(self.path / name)

    @property
    def restarts(self) -> tuple[int, bool]:
        """How many restarts there were, and whether the last one came to new processes."""
        try:
            number, ended_well = (self.path / _RESTARTS).read_text("utf-8").split()
        except FileNotFoundError:
            return 0, True
        return int(number), ended_well == "well"

    def note_restart(self, well: bool) -> None:
        """Notes how a restart ended."""
        number, _before = self.restarts
        self.write(_RESTARTS, f"{number + 1} {'well' if well else 'ill'}")

    def remove(self) -> None:
        """Takes it away with all that is in it."""
        shutil.rmtree(self.path)


def _locked(file: TextIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
