"""What a visitor brings is counted like the tables and kept nowhere."""

from __future__ import annotations

from lib import sql
from lib.compare import compare, pairs, statistics
from lib.measures import extent, not_covered_words, own_records, series
from lib.months import Month, MonthRange
from lib.tables import Tables

FIRST, SECOND = MonthRange.parse("2015-01", "2015-12"), MonthRange.parse("2016-01", "2016-12")
OWN = own_records(
    [(Month(2015, 1) + step, 100 + step) for step in range(24)], "a visitor's own file"
)


def test_its_numbers_are_right(tables: Tables) -> None:
    assert str(extent(tables, OWN)) == "2015-01_2016-12"
    shown = series(tables, OWN, SECOND)
    assert shown.drawn == list(range(112, 124))
    assert shown.averages[0] == sum(range(101, 113)) / 12
    assert statistics(tables, OWN, FIRST).total == sum(range(100, 112))
    assert compare(tables, OWN, FIRST, SECOND).difference == 12
    assert pairs(tables, OWN, FIRST, SECOND).column("difference") == [12] * 12
    assert shown.credit.words == "a visitor's own file"
    assert shown.credit.file_name == "own-records"


def test_a_month_the_file_does_not_cover_is_no_zero(tables: Tables) -> None:
    gap = MonthRange.parse("2015-07", "2015-09")
    own = own_records(
        [
            (month, not_covered_words() if month in gap else 100)
            for month in MonthRange.parse("2015-01", "2016-12")
        ],
        "a visitor's own file",
    )
    shown = series(tables, own, FIRST, 3)
    assert shown.drawn == [100] * 6 + [None] * 3 + [100] * 3
    assert shown.averages == [None, None, 100, 100, 100, 100, *[None] * 5, 100]
    assert shown.unknown == ((gap, "not covered by the file"),)
    side = statistics(tables, own, FIRST)
    assert (side.months, side.known, side.total, side.mean) == (12, 9, 900, 100)
    assert compare(tables, own, FIRST, SECOND).difference == 0


def test_nothing_of_it_is_kept(tables: Tables) -> None:
    memories = (
        tables._remembered,
        sql._remembered_parameters,
        sql._remembered_reads,
    )

    def use() -> list[int]:
        shown = series(tables, OWN, FIRST)
        comparison = compare(tables, OWN, FIRST, SECOND)
        answers = [shown.trail, comparison.trail, comparison.first.trail]
        for trail in [*answers, pairs(tables, OWN, FIRST, SECOND).trail]:
            assert "100" in trail.text(tables) and trail.tables_used(tables) == []
            assert len(trail.frame(tables))
        return [memory.cache_info().currsize for memory in memories]

    before = [memory.cache_info().currsize for memory in memories]
    assert use() == before
    # The same questions over the tables are kept.
    series(tables, tables.measures["sc_removals"], FIRST, 7)
    assert tables._remembered.cache_info().currsize > before[0]
