"""A second language is a second catalog and a second folder of texts; what they lack is said in
English."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from lib import text
from lib.text import LANGUAGE, _, count, prose

# A gettext catalog of one label, “Log scale” in German, and one with a plural, as msgfmt writes
# them.
LABELS = {
    "": "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n",
    "Log scale": "Logarithmische Skala",
    "{number} month\0{number} months": "{number} Monat\0{number} Monate",
}


def catalog(labels: dict[str, str]) -> bytes:
    """The bytes of a .mo file (GNU gettext manual, “The Format of GNU MO Files”)."""
    pairs = sorted((key.encode(), value.encode()) for key, value in labels.items())
    header = 28
    at = header + 16 * len(pairs)
    tables, strings = [b"", b""], b""
    for side in (0, 1):
        for pair in pairs:
            tables[side] += len(pair[side]).to_bytes(4, "little") + at.to_bytes(4, "little")
            strings += pair[side] + b"\0"
            at += len(pair[side]) + 1
    numbers = (0x950412DE, 0, len(pairs), header, header + 8 * len(pairs), 0, at)
    return b"".join(number.to_bytes(4, "little") for number in numbers) + b"".join(tables) + strings


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    shutil.copytree(text.HERE / "en", tmp_path / "en")
    labels = tmp_path / "de" / "LC_MESSAGES" / "labels.mo"
    labels.parent.mkdir(parents=True)
    labels.write_bytes(catalog(LABELS))
    (tmp_path / "de" / "sources").mkdir()
    (tmp_path / "de" / "sources" / "about.md").write_text("Jede Zahl\n", encoding="utf-8")
    monkeypatch.setattr(text, "HERE", tmp_path)
    text._catalog.cache_clear()
    text._text.cache_clear()
    token = LANGUAGE.set("de")
    yield
    LANGUAGE.reset(token)
    text._catalog.cache_clear()
    text._text.cache_clear()


@pytest.mark.usefixtures("german")
def test_labels_and_texts_are_said_in_the_language_that_has_them() -> None:
    assert _("Log scale") == "Logarithmische Skala"
    assert _("Download CSV") == "Download CSV"
    assert count("{number} month", "{number} months", 1) == "1 Monat"
    assert count("{number} month", "{number} months", 26) == "26 Monate"
    assert prose("sources/about") == "Jede Zahl"
    assert prose("claims/about").startswith("The documents behind this dashboard")


def test_in_english_a_label_is_itself_and_its_names_are_filled() -> None:
    assert _("{known} of {months} months have data", known=3, months=6) == "3 of 6 months have data"
    assert count("{number} month", "{number} months", 1) == "1 month"


def test_a_text_that_nobody_wrote_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        prose("sources/nothing")


def test_every_text_is_used_by_a_page() -> None:
    pages = "".join(
        path.read_text(encoding="utf-8")
        for path in [*(text.HERE.parents[1] / "pages").glob("*.py"), text.HERE.parent / "words.py"]
    )
    names = [str(path.relative_to(text.HERE / "en"))[:-3] for path in text.HERE.glob("en/**/*.md")]
    assert names and [name for name in names if f'"{name}"' not in pages] == []
