"""The version of the data, and what has changed since another."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import tomllib
from pathlib import Path

import pytest

from lib.tables import Tables
from lib.versions import changes, record, since, version, version_of
from tests import folders

FIRST = "0.1.0-bbbf399d"
"""Of the data as the first release had them."""


def test_a_version_is_the_programs_number_and_a_hash_of_names_and_content(tmp_path: Path) -> None:
    (tmp_path / "claims").mkdir()
    (tmp_path / "b.csv").write_bytes(b"one\n")
    (tmp_path / "claims" / "a.sql").write_bytes(b"two")
    digest = hashlib.sha256(b"b.csv\n4\none\nclaims/a.sql\n3\ntwo").hexdigest()
    project = tomllib.loads((folders.DATA.parent / "pyproject.toml").read_text("utf-8"))
    assert version_of(tmp_path) == f"{project['project']['version']}-{digest[:8]}"


@pytest.mark.parametrize("change", ["content", "name", "one more"])
def test_whatever_changes_in_the_folder_changes_the_version(change: str, tmp_path: Path) -> None:
    folder = folders.copy(tmp_path)
    before = version_of(folder)
    table = folder / "eras.csv"
    if change == "content":
        table.write_bytes(table.read_bytes().replace(b"2017", b"2018", 1))
    elif change == "name":
        table.rename(folder / "ages.csv")
    else:
        (folder / "claims" / "more.sql").write_text("")
    assert version_of(folder) != before


def test_the_list_of_versions_and_what_an_editor_leaves_are_no_part_of_it(tmp_path: Path) -> None:
    folder = folders.copy(tmp_path)
    before = version_of(folder)
    record(folder, dt.date(2030, 1, 1))
    (folder / ".eras.csv.swp").write_text("kept by an editor")
    assert version_of(folder) == before


def test_the_data_as_they_are_have_their_version_recorded() -> None:
    """Whoever changes data/ says what changed in changes.csv, and runs python -m lib.versions."""
    last = folders.rows("versions")[-1]
    assert last["version"] == version_of(folders.DATA)
    assert int(last["changes"]) == len(folders.rows("changes"))


def test_a_version_is_recorded_once(tmp_path: Path) -> None:
    folder = folders.copy(tmp_path)
    before = (folder / "versions.csv").read_bytes()
    record(folder, dt.date(2030, 1, 1))
    assert (folder / "versions.csv").read_bytes() == before
    with (folder / "changes.csv").open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerow(["2030-01-02", "data", "More", "More months.", "/who"])
    now = record(folder, dt.date(2030, 1, 3))
    lines = (folder / "versions.csv").read_text("utf-8").splitlines()
    assert lines[-1] == f"{now},2030-01-03,{len(folders.rows('changes')) + 1}"


def test_what_changed_since_a_version_is_what_was_added_after_it(tables: Tables) -> None:
    found = since(tables, FIRST)
    assert found is not None and not found.same
    assert found.date == dt.date(2026, 11, 22)
    # The first release had the two rows of its own day.
    assert [change.title for change in found.changes] == [
        row["title"] for row in folders.rows("changes") if row["date"] != "2026-11-22"
    ]
    assert found.changes == changes(tables)[2:]


def test_of_the_version_that_is_served_nothing_changed(tables: Tables) -> None:
    found = since(tables, version(tables))
    assert found is not None and found.same and found.changes == ()


@pytest.mark.parametrize("asked", ["", "0.1.0", "0.1.0-00000000", "' OR 1=1 --"])
def test_of_an_unknown_version_nothing_is_said(asked: str, tables: Tables) -> None:
    assert since(tables, asked) is None
