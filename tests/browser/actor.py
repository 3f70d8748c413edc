"""A visitor who counts: each click, drag, typed word, hover and scroll is an action."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import FloatRect, Locator, expect

from tests.browser.test_your_records import drop
from tests.browser.view import Card, View


def box(place: Locator) -> FloatRect:
    found = place.bounding_box()
    assert found is not None
    return found


@dataclass
class Actor:
    """Acts in a window and counts. What is not on the screen must be scrolled to, which is one
    action however far, as one pull at the scroll bar is."""

    view: View
    actions: list[str] = field(default_factory=list)

    def click(self, what: Locator) -> None:
        self.see(what)
        what.click()
        self.actions.append(f"click {what}")
        self.view.rest()

    def tap(self, what: Locator) -> None:
        """A click with a finger."""
        self.see(what)
        what.tap()
        self.actions.append(f"tap {what}")
        self.view.rest()

    def take(self, what: Locator) -> Path:
        """Clicks what gives a file, and returns the file."""
        self.see(what)
        with self.view.page.expect_download() as coming:
            what.click()
        self.actions.append(f"click {what}")
        return Path(coming.value.path())

    def point(self, card: Card, month: str, *, finger: bool = False) -> None:
        """Points at a month (``2010-12``) in a chart, with the mouse or with a finger."""
        place = _place(card, month)
        if finger:
            self.view.page.touchscreen.tap(*place)
        else:
            self.view.page.mouse.move(*place, steps=3)
        self.actions.append(f"{'tap' if finger else 'hover'} {month}")

    def drop(self, files: Sequence[Path]) -> None:
        """Drags files onto the page."""
        drop(self.view, *files)
        self.actions.append("drag files")

    def see(self, what: Locator) -> None:
        """Brings it onto the screen where it is not there."""
        expect(what).to_be_visible()
        size = self.view.page.viewport_size
        assert size is not None
        place = box(what)
        if place["y"] >= 0 and place["y"] + place["height"] <= size["height"]:
            return
        what.scroll_into_view_if_needed()
        self.actions.append(f"scroll to {what}")

    def needed(self, allowed: int) -> None:
        assert len(self.actions) <= allowed, "\n".join(self.actions)


def _place(card: Card, month: str) -> tuple[float, float]:
    """Where a month is in the window, in the middle of the chart's first panel."""
    x, y = card.place.locator(".js-plotly-plot").evaluate(
        """(chart, month) => {
            const { xaxis, yaxis } = chart._fullLayout;
            const around = chart.getBoundingClientRect();
            return [around.left + xaxis._offset + xaxis.d2p(`${month}-15`),
                    around.top + yaxis._offset + yaxis._length / 2];
        }""",
        month,
    )
    return float(x), float(y)
