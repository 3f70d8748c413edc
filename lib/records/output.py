"""The table and the report on disk."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from lib.records.errors import RecordsError


class Account(Protocol):
    """What stands beside a table."""

    def as_dict(self) -> dict[str, Any]: ...


class Table(Protocol):
    """A table as CSV, and the account of it."""

    @property
    def csv(self) -> str: ...

    @property
    def report(self) -> Account: ...


def report_path(out: Path) -> Path:
    """Where the report goes: beside the table."""
    return out.with_suffix(".report.json")


def check_paths(files: Sequence[Path], out: Path, temp: Path | None) -> None:
    """Raises RecordsError where a table cannot go to ``out``, or would overwrite a file."""
    if out.suffix != ".csv" or not out.resolve().parent.is_dir():
        raise RecordsError("--out must be a .csv file in an existing folder", file=str(out))
    for target in (out, report_path(out)):
        if target.resolve() in {file.resolve() for file in files}:
            raise RecordsError(
                "this is one of the input files; it would be overwritten", file=str(target)
            )
    if temp and not temp.is_dir():
        raise RecordsError("--temp must be an existing folder", file=str(temp))


def write(table: Table, out: Path | str) -> None:
    """The table as CSV, and the report beside them as ``<stem>.report.json``.

    Each is complete, or not there at all. Raises RecordsError where they cannot be written.
    """
    out = Path(out)
    report = json.dumps(table.report.as_dict(), ensure_ascii=False, indent=2) + "\n"
    written: list[tuple[Path, Path]] = []
    try:
        for target, text in ((report_path(out), report), (out, table.csv)):
            handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
            written.append((Path(name), target))
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(text)
            # mkstemp makes a file only its owner may read; the table is for everyone the folder is
            # for.
            Path(name).chmod(0o666 & ~_umask())
        for temporary, target in written:
            temporary.replace(target)
    except OSError as error:
        raise RecordsError(
            f"the table cannot be written ({error.strerror})", file=str(out)
        ) from None
    finally:
        for temporary, _ in written:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
