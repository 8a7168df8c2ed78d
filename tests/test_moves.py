"""Passerelles read back from the graph are those that were written, best first."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pyoxigraph import Store

from iag_kg.graph import node, select
from iag_kg.moves import read_lines, read_moves

RELATION = "https://w3id.org/iag-kg/id/metier-banque-relation-client-et-conseil-commercial"
FADING = """SELECT ?label WHERE {
  ?skill <https://w3id.org/iag-kg/ontology#isFading> true ;
    <http://www.w3.org/2000/01/rdf-schema#label> ?label FILTER (LANG(?label) = "fr") }"""


def test_a_metier_that_is_only_named_has_no_passerelle(tiny: Store) -> None:
    assert read_moves(tiny, node("iagd:metier-tiny-relieur").value, "fr") == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_passerelles_come_recommended_then_best_covered_first(kg: Store, language: str) -> None:
    moves = read_moves(kg, RELATION, language)
    assert len(moves) == 42 and RELATION not in {move.destination for move in moves}
    order = [(move.values["recommended"], move.values["coverage"]) for move in moves]
    assert order == sorted(order, key=lambda rank: (not rank[0], -Decimal(str(rank[1]))))
    assert {type(move.values["recommended"]) for move in moves} == {bool}
    marks = "«" if language == "fr" else "“"
    assert all(marks in str(move.values["explanation"]) for move in moves)


def test_the_lines_of_a_passerelle_add_up_to_its_coverage(kg: Store) -> None:
    for move in read_moves(kg, RELATION, "fr"):
        lines = read_lines(kg, move, "fr")
        parts = sum((line.contribution for line in lines), Decimal(0))
        assert abs(parts - Decimal(str(move.values["coverage"]))) <= Decimal("1E-12")
        assert len({line.skill for line in lines}) == len(lines)
        for line in lines:
            held = line.origin_demand or Decimal(0)
            assert line.gap == max(line.demand - held, Decimal(0))
            assert bool(line.contribution) == (min(line.demand, held) > 0)
        strongest = [line.contribution for line in lines]
        assert strongest == sorted(strongest, reverse=True)


def test_each_gap_says_what_to_do_about_it(kg: Store) -> None:
    fading = {row[0] for row in select(kg, FADING).values()}
    seen: set[str] = set()
    for move in read_moves(kg, RELATION, "fr"):
        for line in read_lines(kg, move, "fr"):
            if not line.gap:
                expected = ""
            elif line.skill in fading:
                expected = "fading"
            elif line.origin_demand is None:
                expected = "acquire"
            else:
                expected = "strengthen" if line.origin_demand else "keep"
            assert line.todo == expected
            seen.add(line.todo)
    assert {"", "acquire", "strengthen"} <= seen
