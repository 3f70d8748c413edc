"""Two sources of one thing, month by month, and how far apart they are.

Series of two sources are never joined into one. Where both hold a month, they are compared, and the
measured agreement says how much of the one may be read into the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile
from statistics import median

from lib.months import Month, MonthRange
from lib.sql import identifier
from lib.tables import Tables
from lib.text import _
from lib.trail import Answer, Trail, ask, ask_months

SHORT = 0.2
"""Percent of the second source by which the first may be short of it. A month that is shorter is
incomplete in the first source, where both count the same."""

HALF_A_TEN = 5
"""The most by which a count rounded to tens differs from the count itself."""


@dataclass(frozen=True)
class Side:
    """A source's count: a column of a monthly table. ``name`` is what its line is called, ``color``
    a name of the palette."""

    table: str
    column: str
    name: str
    color: str


@dataclass(frozen=True)
class Overlap:
    """Two sources of one thing. The difference is the first less the second, and its percent is of
    the second.

    ``same`` says whether both mean to count the same, so that a month in which the first is short
    is incomplete in it. ``dated`` says what puts a count into its month.
    """

    id: str
    title: str
    first: Side
    second: Side
    dated: str
    same: bool


def overlaps() -> dict[str, Overlap]:
    """Everything that two sources count, by id, in the order in which it is shown."""
    by_removal = "removals_from_records_by_removal_date"
    removal_date = _("Month of the removal date")
    records, ohss, trac = _("Case records"), _("OHSS"), _("TRAC")
    detention = _("Detention statistics")
    found = (
        Overlap(
            "removals",
            _("All removals: case records and OHSS"),
            Side(by_removal, "removals", records, "records"),
            Side("ero_removals", "removals_and_returns", ohss, "official"),
            removal_date,
            same=True,
        ),
        Overlap(
            "convicted",
            _("Convicted, as inferred from case records and as OHSS has them"),
            Side(by_removal, "convicted", _("Case records (inferred)"), "records"),
            Side("ero_removals", "convicted", ohss, "official"),
            removal_date,
            # What falls short is the inference, not the month.
            same=False,
        ),
        Overlap(
            "book_ins",
            _("Book-ins: detention statistics and OHSS"),
            Side("book_ins_detention_statistics", "book_ins", detention, "detention"),
            Side("book_ins", "book_ins", ohss, "official"),
            _("Month of the book-in"),
            same=True,
        ),
        Overlap(
            "releases",
            _("Releases to remove and removal book-outs"),
            Side("releases_to_remove", "releases_to_remove", detention, "detention"),
            Side("removal_book_outs", "removal_book_outs", ohss, "official"),
            _("Month of the release"),
            same=True,
        ),
        Overlap(
            "trac",
            _("All removals: case records and TRAC, both by departure"),
            Side("removals_from_records", "removals", records, "records"),
            Side("removals_by_source", "all_removals", trac, "all"),
            _("Month of departure"),
            same=False,
        ),
        Overlap(
            "trac_by_removal_date",
            _("All removals: case records by removal date and TRAC by departure"),
            Side(by_removal, "removals", records, "records"),
            Side("removals_by_source", "all_removals", trac, "all"),
            _("Month of the removal date; TRAC: of departure"),
            same=False,
        ),
        Overlap(
            "trac_ohss",
            _("All removals: OHSS and TRAC"),
            Side("ero_removals", "removals_and_returns", ohss, "official"),
            Side("removals_by_source", "all_removals", trac, "all"),
            _("Month of the removal date; TRAC: of departure"),
            same=False,
        ),
    )
    return {overlap.id: overlap for overlap in found}


@dataclass(frozen=True)
class Agreement:
    """How far apart two sources are, over the months that both hold to their end.

    ``median`` and ``greatest`` are in percent of the second source, whichever is the greater;
    ``greatest_month`` is where. In ``rounded`` of the ``months`` the two are no further apart than
    rounding to tens explains. ``close_to`` is the last month up to which each is within ``SHORT``
    percent, None where the first is not. ``incomplete`` are the months in which the first source is
    short of the second by more, of all months of a pair that counts the same, each with by how
    much: percent of the second.
    """

    overlap: Overlap
    months: int
    held: MonthRange
    median: float
    greatest: float
    greatest_month: Month
    rounded: int
    close_to: Month | None
    incomplete: Mapping[Month, float]
    trail: Trail


def side_by_side(tables: Tables, overlap: Overlap, months: MonthRange | None = None) -> Answer:
    """The two sources over the months that both hold, in a range or in all.

    One row per month: ``month``, ``first`` and ``second`` (what the two count), ``difference``
    (first less second), ``percent`` (of the second), ``whole`` (whether both sources have the month
    to its end) and ``provisional`` (whether a later edition of one may still change it)."""
    sql = f"{_pair(tables, overlap)}\nORDER BY month"
    return ask_months(tables, overlap.title, sql, months or tables.calendar)


def agreement(
    tables: Tables, overlap: Overlap, months: MonthRange | None = None
) -> Agreement | None:
    """How far apart the two are over a range, or over all months; None where they share no month
    that both have to its end."""
    pairs = side_by_side(tables, overlap, months)
    both = [row for row in pairs if row["whole"]]
    if not both:
        return None
    apart = [abs(row["percent"]) for row in both]
    greatest = max(apart)
    close = list(takewhile(lambda row: abs(row["percent"]) <= SHORT, both))
    return Agreement(
        overlap=overlap,
        months=len(both),
        held=MonthRange(Month.of(both[0]["month"]), Month.of(both[-1]["month"])),
        median=median(apart),
        greatest=greatest,
        greatest_month=Month.of(both[apart.index(greatest)]["month"]),
        rounded=sum(abs(row["difference"]) <= HALF_A_TEN for row in both),
        close_to=Month.of(close[-1]["month"]) if close else None,
        incomplete=incomplete(pairs, overlap),
        trail=_agreement_trail(tables, overlap, months or tables.calendar),
    )


def _agreement_trail(tables: Tables, overlap: Overlap, months: MonthRange) -> Trail:
    """The query that gives an agreement; asked only where it is shown, because a range that is new
    costs DuckDB a thousand times what it costs here."""
    sql = f"""
WITH pair AS (
{_pair(tables, overlap)}
), known AS (
    SELECT *, min(month) FILTER (abs(percent) > $short) OVER () AS apart_from
    FROM pair WHERE whole
)
SELECT count(*) AS months, min(month) AS first_month, max(month) AS last_month,
    median(abs(percent)) AS median, max(abs(percent)) AS greatest,
    arg_max(month, abs(percent)) AS greatest_month,
    count(*) FILTER (abs(difference) <= $half_a_ten) AS rounded,
    max(month) FILTER (apart_from IS NULL OR month < apart_from) AS close_to
FROM known
""".strip()
    values = {**months.bounds, "short": SHORT, "half_a_ten": HALF_A_TEN}
    return Trail(_("{what}: how far apart", what=overlap.title), sql, values)


def incomplete(found: Answer, overlap: Overlap) -> dict[Month, float]:
    """The months in which the first source is short of the second by more than ``SHORT`` percent,
    where both count the same, and by how many percent; ``found`` is what ``side_by_side`` gives."""
    if not overlap.same:
        return {}
    return {Month.of(row["month"]): -row["percent"] for row in found if row["percent"] < -SHORT}


def _pair(tables: Tables, overlap: Overlap) -> str:
    first, second = overlap.first, overlap.second
    one, two = (f"{end}.{identifier(side.column)}" for end, side in _ends(overlap))
    whole = _all_of(tables, overlap, "whole", " AND ", "true")
    provisional = _all_of(tables, overlap, "provisional", " OR ", "false")
    return f"""
SELECT month, {one} AS first, {two} AS second, {one} - {two} AS difference,
    100 * ({one} - {two}) / {two} AS percent, {whole} AS whole, {provisional} AS provisional
FROM {identifier(first.table)} AS a JOIN {identifier(second.table)} AS b USING (month)
WHERE {one} IS NOT NULL AND {two} > 0 AND month BETWEEN $first AND $last
""".strip()


def _ends(overlap: Overlap) -> tuple[tuple[str, Side], tuple[str, Side]]:
    return ("a", overlap.first), ("b", overlap.second)


def _all_of(tables: Tables, overlap: Overlap, column: str, how: str, neither: str) -> str:
    """What the two tables say of a month in a column that not every table has."""
    said = [
        f"{end}.{identifier(column)}"
        for end, side in _ends(overlap)
        if any(field.name == column for field in tables.package.resources[side.table].fields)
    ]
    return how.join(said) or neither


def convicted_by_year(tables: Tables) -> Answer:
    """The convicted of whole calendar years, from case records by departure and from OHSS.

    One row per year that both have in whole months: ``year``, ``first`` (inferred from the case
    records), ``second`` (OHSS), ``difference`` and ``percent`` (of OHSS's). Over a calendar year
    the date that is counted matters little, because what moves between months stays in the year."""
    sql = """
SELECT year(month) AS year, sum(a.convicted)::BIGINT AS first, sum(b.convicted)::BIGINT AS second,
    first - second AS difference, 100 * (first - second) / second AS percent
FROM removals_from_records AS a JOIN ero_removals AS b USING (month)
WHERE a.whole AND b.whole GROUP BY 1 HAVING count(*) = 12 ORDER BY 1
""".strip()
    return ask(tables, _("Convicted by calendar year"), sql)


def by_fiscal_year(tables: Tables) -> Answer:
    """ICE's totals of fiscal years beside the sums of OHSS's months.

    One row per fiscal year (October to September, named by its last year) that both have:
    ``fiscal_year``, ``months`` (how many OHSS has), ``first`` (their sum), ``second`` (ICE's
    total), ``counted_to`` (its last day), ``comparable`` (whether both have all of the year),
    ``difference`` and ``percent`` (of ICE's total; None where not comparable)."""
    sql = """
WITH years AS (
    SELECT year(month + INTERVAL 3 MONTH) AS fiscal_year, count(*) AS months,
        sum(removals_and_returns)::BIGINT AS first, bool_and(whole) AS all_whole
    FROM ero_removals GROUP BY 1
), both_sources AS (
    SELECT fiscal_year, months, first, removals AS second, counted_to,
        months = 12 AND all_whole AND whole AS comparable
    FROM years JOIN ice_removals_by_fiscal_year USING (fiscal_year)
)
SELECT *, CASE WHEN comparable THEN first - second END AS difference,
    CASE WHEN comparable THEN 100 * (first - second) / second END AS percent
FROM both_sources ORDER BY fiscal_year
""".strip()
    return ask(tables, _("Removals by fiscal year, ICE's totals and OHSS's months"), sql)
