"""What a server says to readers of another language, over HTTP."""

import csv
import io
import re

import pytest
from openpyxl import load_workbook

from tests.api.answer import Answer

MEASURE = "/api/v1/measures/detainer_removals"


def columns(answer: Answer) -> list[str]:
    return next(csv.reader(io.StringIO(answer.unpacked.decode())))


def test_texts_of_the_data_are_in_the_language_and_names_of_columns_stay(server: str) -> None:
    spanish = Answer(server, f"{MEASURE}.json?lang=es").json
    english = Answer(server, f"{MEASURE}.json").json
    assert english["title"] == "Detainer-connected removals"
    assert "orden de retención" in spanish["title"]
    assert [row["value"] for row in spanish["rows"]] == [row["value"] for row in english["rows"]]
    names = [column["name"] for column in english["columns"]]
    assert [column["name"] for column in spanish["columns"]] == names
    assert columns(Answer(server, f"{MEASURE}.csv?lang=es")) == names
    book = load_workbook(io.BytesIO(Answer(server, f"{MEASURE}.xlsx?lang=es").body))
    assert book.sheetnames == ["Datos", "Columnas", "Fuentes", "Advertencias"]


def test_a_language_that_there_is_not_is_refused(server: str) -> None:
    answer = Answer(server, f"{MEASURE}.json?lang=de")
    assert (answer.status, answer.json["allowed"]) == (400, ["en", "es"])


def test_a_table_of_a_source_is_its_file_in_every_language(server: str) -> None:
    path = "/api/v1/tables/removals_by_source.csv"
    assert Answer(server, f"{path}?lang=es").unpacked == Answer(server, path).unpacked


@pytest.mark.parametrize(
    ("path", "language", "title"),
    [
        ("/claims", "en", "Claims · Removals by month"),
        ("/claims?lang=es", "es", "Afirmaciones · Deportaciones por mes"),
        ("/claims?lang=de", "en", "Claims · Removals by month"),
        ("/embed/detainer-shares?lang=es", "es", "Proporción con orden de retención"),
    ],
)
def test_a_page_says_its_language(path: str, language: str, title: str, server: str) -> None:
    html = Answer(server, path).unpacked.decode()
    assert f'<html lang="{language}">' in html
    assert (found := re.search("<title>(.*?)</title>", html)) and found[1].startswith(title)


def test_a_link_to_a_view_shows_it_in_its_language(server: str) -> None:
    html = Answer(server, "/detainers?lang=es").unpacked.decode()
    said = dict(re.findall(r'<meta property="og:(\w+)" content="([^"]*)"', html))
    assert said["url"].endswith("/detainers?lang=es")
    assert "lang=es" in said["image"]
    assert said["title"].startswith("Proporción con orden")


@pytest.mark.parametrize("lang", ["", "&amp;lang=es"])
def test_the_head_of_a_page_names_the_same_view_in_each_language(lang: str, server: str) -> None:
    view = f"{server}/removals?months=2014-12&amp;months=2017-01"
    html = Answer(
        server, (view + lang).removeprefix(server).replace("&amp;", "&")
    ).unpacked.decode()
    links = re.findall(r'<link rel="alternate" hreflang="(\w+)" href="([^"]*)"', html)
    in_spanish = f"{server}/removals?lang=es&amp;months=2014-12&amp;months=2017-01"
    assert links == [("en", view), ("es", in_spanish)]
