"""Where each métier of an imported taxonomy leads: the best destinations, with their scores.

ROME is ranked by the score of `score`, ESCO by coverage of the destination, ties by affinity; both
come with coverage and affinity on weighted profiles (`overlap`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from iag_kg.mobilities.overlap import Overlap, Profiles, best, overlap, read_profiles
from iag_kg.mobilities.register import Graph, read_register
from iag_kg.mobilities.score import WEIGHTS, WITHOUT_CODE, Contribution, Ranking

if TYPE_CHECKING:
    import numpy as np
    import pyoxigraph as ox
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Move:
    """One destination of a métier: codes, rank from 1, score, coverage and affinity in [0, 1]."""

    origin: str
    destination: str
    rank: int
    score: float
    coverage: float
    affinity: float


@dataclass(frozen=True)
class Ranked:
    """A taxonomy ready to be asked; `ranking` is there for ROME alone."""

    profiles: Profiles
    overlap: Overlap
    ranking: Ranking | None
    names: Mapping[str, str]

    @property
    def scores(self) -> NDArray[np.float64]:
        """What destinations are ranked by, for all pairs."""
        return self.overlap.coverage if self.ranking is None else self.ranking.scores

    def move(self, origin: int, destination: int) -> Move:
        """A pair, with the rank of the destination among all of the origin."""
        number = len(self.profiles.codes)
        return self._move(origin, destination, self._best(origin, number).index(destination) + 1)

    def moves(self, origin: int, top: int) -> list[Move]:
        """The best destinations of a métier."""
        found = enumerate(self._best(origin, top), 1)
        return [self._move(origin, destination, rank) for rank, destination in found]

    def every(self, top: int) -> Iterator[Move]:
        """The best destinations of every métier, in the order of codes."""
        for origin in range(len(self.profiles.codes)):
            yield from self.moves(origin, top)

    def why(self, origin: int, destination: int) -> list[Contribution]:
        """What makes the score of a pair, largest first; contributions sum to it."""
        if self.ranking is not None:
            return self.ranking.why(origin, destination)
        held, wanted = (self.profiles.weights[place] for place in (origin, destination))
        shared, total = held.minimum(wanted).tocoo(), float(wanted.sum())
        skills = self.profiles.skills
        found = [
            Contribution("coverage", self.names.get(skills[column], skills[column]), value / total)
            for column, value in zip(shared.col.tolist(), shared.data.tolist(), strict=True)
        ]
        return sorted(found, key=lambda each: (-each.share, each.thing))

    def name(self, place: int) -> str:
        """The label of a métier; its code where it has none."""
        return self.names.get(self.profiles.metiers[place], self.profiles.codes[place])

    def _best(self, origin: int, top: int) -> list[int]:
        ties = [] if self.ranking is not None else [self.overlap.affinity]
        return best([self.scores, *ties], origin, top)

    def _move(self, origin: int, destination: int, rank: int) -> Move:
        pair = origin, destination
        codes = self.profiles.codes
        score, coverage, affinity = (
            float(each[pair])
            for each in (self.scores, self.overlap.coverage, self.overlap.affinity)
        )
        return Move(codes[origin], codes[destination], rank, score, coverage, affinity)


def read_ranked(
    store: ox.Store, taxonomy: str, language: str, *, without_code: bool = False
) -> Ranked:
    """A taxonomy ('rome', 'esco') of a store, ranked; labels in a language where it has them.

    Args:
        without_code: ROME without the nearness of codes, better when one must leave a domain.

    Raises:
        NotFoundError: the store does not hold it.
    """
    profiles = read_profiles(store, taxonomy)
    names = Graph(store, taxonomy).names(language)
    ranking = None
    if taxonomy == "rome":
        ranking = Ranking(read_register(store), WITHOUT_CODE if without_code else WEIGHTS)
    return Ranked(profiles, overlap(profiles.weights), ranking, names)
