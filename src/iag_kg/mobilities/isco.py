"""ESCO: what its occupations reach by coverage, and how far that stays within ISCO groups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from iag_kg.mobilities.measures import TOP
from iag_kg.mobilities.overlap import best, overlap
from iag_kg.mobilities.register import Graph

if TYPE_CHECKING:
    import numpy as np
    import pyoxigraph as ox
    from numpy.typing import NDArray

    from iag_kg.mobilities.overlap import Profiles

MINOR = 3  # digits of a minor group of ISCO-08


def minor_groups(store: ox.Store, profiles: Profiles) -> list[str]:
    """The minor group of ISCO-08 of each occupation; its own IRI where no group is stated."""
    graph = Graph(store, "esco")
    unit = {metier: group.removeprefix("C") for metier, group in graph.pairs("iag:inIscoGroup")}
    return [unit[metier][:MINOR] if metier in unit else metier for metier in profiles.metiers]


def within_groups(scores: Sequence[NDArray[np.float64]], groups: list[str]) -> NDArray[np.float64]:
    """Of each occupation, the share of its ten best destinations in its own minor group."""
    import numpy as np

    group = np.array(groups)
    shares = np.empty((len(group), 1))
    for source in range(len(group)):
        shares[source] = (group[best(scores, source, TOP)] == group[source]).mean()
    return shares


def by_chance(groups: list[str]) -> NDArray[np.float64]:
    """The share that random destinations would have on average."""
    import numpy as np

    _, place, counts = np.unique(np.array(groups), return_inverse=True, return_counts=True)
    return np.asarray((counts[place] - 1) / max(1, len(groups) - 1), dtype=np.float64)[:, None]


def rankings(
    store: ox.Store, profiles: Profiles
) -> tuple[list[str], dict[str, Sequence[NDArray[np.float64]]]]:
    """The minor group of each occupation, then by ranker the scores of all pairs, ties apart.

    Raises:
        NotFoundError: the store holds no ESCO.
    """
    import numpy as np

    plain, rare = overlap(profiles.weights), overlap(profiles.weights, rare=True)
    alike = overlap((profiles.weights > 0).astype(np.float64))
    return minor_groups(store, profiles), {
        "jaccard": [alike.affinity],
        "affinity": [plain.affinity],
        "coverage": [plain.coverage, plain.affinity],
        "rarity-affinity": [rare.affinity],
        "rarity-coverage": [rare.coverage, rare.affinity],
    }
