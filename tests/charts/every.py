"""Every chart there is, once; and what stands in it."""

import re
from collections.abc import Iterator

from lib import breakdowns, detainers
from lib.charts import (
    Chart,
    Group,
    Line,
    Look,
    Reference,
    groups_timeline,
    overlay,
    same_months,
    spread,
    timeline,
)
from lib.charts import claims as claim_charts
from lib.charts import detainers as detainer_charts
from lib.charts import overlaps as overlap_charts
from lib.charts.citizenship import small_multiples
from lib.charts.columns_by_month import columns_by_month
from lib.charts.comparison_rows import comparison_rows as rows_chart
from lib.charts.connected import issued_and_connected
from lib.charts.convictions import conviction_shares
from lib.charts.convictions import convictions as of_convicted
from lib.charts.declined import declined, outcomes
from lib.charts.detainer_shares import detainer_shares
from lib.charts.how_sure import depends, other_borders
from lib.charts.marks import Mark
from lib.charts.removals import MEASURES as SHOWN
from lib.charts.removals import removals as in_panels
from lib.charts.stacked import mean_months, stacked
from lib.claims import claims
from lib.compare import compare, pairs
from lib.comparison_rows import rows as comparison_rows
from lib.eras import history
from lib.inference.placebo import placebo
from lib.inference.sample import sample
from lib.inference.sensitivity import depends_on
from lib.inference.trend import trend
from lib.later_figures import later_figures
from lib.measures import Series, series
from lib.months import Month, MonthRange
from lib.overlaps import agreement, overlaps, side_by_side
from lib.published import published_averages, recovered_intervals, recovering
from lib.sources import credit, document
from lib.tables import Tables
from lib.verdicts import check, shares_ending

ALL = MonthRange.parse("2008-11", "2017-07")
PEP, TRUMP = MonthRange.parse("2014-12", "2017-01"), MonthRange.parse("2017-02", "2017-07")
LOOK = Look()


def removals(tables: Tables, months: MonthRange, look: Look = LOOK, window: int = 12) -> Chart:
    names = ("all_removals", "sc_removals", "detainer_removals")
    lines = [Line.of(series(tables, tables.measures[name], months, window)) for name in names]
    title = "ICE removals by source"
    return timeline(history(tables), lines, name="removals", title=title, look=look)


def panels_of_removals(
    tables: Tables, months: MonthRange, look: Look = LOOK, log: bool = False
) -> Chart:
    read = {id: series(tables, tables.measures[id], months) for id in SHOWN}
    later = later_figures(tables, "sc_removals")
    return in_panels(history(tables), read, look, later=later, log=log)


def panels_of_convictions(tables: Tables, look: Look, *, recovered: bool) -> Iterator[Chart]:
    def read(id: str) -> Series:
        measure = tables.measures[id]
        return series(tables, recovering(measure) if recovered else measure, ALL)

    both = (read("convicted_any"), read("convicted_serious"))
    published = [published_averages(tables, one) for one in both]
    between = [recovered_intervals(tables, one) for one in both] if recovered else []
    behind = history(tables)
    yield of_convicted(behind, both, look, published=published, intervals=between)
    of_sc = read("convicted_share_of_sc")
    of_all = series(tables, tables.measures["serious_share_of_convicted"], ALL)
    known = [recovered_intervals(tables, of_sc)] if recovered else []
    yield conviction_shares(behind, (of_sc, of_all), look, known)


def panel_of_shares(
    tables: Tables, look: Look = LOOK, months: MonthRange = ALL, log: bool = False
) -> Chart:
    names = ("detainer_share_of_sc", "detainer_share_of_all")
    of_sc, of_all = (series(tables, tables.measures[name], months) for name in names)
    stated = {
        Month(2015, 12): [
            Reference(0.025, "TRAC: about 2.5%", "TRAC, “about 2.5 percent”", "detainer"),
            Reference(0.01, "TRAC: less than 1%", "TRAC, “less than 1”", "detainer_of_all"),
        ]
    }
    return detainer_shares(history(tables), (of_sc, of_all), stated, look, log=log)


def of_groups(tables: Tables, measure_id: str, look: Look) -> Iterator[Chart]:
    measure = tables.measures[measure_id]
    recovered = measure.recovers
    measure = recovering(measure) if recovered else measure
    comparison = compare(tables, measure, PEP, TRUMP)
    groups = []
    for name, color, months in (("PEP", "first", PEP), ("Trump", "second", TRUMP)):
        shown = series(tables, measure, months, 1)
        intervals = recovered_intervals(tables, shown) if recovered else None
        groups.append(Group(name, color, shown, intervals))
    yield groups_timeline(series(tables, measure, ALL, 1), groups, comparison, look)
    yield overlay(groups, look)
    yield spread(groups, comparison, look)
    if found := pairs(tables, measure, PEP, TRUMP):
        yield same_months(found, groups, look)


def of_detainers(tables: Tables, look: Look) -> Iterator[Chart]:
    behind, whole = history(tables), tables.calendar
    issued = detainers.issued(tables, whole)
    stated, later = detainers.reported(tables), later_figures(tables, "detainers_issued")
    yield detainer_charts.issued(behind, issued, stated, later, whole, look)
    both = detainers.issued_and_connected(tables, whole)
    yield issued_and_connected(behind, both, look)
    yield declined(detainers.declined(tables), look)
    yield outcomes(detainers.declined(tables), look)


def of_sources(tables: Tables, look: Look) -> Iterator[Chart]:
    for overlap in overlaps().values():
        found, measured = side_by_side(tables, overlap), agreement(tables, overlap)
        assert measured is not None
        yield overlap_charts.both(found, measured, look)
        yield overlap_charts.apart(found, measured, look)


def of_breakdowns(tables: Tables, look: Look) -> Iterator[Chart]:
    behind, months = history(tables), tables.extent("ero_removals")
    for breakdown in (breakdowns.by_agency(), breakdowns.by_criminality()):
        found = breakdowns.by_month(tables, breakdown, months)
        yield stacked(behind, found, breakdown, look)
        yield stacked(behind, found, breakdown, look, share=True)
        means = breakdowns.means(tables, breakdown, PEP, TRUMP)
        yield mean_months(means, breakdown, ("PEP", "Trump"), (PEP, TRUMP), look)
    yield small_multiples(behind, breakdowns.citizenship_by_month(tables, months), look)


def of_columns(tables: Tables, look: Look) -> Iterator[Chart]:
    """Columns of a reader's query: months without a value, values below zero, markup for a name."""
    months = list(PEP)
    rising: list[float | None] = [at * 1.5 - 10 for at in range(len(months))]
    gap = [None if at in (3, 9) else 900_000.0 * at for at in range(len(months))]
    columns = {"a": rising, "b + c + d + e + f + g + h + i + j": gap}
    of = credit(tables, ["removals_by_source"])
    yield columns_by_month(history(tables), months, columns, look, credit=of, notes=["A caution."])
    yield columns_by_month(history(tables), months, {"a": gap}, look, credit=of)


def of_claims(tables: Tables, look: Look) -> Iterator[Chart]:
    """One of each kind of verdict that has a number line, and the windows of the two shares."""
    kinds = set()
    for claim in claims(tables):
        verdict = check(tables, claim)
        stated_in = document(tables, claim.document)
        if verdict.kind not in kinds and claim_charts.has_number_line(claim, verdict):
            kinds.add(verdict.kind)
            yield claim_charts.number_line(claim, verdict, stated_in, look)
        if claim.query == "detainer_share_of_sc" and claim.last:
            shares = shares_ending(tables, claim.last)
            yield claim_charts.windows(shares, claim, verdict, stated_in, "detainer", look)


def of_inference(tables: Tables, measure_id: str, look: Look) -> Iterator[Chart]:
    names = ("PEP", "Trump")
    measure = tables.measures[measure_id]
    shown = series(tables, measure, tables.calendar, 1)
    months = sample(shown, PEP, TRUMP)
    groups = [
        Group(name, color, series(tables, measure, span, 1))
        for name, color, span in zip(names, ("first", "second"), (PEP, TRUMP), strict=True)
    ]
    comparison = compare(tables, measure, PEP, TRUMP)
    mixed = (Month(2014, 11), Month(2017, 1))
    yield groups_timeline(shown, groups, comparison, look, found=trend(months), mixed=mixed)
    rows = comparison_rows(tables, [measure], PEP, TRUMP)
    yield rows_chart(rows, names, measure.id, look)
    yield other_borders(placebo(months), shown, look)
    yield depends(depends_on(tables, tables.measures, measure, PEP, TRUMP), look)


def every_chart(tables: Tables, look: Look) -> list[Chart]:
    return [
        removals(tables, ALL, look),
        panels_of_removals(tables, tables.calendar, look),
        panels_of_removals(tables, PEP, look, log=True),
        *panels_of_convictions(tables, look, recovered=False),
        *panels_of_convictions(tables, look, recovered=True),
        panel_of_shares(tables, look),
        panel_of_shares(tables, look, log=True),
        *of_groups(tables, "sc_removals", look),
        *of_groups(tables, "detainer_share_of_sc", look),
        *of_groups(tables, "convicted_any", look),
        *of_inference(tables, "sc_removals", look),
        *of_inference(tables, "ero_share_by_ice", look),
        *of_detainers(tables, look),
        *of_sources(tables, look),
        *of_breakdowns(tables, look),
        *of_claims(tables, look),
        *of_columns(tables, look),
    ]


def words(chart: Chart) -> str:
    """All text inside the figure."""
    layout = chart.figure["layout"]
    text = " ".join(note["text"] for note in layout["annotations"])
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def told(chart: Chart) -> str:
    """All text inside the figure, and the notes that the page has one step away."""
    return " ".join([words(chart), *chart.notes])


def traces(chart: Chart, name: str) -> list[Mark]:
    """The traces of a name."""
    return [trace for trace in chart.figure["data"] if trace.get("name") == name]
