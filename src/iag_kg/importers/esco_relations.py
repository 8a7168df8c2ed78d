"""The relations of ESCO: hierarchy, skills of occupations, ties between skills."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from iag_kg.importers.draft import Draft
from iag_kg.importers.release import Cells, Release

_CONCEPT = re.compile(r"http://data\.europa\.eu/esco/[A-Za-z0-9/_.-]+")
_OF_OCCUPATION = {"essential": "iag:hasEssentialSkill", "optional": "iag:hasOptionalSkill"}
_OF_SKILL = {"essential": "iag:restsOnSkill", "optional": "iag:benefitsFromSkill"}


def concept_iri(row: Cells, uri: str) -> str:
    """A concept of ESCO in N-Triples form.

    Raises:
        TableError: the text is not an IRI of ESCO.
    """
    if not _CONCEPT.fullmatch(uri):
        row.fail(f"{uri[:120]!r} is not an IRI of ESCO (http://data.europa.eu/esco/…)")
    return f"<{uri}>"


@dataclass
class Known:
    """The concepts met so far, by what they are, and those named in each language."""

    occupations: set[str] = field(default_factory=set)
    skills: set[str] = field(default_factory=set)
    groups: set[str] = field(default_factory=set)
    named: dict[str, set[str]] = field(default_factory=lambda: {"en": set(), "fr": set()})
    _met: dict[str, str] = field(default_factory=dict)

    def __contains__(self, uri: str) -> bool:
        return uri in self._met

    def add(self, uri: str, language: str, kind: str) -> bool:
        """Note that a file of a language describes a concept; False where it did so before."""
        if language in self._met.get(uri, ""):
            return False
        self._met[uri] = f"{self._met.get(uri, '')} {language}"
        held = {"iag:ReferenceMetier": self.occupations, "iag:ReferenceSkill": self.skills}
        held.get(kind, self.groups).add(uri)
        return True

    def is_first(self, uri: str) -> bool:
        """Whether one file only has described the concept so far."""
        return len(self._met[uri].split()) == 1


def state_relations(release: Release, draft: Draft, files: Mapping[str, str], known: Known) -> None:
    """State every relation whose two ends the release holds; count the others.

    Raises:
        TableError: an IRI is ill-formed, a kind of relation is unknown.
    """
    for stem in ("broaderrelationsoccpillar", "broaderrelationsskillpillar"):
        if file := _one(files, stem):
            _state_broader(release, draft, file, known)
    if file := _one(files, "occupationskillrelations"):
        columns = ("occupationUri", "relationType", "skillUri")
        _state_typed(release, draft, file, columns, known.occupations, known.skills, _OF_OCCUPATION)
    if file := _one(files, "skillskillrelations"):
        columns = ("originalSkillUri", "relationType", "relatedSkillUri")
        _state_typed(release, draft, file, columns, known.skills, known.skills, _OF_SKILL)


def _one(files: Mapping[str, str], stem: str) -> str | None:
    return next((files[k] for k in (stem, f"{stem}_en", f"{stem}_fr") if k in files), None)


def _state_broader(release: Release, draft: Draft, name: str, known: Known) -> None:
    seen: set[tuple[str, str]] = set()
    for row in release.rows(name, "conceptUri", "broaderUri"):
        narrow, broad = row.values
        one, other = concept_iri(row, narrow), concept_iri(row, broad)
        if narrow not in known or broad not in known:
            draft.defect("absent-concept", row)
        elif narrow == broad:
            draft.defect("itself", row)
        elif (narrow, broad) in seen:
            draft.defect("repeated", row)
        else:
            seen.add((narrow, broad))
            draft.link(one, "skos:broader", other)


def _state_typed(
    release: Release,
    draft: Draft,
    name: str,
    columns: tuple[str, str, str],
    origins: set[str],
    skills: set[str],
    links: Mapping[str, str],
) -> None:
    seen: set[tuple[str, str]] = set()
    for row in release.rows(name, *columns):
        origin, kind, skill = row.values
        one, other = concept_iri(row, origin), concept_iri(row, skill)
        if kind not in links:
            row.fail(f"column relationType: {kind!r} is none of {', '.join(links)}")
        if origin not in origins:
            draft.defect("absent-metier" if origins is not skills else "absent-skill", row)
        elif skill not in skills:
            draft.defect("absent-skill", row)
        elif origin == skill:
            draft.defect("itself", row)
        elif (origin, skill) in seen:
            draft.defect("repeated", row)
        else:
            seen.add((origin, skill))
            draft.link(one, links[kind], other)
