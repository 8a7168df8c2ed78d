"""Measurements → the table that a person reads, and the JSON that a program reads."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import Any

from bench.measure import Measurement

_LIBRARIES = ("pyoxigraph", "rdflib", "pyshacl", "scipy", "networkx", "typer")
_COLUMNS = ("work", "iag-kg", "memory", "plain rdflib", "memory", "time ratio", "memory ratio", "")
_SMALL = 1_000_000
_LEGEND = """
time: median of up to five runs; one where a run takes long. memory: peak of the process that does
the work, above the same process holding the same inputs and doing nothing. ratio: plain rdflib
divided by iag-kg; above 1, iag-kg takes less. ">": the run was stopped at the limit, so that the
ratio is a lower bound. Times hold for this machine and this run: compare ratios between runs."""


@dataclass(frozen=True)
class Row:
    """One work on both sides."""

    name: str
    about: str
    ours: Measurement
    plain: Measurement


def header() -> str:
    """Versions, cores and Python: what the figures depend on."""
    libraries = " · ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    machine = f"{os.cpu_count()} cores · {platform.system()} {platform.machine()}"
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"iag-kg {version('iag-kg')} · {python} · {machine}\n{libraries}"


def table(rows: Sequence[Row], bare: int, bases: Mapping[tuple[str, str], int]) -> str:
    """The table of all rows, the baselines of memory, and how to read them."""
    cells = [list(_COLUMNS), *(_cells(row) for row in rows)]
    widths = [max(len(line[n]) for line in cells) for n in range(len(_COLUMNS))]
    lines = [_align(line, widths) for line in cells]
    lines.insert(1, "-" * len(lines[0].rstrip()))
    said = [f"bare Python {_memory(bare)}"]
    said += [
        f"{'iag-kg' if side == 'ours' else 'rdflib'} with {_HELD[held]} {_memory(base)}"
        for (side, held), base in sorted(bases.items())
    ]
    baselines = "\n".join(f"  {line}" for line in said)
    return "\n".join([*lines, _LEGEND, "", "memory before any work:", baselines])


_HELD = {
    "nothing": "its libraries",
    "store": "the graph",
    "graph": "the graph (one Graph)",
    "dataset": "the graph (a Dataset)",
    "strings": "the texts of all triples",
    "both": "the graph and texts of triples",
    "rome/held": "ROME",
    "rome/disk": "ROME on disk, or its N-Triples",
    "esco/held": "ESCO",
    "esco/disk": "ESCO on disk, or its N-Triples",
}


def to_json(rows: Sequence[Row], bare: int, bases: Mapping[tuple[str, str], int]) -> dict[str, Any]:
    """Everything measured, run by run; seconds and bytes."""
    return {
        "header": header().splitlines(),
        "bare": bare,
        "bases": {"/".join(key): base for key, base in sorted(bases.items())},
        "rows": [asdict(row) for row in rows],
    }


def _cells(row: Row) -> list[str]:
    ours, plain = row.ours, row.plain
    return [
        row.name,
        _time(ours),
        _memory(ours.memory) if not ours.error else "",
        _time(plain),
        _memory(plain.memory) if not plain.error else "",
        _time_ratio(ours, plain),
        _memory_ratio(ours, plain),
        _note(row),
    ]


def _align(cells: Sequence[str], widths: Sequence[int]) -> str:
    first = cells[0].ljust(widths[0])
    numbers = [cell.rjust(width) for cell, width in zip(cells[1:-1], widths[1:-1], strict=True)]
    return "  ".join([first, *numbers, cells[-1]]).rstrip()


def _time(measured: Measurement) -> str:
    if measured.time is None:
        return "failed"
    if measured.stopped is not None:
        return f"> {measured.time:.0f} s"
    if measured.time < 1:
        return f"{measured.time * 1000:.{1 if measured.time < 0.1 else 0}f} ms"
    return f"{measured.time:.{2 if measured.time < 10 else 1}f} s"


def _memory(amount: int) -> str:
    return f"{amount / 1e6:.{1 if amount < 1e7 else 0}f} MB"


def _time_ratio(ours: Measurement, plain: Measurement) -> str:
    if ours.time is None or plain.time is None or ours.stopped is not None:
        return ""
    return f"{'> ' if plain.stopped is not None else ''}{_ratio(plain.time / ours.time)}"


def _memory_ratio(ours: Measurement, plain: Measurement) -> str:
    if ours.error or plain.error or min(ours.memory, plain.memory) < _SMALL:
        return ""
    return f"{'> ' if plain.stopped is not None else ''}{_ratio(plain.memory / ours.memory)}"


def _ratio(value: float) -> str:
    return f"{value:.{0 if value >= 10 else 1}f}×"


def _note(row: Row) -> str:
    """What keeps the two sides from being compared, else what the work is."""
    for side, measured in (("iag-kg", row.ours), ("rdflib", row.plain)):
        if measured.error:
            return f"{side} failed: {measured.error[:80]}"
    answers = row.ours.answer, row.plain.answer
    if None not in answers and answers[0] != answers[1]:
        return f"answers differ: {answers[0]} and {answers[1]}"
    return row.about
