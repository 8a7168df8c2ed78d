"""What a store on disk holds to build bridges with: métiers, their names, the releases."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import pyoxigraph as ox

from iag_kg.bridges.matching import Titled
from iag_kg.errors import NotFoundError
from iag_kg.graph import select

_RELEASES = """
PREFIX iag: <https://w3id.org/iag-kg/ontology#>
PREFIX iagg: <https://w3id.org/iag-kg/graph/>
SELECT ?graph ?release WHERE {
  VALUES ?graph { iagg:rome iagg:esco }
  GRAPH ?graph { ?graph iag:release ?release }
}
"""
_USED = """
PREFIX iag: <https://w3id.org/iag-kg/ontology#>
PREFIX iagg: <https://w3id.org/iag-kg/graph/>
SELECT ?used WHERE { GRAPH iagg:bridges { iagg:bridges iag:usedRelease ?used } }
"""
_NAMES = """
PREFIX iag: <https://w3id.org/iag-kg/ontology#>
PREFIX iagg: <https://w3id.org/iag-kg/graph/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?metier ?name ?main WHERE {
  GRAPH iagg:%s {
    ?metier a iag:ReferenceMetier .
    { ?metier skos:prefLabel ?name BIND (true AS ?main) }
    UNION { ?metier skos:altLabel ?name BIND (false AS ?main) }
    UNION { ?title iag:namesMetier ?metier ; skos:prefLabel ?name BIND (false AS ?main) }
  }
  FILTER (LANG(?name) = "fr")
}
"""
_GROUPS = """
PREFIX iag: <https://w3id.org/iag-kg/ontology#>
PREFIX iagg: <https://w3id.org/iag-kg/graph/>
SELECT ?occupation ?group WHERE { GRAPH iagg:esco { ?occupation iag:inIscoGroup ?group } }
"""


@dataclass(frozen=True)
class Releases:
    """The releases of ROME and ESCO that a store holds, as their importer named them."""

    rome: str
    esco: str

    def named(self) -> tuple[str, str]:
        """As the graph of bridges states them: taxonomy, then release."""
        return f"rome {self.rome}", f"esco {self.esco}"


def read_releases(store: ox.Store) -> Releases:
    """The releases that bridges would start from.

    Raises:
        NotFoundError: ROME or ESCO is not in the store.
    """
    found = {
        str(graph).rpartition("/")[2]: str(release)
        for graph, release in select(store, _RELEASES).values()
    }
    if missing := [key for key in ("rome", "esco") if key not in found]:
        names = " and ".join(missing)
        raise NotFoundError(f"no {names} in this store: bridges need both; import it first")
    return Releases(found["rome"], found["esco"])


def are_current(store: ox.Store) -> bool:
    """Whether the bridges of a store were drawn from the releases that it holds.

    Raises:
        NotFoundError: ROME or ESCO is not in the store.
    """
    used = {str(release) for (release,) in select(store, _USED).values()}
    return used == set(read_releases(store).named())


def read_titles(store: ox.Store, key: str) -> list[Titled]:
    """The métiers of a taxonomy ('rome' or 'esco') with their French names, by IRI.

    A métier without a French main name is left out: ROME is in French only.
    """
    mains: dict[str, str] = {}
    others: defaultdict[str, set[str]] = defaultdict(set)
    for metier, name, main in select(store, _NAMES % key).values():
        if main:
            mains[str(metier)] = str(name)
        else:
            others[str(metier)].add(str(name))
    return [Titled(iri, mains[iri], tuple(sorted(others[iri]))) for iri in sorted(mains)]


def read_groups(store: ox.Store) -> dict[str, str]:
    """The unit group of ISCO-08 of each occupation of ESCO, by IRI."""
    return {str(each): str(group) for each, group in select(store, _GROUPS).values()}
