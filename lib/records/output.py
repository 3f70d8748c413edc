"""The table and the report on disk."""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from lib.records.errors import RecordsError
from lib.records.monthly import RollUp


def report_path(out: Path) -> Path:
    """Where the report goes: beside the table."""
    return out.with_suffix(".report.json")


def write(rollup: RollUp, out: Path | str) -> None:
    """The months as CSV, and the report beside them as ``<stem>.report.json``.

    Each is complete, or not there at all. Raises RecordsError where they cannot be written.
    """
    out = Path(out)
    report = json.dumps(rollup.report.as_dict(), ensure_ascii=False, indent=2) + "\n"
    written: list[tuple[Path, Path]] = []
    try:
        for target, text in ((report_path(out), report), (out, rollup.csv)):
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
