"""Runs of pages take turns: whose it is, who comes next, and what a slow one keeps."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from pages.turns import Turns

LONG = 60.0


def until(true: Callable[[], object]) -> None:
    """Waits for what other threads do."""
    for _ in range(1_000):
        if true():
            return
        time.sleep(0.01)
    raise AssertionError("it never came to pass")


def test_one_runs_at_a_time_and_who_came_first_is_first() -> None:
    turns, at_once, order = Turns(LONG), threading.Semaphore(1), []
    first_goes = threading.Event()

    def run(number: int) -> None:
        with turns.turn():
            assert at_once.acquire(blocking=False)
            order.append(number)
            if number == 0:
                first_goes.wait(LONG)
            at_once.release()

    with ThreadPoolExecutor(8) as pool:
        runs = []
        for number in range(8):
            runs.append(pool.submit(run, number))
            until(lambda: len(turns.waiting) + len(order) == len(runs))
        first_goes.set()
        for one in runs:
            one.result(LONG)
    assert order == list(range(8))


def test_a_run_that_takes_long_is_not_waited_for() -> None:
    turns, begun = Turns(longest=0.05), list[str]()
    ends = {name: threading.Event() for name in ("slow", "second", "third")}

    def run(name: str) -> None:
        with turns.turn():
            begun.append(name)
            ends[name].wait(LONG)

    with ThreadPoolExecutor(3) as pool:
        slow = pool.submit(run, "slow")
        until(lambda: begun == ["slow"])
        second = pool.submit(run, "second")
        until(lambda: begun == ["slow", "second"])
        assert not slow.done()
        # The end of the slow one is not the end of the turn that another has.
        turns.longest = LONG
        third = pool.submit(run, "third")
        until(lambda: turns.waiting)
        ends["slow"].set()
        slow.result(LONG)
        time.sleep(0.1)
        assert begun == ["slow", "second"]
        ends["second"].set()
        until(lambda: begun == ["slow", "second", "third"])
        ends["third"].set()
        second.result(LONG), third.result(LONG)


def test_an_error_ends_a_turn() -> None:
    turns = Turns(LONG)
    with pytest.raises(ZeroDivisionError), turns.turn():
        _ = 1 / 0
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: turns.turn().__enter__()).result(5)


def test_a_turn_within_a_turn_is_the_same_one() -> None:
    """A press runs a part of the page by itself; the whole page runs that part within its turn."""
    turns, order = Turns(LONG), []

    def other() -> None:
        with turns.turn():
            order.append("other")

    with ThreadPoolExecutor(1) as pool:
        with turns.turn():
            with turns.turn():
                order.append("part")
            waits = pool.submit(other)
            until(lambda: turns.waiting)
            order.append("page")
        waits.result(LONG)
    assert order == ["part", "page", "other"]
