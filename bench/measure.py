"""Ask hosts for measurements, and measure the start-up of commands."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from statistics import median
from typing import Any

from bench.host import PEAK_UNIT
from bench.works import ROOT, Work


@dataclass(frozen=True)
class Limits:
    """How often a work is repeated, and how long one run of it may take, in seconds."""

    runs: int
    budget: float
    query: float
    other: float

    def of(self, work: Work) -> float:
        """The limit that holds for a run of `work`."""
        return self.query if work.is_query else self.other


@dataclass(frozen=True)
class Measurement:
    """One work on one side: seconds of each run, bytes above the same process doing nothing.

    `stopped` is the limit in seconds at which the first run was killed, None where it ended.
    `answer` is the number that the work gave: equal on both sides when both did the same work.
    """

    seconds: tuple[float, ...]
    memory: int
    answer: int | None = None
    stopped: float | None = None
    error: str | None = None

    @property
    def time(self) -> float | None:
        """The median of the runs, or the limit where no run ended; None after an error."""
        return median(self.seconds) if self.seconds else self.stopped


class Host:
    """A child process that has prepared the inputs of works; see `bench.host`."""

    def __init__(self, side: str, preparation: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench.host", side, preparation],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        ready = self._read()
        self.error: str | None = ready.get("error")
        self.base: int = ready.get("base", 0)

    def measure(self, work: Work, limits: Limits) -> Measurement:
        """The measurement of one work."""
        if self.error:
            return Measurement((), 0, error=self.error)
        limit = limits.of(work)
        assert self._process.stdin is not None
        request = {"function": work.function, "argument": work.argument, "limit": limit}
        request |= {"runs": limits.runs, "budget": limits.budget}
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        said = self._read()
        return Measurement(
            tuple(said.get("seconds", ())),
            max(said.get("peak", 0) - self.base, 0),
            said.get("answer"),
            limit if said.get("stopped") else None,
            said.get("error"),
        )

    def close(self) -> None:
        """End the process, and wait for its end."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()

    def _read(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        return dict(json.loads(line)) if line else {"error": "the process has ended unexpectedly"}


class Hosts:
    """The hosts of one run of the benchmark, each started when first asked for."""

    def __init__(self) -> None:
        self._hosts: dict[tuple[str, str], Host] = {}

    def get(self, side: str, preparation: str) -> Host:
        """The host of a side that holds what `preparation` prepares."""
        key = (side, preparation)
        if key not in self._hosts:
            self._hosts[key] = Host(side, preparation)
        return self._hosts[key]

    def bases(self) -> dict[tuple[str, str], int]:
        """The bytes that each host takes before any work."""
        return {key: host.base for key, host in self._hosts.items()}

    def close(self) -> None:
        """End all of them."""
        for host in self._hosts.values():
            host.close()


def measure_command(code: str, arguments: list[str], runs: int, base: int = 0) -> Measurement:
    """A fresh Python that runs `code`, from its start to its end."""
    seconds, peaks, status = [], [], 0
    for _ in range(runs):
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-c", code, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = status
        seconds.append(time.perf_counter() - start)
        peaks.append(usage.ru_maxrss * PEAK_UNIT)
    error = f"status {status}" if status else None
    return Measurement(tuple(seconds), max(int(median(peaks)) - base, 0), error=error)
