"""The command, run in this process: what it said, what it wrote, and what it must never do."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

from lib.records.__main__ import main

QUIET = (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning)
"""Warnings that Python shows nobody unless asked."""


@dataclass(frozen=True)
class Outcome:
    """What a run of the command came to."""

    code: int
    said: str
    error: str
    counts: dict[str, dict[str, int | None]] = field(default_factory=dict)
    """For each column of counts, the months; None where the cell is blank."""
    whole: dict[str, bool] = field(default_factory=dict)
    report: dict[str, Any] = field(default_factory=dict)

    @property
    def months(self) -> dict[str, int | None]:
        """The months of the first column of counts: of all records."""
        return next(iter(self.counts.values()), {})

    @property
    def counted(self) -> dict[str, int]:
        """The months in which something was counted."""
        return {month: count for month, count in self.months.items() if count}


def run(*arguments: str) -> Outcome:
    """Runs the command and holds it to what is true of every run.

    It ends with 0 or 2. With 2 there is one line on stderr, nothing else, and nothing written. With
    0 there is nothing on stderr, and the table and its report are there and agree with each other.
    Nobody else writes anything.
    """
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "months.csv"
        with _listening() as heard:
            code = main([*arguments, "--out", str(out)])
        names = sorted(path.name for path in Path(folder).iterdir())
        assert heard.foreign == [], heard.foreign
        if code == 2:
            assert heard.error.count("\n") == 1, heard.error
            assert heard.error.endswith("\n")
            assert "Traceback" not in heard.error
            assert (heard.said, names) == ("", [])
            return Outcome(code, heard.said, heard.error)
        assert (code, heard.error) == (0, "")
        assert names == ["months.csv", "months.report.json"]
        return read_outcome(out, heard.said)


def read_outcome(out: Path, said: str) -> Outcome:
    """What was written, checked for what every table and its report must agree in."""
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = [name for name in rows[0] if name not in ("month", "whole")]
    counts = {
        name: {row["month"]: int(row[name]) if row[name] else None for row in rows}
        for name in names
    }
    whole = {row["month"]: {"true": True, "false": False}[row["whole"]] for row in rows}
    report = json.loads(out.with_suffix(".report.json").read_text(encoding="utf-8"))
    outcome = Outcome(0, said, "", counts, whole, report)
    assert report["rows_read"] == report["rows_used"] + report["rows_set_aside"]
    assert report["rows_used"] == sum(outcome.counted.values())
    assert list(whole) == sorted(whole)
    for month, count in outcome.months.items():
        assert count is not None or not whole[month], f"{month} is blank and whole"
    for month in report.get("not_covered") or ():
        assert outcome.months[month] is None, f"{month} is not covered and not blank"
    return outcome


@dataclass
class _Heard:
    said: str = ""
    error: str = ""
    foreign: list[str] = field(default_factory=list)
    """What libraries wrote past Python's own streams, and the warnings that would be shown."""


@contextmanager
def _listening() -> Iterator[_Heard]:
    heard = _Heard()
    said, error = StringIO(), StringIO()
    with (
        tempfile.TemporaryFile() as below,
        warnings.catch_warnings(record=True) as warned,
        redirect_stdout(said),
        redirect_stderr(error),
    ):
        warnings.simplefilter("always")
        kept = [os.dup(number) for number in (1, 2)]
        try:
            for number in (1, 2):
                os.dup2(below.fileno(), number)
            yield heard
        finally:
            for number, old in zip((1, 2), kept, strict=True):
                os.dup2(old, number)
                os.close(old)
        below.seek(0)
        written = below.read().decode(errors="replace")
    heard.said, heard.error = said.getvalue(), error.getvalue()
    heard.foreign = [written] if written else []
    heard.foreign += [str(one.message) for one in warned if not issubclass(one.category, QUIET)]


def in_a_process(
    arguments: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None
) -> tuple[int, str, str]:
    """The command in a process of its own: exit code, stdout, stderr. It writes in ``folder``."""
    done = subprocess.run(
        [sys.executable, "-m", "lib.records", *arguments, "--out", str(folder / "months.csv")],
        cwd=Path(__file__).resolve().parents[2],
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr
