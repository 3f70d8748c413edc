"""What the processes of a server take: memory and processor, by what Linux says of them."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Taken:
    """What processes take together: bytes of memory of their own and shared by parts (PSS), bytes
    in memory counted in each (RSS), seconds of processor since they began; how many they are."""

    own: int
    resident: int
    work: float
    processes: int


def below(roots: Iterable[int]) -> set[int]:
    """Processes, and all that they have started."""
    parents: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        if fields := _fields(path):
            parents[int(path.parent.name)] = int(fields[1])
    found = set(roots) & set(parents)
    while more := {one for one, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def taken(roots: Iterable[int]) -> Taken:
    """What processes and those below them take now."""
    own = resident = ticks = 0
    processes = below(roots)
    for process in processes:
        folder = Path(f"/proc/{process}")
        fields = _fields(folder / "stat")
        try:
            sizes = _sizes((folder / "smaps_rollup").read_text(encoding="ascii"))
        except OSError:
            continue
        own += sizes.get("Pss", 0)
        resident += sizes.get("Rss", 0)
        ticks += sum(map(int, fields[11:13]))
    return Taken(own, resident, ticks / TICK, len(processes))


def ports(roots: Iterable[int]) -> list[int]:
    """Where the processes of Streamlit among these and those below them answer, by their
    commands."""
    found = []
    for process in sorted(below(roots)):
        try:
            command = Path(f"/proc/{process}/cmdline").read_bytes()
        except OSError:
            continue
        found += [int(port) for port in re.findall(rb"--server\.port=(\d+)", command)]
    return found


def _fields(stat: Path) -> list[str]:
    """What stands behind the name; nothing of a process that has ended."""
    try:
        return stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return []


def _sizes(rollup: str) -> dict[str, int]:
    lines = [line.split() for line in rollup.splitlines() if line.endswith(" kB")]
    return {name.rstrip(":"): int(size) * 1024 for name, size, *_unit in lines}


class Meter:
    """The cores that a server's processes, and this one, took since the meter was made."""

    def __init__(self, roots: Iterable[int]) -> None:
        self.roots = tuple(roots)
        self._begun = time.perf_counter()
        self._work, self._own = taken(self.roots).work, time.process_time()

    def read(self) -> tuple[float, float]:
        """Cores taken by the server, and by this process."""
        seconds = time.perf_counter() - self._begun
        served = taken(self.roots).work - self._work
        return served / seconds, (time.process_time() - self._own) / seconds
