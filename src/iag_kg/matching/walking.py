"""Score groups of entries (see `groups`) against all profiles: in a loop to compile, and in NumPy.

`walk` is given `np`, `ratio`, `better` and `keep` by `compiled`. `by_numpy` is the way that always
works, one subject at a time; both give the same figures to the last bit.
"""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING, Any

from iag_kg.matching.kernels import better, keep, ratio
from iag_kg.matching.profiles import GRID

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from iag_kg.matching.groups import Columns, Groups


def walk(
    subjects: Any, totals: Any, first: Any, rows: Any, weights: Any, unit: float, group_of: Any,
    entry_of: Any, column: Any, factor: Any, cap: Any, own_total: Any, kind: int, least: float,
    acc: Any, best: Any, stamp: Any, scores: Any, others: Any, overlaps: Any,
) -> None:  # fmt: skip
    """Fill the heaps of a batch of subjects; a group gives a profile its best entry, once."""
    mark = 0
    for n in range(stamp.size):
        stamp[n] = -1
    for r in range(subjects.size):
        for n in range(acc.size):
            acc[n] = 0.0
        for g in range(group_of[r], group_of[r + 1]):
            mark += 1
            for e in range(entry_of[g], entry_of[g + 1]):
                for x in range(first[column[e]], first[column[e] + 1]):
                    n = rows[x]
                    value = floor(factor[e] * min(weights[x] * unit, cap[e]) * GRID + 0.5) / GRID
                    if stamp[n] != mark:
                        stamp[n] = mark
                        best[n] = 0.0
                    if value > best[n]:
                        acc[n] += value - best[n]
                        best[n] = value
        acc[subjects[r]] = 0.0
        for n in range(acc.size):
            if acc[n] > 0.0:
                score = ratio(kind, acc[n], own_total[r], totals[n])
                if score >= least and better(score, n, scores[r, 0], others[r, 0]):
                    keep(scores, others, overlaps, r, score, n, acc[n])


def by_numpy(
    subject: int,
    place: int,
    groups: Groups,
    held: Columns,
    totals: NDArray[np.float64],
    kind: int,
    least: float,
    top: int,
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """The best others of one subject, best first, with scores and overlaps.

    Args:
        place: where the subject stands among those of `groups`.
    """
    import numpy as np

    acc = np.zeros(totals.size)
    best = np.zeros(totals.size)
    for group in range(groups.group_of[place], groups.group_of[place + 1]):
        entries = range(groups.entry_of[group], groups.entry_of[group + 1])
        touched = []
        for entry in entries:
            rows, weights = held.of(int(groups.column[entry]))
            smaller = np.minimum(weights, groups.cap[entry])
            value = np.floor(groups.factor[entry] * smaller * GRID + 0.5) / GRID
            if len(entries) == 1:
                acc[rows] += value
                continue
            value = np.maximum(value, best[rows])
            acc[rows] += value - best[rows]
            best[rows] = value
            touched.append(rows)
        for rows in touched:
            best[rows] = 0.0
    acc[subject] = 0.0
    found = np.flatnonzero(acc)
    parts = acc[found]
    scores = ratio(kind, parts, groups.own_total[place], totals[found])
    if found.size > top:
        least = max(least, float(np.partition(scores, found.size - top)[found.size - top]))
    passing = scores >= least
    found, parts, scores = found[passing], parts[passing], scores[passing]
    order = np.lexsort((found, -scores))[:top]
    return found[order], scores[order], parts[order]
