"""`python -m bench`: measure, then print the table. Nothing here judges a time."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench import references, scale
from bench.measure import Hosts, Limits, Measurement, measure_command
from bench.report import Row, header, table, to_json
from bench.works import TRIG, TURTLE, Work, works

_HELP = "from iag_kg.cli import main; main()"
_START = Work("start", "iag-kg --help; beside it, import rdflib", "", "", "start")


def main() -> int:
    """Measure what was asked for; exit code 2 where that cannot be done."""
    options = _options()
    known = [_START, *works(), *references.works()]
    chosen = [work for work in known if options.only in work.name]
    if options.quick:  # pySHACL takes minutes on a national taxonomy
        chosen = [work for work in chosen if work not in references.works()]
    large = [line for line in scale.lines() if options.only in line.name]
    missing = [path.name for path in (TURTLE, TRIG) if not path.exists()]
    if missing and chosen:
        print(f"bench: exports/ lacks {', '.join(missing)}: run iag-kg build", file=sys.stderr)
        return 2
    if not chosen and not large:
        names = [*(work.name for work in known), *(line.name for line in scale.lines())]
        listed = "\n  ".join(names)
        print(f"bench: no work named '{options.only}', but\n  {listed}", file=sys.stderr)
        return 2
    print(header(), flush=True)
    for reason in references.left_out():
        print(reason, file=sys.stderr)
    content = _compare(chosen, options.quick, options.limit) if chosen else {}
    found = scale.measure(large, options.quick)
    if found:
        print("", scale.report(found), sep="\n")
    if options.json:
        content["scale"] = scale.to_json(found)
        text = json.dumps(content, indent=1, ensure_ascii=False)
        options.json.write_text(text + "\n", encoding="utf-8")
    return 0


def _compare(chosen: Sequence[Work], quick: bool, limit: float) -> dict[str, Any]:
    """Measure works beside plain rdflib, print the table, and return every figure."""
    limits = (
        Limits(runs=1, budget=0.0, query=min(limit, 5.0), other=60.0)
        if quick
        else Limits(runs=5, budget=25.0, query=limit, other=900.0)
    )
    print(f"limit: {limits.query:.0f} s a query, {limits.other:.0f} s another work", end="\n\n")
    bare = measure_command("pass", [], limits.runs).memory
    hosts, rows = Hosts(), []
    try:
        for number, work in enumerate(chosen, start=1):
            print(f"[{number}/{len(chosen)}] {work.name}", file=sys.stderr, flush=True)
            rows.append(_measure(work, hosts, limits, bare))
        bases = hosts.bases()
    finally:
        hosts.close()
    print(table(rows, bare, bases))
    return to_json(rows, bare, bases)


def _measure(work: Work, hosts: Hosts, limits: Limits, bare: int) -> Row:
    ours: Measurement
    if work is _START:
        ours = measure_command(_HELP, ["--help"], limits.runs, bare)
        plain = measure_command("import rdflib", [], limits.runs, bare)
    else:
        ours = hosts.get("ours", work.ours).measure(work, limits)
        plain = hosts.get("plain", work.plain).measure(work, limits)
    return Row(work.name, work.about, ours, plain)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench",
        description="Time and memory of iag-kg: beside plain rdflib, and at scale.",
        epilog="Example: python -m bench --quick --only passerelles",
    )
    parser.add_argument("--quick", action="store_true", help="one run of each, short limits")
    parser.add_argument("--only", default="", metavar="NAME", help="works whose name contains NAME")
    parser.add_argument("--limit", type=float, default=20.0, help="seconds a query may take (20)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures to FILE too")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
