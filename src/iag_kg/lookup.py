"""Find what a person names in words: a métier, a skill, a section, a use, a role, a provision…"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from iag_kg.errors import AmbiguousError, NotFoundError
from iag_kg.folding import fold
from iag_kg.graph import node, select
from iag_kg.namespaces import IAGD, PREFIXES

_NAMED = """
PREFIX iag: <https://w3id.org/iag-kg/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing (LANG(?label) AS ?language) ?label ?place ?code WHERE {
  ?thing a %s ; rdfs:label ?label ; (%s)/rdfs:label ?place .
  FILTER (LANG(?label) = LANG(?place))
  OPTIONAL { ?thing skos:notation ?code }
}
ORDER BY ?thing ?label
"""
# By class: what it is called, the query that lists it, how its IRIs begin, where its place is said.
_KINDS = {
    "iag:Metier": ("métier", "metiers/list", "metier", "iag:inFamily|iag:inSector"),
    "iag:MetierFamily": ("family", "references/bridges", "family", "iag:inSector"),
    "iag:Skill": ("skill", "skills/definitions", "skill", "skos:broader"),
    "iag:SourceSection": ("section", "evidence/coverage", "section", "prov:hadPrimarySource"),
    "iag:UseCase": ("use", "law/uses", "usecase", "iag:inUseGroup"),
    "iag:LegalRole": ("role", "law/roles", "role", "iag:hasCertainty"),
    "iag:Provision": ("provision", "law/provisions", "provision", "iag:inInstrument"),
    "iag:LegalInstrument": ("text", "law/instruments", "instrument", "iag:hasInstrumentKind"),
}


@dataclass(frozen=True)
class Named:
    """A thing as the graph names it, in 'fr' and 'en'.

    `places` are the names of its family, category, group or document; `code` is '' where it has
    none.
    """

    iri: str
    code: str
    labels: Mapping[str, str]
    places: Mapping[str, str]


def find(store: ox.Store, kind: str, name: str) -> Named:
    """What `name` means among the resources of a class: one of those of `_KINDS`.

    A name is an IRI, a CURIE, a key of the tables (banque-iag-4-2), a short code, a label, a part
    of one, or the name of a family or document, whose members are then listed. Case, accents and
    ligatures do not count. A whole label wins over parts of others, a métier with a profile over
    one that is only mentioned.

    Raises:
        NotFoundError: nothing answers to the name.
        AmbiguousError: several do; the message lists them.
    """
    everything = _read(store, kind)
    word, listing, stem, _ = _KINDS[kind]
    prefix, _, local = name.partition(":")
    iri, wanted = PREFIXES.get(prefix, f"{prefix}:") + local, fold(name).strip()
    tiers: Sequence[list[Named]] = (
        [thing for thing in everything if thing.iri in (iri, f"{IAGD}{stem}-{name}")]
        or [thing for thing in everything if wanted == fold(thing.code)],
        [thing for thing in everything if wanted in map(fold, thing.labels.values())],
        [thing for thing in everything if _within(wanted, thing.labels)],
        [thing for thing in everything if _within(wanted, thing.places)],
    )
    found: list[Named] = next(filter(None, tiers), []) if wanted else []
    found = [thing for thing in found if thing.code] or found
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotFoundError(
            f"no {word} answers to '{name}'; `iag-kg query run {listing}` lists them"
        )
    names = sorted(f"{thing.labels['fr']} — {thing.places['fr']}" for thing in found)
    raise AmbiguousError(f"'{name}' may mean {len(found)} {word}s:", names)


def _read(store: ox.Store, kind: str) -> list[Named]:
    query = _NAMED % (node(kind), _KINDS[kind][3])
    codes: dict[str, str] = {}
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    places: dict[str, dict[str, str]] = defaultdict(dict)
    for iri, language, label, place, code in select(store, query).values():
        labels[str(iri)][str(language)] = str(label)
        places[str(iri)][str(language)] = str(place)
        codes[str(iri)] = str(code or "")
    return [Named(iri, code, labels[iri], places[iri]) for iri, code in codes.items()]


def _within(wanted: str, names: Mapping[str, str]) -> bool:
    return any(wanted in fold(name) for name in names.values())
