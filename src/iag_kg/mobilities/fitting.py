"""Fit the weights of a score on published links, by source métier, and cross-validate.

Loss: for each source, a softmax over its best candidates by the current score, the target uniform
over the linked ones among them (the listwise loss of Cao et al. 2007, top one); two rounds; weights
≥ 0 (L-BFGS-B, Byrd et al. 1995); ridge on the weights of standardised parts. Nothing else is
fitted, and a held-out source never enters a fit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from iag_kg.errors import IagError
from iag_kg.mobilities.measures import METRICS, measure
from iag_kg.mobilities.score import SHARED, blend

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FOLDS, REPETITIONS = 5, 5
DEPTH, RIDGE, ROUNDS = 60, 0.01, 2


def fit(
    values: Mapping[str, NDArray[np.float64]],
    gold: NDArray[np.bool_],
    rows: NDArray[np.int64],
) -> dict[str, float]:
    """The weight of each part, sum 1, fitted on the links of the sources in `rows` alone.

    Raises:
        IagError: no source has a link among its best candidates.
    """
    import numpy as np

    names = list(values)
    depth = min(DEPTH, len(gold) - 1)
    weights = {name: float(name in SHARED or not set(names) & set(SHARED)) for name in names}
    for _ in range(ROUNDS):
        total = blend(values, weights)
        xs, ys = [], []
        for source in rows:
            candidates = total[source].copy()
            candidates[source] = -np.inf
            best = np.argpartition(-candidates, depth - 1)[:depth]
            if gold[source, best].any():
                xs.append(np.stack([values[name][source, best] for name in names], 1))
                ys.append(gold[source, best] / gold[source, best].sum())
        if not xs:
            raise IagError("no published link among the best candidates: nothing to fit on")
        found = _solve(np.stack(xs), np.stack(ys))
        weights = dict(zip(names, map(float, found), strict=True))
    return weights


def _solve(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np
    from scipy.optimize import minimize

    many = x.shape[2]
    spread = x.reshape(-1, many).std(0)
    spread[spread == 0] = 1.0
    x = x / spread
    flat = x.reshape(-1, many)

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        z = (flat @ w).reshape(y.shape)
        z -= z.max(1, keepdims=True)
        log = np.log(np.exp(z).sum(1, keepdims=True))
        p = np.exp(z - log)
        gradient = (p - y).ravel() @ flat / len(x)
        return float((y * (log - z)).sum() / len(x) + RIDGE * w @ w), gradient + 2 * RIDGE * w

    start = np.full(many, 0.1)
    bounds = [(0, None)] * many
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds)  # type: ignore[no-untyped-call]
    weights = found.x / spread
    if not weights.sum():
        raise IagError("no part of the score tells a published link from another: nothing to fit")
    return np.asarray(weights / weights.sum(), dtype=np.float64)


def folds(rows: NDArray[np.int64], seed: int, number: int = FOLDS) -> list[NDArray[np.int64]]:
    """The sources, dealt at random into as many parts."""
    import numpy as np

    dealt = np.random.default_rng(seed).permutation(rows)
    return [np.sort(dealt[start::number]) for start in range(number)]


def cross_validate(
    values: Mapping[str, NDArray[np.float64]],
    names: Sequence[str],
    gold: NDArray[np.bool_],
    rows: NDArray[np.int64],
    domain: NDArray[np.str_],
) -> NDArray[np.float64]:
    """Measures of each source when it is held out, averaged over repetitions.

    Raises:
        IagError: fewer sources than folds, or nothing to fit on.
    """
    import numpy as np

    if len(rows) < FOLDS:
        raise IagError(f"{len(rows)} sources with published links: {FOLDS} folds need as many")
    chosen = {name: values[name] for name in names}
    out = np.zeros((REPETITIONS, len(rows), len(METRICS)))
    for seed in range(REPETITIONS):
        for held in folds(rows, seed):
            weights = fit(chosen, gold, np.setdiff1d(rows, held))
            place = np.searchsorted(rows, held)
            out[seed, place] = measure(blend(chosen, weights), gold, held, domain)
    return np.asarray(out.mean(axis=0), dtype=np.float64)
