"""The atlas of a graph: one SELECT a kind of thing, joined in Python."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox

from iag_kg import graph
from iag_kg.namespaces import IAG
from iag_kg.views.atlas import (
    Atlas,
    Cell,
    Comparison,
    Family,
    Level,
    Metier,
    Need,
    Passerelle,
    Skill,
    Text,
)
from iag_kg.views.reading import (
    find_keys,
    find_one,
    find_records,
    find_texts,
    local_name,
    select,
    to_number,
)

_SCORES = {
    "coverage": "coverage",
    "affinity": "affinity",
    "durableShare": "durable",
    "rarityCoverage": "rarity_coverage",
    "rarityAffinity": "rarity_affinity",
}
_GATES = {
    "passesCoverage": "passes_coverage",
    "passesDurability": "passes_durability",
    "comparesFullProfiles": "compares_full",
    "isRecommended": "is_recommended",
}
_KINDS = ("WithinFamily", "Horizontal", "Vertical")


def read_atlas(store: ox.Store) -> Atlas:
    """The atlas of a built graph."""
    labels = find_texts(store, "rdfs:label")
    definitions = find_texts(store, "skos:definition")
    keys = find_keys(store)
    metiers = _metiers(store, labels, definitions, keys)
    families = sorted({m.family for m in metiers})
    family_labels = {keys[iri]: text for iri, text in labels.items() if keys.get(iri) in families}
    computation = find_one(
        store,
        "SELECT ?coverage ?durability WHERE { ?c a iag:PasserelleComputation ;"
        " iag:coverageThreshold ?coverage ; iag:durabilityThreshold ?durability }",
    )
    return Atlas(
        families=tuple(Family(key, family_labels.get(key, Text(key, key))) for key in families),
        metiers=metiers,
        skills=_skills(store, labels, definitions, keys),
        levels=_levels(store, labels),
        kinds={local_name(iri): text for iri, text in labels.items() if local_name(iri) in _KINDS},
        needs=_needs(store, labels, keys),
        passerelles=_passerelles(store, keys),
        coverage_threshold=to_number(computation.get("coverage"), 0.5),
        durability_threshold=to_number(computation.get("durability"), 0.5),
        source=_study(store),
    )


def _study(store: ox.Store) -> Text:
    """The title of the document that assesses the skills of métiers."""
    found = find_one(
        store,
        """SELECT ?d WHERE { ?fact a ?kind ; prov:hadPrimarySource ?d
        VALUES ?kind { iag:SkillImpact iag:KeySkillStatement } }
        GROUP BY ?d ORDER BY DESC(COUNT(?fact)) ?d LIMIT 1""",
    )
    return find_texts(store, "dcterms:title").get(str(found.get("d")), Text("", ""))


def _levels(store: ox.Store, labels: dict[str, Text]) -> dict[str, Level]:
    """The impact levels by printed sign, the strongest reinforcement first."""
    rows = find_records(
        store,
        "SELECT ?level ?sign ?score WHERE { ?level a iag:ImpactLevel ; skos:notation ?sign ;"
        " iag:impactScore ?score } ORDER BY DESC(?score)",
    )
    return {
        str(r["sign"]): Level(labels[str(r["level"])], int(to_number(r["score"]))) for r in rows
    }


def _metiers(
    store: ox.Store, labels: dict[str, Text], definitions: dict[str, Text], keys: dict[str, str]
) -> tuple[Metier, ...]:
    rows = find_records(
        store,
        """SELECT DISTINCT ?m ?family ?basis ?managerial ?change WHERE {
        ?m a iag:Metier ; iag:inFamily ?family ; iag:hasProfileBasis ?basis .
        FILTER(?basis IN (iag:FullProfile, iag:KeySkillProfile))
        OPTIONAL { ?m iag:isManagerial ?managerial }
        OPTIONAL { ?t a iag:MetierTransformation ; iag:concernsMetier ?m ;
                   iag:hasTransformation ?change } }""",
    )
    found = {
        keys[str(r["m"])]: Metier(
            key=keys[str(r["m"])],
            label=labels[str(r["m"])],
            family=keys[str(r["family"])],
            basis="full" if str(r["basis"]) == f"{IAG}FullProfile" else "key",
            is_managerial=r["managerial"] is True,
            definition=definitions.get(str(r["m"])),
            transformation=labels.get(str(r["change"])),
        )
        for r in sorted(rows, key=str)
    }
    return tuple(found[key] for key in sorted(found, key=lambda k: (found[k].family, k)))


def _skills(
    store: ox.Store, labels: dict[str, Text], definitions: dict[str, Text], keys: dict[str, str]
) -> tuple[Skill, ...]:
    rows = find_records(
        store,
        """SELECT ?s ?category ?fading WHERE { ?s a iag:Skill .
        OPTIONAL { ?s skos:broader ?category . ?category a iag:SkillCategory }
        OPTIONAL { ?s iag:isFading ?fading } } ORDER BY ?s""",
    )
    return tuple(
        Skill(
            key=keys[str(r["s"])],
            label=labels[str(r["s"])],
            category=labels.get(str(r["category"]), Text("", "")),
            definition=definitions.get(str(r["s"])),
            is_fading=r["fading"] is True,
        )
        for r in rows
    )


def _needs(store: ox.Store, labels: dict[str, Text], keys: dict[str, str]) -> tuple[Need, ...]:
    cells: defaultdict[tuple[str, str], set[Cell]] = defaultdict(set)
    scores: dict[str, int] = {}
    for r in find_records(
        store,
        """SELECT ?m ?s ?w ?sign ?score ?locator WHERE {
        ?statement iag:concernsMetier ?m ; iag:concernsWording ?w . ?w iag:harmonisedAs ?s .
        OPTIONAL { ?statement iag:hasLevel ?l . ?l skos:notation ?sign ; iag:impactScore ?score }
        OPTIONAL { ?statement iag:locator ?locator } }""",
    ):
        sign = str(r["sign"] or "")
        scores[sign] = int(to_number(r["score"], -9))
        wording = labels.get(str(r["w"]), Text("", ""))
        cell = Cell(wording.fr, wording.en, sign, str(r["locator"] or ""))
        cells[keys[str(r["m"])], keys[str(r["s"])]].add(cell)
    demands = {
        (keys[str(r["m"])], keys[str(r["s"])]): to_number(r["demand"])
        for r in find_records(
            store,
            "SELECT ?m ?s ?demand WHERE { ?d a iag:SkillDemand ; iag:concernsMetier ?m ;"
            " iag:concernsSkill ?s ; iag:demand ?demand }",
        )
    }
    return tuple(
        Need(
            *pair,
            level=max((cell.sign for cell in cells[pair]), key=scores.__getitem__, default=""),
            demand=demand,
            cells=tuple(sorted(cells[pair])),
        )
        for pair, demand in sorted(demands.items())
    )


def _passerelles(store: ox.Store, keys: dict[str, str]) -> tuple[Passerelle, ...]:
    explanations: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for thing, text in select(
        store, "SELECT ?p ?text WHERE { ?p a iag:Passerelle ; iag:explanation ?text }"
    ).terms:
        if isinstance(text, ox.Literal) and thing is not None:
            explanations[str(graph.to_python(thing))][text.language or "fr"] = text.value
    comparisons: defaultdict[str, list[Comparison]] = defaultdict(list)
    for p, s, contribution, gap in select(
        store,
        """SELECT ?p ?s ?contribution ?gap WHERE { ?p iag:comparesSkill ?c .
        ?c iag:concernsSkill ?s OPTIONAL { ?c iag:contribution ?contribution }
        OPTIONAL { ?c iag:gap ?gap } }""",
    ).values():
        comparisons[str(p)].append(
            Comparison(keys[str(s)], to_number(contribution), to_number(gap))
        )
    wanted = " ".join(f"OPTIONAL {{ ?p iag:{name} ?{name} }}" for name in (*_SCORES, *_GATES))
    rows = find_records(
        store,
        f"""SELECT * WHERE {{ ?p a iag:Passerelle ; iag:origin ?origin ;
        iag:destination ?destination OPTIONAL {{ ?p iag:hasKind ?kind }} {wanted} }}""",
    )
    found = []
    for r in rows:
        values: dict[str, Any] = {field: to_number(r[name]) for name, field in _SCORES.items()}
        values |= {field: r[name] is True for name, field in _GATES.items()}
        found.append(
            Passerelle(
                origin=keys[str(r["origin"])],
                destination=keys[str(r["destination"])],
                kind=local_name(str(r["kind"] or "")),
                explanation=_both(explanations[str(r["p"])]),
                comparisons=_strongest_first(comparisons[str(r["p"])]),
                **values,
            )
        )
    return tuple(sorted(found, key=_recommended_first))


def _recommended_first(p: Passerelle) -> tuple[bool, float, str, str]:
    """Recommended passerelles before the others, whose coverage may rest on a partial profile."""
    return not p.is_recommended, -p.coverage, p.origin, p.destination


def _both(texts: dict[str, str]) -> Text:
    french = texts.get("fr") or texts.get("en") or ""
    return Text(french, texts.get("en") or french)


def _strongest_first(found: Iterable[Comparison]) -> tuple[Comparison, ...]:
    return tuple(sorted(found, key=lambda c: (-c.contribution, -c.gap, c.skill)))
