"""A user’s own profiles: a CSV file of métier, skill and weight, a line each, in any order.

The file streams into three arrays, 16 bytes a line, so that profiles by the million fit in memory.
"""

from __future__ import annotations

import csv
import io
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING

from iag_kg.errors import IagError, TableError
from iag_kg.matching import MatchingError, Profiles, from_arrays
from iag_kg.mobilities.closeness import Closeness, Way, by_wording, join
from iag_kg.mobilities.ranked import Listed, Ranked, Wish, searching

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Progress = Callable[[int, int], None]
COLUMNS = ("metier", "skill", "weight")
_OFTEN = 1 << 16  # lines between two words of progress; weights whose reading is remembered


def silent(done: int, total: int) -> None:
    """Tells nobody."""


def rank_own(path: Path, wish: Wish, progress: Progress = silent) -> Ranked:
    """The profiles of a file, ranked: métiers in its order, skills by name.

    Raises:
        TableError: what is wrong in the file, with its line and value.
        MatchingError: what is wished does not fit (`Search`).
        IagError: the hierarchy of skills is asked for, which such a file has none of.
    """
    if Way.HIERARCHY in wish.close:
        raise IagError(f"{path}: the skills of a file have no hierarchy; their wording can be used")
    engine = read_own(path, progress)
    closeness: Closeness | None = None
    if wish.close:
        closeness = join({Way.WORDING: by_wording(engine.skills)}, len(engine.skills))
    search = searching(engine, wish, closeness)
    return Ranked(Listed(engine.ids, engine.ids), engine, search, None, closeness, taxonomy=False)


def read_own(path: Path, progress: Progress = silent) -> Profiles:
    """The profiles of a file with the columns metier, skill and weight; others are not read.

    Args:
        progress: called with the bytes read and the size of the file, now and then.

    Raises:
        TableError: the file cannot be read; a column is absent or stands twice; a cell is empty,
            has stray blanks, or is no weight in [0, 1]; a skill stands twice in a métier.
    """
    import numpy as np

    metiers: dict[str, int] = {}
    skills: dict[str, int] = {}
    owner, held, weight = array("i"), array("i"), array("d")
    known: dict[str, float] = {}
    for line, metier, skill, text in _lines(path, progress):
        value = known.get(text)
        if value is None:
            value = _weight(path, line, text)
            if len(known) < _OFTEN:
                known[text] = value
        owner.append(metiers.setdefault(metier, len(metiers)))
        held.append(skills.setdefault(skill, len(skills)))
        weight.append(value)
    if not owner:
        raise TableError(path, None, "no row: a métier, a skill and a weight are expected")
    names = sorted(skills)
    rank = np.empty(len(names), np.int32)
    rank[[skills[name] for name in names]] = np.arange(len(names), dtype=np.int32)
    rows, columns = np.frombuffer(owner, np.int32), rank[np.frombuffer(held, np.int32)]
    starts, columns, weights = _by_row(path, rows, columns, np.frombuffer(weight), names, metiers)
    try:
        return from_arrays(list(metiers), names, starts, columns, weights)
    except MatchingError as error:
        raise TableError(path, None, str(error)) from error


def _by_row(
    path: Path,
    rows: NDArray[np.int32],
    columns: NDArray[np.int32],
    weights: NDArray[np.float64],
    skills: list[str],
    metiers: dict[str, int],
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float64]]:
    """The same by métier then by skill, with where each métier starts."""
    import numpy as np

    keys = rows.astype(np.int64) * len(skills) + columns
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    again = np.flatnonzero(keys[1:] == keys[:-1])
    if again.size:
        row, column = divmod(int(keys[again[0]]), len(skills))
        metier = next(name for name, number in metiers.items() if number == row)
        message = f"column skill: {skills[column]!r} stands twice in {metier!r}"
        raise TableError(path, _second_line(path, metier, skills[column]), message)
    starts = np.concatenate(([0], np.cumsum(np.bincount(rows, minlength=len(metiers)))))
    return starts, columns[order], weights[order]


def _second_line(path: Path, metier: str, skill: str) -> int:
    found = (line for line, *pair, _ in _lines(path, silent) if pair == [metier, skill])
    next(found)
    return next(found)


def _lines(path: Path, progress: Progress) -> Iterator[tuple[int, str, str, str]]:
    """Line, métier, skill and weight as text of every row, checked but for the weight."""
    try:
        size = path.stat().st_size
        with (
            path.open("rb") as binary,
            io.TextIOWrapper(binary, "utf-8-sig", newline="") as text,
        ):
            yield from _rows(path, text, lambda: progress(binary.tell(), size))
            progress(size, size)
    except OSError as error:
        raise TableError(path, None, f"cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise TableError(path, _undecodable(path), "not UTF-8") from error


def _rows(
    path: Path, text: IO[str], tell: Callable[[], None]
) -> Iterator[tuple[int, str, str, str]]:
    reader = csv.reader(text, strict=True)
    try:
        header = next(reader, None)
        if not header:
            raise TableError(path, None, "empty file: a header row is expected")
        for column in COLUMNS:
            if header.count(column) != 1:
                message = f"one column '{column}' is expected, found {', '.join(header)!r}"
                raise TableError(path, 1, message)
        metier, skill, weight = (header.index(column) for column in COLUMNS)
        for number, cells in enumerate(reader):
            if number % _OFTEN == 0:
                tell()
            if not cells:
                continue
            line = reader.line_num
            if len(cells) != len(header):
                message = f"{len(cells)} cells where the header has {len(header)}: {cells[0]!r}"
                raise TableError(path, line, message)
            for at in (metier, skill):
                if not cells[at] or cells[at] != cells[at].strip():
                    what = "stray blank in" if cells[at] else "empty cell"
                    raise TableError(path, line, f"column {header[at]}: {what} {cells[at]!r}")
            yield line, cells[metier], cells[skill], cells[weight]
    except csv.Error as error:
        raise TableError(path, reader.line_num, f"not valid CSV: {error}") from error


def _weight(path: Path, line: int, text: str) -> float:
    try:
        is_plain = text.isascii() and "_" not in text and text == text.strip()
        value = float(text) if is_plain else float("nan")
    except ValueError:
        value = float("nan")
    if not 0 <= value <= 1:
        raise TableError(path, line, f"column weight: {text!r} is not a number in [0, 1]")
    return value


def _undecodable(path: Path) -> int | None:
    """The first line that is not UTF-8."""
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                return number
    return None
