"""What is kept of a search: heaps that loops fill, put in order when they are done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BYTES = 24  # that a kept result takes


@dataclass(frozen=True, eq=False)
class Ranking:
    """The best others of a batch of subjects, best first; −1 (and nil) where there are no more.

    `overlaps` are Σ min, with importance and close skills where these were asked.
    """

    subjects: NDArray[np.int64]
    others: NDArray[np.int64]
    scores: NDArray[np.float64]
    overlaps: NDArray[np.float64]


def empty(count: int, top: int) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Scores, others and overlaps: heaps full of what is worse than anything."""
    import numpy as np

    shape = (count, top)
    return np.full(shape, -1.0), np.full(shape, -1, np.int64), np.zeros(shape)


def ranked(
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
