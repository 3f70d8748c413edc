"""Charts by address: their pictures, and what is answered where there is none."""

from __future__ import annotations

import io
import re
import sys
import threading
import time
from datetime import date
from xml.etree import ElementTree

import pytest
from PIL import Image
from starlette.requests import Request

from lib.api.charts import PREVIEW, Pictures
from lib.api.problems import NOT_INSTALLED, Problem
from lib.charts import Look
from lib.pictures.picture import picture
from lib.pictures.renderer import Busy, CannotDraw, Renderer
from lib.shown.address import Address
from lib.shown.charts import chart, charts
from lib.tables import Tables
from tests.api.answer import Answer
from tests.browser.source import table

TABLE_1 = "months=2016-08&months=2017-07"
SVG = "{http://www.w3.org/2000/svg}"


def open_png(answer: Answer) -> Image.Image:
    assert answer.headers["Content-Type"] == "image/png"
    opened = Image.open(io.BytesIO(answer.body))
    opened.load()
    return opened


def test_an_svg_holds_all_that_it_needs_and_the_view_that_was_asked_for(server: str) -> None:
    answer = Answer(server, f"/charts/convictions.svg?{TABLE_1}&window=1", Accept_Encoding="br")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "image/svg+xml")
    assert "Syracuse" in answer.headers["Data-Source"]
    text = answer.unpacked.decode()
    root = ElementTree.fromstring(text)
    assert (root.get("width"), root.get("height")) == ("1200", "675")
    assert len(re.findall("@font-face[^}]+data:font/woff2;base64,", text)) == 2
    named = re.findall(r"""(?:href|src)=["']([^"']*)|url\(([^)]*)\)""", text)
    inside = ("#", '"data:', "data:")
    assert len(named) > 2
    assert all("".join(each).replace("&quot;", "").startswith(inside) for each in named)
    said = " ".join("".join(each.itertext()) for each in root.iter(f"{SVG}text"))
    last = table("convicted_removals.csv")["2017-07"]
    assert f"{int(last['any_offense']):,}" in said
    address = f"{server.removeprefix('http://')}/convictions?{TABLE_1}&window=1"
    assert f"Removals by Month · {address}" in said
    described = root.find(f"{SVG}desc")
    assert described is not None and str(described.text).endswith(f"http://{address}")


def test_a_picture_speaks_the_language_that_it_is_asked_for_in(server: str) -> None:
    english, spanish = (
        Answer(server, f"/charts/convictions.svg?{TABLE_1}{asked}").unpacked.decode()
        for asked in ("", "&lang=es")
    )
    assert "Source: " in english and "Fuente: " not in english
    assert (
        "Fuente: " in spanish
        and f"/convictions?lang=es&amp;{TABLE_1}".replace("&m", "&amp;m") in spanish
    )


def test_a_png_is_drawn_once_and_says_where_it_is_from(server: str) -> None:
    address = "/charts/detainer-shares.png?theme=dark&months=2015-01&months=2015-12"
    first = Answer(server, address)
    opened = open_png(first)
    assert opened.size == (2400, 1350)
    assert opened.getpixel((1, 1)) == (0x12, 0x16, 0x1C, 255)
    assert opened.info["URL"] == f"{server}/detainers?months=2015-01&months=2015-12"
    assert "Transactional Records Access Clearinghouse" in opened.info["Source"]
    time.sleep(1.1)
    # One that was drawn anew would have another second in it.
    again = Answer(server, address)
    assert again.body == first.body and "Creation Time" in opened.info
    kept = Answer(server, address, If_None_Match=first.headers["ETag"])
    assert (kept.status, kept.body) == (304, b"")
    assert Answer(server, address.replace("2015-01", "2015-02", 1)).body != first.body


def test_the_picture_beside_a_link_is_there_whatever_is_asked_for(server: str) -> None:
    drawn = Answer(server, "/charts/convictions.png?preview=true")
    assert open_png(drawn).size == (1200, 630)
    assert drawn.body != PREVIEW.read_bytes()
    for address in (
        "/preview.png",
        "/charts/convictions.png?preview=true&window=0",
        "/charts/nothing.png?preview=true",
    ):
        answer = Answer(server, address)
        assert (answer.status, answer.body) == (200, PREVIEW.read_bytes()), address
        assert answer.headers["Cache-Control"] == "no-store"
    assert open_png(answer).size == (1200, 630)


@pytest.mark.parametrize(
    ("address", "status", "detail", "allowed"),
    [
        ("/charts/nothing.png", 404, "There is no chart “nothing”", "groups"),
        ("/charts/groups.gif", 404, "“gif” is no form of a picture", "svg"),
        ("/charts/groups", 404, "/charts/groups is no address of this server", ""),
        ("/charts/groups.svg?windo=1", 400, "“windo” is no parameter", "measure"),
        ("/charts/groups.svg?measure=x", 400, "measure: there is no “x”", "sc_removals"),
        ("/charts/groups.svg?measure=sc_removals&measure=x", 400, "measure is given twice", ""),
        ("/charts/claim.svg", 400, "claim says which; it is not given", "ice_43300"),
        ("/charts/convictions.svg?window=0", 400, "window: there is no “0”", "12"),
        ("/charts/convictions.svg?theme=blue", 400, "theme: there is no “blue”", "dark"),
        ("/charts/convictions.svg?months=2016-01", 400, "months: a range is two months", ""),
        ("/charts/convictions.svg?months=1900-01&months=2016-01", 400, "the tables run from", ""),
        ("/charts/convictions.svg?months=x&months=2016-01", 400, "months: ", ""),
        ("/charts/convictions.svg?months=2010-01&months=2010-12", 404, "too few months", ""),
        ("/charts/groups.svg?first=x&first=2016-01", 400, "first: ", ""),
        ("/charts/groups.svg?recovered=maybe", 400, "recovered: there is no “maybe”", "true"),
        (
            "/charts/groups.svg?months=2016-01&months=2016-12",
            400,
            "months: 2016-01 to 2016-12 leave one group without a month",
            "",
        ),
        ("/charts/citizenship.svg?in=x", 400, "in: there is no “x”", "shares"),
        ("/charts/convictions.png?preview=maybe", 400, "preview: there is no “maybe”", "true"),
        ("/charts/convictions.png?preview=true&preview=true", 400, "preview is given twice", ""),
        ("/charts/convictions.svg?preview=true", 400, "preview: a preview is a PNG", "png"),
        ("/embed/convictions?preview=true", 400, "“preview” is no parameter", "window"),
        ("/embed/nothing", 404, "There is no chart “nothing”", "groups"),
        ("/embed/plotly.0123456789abcdef.js", 404, "There is no such script", "plotly."),
        ("/stills/nothing.svg?width=800", 404, "There is no chart “nothing”", "groups"),
        ("/stills/groups.png?width=800", 404, "/stills/groups.png is no address of this", ""),
        ("/stills/groups.svg", 400, "width: a still is 200 to 1400 pixels wide", ""),
        ("/stills/groups.svg?width=199", 400, "width: a still is 200 to 1400 pixels wide", ""),
        ("/stills/groups.svg?width=1e3", 400, "width: a still is 200 to 1400 pixels wide", ""),
        ("/stills/groups.svg?width=800&theme=blue", 400, "theme: there is no “blue”", "dark"),
        ("/stills/groups.svg?width=800&lang=xx", 400, "“xx” is no language", "es"),
    ],
)
def test_a_refusal_says_what_is_wrong_and_what_is_allowed(
    address: str, status: int, detail: str, allowed: str, server: str
) -> None:
    answer = Answer(server, address)
    assert (answer.status, answer.headers["Content-Type"]) == (status, "application/problem+json")
    assert detail in answer.json["detail"]
    assert any(allowed in each for each in answer.json.get("allowed", [""])), answer.json
    assert Answer(server, address, "POST").status == 405


def test_what_is_no_preview_is_the_picture(server: str) -> None:
    said, unsaid = (
        Answer(server, f"/charts/convictions.png{end}") for end in ("?preview=false", "")
    )
    assert open_png(said).size == open_png(unsaid).size != (1200, 630)


def test_every_chart_has_an_address_and_its_name_begins_with_its_id(tables: Tables) -> None:
    for id in charts():
        given = [("claim", "trac_detainer_share_sc")] if id == "claim" else []
        draw = chart(tables, id, Address.of(given))
        assert draw is not None, id
        name = draw(Look(width="picture")).name
        assert name.startswith("windows-" if id == "claim" else id)


def asking(path: str) -> Request:
    """A request for a picture, as the routes hand it on."""
    name, _dot, form = path.partition("?")[0].rpartition(".")
    return Request(
        {
            "type": "http",
            "method": "GET",
            "scheme": "http",
            "server": ("example.org", 80),
            "path": f"/charts/{path}",
            "query_string": path.partition("?")[2].encode(),
            "headers": [],
            "path_params": {"id": name, "format": form},
        }
    )


def test_without_the_extra_a_sentence_says_what_to_install(
    tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "choreographer", None)
    pictures = Pictures(lambda: tables, Renderer(), "")
    with pytest.raises(Problem) as refused:
        pictures.picture(asking("convictions.svg"))
    assert refused.value.kind is NOT_INSTALLED
    assert "pip install '.[export]'" in refused.value.detail
    assert "\n" not in refused.value.detail
    shown = pictures.picture(asking("convictions.png?preview=true"))
    assert shown.body == PREVIEW.read_bytes()


def test_without_a_chromium_a_sentence_says_so(
    tables: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    with pytest.raises(Problem, match="apt-get install chromium"):
        Pictures(lambda: tables, Renderer(), "").picture(asking("convictions.svg"))


def test_too_many_are_sent_away_one_that_takes_too_long_ends_and_others_go_on(
    tables: Tables,
) -> None:
    draw = chart(tables, "apart", Address({}))
    assert draw is not None
    asked = picture(draw, "http://example.org/reconciliation", date(2026, 1, 2), dark=False)
    renderer, drawn = Renderer(waiting=1), []
    first = threading.Thread(target=lambda: drawn.append(renderer.draw(asked, "svg")))
    first.start()
    time.sleep(0.1)
    with pytest.raises(Busy):
        renderer.draw(asked, "svg")
    first.join()
    assert b"January 2, 2026" in drawn[0]
    hasty = Renderer(patience=0.05)
    with pytest.raises(CannotDraw, match="longer than"):
        hasty.draw(asked, "svg")
    assert renderer._browser is not None
    renderer._browser.subprocess.kill()
    renderer._browser.subprocess.wait()
    # The names of its clips are other ones.
    again = renderer.draw(asked, "svg")
    words, before = (
        [each.text for each in ElementTree.fromstring(svg).iter(f"{SVG}text")]
        for svg in (again, drawn[0])
    )
    assert words == before
    renderer.close()
    hasty.close()
