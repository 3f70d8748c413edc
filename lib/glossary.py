"""The words of the subject: what each means, and where a text uses them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from lib.text import LANGUAGE, path_of


@dataclass(frozen=True)
class Term:
    """A word of the subject: what the glossary lists it under, how texts write it, and what it
    means here."""

    id: str
    term: str
    forms: tuple[str, ...]
    says: str


PLACE = "term-"
"""How the address of a term within a page begins."""


def terms() -> Mapping[str, Term]:
    """All terms by id, in the language spoken; in the order of their names."""
    return _terms(LANGUAGE.get())


def explained(text: str, known: set[str] | None = None) -> str:
    """A text in Markdown in which each term is a link to its place, where it is used first.

    ``known`` are the ids of terms that the reader has met already; those of this text are added.
    Links, code and the names of files stay as they are."""
    met = set() if known is None else known
    language = LANGUAGE.get()
    ids, pattern = _pattern(language)

    def link(found: re.Match[str]) -> str:
        id = ids.get(found["term"].casefold()) if found["term"] else None
        if id is None or id in met:
            return found[0]
        met.add(id)
        return f"[{found['term']}](#{PLACE}{id})"

    return pattern.sub(link, text)


@lru_cache(maxsize=4)
def _terms(language: str) -> dict[str, Term]:
    entries = tomllib.loads(path_of(language, "glossary.toml").read_text(encoding="utf-8"))
    made = [
        Term(id, entry["term"], (entry["term"], *entry["forms"]), entry["says"].strip())
        for id, entry in entries.items()
    ]
    return {term.id: term for term in sorted(made, key=lambda term: term.term.casefold())}


@lru_cache(maxsize=4)
def _pattern(language: str) -> tuple[dict[str, str], re.Pattern[str]]:
    """The id of each form, and what finds the forms in a text, the longest first, or what must be
    left alone."""
    ids = {form.casefold(): term.id for term in _terms(language).values() for form in term.forms}
    forms = "|".join(re.escape(form) for form in sorted(ids, key=len, reverse=True))
    apart = r"\[[^\]]*\]\([^)]*\)|`[^`]*`"
    return ids, re.compile(rf"{apart}|(?<![\w-])(?P<term>{forms})(?![\w-])", re.IGNORECASE)
