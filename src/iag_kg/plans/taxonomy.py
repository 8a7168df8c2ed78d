"""The landscape of an imported taxonomy: weighted profiles, names, and how to find a métier.

A taxonomy prints no level of reinforcement or obsolescence: the gate on durability does not apply
(it is 0), and no skill is said to fade. There is one gate, on coverage.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

from iag_kg.graph import select
from iag_kg.plans.landscape import Gates, Landscape, Weight
from iag_kg.plans.reading import Names
from iag_kg.references import check_held

if TYPE_CHECKING:
    import pyoxigraph as ox

LANGUAGES = ("fr", "en")
# By taxonomy: how a métier is tied to the group that serves as its family.
_FAMILIES = {"rome": "skos:broader", "esco": "iag:inIscoGroup"}
# By taxonomy: the other names of a métier.
_ALIASES = {
    "rome": "?title iag:namesMetier ?metier ; skos:prefLabel ?name",
    "esco": "?metier a iag:ReferenceMetier ; skos:altLabel ?name",
}
PREFIXES = """PREFIX iag: <https://w3id.org/iag-kg/ontology#>
PREFIX iagg: <https://w3id.org/iag-kg/graph/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_METIERS = """SELECT ?metier ?code ?language ?label ?group WHERE { GRAPH iagg:%s {
  ?metier a iag:ReferenceMetier ; skos:notation ?code ; skos:prefLabel ?label .
  OPTIONAL { ?metier %s ?group } } BIND (LANG(?label) AS ?language) } ORDER BY ?code ?group"""
_GROUPS = """SELECT ?group ?code ?language ?label WHERE { GRAPH iagg:%s {
  ?group a iag:ReferenceGroup ; skos:prefLabel ?label . OPTIONAL { ?group skos:notation ?code } }
  BIND (LANG(?label) AS ?language) }"""
_LABELS = """SELECT ?skill ?language ?label WHERE { GRAPH iagg:%s {
  ?skill a iag:ReferenceSkill ; skos:prefLabel ?label } BIND (LANG(?label) AS ?language) }"""
# Labels that the importer was given from outside the release, in a graph beside it.
_ADDED = """SELECT ?skill ?language ?label WHERE { GRAPH iagg:%s-labels {
  ?skill skos:prefLabel ?label } BIND (LANG(?label) AS ?language) }"""
_SKILLS = "SELECT ?metier ?skill WHERE { GRAPH iagg:%s { ?metier %s ?skill } }"
_OTHER_NAMES = "SELECT ?metier ?name WHERE { GRAPH iagg:%s { %s } } ORDER BY ?metier ?name"


def read_profiles(
    store: ox.Store, key: str, weights: Mapping[str, float], gate: Fraction, names: Names
) -> Landscape:
    """The profiles of a taxonomy ('rome', 'esco'), in whole numbers.

    Args:
        weights: what a skill weighs by the property that ties it to its métier, in [0, 1]; the
            highest counts where several do.
        gate: the least coverage of an open passerelle.
        names: the métiers, from `read_labels`.

    A métier without any skill is there, but not complete: no passerelle is judged from nothing.
    """
    exact = {predicate: Fraction(weight) for predicate, weight in weights.items()}
    unit = lcm(*(weight.denominator for weight in exact.values()))
    profiles: dict[str, dict[str, Weight]] = {code: {} for code in names.codes.values()}
    for predicate, weight in exact.items():
        steps = int(weight * unit)
        for metier, skill in select(store, PREFIXES + _SKILLS % (key, predicate)).values():
            profile = profiles[names.codes[str(metier)]]
            profile[str(skill)] = max(steps, profile.get(str(skill), 0))
    complete = frozenset(code for code, profile in profiles.items() if profile)
    return Landscape(profiles, complete, Gates(gate, Fraction(0), 0, 0), unit=unit)


def read_labels(store: ox.Store, key: str) -> Names:
    """The labels of a taxonomy; where one is not in a language, it stands in another.

    A skill that the publisher does not name in a language has the label added from outside.

    Métiers and families begin with their code: `M1502 Chargé / Chargée de recrutement`.

    Raises:
        NotFoundError: the store does not hold the taxonomy.
    """
    check_held(store, key)
    groups: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for group, code, language, label in select(store, PREFIXES + _GROUPS % key).values():
        groups[str(group)][str(language)] = f"{code or ''} {label}".strip()
    skills: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for skill, language, label in select(store, PREFIXES + _LABELS % key).values():
        skills[str(skill)][str(language)] = str(label)
    for skill, language, label in select(store, PREFIXES + _ADDED % key).values():
        skills[str(skill)].setdefault(str(language), str(label))
    metiers: defaultdict[str, dict[str, str]] = defaultdict(dict)
    families: dict[str, dict[str, str]] = {}
    codes: dict[str, str] = {}
    query = PREFIXES + _METIERS % (key, _FAMILIES[key])
    for iri, code, language, label, group in select(store, query).values():
        metiers[str(code)][str(language)] = f"{code} {label}"
        families.setdefault(str(code), groups.get(str(group), {"fr": "–"}))
        codes[str(iri)] = str(code)
    return Names(_filled(metiers), _filled(families), _filled(skills), codes)


def read_group_labels(store: ox.Store, key: str, language: str) -> dict[str, str]:
    """The label of each group of a taxonomy by its code, which it begins with.

    Groups of all levels, those above families among them. In a language where the group has a
    label in it, else in another.
    """
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for _, code, said, label in select(store, PREFIXES + _GROUPS % key).values():
        if code:
            found[str(code)][str(said)] = f"{code} {label}"
    return {code: labels[language] for code, labels in _filled(found).items()}


def read_other_names(store: ox.Store, key: str) -> list[tuple[str, str]]:
    """The other names of the métiers of a taxonomy, each with the IRI of its métier."""
    query = PREFIXES + _OTHER_NAMES % (key, _ALIASES[key])
    return [(str(name), str(metier)) for metier, name in select(store, query).values()]


def _filled(names: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """Each label in every language: where it is missing, in another one."""
    return {
        thing: {
            language: labels.get(language) or labels[min(labels, key=_preference)]
            for language in LANGUAGES
        }
        for thing, labels in names.items()
    }


def _preference(language: str) -> tuple[bool, str]:
    return language not in LANGUAGES, language
