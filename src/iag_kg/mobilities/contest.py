"""All rankers against the published links, side by side, each figure with its interval."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from iag_kg.mobilities.baselines import MIX, chance, domain_first, jaccard, mix_parts
from iag_kg.mobilities.fitting import REPETITIONS, cross_validate, fit, folds
from iag_kg.mobilities.greedy import greedy
from iag_kg.mobilities.measures import METRICS, intervals, means, measure
from iag_kg.mobilities.score import SHARED, WEIGHTS, WITHOUT_CODE, Ranking, blend

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from iag_kg.mobilities.published import Links

Progress = Callable[[str], None]
OURS, NO_CODE, BASELINE, FITTED = "ours", "ours-without-code", "mix", "mix-fitted"


@dataclass(frozen=True)
class Figure:
    """One number of the bench: what it is, and the ends of its 95 % interval where it has one."""

    section: str
    name: str
    measure: str
    value: float | None
    low: float | None = None
    high: float | None = None


def figures(
    section: str, name: str, measures: Iterable[str], values: NDArray[np.float64]
) -> list[Figure]:
    """The means of columns (a row a source), with their intervals."""
    return [
        Figure(section, name, each, mean, *(interval or (None, None)))
        for each, mean, interval in zip(measures, means(values), intervals(values), strict=True)
    ]


class Contest:
    """The sources whose links are known, and what each ranker makes of them."""

    def __init__(self, ranking: Ranking, links: Links, say: Progress) -> None:
        import numpy as np

        number = len(ranking.register.codes)
        self.ranking, self.say = ranking, say
        self.gold = np.zeros((number, number), dtype=bool)
        self.gold[tuple(np.array(links.pairs).T)] = True
        self.rows = np.flatnonzero(self.gold.any(1))
        self.domain = np.array([code[0] for code in ranking.register.codes])

    def run(self) -> list[Figure]:
        """Figures of every ranker, of the differences that matter, and the weights fitted on all.

        Raises:
            IagError: too few sources, or nothing to fit on.
        """
        import numpy as np

        found = self._baselines()
        values = self.ranking.values()
        for name, parts in (
            ("ours-shared-parts", SHARED),
            (NO_CODE, tuple(WITHOUT_CODE)),
            (OURS, tuple(WEIGHTS)),
        ):
            found[name] = self._validated(name, values, parts)
        table = [row for name, of in found.items() for row in figures("ranking", name, METRICS, of)]
        for ours, other in ((OURS, BASELINE), (OURS, FITTED), (NO_CODE, BASELINE), (OURS, NO_CODE)):
            apart = np.subtract(found[ours], found[other])
            table += figures("difference", f"{ours} − {other}", METRICS, apart)
        for name, weights in ((OURS, WEIGHTS), (NO_CODE, WITHOUT_CODE)):
            fitted = fit({part: values[part] for part in weights}, self.gold, self.rows)
            table += [Figure("weights", name, part, weight) for part, weight in fitted.items()]
        return table

    def _baselines(self) -> dict[str, NDArray[np.float64]]:
        register = self.ranking.register
        self.say("baselines")
        plain, rare = jaccard(register)
        parts = mix_parts(register)
        found = {
            "random": self._mean(chance(register)),
            "domain": self._mean(domain_first(register)),
            "domain-jaccard": self._mean(domain_first(register, plain)),
            "jaccard": self._mean([plain]),
            "rarity-jaccard": self._mean([rare]),
            BASELINE: self._mean([blend(parts, MIX)]),
            FITTED: self._tuned_mix(parts),
        }
        self.say("nesta")
        bent, same = greedy(register, self.rows)
        return found | {"nesta-sigmoid": self._mean([bent]), "nesta-cosine": self._mean([same])}

    def _tuned_mix(self, parts: dict[str, NDArray[np.float64]]) -> NDArray[np.float64]:
        """The mix with weights in tenths, those best by nDCG@10 on the training folds."""
        import numpy as np

        self.say(FITTED)
        tenths = [(a, b, 10 - a - b) for a in range(11) for b in range(11 - a)]
        each = np.stack(
            [
                self._mean([blend(parts, {k: n / 10 for k, n in zip(parts, some, strict=True)})])
                for some in tenths
            ]
        )
        out = np.zeros((REPETITIONS, len(self.rows), len(METRICS)))
        for seed in range(REPETITIONS):
            for held in folds(self.rows, seed):
                place = np.searchsorted(self.rows, held)
                training = np.delete(each[:, :, METRICS.index("ndcg@10")], place, axis=1)
                out[seed, place] = each[training.mean(axis=1).argmax()][place]
        return np.asarray(out.mean(axis=0), dtype=np.float64)

    def _mean(self, rankings: Iterable[NDArray[np.float64]]) -> NDArray[np.float64]:
        """Measures of a ranking, or of several orders of one random ranker on average."""
        import numpy as np

        each = [measure(scores, self.gold, self.rows, self.domain) for scores in rankings]
        return np.asarray(np.mean(each, axis=0), dtype=np.float64)

    def _validated(
        self, name: str, values: dict[str, NDArray[np.float64]], parts: tuple[str, ...]
    ) -> NDArray[np.float64]:
        self.say(name)
        return cross_validate(values, parts, self.gold, self.rows, self.domain)
