"""How a profile or ``--flag`` says which records to count.

    Gender = Female                          the cell is this text
    Gender != Female                         the cell is another text, or is empty
    RC Threat Level starts with (B)(7)(E)    the cell begins with this text
    Charge contains DUI                      the text is anywhere in the cell
    Lift Reason is empty                     the cell is blank
    Lift Reason is not empty

Spaces around a cell are ignored; capitals matter. A column or a text may be put in "double quotes",
and must be if it contains one of these operators. There is nothing else: a condition is never
passed to a database as written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from lib.records.errors import RecordsError
from lib.sql import literal

_GRAMMAR = re.compile(
    r"""\s*(?:"(?P<quoted>[^"]+)"|(?P<plain>.+?))
        \s*(?:(?P<empty>\bis\s+empty\s*$)|(?P<filled>\bis\s+not\s+empty\s*$)
            |(?P<operator>!=|=|\bstarts\s+with\b|\bcontains\b)\s*(?P<value>.+?)\s*$)""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True)
class Condition:
    """One test of one column, with one of the operators above."""

    column: str
    operator: str
    value: str = ""

    @classmethod
    def parse(cls, text: str) -> Condition:
        """Raises RecordsError, with the text, for anything outside the language."""
        match = _GRAMMAR.fullmatch(text)
        if match is None:
            raise RecordsError(
                f"“{text}” is not a condition",
                hint="Write COLUMN = TEXT, COLUMN != TEXT, COLUMN starts with TEXT, "
                "COLUMN contains TEXT, COLUMN is empty or COLUMN is not empty",
            )
        if "\0" in text:
            raise RecordsError("a condition cannot contain a NUL character")
        column = (match["quoted"] or match["plain"]).strip()
        if match["empty"]:
            return cls(column, "is empty")
        if match["filled"]:
            return cls(column, "is not empty")
        value = match["value"]
        if len(value) >= 2 and value[0] == value[-1] == '"':
            value = value[1:-1]
        return cls(column, " ".join(match["operator"].lower().split()), value)

    def sql(self, cell: str) -> str:
        """True or false for each row; ``cell`` is the SQL of the column."""
        filled = f"coalesce({cell}, '')"
        # Trimming every cell costs more than the test itself, and few cells need it.
        trimmed = (
            f"CASE WHEN starts_with({filled}, ' ') OR ends_with({filled}, ' ') "
            f"THEN trim({filled}, ' ') ELSE {filled} END"
        )
        value = literal(self.value)
        match self.operator:
            case "=":
                return f"({trimmed}) = {value}"
            case "!=":
                return f"({trimmed}) <> {value}"
            case "starts with" if self.value and not self.value.endswith(" "):
                # What is behind the beginning does not matter, spaces neither.
                return f"coalesce(starts_with(ltrim({cell}, ' '), {value}), false)"
            case "starts with":
                return f"starts_with({trimmed}, {value})"
            case "contains":
                return f"contains({trimmed}, {value})"
            case "is empty":
                return f"({trimmed}) = ''"
            case _:
                return f"({trimmed}) <> ''"

    def __str__(self) -> str:
        return " ".join(part for part in (self.column, self.operator, self.value) if part)


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """A column name as it is compared: “Departed Date” and “departed_date ” are one."""
    return re.sub(r"[\W_]+", "_", name.strip().casefold()).strip("_")


def find_column(columns: Sequence[str], name: str) -> str | None:
    """The column of that name, or the one whose name differs in spaces, capitals or marks only.

    None where there is no such column. Raises RecordsError where several differ in no more.
    """
    if name in columns:
        return name
    alike = [column for column in columns if (plain(column) or column) == (plain(name) or name)]
    if len(alike) > 1:
        raise RecordsError(
            f"more than one column could be “{name}”: {', '.join(alike)}",
            hint="Write the name exactly as it stands in the header",
        )
    return alike[0] if alike else None
