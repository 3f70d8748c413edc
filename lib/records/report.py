"""What was read and how: the account that stands beside every roll-up."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any

from lib.months import Month, spans
from lib.records.form import PassedOver
from lib.text import Later, later, together


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


class NoDate(Enum):
    """Why a row has no date."""

    BLANK = later("blank")
    ORDER = later("a date in another order of day and month only")
    YEAR = later("a year outside 1900 to 2099")
    OTHER = later("not a date")


@dataclass(frozen=True)
class Undated:
    """Rows that have no date for one reason, and the first of them."""

    why: str
    rows: int
    examples: tuple[Example, ...]


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
    """Whether a day can be written in several ways: the same day in two of them is not found."""

    @property
    def words(self) -> Later:
        """What these rows are, and what became of them."""
        columns = ", ".join(self.columns)
        said = [
            later("rows that repeat {columns} and the day of another row", columns=columns),
            later(
                "they are left out: of each person and day one row stays, the first by its date as "
                "written, and of equals the first by its MD5"
            )
            if self.left_out
            else later("they are counted"),
        ]
        if self.unnamed:
            said.append(
                later(
                    "rows without an identifier, which repeat nothing: {rows:,}", rows=self.unnamed
                )
            )
        if self.as_written:
            said.append(later("the same day written in two ways is not found"))
        return together(said, "; ")

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True)
class RunnerUp:
    """The column that came next where the date column was chosen by what it holds."""

    column: str
    dates: int
    """Rows of the sample in which it holds a date."""
    dates_taken: int
    """Rows of the sample in which the column that was taken holds one."""
    rows: int
    """Rows of the sample."""
    doubt: str
    """Why it may not say when something happened, or empty."""
    close: bool
    """Whether it might as well have been taken."""

    def __str__(self) -> str:
        why = f"; {self.doubt}" if self.doubt else ""
        close = "; it was close, see --date-column" if self.close else ""
        return (
            f"{self.column}, a date in {self.dates:,} of the first {self.rows:,} rows (the column "
            f"taken: in {self.dates_taken:,}){why}{close}"
        )


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
    evenly: str = ""
    """In words, where every day or month has the same number of rows, as a table of counts has."""
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

    order: str | None = None
    """What comes first in dates such as 3/4/2016 or 16-03-04; None where there are none."""
    order_for: int = 0
    """Rows that can only be read in this order."""
    order_against: int = 0
    """Rows that can only be read in another. They are set aside, without a date."""
    order_either: int = 0
    """Rows that would be another day in another order."""
    order_examples: tuple[str, ...] = ()
    """Up to three texts that can only be read in another order."""
    order_told_by: str = ""
    """What the order was told by, where it was not by these rows."""
    timezone: str = ""
    """In which time zone the days are told, in words; empty where it makes no difference."""
    timezone_asked_for: bool = False
    """Whether somebody chose that time zone."""
    not_covered: tuple[str, ...] = ()
    """Months without a record between others, too many for chance: they have no count."""
    date_runner_up: RunnerUp | None = None
    """The column that might also date the records, where the choice was not the user's."""
    label: str = ""
    """What the records are, in the words of whoever counts them."""
    undated: tuple[Undated, ...] = ()
    """The rows without a date, by why they have none."""

    @property
    def rows_set_aside(self) -> int:
        return self.rows_without_date + self.rows_unreadable + self.rows_left_out

    def as_dict(self) -> dict[str, Any]:
        """The report as plain values, for JSON."""
        return {**asdict(self), "rows_set_aside": self.rows_set_aside}

    def __str__(self) -> str:
        width = len(f"{self.rows_read:,}")
        lines = [
            *([f"Label            {self.label}"] if self.label else []),
            f"Rows read        {self.rows_read:>{width},}",
            f"Rows used        {self.rows_used:>{width},}",
            f"Rows set aside   {self.rows_set_aside:>{width},}",
        ]
        if self.rows_without_date:
            why = ", ".join(f"{part.why} {part.rows:,}" for part in self.undated)
            lines.append(f"  without a date {self.rows_without_date:>{width},}  ({why})")
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
        if self.date_runner_up:
            lines.append(f"Runner-up        {self.date_runner_up}")
        if self.order:
            lines.append(f"Day and month    {self._order_words()}")
        if self.timezone:
            open_ = "" if self.timezone_asked_for else "; see --timezone"
            lines.append(f"Time zone        {self.timezone}{open_}")
        if self.profile:
            tested = "" if self.profile_tested else " (not tested on real files)"
            lines.append(f"Profile          {self.profile}{tested}")
        lines += [f"Also counted     {name}: {condition}" for name, condition in self.flags.items()]
        lines += [f"Inferred         {entry.column}. {entry.why}" for entry in self.inferred]
        if self.evenly:
            lines.append(f"Same every time  {self.evenly}")
        lines.append(f"Whole months     {self.whole_months}")
        if self.not_covered:
            months = ", ".join(
                str(span).replace("_", " to ") if len(span) > 1 else str(span.first)
                for span in spans(map(Month.parse, self.not_covered))
            )
            lines.append(
                f"Not covered      {months}: no record, where other months have too many for that "
                "to be chance; these months have no count"
            )
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

    def _order_words(self) -> str:
        told = f", {self.order_told_by}" if self.order_told_by else ""
        against = (
            f", such as “{'”, “'.join(self.order_examples)}” (set aside)"
            if self.order_examples
            else ""
        )
        return (
            f"{(self.order or '').replace('-', ' ')}{told}: {self.order_for:,} rows can only be "
            f"read so, {self.order_against:,} only another way{against}; {self.order_either:,} "
            "would be another day"
        )


def _rows(number: int) -> str:
    return "row" if number == 1 else "rows"
