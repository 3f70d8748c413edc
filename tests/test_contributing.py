"""What CONTRIBUTING says about adding things, tried on a copy of the data folder: these files, and
no other."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from lib.claims import claims
from lib.judgment import Kind
from lib.measures import extent, series
from lib.tables import Tables
from lib.verdicts import check
from tests import folders


def append(path: Path, *rows: dict[str, str]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        columns = next(csv.reader(file))
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, columns, lineterminator="\n").writerows(rows)


def test_a_month_is_a_row(tmp_path: Path) -> None:
    folder = folders.copy(tmp_path)
    added = folders.extent("removals_by_source").last + 1
    append(
        folder / "removals_by_source.csv",
        {
            "month": str(added),
            "all_removals": "not yet released",
            "sc_removals": "5600",
            "detainer_removals": "ICE withheld",
        },
    )
    tables = Tables(folder)
    shown = series(tables, tables.measures["sc_removals"], tables.calendar)
    assert (shown.held.last, shown.rows[-1]["part"]) == (added, 5_600)


def test_a_table_is_a_file_and_its_description(tmp_path: Path) -> None:
    folder = folders.copy(tmp_path)
    (folder / "crossings.csv").write_text("month,crossings\n2017-01,31576\n2017-02,18756\n")
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    month = {"name": "month", "title": "Month", "type": "yearmonth", "description": "The month."}
    counted = {
        "name": "crossings",
        "title": "Crossings",
        "type": "integer",
        "description": "People met at the border.",
        "unit": "people",
        "constraints": {"minimum": 0},
    }
    package["resources"].append(
        {
            "name": "crossings",
            "path": "crossings.csv",
            "title": "Crossings",
            "description": "Made up.",
            "sources": [{"title": "trac_2017"}],
            "monthly": True,
            "schema": {"primaryKey": ["month"], "fields": [month, counted]},
        }
    )
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    tables = Tables(folder)
    assert [row["crossings"] for row in tables.rows("SELECT * FROM crossings")] == [31_576, 18_756]
    # And a measure over it is one entry more.
    with (folder / "measures.toml").open("a", encoding="utf-8") as file:
        file.write(
            '\n[crossings]\ntitle = "Crossings"\nlabel = "Crossings"\n'
            'part = "crossings.crossings"\n'
            'formula = "Crossings"\naxis = "People"\ndated = "Month"\ncolor = "all"\n'
        )
    tables = Tables(folder)
    measure = tables.measures["crossings"]
    assert str(extent(tables, measure)) == "2017-01_2017-02"
    assert series(tables, measure, tables.calendar, 2).averages[-1] == (31_576 + 18_756) / 2


def test_a_claim_is_a_row_and_a_query(tmp_path: Path) -> None:
    folder = folders.copy(tmp_path)
    append(
        folder / "claims.csv",
        {
            "id": "sc_may_2017",
            "document": "trac_2017",
            "speaker": "TRAC",
            "reported_by": "TRAC",
            "claim": "Secure Communities removals in May 2017",
            "value": "6632",
            "qualifier": "exactly",
            "unit": "people",
            "first_month": "2017-05",
            "last_month": "2017-05",
            "query": "sc_in_month",
            "needed": "a query checks it",
            "remark": "none",
        },
    )
    (folder / "claims" / "sc_in_month.sql").write_text(
        "-- Table 2 has the month.\n"
        "SELECT sc_removals AS value FROM removals_by_source WHERE month = $first;\n\n"
        "-- rows: that month\nSELECT * FROM removals_by_source WHERE month = $first;\n"
    )
    tables = Tables(folder)
    verdict = check(tables, claims(tables)[-1])
    # Table 2, row 2017-05: of the document that states the figure.
    assert (verdict.kind, verdict.low) == (Kind.CONSISTENT, 6_632)


def test_contributing_names_files_that_are_there() -> None:
    root = folders.DATA.parent
    text = (root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = text[text.index("## How to add") : text.index("## Months in tests")]
    named = [word for word in table.split("`")[1::2] if "<" not in word and "/" in word]
    assert len(named) > 6
    assert [word for word in named if not (root / word).exists()] == []
