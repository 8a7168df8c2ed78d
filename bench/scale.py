"""The engine at scale: all pairs of ESCO beside the obvious alternatives, then up to a million.

Every line is measured in a process of its own that holds its inputs (`bench.host`, `bench.ways`).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bench.measure import Host, Limits, Measurement
from bench.profiles import ESCO_SIZE, esco_relations
from bench.works import Work

_LIMIT = 3600.0
_COPIED = 4 << 30  # a copy of 2 GiB reads and writes each byte
_MOST_ALONE = 100_000  # profiles that one thread is given


@dataclass(frozen=True)
class Line:
    """One measurement: what it is called and does, whether it takes minutes, its measurement."""

    name: str
    about: str
    side: str
    function: str
    argument: str = ""
    is_long: bool = False


@dataclass(frozen=True)
class Found:
    """A line with what was measured of it; `inputs` are the bytes held before the work."""

    line: Line
    inputs: int
    measured: Measurement


def lines() -> list[Line]:
    """Everything that can be measured, in the order of the report."""
    esco = [
        ("iag-kg", "compiled, two threads", "engine/esco", "engine", "threads=2", False),
        ("iag-kg, one thread", "compiled", "engine/esco", "engine", "threads=1", False),
        ("iag-kg without numba", "NumPy, by lists", "numpy/esco", "engine", "numpy=1", False),
        ("sparse-dot-topn", "levels in unary", "top_n/esco", "top_n", "", False),
        ("scipy product", "levels in unary", "ladder/esco", "scipy", "", False),
        ("dense NumPy", "levels in unary, by BLAS", "ladder/esco", "dense", "", False),
        ("DuckDB join", "self-join, in memory", "duckdb/esco", "duckdb", "", False),
        ("SPARQL self-join", "embedded store, in memory", "store/esco", "sparql", "", True),
        ("networkx projection", "bipartite, weighted", "graph/esco", "networkx", "", True),
    ]
    found = [Line(f"scale/esco {name}", *rest) for name, *rest in esco]  # type: ignore[arg-type]
    for count in (3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000):
        for threads in (1, 2):
            if threads == 2 or count <= _MOST_ALONE:
                name, asked = f"scale/growth {count} {threads}", f"threads={threads}"
                is_long = count > 30_000
                found.append(Line(name, "", f"engine/{count}", "engine", asked, is_long))
    for batch in (1, 4, 16, 64, 512):
        asked = f"threads=2 batch={batch} subjects=2048"
        found.append(Line(f"scale/batch {batch}", "", "engine/300000", "engine", asked, True))
    for threads in (1, 2):
        name = f"scale/copy {threads}"
        found.append(Line(name, "memory to memory", "engine/3000", "copy", str(threads)))
    return found


def measure(chosen: Sequence[Line], quick: bool) -> list[Found]:
    """Measure lines one after the other; what takes minutes is left out of a quick run."""
    wanted = [line for line in chosen if not (quick and line.is_long)]
    limits = Limits(1 if quick else 5, 0.0 if quick else 10.0, _LIMIT, _LIMIT)
    found: list[Found] = []
    host: tuple[str, Host] | None = None
    for number, line in enumerate(wanted, start=1):
        print(f"[{number}/{len(wanted)}] {line.name}", file=sys.stderr, flush=True)
        if host is None or host[0] != line.side:
            if host:
                host[1].close()
            host = (line.side, Host("ways", line.side))
        work = Work(line.name, line.about, "", "", line.function, line.argument)
        found.append(Found(line, host[1].base, host[1].measure(work, limits)))
        got = found[-1].measured  # said at once: a run can take an hour
        told = got.error or f"{_seconds(got.time or 0.0)}, {got.memory / 1e6:.0f} MB"
        print(f"    {told}", file=sys.stderr, flush=True)
    if host:
        host[1].close()
    return found


def report(found: Sequence[Found]) -> str:
    """The tables of what was measured; a section without figures is left out."""
    parts = [_ways(found), _growth(found)]
    return "\n\n".join(part for part in [*parts, _memory(found)] if part)


def to_json(found: Sequence[Found]) -> list[dict[str, Any]]:
    """Everything measured, run by run; seconds and bytes."""
    return [asdict(each) for each in found]


def _ways(found: Sequence[Found]) -> str:
    rows = [each for each in found if each.line.name.startswith("scale/esco")]
    if not rows:
        return ""
    ours = rows[0].measured
    size = f"{ESCO_SIZE:,} synthetic profiles: the CSV files of ESCO are not here"
    which = "ESCO occupations" if esco_relations() else size
    out = [f"the best 20 others of every profile by affinity, {which}"]
    out.append(f"{'':32}{'time':>10}{'memory':>10}{'inputs':>10}{'× iag-kg':>10}")
    for each in rows:
        got = each.measured
        name = each.line.name.removeprefix("scale/")
        if got.error or got.time is None:
            out.append(f"{name:32}  left out: {got.error}")
            continue
        ratio = f"{got.time / ours.time:.1f}" if ours.time else ""
        note = each.line.about
        if got.answer is not None and ours.answer is not None:
            note += "" if abs(got.answer - ours.answer) <= 1 else f" · differs: {got.answer}"
        figures = f"{_seconds(got.time):>10}{got.memory / 1e6:>7.0f} MB{each.inputs / 1e6:>7.0f} MB"
        out.append(f"{name:32}{figures}{ratio:>10}  {note}")
    return "\n".join(out)


def _growth(found: Sequence[Found]) -> str:
    """All pairs as profiles grow: time, memory, and what an ordered pair costs."""
    times: dict[tuple[int, int], float] = {}
    memory: dict[int, int] = {}
    for each in found:
        if each.line.name.startswith("scale/growth ") and each.measured.time is not None:
            count, threads = map(int, each.line.name.split()[1:])
            times[count, threads] = each.measured.time
            memory[count] = each.measured.memory
    counts = [count for count, threads in times if threads == 2]
    if not counts:
        return ""
    cost = {count: times[count, 2] / count**2 * 1e9 for count in counts}
    speeds = f"{'1 thread':>11}{'2 threads':>11}{'gain':>7}"
    out = [
        "the best 20 others of every synthetic profile by affinity, streamed to disk",
        f"{'profiles':>12}{speeds}{'memory':>10}{'ns a pair':>11}",
    ]
    for count in counts:
        alone, both = times.get((count, 1)), times[count, 2]
        one = f"{_seconds(alone):>11}" if alone else f"{'':11}"
        gain = f"{alone / both:>6.1f}×" if alone else f"{'':7}"
        bar = "▇" * max(round(cost[count] / max(cost.values()) * 30), 1)
        figures = f"{memory[count] / 1e6:>7.0f} MB{cost[count]:>11.2f}"
        out.append(f"{count:>12,}{one}{_seconds(both):>11}{gain}{figures}  {bar}")
    return "\n".join(out)


def _memory(found: Sequence[Found]) -> str:
    """What passes through memory as batches shrink, beside what memory can pass."""
    copies = {each.line.argument: each for each in found if each.line.function == "copy"}
    rows = [each for each in found if each.line.name.startswith("scale/batch ")]
    out = [
        f"memory copies {_COPIED / each.measured.time / 1e9:.1f} GB/s with {threads} thread(s)"
        for threads, each in copies.items()
        if each.measured.time
    ]
    if rows:
        out.append("subjects a batch, 300,000 profiles: the whole index is read once a batch")
    whole = next((each.measured.time for each in reversed(rows)), None)
    for each in rows:
        if each.measured.time and whole:
            size = each.line.name.split()[1]
            slower = each.measured.time / whole
            out.append(f"{size:>12}{_seconds(each.measured.time):>10}{slower:>8.1f}×")
    return "\n".join(out)


def _seconds(time: float) -> str:
    if time < 1:
        return f"{time * 1000:.{1 if time < 0.1 else 0}f} ms"
    return f"{time:.{2 if time < 10 else 1 if time < 100 else 0}f} s"
