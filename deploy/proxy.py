"""nginx on this machine: where it is, and how it gets here; run as a script, installs it from the
system's packages."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

PACKAGE = "nginx-light"
NEEDED = f"nginx is needed, or NGINX set to its path. On Debian: apt-get install {PACKAGE}"

_PLACES = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/sbin", "/usr/local/sbin"])
"""Only the administrator's path has the programs of the administrator."""


def find() -> str | None:
    """Path of the program: the one NGINX names, else the first that is found."""
    return os.environ.get("NGINX") or shutil.which("nginx", path=_PLACES)


def install() -> None:
    """Installs the package where that is allowed."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return
    for command in (
        ["apt-get", "update"],
        ["apt-get", "install", "--yes", "--no-install-recommends", PACKAGE],
    ):
        subprocess.run(
            command,
            check=False,
            stdout=subprocess.DEVNULL,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        )
    # The package starts a server of its own on port 80.
    if Path("/run/systemd/system").is_dir():
        subprocess.run(["systemctl", "disable", "--now", "--quiet", "nginx"], check=False)


if __name__ == "__main__":
    if not find():
        install()
    if not find():
        sys.exit(NEEDED)
