"""``make texts``: brings the catalogs of every language up to what there is to say.

What is new comes without a translation, what nobody says any more goes."""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from lib.text import CATALOGS, HERE, LOCALES
from lib.text.messages import messages


def update(path: Path, wanted: Catalog, locale: str) -> int:
    """Brings a catalog up to date, which need not be there yet; gives the number of messages that
    lack a translation."""
    kept = Catalog(
        locale=locale,
        project="removals-dashboard",
        charset="utf-8",
        fuzzy=False,
        header_comment="# What readers see, in another language: see CONTRIBUTING.md, “Languages”.",
    )
    if path.exists():
        with path.open("rb") as file:
            kept = read_po(file, locale=locale)
    kept.update(wanted, no_fuzzy_matching=True, update_creation_date=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, kept, width=100, ignore_obsolete=True, sort_output=False, omit_header=False)
    return sum(bool(message.id) and not all(texts(message.string)) for message in kept)


def texts(string: object) -> list[str]:
    """A translation as the texts it consists of: one, or one for each plural form."""
    return [str(one or "") for one in (string if isinstance(string, list | tuple) else [string])]


def main() -> int:
    for language, locale in LOCALES.items():
        for name in CATALOGS:
            path = HERE / language / "LC_MESSAGES" / name
            missing = update(path, messages(name), locale)
            print(f"{path.relative_to(Path.cwd())}: {missing} without a translation")
    return 0


if __name__ == "__main__":
    sys.exit(main())
