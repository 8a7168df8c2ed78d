"""Profiles cut into blocks for the compiled search: dense columns, and lists for rare skills."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from iag_kg.matching.profiles import MatchingError, Profiles

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Measured on 45 Zipf-popular skills a profile: flat from 2,048 to 16,384 places, from 1 to 3 %.
BLOCK = 8192
DENSE_SHARE = 0.03
_DENSE_BYTES = 1 << 28
_WIDTHS = ("uint8", "uint16", "uint32")


@dataclass(frozen=True, eq=False)
class Index:
    """See `kernels`; `levels` times `scale` are the weights (`exact`), or no less than them."""

    profiles: Profiles
    levels: NDArray[np.uint8]
    scale: float
    exact: bool
    order: NDArray[np.int32]
    place: NDArray[np.int32]
    totals: NDArray[np.float64]
    dense_of: NDArray[np.int32]
    dense: NDArray[np.uint8]
    first: NDArray[np.uint32]
    base: NDArray[np.int64]
    local: NDArray[np.uint16]
    level: NDArray[np.uint8]
    accumulator: np.dtype[Any]


def build(profiles: Profiles, fill: Callable[..., Any], block: int = BLOCK) -> Index:
    """The index of profiles; memory: 3 bytes a weight, and one a profile for each common skill.

    Args:
        fill: `kernels.fill_index`, compiled.
        block: places a block, a multiple of 64 up to 65,536.

    Raises:
        MatchingError: a block of another size.
    """
    import numpy as np

    if block % 64 or not 64 <= block <= 1 << 16:
        raise MatchingError(f"block {block}: not a multiple of 64 up to 65536")
    totals = profiles.totals()
    order = np.argsort(totals, kind="stable").astype(np.int32)
    place = np.empty_like(order)
    place[order] = np.arange(order.size, dtype=np.int32)
    levels, scale = _levels(profiles)
    count, skills = len(profiles), len(profiles.skills)
    blocks = -(-count // block)
    dense_of = _dense(profiles.holders(), count)
    dense = np.zeros((blocks, int(dense_of.max(initial=-1)) + 1, block), np.uint8)
    first = np.zeros((blocks, skills + 1), np.uint32)
    base = np.zeros(blocks + 1, np.int64)
    local, level = np.empty(0, np.uint16), np.empty(0, np.uint8)
    for counting in (True, False):
        fill(profiles.starts, profiles.columns, levels, order, dense_of, dense, first, base,
             local, level, counting)  # fmt: skip
        if counting:
            local, level = np.empty(base[-1], np.uint16), np.empty(base[-1], np.uint8)
    accumulator = _accumulator(profiles, levels)
    return Index(profiles, levels, scale, profiles.in_steps, order, place, totals[order], dense_of,
                 dense, first, base, local, level, accumulator)  # fmt: skip


def _levels(profiles: Profiles) -> tuple[NDArray[np.uint8], float]:
    """Weights as levels of one byte: themselves, or rounded up to 1/255 of the largest weight."""
    import numpy as np

    if profiles.in_steps or not profiles.weights.size:
        return profiles.weights.astype(np.uint8, copy=False), profiles.unit
    scale = float(profiles.weights.max()) / 255 or 1.0
    levels = np.empty(profiles.weights.size, np.uint8)
    for begin in range(0, levels.size, 1 << 22):
        part = slice(begin, begin + (1 << 22))
        levels[part] = np.minimum(np.ceil(profiles.weights[part] / scale), 255)
    return levels, scale


def _dense(holders: NDArray[np.int64], count: int) -> NDArray[np.int32]:
    """The dense column of each skill that enough profiles hold, or −1; rarest first."""
    import numpy as np

    common = np.flatnonzero(holders >= max(DENSE_SHARE * count, 1))
    most = max(_DENSE_BYTES // max(count, 1), 1)
    common = common[np.argsort(holders[common], kind="stable")][-most:]
    dense_of = np.full(holders.size, -1, np.int32)
    dense_of[common] = np.arange(common.size, dtype=np.int32)
    return dense_of


def _accumulator(profiles: Profiles, levels: NDArray[np.uint8]) -> np.dtype[Any]:
    """The narrowest integer that holds any sum of levels of one profile."""
    import numpy as np

    filled = np.flatnonzero(profiles.starts[1:] > profiles.starts[:-1])
    largest = 0
    if filled.size:
        largest = int(np.add.reduceat(levels, profiles.starts[filled], dtype=np.int64).max())
    return np.dtype(next(width for width in _WIDTHS if largest <= np.iinfo(width).max))
