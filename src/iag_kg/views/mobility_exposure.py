"""How exposed to generative AI the métiers of a taxonomy are, by the ILO index of a store.

An occupation of ESCO has the exposure of its unit group of ISCO-08; a métier of ROME that of the
groups which the computed bridges of the store reach, each with the confidence of its best bridge.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from iag_kg.references import CONFIDENCES
from iag_kg.views.mobility_reading import NamedGraph
from iag_kg.views.reading import local_name

# The classes of the index by rank.
CLASSES = (
    "NotExposed",
    "MinimalExposure",
    "ExposureGradientOne",
    "ExposureGradientTwo",
    "ExposureGradientThree",
    "ExposureGradientFour",
)
_IN_GROUP = "iag:inIscoGroup"


@dataclass(frozen=True)
class Exposure:
    """A unit group that a métier leads to: its code, class (0–5), score, confidence (0 best).

    `confidence` is None where the taxonomy itself states the group.
    """

    group: str
    rank: int
    score: float
    confidence: int | None


def read_exposure(store: ox.Store, key: str, iris: Iterable[str]) -> dict[str, list[Exposure]]:
    """The exposures of métiers by IRI, the surest first; none where the store has no index."""
    assessed = _assessed(NamedGraph(store, "ilo"))
    reached = _stated(store) if key == "esco" else _bridged(store)
    found: dict[str, list[Exposure]] = {}
    for iri in iris:
        exposures = [
            Exposure(local_name(group).removeprefix("C"), *assessed[group], confidence)
            for group, confidence in reached.get(iri, {}).items()
            if group in assessed
        ]
        if exposures:
            found[iri] = sorted(exposures, key=lambda e: (e.confidence or 0, e.group))
    return found


def _assessed(graph: NamedGraph) -> dict[str, tuple[int, float]]:
    """Rank of the class and mean score of each unit group."""
    unit = dict(graph.pairs("iag:assessesGroup"))
    score = dict(graph.pairs("iag:exposureScore"))
    return {
        unit[iri]: (CLASSES.index(local_name(kind)), float(score[iri]))
        for iri, kind in graph.pairs("iag:hasExposureClass")
        if iri in unit and iri in score and local_name(kind) in CLASSES
    }


def _stated(store: ox.Store) -> dict[str, dict[str, int | None]]:
    return {iri: {group: None} for iri, group in NamedGraph(store, "esco").pairs(_IN_GROUP)}


def _bridged(store: ox.Store) -> Mapping[str, dict[str, int | None]]:
    """The groups of each métier of ROME with the confidence of the surest bridge to them."""
    bridges = NamedGraph(store, "bridges")
    occupation = dict(bridges.pairs("iag:bridgesOccupation"))
    confidence = dict(bridges.pairs("iag:hasConfidence"))
    group = dict(NamedGraph(store, "esco").pairs(_IN_GROUP))
    found: defaultdict[str, dict[str, int | None]] = defaultdict(dict)
    for bridge, metier in bridges.pairs("iag:bridgesMetier"):
        reached = group.get(occupation.get(bridge, ""))
        degree = local_name(confidence.get(bridge, ""))
        if reached and degree in CONFIDENCES:
            place = CONFIDENCES.index(degree)
            held = found[metier].get(reached)
            found[metier][reached] = place if held is None else min(held, place)
    return found
