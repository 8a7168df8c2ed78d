"""The bridges from ROME to ESCO that a store holds, and scores of ESCO carried over them.

`iag-kg import bridges` draws them (`iag_kg.bridges`): nothing is matched here. Of the candidates of
a métier only the surest count, those of the highest confidence that it has, in equal parts: a
level of confidence is an order, not a number to weigh by.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from iag_kg.mobilities.measures import TOP
from iag_kg.mobilities.register import Graph
from iag_kg.references import CONFIDENCES

if TYPE_CHECKING:
    import numpy as np
    import pyoxigraph as ox
    from numpy.typing import NDArray

    from iag_kg.mobilities.overlap import Profiles


@dataclass(frozen=True, order=True)
class Candidate:
    """A métier of ROME and an occupation of ESCO, by rank, and how sure the bridge is."""

    metier: int
    occupation: int
    confidence: str


def read_candidates(store: ox.Store, occupations: Profiles) -> list[Candidate]:
    """All candidates, in the order of métiers then occupations.

    Bridges drawn from other releases may lead from or to what the store no longer holds: those are
    left out.

    Raises:
        NotFoundError: the store holds no bridges, or no ROME.
    """
    graph = Graph(store, "bridges")
    origins = {metier: place for place, metier in enumerate(Graph(store, "rome").codes())}
    targets = {metier: place for place, metier in enumerate(occupations.metiers)}
    ends = dict(graph.pairs("iag:bridgesOccupation"))
    confidence = dict(graph.pairs("iag:hasConfidence"))
    return sorted(
        Candidate(origins[metier], targets[ends[bridge]], confidence[bridge])
        for bridge, metier in graph.pairs("iag:bridgesMetier")
        if metier in origins and ends[bridge] in targets
    )


def surest(candidates: Iterable[Candidate]) -> dict[int, list[Candidate]]:
    """Of each métier that has some, the candidates of its highest confidence, in their order."""
    found: dict[int, list[Candidate]] = {}
    for each in sorted(
        candidates, key=lambda c: (c.metier, CONFIDENCES.index(c.confidence), c.occupation)
    ):
        held = found.setdefault(each.metier, [])
        if not held or held[0].confidence == each.confidence:
            held.append(each)
    return found


def carry_over(
    esco: NDArray[np.float64], stand_ins: Collection[Sequence[int]]
) -> NDArray[np.float64]:
    """Scores between métiers of ROME: from a to b, the mean over all pairs of their stand-ins.

    Args:
        esco: the scores between occupations of ESCO.
        stand_ins: the ranks of the occupations that stand for each métier, one at least.
    """
    import numpy as np

    leaving = np.stack([esco[ranks].mean(axis=0) for ranks in stand_ins])
    arriving = [leaving[:, ranks].mean(axis=1) for ranks in stand_ins]
    return np.asarray(np.round(np.stack(arriving, axis=1), 12), dtype=np.float64)


def shared_best(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
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
