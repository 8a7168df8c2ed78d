"""Read and check `data/`: list tables after `schema.yaml`, and matrices that look like the print.

Every row knows its file and line, so that whatever is wrong later can be shown where a person would
mend it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from iag_kg.errors import TableError
from iag_kg.tables.declarations import targets
from iag_kg.tables.matrices import (
    Matrix,
    Statement,
    Wording,
    read_matrix,
    slug,
    statements,
    wordings,
)
from iag_kg.tables.places import check_partition, check_place, sections_by_place
from iag_kg.tables.rows import Row
from iag_kg.tables.schema import Schema, read_lists, read_refs, read_schema

__all__ = [
    "Matrix",
    "Row",
    "Schema",
    "Statement",
    "Tables",
    "Wording",
    "read_refs",
    "read_tables",
    "slug",
    "statements",
    "targets",
    "wordings",
]


@dataclass(frozen=True)
class Tables:
    """Everything `data/` holds, checked: list tables by name, and the matrices in printed order."""

    schema: Schema
    lists: Mapping[str, tuple[Row, ...]]
    matrices: tuple[Matrix, ...]

    def __getitem__(self, name: str) -> tuple[Row, ...]:
        return self.lists[name]


def read_tables(folder: Path) -> Tables:
    """All tables of `folder`, checked cell by cell and against one another.

    Raises:
        TableError: a table is missing, empty, ill-encoded, lacks a column, repeats a key, holds a
            value of the wrong type, names something that no table knows, lines outside their
            section or half a place. The first error is raised, with file, line and value.
    """
    schema = read_schema(folder / "schema.yaml")
    lists = read_lists(folder, schema)
    matrices = tuple(read_matrix(folder / "matrices", entry, lists) for entry in lists["matrices"])
    tables = Tables(schema, lists, matrices)
    _check_places(tables)
    _check_harmonisation(tables)
    _check_gates(tables, folder / "gates.csv")
    return tables


def _check_places(tables: Tables) -> None:
    """Every row that says where it was read must say it of a section and lines that exist."""
    check_partition(tables["sections"])
    sections = sections_by_place(tables["sections"])
    for name, table in tables.schema.items():
        if name != "sections" and {"source", "section", "lines"} <= table["columns"].keys():
            for row in tables[name]:
                filled = [bool(row[column]) for column in ("source", "section", "lines")]
                if any(filled) and not all(filled):
                    row.fail("source, section and lines are given together, or none")
                if all(filled):
                    check_place(row, sections, row["source"], row["section"])
    for matrix in tables.matrices:
        for row in matrix.rows:
            check_place(row, sections, matrix.entry["source"], matrix.entry["section"])


def _check_harmonisation(tables: Tables) -> None:
    """A link must name a wording, and if any a métier, that a matrix of its family prints."""
    printed = {
        place
        for matrix in tables.matrices
        for row in matrix.rows
        for wording in wordings(matrix, row)
        for place in (
            (wording.family, wording.label, ""),
            (wording.family, wording.label, wording.metier),
        )
    }
    for row in tables["harmonisation"]:
        if (row["family"], row["wording"], row["metier"]) not in printed:
            whose = f" for the métier {row['metier']!r}" if row["metier"] else ""
            row.fail(
                f"no table of family {row['family']} prints the wording {row['wording']!r}{whose}"
            )


def _check_gates(tables: Tables, path: Path) -> None:
    """Both gates of a passerelle must have their threshold."""
    missing = {"coverage", "durability"} - {row["key"] for row in tables["gates"]}
    if missing:
        raise TableError(path, None, f"no row for the gate '{min(missing)}'")
