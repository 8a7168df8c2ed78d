"""A build writes everything or nothing, whatever is wrong and whenever it is killed."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from command import call, start
from iag_kg import pipeline
from iag_kg.errors import IagError
from iag_kg.graph import node
from iag_kg.paths import resources
from tables_on_disk import copy_small_tables, edit, rewrite

WORDING = "Prise de décision et priorisation"


def state(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file of a folder: its bytes, and when it was written."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of two sections, that build in a moment: copy them before spoiling them."""
    return copy_small_tables(tmp_path_factory.mktemp("small") / "data")


@pytest.fixture(scope="module")
def good(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The exports of the small tables: copy them before building over them."""
    folder = tmp_path_factory.mktemp("good") / "exports"
    outcome = call("build", "--data", small, "--output", folder)
    assert outcome.code == 0, outcome.out
    return folder


@pytest.fixture
def data(small: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(small, tmp_path / "data"))


@pytest.fixture
def output(good: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(good, tmp_path / "exports"))


def test_a_build_tells_its_steps_in_the_order_of_the_story(data: Path) -> None:
    steps: list[str] = []
    built = pipeline.build(resources(), data, steps.append)
    assert built.is_valid and list(built.files)[-1] == "MANIFEST.csv"
    told = "tables triples inferred passerelles validation exports"
    assert steps == told.split()


def test_the_summary_of_a_build_is_a_table_like_any_other(data: Path, tmp_path: Path) -> None:
    words = ("build", "--data", data, "--output", tmp_path / "out", "--format")
    as_json, as_csv = call(*words, "json"), call(*words, "csv")
    rows = list(csv.reader(io.StringIO(as_csv.out, newline="")))
    sizes = {path: int(size) for path, size in rows[1:]}
    assert sizes == {row["file"]: row["bytes"] for row in json.loads(as_json.out)}
    assert all(Path(path).stat().st_size == size for path, size in sizes.items())
    assert as_json.err.count("\n") == 6, "one line a step"


def test_a_build_over_earlier_exports_gives_the_same_bytes(
    data: Path, output: Path, good: Path
) -> None:
    assert call("build", "--data", data, "--output", output).code == 0
    assert {k: v for k, (v, _) in state(output).items()} == {
        k: v for k, (v, _) in state(good).items()
    }


def missing_column(data: Path) -> None:
    edit(data / "gates.csv", "threshold", "limit")


def unknown_level(data: Path) -> None:
    edit(data / "matrices" / "banque-4-10-management.csv", ",++,", ",+++,")


def wrong_encoding(data: Path) -> None:
    path = data / "metiers.csv"
    path.write_bytes(path.read_bytes().decode().encode("cp1252", "replace"))


def folder_for_a_file(data: Path) -> None:
    (data / "skills.csv").unlink()
    (data / "skills.csv").mkdir()


@pytest.mark.parametrize(
    "spoil",
    [missing_column, unknown_level, wrong_encoding, folder_for_a_file],
    ids=lambda f: f.__name__,
)
def test_a_malformed_table_leaves_earlier_outputs_untouched(
    spoil: Callable[[Path], None], data: Path, output: Path
) -> None:
    before = state(output)
    spoil(data)
    outcome = call("build", "--data", data, "--output", output)
    assert outcome.code == 2 and outcome.out == "" and "Traceback" not in outcome.err
    assert outcome.err.splitlines()[-1].startswith(f"iag-kg: {data}")
    assert state(output) == before


def test_a_missing_folder_of_tables_writes_nothing(tmp_path: Path) -> None:
    outcome = call("build", "--data", tmp_path / "none", "--output", tmp_path / "out")
    assert outcome.code == 2 and "schema.yaml: cannot be read" in outcome.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", ["table", "json"])
def test_a_table_that_breaks_a_rule_is_reported_and_nothing_is_written(
    form: str, data: Path, output: Path
) -> None:
    before = state(output)
    rewrite(data / "harmonisation.csv", lambda row: row["wording"] != WORDING)
    words = ("build", "--data", data, "--output", output, "--format", form)
    outcome = call(*words)
    assert outcome.code == 1 and "Traceback" not in outcome.err
    assert WORDING in outcome.out and "iags:HarmonisedWording-skill" in outcome.out
    assert state(output) == before
    if form == "json":
        broken = [row for row in json.loads(outcome.out) if row["severity"] == "erreur"]
        assert [row["resource"] for row in broken] == [WORDING]


def test_a_graph_that_breaks_a_rule_has_no_files(data: Path) -> None:
    rewrite(data / "harmonisation.csv", lambda row: row["wording"] != WORDING)
    built = pipeline.build(resources(), data, lambda step: None)
    assert not built.is_valid and built.files == {}


@pytest.mark.parametrize("step", ["Passerelles", "Validation SHACL", "Exports"])
def test_a_build_that_is_killed_leaves_the_last_good_files(
    step: str, data: Path, output: Path
) -> None:
    before = state(output)
    edit(data / "matrices" / "banque-4-10-management.csv", ",++,", ",+,")
    process = start(["build", "--data", data, "--output", output])
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith(step):
            process.kill()
            break
    process.communicate()
    assert process.returncode == -9
    assert state(output) == before
    assert call("build", "--data", data, "--output", output).code == 0
    assert state(output) != before and not (output / ".partial").exists()


def test_an_interruption_while_writing_leaves_the_files_as_they_were(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(output)
    files = {"iag-kg.ttl": b"new", "csv/impacts-cells.csv": b"new", "MANIFEST.csv": b"new"}
    write = Path.write_bytes

    def stopping(path: Path, content: bytes) -> int:
        if path.name == "MANIFEST.csv":
            raise KeyboardInterrupt
        return write(path, content)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", stopping)
        with pytest.raises(KeyboardInterrupt):
            pipeline.write_files(files, output)
    left = {name: found for name, found in state(output).items() if ".partial" not in name}
    assert left == before
    pipeline.write_files(files, output)
    assert {name for name, (content, _) in state(output).items() if content == b"new"} == set(files)


def test_a_full_disk_is_one_message(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = state(output)

    def failing(path: Path, content: bytes) -> int:
        raise OSError(28, os.strerror(28), str(path))

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", failing)
        with pytest.raises(IagError, match="cannot be written \\(No space left on device\\)"):
            pipeline.write_files({"iag-kg.ttl": b"new"}, output)
    assert state(output) == before


def test_a_gate_of_the_tables_decides_what_is_recommended(data: Path) -> None:
    edit(data / "gates.csv", "coverage,0.5", "coverage,0.01")
    built = pipeline.build(resources(), data, lambda step: None)
    passed = list(built.store.quads_for_pattern(None, node("iag:passesCoverage"), None))
    (threshold,) = built.store.quads_for_pattern(None, node("iag:coverageThreshold"), None)
    assert len(passed) == 13 * 12 and str(threshold.object).startswith('"0.01"')
