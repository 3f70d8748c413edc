"""The one error a user of the roll-up sees."""

from __future__ import annotations

from collections.abc import Mapping

from lib.text import ENGLISH, Later, _, said, speaking

COMMAND: Mapping[str, str] = {
    "date_column": "with --date-column NAME",
    "header_row": "with --header-row N",
    "order": "with --order month-first, day-first or year-first",
    "same_person": "with --same-person COLUMN",
    "timezone": "with --timezone ZONE",
}
"""Where a person makes a choice that a message asks for, in the words of the command. A page has
words of its own for the same choices."""


CHOICE = "{choice}"
"""Stands in a hint for where the choice is made."""


class RecordsError(Exception):
    """A file that cannot be rolled up: which, where in it, what is wrong, what to do.

    The text is one line, in English, as the command says it; ``said`` puts it for another place, in
    the language of whoever reads it there, where problem and hint are labels made by ``later``.
    ``row`` is counted as a spreadsheet or an editor shows it: the first line of the file is row 1.
    ``choice`` names the choice that helps (a key of COMMAND); ``{choice}`` in the hint stands for
    where it is made.
    """

    def __init__(
        self,
        problem: str,
        *,
        file: str | None = None,
        row: int | None = None,
        column: str | None = None,
        hint: str = "",
        choice: str = "",
    ):
        self.file, self.row, self.column, self.problem, self.hint = file, row, column, problem, hint
        self.choice = choice
        with speaking(ENGLISH):
            super().__init__(self.said(COMMAND))

    def said(self, choices: Mapping[str, str]) -> str:
        """The text for a place whose words for the choices are these."""
        place = [
            *([said(self.file)] if self.file else []),
            *([_("row {row:,}", row=self.row)] if self.row is not None else []),
            *([_("column {column}", column=self.column)] if self.column is not None else []),
        ]
        problem, hint = said(self.problem), said(self.hint)
        if self.choice:
            hint = hint.replace(CHOICE, choices[self.choice])
        text = ", ".join(place) + ": " * bool(place) + problem + f". {hint}" * bool(hint)
        return " ".join(text.split())


class NotATable(RecordsError):
    """A file that holds no records: something else, prose, or nothing."""


def first_line(error: Exception) -> str:
    """What a library's error says, in its own words and in one line; of an error raised here, the
    label that it was given."""
    if error.args and isinstance(error.args[0], Later):
        return error.args[0]
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
