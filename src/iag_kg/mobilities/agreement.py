"""ESCO within ISCO groups, and ROME against ESCO through the names that both give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from iag_kg.mobilities.baselines import MIX, mix_parts
from iag_kg.mobilities.bridge import agreement, carried_over, read_matches
from iag_kg.mobilities.contest import BASELINE, Figure, figures
from iag_kg.mobilities.isco import by_chance, rankings, within_groups
from iag_kg.mobilities.measures import TOP, measure
from iag_kg.mobilities.overlap import read_profiles
from iag_kg.mobilities.score import blend

if TYPE_CHECKING:
    import numpy as np
    import pyoxigraph as ox
    from numpy.typing import NDArray

    from iag_kg.mobilities.contest import Contest
    from iag_kg.mobilities.overlap import Profiles


def esco_figures(store: ox.Store, contest: Contest) -> list[Figure]:
    """Shares of the ten best within the minor group of ISCO-08, then agreement with ROME.

    Raises:
        NotFoundError: the store holds no ESCO.
    """
    contest.say("esco")
    occupations = read_profiles(store, "esco")
    groups, ranked = rankings(store, occupations)
    name = "same-minor-group@10"
    found = figures("isco", "random", [name], by_chance(groups))
    for ranker, scores in ranked.items():
        found += figures("isco", ranker, [name], within_groups(scores, groups))
    return found + _agreement(store, contest, ranked["coverage"][0], occupations)


def _agreement(
    store: ox.Store, contest: Contest, esco: NDArray[np.float64], occupations: Profiles
) -> list[Figure]:
    """How many of ROME’s ten best ESCO has too, among the métiers that the bridge reaches.

    Recall is that of rankers with no fitted weight: the mix, and ESCO carried over.
    """
    import numpy as np

    contest.say("bridge")
    register = contest.ranking.register
    matches = read_matches(store, register, occupations)
    places = sorted({match.metier for match in matches})
    found = [Figure("bridge", "metiers", "reached", len(places) / len(register.codes))]
    for method in ("exact-label", "alternative-label"):
        number = sum(match.method == method for match in matches)
        found.append(Figure("bridge", method, "candidates", float(number)))
    if len(places) <= TOP:
        return found
    rome = contest.ranking.scores[places][:, places]
    through = carried_over(matches, places, esco)
    found.append(Figure("agreement", "random", "shared@10", TOP / (len(places) - 1)))
    found += figures("agreement", "rome, esco", ["shared@10"], agreement(rome, through))
    gold = contest.gold[places][:, places]
    rows = np.flatnonzero(gold.any(1))
    mix = blend(mix_parts(register), MIX)[places][:, places]
    for ranker, scores in ((BASELINE, mix), ("esco", through)) if rows.size else ():
        recall = measure(scores, gold, rows, contest.domain[places])[:, :1]
        found += figures("agreement", ranker, ["recall@10"], recall)
    return found
