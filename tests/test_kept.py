"""What is kept and cut is what the query beside it gives, asked anew over the CSVs' tables; and
nothing of a visitor's own is kept."""

from __future__ import annotations

import gc
import threading
import time
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.runtime import caching as st_caches

from lib import breakdowns, detainers
from lib.kept import kept, shared
from lib.latest import latest
from lib.measures import own_records, series
from lib.months import Month, MonthRange
from lib.overlaps import agreement, overlaps, side_by_side
from lib.tables import Tables
from lib.text import LANGUAGE
from lib.trail import Answer, Row
from pages.own_jobs import rollups
from pages.query_box import sandbox
from pages.shared_tables import tables

READ = Tables()
ANSWERS: dict[str, Callable[[MonthRange], Answer]] = {
    "issued": lambda months: detainers.issued(READ, months),
    "issued and connected": lambda months: detainers.issued_and_connected(READ, months),
    "by agency": lambda months: breakdowns.by_month(READ, breakdowns.by_agency(), months),
    "by criminality": lambda months: breakdowns.by_month(READ, breakdowns.by_criminality(), months),
} | {
    id: lambda months, overlap=overlap: side_by_side(READ, overlap, months)
    for id, overlap in overlaps().items()
}

ranges = st.builds(
    lambda one, two: MonthRange(min(one, two), max(one, two)),
    *[st.integers(-3, len(READ.calendar) + 3).map(lambda step: READ.calendar.first + step)] * 2,
)


def asked_anew(answer: Answer) -> list[Row]:
    with READ._connection.cursor() as cursor:
        found = cursor.execute(answer.trail.sql, answer.trail.bound)
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


@given(id=st.sampled_from(sorted(READ.measures)), months=ranges, window=st.integers(1, 24))
def test_a_series_is_what_its_query_gives(id: str, months: MonthRange, window: int) -> None:
    shown = series(READ, READ.measures[id], months, window)
    assert [dict(row) for row in shown] == asked_anew(shown)
    assert shown.calendar == [Month.of(row["month"]) for row in shown]
    assert series(READ, READ.measures[id], months, window) is shown


@given(name=st.sampled_from(sorted(ANSWERS)), months=ranges)
def test_an_answer_cut_to_a_range_is_what_its_query_gives(name: str, months: MonthRange) -> None:
    answer = ANSWERS[name](months)
    assert [dict(row) for row in answer] == asked_anew(answer)


@given(id=st.sampled_from(sorted(overlaps())), months=ranges)
@settings(max_examples=settings().max_examples // 2)
def test_an_agreement_is_what_its_query_gives(id: str, months: MonthRange) -> None:
    overlap = overlaps()[id]
    found = agreement(READ, overlap, months)
    trail = found.trail if found else agreement(READ, overlap).trail  # type: ignore[union-attr]
    (row,) = READ.rows(trail.sql, trail.bound | months.bounds)
    if found is None:
        assert not row["months"]
        return
    assert (found.months, found.rounded) == (row["months"], row["rounded"])
    assert found.median == pytest.approx(row["median"], abs=1e-12)
    assert found.greatest == row["greatest"]
    assert found.held == MonthRange(Month.of(row["first_month"]), Month.of(row["last_month"]))
    assert found.greatest_month == Month.of(row["greatest_month"])
    assert found.close_to == (Month.of(row["close_to"]) if row["close_to"] else None)


@given(id=st.sampled_from(sorted(READ.measures)), months=ranges)
@settings(max_examples=settings().max_examples // 2)
def test_the_means_of_eras_are_what_their_query_gives(id: str, months: MonthRange) -> None:
    found = latest(READ, READ.measures[id], months)
    rows = READ.rows(found.trails[1].sql, found.trails[1].bound)
    assert [(one.era.name, one.known) for one in found.means] == [
        (row["era"], row["months"]) for row in rows
    ]
    assert [one.mean for one in found.means] == pytest.approx([row["mean"] for row in rows])


def test_results_are_kept_by_arguments_and_by_language() -> None:
    calls = []

    @kept(2)
    def said(word: str, *, loud: bool = False) -> str:
        calls.append(word)
        return f"{word} in {LANGUAGE.get()}{'!' if loud else ''}"

    assert [said("one"), said("one"), said("one", loud=True)] == ["one in en"] * 2 + ["one in en!"]
    spoken = LANGUAGE.set("es")
    try:
        assert said("one") == "one in es"
    finally:
        LANGUAGE.reset(spoken)
    assert len(calls) == 3
    for word in ("two", "three", "one"):
        said(word)
    assert len(calls) == 6, "no more than two are kept"


def test_what_many_ask_at_once_is_made_once_and_anew_where_it_failed() -> None:
    calls: list[int] = []
    together = threading.Barrier(8)

    @kept(2)
    def slow(number: int) -> int:
        calls.append(number)
        time.sleep(0.2)
        if len(calls) == 1:
            raise ValueError("the first one fails")
        return number + 1

    def ask(_reader: int) -> int | None:
        together.wait()
        try:
            return slow(1)
        except ValueError:
            return None

    with ThreadPoolExecutor(8) as readers:
        said = list(readers.map(ask, range(8)))
    assert sorted(said, key=str) == [2] * 7 + [None]
    assert len(calls) == 2


def test_nothing_of_a_visitor_is_kept() -> None:
    months = MonthRange(Month(2015, 1), Month(2015, 3))
    own = own_records([(month, 100) for month in months], "A visitor's file")
    shown, figure = series(READ, own, months, 1), latest(READ, own, months)
    assert shown.drawn == [100, 100, 100] and figure.value == 100
    gone: list[weakref.ref[object]] = [weakref.ref(one) for one in (shown, figure, own)]
    del shown, figure, own
    gc.collect()
    assert [one() for one in gone] == [None, None, None]


def test_what_is_for_all_is_made_once_and_no_visitor_has_it_forgotten() -> None:
    """Any browser can send the message with which Streamlit forgets what it keeps for all: the
    tables would be read again, and others' files under way would be lost."""
    made: list[int] = []
    together = threading.Barrier(8)

    @shared
    def slow() -> object:
        made.append(1)
        time.sleep(0.1)
        return object()

    def ask(_reader: int) -> object:
        together.wait()
        return slow()

    with ThreadPoolExecutor(8) as readers:
        assert len(set(readers.map(ask, range(8)))) == 1
    assert made == [1]
    for kept_for_all in (tables, rollups, sandbox):
        before = kept_for_all()
        st_caches.cache_resource.clear()
        assert kept_for_all() is before
