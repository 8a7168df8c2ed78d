"""A store built aside and swapped in by a rename: a failure leaves the old one as it was."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from iag_kg.errors import IagError


def is_store(path: Path) -> bool:
    """Whether a folder holds a store; looking leaves no trace, opening a folder would."""
    return (path / "CURRENT").is_file()


@contextmanager
def aside(path: Path) -> Iterator[Path]:
    """An empty folder beside the store, for one piece of work alone, gone when it ends.

    A small store in it serves as the lock: unlike a file, its lock dies with the process.

    Raises:
        IagError: the path is taken by something else, cannot be written, or work is under way.
    """
    if path.exists() and not is_store(path) and (path.is_file() or any(path.iterdir())):
        raise IagError(f"{path}: neither a store nor an empty folder")
    folder = _folder(path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        guard = ox.Store(str(folder / "guard"))
    except OSError as error:
        if "lock" in str(error).casefold():
            raise IagError(f"{path}: another import is at work on this store") from error
        raise IagError(f"{path}: cannot be written ({error})") from error
    try:
        recover(path)
        for leftover in folder.iterdir():
            if leftover.name != "guard":
                shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
        yield folder
    except OSError as error:
        raise IagError(f"{error.filename or path}: cannot be read or written ({error})") from error
    finally:
        del guard
        # A swap that stopped half-way has its old store in the folder.
        recover(path)
        shutil.rmtree(folder, ignore_errors=True)


def swap(fresh: Path, path: Path, folder: Path) -> None:
    """Put the new store where the old one stands."""
    if path.exists():
        path.rename(folder / "old")
    fresh.rename(path)


def recover(path: Path) -> None:
    """After a crash between the two renames of a swap, put the old store back."""
    old = _folder(path) / "old"
    if not path.exists() and is_store(old):
        old.rename(path)


def _folder(path: Path) -> Path:
    return path.absolute().parent / f".{path.absolute().name}.importing"
