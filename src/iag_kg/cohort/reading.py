"""Read a cohort: a CSV of métier × headcount, and nothing about persons.

UTF-8 with or without a byte order mark, separated by commas or semicolons. Two columns: `metier`
(a label in French or English) or `code`, and `headcount` or `effectif`. Whatever else is there is
refused: a column too many may hold persons.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import NoReturn

from iag_kg.cohort.personal import fold, mask, personal_header, personal_value
from iag_kg.errors import IagError, TableError

_WHICH = ("metier", "code")
_HOW_MANY = ("headcount", "effectif", "effectifs")
_WHOLE = re.compile(r"0|[1-9][0-9]{0,6}")
_LONGEST = 5_000_000
_TOLD = 20
_ALIKE = 0.6
_FEW = 500  # names: among more, only those that are alike as a whole are looked at
_ADVICE = "a cohort holds no data on persons"


def read_cohort(
    path: Path, known: Mapping[str, str], unassessed: Collection[str] = (), elsewhere: str = ""
) -> dict[str, int]:
    """The headcount of each métier of a file, by code, in the order of the file.

    Args:
        path: the CSV file.
        known: the code of each métier by any of its names; case and accents do not count.
        unassessed: names of métiers that have no profile, to say so.
        elsewhere: where unknown métiers may be known, said once at the end if there are any.

    Raises:
        TableError, IagError: the file cannot be read, has a column too many or too few, holds what
            looks like data on persons (then masked), an unknown métier, one twice, or a headcount
            that is not a whole number. File, line and value are named; all faults of cells at once.
    """
    rows = _rows(path, _text(path))
    _, header = next(rows, (1, []))
    which, how_many = _columns(path, header)
    names = {fold(name): code for name, code in known.items()}
    vocabulary = {word for name in names for word in re.findall(r"\w+", name)}
    told = [name for name in known if "://" not in name]
    faults: list[str] = []
    is_known = True
    lines: dict[str, int] = {}
    found: dict[str, int] = {}
    for line, cells in rows:
        if len(cells) != len(header):
            faults.append(f"{path}:{line}: {len(cells)} cell(s) instead of {len(header)}")
            continue
        name, number = cells[which].strip(), cells[how_many].strip()
        code = names.get(fold(name))
        if code is None:
            said = _unknown(name, told, {fold(each) for each in unassessed}, vocabulary)
            faults.append(f"{path}:{line}: {said}")
            is_known = is_known and not name
        elif code in lines:
            faults.append(f"{path}:{line}: {name!r} is on line {lines[code]} already")
        if not _WHOLE.fullmatch(number):
            faults.append(f"{path}:{line}: {_not_whole(number, header[how_many], vocabulary)}")
        elif code is not None and code not in lines:
            lines[code], found[code] = line, int(number)
    if faults:
        more = len(faults) - _TOLD
        told_last = [f"and {more} more"] if more > 0 else []
        if elsewhere and not is_known:
            told_last.append(elsewhere)
        raise IagError("\n".join(faults[:_TOLD] + told_last))
    if not found:
        raise TableError(path, None, "no row: a line a métier expected below the header")
    return found


def _text(path: Path) -> str:
    if path.is_dir():
        raise TableError(path, None, "a folder, not a CSV file")
    try:
        if path.stat().st_size > _LONGEST:
            raise TableError(path, None, f"larger than {_LONGEST:,} bytes: not a cohort")
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise TableError(path, None, f"cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        byte = error.object[error.start]
        raise TableError(path, line, f"not UTF-8 (byte {byte:#04x})") from error


def _rows(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not empty, each with the line on which it begins."""
    first = text.lstrip().partition("\n")[0]
    separator = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise TableError(path, line, f"not valid CSV: {error}") from error


def _columns(path: Path, header: list[str]) -> tuple[int, int]:
    """Where the métier and the headcount stand."""
    places: dict[str, int] = {}
    for place, name in enumerate(header):
        folded = fold(name)
        kind = "which" if folded in _WHICH else "how many" if folded in _HOW_MANY else ""
        if not kind:
            _refuse_column(path, name, place)
        if kind in places:
            raise TableError(
                path, 1, f"two columns for one thing: {header[places[kind]]!r}, {name!r}"
            )
        places[kind] = place
    for kind, accepted in (("which", _WHICH), ("how many", _HOW_MANY[:2])):
        if kind not in places:
            raise TableError(path, 1, f"no column {' or '.join(map(repr, accepted))}")
    return places["which"], places["how many"]


def _refuse_column(path: Path, name: str, place: int) -> NoReturn:
    known = "'metier' (or 'code') and 'headcount' (or 'effectif') only"
    if not name.strip():
        raise TableError(path, 1, f"column {place + 1} has no name; {known}")
    if kind := personal_header(name):
        raise TableError(path, 1, f"column {name!r} looks like {kind}: {_ADVICE}; {known}")
    if kind := personal_value(name, ()):
        raise TableError(path, 1, f"header {mask(name)} may be {kind}: {_ADVICE}; {known}")
    raise TableError(path, 1, f"unknown column {name!r}; {known}")


def _unknown(
    name: str, known: Collection[str], unassessed: Collection[str], vocabulary: Collection[str]
) -> str:
    """Why a name is refused, without showing what may be of a person."""
    if not name:
        return "no métier"
    if fold(name) in unassessed:
        return f"{name!r} has no profile: the sources name it without assessing its skills"
    if kind := personal_value(name, vocabulary):
        return f"{mask(name)} is no métier known here and may be {kind}: {_ADVICE}"
    if len(known) > _FEW:
        known = difflib.get_close_matches(fold(name), known, 20, _ALIKE)
    near = sorted(known, key=lambda each: (-_likeness(fold(name), fold(each)), each))[:3]
    near = [each for each in near if _likeness(fold(name), fold(each)) >= _ALIKE]
    hint = f"; did you mean {', '.join(repr(each) for each in near)}?" if near else ""
    return f"no métier answers to {name!r}{hint}"


def _likeness(name: str, other: str) -> float:
    """How alike two names are, from 0 to 1; the beginning of a longer one is like it too."""
    whole = difflib.SequenceMatcher(None, name, other).ratio()
    return max(whole, 0.95 * difflib.SequenceMatcher(None, name, other[: len(name)]).ratio())


def _not_whole(number: str, column: str, vocabulary: Collection[str]) -> str:
    if not number:
        return f"column {column!r} is empty: a whole number expected, 0 or more"
    if kind := personal_value(number, vocabulary):
        return f"column {column!r}: {mask(number)} may be {kind}: {_ADVICE}"
    return f"column {column!r}: {number!r} is not a whole number, 0 or more, of at most 7 digits"
