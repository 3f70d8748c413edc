"""Data folders for tests: real ones with something broken, and small ones with rows of a test's
own."""

import csv
import json
import re
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from lib import catalog, datapackage
from lib.months import Month, MonthRange

DATA = Path(__file__).resolve().parent.parent / "data"
MEASURES = catalog.read(DATA, datapackage.read(DATA))
"""The project's own measures, by id."""
SHARED = Path(__file__).resolve().parents[2] / "shared"


def copy(to: Path) -> Path:
    """The project's own folder, to be broken."""
    return Path(shutil.copytree(DATA, to / "data"))


def rows(name: str) -> list[dict[str, str]]:
    """A table as Python's own reader gives it, every cell as text."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def later(to: Path, months: int = 2) -> Path:
    """The project's own folder with months more in every monthly table, each number one above the
    highest before."""
    folder = copy(to)
    package = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        if not resource.get("monthly"):
            continue
        last = extent(resource["name"]).last
        # The months that a table already has to come give way to those with numbers.
        table = [row for row in rows(resource["name"]) if Month.parse(row["month"]) <= last]
        row = {
            column: str(1 + max(int(row[column]) for row in table if row[column].isdigit()))
            if table[0][column].isdigit()
            else table[0][column]
            for column in table[0]
        }
        with (folder / resource["path"]).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(row), lineterminator="\n")
            writer.writeheader()
            writer.writerows(table)
            writer.writerows({**row, "month": last + step} for step in range(1, months + 1))
    return folder


def extent(name: str) -> MonthRange:
    """First to last month of a table with a number in it, by Python's own reader."""
    months = sorted(
        Month.parse(row["month"])
        for row in rows(name)
        if any(cell.isdigit() for column, cell in row.items() if column != "month")
    )
    return MonthRange(months[0], months[-1])


def calendar() -> MonthRange:
    """First to last month of any monthly table, by Python's own reader."""
    package = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    extents = [
        extent(resource["name"]) for resource in package["resources"] if "monthly" in resource
    ]
    return MonthRange(min(each.first for each in extents), max(each.last for each in extents))


def write(to: Path, tables: dict[str, Iterable[Sequence[object]]]) -> Path:
    """A folder of these tables only, described as in the project's own package, with the given
    rows.

    The sources, which every answer credits, are the project's own.
    """
    tables = {"sources": [list(row.values()) for row in rows("sources")], **tables}
    package = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    package["resources"] = [
        resource for resource in package["resources"] if resource["name"] in tables
    ]
    to.mkdir(parents=True, exist_ok=True)
    for resource in package["resources"]:
        with (to / resource["path"]).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(field["name"] for field in resource["schema"]["fields"])
            writer.writerows(tables[resource["name"]])
    (to / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    entries = (DATA / "measures.toml").read_text(encoding="utf-8").split("\n\n")
    here = [entry for entry in entries if _columns(entry) and _columns(entry) <= set(tables)]
    (to / "measures.toml").write_text("\n\n".join(here), encoding="utf-8")
    return to


def _columns(entry: str) -> set[str]:
    """The tables that an entry of measures.toml names."""
    return set(re.findall(r'^(?:part|whole) = "(\w+)\.', entry, re.MULTILINE))
