"""A visitor's own files in Spanish: what was found, asked, counted and refused is said in Spanish,
and so are the report of a file counted before and its errors once the reader turns to it."""

from __future__ import annotations

import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest

from lib.text import _, speaking
from tests.pages.test_pages import open_page
from tests.pages.test_spanish import ENGLISH, quoted, said, without
from tests.pages.test_your_records import (
    EITHER_ORDER,
    Files,
    button,
    click,
    give,
    messages,
    multiselect,
    told,
)

ODD = "\n".join(
    [
        "caso,fecha,lugar",
        *(f"{n},2016-{n % 6 + 1:02}-{n % 28 + 1:02},A" for n in range(60)),
        *("61,,B", "62,pronto,B", "63,2999-01-05,B", "64,2016-01-06,B,más", "65,2016-01-07"),
        "Total 65,,",
    ]
)
NUMBERS = "\n".join(["caso,fecha", *(f"{n},{42370 + n}" for n in range(30))])
BIRTHS = "\n".join(["caso,nacimiento", *(f"{n},{1940 + n}-01-01" for n in range(60))])
HEADER = (
    "Departed Date,Departure Country,Port of Departure,Case Status,Case Category,"
    "MSC NCIC Charge,MSC Criminal Charge Status,Unique Identifier"
)
KNOWN = "\n".join(
    [HEADER, *(f"{dt.date(2025, 1 + n % 3, 5)},MEXICO,X,8,C,,,U{n}" for n in range(9))]
)

FILES: dict[str, tuple[Files, bool]] = {
    "rows set aside": ({"raro.csv": ODD}, True),
    "an order that cannot be told": ({"fechas.csv": EITHER_ORDER.replace("arrest", "día")}, True),
    "numbers for dates": ({"cifras.csv": NUMBERS}, False),
    "birth dates": ({"personas.csv": BIRTHS}, False),
    "prose": ({"texto.csv": "Esto es un texto.\nNo tiene columnas.\n"}, False),
    "another kind of file": ({"documento.csv": b"%PDF-1.7 texto"}, False),
    "nothing": ({"nada.csv": ""}, False),
    "other columns": (
        {"uno.csv": ODD, "dos.csv": "a,b,c\n2016-01-01,x,y\n2016-01-02,x,y\n"},
        False,
    ),
    "a known form": ({"salidas.csv": KNOWN}, True),
}
"""What is uploaded, and whether it can be counted, or asks for a choice when it is."""


def spanish(words: str) -> str:
    with speaking("es"):
        return _(words)


def texts_of(app: AppTest) -> list[str]:
    """What is said in English and quotes nothing."""
    same = [*quoted(), *HEADER.split(",")]
    texts = {*said(app), told(app), messages(app)}
    return [text for text in texts if ENGLISH.search(without(text.replace("\\", ""), same))]


@pytest.mark.parametrize("given", FILES)
def test_nothing_said_of_a_file_is_english(given: str) -> None:
    files, countable = FILES[given]
    app = give(open_page("your_records.py", lang="es"), files)
    assert not app.exception
    assert texts_of(app) == []
    if countable:
        click(app, spanish("Count by month"))
        assert texts_of(app) == []
        assert told(app) or app.warning
    else:
        assert app.error or button(app, spanish("Count by month")).disabled


def test_likely_duplicates_and_a_split_are_said_in_spanish() -> None:
    app = give(open_page("your_records.py", lang="es"), {"raro.csv": ODD})
    multiselect(app, spanish("Columns that stand for a person")).select("lugar").run()
    click(app, spanish("Count by month"))
    assert "filas que repiten lugar y el día de otra fila; se cuentan" in told(app)
    assert texts_of(app) == []


def test_a_report_and_an_error_turn_with_the_language() -> None:
    app = give(open_page("your_records.py", lang="es"), {"raro.csv": ODD})
    click(app, spanish("Count by month"))
    assert "un año fuera de 1900 a 2099" in told(app)
    app.query_params["lang"] = "en"
    app.run()
    assert "a year outside 1900 to 2099" in told(app) and "año" not in told(app)
    give(app, {"nada.csv": ""})
    assert "the file is empty" in messages(app)
    app.query_params["lang"] = "es"
    app.run()
    assert "el archivo está vacío" in messages(app)
