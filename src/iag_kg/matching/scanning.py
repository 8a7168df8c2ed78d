"""A batch of subjects against blocks of profiles: their overlaps, and the best of them kept.

A batch goes through one block before the next is touched, so that the block stays in cache. What is
called from elsewhere is given by `compiled`, as in `kernels`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from iag_kg.matching.kernels import (
    AFFINITY,
    CHUNK,
    COVERAGE_TO,
    better,
    fewest,
    keep,
    line,
    ratio,
    shared,
)

if TYPE_CHECKING:
    import numpy as np


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


def add_up(
    acc: Any, size: int, dense: Any, first: Any, base: Any, local: Any, level: Any, b: int, r: int,
    held: Any, ask: Any, split: int, count: int,
) -> None:  # fmt: skip
    """Set `acc` to the overlaps, in levels, of row `r` with every place of block `b`."""
    add_dense(acc, size, dense, b, r, held, ask, split)
    for e in range(split, count):
        s, asked = held[r, e], ask[r, e]
        for x in range(base[b] + first[b, s], base[b] + first[b, s + 1]):
            acc[local[x]] += min(asked, level[x])


def usual(acc: Any, size: int, top: int) -> Any:
    """About the overlap that `top` places reach, judged on every eighth of them; 1 or more."""
    largest = 0
    for j in range(0, size, 8):
        largest = max(largest, acc[j])
    shift = 0
    while largest >> shift > 255:
        shift += 1
    seen = np.zeros(256, np.int64)
    for j in range(0, size, 8):
        seen[acc[j] >> shift] += 1
    at, reached = 255, 8 * seen[255]
    while at > 1 and reached < top:
        at -= 1
        reached += 8 * seen[at]
    return at << shift


def select(
    i: int, r: int, b: int, size: int, middle: int, floor: Any, totals: Any, total: Any,
    order: Any, starts: Any, columns: Any, weights: Any, scale: float, exact: bool, own: Any,
    kind: int, least: float, most: float, acc: Any, bar: Any,
    scores: Any, others: Any, overlaps: Any,
) -> None:  # fmt: skip
    """Keep for subject `i`, in heap `r`, the best places of block `b`; `acc` is nil afterwards
    where a place was looked at.

    A result worse than the worst kept one is recognised by its overlap in levels (`line`). Where
    levels only bound the weights from above (`exact` is false), what passes is worked out from the
    weights.

    Args:
        middle: the chunk to begin with.
        floor: the overlap, in levels, under which a place is left alone.
    """
    chunks = acc.reshape(-1, CHUNK)
    begin = b * acc.size
    in_block = (size + CHUNK - 1) // CHUNK
    slope, need = line(kind, max(least, scores[r, 0]), total, scale)
    known, zero = exact, np.uint8(0)
    for x in range(in_block):
        c = middle + x if x < in_block - middle else in_block - 1 - x
        bar[0] = max(floor, fewest(slope * totals[begin + c * CHUNK] + need, most))
        asked = bar[0]
        passes = zero
        for j in range(CHUNK):
            passes = max(passes, np.uint8(chunks[c, j] >= asked))
        if not passes:
            continue
        for j in range(c * CHUNK, min(size, (c + 1) * CHUNK)):
            if acc[j] < bar[0]:
                continue
            other = order[begin + j]
            part = acc[j] * scale
            acc[j] = 0
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
            slope, need = line(kind, max(least, scores[r, 0]), total, scale)
            bar[0] = max(floor, fewest(slope * totals[begin + j // CHUNK * CHUNK] + need, most))
    if not exact and known:
        for e in range(starts[i], starts[i + 1]):
            own[columns[e]] = 0.0


def scan(
    subjects: Any, blocks: Any, starts: Any, columns: Any, levels: Any, weights: Any, scale: float,
    exact: bool, order: Any, place: Any, totals: Any, dense_of: Any, dense: Any, first: Any,
    base: Any, local: Any, level: Any, kind: int, least: float, most: float, acc: Any, held: Any,
    ask: Any, scores: Any, others: Any, overlaps: Any,
) -> None:  # fmt: skip
    """Fill the heaps of a batch of subjects with their best results in some blocks, in no order."""
    block, count = acc.size, order.size
    split = arrange(subjects, starts, columns, levels, dense_of, held, ask)
    bar = np.zeros(1, acc.dtype)
    own = np.zeros(0 if exact else dense_of.size)
    for turn in range(blocks.size):
        # The subject covered best is covered by large profiles: begin with them, to prune early.
        b = blocks[blocks.size - 1 - turn if kind == COVERAGE_TO else turn]
        begin = b * block
        size = min(block, count - begin)
        in_block = (size + CHUNK - 1) // CHUNK
        for r in range(subjects.size):
            i = subjects[r]
            total = totals[place[i]]
            slope, need = line(kind, max(least, scores[r, 0]), total, scale)
            if (slope * totals[begin] + need) * scale > min(total, totals[begin + size - 1]):
                continue
            add_up(acc, in_block * CHUNK, dense, first, base, local, level, b, r, held, ask,
                   split[r], starts[i + 1] - starts[i])  # fmt: skip
            if begin <= place[i] < begin + size:
                acc[place[i] - begin] = 0
            # Begin where the best others stand, so that little is kept only to be replaced: with
            # the largest overlaps as long as nothing is kept, then with the likeliest totals.
            middle = 0
            if kind == COVERAGE_TO:
                middle = in_block
            elif kind == AFFINITY:
                middle = max(0, min(in_block, (place[i] - begin) // CHUNK))
            for again in range(2):
                if again == 0 and scores[r, 0] >= 0:
                    continue
                floor = 1 if again else usual(acc, size, scores.shape[1])
                select(i, r, b, size, middle, floor, totals, total, order, starts, columns,
                       weights, scale, exact, own, kind, least, most, acc, bar, scores, others,
                       overlaps)  # fmt: skip


ALL = (arrange, add_dense, add_up, usual, select, scan)
