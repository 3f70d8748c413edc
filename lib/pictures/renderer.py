"""One warm Chromium that draws pictures, in a thread of its own."""

from __future__ import annotations

import asyncio
import atexit
import base64
import json
import os
import threading
from concurrent.futures import TimeoutError as TooLate
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lib.pictures.picture import Format, Picture

if TYPE_CHECKING:
    from choreographer import Browser
    from choreographer.protocol.devtools_async import Session

WAITING = 8
"""Pictures drawn and waiting at most; whoever asks for one more is sent away."""

PATIENCE = 30.0
"""Seconds from the asking to the picture at most; a cold start takes two of them."""

HERE = Path(__file__).parent
PAGES = HERE.parents[1] / "pages"
FONTS = {
    weight: PAGES / "static" / "fonts" / f"removals-sans-{weight}.woff2" for weight in (400, 700)
}


def fonts_inside() -> dict[int, str]:
    """The charts' font by its weight, as addresses that hold all of it."""
    return {
        weight: f"data:font/woff2;base64,{base64.b64encode(file.read_bytes()).decode()}"
        for weight, file in FONTS.items()
    }


class CannotDraw(Exception):
    """No picture: the words say why and, where it can be mended, how."""


class NotInstalled(CannotDraw):
    """What draws pictures is not on this machine."""


class Busy(CannotDraw):
    """Too many pictures are being drawn."""


def installed() -> str | None:
    """What is to be installed, in a sentence; None where pictures can be drawn."""
    if find_spec("choreographer") is None:
        return "Pictures are drawn by the extra “export”: pip install '.[export]', and Chromium"
    if _chromium() is None:
        return "Pictures are drawn by Chromium: apt-get install chromium, or CHROMIUM=its path"
    return None


def _chromium() -> str | None:
    """The path of the browser: the one CHROMIUM names, else one where browsers usually are."""
    from choreographer.browsers.chromium import Chromium

    found = os.environ.get("CHROMIUM") or Chromium.find_browser(skip_local=False)
    return found if found and Path(found).is_file() else None


def _is_cancelled() -> bool:
    """Whether nobody waits any more for what is being done."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


class Renderer:
    """Draws one picture at a time, so that pages have the rest of the machine.

    The browser starts with the first picture, stays for the next ones, and is started anew after
    one that took too long."""

    def __init__(self, *, waiting: int = WAITING, patience: float = PATIENCE) -> None:
        self._patience = patience
        self._places = threading.BoundedSemaphore(waiting)
        self._one = asyncio.Lock()
        self._browser: Browser | None = None
        self._tab: Session | None = None
        self._starting = threading.Lock()
        atexit.register(self.close)

    def draw(self, picture: Picture, format: Format) -> bytes:
        """The file of a picture. Raises NotInstalled, Busy or CannotDraw; to be called from any
        thread that may wait."""
        if missing := installed():
            raise NotInstalled(missing)
        if not self._places.acquire(blocking=False):
            raise Busy("Too many pictures are being drawn; ask again in a few seconds")
        try:
            return self._wait_for(picture, format)
        finally:
            self._places.release()

    def close(self) -> None:
        """Ends the browser; the next picture starts another."""
        if "_loop" in self.__dict__:
            ending = asyncio.run_coroutine_threadsafe(self._end(), self._loop)
            ending.result(timeout=10)

    def _wait_for(self, picture: Picture, format: Format) -> bytes:
        asked = json.dumps(picture.asked, ensure_ascii=False)
        with self._starting:
            loop = self._loop
        drawing = asyncio.run_coroutine_threadsafe(self._draw(asked, format), loop)
        try:
            return drawing.result(timeout=self._patience)
        except TooLate:
            drawing.cancel()
            raise CannotDraw(f"The picture took longer than {self._patience:g} seconds") from None

    @cached_property
    def _loop(self) -> asyncio.AbstractEventLoop:
        loop = asyncio.new_event_loop()
        threading.Thread(target=loop.run_forever, name="pictures", daemon=True).start()
        return loop

    async def _draw(self, asked: str, format: Format) -> bytes:
        from choreographer.errors import BrowserClosedError, BrowserFailedError, ChannelClosedError

        async with self._one:
            # A browser that was there may have ended since; then it is started anew, once.
            for warm in (self._tab is not None, False):
                try:
                    tab = self._tab or await self._start()
                    text = await self._run(tab, f"made({asked}, {json.dumps(format)})")
                    return text.encode() if format == "svg" else base64.b64decode(text)
                except asyncio.CancelledError:
                    await self._end()
                    raise
                except (BrowserClosedError, BrowserFailedError, ChannelClosedError) as error:
                    await self._end()
                    if _is_cancelled():
                        raise asyncio.CancelledError from error
                    if not warm:
                        raise CannotDraw(f"The browser ended: {error}") from error
        raise AssertionError

    async def _start(self) -> Session:
        """A browser with a page that draws."""
        from choreographer import Browser

        self._browser = Browser(_chromium(), headless=True)
        try:
            self._tab = await self._prepared(self._browser)
        except BaseException:
            # Another start would leave this browser running.
            await self._end()
            raise
        return self._tab

    async def _prepared(self, browser: Browser) -> Session:
        """A page of a new browser, with the scripts and the font of the charts."""
        import plotly

        await browser.open()
        tab = await (await browser.create_tab("about:blank")).create_session()
        plotly_js = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
        for script in (plotly_js, PAGES / "picture.js", HERE / "page.js"):
            await self._run(tab, script.read_text("utf-8") + "\n;void 0")
        await self._run(tab, f"prepare({json.dumps(fonts_inside())})")
        return tab

    async def _run(self, tab: Session, script: str) -> Any:
        """The value of a script, awaited. Raises CannotDraw with the page's words where it
        fails."""
        answer = await tab.send_command(
            "Runtime.evaluate",
            {"expression": script, "awaitPromise": True, "returnByValue": True},
        )
        found = answer.get("result", {})
        if failed := found.get("exceptionDetails"):
            said = failed.get("exception", {}).get("description", failed.get("text"))
            raise CannotDraw(f"The picture could not be drawn: {said}")
        if "error" in answer:
            raise CannotDraw(f"The browser does not answer: {answer['error']}")
        return found["result"].get("value")

    async def _end(self) -> None:
        browser, self._browser, self._tab = self._browser, None, None
        if browser:
            await browser.close()
