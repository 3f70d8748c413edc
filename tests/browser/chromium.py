"""Finds the Chromium that the browser tests drive; run as a script, installs it from the system's packages."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    """Path of the browser: the one CHROMIUM names, else the first on the PATH."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def driver_runs() -> bool:
    """Whether the program with which Playwright drives a browser starts here."""
    return not subprocess.run(
        [sys.executable, "-m", "playwright", "--version"], capture_output=True, check=False
    ).returncode


def install() -> None:
    if shutil.which("apt-get") and os.geteuid() == 0:
        # A plain Debian lacks libatomic, which Playwright brings no copy of.
        for command in (
            ["apt-get", "update"],
            ["apt-get", "install", "--yes", "--no-install-recommends", "chromium", "libatomic1"],
        ):
            subprocess.run(
                command,
                check=False,
                stdout=subprocess.DEVNULL,
                env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            )


if __name__ == "__main__":
    if not find() or not driver_runs():
        install()
    if not find():
        sys.exit(
            "The browser tests need Chromium: install it (Debian: apt-get install chromium) "
            "or set CHROMIUM to its path."
        )
    if not driver_runs():
        sys.exit(
            "Playwright, which drives the browser, does not start; `.venv/bin/playwright --version` "
            "says why (Debian: apt-get install libatomic1)."
        )
