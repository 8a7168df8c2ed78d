"""Rankings → a stream of CSV or of NumPy arrays, batch by batch, in files that the caller opens."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import IO, TYPE_CHECKING, Any

from iag_kg.matching.groups import ranges
from iag_kg.matching.kept import Ranking
from iag_kg.matching.profiles import Profiles
from iag_kg.matching.search import Direction, Search

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

COLUMNS = ("origin", "destination", "rank", "score", "coverage", "affinity")


def write_csv(
    file: IO[str], profiles: Profiles, search: Search, rankings: Iterable[Ranking]
) -> int:
    """One line a result, with a header; how many lines there are.

    `score` is what was asked; `coverage` and `affinity` are always the plain ones, of the move from
    origin to destination. Figures have 12 significant digits, as far as weights
    are held (`profiles`). `rank` counts from 1 within the
    subject: the origin, or the destination where the search goes to it.
    """
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    totals, written = profiles.totals(), 0
    backwards = search.direction is Direction.TO
    for ranking in rankings:
        row, rank = (ranking.others >= 0).nonzero()
        subjects, others = ranking.subjects[row], ranking.others[row, rank]
        origins, destinations = (others, subjects) if backwards else (subjects, others)
        if search.importance is None and search.close is None:
            part = ranking.overlaps[row, rank]
        else:
            part = overlaps(profiles, subjects, others)
        scores = ranking.scores[row, rank].tolist()
        coverage = (part / totals[destinations]).tolist()
        affinity = (part / (totals[subjects] + totals[others] - part)).tolist()
        plain = zip(origins, destinations, rank + 1, scores, coverage, affinity, strict=True)
        writer.writerows(
            (profiles.ids[a], profiles.ids[b], n, f"{s:.12g}", f"{c:.12g}", f"{r:.12g}")
            for a, b, n, s, c, r in plain
        )
        written += len(scores)
    return written


def write_npy(
    others: IO[bytes], scores: IO[bytes], subjects: int, top: int, rankings: Iterable[Ranking]
) -> None:
    """Two `.npy` files of `subjects` rows and `top` columns: indices (int32, −1: none), scores.

    Eight times smaller than CSV, and read by `numpy.load(..., mmap_mode="r")` without loading them.
    """
    import numpy as np

    for file, kind in ((others, np.dtype("<i4")), (scores, np.dtype("<f8"))):
        header = {"descr": kind.str, "fortran_order": False, "shape": (subjects, top)}
        np.lib.format.write_array_header_1_0(file, header)
    for ranking in rankings:
        others.write(ranking.others.astype("<i4").tobytes())
        scores.write(ranking.scores.astype("<f8").tobytes())


def overlaps(
    profiles: Profiles, one: NDArray[np.int64], other: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Σ min of the pairs of two parallel arrays of profiles: plain, and exact."""
    import numpy as np

    known, inverse = np.unique(one, return_inverse=True)
    keys, held = _entries(profiles, known)
    asked_keys, asked = _entries(profiles, other, inverse)
    if not keys.size:
        return np.zeros(one.size)
    at = np.minimum(np.searchsorted(keys, asked_keys), keys.size - 1)
    part = np.where(keys[at] == asked_keys, np.minimum(held[at], asked), 0.0)
    lengths = profiles.starts[other + 1] - profiles.starts[other]
    pair = np.repeat(np.arange(one.size), lengths)
    return np.bincount(pair, weights=part, minlength=one.size).astype(np.float64, copy=False)


def _entries(
    profiles: Profiles, rows: NDArray[np.int64], numbers: NDArray[Any] | None = None
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The entries of rows, each known by (number of its row, skill) in one integer."""
    import numpy as np

    lengths = profiles.starts[rows + 1] - profiles.starts[rows]
    at = ranges(profiles.starts[rows], lengths)
    number = np.repeat(np.arange(rows.size) if numbers is None else numbers, lengths)
    keys = number * len(profiles.skills) + profiles.columns[at]
    return keys.astype(np.int64, copy=False), profiles.weights[at] * profiles.unit
