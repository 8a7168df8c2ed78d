"""The benchmark at scale: profiles as announced, alternatives that agree, tables that add up."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

pytest.importorskip("resource", reason="peak memory is asked of a POSIX system")


@pytest.fixture(autouse=True)
def _checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    """The benchmark is not installed: it is found in the checkout."""
    monkeypatch.syspath_prepend(ROOT)


def test_synthetic_profiles_hold_45_skills_of_which_few_are_popular() -> None:
    from bench.profiles import HELD, synthetic

    profiles = synthetic(400)
    assert len(profiles) == 400 and profiles.unit == 0.25
    rows = [profiles.row(n) for n in range(400)]
    assert all(len(row) == HELD and set(row.values()) <= {0.25, 0.5, 0.75, 1.0} for row in rows)
    holders = profiles.holders()
    assert holders[0] > 350 and (holders[:50].sum() > holders[50:500].sum())
    assert (synthetic(400).columns == profiles.columns).all()


@pytest.mark.parametrize(
    ("form", "function", "argument"),
    [
        ("numpy", "engine", "numpy=1"),
        ("ladder", "scipy", ""),
        ("ladder", "dense", ""),
        ("store", "sparql", ""),
        ("graph", "networkx", ""),
    ],
)
def test_every_way_finds_the_same_scores(form: str, function: str, argument: str) -> None:
    from bench.ways import PREPARATIONS, WORKS

    state = PREPARATIONS[f"{form}/40"]()
    engine = WORKS["engine"](PREPARATIONS["engine/40"](), "threads=2")
    assert engine > 0 and abs(WORKS[function](state, argument) - engine) <= 1


def test_esco_is_read_where_it_is_and_replaced_where_it_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bench.profiles import esco

    monkeypatch.setenv("IAG_KG_ESCO", str(tmp_path))
    (tmp_path / "occupationSkillRelations.csv").write_text(
        "occupationUri,relationType,skillType,skillUri\n"
        "o1,essential,knowledge,s1\no1,optional,knowledge,s2\no2,optional,,s1\n",
        encoding="utf-8",
    )
    profiles = esco()
    assert [profiles.row(n) for n in (0, 1)] == [{0: 1.0, 1: 0.5}, {0: 0.5}]
    monkeypatch.setenv("IAG_KG_ESCO", str(tmp_path / "nowhere"))
    assert len(esco()) == 3000


def test_the_report_says_times_ratios_growth_and_what_was_left_out() -> None:
    from bench.measure import Measurement
    from bench.scale import Found, lines, report

    found = []
    for line in lines():
        measured = Measurement((2.0,), 10_000_000, 7)
        if line.function == "duckdb":
            measured = Measurement((), 0, error="ModuleNotFoundError: No module named 'duckdb'")
        elif line.function == "scipy":
            measured = Measurement((8.0,), 0, 9)
        elif line.name == "scale/growth 30000 1":
            measured = Measurement((3.0,), 0, 7)
        found.append(Found(line, 0, measured))
    text = report(found)
    assert "left out: ModuleNotFoundError" in text
    assert "4.0  levels in unary · differs: 9" in text
    cost = f"{2 / 30_000**2 * 1e9:.2f}"  # 2 s for the ordered pairs of 30,000, in ns
    (row,) = (line.split() for line in text.splitlines() if line.split()[:1] == ["30,000"])
    assert row[:8] == ["30,000", "3.00", "s", "2.00", "s", "1.5×", "10", "MB"] and row[8] == cost
    (row,) = (line.split() for line in text.splitlines() if line.split()[:1] == ["1,000,000"])
    assert row[1:3] == ["2.00", "s"]
    assert "memory copies 2.1 GB/s with 2 thread(s)" in text


def test_one_line_can_be_measured_alone(tmp_path: Path) -> None:
    target = tmp_path / "found.json"
    command = [sys.executable, "-m", "bench", "--quick", "--only", "scale/esco iag-kg, one"]
    done = subprocess.run(
        [*command, "--json", str(target)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    (line,) = json.loads(target.read_text(encoding="utf-8"))["scale"]
    assert line["measured"]["error"] is None and line["measured"]["answer"] > 0
    assert "esco iag-kg, one thread" in done.stdout
