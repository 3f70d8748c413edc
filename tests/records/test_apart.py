"""Work in a process of its own."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

import pytest

from lib.records.apart import GIVES_WAY, apart
from lib.records.errors import NotATable

Note = Callable[[float], None]


def unheard(_part: float) -> None:
    """Of work whose progress nobody is told."""


def done(words: str, note: Note) -> tuple[str, int, int]:
    print("what is printed is no part of the answer")
    note(0.25)
    note(1.0)
    return words, os.getpid(), os.getpriority(os.PRIO_PROCESS, 0)


def refused(_note: Note) -> None:
    raise NotATable("is prose", file="a.txt", row=7, column="b", hint="{choice}", choice="order")


def broken(_note: Note) -> None:
    raise ZeroDivisionError


def killed(_note: Note) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class Halfway:
    """What cannot be sent whole."""

    def __reduce__(self) -> tuple[type[str], tuple[()]]:
        os.kill(os.getpid(), signal.SIGKILL)
        return str, ()


def killed_halfway(_note: Note) -> tuple[str, Halfway]:
    return "x" * 10**6, Halfway()


def test_work_is_done_by_another_process_that_gives_way() -> None:
    parts: list[float] = []
    words, process, priority = apart(done, "ñ", note=parts.append)
    assert (words, parts) == ("ñ", [0.25, 1.0])
    assert process != os.getpid()
    assert priority == min(19, os.getpriority(os.PRIO_PROCESS, 0) + GIVES_WAY)


def test_a_refusal_comes_as_it_was_made() -> None:
    with pytest.raises(NotATable) as caught:
        apart(refused, note=unheard)
    assert str(caught.value) == (
        "a.txt, row 7, column b: is prose. with --order month-first, day-first or year-first"
    )
    assert caught.value.said({"order": "here"}) == "a.txt, row 7, column b: is prose. here"


@pytest.mark.parametrize("work", [killed, killed_halfway])
def test_work_that_the_machine_ends_is_refused_with_a_reason(work: Callable[..., object]) -> None:
    with pytest.raises(Exception, match="stopped by the server") as caught:
        apart(work, note=unheard)
    assert type(caught.value).__name__ == "RecordsError"


def test_a_fault_of_the_program_is_none_of_the_file(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(RuntimeError, match="ended with 1"):
        apart(broken, note=unheard)
    assert "ZeroDivisionError" in capfd.readouterr().err
