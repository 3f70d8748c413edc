"""The locked versions can be installed on any day, also after a package has had a newer release."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]


LOCKS = sorted(ROOT.glob("requirements*.lock"))


def pinned(file: Path) -> list[Requirement]:
    """The lines of a lock; a package may have one for each kind of machine."""
    lines = re.findall(r"^[A-Za-z0-9].*?(?= \\$)", file.read_text("utf-8"), re.M)
    return [Requirement(line) for line in lines]


def locked(file: Path) -> dict[str, set[str]]:
    """The packages of a lock, each with the extras that it is locked with."""
    return {canonicalize_name(one.name): one.extras for one in pinned(file)}


def wanted(name: str, extras: set[str]) -> list[Requirement]:
    """What a package here wants, with its extras; nothing of one that is not installed."""
    try:
        said = [Requirement(text) for text in requires(name) or ()]
    except PackageNotFoundError:
        return []
    return [
        one
        for one in said
        if not one.marker or any(one.marker.evaluate({"extra": extra}) for extra in {"", *extras})
    ]


@pytest.mark.parametrize("file", LOCKS, ids=lambda file: file.stem)
def test_a_package_is_locked_with_the_extras_that_others_want(file: Path) -> None:
    """With hashes, pip takes a package and the same with an extra for two, and looks for the newest
    of the second, where the lock has the first alone."""
    lock = locked(file)
    assert len(lock) > 20
    for name, extras in lock.items():
        for each in wanted(name, extras):
            if each.extras and canonicalize_name(each.name) in lock:
                assert each.extras <= lock[canonicalize_name(each.name)], f"{name} wants {each}"


def test_a_package_has_the_same_versions_wherever_it_is_locked() -> None:
    """Whoever serves, and then tests, does so on the same."""
    versions: dict[str, dict[str, set[str]]] = {}
    for file in LOCKS:
        for one in pinned(file):
            of_file = versions.setdefault(canonicalize_name(one.name), {})
            of_file.setdefault(file.stem, set()).add(str(one.specifier))
    apart = {
        name: found
        for name, found in versions.items()
        if any(one != next(iter(found.values())) for one in found.values())
    }
    assert len(versions) > 80 and apart == {}
