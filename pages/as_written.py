"""Text of a visitor's files on a page: as it is written, whatever Markdown would make of it."""

from __future__ import annotations

import re

from lib.text import said

_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+!|$~^=&:.-])")


def as_written(text: object) -> str:
    """Markdown that shows the text itself, in the language spoken where it is a label."""
    return _MARKS.sub(r"\\\1", " ".join(str(said(text)).split()))


def in_chart(text: str) -> str:
    """The text for a chart, in which a less-than sign would begin markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;")
