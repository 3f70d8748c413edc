"""How long a change of the month range takes on each page, beside two one-chart Streamlit apps, all
measured in this run.

All apps run in their own process under the same settings and are asked over Streamlit's own
websocket, as a browser asks. They take turns, so that a machine that slows down slows all. No range
comes twice on a page, so nothing is answered from a memory of that range. What is compared is the
processor's time of the serving process, which other work on the machine disturbs least; the time
until the answer is there stands beside it, and the bytes that it sends, as packed by the server."""

from __future__ import annotations

import argparse
import itertools
import os
import statistics
from contextlib import ExitStack
from dataclasses import dataclass, field

from streamlit.proto.WidgetStates_pb2 import WidgetState

from bench.picker import chosen
from bench.serving import ROOT, Server, serving
from bench.visitor import Visitor
from lib.tables import Tables
from lib.views import views

FAST = "one chart, fast"
APPS = {"one chart": "one_chart.py", FAST: "one_chart_fast.py"}
WARM = 6
"""Turns that are left out."""

PICKER = "month-picker-months"

Months = tuple[str, str]


@dataclass
class Measured:
    """A visit, and what its turns took: seconds of processor and of clock, messages, packed
    bytes."""

    server: Server
    visitor: Visitor
    bare: bool
    """Whether it is one of the one-chart apps, which have a slider."""
    work: list[float] = field(default_factory=list)
    clock: list[float] = field(default_factory=list)
    messages: list[int] = field(default_factory=list)
    packed: list[int] = field(default_factory=list)

    def turn(self, months: Months) -> None:
        """Asks for other months as a browser does: with a press of a control or, on the pages that
        have no month range, in the address."""
        before = self.server.work
        query = f"months={months[0]}&months={months[1]}"
        if self.bare:
            state = WidgetState(id=self.visitor.widgets["months"])
            state.string_array_value.data.extend(months)
            run = self.visitor.run("", state)
        elif PICKER in self.visitor.widgets:
            state = WidgetState(id=self.visitor.widgets[PICKER])
            state.json_value = chosen(self.visitor.page, months, len(self.work) + 1)
            run = self.visitor.run(query, state)
        else:
            run = self.visitor.run(query)
        self.work.append(self.server.work - before)
        self.clock.append(run.seconds)
        self.messages.append(run.messages)
        self.packed.append(run.packed)


def ranges() -> list[Months]:
    """Ranges of months, none twice."""
    months = [str(month) for month in Tables().extent("removals_by_source")]
    return [(months[a], months[-1 - b]) for a, b in itertools.product(range(40), range(10))]


def measure(turns: int, again: bool, wanted: list[str]) -> dict[str, Measured]:
    """The turns of every app and page; ``again`` asks each page for the same two ranges."""
    with ExitStack() as stack:
        found = {}
        for name, script in APPS.items():
            server = stack.enter_context(serving(ROOT / "bench" / script))
            found[name] = Measured(server, Visitor(server.port, ""), bare=True)
        dashboard = stack.enter_context(serving(ROOT / "dashboard.py"))
        for path in wanted or views():
            found[f"/{path}"] = Measured(dashboard, Visitor(dashboard.port, path), bare=False)
        asked = ranges()
        for turn in range(turns + WARM):
            for place, measured in enumerate(found.values()):
                # Each page has ranges of its own: two pages may share a chart.
                measured.turn(asked[(turn % 2 if again else turn) + 25 * place])
        for measured in found.values():
            measured.visitor.close()
    return found


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--turns", type=int, default=60)
    reader.add_argument("--again", action="store_true", help="two ranges that were asked before")
    reader.add_argument("--pages", nargs="*", default=[], help="addresses; all where none is named")
    asked = reader.parse_args()
    found = measure(asked.turns, asked.again, asked.pages)
    fast = statistics.median(found[FAST].work[WARM:])
    slow = statistics.median(found["one chart"].work[WARM:])
    print(
        f"{asked.turns} turns on {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n\n"
        "| page | work, ms: median (least) | answer, ms: median (least) | messages | bytes sent | "
        "times one chart, fast | times one chart |\n| --- | --- | --- | --- | --- | --- | --- |"
    )
    for name, one in found.items():
        work, clock = (
            f"{statistics.median(times[WARM:]) * 1e3:.1f} ({min(times[WARM:]) * 1e3:.1f})"
            for times in (one.work, one.clock)
        )
        median = statistics.median(one.work[WARM:])
        print(
            f"| {name} | {work} | {clock} | {statistics.median(one.messages[WARM:]):.0f} "
            f"| {statistics.median(one.packed[WARM:]):.0f} "
            f"| {median / fast:.2f} | {median / slow:.2f} |"
        )


if __name__ == "__main__":
    main()
