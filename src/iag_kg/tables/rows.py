"""Rows that know where they stand, read from a CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from iag_kg.errors import TableError


@dataclass(frozen=True)
class Row:
    """One row of a table: its cells by column, and where it stands."""

    path: Path
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def fail(self, message: str) -> NoReturn:
        """Raise a TableError that points at this row."""
        raise TableError(self.path, self.line, message)


def split(cell: str) -> list[str]:
    """The values of a cell that holds several, separated by ` | `."""
    return [value.strip() for value in cell.split("|") if value.strip()]


def read_csv(path: Path, columns: Mapping[str, Any] | None = None) -> Iterator[Row]:
    """The rows of a CSV file; with `columns`, its header must be exactly those."""
    if path.is_dir():
        raise TableError(path, None, "a folder, not a table")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise TableError(path, None, f"cannot be read ({error.strerror})") from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        value = content[error.start : error.end]
        raise TableError(path, line, f"not UTF-8: byte {value!r}") from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, None)
        if not header:
            raise TableError(path, None, "empty file: a header row is expected")
        _check_header(path, header, columns)
        for cells in reader:
            line = reader.line_num
            if not cells:
                continue
            if len(cells) != len(header):
                message = f"{len(cells)} cells where the header has {len(header)}"
                raise TableError(path, line, f"{message}: {cells[0]!r}")
            for column, cell in zip(header, cells, strict=True):
                if cell != cell.strip() or "\x00" in cell:
                    raise TableError(path, line, f"column {column}: stray blank in {cell!r}")
            yield Row(path, line, dict(zip(header, cells, strict=True)))
    except csv.Error as error:
        raise TableError(path, reader.line_num, f"not valid CSV: {error}") from error


def _check_header(path: Path, header: Sequence[str], columns: Mapping[str, Any] | None) -> None:
    for column in header:
        if header.count(column) > 1:
            raise TableError(path, 1, f"column '{column}' stands twice")
    if columns is None:
        return
    for column in columns:
        if column not in header:
            raise TableError(path, 1, f"missing column '{column}'")
    for column in header:
        if column not in columns:
            raise TableError(path, 1, f"unknown column '{column}'; known: {' '.join(columns)}")
