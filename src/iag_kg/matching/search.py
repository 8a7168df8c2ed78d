"""The best neighbours of every profile: exact, in blocks, in as many threads as there are cores."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from iag_kg.matching import index as indexing
from iag_kg.matching.compiled import loops
from iag_kg.matching.groups import Similarity, columns_of, groups_of
from iag_kg.matching.kernels import AFFINITY, COVERAGE_FROM, COVERAGE_TO
from iag_kg.matching.profiles import MatchingError, Profiles
from iag_kg.matching.walking import by_numpy

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Progress = Callable[[int, int], None]
BATCH = 512


class Score(StrEnum):
    """What ranks: coverage = Σ min / Σ of the destination; affinity = Σ min / Σ max (Ruzicka)."""

    COVERAGE = "coverage"
    AFFINITY = "affinity"


class Direction(StrEnum):
    """Whether the subject is where moves come from, or where they go to."""

    FROM = "from"
    TO = "to"


@dataclass(frozen=True, eq=False)
class Search:
    """What is asked: the `top` others of each profile whose score is at least `least`.

    A pair that shares nothing is never an answer; equal scores go by index. `importance` weighs
    each skill (`Profiles.rarity()`, or any figures from 0). `close` lets close skills stand in for
    each other (see `groups`); it is a matter of coverage.

    Raises:
        MatchingError: `top` under 1, `least` outside [0, 1], affinity asked with close skills.
    """

    score: Score = Score.COVERAGE
    direction: Direction = Direction.FROM
    top: int = 20
    least: float = 0.0
    importance: NDArray[np.float64] | None = None
    close: Similarity | None = None

    def __post_init__(self) -> None:
        if self.top < 1:
            raise MatchingError(f"top {self.top}: at least 1 is needed")
        if not 0 <= self.least <= 1:
            raise MatchingError(f"least {self.least}: not in [0, 1]")
        if self.close is not None and self.score is Score.AFFINITY:
            raise MatchingError("close skills count in coverage; affinity has no such form")

    @property
    def kind(self) -> int:
        """The score and direction as the loops name them."""
        if self.score is Score.AFFINITY:
            return AFFINITY
        return COVERAGE_FROM if self.direction is Direction.FROM else COVERAGE_TO


@dataclass(frozen=True, eq=False)
class Ranking:
    """The best others of a batch of subjects, best first; −1 (and nil) where there are no more.

    `overlaps` are Σ min, with importance and close skills where these were asked.
    """

    subjects: NDArray[np.int64]
    others: NDArray[np.int64]
    scores: NDArray[np.float64]
    overlaps: NDArray[np.float64]


def neighbours(
    profiles: Profiles,
    search: Search,
    subjects: NDArray[np.int64] | None = None,
    *,
    compiled: bool = True,
    threads: int | None = None,
    batch: int | None = None,
    block: int = indexing.BLOCK,
    progress: Progress = lambda done, total: None,
) -> Iterator[Ranking]:
    """The best others of all profiles, or of `subjects`, batch by batch in the order given.

    Memory beyond the profiles: the index (3 bytes a weight) and a few batches. `compiled`,
    `threads`, `batch` and `block` change the time it takes, never a figure.

    Args:
        compiled: use compiled loops where they can be had.
        progress: called with the subjects done and their number after each batch.

    Raises:
        MatchingError: a subject that is no profile, an importance or a block that does not fit.
    """
    import numpy as np

    chosen = np.arange(len(profiles)) if subjects is None else np.asarray(subjects, np.int64)
    off = (chosen < 0) | (chosen >= len(profiles))
    if off.any():
        raise MatchingError(f"subject {chosen[off.argmax()]}: there are {len(profiles)} profiles")
    machine = loops() if compiled else None
    workers = (threads or _cores()) if machine else 1
    size = batch or max(32, min(BATCH, -(-chosen.size // (4 * workers))))
    if machine and search.close is None:
        work = _by_blocks(profiles, search, machine, block)
    else:
        work = _by_lists(profiles, search, machine)
    done = 0
    for ranking in _in_order(work, [chosen[n : n + size] for n in range(0, chosen.size, size)],
                             workers):  # fmt: skip
        done += ranking.subjects.size
        progress(done, chosen.size)
        yield ranking


def _by_blocks(
    profiles: Profiles, search: Search, machine: Any, block: int
) -> Callable[[NDArray[np.int64]], Ranking]:
    import numpy as np

    if search.importance is not None:
        profiles = profiles.scaled(search.importance)
    index = indexing.build(profiles, machine.fill_index, block)
    widest = int(np.diff(profiles.starts).max(initial=0))
    most = float(np.iinfo(index.accumulator).max)

    def work(subjects: NDArray[np.int64]) -> Ranking:
        heaps = _heaps(subjects.size, search.top)
        held = np.empty((subjects.size, widest), np.int32)
        ask = np.empty((subjects.size, widest), np.uint8)
        machine.scan(
            subjects, profiles.starts, profiles.columns, index.levels, profiles.weights,
            index.scale, index.exact, index.order, index.place, index.totals, index.dense_of,
            index.dense, index.first, index.base, index.local, index.level, search.kind,
            float(search.least), most, np.zeros(block, index.accumulator), held, ask, *heaps,
        )  # fmt: skip
        return _ranked(subjects, *heaps)

    return work


def _by_lists(
    profiles: Profiles, search: Search, machine: Any
) -> Callable[[NDArray[np.int64]], Ranking]:
    """Work that takes a batch through the lists of skills: close skills, or without compiler."""
    import numpy as np

    importance = search.importance
    totals = (profiles if importance is None else profiles.scaled(importance)).totals()
    weighing = np.ones(len(profiles.skills)) if importance is None else importance
    to_subject = search.direction is Direction.TO and search.score is Score.COVERAGE
    close = search.close.transposed() if search.close and to_subject else search.close
    columns = columns_of(profiles)
    count = len(profiles)

    def work(subjects: NDArray[np.int64]) -> Ranking:
        groups = groups_of(profiles, subjects, weighing, totals, close, to_subject)
        heaps = _heaps(subjects.size, search.top)
        if machine:
            machine.walk(
                subjects, totals, columns.first, columns.rows, columns.weights, columns.unit,
                groups.group_of, groups.entry_of, groups.column, groups.factor, groups.cap,
                groups.own_total, search.kind, float(search.least), np.zeros(count),
                np.zeros(count), np.zeros(count, np.int64), *heaps,
            )  # fmt: skip
            return _ranked(subjects, *heaps)
        scores, others, overlaps = heaps
        for n, subject in enumerate(subjects):
            found, score, part = by_numpy(
                int(subject), n, groups, columns, totals, search.kind, search.least, search.top
            )
            others[n, : found.size], scores[n, : found.size] = found, score
            overlaps[n, : found.size] = part
        return _ranked(subjects, *heaps)

    return work


def _heaps(count: int, top: int) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Scores, others and overlaps: heaps full of what is worse than anything."""
    import numpy as np

    shape = (count, top)
    return np.full(shape, -1.0), np.full(shape, -1, np.int64), np.zeros(shape)


def _ranked(
    subjects: NDArray[np.int64],
    scores: NDArray[np.float64],
    others: NDArray[np.int64],
    overlaps: NDArray[np.float64],
) -> Ranking:
    """Heaps put in order."""
    import numpy as np

    order = np.lexsort((others, -scores))
    ordered = np.maximum(np.take_along_axis(scores, order, 1), 0.0)
    others = np.take_along_axis(others, order, 1)
    return Ranking(subjects, others, ordered, np.take_along_axis(overlaps, order, 1))


def _in_order(
    work: Callable[[NDArray[np.int64]], Ranking], batches: list[NDArray[np.int64]], workers: int
) -> Iterator[Ranking]:
    """The results of batches in their order, few of them waiting at once."""
    if workers == 1:
        yield from map(work, batches)
        return
    waiting: deque[Future[Ranking]] = deque()
    pool = ThreadPoolExecutor(workers)
    try:
        for batch in batches:
            waiting.append(pool.submit(work, batch))
            if len(waiting) > 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
