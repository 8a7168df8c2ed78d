"""The weighted profiles of a taxonomy; for the bench, coverage and affinity of all their pairs.

What a taxonomy puts at the heart of a métier weighs 1 (ROME: cœur de métier, main or emerging;
ESCO: essential), what else it lists weighs ½. `ranked` asks the engine (`iag_kg.matching`) for what
people are shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from iag_kg import matching
from iag_kg.mobilities.arrays import Sparse, rarity, sparse, table
from iag_kg.mobilities.register import Graph

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WEIGHTS: Mapping[str, Mapping[str, float]] = {
    "rome": {"iag:hasCoreSkill": 1.0, "iag:hasEmergingSkill": 1.0, "iag:hasOrdinarySkill": 0.5},
    "esco": {"iag:hasEssentialSkill": 1.0, "iag:hasOptionalSkill": 0.5},
}
_STEP = 0.5


@dataclass(frozen=True)
class Profiles:
    """The métiers of a taxonomy in the order of their codes, and the weight of each skill."""

    metiers: list[str]
    codes: list[str]
    skills: list[str]
    weights: Sparse

    def engine(self) -> matching.Profiles:
        """The same for the engine, known by their codes."""
        table = self.weights
        return matching.from_arrays(
            self.codes, self.skills, table.indptr, table.indices, table.data
        )


@dataclass(frozen=True)
class Overlap:
    """Coverage (rows to columns, directed) and affinity of all pairs, in [0, 1]."""

    coverage: NDArray[np.float64]
    affinity: NDArray[np.float64]


def read_profiles(store: ox.Store, key: str) -> Profiles:
    """The weighted profiles of a taxonomy ('rome', 'esco') of a store.

    Raises:
        NotFoundError: the store does not hold it.
    """
    graph = Graph(store, key)
    coded = graph.codes()
    bags: dict[str, dict[str, float]] = {metier: {} for metier in coded}
    for predicate, weight in WEIGHTS[key].items():
        for metier, skill in sorted(graph.pairs(predicate)):
            bags[metier][skill] = weight
    skills = sorted({skill for bag in bags.values() for skill in bag})
    weights = table(bags.values(), {skill: number for number, skill in enumerate(skills)})
    return Profiles(list(coded), list(coded.values()), skills, weights)


def overlap(weights: Sparse, rare: bool = False) -> Overlap:
    """Σ min over Σ of the destination, and over Σ max; `rare`: skills weigh by their rarity.

    For the bench, which compares rankers on dense matrices of all pairs. Σ min(w_a, w_b) is a sum
    of two products of 0/1 matrices, one a threshold, each worth ½: exact.
    """
    import numpy as np

    sp = sparse()

    held = np.asarray((weights > 0).sum(0), dtype=np.float64).ravel()
    factor = sp.diags(rarity(held, weights.shape[0]) if rare else np.ones(weights.shape[1]))
    shared = np.zeros((weights.shape[0], weights.shape[0]))
    for step in (1, 2):
        reached = (weights >= step * _STEP).astype(np.float64)
        shared += _STEP * np.asarray((reached @ factor @ reached.T).todense())
    total = np.asarray((weights @ factor).sum(1)).ravel()
    either = total[:, None] + total - shared
    return Overlap(_ratio(shared, total[None, :]), _ratio(shared, either))


def best(scores: Sequence[NDArray[np.float64]], source: int, top: int) -> list[int]:
    """The best destinations by the first score, those that tie by the next, then by code."""
    import numpy as np

    order = np.lexsort([-score[source] for score in reversed(scores)])
    return [int(place) for place in order[: top + 1] if place != source][:top]


def _ratio(part: NDArray[np.float64], whole: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    share = np.clip(part / np.where(whole == 0, 1.0, whole), 0.0, 1.0)
    return np.asarray(np.round(share, 12), dtype=np.float64)
