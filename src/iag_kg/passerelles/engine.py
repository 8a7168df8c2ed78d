"""Scores of every ordered pair of profiles: exact, with what each skill contributes.

Demand has five levels, so min(w_a, w_b) is the sum over the four thresholds t of
[w_a >= t]·[w_b >= t]: all overlaps are one sparse product of 0/1 matrices, in integers.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from iag_kg.passerelles.profiles import Metier, Profiles

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

QUARTERS = 4
REINFORCED = 3
PLACES = Decimal("1E-15")


@dataclass(frozen=True)
class Thresholds:
    """The gates: smallest coverage, smallest durable share, both in [0, 1]."""

    coverage: Decimal
    durability: Decimal


@dataclass(frozen=True)
class Line:
    """One skill of the destination: its share of the coverage, and what is missing of it.

    `held` is the demand of the origin in quarters: 0 where the skill is in strong decline there,
    None where nothing is stated of it.
    """

    skill: str
    contribution: Decimal
    gap: Decimal
    held: int | None


@dataclass(frozen=True)
class Passerelle:
    """One directed move, scored (DESIGN §5); all scores lie in [0, 1].

    coverage = Σ min / Σ w_b; affinity = Σ min / Σ max (Ruzicka); durable = the part of Σ min that
    lies in skills reinforced in the destination; the rarity scores weigh each skill by its rarity.
    A ratio whose denominator is nil is 0. `kind` is the CURIE of an `iag:PasserelleKind`.
    """

    origin: Metier
    destination: Metier
    coverage: Decimal
    affinity: Decimal
    durable: Decimal
    rarity_coverage: Decimal
    rarity_affinity: Decimal
    kind: str
    lines: tuple[Line, ...]
    passes_coverage: bool
    passes_durability: bool
    compares_full: bool

    @property
    def is_recommended(self) -> bool:
        """Whether every gate is passed."""
        return self.passes_coverage and self.passes_durability and self.compares_full


def compare(profiles: Profiles, thresholds: Thresholds) -> Iterator[Passerelle]:
    """Every ordered pair of métiers, in order of origin and destination code."""
    rarity = profiles.rarity()
    overlaps = _overlaps(profiles)
    totals = [sum(profiles.demand[metier.code].values()) for metier in profiles.metiers]
    for i, origin in enumerate(profiles.metiers):
        held = profiles.demand[origin.code]
        for j, destination in enumerate(profiles.metiers):
            if i == j:
                continue
            wanted = profiles.demand[destination.code]
            overlap = int(overlaps[i, j])
            coverage = _ratio(overlap, totals[j])
            durable = sum(
                min(weight, held.get(skill, 0))
                for skill, weight in wanted.items()
                if weight >= REINFORCED
            )
            share = _ratio(durable, overlap)
            yield Passerelle(
                origin,
                destination,
                coverage,
                _ratio(overlap, totals[i] + totals[j] - overlap),
                share,
                *_weighted(held, wanted, rarity),
                _kind(origin, destination),
                tuple(_lines(held, wanted, totals[j])),
                coverage >= thresholds.coverage,
                share >= thresholds.durability,
                origin.full and destination.full,
            )


def _overlaps(profiles: Profiles) -> NDArray[np.int32]:
    """Σ min(w_a, w_b) in quarters, for all pairs at once."""
    import numpy as np
    from scipy import sparse

    column = {skill: number for number, skill in enumerate(profiles.skills)}
    rows, columns, weights = [], [], []
    for number, metier in enumerate(profiles.metiers):
        for skill, weight in profiles.demand[metier.code].items():
            rows.append(number)
            columns.append(column[skill])
            weights.append(weight)
    shape = (len(profiles.metiers), len(profiles.skills))
    demand = np.array(weights)
    steps = []
    for threshold in range(1, QUARTERS + 1):
        held = (demand >= threshold).astype(np.int32)
        steps.append(sparse.csr_array((held, (rows, columns)), shape=shape))  # type: ignore[no-untyped-call]
    ladder = sparse.hstack(steps, format="csr")  # type: ignore[no-untyped-call]
    overlaps: NDArray[np.int32] = (ladder @ ladder.T).toarray()
    return overlaps


def _lines(held: Mapping[str, int], wanted: Mapping[str, int], total: int) -> Iterator[Line]:
    for skill in sorted(wanted):
        shared = min(wanted[skill], held.get(skill, 0))
        missing = Decimal(wanted[skill] - shared) / QUARTERS
        if wanted[skill]:
            yield Line(skill, _ratio(shared, total), missing, held.get(skill))


def _weighted(
    held: Mapping[str, int], wanted: Mapping[str, int], rarity: Mapping[str, float]
) -> tuple[Decimal, Decimal]:
    """Coverage and affinity, each skill weighed by its rarity."""
    skills = sorted(held.keys() | wanted.keys())
    pairs = [(rarity.get(skill, 0.0), held.get(skill, 0), wanted.get(skill, 0)) for skill in skills]
    shared = math.fsum(weight * min(a, b) for weight, a, b in pairs)
    either = math.fsum(weight * max(a, b) for weight, a, b in pairs)
    demanded = math.fsum(weight * b for weight, _, b in pairs)
    return _real(shared, demanded), _real(shared, either)


def _ratio(part: int, whole: int) -> Decimal:
    return (Decimal(part) / Decimal(whole)).quantize(PLACES) if whole else Decimal(0)


def _real(part: float, whole: float) -> Decimal:
    return Decimal(min(part / whole, 1.0)).quantize(PLACES) if whole else Decimal(0)


def _kind(origin: Metier, destination: Metier) -> str:
    if origin.family == destination.family:
        return "iag:WithinFamily"
    if origin.managerial != destination.managerial:
        return "iag:Vertical"
    return "iag:Horizontal"
