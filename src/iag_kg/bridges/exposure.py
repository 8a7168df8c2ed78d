"""What a store on disk says of exposure, put beside the graph of the studies."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from iag_kg.errors import NotFoundError
from iag_kg.graph import RDF_TYPE, node

# By graph of the store: the property that says which things count, and what is taken of them.
_TAKEN = {
    "iagg:esco": ("iag:inIscoGroup", ("iag:inIscoGroup", "rdfs:label")),
    "iagg:bridges": (
        "iag:bridgesMetier",
        ("iag:bridgesMetier", "iag:bridgesOccupation", "iag:hasConfidence"),
    ),
    "iagg:ilo": (
        "iag:assessesGroup",
        ("iag:assessesGroup", "iag:exposureScore", "iag:hasExposureClass", "rdfs:label"),
    ),
}


def join(graph: ox.Store, references: ox.Store) -> None:
    """Add to an in-memory graph what leads from a métier of ROME or ESCO to its exposure.

    A few ten thousand triples of the store are copied, not its million: groups of occupations,
    the names of both, bridges, and the scores of unit groups.

    Raises:
        NotFoundError: the store lacks ESCO, the ILO index or the bridges; the message says how to
            get them.
    """
    held = {name.value for name in references.named_graphs() if isinstance(name, ox.NamedNode)}
    missing = [key for key in _TAKEN if node(key).value not in held]
    if missing:
        names = ", ".join(key.partition(":")[2] for key in missing)
        commands = "; ".join(f"`iag-kg import {key.partition(':')[2]} …`" for key in missing)
        raise NotFoundError(f"this store lacks {names}: {commands} brings it in")
    graph.extend(_taken(references))


def _taken(references: ox.Store) -> Iterator[ox.Quad]:
    for key, (mark, properties) in _TAKEN.items():
        name = node(key)
        wanted = [node(each) for each in properties]
        for marked in references.quads_for_pattern(None, node(mark), None, name):
            for each in wanted:
                yield from references.quads_for_pattern(marked.subject, each, None, name)
    # The index names unit groups in English alone; ESCO has their French names.
    kind, esco = node("iag:ReferenceGroup"), node("iagg:esco")
    for group in references.quads_for_pattern(None, RDF_TYPE, kind, esco):
        yield from references.quads_for_pattern(group.subject, node("rdfs:label"), None, esco)
