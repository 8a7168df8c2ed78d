"""The ILO index of exposure to generative AI, by unit group of ISCO-08 → triples.

Source: Gmyrek et al., Generative AI and Jobs: A Refined Global Index of Occupational Exposure, ILO
Working Paper 140, 2025. The workbook has a row a task; the scores of the unit group stand on each.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

from iag_kg.importers.draft import Arrival, Draft, Publication, own, term
from iag_kg.importers.release import Cells, Progress
from iag_kg.importers.sheet import file_read, read_sheet

PUBLICATION = Publication(
    key="ilo",
    title_fr="OIT, indice d’exposition des professions à l’IA générative",
    title_en="ILO, index of occupational exposure to generative AI",
    publisher="International Labour Organization",
    licence="CC BY 4.0",
    licence_iri="https://creativecommons.org/licenses/by/4.0/",
    attribution="Gmyrek, P., Berg, J., Kamiński, K., Konopczyński, F., Ładna, A., Nafradi, B., "
    "Rosłaniec, K., Troszyński, M. Generative AI and Jobs: A Refined Global Index of Occupational "
    "Exposure. ILO Working Paper 140. Geneva: International Labour Office, 2025. © ILO.",
)
GROUPS = own("scheme-ilo-isco-08")
YEAR = "2025"

_ISCO = "http://data.europa.eu/esco/isco/C"
_CLASSES = {
    "Not Exposed": "NotExposed",
    "Minimal Exposure": "MinimalExposure",
    "Exposed: Gradient 1": "ExposureGradientOne",
    "Exposed: Gradient 2": "ExposureGradientTwo",
    "Exposed: Gradient 3": "ExposureGradientThree",
    "Exposed: Gradient 4": "ExposureGradientFour",
}
_COLUMNS = ("ISCO_08", "Title", "taskID", "Task_ISCO", "score_2025", "mean_score_2025", "SD_2025",
            "potential25")  # fmt: skip


@dataclass
class _Group:
    """A unit group: the row that describes it first, and the scores of its tasks by number."""

    row: Cells
    said: tuple[str, ...]
    scores: dict[str, Decimal] = field(default_factory=dict)


def take_ilo(path: Path, draft: Draft, imported: str, progress: Progress) -> Arrival:
    """State class, mean score and deviation of each unit group, and the score of each task.

    Raises:
        TableError: not a workbook, a column is missing, a score, a class or a code is malformed, a
            task stands twice, or two rows of a group disagree on its scores.
    """
    draft.scheme(GROUPS, "OIT : groupes de base de la CITP-08", "ILO: unit groups of ISCO-08")
    groups: dict[str, _Group] = {}
    count = 0
    for row in read_sheet(path, progress, *_COLUMNS):
        count += 1
        code, title, number, task, score, mean, deviation, potential = row.values
        if not re.fullmatch(r"\d{4}", code):
            row.fail(f"column ISCO_08: {code!r} is not a unit group of four digits")
        if not re.fullmatch(r"\d{1,4}", number):
            row.fail(f"column taskID: {number!r} is not a number")
        said = (title, mean, deviation, potential)
        group = groups.get(code)
        if group is None:
            group = groups[code] = _Group(row, said)
            _state_group(draft, row, code, said)
        elif group.said != said:
            row.fail(f"group '{code}' is described otherwise on line {group.row.line}")
        if number in group.scores:
            row.fail(f"task '{number}' of group '{code}' stands twice")
        group.scores[number] = _score(row, "score_2025", score)
        iri = own(f"ilo-task-{code}-{number}")
        draft.link(iri, "rdf:type", term("iag:AssessedTask"))
        draft.link(iri, "iag:ofExposure", own(f"ilo-exposure-{code}"))
        draft.text(iri, "rdfs:label", task.strip(), "en")
        draft.decimal(iri, "iag:exposureScore", group.scores[number])
    for group in groups.values():
        published = _score(group.row, "mean_score_2025", group.said[1])
        mean_of_tasks = sum(group.scores.values(), Decimal(0)) / len(group.scores)
        # Published to two decimals: the last may be rounded either way.
        if abs(mean_of_tasks - published) > Decimal("0.0051"):
            draft.defect("mean-apart", group.row)
    files = (file_read(path, count),)
    draft.origin(PUBLICATION, YEAR, None, imported, files)
    return Arrival(YEAR, None, files, draft.defects)


def _state_group(draft: Draft, row: Cells, code: str, said: tuple[str, ...]) -> None:
    title, mean, deviation, potential = said
    if potential not in _CLASSES:
        row.fail(f"column potential25: {potential!r} is none of {', '.join(_CLASSES)}")
    if not title.strip():
        row.fail(f"group '{code}' has no title")
    # The concept itself is described by ESCO; here it is only said to be one.
    group = f"<{_ISCO}{code}>"
    draft.link(group, "rdf:type", term("skos:Concept"))
    draft.link(group, "skos:inScheme", GROUPS)
    iri = own(f"ilo-exposure-{code}")
    draft.link(iri, "rdf:type", term("iag:OccupationalExposure"))
    draft.text(iri, "rdfs:label", title.strip(), "en")
    draft.string(iri, "skos:notation", code)
    draft.link(iri, "iag:assessesGroup", group)
    draft.link(iri, "iag:hasExposureClass", term(f"iag:{_CLASSES[potential]}"))
    draft.decimal(iri, "iag:exposureScore", _score(row, "mean_score_2025", mean))
    draft.decimal(iri, "iag:exposureDeviation", _score(row, "SD_2025", deviation))


def _score(row: Cells, column: str, cell: str) -> Decimal:
    """A number between 0 and 1; what the workbook keeps as 0.57499999999999996 is 0.575."""
    try:
        value = Decimal(repr(float(cell)))
    except (ValueError, InvalidOperation):
        row.fail(f"column {column}: {cell!r} is not a number")
    if not 0 <= value <= 1:
        row.fail(f"column {column}: {cell!r} is not between 0 and 1")
    return value
