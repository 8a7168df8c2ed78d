"""Each work as someone would write it with rdflib and pySHACL, without iag-kg.

Where the two sides could be held apart, this one is spared: the tables are read by the same
reader, the texts of the triples are at hand before the clock starts, and no sentence is written.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

import rdflib
from rdflib.namespace import RDF, RDFS, SKOS

from bench import references
from bench.works import ROOT, TRIG, TURTLE, billionths
from iag_kg.namespaces import IAG, IAGG, PREFIXES

# Subject, predicate, object as text, language, datatype, graph; an IRI object has no datatype.
Text = tuple[str, str, str, str | None, str | None, str]
Profiles = dict[str, dict[str, Decimal]]

_IAG = rdflib.Namespace(IAG)
_COMPUTED = (f"{IAGG}inferred", f"{IAGG}passerelles")


def _nothing() -> None:
    import pyshacl  # noqa: F401


def _strings() -> list[Text]:
    """The texts of all triples of the shipped graph, without any store behind them."""
    import pyoxigraph as ox

    from iag_kg.graph import read_quads

    found: list[Text] = []
    for quad in read_quads(TRIG):
        assert isinstance(quad.subject, ox.NamedNode) and isinstance(quad.graph_name, ox.NamedNode)
        start, graph = (quad.subject.value, quad.predicate.value), quad.graph_name.value
        if isinstance(quad.object, ox.Literal):
            kind = None if quad.object.language else quad.object.datatype.value
            found.append((*start, quad.object.value, quad.object.language, kind, graph))
        else:
            assert isinstance(quad.object, ox.NamedNode)
            found.append((*start, quad.object.value, None, None, graph))
    return found


def _dataset() -> rdflib.Dataset:
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(TRIG, format="trig")
    idle(dataset)
    return dataset


def _one_graph() -> rdflib.Graph:
    return rdflib.Graph().parse(TURTLE)


def _both() -> tuple[rdflib.Graph, list[Text]]:
    return _one_graph(), [text for text in _strings() if text[-1] == f"{IAGG}passerelles"]


def _load(_: None, __: str) -> int:
    return len(_dataset())


def _build(strings: list[Text], _: str) -> int:
    dataset = _make(strings)
    graph = rdflib.Graph()
    for prefix, base in PREFIXES.items():
        graph.bind(prefix, base)
        dataset.bind(prefix, base)
    graph += dataset.triples((None, None, None))
    _count_findings(graph)
    for rdf_format in ("turtle", "json-ld"):
        graph.serialize(format=rdf_format)
    dataset.serialize(format="trig")
    return len(dataset)


def _graph(strings: list[Text], _: str) -> int:
    return len(_make(strings))


def _make(strings: list[Text]) -> rdflib.Dataset:
    """Tables to a graph with types, profiles and passerelles, by triple loops and dictionaries."""
    from iag_kg.tables import read_tables

    read_tables(ROOT / "data")
    dataset = rdflib.Dataset(default_union=True)
    _add(dataset, (text for text in strings if text[-1] not in _COMPUTED))
    inferred = dataset.graph(rdflib.URIRef(f"{IAGG}inferred"))
    for child in set(dataset.subjects(RDFS.subClassOf)):
        for parent in set(dataset.transitive_objects(child, RDFS.subClassOf)) - {child}:
            for thing in list(dataset.subjects(RDF.type, child)):
                inferred.add((thing, RDF.type, rdflib.URIRef(str(parent))))
    profiles = _profiles(dataset)
    for _ in _compare(profiles, dataset):
        pass
    _add(dataset, (text for text in strings if text[-1] in _COMPUTED))
    return dataset


def _add(dataset: rdflib.Dataset, texts: Iterable[Text]) -> None:
    graphs: dict[str, rdflib.Graph] = {}
    for subject, predicate, value, language, datatype, name in texts:
        if name not in graphs:
            graphs[name] = dataset.graph(rdflib.URIRef(name))
        is_iri = language is None and datatype is None
        kind = None if datatype is None else rdflib.URIRef(datatype)
        target = rdflib.URIRef(value) if is_iri else rdflib.Literal(value, language, kind)
        graphs[name].add((rdflib.URIRef(subject), rdflib.URIRef(predicate), target))


def _profiles(graph: rdflib.Graph) -> Profiles:
    """The highest demand of each métier for each skill, cell by cell."""
    profiles: Profiles = defaultdict(dict)
    changes = dict(
        (graph.value(change, _IAG.concernsMetier), level)
        for change, level in graph.subject_objects(_IAG.hasTransformation)
    )
    for statement, wording in graph.subject_objects(_IAG.concernsWording):
        metier = graph.value(statement, _IAG.concernsMetier)
        level = graph.value(statement, _IAG.hasLevel) or changes.get(metier)
        if metier is None or level is None:
            continue
        weight = Decimal(str(graph.value(level, _IAG.demandWeight)))
        row = profiles[str(metier)]
        for skill in graph.objects(wording, _IAG.harmonisedAs):
            row[str(skill)] = max(weight, row.get(str(skill), Decimal(0)))
    return profiles


def _compare(profiles: Profiles, graph: rdflib.Graph) -> Iterator[tuple[Any, ...]]:
    """All ordered pairs, one by one: the scores, the kind, what each skill adds and lacks."""
    having: dict[str, int] = defaultdict(int)
    for row in profiles.values():
        for skill, weight in row.items():
            having[skill] += weight > 0
    rarity = {skill: -math.log(count / len(profiles)) for skill, count in having.items() if count}
    about = {
        metier: tuple(
            graph.value(rdflib.URIRef(metier), predicate)
            for predicate in (SKOS.notation, _IAG.inFamily, _IAG.isManagerial, _IAG.hasProfileBasis)
        )
        for metier in profiles
    }
    for origin, held in profiles.items():
        for destination, wanted in profiles.items():
            if origin == destination:
                continue
            skills = held.keys() | wanted.keys()
            pairs = {s: (held.get(s, Decimal(0)), wanted.get(s, Decimal(0))) for s in skills}
            shared = sum((min(pair) for pair in pairs.values()), Decimal(0))
            either = sum((max(pair) for pair in pairs.values()), Decimal(0))
            total = sum(wanted.values(), Decimal(0))
            durable = sum((min(p) for p in pairs.values() if p[1] >= Decimal("0.75")), Decimal(0))
            rare = [(rarity.get(s, 0.0), float(a), float(b)) for s, (a, b) in pairs.items()]
            both = sum(weight * min(a, b) for weight, a, b in rare)
            lines = [
                (skill, min(a, b) / total, b - min(a, b)) for skill, (a, b) in pairs.items() if b
            ]
            yield (
                about[origin],
                about[destination],
                shared / total if total else Decimal(0),
                shared / either if either else Decimal(0),
                durable / shared if shared else Decimal(0),
                both / (sum(weight * b for weight, _, b in rare) or 1.0),
                both / (sum(weight * max(a, b) for weight, a, b in rare) or 1.0),
                lines,
            )


def _validate(_: None, __: str) -> int:
    return _count_findings(_one_graph())


def _count_findings(graph: rdflib.Graph) -> int:
    import pyshacl

    shapes = rdflib.Graph()
    for path in sorted((ROOT / "shapes").glob("*.ttl")):
        shapes.parse(path)
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes)
    assert isinstance(report, rdflib.Graph)
    return len(list(report.objects(None, rdflib.SH.result)))


def _parsed(lines: bytes) -> rdflib.Graph:
    return rdflib.Graph().parse(data=lines, format="nt")


def _passerelles(graph: rdflib.Graph, _: str) -> int:
    return billionths(move[2:7] for move in _compare(_profiles(graph), graph))


def _quads(inputs: tuple[rdflib.Graph, list[Text]], _: str) -> int:
    graph, strings = inputs
    for _move in _compare(_profiles(graph), graph):
        pass
    dataset = rdflib.Dataset(default_union=True)
    _add(dataset, strings)
    return len(dataset)


def _turtle(graph: rdflib.Graph, _: str) -> int:
    graph.serialize(format="turtle")
    return len(graph)


def _jsonld(graph: rdflib.Graph, _: str) -> int:
    graph.serialize(format="json-ld", auto_compact=True)
    return len(graph)


def _query(dataset: rdflib.Dataset, name: str) -> int:
    text = (ROOT / "queries" / f"{name}.rq").read_text(encoding="utf-8")
    return len(list(dataset.query(text)))


def idle(state: Any) -> int:
    """Nothing, but through the same code, so that its own pages are not taken for data."""
    if not isinstance(state, rdflib.Dataset):
        return 0
    return len(list(state.query("SELECT (1 AS ?one) {}")))


PREPARATIONS: dict[str, Callable[[], Any]] = {
    "both": _both,
    "dataset": _dataset,
    "esco/disk": lambda: references.prepare("esco").lines(),
    "esco/held": lambda: _parsed(references.prepare("esco").lines()),
    "graph": _one_graph,
    "nothing": _nothing,
    "rome/disk": lambda: references.prepare("rome").lines(),
    "rome/held": lambda: _parsed(references.prepare("rome").lines()),
    "strings": _strings,
}
WORKS: dict[str, Callable[[Any, str], int]] = {
    "build": _build,
    "disk": lambda lines, _: _count_findings(_parsed(lines)),
    "graph": _graph,
    "held": lambda graph, _: _count_findings(graph),
    "jsonld": _jsonld,
    "load": _load,
    "passerelles": _passerelles,
    "quads": _quads,
    "query": _query,
    "turtle": _turtle,
    "validate": _validate,
}
