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
from lib.claims import qualifiers
from lib.eras import eras, events
from lib.sources import sources
from lib.tables import Tables
from lib.text import LANGUAGE, _, count, listed, prose
from lib.verdicts import checked
from lib.views import views
from tests.charts.every import every_chart
from tests.folders import rows

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


def test_every_text_is_used() -> None:
    root = text.HERE.parents[1]
    pages = "".join(
        path.read_text(encoding="utf-8")
        for path in [
            *root.glob("pages/*.py"),
            *root.glob("lib/charts/*.py"),
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
    spoken = text.LANGUAGE.set("bracketed")
    monkeypatch.setattr(text, "_catalog", lambda _language: Bracketed())
    monkeypatch.setattr(text, "_text", lambda language, name: f"⟦{english(language, name)}⟧")
    yield
    text.LANGUAGE.reset(spoken)


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
    """What is the same in every language: titles of measures, names of eras, words of sources."""
    measures, verdicts = tables.measures.values(), checked(tables)
    stated = [claim for claim, verdict in verdicts]
    used = [row for claim, verdict in verdicts if verdict.used for row in verdict.used]
    return {
        *(row["reading"] for row in used if "reading" in row),
        *(words for one in measures for words in (one.title, one.label, one.axis, one.dated)),
        *(f"{one.inferred}." for one in measures if one.inferred),
        *(caution for one in measures for caution in one.cautions),
        *(name for era in eras(tables).values() for name in (era.name, era.short_name)),
        *(event.label for event in events(tables)),
        *(row["citizenship"] for row in rows("ero_removals_by_citizenship")),
        *(source.citation for source in sources(tables).values()),
        *(source.publisher_short for source in sources(tables).values()),
        *(words for claim in stated for words in (claim.speaker, claim.claim, claim.unit)),
        *(claim.unit.capitalize() for claim in stated),
        *qualifiers(tables),
        *(
            words
            for resource in tables.package.resources.values()
            for field in resource.fields
            for words in field.missing_values
        ),
        # The names of the groups, which stand in addresses; and the titles that a page gives.
        *("PEP", "Trump", "ICE removals by source"),
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
