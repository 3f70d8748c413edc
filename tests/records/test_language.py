"""What the roll-up says of a file is said in the language of whoever reads it: each message is a
label with its values, in whatever thread it arose, and its English is the text itself."""

from __future__ import annotations

import ast
import copy
import dataclasses
import io
import json
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

from lib.records import RecordsError, recognize, roll_up
from lib.records.errors import CHOICE, COMMAND
from lib.records.report import Report
from lib.records.uploads import Choices, Rollups
from lib.text import Later, later, said, speaking, together
from lib.text.messages import ROOT
from tests.pages.test_spanish import ENGLISH

OWN = Path(__file__).parent / "files"
BESIDE = ROOT.parent / "shared" / "data" / "awkward_files"
GIVEN = [
    path
    for folder in (OWN, BESIDE)
    if folder.is_dir()
    for path in sorted(folder.iterdir())
    if path.suffix not in (".py", ".md", ".txt")
]

COMMAND_ALONE = {
    *("__main__.py", "compare.py", "options.py", "output.py", "spark_engine.py", "shipped.py"),
    *("conditions.py", "profiles.py"),
}
"""What only the command meets: its options, its paths and clusters, and conditions in its words."""

SENTENCES = {"whole_months", "evenly", "timezone", "order_told_by", "what", "why", "doubt"}
"""The fields of a report that say something; the others hold names, numbers and cells."""


def labels(text: Later) -> Iterator[Later]:
    yield text
    for value in text._values.values():
        if isinstance(value, Later):
            yield from labels(value)


def values(text: Later) -> list[str]:
    """What a message quotes: names of files and columns, cells."""
    found = [
        value
        for label in labels(text)
        for value in label._values.values()
        if isinstance(value, str) and not isinstance(value, Later)
    ]
    return sorted(found, key=len, reverse=True)


def english_left(text: Later) -> str:
    """The Spanish of a message without what it quotes, where a word of it is English."""
    with speaking("es"):
        spoken = text.said()
    for value in values(text):
        spoken = spoken.replace(value, " ")
    return spoken if ENGLISH.search(spoken) else ""


def sentences(value: object, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a report with the field that it stands in."""
    if isinstance(value, str):
        yield name, value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from sentences(getattr(value, field.name), field.name)
    elif isinstance(value, tuple):
        for one in value:
            yield from sentences(one, name)


def report_of(path: Path) -> Report | RecordsError:
    try:
        form = recognize([path])
        return roll_up(form, date_column=form.date_column or form.columns[0]).report
    except RecordsError as error:
        return error


@pytest.mark.parametrize("path", GIVEN, ids=lambda path: path.name)
def test_nothing_that_is_said_of_a_file_is_english_to_a_reader_of_spanish(path: Path) -> None:
    found = report_of(path)
    if isinstance(found, RecordsError):
        texts = [("problem", found.problem), ("hint", found.hint)]
        must = {"problem", "hint"}
    else:
        texts, must = list(sentences(found)), SENTENCES - {"why"} | {"written"}
        # Why a profile infers something stands in the data folder, and is translated there.
        texts += [("said", one.why) for one in found.undated]
        texts += [("said", one.why) for one in found.passed_over]
        must |= {"said"}
        assert found.whole_months
    for name, text in texts:
        if name in must and text and text != "Parquet":
            assert isinstance(text, Later), (name, text)
        if isinstance(text, Later):
            assert not english_left(text)
            with speaking("es"):
                assert text.said() != text


def test_every_error_is_made_of_labels() -> None:
    """A text put together on the spot, or a plain one, could not be translated."""
    made = 0
    for path in sorted((ROOT / "lib" / "records").glob("*.py")):
        if path.name in COMMAND_ALONE:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id in ("RecordsError", "NotATable", "PassedOver"):
                place = 2 if node.func.id == "PassedOver" else 0
                said = [node.args[place]]
                said += [given.value for given in node.keywords if given.arg == "hint"]
                for text in said:
                    parts = [text.body, text.orelse] if isinstance(text, ast.IfExp) else [text]
                    for part in parts:
                        plain = isinstance(part, ast.Constant) and part.value
                        assert not plain, (path.name, ast.unparse(part))
                        assert not isinstance(part, ast.JoinedStr | ast.BinOp), ast.unparse(part)
                        made += 1
    assert made > 100


def test_an_error_of_another_thread_is_said_in_the_language_of_whoever_waits_for_it() -> None:
    with speaking("es"):
        job = Rollups().start([("a.csv", io.BytesIO(b"x,y\n1,2\n3,4\n"))], Choices())
        with pytest.raises(RecordsError) as raised:
            job.future.result(timeout=60)
        spoken = raised.value.said({**COMMAND, "date_column": "en “Columna”"})
        assert spoken.startswith("a.csv: ninguna columna contiene sobre todo fechas")
        assert "en “Columna”" in spoken and CHOICE not in spoken
        # As the command and a log have it.
        assert str(raised.value).startswith("a.csv: no column contains mostly dates")
    assert raised.value.said(COMMAND) == str(raised.value)


def test_a_report_is_read_in_the_language_that_the_reader_turns_to() -> None:
    report = report_of(OWN / "set_aside.csv")
    assert isinstance(report, Report)
    english, whys = report.whole_months, [part.why for part in report.undated]
    with speaking("es"):
        assert said(english).startswith("todos los meses")
        assert "en blanco" in map(said, whys)
    assert said(english) == english == str(english)
    assert "todos" not in json.dumps(report.as_dict(), ensure_ascii=False)


@pytest.mark.parametrize("carry", [copy.deepcopy, lambda text: pickle.loads(pickle.dumps(text))])
def test_a_label_survives_the_way_to_another_process(carry) -> None:  # type: ignore[no-untyped-def]
    inner = together([later("commas"), later("tabs")], later(" or "))
    there = carry(later("{delimiters} between cells, {encoding}", delimiters=inner, encoding="X"))
    assert there == "commas or tabs between cells, X"
    with speaking("es"):
        assert said(there) == "comas o tabuladores entre celdas, X"


def test_braces_of_a_file_are_text() -> None:
    problem = later("there is no column {name}", name="{choice} {0}")
    error = RecordsError(problem, hint=later("Choose one {choice}"), choice="date_column")
    assert str(error) == "there is no column {choice} {0}. Choose one with --date-column NAME"
    assert "{choice} {0}" in error.said(COMMAND)
