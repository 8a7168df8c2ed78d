"""All pairs of profiles, each worked out once and kept for both.

A tile is a block of subjects against a later block, or against itself (then `scanning.scan` does
it, each pair twice). Tiles that share no block touch no common heap, so they may run at the same
time: `rounds` sets them out as a tournament does its matches. What is called from elsewhere is
given by `compiled`, as in `kernels`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from iag_kg.matching.kernels import CHUNK, better, fewest, keep, line, ratio, shared
from iag_kg.matching.scanning import add_up, arrange

if TYPE_CHECKING:
    import numpy as np


def rounds(blocks: int) -> list[list[tuple[int, int]]]:
    """Every pair of blocks, and every block with itself, once; no block twice in a round.

    The circle method: one block stays in its seat, all others move on by a seat after each round.
    """
    found = [[(b, b) for b in range(blocks)]]
    seats: list[int] = list(range(blocks + blocks % 2))
    for _ in range(len(seats) - 1):
        facing = zip(seats[: len(seats) // 2], reversed(seats[len(seats) // 2 :]), strict=True)
        met = [(min(pair), max(pair)) for pair in facing]
        found.append([pair for pair in met if pair[1] < blocks])  # an odd number: one has a rest
        seats = [seats[0], seats[-1], *seats[1:-1]]
    return [each for each in found if each]


def scan_tile(
    front: int, back: int, b: int, starts: Any, columns: Any, levels: Any, weights: Any,
    scale: float, exact: bool, order: Any, totals: Any, dense_of: Any, dense: Any, first: Any,
    base: Any, local: Any, level: Any, kind: int, least: float, most: float, acc: Any, low: Any,
    held: Any, ask: Any, scores: Any, others: Any, overlaps: Any,
) -> None:  # fmt: skip
    """Keep every pair of a place from `front` to `back` and one of a later block `b`, for both.

    Heaps stand in the order of places. `low` is the overlap, in levels, that a place of `b` needs
    of this subject or of any later one: these have larger totals, so they need no less.
    """
    block = acc.size
    begin = b * block
    size = min(block, order.size - begin)
    in_block = (size + CHUNK - 1) // CHUNK
    chunks, lows = acc.reshape(-1, CHUNK), low.reshape(-1, CHUNK)
    split = arrange(order[front:back], starts, columns, levels, dense_of, held, ask)
    bar = np.zeros(1, acc.dtype)
    own = np.zeros(0 if exact else dense_of.size)
    zero = np.uint8(0)
    for j in range(block):
        low[j] = most
    for j in range(size):
        slope, need = line(kind, max(least, scores[begin + j, 0]), totals[begin + j], scale)
        low[j] = fewest(slope * totals[front] + need, most)
    for r in range(back - front):
        i, subject = front + r, order[front + r]
        total = totals[i]
        add_up(acc, in_block * CHUNK, dense, first, base, local, level, b, r, held, ask,
               split[r], starts[subject + 1] - starts[subject])  # fmt: skip
        slope, need = line(kind, max(least, scores[i, 0]), total, scale)
        known = exact
        for c in range(in_block):
            bar[0] = fewest(slope * totals[begin + c * CHUNK] + need, most)
            asked = bar[0]
            passes = zero
            for j in range(CHUNK):
                passes = max(passes, np.uint8(chunks[c, j] >= min(asked, lows[c, j])))
            if not passes:
                continue
            for j in range(c * CHUNK, min(size, (c + 1) * CHUNK)):
                if acc[j] < bar[0] and acc[j] < low[j]:
                    continue
                o, other = begin + j, order[begin + j]
                part = acc[j] * scale
                if not exact:
                    if not known:
                        for e in range(starts[subject], starts[subject + 1]):
                            own[columns[e]] = weights[e]
                        known = True
                    part = shared(own, other, starts, columns, weights)
                score = ratio(kind, part, total, totals[o])
                if score >= least and better(score, other, scores[i, 0], others[i, 0]):
                    keep(scores, others, overlaps, i, score, other, part)
                    slope, need = line(kind, max(least, scores[i, 0]), total, scale)
                    bar[0] = fewest(slope * totals[begin + c * CHUNK] + need, most)
                if acc[j] < low[j]:
                    continue
                score = ratio(kind, part, totals[o], total)
                if score >= least and better(score, subject, scores[o, 0], others[o, 0]):
                    keep(scores, others, overlaps, o, score, subject, part)
                toward, more = line(kind, max(least, scores[o, 0]), totals[o], scale)
                low[j] = fewest(toward * total + more, most)
        if not exact and known:
            for e in range(starts[subject], starts[subject + 1]):
                own[columns[e]] = 0.0
