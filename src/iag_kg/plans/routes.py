"""The best way from one métier to another in a few steps, each of which passes every gate.

What is learnt on the way counts: after a step, the profile is the element-wise highest of what it
was and of the métier reached. The gaps of a route then add up to what the last profile holds more
than the first, whatever the order of the steps; practices that fade are left out of the sum.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from itertools import pairwise

from iag_kg.plans.covered import Covered
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
    reaches,
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
    direct passerelle is open, it is the best route. Ties: the fewest steps, then the first by code.
    """
    if origin == destination or not {origin, destination} <= landscape.complete:
        return None
    profiles = landscape.profiles
    start, goal = profiles[origin], profiles[destination]
    already, covered = _weight(landscape, start), Covered(landscape)

    def bound(profile: Profile) -> Weight:
        return _weight(landscape, merge(profile, goal)) - already

    waiting: list[tuple[Weight, int, tuple[str, ...]]] = [(bound(start), 0, (origin,))]
    seen: set[frozenset[str]] = set()
    while waiting:
        _, taken, path = heapq.heappop(waiting)
        if path[-1] == destination:
            return _tell(landscape, path)
        if taken == most:
            continue
        profile = _along(landscape, path)
        ahead = _ahead(landscape, covered, profile, path, destination, most - taken - 1)
        for code in ahead:
            passed = frozenset((*path, code))
            if passed in seen or not _passes(score(profile, profiles[code], landscape.gates),
                                             landscape):  # fmt: skip
                continue
            seen.add(passed)
            step = bound(merge(profile, profiles[code]))
            heapq.heappush(waiting, (step, taken + 1, (*path, code)))
    return None


def _ahead(
    landscape: Landscape,
    covered: Covered,
    profile: Profile,
    path: tuple[str, ...],
    destination: str,
    between: int,
) -> list[str]:
    """Where a step may lead, given that at most `between` métiers still come before the last.

    Left out is only what cannot be on the best route: any other métier where the destination is
    open already, and métiers with which the destination cannot be covered enough in the steps left,
    since what several métiers add is at most the sum of what each would add.
    """
    goal = landscape.profiles[destination]
    if _passes(direct := score(profile, goal, landscape.gates), landscape):
        return [destination]
    if not between:
        return []
    gains = covered.gains(profile, goal)
    for code in (*path, destination):
        gains.pop(code, None)
    others = sum(heapq.nlargest(between - 1, gains.values()))

    def helps(code: str) -> bool:
        shared = direct.shared + gains.get(code, 0) + others
        return reaches(shared, direct.wanted, landscape.gates.coverage)

    # With one métier left before the last, few help enough: only these are looked at.
    few = between == 1 and not reaches(direct.shared, direct.wanted, landscape.gates.coverage)
    codes = sorted(gains) if few else covered.within(profile)
    return [code for code in codes if code != destination and code not in path and helps(code)]


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
