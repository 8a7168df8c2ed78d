"""Taxonomies of others, taken in from their publishers' own downloads, each in its own graph.

release         the files of a folder, an archive; sheet: a workbook
draft           what an import states, line by line; defects: what it counts
rome  esco ilo  one publisher each
comparison      what a newer release changes
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from iag_kg.importers.comparison import Change, compare
from iag_kg.importers.defects import DEFECTS
from iag_kg.importers.draft import Arrival, Defect, Draft
from iag_kg.importers.esco import take_esco
from iag_kg.importers.ilo import take_ilo
from iag_kg.importers.release import Progress, open_release
from iag_kg.importers.rome import take_rome

__all__ = [
    "DEFECTS",
    "TAXONOMIES",
    "Arrival",
    "Change",
    "Defect",
    "Draft",
    "Progress",
    "Taxonomy",
    "compare",
]

Take = Callable[[Path, Mapping[str, Draft], str, str | None, Progress], Arrival]


@dataclass(frozen=True)
class Taxonomy:
    """A taxonomy that can be imported: its key, the graphs it fills, and how it is read.

    `take` is given the place of the release, a draft a graph, the date of the import, the name of
    the release where a person gives it, and who is told of progress.
    """

    key: str
    graphs: tuple[str, ...]
    take: Take


def _rome(
    place: Path, drafts: Mapping[str, Draft], day: str, name: str | None, progress: Progress
) -> Arrival:
    with open_release(place, progress) as release:
        return take_rome(release, drafts["rome"], day)


def _esco(
    place: Path, drafts: Mapping[str, Draft], day: str, name: str | None, progress: Progress
) -> Arrival:
    with open_release(place, progress) as release:
        return take_esco(release, drafts["esco"], drafts["esco-labels"], day, name)


def _ilo(
    place: Path, drafts: Mapping[str, Draft], day: str, name: str | None, progress: Progress
) -> Arrival:
    return take_ilo(place, drafts["ilo"], day, progress)


TAXONOMIES: Mapping[str, Taxonomy] = {
    "rome": Taxonomy("rome", ("rome",), _rome),
    "esco": Taxonomy("esco", ("esco", "esco-labels"), _esco),
    "ilo": Taxonomy("ilo", ("ilo",), _ilo),
}
