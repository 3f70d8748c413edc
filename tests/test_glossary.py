"""Words are explained where they stand, each once."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.glossary import explained, terms

LINK = re.compile(r"\[([^\[\]]*)\]\(#term-([a-z_]+)\)")


def test_the_longest_form_is_taken_and_each_term_once() -> None:
    said = explained("Secure Communities removals and SC removals, under PEP; PEP again")
    assert said == (
        "[Secure Communities removals](#term-secure_communities_removal) and SC removals, under "
        "[PEP](#term-pep); PEP again"
    )


def test_what_was_met_stays_met() -> None:
    met: set[str] = set()
    assert LINK.findall(explained("a detainer", met)) == [("detainer", "detainer")]
    assert explained("detainers", met) == "detainers"


@pytest.mark.parametrize("text", ["`removals`", "[PEP](x)", "removals_by_source", "PEPs", "a-PEP"])
def test_links_code_and_parts_of_words_stay(text: str) -> None:
    assert explained(text) == text


@given(st.lists(st.sampled_from(["PEP", " ", "detainer", "*", "(", ")", "[", "]", "x", "`"])))
def test_nothing_but_links_is_added(parts: list[str]) -> None:
    text = "".join(parts)
    assert LINK.sub(r"\1", explained(text)) == text


def test_every_term_says_something_and_no_form_belongs_to_two() -> None:
    forms = {(form.casefold(), id) for id, term in terms().items() for form in term.forms}
    assert len(forms) == len({form for form, id in forms})
    for term in terms().values():
        assert term.says.endswith(".") and len(term.says) < 300
        assert LINK.findall(explained(term.forms[-1]))[0][1] == term.id
