"""Read and check `data/`: list tables after `schema.yaml`, and matrices that look like the print.

Every row knows its file and line, so that whatever is wrong later can be shown where a person would
mend it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from iag_kg.errors import TableError
from iag_kg.tables.matrices import (
    Matrix,
    Statement,
    Wording,
    read_matrix,
    slug,
    statements,
    wordings,
)
from iag_kg.tables.rows import Row
from iag_kg.tables.schema import read_lists

__all__ = [
    "Matrix",
    "Row",
    "Statement",
    "Tables",
    "Wording",
    "read_tables",
    "slug",
    "statements",
    "wordings",
]


@dataclass(frozen=True)
class Tables:
    """Everything `data/` holds, checked: list tables by name, and the matrices in printed order."""

    lists: Mapping[str, tuple[Row, ...]]
    matrices: tuple[Matrix, ...]

    def __getitem__(self, name: str) -> tuple[Row, ...]:
        return self.lists[name]


def read_tables(folder: Path) -> Tables:
    """All tables of `folder`, checked cell by cell and against one another.

    Raises:
        TableError: a table is missing, empty, ill-encoded, lacks a column, repeats a key, holds a
            value of the wrong type or names something that no table knows. The first error is
            raised, with file, line and value.
    """
    lists = read_lists(folder)
    folder = folder / "matrices"
    tables = Tables(lists, tuple(read_matrix(folder, entry, lists) for entry in lists["matrices"]))
    _check_harmonisation(tables)
    _check_gates(tables, folder.parent / "gates.csv")
    return tables


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
