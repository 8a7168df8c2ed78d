"""The first sheet of an XLSX workbook, row by row, with nothing but the standard library.

Formulas are not computed: the value that the workbook keeps beside them is read.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

from iag_kg.errors import TableError
from iag_kg.importers.release import Cells, FileRead, Progress

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINKS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_LINK_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_LARGEST = 500_000_000
_EVERY = 500


def read_sheet(path: Path, progress: Progress, *columns: str) -> Iterator[Cells]:
    """The rows of the first sheet below its header, for the columns asked for; empty rows skipped.

    Raises:
        TableError: no such file, not a workbook, a column is missing or stands twice.
    """
    if not path.is_file():
        raise TableError(
            path, None, "a folder, not a workbook" if path.is_dir() else "no such file"
        )
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(info.file_size for info in archive.infolist()) > _LARGEST:
                raise TableError(path, None, "unpacks to more than 500 megabytes: refused")
            shared = _shared_strings(archive)
            sheet = _first_sheet(archive)
            places: list[str] | None = None
            with archive.open(sheet) as raw:
                size = archive.getinfo(sheet).file_size or 1
                for number, cells in _rows(raw, shared):
                    if places is None:
                        places = _places(path, number, cells, columns)
                        continue
                    if number % _EVERY == 0:
                        progress(path.name, raw.tell() / size)
                    values = tuple(cells.get(place, "") for place in places)
                    if any(values):
                        yield Cells(path, number, values)
            if places is None:
                raise TableError(path, None, "the first sheet is empty")
            progress(path.name, 1.0)
    except (zipfile.BadZipFile, ElementTree.ParseError, KeyError, ValueError, IndexError) as error:
        raise TableError(path, None, f"not an XLSX workbook that can be read: {error}") from error


def file_read(path: Path, rows: int) -> FileRead:
    """What provenance says of the workbook."""
    return FileRead(path.name, rows, hashlib.sha256(path.read_bytes()).hexdigest())


def _first_sheet(archive: zipfile.ZipFile) -> str:
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    sheet = next(book.iter(f"{_MAIN}sheet")).attrib[_LINK_ID]
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {
        link.attrib["Id"]: link.attrib["Target"] for link in links.iter(f"{_LINKS}Relationship")
    }
    return f"xl/{targets[sheet].removeprefix('/xl/')}"


def _shared_strings(archive: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    strings: list[str] = []
    with archive.open("xl/sharedStrings.xml") as raw:
        for _, element in ElementTree.iterparse(raw):
            if element.tag == f"{_MAIN}si":
                # Phonetic runs (rPh) repeat the text in another script.
                runs = [*element.findall(f"{_MAIN}t"), *element.findall(f"{_MAIN}r/{_MAIN}t")]
                strings.append("".join(run.text or "" for run in runs))
                element.clear()
    return strings


def _rows(raw: IO[bytes], shared: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and cells by column letters of each row."""
    count = 0
    for _, element in ElementTree.iterparse(raw):
        if element.tag != f"{_MAIN}row":
            continue
        count += 1
        cells: dict[str, str] = {}
        for cell in element:
            place = re.match(r"[A-Z]+", cell.attrib["r"])
            value = _value(cell, shared)
            if place and value:
                cells[place[0]] = value
        yield int(element.attrib.get("r", count)), cells
        element.clear()


def _value(cell: ElementTree.Element, shared: list[str]) -> str:
    if cell.attrib.get("t") == "inlineStr":
        return "".join(text.text or "" for text in cell.iter(f"{_MAIN}t"))
    value = cell.findtext(f"{_MAIN}v") or ""
    return shared[int(value)] if cell.attrib.get("t") == "s" and value else value


def _places(path: Path, line: int, header: dict[str, str], columns: tuple[str, ...]) -> list[str]:
    names = list(header.values())
    for column in columns:
        if names.count(column) != 1:
            wrong = "stands twice" if column in names else "is missing"
            listing = ", ".join(names)[:300]
            raise TableError(path, line, f"column '{column}' {wrong}; columns here: {listing}")
    return [next(place for place, name in header.items() if name == column) for column in columns]
