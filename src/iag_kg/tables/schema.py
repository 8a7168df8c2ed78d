"""List tables after `data/schema.yaml`: validator and documentation at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from iag_kg.errors import TableError
from iag_kg.tables.rows import Row, read_csv

PATTERNS: dict[str, tuple[re.Pattern[str], str]] = {
    "key": (re.compile(r"[a-z0-9]+(-[a-z0-9]+)*"), "a key (lower case, digits, hyphens)"),
    "flag": (re.compile(r"oui|non"), "'oui' or 'non'"),
    "lines": (re.compile(r"\d+(-\d+)?(, \d+(-\d+)?)*"), "lines or ranges of lines (12-15, 20)"),
    "section": (re.compile(r"\d+(\.\d+)*"), "a section number (4.2)"),
    "share": (re.compile(r"0(\.\d+)?|1(\.0+)?"), "a share between 0 and 1 (0.5)"),
    "text": (re.compile(r"(?s).*"), "text"),
}


def read_lists(folder: Path) -> dict[str, tuple[Row, ...]]:
    """The list tables that `schema.yaml` declares, each cell checked.

    Raises:
        TableError: the first thing wrong, with file, line and value.
    """
    schema = _read_schema(folder / "schema.yaml")
    _check_schema(folder / "schema.yaml", schema)
    lists: dict[str, tuple[Row, ...]] = {}
    for name, table in schema.items():
        rows = tuple(read_csv(folder / f"{name}.csv", table["columns"]))
        _check_keys(rows, table["key"].split())
        lists[name] = rows
    _check_cells(lists, schema)
    return lists


def _read_schema(path: Path) -> Any:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise TableError(path, None, f"cannot be read ({error.strerror})") from error
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or error
        raise TableError(
            path, mark.line + 1 if mark else None, f"not valid YAML: {reason}"
        ) from error


def _check_schema(path: Path, schema: Any) -> None:
    """Each table has its key and its columns, each column a type that this module knows."""
    if not isinstance(schema, dict):
        raise TableError(path, None, "tables with their key and columns expected")
    for name, table in schema.items():
        match table:
            case {"key": str(key), "columns": dict(columns)} if set(key.split()) <= columns.keys():
                pass
            case _:
                message = f"table {name!r}: a key and columns expected, the key among the columns"
                raise TableError(path, None, message)
        for column, spec in columns.items():
            match spec:
                case {"type": "ref", "table": str(target)} if target in schema:
                    continue
                case {"type": "enum", "values": [*_]}:
                    continue
                case {"type": str(kind)} if kind in PATTERNS:
                    continue
            raise TableError(
                path, None, f"table {name!r}, column {column!r}: unknown type {spec!r}"
            )


def _check_keys(rows: Sequence[Row], key: Sequence[str]) -> None:
    seen: dict[tuple[str, ...], Row] = {}
    for row in rows:
        value = tuple(row[column] for column in key)
        if value in seen:
            row.fail(f"duplicate key {' / '.join(value)!r}, first on line {seen[value].line}")
        seen[value] = row


def _check_cells(lists: Mapping[str, tuple[Row, ...]], schema: Mapping[str, Any]) -> None:
    known = {
        name: {row[schema[name]["key"].split()[0]] for row in rows} for name, rows in lists.items()
    }
    for name, rows in lists.items():
        for column, spec in schema[name]["columns"].items():
            check = _checker(spec, known)
            for row in rows:
                if not row[column]:
                    if not spec.get("optional"):
                        row.fail(f"column {column}: empty, a value is required")
                elif wanted := check(row[column]):
                    row.fail(f"column {column}: {row[column]!r} is not {wanted}")
            if spec.get("unique"):
                _check_keys([row for row in rows if row[column]], [column])


def _checker(spec: Mapping[str, Any], known: Mapping[str, set[str]]) -> Callable[[str], str]:
    """A function from a cell to what it should have been, '' where the cell is right."""
    kind = spec["type"]
    if kind == "ref":
        table = spec["table"]
        return lambda cell: "" if cell in known[table] else f"a key of {table}.csv"
    if kind == "enum":
        values = spec["values"]
        return lambda cell: "" if cell in values else f"one of {', '.join(values)}"
    pattern, wanted = PATTERNS[kind]
    return lambda cell: "" if pattern.fullmatch(cell) else wanted
