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
        return f"{self.publisher}, “{self.title}”{date}"


@lru_cache(maxsize=8)
def sources(tables: Tables) -> dict[str, Source]:
    """All sources by id, in the order of the file."""
    rows = tables.rows("SELECT id, publisher, title, date, address, what FROM sources")
    return {row["id"]: Source(**row) for row in rows}


def credit(tables: Tables, names: Iterable[str]) -> str:
    """The source line of a chart drawn from these tables: "TRAC, ..., “...” (2017-11)"."""
    used = dict.fromkeys(source for name in names for source in tables.package.resources[name].sources)
    return "; ".join(sources(tables)[source].citation for source in used)


def short_names(tables: Tables, names: Iterable[str]) -> str:
    """The sources of these tables as one word for a file's name: ``trac_2017``."""
    return "+".join(dict.fromkeys(source for name in names for source in tables.package.resources[name].sources))
