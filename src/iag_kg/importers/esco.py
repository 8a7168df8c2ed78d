"""ESCO, the European classification of occupations and skills: the official CSV → triples.

English and French files are read where they stand, other languages left aside. The relation files
are the same in every language: one of them is enough. ESCO's own IRIs are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from iag_kg.errors import TableError
from iag_kg.importers.draft import Arrival, Draft, Publication, term
from iag_kg.importers.esco_labels import (
    LANGUAGES,
    NAMING,
    name_by_collections,
    name_by_supplement,
    name_concept,
)
from iag_kg.importers.esco_relations import Known, concept_iri, state_relations
from iag_kg.importers.release import Cells, Release

PUBLICATION = Publication(
    key="esco",
    title_fr="ESCO, classification européenne des aptitudes, compétences et professions",
    title_en="ESCO, the European classification of skills, competences and occupations",
    publisher="European Commission",
    licence="Commission Decision 2011/833/EU on the reuse of Commission documents",
    licence_iri=None,
    attribution="This service uses the ESCO classification of the European Commission.",
)

_FILE = r"(.+)\.csv"
_ISCO = "http://data.europa.eu/esco/isco/C"
_HIERARCHY = "<http://data.europa.eu/esco/concept-scheme/skills-hierarchy>"
_KINDS = {"skill/competence": "SkillOrCompetence", "knowledge": "Knowledge"}
_REUSE = {
    "transversal": "Transversal",
    "cross-sector": "CrossSector",
    "sector-specific": "SectorSpecific",
    "occupation-specific": "OccupationSpecific",
}
_REGULATED = "http://data.europa.eu/esco/regulated-professions/regulated"
_LEVELS = tuple(f"Level {n} {what}" for n in range(4) for what in ("URI", "preferred term", "code"))


def take_esco(
    release: Release, draft: Draft, supplement: Draft, imported: str, name: str | None
) -> Arrival:
    """State everything that a release of ESCO holds in French and English.

    Args:
        supplement: takes the labels of `skills_<language>.labels.csv`, a file that is not the
            publisher's, for skills that the release does not name in that language.
        imported: the date of the import, ISO 8601.
        name: the name of the release (v1.2.0), where the folder does not say it.

    Raises:
        TableError: a file or a column is missing, a row is broken or stands twice.
    """
    files = release.names(_FILE)
    for stem in ("occupations", "skills", "occupationskillrelations", "broaderrelationsoccpillar"):
        if not any(_file(files, stem)):
            message = f"no file '{stem}_en.csv' or '_fr.csv': not a release of ESCO, or part of it"
            raise TableError(release.place, None, message)
    known = Known()
    _state_schemes(release, draft, files)
    for stem, kind in (("iscogroups", "iag:ReferenceGroup"), ("skillgroups", "iag:ReferenceGroup")):
        for language, file in _files(files, stem):
            for row in release.rows(file, *NAMING, "code?", "inScheme?"):
                _state_group(draft, row, known, kind, language)
    _state_hierarchy(release, draft, files, known)
    for language, file in _files(files, "occupations"):
        for row in release.rows(
            file, *NAMING, "code?", "inScheme?", "iscoGroup", "regulatedProfessionNote?"
        ):
            _state_occupation(draft, row, known, language)
    for language, file in _files(files, "skills"):
        for row in release.rows(file, *NAMING, "inScheme?", "skillType", "reuseLevel"):
            _state_skill(draft, row, known, language)
    for language in LANGUAGES:
        if f"skills_{language}" not in files:
            name_by_collections(release, draft, files, known, language)
    state_relations(release, draft, files, known)
    taken = len(release.files)
    name_by_supplement(release, supplement, files, known, imported)
    told = name or _release_name(release)
    draft.origin(PUBLICATION, told, None, imported, release.files[:taken])
    defects = {**draft.defects, **supplement.defects}
    return Arrival(told, None, tuple(release.files), defects)


def _release_name(release: Release) -> str | None:
    """The version that the name of the folder or archive, or of one inside, says (v1.1.1)."""
    places = (str(release.place.resolve().name), *(m.path.parent.name for m in
              release.members.values()))  # fmt: skip
    found = {f"v{m[1]}" for p in places if (m := re.search(r"v(\d+(?:\.\d+)+)", p))}
    return found.pop() if len(found) == 1 else None


def _file(files: Mapping[str, str], stem: str) -> Iterator[str]:
    """The file of a table that is the same in every language, with or without a language."""
    return (files[key] for key in (stem, f"{stem}_en", f"{stem}_fr") if key in files)


def _files(files: Mapping[str, str], stem: str) -> Iterator[tuple[str, str]]:
    """The files of a table in French and English, by language."""
    return ((lang, files[f"{stem}_{lang}"]) for lang in LANGUAGES if f"{stem}_{lang}" in files)


def _state_schemes(release: Release, draft: Draft, files: Mapping[str, str]) -> None:
    seen: set[str] = set()
    for language, file in _files(files, "conceptschemes"):
        for row in release.rows(file, "conceptSchemeUri", "preferredLabel"):
            uri, label = row.values
            iri = concept_iri(row, uri)
            if uri not in seen:
                draft.link(iri, "rdf:type", term("skos:ConceptScheme"))
            seen.add(uri)
            draft.text(iri, "rdfs:label", label.strip() or uri, language)


def _begin(
    draft: Draft, row: Cells, known: Known, language: str, kind: str, schemes: str
) -> tuple[str, bool]:
    """Name the concept of a row; gives its IRI, and whether it is met for the first time."""
    uri, label, alternatives, hidden, description = row.values[:5]
    iri = concept_iri(row, uri)
    if not known.add(uri, language, kind):
        row.fail(f"concept '{uri}' stands twice")
    first = known.is_first(uri)
    if first:
        draft.link(iri, "rdf:type", term(kind))
        for scheme in filter(None, re.split(r"[\s,]+", schemes)):
            draft.link(iri, "skos:inScheme", concept_iri(row, scheme))
    if name_concept(draft, row, iri, label, alternatives, language):
        known.named[language].add(uri)
    for other in filter(None, map(str.strip, hidden.split("\n"))):
        draft.text(iri, "skos:hiddenLabel", other, language)
    if description.strip():
        draft.text(iri, "iag:publishedText", description.strip(), language)
    return iri, first


def _state_group(draft: Draft, row: Cells, known: Known, kind: str, language: str) -> None:
    iri, first = _begin(draft, row, known, language, kind, row.values[6])
    if first and row.values[5]:
        draft.string(iri, "skos:notation", row.values[5])


def _state_hierarchy(
    release: Release, draft: Draft, files: Mapping[str, str], known: Known
) -> None:
    """Names and codes of skill groups that no other file gives."""
    coded: set[str] = set()
    for language, file in _files(files, "skillshierarchy"):
        for row in release.rows(file, *_LEVELS, ragged=True):
            levels = [row.values[n : n + 3] for n in range(0, len(row.values), 3)]
            uri, label, code = next(level for level in reversed(levels) if level[0] or level is
                                    levels[0])  # fmt: skip
            iri = concept_iri(row, uri)
            if uri not in known.named[language]:
                if uri not in known:
                    draft.link(iri, "rdf:type", term("iag:ReferenceGroup"))
                    draft.link(iri, "skos:inScheme", _HIERARCHY)
                known.add(uri, language, "iag:ReferenceGroup")
                if name_concept(draft, row, iri, label, "", language):
                    known.named[language].add(uri)
            if code and uri not in coded:
                coded.add(uri)
                draft.string(iri, "skos:notation", code)


def _state_occupation(draft: Draft, row: Cells, known: Known, language: str) -> None:
    code, schemes, isco, regulated = row.values[5:]
    iri, first = _begin(draft, row, known, language, "iag:ReferenceMetier", schemes)
    if not first:
        return
    if code:
        draft.string(iri, "skos:notation", code)
    if f"{_ISCO}{isco}" in known:
        draft.link(iri, "iag:inIscoGroup", f"<{_ISCO}{isco}>")
    else:
        draft.defect("absent-concept", row)
    if regulated == _REGULATED:
        draft.link(iri, "iag:hasMark", term("iag:RegulatedJob"))


def _state_skill(draft: Draft, row: Cells, known: Known, language: str) -> None:
    schemes, kind, reuse = row.values[5:]
    iri, first = _begin(draft, row, known, language, "iag:ReferenceSkill", schemes)
    if not first:
        return
    for column, value, terms, link, defect in (
        ("skillType", kind, _KINDS, "iag:hasSkillKind", "skill-without-type"),
        ("reuseLevel", reuse, _REUSE, "iag:hasReuseLevel", "skill-without-reuse"),
    ):
        if value in terms:
            draft.link(iri, link, term(f"iag:{terms[value]}"))
        elif value:
            row.fail(f"column {column}: {value!r} is none of {', '.join(terms)}")
        else:
            draft.defect(defect, row)
