"""Who published what: the rows of ``data/sources.csv``, and the credit line they make."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from lib.tables import Tables


@dataclass(frozen=True)
class Source:
    """A document or a release. ``date`` and ``address`` are None where they are not known."""

    id: str
    publisher: str
    title: str
    date: str | None
    address: str | None
    what: str

    @property
    def citation(self) -> str:
        date = f" ({self.date})" if self.date else ""
        # What we call a document that has no title is not its title.
        title = self.title if self.title.startswith("Untitled") else f"“{self.title}”"
        return f"{self.publisher}, {title}{date}"


@lru_cache(maxsize=8)
def sources(tables: Tables) -> dict[str, Source]:
    """All sources by id, in the order of the file."""
    rows = tables.rows("SELECT id, publisher, title, date, address, what FROM sources")
    return {row["id"]: Source(**row) for row in rows}


def credit(tables: Tables, names: Iterable[str]) -> str:
    """The source line of a chart drawn from these tables: "TRAC, ..., “...” (2017-11)"."""
    return "; ".join(sources(tables)[source].citation for source in _used(tables, names))


def short_names(tables: Tables, names: Iterable[str]) -> str:
    """The sources of these tables as one word for a file's name: ``trac_2017``."""
    return "+".join(_used(tables, names)) or "own-records"


def _used(tables: Tables, names: Iterable[str]) -> list[str]:
    """The sources of the tables; one that is not described in the data folder is a visitor's own."""
    described = tables.package.resources
    return list(
        dict.fromkeys(
            source for name in names if name in described for source in described[name].sources
        )
    )
