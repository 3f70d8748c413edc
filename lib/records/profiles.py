"""The known forms of records, read from ``data/profiles.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from lib.records.conditions import Condition, find_column, plain
from lib.records.dates import FORMS
from lib.records.errors import RecordsError

HERE = Path(__file__).resolve().parents[2] / "data" / "profiles.toml"


@dataclass(frozen=True)
class Flag:
    """A condition whose records are counted in a column of their own."""

    name: str
    condition: Condition
    inferred: bool = False
    why: str = ""
    """For an inferred flag: what the inference rests on."""


@dataclass(frozen=True)
class Profile:
    """A known form of records."""

    name: str
    title: str
    source: str
    tested: bool
    """Whether it was tried on real files, or only written from a published description."""
    header: tuple[str, ...]
    """The columns by which the form is recognized; a file may have more."""
    date: str
    """The column that dates a record."""
    forms: tuple[str, ...]
    """How its dates are written: names from dates.FORMS."""
    recorded: str | None
    """The column that says when a record was entered, by which whole months are told, or None."""
    count: str
    """Name of the column of counts."""
    flags: tuple[Flag, ...]
    note: str
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What a column of this profile is called in other releases of the same form."""
    person: str | None = None
    """The column that stands for the person, the same in each of their records, or None."""

    def find(self, columns: Sequence[str], name: str) -> str | None:
        """What a column of this profile is called among these, or None."""
        found = (find_column(columns, called) for called in self._called(name))
        return next(filter(None, found), None)

    def fits(self, columns: Sequence[str]) -> bool:
        names = {plain(column) for column in columns}
        return all(
            any(plain(called) in names for called in self._called(column)) for column in self.header
        )

    def _called(self, name: str) -> tuple[str, ...]:
        return name, *self.also.get(name, ())

    def flags_in(self, columns: Sequence[str]) -> tuple[Flag, ...]:
        """The flags that can be told among these columns, with the names they have here."""
        found = ((flag, self.find(columns, flag.condition.column)) for flag in self.flags)
        return tuple(
            replace(flag, condition=replace(flag.condition, column=column))
            for flag, column in found
            if column is not None
        )


@cache
def load_profiles(path: Path = HERE) -> dict[str, Profile]:
    """All profiles by name.

    Raises RecordsError, naming the profile, where one is not of the expected form.
    """
    try:
        with path.open("rb") as file:
            written = tomllib.load(file)
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise RecordsError(f"the profiles cannot be read ({error})", file=path.name) from None
    return {name: _profile(name, entry, path.name) for name, entry in written.items()}


def profile_named(name: str) -> Profile:
    """The profile of that name. Raises RecordsError where there is none."""
    profiles = load_profiles()
    if name not in profiles:
        raise RecordsError(
            f"there is no profile {name}", hint=f"The profiles are {', '.join(profiles)}"
        )
    return profiles[name]


def recognized(columns: Sequence[str]) -> Profile | None:
    """The profile that a header fits; of several, the one that asks for most."""
    fitting = [profile for profile in load_profiles().values() if profile.fits(columns)]
    return max(fitting, key=lambda profile: len(profile.header), default=None)


def _profile(name: str, entry: dict[str, Any], file: str) -> Profile:
    try:
        forms = tuple(entry["forms"])
        if unknown := [form for form in forms if form not in FORMS]:
            raise RecordsError(
                f"the profile {name} has an unknown date format: {unknown[0]}", file=file
            )
        return Profile(
            name=name,
            title=entry["title"],
            source=entry["source"],
            tested=entry["tested"],
            header=tuple(entry["header"]),
            date=entry["date"],
            forms=forms,
            recorded=entry.get("recorded"),
            count=entry["count"],
            flags=tuple(
                Flag(
                    flag["name"],
                    Condition.parse(flag["condition"]),
                    flag.get("inferred", False),
                    flag.get("why", ""),
                )
                for flag in entry.get("flags", [])
            ),
            note=entry.get("note", ""),
            also={column: tuple(others) for column, others in entry.get("also", {}).items()},
            person=entry.get("person"),
        )
    except KeyError as missing:
        raise RecordsError(f"the profile {name} lacks the entry {missing}", file=file) from None
