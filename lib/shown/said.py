"""What a view says of itself to whoever shows a link to it: its title, and its finding."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from lib import findings
from lib.claims import claims
from lib.front import headlines
from lib.inference.answer import headline, question
from lib.shown import comparison, comparison_asked, sources
from lib.shown.address import Address
from lib.shown.charts import months
from lib.tables import Tables
from lib.text import _
from lib.verdicts import check
from lib.views import views


@dataclass(frozen=True)
class Said:
    """The title of a view and its finding, both plain text."""

    title: str
    finding: str


def said(tables: Tables, page: str, at: Address) -> Said:
    """What the view of a page says, the page's own words where it has no finding. Raises
    WrongAddress where it asks for what there is not."""
    title, words = _VIEWS.get(page, _of_page(lambda _tables: views()[page].description))(
        tables, page, at
    )
    return Said(title, _plain(words))


def comparison_title(asked: comparison_asked.Asked) -> str:
    """What a comparison is called: the measure and the two groups."""
    first, second = asked.short_names
    return _("{measure}, {first} and {second}", measure=asked.measure.title,
             first=first, second=second)  # fmt: skip


Words = Callable[[Tables, str, Address], tuple[str, str]]


def _of_page(say: Callable[[Tables], str]) -> Words:
    """A finding about the whole record; the title says to which months the view is cut."""

    def words(tables: Tables, page: str, at: Address) -> tuple[str, str]:
        title, chosen = views()[page].title, months(tables, at)
        if chosen != tables.calendar:
            title = _joined(title, chosen.short)
        return title, say(tables)

    return words


def _of_comparison(tables: Tables, page: str, at: Address) -> tuple[str, str]:
    asked = comparison_asked.asked(tables, at)
    title = _joined(comparison_title(asked), views()[page].title)
    found = comparison.compared(tables, asked)
    if found.row.comparison.difference is None:
        return title, question(asked.phrases)
    return title, headline(found.row.comparison, asked.phrases, found.interval)


def _of_pair(tables: Tables, page: str, at: Address) -> tuple[str, str]:
    title, words = _of_page(lambda read: findings.of_sources(read).sentence)(tables, page, at)
    measured = sources.measured(tables, months(tables, at))
    if measured:
        pair = at.chosen("pair", measured, next(iter(measured)), sources.older(measured))
        title = _joined(measured[pair].overlap.title, title)
    return title, words


def _of_claim(tables: Tables, page: str, at: Address) -> tuple[str, str]:
    if "claim" not in at.parameters:
        # Its finding is over all verdicts, which take seconds.
        return views()[page].title, views()[page].description
    known = {each.id: each for each in claims(tables)}
    claim = known[at.chosen("claim", known, None)]
    verdict = check(tables, claim)
    kind = _(str(verdict.kind)).capitalize()
    words = _(
        "Stated: {stated}. {verdict}. {reason}",
        stated=claim.words,
        verdict=kind,
        reason=verdict.reason,
    )
    return _joined(claim.claim, views()[page].title), words


_VIEWS: dict[str, Words] = {
    "": _of_page(lambda read: headlines(read)[0].sentence),
    "removals": _of_page(lambda read: findings.of_removals(read).sentence),
    "compare": _of_comparison,
    "who": _of_page(lambda read: findings.of_arrests(read).sentence),
    "convictions": _of_page(lambda read: findings.of_convictions(read).sentence),
    "issued": _of_page(lambda read: findings.of_detainers_issued(read).sentence),
    "detainers": _of_page(lambda read: findings.of_detainer_shares(read).sentence),
    "reconciliation": _of_pair,
    "claims": _of_claim,
}


def _joined(*parts: str) -> str:
    """Parts of a title, as the browser's tab has them."""
    return " · ".join(parts)


def _plain(words: str) -> str:
    """Markdown without its signs."""
    text = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", words).replace("**", "")
    return " ".join(text.split())
