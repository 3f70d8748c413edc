"""``python -m deploy serve`` serves the dashboard behind nginx; ``python -m deploy reload`` puts
the code as it is now in the place of the old, and says when new sessions get it."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

from deploy import proxy
from deploy.folder import Folder, Taken
from deploy.processes import STARTED_WITHIN
from deploy.settings import Settings
from deploy.supervisor import Supervisor


def main() -> int:
    asked = _reader().parse_args()
    if (asked.certificate is None) != (asked.key is None):
        sys.exit("--certificate and --key go together")
    settings = Settings(
        address=asked.address,
        port=asked.port,
        processes=asked.processes or Settings.processes,
        patience=asked.patience,
        linger=asked.linger,
        certificate=asked.certificate and asked.certificate.resolve(),
        key=asked.key and asked.key.resolve(),
        trusted=tuple(asked.trusted),
    )
    return _reload(Folder(settings.folder)) if asked.what == "reload" else _serve(settings)


def _reader() -> argparse.ArgumentParser:
    usual = Settings()
    reader = argparse.ArgumentParser(prog="python -m deploy", description=__doc__)
    reader.add_argument("what", choices=("serve", "reload"))
    reader.add_argument("--port", type=int, default=usual.port)
    reader.add_argument("--address", default=usual.address, help="where nginx listens")
    reader.add_argument("--processes", type=int, help="how many (default: one per core)")
    reader.add_argument("--certificate", type=Path, help="file in PEM; then HTTPS is served")
    reader.add_argument("--key", type=Path, help="file in PEM")
    reader.add_argument(
        "--trusted",
        action="append",
        default=[],
        metavar="ADDRESS",
        help="of what stands before this and says in X-Forwarded-For from where a request came",
    )
    reader.add_argument(
        "--patience",
        type=float,
        default=usual.patience,
        help="seconds after which a process that does not answer is replaced",
    )
    reader.add_argument(
        "--linger",
        type=float,
        default=usual.linger,
        help="seconds that replaced processes may go on for their sessions",
    )
    return reader


def _serve(settings: Settings) -> int:
    nginx = proxy.find()
    if nginx is None:
        sys.exit(proxy.NEEDED)
    try:
        began = asyncio.run(Supervisor(settings, nginx, _say).run())
    except Taken as taken:
        sys.exit(str(taken))
    return 0 if began else 1


def _reload(folder: Folder) -> int:
    holder = folder.holder()
    if holder is None:
        sys.exit(f"no server of this user is on this port ({folder.path})")
    before, _well = folder.restarts
    os.kill(holder, signal.SIGHUP)
    until = time.monotonic() + 2 * STARTED_WITHIN
    while time.monotonic() < until:
        number, well = folder.restarts
        if number > before:
            print("new sessions get the new code" if well else "the new code does not answer")
            return 0 if well else 1
        time.sleep(0.1)
    sys.exit("the server has not answered")


def _say(words: str) -> None:
    # A server goes on when nobody reads what it says any more.
    with suppress(OSError):
        print(f"serve: {words}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
