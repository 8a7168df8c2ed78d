"""A process that holds the inputs of works and measures each work in a forked child of its own.

Forking shares the inputs instead of reading them again, so that a child's memory above that of a
child which does nothing is what the work adds. Requests and answers are lines of JSON:

    python -m bench.host ours|plain PREPARATION
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import select
import signal
import sys
import time
from collections.abc import Callable
from typing import Any

# What macOS counts in bytes, others count in KiB.
PEAK_UNIT = 1 if sys.platform == "darwin" else 1024


def main() -> None:
    """Prepare, say so, then answer requests until the input ends."""
    side, preparation = sys.argv[1:]
    # Only answers go to the pipe; whatever a library prints goes where messages go.
    pipe = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    module = importlib.import_module(f"bench.{side}")
    try:
        state = module.PREPARATIONS[preparation]()
    except Exception as error:
        _say(pipe, {"error": _describe(error)})
        return
    gc.collect()
    # Inputs never become garbage: the collector of a child need not visit, and so copy, them.
    gc.freeze()
    base = _measure(lambda: int(module.idle(state)), 1, 60.0, 0.0)["peak"]
    _say(pipe, {"base": base})
    for line in sys.stdin:
        wanted = json.loads(line)
        function, argument = module.WORKS[wanted["function"]], wanted["argument"]

        def work(function: Any = function, argument: str = argument) -> int:
            return int(function(state, argument))

        _say(pipe, _measure(work, wanted["runs"], wanted["limit"], wanted["budget"]))


def _say(pipe: Any, answer: dict[str, Any]) -> None:
    pipe.write(json.dumps(answer) + "\n")
    pipe.flush()


def _describe(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0]


def _measure(work: Callable[[], int], runs: int, limit: float, budget: float) -> dict[str, Any]:
    """Run `work` in a child, up to `runs` times within `budget` seconds; kill it at `limit`."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        _run(work, runs, budget, writer)
    os.close(writer)
    found: dict[str, Any] = {"seconds": [], "answer": None, "error": None, "stopped": False}
    buffer, deadline = b"", time.monotonic() + limit
    while True:
        ready, _, _ = select.select([reader], [], [], max(deadline - time.monotonic(), 0.0))
        if not ready:
            found["stopped"] = not found["seconds"]
            os.kill(child, signal.SIGKILL)
            break
        part = os.read(reader, 65536)
        if not part:
            break
        *lines, buffer = (buffer + part).split(b"\n")
        for line in lines:
            said = json.loads(line)
            if "error" in said:
                found["error"] = said["error"]
            else:
                found["seconds"].append(said["seconds"])
                found["answer"] = said["answer"]
        deadline = time.monotonic() + limit
    os.close(reader)
    _, status, usage = os.wait4(child, 0)
    if status and not found["stopped"] and not found["seconds"]:
        found["error"] = found["error"] or f"the process ended with status {status}"
    return {**found, "peak": usage.ru_maxrss * PEAK_UNIT}


def _run(work: Callable[[], int], runs: int, budget: float, writer: int) -> None:
    """What the child does: never returns."""
    status, begun = 0, time.monotonic()
    try:
        for _ in range(runs):
            start = time.perf_counter()
            answer = work()
            seconds = time.perf_counter() - start
            os.write(writer, json.dumps({"seconds": seconds, "answer": answer}).encode() + b"\n")
            if time.monotonic() - begun > budget:
                break
            gc.collect()
    except Exception as error:
        os.write(writer, json.dumps({"error": _describe(error)}).encode() + b"\n")
        status = 1
    finally:
        os._exit(status)


if __name__ == "__main__":
    main()
