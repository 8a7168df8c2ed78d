"""Every open passerelle of a landscape, and the destinations nearest to each métier.

The engine (`iag_kg.matching`) finds the pairs that may count, with a margin; each is then scored
once more in whole numbers, so that no gate and no tie depends on how a fraction is rounded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from iag_kg.matching import Ranking, Search, from_rows, neighbours
from iag_kg.plans.landscape import Landscape, is_open, score

NEAREST = 5
_MARGIN = 1e-6
_SMALL = 300  # métiers: below, loading compiled loops takes longer than doing without


@dataclass(frozen=True)
class Link:
    """One open passerelle and the affinity of its two métiers."""

    origin: str
    destination: str
    affinity: Fraction


def open_links(landscape: Landscape) -> list[Link]:
    """Every passerelle that passes all gates, in order of origin and destination."""
    codes, profiles = sorted(landscape.complete), landscape.profiles
    if landscape.gates.coverage > 0:
        pairs = iter(sorted(_candidates(landscape, codes)))
    else:  # even a pair that shares nothing may pass
        pairs = ((a, b) for a in codes for b in codes)
    return [
        Link(a, b, score(profiles[a], profiles[b], landscape.gates).affinity)
        for a, b in pairs
        if is_open(landscape, a, b)
    ]


def rank_nearest(landscape: Landscape, most: int = NEAREST) -> dict[str, list[str]]:
    """The `most` destinations that each complete métier covers best, open or not.

    Ties: the more alike, then the code. A destination that is not covered at all is not near.
    """
    codes, profiles = sorted(landscape.complete), landscape.profiles
    found: dict[str, list[tuple[Fraction, Fraction, str]]] = {code: [] for code in codes}
    for ranking in _rankings(landscape, codes, 0.0):
        last = min(most, ranking.scores.shape[1]) - 1
        near = ranking.scores >= ranking.scores[:, [last]] - _MARGIN
        row, rank = (near & (ranking.others >= 0)).nonzero()
        others = ranking.others[row, rank].tolist()
        for subject, other in zip(ranking.subjects[row].tolist(), others, strict=True):
            origin, code = codes[subject], codes[other]
            pair = score(profiles[origin], profiles[code], landscape.gates)
            found[origin].append((-pair.coverage, -pair.affinity, code))
    return {origin: [code for *_, code in sorted(near)[:most]] for origin, near in found.items()}


def _candidates(landscape: Landscape, codes: list[str]) -> Iterator[tuple[str, str]]:
    """The pairs whose coverage passes its gate, and perhaps a few that fall just short of it."""
    least = max(float(landscape.gates.coverage) - _MARGIN, 0.0)
    for ranking in _rankings(landscape, codes, least):
        row, rank = (ranking.others >= 0).nonzero()
        others = ranking.others[row, rank].tolist()
        for subject, other in zip(ranking.subjects[row].tolist(), others, strict=True):
            yield codes[subject], codes[other]


def _rankings(landscape: Landscape, codes: list[str], least: float) -> Iterator[Ranking]:
    """All destinations of every métier whose coverage is at least so much, the best first."""
    highest = max((w for code in codes for w in landscape.profiles[code].values()), default=0)
    if len(codes) < 2 or not highest:
        return
    rows = {
        code: {skill: float(Fraction(weight) / highest) for skill, weight in profile.items()}
        for code, profile in ((code, landscape.profiles[code]) for code in codes)
    }
    search = Search(top=len(codes) - 1, least=least)
    yield from neighbours(from_rows(rows), search, compiled=len(codes) > _SMALL)
