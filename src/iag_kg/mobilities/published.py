"""The mobilities that experts published: for the bench alone, never for the score."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from iag_kg.errors import NotFoundError, TableError
from iag_kg.mobilities.register import Graph, Register

COLUMNS = ("code_rome", "code_rome_cible")
_CODE = re.compile(r"[A-Z]\d{4}")


@dataclass(frozen=True)
class Links:
    """Pairs of ranks, sorted, without repetition; and how many rows were left aside, by reason."""

    pairs: list[tuple[int, int]]
    left: dict[str, int] = field(default_factory=dict)


def stored_links(store: ox.Store, register: Register) -> Links:
    """The mobilities that the release in the store publishes.

    Raises:
        NotFoundError: it publishes none.
    """
    graph = Graph(store, "rome")
    rank = {code: number for number, code in enumerate(register.codes)}
    places = {metier: rank[code] for metier, code in graph.codes().items()}
    ends = dict(graph.pairs("iag:toMetier"))
    pairs = {(places[start], places[ends[move]]) for move, start in graph.pairs("iag:fromMetier")}
    if not pairs:
        raise NotFoundError(
            "the ROME of this store holds no published mobility; give them with --development FILE"
        )
    return Links(sorted(pairs))


def read_links(path: Path, register: Register) -> Links:
    """The mobilities of a CSV file with the columns code_rome and code_rome_cible.

    As in an import, a row that names a métier that the store lacks, that leads a métier to itself
    or that stands twice is counted and left aside.

    Raises:
        TableError: the file cannot be read, a column is missing, a row or a code is ill-formed,
            no row is left.
    """
    rank = {code: number for number, code in enumerate(register.codes)}
    pairs: set[tuple[int, int]] = set()
    left = {"absent-metier": 0, "itself": 0, "repeated": 0}
    for line, codes in _rows(path):
        for column, code in zip(COLUMNS, codes, strict=True):
            if not _CODE.fullmatch(code):
                raise TableError(path, line, f"column {column}: {code!r} is not a ROME code")
        if not set(codes) <= set(rank):
            left["absent-metier"] += 1
            continue
        pair = (rank[codes[0]], rank[codes[1]])
        if pair[0] == pair[1]:
            left["itself"] += 1
        elif pair in pairs:
            left["repeated"] += 1
        else:
            pairs.add(pair)
    if not pairs:
        raise TableError(path, None, "no link between two métiers that the store holds")
    return Links(sorted(pairs), {reason: n for reason, n in left.items() if n})


def _rows(path: Path) -> list[tuple[int, tuple[str, str]]]:
    found = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = next(reader, [])
            for column in COLUMNS:
                if header.count(column) != 1:
                    message = f"one column '{column}' is expected; columns: {', '.join(header)}"
                    raise TableError(path, 1, message[:300])
            first, second = (header.index(column) for column in COLUMNS)
            for cells in reader:
                if not cells:
                    continue
                if len(cells) != len(header):
                    message = f"{len(cells)} cells where the header has {len(header)}"
                    raise TableError(path, reader.line_num, message)
                found.append((reader.line_num, (cells[first], cells[second])))
    except OSError as error:
        raise TableError(path, None, f"cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise TableError(path, None, f"not UTF-8 ({error.reason})") from error
    except csv.Error as error:
        raise TableError(path, reader.line_num, f"not valid CSV: {error}") from error
    return found
