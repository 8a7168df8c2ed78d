"""From ROME to ESCO by the names both give to a métier, and how far their rankings agree.

Names are compared folded, a title with two genders standing for two names. Methods: exact label
(the title of the métier is the preferred French label of the occupation) and alternative label (an
appellation or an alternative label is involved). The confidence of a candidate is the share, among
the names of the métier that ESCO knows, of those that lead to it; several candidates stay several.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from iag_kg.mobilities.arrays import table
from iag_kg.mobilities.measures import TOP
from iag_kg.mobilities.register import Graph, Register
from iag_kg.mobilities.wording import name_forms

if TYPE_CHECKING:
    import numpy as np
    import pyoxigraph as ox
    from numpy.typing import NDArray

    from iag_kg.mobilities.overlap import Profiles

EXACT, ALTERNATIVE = "exact-label", "alternative-label"


@dataclass(frozen=True)
class Match:
    """A métier of ROME and an occupation of ESCO, by rank, with method and confidence."""

    metier: int
    occupation: int
    method: str
    confidence: float


def read_matches(store: ox.Store, register: Register, occupations: Profiles) -> list[Match]:
    """All candidates, in the order of métiers then occupations.

    Raises:
        NotFoundError: the store holds no ESCO.
    """
    preferred, known = _names(Graph(store, "esco"), occupations)
    found = []
    for metier, (title, more) in enumerate(
        zip(register.titles, register.appellations, strict=True)
    ):
        main = name_forms(title)
        names = main | {form for other in more for form in name_forms(other)}
        led = Counter(place for name in names for place in known.get(name, ()))
        exact = {place for name in main for place in preferred.get(name, ())}
        total = sum(led.values())
        found += [
            Match(metier, place, EXACT if place in exact else ALTERNATIVE, led[place] / total)
            for place in sorted(led)
        ]
    return found


def _names(graph: Graph, occupations: Profiles) -> tuple[dict[str, set[int]], dict[str, set[int]]]:
    """Occupations by preferred name, and by any name."""
    rank = {metier: place for place, metier in enumerate(occupations.metiers)}
    preferred: dict[str, set[int]] = defaultdict(set)
    known: dict[str, set[int]] = defaultdict(set)
    for predicate, names in (("skos:prefLabel", preferred), ("skos:altLabel", known)):
        for thing, label in graph.french(predicate):
            if thing in rank:
                for form in name_forms(label):
                    names[form].add(rank[thing])
    for form, places in preferred.items():
        known[form] |= places
    return preferred, known


def carried_over(
    matches: list[Match], places: list[int], esco: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Scores of ESCO between métiers of ROME: means over candidates, by confidence."""
    import numpy as np

    bags: dict[int, dict[str, float]] = {place: {} for place in places}
    for match in matches:
        bags[match.metier][str(match.occupation)] = match.confidence
    columns = {str(number): number for number in range(len(esco))}
    share = table(bags.values(), columns)
    return np.round(np.asarray((share @ (share @ esco).T).T), 12)


def agreement(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of each métier, the share of its ten best destinations by `a` that `b` has there too."""
    import numpy as np

    shares = np.empty((len(a), 1))
    for source in range(len(a)):
        tops = []
        for scores in (a, b):
            order = np.argsort(-scores[source], kind="stable")
            tops.append(set(order[order != source][:TOP].tolist()))
        shares[source] = len(tops[0] & tops[1]) / max(1, len(tops[0]))
    return shares
