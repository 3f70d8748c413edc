"""How a profile or ``--flag`` says which records to count.

    Gender = Female                          the cell is this text
    Gender != Female                         the cell is another text, or is empty
    Gender in (Female, Unknown)              the cell is one of these texts
    Gender not in (Female, Unknown)          the cell is none of these texts, or is empty
    RC Threat Level starts with (B)(7)(E)    the cell begins with this text
    Charge contains DUI                      the text is anywhere in the cell
    Lift Reason is empty                     the cell is blank
    Lift Reason is not empty
    Left To = [Home]                         the cells of two columns are the same text
    Left To != [Home]                        the cells of two columns are different texts

Where one of two compared cells is empty, they are neither the same nor different. To the right of =
and !=, [brackets] mean a column, "double quotes" mean a text, and without either it is a column if
a column has exactly this name, else a text. The report shows in brackets what was read as a column.
To the right of the other operators it is always a text.

Spaces around a cell are ignored; capitals matter. A condition may end with what else to ignore:

    Gender = female ignoring case            capitals do not matter
    Charge = DUI-Liquor ignoring blanks      nor do spaces, tabs and line breaks inside the cell
    Left To != Home ignoring case and blanks

A column or a text may be put in "double quotes", and must be if it contains one of these operators,
the word ignoring or, in a list, a comma. There is nothing else: a condition is never passed to a
database as written.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from lib.records.errors import RecordsError
from lib.sql import literal
from lib.text import later

_OPERATORS = r"!=|=|\bstarts\s+with\b|\bcontains\b"
_GRAMMAR = re.compile(
    rf"""\s*(?:"(?P<quoted>[^"]+)"|(?P<plain>.+?))
        \s*(?:(?P<empty>\bis\s+empty\s*$)|(?P<filled>\bis\s+not\s+empty\s*$)
            |(?:(?P<list>\bnot\s+in|\bin)\s*\((?P<values>.*)\)|(?P<operator>{_OPERATORS})
                \s*(?P<value>.+?))
             (?:\s+ignoring\s+(?P<ignored>case|blanks|case\s+and\s+blanks|blanks\s+and\s+case))?
             \s*$)""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_NEEDS_QUOTES = re.compile(rf"{_OPERATORS}|\bis\s+(?:not\s+)?empty\b|\bin\s*\(", re.IGNORECASE)
_BLANKS = " \t\r\n\u00a0"
"""What ``ignoring blanks`` passes over; the last is the space at which no line breaks."""


@dataclass(frozen=True)
class Condition:
    """One test of one column, with one of the operators above."""

    column: str
    operator: str
    value: str = ""
    values: tuple[str, ...] = ()
    """The texts of a list."""
    other: str | None = None
    """The column that is compared with, instead of ``value``."""
    case: bool = True
    """Whether capitals matter."""
    blanks: bool = True
    """Whether blanks inside a cell matter."""
    quoted: bool = field(default=False, compare=False)
    """Whether the value was written in quotes, and so is a text whatever the columns are."""

    @property
    def exact(self) -> bool:
        """Whether every letter and blank counts."""
        return self.case and self.blanks

    @classmethod
    def parse(cls, text: str) -> Condition:
        """Raises RecordsError, with the text, for anything outside the language."""
        match = _GRAMMAR.fullmatch(text)
        if match is None:
            raise RecordsError(
                f"“{text}” is not a condition",
                hint="Write COLUMN = TEXT, COLUMN != TEXT, COLUMN in (TEXT, TEXT), "
                "COLUMN starts with TEXT, COLUMN contains TEXT, COLUMN is empty or "
                "COLUMN is not empty",
            )
        if "\0" in text:
            raise RecordsError("a condition cannot contain a NUL character")
        column = (match["quoted"] or match["plain"]).strip()
        if match["empty"]:
            return cls(column, "is empty")
        if match["filled"]:
            return cls(column, "is not empty")
        ignored = (match["ignored"] or "").lower()
        case, blanks = "case" not in ignored, "blanks" not in ignored
        operator = " ".join((match["list"] or match["operator"]).lower().split())
        if match["list"]:
            values = _listed(match["values"], text)
            return cls(column, operator, values=values, case=case, blanks=blanks)
        value = match["value"]
        quoted = len(value) >= 2 and value[0] == value[-1] == '"'
        if quoted:
            value = value[1:-1]
        elif re.search(r"\signoring\s", value, re.IGNORECASE):
            # Otherwise a slip in the last words would be a text that no cell holds.
            raise RecordsError(
                f"“{text}” is not a condition",
                hint="What can be ignored is case, blanks, or case and blanks; a text with the "
                'word ignoring must be in "double quotes"',
            )
        elif operator in ("=", "!=") and len(value) > 2 and value[0] + value[-1] == "[]":
            return cls(column, operator, other=value[1:-1].strip(), case=case, blanks=blanks)
        return cls(column, operator, value, case=case, blanks=blanks, quoted=quoted)

    def among(self, columns: Sequence[str]) -> Condition:
        """The condition as it is read in files of these columns: is its right side one of them?

        Raises RecordsError where that column is not there, or where the right side is almost the
        name of a column.
        """
        if self.other is not None:
            found = find_column(columns, self.other)
            if found is None:
                raise RecordsError(
                    f"there is no column {self.other}",
                    hint=f'Write "[{self.other}]" for the text; '
                    f"the columns are {', '.join(columns)}",
                )
            return replace(self, other=found)
        if self.operator not in ("=", "!=") or self.quoted or not plain(self.value):
            return self
        if self.value in columns:
            return replace(self, value="", other=self.value)
        if near := find_column(columns, self.value):
            raise RecordsError(
                f"“{self.value}” could be a text or the column {near}",
                hint=f'Write {self.column} {self.operator} "{self.value}" for the text, '
                f"or {self.column} {self.operator} [{near}] for the column",
            )
        return self

    def sql(self, cell: str, other: str | None = None) -> str:
        """True or false for each row; ``cell`` is the SQL of the column, as text.

        ``other`` is that of the column compared with, where there is one.
        """
        text = self._compared(cell)
        if other is not None:
            right = self._compared(other)
            sign = "=" if self.operator == "=" else "<>"
            return f"(({text}) <> '' AND ({right}) <> '' AND ({text}) {sign} ({right}))"
        value = self._literal(self.value)
        match self.operator:
            case "=":
                return f"({text}) = {value}"
            case "!=":
                return f"({text}) <> {value}"
            case "in" | "not in":
                among = ", ".join(self._literal(one) for one in self.values)
                return f"({text}) {self.operator.upper()} ({among})"
            case "starts with" if self.exact and self.value and not self.value.endswith(" "):
                # What is behind the beginning does not matter, spaces neither.
                return f"coalesce(starts_with(ltrim({cell}, ' '), {value}), false)"
            case "starts with":
                return f"starts_with({text}, {value})"
            case "contains":
                return f"contains({text}, {value})"
            case "is empty":
                return f"({text}) = ''"
            case _:
                return f"({text}) <> ''"

    def _compared(self, cell: str) -> str:
        """The cell without what is ignored."""
        filled = f"coalesce({cell}, '')"
        if self.blanks:
            # Trimming every cell costs more than the test itself, and few cells need it.
            text = (
                f"CASE WHEN starts_with({filled}, ' ') OR ends_with({filled}, ' ') "
                f"THEN trim({filled}, ' ') ELSE {filled} END"
            )
        else:
            text = filled
            for blank in _BLANKS:
                text = f"replace({text}, {literal(blank)}, '')"
        return text if self.case else f"lower({text})"

    def _literal(self, value: str) -> str:
        """A text without what is ignored. The engine itself makes both sides small letters."""
        if not self.blanks:
            value = value.translate(dict.fromkeys(map(ord, _BLANKS)))
        return literal(value) if self.case else f"lower({literal(value)})"

    def __str__(self) -> str:
        column = f'"{self.column}"' if _NEEDS_QUOTES.search(self.column) else self.column
        right = f'"{self.value}"' if self.quoted else self.value
        if self.other is not None:
            right = f"[{self.other}]"
        elif self.values:
            right = f"({', '.join(map(_listing, self.values))})"
        ignored = [name for name in ("case", "blanks") if not getattr(self, name)]
        ending = f"ignoring {' and '.join(ignored)}" if ignored else ""
        return " ".join(part for part in (column, self.operator, right, ending) if part)


def _listed(written: str, text: str) -> tuple[str, ...]:
    """The texts of a list. Raises RecordsError, with the condition, where one is empty."""
    try:
        (values,) = csv.reader([written], skipinitialspace=True, strict=True)
    except (csv.Error, ValueError):
        values = []
    values = [value.strip(" ") for value in values]
    if not values or not all(values):
        raise RecordsError(
            f"“{text}” is not a condition",
            hint="Write COLUMN in (TEXT, TEXT); a text with a comma goes in double quotes, and "
            "empty cells are asked for with COLUMN is empty",
        )
    return tuple(values)


def _listing(value: str) -> str:
    """A text as it stands in a list."""
    if set(',"\r\n') & set(value):
        return '"' + value.replace('"', '""') + '"'
    return value


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
            later(
                "more than one column could be “{name}”: {columns}",
                name=name,
                columns=", ".join(alike),
            ),
            hint=later("Write the name exactly as it stands in the header"),
        )
    return alike[0] if alike else None
