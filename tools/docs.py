"""Write the reference pages of docs/reference, or with --check say which are out of date.

Run from the root of the repository: python -m tools.docs [--check]
"""

from __future__ import annotations

import enum
import inspect
import sys
import types
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer
import yaml

from iag_kg.cli.commands import app
from iag_kg.docs import (
    Command,
    Parameter,
    ShapeFile,
    commands_page,
    data_page,
    library_page,
    ontology_page,
    shapes_page,
)
from iag_kg.graph import read_quads
from iag_kg.queries import read_queries

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "reference"


def pages() -> dict[str, str]:
    """Every reference page by file name."""
    modules = {
        path.stem: [quad.triple for quad in read_quads(path)]
        for path in sorted((ROOT / "ontology").glob("*.ttl"))
    }
    shapes = [
        ShapeFile(path.name, _promise(path), [quad.triple for quad in read_quads(path)])
        for path in sorted((ROOT / "shapes").glob("*.ttl"))
    ]
    schema = yaml.safe_load((ROOT / "data" / "schema.yaml").read_text(encoding="utf-8"))
    return {
        "cli.md": commands_page(list(_commands("iag-kg", typer.main.get_command(app)))),
        "data.md": data_page(schema),
        "ontology.md": ontology_page(modules),
        "queries.md": library_page(read_queries(ROOT / "queries")),
        "shapes.md": shapes_page(shapes),
    }


def _promise(path: Path) -> str:
    return path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# ")


def _commands(name: str, command: Any) -> Iterator[Command]:
    """The commands below a group, and the group's own options first."""
    children = getattr(command, "commands", {})
    text = inspect.cleandoc(command.help or "")
    if not children or command.params:
        yield Command(name, text, [_parameter(p, command.callback) for p in command.params])
    for child, inner in children.items():
        yield from _commands(f"{name} {child}", inner)


def _parameter(param: Any, callback: Any) -> Parameter:
    """What the help of any version of typer prints, without its width and its colours."""
    is_argument = param.param_type_name == "argument"
    hint = typing.get_type_hints(inspect.unwrap(callback)).get(param.name, str)
    many = typing.get_origin(hint) is not None and list in (
        typing.get_origin(part) for part in (hint, *typing.get_args(hint))
    )
    form = " / ".join(", ".join(names) for names in (param.opts, param.secondary_opts) if names)
    if is_argument:
        form = param.name.upper() + ("…" if many else "")
    default = param.default
    if isinstance(default, enum.Enum):
        default = default.value
    if isinstance(default, bool):
        default = param.opts[0] if default else ""
    text, _, said = (param.help or "").partition("[default: ")
    return Parameter(
        form=form,
        value="" if hint is bool else _value(hint),
        text=text.strip(),
        default=said.rstrip("]") if default in (None, (), "") or param.required else str(default),
        is_required=param.required,
        is_argument=is_argument,
    )


def _value(hint: Any) -> str:
    """What a parameter takes, from its type: TEXT, INTEGER, PATH, or its values."""
    inner = [part for part in typing.get_args(hint) if part is not types.NoneType]
    if inner:
        return _value(inner[0])
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return "|".join(member.value for member in hint)
    return {int: "INTEGER", float: "NUMBER", Path: "PATH"}.get(hint, "TEXT")


def main() -> int:
    """Write what has changed; with --check, write nothing and return 1 if something has."""
    check = "--check" in sys.argv[1:]
    wanted = pages()
    found = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    stale = sorted(name for name in wanted.keys() | found if wanted.get(name) != found.get(name))
    for name in stale:
        path = FOLDER / name
        if check:
            print(f"docs/reference/{name}: out of date: run make docs")
        elif name in wanted:
            FOLDER.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted[name], encoding="utf-8")
            print(f"docs/reference/{name}: written")
        else:
            path.unlink()
            print(f"docs/reference/{name}: removed")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
