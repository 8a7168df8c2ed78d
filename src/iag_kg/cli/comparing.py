"""`passerelles --store` and `--profiles`: what is asked of the engine, checked, ranked, written."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING

from iag_kg.cli.importing import bars
from iag_kg.cli.naming import find_code
from iag_kg.cli.output import Format, Language, print_table
from iag_kg.cli.ranking import columns, print_from, print_pair, rows_of
from iag_kg.errors import IagError

if TYPE_CHECKING:
    from iag_kg.mobilities import Ranked, Wish

ALL = "all"


class By(StrEnum):
    """What ranks."""

    SCORE = "score"
    COVERAGE = "coverage"
    AFFINITY = "affinity"


class Close(StrEnum):
    """How a skill may stand in for another."""

    HIERARCHY = "hierarchy"
    WORDING = "wording"


class Direction(StrEnum):
    """Whether destinations are ranked, or origins."""

    FROM = "from"
    TO = "to"


def wished(
    by: By | None,
    rare: bool,
    close: list[Close],
    least: float | None,
    direction: Direction,
    scored: bool,
) -> Wish:
    """How métiers are to be ranked.

    Args:
        scored: they have a score of their own, as ROME has, which ranks unless told otherwise.

    Raises:
        IagError: options that do not go together.
    """
    from iag_kg import matching, mobilities

    if rare and scored and by in (None, By.SCORE):
        raise IagError("--rare weighs coverage or affinity: add --by coverage or --by affinity")
    if close and (by is By.AFFINITY or (scored and by in (None, By.SCORE))):
        raise IagError("--close softens coverage alone: add --by coverage")
    return mobilities.Wish(
        mobilities.By(by or By.SCORE),
        rare,
        tuple(mobilities.Way(way) for way in sorted(set(close))),
        least or 0.0,
        matching.Direction(direction),
    )


def rank_store(
    store: Path, taxonomy: str, language: Language, wish: Wish, without_code: bool
) -> tuple[Ranked, Callable[[str], str]]:
    """A taxonomy of a store, and what gives the code of a métier by what a person calls it.

    Raises:
        IagError: there is no such store, or it does not hold the taxonomy; the function raises it
            where no métier or several answer to a name.
    """
    from iag_kg.mobilities import read_ranked
    from iag_kg.plans import read_other_names
    from iag_kg.stored import open_store

    graph = open_store(store)
    ranked = read_ranked(graph, taxonomy, language, wish, without_code=without_code)
    codes = dict(zip(ranked.profiles.metiers, ranked.profiles.codes, strict=True))
    labels = {code: [ranked.names.get(iri, code)] for iri, code in codes.items()}

    def others() -> list[tuple[str, str]]:
        known = read_other_names(graph, taxonomy)
        return [(other, iri.rpartition("/")[2]) for other, iri in known]

    def find(name: str) -> str:
        local = name.rpartition("/")[2] if "://" in name else name  # ranked métiers are local names
        return find_code(local, taxonomy, codes, labels, others)

    return ranked, find


def rank_file(file: Path, wish: Wish) -> Ranked:
    """The profiles of a file, with a bar while it is read.

    Raises:
        IagError: what is wrong in the file, with its line.
    """
    from iag_kg.mobilities import rank_own

    with bars() as tell:
        return rank_own(file, wish, lambda done, size: tell(file.name, done / max(1, size)))


def show(
    ranked: Ranked,
    metier: str,
    to: str | None,
    top: int,
    explain: bool,
    output: Path | None,
    language: Language,
    form: Format,
) -> None:
    """Print what is asked, or write it to a file."""
    if metier != ALL and to is None:
        print_from(ranked, metier, top, language, form)
    elif metier != ALL:
        print_pair(ranked, metier, to or "", top if explain else 0, language, form)
    elif output is not None:
        with whole_file(output) as file:
            _write(ranked, top, file)
    elif form is Format.CSV:
        _write(ranked, top, sys.stdout)
    else:
        print_table(columns(ranked), rows_of(ranked.every(top)), form)


def _write(ranked: Ranked, top: int, file: IO[str]) -> None:
    """All pairs as CSV: a taxonomy to six places, a user’s profiles as the engine streams them."""
    from dataclasses import replace

    from iag_kg.export import to_csv
    from iag_kg.matching import neighbours, write_csv

    if ranked.taxonomy:
        file.write(to_csv(columns(ranked), rows_of(ranked.every(top))).decode())
        return
    search = replace(ranked.search, top=top)
    with bars() as tell:
        found = neighbours(ranked.engine, search, progress=_share(tell))
        write_csv(file, ranked.engine, search, found)


def _share(tell: Callable[[str, float], None]) -> Callable[[int, int], None]:
    return lambda done, total: tell("passerelles", done / total)


@contextmanager
def whole_file(path: Path) -> Iterator[IO[str]]:
    """A file that takes its name once it is whole; what bore the name before stays until then.

    Raises:
        IagError: it cannot be written.
    """
    if path.is_dir():
        raise IagError(f"{path}: a folder, not a file to write")
    if path.exists() and not path.is_file():
        raise IagError(f"{path}: a device or a pipe, not a file to write")
    whole = path.resolve()  # a link stays one
    partial = whole.with_name(f".{whole.name}.partial")
    try:
        with partial.open("w", encoding="utf-8", newline="") as file:
            yield file
        os.replace(partial, whole)
    except OSError as error:
        raise IagError(f"{path}: cannot be written ({error.strerror})") from error
    finally:
        with suppress(OSError):
            partial.unlink()
