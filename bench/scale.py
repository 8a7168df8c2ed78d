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
_SAMPLE, _FEW = 8192, 64


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
    for count in (30_000, 300_000, 1_000_000):
        about = f"{count:,} profiles, all pairs, streamed to disk"
        name = f"scale/synthetic {count}"
        found.append(Line(name, about, f"engine/{count}", "engine", "threads=2", count > 30_000))
    for count in (3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000):
        for threads in (1, 2):
            for subjects in (_FEW, _FEW + min(_SAMPLE, count - _FEW)):
                asked = f"threads={threads} subjects={subjects}"
                name = f"scale/growth {count} {asked}"
                found.append(Line(name, "", f"engine/{count}", "engine", asked, count > 100_000))
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
    parts = [_ways(found, "scale/esco"), _ways(found, "scale/synthetic"), _growth(found)]
    return "\n\n".join(part for part in [*parts, _memory(found)] if part)


def to_json(found: Sequence[Found]) -> list[dict[str, Any]]:
    """Everything measured, run by run; seconds and bytes."""
    return [asdict(each) for each in found]


def _ways(found: Sequence[Found], section: str) -> str:
    rows = [each for each in found if each.line.name.startswith(section)]
    if not rows:
        return ""
    ours = rows[0].measured
    head = "the best 20 others of every profile by affinity"
    if section == "scale/esco":
        size = f"{ESCO_SIZE:,} synthetic profiles: the CSV files of ESCO are not here"
        head = f"{head}, {'ESCO occupations' if esco_relations() else size}"
    out = [head, f"{'':32}{'time':>10}{'memory':>10}{'inputs':>10}{'× iag-kg':>10}"]
    for each in rows:
        got = each.measured
        name = each.line.name.removeprefix("scale/")
        if got.error or got.time is None:
            out.append(f"{name:32}  left out: {got.error}")
            continue
        ratio = f"{got.time / ours.time:.1f}" if ours.time and section == "scale/esco" else ""
        note = each.line.about
        if section == "scale/esco" and got.answer is not None and ours.answer is not None:
            note += "" if abs(got.answer - ours.answer) <= 1 else f" · differs: {got.answer}"
        figures = f"{_seconds(got.time):>10}{got.memory / 1e6:>7.0f} MB{each.inputs / 1e6:>7.0f} MB"
        out.append(f"{name:32}{figures}{ratio:>10}  {note}")
    return "\n".join(out)


def _growth(found: Sequence[Found]) -> str:
    """Time a pair as profiles grow, without what building the index takes."""
    times: dict[tuple[int, int], list[tuple[int, float]]] = {}
    for each in found:
        if each.line.name.startswith("scale/growth ") and each.measured.time is not None:
            asked = dict(part.split("=") for part in each.line.argument.split())
            key = int(each.line.name.split()[1]), int(asked["threads"])
            times.setdefault(key, []).append((int(asked["subjects"]), each.measured.time))
    cost: dict[tuple[int, int], float] = {}
    for (count, threads), ((few, short), *more) in times.items():
        for many, long in more:
            cost[count, threads] = (long - short) / ((many - few) * count) * 1e9
    counts = [count for count, threads in cost if threads == 1 and (count, 2) in cost]
    if not counts:
        return ""
    worst = max(cost[count, 2] for count in counts)
    out = [
        "growth: nanoseconds a pair, the index apart; all pairs at that pace on two threads",
        f"{'profiles':>12}{'1 thread':>10}{'2 threads':>10}{'gain':>7}{'all pairs':>12}",
    ]
    for count in counts:
        one, two = cost[count, 1], cost[count, 2]
        whole = _seconds(two * count * count / 1e9)
        bar = "▇" * max(round(two / worst * 30), 1)
        out.append(f"{count:>12,}{one:>10.2f}{two:>10.2f}{one / two:>6.1f}×{whole:>12}  {bar}")
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
