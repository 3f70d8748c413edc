"""The pages: the address, the title and the description of each, for the frame around them, for
search engines, and for whoever shows a link."""

from __future__ import annotations

from dataclasses import dataclass

from lib.text import _


@dataclass(frozen=True)
class View:
    """A page. ``path`` is its address below the server's, empty for the first; ``script`` is its
    file in ``pages/``."""

    path: str
    script: str
    title: str
    description: str

    @property
    def tab(self) -> str:
        """What the browser's tab says."""
        return _("{page} · Removals by month", page=self.title)


def views() -> dict[str, View]:
    """Every page by its path, in the language spoken."""
    made = [
        View(
            "",
            "front.py",
            _("At a glance"),
            _(
                "What the monthly record of US immigration removals shows, in three sentences made "
                "from the numbers, each with its chart and the page behind it."
            ),
        ),
        View(
            "removals",
            "removals.py",
            _("Removals"),
            _(
                "US immigration removals month by month: all removals, those after a match under "
                "Secure Communities, and those connected with a detainer. Every number leads to "
                "its source."
            ),
        ),
        View(
            "compare",
            "pep_vs_trump.py",
            _("PEP vs Trump"),
            _(
                "Removals under the Priority Enforcement Program and after the return of Secure "
                "Communities, compared month by month, with how sure each difference is."
            ),
        ),
        View(
            "who",
            "who_and_from_where.py",
            _("Who and from where"),
            _("Who was removed from the United States, and of which countries they were citizens."),
        ),
        View(
            "convictions",
            "convictions.py",
            _("Convictions"),
            _("How many of the people removed had been convicted of an offense, and of which."),
        ),
        View(
            "issued",
            "detainers_issued.py",
            _("Detainers issued"),
            _("How many detainers ICE issued each month, as stated and as recorded."),
        ),
        View(
            "detainers",
            "detainer_shares.py",
            _("Detainer shares"),
            _("What share of removals was connected with a detainer, month by month."),
        ),
        View(
            "reconciliation",
            "sources_compared.py",
            _("Sources compared"),
            _("Where two sources count the same removals, and by how much they differ."),
        ),
        View(
            "claims",
            "claims.py",
            _("Claims"),
            _("What was stated on removals and detainers, beside what the tables say."),
        ),
        View(
            "records",
            "your_records.py",
            _("Your records"),
            _("Count removals by month from case records of your own."),
        ),
        View(
            "data",
            "data.py",
            _("Data"),
            _(
                "Every table behind the pages: what its columns mean, in which unit, which words "
                "stand for a number that was not released; as CSV, Parquet and XLSX; and a place "
                "to ask them in SQL."
            ),
        ),
        View(
            "sources",
            "sources_and_methods.py",
            _("Sources and methods"),
            _("Where every number comes from, what was withheld, and how it was computed."),
        ),
    ]
    return {view.path: view for view in made}
