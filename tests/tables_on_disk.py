"""Copies of the project's tables, for tests that spoil or shorten them."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from iag_kg.paths import resources

Record = dict[str, str]
# Two tables of two kinds, 13 métiers: the smallest real data that uses every part of the build.
SMALL = {
    "banque-4-9-producteurs-ia.csv": "banque-producteurs-ia",
    "banque-4-10-management.csv": "banque-management",
}

# The tables that a build of the printed matrices needs; of the others the header is enough.
KEPT = {
    "families",
    "gates",
    "harmonisation",
    "labels",
    "matrices",
    "metiers",
    "sections",
    "sectors",
    "skill-categories",
    "skills",
    "sources",
}


def copy_tables(folder: Path) -> Path:
    """The project's own tables, in `folder`."""
    shutil.copytree(resources() / "data", folder)
    return folder


def copy_small_tables(folder: Path) -> Path:
    """The tables of sections 4.9 and 4.10 alone, with the lists they need."""
    copy_tables(folder)
    families = set(SMALL.values())
    rewrite(folder / "matrices.csv", lambda row: row["file"] in SMALL)
    rewrite(folder / "harmonisation.csv", lambda row: row["family"] in families)
    rewrite(folder / "families.csv", lambda row: row["key"] in families)
    rewrite(folder / "metiers.csv", lambda row: row["family"] in families)
    linked = {row["skill"] for row in records(folder / "harmonisation.csv")}
    rewrite(folder / "skills.csv", lambda row: row["key"] in linked)
    for path in folder.glob("*.csv"):
        if path.stem not in KEPT:
            header = path.read_text(encoding="utf-8").splitlines()[0]
            path.write_text(f"{header}\n", encoding="utf-8")
    rewrite(folder / "sources.csv", lambda row: row["key"] == "banque-iag", unpublished)
    for name in ("sectors", "sections"):
        rewrite(folder / f"{name}.csv", lambda row: row["source"] == "banque-iag")
    kept = (folder / f"{name}.csv" for name in KEPT - {"sections"})
    read = {row.get("section") for path in kept for row in records(path)}
    rewrite(
        folder / "sections.csv", change=lambda row: row if row["section"] in read else silent(row)
    )
    return folder


def silent(row: Record) -> Record:
    """A section of which nothing is kept, saying so."""
    return {**row, "reason_fr": "Rien n’en est gardé ici.", "reason_en": "Nothing kept here."}


def unpublished(row: Record) -> Record:
    return {**row, "publisher": ""}


def records(path: Path) -> list[Record]:
    """The rows of a CSV file, read with nothing but the standard library."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rewrite(
    path: Path,
    keep: Callable[[Record], bool] = lambda row: True,
    change: Callable[[Record], Mapping[str, str]] = lambda row: row,
) -> None:
    """Write a CSV file again with some of its rows, changed."""
    rows = [change(row) for row in records(path) if keep(row)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def edit(path: Path, old: str, new: str) -> int:
    """Replace the first `old` of a file, which must be there; the line where it stood."""
    text = path.read_text(encoding="utf-8")
    before, found, after = text.partition(old)
    assert found, f"{path} does not hold {old!r}"
    path.write_text(before + new + after, encoding="utf-8")
    return before.count("\n") + 1


@dataclass(frozen=True)
class Spoilt:
    """A table put wrong: how, where the error must point, and what its message must hold."""

    promise: str
    file: str
    spoil: Callable[[Path], int | None]
    message: str

    def __str__(self) -> str:
        return self.promise


def replacing(old: str, new: str) -> Callable[[Path], int]:
    return lambda path: edit(path, old, new)


def dropping(column: str) -> Callable[[Path], int]:
    def drop(path: Path) -> int:
        rewrite(path, change=lambda row: {k: v for k, v in row.items() if k != column})
        return 1

    return drop


def adding(line: str) -> Callable[[Path], int]:
    def add(path: Path) -> int:
        text = path.read_text(encoding="utf-8") + line + "\n"
        path.write_text(text, encoding="utf-8")
        return text.count("\n")

    return add


def holding(content: bytes, line: int | None) -> Callable[[Path], int | None]:
    def hold(path: Path) -> int | None:
        path.write_bytes(content)
        return line

    return hold


def in_latin_1(path: Path) -> int:
    text = path.read_text(encoding="utf-8").replace("’", "'").replace("œ", "oe")
    before = text.encode("ascii", "replace").partition(b"?")[0]
    path.write_bytes(text.encode("latin-1", "replace"))
    return before.count(b"\n") + 1


def as_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def missing(path: Path) -> None:
    path.unlink()


def repeating(path: Path) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return adding(lines[1])(path)


def adding_column(column: str) -> Callable[[Path], int]:
    def add(path: Path) -> int:
        rewrite(path, change=lambda row: {**row, column: ""})
        return 1

    return add


def relocating(column: str, value: str) -> Callable[[Path], int]:
    """Give another `column` to the first row, whatever it says now."""

    def relocate(path: Path) -> int:
        first = records(path)[0]
        rewrite(path, change=lambda row: {**row, column: value} if row == first else row)
        return 2

    return relocate
