"""The charts of detainers: issued, and what became of them; and the share of removals connected to
one."""

from __future__ import annotations

from collections import defaultdict

from lib import detainers
from lib.charts import Line, Reference
from lib.charts import detainer_shares as shares_chart
from lib.charts import detainers as charts
from lib.charts.claims import stated_share
from lib.charts.connected import issued_and_connected as connected_chart
from lib.charts.declined import declined as declined_chart
from lib.charts.declined import outcomes as outcomes_chart
from lib.claims import claims
from lib.eras import history
from lib.later_figures import later_figures
from lib.measures import series
from lib.months import Month, MonthRange
from lib.shown.drawn import Draw, Lined
from lib.shown.kept_charts import kept_chart
from lib.tables import Tables

SHARES = ("detainer_share_of_sc", "detainer_share_of_all")


def detainer_shares(tables: Tables, months: MonthRange, window: int, *, log: bool) -> Lined:
    """Removals connected to a detainer, as a share of Secure Communities removals and of all, and
    what documents state of them."""
    shares = (series(tables, tables.measures[id], months, window) for id in SHARES)
    return Lined([Line.of(one) for one in shares], _detainer_shares(tables, months, window, log))


@kept_chart
def _detainer_shares(tables: Tables, months: MonthRange, window: int, log: bool) -> Draw:
    measures = {id: tables.measures[id] for id in SHARES}
    of_sc, of_all = (series(tables, measure, months, window) for measure in measures.values())
    # The query of a claim on a share is called after the measure it is about.
    stated: dict[Month, list[Reference]] = defaultdict(list)
    for claim in claims(tables):
        if claim.query in measures and claim.last:
            stated[claim.last].append(stated_share(claim, measures[claim.query].color))
    return lambda look: shares_chart.detainer_shares(
        history(tables), (of_sc, of_all), stated, look, log=log
    )


@kept_chart
def issued(tables: Tables, months: MonthRange) -> Draw | None:
    """Detainers issued each month, with what documents state; None where the range holds fewer than
    two months of the release."""
    found, stated = detainers.issued(tables, months), detainers.reported(tables)
    if len(found) < 2:
        return None
    later = later_figures(tables, "detainers_issued")
    return lambda look: charts.issued(history(tables), found, stated, later, months, look)


@kept_chart
def issued_and_connected(tables: Tables, months: MonthRange) -> Draw | None:
    """Detainers issued, and removals connected to one; None as above."""
    if len(detainers.issued(tables, months)) < 2:
        return None
    both = detainers.issued_and_connected(tables, months)
    return lambda look: connected_chart(history(tables), both, look)


@kept_chart
def declined(tables: Tables) -> Draw:
    """Detainers that were declined, by fiscal year."""
    found = detainers.declined(tables)
    return lambda look: declined_chart(found, look)


@kept_chart
def outcomes(tables: Tables) -> Draw:
    """How detainers ended, by fiscal year."""
    found = detainers.declined(tables)
    return lambda look: outcomes_chart(found, look)
