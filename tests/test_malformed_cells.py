"""Every table that `schema.yaml` declares refuses a missing column, an empty cell, a wrong value.

The cases are written from the schema itself, and run on a few true rows of each table: the first
one, and those that it refers to.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from iag_kg.errors import TableError
from iag_kg.paths import resources
from iag_kg.tables.schema import read_lists, read_refs, read_schema
from tables_on_disk import Record, records

DATA = resources() / "data"
SCHEMA = read_schema(DATA / "schema.yaml")
# What no cell of that type may hold.
WRONG = {
    "date": ["2024-13", "juin 2024", "٢٠٢٤"],
    "decimal": ["12,5", "douze", "١٢"],
    "enum": ["autrement"],
    "flag": ["yes"],
    "integer": ["1.5", "-1", "١٢", "1234567890"],
    "iri": [
        "www.exemple.fr",
        "https://",
        "https://exemple.fr:port/",
        "https://exemple.fr/deux mots",
        "https://exemple.fr/100%",
        "https://exemple.fr/a\\b",
        "https://éxemple.fr",
    ],
    "key": ["Clé"],
    "lines": ["p. 12", "12-", "١٢-١٥", "1234567890"],
    "ref": ["nulle-part"],
    "refs": ["nulle-part", "planets:nulle-part"],
    "section": ["4.2 bis", "4.", "٤.٢", "4.1234567890"],
    "share": ["1.5", "half", "0.٥"],
}
COLUMNS = [
    (name, column, spec)
    for name, table in SCHEMA.items()
    for column, spec in table["columns"].items()
]


def few_rows() -> dict[str, list[Record]]:
    """The first row of each table, then every row that one of these refers to."""
    tables = {name: records(DATA / f"{name}.csv") for name in SCHEMA}
    keys = {name: table["key"].split()[0] for name, table in SCHEMA.items()}
    by_key = {name: {row[keys[name]]: row for row in rows} for name, rows in tables.items()}
    kept: dict[str, list[Record]] = {name: rows[:1] for name, rows in tables.items()}
    waiting = [(name, row) for name, rows in kept.items() for row in rows]
    while waiting:
        name, row = waiting.pop()
        for target, key in referred(name, row):
            if by_key[target][key] not in kept[target]:
                kept[target].append(by_key[target][key])
                waiting.append((target, by_key[target][key]))
    return kept


def referred(name: str, row: Record) -> Iterator[tuple[str, str]]:
    """The (table, key) pairs that a row refers to."""
    for column, spec in SCHEMA[name]["columns"].items():
        if spec["type"] == "ref" and row[column]:
            yield spec["table"], row[column]
        elif spec["type"] == "refs":
            yield from read_refs(row[column], spec)


ROWS = few_rows()
# A table that has no row yet has no cell to put wrong.
CELLS = [(name, column, spec) for name, column, spec in COLUMNS if ROWS[name]]
REQUIRED = [(name, column) for name, column, spec in CELLS if not spec.get("optional")]
OPTIONAL = [
    (name, column)
    for name, column, spec in CELLS
    if spec.get("optional") and column not in SCHEMA[name]["key"].split()
]
TYPED = [
    (name, column, value)
    for name, column, spec in CELLS
    if spec["type"] != "text"
    for value in WRONG[spec["type"]]
]


def write(path: Path, columns: list[str], rows: list[Record]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The few rows, as tables: a test that changes one writes it again as it was."""
    path = tmp_path_factory.mktemp("few")
    for name, rows in ROWS.items():
        write(path / f"{name}.csv", list(SCHEMA[name]["columns"]), rows)
    return path


@contextmanager
def holding(folder: Path, name: str, columns: list[str], rows: list[Record]) -> Iterator[Path]:
    """The folder with other rows in one table, for a while."""
    path = folder / f"{name}.csv"
    whole = path.read_bytes()
    write(path, columns, rows)
    try:
        yield path
    finally:
        path.write_bytes(whole)


def refused(folder: Path, name: str, columns: list[str], rows: list[Record]) -> TableError:
    """The error that one table, written with these rows, leads to."""
    with holding(folder, name, columns, rows) as path, pytest.raises(TableError) as caught:
        read_lists(folder, SCHEMA)
    assert caught.value.path == path
    return caught.value


def spoilt(name: str, column: str, value: str) -> tuple[list[Record], int]:
    """The rows of a table with one cell changed, and the line of that cell.

    Other tables may refer to the rows there are: where the cell is part of the key, the row that
    has it is one more.
    """
    rows = ROWS[name]
    row = {**rows[0], column: value}
    if column in SCHEMA[name]["key"].split():
        return [*rows, row], len(rows) + 2
    return [row, *rows[1:]], 2


def test_the_few_rows_are_sound_and_every_type_has_a_wrong_value(folder: Path) -> None:
    lists = read_lists(folder, SCHEMA)
    assert {name: len(rows) for name, rows in lists.items()} == {
        name: len(rows) for name, rows in ROWS.items()
    }
    assert not any("\n" in cell for rows in ROWS.values() for row in rows for cell in row.values())
    assert {spec["type"] for _, _, spec in COLUMNS} == WRONG.keys() | {"text"}


@pytest.mark.parametrize(("name", "column"), [(n, c) for n, c, _ in COLUMNS])
def test_a_table_without_one_of_its_columns_is_refused(
    name: str, column: str, folder: Path
) -> None:
    columns = [each for each in SCHEMA[name]["columns"] if each != column]
    error = refused(folder, name, columns, ROWS[name])
    assert str(error) == f"{error.path}:1: missing column '{column}'"


@pytest.mark.parametrize(("name", "column"), REQUIRED)
def test_an_empty_cell_of_a_required_column_is_refused(
    name: str, column: str, folder: Path
) -> None:
    rows, line = spoilt(name, column, "")
    error = refused(folder, name, list(rows[0]), rows)
    assert str(error) == f"{error.path}:{line}: column {column}: empty, a value is required"


@pytest.mark.parametrize(("name", "column", "value"), TYPED)
def test_a_value_of_another_type_is_refused(
    name: str, column: str, value: str, folder: Path
) -> None:
    rows, line = spoilt(name, column, value)
    error = refused(folder, name, list(rows[0]), rows)
    start = f"{error.path}:{line}: column {column}: {value!r} is not "
    assert str(error).startswith(start) and len(str(error)) > len(start)


@pytest.mark.parametrize("name", [name for name in SCHEMA if ROWS[name]])
def test_two_rows_of_one_key_are_refused(name: str, folder: Path) -> None:
    rows = [*ROWS[name], ROWS[name][0]]
    error = refused(folder, name, list(SCHEMA[name]["columns"]), rows)
    key = " / ".join(rows[0][column] for column in SCHEMA[name]["key"].split())
    assert str(error) == (f"{error.path}:{len(rows) + 1}: duplicate key {key!r}, first on line 2")


@pytest.mark.parametrize(("name", "column"), OPTIONAL)
def test_an_empty_cell_of_an_optional_column_is_read(name: str, column: str, folder: Path) -> None:
    rows, line = spoilt(name, column, "")
    with holding(folder, name, list(rows[0]), rows):
        read = read_lists(folder, SCHEMA)[name]
    assert read[line - 2][column] == "" and read[line - 2].line == line


def test_a_repeated_value_of_a_column_where_each_is_unique_is_refused(folder: Path) -> None:
    unique: list[tuple[str, str, Any]] = [c for c in COLUMNS if c[2].get("unique")]
    assert ("metiers", "code") in [(name, column) for name, column, _ in unique]
    given = [{**row, "code": "same-code"} for row in ROWS["metiers"]]
    more = {**given[0], "key": "one-more"}
    error = refused(folder, "metiers", list(more), [*given[:1], more])
    assert "duplicate key 'same-code', first on line 2" in str(error) and error.line == 3
