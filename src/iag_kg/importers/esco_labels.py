"""The labels of ESCO: from each language’s own file, from collections, or from a file of others."""

from __future__ import annotations

import re
from collections.abc import Mapping

from iag_kg.importers.draft import Draft, Publication
from iag_kg.importers.esco_relations import Known, concept_iri
from iag_kg.importers.release import Cells, Release

SUPPLEMENT = Publication(
    key="esco-labels",
    title_fr="Libellés ESCO ajoutés, hors de la publication importée",
    title_en="ESCO labels added, from outside the release imported",
    publisher="unknown",
    licence=None,
    licence_iri=None,
    attribution=None,
)
LANGUAGES = ("en", "fr")
NAMING = ("conceptUri", "preferredLabel", "altLabels?", "hiddenLabels?", "description?")


def name_concept(
    draft: Draft, row: Cells, iri: str, label: str, alternatives: str, language: str
) -> bool:
    """State the labels of a concept in a language; whether it has a preferred one."""
    preferred = label.strip()
    if not preferred:
        draft.defect("absent-language", row)
        return False
    draft.label(iri, preferred, language)
    said = {preferred}
    for other in filter(None, map(str.strip, re.split(r"\n| \| ", alternatives))):
        if other in said:
            draft.defect("alternative-repeats", row)
        else:
            said.add(other)
            draft.text(iri, "skos:altLabel", other, language)
    return True


def name_by_collections(
    release: Release, draft: Draft, files: Mapping[str, str], known: Known, language: str
) -> None:
    """Where the skills of a language have no file, the collections of skills name some."""
    for key in files:
        if key.endswith(f"skillscollection_{language}"):
            for row in release.rows(files[key], *NAMING):
                uri, label, alternatives, _, description = row.values
                if uri not in known.skills or uri in known.named[language]:
                    continue
                iri = concept_iri(row, uri)
                if name_concept(draft, row, iri, label, alternatives, language):
                    known.named[language].add(uri)
                if description.strip():
                    draft.text(iri, "iag:publishedText", description.strip(), language)


def name_by_supplement(
    release: Release, draft: Draft, files: Mapping[str, str], known: Known, imported: str
) -> None:
    """Labels from a file that is not the publisher's, in a graph of their own."""
    before = len(release.files)
    for language in LANGUAGES:
        if file := files.get(f"skills_{language}.labels"):
            for row in release.rows(file, "conceptUri", "preferredLabel", "altLabels?"):
                uri, label, alternatives = row.values
                if uri not in known.skills or uri in known.named[language]:
                    continue
                if name_concept(draft, row, concept_iri(row, uri), label, alternatives, language):
                    known.named[language].add(uri)
    if files_read := release.files[before:]:
        draft.origin(SUPPLEMENT, None, None, imported, files_read)
