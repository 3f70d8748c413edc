"""How long a rerun of the first page takes, as a ratio to a one-chart Streamlit app, both measured
in this run.

Both apps run in their own process under the same settings and are asked over Streamlit's own HTTP
interface for agents: a request asks for other months, in the address of the first page and with the
slider of the other app, and is answered when the script has run. The two take turns, so that a
machine that slows down slows both. No range comes twice, so that nothing is answered from a cache
of that range."""

import itertools
import json
import os
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

from lib.tables import Tables

ROOT = Path(__file__).resolve().parent.parent
APPS = {
    "first page": (ROOT / "dashboard.py", "query_params"),
    "one chart": (ROOT / "bench" / "one_chart.py", "widget_state"),
}
"""The script of each app, and what of a request sets its months."""
ROUNDS = 120


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Session:
    """A visitor of one app."""

    def __init__(self, script: Path, mover: str) -> None:
        self.mover = mover
        port = free_port()
        command = [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            str(script),
            "--server.headless=true",
            f"--server.port={port}",
        ]
        options = [
            "--server.address=127.0.0.1",
            "--server.enableAgentApi=true",
            "--server.fileWatcherType=none",
        ]
        self.server = subprocess.Popen(
            [*command, *options], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self.url = f"http://127.0.0.1:{port}/_stcore/agent/interact"
        for _ in range(200):
            try:
                self.id = self.ask({})["session_id"]
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"{script.name} did not start")

    def ask(self, body: dict[str, Any]) -> dict[str, Any]:
        request = urllib.request.Request(
            self.url, json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return dict(json.load(answer))

    def move(self, months: tuple[str, str]) -> float:
        """Seconds until the script has run with another range."""
        begun = time.perf_counter()
        answer = self.ask({"session_id": self.id, self.mover: {"months": list(months)}})
        if answer["status"] != "ready":
            raise RuntimeError(answer)
        return time.perf_counter() - begun


def main() -> None:
    options = [str(month) for month in Tables().extent("removals_by_source")]
    ranges = [(options[a], options[-1 - b]) for a, b in itertools.product(range(30), range(10))]
    sessions = {name: Session(*app) for name, app in APPS.items()}
    times: dict[str, list[float]] = {name: [] for name in APPS}
    try:
        for turn, months in enumerate(ranges[:ROUNDS]):
            for name, session in sessions.items():
                seconds = session.move(months)
                if turn >= 10:
                    times[name].append(seconds)
    finally:
        for session in sessions.values():
            session.server.terminate()
    for name, measured in times.items():
        median, low, high = (f(measured) * 1e3 for f in (statistics.median, min, max))
        print(f"{name:>10}: median {median:6.1f} ms ({low:.1f} to {high:.1f})")
    page, chart = (statistics.median(measured) for measured in times.values())
    print(
        f"     ratio: {page / chart:.2f} on {os.cpu_count()} cores, "
        f"{len(times['one chart'])} reruns each"
    )


if __name__ == "__main__":
    main()
