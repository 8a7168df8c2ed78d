"""What `validate` promises of its findings, whatever the shapes."""

from __future__ import annotations

import logging
import random
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib

from command import call
from iag_kg.errors import GraphError
from iag_kg.graph import ONTOLOGY, read_quads, serialize_turtle
from iag_kg.namespaces import IAGG, PREFIXES, SH, compact
from iag_kg.paths import resources
from iag_kg.validate import Finding, validate, validate_store

FIXTURES = Path(__file__).parent / "fixtures" / "shapes"
HEADER = "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in PREFIXES.items())
SHAPES = """
iags:Passerelle a sh:NodeShape ; sh:targetClass iag:Passerelle ;
    sh:property iags:Passerelle-coverage , iags:Passerelle-kind .
iags:Passerelle-coverage a sh:PropertyShape ; sh:path iag:coverage ;
    sh:minCount 1 ; sh:maxInclusive 1.0 ; sh:datatype xsd:decimal ; sh:severity sh:Violation ;
    sh:message "La couverture va de 0 à 1."@fr , "Coverage lies between 0 and 1."@en .
iags:Passerelle-kind a sh:PropertyShape ; sh:path iag:hasKind ;
    sh:minCount 1 ; sh:severity sh:Warning ;
    sh:message "Une passerelle a une sorte."@fr , "A passerelle has a kind."@en .
"""
DATA = """
iagd:passerelle-a--b a iag:Passerelle ; rdfs:label "De A à B"@fr , "From A to B"@en ;
    iag:coverage 1.5 ; iag:hasKind iag:Vertical .
iagd:passerelle-b--a a iag:Passerelle ; iag:coverage 0.5 .
<http://other.example/passerelle> a iag:Passerelle ; iag:hasKind iag:Vertical .
"""


def triples(turtle: str) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(HEADER + turtle, format=ox.RdfFormat.TURTLE)]


def test_a_finding_says_what_where_and_why_in_both_languages() -> None:
    first, *_ = validate(triples(DATA), triples(SHAPES))[1:]
    assert first == Finding(
        severity="violation",
        shape="iags:Passerelle-coverage",
        node="iagd:passerelle-a--b",
        path="iag:coverage",
        constraint="maxInclusive",
        value="1.5",
        message_fr="La couverture va de 0 à 1.",
        message_en="Coverage lies between 0 and 1.",
        label_fr="De A à B",
        label_en="From A to B",
    )


def test_violations_come_before_warnings_and_nodes_in_order() -> None:
    found = validate(triples(DATA), triples(SHAPES))
    assert [(f.severity, f.node, f.constraint, f.label_en) for f in found] == [
        ("violation", "http://other.example/passerelle", "minCount", None),
        ("violation", "iagd:passerelle-a--b", "maxInclusive", "From A to B"),
        ("warning", "iagd:passerelle-b--a", "minCount", None),
    ]


@pytest.mark.parametrize("seed", range(3))
def test_findings_do_not_depend_on_the_order_or_repetition_of_triples(seed: int) -> None:
    data, shapes = triples(DATA), triples(SHAPES)
    expected = validate(data, shapes)
    shuffle = random.Random(seed).shuffle
    data, shapes = data + data[::2], shapes + shapes[::3]
    shuffle(data)
    shuffle(shapes)
    assert validate(data, shapes) == expected


def test_conforming_data_gives_no_finding() -> None:
    data = "iagd:p a iag:Passerelle ; iag:coverage 1.0 ; iag:hasKind iag:Vertical ."
    assert validate(triples(data), triples(SHAPES)) == []
    assert validate([], triples(SHAPES)) == []
    assert validate(triples(DATA), []) == []


def test_a_nested_shape_is_reported_under_its_named_shape() -> None:
    shapes = """
    iags:Metier a sh:NodeShape ; sh:targetClass iag:Metier ; sh:property iags:Metier-family .
    iags:Metier-family a sh:PropertyShape ; sh:path iag:inFamily ;
        sh:property [ sh:path ( iag:inSector [ sh:inversePath iag:inFamily ] ) ; sh:minCount 1 ] .
    """
    data = "iagd:m a iag:Metier ; iag:inFamily iagd:f ."
    (found,) = validate(triples(data), triples(shapes))
    assert (found.shape, found.node) == ("iags:Metier-family", "iagd:f")
    assert found.path == "iag:inSector/^iag:inFamily"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("[ sh:inversePath iag:gap ]", "^iag:gap"),
        ("[ sh:alternativePath ( iag:contribution iag:gap ) ]", "(iag:contribution|iag:gap)"),
        ("[ sh:oneOrMorePath skos:broader ]", "skos:broader+"),
    ],
)
def test_a_path_reads_as_in_sparql(path: str, expected: str) -> None:
    shapes = (
        f"iags:S a sh:PropertyShape ; sh:targetClass iag:Skill ; sh:path {path} ; sh:minCount 1 ."
    )
    (found,) = validate(triples("iagd:s a iag:Skill ."), triples(shapes))
    assert found.path == expected


def test_a_node_shape_that_others_refer_to_still_holds() -> None:
    shapes = """
    iags:Metier a sh:NodeShape ; sh:targetClass iag:Metier ; sh:property iags:Metier-family .
    iags:Metier-family a sh:PropertyShape ; sh:path iag:inFamily ; sh:minCount 1 .
    iags:Passerelle-origin a sh:PropertyShape ; sh:targetClass iag:Passerelle ;
        sh:path iag:origin ; sh:node iags:Metier .
    """
    data = "iagd:p a iag:Passerelle ; iag:origin iagd:m . iagd:n a iag:Metier ."
    found = validate(triples(data), triples(shapes))
    assert [(f.shape, f.node) for f in found] == [
        ("iags:Metier-family", "iagd:n"),
        ("iags:Passerelle-origin", "iagd:p"),
    ]


def test_an_ill_typed_literal_is_a_finding_and_not_a_traceback(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    data = """iagd:p a iag:Passerelle ; iag:hasKind iag:Vertical ;
        iag:coverage "beaucoup"^^xsd:decimal ."""
    with caplog.at_level(logging.WARNING):
        found = validate(triples(data), triples(SHAPES))
    assert ("datatype", "beaucoup") in {(f.constraint, f.value) for f in found}
    assert caplog.records == []
    assert capsys.readouterr() == ("", "")


def test_a_plain_string_is_an_xsd_string() -> None:
    shapes = """iags:S a sh:PropertyShape ; sh:targetClass iag:Metier ; sh:path skos:notation ;
        sh:datatype xsd:string ; sh:in ( "a" ) ."""
    data = 'iagd:m a iag:Metier ; skos:notation "a"^^xsd:string .'
    assert validate(triples(data), triples(shapes)) == []


def test_invalid_shapes_are_an_error_of_ours() -> None:
    shapes = """iags:S a sh:PropertyShape ; sh:targetClass iag:Skill ; sh:path iag:gap ;
        sh:in iag:a , iag:b ."""
    with pytest.raises(GraphError, match="shapes"):
        validate(triples("iagd:s a iag:Skill ; iag:gap 1 ."), triples(shapes))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A store on disk: a mobility that leads to a métier of another graph, and one without end."""
    store = ox.Store(str(tmp_path / "store"))
    kinds = "iag:NearMobility a iag:MobilityKind ."
    rome = """iagd:a a iag:PublishedMobility ; iag:fromMetier iagd:m ; iag:toMetier iagd:n ;
        iag:hasMobilityKind iag:NearMobility . iagd:m a iag:ReferenceMetier ."""
    esco = "iagd:n a iag:ReferenceMetier ."
    for name, text in (("ontology", kinds), ("rome", rome), ("esco", esco)):
        graph = ox.NamedNode(IAGG + name)
        store.bulk_extend(ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples(text))
    store.flush()
    return tmp_path / "store"


def test_graphs_of_a_store_are_validated_together_or_by_name(place: Path) -> None:
    shapes = [quad.triple for quad in read_quads(resources() / "shapes" / "references.ttl")]
    store = ox.Store.read_only(str(place))
    rome, esco = (ox.NamedNode(IAGG + name) for name in ("rome", "esco"))
    every = validate_store(store, shapes)
    assert every == validate({quad.triple for quad in store}, shapes)
    alone = validate_store(store, shapes, [ONTOLOGY, rome])
    to = [("iags:PublishedMobility-to", "iagd:a", "class", "iagd:n")]
    for found, expected in ((every, []), (alone, to)):
        ends = [f for f in found if f.shape == "iags:PublishedMobility-to"]
        assert [(f.shape, f.node, f.constraint, f.value) for f in ends] == expected
    assert not any(f.node == "iagd:a" for f in validate_store(store, shapes, [ONTOLOGY, esco]))


def test_the_command_validates_a_store(place: Path) -> None:
    words = ["validate", "--store", str(place), "--lang", "en", "--format", "json"]
    every, rome = call(*words), call(*words, "--graph", "rome")
    assert (every.code, rome.code) == (1, 1)
    assert "iags:PublishedMobility-to" not in every.out and "iags:PublishedMobility-to" in rome.out
    onto = call("validate", "--store", str(place), "--graph", "ontology", "--lang", "en")
    assert (onto.code, onto.out) == (0, "0 violation(s), 0 warning(s).\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--graph", "rome"], "--store"),
        (
            ["--store", "PLACE", "--graph", "wrong"],
            "no graph 'wrong' here, but esco, ontology, rome",
        ),
        (["--store", "PLACE", "data.ttl"], "not both"),
        (["--store", "nowhere"], "no store here"),
    ],
)
def test_a_store_that_cannot_be_validated_is_wrong_use(
    place: Path, words: list[str], said: str
) -> None:
    outcome = call("validate", *(str(place) if word == "PLACE" else word for word in words))
    assert outcome.code == 2 and said in outcome.err and outcome.out == ""


@pytest.mark.parametrize("concern", sorted(p.name for p in FIXTURES.iterdir()))
def test_findings_are_those_of_pyshacl_left_to_itself(concern: str) -> None:
    shapes = [q.triple for q in read_quads(resources() / "shapes" / f"{concern}.ttl")]
    data = [q.triple for p in sorted((FIXTURES / concern).glob("*.ttl")) for q in read_quads(p)]
    graphs = [
        rdflib.Graph().parse(data=serialize_turtle(content), format="turtle")
        for content in (data, shapes)
    ]
    _, report, _ = pyshacl.validate(graphs[0], shacl_graph=graphs[1])
    expected = set()
    for result in report.objects(None, rdflib.URIRef(f"{SH}result")):
        names = ("sourceShape", "focusNode", "resultSeverity", "value")
        expected.add(tuple(str(report.value(result, rdflib.URIRef(SH + name))) for name in names))
    found = validate(data, shapes)
    assert {(f.shape, f.node, f.severity, str(f.value)) for f in found} == {
        (compact(shape), compact(node), severity.removeprefix(SH).lower(), compact(value))
        for shape, node, severity, value in expected
    }
