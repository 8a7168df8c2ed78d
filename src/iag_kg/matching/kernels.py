"""The inner loops of the search, in the part of Python that `compiled` turns into machine code.

They hold no import: the loader gives them `np` and each other. Every sum is exact (see `profiles`),
so neither blocks nor threads nor the order of additions can change a figure. Here is what others
are made of: what is kept of a score, and profiles cut into blocks.

Profiles stand in *places*, in ascending order of their total, cut into blocks. In a block, a skill
that many profiles hold is a dense column of levels, and any other a list of (place, level).
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

CHUNK = 64  # places that are compared with the worst kept score at once
COVERAGE_FROM, COVERAGE_TO, AFFINITY = 0, 1, 2


def better(score: Any, index: Any, than: Any, other: Any) -> Any:
    """The total order of results: score descending, then index ascending."""
    return score > than or (score == than and index < other)


def keep(scores: Any, others: Any, overlaps: Any, r: int, score: Any, other: Any, part: Any) -> Any:
    """Replace the worst result of row `r`, at the root of its heap, by a better one."""
    size = scores.shape[1]
    at = 0
    while True:
        child = 2 * at + 1
        if child >= size:
            break
        if child + 1 < size and better(
            scores[r, child], others[r, child], scores[r, child + 1], others[r, child + 1]
        ):
            child += 1
        if not better(score, other, scores[r, child], others[r, child]):
            break
        scores[r, at] = scores[r, child]
        others[r, at] = others[r, child]
        overlaps[r, at] = overlaps[r, child]
        at = child
    scores[r, at] = score
    others[r, at] = other
    overlaps[r, at] = part


def ratio(kind: int, part: Any, subject: Any, other: Any) -> Any:
    """The score of an overlap, given the totals of the subject and of the other profile."""
    if kind == COVERAGE_FROM:
        return part / other
    if kind == COVERAGE_TO:
        return part / subject
    return part / (subject + other - part)


def fill_index(
    starts: Any, columns: Any, levels: Any, order: Any, dense_of: Any, dense: Any, first: Any,
    base: Any, local: Any, level: Any, counting: bool,
) -> None:  # fmt: skip
    """Count (`counting`), then fill, the dense columns and the lists of every block."""
    block, skills = dense.shape[2], dense_of.size
    at = np.zeros(skills, np.int64)
    for b in range(base.size - 1):
        if not counting:
            for s in range(skills):
                at[s] = base[b] + first[b, s]
        for place in range(b * block, min(order.size, (b + 1) * block)):
            i = order[place]
            for e in range(starts[i], starts[i + 1]):
                s = columns[e]
                if counting:
                    if dense_of[s] < 0:
                        first[b, s + 1] += 1
                elif dense_of[s] >= 0:
                    dense[b, dense_of[s], place - b * block] = levels[e]
                else:
                    local[at[s]] = place - b * block
                    level[at[s]] = levels[e]
                    at[s] += 1
        if counting:
            for s in range(skills):
                first[b, s + 1] += first[b, s]
            base[b + 1] = base[b] + first[b, skills]


def shared(own: Any, i: int, starts: Any, columns: Any, weights: Any) -> Any:
    """The exact overlap of profile `i` with the weights in `own`, one a skill."""
    part = 0.0
    for e in range(starts[i], starts[i + 1]):
        part += min(own[columns[e]], weights[e])
    return part


def line(kind: int, least: Any, total: Any, scale: Any) -> Any:
    """A score of `least` needs slope·V + need levels of overlap, V the total of the other profile.

    Args:
        total: of the subject.
        scale: what a level is worth.
    """
    least = least * (1 - 1e-12) / scale  # rounding must not lose a tie
    if kind == COVERAGE_FROM:
        return least, 0.0
    if kind == COVERAGE_TO:
        return 0.0, least * total
    slope = least / (1 + least * scale)
    return slope, slope * total


def fewest(needed: Any, most: Any) -> Any:
    """The fewest whole levels that are enough, 1 or more; `most` where nothing reaches so far."""
    return ceil(min(max(needed, 0.5), most))


ALL = (better, keep, ratio, line, fewest, shared, fill_index)
