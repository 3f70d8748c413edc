"""What is kept of charts for the next reader, and what never is."""

from __future__ import annotations

import gc
import weakref

import pytest

from lib.breakdowns import by_agency
from lib.charts import Chart, Look
from lib.measures import own_records
from lib.months import Month, MonthRange
from lib.shown import comparison, convictions, detainers, removals, sources, who
from lib.shown.address import Address
from lib.shown.comparison_asked import asked, own_ranges
from lib.shown.drawn import Draw
from lib.shown.kept_charts import kept_chart
from lib.tables import Tables
from lib.text import speaking
from tests.charts.every import removals as any_chart

MONTHS = MonthRange.parse("2015-01", "2015-12")


def drawings(tables: Tables, *asked: tuple[int, str, Look]) -> int:
    """How often a chart is drawn that readers ask for, each with an argument, a language and a
    look."""
    drawn = []

    @kept_chart
    def view(number: int) -> Draw:
        def draw(look: Look) -> Chart:
            drawn.append((number, look))
            return any_chart(tables, MONTHS)

        return draw

    for number, language, look in asked:
        with speaking(language):
            view(number)(look)
    return len(drawn)


def test_a_chart_is_drawn_once_for_all_who_see_the_same(tables: Tables) -> None:
    assert drawings(tables, (1, "en", Look()), (1, "en", Look()), (1, "en", Look())) == 1


@pytest.mark.parametrize("other", [(2, "en", Look()), (1, "es", Look()), (1, "en", Look(True))])
def test_another_chart_language_or_look_is_another(
    tables: Tables, other: tuple[int, str, Look]
) -> None:
    assert drawings(tables, (1, "en", Look()), other, (1, "en", Look()), other) == 2


def test_what_a_visitor_signs_is_drawn_for_that_visitor(tables: Tables) -> None:
    assert drawings(tables, *[(1, "en", Look(signed="removals.example/?months=2015"))] * 2) == 2


def test_no_chart_stays_no_chart() -> None:
    @kept_chart
    def view(_number: int) -> Draw | None:
        return None

    assert view(1) is None


def pictures(tables: Tables) -> list[Draw | None]:
    found = sources.measured(tables, tables.calendar)
    pair = next(iter(found.values()))
    return [
        removals.removals(tables, MONTHS, 12, log=False).drawn,
        removals.convicted_share(tables, MONTHS, 12),
        convictions.convicted(tables, MONTHS, 12, recovered=True).drawn,
        convictions.conviction_shares(tables, MONTHS, 12, recovered=True),
        detainers.detainer_shares(tables, MONTHS, 12, log=False).drawn,
        detainers.issued(tables, tables.calendar),
        detainers.issued_and_connected(tables, tables.calendar),
        detainers.declined(tables),
        detainers.outcomes(tables),
        who.by_part(tables, by_agency(), MONTHS, share=False),
        who.citizenship(tables, MONTHS),
        sources.apart(tables, pair, tables.calendar),
        sources.both(tables, pair, tables.calendar),
        comparison.measures_compared(compared_groups(tables)),
        comparison.groups_over_time(compared_groups(tables)),
    ]


def compared_groups(tables: Tables) -> comparison.Compared:
    return comparison.compared(tables, asked(tables, Address({})))


def test_every_chart_of_the_tables_is_kept(tables: Tables) -> None:
    for first, second in zip(pictures(tables), pictures(tables), strict=True):
        assert first and second and first(Look()) is second(Look())


def test_what_a_visitor_brought_is_not_kept(tables: Tables) -> None:
    measure = own_records([(Month(2015, 5), 3)], "a file", "Records", holds="Records", dated="day")
    drawn = removals.removals(tables, MONTHS, 1, log=False, own=measure).draw(Look())
    again = removals.removals(tables, MONTHS, 1, log=False, own=measure).draw(Look())
    assert drawn is not again
    left = weakref.ref(measure), weakref.ref(drawn)
    del measure, drawn, again
    gc.collect()
    assert [ref() for ref in left] == [None, None]


def test_nor_is_what_it_is_compared_with(tables: Tables) -> None:
    counts = [(Month(2015, number), number) for number in range(1, 13)]
    measure = own_records(counts, "a file", "Records", holds="Records", dated="day")
    halves = MonthRange.parse("2015-01", "2015-06"), MonthRange.parse("2015-07", "2015-12")
    found, again = (comparison.compared(tables, own_ranges(measure, *halves)) for _ in range(2))
    assert found is not again
    drawn = comparison.groups_over_time(found)
    assert drawn and drawn(Look()) is not drawn(Look())
