"""A Spark cluster of this machine: a master and two workers with one core each, on loopback only."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections import Counter
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".venv-spark" / "bin" / "python"
LOOPBACK = "127.0.0.1"
WORKERS = 2
START_SECONDS = 90
STOP_SECONDS = 20


class Cluster:
    """Started on entering a ``with`` block, ended on leaving it, however that happens; all its files lie in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        which = [PYTHON, "-c", "import pyspark; print(pyspark.__path__[0])"]
        self.home = subprocess.run(which, check=True, capture_output=True, text=True).stdout.strip()
        self.processes: list[subprocess.Popen[bytes]] = []
        self.master_port, self.page_port = free_ports(2)
        self.master = f"spark://{LOOPBACK}:{self.master_port}"

    def __enter__(self) -> Cluster:
        for name in ("conf", "events", "logs", "scratch", "work"):
            (self.folder / name).mkdir(parents=True)
        (self.folder / "conf" / "spark-defaults.conf").write_text(
            "spark.eventLog.enabled true\n"
            f"spark.eventLog.dir file://{self.folder}/events\n"
            f"spark.driver.defaultJavaOptions -Djava.io.tmpdir={self.folder}/scratch\n"
            f"spark.executor.defaultJavaOptions -Djava.io.tmpdir={self.folder}/scratch\n"
        )
        try:
            self.start("Master", "--host", LOOPBACK, "--port", str(self.master_port), "--webui-port", str(self.page_port))
            for _ in range(WORKERS):
                self.start("Worker", "--host", LOOPBACK, "--cores", "1", "--memory", "1500m", "--webui-port", "0", self.master)
            self.wait_for_workers()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    @property
    def environment(self) -> dict[str, str]:
        """Variables of Spark's own, for its processes and for those that use the cluster."""
        return {
            "SPARK_LOCAL_IP": LOOPBACK,
            "SPARK_CONF_DIR": str(self.folder / "conf"),
            "SPARK_LOCAL_DIRS": str(self.folder / "scratch"),
            "SPARK_WORKER_DIR": str(self.folder / "work"),
            "SPARK_DAEMON_JAVA_OPTS": f"-Djava.io.tmpdir={self.folder}/scratch",
            "SPARK_DAEMON_MEMORY": "512m",
        }

    def start(self, role: str, *arguments: str) -> None:
        """Start a master or a worker as a process of ours, in a group of its own."""
        command = [f"{self.home}/bin/spark-class", f"org.apache.spark.deploy.{role.lower()}.{role}", *arguments]
        with (self.folder / "logs" / f"{role.lower()}_{len(self.processes)}.log").open("wb") as log:
            self.processes.append(
                subprocess.Popen(
                    command, env=os.environ | self.environment | {"SPARK_HOME": self.home}, stdout=log, stderr=log, start_new_session=True
                )
            )

    def state(self) -> dict[str, Any]:
        """Return what the master says of itself; empty while it doesn't answer."""
        try:
            with urllib.request.urlopen(f"http://{LOOPBACK}:{self.page_port}/json/", timeout=5) as answer:
                return json.load(answer)
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return {}

    def wait_for_workers(self) -> None:
        """Return when all workers have found the master."""
        deadline = time.monotonic() + START_SECONDS
        while self.state().get("aliveworkers") != WORKERS:
            ended = [process.args for process in self.processes if process.poll() is not None]
            if ended or time.monotonic() > deadline:
                logs = "\n".join(log.read_text(errors="replace")[-2000:] for log in sorted((self.folder / "logs").iterdir()))
                raise RuntimeError(f"The cluster didn't start in {START_SECONDS} s; ended: {ended}\n{logs}")
            time.sleep(0.5)

    def stop(self) -> None:
        """End the processes that were started here, the workers first; each group holds the executors of its worker."""
        for process in reversed(self.processes):
            signal_group(process, signal.SIGTERM)
        for process in self.processes:
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                signal_group(process, signal.SIGKILL)
                process.wait()
        for process in self.processes:
            signal_group(process, signal.SIGKILL)

    def tasks_by_executor(self) -> Counter[str]:
        """Count the tasks that each executor finished, over all programs that have ended, by its host and port."""
        tasks: Counter[str] = Counter()
        for log in sorted((self.folder / "events").iterdir()):
            executors: dict[str, str] = {}
            for line in log.open(encoding="utf-8"):
                event = json.loads(line)
                if event["Event"] == "SparkListenerBlockManagerAdded":
                    place = event["Block Manager ID"]
                    executors[place["Executor ID"]] = f"{log.name} executor {place['Executor ID']} at {place['Host']}:{place['Port']}"
                elif event["Event"] == "SparkListenerTaskEnd":
                    tasks[executors[event["Task Info"]["Executor ID"]]] += 1
        return tasks


def signal_group(process: subprocess.Popen[bytes], number: int) -> None:
    """Signal the group that a process of ours leads, if any of it is left."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def free_ports(count: int) -> list[int]:
    """Return ports of loopback that nobody listens on."""
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind((LOOPBACK, 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports
