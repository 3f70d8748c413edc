"""Catalogs of labels, read as translators write them: nothing has to be compiled before a start."""

from __future__ import annotations

import gettext
import io
from collections.abc import Sequence
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def read(files: Sequence[Path]) -> gettext.NullTranslations:
    """The labels of all files; the first that has one counts. What a translator left blank or
    marked as doubtful is not there."""
    found = [_one(file) for file in files]
    for more in found[1:]:
        found[0].add_fallback(more)
    return found[0]


def _one(file: Path) -> gettext.GNUTranslations:
    with file.open("rb") as text:
        catalog = read_po(text)
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
