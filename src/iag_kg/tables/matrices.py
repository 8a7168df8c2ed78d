"""Matrices that look like the printed synthesis tables, and the statements they make.

Two kinds: `matrix` has a heading, a wording and one column a métier with a level; `key-skills`
(table 4.9 of the bank study) has a group, a métier, its transformation and its key skills.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from iag_kg.errors import TableError
from iag_kg.folding import fold
from iag_kg.tables.rows import Row, read_csv, split
from iag_kg.tables.schema import PATTERNS

LEVELS = ("++", "+", "N/A", "-", "--")
TRANSFORMATIONS = ("Nouveau", "Moyennement enrichi", "Fortement enrichi")
KEY_SKILL_HEADING = "Compétences clés liées à l'IAG"

_COLUMNS = {
    "matrix": ("heading", "wording", "lines", "note"),
    "key-skills": ("group", "metier", "transformation", "skills", "lines", "note"),
}


@dataclass(frozen=True)
class Matrix:
    """A synthesis table of a source: its entry in `matrices.csv`, its métiers, its rows."""

    entry: Row
    metiers: Mapping[str, Row]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Wording:
    """A skill as one family's table words it, under its heading; `key` is stable.

    `metier` is the métier that alone has this wording, '' where a whole table shares it.
    """

    key: str
    family: str
    heading: str
    label: str
    metier: str = ""


@dataclass(frozen=True)
class Statement:
    """One filled cell, or one key skill: a wording, a métier, its level ('' for a key skill)."""

    wording: Wording
    metier: Row
    level: str
    row: Row
    number: int


def slug(label: str) -> str:
    """A label as an ASCII key: lower case, accents dropped, anything else a single hyphen."""
    # What ASCII lacks even then (« », –, …) is dropped and parts no words: IRIs hang on it.
    plain = fold(label).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def statements(matrix: Matrix) -> Iterator[Statement]:
    """What a matrix says, row by row, cell by cell; an empty cell says nothing."""
    for number, row in enumerate(matrix.rows, start=1):
        for wording in wordings(matrix, row):
            if matrix.entry["kind"] == "key-skills":
                yield Statement(wording, matrix.metiers[row["metier"]], "", row, number)
                continue
            for label, metier in matrix.metiers.items():
                if row[label]:
                    yield Statement(wording, metier, row[label], row, number)


def wordings(matrix: Matrix, row: Row) -> list[Wording]:
    """The wordings of one row.

    A wording printed under two headings of a table is two wordings, since the source gives them
    other levels: the slug of the heading then completes both keys. A key skill is a wording of its
    métier: the same word ("veille") may mean one thing here and another there.
    """
    family = matrix.entry["family"]
    if matrix.entry["kind"] == "key-skills":
        metier = matrix.metiers[row["metier"]]
        return [
            Wording(
                f"{family}-{slug(skill)}--{metier['code']}",
                family,
                KEY_SKILL_HEADING,
                skill,
                metier["label_fr"],
            )
            for skill in split(row["skills"])
        ]
    headings: dict[str, set[str]] = defaultdict(set)
    for each in matrix.rows:
        headings[each["wording"]].add(each["heading"])
    key = f"{family}-{slug(row['wording'])}"
    if len(headings[row["wording"]]) > 1:
        key += f"--{slug(row['heading'])}"
    return [Wording(key, family, row["heading"], row["wording"])]


def read_matrix(folder: Path, entry: Row, lists: Mapping[str, tuple[Row, ...]]) -> Matrix:
    """The matrix that `entry` of `matrices.csv` names, checked against the list tables.

    Raises:
        TableError: a column is missing, a métier, level, transformation or label is unknown.
    """
    path = folder / entry["file"]
    rows = tuple(read_csv(path))
    if not rows:
        raise TableError(path, None, "no row below the header")
    kind, header = entry["kind"], tuple(rows[0].cells)
    for column in _COLUMNS[kind]:
        if column not in header:
            raise TableError(path, 1, f"missing column '{column}'")
    known = {row["label_fr"]: row for row in lists["metiers"] if row["family"] == entry["family"]}
    english = {row["fr"] for row in lists["labels"]}
    columns = [column for column in header if column not in _COLUMNS[kind]]
    if kind == "key-skills":
        if columns:
            raise TableError(path, 1, f"unknown column '{columns[0]}'")
        columns = [row["metier"] for row in rows]
    for number, metier in enumerate(columns, start=2):
        if metier not in known or not known[metier]["code"]:
            line = number if kind == "key-skills" else 1
            raise TableError(path, line, f"unknown métier '{metier}' in family {entry['family']}")
    matrix = Matrix(entry, {label: known[label] for label in columns}, rows)
    for row in rows:
        _check_row(matrix, row, english)
    return matrix


def _check_row(matrix: Matrix, row: Row, english: set[str]) -> None:
    kind = matrix.entry["kind"]
    for column in _COLUMNS[kind]:
        if not row[column] and column != "note":
            row.fail(f"column {column}: empty, a value is required")
    pattern, wanted = PATTERNS["lines"]
    if not pattern.fullmatch(row["lines"]):
        row.fail(f"column lines: {row['lines']!r} is not {wanted}")
    if kind == "matrix":
        labels = [row["heading"], row["wording"]]
        for metier in matrix.metiers:
            if row[metier] and row[metier] not in LEVELS:
                row.fail(f"column {metier}: {row[metier]!r} is not one of {' '.join(LEVELS)}")
    else:
        labels = [row["group"], *split(row["skills"])]
        if row["transformation"] not in TRANSFORMATIONS:
            known = ", ".join(TRANSFORMATIONS)
            row.fail(f"column transformation: {row['transformation']!r} is not one of {known}")
    for label in labels:
        if label not in english:
            row.fail(f"{label!r} has no English label in labels.csv")
