"""Where rows were read: a section that `sections.csv` knows, and lines inside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from iag_kg.tables.rows import Row

Sections = Mapping[tuple[str, str], Row]


def sections_by_place(rows: Sequence[Row]) -> Sections:
    """The rows of `sections.csv` by source and section."""
    return {(row["source"], row["section"]): row for row in rows}


def line_ranges(lines: str) -> Iterator[tuple[int, int]]:
    """The (first, last) lines of a cell of lines, both included."""
    for part in lines.split(", "):
        first, _, last = part.partition("-")
        yield int(first), int(last or first)


def check_place(row: Row, sections: Sections, source: str, section: str) -> None:
    """The lines of `row` must lie inside the section named.

    Raises:
        TableError: no such section, a range that runs backwards, or lines outside.
    """
    if (source, section) not in sections:
        row.fail(f"column section: {section!r} is no section of {source} in sections.csv")
    limits = list(line_ranges(sections[source, section]["lines"]))
    for first, last in line_ranges(row["lines"]):
        if first > last:
            row.fail(f"column lines: '{first}-{last}' runs backwards")
        if not any(start <= first and last <= end for start, end in limits):
            where = sections[source, section]["lines"]
            row.fail(f"column lines: {row['lines']!r} is not inside section {section}, {where}")


def check_partition(rows: Sequence[Row]) -> None:
    """The sections of a source must follow one another, without hole or overlap.

    Raises:
        TableError: a section that does not begin where the one above ends.
    """
    ends: dict[str, int] = {}
    for row in rows:
        (first, last), *more = line_ranges(row["lines"])
        expected = ends.get(row["source"], 0) + 1
        if more or first != expected or last < first:
            row.fail(f"column lines: {row['lines']!r} does not begin at line {expected}")
        ends[row["source"]] = last
