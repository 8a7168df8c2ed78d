"""The training supply: offers and the skills they develop, formats, certifications, findings."""

from __future__ import annotations

from collections import defaultdict

import pyoxigraph as ox

from iag_kg.views.atlas import Atlas
from iag_kg.views.evidence import (
    Data,
    Evidence,
    as_data,
    find_instances,
    find_kinds,
    find_links,
)
from iag_kg.views.reading import find_records, find_texts, local_name

_TEXTS = {
    "themes": "iag:themes",
    "duration": "iag:duration",
    "audience": "iag:audience",
    "mode": "iag:deliveryMode",
    "certification": "iag:certificationStated",
}
_ANSWERS = {"cpf": "iag:cpfEligibility", "rncp": "iag:rncpRegistration"}


def read_offers(store: ox.Store, evidence: Evidence) -> list[Data]:
    """The training offers by title: provider, what is printed, harmonised skills by key."""
    providers = find_links(store, "iag:offeredBy")
    skills = find_links(store, "iag:developsSkill")
    texts = {name: find_texts(store, predicate) for name, predicate in _TEXTS.items()}
    answers = _Answers(store, evidence)
    return [
        {
            **evidence.fact(iri),
            "key": local_name(iri),
            "provider": next(map(evidence.text, providers.get(iri, [])), None),
            **{name: as_data(t[iri]) if iri in t else None for name, t in texts.items()},
            **answers(iri),
            "skills": [local_name(skill) for skill in evidence.by_label(skills.get(iri, []))],
        }
        for iri in evidence.by_label(find_instances(store, "iag:TrainingOffer"))
    ]


def read_training(store: ox.Store, evidence: Evidence, offers: list[Data], atlas: Atlas) -> Data:
    """Catalogue, formats by wording, certifications, rising skills no offer covers, findings."""
    definitions = find_texts(store, "skos:definition")
    descriptions = find_texts(store, "dcterms:description")
    providers = find_links(store, "iag:offeredBy")
    answers = _Answers(store, evidence)
    formats = evidence.by_label(find_instances(store, "iag:TrainingFormat"))
    levels = {str(r["c"]): str(r["level"]) for r in find_records(store, _LEVELS)}
    kinds = find_kinds(store, "iag:TrainingAssessment")
    return {
        "offers": offers,
        "skills": [
            {"key": s.key, **as_data(s.label), "category": as_data(s.category)}
            for s in atlas.skills
        ],
        "formats": [
            {
                **evidence.thing(iri),
                "definition": as_data(definitions[iri]) if iri in definitions else None,
            }
            for iri in formats
        ],
        "advice": _advice(store, evidence),
        "certifications": [
            {
                **evidence.fact(iri),
                "provider": next(map(evidence.text, providers.get(iri, [])), None),
                "level": levels.get(iri, ""),
                "description": as_data(descriptions[iri]) if iri in descriptions else None,
                **answers(iri),
            }
            for iri in evidence.by_label(find_instances(store, "iag:Certification"))
        ],
        "uncovered": _uncovered(atlas, {skill for offer in offers for skill in offer["skills"]}),
        "findings": [
            {**evidence.fact(iri), "kind": local_name(kinds[iri])}
            for iri in evidence.in_order(kinds)
        ],
        "findingKinds": [evidence.thing(kind) for kind in sorted(set(kinds.values()))],
    }


_LEVELS = "SELECT ?c ?level WHERE { ?c a iag:Certification ; iag:level ?level } ORDER BY ?c"


class _Answers:
    """Whether an offer or a certification counts for the CPF and the RNCP, as printed."""

    def __init__(self, store: ox.Store, evidence: Evidence) -> None:
        self._found = {name: find_links(store, predicate) for name, predicate in _ANSWERS.items()}
        self._evidence = evidence

    def __call__(self, iri: str) -> Data:
        return {
            name: next(map(self._evidence.thing, found.get(iri, [])), None)
            for name, found in self._found.items()
        }


def _advice(store: ox.Store, evidence: Evidence) -> list[Data]:
    """One line a printed wording and audience, with the formats ticked for it."""
    rows = find_records(
        store,
        """SELECT DISTINCT ?x ?format ?audience ?category ?certain WHERE {
        ?x a iag:FormatStatement ;
        iag:concernsFormat ?format ; iag:forAudience ?audience ; iag:inCategory ?category
        OPTIONAL { ?x iag:isCertain ?certain } }""",
    )
    skills = find_links(store, "iag:developsSkill")
    lines: dict[tuple[str, str], Data] = {}
    for r in sorted(rows, key=lambda r: evidence.reading_order(str(r["x"]))):
        fact = evidence.fact(str(r["x"]))
        line = lines.setdefault(
            (fact["fr"], str(r["audience"])),
            {
                **fact,
                "audience": evidence.text(str(r["audience"])),
                "category": evidence.text(str(r["category"])),
                "ticks": {},
                "skills": [],
            },
        )
        line["ticks"][local_name(str(r["format"]))] = r["certain"] is not False
        found = {local_name(skill) for skill in skills.get(str(r["x"]), [])}
        line["skills"] = sorted(found | set(line["skills"]))
    return list(lines.values())


def _uncovered(atlas: Atlas, covered: set[str]) -> list[Data]:
    """The skills that rise in some métier and that no offer develops, the most widespread first."""
    rises: defaultdict[str, list[int]] = defaultdict(list)
    for need in atlas.needs:
        score = atlas.levels[need.level].score if need.level in atlas.levels else 0
        if score > 0 and need.skill not in covered:
            rises[need.skill].append(score)
    found = [
        {"skill": skill, "metiers": len(scores), "strongly": sum(score == 2 for score in scores)}
        for skill, scores in rises.items()
    ]
    return sorted(found, key=lambda u: (-u["metiers"], -u["strongly"], u["skill"]))
