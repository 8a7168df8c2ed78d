"""Printed synthesis tables → triples: headings, wordings, and what each cell states."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from iag_kg.graph import Writer, text
from iag_kg.populate.places import Places
from iag_kg.tables import Matrix, Row, Statement, slug, statements, wordings

_LEVELS = {
    "++": "iag:StrongReinforcement",
    "+": "iag:ModerateReinforcement",
    "N/A": "iag:MarginalImpact",
    "-": "iag:ModerateObsolescence",
    "--": "iag:StrongObsolescence",
}
_TRANSFORMATIONS = {
    "Nouveau": ("iag:NewMetier", "new"),
    "Moyennement enrichi": ("iag:ModeratelyEnriched", "moderately enriched"),
    "Fortement enrichi": ("iag:StronglyEnriched", "strongly enriched"),
}


def add_matrix(writer: Writer, matrix: Matrix, english: Mapping[str, str], places: Places) -> None:
    """The headings, wordings and statements of one printed table."""
    lines: dict[str, list[str]] = defaultdict(list)
    source, section = matrix.entry["source"], matrix.entry["section"]
    for row in matrix.rows:
        for wording in wordings(matrix, row):
            heading = f"iagd:heading-{wording.family}-{slug(wording.heading)}"
            iri = f"iagd:wording-{wording.key}"
            if heading not in lines:
                fr, en = wording.heading, english[wording.heading]
                writer.describe(heading, "iag:ReferenceCompetence", fr, en)
                writer.add(heading, "iag:inFamily", f"iagd:family-{wording.family}")
            if iri not in lines:
                fr, en = wording.label, english[wording.label]
                writer.describe(iri, "iag:SkillWording", fr, en)
                writer.add(iri, "iag:inFamily", f"iagd:family-{wording.family}")
                writer.add(iri, "iag:underHeading", heading)
            lines[heading].append(row["lines"])
            lines[iri].append(row["lines"])
            if matrix.entry["kind"] == "matrix":
                _note(writer, iri, row)
        if matrix.entry["kind"] == "key-skills":
            iri = _transformation(writer, matrix, row, english)
            places.locate(writer, iri, source, section, [row["lines"]], table=True)
    for subject, where in lines.items():
        places.locate(writer, subject, source, section, where, table=True)
    for statement in statements(matrix):
        iri = _statement(writer, statement, english)
        places.locate(writer, iri, source, section, [statement.row["lines"]], table=True)


def _statement(writer: Writer, statement: Statement, english: Mapping[str, str]) -> str:
    """One filled cell of a matrix, or one key skill of a métier; its CURIE."""
    wording, metier, level = statement.wording, statement.metier, statement.level
    if level:
        iri = f"iagd:impact-{wording.family}-{statement.number:02d}-{metier['code']}"
        kind, fr, en = "iag:SkillImpact", f" : {level}", f": {level}"
    else:
        iri = f"iagd:keyskill-{metier['code']}-{slug(wording.label)}"
        kind, fr, en = "iag:KeySkillStatement", "", ""
    fr = f"{wording.label} — {metier['label_fr']}{fr}"
    writer.describe(iri, kind, fr, f"{english[wording.label]} — {metier['label_en']}{en}")
    writer.add(iri, "iag:concernsMetier", f"iagd:metier-{metier['key']}")
    writer.add(iri, "iag:concernsWording", f"iagd:wording-{wording.key}")
    if level:
        writer.add(iri, "iag:hasLevel", _LEVELS[level])
    writer.add(iri, "iag:hasBasis", "iag:StatedBySource")
    return iri


def _transformation(writer: Writer, matrix: Matrix, row: Row, english: Mapping[str, str]) -> str:
    """The printed group of a métier of table 4.9, and its transformation, whose CURIE is given."""
    metier = matrix.metiers[row["metier"]]
    group = f"iagd:group-{metier['family']}-{slug(row['group'])}"
    writer.describe(group, "iag:MetierGroup", row["group"], english[row["group"]])
    writer.add(group, "iag:inFamily", f"iagd:family-{metier['family']}")
    writer.add(group, "prov:hadPrimarySource", f"iagd:source-{matrix.entry['source']}")
    writer.add(f"iagd:metier-{metier['key']}", "iag:inGroup", group)
    iri = f"iagd:transformation-{metier['code']}"
    level, level_en = _TRANSFORMATIONS[row["transformation"]]
    fr = f"{metier['label_fr']} : {row['transformation']}"
    writer.describe(iri, "iag:MetierTransformation", fr, f"{metier['label_en']}: {level_en}")
    writer.add(iri, "iag:concernsMetier", f"iagd:metier-{metier['key']}")
    writer.add(iri, "iag:hasTransformation", level)
    writer.add(iri, "iag:hasBasis", "iag:StatedBySource")
    _note(writer, iri, row)
    return iri


def _note(writer: Writer, iri: str, row: Row) -> None:
    if row["note"]:
        writer.add(iri, "skos:editorialNote", text(row["note"], "fr"))
