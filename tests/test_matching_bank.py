"""On the graph that ships, the engine, the passerelles and SPARQL give the same figures."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest
from pyoxigraph import Store

from iag_kg.graph import select
from iag_kg.matching import Profiles, Score, Search, from_rows, neighbours
from iag_kg.passerelles import Thresholds, compare, read_names, read_profiles
from iag_kg.queries import Query

CLOSE = Decimal("1E-12")
Scores = dict[tuple[str, str], float]


@pytest.fixture(scope="module")
def bank(kg: Store) -> Profiles:
    demand = read_profiles(kg).demand
    return from_rows(
        {code: {s: steps / 4 for s, steps in row.items()} for code, row in demand.items()}
    )


def scores(profiles: Profiles, search: Search) -> Scores:
    return {
        (profiles.ids[subject], profiles.ids[other]): float(score)
        for ranking in neighbours(profiles, search)
        for subject, others, found in zip(
            ranking.subjects, ranking.others, ranking.scores, strict=True
        )
        for other, score in zip(others, found, strict=True)
        if other >= 0
    }


def test_the_engine_scores_bank_metiers_as_passerelles_do(kg: Store, bank: Profiles) -> None:
    assert bank.in_steps and bank.unit == 0.25
    every = len(bank)
    coverage = scores(bank, Search(top=every))
    affinity = scores(bank, Search(Score.AFFINITY, top=every))
    # Rarity there counts the métiers that have a profile; here, the same ones.
    rare = scores(bank, Search(top=every, importance=bank.rarity()))
    alike = scores(bank, Search(Score.AFFINITY, top=every, importance=bank.rarity()))
    moves = list(compare(read_profiles(kg), Thresholds(Decimal("0.5"), Decimal("0.5"))))
    assert len(moves) == every * (every - 1)
    for move in moves:
        pair = (move.origin.code, move.destination.code)
        for found, wanted in (
            (coverage, move.coverage),
            (affinity, move.affinity),
            (rare, move.rarity_coverage),
            (alike, move.rarity_affinity),
        ):
            assert abs(Decimal(found.get(pair, 0.0)) - wanted) <= CLOSE


def test_the_engine_scores_them_as_sparql_does_from_the_cells(
    kg: Store, bank: Profiles, library: dict[str, Query]
) -> None:
    labels = read_names(kg).labels
    called = {metier.code: labels[metier.iri]["fr"] for metier in read_profiles(kg).metiers}
    found = scores(bank, Search(top=len(bank)))
    ours = Counter(
        (called[a], called[b], round(found.get((a, b), 0.0), 12))
        for a in bank.ids
        for b in bank.ids
        if a != b
    )
    rows = select(kg, library["passerelles/coverage-from-cells"].text).values()
    theirs = Counter((str(a), str(b), round(float(str(score)), 12)) for a, b, score in rows)
    assert ours == theirs
