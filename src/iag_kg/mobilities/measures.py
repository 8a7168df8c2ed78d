"""How well a ranking finds the published links again: measures of each source, and intervals.

Recall@k, hit@k, mean reciprocal rank and nDCG with binary gain are those of information retrieval
(Manning, Raghavan and Schütze, Introduction to Information Retrieval, chapter 8; Järvelin and
Kekäläinen 2002 for nDCG, ideal cut at min(10, links)). Intervals are percentiles of a bootstrap
over sources (Efron 1979).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

METRICS = (
    "recall@10", "recall@20", "hit@10", "mrr", "ndcg@10", "recall@10-inside", "recall@10-across",
)  # fmt: skip
DRAWS = 2000
TOP = 10


def measure(
    scores: NDArray[np.float64],
    gold: NDArray[np.bool_],
    rows: NDArray[np.int64],
    domain: NDArray[np.str_],
) -> NDArray[np.float64]:
    """One row a source, one column a metric; ties by code; NaN where a source has no such link."""
    import numpy as np

    gain = 1 / np.log2(np.arange(2, TOP + 2))
    out = np.full((len(rows), len(METRICS)), np.nan)
    for number, source in enumerate(rows):
        order = np.argsort(-scores[source], kind="stable")
        order = order[order != source]
        hit, inside = gold[source, order], domain[order] == domain[source]
        many, within = int(hit.sum()), int((hit & inside).sum())
        top = hit[:TOP]
        out[number, :5] = (
            top.sum() / many,
            hit[: 2 * TOP].sum() / many,
            top.any(),
            1 / (1 + hit.argmax()),
            (top * gain[: len(top)]).sum() / gain[: min(TOP, many)].sum(),
        )
        if within:
            out[number, 5] = (top & inside[:TOP]).sum() / within
        if many > within:
            out[number, 6] = (top & ~inside[:TOP]).sum() / (many - within)
    return out


def means(values: NDArray[np.float64]) -> list[float | None]:
    """The mean of each column over the sources that have a figure; None where none has."""
    import numpy as np

    columns = (column[~np.isnan(column)] for column in values.T)
    return [float(column.mean()) if column.size else None for column in columns]


def intervals(values: NDArray[np.float64], draws: int = DRAWS) -> list[tuple[float, float] | None]:
    """95 % of the means of each column over sources drawn anew; None where there is no figure."""
    import numpy as np

    number = len(values)
    generator = np.random.default_rng(0)
    known = ~np.isnan(values)
    filled = np.where(known, values, 0.0)
    sums = np.empty((draws, values.shape[1]))
    sizes = np.empty((draws, values.shape[1]))
    for draw in range(draws):
        drawn = np.bincount(generator.integers(0, number, number), minlength=number)
        sums[draw], sizes[draw] = drawn @ filled, drawn @ known
    found: list[tuple[float, float] | None] = []
    for total, size in zip(sums.T, sizes.T, strict=True):
        usable = size > 0
        if not usable.any():
            found.append(None)
            continue
        low, high = np.percentile(total[usable] / size[usable], [2.5, 97.5])
        found.append((float(low), float(high)))
    return found
