"""Types that follow from the class hierarchy (rule cax-sco of OWL 2 RL), without a reasoner."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import pyoxigraph as ox

from iag_kg.namespaces import IAG, PROV, RDF, RDFS, SKOS

_TYPE = ox.NamedNode(f"{RDF}type")
_SUBCLASS = ox.NamedNode(f"{RDFS}subClassOf")
_KEPT = (IAG, PROV, SKOS)


def infer_types(ontology: Iterable[ox.Triple], data: Iterable[ox.Triple]) -> list[ox.Triple]:
    """The types of the data's individuals that are not stated yet, in order.

    Only classes of the project, of SKOS and of PROV: no owl:Thing, no rdfs:Resource.
    """
    parents: defaultdict[object, list[ox.NamedNode]] = defaultdict(list)
    for triple in ontology:
        if triple.predicate == _SUBCLASS and isinstance(triple.object, ox.NamedNode):
            parents[triple.subject].append(triple.object)
    stated = [t for t in data if t.predicate == _TYPE]
    known = set(stated)
    inferred = {
        ox.Triple(triple.subject, _TYPE, ancestor)
        for triple in stated
        for ancestor in _ancestors(triple.object, parents)
        if ancestor.value.startswith(_KEPT)
    }
    return sorted(inferred - known, key=str)


def _ancestors(
    cls: object, parents: defaultdict[object, list[ox.NamedNode]]
) -> dict[ox.NamedNode, None]:
    found: dict[ox.NamedNode, None] = {}
    queue = [*parents[cls]]
    for ancestor in queue:
        if ancestor not in found:
            found[ancestor] = None
            queue.extend(parents[ancestor])
    return found
