"""A link preview checker: what a crawler that runs no script reads of a view."""

from __future__ import annotations

import io
import re
import time
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from lib.api.charts import PREVIEW
from lib.api.preview import preview, tags
from lib.shown.charts import parameters
from lib.tables import Tables
from lib.views import views
from tests.api.answer import Answer
from tests.browser.source import table


class Head(HTMLParser):
    """The title, the tags and the canonical address of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.title, self.canonical, self.tags = "", "", dict[str, str]()
        self._within = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._within = tag
        if tag == "meta" and ("name" in given or "property" in given):
            name = given.get("property") or given["name"]
            assert name not in self.tags, name
            self.tags[name] = given["content"]
        if tag == "link" and given.get("rel") == "canonical":
            self.canonical = given["href"]

    def handle_data(self, data: str) -> None:
        if self._within == "title":
            self.title += data.strip()


def read(server: str, address: str) -> Head:
    """What a page says of itself, once the server does not have to hurry."""
    until = time.monotonic() + 30
    while True:
        found = Head(Answer(server, address).body.decode())
        late = found.tags["og:image"].endswith("/preview.png")
        if not late or time.monotonic() > until:
            return found
        time.sleep(0.2)


def share(month: str) -> str:
    """One in how many SC removals of a month was connected to a detainer, from the file."""
    row = table("removals_by_source.csv")[month]
    return f"{int(row['sc_removals']) / int(row['detainer_removals']):,.0f}"


VIEWS = [
    ("/", "", "At a glance", "Secure Communities removals"),
    (
        "/compare",
        "measure=all_removals&groups=pep-trump",
        "All ICE removals, PEP and Trump 1 · PEP vs Trump",
        "All ICE removals came to ",
    ),
    (
        "/detainers",
        "months=2015-01&months=2015-12",
        "Detainer shares · Jan 2015 to Dec 2015",
        f"In December 2015, the last month that ICE released, one in {share('2015-12')} Secure",
    ),
    ("/claims", "claim=ice_43300", " · Claims", "Stated: more than 43,300 people. "),
    ("/reconciliation", "pair=book_ins", " · Sources compared", ""),
]


@pytest.mark.parametrize(("path", "query", "title", "finding"), VIEWS)
def test_a_link_shows_title_finding_and_picture_of_its_view(
    path: str, query: str, title: str, finding: str, server: str
) -> None:
    asked = "&".join(part for part in (query, "utm_source=letter") if part)
    head = read(server, f"{path}?{asked}")
    assert title in head.title and head.title.endswith(" · Removals by month")
    assert head.title == f"{head.tags['og:title']} · Removals by month"
    said = head.tags["description"]
    assert finding in said and said == head.tags["og:description"]
    assert 40 < len(said) <= 301 and not re.search(r"[*_\[\]]", said)
    address = f"{server}{path}" + (f"?{query}" if query else "")
    # What the view is made from, in the order of the names, and nothing else.
    assert sorted(urlsplit(head.canonical).query.split("&")) == sorted(query.split("&"))
    assert head.canonical.partition("?")[0] == address.partition("?")[0]
    assert head.tags["og:url"] == head.canonical
    assert head.tags["twitter:card"] == "summary_large_image"
    picture = head.tags["og:image"]
    assert picture.startswith(f"{server}/charts/")
    answer = Answer(server, picture.removeprefix(server))
    assert (answer.status, answer.headers["Content-Type"]) == (200, "image/png")
    size = (int(head.tags["og:image:width"]), int(head.tags["og:image:height"]))
    with Image.open(io.BytesIO(answer.body)) as opened:
        assert opened.size == size == (1200, 630)
    assert answer.body != PREVIEW.read_bytes()


def test_a_view_that_is_none_is_shown_as_its_page(server: str) -> None:
    usual = read(server, "/compare")
    asked = read(server, "/compare?measure=nothing")
    assert (asked.title, asked.tags) == (usual.title, usual.tags)
    sources = Head(Answer(server, "/sources").body.decode())
    assert sources.tags["description"] == views()["sources"].description
    assert sources.tags["og:image"] == f"{server}/preview.png"


def test_what_stands_before_the_server_says_that_it_is_https(server: str) -> None:
    html = Answer(server, "/who", X_Forwarded_Proto="https").body.decode()
    assert Head(html).canonical == f"{server.replace('http:', 'https:')}/who"


WORDS = st.one_of(
    st.sampled_from(["2015-01", "2016-12", "2026-01", "own", "pep-trump", "biden-term2", "true"]),
    st.sampled_from(["convicted_any", "Trump", "PEP", "neither", "trac", "ice_43300", "shares"]),
    st.text(max_size=8),
)


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_no_address_leaves_a_page_without_its_head(tables: Tables, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(views())))
    names = [*parameters(tables, path), "other"]
    pairs = data.draw(st.lists(st.tuples(st.sampled_from(names), WORDS), max_size=5))
    query = "&".join(f"{name}={value}" for name, value in pairs)
    found = Head(tags(preview(tables, path, query), "http://example.org"))
    assert found.title and found.tags["description"] and found.tags["og:image"]
    assert found.canonical.startswith(f"http://example.org/{path}")
