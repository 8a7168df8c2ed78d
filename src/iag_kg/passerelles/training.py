"""Which training offers help with a gap: read from the graph, then chosen for one passerelle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

import pyoxigraph as ox

from iag_kg.gaps import FADING, sort_gap
from iag_kg.graph import select
from iag_kg.passerelles.engine import Line

NAMED = 2

_OFFERS = """
PREFIX iag: <https://w3id.org/iag-kg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?offer ?skill ?title ?provider (LANG(?title) AS ?language) WHERE {
  ?offer a iag:TrainingOffer ; rdfs:label ?title ; iag:developsSkill ?skill ;
    iag:offeredBy/rdfs:label ?provider .
  FILTER (LANG(?title) = LANG(?provider))
}
"""


@dataclass(frozen=True)
class Offer:
    """A training offer: its title and provider by language, and the skills that it develops."""

    iri: str
    titles: Mapping[str, str]
    providers: Mapping[str, str]
    skills: frozenset[str]


def read_offers(store: ox.Store) -> tuple[Offer, ...]:
    """The offers of the graph that develop at least one harmonised skill, by IRI."""
    titles: dict[str, dict[str, str]] = defaultdict(dict)
    providers: dict[str, dict[str, str]] = defaultdict(dict)
    skills: dict[str, set[str]] = defaultdict(set)
    for iri, skill, title, provider, language in select(store, _OFFERS).values():
        titles[str(iri)][str(language)] = str(title)
        providers[str(iri)][str(language)] = str(provider)
        skills[str(iri)].add(str(skill))
    return tuple(
        Offer(iri, titles[iri], providers[iri], frozenset(skills[iri])) for iri in sorted(skills)
    )


def choose_offers(
    lines: Iterable[Line], offers: Iterable[Offer], fading: frozenset[str]
) -> list[tuple[Offer, list[str]]]:
    """The offers to name for a gap, each with the skills that it is named for.

    Greedy: each time the offer that covers most of what is still missing, `NAMED` at most; among
    equals the first by IRI. Practices that fade are no reason to train.
    """
    missing = {
        line.skill: line.gap
        for line in lines
        if line.gap and sort_gap(line.held, line.skill in fading) != FADING
    }
    chosen: list[tuple[Offer, list[str]]] = []
    rest = list(offers)
    while rest and len(chosen) < NAMED:

        def covered(offer: Offer) -> Decimal:
            return sum((missing[skill] for skill in offer.skills & missing.keys()), Decimal(0))

        best = max(rest, key=covered)
        if not covered(best):
            break
        named = sorted(best.skills & missing.keys(), key=lambda skill: (-missing[skill], skill))
        chosen.append((best, named))
        rest.remove(best)
        for skill in named:
            del missing[skill]
    return chosen
