"""The best way from one métier to another in a few steps, each of which passes every gate.

What is learnt on the way counts: after a step, the profile is the element-wise highest of what it
was and of the métier reached. The gaps of a route then add up to what the last profile holds more
than the first, whatever the order of the steps; practices that fade are left out of the sum.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from itertools import pairwise

from iag_kg.plans.landscape import (
    Landscape,
    Missing,
    Profile,
    Score,
    Weight,
    find_gap,
    merge,
    passes_coverage,
    passes_durability,
    score,
)

STEPS = 3


@dataclass(frozen=True)
class Step:
    """One step: how the profile so far covers the next métier, and what is learnt there."""

    origin: str
    destination: str
    score: Score
    learnt: tuple[Missing, ...]


@dataclass(frozen=True)
class Route:
    """The steps from one métier to another; `gap` is the sum of what they ask to learn."""

    steps: tuple[Step, ...]
    gap: Weight


def find_route(
    landscape: Landscape, origin: str, destination: str, most: int = STEPS
) -> Route | None:
    """The route of at most `most` steps with the smallest sum of gaps; None where there is none.

    Exact: best-first search (A*) over the sets of métiers passed through. What the profile and the
    destination together hold more than the origin is never above the sum of gaps of any route that
    goes on from there, and never falls along a route, so the first arrival is the best. Where the
    direct passerelle is open, it is the best route. Ties: the fewest steps.
    """
    if origin == destination or not {origin, destination} <= landscape.complete:
        return None
    profiles, gates = landscape.profiles, landscape.gates
    start, goal = profiles[origin], profiles[destination]
    already = _weight(landscape, start)

    def bound(profile: Profile) -> Weight:
        return _weight(landscape, merge(profile, goal)) - already

    waiting: list[tuple[Weight, int, tuple[str, ...]]] = [(bound(start), 0, (origin,))]
    seen: set[frozenset[str]] = set()
    while waiting:
        _, taken, path = heapq.heappop(waiting)
        if path[-1] == destination:
            return _tell(landscape, path)
        profile = _along(landscape, path)
        # The last step can only lead to the destination.
        ahead = landscape.complete if taken < most - 1 else {destination}
        for code in sorted(ahead.difference(path)) if taken < most else ():
            passed = frozenset((*path, code))
            if passed in seen or not _passes(score(profile, profiles[code], gates), landscape):
                continue
            seen.add(passed)
            step = bound(merge(profile, profiles[code]))
            heapq.heappush(waiting, (step, taken + 1, (*path, code)))
    return None


def _tell(landscape: Landscape, path: tuple[str, ...]) -> Route:
    """A path with its scores and with what is learnt at each step."""
    profile: Profile = landscape.profiles[path[0]]
    steps = []
    for origin, destination in pairwise(path):
        wanted = landscape.profiles[destination]
        learnt = find_gap(landscape, profile, wanted)
        steps.append(Step(origin, destination, score(profile, wanted, landscape.gates), learnt))
        profile = merge(profile, wanted)
    start = landscape.profiles[path[0]]
    return Route(tuple(steps), _weight(landscape, profile) - _weight(landscape, start))


def _along(landscape: Landscape, path: tuple[str, ...]) -> Profile:
    profile: Profile = landscape.profiles[path[0]]
    for code in path[1:]:
        profile = merge(profile, landscape.profiles[code])
    return profile


def _passes(found: Score, landscape: Landscape) -> bool:
    gates = landscape.gates
    return passes_coverage(found, gates) and passes_durability(found, gates)


def _weight(landscape: Landscape, profile: Profile) -> Weight:
    """The sum of a profile without the practices that fade."""
    return sum(weight for skill, weight in profile.items() if skill not in landscape.fading)
