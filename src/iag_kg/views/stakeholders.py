"""Who speaks of which risk, who carries which measure, and how each source words the risks."""

from __future__ import annotations

import pyoxigraph as ox

from iag_kg.views.evidence import (
    Data,
    Evidence,
    as_data,
    find_instances,
    find_kinds,
    find_links,
)
from iag_kg.views.reading import find_texts, local_name


def read_stakeholders(store: ox.Store, evidence: Evidence) -> Data:
    """Actors, risks, claims, wordings of risks and measures; each names others by number."""
    definitions = find_texts(store, "skos:definition")
    scopes = find_texts(store, "skos:scopeNote")
    acronyms = find_texts(store, "iag:acronym")
    kinds = find_kinds(store, "iag:Stakeholder")
    of_law = set(find_instances(store, "iag:SupervisoryAuthority"))  # no source speaks of these
    actors = evidence.by_label(kinds.keys() - of_law)
    risks = evidence.by_label(find_instances(store, "iag:Risk"))
    topics = evidence.by_label(find_instances(store, "iag:Topic"))
    directions = evidence.by_label(find_instances(store, "iag:ClaimDirection"))
    at = {iri: i for group in (actors, risks, topics, directions) for i, iri in enumerate(group)}
    return {
        "actors": [
            {
                **evidence.thing(iri),
                "kind": local_name(kinds[iri]),
                "acronym": acronyms[iri].fr if iri in acronyms else "",
            }
            for iri in actors
        ],
        "actorKinds": {
            local_name(kind): evidence.text(kind) for kind in sorted({kinds[iri] for iri in actors})
        },
        "risks": [
            {
                **evidence.thing(iri),
                "definition": as_data(definitions[iri]) if iri in definitions else None,
                "scope": as_data(scopes[iri]) if iri in scopes else None,
            }
            for iri in risks
        ],
        "topics": [evidence.thing(iri) for iri in topics],
        "directions": [evidence.thing(iri) for iri in directions],
        "claims": _claims(store, evidence, at, set(risks)),
        "wordings": _wordings(store, evidence, at),
        **_measures(store, evidence, at, set(risks)),
    }


def _claims(store: ox.Store, evidence: Evidence, at: dict[str, int], risks: set[str]) -> list[Data]:
    speakers = find_links(store, "iag:saidBy")
    about = find_links(store, "iag:isAbout")
    topics = find_links(store, "iag:hasTopic")
    directions = find_links(store, "iag:hasDirection")
    return [
        {
            **evidence.fact(iri),
            "by": [at[actor] for actor in speakers.get(iri, []) if actor in at],
            "direction": _first(at, directions.get(iri, [])),
            "topic": _first(at, topics.get(iri, [])),
            "risks": [at[thing] for thing in about.get(iri, []) if thing in risks],
        }
        for iri in evidence.in_order(find_instances(store, "iag:Claim"))
    ]


def _wordings(store: ox.Store, evidence: Evidence, at: dict[str, int]) -> list[Data]:
    risks = find_links(store, "iag:namesRisk")
    return [
        {**evidence.fact(iri), "risks": [at[risk] for risk in risks.get(iri, []) if risk in at]}
        for iri in evidence.in_order(find_instances(store, "iag:RiskWording"))
    ]


def _measures(
    store: ox.Store, evidence: Evidence, at: dict[str, int], risks: set[str]
) -> dict[str, list[Data]]:
    kinds = find_kinds(store, "iag:Recommendation")
    carriers = find_links(store, "iag:carriedBy")
    mitigated = find_links(store, "iag:mitigates")
    wholes = find_links(store, "iag:partOf")
    descriptions = find_texts(store, "dcterms:description")
    names = evidence.by_label(sorted(set(kinds.values())))
    measures = evidence.in_order(kinds)
    number = {iri: index for index, iri in enumerate(measures)}
    return {
        "measureKinds": [evidence.thing(kind) for kind in names],
        "measures": [
            {
                **evidence.fact(iri),
                "key": local_name(iri),
                "kind": names.index(kinds[iri]),
                "by": [at[actor] for actor in carriers.get(iri, []) if actor in at],
                "risks": [at[risk] for risk in mitigated.get(iri, []) if risk in risks],
                "part": next((number[w] for w in wholes.get(iri, []) if w in number), -1),
                "description": as_data(descriptions[iri]) if iri in descriptions else None,
            }
            for iri in measures
        ],
    }


def _first(at: dict[str, int], iris: list[str]) -> int:
    return next((at[iri] for iri in iris if iri in at), -1)
