"""A second language is a second catalog and a second folder of texts; what they lack is said in
English."""

import gettext
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from lib import text
from lib.charts import Chart, Look
from lib.sources import sources
from lib.tables import Tables
from lib.text import _, count, listed, prose, speaking
from lib.views import views
from tests.charts.every import every_chart
from tests.folders import rows

# Of what is in both catalogs the labels count; what is blank or doubtful is not there.
LABELS = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Log scale"
msgstr "Logarithmische Skala"

msgid "{number} month"
msgid_plural "{number} months"
msgstr[0] "{number} Monat"
msgstr[1] "{number} Monate"

msgid "Download PNG"
msgstr ""

#, fuzzy
msgid "Download SVG"
msgstr "Herunterladen?"
"""
DATA = """
msgid "Log scale"
msgstr "Eine andere"

msgid "people"
msgstr "Personen"
"""


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    shutil.copytree(text.HERE / "en", tmp_path / "en")
    catalogs = tmp_path / "de" / "LC_MESSAGES"
    catalogs.mkdir(parents=True)
    (catalogs / "labels.po").write_text(LABELS, encoding="utf-8")
    (catalogs / "data.po").write_text(DATA, encoding="utf-8")
    (tmp_path / "de" / "sources").mkdir()
    (tmp_path / "de" / "sources" / "about.md").write_text("Jede Zahl\n", encoding="utf-8")
    monkeypatch.setattr(text, "HERE", tmp_path)
    text._catalog.cache_clear()
    text._text.cache_clear()
    with speaking("de"):
        yield
    text._catalog.cache_clear()
    text._text.cache_clear()


@pytest.mark.usefixtures("german")
def test_labels_and_texts_are_said_in_the_language_that_has_them() -> None:
    assert _("Log scale") == "Logarithmische Skala"
    assert [_(f"Download {kind}") for kind in ("CSV", "PNG", "SVG")] == [
        "Download CSV",
        "Download PNG",
        "Download SVG",
    ]
    assert (_("people"), _("")) == ("Personen", "")
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


def test_every_text_is_used() -> None:
    root = text.HERE.parents[1]
    pages = "".join(
        path.read_text(encoding="utf-8")
        for path in [
            *root.glob("pages/*.py"),
            *root.glob("lib/charts/*.py"),
            root / "lib/limits.py",
            root / "lib/words.py",
            root / "lib/inference/words.py",
        ]
    )
    names = [str(path.relative_to(text.HERE / "en"))[:-3] for path in text.HERE.glob("en/**/*.md")]
    of_pages = {f"not_said/{path or 'front'}" for path in views()}
    assert names and {name for name in names if f'"{name}"' not in pages} == of_pages


class Bracketed(gettext.NullTranslations):
    """A language in which every label is itself in brackets, so that what is no label shows."""

    def gettext(self, message: str) -> str:
        # The names of months and numbers are one label, whose words are used one by one.
        if message.startswith(("Jan", "no one two")):
            return " ".join(f"⟦{word}⟧" for word in message.split())
        return f"⟦{message}⟧"

    def ngettext(self, one: str, many: str, number: int) -> str:
        return f"⟦{one if number == 1 else many}⟧"


@pytest.fixture
def bracketed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    english = text._text
    # A language of its own: what is kept is kept by language.
    monkeypatch.setattr(text, "_catalog", lambda _language: Bracketed())
    monkeypatch.setattr(text, "_text", lambda language, name: f"⟦{english(language, name)}⟧")
    with speaking("bracketed"):
        yield


def unlabeled(words: str) -> str:
    """What of a text stands in no label: the brackets taken out from the innermost on."""
    plain = " ".join(re.sub(r"<[^>]+>", " ", words).split())
    while (left := re.sub(r"⟦[^⟦⟧]*⟧", " ", plain)) != plain:
        plain = left
    return plain


def said(chart: Chart) -> Iterator[str]:
    """Everything that a chart says, in the figure and beside it."""
    layout = chart.figure["layout"]
    yield chart.title
    yield chart.alt
    yield from chart.headings.values()
    yield from (cell for column in chart.table for cell in map(str, chart.table[column]))
    yield from (note["text"] for note in layout["annotations"])
    for axis in (layout["xaxis"], layout["yaxis"]):
        yield axis["title"]["text"]
        yield from axis.get("ticktext", ())
    for trace in chart.figure["data"]:
        yield trace.get("name", "")
        yield re.sub(r"%\{[^}]*\}", " ", trace.get("hovertemplate", ""))
        yield from (str(told) for told in trace.get("customdata", ()) if told is not None)


def data_words(tables: Tables) -> set[str]:
    """What is the same in every language: abbreviations of publishers, which are taken out of
    their names, quoted words, and what the tests call their charts and lines."""
    return {
        *(source.publisher_short for source in sources(tables).values()),
        *(row["value"] for row in rows("claims") if row["qualifier"] == "a word"),
        *("PEP", "Trump", "ICE removals by source", "about 2.5%", "less than 1%"),
    }


@pytest.mark.usefixtures("bracketed")
@pytest.mark.parametrize("look", [Look(), Look(width="narrow")], ids=["wide", "narrow"])
def test_every_word_of_every_chart_is_a_label_or_data(tables: Tables, look: Look) -> None:
    data = sorted(data_words(tables), key=len, reverse=True)
    for chart in every_chart(tables, look):
        for words in said(chart):
            left = unlabeled(words)
            for known in data:
                left = left.replace(known, " ")
            assert not re.search(r"[^\W\d_]{2}", left), f"{chart.name}: {left.strip()}"


def test_names_are_listed_as_a_sentence_has_them() -> None:
    assert listed(["TRAC", "ICE", "OHSS"]) == "TRAC, ICE and OHSS"
    assert listed(iter(["TRAC", "ICE"])) == "TRAC and ICE"
    assert (listed(["TRAC"]), listed([])) == ("TRAC", "")


@pytest.mark.parametrize("page", views())
def test_every_page_says_in_short_what_its_numbers_do_not_say(page: str) -> None:
    said = prose(f"not_said/{page or 'front'}").splitlines()
    assert 2 <= len(said) <= 4
    assert all(line.startswith("- **") and len(line) < 300 for line in said)
