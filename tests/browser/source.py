"""The tables of ``data/`` as they stand in their files, read without the product: what the tests
expect comes from here."""

import csv
import datetime as dt

from tests.browser.conftest import ROOT
from tests.folders import calendar


def table(file: str) -> dict[str, dict[str, str]]:
    """A monthly table by month."""
    with (ROOT / "data" / file).open(encoding="utf-8", newline="") as lines:
        return {row["month"]: row for row in csv.DictReader(lines)}


def words(first: str, last: str) -> str:
    """A range of months as the caption writes it: December 2014 to January 2017 · 26 months."""
    ends = [dt.date.fromisoformat(f"{month}-01") for month in (first, last)]
    count = (ends[1].year - ends[0].year) * 12 + ends[1].month - ends[0].month + 1
    return (
        f"{' to '.join(f'{end:%B %Y}' for end in ends)} · {count} month{'s' if count > 1 else ''}"
    )


ALL = [str(calendar().first), str(calendar().last)]
"""First and last month of any table."""
# The last month is that of the case records.
TRUMP, PEP_TRUMP, TABLE_1 = ["2017-02", "2019-08"], ["2014-12", "2019-08"], ["2016-08", "2017-07"]
