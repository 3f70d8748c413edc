"""Finds the Chromium that the browser tests drive, and the fonts it is shown; run as a script,
installs them from the system's packages."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    """Path of the browser: the one CHROMIUM names, else the first on the PATH."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


FONTS = {"DejaVu": "DejaVuSans.ttf", "Liberation": "LiberationSans-Regular.ttf"}
"""Fonts of very different widths that a visitor's machine may have, each with a file of it."""

FONT_FOLDERS = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts")]


def fonts(name: str) -> Path | None:
    """The folder in which this machine has a font, or None."""
    files = (file for folder in FONT_FOLDERS for file in folder.rglob(FONTS[name]))
    return next((file.parent for file in files), None)


def with_fonts(name: str, folder: Path) -> dict[str, str]:
    """The environment in which a browser finds this font on the machine and no other.

    ``folder`` gets its settings. Raises FileNotFoundError where the machine does not have the font.
    """
    found = fonts(name)
    if found is None:
        raise FileNotFoundError(f"no {FONTS[name]} below {' or '.join(map(str, FONT_FOLDERS))}")
    settings = folder / f"{name}.conf"
    settings.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
        f"<fontconfig><dir>{found}</dir><cachedir>{folder / 'cache'}</cachedir>"
        '<match target="pattern"><edit name="family" mode="append_last">'
        f"<string>{name} Sans</string></edit></match>"
        "</fontconfig>",
        "utf-8",
    )
    return {**os.environ, "FONTCONFIG_FILE": str(settings)}


def driver_runs() -> bool:
    """Whether the program with which Playwright drives a browser starts here."""
    return not subprocess.run(
        [sys.executable, "-m", "playwright", "--version"], capture_output=True, check=False
    ).returncode


def missing() -> list[str]:
    """The Debian packages of what is not here."""
    packages = {"DejaVu": "fonts-dejavu-core", "Liberation": "fonts-liberation"}
    return [
        *([] if find() else ["chromium"]),
        # A plain Debian lacks it, and Playwright brings no copy.
        *([] if driver_runs() else ["libatomic1"]),
        *(package for name, package in packages.items() if fonts(name) is None),
    ]


def install() -> None:
    if shutil.which("apt-get") and os.geteuid() == 0:
        for command in (
            ["apt-get", "update"],
            ["apt-get", "install", "--yes", "--no-install-recommends", *missing()],
        ):
            subprocess.run(
                command,
                check=False,
                stdout=subprocess.DEVNULL,
                env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            )


if __name__ == "__main__":
    if missing():
        install()
    if missing():
        sys.exit(
            "The browser tests need Chromium, or CHROMIUM set to its path, two fonts, and a "
            "Playwright that starts (`.venv/bin/playwright --version` says why it does not). "
            f"On Debian: apt-get install {' '.join(missing())}"
        )
