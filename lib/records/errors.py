"""The one error a user of the roll-up sees."""

from __future__ import annotations


class RecordsError(Exception):
    """A file that cannot be rolled up: which, where in it, what is wrong, what to do.

    The text is one line.
    ``row`` is counted as a spreadsheet or an editor shows it: the first line of the file is row 1.
    """

    def __init__(
        self,
        problem: str,
        *,
        file: str | None = None,
        row: int | None = None,
        column: str | None = None,
        hint: str = "",
    ):
        place = [
            *([file] if file else []),
            *([f"row {row:,}"] if row is not None else []),
            *([f"column {column}"] if column is not None else []),
        ]
        self.file, self.row, self.column, self.problem, self.hint = file, row, column, problem, hint
        text = (", ".join(place) + ": " if place else "") + problem + (f". {hint}" if hint else "")
        super().__init__(" ".join(text.split()))


class NotATable(RecordsError):
    """A file that holds no records: something else, prose, or nothing."""


def first_line(error: Exception) -> str:
    """What a library's error says, in one line."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
