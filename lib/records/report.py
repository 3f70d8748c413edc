"""What was read and how: the account that stands beside every roll-up."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from lib.records.form import PassedOver


@dataclass(frozen=True)
class FileRows:
    """A file and its rows; ``read`` is ``used`` and ``set_aside`` together."""

    file: str
    read: int
    used: int
    set_aside: int
    header_row: int
    """The row that names the columns; 0 where the names are no row of the file."""
    written: str
    """How the file is written, in words: its encoding and what parts its cells."""


@dataclass(frozen=True)
class Example:
    """A row that was set aside: where it stands, and what stood in the place of a date."""

    file: str
    row: int
    value: str


@dataclass(frozen=True)
class OddRows:
    """Rows of a file that have something odd, what it is, and the first of them."""

    file: str
    what: str
    rows: int
    examples: tuple[Example, ...]


@dataclass(frozen=True)
class Inference:
    """A column of counts that rests on an inference, and what it rests on."""

    column: str
    condition: str
    why: str


@dataclass(frozen=True)
class Lacking:
    """A file and the columns that it lacks."""

    file: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class SamePerson:
    """Records with a date that repeat the identifier and the day of another: likely duplicates."""

    columns: tuple[str, ...]
    """The columns that identify a person."""
    rows: int
    """Rows beyond the first of each person and day."""
    left_out: bool
    """Whether these rows are left out of all counts."""
    unnamed: int
    """Rows whose identifier is blank or withheld: they repeat nothing."""
    as_written: bool
    """Whether the dates are written in several ways: the same day in two of them is not found."""

    def __str__(self) -> str:
        words = f"rows that repeat {', '.join(self.columns)} and the day of another row; "
        words += "they are left out" if self.left_out else "they are counted"
        if self.left_out:
            words += ": of each person and day, the first row in alphabetical order stays"
        if self.unnamed:
            words += f"; rows without an identifier, which repeat nothing: {self.unnamed:,}"
        if self.as_written:
            words += "; the same day written in two ways is not found"
        return words


@dataclass(frozen=True)
class Report:
    """The account of one roll-up.

    ``rows_read`` is ``rows_used``, ``rows_without_date`` and ``rows_unreadable`` together, and
    ``rows_left_out``.
    """

    rows_read: int
    rows_used: int
    rows_without_date: int
    """Rows whose date is blank, is not a date, or lies outside 1900 to 2099."""
    rows_unreadable: int
    """Rows with more cells than the header."""
    examples: tuple[Example, ...]
    """Up to five rows that were set aside."""
    first_date: str
    last_date: str
    duplicates: int | None
    """Rows that repeat another in every cell.

    They count like any other; None where nobody looked.
    """
    profile: str | None
    profile_tested: bool | None
    date_column: str
    date_forms: tuple[str, ...]
    flags: dict[str, str]
    inferred: tuple[Inference, ...]
    whole_months: str
    """How it is told which months are whole."""
    files: tuple[FileRows, ...]
    odd: tuple[OddRows, ...] = ()
    engine: str = "duckdb"
    lacking: tuple[Lacking, ...] = ()
    """The files that lack columns which others have; such cells count as empty."""
    passed_over: tuple[PassedOver, ...] = ()
    """Sheets and members of archives whose rows are not counted."""
    same_person: SamePerson | None = None
    """Likely duplicates; None where nobody asked for them."""

    @property
    def rows_left_out(self) -> int:
        """Rows left out because they repeat a person and day."""
        return self.same_person.rows if self.same_person and self.same_person.left_out else 0

    @property
    def rows_set_aside(self) -> int:
        return self.rows_without_date + self.rows_unreadable + self.rows_left_out

    def as_dict(self) -> dict[str, Any]:
        """The report as plain values, for JSON."""
        return {**asdict(self), "rows_set_aside": self.rows_set_aside}

    def __str__(self) -> str:
        width = len(f"{self.rows_read:,}")
        lines = [
            f"Rows read        {self.rows_read:>{width},}",
            f"Rows used        {self.rows_used:>{width},}",
            f"Rows set aside   {self.rows_set_aside:>{width},}",
        ]
        if self.rows_without_date:
            lines.append(f"  without a date {self.rows_without_date:>{width},}")
        if self.rows_unreadable:
            lines.append(f"  unreadable     {self.rows_unreadable:>{width},}")
        if self.rows_left_out:
            lines.append(f"  same person    {self.rows_left_out:>{width},}")
        lines += [
            f"  {example.file}, row {example.row:,}: “{example.value}”" for example in self.examples
        ]
        if self.duplicates is not None:
            lines.append(
                f"Duplicates       {self.duplicates:>{width},}  "
                "(rows identical to another row; they are counted)"
            )
        if self.same_person is not None:
            repeat = self.same_person.rows
            lines.append(f"Same person      {repeat:>{width},}  ({self.same_person})")
        form = f", read as {' or '.join(self.date_forms)}" if self.date_forms else ""
        lines += [
            f"Dates            {self.first_date} to {self.last_date}",
            f"Date column      {self.date_column}{form}",
        ]
        if self.profile:
            tested = "" if self.profile_tested else " (not tested on real files)"
            lines.append(f"Profile          {self.profile}{tested}")
        lines += [f"Also counted     {name}: {condition}" for name, condition in self.flags.items()]
        lines += [f"Inferred         {entry.column}. {entry.why}" for entry in self.inferred]
        lines.append(f"Whole months     {self.whole_months}")
        for file in self.files:
            header = f"; header in row {file.header_row:,}" if file.header_row else ""
            lines.append(
                f"File             {file.file}: {file.read:,} rows{header}; {file.written}"
            )
        for odd in self.odd:
            first = f", the first of them row {odd.examples[0].row:,}" if odd.examples else ""
            lines.append(f"Odd rows         {odd.file}: {odd.rows:,} with {odd.what}{first}")
        lines += [
            f"Lacking          {file.file}: {', '.join(file.columns)}" for file in self.lacking
        ]
        for other in self.passed_over:
            rows = "" if other.rows is None else f"{other.rows:,} {_rows(other.rows)}, "
            lines.append(f"Not counted      {other.name}: {rows}{other.why}")
        return "\n".join(lines)


def _rows(number: int) -> str:
    return "row" if number == 1 else "rows"
