"""What changed between two releases of the same records.

An agency releases a table anew: with later months, with rows that were missing, with values called
otherwise. Both releases are rolled up as each would be alone, and set side by side.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from lib.months import Month, MonthRange
from lib.plain_cells import csv_of
from lib.records.conditions import find_column, plain
from lib.records.duckdb_engine import MEMORY, counted, database
from lib.records.duckdb_scan import records_sql
from lib.records.errors import RecordsError
from lib.records.form import Form, dated_by
from lib.records.interrupts import ctrl_c_stops
from lib.records.monthly import RollUp
from lib.records.question import ask
from lib.records.report import Report
from lib.records.rows_in_common import rows_in_common
from lib.records.stamps import unchanged
from lib.records.unpacked import unpacked
from lib.records.values_changed import ValueChange, values_changed
from lib.text import later


@dataclass(frozen=True)
class Changes:
    """The account of a comparison."""

    old: Report
    new: Report
    columns_gained: tuple[str, ...]
    columns_lost: tuple[str, ...]
    values: tuple[ValueChange, ...]
    identifier: tuple[str, ...]
    """The columns by which a row of one release is found in the other; all that both have, where
    nobody named any."""
    named: bool
    """Whether somebody named the identifier."""
    rows_only_old: int
    rows_only_new: int
    rows_in_both: int
    examples_only_old: tuple[str, ...]
    examples_only_new: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """The account as plain values, for JSON."""
        return {**asdict(self), "old": self.old.as_dict(), "new": self.new.as_dict()}

    def __str__(self) -> str:
        old, new = self.old, self.new
        by = ", ".join(self.identifier) if self.named else "all columns that both have"
        lines = [
            f"Rows used        old {old.rows_used:,}, new {new.rows_used:,}, "
            f"difference {new.rows_used - old.rows_used:+,}",
            f"Rows set aside   old {old.rows_set_aside:,}, new {new.rows_set_aside:,}",
            f"Dates            old {old.first_date} to {old.last_date}, "
            f"new {new.first_date} to {new.last_date}",
            f"Date column      old {old.date_column}, new {new.date_column}",
            f"Columns gained   {', '.join(self.columns_gained) or 'none'}",
            f"Columns lost     {', '.join(self.columns_lost) or 'none'}",
            *(f"Value            {change}" for change in self.values),
            f"Rows compared    by {by}",
            f"  in both        {self.rows_in_both:,}",
            f"  only in old    {self.rows_only_old:,}" + _such_as(self.examples_only_old),
            f"  only in new    {self.rows_only_new:,}" + _such_as(self.examples_only_new),
        ]
        return "\n".join(lines)


@dataclass(frozen=True)
class Comparison:
    """Two releases side by side.

    ``months`` has a row for every month of either: ``month`` (text, YYYY-MM), ``old`` and ``new``
    (records; missing where a release does not cover the month), ``difference``, ``percent`` of the
    old number (missing where that is 0) and ``whole`` (whether both are whole).
    """

    months: pd.DataFrame
    report: Changes
    old: RollUp
    new: RollUp

    @property
    def csv(self) -> str:
        """The months as the command writes them."""
        frame = self.months.assign(whole=self.months["whole"].map({True: "true", False: "false"}))
        return csv_of(frame)


@ctrl_c_stops()
def compare(
    old: Form,
    new: Form,
    *,
    date_column: str | None = None,
    identifier: Sequence[str] = (),
    order: str | None = None,
    timezone: str | None = None,
    temp_directory: Path | str | None = None,
    memory_limit: str = MEMORY,
    threads: int | None = None,
) -> Comparison:
    """What changed from one release to the other.

    ``date_column`` dates the records of both, ``order`` and ``timezone`` say how its dates are
    read, as in lib.records.roll_up. ``identifier`` names the
    columns by which a row of one is found in the other. Raises RecordsError where one of the two
    cannot be rolled up, or has no such column.
    """
    common = [(column, found) for column in old.columns if (found := _same(new.columns, column))]
    keys = [_pair(common, name, old, new) for name in identifier] or common
    if not keys:
        raise RecordsError(later("the two releases have no column in common"))
    with (
        tempfile.TemporaryDirectory(prefix="records-", dir=temp_directory) as folder,
        database(Path(folder), memory_limit, threads) as connection,
        unchanged((*old.stamps, *new.stamps)),
        ExitStack() as stack,
    ):
        rolled = {}
        for side, form in (("old", old), ("new", new)):
            question = ask(
                form,
                profile=None,
                date_column=date_column,
                by=None,
                flags={},
                duplicates=False,
                order=order,
                timezone=timezone,
            )
            form = dated_by(form, form.columns[question.date])
            form = stack.enter_context(unpacked(form, folder))
            (place := Path(folder) / side).mkdir()
            rolled[side], readable = counted(connection, form, question, place)
            columns = [column if side == "old" else other for column, other in common]
            cells = ", ".join(
                f"coalesce(trim(c{form.columns.index(column)}::VARCHAR), '') AS v{number}"
                for number, column in enumerate(columns)
            )
            records = records_sql(connection, readable, form.columns, question)
            connection.execute(f"CREATE TEMP VIEW {side} AS SELECT {cells} FROM ({records})")
        numbers = [common.index(pair) for pair in keys]
        # A column of dates, or of which most values are different, has no values to be renamed.
        dates = {*old.date_columns, *new.date_columns}
        names = [number for number, pair in enumerate(common) if not dates & set(pair)]
        values = values_changed(
            connection, [column for column, _ in common], names, numbers if identifier else ()
        )
        both, only_old, only_new, examples = rows_in_common(connection, numbers)
    taken = {found for _, found in common}
    changes = Changes(
        rolled["old"].report,
        rolled["new"].report,
        tuple(column for column in new.columns if column not in taken),
        tuple(column for column in old.columns if not _same(new.columns, column)),
        values,
        tuple(column for column, _ in keys),
        bool(identifier),
        only_old,
        only_new,
        both,
        examples["old"],
        examples["new"],
    )
    months = _side_by_side(rolled["old"], rolled["new"])
    return Comparison(months, changes, rolled["old"], rolled["new"])


def _same(columns: Sequence[str], name: str) -> str | None:
    """The column of the other release that is this one, give or take capitals, blanks and marks."""
    if name in columns:
        return name
    alike = [column for column in columns if plain(column) == plain(name)]
    return alike[0] if len(alike) == 1 else None


def _pair(common: Sequence[tuple[str, str]], name: str, old: Form, new: Form) -> tuple[str, str]:
    for pair in common:
        if find_column(pair, name):
            return pair
    lacking = old if find_column(old.columns, name) is None else new
    raise RecordsError(
        later("there is no column {name} in both releases", name=name),
        file=lacking.sources[0].name,
        hint=later("Both have {columns}", columns=", ".join(column for column, _ in common)),
    )


def _side_by_side(old: RollUp, new: RollUp) -> pd.DataFrame:
    sides = [rollup.months.set_index("month") for rollup in (old, new)]
    ends = [Month.parse(side.index[place]) for side in sides for place in (0, -1)]
    months = [str(month) for month in MonthRange(min(ends), max(ends))]
    counts = [side.iloc[:, 0].astype("Int64").reindex(months) for side in sides]
    whole = [side["whole"].reindex(months, fill_value=False) for side in sides]
    difference = counts[1] - counts[0]
    percent = (difference * 100 / counts[0].where(counts[0] > 0)).astype("Float64").round(1)
    frame = {"old": counts[0], "new": counts[1], "difference": difference, "percent": percent}
    table = pd.DataFrame({**frame, "whole": whole[0] & whole[1]}, index=months)
    return table.rename_axis("month").reset_index()


def _such_as(examples: Sequence[str]) -> str:
    shown = "; ".join(example[:80] for example in examples)
    return f", such as {shown}" if shown else ""
