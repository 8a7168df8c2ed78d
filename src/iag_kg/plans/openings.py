"""One more skill: which single skill opens most passerelles, worked out exactly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from iag_kg.plans.covered import Covered
from iag_kg.plans.landscape import (
    Landscape,
    Score,
    Weight,
    passes_coverage,
    passes_durability,
    score,
)


@dataclass(frozen=True)
class Opening:
    """A passerelle that one skill opens, at the level that the destination asks for."""

    origin: str
    destination: str
    level: Weight
    before: Score
    after: Score


@dataclass(frozen=True)
class OneMore:
    """A skill and the passerelles that it alone opens, in order of origin and destination."""

    skill: str
    openings: tuple[Opening, ...]

    @property
    def level(self) -> Weight:
        """The highest level that one of these destinations asks for."""
        return max(opening.level for opening in self.openings)


def find_openings(landscape: Landscape, origins: Iterable[str]) -> list[OneMore]:
    """The skills that open at least one passerelle from `origins`, the most useful first.

    Counterfactual: the profile of the origin with this skill raised to the level at which the
    destination asks for it, all else as it is. A passerelle counts when it passes every gate then,
    and did not before; those already open stay so, since nobody is bound to use what they know.
    Practices that fade are no reason to train. Ties: the lowest level first, then the skill’s key.
    """
    found: defaultdict[str, list[Opening]] = defaultdict(list)
    covered = Covered(landscape)
    for origin in sorted(landscape.complete.intersection(origins)):
        # A métier further off than its own largest weight is opened by no single skill.
        for destination in covered.within_one_skill(landscape.profiles[origin]):
            if destination == origin:
                continue
            for skill, opening in _between(landscape, origin, destination):
                found[skill].append(opening)
    skills = [OneMore(skill, tuple(openings)) for skill, openings in found.items()]
    return sorted(skills, key=lambda each: (-len(each.openings), each.level, each.skill))


def _between(landscape: Landscape, origin: str, destination: str) -> Iterable[tuple[str, Opening]]:
    """The skills that open one passerelle."""
    gates, held = landscape.gates, landscape.profiles[origin]
    wanted = landscape.profiles[destination]
    before = score(held, wanted, gates)
    if passes_coverage(before, gates) and passes_durability(before, gates):
        return
    for skill, level in wanted.items():
        gain = level - held.get(skill, 0)
        if gain <= 0 or skill in landscape.fading:
            continue
        durable = gain if level >= gates.reinforced else 0
        after = Score(
            before.shared + gain, before.durable + durable, before.held + gain, before.wanted
        )
        if passes_coverage(after, gates) and passes_durability(after, gates):
            yield skill, Opening(origin, destination, level, before, after)
