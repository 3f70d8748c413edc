"""Stills by address: of which chart, how wide, in which colors and language; and where there is
none."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from lib.charts.palette import DARK, LIGHT
from tests.api.answer import Answer

VIEW = "months=2014-12&months=2017-07"
SVG = "{http://www.w3.org/2000/svg}"


def said(answer: Answer) -> str:
    root = ElementTree.fromstring(answer.unpacked)
    return " ".join("".join(each.itertext()) for each in root.iter(f"{SVG}text"))


@pytest.mark.parametrize("offer", ["br", "gzip"])
def test_a_still_is_small_and_need_not_be_sent_again(offer: str, server: str) -> None:
    path = "/stills/removals-by-source.svg?width=1022"
    answer = Answer(server, path, Accept_Encoding=offer)
    assert (answer.status, answer.headers["Content-Type"]) == (200, "image/svg+xml")
    assert answer.headers["Content-Encoding"] == offer
    assert len(answer.body) < 15_000 < len(answer.unpacked)
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    root = ElementTree.fromstring(answer.unpacked)
    assert root.get("width") == "1022"
    again = Answer(server, path, Accept_Encoding=offer, If_None_Match=answer.headers["ETag"])
    assert (again.status, again.body) == (304, b"")


def test_a_still_is_of_the_view(server: str) -> None:
    shown = said(Answer(server, f"/stills/removals-by-source.svg?width=800&{VIEW}"))
    assert "December 2014 to July 2017" in shown
    whole = said(Answer(server, "/stills/removals-by-source.svg?width=800"))
    assert "December 2014 to July 2017" not in whole
    # What is no parameter of the page is left out, as the page leaves it out.
    other = f"/stills/removals-by-source.svg?width=800&{VIEW}&utm_source=x&open=table"
    assert said(Answer(server, other)) == shown


def test_a_still_is_laid_out_for_its_width(server: str) -> None:
    wide, narrow = (
        ElementTree.fromstring(Answer(server, f"/stills/convictions.svg?width={width}").body)
        for width in (1022, 356)
    )
    heights = [float(each.get("height", "")) for each in (wide, narrow)]
    assert heights[0] < heights[1]


@pytest.mark.parametrize(("theme", "colors"), [("light", LIGHT), ("dark", DARK)])
def test_a_still_has_the_colors_of_the_page(
    theme: str, colors: dict[str, str], server: str
) -> None:
    answer = Answer(server, f"/stills/convictions.svg?width=800&theme={theme}")
    ground = next(ElementTree.fromstring(answer.body).iter(f"{SVG}rect"))
    assert ground.get("fill") == colors["background"]


def test_a_still_speaks_the_language_of_the_page(server: str) -> None:
    assert "Fuente: " in said(Answer(server, "/stills/convictions.svg?width=800&lang=es"))
    assert "Source: " in said(Answer(server, "/stills/convictions.svg?width=800"))


@pytest.mark.parametrize(
    "asked",
    [
        # A page has a message there.
        "convictions.svg?width=800&months=2010-01&months=2010-12",
        "convictions.svg?width=800&months=1900-01&months=2010-12",
        "claim.svg?width=800",
    ],
)
def test_where_there_is_no_still_nothing_is_sent_and_nothing_is_wrong(
    asked: str, server: str
) -> None:
    answer = Answer(server, f"/stills/{asked}")
    assert (answer.status, answer.body) == (204, b"")
