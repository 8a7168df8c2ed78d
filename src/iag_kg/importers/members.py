"""The files of a folder or of a ZIP archive, by name, opened alike."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from iag_kg.errors import IagError, TableError

_LARGEST = 2_000_000_000  # bytes of one archive, unpacked


@dataclass(frozen=True)
class Member:
    """One file of a release: where it stands, its size, and how it is opened."""

    path: Path
    size: int
    open: Callable[[], IO[bytes]]


@contextmanager
def open_members(place: Path) -> Iterator[dict[str, Member]]:
    """The CSV and text files of a folder, two levels deep, or of a ZIP archive.

    Raises:
        IagError: there is no such place, or it is neither a folder nor a ZIP archive.
        TableError: two files of one name, or an archive that unpacks to more than two gigabytes.
    """
    if place.is_dir():
        paths = [path for pattern in ("*", "*/*") for path in place.glob(pattern)]
        files = [path for path in paths if path.is_file()]
        yield _by_name(place, [Member(p, p.stat().st_size, _opener(p)) for p in files])
        return
    if not place.exists():
        raise IagError(f"{place}: no such folder or archive")
    if not zipfile.is_zipfile(place):
        raise IagError(f"{place}: neither a folder nor a ZIP archive")
    with zipfile.ZipFile(place) as archive:
        inside = [info for info in archive.infolist() if not info.is_dir()]
        if sum(info.file_size for info in inside) > _LARGEST:
            raise TableError(place, None, "unpacks to more than two gigabytes: refused")
        members = [
            Member(place / info.filename, info.file_size, _unpacker(archive, info))
            for info in inside
        ]
        yield _by_name(place, members)


def _opener(path: Path) -> Callable[[], IO[bytes]]:
    def opened() -> IO[bytes]:
        try:
            return path.open("rb")
        except OSError as error:
            raise TableError(path, None, f"cannot be read ({error.strerror})") from error

    return opened


def _unpacker(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], IO[bytes]]:
    def opened() -> IO[bytes]:
        try:
            return archive.open(info)
        except (RuntimeError, NotImplementedError) as error:  # a password, an unknown method
            path = Path(str(archive.filename)) / info.filename
            raise TableError(path, None, f"cannot be unpacked ({error})") from error

    return opened


def _by_name(place: Path, members: Sequence[Member]) -> dict[str, Member]:
    found: dict[str, Member] = {}
    for member in members:
        if member.path.suffix.casefold() in (".csv", ".txt"):
            other = found.setdefault(member.path.name, member)
            if other is not member:
                both = f"{other.path} and {member.path}"
                raise TableError(place, None, f"two files of one name: {both}")
    return found
