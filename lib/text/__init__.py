"""What pages and charts say, by language.

Longer text stands in ``<language>/<name>.md``, for translators to find in one place. Short labels
stand where they are used, in English, and go through ``_``; so do the texts of the data folder that
readers see. What they are in another language stands in the gettext catalogs
``<language>/LC_MESSAGES/*.po``, which ``make texts`` brings up to date. What a language lacks is
said in English."""

from __future__ import annotations

import gettext
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import TypeVar
from urllib.parse import parse_qs

HERE = Path(__file__).parent

ENGLISH = "en"

LANGUAGES = {ENGLISH: "English", "es": "Español"}
"""The languages by what addresses call them, each in its own name."""

LOCALES = {"es": "es_US"}
"""How numbers, months and plurals are written in each of the others."""

CATALOGS = ("labels.po", "data.po")
"""The catalogs of a language: the labels of the code, and the texts of the data folder. Of what
both have, the first counts: a label has the room that it needs."""

LANGUAGE: ContextVar[str] = ContextVar("language", default=ENGLISH)
"""The language of whoever is being answered."""


def known_language(asked: str | None) -> str:
    """The language that an address names; English where it names none that there is."""
    return asked if asked in LANGUAGES else ENGLISH


def language_of(query: str) -> str:
    """The language that the part of an address after its question mark names."""
    return known_language(parse_qs(query).get("lang", [None])[0])


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """What is said within it is said in this language."""
    token = LANGUAGE.set(language)
    try:
        yield
    finally:
        LANGUAGE.reset(token)


def _(label: str, /, **values: object) -> str:
    """A label in the language spoken, its ``{names}`` filled with values."""
    # gettext keeps the description of a catalog under the blank label.
    said = _catalog(LANGUAGE.get()).gettext(label) if label else label
    return said.format(**values) if values else said


def count(one: str, many: str, number: int, /, **values: object) -> str:
    """A label that depends on a number, which it may name: “{number} month”, “{number} months”."""
    said = _catalog(LANGUAGE.get()).ngettext(one, many, number)
    return said.format(number=number, **values)


class Later(str):
    """A label that is said by whoever reads it, in the language of that reader; as a text it is
    the English. What works beside the pages, in threads of its own, or is kept for a visit that
    turns to another language, says nothing itself. Made by ``later``."""

    _label: str
    _values: Mapping[str, object]

    def __new__(cls, label: str, values: Mapping[str, object]) -> Later:
        self = super().__new__(cls, label.format(**values) if values else label)
        self._label, self._values = label, values
        return self

    def __reduce__(self) -> tuple[type[Later], tuple[str, Mapping[str, object]]]:
        return Later, (self._label, self._values)

    def said(self) -> str:
        """The label in the language spoken, and so are the labels in it."""
        return _(self._label, **{name: said(value) for name, value in self._values.items()})


def later(label: str, /, **values: object) -> Later:
    """A label as ``_`` says it, to be said later; values may be such labels themselves."""
    return Later(label, values)


def together(parts: Iterable[str], between: str) -> Later:
    """Texts one behind the other, each to be said later where it is such a label."""
    named = {f"part_{number}": part for number, part in enumerate(parts)}
    label = "{between}".join(f"{{{name}}}" for name in named)
    return Later(label, {**named, "between": between})


Value = TypeVar("Value")


def said(value: Value) -> Value | str:
    """What is to be said later, now; anything else as it is."""
    return value.said() if isinstance(value, Later) else value


def listed(names: Iterable[str]) -> str:
    """Names in a sentence: “TRAC, ICE and OHSS”; blank for none."""
    *before, last = tuple(names) or ("",)
    return _("{names} and {last}", names=", ".join(before), last=last) if before else last


def prose(name: str, /, **values: object) -> str:
    """A longer text in Markdown, such as ``sources/limits``, its ``{names}`` filled with values.

    Raises FileNotFoundError for a name that not even English has.
    """
    text = _text(LANGUAGE.get(), name)
    return text.format(**values) if values else text


@lru_cache(maxsize=8)
def _catalog(language: str) -> gettext.NullTranslations:
    folder = HERE / language / "LC_MESSAGES"
    files = [folder / name for name in CATALOGS if (folder / name).exists()]
    if not files:
        return gettext.NullTranslations()
    # Loaded with the first reader of another language.
    from lib.text.catalogs import read

    return read(files)


@lru_cache(maxsize=256)
def _text(language: str, name: str) -> str:
    return path_of(language, f"{name}.md").read_text(encoding="utf-8").strip()


def path_of(language: str, name: str) -> Path:
    """A file of texts in a language, or in English where the language lacks it."""
    spoken = HERE / language / name
    return spoken if spoken.exists() else HERE / ENGLISH / name
