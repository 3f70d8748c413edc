"""How long a visitor waits for the first chart of the first page, and what goes over the line
meanwhile, beside a one-chart Streamlit app that is served as Streamlit serves it.

A real Chromium opens both in turn, so that a machine that slows down slows both: as a visitor who
was never there (an empty profile), and as one who comes again (the same profile). Each is measured
on a line of 10 Mbit/s and 40 ms, and on one that nothing slows. A visit lasts from the address
until the first line of the chart itself is in the page; when a line is seen at all, in the still
that stands there until then or in the chart, is told beside it. The bytes are those that arrived
by the end, with their headers; what came through the websocket counts unpacked."""

from __future__ import annotations

import argparse
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import BrowserContext, Playwright, sync_playwright

from bench.serving import ROOT, serving
from tests.browser import chromium
from tests.browser.waiting import wait_until

APPS = {"first page": ROOT / "dashboard.py", "one chart": ROOT / "bench" / "one_chart.py"}
LINES = {"10 Mbit/s, 40 ms": (10_000_000 / 8, 40), "local": (-1, 0)}
"""Bytes a second each way (-1: any number) and milliseconds there and back."""

# A line of a chart, one of its still or of itself, and whatever is seen before it: the time of each
# in milliseconds.
_SEEN = """() => {
    const CHART = ".js-plotly-plot .main-svg path.js-line";
    const seen = (window.seen = {});
    const wanted = {
        title: () => document.querySelector("h1"),
        still: () => document.querySelector("#first-paint .chart path.line, " + CHART),
        chart: () => document.querySelector(CHART),
    };
    const look = () => {
        for (const [name, find] of Object.entries(wanted))
            if (!(name in seen) && find()) seen[name] = performance.now();
        if (!("chart" in seen)) requestAnimationFrame(look);
    };
    look();
}"""


@dataclass(frozen=True)
class Visit:
    """Milliseconds until each thing was seen; bytes that had arrived by the first chart."""

    seen: dict[str, float]
    files: dict[str, int]

    @property
    def chart(self) -> float:
        """Seconds until the first chart."""
        return self.seen["chart"] / 1e3

    @property
    def still(self) -> float:
        """Seconds until a line is seen, in the still or in the chart."""
        return self.seen["still"] / 1e3

    @property
    def title(self) -> float:
        """Seconds until the title of the page; the app of one chart has none."""
        return self.seen.get("title", float("nan")) / 1e3

    @property
    def received(self) -> int:
        return sum(self.files.values())


@contextmanager
def profile(playwright: Playwright) -> Iterator[BrowserContext]:
    """A browser with an empty profile on disk, as a visitor has one."""
    path = chromium.find()
    if path is None:
        raise RuntimeError("no Chromium here")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        browser = playwright.chromium.launch_persistent_context(
            folder,
            executable_path=path,
            args=["--disable-gpu"],
            viewport={"width": 1280, "height": 720},
        )
        yield browser
        browser.close()


def visit(browser: BrowserContext, address: str, line: tuple[float, float]) -> Visit:
    page = browser.new_page()
    page.add_init_script(f"({_SEEN})()")
    wire = browser.new_cdp_session(page)
    files: dict[str, int] = defaultdict(int)
    names: dict[str, str] = {}

    def asked(event: dict[str, Any]) -> None:
        names[event["requestId"]] = event["request"]["url"].removeprefix(address)

    def arrived(event: dict[str, Any]) -> None:
        files[names.get(event["requestId"], "?")] += int(event["encodedDataLength"])

    def said(event: dict[str, Any]) -> None:
        files["websocket"] += len(event["response"]["payloadData"]) * 3 // 4

    wire.on("Network.requestWillBeSent", asked)
    wire.on("Network.loadingFinished", arrived)
    wire.on("Network.webSocketFrameReceived", said)
    wire.send("Network.enable")
    speed, latency = line
    wire.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": latency,
            "downloadThroughput": speed,
            "uploadThroughput": speed,
        },
    )
    page.goto(address, wait_until="commit")
    wait_until(page, "() => 'chart' in window.seen", seconds=120)
    seen = page.evaluate("() => window.seen")
    received = dict(files)
    # What the browser keeps for the next visit, it writes a little later.
    page.wait_for_timeout(1000)
    page.close()
    return Visit(seen, received)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measures the first visit.")
    parser.add_argument("--turns", type=int, default=5, help="visits of each kind")
    parser.add_argument("--files", action="store_true", help="also names what arrived")
    asked = parser.parse_args()
    visits: dict[tuple[str, str, str], list[Visit]] = defaultdict(list)
    with ExitStack() as stack:
        addresses = {name: stack.enter_context(serving(app)).address for name, app in APPS.items()}
        playwright = stack.enter_context(sync_playwright())
        # The very first visitor of a server waits for its tables, too; it is not asked for here.
        for address in addresses.values():
            with profile(playwright) as browser:
                visit(browser, address, LINES["local"])
        for _ in range(asked.turns):
            for line, speed in LINES.items():
                for name, address in addresses.items():
                    with profile(playwright) as browser:
                        for kind in ("new", "known"):
                            visits[line, kind, name].append(visit(browser, address, speed))
    print(
        "| line | visitor | app | first lines seen, s: median (least) "
        "| first chart, s: median (least) | title, s | MB |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for (line, kind, name), made in visits.items():
        chart, still = [visit.chart for visit in made], [visit.still for visit in made]
        title = [visit.title for visit in made]
        size = statistics.median(visit.received for visit in made) / 1e6
        print(
            f"| {line} | {kind} | {name} | {statistics.median(still):.2f} ({min(still):.2f})"
            f" | {statistics.median(chart):.2f} ({min(chart):.2f})"
            f" | {statistics.median(title):.2f} | {size:.2f} |"
        )
    for line in LINES:
        for kind in ("new", "known"):
            page, bare = (visits[line, kind, name] for name in APPS)
            late = [visit.chart for visit in bare]
            for what, times in (
                ("lines seen", [visit.still for visit in page]),
                ("chart", [visit.chart for visit in page]),
            ):
                print(
                    f"{line}, {kind}, {what}: "
                    f"{statistics.median(times) / statistics.median(late):.2f} times "
                    f"as late as one chart; by the least {min(times) / min(late):.2f}"
                )
    if asked.files:
        for file, size in sorted(
            visits[next(iter(LINES)), "new", "first page"][-1].files.items(), key=lambda f: -f[1]
        ):
            print(f"{size:>9} {file}")


if __name__ == "__main__":
    main()
