"""The compiled search through blocks of profiles: a batch of subjects, or all pairs by tiles."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from iag_kg.matching.index import BLOCK, build
from iag_kg.matching.kept import Ranking, empty, ranked
from iag_kg.matching.kernels import CHUNK
from iag_kg.matching.tiles import rounds

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from iag_kg.matching.profiles import Profiles
    from iag_kg.matching.search import Progress, Search

_ROWS = 512  # subjects of a tile whose heaps are looked at anew

Heaps = tuple["NDArray[Any]", "NDArray[Any]", "NDArray[Any]"]


def by_blocks(
    profiles: Profiles, search: Search, machine: Any, block: int | None
) -> Callable[[NDArray[np.int64]], Ranking]:
    """The search for a batch of subjects, as a function of it.

    Args:
        machine: the compiled loops.
        block: places a block; None for what was measured best.
    """
    import numpy as np

    blocks = _Blocks(profiles, search, machine, block or BLOCK)
    everywhere = np.arange(blocks.number)

    def work(subjects: NDArray[np.int64]) -> Ranking:
        heaps = empty(subjects.size, search.top)
        blocks.scan(subjects, everywhere, heaps)
        return ranked(subjects, *heaps)

    return work


def by_tiles(
    profiles: Profiles, search: Search, machine: Any, workers: int, block: int | None,
    progress: Progress,
) -> Callable[[NDArray[np.int64]], Ranking]:  # fmt: skip
    """All pairs, worked out here and now; the answer gives the ranking of any batch of subjects.

    Args:
        machine, block: as in `by_blocks`.
        progress: called with profiles done, as a share of the tiles done, and their number.
    """
    count = len(profiles)
    fair = -(-count // (4 * workers * CHUNK)) * CHUNK  # blocks enough to keep all threads busy
    blocks = _Blocks(profiles, search, machine, block or min(BLOCK, fair))
    heaps = empty(count, search.top)
    turns = rounds(blocks.number)
    tiles, done = sum(map(len, turns)), 0
    with ThreadPoolExecutor(workers) as pool:
        for turn in turns:
            for _ in pool.map(lambda tile: blocks.work(tile[0], tile[1], heaps), turn):
                done += 1
                progress(count * done // tiles, count)

    def ranking(subjects: NDArray[np.int64]) -> Ranking:
        places = blocks.index.place[subjects]
        return ranked(subjects, *(kept[places] for kept in heaps))

    return ranking


class _Blocks:
    """Profiles in blocks, and the loops that go through them."""

    def __init__(self, profiles: Profiles, search: Search, machine: Any, block: int) -> None:
        import numpy as np

        if search.importance is not None:
            profiles = profiles.scaled(search.importance)
        self.index = index = build(profiles, machine.fill_index, block)
        self.number = index.base.size - 1
        self._machine, self._block = machine, block
        self._count = len(profiles)
        self._widest = int(np.diff(profiles.starts).max(initial=0))
        self._rows = (
            profiles.starts, profiles.columns, index.levels, profiles.weights, index.scale,
            index.exact, index.order,
        )  # fmt: skip
        self._rest = (
            index.totals, index.dense_of, index.dense, index.first, index.base, index.local,
            index.level, search.kind, float(search.least),
            float(np.iinfo(index.accumulator).max),
        )  # fmt: skip

    def scan(self, subjects: NDArray[np.int64], blocks: NDArray[np.int64], heaps: Heaps) -> None:
        """Fill the heaps of some subjects, one a row, from some blocks."""
        self._machine.scan(
            subjects, blocks, *self._rows, self.index.place, *self._rest, self._sums(),
            *self._asked(subjects.size), *heaps,
        )  # fmt: skip

    def work(self, one: int, two: int, heaps: Heaps) -> None:
        """Fill the heaps, one a place, from the pairs of two blocks."""
        import numpy as np

        end = min((one + 1) * self._block, self._count)
        for front in range(one * self._block, end, _ROWS):
            back = min(front + _ROWS, end)
            if one == two:
                places = slice(front, back)
                subjects = self.index.order[places].astype(np.int64)
                scores, others, overlaps = (kept[places] for kept in heaps)
                self.scan(subjects, np.array([two]), (scores, others, overlaps))
                continue
            self._machine.scan_tile(
                front, back, two, *self._rows, *self._rest, self._sums(), self._sums(),
                *self._asked(back - front), *heaps,
            )  # fmt: skip

    def _sums(self) -> NDArray[Any]:
        """Room for a figure a place of a block."""
        import numpy as np

        return np.zeros(self._block, self.index.accumulator)

    def _asked(self, rows: int) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
        """Room for the skills and levels of some subjects."""
        import numpy as np

        shape = rows, self._widest
        return np.empty(shape, np.int32), np.empty(shape, np.uint8)
