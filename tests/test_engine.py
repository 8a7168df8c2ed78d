"""What holds of passerelles whatever the profiles, and one example worked out on paper."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store

from iag_kg.passerelles import Passerelle, Profiles, Thresholds, compare, read_profiles
from iag_kg.passerelles.profiles import Metier

HALF = Thresholds(Decimal("0.5"), Decimal("0.5"))
CLOSE = Decimal("1E-12")
SKILLS = [f"skill-{number}" for number in range(7)]

profile = st.dictionaries(st.sampled_from(SKILLS), st.integers(0, 4), min_size=1)
share = st.decimals(0, 1, places=2)


def metier(code: str, family: str = "f", managerial: bool = False, full: bool = True) -> Metier:
    return Metier(f"https://w3id.org/iag-kg/id/metier-{code}", code, family, managerial, full)


def gathered(*demand: dict[str, int], metiers: Sequence[Metier] = ()) -> Profiles:
    """Profiles of métiers `0`, `1`, …, with these demands in quarters."""
    known = tuple(metiers) or tuple(metier(str(number)) for number in range(len(demand)))
    skills = tuple(sorted({skill for row in demand for skill in row}))
    return Profiles(known, skills, {m.code: row for m, row in zip(known, demand, strict=True)})


@st.composite
def worlds(draw: st.DrawFn) -> Profiles:
    rows = draw(st.lists(profile, min_size=2, max_size=6))
    known = [
        metier(str(n), draw(st.sampled_from("fgh")), draw(st.booleans()), draw(st.booleans()))
        for n in range(len(rows))
    ]
    return gathered(*rows, metiers=known)


def by_pair(profiles: Profiles, gates: Thresholds = HALF) -> dict[tuple[str, str], Passerelle]:
    return {(m.origin.code, m.destination.code): m for m in compare(profiles, gates)}


@given(worlds())
def test_every_score_lies_between_0_and_1(world: Profiles) -> None:
    for move in compare(world, HALF):
        scores = (move.coverage, move.affinity, move.durable)
        for score in (*scores, move.rarity_coverage, move.rarity_affinity):
            assert 0 <= score <= 1
            exponent = score.as_tuple().exponent
            assert isinstance(exponent, int) and exponent >= -15


@given(worlds())
def test_contributions_sum_to_the_coverage_and_gaps_to_what_is_not_covered(world: Profiles) -> None:
    for move in compare(world, HALF):
        parts = sum((line.contribution for line in move.lines), Decimal(0))
        assert abs(parts - move.coverage) <= CLOSE
        needed = sum(world.demand[move.destination.code].values())
        missing = sum((line.gap for line in move.lines), Decimal(0)) * 4
        expected = 1 - missing / needed if needed else Decimal(0)
        assert abs(expected - move.coverage) <= CLOSE


@given(profile, st.lists(profile, max_size=3))
def test_a_metier_covers_its_own_copy_in_full(
    row: dict[str, int], others: list[dict[str, int]]
) -> None:
    move = by_pair(gathered(row, dict(row), *others))["0", "1"]
    asks = any(row.values())
    assert move.coverage == move.affinity == (1 if asks else 0)
    assert not any(line.gap for line in move.lines)
    # Weighed by rarity, a profile made only of what everybody has is worth nothing.
    assert move.rarity_coverage in (0, 1) and move.rarity_affinity in (0, 1)


@given(worlds())
def test_affinity_is_symmetric_and_never_above_either_coverage(world: Profiles) -> None:
    moves = by_pair(world)
    for (a, b), move in moves.items():
        back = moves[b, a]
        assert move.affinity == back.affinity
        assert move.affinity <= min(move.coverage, back.coverage)
        assert abs(move.rarity_affinity - back.rarity_affinity) <= CLOSE
        assert move.rarity_affinity <= min(move.rarity_coverage, back.rarity_coverage) + CLOSE


@given(worlds(), share, share, share, share)
def test_raising_a_gate_never_adds_a_recommended_move(
    world: Profiles, one: Decimal, other: Decimal, third: Decimal, fourth: Decimal
) -> None:
    (low, high), (loose, strict) = sorted((one, other)), sorted((third, fourth))
    before = by_pair(world, Thresholds(low, loose))
    after = by_pair(world, Thresholds(high, strict))
    for pair, move in after.items():
        assert not move.is_recommended or before[pair].is_recommended
        assert move.compares_full == (move.origin.full and move.destination.full)
        assert move.is_recommended == (
            move.coverage >= high and move.durable >= strict and move.compares_full
        )


@given(worlds())
def test_the_gap_holds_exactly_the_skills_whose_demand_is_not_met(world: Profiles) -> None:
    for move in compare(world, HALF):
        held, wanted = world.demand[move.origin.code], world.demand[move.destination.code]
        gap = {line.skill: line.gap for line in move.lines if line.gap}
        assert gap == {
            skill: Decimal(weight - held.get(skill, 0)) / 4
            for skill, weight in wanted.items()
            if weight > held.get(skill, 0)
        }
        shared = {line.skill for line in move.lines if line.contribution}
        assert shared == {s for s, weight in wanted.items() if min(weight, held.get(s, 0)) > 0}
        assert [line.skill for line in move.lines] == sorted(s for s, w in wanted.items() if w)
        assert all(line.held == held.get(line.skill) for line in move.lines)


@given(worlds())
def test_rarity_is_never_negative_and_nil_for_what_everybody_has(world: Profiles) -> None:
    for skill, rarity in world.rarity().items():
        having = [m for m in world.metiers if world.demand[m.code].get(skill, 0)]
        assert having and rarity >= 0 and math.copysign(1, rarity) == 1
        assert (rarity == 0) == (len(having) == len(world.metiers))


@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_of_metiers_and_skills_changes_no_passerelle(
    world: Profiles, random: Random
) -> None:
    metiers, skills = list(world.metiers), list(world.skills)
    random.shuffle(metiers)
    random.shuffle(skills)
    shuffled = replace(world, metiers=tuple(metiers), skills=tuple(skills))
    assert by_pair(shuffled) == by_pair(world)


@given(worlds())
def test_a_move_stays_in_the_family_or_goes_through_management_or_across(world: Profiles) -> None:
    for move in compare(world, HALF):
        same_family = move.origin.family == move.destination.family
        same_rank = move.origin.managerial == move.destination.managerial
        expected = "WithinFamily" if same_family else "Horizontal" if same_rank else "Vertical"
        assert move.kind == f"iag:{expected}"


def test_an_example_worked_out_on_paper() -> None:
    # skill            a     b     min   max      Three métiers; c has only `watch`, at 1/4.
    # advice (4, 3)    1     3/4   3/4   1        rarity: advice, entry ln(3/2); watch, code ln(3/1)
    # entry  (1, 2)    1/4   1/2   1/4   1/2      but watch is held by b and c: ln(3/2)
    # watch  (-, 4)    -     1     0     1
    # code   (2, -)    1/2   -     0     1/2
    # sums             7/4   9/4   1     3
    first = {"advice": 4, "entry": 1, "code": 2}
    second = {"advice": 3, "entry": 2, "watch": 4}
    moves = by_pair(gathered(first, second, {"watch": 1}))
    move = moves["0", "1"]
    assert move.coverage == Decimal("0.444444444444444")  # 1 / (9/4)
    assert move.affinity == Decimal("0.333333333333333")  # 1 / 3
    assert move.durable == Decimal("0.75")  # of 1, advice (3/4 in b) lies in a skill at 3/4 or more
    assert move.rarity_coverage == move.coverage  # b's three skills are equally rare
    # affinity: ln(3/2)·1 / (ln(3/2)·(1 + 1/2 + 1) + ln(3)·1/2)
    rare = math.log(1.5) / (2.5 * math.log(1.5) + 0.5 * math.log(3))
    assert abs(move.rarity_affinity - Decimal(rare)) <= CLOSE
    lines = {line.skill: (line.contribution, line.gap) for line in move.lines}
    assert lines == {
        "advice": (Decimal("0.333333333333333"), Decimal(0)),  # (3/4) / (9/4)
        "entry": (Decimal("0.111111111111111"), Decimal("0.25")),  # (1/4) / (9/4)
        "watch": (Decimal(0), Decimal(1)),
    }
    assert (move.passes_coverage, move.passes_durability, move.is_recommended) == (
        False,
        True,
        False,
    )
    assert moves["1", "0"].coverage == Decimal("0.571428571428571")  # 1 / (7/4)
    assert moves["1", "0"].durable == Decimal("0.75")
    nothing = moves["0", "2"]
    assert not any((nothing.coverage, nothing.affinity, nothing.durable))


def test_the_tiny_world_has_the_demand_and_coverage_of_its_paper(tiny: Store) -> None:
    profiles = read_profiles(tiny)
    assert [m.code for m in profiles.metiers] == ["enc", "ing", "pre", "ren"]
    sums = {code: sum(row.values()) for code, row in profiles.demand.items()}
    assert sums == {"ren": 10, "pre": 5, "enc": 13, "ing": 9}
    found = {pair: move.coverage for pair, move in by_pair(profiles).items()}
    paper = {
        ("ren", "pre"): Decimal(1),
        ("ren", "enc"): Decimal(6) / 13,
        ("ren", "ing"): Decimal(1) / 9,
        ("pre", "ren"): Decimal("0.5"),
        ("pre", "enc"): Decimal(4) / 13,
        ("pre", "ing"): Decimal(0),
        ("enc", "ren"): Decimal("0.6"),
        ("enc", "pre"): Decimal("0.8"),
        ("enc", "ing"): Decimal(2) / 3,
        ("ing", "ren"): Decimal("0.1"),
        ("ing", "pre"): Decimal(0),
        ("ing", "enc"): Decimal(6) / 13,
    }
    assert found.keys() == paper.keys()
    assert all(abs(found[pair] - paper[pair]) <= CLOSE for pair in paper)
