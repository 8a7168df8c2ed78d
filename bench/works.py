"""What is measured: each work by name, the inputs that it starts from, on either side."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TURTLE = ROOT / "exports" / "iag-kg.ttl"
TRIG = ROOT / "exports" / "iag-kg.trig"


@dataclass(frozen=True)
class Work:
    """One line of the table.

    `ours` and `plain` name what a process holds before the clock starts (`PREPARATIONS` of the
    module of that name); `function` is one of its `WORKS`, called with the input and `argument`.
    """

    name: str
    about: str
    ours: str
    plain: str
    function: str
    argument: str = ""

    @property
    def is_query(self) -> bool:
        """Whether the time limit of queries holds for it."""
        return self.function == "query"


def billionths(rows: Iterable[Iterable[Decimal | float]]) -> int:
    """The sum of all scores in billionths: what one engine must have in common with another."""
    return round(math.fsum(float(score) for row in rows for score in row) * 1e9)


def works() -> list[Work]:
    """Every work, the queries of the library by name last."""
    fixed = [
        Work("load", "the shipped graph, from TriG", "nothing", "nothing", "load"),
        Work("build", "tables to exports, validated", "nothing", "strings", "build"),
        Work("build/graph", "tables to the graph in memory", "nothing", "strings", "graph"),
        Work("validate", "Turtle file against the shapes", "nothing", "nothing", "validate"),
        Work("passerelles", "graph to scores and parts", "store", "graph", "passerelles"),
        Work("passerelles/quads", "the same, and their quads", "store", "both", "quads"),
        Work("export/turtle", "graph to Turtle", "store", "graph", "turtle"),
        Work("export/jsonld", "graph to JSON-LD", "store", "graph", "jsonld"),
    ]
    names = sorted(
        path.relative_to(ROOT / "queries").with_suffix("").as_posix()
        for path in (ROOT / "queries").rglob("*.rq")
    )
    queries = [Work(f"query {name}", "", "store", "dataset", "query", name) for name in names]
    return fixed + queries
