"""The one error a reader of published workbooks sees."""

from __future__ import annotations


class OfficialError(Exception):
    """A workbook, or a part of one, that cannot be read: which, where in it, what is wrong, what to
    do.

    The text is one line. ``cell`` is named as a spreadsheet shows it: the first is A1.
    """

    def __init__(
        self,
        problem: str,
        *,
        workbook: str | None = None,
        sheet: str | None = None,
        cell: str | None = None,
        hint: str = "",
    ):
        place = [
            *([workbook] if workbook else []),
            *([f"sheet “{sheet}”"] if sheet else []),
            *([f"cell {cell}"] if cell else []),
        ]
        self.workbook, self.sheet, self.cell = workbook, sheet, cell
        self.problem, self.hint = problem, hint
        text = (", ".join(place) + ": " if place else "") + problem + (f". {hint}" if hint else "")
        super().__init__(" ".join(text.split()))
