"""Small workbooks of the two kinds, laid out as the published ones are, with made-up counts.

Each is made as an openpyxl workbook, so that a test can change it as a publisher might, and saved
where the test says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from lib.months import Month

Book = Any
"""An openpyxl workbook."""

NAMES = (
    *("October", "November", "December", "January", "February", "March"),
    *("April", "May", "June", "July", "August", "September"),
)
OHSS_MONTHS = [Month(2022, 10) + step for step in range(14)]
"""Fiscal year 2023, and two months of 2024."""

_OUTS = ["Total", "Removal Book-out1", "Paroled2"]


def ohss(*, current: str = "December 31, 2023") -> Book:
    """An edition of the OHSS monthly tables to November 2023.

    In month i (0 to 13): 150 + 20 i removals and returns, 60 + 10 i of them of convicted people,
    50 + 10 i first arrested by CBP and 90 + 10 i by ICE; half as many book-outs for removal; 200
    book-ins; 1,000 encounters."""
    book = openpyxl.Workbook()
    book.active.title = "TOC"
    book.active.append(["Table of Contents"])
    crimes = ["Aggravated Felons", "Felons", "Misdemeanors", "Other/ Unknown"]
    others = ["Pending Criminal Charges", "Other Immigration Violators"]
    for name, title in (
        ("ICE ERO R&R by Criminality", "ICE ERO Removals and Returns by Criminality"),
        ("ERO Arrests by Criminality", "ERO Administrative Arrests by Criminality"),
    ):
        groups = ["", "Convicted Criminals", "", "", "", "", "Non-Criminal"]
        header = ["Total", "Total", *crimes, "Total", *others]
        _months_down(book, name, title, groups, header, _criminality, ["NA Not available."])
    _months_down(
        book,
        "ICE ERO R&R by Arrest Agcy",
        "ICE ERO Removals and Returns by Initial Arresting Agency",
        [],
        ["Total", "CBP", "ICE"],
        lambda i: [150 + 20 * i, 50 + 10 * i, 90 + 10 * i],
        [],
    )
    _months_down(
        book,
        "ICE ERO R&R by Citizenship",
        "ICE ERO Removals and Returns by Selected Citizenship",
        [],
        ["Total", "Mexico", "China, People's Republic", "Other"],
        lambda i: [150 + 20 * i, 100 + 20 * i, 0, 50],
        [],
    )
    _months_down(
        book,
        "ICE Book-Ins by Arrest Agency",
        "Book-Ins to ICE Detention by Initial Arresting Agency",
        [],
        ["Total", "CBP", "ICE"],
        lambda i: [200, 120, 80],  # noqa: ARG005
        [],
    )
    notes = ["1The noncitizen left custody to be removed.", "2The noncitizen was paroled."]
    _months_down(
        book,
        "ICE Book-Outs by Criminality",
        "ICE Book-Outs by Criminality",
        _groups(["Total", "Convicted Criminals", "Pending Criminal Charges", others[1]]),
        _OUTS * 4,
        lambda i: [
            *(175 + 10 * i, 75 + 10 * i, 100),
            *(60 + 5 * i, 30 + 5 * i, 30),
            *(55, 20, 35),
            *(60 + 5 * i, 25 + 5 * i, 35),
        ],
        notes,
    )
    _months_down(
        book,
        "ICE Book-Outs by Arrest Agency",
        "ICE Book-Outs by Initial Arresting Agency",
        _groups(["Total", "CBP", "ICE"]),
        _OUTS * 3,
        lambda i: [175 + 10 * i, 75 + 10 * i, 100, 80, 25 + 5 * i, 55, 90, 45 + 5 * i, 45],
        notes,
    )
    _months_down(
        book,
        "SWB Enc by Sector+Field Ofc",
        "CBP SW Border Encounters by Agency and Sector or Field Office",
        ["", "USBP", "", "OFO"],
        ["Total CBP", "Total USBP", "San Diego, CA", "Total OFO", "San Diego, CA"],
        lambda i: [1000, 800, 800, 200, 200],  # noqa: ARG005
        [],
    )
    for sheet in book.worksheets[1:]:
        sheet.append([f"Notes: Cells are rounded. Data are current as of {current}; more follow."])
        sheet.append(["Source: Office of Homeland Security Statistics Persist Dataset."])
    return book


def _groups(names: Sequence[str]) -> list[str]:
    return [cell for name in names for cell in (name, "", "")]


def _criminality(i: int) -> list[int | str]:
    finer: list[int | str] = [10 + 10 * i, 20, 30, 0] if i else ["NA", "NA", "NA", "NA"]
    return [150 + 20 * i, 60 + 10 * i, *finer, 90 + 10 * i, 40, 50 + 10 * i]


def _months_down(
    book: Book,
    name: str,
    title: str,
    groups: Sequence[str],
    header: Sequence[str],
    counts: Callable[[int], Sequence[int | str]],
    notes: Sequence[str],
) -> None:
    """A sheet with fiscal years as rows and months below them."""
    sheet: Worksheet = book.create_sheet(name)
    sheet.append(["Return to Table of Contents."])
    sheet.append([f"{title}: Fiscal Years 2023 to 2024 YTD (November 2023)"])
    if groups:
        sheet.append([None, None, *(group or None for group in groups)])
    sheet.append(["Fiscal Year", "Month", *header])
    for year, months in ((2023, range(12)), ("2024 YTD", range(12, 14))):
        rows = [counts(i) for i in months]
        totals = [
            sum(cells) if all(isinstance(cell, int) for cell in cells) else "NA"
            for cells in zip(*rows, strict=True)
        ]
        sheet.append([year, "Total", *totals])
        for i, row in zip(months, rows, strict=True):
            sheet.append([None, NAMES[i % 12], *row])
    for note in notes:
        sheet.append([note])


def detention(
    year: int = 2024,
    *,
    given: int = 12,
    through: str = "09/30/2024",
    releases: bool = True,
    sheet_name: str | None = None,
) -> Book:
    """Detention statistics of a fiscal year with ``given`` months in it; the others are 0 or blank.

    In month i (0 to 11): 100 + i book-ins, 60 + i of them by CBP; 50 + i releases to remove, 20 + i
    of them of convicted people; 777 removals in the year."""
    book = openpyxl.Workbook()
    book.active.title = "Header"
    book.active.append(["ICE Detention Statistics"])
    sheet: Worksheet = book.create_sheet(sheet_name or f"Detention FY{year % 100}")
    sheet.append(["U.S. Immigration and Customs Enforcement"])
    sheet.append([f"ICE DETENTION DATA, FY{year}"])
    sheet.append([])
    left = [None] * 4
    short = [name[:3] for name in NAMES]
    title = f"ICE Initial Book-Ins by Arresting Agency and Month: FY{year} "
    sheet.append(["ICE Currently Detained by Criminality", *left[1:], title])
    sheet.append(["Criminality", "ICE", None, None, "Agency", *short, "Total"])
    for name, base, step in (("Total", 100, 1), ("CBP", 60, 1), ("ICE  ", 40, 0)):
        cells = [base + step * i for i in range(given)]
        rest: list[int | None] = [0 if name == "Total" else None] * (12 - given)
        sheet.append([name, 5, None, None, name, *cells, *rest, sum(cells)])
    sheet.append([])
    removals = f"ICE Removals: FY{year}"
    sheet.append([f"ICE Final Releases by Facility Type: FY{year}", *left[1:], removals])
    sheet.append(["Facility Type", None, "Total", None, "Removals", None, "Total"])
    sheet.append(["Total", None, 888, None, "Total", None, 777])
    sheet.append(["Adult", None, 888, None, "Removals with a FAMU Identifier", None, 11])
    sheet.append([])
    sheet.append([f"ICE Final Book Outs by Release Reason, Month and Criminality: FY{year}"])
    sheet.append(["Release Reason", "Criminality", *short, "Total"])
    reasons = [("Paroled", 3), *([("Release to Remove", 50)] if releases else []), ("Other", 7)]
    for reason, base in reasons:
        convicted = [max(base - 30, 0) + i for i in range(given)]
        charged, other = [2] * given, [base - max(base - 30, 0) - 2] * given
        totals = [sum(cells) for cells in zip(convicted, charged, other, strict=True)]
        for label, name, cells in (
            (reason, "Total", totals),
            (None, "Convicted Criminal", convicted),
            (None, "Pending Criminal Charges", charged),
            (None, "Other Immigration Violator", other),
        ):
            rest = [0 if label else None] * (12 - given)
            sheet.append([label, name, *cells, *rest, sum(cells)])
    notes: Worksheet = book.create_sheet("Footnotes")
    for section in ("ICE Final Book Outs", "ICE Removals", "ICE Initial Book-Ins"):
        text = f"FY{year} YTD {section} data are updated through {through} (run later)."
        notes.append([f"FY{year} {section}", text])
        notes.append([None, f"A note on {section}."])
    return book


def save(book: Book, path: Path) -> Path:
    book.save(path)
    return path


def sheet_of(book: Book, start: str) -> Worksheet:
    """The sheet whose name begins so."""
    sheet: Worksheet = next(each for each in book.worksheets if each.title.startswith(start))
    return sheet


def find(sheet: Worksheet, text: str) -> Any:
    """The first cell that begins so."""
    return next(
        cell
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value.startswith(text)
    )
