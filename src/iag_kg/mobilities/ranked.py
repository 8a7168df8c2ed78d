"""Where each métier leads, or what leads to it: the best others of each, with their scores.

ROME is ranked by the score of `score` unless coverage or affinity is asked; all else by the engine
(`iag_kg.matching`), by coverage unless affinity is asked: every skill as it is, or weighed by its
rarity, or with close skills standing in for each other. Whatever ranks, each pair comes with its
plain coverage and affinity.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from iag_kg.errors import NotFoundError
from iag_kg.matching import Direction, Profiles, Score, Search, Similarity
from iag_kg.mobilities.closeness import Closeness, Way, by_hierarchy, by_wording, join
from iag_kg.mobilities.order import Found, by_engine, by_scores, coverage_affinity
from iag_kg.mobilities.overlap import Profiles as Held
from iag_kg.mobilities.overlap import read_profiles
from iag_kg.mobilities.register import Graph, read_register
from iag_kg.mobilities.score import WEIGHTS, WITHOUT_CODE, Ranking

if TYPE_CHECKING:
    import numpy as np
    import pyoxigraph as ox
    from numpy.typing import NDArray

PAIRS = 100_000  # ranked at once


class By(StrEnum):
    """What ranks: ROME has a score of its own, anywhere else the score is coverage."""

    SCORE = "score"
    COVERAGE = "coverage"
    AFFINITY = "affinity"


@dataclass(frozen=True)
class Wish:
    """How métiers are to be ranked; without `by`, by their score."""

    by: By = By.SCORE
    rare: bool = False
    close: tuple[Way, ...] = ()
    least: float = 0.0
    direction: Direction = Direction.FROM


BY_SCORE = Wish()


@dataclass(frozen=True)
class Move:
    """A ranked pair: codes, rank from 1 within its subject, score, coverage and affinity."""

    origin: str
    destination: str
    rank: int
    score: float
    coverage: float
    affinity: float


@dataclass(frozen=True)
class Listed:
    """Métiers in their order: what their labels are found by, and their codes."""

    metiers: Sequence[str]
    codes: Sequence[str]


@dataclass(frozen=True, eq=False)
class Ranked:
    """Métiers ready to be asked. A subject is the origin of moves, or their destination.

    Attributes:
        engine: their profiles, in the same order.
        search: how the engine ranks, and which way; its `top` is not read.
        ranking: the score of ROME, where that ranks.
        taxonomy: a taxonomy is ranked to the end: equal scores stand by the other plain score (see
            `order`), and unless `search.least` forbids it those that share nothing come last. A
            user’s own profiles stand as the engine has them, so that a million of them can stream:
            equal scores in the order of the file, what shares nothing left out.
    """

    profiles: Listed | Held
    engine: Profiles
    search: Search
    ranking: Ranking | None = None
    closeness: Closeness | None = None
    taxonomy: bool = True
    read_names: Callable[[], Mapping[str, str]] = field(default=dict)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Labels of métiers and skills, read when first needed."""
        return self.read_names()

    @cached_property
    def totals(self) -> NDArray[np.float64]:
        """Σ of the weights of each profile."""
        return self.engine.totals()

    @property
    def backwards(self) -> bool:
        """Whether origins are ranked, of each destination."""
        return self.search.direction is Direction.TO

    def place(self, code: str) -> int:
        """The rank of a métier by its code, in capitals or not, or by its name in a file.

        Raises:
            NotFoundError: no métier has it.
        """
        try:
            return self.profiles.codes.index(code.upper() if self.taxonomy else code)
        except ValueError:
            where = "in this taxonomy" if self.taxonomy else "among these profiles"
            raise NotFoundError(f"no métier '{code}' {where}") from None

    def name(self, place: int) -> str:
        """The label of a métier; its code where it has none."""
        return self.names.get(self.profiles.metiers[place], self.profiles.codes[place])

    def every(self, top: int) -> Iterator[Move]:
        """The best others of every métier, in the order of codes."""
        import numpy as np

        number = len(self.engine)
        size = max(1, PAIRS // max(1, min(top, number)))
        for begin in range(0, number, size):
            subjects = np.arange(begin, min(begin + size, number))
            yield from self._told(self._find(subjects, top))

    def moves(self, subject: int, top: int) -> list[Move]:
        """The best others of a métier."""
        import numpy as np

        return self._told(self._find(np.array([subject]), top))

    def move(self, origin: int, destination: int) -> Move:
        """A pair of two métiers, with its rank among all those of its subject."""
        import numpy as np

        subject, other = (destination, origin) if self.backwards else (origin, destination)
        found = self._find(np.array([subject]), len(self.engine), complete=True)
        return self._told(found.only(found.others == other))[0]

    def _find(self, subjects: NDArray[np.int64], top: int, complete: bool | None = None) -> Found:
        if self.ranking is not None:
            scores = self.ranking.scores.T if self.backwards else self.ranking.scores
            return by_scores(self.engine, scores, self.search.least, subjects, top)
        if complete is None:
            complete = self.taxonomy and self.search.least == 0
        return by_engine(
            self.engine, self.search, subjects, top, settled=self.taxonomy, complete=complete
        )

    def _told(self, found: Found) -> list[Move]:
        coverage, affinity = coverage_affinity(
            self.totals, found.subjects, found.others, found.shared, self.backwards
        )
        ends = found.subjects.tolist(), found.others.tolist()
        origins, destinations = reversed(ends) if self.backwards else ends
        figures = (found.ranks, found.scores, coverage, affinity)
        codes = self.profiles.codes
        return [
            Move(codes[origin], codes[destination], *row)
            for origin, destination, *row in zip(
                origins, destinations, *(each.tolist() for each in figures), strict=True
            )
        ]


def searching(profiles: Profiles, wish: Wish, closeness: Closeness | None) -> Search:
    """What the engine is asked; by coverage where the wish is a score."""
    return Search(
        Score.AFFINITY if wish.by is By.AFFINITY else Score.COVERAGE,
        wish.direction,
        least=wish.least,
        importance=profiles.rarity() if wish.rare else None,
        close=closeness.joined if closeness else None,
    )


def read_ranked(
    store: ox.Store,
    taxonomy: str,
    language: str,
    wish: Wish = BY_SCORE,
    *,
    without_code: bool = False,
) -> Ranked:
    """A taxonomy ('rome', 'esco') of a store, ranked; labels in a language where it has them.

    Args:
        without_code: ROME without the nearness of codes, better when one must leave a domain.

    Raises:
        NotFoundError: the store does not hold it.
        MatchingError: what is wished does not fit (`Search`).
    """
    held = read_profiles(store, taxonomy)
    engine, graph = held.engine(), Graph(store, taxonomy)
    closeness = close_skills(graph, held.skills, wish.close) if wish.close else None
    ranking = None
    if taxonomy == "rome" and wish.by is By.SCORE:
        ranking = Ranking(read_register(store), WITHOUT_CODE if without_code else WEIGHTS)
    search = searching(engine, wish, closeness)
    return Ranked(held, engine, search, ranking, closeness,
                  read_names=lambda: graph.names(language))  # fmt: skip


def close_skills(graph: Graph, skills: Sequence[str], ways: Sequence[Way]) -> Closeness:
    """The close skills of a taxonomy, whatever the language of the answer.

    Wordings are compared in French where all skills have a French label, else in English.
    """
    found: dict[Way, Similarity] = {}
    if Way.HIERARCHY in ways:
        above: dict[str, list[str]] = defaultdict(list)
        for thing, parent in graph.pairs("skos:broader"):
            above[thing].append(parent)
        found[Way.HIERARCHY] = by_hierarchy(skills, above)
    if Way.WORDING in ways:
        french = dict(graph.french("skos:prefLabel"))
        names = french if french.keys() >= set(skills) else graph.names("en")
        found[Way.WORDING] = by_wording(names[skill] for skill in skills)
    return join(found, len(skills))
