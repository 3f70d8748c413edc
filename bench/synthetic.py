"""Synthetic removal records: the columns of release 2019-ICFO-53623, any number of rows.

    python -m bench.synthetic 1000000 records.csv [records.parquet]

The same number of rows gives the same file. Columns, delimiter, preamble, date format and redaction
marks are those of the real files. The shares of values are near the real ones; no row stands for a
person.
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

from lib import sql

PREAMBLE = (
    '"ERO-LESA Statistical Tracking Unit"|||||||||\n'
    '"For Official Use Only (FOUO)/Pre-decisional"|||||||||\n'
    '"synthetic"|||||||||\n'
    "|||||||||\n"
    '"ICE Removals (synthetic)"|||||||||\n'
)
COLUMNS = (
    "Area of Responsibility", "Apprehension Date", "Processing Disposition Code", "Birth Date",
    "Citizenship", "Gender", "RC Threat Level", "Final Charge Section",
    "Departed Date", "Removal Date",
)  # fmt: skip

_PLACES = (
    "San Antonio", "El Paso", "Phoenix", "Houston", "New Orleans", "San Diego", "Dallas", "Atlanta",
    "Miami", "Los Angeles", "Chicago", "New York City", "Seattle", "Salt Lake City", "Boston",
    "Denver",
)  # fmt: skip
_COUNTRIES = (
    "MEXICO",
    "GUATEMALA",
    "HONDURAS",
    "EL SALVADOR",
    "DOMINICAN REPUBLIC",
    "BRAZIL",
    "COLOMBIA",
    "HAITI",
)
_DISPOSITIONS = ("REINST", "ER", "ER/CF", "ADMDPT", "WA/NTA", "VR", "BAG")
_CHARGES = ("212a9CiII", "212a7AiI", "212a9Aii", "237a2Aiii", "212a6Ai", "237a1B", "212a2AiI")


def _pick(values: tuple[str, ...], salt: int) -> str:
    """SQL that picks one of the values for row i, the earlier ones more often."""
    return f"[{sql.literals(values)}][1 + floor({len(values)} * pow({_chance(salt)}, 1.7))::INT]"


def _chance(salt: int) -> str:
    """SQL for a number from 0 to 1 that depends on the row alone, whatever threads there are."""
    return f"((hash(i * 64 + {salt}) >> 11) / 9007199254740992.0)"


def rows_sql(rows: int) -> str:
    """The records as a query: dates over the 47 months that the real release covers."""
    departed = f"DATE '2015-10-01' + floor({_chance(1)} * 1431)::INT"
    date = "strftime({}, '%-m/%-d/%Y')"
    apprehended = f"departed - floor({_chance(4)} * {_chance(5)} * 200)::INT"
    delay = f"CASE WHEN {_chance(11)} < 0.9 THEN 0 ELSE floor({_chance(12)} * 60)::INT END"
    cells = [
        f"{_pick(_PLACES, 2)} || ' Area of Responsibility'",
        f"CASE WHEN {_chance(3)} < 0.9 THEN {date.format(apprehended)} END",
        _pick(_DISPOSITIONS, 6),
        "'(B)(6);(B)(7)(C) '",
        _pick(_COUNTRIES, 7),
        f"CASE WHEN {_chance(8)} < 0.9 THEN 'Male' ELSE 'Female' END",
        f"CASE WHEN {_chance(9)} < 0.57 THEN '(B)(7)(E) ' ELSE 'NA' END",
        _pick(_CHARGES, 10),
        date.format("departed"),
        date.format(f"least(DATE '2019-08-31', departed + {delay})"),
    ]
    named = ", ".join(
        f"{cell} AS {sql.identifier(column)}" for cell, column in zip(cells, COLUMNS, strict=True)
    )
    return (
        f"SELECT {named} FROM (SELECT i, {departed} AS departed FROM range({rows}) AS numbers(i))"
    )


def write_csv(rows: int, path: Path) -> None:
    body = path.with_suffix(".body")
    with duckdb.connect() as connection:
        connection.execute("SET preserve_insertion_order = true; SET memory_limit = '1GB'")
        connection.execute(
            f"COPY ({rows_sql(rows)}) TO {sql.path(body)} "
            f"(FORMAT csv, HEADER true, DELIMITER '|', FORCE_QUOTE ({', '.join(_quoted())}))"
        )
    # Appending keeps the large file where it is; the preamble goes in front by way of a small one.
    with path.open("wb") as out, body.open("rb") as data:
        out.write(PREAMBLE.encode())
        while chunk := data.read(1 << 24):
            out.write(chunk)
    body.unlink()


def write_parquet(rows: int, path: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute("SET preserve_insertion_order = true; SET memory_limit = '1GB'")
        connection.execute(
            f"COPY ({rows_sql(rows)}) TO {sql.path(path)} (FORMAT parquet, COMPRESSION zstd)"
        )


def _quoted() -> list[str]:
    return [
        sql.identifier(column)
        for column in COLUMNS
        if "Date" not in column or column == "Birth Date"
    ]


if __name__ == "__main__":
    for name in sys.argv[2:]:
        (write_parquet if name.endswith(".parquet") else write_csv)(int(sys.argv[1]), Path(name))
