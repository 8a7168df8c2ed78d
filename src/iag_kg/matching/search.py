"""The best neighbours of every profile: exact, in blocks, in as many threads as there are cores."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from iag_kg.matching.blockwise import by_blocks, by_tiles
from iag_kg.matching.compiled import loops
from iag_kg.matching.groups import Similarity, columns_of, groups_of
from iag_kg.matching.index import BLOCK
from iag_kg.matching.kept import BYTES, Ranking, empty, ranked
from iag_kg.matching.kernels import AFFINITY, COVERAGE_FROM, COVERAGE_TO
from iag_kg.matching.profiles import MatchingError, Profiles
from iag_kg.matching.walking import by_numpy

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Progress = Callable[[int, int], None]
BATCH = 512
_MOST_KEPT = 1 << 30


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


def neighbours(
    profiles: Profiles,
    search: Search,
    subjects: NDArray[np.int64] | None = None,
    *,
    compiled: bool = True,
    threads: int | None = None,
    batch: int | None = None,
    block: int | None = None,
    progress: Progress = lambda done, total: None,
) -> Iterator[Ranking]:
    """The best others of all profiles, or of `subjects`, batch by batch in the order given.

    Memory beyond the profiles: the index (3 bytes a weight) and a few batches. Where all of many
    profiles are subjects, what is kept of each (24·top bytes, up to 1 GB in all) is held to the
    end, so that a pair is worked out once for both. `compiled`, `threads`, `batch` and `block`
    change the time it takes, never a figure.

    Args:
        compiled: use compiled loops where they can be had.
        progress: called with the subjects done and their number, now and then.

    Raises:
        MatchingError: a subject that is no profile, an importance or a block that does not fit.
    """
    import numpy as np

    everyone = np.arange(len(profiles))
    chosen = everyone if subjects is None else np.asarray(subjects, np.int64)
    off = (chosen < 0) | (chosen >= len(profiles))
    if off.any():
        raise MatchingError(f"subject {chosen[off.argmax()]}: there are {len(profiles)} profiles")
    machine = loops() if compiled else None
    workers = (threads or _cores()) if machine else 1
    size = batch or max(32, min(BATCH, -(-chosen.size // (4 * workers))))
    batches = [chosen[n : n + size] for n in range(0, chosen.size, size)]
    if machine and search.close is None:
        many = len(profiles) > 2 * (block or BLOCK)  # with fewer, tiles bring nothing
        if subjects is None and many and len(profiles) * search.top * BYTES <= _MOST_KEPT:
            kept = by_tiles(profiles, search, machine, workers, block, progress)
            yield from map(kept, batches)
            return
        work = by_blocks(profiles, search, machine, block)
    else:
        work = _by_lists(profiles, search, machine)
    done = 0
    for ranking in _in_order(work, batches, workers):
        done += ranking.subjects.size
        progress(done, chosen.size)
        yield ranking


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
        heaps = empty(subjects.size, search.top)
        if machine:
            machine.walk(
                subjects, totals, columns.first, columns.rows, columns.weights, columns.unit,
                groups.group_of, groups.entry_of, groups.column, groups.factor, groups.cap,
                groups.own_total, search.kind, float(search.least), np.zeros(count),
                np.zeros(count), np.zeros(count, np.int64), *heaps,
            )  # fmt: skip
            return ranked(subjects, *heaps)
        scores, others, overlaps = heaps
        for n, subject in enumerate(subjects):
            found, score, part = by_numpy(
                int(subject), n, groups, columns, totals, search.kind, search.least, search.top
            )
            others[n, : found.size], scores[n, : found.size] = found, score
            overlaps[n, : found.size] = part
        return ranked(subjects, *heaps)

    return work


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
