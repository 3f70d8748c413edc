"""Many readers at once, over Streamlit's own websocket: how long each waits for an answer, what
fails, and what the server takes meanwhile; beside the fast app of one chart.

    python -m bench.load readers --sessions 50 100 200
    python -m bench.load burst
    python -m bench.load soak

Each serves the dashboard and the app of one chart in processes of their own, and asks them in
turn; with ``--production --processes 2`` the dashboard as ``make serve`` does. ``--url`` asks what
is served elsewhere instead of the dashboard; ``--process`` names the processes that count then,
with all that they started."""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import os
import random
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench.crowd import App, Outcome, Span, visit
from bench.processes import Meter, taken
from bench.serving import ROOT, production, serving
from bench.soak import soak
from bench.visited import files_of

BARE = "one chart, fast"
WARM = (30, 40.0)
"""Readers for each process, and seconds, before all that counts: what is kept for all is there
then."""

LINK = 100e6
"""Bits a second of the link that all readers of a burst share."""


@contextmanager
def apps(asked: argparse.Namespace) -> Iterator[list[App]]:
    """The apps that are measured, served for as long."""
    with ExitStack() as stack:

        def served(script: Path) -> tuple[tuple[str, ...], tuple[int, ...]]:
            servers = [stack.enter_context(serving(script)) for _one in range(asked.processes)]
            return tuple(one.address for one in servers), tuple(one.process for one in servers)

        if asked.production:
            server = stack.enter_context(production(asked.processes))
            dashboard = App("dashboard, make serve", (server.address,), (server.process,))
        elif asked.url:
            dashboard = App("dashboard", tuple(asked.url), tuple(asked.process))
        else:
            dashboard = App("dashboard", *served(ROOT / "dashboard.py"))
        bare = served(ROOT / "bench" / "one_chart_fast.py")
        yield [dashboard, App(BARE, *bare, pages=("",), key="months", slides=True)][: asked.apps]


async def crowd(
    app: App,
    sessions: int,
    seconds: float,
    *,
    ramp: float,
    settle: float = 0.0,
    files: Sequence[str] = (),
    reads: bool = False,
) -> tuple[Outcome, tuple[float, float], int]:
    """So many readers who come within ``ramp`` seconds; ``settle`` seconds after all are there
    begin the ``seconds`` that count. Who ``reads`` only comes, and all of it counts.
    What came of it, the cores taken, and the most memory."""
    chance, outcome, counts = random.Random(sessions), Outcome(), Span()
    readers = app.readers(chance)

    async def coming(after: float) -> None:
        await asyncio.sleep(after)
        reader = next(readers)
        mine = random.Random(chance.random())
        await visit(reader, outcome, mine, counts, files=files, reads=reads)

    tasks = [asyncio.create_task(coming(ramp * at / sessions)) for at in range(sessions)]
    meter, most = Meter(app.processes), 0
    while outcome.came < sessions:
        await asyncio.sleep(0.1)
    if not reads:
        await asyncio.sleep(settle)
        meter = Meter(app.processes)
    counts.since = time.perf_counter()
    counts.until = counts.since + seconds
    while (left := counts.until - time.perf_counter()) > 0:
        most = max(most, taken(app.processes).own)
        await asyncio.sleep(min(1.0, left))
    cores = meter.read()
    await asyncio.gather(*tasks)
    return outcome, cores, most


async def warm(app: App) -> None:
    await crowd(app, WARM[0] * len(app.addresses), WARM[1], ramp=2)


def percent(values: Sequence[float], share: int) -> float:
    """A percentile; not a number of nothing."""
    if len(values) < 2:
        return values[0] if values else float("nan")
    return statistics.quantiles(values, n=100, method="inclusive")[share - 1]


def said(errors: Outcome) -> str:
    """The errors that came most, below a table."""
    return "\n".join(f"- {count} x {what}" for what, count in errors.errors.most_common(8))


async def readers(asked: argparse.Namespace, served: Sequence[App]) -> None:
    for app in served:
        await warm(app)
    idle = {app.name: taken(app.processes).own for app in served}
    print(
        "| app | sessions | runs a second | 50 %, ms | 95 % | 99 % | errors | kB a run | cores: "
        "server | readers | MB before | with sessions | kB a session |\n|" + " --- |" * 13
    )
    notes = []
    for sessions in asked.sessions:
        for app in served:
            done, cores, most = await crowd(
                app, sessions, asked.seconds, ramp=sessions / 20, settle=5
            )
            runs = done.runs
            a_session = (most - idle[app.name]) / sessions / 1e3
            print(
                f"| {app.name} | {sessions} | {len(runs) / asked.seconds:.0f} | "
                + " | ".join(f"{percent(runs, share) * 1e3:.0f}" for share in (50, 95, 99))
                + f" | {done.errors.total()} | {done.bytes / max(len(runs), 1) / 1e3:.1f} "
                f"| {cores[0]:.2f} | {cores[1]:.2f} | {idle[app.name] / 1e6:.0f} "
                f"| {most / 1e6:.0f} | {a_session:.0f} |",
                flush=True,
            )
            notes.append(said(done))
    print("\n".join(["", *filter(None, notes)]))


async def burst(asked: argparse.Namespace, served: Sequence[App]) -> None:
    files = {app.name: await asyncio.to_thread(files_of, app.addresses[0]) for app in served}
    print(
        "| app | visitors | first chart's data: 50 %, s | 95 % | the last | errors | MB a visitor "
        "| seconds on 100 Mbit/s | cores: server | readers |\n|" + " --- |" * 10
    )
    notes = []
    for visitors in asked.sessions:
        for app in served:
            done, cores, _most = await crowd(
                app, visitors, 0, ramp=10, files=files[app.name], reads=True
            )
            first = done.first
            print(
                f"| {app.name} | {visitors} | {percent(first, 50):.2f} | {percent(first, 95):.2f} "
                f"| {max(first, default=float('nan')):.2f} | {done.errors.total()} "
                f"| {done.bytes / visitors / 1e6:.2f} | {done.bytes * 8 / LINK:.0f} "
                f"| {cores[0]:.2f} | {cores[1]:.2f} |",
                flush=True,
            )
            notes.append(said(done))
    print("\n".join(["", *filter(None, notes)]))


async def soaking(asked: argparse.Namespace, served: Sequence[App]) -> None:
    app = served[0]
    await warm(app)
    await soak(app, asked.sessions[0], asked.at_once, asked.minutes * 60)


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    reader.add_argument("what", choices=("readers", "burst", "soak"))
    reader.add_argument("--sessions", type=int, nargs="+", help="how many readers or visitors")
    reader.add_argument("--seconds", type=float, default=30, help="that each crowd is measured")
    reader.add_argument("--minutes", type=float, default=10, help="of the soak")
    reader.add_argument("--at-once", type=int, default=50, help="readers of the soak at one time")
    reader.add_argument("--processes", type=int, default=1, help="of each app that is served here")
    reader.add_argument("--url", nargs="+", help="where the dashboard is served already")
    reader.add_argument("--process", type=int, nargs="+", default=(), help="that serves it")
    reader.add_argument("--production", action="store_true", help="serve as make serve does")
    reader.add_argument("--apps", type=int, default=2, help="1: without the app of one chart")
    asked = reader.parse_args()
    usual = {"readers": [50, 100, 200], "burst": [200], "soak": [1000]}
    asked.sessions = asked.sessions or usual[asked.what]
    if asked.what == "soak":
        asked.apps = 1
    print(
        f"{dt.date.today()}, {os.cpu_count()} cores, load before {os.getloadavg()[0]:.1f}\n",
        flush=True,
    )
    do = {"readers": readers, "burst": burst, "soak": soaking}[asked.what]
    with apps(asked) as served:
        asyncio.run(do(asked, served))
    print(f"\nload after {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
