"""The best others of each subject in one total order: what the engine finds, ties settled.

The engine breaks ties by number alone. Here equal scores stand by the other plain score first:
affinity where coverage ranks, coverage where affinity does. Where the last score kept is also that
of the first left out, the engine is asked again for these subjects, twice as deep, until all who
tie are in hand; so the order is exact, at the price of a second search for few of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from iag_kg.matching import Direction, Profiles, Score, Search, neighbours, overlaps

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Found:
    """Ranked pairs in parallel arrays, best first within each subject; ranks count from 1.

    `shared` is Σ min, every skill as it is.
    """

    subjects: NDArray[np.int64]
    others: NDArray[np.int64]
    scores: NDArray[np.float64]
    shared: NDArray[np.float64]
    ranks: NDArray[np.int64]

    def only(self, kept: NDArray[np.bool_]) -> Found:
        """Some of the pairs, their ranks as they are."""
        return Found(*(part[kept] for part in vars(self).values()))


def by_scores(
    profiles: Profiles,
    scores: NDArray[np.float64],
    least: float,
    subjects: NDArray[np.int64],
    top: int,
) -> Found:
    """The best others by a matrix of scores, a row a profile; equal scores stand by number."""
    import numpy as np

    found = [np.zeros(0, np.int64)]
    for subject in subjects:
        order = np.argsort(-scores[subject], kind="stable")
        found.append(order[(order != subject) & (scores[subject][order] >= least)][:top])
    owners, others = np.repeat(subjects, [each.size for each in found[1:]]), np.concatenate(found)
    return _numbered(owners, others, scores[owners, others], overlaps(profiles, owners, others))


def by_engine(
    profiles: Profiles,
    search: Search,
    subjects: NDArray[np.int64],
    top: int,
    *,
    settled: bool,
    complete: bool,
) -> Found:
    """The best others as `search` has it, but for its `top`.

    Args:
        settled: equal scores stand by the other plain score, then by number; else by number alone.
        complete: where fewer than `top` share something, go on with those that do not.
    """
    import numpy as np

    number, plain = len(profiles), search.importance is None and search.close is None
    pieces, waiting, wide = [], subjects, top + settled
    while waiting.size:
        asked, tied = replace(search, top=max(1, min(wide, number))), []
        # Everybody at once takes half the time (`neighbours`); the order is put right below.
        for ranking in neighbours(profiles, asked, None if waiting.size == number else waiting):
            whole = np.ones(ranking.subjects.size, np.bool_)
            if settled and wide < number:
                last = ranking.scores[:, -1]
                whole = (ranking.others[:, -1] < 0) | (last < ranking.scores[:, top - 1])
            tied.append(ranking.subjects[~whole])
            row, at = ((ranking.others >= 0) & whole[:, None]).nonzero()
            pairs = ranking.subjects[row], ranking.others[row, at]
            shared = ranking.overlaps[row, at] if plain else overlaps(profiles, *pairs)
            pieces.append((*pairs, ranking.scores[row, at], shared))
        waiting, wide = np.concatenate(tied), 2 * wide
    if complete:
        pairs = _rest(pieces, subjects, min(top, number - 1), number)
        nothing = np.zeros(pairs[0].size)
        pieces.append((*pairs, nothing, nothing if plain else overlaps(profiles, *pairs)))
    owners, others, scores, shared = map(np.concatenate, zip(*pieces, strict=True))
    second = np.zeros(owners.size)
    if settled:
        second = coverage_affinity(
            profiles.totals(), owners, others, shared, search.direction is Direction.TO
        )[search.score is Score.COVERAGE]
    turn = np.empty(number, np.int64)
    turn[subjects] = np.arange(subjects.size)
    order = np.lexsort((others, -second, -scores, turn[owners]))
    found = _numbered(owners[order], others[order], scores[order], shared[order])
    return found.only(found.ranks <= top)


def coverage_affinity(
    totals: NDArray[np.float64],
    subjects: NDArray[np.int64],
    others: NDArray[np.int64],
    shared: NDArray[np.float64],
    backwards: bool,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Of pairs whose Σ min is known; 0 where nothing is asked for.

    Args:
        totals: Σ of the weights of every profile.
        backwards: subjects are destinations.
    """
    import numpy as np

    asked = totals[subjects if backwards else others]
    either = totals[subjects] + totals[others] - shared
    coverage, affinity = (
        np.divide(shared, whole, out=np.zeros(shared.size), where=whole > 0)
        for whole in (asked, either)
    )
    return coverage, affinity


def _rest(
    pieces: Sequence[tuple[NDArray[np.int64], NDArray[np.int64], object, object]],
    subjects: NDArray[np.int64],
    top: int,
    number: int,
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs with all that a subject has no score with, where it has fewer than `top` others."""
    import numpy as np

    owners, others = (np.concatenate([piece[end] for piece in pieces]) for end in (0, 1))
    count = np.bincount(owners, minlength=number)
    short = [subject for subject in subjects.tolist() if count[subject] < top]
    found = [np.zeros(0, np.int64)]
    for subject in short:
        alone = np.ones(number, np.bool_)
        alone[others[owners == subject]] = alone[subject] = False
        found.append(np.flatnonzero(alone))
    owner = np.repeat(np.array(short, np.int64), [each.size for each in found[1:]])
    return owner, np.concatenate(found)


def _numbered(
    owners: NDArray[np.int64],
    others: NDArray[np.int64],
    scores: NDArray[np.float64],
    shared: NDArray[np.float64],
) -> Found:
    """Pairs that stand in their order, with their ranks."""
    import numpy as np

    begins = np.flatnonzero(np.append(True, owners[1:] != owners[:-1])[: owners.size])
    lengths = np.diff(np.append(begins, owners.size))
    ranks = np.arange(owners.size) - np.repeat(begins, lengths) + 1
    return Found(owners, others, scores, shared, ranks)
