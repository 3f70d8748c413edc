"""The chart of a claim: what is stated beside what the tables say."""

from __future__ import annotations

from lib.charts.claims import has_number_line, number_line, windows
from lib.claims import Claim
from lib.shown.drawn import Draw
from lib.sources import document
from lib.tables import Tables
from lib.verdicts import Verdict, shares_ending

SHARE_OF = {"detainer_share_of_sc": "sc_removals", "detainer_share_of_all": "all_removals"}


def of_claim(tables: Tables, claim: Claim, verdict: Verdict) -> Draw | None:
    """The chart; None where there is nothing to place."""
    stated_in = document(tables, claim.document)
    if claim.query in SHARE_OF and claim.last:
        shares = shares_ending(tables, claim.last, SHARE_OF[claim.query])
        color = tables.measures[claim.query].color
        return lambda look: windows(shares, claim, verdict, stated_in, color, look)
    if has_number_line(claim, verdict):
        return lambda look: number_line(claim, verdict, stated_in, look)
    return None
