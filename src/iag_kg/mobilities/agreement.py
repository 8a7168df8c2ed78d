"""ESCO within ISCO groups, and ROME against ESCO over the bridges that a store holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from iag_kg.mobilities.baselines import MIX, mix_parts
from iag_kg.mobilities.bridge import carry_over, read_candidates, shared_best, surest
from iag_kg.mobilities.contest import BASELINE, Figure, figures
from iag_kg.mobilities.isco import by_chance, rankings, within_groups
from iag_kg.mobilities.measures import TOP, measure
from iag_kg.mobilities.overlap import read_profiles
from iag_kg.mobilities.score import blend
from iag_kg.references import CONFIDENCES

if TYPE_CHECKING:
    import numpy as np
    import pyoxigraph as ox
    from numpy.typing import NDArray

    from iag_kg.mobilities.contest import Contest
    from iag_kg.mobilities.overlap import Profiles


@dataclass(frozen=True)
class Esco:
    """The occupations of a store, their minor groups, and scores of all pairs by ranker."""

    occupations: Profiles
    groups: list[str]
    ranked: Mapping[str, Sequence[NDArray[np.float64]]]


def read_esco(store: ox.Store) -> Esco:
    """ESCO as the bench ranks it.

    Raises:
        NotFoundError: the store holds no ESCO.
    """
    occupations = read_profiles(store, "esco")
    return Esco(occupations, *rankings(store, occupations))


def isco_figures(esco: Esco) -> list[Figure]:
    """Of the ten best of each occupation, the share within its minor group of ISCO-08."""
    name = "same-minor-group@10"
    found = figures("isco", "random", [name], by_chance(esco.groups))
    for ranker, scores in esco.ranked.items():
        found += figures("isco", ranker, [name], within_groups(scores, esco.groups))
    return found


def agreement_figures(store: ox.Store, contest: Contest, esco: Esco) -> list[Figure]:
    """How many of ROME’s ten best ESCO has too, among the métiers that the bridges reach.

    Recall is that of rankers with no fitted weight: the mix, and ESCO carried over.

    Raises:
        NotFoundError: the store holds no bridges.
    """
    import numpy as np

    register = contest.ranking.register
    candidates = read_candidates(store, esco.occupations)
    kept = surest(candidates)
    places = list(kept)
    found = [Figure("bridge", "metiers", "reached", len(places) / len(register.codes))]
    for measured, levels in (
        ("candidates", Counter(each.confidence for each in candidates)),
        ("surest", Counter(held[0].confidence for held in kept.values())),
    ):
        found += [Figure("bridge", each, measured, float(levels[each])) for each in CONFIDENCES]
    if len(places) <= TOP:
        return found
    rome = contest.ranking.scores[places][:, places]
    stand_ins = [[each.occupation for each in held] for held in kept.values()]
    through = carry_over(esco.ranked["coverage"][0], stand_ins)
    found.append(Figure("agreement", "random", "shared@10", TOP / (len(places) - 1)))
    found += figures("agreement", "rome, esco", ["shared@10"], shared_best(rome, through))
    gold = contest.gold[places][:, places]
    rows = np.flatnonzero(gold.any(1))
    mix = blend(mix_parts(register), MIX)[places][:, places]
    for ranker, scores in ((BASELINE, mix), ("esco", through)) if rows.size else ():
        recall = measure(scores, gold, rows, contest.domain[places])[:, :1]
        found += figures("agreement", ranker, ["recall@10"], recall)
    return found
