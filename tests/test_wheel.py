"""The wheel carries everything the commands need, and works far from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from iag_kg import __version__
from iag_kg.paths import resources
from iag_kg.pipeline import CSV_QUERIES

RESOURCES = ("data", "exports", "ontology", "queries", "rules", "shapes")


def run(*words: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command with nothing of this environment but the path."""
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        list(map(str, words)),
        cwd=cwd,
        env={**environment, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the checkout, built with the hatchling that is installed: no network."""
    folder = tmp_path_factory.mktemp("wheel")
    root = resources()
    words = ("-m", "build", "--wheel", "--no-isolation", "--outdir", folder)
    made = run(sys.executable, *words, root, cwd=folder)
    assert made.returncode == 0, made.stdout + made.stderr
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The command of the wheel, in an environment of its own that borrows the dependencies."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False, symlinks=True)
    site = Path(sysconfig.get_path("purelib", "venv", {"base": str(folder)}))
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "-q")
    target = ("--no-deps", "--no-index", "--no-compile", "--target", site)
    done = run(*pip, "install", *target, wheel, cwd=folder)
    assert done.returncode == 0, done.stderr
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    yield folder / "bin" / "python"


def ask(python: Path, cwd: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return run(python, "-c", "from iag_kg.cli import main; main()", *words, cwd=cwd)


def test_the_wheel_holds_code_tables_shapes_queries_exports_and_licences(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    root = resources()
    for folder in RESOURCES:
        for path in (root / folder).rglob("*"):
            if path.is_file():
                assert f"iag_kg/resources/{path.relative_to(root).as_posix()}" in names
    package = root / "src"
    for path in (package / "iag_kg").rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            assert path.relative_to(package).as_posix() in names
    assert sum("/licenses/" in name for name in names) == 2
    assert not {name for name in names if "tests/" in name or name.endswith(".partial")}


def test_the_wheel_is_the_one_that_runs(installed: Path, tmp_path: Path) -> None:
    where = run(installed, "-c", "import iag_kg; print(iag_kg.__file__)", cwd=tmp_path)
    assert Path(where.stdout.strip()).is_relative_to(installed.parent.parent)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--version",), f"iag-kg {__version__}"),
        (("info",), "iag:Passerelle"),
        (("query", "list"), "passerelles/all"),
        (("query", "run", "metiers/transformation", "--format", "csv"), "Prompt engineer"),
        (("passerelles", "relation client", "--top", "3"), "Relation client et conseil"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_the_commands_work_from_an_empty_folder(
    installed: Path, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    done = ask(installed, tmp_path, *words)
    assert (done.returncode, done.stderr) == (0, "") and said in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_views_exports_and_tables_come_with_the_wheel(installed: Path, tmp_path: Path) -> None:
    done = ask(installed, tmp_path, "export", "csv", "--output", "out")
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "out" / "csv").glob("*.csv"))) == len(CSV_QUERIES)
    done = ask(installed, tmp_path, "view", "--output", "views")
    assert done.returncode == 0 and (tmp_path / "views" / "index.html").is_file(), done.stderr
    done = ask(installed, tmp_path, "build", "--data", "none", "--output", "out")
    assert done.returncode == 2 and "none/schema.yaml: cannot be read" in done.stderr


def test_the_entry_point_is_declared(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as content:
        (name,) = (n for n in content.namelist() if n.endswith("entry_points.txt"))
        assert "iag-kg = iag_kg.cli:main" in content.read(name).decode()
