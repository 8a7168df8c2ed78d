"""Tables → triples: what the sources say in one graph a source, the harmonisation in its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import pyoxigraph as ox

from iag_kg.graph import HARMONISATION, Writer, text
from iag_kg.namespaces import IAGG
from iag_kg.tables import Matrix, Row, Statement, Tables, Wording, slug, statements, wordings

SCHEME = "iagd:skill-scheme"

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
_PROFILES = {
    "domaine": "iag:FullProfile",
    "occupation": "iag:KeySkillProfile",
    "mention": "iag:NoProfile",
}
_STATUSES = {"draft": "iag:Draft", "checked": "iag:Checked"}


def populate(tables: Tables) -> list[ox.Quad]:
    """The quads of every table: one named graph a source, and the harmonisation graph."""
    english = {row["fr"]: row["en"] for row in tables["labels"]}
    quads: list[ox.Quad] = []
    for source in tables["sources"]:
        writer = Writer(ox.NamedNode(f"{IAGG}source-{source['key']}"))
        _source(writer, tables, source)
        for matrix in tables.matrices:
            if matrix.entry["source"] == source["key"]:
                _matrix(writer, matrix, english)
        quads += writer.quads
    writer = Writer(HARMONISATION)
    _scheme(writer, tables)
    _links(writer, tables, english)
    return quads + writer.quads


def _source(writer: Writer, tables: Tables, source: Row) -> None:
    """The document, its sector, the families and métiers it describes."""
    document = f"iagd:source-{source['key']}"
    writer.describe(document, "iag:SourceDocument", source["title_fr"], source["title_en"])
    writer.add(document, "dcterms:title", *_both(source, "title"))
    _note(writer, document, source)
    for sector in tables["sectors"]:
        if sector["key"] == source["sector"]:
            iri = f"iagd:sector-{sector['key']}"
            writer.describe(iri, "iag:Sector", sector["label_fr"], sector["label_en"])
            writer.add(iri, "prov:hadPrimarySource", document)
    for family in tables["families"]:
        if family["source"] == source["key"]:
            iri = f"iagd:family-{family['key']}"
            writer.describe(iri, "iag:MetierFamily", family["label_fr"], family["label_en"])
            writer.add(iri, "iag:inSector", f"iagd:sector-{family['sector']}")
            _define(writer, iri, family)
            _locate(writer, iri, family["source"], family["section"], [family["lines"]])
            _note(writer, iri, family)
    for metier in tables["metiers"]:
        if metier["source"] == source["key"]:
            _metier(writer, metier)


def _metier(writer: Writer, metier: Row) -> None:
    iri = f"iagd:metier-{metier['key']}"
    writer.describe(iri, "iag:Metier", metier["label_fr"], metier["label_en"])
    writer.add(iri, "iag:inFamily", f"iagd:family-{metier['family']}")
    writer.add(iri, "iag:hasProfileBasis", _PROFILES[metier["kind"]])
    writer.add(iri, "iag:isManagerial", ox.Literal(metier["managerial"] == "oui"))
    if metier["code"]:
        writer.add(iri, "skos:notation", ox.Literal(metier["code"]))
    if metier["definition_fr"]:
        _define(writer, iri, metier)
    _locate(writer, iri, metier["source"], metier["section"], [metier["lines"]])
    _note(writer, iri, metier)


def _matrix(writer: Writer, matrix: Matrix, english: dict[str, str]) -> None:
    """The headings, wordings and statements of one printed table."""
    lines: dict[str, list[str]] = defaultdict(list)
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
            _transformation(writer, matrix, row, english)
    for subject, places in lines.items():
        _locate(
            writer, subject, matrix.entry["source"], matrix.entry["section"], places, table=True
        )
    for statement in statements(matrix):
        _statement(writer, matrix, statement, english)


def _statement(
    writer: Writer, matrix: Matrix, statement: Statement, english: dict[str, str]
) -> None:
    """One filled cell of a matrix, or one key skill of a métier."""
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
    lines = [statement.row["lines"]]
    _locate(writer, iri, matrix.entry["source"], matrix.entry["section"], lines, table=True)


def _transformation(writer: Writer, matrix: Matrix, row: Row, english: dict[str, str]) -> None:
    """The printed group of a métier of table 4.9, and how generative AI transforms it."""
    metier = matrix.metiers[row["metier"]]
    source, section = matrix.entry["source"], matrix.entry["section"]
    group = f"iagd:group-{metier['family']}-{slug(row['group'])}"
    writer.describe(group, "iag:MetierGroup", row["group"], english[row["group"]])
    writer.add(group, "iag:inFamily", f"iagd:family-{metier['family']}")
    writer.add(group, "prov:hadPrimarySource", f"iagd:source-{source}")
    writer.add(f"iagd:metier-{metier['key']}", "iag:inGroup", group)
    iri = f"iagd:transformation-{metier['code']}"
    level, level_en = _TRANSFORMATIONS[row["transformation"]]
    fr = f"{metier['label_fr']} : {row['transformation']}"
    writer.describe(iri, "iag:MetierTransformation", fr, f"{metier['label_en']}: {level_en}")
    writer.add(iri, "iag:concernsMetier", f"iagd:metier-{metier['key']}")
    writer.add(iri, "iag:hasTransformation", level)
    writer.add(iri, "iag:hasBasis", "iag:StatedBySource")
    _locate(writer, iri, source, section, [row["lines"]], table=True)
    _note(writer, iri, row)


def _scheme(writer: Writer, tables: Tables) -> None:
    """The skill scheme: three categories after section 5 of the study, and the skills."""
    fr, en = "Compétences harmonisées d’iag-kg", "Harmonised skills of iag-kg"
    writer.describe(SCHEME, "skos:ConceptScheme", fr, en)
    categories = {row["key"]: row for row in tables["skill-categories"]}
    for category in categories.values():
        iri = f"iagd:category-{category['key']}"
        writer.describe(iri, "iag:SkillCategory", category["label_fr"], category["label_en"])
        writer.add(iri, "skos:prefLabel", *_both(category, "label"))
        writer.add(iri, "skos:topConceptOf", SCHEME)
        writer.add(SCHEME, "skos:hasTopConcept", iri)
        _define(writer, iri, category)
        _locate(writer, iri, category["source"], category["section"], [category["lines"]])
    for skill in tables["skills"]:
        iri, category = f"iagd:skill-{skill['key']}", categories[skill["category"]]
        writer.describe(iri, "iag:Skill", skill["label_fr"], skill["label_en"])
        writer.add(iri, "skos:prefLabel", *_both(skill, "label"))
        _define(writer, iri, skill)
        writer.add(iri, "skos:scopeNote", *_both(skill, "scope"))
        writer.add(iri, "skos:inScheme", SCHEME)
        writer.add(iri, "skos:broader", f"iagd:category-{category['key']}")
        writer.add(iri, "iag:isFading", ox.Literal(skill["fading"] == "oui"))
        writer.add(iri, "iag:hasBasis", "iag:EditorialJudgement")
        if skill["lines"]:
            _locate(writer, iri, category["source"], category["section"], [skill["lines"]])


def _links(writer: Writer, tables: Tables, english: dict[str, str]) -> None:
    """Each wording linked to its skills, and the link's reason and status as a node of its own."""
    skills = {row["key"]: row for row in tables["skills"]}
    printed: dict[tuple[str, str], dict[str, Wording]] = defaultdict(dict)
    for matrix in tables.matrices:
        for row in matrix.rows:
            for wording in wordings(matrix, row):
                printed[wording.family, wording.label][wording.key] = wording
    for link in tables["harmonisation"]:
        skill = skills[link["skill"]]
        fr = f"{link['wording']} → {skill['label_fr']}"
        en = f"{english[link['wording']]} → {skill['label_en']}"
        for key, wording in printed[link["family"], link["wording"]].items():
            if link["metier"] not in ("", wording.metier):
                continue
            iri, target = f"iagd:link-{key}--{skill['key']}", f"iagd:skill-{skill['key']}"
            writer.add(f"iagd:wording-{key}", "iag:harmonisedAs", target)
            writer.describe(iri, "iag:HarmonisationLink", fr, en)
            writer.add(iri, "iag:concernsWording", f"iagd:wording-{key}")
            writer.add(iri, "iag:concernsSkill", target)
            writer.add(iri, "iag:reason", *_both(link, "reason"))
            writer.add(iri, "iag:hasStatus", _STATUSES[link["status"]])
            writer.add(iri, "iag:hasBasis", "iag:EditorialJudgement")


def _both(row: Row, name: str) -> tuple[ox.Literal, ox.Literal]:
    """The French and English cells of a bilingual column."""
    return text(row[f"{name}_fr"], "fr"), text(row[f"{name}_en"], "en")


def _define(writer: Writer, iri: str, row: Row) -> None:
    writer.add(iri, "skos:definition", *_both(row, "definition"))


def _note(writer: Writer, iri: str, row: Row) -> None:
    if row["note"]:
        writer.add(iri, "skos:editorialNote", text(row["note"], "fr"))


def _locate(
    writer: Writer,
    iri: str,
    source: str,
    section: str,
    lines: Iterable[str],
    table: bool = False,
) -> None:
    """State the document and the place: section, synthesis table if it is one, lines."""
    place = f"{section}, tableau de synthèse" if table else section
    where = ", ".join(dict.fromkeys(lines))
    writer.add(iri, "prov:hadPrimarySource", f"iagd:source-{source}")
    writer.add(iri, "iag:locator", ox.Literal(f"{place}, l. {where}"))
