"""What makes plans fast leaves their results as they are: each beside a plain reference."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iag_kg.plans import (
    Gates,
    Landscape,
    Link,
    Weight,
    diagnose,
    find_openings,
    find_route,
    is_open,
    links,
    open_links,
    rank_nearest,
    score,
)
from iag_kg.plans.covered import Covered
from iag_kg.plans.landscape import reaches

SKILLS = "abcdefgh"
weights = st.integers(0, 4) | st.fractions(0, 4, max_denominator=8)
profiles = st.dictionaries(st.sampled_from(SKILLS), weights, max_size=6)
shares = st.sampled_from([Fraction(n, 12) for n in range(13)])


@st.composite
def landscapes(draw: st.DrawFn) -> Landscape:
    """Up to seven métiers over eight skills, any gates, some incomplete, some skills fading."""
    codes = [f"m{n}" for n in range(draw(st.integers(2, 7)))]
    found = {code: draw(profiles) for code in codes}
    complete = frozenset(code for code in codes if draw(st.integers(0, 5)))
    fading = frozenset(draw(st.sets(st.sampled_from(SKILLS), max_size=2)))
    return Landscape(found, complete, Gates(draw(shares), draw(shares), 3, 1), fading, 4)


def taxonomy(seed: int, size: int, skills: int = 60, gate: Fraction = Fraction(1, 4)) -> Landscape:
    """A landscape as a taxonomy makes it: weights of a half and one, a gate on coverage alone."""
    chance = Random(seed)
    names = [f"s{n}" for n in range(skills)]
    found: dict[str, dict[str, Weight]] = {
        f"m{n:04}": {skill: chance.randint(1, 2) for skill in chance.sample(names, 8)}
        for n in range(size)
    }
    return Landscape(found, frozenset(found), Gates(gate, Fraction(0), 0, 0), unit=2)


def plain_links(land: Landscape) -> list[Link]:
    return [
        Link(a, b, score(land.profiles[a], land.profiles[b], land.gates).affinity)
        for a, b in permutations(sorted(land.complete), 2)
        if is_open(land, a, b)
    ]


def plain_nearest(land: Landscape, most: int) -> dict[str, list[str]]:
    nearest = {}
    for origin in sorted(land.complete):
        found = []
        for code in land.complete - {origin}:
            pair = score(land.profiles[origin], land.profiles[code], land.gates)
            if pair.shared:
                found.append((-pair.coverage, -pair.affinity, code))
        nearest[origin] = [code for *_, code in sorted(found)[:most]]
    return nearest


@given(landscapes(), st.integers(1, 8))
def test_links_and_nearest_are_those_of_going_through_all_pairs(land: Landscape, most: int) -> None:
    assert open_links(land) == plain_links(land)
    assert rank_nearest(land, most) == plain_nearest(land, most)


def test_links_and_nearest_of_a_taxonomy_are_the_same_with_compiled_loops(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    land = taxonomy(1, 120)
    expected = plain_links(land), plain_nearest(land, 5)
    assert len(expected[0]) > 100
    for small in (1, 1000):
        monkeypatch.setattr(links, "_SMALL", small)
        assert (open_links(land), rank_nearest(land, 5)) == expected


@given(landscapes(), profiles, profiles)
def test_what_a_profile_covers_is_what_each_pair_says(
    land: Landscape, profile: dict[str, Weight], goal: dict[str, Weight]
) -> None:
    covered = Covered(land)
    pairs = {code: score(profile, land.profiles[code], land.gates) for code in land.complete}
    shared = covered.shared(profile)
    assert {code: shared.get(code, 0) for code in pairs} == {c: p.shared for c, p in pairs.items()}
    passing = [c for c, pair in sorted(pairs.items()) if pair.coverage >= land.gates.coverage]
    assert covered.within(profile) == passing
    gains = covered.gains(profile, goal)
    for code in land.complete:
        held = land.profiles[code]
        gain = sum(
            max(min(held.get(skill, 0), wanted) - profile.get(skill, 0), 0)
            for skill, wanted in goal.items()
        )
        assert gains.get(code, 0) == gain


@given(st.integers(0, 9), st.integers(0, 9), shares)
def test_a_threshold_is_reached_without_dividing(part: int, whole: int, least: Fraction) -> None:
    assert reaches(part, whole, least) == ((Fraction(part, whole) if whole else 0) >= least)


def test_routes_at_the_size_of_many_metiers_are_the_best_of_all_paths() -> None:
    kinds = {1: 0, 2: 0, 3: 0}
    for seed in range(4):
        land = taxonomy(seed, 14, skills=24, gate=Fraction(2, 5))
        for origin, destination in permutations(sorted(land.complete), 2):
            best = None
            between = sorted(land.complete - {origin, destination})
            for size in range(3):
                for middle in permutations(between, size):
                    total = walk(land, (origin, *middle, destination))
                    if total is not None and (best is None or (total, size + 1) < best):
                        best = (total, size + 1)
            route = find_route(land, origin, destination, 3)
            assert (route and (route.gap, len(route.steps))) == best
            if best:
                kinds[best[1]] += 1
    assert all(kinds.values())


def walk(land: Landscape, path: tuple[str, ...]) -> Weight | None:
    """What a path asks to learn; None where a step is not covered enough."""
    profile = dict(land.profiles[path[0]])
    start = sum(profile.values())
    for code in path[1:]:
        wanted = land.profiles[code]
        shared = sum(min(w, profile.get(s, 0)) for s, w in wanted.items())
        if Fraction(shared, 1) / sum(wanted.values()) < land.gates.coverage:
            return None
        profile |= {s: max(w, profile.get(s, 0)) for s, w in wanted.items()}
    return sum(profile.values()) - start


def test_one_more_skill_in_a_taxonomy_is_what_trying_each_one_gives() -> None:
    land = taxonomy(3, 60, skills=40, gate=Fraction(1, 3))
    origins = sorted(land.complete)[:6]
    tried: dict[str, set[tuple[str, str]]] = {}
    for origin in origins:
        held = land.profiles[origin]
        for code in land.complete - {origin}:
            wanted = land.profiles[code]
            if is_open(land, origin, code):
                continue
            for skill, level in wanted.items():
                more = {**held, skill: max(level, held.get(skill, 0))}
                if score(more, wanted, land.gates).coverage >= land.gates.coverage:
                    tried.setdefault(skill, set()).add((origin, code))
    found = find_openings(land, origins)
    assert {e.skill: {(o.origin, o.destination) for o in e.openings} for e in found} == tried
    assert tried


def test_a_large_network_is_measured_from_a_sample_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    land = taxonomy(5, 80, skills=30, gate=Fraction(2, 5))
    found, nearest = open_links(land), rank_nearest(land)
    whole = diagnose(land.complete, found, nearest)
    assert whole.pivots == 80
    monkeypatch.setattr("iag_kg.plans.diagnostics._WORK", 40 * len(found))
    sampled = diagnose(land.complete, found, nearest)
    assert sampled.pivots == 40 and sampled == diagnose(land.complete, found, nearest)
    assert (sampled.communities, sampled.reciprocity) == (whole.communities, whole.reciprocity)
    exact = {at.code: at.betweenness for at in whole.positions}
    high = sorted(exact, key=exact.__getitem__)[-20:]
    best = max(sampled.positions, key=lambda at: at.betweenness)
    assert best.code in high
