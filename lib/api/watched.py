"""What is done here, counted and told in lines: each request and each run of a page with its
outcome and its time. Nothing says who asked, from where, or what stood in a query or in a file."""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.exposition import generate_latest

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
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._requests = Counter(
            "removals_requests", "Answers", ("kind", "status"), registry=self._registry
        )
        self._runs = Counter(
            "removals_runs", "Runs of pages", ("page", "outcome"), registry=self._registry
        )
        self._seconds = Histogram(
            *("removals_run_seconds", "Seconds of a run, with its wait for a turn", ("page",)),
            buckets=BOUNDS,
            registry=self._registry,
        )
        self._sessions = self._gauge("sessions")

    def request(self, kind: str, status: int, seconds: float) -> None:
        """Notes an answer. ``kind`` is what was asked for, without what only one visitor has."""
        self._requests.labels(kind.split("/")[1] if "/" in kind else kind, status).inc()
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
        self._runs.labels(page, outcome).inc()
        self._seconds.labels(page).observe(seconds)
        _say(run=page, outcome=outcome, ms=round(seconds * 1000, 1))

    @contextmanager
    def session(self) -> Iterator[None]:
        """Counts a page's connection while it is open."""
        with self._sessions.track_inprogress():
            yield

    def prometheus(self, **gauges: float) -> bytes:
        """The counts in Prometheus's text format, with what else is measured now."""
        for name, value in gauges.items():
            self._gauge(name).set(value)
        return generate_latest(self._registry)

    @cache  # noqa: B019 - there is one of these in a process
    def _gauge(self, name: str) -> Gauge:
        return Gauge(f"removals_{name}", "Now", registry=self._registry)


TALLY = Tally()
"""Of this process."""


def _say(**said: object) -> None:
    _log.info("%s", json.dumps({"at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), **said}))
