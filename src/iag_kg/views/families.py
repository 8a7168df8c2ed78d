"""Every family of every sector: activities, opportunities, risks, technologies and uses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

import pyoxigraph as ox

from iag_kg.namespaces import IAG
from iag_kg.views.evidence import (
    Data,
    Evidence,
    as_data,
    find_instances,
    find_kinds,
    find_links,
    find_pairs,
)
from iag_kg.views.reading import find_keys, find_texts, local_name

_FACTS = {
    "activities": "iag:Activity",
    "opportunities": "iag:OpportunityWording",
    "risks": "iag:RiskWording",
    "uses": "iag:UseWording",
    "technologies": "iag:Mention",
}


def read_families(store: ox.Store, evidence: Evidence) -> Data:
    """Sectors with their families; a family with its facts, each with what it is linked to."""
    sector_of = find_links(store, "iag:inSector")
    profiles = find_links(store, "iag:hasFamilyProfile")
    definitions = find_texts(store, "skos:definition")
    facts = _facts_of_families(store, evidence)
    families = find_instances(store, "iag:MetierFamily")
    sectors = {sector for family in families for sector in sector_of.get(family, [])}
    return {
        "sectors": [
            {**evidence.thing(sector), **_transverse(store, evidence, sector)}
            for sector in sorted(
                sectors, key=lambda s: (sum(s in sector_of.get(f, []) for f in families), s)
            )
        ],
        "families": [
            {
                **evidence.thing(family),
                "sector": next(map(local_name, sector_of.get(family, [])), ""),
                "wide": f"{IAG}SectorWideProfile" in profiles.get(family, []),
                "definition": as_data(definitions[family]) if family in definitions else None,
                "place": evidence.fact(family),
                **facts[family],
            }
            for family in evidence.by_label(families)
        ],
    }


def _facts_of_families(store: ox.Store, evidence: Evidence) -> dict[str, Data]:
    metiers = find_links(store, "iag:concernsMetier")
    codes = find_keys(store)
    linked = _links_of_facts(store, evidence)
    found: defaultdict[str, Data] = defaultdict(lambda: {name: [] for name in _FACTS})
    for name, kind in _FACTS.items():
        inside: defaultdict[str, list[str]] = defaultdict(list)
        for fact, family in find_pairs(store, f"?a a {kind} ; iag:inFamily ?b"):
            inside[family].append(fact)
        for family, facts in inside.items():
            found[family][name] = [
                {
                    **evidence.fact(fact),
                    "metiers": [
                        {"key": codes.get(metier, local_name(metier)), **evidence.text(metier)}
                        for metier in metiers.get(fact, [])
                    ],
                    **links,
                }
                for fact in evidence.in_order(facts)
                for links in [linked[name](fact)]
                if name != "technologies" or links["of"]
            ]
    return found


def _links_of_facts(store: ox.Store, evidence: Evidence) -> dict[str, Callable[[str], Data]]:
    """For each kind of fact, what a fact is linked to: harmonised things, stage, who runs it."""
    risks = find_links(store, "iag:namesRisk")
    opportunities = find_links(store, "iag:namesOpportunity")
    stages = find_links(store, "iag:hasStage")
    runners = find_links(store, "iag:carriedBy")
    tools = find_links(store, "iag:usesTechnology")
    kinds = find_kinds(store, "iag:Technology")
    mentions = find_links(store, "iag:mentions")
    roles = find_texts(store, "iag:statedRole")

    def texts(iris: Iterable[str]) -> list[Data]:
        return [evidence.text(iri) for iri in evidence.by_label(iris)]

    return {
        "activities": lambda fact: {},
        "opportunities": lambda fact: {"of": texts(opportunities.get(fact, []))},
        "risks": lambda fact: {"of": texts(risks.get(fact, []))},
        "uses": lambda fact: {
            "of": texts(tools.get(fact, [])),
            "stage": next(map(evidence.text, stages.get(fact, [])), None),
            "by": texts(runners.get(fact, [])),
        },
        "technologies": lambda fact: {
            "of": texts(thing for thing in mentions.get(fact, []) if thing in kinds),
            "role": as_data(roles[fact]) if fact in roles else None,
        },
    }


def _transverse(store: ox.Store, evidence: Evidence, sector: str) -> dict[str, list[Data]]:
    """The competences that a source asks of a whole sector, and the wordings under none of them.

    A competence has its points. Neither for a sector whose source assesses métiers one by one.
    """
    if find_pairs(store, f"?a a iag:Metier ; iag:inFamily ?b . ?b iag:inSector <{sector}>"):
        return {"competences": [], "wordings": []}
    heads = find_pairs(store, f"?a a iag:ReferenceCompetence ; iag:inSector <{sector}> ; a ?b")
    points: defaultdict[str, list[str]] = defaultdict(list)
    for point, head in find_pairs(store, "?a a iag:SkillWording ; iag:underHeading ?b"):
        points[head].append(point)
    lone = f"""?a a iag:SkillWording ; iag:inSector <{sector}> ; a ?b
    FILTER NOT EXISTS {{ ?a iag:underHeading ?head }}"""
    skills = find_links(store, "iag:harmonisedAs")

    def entries(wordings: Iterable[str]) -> list[Data]:
        return [
            {
                **evidence.fact(wording),
                "of": [
                    evidence.text(skill) for skill in evidence.by_label(skills.get(wording, []))
                ],
            }
            for wording in evidence.in_order(wordings)
        ]

    return {
        "competences": [
            {**evidence.fact(head), "points": entries(points[head])}
            for head in evidence.in_order({head for head, _ in heads})
        ],
        "wordings": entries({wording for wording, _ in find_pairs(store, lone)}),
    }


def metier_context(families: Data, key: str, family: str) -> Data:
    """What the sources say of a métier beyond its skills: risks and opportunities, uses.

    Facts of its family count unless they concern another métier alone; of uses, its own only.
    """
    found = next((f for f in families["families"] if f["key"] == family), None)
    if found is None:
        return {"risks": [], "opportunities": [], "uses": []}

    def concerns(fact: Data) -> bool:
        return any(metier["key"] == key for metier in fact["metiers"])

    return {
        **{
            name: [fact for fact in found[name] if not fact["metiers"] or concerns(fact)]
            for name in ("risks", "opportunities")
        },
        "uses": [fact for fact in found["uses"] if concerns(fact)],
    }
