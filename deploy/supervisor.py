"""Keeps the processes and nginx going, and puts new code in the place of old without losing a
session."""

from __future__ import annotations

import asyncio
import os
import secrets
import shutil
import signal
import socket
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from deploy.configuration import Member, configuration
from deploy.folder import Folder
from deploy.processes import Process, asked, started
from deploy.settings import Settings

LONGEST_PAUSE = 30.0
SETTLED = 60.0
"""Seconds after which a process that ends is not taken for one that cannot run."""

LOOKED_AT = 2.0
"""Seconds between two looks at whether a replaced process has sessions."""

LEFT = 3
"""Looks without a session after which nobody is about to come back."""

CONFIGURATION = "nginx.conf"

Say = Callable[[str], None]


class Supervisor:
    """All processes of one server; ``say`` is told what happens to them."""

    def __init__(self, settings: Settings, nginx: str, say: Say) -> None:
        self.settings, self.folder, self.say = settings, Folder(settings.folder), say
        self._program = nginx
        self._nginx: asyncio.subprocess.Process | None = None
        self._serving: list[Process] = []
        self._replaced: list[Process] = []
        self._generation = 0
        # No cookie of an earlier server names a process of this one.
        self._begun = int(time.time())
        self._keeping: list[asyncio.Task[None]] = []
        self._others: set[asyncio.Task[None]] = set()
        # One for all, so that what a process has signed another believes.
        self._environment = {"STREAMLIT_SERVER_COOKIE_SECRET": secrets.token_hex(32)}
        # Each run of a page is a thread, and glibc gives eight for each core a heap of their own;
        # what is free in one is of no use to the others.
        self._environment["MALLOC_ARENA_MAX"] = os.environ.get("MALLOC_ARENA_MAX", "2")
        if data := os.environ.get("DASHBOARD_DATA"):
            self._environment["DASHBOARD_DATA"] = str(Path(data).resolve())

    async def run(self) -> bool:
        """Serves until a signal ends it: SIGTERM or SIGINT; SIGHUP takes the code as it is now.
        False where it could not begin."""
        stop, again = asyncio.Event(), asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
        loop.add_signal_handler(signal.SIGHUP, again.set)
        holder = self.folder.take()
        try:
            return await self._until(stop, again)
        finally:
            await self._end()
            self.folder.remove()
            holder.close()

    async def _until(self, stop: asyncio.Event, again: asyncio.Event) -> bool:
        stopping = asyncio.create_task(stop.wait())
        beginning = asyncio.create_task(self._begin())
        await asyncio.wait([stopping, beginning], return_when=asyncio.FIRST_COMPLETED)
        if stopping.done():
            beginning.cancel()
            await asyncio.wait([beginning])
            return True
        if not beginning.result():
            return False
        while not stop.is_set():
            asking = asyncio.create_task(again.wait())
            await asyncio.wait([stopping, asking], return_when=asyncio.FIRST_COMPLETED)
            asking.cancel()
            if again.is_set() and not stop.is_set():
                again.clear()
                renewing = asyncio.create_task(self._renew())
                await asyncio.wait([stopping, renewing], return_when=asyncio.FIRST_COMPLETED)
                renewing.cancel()
                await asyncio.wait([renewing])
        return True

    async def _begin(self) -> bool:
        if not await self._renewed():
            self.say("the processes do not answer")
            return False
        self._nginx = await self._started_nginx()
        while self._nginx.returncode is None:
            if await asyncio.to_thread(self._answers):
                self._also(self._keep_nginx())
                scheme = "https" if self.settings.certificate else "http"
                where = f"{scheme}://{self.settings.address}:{self.settings.port}"
                self.say(f"{where} is served by {len(self._serving)} processes")
                return True
            await asyncio.sleep(0.1)
        self.say("nginx does not start")
        return False

    def _answers(self) -> bool:
        port, address = self.settings.port, self.settings.reached
        if not self.settings.certificate:
            return asked(port, "/healthz", address=address) is not None
        # A certificate is for a name, not for this address.
        try:
            socket.create_connection((address, port), timeout=1).close()
        except OSError:
            return False
        return True

    async def _renew(self) -> None:
        self.say("the code as it is now takes over")
        try:
            well = await self._renewed()
        except OSError as error:
            self.say(str(error))
            well = False
        self.folder.note_restart(well)
        self.say("new sessions go to it" if well else "it does not answer; all stays as it was")

    async def _renewed(self) -> bool:
        """Starts as many processes as there are to be; whether they answer and have taken over."""
        generation = self._generation + 1
        code = self.folder.copy_code(generation)
        fresh: list[Process] = []
        try:
            for _ in range(self.settings.processes):
                # One by one: those that were started end where another cannot be.
                fresh.append(await self._process(code))  # noqa: PERF401
            answer = all(await asyncio.gather(*(one.answers_at_last() for one in fresh)))
        except (asyncio.CancelledError, OSError):
            await self._ended(fresh)
            raise
        if not answer:
            await self._ended(fresh)
            shutil.rmtree(code)
            return False
        for task in self._keeping:
            task.cancel()
        for old in self._serving:
            self._also(self._linger(old))
        self._replaced += self._serving
        self._serving, self._generation = fresh, generation
        self._keeping = [self._also(self._keep(one)) for one in fresh]
        self._tell_nginx()
        for one in fresh:
            self.say(f"{one} answers")
        return True

    async def _process(self, code: Path) -> Process:
        self._begun += 1
        return await Process.begun(self._begun, code, self._environment)

    async def _keep(self, process: Process) -> None:
        """Puts another process in the place of one that ended or hangs, again and again."""
        pause = 0.0
        while True:
            how = await process.watched(self.settings.patience)
            self.say(f"{process} {how}; another one is started")
            self._serving.remove(process)
            self._tell_nginx()
            lived = time.monotonic() - process.began
            pause = 0.0 if lived > SETTLED else min(LONGEST_PAUSE, max(1.0, 2 * pause))
            process = await self._another(process, pause)
            self._serving.append(process)
            self._tell_nginx()
            self.say(f"{process} answers")

    async def _another(self, ended: Process, pause: float) -> Process:
        while True:
            await asyncio.sleep(pause)
            try:
                process = await self._process(ended.code)
            except OSError as error:
                self.say(f"no process could be started: {error}")
                pause = min(LONGEST_PAUSE, max(1.0, 2 * pause))
                continue
            try:
                if await process.answers_at_last():
                    return process
            except asyncio.CancelledError:
                await process.end()
                raise
            await process.end()
            pause = min(LONGEST_PAUSE, max(1.0, 2 * pause))

    async def _linger(self, process: Process) -> None:
        """Lets a replaced process go on until its last session is gone."""
        until = time.monotonic() + self.settings.linger
        watching = asyncio.create_task(process.watched(self.settings.patience))
        without = 0
        while process.alive and without < LEFT and time.monotonic() < until:
            await asyncio.sleep(LOOKED_AT)
            without = without + 1 if await process.sessions() == 0 else 0
        self._replaced.remove(process)
        self._tell_nginx()
        watching.cancel()
        await process.end()
        self.say(f"{process}, which was replaced, has ended")
        used = {other.code for other in [*self._replaced, *self._serving]}
        if process.code not in used and process.code.is_dir():
            shutil.rmtree(process.code)

    def _tell_nginx(self) -> None:
        members = [Member(one.number, one.port) for one in self._serving]
        members += [Member(one.number, one.port, replaced=True) for one in self._replaced]
        # Without any process nginx says so itself, of those that it knows.
        if not self._serving:
            return
        written = configuration(self.settings, members, self._generation)
        self.folder.write(CONFIGURATION, written)
        if self._nginx and self._nginx.returncode is None:
            self._nginx.send_signal(signal.SIGHUP)

    async def _started_nginx(self) -> asyncio.subprocess.Process:
        path = self.folder.path
        options = ["-e", "stderr", "-p", str(path), "-c", str(path / CONFIGURATION)]
        return await started(self._program, *options, folder=path)

    async def _keep_nginx(self) -> None:
        pause = 0.0
        while self._nginx:
            began = time.monotonic()
            await self._nginx.wait()
            lived = time.monotonic() - began
            pause = 0.0 if lived > SETTLED else min(LONGEST_PAUSE, max(1.0, 2 * pause))
            self.say("nginx has ended; it is started again")
            await asyncio.sleep(pause)
            self._nginx = await self._started_nginx()

    def _also(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._others.add(task)
        task.add_done_callback(self._over)
        return task

    def _over(self, task: asyncio.Task[None]) -> None:
        self._others.discard(task)
        if not task.cancelled():
            # What went wrong is said at once.
            task.result()

    async def _end(self) -> None:
        others = list(self._others)
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        if self._nginx and self._nginx.returncode is None:
            self._nginx.terminate()
            await self._nginx.wait()
        await self._ended([*self._serving, *self._replaced])

    async def _ended(self, processes: list[Process]) -> None:
        await asyncio.gather(*(one.end() for one in processes))
