"""Findings are those of pySHACL left alone with the whole graph: none more, none fewer, none other.

pySHACL alone gets the data in a graph of rdflib, and the shapes as they are written.
"""

from __future__ import annotations

import logging
import random
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from pyshacl.errors import ReportableRuntimeError
from pyshacl.rdfutil.stringify import stringify_blank_node

from iag_kg.errors import GraphError
from iag_kg.graph import RDF_TYPE, Term, node, read_quads, to_store
from iag_kg.namespaces import PREFIXES, SH, XSD
from iag_kg.paths import resources
from iag_kg.validate import Finding, questions, validate, validate_store
from iag_kg.validate.findings import read_findings
from iag_kg.validate.index import Index
from iag_kg.validate.judge import judge
from iag_kg.validate.screen import Screen
from iag_kg.validate.shapes import Shapes
from iag_kg.validate.targets import hand_down_targets, part_about
from iag_kg.validate.terms import as_rdflib_reads, to_rdflib

Graph = Sequence[ox.Triple]

TESTS = Path(__file__).parent
FIXTURES = sorted((TESTS / "fixtures" / "shapes").rglob("*.ttl"))
CONCERNS = sorted({path.parent.name for path in FIXTURES})
SUITE = TESTS.parent.parent / "shared" / "suites" / "data-shapes-test-suite" / "tests" / "core"
SUITE_FILES = sorted(SUITE.rglob("*.ttl"))
HALVES = [ox.NamedNode(f"https://example.org/half-{n}") for n in (1, 2)]
HEADER = "".join(f"@prefix {prefix}: <{base}> .\n" for prefix, base in PREFIXES.items())


def read(*paths: Path) -> list[ox.Triple]:
    return [quad.triple for path in paths for quad in read_quads(path)]


def turtle(text: str) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(HEADER + text, format=ox.RdfFormat.TURTLE)]


def shapes_of(*concerns: str) -> list[ox.Triple]:
    return read(*(resources() / "shapes" / f"{concern}.ttl" for concern in concerns))


def alone(data: Graph, shapes: Graph) -> list[Finding]:
    """The findings of pySHACL on its own."""
    forget()
    graphs = [rdflib.Graph(), rdflib.Graph()]
    for graph, content in zip(graphs, (data, shapes), strict=True):
        for triple in content:
            graph.add(tuple(map(to_rdflib, map(as_rdflib_reads, triple))))
    try:
        _, report, text = pyshacl.validate(graphs[0], shacl_graph=graphs[1], inplace=True)
    except ReportableRuntimeError as error:
        raise GraphError(str(error)) from error
    if not isinstance(report, rdflib.Graph):
        raise GraphError(text)
    return read_findings(report, graphs[1], Index(data))


def both(data: Graph, shapes: Graph) -> list[Finding]:
    """The findings, once they are seen to be the same, or the error, to be one on both sides."""
    try:
        expected = alone(data, shapes)
    except Exception as error:
        forget()
        with pytest.raises(type(error)):
            validate(data, shapes)
        return []
    forget()
    found = validate(data, shapes)
    assert found == expected
    stored(data, shapes, expected)
    return found


def stored(
    data: Graph,
    shapes: Graph,
    expected: Sequence[Finding],
    reference: Callable[[Graph, Graph], list[Finding]] = alone,
    numbers: Sequence[int] = (questions.FEW, -1),
) -> None:
    """The same asked of a store; of `numbers` of focus nodes on, questions are put otherwise."""
    store = to_store(
        ox.Quad(t.subject, t.predicate, t.object, HALVES[number % 2])
        for number, t in enumerate(data)
    )
    held = [quad.triple for quad in store]
    if set(held) != set(data):  # a store writes numbers its own way
        forget()
        expected = reference(held, shapes)
    for few in numbers:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(questions, "FEW", few)
            forget()
            assert validate_store(store, shapes) == expected


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """rdflib logs a traceback for each ill-typed literal; there are many here."""
    monkeypatch.setattr(logging.getLogger("rdflib.term"), "disabled", True)


def forget() -> None:
    """Empty what pySHACL keeps of blank nodes: it takes a graph for an earlier one of that id()."""
    stringify_blank_node.dict_cache.clear()


def screened(data: Graph, shapes: Graph) -> tuple[int, int]:
    """How many of the shapes with targets are screened, of how many."""
    known = Shapes(hand_down_targets(shapes))
    if not known.are_well_formed():
        return 0, 1
    screen = Screen(Index(data), known)
    suspects = [screen.suspects(root) for root in known.roots()]
    return sum(each is not None for each in suspects), len(suspects)


@pytest.mark.parametrize("concern", CONCERNS)
def test_on_each_fixture_alone(concern: str) -> None:
    shapes = shapes_of(concern)
    for path in FIXTURES:
        if path.parent.name == concern:
            name = path.name.partition(".")[0]
            holders = [node(f"iags:{name.partition('-')[0]}"), node(f"iags:{name}")]
            both(read(path), part_about(shapes, holders))


def test_on_all_fixtures_at_once_every_kind_of_constraint_is_broken() -> None:
    data, shapes = read(*FIXTURES), shapes_of(*CONCERNS)
    broken = Counter(finding.constraint for finding in both(data, shapes))
    named = {t.subject for t in shapes if isinstance(t.subject, ox.NamedNode)}
    used = {t.predicate.value.removeprefix(SH) for t in shapes if t.subject in named}
    structure = {"path", "property", "severity", "message", "flags", "ignoredProperties"}
    kinds = {k for k in used if ":" not in k and not k.startswith("target")} - structure
    assert kinds - {"qualifiedValueShape"} <= set(broken)
    known, of = screened(data, shapes)
    assert known > 0.95 * of


# Shapes and data at random: every kind of constraint and path, nested, on terms plain and odd.

PREDICATES = ["iag:p", "iag:q", "iag:r", "rdf:type", "rdfs:subClassOf"]
CLASSES = ["iag:A", "iag:B", "iag:C"]
TERMS = [
    *("iagd:a", "iagd:b", "iagd:c", "_:x", "_:y", "iag:A", "1", "2", "1.0", "1.5", "-3", "true"),
    *('"a"', '"b"@fr', '"b"@en', '"c"@FR', '"d"@fr-CA', '""', '" a "', '"1"', '"a\\nb"', "1e0"),
    *('"abc"^^xsd:integer', '"1"^^xsd:boolean', '"01"^^xsd:integer', '"NaN"^^xsd:double', '"NaN"'),
    *('"2020-02-28"^^xsd:date', '"2021-02-30"^^xsd:date', '"2020"^^xsd:gYear', '"x"^^iag:Odd'),
    *('" a  b"^^xsd:token', '"a b"^^xsd:token', '"a\\tb"^^xsd:normalizedString', '"x"@en--ltr'),
    *(f'"{"9" * 60}"^^xsd:integer', '"12345678901234567890.5"^^xsd:decimal', '"x"@en', "+1.50"),
    *('"INF"^^xsd:double', '"2020-01-01T00:00:00Z"^^xsd:dateTime', "<<( iagd:a iag:p 1 )>>"),
]
# Of these, two at a node are often in one language, or in an order.
USUAL = ["1", "1.5", "-2", '"a"@fr', '"b"@fr', '"b"@en', '"2024-12-31"^^xsd:date', "iagd:a"]
BOUNDS = ["0", "1", "1.5", "-3.0", "1e0", '"2020-01-01"^^xsd:date', '"a"']
DATATYPES = [
    *("xsd:string", "xsd:integer", "xsd:decimal", "xsd:boolean", "xsd:date", "xsd:dateTime"),
    *("xsd:double", "xsd:gYear", "xsd:token", "rdf:langString"),
]
ON_PATHS = {
    *("minCount", "maxCount", "uniqueLang", "lessThan", "lessThanOrEquals"),
    *("qualifiedMinCount", "qualifiedMaxCount"),
}
NESTED = {"property", "node", "not", "and", "or", "xone", "qualifiedMinCount", "qualifiedMaxCount"}
PATTERNS = ['"a"', '"^b"', '"[0-9]+$"', '"^A" , "b"']
RANGES = ['"fr"', '"en" "fr"', '"*"', '"FR-ca"', ""]
KINDS = ["IRI", "BlankNode", "Literal", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral"]


def some_data(chance: random.Random) -> str:
    subjects = ["iagd:a", "iagd:b", "iagd:c", "_:x", "iag:A"]
    lines = []
    for _ in range(chance.randint(1, 40)):
        predicate = chance.choice(PREDICATES)
        typing = predicate in ("rdf:type", "rdfs:subClassOf")
        value = chance.choice(CLASSES if typing else chance.choice([TERMS, USUAL]))
        lines.append(f"{chance.choice(subjects)} {predicate} {value} .")
    return "\n".join(lines)


def some_path(chance: random.Random, level: int = 0) -> str:
    step = chance.choice(PREDICATES)
    if level > 1 or chance.random() < 0.5:
        return step
    inner = [some_path(chance, level + 1) for _ in range(chance.randint(2, 3))]
    several = f"( {' '.join(inner)} )"
    return chance.choice(
        [
            f"[ sh:inversePath {chance.choice([step, step, inner[0]])} ]",
            several,
            f"[ sh:alternativePath {several} ]",
            f"[ sh:zeroOrMorePath {inner[0]} ]",
            f"[ sh:oneOrMorePath {inner[0]} ]",
            f"[ sh:zeroOrOnePath {inner[0]} ]",
        ]
    )


def some_shape(chance: random.Random, level: int = 0, path: bool | None = None) -> str:
    has_path = chance.random() < 0.6 if path is None else path
    count = chance.randint(1, 3)
    said = [some_constraint(chance, level, has_path) for _ in range(count)]
    if has_path:
        said.append(f"sh:path {some_path(chance)}")
    if chance.random() < 0.05:
        said.append(f"sh:deactivated {chance.choice(['true', 'false'])}")
    return " ; ".join(said)


def some_constraint(chance: random.Random, level: int, has_path: bool) -> str:
    known = constraints(chance, level)
    kinds = [kind for kind in known if has_path or kind not in ON_PATHS]
    if level > 1:
        kinds = [kind for kind in kinds if kind not in NESTED]
    return known[chance.choice(kinds)]()


def constraints(chance: random.Random, level: int) -> dict[str, Callable[[], str]]:
    """By the parameter that names it, how each kind of constraint is written."""
    pick = chance.choice
    terms = [term for term in TERMS if not term.startswith(("<<", "_:"))]

    def inner(path: bool | None = None) -> str:
        return f"[ {some_shape(chance, level + 1, path)} ]"

    def members() -> str:
        return f"( {' '.join(inner() for _ in range(chance.randint(1, 3)))} )"

    return {
        "class": lambda: f"sh:class {pick(CLASSES)}",
        "datatype": lambda: f"sh:datatype {pick(DATATYPES)}",
        "nodeKind": lambda: f"sh:nodeKind sh:{pick(KINDS)}",
        "minInclusive": lambda: f"sh:minInclusive {pick(BOUNDS)}",
        "maxInclusive": lambda: f"sh:maxInclusive {pick(BOUNDS)}",
        "minExclusive": lambda: f"sh:minExclusive {pick(BOUNDS)}",
        "maxExclusive": lambda: f"sh:maxExclusive {pick(BOUNDS)}",
        "minLength": lambda: f"sh:minLength {chance.randint(0, 3)}",
        "maxLength": lambda: f"sh:maxLength {chance.randint(0, 3)}",
        "pattern": lambda: f'sh:pattern {pick(PATTERNS)} ; sh:flags "i"',
        "languageIn": lambda: f"sh:languageIn ( {pick(RANGES)} )",
        "equals": lambda: f"sh:equals {pick(PREDICATES)}",
        "disjoint": lambda: f"sh:disjoint {pick(PREDICATES)}",
        "hasValue": lambda: f"sh:hasValue {pick(terms)}",
        "in": lambda: f"sh:in ( {' '.join(chance.sample(terms, chance.randint(0, 9)))} )",
        "closed": lambda: f"sh:closed true ; sh:ignoredProperties ( {pick(PREDICATES)} )",
        "minCount": lambda: f"sh:minCount {chance.randint(0, 3)}",
        "maxCount": lambda: f"sh:maxCount {chance.randint(0, 2)}",
        "uniqueLang": lambda: f"sh:uniqueLang {pick(['true', 'true', 'false'])}",
        "lessThan": lambda: f"sh:lessThan {pick(PREDICATES[:3])}",
        "lessThanOrEquals": lambda: f"sh:lessThanOrEquals {pick(PREDICATES[:3])}",
        "property": lambda: f"sh:property {inner(True)}",
        "node": lambda: f"sh:node {inner(False)}",
        "not": lambda: f"sh:not {inner()}",
        "and": lambda: f"sh:and {members()}",
        "or": lambda: f"sh:or {members()}",
        "xone": lambda: f"sh:xone {members()}",
        "qualifiedMinCount": lambda: (
            f"sh:qualifiedValueShape {inner()} ; sh:qualifiedMinCount {chance.randint(0, 2)}"
        ),
        "qualifiedMaxCount": lambda: (
            f"sh:qualifiedValueShape {inner()} ; sh:qualifiedMaxCount {chance.randint(0, 2)}"
        ),
    }


def some_shapes(chance: random.Random) -> str:
    lines = []
    for number in range(chance.randint(1, 4)):
        target = chance.choice(
            [
                f"sh:targetClass {chance.choice(CLASSES)}",
                f"sh:targetSubjectsOf {chance.choice(PREDICATES)}",
                f"sh:targetObjectsOf {chance.choice(PREDICATES)}",
                f"sh:targetNode {chance.choice(TERMS[:28])}",
            ]
        )
        inner = [f"iags:S{number}-{n}" for n in range(chance.randint(0, 2))]
        links = f" ; sh:property {' , '.join(inner)}" if inner else ""
        lines.append(f"iags:S{number} {target} ; {some_shape(chance, path=False)}{links} .")
        lines += [f"{name} {some_shape(chance, path=True)} ." for name in inner]
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(120))
def test_on_shapes_and_data_at_random(seed: int) -> None:
    chance = random.Random(seed)
    both(turtle(some_data(chance)), turtle(some_shapes(chance)))


@pytest.mark.parametrize("kind", constraints(random.Random(), 0))
def test_on_one_kind_of_constraint_alone(kind: str) -> None:
    broken = 0
    for seed in range(12):
        chance = random.Random(seed)
        data = "".join(some_data(chance) for _ in range(3))
        shape = constraints(chance, 1)[kind]()
        aim = "iags:S sh:targetSubjectsOf iag:p , iag:q ; sh:path"
        broken += len(both(turtle(data), turtle(f"{aim} {some_path(chance)} ; {shape} .")))
    assert broken


@pytest.mark.parametrize("value", ['" a  b"^^xsd:token', '"x"@en--ltr', '"NaN"^^xsd:double'])
@pytest.mark.parametrize("constraint", ['sh:languageIn ( "fr" )', "sh:minLength 9"])
def test_on_a_value_that_rdflib_reads_as_another(value: str, constraint: str) -> None:
    shapes = f"iags:S sh:targetClass iag:A ; sh:path iag:p ; {constraint} ."
    assert both(turtle(f"iagd:a a iag:A ; iag:p {value} ."), turtle(shapes))


# The shipped graph, mutated.

MUTATIONS = ("drop", "double", "retype", "datatype", "language", "odd", "blank", "swap", "literal")


def mutated(content: Graph, chance: random.Random, count: int) -> list[ox.Triple]:
    """A graph with so many of its triples dropped, doubled with another value, or changed."""
    changed: list[ox.Triple] = list(content)
    for position in chance.sample(range(len(content)), count):
        triple = content[position]
        other = chance.choice(content)
        kind = chance.choice(MUTATIONS)
        value = mutant(triple, other, kind, chance)
        if kind != "double":
            changed[position] = other
        if value is not None:
            subject = other.subject if kind == "swap" else triple.subject
            changed.append(ox.Triple(subject, triple.predicate, value))
    return changed


def mutant(triple: ox.Triple, other: ox.Triple, kind: str, chance: random.Random) -> Term | None:
    text = getattr(triple.object, "value", "")
    if kind == "drop":
        return None
    if kind == "retype":
        return other.object if other.predicate == RDF_TYPE else node("iag:Topic")
    if kind == "datatype":
        name = chance.choice(["integer", "decimal", "double", "string", "date", "boolean"])
        return ox.Literal(text, datatype=ox.NamedNode(XSD + name))
    if kind == "language":
        return ox.Literal(text, language=chance.choice(["fr", "en", "de", "fr-CA", "EN"]))
    if kind == "odd":
        return turtle(f"iag:s iag:p {chance.choice(TERMS)} .")[0].object
    if kind == "blank":
        return ox.BlankNode(f"b{chance.randint(0, 20)}")
    if kind == "literal":
        return ox.Literal(f" {text}")
    return other.object


@pytest.fixture(scope="module")
def shipped() -> list[ox.Triple]:
    """The shipped graph with one passerelle in sixty: pySHACL looks at each node of each shape."""
    content = read(resources() / "exports" / "iag-kg.ttl")
    moves = {t.subject for t in content if t.object == node("iag:Passerelle")}
    kept = set(sorted(moves, key=str)[::60])
    compared = {
        t.object for t in content if t.predicate == node("iag:comparesSkill") and t.subject in kept
    }
    parts = {t.subject for t in content if t.object == node("iag:SkillComparison")}
    left_out = (moves - kept) | (parts - compared)
    return [t for t in content if t.subject not in left_out]


def test_on_the_shipped_graph_mutated(shipped: list[ox.Triple]) -> None:
    """Against pySHACL that judges every focus node; how it is called is the same on both sides."""
    shapes = shapes_of(*CONCERNS)
    data = mutated(shipped, random.Random(0), 500)
    forget()
    index = Index(data)
    expected = read_findings(*judge(index, hand_down_targets(shapes)), index)
    forget()
    found = validate(data, shapes)
    assert found == expected
    broken = Counter(finding.constraint for finding in found)
    assert sum(broken.values()) > 400 and len(broken) > 12, broken
    known, of = screened(data, shapes)
    assert known > 0.95 * of
    stored(data, shapes, found, validate, numbers=[60])


def test_pyshacl_is_not_called_where_nothing_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("iag_kg.validate.judge", lambda *_: pytest.fail("pySHACL is asked"))
    shapes = turtle("iags:S sh:targetClass iag:A ; sh:path iag:p ; sh:minCount 1 .")
    assert validate(turtle("iagd:a a iag:A ; iag:p 1 ."), shapes) == []


# The test suite of the recommendation.


@pytest.mark.skipif(not SUITE_FILES, reason="the SHACL test suite is not beside the checkout")
def test_on_the_suite_of_the_recommendation() -> None:
    known = of = 0
    for path in SUITE_FILES:
        apart = path.with_name(f"{path.stem}-data.ttl")
        data = read(apart if apart.exists() else path)
        shapes = read(path.with_name(f"{path.stem}-shapes.ttl")) if apart.exists() else data
        both(data, shapes)
        counts = screened(data, shapes)
        known, of = known + counts[0], of + counts[1]
    # Left to pySHACL: shapes that it refuses, bounds that are dates, qualified siblings.
    assert (known, of) == (141, 152)
