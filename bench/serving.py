"""An app in a process of its own, for the time that it is measured."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Server:
    """A serving process."""

    process: int
    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def work(self) -> float:
        """Seconds of processor that the process has taken, all its threads together (Linux)."""
        return time.clock_gettime((~self.process << 3) | 2)


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(script: Path) -> Iterator[Server]:
    """Serves an app as the project serves its own, until the context ends."""
    port = free_port()
    options = ["--server.headless=true", f"--server.port={port}", "--server.address=127.0.0.1"]
    command = [sys.executable, "-m", "streamlit", "run", str(script), *options]
    with _running([*command, "--server.fileWatcherType=none"], port) as server:
        yield server


@contextmanager
def production(processes: int) -> Iterator[Server]:
    """Serves the dashboard as ``make serve`` does, behind nginx, until the context ends."""
    port = free_port()
    options = ["--address", "127.0.0.1", "--port", str(port), "--processes", str(processes)]
    with _running([sys.executable, "-m", "deploy", "serve", *options], port) as server:
        yield server


@contextmanager
def _running(command: list[str], port: int) -> Iterator[Server]:
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            server = Server(process.pid, port)
            _wait_for(server, " ".join(command[2:5]))
            yield server
        finally:
            process.terminate()


def _wait_for(server: Server, what: str) -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(f"{server.address}/_stcore/health", timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"{what} did not start")
