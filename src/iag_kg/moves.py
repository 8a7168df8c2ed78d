"""Read passerelles back from the graph, for a person."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pyoxigraph as ox

from iag_kg.gaps import sort_gap
from iag_kg.graph import Value, select

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
ORDER BY DESC(?recommended) DESC(?coverage) DESC(?affinity) ?label
"""
_LINES = """
PREFIX iag: <https://w3id.org/iag-kg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?skill ?origin_demand ?demand ?contribution ?gap ?fading WHERE {
  VALUES (?passerelle ?language) { (%s %s) }
  ?passerelle iag:origin ?origin ; iag:destination ?destination ; iag:comparesSkill ?line .
  ?line iag:concernsSkill ?concept .
  ?concept rdfs:label ?skill ; iag:isFading ?fading .
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
_OFFERS = """
PREFIX iag: <https://w3id.org/iag-kg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?skill ?title ?provider ?mode ?cpf ?rncp WHERE {
  VALUES (?passerelle ?language) { (%s %s) }
  ?passerelle iag:comparesSkill ?line .
  ?line iag:concernsSkill ?concept ; iag:gap ?gap .
  ?offer a iag:TrainingOffer ; iag:developsSkill ?concept ; rdfs:label ?title ;
    iag:offeredBy/rdfs:label ?provider ; iag:cpfEligibility/rdfs:label ?cpf ;
    iag:rncpRegistration/rdfs:label ?rncp .
  OPTIONAL { ?offer iag:deliveryMode ?mode FILTER (LANG(?mode) = ?language) }
  ?concept rdfs:label ?skill ; iag:isFading false .
  FILTER (LANG(?skill) = ?language && LANG(?title) = ?language && LANG(?provider) = ?language)
  FILTER (LANG(?cpf) = ?language && LANG(?rncp) = ?language)
}
ORDER BY DESC(?gap) ?skill ?provider ?title
"""


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
    """One skill of the destination: demand on each side, part of the coverage, what is missing.

    `origin_demand` is None where the sources state nothing of the skill at the origin; `todo` is
    one of `gaps.GAPS`, '' where there is no gap.
    """

    skill: str
    origin_demand: Decimal | None
    demand: Decimal
    contribution: Decimal
    gap: Decimal
    todo: str


@dataclass(frozen=True)
class TrainingLine:
    """One training offer for one missing skill, as the catalogue of its source prints it."""

    skill: str
    title: str
    provider: str
    mode: str
    cpf: str
    rncp: str


def read_moves(store: ox.Store, origin: str, language: str) -> list[Move]:
    """The passerelles from a métier: the recommended ones first, then the best covered.

    There are none where the sources assess no skill of the métier.
    """
    query = _MOVES % (ox.NamedNode(origin), ox.Literal(language))
    moves = []
    for row in select(store, query).records():
        names = ("passerelle", "destination", "label", "family")
        iri, destination, label, family = (str(row.pop(name)) for name in names)
        moves.append(Move(iri, destination, label, family, row))
    return moves


def read_lines(store: ox.Store, move: Move, language: str) -> list[SkillLine]:
    """What each skill of the destination contributes, the strongest first."""
    query = _LINES % (ox.NamedNode(move.iri), ox.Literal(language))
    lines = []
    for skill, held, *numbers, fading in select(store, query).values():
        demand, contribution, gap = (Decimal(str(number or 0)) for number in numbers)
        origin = None if held is None else Decimal(str(held))
        todo = sort_gap(origin, bool(fading)) if gap else ""
        lines.append(SkillLine(str(skill), origin, demand, contribution, gap, todo))
    return lines


def read_training(store: ox.Store, move: Move, language: str) -> list[TrainingLine]:
    """The training offers for what is missing, the widest gap first; one row a skill and offer."""
    query = _OFFERS % (ox.NamedNode(move.iri), ox.Literal(language))
    rows = select(store, query).values()
    return [TrainingLine(*("" if cell is None else str(cell) for cell in row)) for row in rows]
