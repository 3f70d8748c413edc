"""How much slower a page is while others run queries that never end.

A reader changes the month range over Streamlit's own websocket, as a browser does, alone and while
attackers ask for one hostile query after the other on the page of the data, in turns of the same
run. What is compared is the reader's time until the answer is there."""

from __future__ import annotations

import argparse
import itertools
import os
import statistics
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from urllib.parse import quote

from bench.rerun import ranges
from bench.serving import ROOT, Server, serving
from bench.visitor import Visitor

BURNING = {
    "a count without end": "SELECT count(*) FROM range(1000000000000)",
    "a cross join": "SELECT sum(a.range) FROM range(100000) a, range(100000) b, range(10000) c",
    "memory": "SELECT list(range) FROM range(1000000000)",
    "a text without end": "SELECT rpad('x', 2147483647, 'y')",
    "10,000 rows": "SELECT * FROM range(100000)",
    "no query: a table, filtered": "",
}
WARM = 6
"""Changes that are left out."""


@contextmanager
def attacked(server: Server, sql: str, attackers: int) -> Iterator[None]:
    """Asks for the query again and again, by so many visitors, until the context ends."""
    ended = threading.Event()
    asked = itertools.count()

    def attack() -> None:
        visitor = Visitor(server.port, "data")
        while not ended.is_set():
            # Never the same, so that no answer is kept.
            number = next(asked)
            visitor.run(f"sql={quote(f'{sql} -- {number}')}" if sql else f"find={number}")

    threads = [threading.Thread(target=attack) for _ in range(attackers)]
    for thread in threads:
        thread.start()
    yield
    ended.set()
    for thread in threads:
        thread.join()


def changes(reader: Visitor, asked: Iterator[tuple[str, str]], number: int) -> list[float]:
    """The seconds that so many changes of the range took."""
    return [
        reader.run(f"months={first}&months={last}").seconds
        for first, last in itertools.islice(asked, number)
    ]


def tell(name: str, alone: Sequence[float], beside: Sequence[float]) -> None:
    """A row of the table."""
    one, other = statistics.median(alone), statistics.median(beside)
    worst = max(beside) / one
    print(f"| {name} | {one * 1000:.1f} | {other * 1000:.1f} | {other / one:.2f} | {worst:.1f} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=40, help="changes of the range for each row")
    parser.add_argument("--attackers", type=int, default=4)
    options = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores, {options.attackers} attackers\n")
    print("| the queries | alone, ms | beside, ms | times | slowest, times |")
    print("| --- | --- | --- | --- | --- |")
    with serving(ROOT / "dashboard.py") as server:
        reader, asked = Visitor(server.port, "removals"), itertools.cycle(ranges())
        changes(reader, asked, WARM)
        for name, sql in BURNING.items():
            alone = changes(reader, asked, options.turns // 2)
            with attacked(server, sql, options.attackers):
                # The first of them begins the processes.
                changes(reader, asked, WARM)
                beside = changes(reader, asked, options.turns)
            alone += changes(reader, asked, options.turns // 2)
            tell(name, alone, beside)
    print(f"\nload {os.getloadavg()[0]:.1f} afterwards")


if __name__ == "__main__":
    main()
