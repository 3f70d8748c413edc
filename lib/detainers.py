"""Detainers ICE issued, how they ended, and how few are connected to a removal."""

from __future__ import annotations

import pandas as pd

from lib.tables import Tables

DECLINED = "Detainer Declined by LEA"
"""ICE's words for a detainer that the law enforcement agency declined."""

NO_REASON = "No reason recorded: pending, or no paper filed"
"""What the detainers without a reason are called. It never means that they were honored."""


def by_month(tables: Tables) -> pd.DataFrame:
    """Detainers issued beside detainer-connected removals.

    One row per month that either table has, in order: month, detainers_issued (missing outside the release), whole
    (whether the release covers the month to its end), detainer_removals (people; missing where withheld or before
    the first month), connected_share (removals over detainers of the same month, 0 to 1, for whole months only). The
    two are not the same people: a removal can come many months after its detainer.
    """
    return tables.query(
        "SELECT month, detainers_issued, whole, detainer_removals, "
        "CASE WHEN whole THEN detainer_removals / detainers_issued END AS connected_share "
        "FROM detainers_by_month FULL JOIN removals_by_source USING (month) ORDER BY month"
    )


def by_reason(tables: Tables) -> pd.DataFrame:
    """How the detainers of each year ended.

    One row per year and reason, by year and then the most frequent first: year, reason (ICE's words, or NO_REASON),
    detainers, whole_year. The detainers without a reason are those issued in the year less those with one, so that a
    year's rows add up to the detainers issued in it.
    """
    return tables.query(
        """
        WITH issued AS (SELECT year(month) AS year, sum(detainers_issued) AS detainers FROM detainers_by_month GROUP BY 1),
        recorded AS (
            SELECT year, sum(detainers) AS detainers, bool_and(whole_year) AS whole_year
            FROM detainers_by_outcome GROUP BY 1
        )
        SELECT year, reason, detainers, whole_year FROM detainers_by_outcome
        UNION ALL
        SELECT year, $no_reason, CAST(issued.detainers - recorded.detainers AS BIGINT), whole_year
        FROM issued JOIN recorded USING (year)
        ORDER BY year, detainers DESC, reason
        """,
        {"no_reason": NO_REASON},
    )


def declined(tables: Tables) -> pd.DataFrame:
    """Declined detainers by year, in number and share.

    One row per year: year, whole_year, issued, declined, other_reason, no_reason (detainers), share_of_issued and
    share_of_recorded (0 to 1). The first share counts what is pending as not declined, the second leaves it out; as
    long as detainers are pending the two differ, and neither is the share that agencies will have declined.
    """
    rows = by_reason(tables)
    kind = rows["reason"].map({DECLINED: "declined", NO_REASON: "no_reason"}).fillna("other_reason")
    years = rows.assign(kind=kind).pivot_table(
        index=["year", "whole_year"], columns="kind", values="detainers", aggfunc="sum", fill_value=0
    )
    years = years[["declined", "other_reason", "no_reason"]].astype("int64")
    issued = years.sum(axis="columns")
    years.insert(0, "issued", issued)
    years["share_of_issued"] = years["declined"] / issued
    years["share_of_recorded"] = years["declined"] / (issued - years["no_reason"])
    return years.reset_index().rename_axis(columns=None)


def reported(tables: Tables) -> pd.DataFrame:
    """The figures on detainers that the documents state, in the order of the file.

    One row per figure: claim (its id in lib.claims), what, first_month and last_month (missing where no period is
    stated), value, qualifier, unit (detainers or percent), source (a row of sources.csv).
    """
    return tables.query(
        "SELECT claim, what, first_month, last_month, value, qualifier, unit, source FROM reported_figures"
    )
