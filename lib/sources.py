"""Who published what: the rows of ``data/sources.csv``, and the credit line they make."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lib.kept import kept
from lib.tables import Tables
from lib.text import _


@dataclass(frozen=True)
class Source:
    """A document or a release. ``date`` and ``address`` are None where they are not known."""

    id: str
    publisher: str
    title: str
    date: str | None
    address: str | None
    what: str
    untitled: bool = False
    """Whether the title is what we call a document that has none."""

    @property
    def citation(self) -> str:
        date = f" ({self.date})" if self.date else ""
        title = self.title if self.untitled else f"“{self.title}”"
        return f"{self.publisher}, {title}{date}"

    @property
    def short(self) -> str:
        """The publisher's short name and the year: TRAC, 2017."""
        name = self.publisher_short
        return f"{name}, {self.date[:4]}" if self.date else name

    @property
    def publisher_short(self) -> str:
        """The publisher, by its abbreviation where it has one: TRAC."""
        abbreviation = re.search(r"\((\w+)\)", self.publisher)
        return abbreviation[1] if abbreviation else self.publisher


@dataclass(frozen=True)
class Credit:
    """Who published what a chart is drawn from: the citations in full, their ids for a file's name,
    and the publishers' short names."""

    citations: tuple[str, ...]
    ids: tuple[str, ...]
    publishers: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The source line: TRAC, ..., “...” (2017-11); ..."""
        return "; ".join(self.citations)

    @property
    def short(self) -> str:
        """The publishers, each once: TRAC; OHSS."""
        return "; ".join(self.publishers or self.citations)

    @property
    def file_name(self) -> str:
        """The sources as one word: trac_2017+uw_2019."""
        return "+".join(self.ids) or "own-records"

    def __add__(self, other: Credit) -> Credit:
        return Credit(
            tuple(dict.fromkeys(self.citations + other.citations)),
            tuple(dict.fromkeys(self.ids + other.ids)),
            tuple(dict.fromkeys(self.publishers + other.publishers)),
        )


def sources(tables: Tables) -> dict[str, Source]:
    """All sources by id, in the order of the file."""
    rows = tables.rows("SELECT id, publisher, title, date, address, what FROM sources")
    return {
        row["id"]: Source(
            id=row["id"],
            publisher=_(row["publisher"]),
            title=_(row["title"]),
            date=row["date"],
            address=row["address"],
            what=_(row["what"]),
            untitled=row["title"].startswith("Untitled"),
        )
        for row in rows
    }


def credit(tables: Tables, names: Iterable[str]) -> Credit:
    """The credit of what is drawn from these tables; one that the data folder does not describe has
    none."""
    return _credit_of(tables, tuple(names))


@kept(512)
def _credit_of(tables: Tables, names: tuple[str, ...]) -> Credit:
    described, known = tables.package.resources, sources(tables)
    ids = dict.fromkeys(
        source for name in names if name in described for source in described[name].sources
    )
    return _credit(known[id] for id in ids)


def document(tables: Tables, id: str) -> Credit:
    """The credit of a document. Raises KeyError for one that sources.csv does not have."""
    return _credit([sources(tables)[id]])


def cited(tables: Tables, credit: Credit) -> tuple[str, ...]:
    """The documents of a credit, each with its address where that is known."""
    addresses = {source.citation: source.address for source in sources(tables).values()}

    def line(citation: str) -> str:
        address = addresses.get(citation)
        return f"{citation}, {address}" if address and "://" in address else citation

    return tuple(map(line, credit.citations))


def _credit(used: Iterable[Source]) -> Credit:
    used = list(used)
    return Credit(
        tuple(source.citation for source in used),
        tuple(source.id for source in used),
        tuple(dict.fromkeys(source.publisher_short for source in used)),
    )
