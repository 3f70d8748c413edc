"""What is done here, counted and told in lines: each request and each run of a page with its
outcome and its time. Nothing says who asked, from where, or what stood in a query or in a file."""

from __future__ import annotations

import json
import logging
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

BOUNDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
"""Seconds up to which runs are counted together."""

_EARLY = ("StopException", "RerunException")
"""How Streamlit ends a run that is done, or overtaken by another."""

_RUNNING: ContextVar[bool] = ContextVar("running", default=False)

_log = logging.getLogger("removals")


LINES_OF_MESSAGES = "streamlit.web.server.starlette.starlette_websocket"
"""Where Streamlit says that a message was none, with the places in its code: twenty lines that
anybody could have written as often as they like."""


def _in_one_line(record: logging.LogRecord) -> bool:
    record.exc_info = record.exc_text = None
    return True


def log_to_stderr() -> None:
    """Has a line written for each request and each run: a JSON object."""
    logging.getLogger(LINES_OF_MESSAGES).addFilter(_in_one_line)
    if not _log.handlers:
        _log.addHandler(logging.StreamHandler(sys.stderr))
        _log.setLevel(logging.INFO)
        _log.propagate = False


class Tally:
    """Counts since the process began, for Prometheus."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: Counter[tuple[str, int]] = Counter()
        self._runs: Counter[tuple[str, str]] = Counter()
        self._seconds: defaultdict[str, float] = defaultdict(float)
        self._up_to: Counter[tuple[str, float]] = Counter()
        self.sessions = 0
        """Open connections of pages."""

    def request(self, kind: str, status: int, seconds: float) -> None:
        """Notes an answer. ``kind`` is what was asked for, without what only one visitor has."""
        with self._lock:
            self._requests[kind.split("/")[1] if "/" in kind else kind, status] += 1
        _say(request=kind, outcome=status, ms=round(seconds * 1000, 1))

    @contextmanager
    def run(self, page: str) -> Iterator[None]:
        """Notes the run of a page, however it ends. A part of a page notes its own run,
        except inside a run of the whole page."""
        if _RUNNING.get():
            yield
            return
        running = _RUNNING.set(True)
        begun, outcome = time.perf_counter(), "done"
        try:
            yield
        except BaseException as error:
            outcome = "ended early" if type(error).__name__ in _EARLY else "failed"
            raise
        finally:
            _RUNNING.reset(running)
            self._note(page or "front", outcome, time.perf_counter() - begun)

    def _note(self, page: str, outcome: str, seconds: float) -> None:
        with self._lock:
            self._runs[page, outcome] += 1
            self._seconds[page] += seconds
            for bound in BOUNDS:
                self._up_to[page, bound] += seconds <= bound
        _say(run=page, outcome=outcome, ms=round(seconds * 1000, 1))

    @contextmanager
    def session(self) -> Iterator[None]:
        """Counts a page's connection while it is open."""
        with self._lock:
            self.sessions += 1
        try:
            yield
        finally:
            with self._lock:
                self.sessions -= 1

    def prometheus(self, **gauges: float) -> str:
        """The counts in Prometheus's text format, with what else is measured now."""
        with self._lock:
            pages = {page: 0 for page, _ in self._runs}
            for (page, _), number in self._runs.items():
                pages[page] += number
            lines = [
                "# TYPE removals_requests_total counter",
                *(
                    f'removals_requests_total{{kind="{kind}",status="{status}"}} {number}'
                    for (kind, status), number in sorted(self._requests.items())
                ),
                "# TYPE removals_runs_total counter",
                *(
                    f'removals_runs_total{{page="{page}",outcome="{outcome}"}} {number}'
                    for (page, outcome), number in sorted(self._runs.items())
                ),
                "# TYPE removals_run_seconds histogram",
            ]
            for page, number in sorted(pages.items()):
                name = f'removals_run_seconds_bucket{{page="{page}",le='
                lines += [f'{name}"{bound}"}} {self._up_to[page, bound]}' for bound in BOUNDS]
                lines.append(f'{name}"+Inf"}} {number}')
                lines.append(f'removals_run_seconds_sum{{page="{page}"}} {self._seconds[page]:.6f}')
                lines.append(f'removals_run_seconds_count{{page="{page}"}} {number}')
            gauges |= {"sessions": self.sessions, "memory_bytes": _memory()}
        for name, value in gauges.items():
            lines += [f"# TYPE removals_{name} gauge", f"removals_{name} {value}"]
        return "\n".join(lines) + "\n"


TALLY = Tally()
"""Of this process."""


def _say(**said: object) -> None:
    _log.info("%s", json.dumps({"at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), **said}))


def _memory() -> int:
    """Bytes that the process holds; 0 where the machine does not say."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    found = (line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(next(found, "VmRSS: 0").split()[1]) * 1024
