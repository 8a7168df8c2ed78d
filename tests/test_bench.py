"""The benchmark runs and says what it measured; no test holds it to a time."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

MEASURE = """
import json
from dataclasses import asdict
from bench.measure import Host, Limits
from bench.works import Work

def ask(name, limit):
    work = Work(name, "", "store", "dataset", "query", name)
    return asdict(host.measure(work, Limits(runs=2, budget=60, query=limit, other=60)))

host = Host("ours", "store")
print(json.dumps([ask("passerelles/all", 60), ask("passerelles/all", 0), ask("no/query", 60)]))
host.close()
"""

pytest.importorskip("resource", reason="peak memory is asked of a POSIX system")


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bench", "--quick", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_work_is_repeated_counted_and_stopped_at_its_limit() -> None:
    done = subprocess.run(
        [sys.executable, "-c", MEASURE], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    repeated, stopped, failed = json.loads(done.stdout)
    assert len(repeated["seconds"]) == 2 and repeated["answer"] > 0
    assert repeated["stopped"] is None and repeated["error"] is None
    assert stopped["seconds"] == [] and stopped["stopped"] == 0
    assert failed["seconds"] == [] and "FileNotFoundError" in failed["error"]


def test_the_start_of_the_command_is_measured_beside_that_of_rdflib(tmp_path: Path) -> None:
    done = run("--only", "start", "--json", str(tmp_path / "found.json"))
    assert done.returncode == 0, done.stderr
    rows = json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))["rows"]
    (row,) = (row for row in rows if row["name"] == "start")
    for side in ("ours", "plain"):
        assert row[side]["error"] is None and len(row[side]["seconds"]) == 1
    assert "rdflib" in done.stdout and "start" in done.stdout


def test_an_unknown_work_is_refused_with_the_names_known() -> None:
    done = run("--only", "nothing like it")
    assert done.returncode == 2
    assert "query passerelles/all" in done.stderr
