"""A measure is one entry of a file: what a broken one is told, and where a new one appears."""

from pathlib import Path

import pytest

from lib.datapackage import DataError
from lib.measures import extent, series
from lib.tables import Tables
from tests import folders

ENTRY = """
[sc_again]
title = "Secure Communities removals, again"
label = "SC again"
part = "removals_by_source.sc_removals"
formula = "The same"
axis = "People removed in the month"
dated = "Month of departure"
color = "sc"
"""


def with_entry(tmp_path: Path, entry: str) -> Path:
    folder = folders.copy(tmp_path)
    with (folder / "measures.toml").open("a", encoding="utf-8") as file:
        file.write(entry)
    return folder


def test_an_entry_is_all_that_a_measure_needs(tmp_path: Path) -> None:
    tables = Tables(with_entry(tmp_path, ENTRY))
    again, first = tables.measures["sc_again"], tables.measures["sc_removals"]
    months = extent(tables, first)
    assert extent(tables, again) == months
    assert series(tables, again, months).drawn == series(tables, first, months).drawn


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('label = "SC again"', "", r"the entry \[sc_again\] lacks label"),
        ('color = "sc"', 'colour = "sc"', r"the entry \[sc_again\] lacks color"),
        ("color =", "tint = 1\ncolor =", r"the entry \[sc_again\] has an unknown tint"),
        ("color =", 'cautions = "One."\ncolor =', r"the entry \[sc_again\] has a wrong cautions"),
        ("color =", 'rounded = "ten"\ncolor =', r"the entry \[sc_again\] has a wrong rounded"),
        ('"SC again"', "7", r"the entry \[sc_again\] has a wrong label"),
        ('axis = "People removed in the month"', "", r"\[sc_again\] lacks axis, which a count"),
        ("removals_by_source", "removals", "“removals”, which is no monthly table"),
        ("removals_by_source", "claims", "“claims”, which is no monthly table"),
        (".sc_removals", ".sc", "“sc”, which removals_by_source does not have"),
        ("[sc_again]", "[sc_again", "this is not TOML"),
    ],
)
def test_a_broken_entry_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in ENTRY
    with pytest.raises(DataError, match=rf"measures\.toml: .*{message}"):
        Tables(with_entry(tmp_path, ENTRY.replace(old, new)))


def test_a_folder_without_the_file_and_a_line_outside_an_entry(tmp_path: Path) -> None:
    folder = folders.copy(tmp_path)
    (folder / "measures.toml").write_text('title = "x"', encoding="utf-8")
    with pytest.raises(DataError, match="“title” stands outside an entry"):
        Tables(folder)
    (folder / "measures.toml").unlink()
    with pytest.raises(DataError, match=r"measures\.toml: the file is missing"):
        Tables(folder)
