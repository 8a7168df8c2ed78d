"""The engine gives, in all its ways, the very figures of a plain and slow reference."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction
from math import floor
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iag_kg.matching import (
    Direction,
    Profiles,
    Score,
    Search,
    Similarity,
    explain,
    from_rows,
    overlaps,
    similarity,
)
from iag_kg.matching import neighbours as ask
from iag_kg.matching.compiled import loops
from iag_kg.matching.tiles import rounds

Rows = dict[str, dict[str, float]]
Answers = dict[int, list[tuple[int, float]]]

SKILLS = [f"skill-{number}" for number in range(6)]
QUESTIONS = [
    (Score.COVERAGE, Direction.FROM),
    (Score.COVERAGE, Direction.TO),
    (Score.AFFINITY, Direction.FROM),
]
WAYS = [
    pytest.param(False, id="numpy"),
    pytest.param(
        True,
        id="compiled",
        marks=pytest.mark.skipif(loops() is None, reason="numba is not installed"),
    ),
]

quarters = st.integers(0, 4).map(lambda steps: steps / 4)
thirds = st.integers(0, 3).map(lambda steps: steps / 3)
reals = st.floats(0, 1, allow_subnormal=False)


@st.composite
def worlds(draw: st.DrawFn) -> Rows:
    weight = draw(st.sampled_from([quarters, thirds, reals]))
    row = st.dictionaries(st.sampled_from(SKILLS), weight, max_size=6)
    return {str(n): r for n, r in enumerate(draw(st.lists(row, min_size=1, max_size=9)))}


@st.composite
def nearness(draw: st.DrawFn, skills: int) -> Similarity:
    pairs = [(t, s) for t in range(skills) for s in range(skills) if t != s]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=8)) if pairs else []
    values = [draw(reals) for _ in chosen]
    return similarity(skills, [t for t, _ in chosen], [s for _, s in chosen], values)


@st.composite
def searches(draw: st.DrawFn, skills: int) -> Search:
    score, direction = draw(st.sampled_from(QUESTIONS))
    weights = draw(st.none() | st.lists(st.floats(0, 9), min_size=skills, max_size=skills))
    close = draw(st.none() | nearness(skills)) if score is Score.COVERAGE else None
    return Search(
        score,
        direction,
        draw(st.integers(1, 10)),
        draw(st.sampled_from([0.0, 0.25, 0.5, 1.0])),
        None if weights is None else np.array(weights, dtype=np.float64),
        close,
    )


def grid(value: float) -> int:
    """A figure as a whole number of 2⁻⁴⁰."""
    return floor(value * 2.0**40 + 0.5)


def reference(profiles: Profiles, search: Search, subjects: Iterable[int]) -> Answers:
    """The formulas as they are written, pair by pair, in whole numbers; Python divides exactly."""
    rows = [profiles.row(n) for n in range(len(profiles))]
    importance = [1.0] * len(profiles.skills)
    if search.importance is not None:
        importance = [float(weight) for weight in search.importance]
    near = {s: [(s, 1.0)] for s in range(len(profiles.skills))}
    if search.close is not None:
        close = search.close
        for t, s, value in zip(close.row, close.column, close.value, strict=True):
            near[int(s)].append((int(t), float(value)))
    totals = [sum(grid(importance[s] * w) for s, w in row.items()) for row in rows]

    def overlap(origin: dict[int, float], destination: dict[int, float]) -> int:
        return sum(
            max(
                grid(value * importance[s] * min(origin.get(t, 0.0), wanted))
                for t, value in near[s]
            )
            for s, wanted in destination.items()
        )

    answers: Answers = {}
    for n in subjects:
        found = []
        for m in set(range(len(rows))) - {n}:
            a, b = (n, m) if search.direction is Direction.FROM else (m, n)
            part, whole = overlap(rows[a], rows[b]), totals[b]
            if search.score is Score.AFFINITY:
                whole += totals[a] - part
            if part and part / whole >= search.least:
                found.append((m, part / whole))
        answers[n] = sorted(found, key=lambda pair: (-pair[1], pair[0]))[: search.top]
    return answers


def answered(profiles: Profiles, search: Search, **options: Any) -> Answers:
    return {
        int(subject): [
            (int(other), float(score))
            for other, score in zip(others, scores, strict=True)
            if other >= 0
        ]
        for ranking in ask(profiles, search, **options)
        for subject, others, scores in zip(
            ranking.subjects, ranking.others, ranking.scores, strict=True
        )
    }


def crowd(count: int, skills: int, held: int, weights: list[float] | None, seed: int) -> Profiles:
    """Random profiles in which few skills are common and most are rare."""
    random = np.random.default_rng(seed)
    popular = 1 / np.arange(1, skills + 1)
    rows: Rows = {}
    for n in range(count):
        size = int(random.integers(0, held + 1))
        chosen = random.choice(skills, size, replace=False, p=popular / popular.sum())
        asks = random.choice(weights, size) if weights else random.random(size)
        rows[f"p{n}"] = {f"{s:04}": float(w) for s, w in zip(chosen, asks, strict=True)}
    return from_rows(rows)


CROWDS = {
    "quarters": crowd(300, 120, 30, [0.25, 0.5, 0.75, 1.0], 1),
    "essential-optional": crowd(300, 400, 60, [0.5, 1.0], 2),
    "reals": crowd(300, 120, 30, None, 3),
    "many-skills": crowd(70, 900, 700, [0.25, 0.5, 0.75, 1.0], 4),
    "many-real-skills": crowd(40, 900, 600, None, 5),
}


OPTIONS: list[dict[str, Any]] = [
    {},
    {"importance": "rarity"},
    {"close": "some"},
    {"least": 0.4, "top": 3},
    {"importance": "rarity", "close": "some"},
]

ASKED = [
    (*question, chosen)
    for question in QUESTIONS
    for chosen in OPTIONS
    if not (question[0] is Score.AFFINITY and "close" in chosen)
]


def asked(profiles: Profiles, score: Score, direction: Direction, chosen: dict[str, Any]) -> Search:
    values = dict(chosen)
    skills = len(profiles.skills)
    if "importance" in values:
        values["importance"] = profiles.rarity()
    if "close" in values:
        random = np.random.default_rng(0)
        pairs = {(int(t), int(s)) for t, s in random.integers(0, skills, (3 * skills, 2))}
        row, column = zip(*sorted(pairs), strict=True)
        values["close"] = similarity(skills, row, column, random.random(len(pairs)))
    return Search(score, direction, **({"top": 8} | values))


@pytest.mark.parametrize("compiled", WAYS)
@given(st.data())
def test_the_figures_are_those_of_the_formulas(compiled: bool, data: st.DataObject) -> None:
    profiles = from_rows(data.draw(worlds()))
    search = data.draw(searches(len(profiles.skills)))
    every = range(len(profiles))
    found = answered(profiles, search, compiled=compiled)
    assert found == reference(profiles, search, every)


@pytest.mark.parametrize("compiled", WAYS)
@pytest.mark.parametrize(("score", "direction", "chosen"), ASKED)
def test_they_are_in_a_crowd_too(
    score: Score, direction: Direction, chosen: dict[str, Any], compiled: bool
) -> None:
    for name in ("quarters", "reals") if "close" not in chosen else ("quarters",):
        small = CROWDS[name]
        search = asked(small, score, direction, chosen)
        some = np.arange(0, len(small), 31)
        found = answered(small, search, subjects=some, compiled=compiled, block=64)
        assert found == reference(small, search, some.tolist())


@pytest.mark.skipif(loops() is None, reason="numba is not installed")
@pytest.mark.parametrize("name", CROWDS)
@pytest.mark.parametrize(("score", "direction"), QUESTIONS)
def test_blocks_threads_and_compilation_change_no_figure(
    name: str, score: Score, direction: Direction
) -> None:
    for chosen in OPTIONS[:2]:
        search = asked(CROWDS[name], score, direction, chosen)
        plain = answered(CROWDS[name], search, compiled=False)
        for block, threads, batch in ((64, 1, 7), (128, 2, 64), (8192, 3, None), (65536, 1, 999)):
            way = {"block": block, "threads": threads, "batch": batch}
            assert answered(CROWDS[name], search, **way) == plain
            every = np.arange(len(CROWDS[name]))  # asked one by one: no pair serves both
            assert answered(CROWDS[name], search, subjects=every, **way) == plain


@given(st.integers(0, 40))
def test_every_pair_of_blocks_meets_once_and_no_block_twice_in_a_round(blocks: int) -> None:
    found = rounds(blocks)
    met = [pair for turn in found for pair in turn]
    assert sorted(met) == [(a, b) for a in range(blocks) for b in range(a, blocks)]
    for turn in found:
        seated = [block for pair in turn for block in set(pair)]
        assert len(seated) == len(set(seated))


def test_what_would_keep_too_much_is_worked_out_batch_by_batch(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    search = Search(top=8)
    plain = answered(CROWDS["quarters"], search)
    monkeypatch.setattr("iag_kg.matching.search._MOST_KEPT", 0)
    said: list[tuple[int, int]] = []
    found = answered(CROWDS["quarters"], search, batch=100, progress=lambda *n: said.append(n))
    assert found == plain
    assert said[0] == (100, len(plain))


@pytest.mark.parametrize("compiled", WAYS)
@given(st.data())
def test_contributions_sum_to_the_score_exactly(compiled: bool, data: st.DataObject) -> None:
    profiles = from_rows(data.draw(worlds()))
    search = replace(data.draw(searches(len(profiles.skills))), top=9, least=0.0)
    for subject, found in answered(profiles, search, compiled=compiled).items():
        scores = dict(found)
        for other in set(range(len(profiles))) - {subject}:
            move = (subject, other) if search.direction is Direction.FROM else (other, subject)
            told = explain(profiles, *move, search)
            assert sum((line.share for line in told.contributions), Fraction(0)) == told.score
            assert float(told.score) == scores.get(other, 0.0)
            held, wanted = profiles.row(move[0]), profiles.row(move[1])
            for line in told.contributions:
                assert line.share >= 0
                assert line.gap == max(wanted.get(line.skill, 0) - held.get(line.skill, 0), 0)
                if line.through is not None:
                    assert search.close is not None and line.through in held


@given(st.data())
def test_close_skills_only_add_and_none_change_nothing(data: st.DataObject) -> None:
    profiles = from_rows(data.draw(worlds()))
    skills = len(profiles.skills)
    plain = replace(data.draw(searches(skills)), close=None, top=9, least=0.0)
    none = similarity(skills, [], [], [])
    if plain.score is Score.AFFINITY:
        return
    before = answered(profiles, plain)
    assert answered(profiles, replace(plain, close=none)) == before
    after = answered(profiles, replace(plain, close=data.draw(nearness(skills))))
    for subject, found in before.items():
        assert all(score <= dict(after[subject])[other] for other, score in found)


@given(worlds())
def test_overlaps_of_chosen_pairs_are_those_of_the_profiles(rows: Rows) -> None:
    profiles = from_rows(rows)
    one, other = (a.ravel() for a in np.indices((len(profiles), len(profiles))))
    for a, b, part in zip(one, other, overlaps(profiles, one, other), strict=True):
        held, wanted = profiles.row(int(a)), profiles.row(int(b))
        assert part == sum(min(w, held.get(s, 0.0)) for s, w in wanted.items())


def test_an_example_worked_out_on_paper() -> None:
    # skill   a    b     min        a close skill of b: `sell` for `advise`, at 1/2
    # advise  -    1     0      →   1/2 · min(sell of a = 3/4, 1) = 3/8
    # sell    3/4  1/2   1/2        sums: b 7/4, a 1
    # watch   1/4  1/4   1/4
    rows = {"a": {"sell": 0.75, "watch": 0.25}, "b": {"advise": 1, "sell": 0.5, "watch": 0.25}}
    profiles = from_rows(rows)
    assert profiles.skills == ["advise", "sell", "watch"] and profiles.unit == 0.25
    assert answered(profiles, Search())[0] == [(1, 3 / 7)]
    assert answered(profiles, Search(direction=Direction.TO))[0] == [(1, 0.75)]
    assert answered(profiles, Search(Score.AFFINITY))[0] == [(1, 0.375)]
    soft = Search(close=similarity(3, [1], [0], [0.5]))
    assert answered(profiles, soft)[0] == [(1, (0.75 + 0.375) / 1.75)]
    told = explain(profiles, 0, 1, soft)
    assert [(line.skill, line.through, line.share, line.gap) for line in told.contributions] == [
        (1, None, Fraction(2, 7), 0.0),
        (0, 1, Fraction(3, 14), 1.0),
        (2, None, Fraction(1, 7), 0.0),
    ]
