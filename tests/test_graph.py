"""The one seam to the store: reading files, asking, ordering, writing."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iag_kg.errors import GraphError, QueryError
from iag_kg.graph import (
    ONTOLOGY,
    Writer,
    decimal,
    graph_names,
    node,
    read_quads,
    select,
    serialize_trig,
    serialize_turtle,
    text,
    to_dataset,
    to_python,
    to_store,
    triples,
)
from iag_kg.namespaces import IAGD, PREFIXES, XSD, compact, expand

names = st.from_regex(r"[a-z][a-z0-9]{0,3}(-[a-z0-9]{1,3})?", fullmatch=True)
nodes = names.map(lambda name: ox.NamedNode(f"{IAGD}{name}"))
words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12)
literals = st.one_of(
    words.map(ox.Literal),
    words.map(lambda word: text(word, "fr")),
    st.decimals(-9, 9, places=3).map(decimal),
    st.booleans().map(ox.Literal),
)
graphs = st.sampled_from(["iagg:a", "iagg:b", "iagg:c"]).map(node)
quads = st.builds(ox.Quad, nodes, nodes, st.one_of(nodes, literals), graphs)
worlds = st.lists(quads, max_size=12)


def test_a_default_graph_takes_the_name_given(tmp_path: Path) -> None:
    path = tmp_path / "a.trig"
    path.write_text("<urn:s> <urn:p> 1 . <urn:g> { <urn:s> <urn:p> 2 }", encoding="utf-8")
    assert [str(q.graph_name) for q in read_quads(path)] == ["DEFAULT", "<urn:g>"]
    given_name = read_quads(path, ONTOLOGY)
    assert [q.graph_name for q in given_name] == [ONTOLOGY, ox.NamedNode("urn:g")]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.ttl", "<urn:s> <urn:p> 'é'@fr ."),
        ("a.nt", "<urn:s> <urn:p> 'é'@fr .".replace("'", '"')),
        ("a.nq", '<urn:s> <urn:p> "é"@fr <urn:g> .'),
        ("a.TRIG", "<urn:g> { <urn:s> <urn:p> 'é'@fr }"),
        ("a.jsonld", '{"@id": "urn:s", "urn:p": {"@value": "é", "@language": "fr"}}'),
        (
            "a.rdf",
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:u="urn:">'
            '<rdf:Description rdf:about="urn:s"><u:p xml:lang="fr">é</u:p></rdf:Description>'
            "</rdf:RDF>",
        ),
    ],
)
def test_each_known_form_is_read(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    (quad,) = read_quads(path)
    assert quad.triple == ox.Triple(ox.NamedNode("urn:s"), ox.NamedNode("urn:p"), text("é", "fr"))


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", b"a,b", "unknown ending '.csv'; known endings: .ttl"),
        ("noending", b"", "unknown ending ''"),
        ("a.ttl", b"<urn:s> <urn:p> 1 .\n\n<urn:s> <urn:p> .", "a.ttl:3: not valid Turtle"),
        ("a.ttl", b"<urn:s> <urn:p> unknown:x .", "a.ttl:1: not valid Turtle"),
        ("a.ttl", "<urn:s> <urn:p> 'é' .".encode("latin-1"), "a.ttl"),
        ("a.nt", b'<urn:s> <urn:p> "a" .\n<urn:s> "p" "a" .', "a.nt:2: not valid N-Triples"),
        ("a.jsonld", b'{"@id": "urn:s",\n\n "urn:p": }', "a.jsonld:3: not valid JSON-LD"),
        ("a.jsonld", b'{"@context": "https://example.org/c", "a": 1}', "not valid JSON-LD"),
        (
            "a.jsonld",
            b'{"urn:p":' * 9000 + b'"[{\\"]"' + b"}" * 9000,
            "nested more than 500 levels deep",
        ),
        ("a.rdf", b"<rdf:RDF>", "a.rdf"),
    ],
)
def test_a_file_that_is_not_rdf_is_one_clear_error(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(GraphError) as caught:
        read_quads(path)
    assert message in str(caught.value)
    assert str(caught.value).startswith(str(path)) and "\n" not in str(caught.value)


def test_a_folder_and_a_missing_file_are_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="a folder, not an RDF file"):
        read_quads(tmp_path)
    with pytest.raises(GraphError, match=r"none\.ttl: no such file"):
        read_quads(tmp_path / "none.ttl")


def test_a_query_sees_the_union_of_the_named_graphs() -> None:
    writer, other = Writer(node("iagg:a")), Writer(node("iagg:b"))
    writer.add("iagd:x", "iag:inFamily", "iagd:f")
    other.describe("iagd:f", "iag:MetierFamily", "Famille", "Family")
    rows = select(
        to_store(writer.quads + other.quads),
        "PREFIX iag: <https://w3id.org/iag-kg/ontology#> "
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
        "SELECT ?x ?label ?none WHERE { ?x iag:inFamily/rdfs:label ?label } ORDER BY ?label",
    )
    assert rows.columns == ("x", "label", "none")
    assert rows.values() == [(f"{IAGD}x", "Famille", None), (f"{IAGD}x", "Family", None)]
    assert rows.records()[0] == {"x": f"{IAGD}x", "label": "Famille", "none": None}


@pytest.mark.parametrize("query", ["SELECT", "ASK {}", "CONSTRUCT WHERE { ?s ?p ?o }", ""])
def test_what_is_not_a_select_is_a_query_error(query: str) -> None:
    with pytest.raises(QueryError):
        select(ox.Store(), query)


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (None, None),
        (ox.Literal(True), True),
        (ox.Literal(False), False),
        (ox.Literal("0", datatype=ox.NamedNode(f"{XSD}boolean")), False),
        (ox.Literal(3), 3),
        (ox.Literal("0.50", datatype=ox.NamedNode(f"{XSD}decimal")), Decimal("0.50")),
        (ox.Literal(0.5), 0.5),
        (text("Métier", "fr"), "Métier"),
        (ox.NamedNode("urn:x"), "urn:x"),
        (ox.BlankNode("b"), "b"),
    ],
)
def test_a_term_becomes_the_python_value_of_its_datatype(term: ox.Literal, value: object) -> None:
    found = to_python(term)
    assert found == value and type(found) is type(value)


@pytest.mark.parametrize(
    ("number", "plain"),
    [
        ("1", "1"),
        ("1.000", "1"),
        ("0.750000", "0.75"),
        ("0E-15", "0"),
        ("7.5E-1", "0.75"),
        ("1E+2", "100"),
        ("10", "10"),
        ("-0.50", "-0.5"),
        ("0.000000000000001", "0.000000000000001"),
    ],
)
def test_a_decimal_is_written_plainly(number: str, plain: str) -> None:
    literal = decimal(Decimal(number))
    assert (literal.value, literal.datatype) == (plain, node("xsd:decimal"))


def test_prefixes_are_expanded_and_compacted() -> None:
    assert expand("iag:Metier") == "https://w3id.org/iag-kg/ontology#Metier"
    assert expand("https://example.org/x") == "https://example.org/x"
    assert compact("https://example.org/x") == "https://example.org/x"
    assert compact(f"{IAGD}metier-a") == "iagd:metier-a"
    with pytest.raises(KeyError):
        expand("nothing:here")


@given(st.sampled_from(sorted(PREFIXES)), names)
def test_compacting_what_was_expanded_gives_it_back(prefix: str, name: str) -> None:
    assert compact(expand(f"{prefix}:{name}")) == f"{prefix}:{name}"


@given(worlds, st.randoms(use_true_random=False))
def test_what_is_written_does_not_depend_on_the_order_of_statements(
    world: list[ox.Quad], random: st.DataObject
) -> None:
    one = to_store(world)
    random.shuffle(world)  # type: ignore[attr-defined]
    other = to_store(world + world)
    assert serialize_trig(one) == serialize_trig(other)
    assert serialize_turtle(triples(one)) == serialize_turtle(triples(other))


@given(worlds)
def test_trig_and_turtle_read_back_as_the_graph(world: list[ox.Quad]) -> None:
    store = to_store(world)
    assert set(ox.parse(serialize_trig(store), format=ox.RdfFormat.TRIG)) == set(world)
    read = ox.parse(serialize_turtle(triples(store)), format=ox.RdfFormat.TURTLE)
    assert {quad.triple for quad in read} == {quad.triple for quad in world}


@given(worlds)
def test_triples_come_once_each_in_the_order_of_their_lines(world: list[ox.Quad]) -> None:
    found = triples(to_store(world))
    lines = [ox.serialize([triple], format=ox.RdfFormat.N_TRIPLES) for triple in found]
    assert lines == sorted(set(lines), key=lambda line: line or b"")
    assert set(found) == {quad.triple for quad in world}
    only = node("iagg:a")
    assert set(triples(to_store(world), only)) == {q.triple for q in world if q.graph_name == only}


def test_a_dataset_of_rdflib_holds_the_same_graphs_and_sees_their_union() -> None:
    writer, other = Writer(node("iagg:a")), Writer(node("iagg:b"))
    writer.add("iagd:x", "iag:isManagerial", ox.Literal(True))
    other.describe("iagd:x", "iag:Metier", "Métier « é »", "Métier")
    store = to_store(writer.quads + other.quads)
    dataset = to_dataset(store)
    assert len(dataset) == 4
    assert [name.value for name in graph_names(store)] == [expand("iagg:a"), expand("iagg:b")]
    assert {str(graph.identifier) for graph in dataset.graphs() if len(graph)} >= {
        expand("iagg:a"),
        expand("iagg:b"),
    }
    assert dataset.namespace_manager.curie(expand("iag:Metier")) == "iag:Metier"
