"""What whoever runs the server chooses."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """``address`` and ``port`` are where nginx listens. ``patience`` are the seconds after which a
    process that does not answer is replaced, ``linger`` those that a replaced one may go on for its
    sessions. ``certificate`` and ``key`` are files in PEM, both or none; ``trusted`` the addresses
    of what stands before nginx and says from where a request came."""

    address: str = "0.0.0.0"
    port: int = 8501
    processes: int = os.cpu_count() or 1
    patience: float = 30.0
    linger: float = 3600.0
    certificate: Path | None = None
    key: Path | None = None
    trusted: tuple[str, ...] = ()

    @property
    def folder(self) -> Path:
        """Everything that a server on this port writes: its configuration, copies of the code, what
        is cached, files on their way."""
        return Path(tempfile.gettempdir()) / f"removals-{os.getuid()}-{self.port}"

    @property
    def reached(self) -> str:
        """The address at which this machine itself reaches nginx."""
        everywhere = {"0.0.0.0": "127.0.0.1", "[::]": "::1"}
        return everywhere.get(self.address, self.address.strip("[]"))
