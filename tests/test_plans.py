"""Plans are the best there are: each checked against every possibility on small random inputs."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import combinations, permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store

from iag_kg.errors import GraphError
from iag_kg.graph import select
from iag_kg.plans import (
    Exposure,
    Gates,
    Landscape,
    Link,
    Profile,
    Weight,
    choose_cover,
    compare_exposure,
    diagnose,
    find_gap,
    find_openings,
    find_route,
    follow_declining,
    is_open,
    open_links,
    rank_nearest,
    read_catalogue,
    read_exposures,
    read_landscape,
    read_names,
)

SKILLS = "abcdef"
CODES = ("m1", "m2", "m3", "m4", "m5")
PREFIXES = """PREFIX iag: <https://w3id.org/iag-kg/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
weights = st.integers(0, 4) | st.fractions(0, 4, max_denominator=8)
profiles = st.dictionaries(st.sampled_from(SKILLS), weights, max_size=5)
shares = st.sampled_from([Fraction(n, 8) for n in range(9)])


@st.composite
def landscapes(draw: st.DrawFn) -> Landscape:
    """Up to five métiers over six skills, any gates, some incomplete, some skills fading."""
    found = draw(st.dictionaries(st.sampled_from(CODES), profiles, min_size=2))
    complete = frozenset(code for code in found if draw(st.integers(0, 5)))
    fading = frozenset(draw(st.sets(st.sampled_from(SKILLS), max_size=2)))
    return Landscape(found, complete, Gates(draw(shares), draw(shares), 3, 1), fading, 4)


def opens(land: Landscape, held: Profile, wanted: Profile) -> bool:
    """The two gates, written down once more from DESIGN §5."""
    shared = {s: min(w, held.get(s, 0)) for s, w in wanted.items()}
    overlap, total = Fraction(sum(shared.values())), Fraction(sum(wanted.values()))
    durable = sum(w for s, w in shared.items() if wanted[s] >= land.gates.reinforced)
    coverage = overlap / total if total else Fraction(0)
    share = durable / overlap if overlap else Fraction(0)
    return coverage >= land.gates.coverage and share >= land.gates.durability


def summed(gap: Mapping[str, Weight], names: set[str]) -> Weight:
    return sum(gap[name] for name in names)


# --- training as a small set


@given(
    st.dictionaries(st.sampled_from(SKILLS), st.integers(1, 4), max_size=6),
    st.dictionaries(st.sampled_from("ABCDEFG"), st.frozensets(st.sampled_from(SKILLS + "xy"))),
    st.none() | st.integers(0, 4),
)
def test_the_set_of_offers_is_the_best_and_the_smallest(
    gap: dict[str, int], offers: dict[str, frozenset[str]], limit: int | None
) -> None:
    cover = choose_cover(gap, offers, limit)
    reached = {
        size: max(
            summed(gap, set().union(*(offers[key] for key in keys)) & gap.keys())
            for keys in combinations(offers, size)
        )
        for size in range(min(len(offers), len(offers) if limit is None else limit) + 1)
    }
    best = max(reached.values())
    assert cover.is_exact and cover.covered == best == cover.most
    assert len(cover.offers) == min(size for size, most in reached.items() if most == best)
    every = set().union(*offers.values()) & gap.keys() if offers else set()
    assert cover.coverable == summed(gap, every) and cover.total == sum(gap.values())
    named = [skill for _, skills in cover.offers for skill in skills]
    assert len(named) == len(set(named)) and sorted([*named, *cover.uncovered]) == sorted(gap)
    assert all(set(skills) <= offers[key] and skills for key, skills in cover.offers)
    assert [gap[s] for s in cover.uncovered] == sorted(gap[s] for s in cover.uncovered)[::-1]


@st.composite
def catalogues(draw: st.DrawFn) -> tuple[dict[str, int], dict[str, frozenset[str]], int]:
    """Twenty-one to twenty-six offers, none within another: more than branch and bound takes."""
    skills = [f"s{n}" for n in range(8)]
    pairs = draw(st.permutations(list(combinations(skills, 2))))
    size = draw(st.integers(21, 26))
    offers = {f"o{n:02}": frozenset(pair) for n, pair in enumerate(pairs[:size])}
    gap = {skill: draw(st.integers(1, 9)) for skill in skills}
    return gap, offers, draw(st.integers(0, 4))


@given(catalogues())
def test_beyond_twenty_offers_the_bounds_hold(
    given: tuple[dict[str, int], dict[str, frozenset[str]], int],
) -> None:
    gap, offers, limit = given
    cover = choose_cover(gap, offers, limit)
    reached = [
        max(
            summed(gap, set().union(*(offers[key] for key in keys)))
            for keys in combinations(offers, size)
        )
        for size in range(limit + 1)
    ]
    assert len(cover.offers) <= limit and cover.covered <= reached[-1] <= cover.most
    assert all(most < cover.covered for most in reached[: cover.fewest])
    # Nemhauser, Wolsey and Fisher: greedy is never below 1 - 1/e of the best.
    assert cover.covered >= 0.632 * reached[-1]


def test_twenty_offers_are_searched_in_full_quickly() -> None:
    skills = [f"s{n:02}" for n in range(40)]
    gap = {skill: 1 + n % 4 for n, skill in enumerate(skills)}
    offers = {
        f"o{n:02}": frozenset(skills[(n * 7 + k * k * 3) % 40] for k in range(6)) for n in range(20)
    }
    cover = choose_cover(gap, offers)
    assert cover.is_exact and cover.covered == cover.coverable


def test_no_set_of_offers_is_missed_by_cutting_the_search_short() -> None:
    chance = Random(2025)
    for _ in range(300):
        gap = {skill: chance.randint(1, 9) for skill in SKILLS}
        offers = {f"o{n}": frozenset(chance.sample(SKILLS, chance.randint(1, 3))) for n in range(7)}
        limit = chance.randint(1, 3)
        best = max(
            summed(gap, set().union(*(offers[key] for key in keys)))
            for keys in combinations(offers, limit)
        )
        assert choose_cover(gap, offers, limit).covered == best


# --- one more skill


@given(landscapes(), st.sets(st.sampled_from(CODES)))
def test_one_more_skill_opens_exactly_what_trying_every_skill_opens(
    land: Landscape, origins: set[str]
) -> None:
    expected: dict[str, set[tuple[str, str]]] = {}
    for origin in origins & land.complete:
        for destination in land.complete - {origin}:
            held, wanted = land.profiles[origin], land.profiles[destination]
            if opens(land, held, wanted):
                continue
            for skill in SKILLS:
                if wanted.get(skill, 0) <= held.get(skill, 0) or skill in land.fading:
                    continue
                if opens(land, {**held, skill: wanted[skill]}, wanted):
                    expected.setdefault(skill, set()).add((origin, destination))
    found = find_openings(land, origins)
    assert {
        each.skill: {(o.origin, o.destination) for o in each.openings} for each in found
    } == expected
    counts = [len(each.openings) for each in found]
    assert counts == sorted(counts, reverse=True)
    for each in found:
        assert each.level == max(land.profiles[o.destination][each.skill] for o in each.openings)
        for opening in each.openings:
            wanted = land.profiles[opening.destination]
            gain = opening.after.shared - opening.before.shared
            assert opening.level == wanted[each.skill] and opening.after.wanted == sum(
                wanted.values()
            )
            assert gain == wanted[each.skill] - land.profiles[opening.origin].get(each.skill, 0)


# --- routes


def walk(land: Landscape, path: tuple[str, ...]) -> Weight | None:
    """What a path asks to learn, step by step; None where a step does not pass the gates."""
    profile, total = dict(land.profiles[path[0]]), Fraction(0)
    for code in path[1:]:
        wanted = land.profiles[code]
        if not opens(land, profile, wanted):
            return None
        for skill, weight in wanted.items():
            gain = max(weight - profile.get(skill, 0), 0)
            total += 0 if skill in land.fading else gain
            profile[skill] = max(weight, profile.get(skill, 0))
    return total


def check_routes(land: Landscape, most: int) -> int:
    """Checks the route of every pair against all its paths; gives how many take several steps."""
    long = 0
    for origin, destination in permutations(land.profiles, 2):
        possible = []
        if {origin, destination} <= land.complete:
            between = sorted(land.complete - {origin, destination})
            for size in range(most):
                for middle in permutations(between, size):
                    total = walk(land, (origin, *middle, destination))
                    if total is not None:
                        possible.append((total, size + 1))
        route = find_route(land, origin, destination, most)
        if not possible:
            assert route is None
            continue
        assert route is not None
        assert (route.gap, len(route.steps)) == min(possible)
        path = (route.steps[0].origin, *(step.destination for step in route.steps))
        assert (path[0], path[-1]) == (origin, destination) and walk(land, path) == route.gap
        learnt = [line for step in route.steps for line in step.learnt]
        assert sum(line.gap for line in learnt if line.skill not in land.fading) == route.gap
        if is_open(land, origin, destination):
            assert len(route.steps) == 1
        long += len(route.steps) > 1
    return long


@given(landscapes(), st.integers(1, 4))
def test_the_route_is_the_best_of_all_paths(land: Landscape, most: int) -> None:
    check_routes(land, most)


def test_routes_of_several_steps_are_the_best_too() -> None:
    chance, long = Random(2025), 0
    for _ in range(150):
        found = {
            code: {skill: chance.randint(0, 4) for skill in chance.sample(SKILLS, 4)}
            for code in CODES
        }
        gates = Gates(Fraction(chance.randint(9, 13), 16), Fraction(chance.randint(0, 8), 16), 3, 1)
        fading = frozenset(chance.sample(SKILLS, chance.randint(0, 1)))
        long += check_routes(Landscape(found, frozenset(found), gates, fading, 4), 4)
    assert long > 100


def test_what_is_learnt_on_the_way_opens_the_next_step() -> None:
    land = Landscape(
        {"start": {"a": 4, "b": 4}, "way": {"b": 4, "c": 4}, "end": {"b": 1, "c": 4, "d": 2}},
        frozenset({"start", "way", "end"}),
        Gates(Fraction(1, 2), Fraction(1, 2), 3, 1),
    )
    assert not is_open(land, "start", "end") and find_route(land, "start", "end", 1) is None
    route = find_route(land, "start", "end", 2)
    assert route is not None and [step.destination for step in route.steps] == ["way", "end"]
    first, second = route.steps
    assert [(line.skill, line.gap) for line in first.learnt] == [("c", 4)]
    # b and c are held by now: only d is still to learn.
    assert [(line.skill, line.gap) for line in second.learnt] == [("d", 2)]
    assert second.score.coverage == Fraction(5, 7) and route.gap == 6
    assert find_route(land, "start", "start", 2) is None


# --- gap, exposure, network


@given(landscapes())
def test_the_parts_of_a_gap_and_the_coverage_add_up_to_one(land: Landscape) -> None:
    for origin, destination in permutations(land.profiles, 2):
        held, wanted = land.profiles[origin], land.profiles[destination]
        gap = find_gap(land, held, wanted)
        if sum(wanted.values()):
            shared = sum((Fraction(min(w, held.get(s, 0))) for s, w in wanted.items()), Fraction(0))
            assert sum(line.part for line in gap) + shared / sum(wanted.values()) == 1
        assert all(line.gap == wanted[line.skill] - held.get(line.skill, 0) > 0 for line in gap)
        order = [(line.skill in land.fading, -line.gap) for line in gap]
        assert order == sorted(order)
        for line in gap:
            assert (line.todo == "fading") == (line.skill in land.fading)


def test_a_move_leads_away_from_obsolescence_or_towards_it() -> None:
    much, little, none = Exposure(10, 5, 2, 3), Exposure(20, 4, 0, 9), Exposure()
    assert (much.share, little.share, none.share) == (Fraction(1, 2), Fraction(1, 5), None)
    assert compare_exposure(much, little) == "away" and compare_exposure(little, much) == "towards"
    assert compare_exposure(much, much) == "level" and compare_exposure(much, none) == "unknown"
    fate = follow_declining({"a": 0, "b": 1, "c": 1, "d": 2}, {"b": 3, "c": 1, "e": 0}, 1)
    assert (fate.left, fate.still, fate.regained) == (("a",), ("c",), ("b",))


def test_communities_bridges_dead_ends_and_hubs_are_found() -> None:
    half = Fraction(1, 2)
    triangles = [*permutations("abc", 2), *permutations("def", 2)]
    links = [Link(a, b, half) for a, b in [*triangles, ("c", "d")]]
    nearest = {**{code: ["c"] for code in "abdef"}, "c": ["a"], "z": []}
    found = diagnose("abcdefz", links, nearest)
    assert found.communities == (("a", "b", "c"), ("d", "e", "f"))
    at = {position.code: position for position in found.positions}
    assert [at[code].community for code in "adz"] == [1, 2, 0]
    assert at["z"].is_isolated and not at["a"].is_isolated
    assert {code for code in at if at[code].across} == {"c", "d"}
    assert max(at.values(), key=lambda position: position.betweenness).code in "cd"
    assert at["c"].betweenness > at["a"].betweenness == 0
    assert (at["c"].leaving, at["c"].arriving) == (3, 2)
    assert found.links == 13 and found.reciprocity == pytest.approx(12 / 13)
    assert at["c"].occurrences == 5 and found.skewness > 1 and found.modularity > 0.3
    again = diagnose(reversed("abcdefz"), links[::-1], nearest)
    assert again == found


def test_an_empty_network_has_no_figures() -> None:
    found = diagnose("ab", [], {})
    assert found.communities == () and all(position.is_isolated for position in found.positions)
    assert (found.reciprocity, found.modularity, found.skewness) == (0.0, 0.0, 0.0)
    land = Landscape(
        {"a": {}, "b": {"x": 1}}, frozenset("ab"), Gates(Fraction(1), Fraction(0), 3, 1)
    )
    assert rank_nearest(land) == {"a": [], "b": []} and open_links(land) == []


# --- the graph that ships


def test_the_gates_are_those_of_the_graph(kg: Store) -> None:
    land = read_landscape(kg)
    query = """SELECT ?a ?b ?recommended WHERE {
      ?move iag:origin/skos:notation ?a ; iag:destination/skos:notation ?b ;
        iag:isRecommended ?recommended }"""
    rows = select(kg, PREFIXES + query).values()
    recommended = {(str(a), str(b)) for a, b, passes in rows if passes}
    assert len(rows) == 1806 and len(land.profiles) == 43 and len(land.complete) == 31
    links = open_links(land)
    assert {(link.origin, link.destination) for link in links} == recommended


def test_the_gap_of_a_pair_is_that_of_the_graph(kg: Store) -> None:
    land = read_landscape(kg)
    query = """SELECT ?skill ?gap WHERE {
      ?move iag:origin/skos:notation "client-relation" ; iag:comparesSkill ?line ;
        iag:destination/skos:notation "client-patrimoine" .
      ?line iag:concernsSkill ?skill ; iag:gap ?gap }"""
    stated = {str(s): Fraction(str(g)) for s, g in select(kg, PREFIXES + query).values()}
    gap = find_gap(land, land.profiles["client-relation"], land.profiles["client-patrimoine"])
    assert stated and {line.skill: Fraction(line.gap) / land.unit for line in gap} == stated


def test_names_offers_and_cells_are_read_from_the_graph(kg: Store) -> None:
    names, offers, cells = read_names(kg), read_catalogue(kg), read_exposures(kg, "fr")
    assert names.metiers["management"] == {"fr": "Management", "en": "Management"}
    assert names.families["management"]["fr"] == "Métiers du management"
    assert set(names.codes.values()) == set(names.metiers)
    assert all({"fr", "en"} <= set(labels) for labels in names.skills.values())
    assert len(offers) == 16 and all(offer.skills for offer in offers.values())
    assert sum(found.cells for found in cells.values()) == 606
    assert cells["client-relation"].share == Fraction(9, 21)
    assert cells["ia-prompt-engineer"] == Exposure(transformation="Nouveau")


def test_a_graph_without_passerelles_has_no_gates() -> None:
    with pytest.raises(GraphError, match="no passerelles, so no gates"):
        read_landscape(Store())
