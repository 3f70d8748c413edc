"""A server as `make serve` starts it, on this machine."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from deploy.folder import CODE

ROOT = Path(__file__).resolve().parents[2]
PROCESSES = 2
PATIENCE = 60.0
HANGING = 8
"""Seconds after which a process that does not answer is replaced."""

_ANSWERS = re.compile(r"^serve: process (\d+) \(pid (\d+), port (\d+)\) answers$", re.MULTILINE)


@dataclass(frozen=True)
class One:
    """A process that answers or has answered."""

    number: int
    pid: int
    port: int


@dataclass(frozen=True)
class Served:
    """``port`` is nginx's, ``project`` the folder that is served, ``temporary`` that for temporary
    files."""

    port: int
    project: Path
    log: Path
    temporary: Path

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def processes(self) -> dict[int, One]:
        """All that have ever answered, by number."""
        found = _ANSWERS.findall(self.log.read_text("utf-8"))
        return {int(number): One(int(number), int(pid), int(port)) for number, pid, port in found}

    def signal(self, number: int, sent: signal.Signals) -> None:
        """Sends a signal to a process."""
        os.kill(self.processes[number].pid, sent)

    def wait_for(self, condition: Callable[[], bool]) -> None:
        """Returns when it holds; fails with the server's log where it does not."""
        until = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < until, self.log.read_text("utf-8")
            time.sleep(0.05)

    def command(self, what: str) -> subprocess.CompletedProcess[str]:
        """What `make` runs."""
        return subprocess.run(
            [sys.executable, "-m", "deploy", what, "--port", str(self.port)],
            cwd=self.project,
            env={**os.environ, "TMPDIR": str(self.temporary)},
            capture_output=True,
            text=True,
            timeout=2 * PATIENCE,
            check=False,
        )


@contextmanager
def serving() -> Iterator[Served]:
    """The server, until the context ends; then nothing of it is left."""
    with tempfile.TemporaryDirectory(prefix="serve-") as name:
        folder = Path(name)
        # nginx's workers, who are not root, get to it.
        folder.chmod(0o755)
        with _serving(folder) as served:
            yield served


@contextmanager
def _serving(folder: Path) -> Iterator[Served]:
    temporary = folder / "temporary"
    temporary.mkdir()
    log = folder / "log.txt"
    project = folder / "project"
    project.mkdir()
    for name in (*CODE, "deploy"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
        copy(ROOT / name, project / name)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = {"address": "127.0.0.1", "port": port, "processes": PROCESSES, "patience": HANGING}
    command = [f"--{name}={value}" for name, value in options.items()]
    with (
        log.open("w") as out,
        subprocess.Popen(
            [sys.executable, "-m", "deploy", "serve", *command],
            cwd=project,
            env={**os.environ, "TMPDIR": str(temporary)},
            stdout=out,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        served = Served(port, project, log, temporary)
        try:
            served.wait_for(
                lambda: "is served by" in log.read_text("utf-8") or process.poll() is not None
            )
            assert process.poll() is None, log.read_text("utf-8")
            yield served
        finally:
            process.terminate()
    said = log.read_text("utf-8")
    assert process.returncode == 0, said
    assert "Traceback" not in said, said
    # So nginx begins the address of whoever asked for what failed.
    assert "client:" not in said, said
    assert list(temporary.iterdir()) == []
