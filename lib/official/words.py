"""What cells and headers say: counts, the words that stand for a missing one, names without their
footnote digits, months."""

from __future__ import annotations

import re
from typing import Any

NOT_AVAILABLE = "not available"
NOT_APPLICABLE = "not applicable"
NOT_YET = "not yet released"

MISSING = {
    "": NOT_AVAILABLE,
    "na": NOT_AVAILABLE,
    "n/a": NOT_AVAILABLE,
    "x": NOT_APPLICABLE,
}
"""What the publishers write instead of a count, in small letters, and the words it becomes."""

Value = int | str
"""A count, or the words that say why there is none."""

_RAISED = "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"
_DIGITS = f"[0-9{_RAISED}]{{1,2}}"
_GLUED = re.compile(rf"(?<=[^\W\d{_RAISED}])({_DIGITS}(?:, ?{_DIGITS})*)$|(?<=\))({_DIGITS})$")
_COUNT = re.compile(r"[0-9]{1,3}(,[0-9]{3})*|[0-9]+")
_PLAIN_DIGITS = str.maketrans(_RAISED, "0123456789")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FULL_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)


def text_of(cell: Any) -> str:
    """A cell as text on one line; a whole number without its decimals."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(str(cell).split())


def value_of(cell: Any) -> Value:
    """The count in a cell, or the words that stand for it.

    Raises ValueError, saying what the cell holds, where it is neither a count nor a known word: a
    fraction, a negative number, another text."""
    text = text_of(cell)
    if text.lower() in MISSING:
        return MISSING[text.lower()]
    if _COUNT.fullmatch(text):
        return int(text.replace(",", ""))
    raise ValueError(f"“{text}” is neither a count nor one of NA, X and blank")


def plain(cell: Any) -> str:
    """A name without the footnote digits glued to its end: “Paroled” for “Paroled5”.

    Digits after a space belong to the name (“Title 42”)."""
    text = text_of(cell)
    return _GLUED.sub("", text).rstrip()


def footnotes(cell: Any) -> tuple[str, ...]:
    """The numbers of the footnotes glued to the end of a name."""
    match = _GLUED.search(text_of(cell))
    if match is None:
        return ()
    return tuple(re.split(", ?", match[0].translate(_PLAIN_DIGITS)))


def key(cell: Any) -> str:
    """A name for comparison: without footnote digits, in small letters, signs as single spaces."""
    return " ".join(re.findall(r"\w+", plain(cell).lower()))


def words_of(cell: Any) -> set[str]:
    """The words of a heading, each as ``key`` has it."""
    return {word for part in text_of(cell).split() for word in key(part).split()}


def month_number(cell: Any) -> int | None:
    """1 to 12 for the name of a month, in full or its first three or four letters; else None."""
    name = key(cell)
    short = name[:3]
    if short not in _MONTHS or not _FULL_NAMES[_MONTHS.index(short)].startswith(name):
        return None
    return _MONTHS.index(short) + 1
