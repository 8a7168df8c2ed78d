"""The landscape of the graph that ships: profiles, gates, offers, cells, and how to name them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from iag_kg.errors import GraphError
from iag_kg.graph import Value, select
from iag_kg.plans.exposure import Exposure
from iag_kg.plans.landscape import Gates, Landscape, Weight

if TYPE_CHECKING:
    import pyoxigraph as ox

UNIT = 4  # quarters: the five levels of demand are whole numbers
_PREFIXES = """PREFIX iag: <https://w3id.org/iag-kg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_DEMANDS = """SELECT ?code ?skill ?demand WHERE {
  ?line a iag:SkillDemand ; iag:concernsMetier/skos:notation ?code ; iag:concernsSkill ?skill ;
    iag:demand ?demand }"""
_METIERS = """SELECT ?code ?iri ?full ?language ?label ?family WHERE {
  ?iri a iag:Metier ; skos:notation ?code ; iag:hasProfileBasis ?basis ; rdfs:label ?label ;
    iag:inFamily/rdfs:label ?family .
  BIND (?basis = iag:FullProfile AS ?full) BIND (LANG(?label) AS ?language)
  FILTER (LANG(?family) = ?language) }"""
_UNASSESSED = (
    """SELECT ?label WHERE { ?iri iag:hasProfileBasis iag:NoProfile ; rdfs:label ?label }"""
)
_SKILLS = """SELECT ?skill ?fading ?language ?label WHERE {
  ?skill a iag:Skill ; rdfs:label ?label . OPTIONAL { ?skill iag:isFading ?fading }
  BIND (LANG(?label) AS ?language) }"""
_OFFERS = """SELECT ?offer ?skill ?language ?title ?provider WHERE {
  ?offer a iag:TrainingOffer ; iag:developsSkill ?skill ; rdfs:label ?title ;
    iag:offeredBy/rdfs:label ?provider .
  BIND (LANG(?title) AS ?language) FILTER (LANG(?provider) = ?language) }"""
_GATES = """SELECT ?coverage ?durability ?reinforced ?declining WHERE {
  ?run a iag:PasserelleComputation ; iag:coverageThreshold ?coverage ;
    iag:durabilityThreshold ?durability .
  iag:ModerateReinforcement iag:demandWeight ?reinforced .
  iag:ModerateObsolescence iag:demandWeight ?declining }"""
_CELLS = """SELECT ?code (COUNT(?cell) AS ?cells) (SUM(IF(?score < 0, 1, 0)) AS ?declining)
  (SUM(IF(?score = -2, 1, 0)) AS ?strongly) (SUM(IF(?score > 0, 1, 0)) AS ?rising) WHERE {
  ?cell a iag:SkillImpact ; iag:concernsMetier/skos:notation ?code ;
    iag:hasLevel/iag:impactScore ?score }
GROUP BY ?code"""
_TRANSFORMATIONS = """SELECT ?code ?label WHERE {
  ?change iag:concernsMetier/skos:notation ?code ; iag:hasTransformation/rdfs:label ?label .
  FILTER (LANG(?label) = "%s") }"""


@dataclass(frozen=True)
class Offer:
    """A training offer: its title and provider by language, the skills that it develops."""

    titles: Mapping[str, str]
    providers: Mapping[str, str]
    skills: frozenset[str]


@dataclass(frozen=True)
class Names:
    """How to name things, by language: métiers and their families by code, skills by IRI."""

    metiers: Mapping[str, Mapping[str, str]]
    families: Mapping[str, Mapping[str, str]]
    skills: Mapping[str, Mapping[str, str]]
    codes: Mapping[str, str]


def read_landscape(store: ox.Store) -> Landscape:
    """The profiles, the gates and the practices that fade, as the graph states them.

    Raises:
        GraphError: the graph holds no computed passerelle, so no gate.
    """
    profiles: defaultdict[str, dict[str, Weight]] = defaultdict(dict)
    for code, skill, demand in select(store, _PREFIXES + _DEMANDS).values():
        profiles[str(code)][str(skill)] = _quarters(demand)
    found = select(store, _PREFIXES + _GATES).values()
    if not found:
        raise GraphError("the graph holds no passerelles, so no gates; `iag-kg build` makes them")
    coverage, durability, reinforced, declining = found[0]
    gates = Gates(
        _fraction(coverage), _fraction(durability), _quarters(reinforced), _quarters(declining)
    )
    full = {
        str(row["code"]) for row in select(store, _PREFIXES + _METIERS).records() if row["full"]
    }
    skills = select(store, _PREFIXES + _SKILLS).records()
    fading = frozenset(str(row["skill"]) for row in skills if row["fading"])
    return Landscape(profiles, frozenset(full & profiles.keys()), gates, fading, UNIT)


def read_names(store: ox.Store) -> Names:
    """The labels of métiers, families and skills, and the code of each métier by its IRI."""
    metiers: defaultdict[str, dict[str, str]] = defaultdict(dict)
    families: defaultdict[str, dict[str, str]] = defaultdict(dict)
    skills: defaultdict[str, dict[str, str]] = defaultdict(dict)
    codes: dict[str, str] = {}
    for code, iri, _, language, label, family in select(store, _PREFIXES + _METIERS).values():
        metiers[str(code)][str(language)] = str(label)
        families[str(code)][str(language)] = str(family)
        codes[str(iri)] = str(code)
    for skill, _, language, label in select(store, _PREFIXES + _SKILLS).values():
        skills[str(skill)][str(language)] = str(label)
    return Names(metiers, families, skills, codes)


def read_unassessed(store: ox.Store) -> frozenset[str]:
    """The labels of the métiers that a source names without assessing their skills."""
    return frozenset(str(label) for (label,) in select(store, _PREFIXES + _UNASSESSED).values())


def read_catalogue(store: ox.Store) -> dict[str, Offer]:
    """The offers that develop at least one harmonised skill, by IRI."""
    titles: defaultdict[str, dict[str, str]] = defaultdict(dict)
    providers: defaultdict[str, dict[str, str]] = defaultdict(dict)
    skills: defaultdict[str, set[str]] = defaultdict(set)
    for offer, skill, language, title, provider in select(store, _PREFIXES + _OFFERS).values():
        titles[str(offer)][str(language)] = str(title)
        providers[str(offer)][str(language)] = str(provider)
        skills[str(offer)].add(str(skill))
    return {
        offer: Offer(titles[offer], providers[offer], frozenset(skills[offer]))
        for offer in sorted(skills)
    }


def read_exposures(store: ox.Store, language: str) -> dict[str, Exposure]:
    """The exposure of each métier that has printed levels or a printed transformation, by code."""
    rows = select(store, _PREFIXES + _TRANSFORMATIONS % language).values()
    found = {str(code): Exposure(transformation=str(label)) for code, label in rows}
    for code, *counts in select(store, _PREFIXES + _CELLS).values():
        change = found.get(str(code), Exposure()).transformation
        cells, declining, strongly, rising = (int(str(count)) for count in counts)
        found[str(code)] = Exposure(cells, declining, strongly, rising, change)
    return found


def _fraction(value: Value) -> Fraction:
    return Fraction(Decimal(str(value)))


def _quarters(value: Value) -> Weight:
    """A weight in [0, 1] in quarters: a whole number for each of the five levels."""
    quarters = _fraction(value) * UNIT
    return quarters.numerator if quarters.denominator == 1 else quarters
