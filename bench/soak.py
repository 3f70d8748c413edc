"""Readers who come and go for minutes: whether what they took comes back."""

from __future__ import annotations

import asyncio
import random
import re
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.crowd import App, Outcome, Span, visit
from bench.processes import ports, taken

CURVE = Path(__file__).with_name("soak.svg")

FORGOTTEN = 170
"""Seconds after which those who left are let go of: Streamlit keeps them for 120, and the server
looks every 30."""


@dataclass(frozen=True)
class Moment:
    """Seconds since the start, bytes that the server takes, sessions that it says are live."""

    at: float
    own: int
    sessions: int


def live(processes: Sequence[int]) -> int:
    """The sessions that the processes hold a connection to, as they say."""
    found = 0
    for port in ports(processes):
        address = f"http://127.0.0.1:{port}/_stcore/metrics?families=active_sessions"
        with urllib.request.urlopen(address, timeout=60) as answer:
            said = re.search(r"^active_sessions (\d+)", answer.read().decode(), re.MULTILINE)
        found += int(said[1]) if said else 0
    return found


async def soak(app: App, sessions: int, at_once: int, seconds: float) -> None:
    """So many readers in all, as evenly as they come, each for as long that about ``at_once`` are
    there; prints what is left of them, and draws the memory as bench/soak.svg."""
    chance, outcome = random.Random(0), Outcome()
    begun, moments = time.perf_counter(), list[Moment]()
    stay = at_once * seconds / sessions

    async def watch() -> None:
        while True:
            own = taken(app.processes).own
            count = await asyncio.to_thread(live, app.processes)
            moments.append(Moment(time.perf_counter() - begun, own, count))
            await asyncio.sleep(1)

    watching = asyncio.create_task(watch())
    # What is there before anybody comes.
    await asyncio.sleep(2)
    coming: list[asyncio.Task[None]] = []
    for number, reader in zip(range(sessions), app.readers(chance), strict=False):
        await asyncio.sleep(max(0, begun + 2 + number * seconds / sessions - time.perf_counter()))
        until = time.perf_counter() + stay * chance.uniform(0.5, 1.5)
        own = random.Random(chance.random())
        counts = Span(since=0, until=until)
        coming.append(asyncio.create_task(visit(reader, outcome, own, counts)))
    await asyncio.gather(*coming)
    gone = time.perf_counter() - begun
    await asyncio.sleep(FORGOTTEN)
    watching.cancel()
    _write(moments, gone)
    first, last = moments[0], moments[-1]
    middle = [one.own for one in moments if gone / 4 < one.at < gone / 2]
    late = [one.own for one in moments if gone * 3 / 4 < one.at < gone]
    print(
        f"{outcome.arrived} readers came, {len(outcome.runs)} runs, {outcome.errors.total()} "
        f"errors, {max(one.sessions for one in moments)} sessions at the most\n"
        f"memory, MB: {first.own / 1e6:.0f} before, {max(one.own for one in moments) / 1e6:.0f} at "
        f"the most, {_mean(middle):.0f} in the second quarter of the time, {_mean(late):.0f} in "
        f"the last, {last.own / 1e6:.0f} {FORGOTTEN} s after the last one left; "
        f"sessions then: {last.sessions}"
    )
    for what, count in outcome.errors.most_common(8):
        print(f"- {count} x {what}")


def _mean(values: Sequence[int]) -> float:
    return sum(values) / max(len(values), 1) / 1e6


def _write(moments: Sequence[Moment], gone: float) -> None:
    """The memory and the sessions by time, one above the other."""
    width, height, left, top = 640, 150, 60, 30
    end = moments[-1].at

    def panel(name: str, values: Sequence[float], y: float) -> str:
        most = max(values) * 1.1 or 1
        points = " ".join(
            f"{left + width * one.at / end:.1f},{y + height * (1 - value / most):.1f}"
            for one, value in zip(moments, values, strict=True)
        )
        steps = [most * part / 1.1 for part in (0, 0.5, 1)]
        labels = "".join(
            f'<text x="{left - 6}" y="{y + height * (1 - step / most) + 4:.1f}" '
            f'text-anchor="end">{step:.0f}</text><line x1="{left}" x2="{left + width}" '
            f'y1="{y + height * (1 - step / most):.1f}" y2="{y + height * (1 - step / most):.1f}" '
            'stroke="#d5dbe2"/>'
            for step in steps
        )
        return (
            f'<text x="{left}" y="{y - 8}" font-weight="bold">{name}</text>{labels}'
            f'<polyline points="{points}" fill="none" stroke="#1767b3" stroke-width="1.5"/>'
        )

    second = top + height + 50
    minutes = "".join(
        f'<text x="{left + width * 60 * minute / end:.1f}" y="{second + height + 18}" '
        f'text-anchor="middle">{minute}</text>'
        for minute in range(int(end / 60) + 1)
    )
    last = left + width * gone / end
    CURVE.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {left + width + 20} '
        f'{second + height + 45}" font-family="sans-serif" font-size="12" fill="#1b2430">'
        '<rect width="100%" height="100%" fill="#ffffff"/>'
        + panel("Memory of all server processes, MB", [one.own / 1e6 for one in moments], top)
        + panel("Sessions", [one.sessions for one in moments], second)
        + f'{minutes}<text x="{left + width / 2}" y="{second + height + 36}" '
        'text-anchor="middle">minutes</text>'
        f'<line x1="{last:.1f}" x2="{last:.1f}" y1="{top}" y2="{second + height}" '
        'stroke="#8a94a0" stroke-dasharray="3 3"/>'
        f'<text x="{last - 4:.1f}" y="{top - 8}" text-anchor="end">the last reader leaves</text>'
        "</svg>\n",
        encoding="utf-8",
    )
