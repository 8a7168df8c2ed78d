"""List tables after `data/schema.yaml`: validator, mapping to the graph, documentation at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from iag_kg.errors import TableError
from iag_kg.tables.declarations import faults
from iag_kg.tables.rows import Row, read_csv

Schema = Mapping[str, Any]

PATTERNS: dict[str, tuple[re.Pattern[str], str]] = {
    "key": (re.compile(r"[a-z0-9]+(-[a-z0-9]+)*"), "a key (lower case, digits, hyphens)"),
    "flag": (re.compile(r"oui|non"), "'oui' or 'non'"),
    "lines": (
        re.compile(r"[0-9]{1,9}(-[0-9]{1,9})?(, [0-9]{1,9}(-[0-9]{1,9})?)*"),
        "lines or ranges of lines (12-15, 20)",
    ),
    "section": (re.compile(r"[0-9]{1,9}(\.[0-9]{1,9}){0,9}"), "a section number (4.2)"),
    "share": (re.compile(r"0(\.[0-9]+)?|1(\.0+)?"), "a share between 0 and 1 (0.5)"),
    "decimal": (re.compile(r"-?[0-9]+(\.[0-9]+)?"), "a decimal number (12.5)"),
    "integer": (re.compile(r"[0-9]{1,9}"), "a whole number of at most 9 digits (12)"),
    "date": (
        re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"),
        "a year, month or day (2024, 2024-06, 2024-06-01)",
    ),
    "iri": (
        re.compile(
            r"https?://[A-Za-z0-9.-]+(:[0-9]+)?([/?]{0}*)?(#{0}*)?".format(
                r"""([^\s<>"{}|^`\\%\[\]#\x00-\x1f\x7f]|%[0-9A-Fa-f]{2})"""
            )
        ),
        "an absolute IRI",
    ),
    "text": (re.compile(r"(?s).*"), "text as it is to appear"),
}


def read_schema(path: Path) -> Schema:
    """The tables that `schema.yaml` declares, by name.

    Raises:
        TableError: the file is missing, not YAML, or declares a table, type or term wrongly.
    """
    try:
        schema = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise TableError(path, None, f"cannot be read ({error.strerror})") from error
    except (ValueError, yaml.YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or error
        raise TableError(
            path, mark.line + 1 if mark else None, f"not valid YAML: {reason}"
        ) from error
    if not isinstance(schema, dict):
        raise TableError(path, None, "tables with their key and columns expected")
    for message in faults(schema, PATTERNS):
        raise TableError(path, None, message)
    return schema


def read_lists(folder: Path, schema: Schema) -> dict[str, tuple[Row, ...]]:
    """The list tables of `folder`, each cell checked.

    Raises:
        TableError: the first thing wrong, with file, line and value.
    """
    lists: dict[str, tuple[Row, ...]] = {}
    for name, table in schema.items():
        rows = tuple(read_csv(folder / f"{name}.csv", table["columns"]))
        _check_keys(rows, table["key"].split())
        lists[name] = rows
    _check_cells(lists, schema)
    return lists


def _check_keys(rows: Sequence[Row], key: Sequence[str]) -> None:
    seen: dict[tuple[str, ...], Row] = {}
    for row in rows:
        value = tuple(row[column] for column in key)
        if value in seen:
            row.fail(f"duplicate key {' / '.join(value)!r}, first on line {seen[value].line}")
        seen[value] = row


def _check_cells(lists: Mapping[str, tuple[Row, ...]], schema: Schema) -> None:
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
    if kind == "refs":
        return lambda cell: _wanted_refs(cell, spec, known)
    if kind == "enum":
        values = spec["values"]
        return lambda cell: "" if cell in values else f"one of {', '.join(values)}"
    pattern, wanted = PATTERNS[kind]
    return lambda cell: "" if pattern.fullmatch(cell) else wanted


def _wanted_refs(cell: str, spec: Mapping[str, Any], known: Mapping[str, set[str]]) -> str:
    """What a cell of several keys should have been: the first key that no table holds."""
    tables = spec["tables"]
    for table, key in read_refs(cell, spec):
        if table not in tables or key not in known[table]:
            files = ", ".join(f"{name}.csv" for name in tables)
            return f"a list of keys: {key!r} is no key of {table if table in tables else files}"
    return ""


def read_refs(cell: str, spec: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The (table, key) pairs of a cell: keys apart by blanks, `table:key` among several tables.

    Where the column has a `prefix`, its cells leave it out: `emploi` names `domain-emploi`.
    """
    tables = spec["tables"]
    prefix = f"{spec['prefix']}-" if "prefix" in spec else ""
    pairs = [item.rpartition(":") for item in cell.split()]
    return [
        (table or (tables[0] if len(tables) == 1 else ""), prefix + key) for table, _, key in pairs
    ]
