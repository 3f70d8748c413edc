"""Every other language says all that English says, with the same names in braces, and writes
numbers and months as its readers do."""

import ast
import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent
from hypothesis import given
from hypothesis import strategies as st

from lib.glossary import terms
from lib.months import Month, day_words
from lib.text import CATALOGS, HERE, LANGUAGES, LOCALES, speaking
from lib.text.__main__ import texts, update
from lib.text.messages import ROOT, messages
from lib.views import views
from lib.words import number

ENGLISH = sorted(path.relative_to(HERE / "en").as_posix() for path in HERE.glob("en/**/*.*"))

Id = str | tuple[str, ...]


def forms(id: object) -> tuple[str, ...]:
    return tuple(texts(id))


def translated(language: str, name: str) -> dict[Id, Message]:
    with (HERE / language / "LC_MESSAGES" / name).open("rb") as file:
        return {forms(message.id): message for message in read_po(file) if message.id}


def names(text: str) -> list[str]:
    """What stands in braces."""
    return sorted(re.findall(r"\{[^{}]*\}", text))


def test_every_language_but_english_has_a_locale() -> None:
    assert set(LOCALES) == set(LANGUAGES) - {"en"}


@pytest.mark.parametrize("name", CATALOGS)
@pytest.mark.parametrize("language", LOCALES)
def test_everything_that_is_said_is_translated_and_nothing_else(language: str, name: str) -> None:
    """`make texts` adds what is missing and takes away what nobody says any more."""
    wanted = {forms(message.id) for message in messages(name) if message.id}
    there = translated(language, name)
    assert wanted - there.keys() == set(), "run make texts, and translate these"
    assert there.keys() - wanted == set(), "run make texts: nobody says these"
    blank = [id for id, message in there.items() if not all(texts(message.string))]
    doubtful = [id for id, message in there.items() if message.fuzzy]
    assert (blank, doubtful) == ([], [])


@pytest.mark.parametrize("name", CATALOGS)
@pytest.mark.parametrize("language", LOCALES)
def test_a_translation_fills_in_what_the_english_does(language: str, name: str) -> None:
    for id, message in translated(language, name).items():
        # Of several forms, that of one may leave the number out.
        assert names(texts(message.string)[-1]) == names(id[-1]), id
        for text in texts(message.string):
            assert set(names(text)) <= set(names(id[-1])), id


@pytest.mark.parametrize("name", ENGLISH)
@pytest.mark.parametrize("language", LOCALES)
def test_every_longer_text_is_there_with_the_same_names_and_links(language: str, name: str) -> None:
    english, other = ((HERE / one / name).read_text(encoding="utf-8") for one in ("en", language))
    assert other.strip() and other != english
    if name.endswith(".md"):
        assert set(names(other)) == set(names(english))
        assert re.findall(r"\]\(([^)]+)\)", other) == re.findall(r"\]\(([^)]+)\)", english)
    there = {path.relative_to(HERE / language).as_posix() for path in HERE.glob(f"{language}/**/*")}
    assert {one for one in there if one.endswith((".md", ".toml"))} - set(ENGLISH) <= {"TERMS.md"}


@pytest.mark.parametrize("language", LOCALES)
def test_the_glossary_explains_the_same_terms(language: str) -> None:
    english = set(terms())
    with speaking(language):
        assert set(terms()) == english


@pytest.mark.parametrize("language", LOCALES)
def test_months_and_days_are_written_as_the_locale_has_them(language: str) -> None:
    locale = Locale.parse(LOCALES[language])
    with speaking(language):
        for place in range(1, 13):
            month, day = Month(2017, place), dt.date(2017, place, 3)
            assert month.name == locale.months["format"]["wide"][place]
            assert month.short_name == locale.months["format"]["abbreviated"][place]
            assert month.words == format_skeleton("yMMMM", day, locale=locale)
            assert month.short == format_skeleton("yMMM", day, locale=locale)
            assert day_words(day) == format_date(day, "long", locale=locale)
            assert day_words(day, short=True) == format_date(day, "medium", locale=locale)


@given(value=st.integers(0, 10**9), hundredths=st.integers(0, 10_000))
@pytest.mark.parametrize("language", LOCALES)
def test_numbers_are_written_as_the_locale_has_them(
    language: str, value: int, hundredths: int
) -> None:
    """The charts write them by the formats of D3, with the signs of English: another language may
    use the same signs alone until they are set in a figure, too."""
    locale = LOCALES[language]
    with speaking(language):
        assert number(value, "count") == format_decimal(value, locale=locale)
        shown = number(hundredths / 10_000, "share", 1)
        assert shown == format_percent(float(shown[:-1]) / 100, "#,##0.0%", locale=locale)


def said_at_import(node: ast.AST) -> Iterator[ast.Call]:
    """What a module says while it is loaded."""
    for child in ast.iter_child_nodes(node):
        later: list[ast.AST | None] = []
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            later = [*child.args.defaults, *child.args.kw_defaults, *child.decorator_list]
        elif not isinstance(child, ast.Lambda):
            later = [child]
        for one in later:
            if one is None:
                continue
            if (
                isinstance(one, ast.Call)
                and isinstance(one.func, ast.Name)
                and one.func.id in ("_", "count", "prose")
            ):
                yield one
            yield from said_at_import(one)


def test_nothing_is_said_in_the_language_in_which_a_module_is_loaded() -> None:
    """What is kept by a module is kept for readers of all languages."""
    scripts = {"frame.py", *(view.script for view in views().values())}
    modules = [
        *(ROOT / "lib").rglob("*.py"),
        *(path for path in (ROOT / "pages").glob("*.py") if path.name not in scripts),
    ]
    assert len(modules) > 100
    for path in modules:
        assert not list(said_at_import(ast.parse(path.read_text(encoding="utf-8")))), path


def test_a_catalog_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "xx" / "labels.po"
    wanted = messages("labels.po")
    assert update(path, wanted, "es_US") == len(wanted)
    with path.open("rb") as file:
        catalog = read_po(file)
    # Translated once, it stays so; what is no longer said goes.
    text = path.read_text(encoding="utf-8").replace(
        'msgid "Log scale"\nmsgstr ""', 'msgid "Log scale"\nmsgstr "Logarítmica"'
    )
    path.write_text(text + '\nmsgid "Nobody says this"\nmsgstr "Nadie"\n', encoding="utf-8")
    assert update(path, wanted, "es_US") == len(wanted) - 1
    with path.open("rb") as file:
        again = read_po(file)
    assert again["Log scale"].string == "Logarítmica"
    assert "Nobody says this" not in again and len(again) == len(catalog)
