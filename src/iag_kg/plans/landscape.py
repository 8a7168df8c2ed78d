"""What plans are made on: profiles, gates, and how well one profile covers another.

Plain values only, so that any profile graph will do: the graph that ships, a reference taxonomy, a
person’s own. Weights are whole numbers or fractions, never floats: every comparison is exact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from iag_kg.gaps import FADING, sort_gap

Weight = int | Fraction
Profile = Mapping[str, Weight]


@dataclass(frozen=True)
class Gates:
    """The thresholds of the passerelles, and the weights from which a skill rises or declines.

    `coverage` and `durability` lie in [0, 1]; `reinforced` and `declining` are in the unit of the
    profiles: a skill is in reinforcement from the first on, in obsolescence up to the second.
    """

    coverage: Fraction
    durability: Fraction
    reinforced: Weight
    declining: Weight


@dataclass(frozen=True)
class Landscape:
    """The métiers as plans see them, by code.

    `complete` are those whose whole profile is assessed: the third gate. `fading` are the skills
    that generative AI takes over: they count in the gates, and call for no training. `unit` is the
    weight of a skill that is fully asked for.
    """

    profiles: Mapping[str, Profile]
    complete: frozenset[str]
    gates: Gates
    fading: frozenset[str] = frozenset()
    unit: Weight = 1


@dataclass(frozen=True)
class Score:
    """How one profile covers another, as sums of weights (DESIGN §5).

    `shared` = Σ min(wₐ, w_b), `durable` = its part in skills reinforced at the destination, `held`
    and `wanted` = Σ wₐ and Σ w_b. A ratio whose denominator is nil is 0.
    """

    shared: Weight
    durable: Weight
    held: Weight
    wanted: Weight

    @property
    def coverage(self) -> Fraction:
        """Σ min / Σ w_b."""
        return _ratio(self.shared, self.wanted)

    @property
    def affinity(self) -> Fraction:
        """Σ min / Σ max (Ruzicka)."""
        return _ratio(self.shared, self.held + self.wanted - self.shared)

    @property
    def durable_share(self) -> Fraction:
        """The part of Σ min that lies in skills reinforced at the destination."""
        return _ratio(self.durable, self.shared)


@dataclass(frozen=True)
class Missing:
    """One skill of a gap.

    `held` is None where nothing is stated of the skill at the origin; `todo` is one of `gaps.GAPS`;
    `part` is the share of what the destination asks for that this gap leaves uncovered: all parts
    and the coverage add up to 1.
    """

    skill: str
    held: Weight | None
    wanted: Weight
    gap: Weight
    part: Fraction
    todo: str


def score(held: Profile, wanted: Profile, gates: Gates) -> Score:
    """How a profile covers what another asks for."""
    shared: Weight = 0
    durable: Weight = 0
    for skill, weight in wanted.items():
        both = min(weight, held.get(skill, 0))
        shared += both
        if weight >= gates.reinforced:
            durable += both
    return Score(shared, durable, sum(held.values()), sum(wanted.values()))


def passes_coverage(found: Score, gates: Gates) -> bool:
    """Whether the destination is covered enough."""
    return reaches(found.shared, found.wanted, gates.coverage)


def passes_durability(found: Score, gates: Gates) -> bool:
    """Whether enough of what is shared is reinforced at the destination."""
    return reaches(found.durable, found.shared, gates.durability)


def reaches(part: Weight, whole: Weight, least: Fraction) -> bool:
    """Whether part / whole is at least a threshold, without dividing; nothing of nothing is 0."""
    return part * least.denominator >= whole * least.numerator if whole else least <= 0


def is_open(landscape: Landscape, origin: str, destination: str) -> bool:
    """Whether the passerelle between two métiers passes every gate."""
    if origin == destination or not {origin, destination} <= landscape.complete:
        return False
    profiles, gates = landscape.profiles, landscape.gates
    found = score(profiles[origin], profiles[destination], gates)
    return passes_coverage(found, gates) and passes_durability(found, gates)


def find_gap(landscape: Landscape, held: Profile, wanted: Profile) -> tuple[Missing, ...]:
    """What is missing of a profile, the most important first, practices that fade last.

    The importance of a skill is the part of the destination’s demand that its gap leaves uncovered;
    among equals the skill asked for most comes first, then the one first by its key.
    """
    total = sum(wanted.values())
    found = []
    for skill, weight in wanted.items():
        has = held.get(skill)
        gap = weight - min(weight, has or 0)
        if gap:
            todo = sort_gap(None if has is None else float(has), skill in landscape.fading)
            found.append(Missing(skill, has, weight, gap, _ratio(gap, total), todo))
    found.sort(key=lambda line: (line.todo == FADING, -line.gap, -line.wanted, line.skill))
    return tuple(found)


def merge(held: Profile, learnt: Profile) -> dict[str, Weight]:
    """The profile of who has exercised both: the element-wise highest weight."""
    merged = dict(held)
    for skill, weight in learnt.items():
        merged[skill] = max(weight, merged.get(skill, 0))
    return merged


def _ratio(part: Weight, whole: Weight) -> Fraction:
    return Fraction(part) / whole if whole else Fraction(0)
