"""Read métiers and passerelles back from the graph, for a person who names them in words."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import pyoxigraph as ox

from iag_kg.errors import AmbiguousError, NotFoundError
from iag_kg.graph import Value, select
from iag_kg.namespaces import PREFIXES

_METIERS = """
PREFIX iag: <https://w3id.org/iag-kg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?metier (LANG(?label) AS ?language) ?label ?family ?code WHERE {
  ?metier a iag:Metier ; rdfs:label ?label ; iag:inFamily/rdfs:label ?family .
  FILTER (LANG(?label) = LANG(?family))
  OPTIONAL { ?metier skos:notation ?code }
}
ORDER BY ?metier ?label
"""
_MOVES = """
PREFIX iag: <https://w3id.org/iag-kg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?destination ?label ?family ?coverage ?affinity ?durable ?rarity_coverage ?rarity_affinity
  ?kind ?passes_coverage ?passes_durability ?compares_full ?recommended ?explanation ?passerelle
WHERE {
  VALUES (?origin ?language) { (%s %s) }
  ?passerelle iag:origin ?origin ; iag:destination ?destination ;
    iag:coverage ?coverage ; iag:affinity ?affinity ; iag:durableShare ?durable ;
    iag:rarityCoverage ?rarity_coverage ; iag:rarityAffinity ?rarity_affinity ;
    iag:passesCoverage ?passes_coverage ; iag:passesDurability ?passes_durability ;
    iag:comparesFullProfiles ?compares_full ; iag:isRecommended ?recommended ;
    iag:explanation ?explanation ; iag:hasKind/rdfs:label ?kind .
  ?destination rdfs:label ?label ; iag:inFamily/rdfs:label ?family .
  FILTER (LANG(?label) = ?language && LANG(?family) = ?language)
  FILTER (LANG(?kind) = ?language && LANG(?explanation) = ?language)
}
ORDER BY DESC(?coverage) DESC(?affinity) ?label
"""
_LINES = """
PREFIX iag: <https://w3id.org/iag-kg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?skill ?origin_demand ?demand ?contribution ?gap WHERE {
  VALUES (?passerelle ?language) { (%s %s) }
  ?passerelle iag:origin ?origin ; iag:destination ?destination ; iag:comparesSkill ?line .
  ?line iag:concernsSkill ?concept .
  ?concept rdfs:label ?skill .
  ?wanted a iag:SkillDemand ; iag:concernsMetier ?destination ; iag:concernsSkill ?concept ;
    iag:demand ?demand .
  OPTIONAL {
    ?held a iag:SkillDemand ; iag:concernsMetier ?origin ; iag:concernsSkill ?concept ;
      iag:demand ?origin_demand .
  }
  OPTIONAL { ?line iag:contribution ?contribution }
  OPTIONAL { ?line iag:gap ?gap }
  FILTER (LANG(?skill) = ?language)
}
ORDER BY DESC(?contribution) ?gap ?skill
"""


@dataclass(frozen=True)
class Metier:
    """A métier as the graph names it; `code` is '' where it has no profile.

    `labels` and `families` are by language, 'fr' and 'en'.
    """

    iri: str
    code: str
    labels: Mapping[str, str]
    families: Mapping[str, str]


@dataclass(frozen=True)
class Move:
    """One passerelle read from the graph; `values` are its scores, kind, gates and explanation."""

    iri: str
    destination: str
    label: str
    family: str
    values: dict[str, Value]


@dataclass(frozen=True)
class SkillLine:
    """One skill of the destination: demand on each side, part of the coverage, what is missing."""

    skill: str
    origin_demand: Decimal
    demand: Decimal
    contribution: Decimal
    gap: Decimal


def find_metier(store: ox.Store, name: str) -> Metier:
    """The métier that `name` means: an IRI, a CURIE, a short code, a label or a part of one.

    Case and accents do not count. A whole label wins over parts of others.

    Raises:
        NotFoundError: no métier answers to the name.
        AmbiguousError: several do; the message lists them.
    """
    metiers = _read_metiers(store)
    prefix, _, local = name.partition(":")
    iri = PREFIXES.get(prefix, f"{prefix}:") + local
    wanted = _fold(name)
    for exact in (
        [metier for metier in metiers if iri == metier.iri],
        [metier for metier in metiers if wanted == metier.code],
        [metier for metier in metiers if wanted in map(_fold, metier.labels.values())],
    ):
        if len(exact) == 1:
            return exact[0]
    found = [
        metier
        for metier in metiers
        if wanted and any(wanted in _fold(label) for label in metier.labels.values())
    ]
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotFoundError(
            f"no métier answers to '{name}'; `iag-kg query run metiers/list` lists them all"
        )
    names = sorted(f"{metier.labels['fr']} — {metier.families['fr']}" for metier in found)
    raise AmbiguousError(f"'{name}' may mean {len(found)} métiers:", names)


def read_moves(store: ox.Store, origin: Metier, language: str) -> list[Move]:
    """The passerelles from a métier, best covered first.

    Raises:
        NotFoundError: the sources assess no skill of this métier, so it has no passerelle.
    """
    query = _MOVES % (ox.NamedNode(origin.iri), ox.Literal(language))
    moves = []
    for row in select(store, query).records():
        names = ("passerelle", "destination", "label", "family")
        iri, destination, label, family = (str(row.pop(name)) for name in names)
        moves.append(Move(iri, destination, label, family, row))
    if not moves:
        raise NotFoundError(
            f"'{origin.labels['fr']}' has no passerelle: the sources name it without assessing "
            "its skills"
        )
    return moves


def read_lines(store: ox.Store, move: Move, language: str) -> list[SkillLine]:
    """What each skill of the destination contributes, the strongest first."""
    query = _LINES % (ox.NamedNode(move.iri), ox.Literal(language))
    return [
        SkillLine(str(skill), *(Decimal(str(number or 0)) for number in numbers))
        for skill, *numbers in select(store, query).values()
    ]


def _read_metiers(store: ox.Store) -> list[Metier]:
    codes: dict[str, str] = {}
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    families: dict[str, dict[str, str]] = defaultdict(dict)
    for iri, language, label, family, code in select(store, _METIERS).values():
        labels[str(iri)][str(language)] = str(label)
        families[str(iri)][str(language)] = str(family)
        codes[str(iri)] = str(code or "")
    return [Metier(iri, code, labels[iri], families[iri]) for iri, code in codes.items()]


def _fold(text: str) -> str:
    """Text without case, accents and typographic apostrophes, for comparison."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold().strip()
