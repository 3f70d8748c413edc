"""What a test reads and looks for in English, in the language of the reader.

The browser tests are written in English. With ``READER_LANGUAGE=es`` (``make test-spanish``) their
windows are those of a reader of Spanish, and each text by which they find something is what the
catalogs have for it: a label as it is, or a label with values in it. A test that turns from one
language to the other itself is marked ``english``, and left out.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from functools import cache, wraps
from string import Formatter
from typing import Any

from babel.messages.pofile import read_po
from playwright.sync_api import Locator, Page
from playwright.sync_api._generated import LocatorAssertions

from lib.months import Month
from lib.text import CATALOGS, ENGLISH, HERE, LANGUAGES, _, speaking
from lib.text.__main__ import texts

READER = os.environ.get("READER_LANGUAGE", ENGLISH)

ALSO = tuple(language for language in LANGUAGES if READER == ENGLISH != language)
"""The other languages, of which the tests of a reader of English are a sample."""

MONTHS = [Month(2000, number) for number in range(1, 13)]
"""By their English names."""
_NAMED = re.compile(rf"\b({'|'.join(month.name for month in MONTHS)}) ([12]\d{{3}})\b")
_SHORT = re.compile(rf"\b({'|'.join(month.short_name for month in MONTHS)}) ([12]\d{{3}})\b")

FINDERS = {
    "get_by_role": ("name",),
    "get_by_text": ("text",),
    "get_by_label": ("text",),
    "get_by_placeholder": ("text",),
    "locator": ("has_text",),
    "filter": ("has_text",),
    "select_option": ("label",),
}
"""What finds something by words, and under what name it takes them; ``text`` may come first."""

EXPECTATIONS = ("to_have_text", "to_contain_text", "not_to_have_text", "not_to_contain_text")


def spoken(text: str, language: str = READER) -> str:
    """What stands in the catalogs for an English text; the text itself where nothing does."""
    if language == ENGLISH or not text:
        return text
    with speaking(language):
        if (said := _(text)) != text:
            return said
        if (sentence := _sentences(language).get(text.rstrip("."))) is not None:
            return sentence
        for template, names, translation in _templates(language):
            if match := template.fullmatch(text):
                values = {name: spoken(match[name], language) for name in names}
                if all(map(_is_value, match.groups(), values.values())):
                    return translation.format(**values)
        if text.endswith("."):
            return spoken(text[:-1], language) + "."
        for between in (" · ", ": ", " + "):
            before, met, after = text.partition(between)
            if met:
                return f"{spoken(before, language)}{between}{spoken(after, language)}"
        text = _NAMED.sub(lambda found: _month(found, "name").words, text)
        return _SHORT.sub(lambda found: _month(found, "short_name").short, text)


def _is_value(text: str, said: str) -> bool:
    """Whether it may be what a label is filled with, and not words that look like some label."""
    return said != text or text.istitle() or any(map(str.isdigit, text))


def _month(found: re.Match[str], named: str) -> Month:
    with speaking(ENGLISH):
        number = [getattr(month, named) for month in MONTHS].index(found[1]) + 1
    return Month(int(found[2]), number)


@cache
def _pairs(language: str) -> list[tuple[str, str]]:
    """Every label and what it is in the language, each form of those with several."""
    found: list[tuple[str, str]] = []
    for name in CATALOGS:
        with (HERE / language / "LC_MESSAGES" / name).open("rb") as file:
            for message in read_po(file):
                if message.id:
                    found += zip(texts(message.id), texts(message.string), strict=False)
    return found


@cache
def _sentences(language: str) -> dict[str, str]:
    """Each sentence of the labels that have several, without its period."""
    found: dict[str, str] = {}
    for label, translation in _pairs(language):
        parts, said = (re.split(r"(?<=[.?!:]) ", text) for text in (label, translation))
        if len(parts) == len(said) > 1:
            found |= {
                one.rstrip("."): other.rstrip(".")
                for one, other in zip(parts, said, strict=True)
                if "{" not in one
            }
    return found


@cache
def _templates(language: str) -> list[tuple[re.Pattern[str], list[str], str]]:
    """The labels with values in them, those with most words of their own first: what they match,
    the names of the values, and the translation, which takes texts."""
    found: list[tuple[str, list[str], str]] = []
    for label, translation in _pairs(language):
        names = [part for _text, part, *_more in Formatter().parse(label) if part]
        if names and translation and all(map(str.isidentifier, names)):
            found.append((label, names, re.sub(r"\{(\w+):[^}]*\}", r"{\1}", translation)))
    found.sort(key=lambda one: -len(re.sub(r"\{[^}]*\}", "", one[0])))
    return [
        (_matching(id), names, translation)
        for id, names, translation in found
        # One that is values and marks alone would match anything.
        if re.search(r"[a-z]{2}", re.sub(r"\{[^}]*\}", "", id))
    ]


def _matching(label: str) -> re.Pattern[str]:
    pattern, met = "", set()
    for text, name, *_more in Formatter().parse(label):
        pattern += re.escape(text)
        if name:
            pattern += f"(?P={name})" if name in met else f"(?P<{name}>.+?)"
            met.add(name)
    return re.compile(pattern, re.DOTALL)


def speak_to_the_browser() -> None:
    """From now on whatever is looked for by English words is looked for by the reader's."""
    for kind in (Page, Locator):
        for name, keys in FINDERS.items():
            if hasattr(kind, name):
                setattr(kind, name, _speaking(getattr(kind, name), keys))
    for name in EXPECTATIONS:
        setattr(LocatorAssertions, name, _speaking(getattr(LocatorAssertions, name), ("expected",)))


def _speaking(method: Callable[..., Any], keys: tuple[str, ...]) -> Callable[..., Any]:
    @wraps(method)
    def speaking_method(self: Any, *given: Any, **named: Any) -> Any:
        if given and keys[0] in ("text", "expected"):
            given = (_said(given[0]), *given[1:])
        return method(self, *given, **{k: _said(v) if k in keys else v for k, v in named.items()})

    return speaking_method


def _said(words: Any) -> Any:
    if isinstance(words, list):
        return [_said(one) for one in words]
    return spoken(words) if isinstance(words, str) else words
