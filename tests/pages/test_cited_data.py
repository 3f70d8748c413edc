"""What a page says to whoever comes by a citation."""

from __future__ import annotations

import pytest

from lib.versions import version_of
from tests import folders
from tests.pages.test_pages import open_page, text

NOW = version_of(folders.DATA)
FIRST = "0.1.0-bbbf399d"
"""Of the data as the first release had them."""


@pytest.mark.parametrize("page", ["front.py", "claims.py"])
def test_the_version_that_is_served_is_called_the_one_that_was_cited(page: str) -> None:
    app = open_page(page, data=NOW)
    assert [said.value for said in app.success] == [
        f"The data are those that were cited, version {NOW}."
    ]
    assert "since the version that was cited" not in text(app)


def test_of_an_older_version_it_is_said_what_has_changed(page: str = "removals.py") -> None:
    app = open_page(page, data=FIRST)
    assert app.info[0].value == (
        f"The data have changed since the version that was cited, {FIRST} of November 22, 2026. "
        f"The numbers below are of version {NOW}."
    )
    later = [row for row in folders.rows("changes") if row["date"] > "2026-11-22"]
    label = f"{len(later)} changes since then"
    (listed,) = (each for each in app.expander if each.label == label)
    said = listed.markdown[0].value.replace("\\", "")
    for row in later:
        assert f"[{row['title']}](.{row['link']})" in said and row["text"] in said


@pytest.mark.parametrize("asked", ["0.1.0-00000000", "[a](http://b)", "x" * 4000])
def test_an_unknown_version_is_called_unknown(asked: str) -> None:
    app = open_page("removals.py", data=asked)
    (warning,) = app.warning
    assert "which is not known here" in warning.value and NOW in warning.value
    # It is repeated as it is written, and no more of it than a line.
    assert "](" not in warning.value and len(warning.value) < 400


def test_without_a_version_nothing_is_said() -> None:
    app = open_page("removals.py")
    assert not app.success and "version" not in text(app)
