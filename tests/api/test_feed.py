"""The feed of what has changed."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

from lib.tables import Tables
from lib.verdict_table import verdict_table
from tests import folders
from tests.api.answer import Answer
from tests.api.test_routes import answered, app
from tests.loops import in_a_loop

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def test_the_feed_has_each_change_the_latest_first(server: str) -> None:
    answer = Answer(server, "/feed.atom")
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(answer.body)
    written = list(reversed(folders.rows("changes")))
    entries = feed.findall("a:entry", ATOM)
    assert len(entries) == len(written) > 30
    for entry, row in zip(entries, written, strict=True):
        assert entry.findtext("a:title", None, ATOM) == row["title"]
        assert entry.findtext("a:summary", None, ATOM) == row["text"]
        assert entry.findtext("a:updated", None, ATOM) == f"{row['date']}T00:00:00Z"
        link, kind = entry.find("a:link", ATOM), entry.find("a:category", ATOM)
        assert link is not None and link.get("href") == server + row["link"]
        assert kind is not None and kind.get("term") == row["kind"]
    # What RFC 4287 wants of a feed.
    ids = [id.text or "" for id in feed.iter(f"{{{ATOM['a']}}}id")]
    assert len(set(ids)) == len(entries) + 1
    assert all(id.startswith("urn:uuid:") for id in ids)
    assert feed.findtext("a:updated", None, ATOM) == f"{max(r['date'] for r in written)}T00:00:00Z"
    assert feed.findtext("a:author/a:name", None, ATOM)


def test_every_page_names_the_feed(server: str) -> None:
    for path in ("/", "/compare"):
        page = Answer(server, path).body.decode()
        link = re.search(r'<link rel="alternate" type="application/atom\+xml"[^>]*>', page)
        assert link and 'href="./feed.atom"' in link[0]


def test_an_entry_keeps_its_id_whoever_serves_it_and_whatever_comes_after(tmp_path: Path) -> None:
    folder = folders.copy(tmp_path)
    file = folder / "changes.csv"
    text = file.read_text("utf-8")
    file.write_text(text + "2026-12-01,data,A <new> & “odd” title,Text,/who?a=1&b=2\n", "utf-8")
    ids = []
    for of, base in ((folders.DATA, ""), (folder, "below")):
        served = app(lambda of=of: Tables(of), base)  # type: ignore[misc]
        below = f"/{base}" if base else ""
        _, _, body = in_a_loop(answered(served, f"{below}/feed.atom"))
        feed = ElementTree.fromstring(body)
        ids.append([entry.findtext("a:id", "", ATOM) for entry in feed.findall("a:entry", ATOM)])
    assert ids[1][1:] == ids[0]
    first = feed.find("a:entry", ATOM)
    assert first is not None and first.findtext("a:title", None, ATOM) == "A <new> & “odd” title"
    link = first.find("a:link", ATOM)
    assert link is not None
    assert link.get("href") == "https://removals.example.org/below/who?a=1&b=2"


def test_changes_stand_in_the_order_of_their_days() -> None:
    days = [row["date"] for row in folders.rows("changes")]
    assert days == sorted(days)


def test_what_a_claim_is_said_to_be_since_is_what_it_is(tables: Tables) -> None:
    """The last row of a claim ends in its verdict; its link leads to it."""
    now = {row["claim"]: str(row["verdict"]) for row in verdict_table(tables)}
    told = {
        row["link"].partition("claim=")[2]: row["title"].rpartition(": ")[2]
        for row in folders.rows("changes")
        if row["kind"] == "verdict" and "claim=" in row["link"]
    }
    assert len(told) == 24
    assert told == {claim: now[claim] for claim in told}


def test_the_spanish_feed_is_one_of_its_own_and_leads_to_spanish_pages(server: str) -> None:
    """Its entries are those of the English one, whatever becomes of their translations."""
    english, spanish = (
        ElementTree.fromstring(Answer(server, f"/feed.atom{query}").body)
        for query in ("", "?lang=es")
    )
    assert english.findtext("a:id", None, ATOM) != spanish.findtext("a:id", None, ATOM)
    of_entries = [
        [entry.findtext("a:id", None, ATOM) for entry in feed.findall("a:entry", ATOM)]
        for feed in (english, spanish)
    ]
    assert of_entries[0] == of_entries[1]
    links = [link.get("href", "") for link in spanish.iter(f"{{{ATOM['a']}}}link")]
    assert links and all("lang=es" in link for link in links)
    page = Answer(server, "/removals?lang=es").body.decode()
    assert 'href="./feed.atom?lang=es"' in page
