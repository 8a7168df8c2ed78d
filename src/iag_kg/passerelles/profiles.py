"""What each métier demands of each skill once generative AI is in place, read from the graph."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import pyoxigraph as ox

from iag_kg.graph import select

_STATEMENTS = """
PREFIX iag: <https://w3id.org/iag-kg/ontology#>
SELECT ?metier ?skill ?weight WHERE {
  ?statement iag:concernsMetier ?metier ; iag:concernsWording ?wording .
  ?wording iag:harmonisedAs ?skill .
  {
    ?statement iag:hasLevel ?level .
  } UNION {
    ?statement a iag:KeySkillStatement .
    ?transformation iag:concernsMetier ?metier ; iag:hasTransformation ?level .
  }
  ?level iag:demandWeight ?weight .
}
"""
_METIERS = """
PREFIX iag: <https://w3id.org/iag-kg/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?metier ?code ?family ?managerial ?full WHERE {
  ?metier a iag:Metier ; skos:notation ?code ; iag:inFamily ?family ;
    iag:isManagerial ?managerial ; iag:hasProfileBasis ?basis .
  BIND (?basis = iag:FullProfile AS ?full)
}
ORDER BY ?code
"""
_NAMES = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX iag: <https://w3id.org/iag-kg/ontology#>
SELECT ?thing ?label (LANG(?label) AS ?language) ?fading WHERE {
  VALUES ?class { iag:Metier iag:Skill }
  ?thing a ?class ; rdfs:label ?label .
  OPTIONAL { ?thing iag:isFading ?fading }
}
"""


@dataclass(frozen=True)
class Metier:
    """A métier as the engine needs it; `full` is whether a source assesses its whole profile."""

    iri: str
    code: str
    family: str
    managerial: bool
    full: bool


@dataclass(frozen=True)
class Names:
    """How to speak of métiers and skills: labels by IRI and language, and which skills fade."""

    labels: Mapping[str, Mapping[str, str]]
    fading: frozenset[str]


@dataclass(frozen=True)
class Profiles:
    """Demand w(m, s) in quarters (0 to 4): `demand[code][skill]`; métiers in order of code."""

    metiers: tuple[Metier, ...]
    skills: tuple[str, ...]
    demand: Mapping[str, Mapping[str, int]]

    def rarity(self) -> dict[str, float]:
        """−ln of the share of métiers whose demand for the skill is above zero (natural log).

        A skill that no métier demands has no rarity and is left out.
        """
        having = {
            skill: sum(1 for row in self.demand.values() if row.get(skill, 0) > 0)
            for skill in self.skills
        }
        total = len(self.metiers)
        return {skill: -math.log(count / total) + 0.0 for skill, count in having.items() if count}


def read_profiles(store: ox.Store) -> Profiles:
    """The profiles that cells, key skills and harmonisation give (DESIGN §5).

    A métier's demand for a skill is the highest among its wordings harmonised to that skill; a key
    skill weighs what the transformation of its métier weighs. Métiers without any assessed skill
    have no profile.
    """
    highest: dict[str, dict[str, int]] = defaultdict(dict)
    for metier, skill, weight in select(store, _STATEMENTS).values():
        assert isinstance(metier, str) and isinstance(skill, str) and isinstance(weight, Decimal)
        quarters = int(weight * 4)
        highest[metier][skill] = max(quarters, highest[metier].get(skill, 0))
    metiers = tuple(
        Metier(str(iri), str(code), str(family), bool(managerial), bool(full))
        for iri, code, family, managerial, full in select(store, _METIERS).values()
        if iri in highest
    )
    skills = tuple(sorted({skill for row in highest.values() for skill in row}))
    return Profiles(metiers, skills, {metier.code: highest[metier.iri] for metier in metiers})


def read_names(store: ox.Store) -> Names:
    """The French and English labels of métiers and skills, and the skills that fade."""
    labels: dict[str, dict[str, str]] = defaultdict(dict)
    fading: set[str] = set()
    for iri, label, language, fades in select(store, _NAMES).values():
        labels[str(iri)][str(language)] = str(label)
        if fades:
            fading.add(str(iri))
    return Names(labels, frozenset(fading))
