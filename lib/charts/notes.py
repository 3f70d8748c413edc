"""What is said below a plot: short on the page, whole in a picture.

On the page what a chart's marks mean stands under its plot, and all else is one step away. A
picture leaves the page and carries everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from lib.charts.look import Look
from lib.measures import Series
from lib.text import _
from lib.words import brief_caveats, brief_unknown, caveats, unknown_words


@dataclass(frozen=True)
class Note:
    """Words below the plot.

    Notes of kind ``sentence`` that follow each other run on; a ``line`` begins a line of its own.
    ``brief`` is what stands in their place below the plot on the page, where they are one step
    away; blank where nothing has to.
    """

    words: str
    kind: Literal["sentence", "line"] = "sentence"
    brief: str = ""


def key_note(words: str, kind: Literal["sentence", "line"] = "sentence") -> Note:
    """What a mark means, short enough to stand below the plot everywhere."""
    return Note(words, kind, words)


def colors_note(names: Iterable[tuple[str, str]]) -> Note:
    """The key to the colors, where there is no room for names beside the lines."""
    return key_note(_("Colors: {names}.", names=colored(names)), "line")


def colored(names: Iterable[tuple[str, str]]) -> str:
    """Each (name, color) behind a dot in its color, for a key: a color that is pale enough for a
    bar is too pale for words."""
    return ", ".join(f'<span style="color:{color}">●</span> <b>{name}</b>' for name, color in names)


def of_series(shown: Sequence[Series], *, hatched: bool = True) -> list[Note]:
    """What must be known of series. ``hatched`` says whether the months without a value need words
    below the plot on the page, too."""
    said = [Note(words) for series in shown for words in unknown_words(series)]
    said += [Note(words) for words in caveats(shown)]
    brief = [*(brief_unknown(shown) if hatched else ()), *brief_caveats(shown)]
    return [*said, *(Note("", brief=words) for words in brief)]


def note_lines(notes: Sequence[Note], look: Look, size: int) -> list[str]:
    """The lines below the plot, for a font size in pixels."""
    lines: list[str] = []
    for own_line, together in groupby(notes, lambda note: note.kind == "line"):
        said = (note.words if look.picture else note.brief for note in together)
        words = [one for one in said if one]
        paragraphs = words if own_line else [" ".join(words)]
        lines += [line for paragraph in paragraphs for line in look.wrap(paragraph, size)]
    return [line for line in lines if line]
