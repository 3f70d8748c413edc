"""A process that serves the dashboard, on a port of this machine alone."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import socket
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path

_OPTIONS = {
    "server.address": "127.0.0.1",
    "server.headless": "true",
    "server.fileWatcherType": "none",
    "server.runOnSave": "false",
    "logger.hideWelcomeMessage": "true",
}

_SESSIONS = "/_stcore/metrics?families=active_sessions"

STARTED_WITHIN = 120.0
"""Seconds that a process may take until it answers."""

_ANSWERED_WITHIN = 5.0
"""Seconds for an answer that is asked for again where it does not come."""

_EACH = 1.0
_ENDS_WITHIN = 10.0


async def started(
    *command: str | Path, folder: Path, environment: Mapping[str, str] | None = None
) -> asyncio.subprocess.Process:
    """Starts a program that ends where this one is killed, and is told by this one alone to end."""
    bound = ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []
    return await asyncio.create_subprocess_exec(
        *(*bound, *map(str, command)),
        cwd=folder,
        env={**os.environ, **(environment or {})},
        start_new_session=True,
    )


@dataclass
class Process:
    """A process by its number, which no other ever has, and the folder with its code."""

    number: int
    port: int
    code: Path
    running: asyncio.subprocess.Process
    began: float = field(default_factory=time.monotonic)

    @classmethod
    async def begun(cls, number: int, code: Path, environment: Mapping[str, str]) -> Process:
        """Starts a process on the code of a folder."""
        port = _free_port()
        options = [f"--{name}={value}" for name, value in _OPTIONS.items()]
        running = await started(
            *(sys.executable, "-m", "streamlit", "run", "dashboard.py"),
            *(*options, f"--server.port={port}"),
            folder=code,
            environment=environment,
        )
        return cls(number, port, code, running)

    async def answers_at_last(self) -> bool:
        """Waits until it answers; False where it has ended, or does not in time."""
        while self.alive and time.monotonic() - self.began < STARTED_WITHIN:
            if await self.answers():
                return True
            await asyncio.sleep(0.1)
        return False

    async def watched(self, patience: float) -> str:
        """Returns when it has ended, and says how; kills it where it does not answer for
        ``patience`` seconds."""
        heard, how = time.monotonic(), "has ended"
        while self.alive:
            # A process with much to do answers late, and its tables later than its loop.
            if await self.answers(patience, "/_stcore/health"):
                heard = time.monotonic()
            elif time.monotonic() - heard >= patience:
                self.running.kill()
                how = "does not answer"
            await self._ended(_EACH)
        return how

    def __str__(self) -> str:
        return f"process {self.number} (pid {self.running.pid}, port {self.port})"

    @property
    def alive(self) -> bool:
        return self.running.returncode is None

    async def answers(self, within: float = _ANSWERED_WITHIN, path: str = "/healthz") -> bool:
        """Whether it answers: its tables or, at another path, what is asked there."""
        return await asyncio.to_thread(asked, self.port, path, within=within) is not None

    async def sessions(self) -> int | None:
        """How many browsers are connected; None where it does not say."""
        said = await asyncio.to_thread(asked, self.port, _SESSIONS)
        found = re.search(rb"^active_sessions (\d+)$", said or b"", re.MULTILINE)
        return int(found[1]) if found else None

    async def end(self) -> None:
        """Ends it, by force where it does not by itself."""
        if self.alive:
            self.running.terminate()
            await self._ended(_ENDS_WITHIN)
        if self.alive:
            self.running.kill()
            await self.running.wait()

    async def _ended(self, within: float) -> None:
        waiting = asyncio.create_task(self.running.wait())
        await asyncio.wait([waiting], timeout=within)
        waiting.cancel()


def asked(
    port: int, path: str, *, address: str = "127.0.0.1", within: float = _ANSWERED_WITHIN
) -> bytes | None:
    """What a port of this machine answers; None where it does not within so many seconds, or not
    with 200."""
    line = HTTPConnection(address, port, timeout=within)
    try:
        line.request("GET", path)
        answer = line.getresponse()
        return answer.read() if answer.status == HTTPStatus.OK else None
    except (OSError, HTTPException):
        return None
    finally:
        line.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
