"""Every shape accepts what it should and rejects, for the right reason, what it should not.

For each named shape with constraints of its own there are two fixtures in
`fixtures/shapes/<concern>/`. `<Shape>.ok.ttl` holds conforming nodes. `<Shape>.<severity>.ttl`
holds one node per constraint, named after it (`ko:maxCount`, where one constraint needs several
counter-examples `ko:maxCount-why`), and one per target class. A constraint, a target class or a
severity without its counter-example fails here, and so does any finding too many or too few.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from iag_kg.graph import RDF_TYPE, read_quads, to_store, triples
from iag_kg.namespaces import IAG, IAGS, OWL, RDF, RDFS, SH, compact
from iag_kg.paths import resources
from iag_kg.validate import Finding, validate

FIXTURES = Path(__file__).parent / "fixtures" / "shapes"
FILES = sorted((resources() / "shapes").glob("*.ttl"))
KO = "https://example.org/ko#"
RDF_FIRST = ox.NamedNode(f"{RDF}first")
CONSTRAINTS = {
    *("minCount", "maxCount", "class", "datatype", "nodeKind", "in", "hasValue", "pattern"),
    *("minInclusive", "maxInclusive", "minExclusive", "maxExclusive", "minLength", "maxLength"),
    *("languageIn", "uniqueLang", "equals", "disjoint", "lessThan", "lessThanOrEquals"),
    *("and", "or", "not", "xone", "node", "closed", "qualifiedMinCount", "qualifiedMaxCount"),
}
COMPANIONS = {"flags", "ignoredProperties", "qualifiedValueShape"}
STRUCTURE = {
    *("path", "property", "severity", "message"),
    *("inversePath", "alternativePath", "zeroOrMorePath"),
    *("targetClass", "targetSubjectsOf", "targetObjectsOf"),
}


@cache
def read_shapes(*files: Path) -> tuple[ox.Triple, ...]:
    return tuple(quad.triple for file in files for quad in read_quads(file))


def sh(name: str) -> ox.NamedNode:
    return ox.NamedNode(SH + name)


def local(predicate: ox.NamedNode) -> str:
    return predicate.value.removeprefix(SH)


def objects(content: tuple[ox.Triple, ...], subject: object, name: str) -> list[object]:
    return [t.object for t in content if t.subject == subject and t.predicate == sh(name)]


def constraints_of(content: tuple[ox.Triple, ...], shape: ox.NamedNode) -> set[str]:
    return {local(t.predicate) for t in content if t.subject == shape} & CONSTRAINTS


def target_classes(content: tuple[ox.Triple, ...], shape: ox.NamedNode) -> set[str]:
    """The classes at which the shape, or a node shape that holds it, is aimed."""
    aimed = {t.subject for t in content if t.predicate == sh("property") and t.object == shape}
    targets = [c for s in (aimed | {shape}) for c in objects(content, s, "targetClass")]
    return {target.value for target in targets if isinstance(target, ox.NamedNode)}


def constrained_shapes() -> list[tuple[Path, ox.NamedNode]]:
    found = []
    for file in FILES:
        content = read_shapes(file)
        named = {t.subject for t in content if isinstance(t.subject, ox.NamedNode)}
        found += [(file, shape) for shape in named if constraints_of(content, shape)]
    return sorted(found, key=lambda pair: (pair[0], pair[1].value))


SHAPES = constrained_shapes()
NAMES = [compact(shape.value) for _, shape in SHAPES]
each_shape = pytest.mark.parametrize(("file", "shape"), SHAPES, ids=NAMES)


def fixtures_of(file: Path, shape: ox.NamedNode) -> tuple[Path, Path]:
    """The conforming and the violating fixture; the name of the second ends in its severity."""
    folder, stem = FIXTURES / file.stem, shape.value.removeprefix(IAGS)
    (violating,) = (p for p in folder.glob(f"{stem}.*.ttl") if not p.name.endswith(".ok.ttl"))
    return folder / f"{stem}.ok.ttl", violating


def findings(file: Path, shape: ox.NamedNode, data: Path) -> list[Finding]:
    content = [quad.triple for quad in read_quads(data)]
    found = validate(content, read_shapes(file))
    return [finding for finding in found if finding.shape == compact(shape.value)]


@each_shape
def test_a_shape_accepts_what_conforms(file: Path, shape: ox.NamedNode) -> None:
    conforming, _ = fixtures_of(file, shape)
    assert len(read_quads(conforming)) > 0
    assert findings(file, shape, conforming) == []


@each_shape
def test_a_shape_rejects_what_breaks_each_of_its_constraints(
    file: Path, shape: ox.NamedNode
) -> None:
    _, violating = fixtures_of(file, shape)
    severity = violating.name.split(".")[1]
    terms = {term for quad in read_quads(violating) for term in quad.triple}
    nodes = {t.value for t in terms if isinstance(t, ox.NamedNode) and t.value.startswith(KO)}
    cases = {node: node.removeprefix(KO).partition("-")[0] for node in nodes}

    assert set(cases.values()) == constraints_of(read_shapes(file), shape)
    expected = {(compact(shape.value), node, case, severity) for node, case in cases.items()}
    found = findings(file, shape, violating)
    assert {(f.shape, f.node, f.constraint, f.severity) for f in found} == expected


@each_shape
def test_each_target_class_of_a_shape_has_a_counter_example(
    file: Path, shape: ox.NamedNode
) -> None:
    _, violating = fixtures_of(file, shape)
    types = {
        quad.object.value
        for quad in read_quads(violating)
        if quad.predicate == RDF_TYPE
        and isinstance(quad.object, ox.NamedNode)
        and isinstance(quad.subject, ox.NamedNode)
        and quad.subject.value.startswith(KO)
    }
    assert types >= target_classes(read_shapes(file), shape)


def test_every_fixture_belongs_to_a_shape() -> None:
    expected = {path for file, shape in SHAPES for path in fixtures_of(file, shape)}
    assert set(FIXTURES.rglob("*.ttl")) == expected


@each_shape
def test_a_shape_says_what_should_hold_in_both_languages(file: Path, shape: ox.NamedNode) -> None:
    content = read_shapes(file)
    messages = [m for m in objects(content, shape, "message") if isinstance(m, ox.Literal)]
    assert sorted(message.language or "" for message in messages) == ["en", "fr"]
    for message in messages:
        assert message.value.endswith("."), message
        assert "http" not in message.value and "iag:" not in message.value, message
    assert len(objects(content, shape, "severity")) == 1


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_shapes_file_opens_with_its_promise(file: Path) -> None:
    first = file.read_text(encoding="utf-8").splitlines()[0]
    assert first.startswith(f"# {file.stem.capitalize()}: ") and first.endswith(".")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_shapes_stay_in_shacl_core(file: Path) -> None:
    used = {local(t.predicate) for t in read_shapes(file) if t.predicate.value.startswith(SH)}
    assert used <= CONSTRAINTS | COMPANIONS | STRUCTURE


def test_property_shapes_are_named_after_the_shape_that_holds_them() -> None:
    for file in FILES:
        for triple in read_shapes(file):
            holder, inner = triple.subject, triple.object
            if triple.predicate == sh("property") and isinstance(holder, ox.NamedNode):
                assert isinstance(inner, ox.NamedNode)
                assert inner.value.startswith(f"{holder.value}-")


def test_every_class_of_the_ontology_has_a_shape_or_is_a_kind_that_a_shape_lists() -> None:
    ontology = read_shapes(*sorted((resources() / "ontology").glob("*.ttl")))
    classes = {
        t.subject.value
        for t in ontology
        if (t.predicate, t.object) == (RDF_TYPE, ox.NamedNode(f"{OWL}Class"))
        and isinstance(t.subject, ox.NamedNode)
        and t.subject.value.startswith(IAG)
    }
    subclass = ox.NamedNode(f"{RDFS}subClassOf")
    divided = {t.object.value for t in ontology if t.predicate == subclass
               and isinstance(t.object, ox.NamedNode)}  # fmt: skip
    shapes = read_shapes(*FILES)
    targets = {t.object.value for t in shapes if t.predicate == sh("targetClass")
               and isinstance(t.object, ox.NamedNode)}  # fmt: skip
    kinds = {t.object.value for t in shapes if t.predicate == RDF_FIRST
             and isinstance(t.object, ox.NamedNode)}  # fmt: skip
    assert classes - divided - targets - kinds == set()


def test_every_property_of_the_ontology_is_used_by_a_shape() -> None:
    ontology = read_shapes(*sorted((resources() / "ontology").glob("*.ttl")))
    kinds = {ox.NamedNode(f"{OWL}{kind}Property") for kind in ("Object", "Datatype")}
    properties = {
        t.subject.value
        for t in ontology
        if t.predicate == RDF_TYPE
        and t.object in kinds
        and isinstance(t.subject, ox.NamedNode)
        and t.subject.value.startswith(IAG)
    }
    used = {t.object.value for t in read_shapes(*FILES) if isinstance(t.object, ox.NamedNode)}
    assert properties - used == set()


def test_the_shipped_graph_breaks_no_rule() -> None:
    store = to_store(read_quads(resources() / "exports" / "iag-kg.trig"))
    found = validate(triples(store), read_shapes(*FILES))
    assert [finding for finding in found if finding.severity == "violation"] == []
