"""Every question of `competency.yaml` is answered, row for row, by its query."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import yaml

from iag_kg.graph import Rows, Value, node, select, to_store
from iag_kg.namespaces import XSD, expand
from iag_kg.queries import Field, Query, bind

QUESTIONS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "competency.yaml").read_text(encoding="utf-8")
)
KEYS = {"id", "fr", "en", "query", "graph", "params"}
KEYS |= {"where", "columns", "rows", "count", "contains", "none"}
TOLERANCE = Decimal("1e-12")

# What only editors write or only the engine computes: asked of the hand-made world alone.
NOT_READ_OFF_THE_STUDY = {
    "evidence/drafts",
    "metiers/definitions",
    "passerelles/best-per-metier",
    "skills/definitions",
    "skills/most-missing",
}


# What a user imports into a store on disk: nothing of it ships.
IMPORTED = "references/"


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["id"])
def test_the_question_has_its_answer(
    question: dict[str, Any], library: dict[str, Query], request: pytest.FixtureRequest
) -> None:
    query = library[question["query"]]
    store: ox.Store = request.getfixturevalue(question["graph"])
    answer = select(store, bind(query, question.get("params", {})))
    assert answer.columns == tuple(query.columns)
    _assert_types(query, answer)
    fields, rows = _asked_for(question, query, answer)
    if "rows" in question:
        expected = [_rounded(_expected(fields, row)) for row in question["rows"]]
        found = [_rounded(row) for row in rows]
        if {"where", "columns"} & set(question):
            assert sorted(found, key=str) == sorted(expected, key=str)
        else:
            assert found == expected
    if "count" in question:
        assert len(rows) == question["count"]
    present = {_rounded(row) for row in rows}
    for row in question.get("contains", []):
        assert _rounded(_expected(fields, row)) in present
    if question.get("none"):
        assert rows == []


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["id"])
def test_the_question_is_well_formed(question: dict[str, Any]) -> None:
    assert set(question) <= KEYS
    assert question["fr"].endswith("?") and question["en"].endswith("?")
    assert question["graph"] in ("tiny", "kg")
    if question.get("none"):
        assert not {"rows", "count", "contains"} & set(question)
    else:
        assert question.get("rows") or question.get("count") or question.get("contains")


def test_the_questions_have_different_ids() -> None:
    repeated = [key for key, n in Counter(q["id"] for q in QUESTIONS).items() if n > 1]
    assert repeated == []


def test_every_query_answers_a_question(library: dict[str, Query]) -> None:
    assert {q["query"] for q in QUESTIONS if q["graph"] == "tiny"} == set(library)
    read_off_the_study = {q["query"] for q in QUESTIONS if q["graph"] == "kg"}
    shipped = {name for name in library if not name.startswith(IMPORTED)}
    assert shipped - read_off_the_study == NOT_READ_OFF_THE_STUDY


def test_every_query_but_a_check_finds_rows_in_the_graph_that_ships(
    kg: ox.Store, library: dict[str, Query]
) -> None:
    shipped = {name: q for name, q in library.items() if not name.startswith(IMPORTED)}
    empty = {name for name, query in shipped.items() if not select(kg, query.text).terms}
    assert empty == {
        "evidence/ties-without-reason",
        "law/high-risk-without-point",
        "law/starts-before-instrument",
        "passerelles/contributions-sum",
    }


def test_coverage_from_the_cells_agrees_with_the_engine_for_every_pair(
    kg: ox.Store, library: dict[str, Query]
) -> None:
    written = select(kg, library["passerelles/all"].text).records()
    engine = {(row["origin"], row["destination"]): row["coverage"] for row in written}
    rows = select(kg, library["passerelles/coverage-from-cells"].text).values()
    cells = {(origin, destination): coverage for origin, destination, coverage in rows}
    assert len(engine) == len(written) and len(cells) == len(rows)
    assert engine.keys() == cells.keys()
    apart = {
        pair: (coverage, cells[pair])
        for pair, coverage in engine.items()
        if abs(_decimal(coverage) - _decimal(cells[pair])) > TOLERANCE
    }
    assert apart == {}


def test_a_contribution_that_does_not_add_up_is_found(
    tiny: ox.Store, library: dict[str, Query]
) -> None:
    spoilt = ox.Store()
    spoilt.extend(tiny)
    comparison = ox.NamedNode(expand("iagd:comparison-ren--pre--conseil"))
    contribution = ox.NamedNode(expand("iag:contribution"))
    (quad,) = spoilt.quads_for_pattern(comparison, contribution, None)
    spoilt.remove(quad)
    wrong = ox.Literal("0.600000000002", datatype=ox.NamedNode(f"{XSD}decimal"))
    spoilt.add(ox.Quad(comparison, contribution, wrong, quad.graph_name))
    rows = select(spoilt, library["passerelles/contributions-sum"].text).values()
    assert rows == [
        ("Renseignement du public", "Prêt et retour", Decimal(1), Decimal("1.000000000002"))
    ]


@pytest.mark.parametrize("graph", ["tiny", "kg"])
def test_every_fact_of_a_section_is_counted_under_one_kind(
    graph: str, library: dict[str, Query], request: pytest.FixtureRequest
) -> None:
    store: ox.Store = request.getfixturevalue(graph)
    in_section = ox.NamedNode(expand("iag:inSection"))
    facts = {quad.subject for quad in store.quads_for_pattern(None, in_section, None)}
    for name in ("evidence/coverage", "evidence/coverage-by-kind"):
        counted = (row["facts"] for row in select(store, library[name].text).records())
        assert sum(int(str(n)) for n in counted) == len(facts), name


@pytest.mark.parametrize("graph", ["tiny", "kg"])
def test_no_triple_stands_in_two_graphs(graph: str, request: pytest.FixtureRequest) -> None:
    # The union that queries see keeps both copies, and every COUNT and SUM would count twice.
    store: ox.Store = request.getfixturevalue(graph)
    copies = Counter(quad.triple for quad in store)
    assert [str(triple) for triple, n in copies.items() if n > 1] == []


def _assert_types(query: Query, answer: Rows) -> None:
    for row in answer.terms:
        for field, term in zip(query.columns.values(), row, strict=True):
            assert term is None or _is_of(field, term), f"{field.name}: {term} is no {field.type}"


def _is_of(field: Field, term: object) -> bool:
    if field.type == "iri":
        return isinstance(term, ox.NamedNode)
    if not isinstance(term, ox.Literal):
        return False
    if field.type == "string":
        return term.language is not None or term.datatype.value == f"{XSD}string"
    return term.datatype.value == f"{XSD}{field.type}"


def _asked_for(
    question: dict[str, Any], query: Query, answer: Rows
) -> tuple[list[Field], list[tuple[Value, ...]]]:
    """The columns and the rows that a question is about: all, or those it singles out."""
    where: dict[str, Value] = question.get("where", {})
    columns: list[str] = question.get("columns", list(query.columns))
    assert where.keys() | set(columns) <= query.columns.keys()
    kept = [
        tuple(record[column] for column in columns)
        for record in answer.records()
        if all(record[column] == value for column, value in where.items())
    ]
    fields = [query.columns[column] for column in columns]
    return fields, list(dict.fromkeys(kept)) if "columns" in question else kept


def _expected(fields: Sequence[Field], row: Sequence[Any]) -> tuple[Value, ...]:
    return tuple(
        expand(value) if field.type == "iri" else value
        for field, value in zip(fields, row, strict=True)
    )


def _rounded(row: Sequence[Value]) -> tuple[Value, ...]:
    """The row with its decimals at 12 places, as text that no float can blur."""
    return tuple(
        f"{_decimal(value):.12f}" if isinstance(value, (float, Decimal)) else value for value in row
    )


def _decimal(value: Value) -> Decimal:
    return Decimal(str(value))


@pytest.mark.parametrize("kind", ["Contradiction", "ClaimAgreement"])
def test_a_tie_whose_decision_is_taken_away_is_found(
    tiny: ox.Store, library: dict[str, Query], kind: str
) -> None:
    decision = next(tiny.quads_for_pattern(None, node("rdf:type"), node(f"iag:{kind}"))).subject
    spoilt = to_store(quad for quad in tiny if quad.subject != decision)
    rows = select(spoilt, library["evidence/ties-without-reason"].text).values()
    ends = {
        quad.object.value
        for quad in tiny.quads_for_pattern(decision, node("iag:relatesClaim"), None)
        if isinstance(quad.object, ox.NamedNode)
    }
    assert [{one, other} for _, one, other in rows] == [ends]
