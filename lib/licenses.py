"""``python -m lib.licenses``: the licenses of the packages that the dashboard runs on, from what
each says of itself."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

LOCK = Path(__file__).resolve().parents[1] / "requirements.lock"

_CLASSIFIER = "License :: OSI Approved :: "


def locked(lock: Path = LOCK) -> list[str]:
    """The names of the packages in a lock file."""
    return re.findall(r"^([A-Za-z0-9_.-]+)(?:\[.+\])?==", lock.read_text("utf-8"), re.MULTILINE)


def license_of(package: str) -> str | None:
    """What a package says of its license, in a line, blank where it says nothing; None where it is
    not installed, as some are on other machines alone."""
    try:
        said = distribution(package).metadata
    except PackageNotFoundError:
        return None
    if "License-Expression" in said:
        return said["License-Expression"]
    classes = [
        each.removeprefix(_CLASSIFIER)
        for each in said.get_all("Classifier") or []
        if each.startswith(_CLASSIFIER)
    ]
    words = said["License"].strip().splitlines() if "License" in said else []
    return "; ".join(classes) or (words[0] if words else "")


def main() -> None:
    for package in locked():
        found = license_of(package)
        if found is not None:
            print(f"{package:28} {found or 'unknown'}")


if __name__ == "__main__":
    main()
