"""The account of a file's rows: those that are not as wide as its header, and what was mended."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from lib.records.report import Example
from lib.text import later

SHOWN = 5
"""Examples kept of each kind."""


class Oddity(Enum):
    """What can be odd about a row, in the words of the report."""

    LONG = later("more cells than the header; not counted")
    NO_RECORD = later("a total or a note in place of a record; not counted")
    SHORT = later("fewer cells than the header; the missing ones count as empty")
    QUOTED = later("a quotation mark that closes nothing; read as a letter")
    STRAY = later("a byte that is no text in the file's encoding; read as Windows-1252")


NOT_COUNTED = (Oddity.LONG, Oddity.NO_RECORD)


@dataclass
class Account:
    """The odd rows of one file: how many of each kind, and the first of them."""

    file: str
    encoding: str
    """The encoding of the file, judged by all of it."""
    rows: int = 0
    """All rows below the header, blank lines aside."""
    counts: dict[Oddity, int] = field(default_factory=dict)
    examples: dict[Oddity, list[Example]] = field(default_factory=dict)

    @property
    def set_aside(self) -> int:
        """Rows that are not counted, whatever their date."""
        return sum(self.counts.get(oddity, 0) for oddity in NOT_COUNTED)

    def note(self, oddity: Oddity, row: int, text: str) -> None:
        """Counts a row, and keeps it where it is one of the first."""
        self.counts[oddity] = self.counts.get(oddity, 0) + 1
        shown = self.examples.setdefault(oddity, [])
        if len(shown) < SHOWN:
            shown.append(Example(self.file, row, text[:80]))
