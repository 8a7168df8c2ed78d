"""Where sources contradict one another, agree, stand alone with a risk, or print other figures."""

from __future__ import annotations

from collections import defaultdict

import pyoxigraph as ox

from iag_kg.views.evidence import (
    Data,
    Evidence,
    as_data,
    find_instances,
    find_links,
    find_pairs,
)
from iag_kg.views.reading import find_records, find_texts


def read_debates(store: ox.Store, evidence: Evidence) -> Data:
    """Pairs of claims by topic, risks named by one document alone, pairs of figures."""
    speakers = find_links(store, "iag:saidBy")
    directions = find_links(store, "iag:hasDirection")
    figures = _figures(store, evidence)

    def statement(iri: str) -> Data:
        return {
            **evidence.fact(iri),
            "by": [evidence.text(actor) for actor in evidence.by_label(speakers.get(iri, []))],
            "direction": next(map(evidence.text, directions.get(iri, [])), None),
            "figure": figures.get(iri),
        }

    def pairs(kind: str, relation: str, shortcut: str) -> list[Data]:
        """The pairs of a kind, in the order in which the shortcut states the two."""
        ends = find_links(store, relation)
        topics = find_links(store, "iag:hasTopic")
        reasons = find_texts(store, "iag:reason")
        stated = set(find_pairs(store, f"?a {shortcut} ?b"))
        found = []
        for iri in find_instances(store, kind):
            both = ends.get(iri, [])
            if len(both) != 2:
                continue
            if (both[0], both[1]) not in stated:
                both = both[::-1]
            found.append(
                {
                    "topic": next(map(evidence.text, topics.get(iri, [])), None),
                    "reason": as_data(reasons[iri]) if iri in reasons else None,
                    "sides": [statement(end) for end in both],
                }
            )
        return sorted(found, key=lambda p: (p["topic"] or {"fr": ""})["fr"].casefold())

    return {
        "contradictions": pairs("iag:Contradiction", "iag:relatesClaim", "iag:contradicts"),
        "agreements": pairs("iag:ClaimAgreement", "iag:relatesClaim", "iag:agreesWith"),
        "conflicts": pairs("iag:StatisticConflict", "iag:relatesStatistic", "iag:conflictsWith"),
        "alone": _alone(store, evidence),
    }


def _alone(store: ox.Store, evidence: Evidence) -> list[Data]:
    """The risks that the wordings of one document alone name, and these wordings."""
    wordings: defaultdict[str, list[str]] = defaultdict(list)
    for wording, risk in find_pairs(store, "?a a iag:RiskWording ; iag:namesRisk ?b"):
        wordings[risk].append(wording)
    definitions = find_texts(store, "skos:definition")
    found = []
    for risk in evidence.by_label(wordings):
        facts = [evidence.fact(wording) for wording in evidence.in_order(wordings[risk])]
        documents = {fact["source"] for fact in facts}
        if len(documents) == 1:
            found.append(
                {
                    **evidence.thing(risk),
                    "source": documents.pop(),
                    "definition": as_data(definitions[risk]) if risk in definitions else None,
                    "wordings": facts,
                }
            )
    return sorted(found, key=lambda risk: risk["source"])


def _figures(store: ox.Store, evidence: Evidence) -> dict[str, Data]:
    """Value, unit, qualifier, population, date and sample of the figures that conflict."""
    populations = find_texts(store, "iag:population")
    rows = find_records(
        store,
        """SELECT ?s ?value ?high ?unit ?qualifier ?date ?sample ?origin WHERE {
        ?c a iag:StatisticConflict ; iag:relatesStatistic ?s .
        ?s iag:value ?value ; iag:hasUnit ?unit ; iag:hasQualifier ?qualifier
        OPTIONAL { ?s iag:upperValue ?high } OPTIONAL { ?s iag:refersToDate ?date }
        OPTIONAL { ?s iag:sampleSize ?sample } OPTIONAL { ?s iag:citedPublication ?origin } }""",
    )
    return {
        str(r["s"]): {
            "value": float(r["value"]) if r["value"] is not None else 0.0,
            "high": None if r["high"] is None else float(r["high"]),
            "unit": evidence.thing(str(r["unit"])),
            "qualifier": evidence.thing(str(r["qualifier"])),
            "date": str(r["date"] or ""),
            "sample": r["sample"],
            "origin": str(r["origin"] or ""),
            "population": as_data(populations[iri]) if iri in populations else None,
        }
        for r in sorted(rows, key=str)
        for iri in [str(r["s"])]
    }
