"""Every page in Spanish: nothing on it is English but what is quoted."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from lib.detainers import DECLINED
from lib.glossary import terms
from lib.judgment import Kind
from lib.tables import Tables
from lib.text import _, speaking
from lib.text.messages import messages
from lib.verdict_table import menus
from tests.folders import rows
from tests.pages.test_pages import PAGES, open_page

ENGLISH = re.compile(
    r"(?<![\w-])(the|of|and|with|from|are|were|was|which|this|that|have|not|by|each|for|to|in|on|is"
    r"|it|at|as|or|month|months|removals)(?![\w-])",
    re.IGNORECASE,
)
"""Words that English cannot do without, and that Spanish does not have."""

UNSEEN = {
    *("id", "key", "css", "js", "icon", "mime", "url", "image", "anchor", "query_string", "code"),
    *("family", "script", "visit", "kind", "verdict", "chart", "statement", "language", "form_id"),
    *("queries", "link", "html_content", "js_content", "css_content", "query_param_key"),
}
"""What is no text for readers, or quoted as it is."""


def quoted() -> list[str]:
    """What stays in English: names of publishers and titles of documents, statements, and the
    words of a source, before their translation."""
    words = {
        *(row[name] for row in rows("sources") for name in ("publisher", "title")),
        *(row["claim"] for row in rows("claims")),
        *(row["value"] for row in rows("claims") if row["qualifier"] == "a word"),
        *(row["reason"] for row in rows("detainers_by_outcome")),
        *map(str, Kind),
        DECLINED,
        "TRAC at Work",
    }
    with speaking("es"):
        # What is said around the names of publishers is Spanish.
        words |= set(map(_, (row["publisher"] for row in rows("sources"))))
        explained = " ".join(f"{term.term} {term.says}" for term in terms().values())
    # The glossary says an agency's own English term once, in parentheses.
    words |= {term for term in re.findall(r"\(([^)]*)\)", explained) if ENGLISH.search(term)}
    return sorted(words, key=len, reverse=True)


def texts(value: Any) -> Iterator[str]:
    """What a message, or the JSON within one, says."""
    if isinstance(value, Message):
        for field, held in value.ListFields():
            if field.name not in UNSEEN:
                yield from texts(held)
    elif isinstance(value, dict):
        for name, held in value.items():
            if name not in UNSEEN:
                yield from texts(held)
    elif isinstance(value, bytes):
        # What one of our own parts is told; pictures and tables come as bytes, too.
        if value.startswith(b'{"'):
            yield from texts(json.loads(value))
    elif isinstance(value, str):
        if value.startswith(('{"', "[{")):
            yield from texts(json.loads(value))
        else:
            yield value
    elif hasattr(value, "items"):
        for held in value.values():
            yield from texts(held)
    elif hasattr(value, "__iter__"):
        for held in value:
            yield from texts(held)


def elements(node: Any) -> Iterator[Any]:
    """All elements below a block."""
    for child in node.children.values():
        if hasattr(child, "children"):
            yield from elements(child)
        if (proto := getattr(child, "proto", None)) is not None:
            yield proto


def said(app: AppTest) -> set[str]:
    found = {text for proto in elements(app._tree) for text in texts(proto)}
    # One word in small letters is an id, or part of an address.
    return {
        text
        for text in found
        if not text.lstrip().startswith(("<style", "WITH", "SELECT"))
        and not re.fullmatch(r"[a-z_/]+", text)
    }


def without(text: str, same: list[str]) -> str:
    for words in same:
        text = text.replace(words, " ")
    return re.sub(r"\{\w+\}|https?:\S+", " ", text)


def older_names() -> set[str]:
    """The names of speakers and documents in the addresses that were in use before their ids."""
    return {name for menu in menus(Tables()).values() for choice in menu for name in choice.also}


OPENED = {
    "pep_vs_trump.py": [f"section-{name}" for name in ("months", "sure", "depends", "brief")],
    "claims.py": ["meanings"],
    "detainers_issued.py": ["reasons"],
}
"""What is folded in until it is opened."""


@pytest.mark.parametrize("page", PAGES)
def test_nothing_but_what_is_quoted_is_in_english(page: str) -> None:
    app = open_page(page, lang="es")
    for key in OPENED.get(page, ()):
        app.session_state[key] = True
    app.run()
    assert not app.exception
    same = quoted()
    labels = {
        message.id
        for name in ("labels.po", "data.po")
        for message in messages(name)
        if isinstance(message.id, str)
    }
    # Nobody sees them: they are what older addresses say.
    found = said(app) - older_names()
    assert len(found) > 20
    assert not [text for text in found if ENGLISH.search(without(text, same))]
    with speaking("es"):
        left_in_english = {text for text in found & labels if _(text) != text}
    assert left_in_english - set(same) == set()


def test_the_language_holds_from_page_to_page_and_in_the_address() -> None:
    app = open_page("front.py", lang="es")
    assert app.switch_page("claims.py").run().title[0].value == "Afirmaciones"
    # A link to another page does not say the language; the visit knows it.
    del app.query_params["lang"]
    assert app.switch_page("removals.py").run().title[0].value == "Deportaciones"
    app.query_params["lang"] = "en"
    assert app.run().title[0].value == "Removals"
    del app.query_params["lang"]
    assert app.switch_page("claims.py").run().title[0].value == "Claims"


@pytest.mark.parametrize("lang", ["de", "", "ES", "es-US"])
def test_a_language_that_there_is_not_is_english(lang: str) -> None:
    assert open_page("claims.py", lang=lang).title[0].value == "Claims"


def test_readers_of_two_languages_do_not_hear_each_other() -> None:
    """What is kept for one is not said to the other."""
    english, spanish = said(open_page("front.py")), said(open_page("front.py", lang="es"))
    assert said(open_page("front.py")) == english
    assert said(open_page("front.py", lang="es")) == spanish
    assert "From" in english - spanish and "Desde" in spanish - english
