"""Bridges → N-Triples lines of their own graph, with what they were computed from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import pyoxigraph as ox

from iag_kg.bridges.matching import Bridge
from iag_kg.bridges.reading import Releases
from iag_kg.graph import RDF_TYPE, node, text
from iag_kg.namespaces import IAGD

GRAPH = "iagg:bridges"
TITLES = {"fr": "Ponts de ROME à ESCO, par les noms", "en": "Bridges from ROME to ESCO, by names"}
RULE = {
    "fr": "Deux métiers sont rapprochés quand ils portent un même nom français, sans casse, "
    "accents ni sigles entre parenthèses ; formes masculine et féminine sont prises à part. "
    "Haute confiance : même libellé principal ; moyenne : une seule forme, ou un autre nom d’un "
    "seul côté ; basse : un autre nom des deux côtés. Un nom que plusieurs portent baisse la "
    "confiance d’un degré.",
    "en": "Two métiers are matched where they bear the same French name, without case, accents or "
    "bracketed acronyms; masculine and feminine forms are taken apart. High confidence: the same "
    "main label; medium: one form only, or another name on one side; low: another name on both "
    "sides. A name that several bear lowers confidence by a degree.",
}


def state(
    bridges: Iterable[Bridge], groups: Mapping[str, str], releases: Releases, day: str | None
) -> Iterator[str]:
    """The lines of the graph: how it was made, each bridge, the groups that métiers reach.

    Args:
        groups: the unit group of each occupation, as ESCO states it.
        day: the date of the computation, ISO 8601; None states none.
    """
    yield from _provenance(releases, day)
    reached: set[tuple[str, str]] = set()
    for bridge in bridges:
        yield from _bridge(bridge)
        if group := groups.get(bridge.occupation):
            reached.add((bridge.metier, group))
    for metier, group in sorted(reached):
        yield _line(ox.NamedNode(metier), "iag:reachesIscoGroup", ox.NamedNode(group))


def _provenance(releases: Releases, day: str | None) -> Iterator[str]:
    graph = node(GRAPH)
    yield _line(graph, "rdf:type", node("iag:BridgeComputation"))
    for language in ("fr", "en"):
        yield _line(graph, "rdfs:label", text(TITLES[language], language))
        yield _line(graph, "dcterms:description", text(RULE[language], language))
    for release in releases.named():
        yield _line(graph, "iag:usedRelease", ox.Literal(release))
    if day:
        date = ox.Literal(day, datatype=node("xsd:date"))
        yield _line(graph, "dcterms:issued", date)


def _bridge(bridge: Bridge) -> Iterator[str]:
    code = bridge.metier.rpartition("-")[2]
    tail = bridge.occupation.rpartition("/")[2]
    subject = ox.NamedNode(f"{IAGD}bridge-{code}--{tail}")
    metier, occupation = ox.NamedNode(bridge.metier), ox.NamedNode(bridge.occupation)
    yield str(ox.Triple(subject, RDF_TYPE, node("iag:MetierBridge"))) + " .\n"
    yield _line(subject, "iag:bridgesMetier", metier)
    yield _line(subject, "iag:bridgesOccupation", occupation)
    yield _line(subject, "iag:hasBasis", node("iag:Computed"))
    yield _line(subject, "iag:hasMappingMethod", node(f"iag:{bridge.method}"))
    yield _line(subject, "iag:hasConfidence", node(f"iag:{bridge.confidence}"))
    yield _line(subject, "iag:sharedName", ox.Literal(bridge.shared))
    if bridge.confidence == "HighConfidence":
        yield _line(metier, "skos:closeMatch", occupation)


def _line(subject: ox.NamedNode, predicate: str, target: ox.NamedNode | ox.Literal) -> str:
    return f"{ox.Triple(subject, node(predicate), target)} .\n"
