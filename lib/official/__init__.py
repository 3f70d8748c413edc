"""Published workbooks in, monthly tables out: the monthly tables of the Office of Homeland Security
Statistics (OHSS) and ICE's detention statistics.

A workbook is an edition: a later one replaces it and changes months that were already out. What a
workbook does not count keeps a word and is never 0, printed totals are recomputed, and what cannot
be read is said and not written."""

from __future__ import annotations

from pathlib import Path

from lib.official import detention, ohss
from lib.official.edition import Edition
from lib.official.errors import OfficialError
from lib.official.grid import read_workbook

__all__ = ["Edition", "OfficialError", "read_edition"]


def read_edition(path: Path) -> Edition:
    """The edition that a workbook holds.

    Raises OfficialError, in a line, for a file that is no workbook, a workbook that is neither of
    the two publications, and one of which no table can be read."""
    workbook = read_workbook(path)
    if ohss.recognizes(workbook):
        return ohss.read(workbook)
    if detention.recognizes(workbook):
        return detention.read(workbook)
    names = ", ".join(sheet.name.strip() for sheet in workbook.sheets[:4])
    raise OfficialError(
        f"no sheet of it is one of the {ohss.PUBLICATION} or of {detention.PUBLICATION}",
        workbook=workbook.name,
        hint=f"Its sheets: {names}{', ...' if len(workbook.sheets) > 4 else ''}",
    )
