"""A real standalone cluster on this machine: a master and two workers, each its own process."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@dataclass
class Cluster:
    """A master and its workers. ``workers`` shrinks when one is killed."""

    folder: Path
    home: Path
    port: int = field(default_factory=free_port)
    master: subprocess.Popen[bytes] | None = None
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"spark://127.0.0.1:{self.port}"

    def start(self) -> None:
        web = str(free_port())
        self.master = self._start(
            "master",
            "org.apache.spark.deploy.master.Master",
            "--host",
            "127.0.0.1",
            "--port",
            str(self.port),
            "--webui-port",
            web,
        )
        self._wait("master", "I have been elected leader")
        for _ in range(2):
            self.add_worker()

    def add_worker(self) -> None:
        name = f"worker-{len(list(self.folder.glob('worker-*.log')))}"
        work = self.folder / name
        work.mkdir()
        self.workers.append(
            self._start(
                name,
                "org.apache.spark.deploy.worker.Worker",
                *("--host", "127.0.0.1", "--cores", "1", "--memory", "1g"),
                *("--webui-port", str(free_port()), "--work-dir", str(work)),
                self.address,
            )
        )
        self._wait(name, "Successfully registered with master")

    def kill_a_worker(self) -> None:
        """Kills a worker and the executor it runs, as a power cut would."""
        worker = self.workers.pop()
        children = _children(worker.pid)
        os.killpg(worker.pid, signal.SIGKILL)
        for child in children:
            try:
                os.kill(child, signal.SIGKILL)
            except ProcessLookupError:
                continue
        worker.wait()

    def stop(self) -> None:
        for process in [*self.workers, *([self.master] if self.master else [])]:
            os.killpg(process.pid, signal.SIGTERM)
        for process in [*self.workers, *([self.master] if self.master else [])]:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)

    def _start(self, name: str, *command: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{name}.log").open("wb") as log:
            return subprocess.Popen(
                [str(self.home / "bin" / "spark-class"), *command],
                stdout=log,
                stderr=log,
                start_new_session=True,
                env={**os.environ, "SPARK_HOME": str(self.home), "SPARK_LOCAL_IP": "127.0.0.1"},
            )

    def _wait(self, name: str, words: str) -> None:
        log = self.folder / f"{name}.log"
        deadline = time.monotonic() + 60
        while words not in log.read_text(errors="replace"):
            if time.monotonic() > deadline:
                raise AssertionError(
                    f"{name} did not start:\n{log.read_text(errors='replace')[-2000:]}"
                )
            time.sleep(0.1)


def _children(parent: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            child = int(status.parent.name)
            found += [child, *_children(child)]
    return found


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    pyspark = pytest.importorskip("pyspark", reason="needs the extra spark")
    folder = tmp_path_factory.mktemp("cluster")
    # The driver, which is this process, must be reachable where the workers look for it.
    (folder / "spark-defaults.conf").write_text(
        "spark.driver.host 127.0.0.1\nspark.driver.bindAddress 127.0.0.1\n"
        "spark.driver.memory 1g\nspark.executor.memory 800m\n"
        "spark.sql.shuffle.partitions 2\nspark.ui.showConsoleProgress false\n"
    )
    os.environ |= {"SPARK_CONF_DIR": str(folder), "SPARK_LOCAL_IP": "127.0.0.1"}
    made = Cluster(folder, Path(pyspark.__file__).parent)
    try:
        made.start()
        yield made
    finally:
        made.stop()
