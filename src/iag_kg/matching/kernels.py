"""The inner loops of the search, in the part of Python that `compiled` turns into machine code.

They hold no import: the loader gives them `np` and each other. Every sum is exact (see `profiles`),
so neither blocks nor threads nor the order of additions can change a figure.

Profiles stand in *places*, in ascending order of their total, cut into blocks. In a block, a skill
that many profiles hold is a dense column of levels, and any other a list of (place, level). A batch
of subjects goes through one block before the next is touched, so that the block stays in cache.
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


def arrange(
    subjects: Any, starts: Any, columns: Any, levels: Any, dense_of: Any, held: Any, ask: Any
) -> Any:
    """Write the rows of a batch with dense skills first; how many are dense in each row."""
    split = np.zeros(subjects.size, np.int64)
    for r in range(subjects.size):
        i, at = subjects[r], 0
        for e in range(starts[i], starts[i + 1]):
            if dense_of[columns[e]] >= 0:
                held[r, at] = dense_of[columns[e]]
                ask[r, at] = levels[e]
                at += 1
        split[r] = at
        for e in range(starts[i], starts[i + 1]):
            if dense_of[columns[e]] < 0:
                held[r, at] = columns[e]
                ask[r, at] = levels[e]
                at += 1
    return split


def add_dense(
    acc: Any, size: int, dense: Any, b: int, r: int, held: Any, ask: Any, count: int
) -> None:
    """Set `acc` to Σ min(level, column) over the dense skills of row `r`: vector instructions."""
    for j in range(size):
        acc[j] = 0
    e = 0
    while e + 4 <= count:  # four columns a pass, or reading and writing `acc` would cost as much
        k, m, n, o = held[r, e], held[r, e + 1], held[r, e + 2], held[r, e + 3]
        p, q, s, t = ask[r, e], ask[r, e + 1], ask[r, e + 2], ask[r, e + 3]
        for j in range(size):
            acc[j] += (
                min(p, dense[b, k, j])
                + min(q, dense[b, m, j])
                + min(s, dense[b, n, j])
                + min(t, dense[b, o, j])
            )
        e += 4
    while e < count:
        k, p = held[r, e], ask[r, e]
        for j in range(size):
            acc[j] += min(p, dense[b, k, j])
        e += 1


def shared(own: Any, i: int, starts: Any, columns: Any, weights: Any) -> Any:
    """The exact overlap of profile `i` with the weights in `own`, one a skill."""
    part = 0.0
    for e in range(starts[i], starts[i + 1]):
        part += min(own[columns[e]], weights[e])
    return part


def scan(
    subjects: Any, starts: Any, columns: Any, levels: Any, weights: Any, scale: float, exact: bool,
    order: Any, place: Any, totals: Any, dense_of: Any, dense: Any, first: Any, base: Any,
    local: Any, level: Any, kind: int, least: float, most: float, acc: Any, held: Any, ask: Any,
    scores: Any, others: Any, overlaps: Any,
) -> None:  # fmt: skip
    """Fill the heaps of a batch of subjects with their best results, in no order.

    A result worse than the worst kept one is recognised by its overlap in levels: a score of at
    least t needs an overlap of slope·V + need, V the total of the other profile. Where levels only
    bound the weights from above (`exact` is false), what passes is worked out from the weights.
    """
    block, count = acc.size, order.size
    chunks = acc.reshape(-1, CHUNK)
    split = arrange(subjects, starts, columns, levels, dense_of, held, ask)
    bar = np.zeros(1, acc.dtype)
    own = np.zeros(0 if exact else dense_of.size)
    zero = np.uint8(0)
    for turn in range(base.size - 1):
        # The subject covered best is covered by large profiles: begin with them, to prune early.
        b = base.size - 2 - turn if kind == COVERAGE_TO else turn
        begin = b * block
        size = min(block, count - begin)
        in_block = (size + CHUNK - 1) // CHUNK
        for r in range(subjects.size):
            i = subjects[r]
            total = totals[place[i]]
            worst = max(least, scores[r, 0]) * (1 - 1e-12)  # rounding must not lose a tie
            slope, need = 0.0, worst * total
            if kind == COVERAGE_FROM:
                slope, need = worst, 0.0
            elif kind == AFFINITY:
                slope = worst / (1 + worst)
                need = slope * total
            if slope * totals[begin] + need > min(total, totals[begin + size - 1]):
                continue
            add_dense(acc, in_block * CHUNK, dense, b, r, held, ask, split[r])
            for e in range(split[r], starts[i + 1] - starts[i]):
                s, asked = held[r, e], ask[r, e]
                for x in range(base[b] + first[b, s], base[b] + first[b, s + 1]):
                    acc[local[x]] += min(asked, level[x])
            if begin <= place[i] < begin + size:
                acc[place[i] - begin] = 0
            known = exact
            # Begin where the best others stand, so that little is kept only to be replaced.
            start = 0
            if kind == COVERAGE_TO:
                start = in_block
            elif kind == AFFINITY:
                start = max(0, min(in_block, (place[i] - begin) // CHUNK))
            for x in range(in_block):
                c = start + x if x < in_block - start else in_block - 1 - x
                bound = max((slope * totals[begin + c * CHUNK] + need) / scale, 0.5)
                if bound > most:
                    continue
                bar[0] = ceil(bound)
                least_level = bar[0]
                passes = zero
                for j in range(CHUNK):
                    passes = max(passes, np.uint8(chunks[c, j] >= least_level))
                if not passes:
                    continue
                for j in range(c * CHUNK, min(size, (c + 1) * CHUNK)):
                    if acc[j] < bar[0]:
                        continue
                    other = order[begin + j]
                    part = acc[j] * scale
                    if not exact:
                        if not known:
                            for e in range(starts[i], starts[i + 1]):
                                own[columns[e]] = weights[e]
                            known = True
                        part = shared(own, other, starts, columns, weights)
                    score = ratio(kind, part, total, totals[begin + j])
                    if score < least or not better(score, other, scores[r, 0], others[r, 0]):
                        continue
                    keep(scores, others, overlaps, r, score, other, part)
                    worst = max(least, scores[r, 0]) * (1 - 1e-12)
                    if kind == COVERAGE_FROM:
                        slope = worst
                    elif kind == COVERAGE_TO:
                        need = worst * total
                    else:
                        slope = worst / (1 + worst)
                        need = slope * total
                    bar[0] = ceil(min(most, max((slope * totals[begin + j] + need) / scale, 0.5)))
            if not exact and known:
                for e in range(starts[i], starts[i + 1]):
                    own[columns[e]] = 0.0


ALL = (better, keep, ratio, fill_index, arrange, add_dense, shared, scan)
