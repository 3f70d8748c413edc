"""What each tool answers: what the address for programs of the same name does, made smaller where
it would fill the memory of whoever reads it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from lib.api import answers
from lib.api.asked import Asked
from lib.api.comparison import comparison
from lib.api.content import Content
from lib.api.problems import Problem
from lib.datapackage import DataError
from lib.sources import sources as known_sources
from lib.tables import Tables
from lib.versions import version

Answer = dict[str, Any]

WITHHELD = (
    "A month without a value is null, and its status says why in the words of the source: "
    "withheld, not yet released, not in the source. It is never zero."
)

FOR_READERS = (
    "The monthly record of US immigration removals, with who published each number. "
    f"{WITHHELD} Name the source with every number, and pass on the cautions of its answer. A "
    "month that is not complete, or provisional, counts in no mean. Two sources of one thing are "
    "two series and are not joined. The tools say what the tables hold and name no causes."
)


class NoAnswer(Exception):
    """A question that cannot be answered: what is wrong with it, and what could be asked."""


@dataclass(frozen=True)
class Tools:
    """The tools; ``tables`` gives the tables. Each method is one; what it is for is its docstring,
    which is what a machine reads. Each raises NoAnswer."""

    tables: Callable[[], Tables]

    def list_measures(self) -> Answer:
        """Every measure: id, title, unit, first and last month, sources, cautions, formula. Call
        this first; the other tools take the ids."""
        said = self._asked(answers.measures, {})
        every = said["measures"]
        return self._with(
            {"measures": [_without(each, "addresses") for each in every]},
            dict.fromkeys(source for each in every for source in each["sources"]),
            [WITHHELD],
        )

    def series(
        self, measure: str, first: str | None = None, last: str | None = None, window: int = 12
    ) -> Answer:
        """A measure by month, with its running average over so many months (1 to 24). Months are
        written 2014-12; without them the whole record of the source."""
        asked = {"id": measure, "format": "json", "window": str(window)}
        return self._asked(answers.measure, asked | _given({"from": first, "to": last}))

    def compare(
        self,
        measure: str,
        groups: str | None = None,
        first: str | None = None,
        second: str | None = None,
    ) -> Answer:
        """Two groups of months of one measure: the mean of each, the difference, a sentence with
        its 95 % interval, and the months that have no value. Either groups is the id of a named
        pair, such as pep-trump6, or first and second are ranges such as 2014-12/2017-01."""
        given = _given({"groups": groups, "first": first, "second": second})
        return self._asked(comparison, {"id": measure} | given)

    def claims(self, verdict: str | None = None, claim: str | None = None) -> Answer:
        """Figures that documents state, and what the tables say about each. With the id of a claim,
        all of it, with the reason; else all claims, or those with a verdict, in short."""
        said = self._asked(answers.claims, {"format": "json"})
        rows = said["claims"]
        _named("claim", claim, [row["claim"] for row in rows])
        _named("verdict", verdict, list(dict.fromkeys(row["verdict"] for row in rows)))
        if claim is None:
            short = ("claim", "verdict", "statement", "stated", "computed", "speaker", "document")
            rows = [
                {name: row[name] for name in short}
                for row in rows
                if verdict in (None, row["verdict"])
            ]
        else:
            rows = [row for row in rows if row["claim"] == claim]
        return said | {"claims": rows}

    def sources(self) -> Answer:
        """The documents and releases that the numbers come from: publisher, title, date, address,
        what is taken from each. A date or an address that is not known is null."""
        known = known_sources(self.tables()).values()
        listed = [
            {
                "id": source.id,
                "publisher": source.publisher,
                "title": source.title,
                "date": source.date,
                "address": source.address,
                "what": source.what,
            }
            for source in known
        ]
        caution = "What a document says of itself is its own claim; see the tool claims."
        return self._with({"documents": listed}, [each.citation for each in known], [caution])

    def _asked(self, answer: Callable[[Tables, Asked], Content], asked: Asked) -> Answer:
        try:
            return dict(json.loads(answer(self.tables(), asked).body))
        except Problem as problem:
            raise NoAnswer(_refusal(problem.detail, problem.allowed)) from None
        except DataError as error:
            raise NoAnswer(f"The tables cannot be read: {error}") from None

    def _with(self, said: Answer, sources: Any, cautions: list[str]) -> Answer:
        return said | {
            "sources": list(sources),
            "data_version": version(self.tables()),
            "cautions": cautions,
        }


def _given(asked: dict[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in asked.items() if value is not None}


def _without(said: Answer, name: str) -> Answer:
    return {key: value for key, value in said.items() if key != name}


def _named(what: str, asked: str | None, known: list[str]) -> None:
    if asked is not None and asked not in known:
        raise NoAnswer(_refusal(f"There is no {what} “{asked}”", known))


def _refusal(detail: str, allowed: Iterable[str]) -> str:
    listed = ", ".join(allowed)
    return f"{detail}. Allowed: {listed}." if listed else f"{detail}."
