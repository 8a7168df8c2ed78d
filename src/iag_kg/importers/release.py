"""What a publisher hands out: a folder or a ZIP archive of CSV files, read row by row.

Rows come as tuples of the columns asked for, with the line on which they begin, so that a relation
file of a hundred thousand rows is read in a second and never held whole.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, NoReturn

from iag_kg.errors import TableError
from iag_kg.importers.members import Member, open_members

Progress = Callable[[str, float], None]

_EVERY = 4000  # rows between two words to `progress`
_LONGEST_CELL = 16_000_000


@dataclass(frozen=True)
class FileRead:
    """A file that an import read to its end: name, rows below the header, SHA-256 of its bytes."""

    name: str
    rows: int
    sha256: str


@dataclass(frozen=True)
class Cells:
    """The cells asked for of one row, and where the row begins."""

    path: Path
    line: int
    values: tuple[str, ...]

    def fail(self, message: str) -> NoReturn:
        """Raise a TableError that points at this row."""
        raise TableError(self.path, self.line, message)


@dataclass
class Release:
    """The files of a folder or archive by name, and those read so far."""

    place: Path
    members: dict[str, Member]
    progress: Progress
    files: list[FileRead] = field(default_factory=list)

    def names(self, pattern: str) -> dict[str, str]:
        """The names of the files that match, by the first group of the pattern (case ignored).

        Raises:
            TableError: two files answer to the same group, as in a folder of two releases.
        """
        found: dict[str, str] = {}
        for name in sorted(self.members):
            if match := re.fullmatch(pattern, name, re.IGNORECASE):
                key = match[1].casefold()
                if key in found:
                    both = f"'{found[key]}' and '{name}'"
                    raise TableError(self.place, None, f"two files for one table: {both}")
                found[key] = name
        return found

    def text(self, name: str) -> str:
        """The text of a small file, UTF-8 or else Latin-1."""
        member = self.members[name]
        with member.open() as raw:
            content = raw.read(1_000_000)
        self.files.append(FileRead(name, content.count(b"\n"), hashlib.sha256(content).hexdigest()))
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            return content.decode("latin-1")

    def not_utf8(self, name: str) -> Cells | None:
        """The first line of a file that is not UTF-8, without cells; None where all is UTF-8."""
        line, _ = _first_bad_line(self.members[name])
        return None if line is None else Cells(self.members[name].path, line, ())

    def rows(
        self, name: str, *columns: str, ragged: bool = False, encoding: str = "utf-8-sig"
    ) -> Iterator[Cells]:
        """The rows of a CSV file, UTF-8 with or without BOM; a column with `?` may be absent.

        Args:
            ragged: rows may end before the header does, as some publishers' exports do; the cells
                that are missing are empty.

        Raises:
            TableError: not UTF-8, not CSV, a column is missing or stands twice, a row has more or
                fewer cells than the header; the message names file, line and value.
        """
        member = self.members[name]
        with member.open() as opened:
            watched = _Watched(opened)
            text = io.TextIOWrapper(io.BufferedReader(watched), encoding=encoding, newline="")
            reader = csv.reader(text, strict=True)
            count = 0
            try:
                header = next(reader, None)
                if not header:
                    _fail(member, None, "empty file: a header row is expected")
                width, places = len(header), _places(member, header, columns)
                end = reader.line_num
                for cells in reader:
                    line, end = end + 1, reader.line_num
                    if not cells:
                        continue
                    if ragged and len(cells) < width:
                        cells += [""] * (width - len(cells))
                    if len(cells) != width:
                        message = f"{len(cells)} cells where the header has {width}"
                        _fail(member, line, f"{message}: {cells[0][:80]!r}")
                    count += 1
                    if count % _EVERY == 0:
                        self.progress(name, watched.position / (member.size or 1))
                    yield Cells(
                        member.path, line, tuple("" if p is None else cells[p] for p in places)
                    )
            except csv.Error as error:
                raise TableError(member.path, reader.line_num, f"not valid CSV: {error}") from error
            except UnicodeDecodeError as error:
                bad, byte = _first_bad_line(member)
                raise TableError(member.path, bad, f"not UTF-8: byte {byte!r}") from error
            except (zipfile.BadZipFile, EOFError) as error:
                raise TableError(member.path, None, f"archive damaged: {error}") from error
            self.progress(name, 1.0)
            self.files.append(FileRead(name, count, watched.digest.hexdigest()))


@contextmanager
def open_release(place: Path, progress: Progress) -> Iterator[Release]:
    """The CSV and text files of a folder (two levels deep) or of a ZIP archive.

    Raises:
        IagError: see `open_members`.
    """
    before = csv.field_size_limit(_LONGEST_CELL)  # of the whole process: put back afterwards
    try:
        with open_members(place) as members:
            yield Release(place, members, progress)
    finally:
        csv.field_size_limit(before)


def _places(
    member: Member, header: Sequence[str], columns: Sequence[str]
) -> tuple[int | None, ...]:
    places: list[int | None] = []
    for column in columns:
        name = column.removesuffix("?")
        times = header.count(name)
        if times > 1:
            _fail(member, 1, f"column '{name}' stands twice")
        if not times and not column.endswith("?"):
            _fail(member, 1, f"missing column '{name}'; columns here: {', '.join(header)[:300]}")
        places.append(header.index(name) if times else None)
    return tuple(places)


def _fail(member: Member, line: int | None, message: str) -> NoReturn:
    raise TableError(member.path, line, message)


def _first_bad_line(member: Member) -> tuple[int | None, bytes]:
    with member.open() as raw:
        for number, line in enumerate(raw, 1):
            try:
                line.decode()
            except UnicodeDecodeError as error:
                return number, line[error.start : error.end]
    return None, b""


class _Watched(io.RawIOBase):
    """Bytes as they are read, counted and hashed on the way."""

    def __init__(self, raw: IO[bytes]) -> None:
        self.raw, self.position, self.digest = raw, 0, hashlib.sha256()

    def readable(self) -> bool:
        """Always: it is made to be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill `buffer` with the next bytes; 0 at the end."""
        content = self.raw.read(len(buffer))
        buffer[: len(content)] = content
        self.position += len(content)
        self.digest.update(content)
        return len(content)
