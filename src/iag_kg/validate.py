"""A graph held against its shapes (SHACL Core): what breaks a rule, where, and in whose words.

pySHACL does the checking. Two things here make it fast enough for every build, and change nothing
in its answers: the triples sit in a store with the three look-ups that it makes and no more, and
the target of a node shape is handed down to its property shapes, each of which is then evaluated
once for all its nodes instead of once a node.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from iag_kg.errors import GraphError
from iag_kg.namespaces import RDFS, SH, compact

if TYPE_CHECKING:
    import rdflib

_RANKS = {"violation": 0, "warning": 1, "info": 2}
_LABEL = ox.NamedNode(f"{RDFS}label")
_PROPERTY, _PATH, _OFF = (ox.NamedNode(SH + name) for name in ("property", "path", "deactivated"))
_TARGETS = {ox.NamedNode(f"{SH}target{n}") for n in ("Class", "Node", "ObjectsOf", "SubjectsOf")}


@dataclass(frozen=True)
class Finding:
    """One constraint that one node does not meet; IRIs are CURIEs where a prefix fits."""

    severity: str
    shape: str
    node: str
    path: str | None
    constraint: str
    value: str | None
    message_fr: str
    message_en: str
    label_fr: str | None
    label_en: str | None


def validate(data: Sequence[ox.Triple], shapes: Sequence[ox.Triple]) -> list[Finding]:
    """What the data breaks of the shapes: violations, then warnings, then advice; shape by shape.

    Raises:
        GraphError: the shapes themselves are not valid SHACL.
    """
    import pyshacl
    import rdflib
    from pyshacl.errors import ReportableRuntimeError

    with _quiet():
        shapes_graph = _graph(_hand_down_targets(shapes))
        try:
            _, report, text = pyshacl.validate(_graph(data), shacl_graph=shapes_graph, inplace=True)
        except ReportableRuntimeError as error:
            raise GraphError(f"the shapes cannot be applied: {error}") from error
    if not isinstance(report, rdflib.Graph):
        raise GraphError(f"the shapes cannot be applied: {text}")
    results = report.objects(None, rdflib.URIRef(f"{SH}result"))
    labels = _labels(data)
    found = {_finding(report, shapes_graph, result, labels) for result in results}
    return sorted(found, key=lambda f: (_RANKS.get(f.severity, 3), *map(str, vars(f).values())))


def _finding(
    report: rdflib.Graph, shapes: rdflib.Graph, result: Any, labels: dict[tuple[str, str], str]
) -> Finding:
    import rdflib

    def get(name: str) -> Any:
        return report.value(result, rdflib.URIRef(f"{SH}{name}"))

    found: list[Any] = list(report.objects(result, rdflib.URIRef(f"{SH}resultMessage")))
    messages = {message.language: str(message) for message in sorted(found, key=str)}
    fallback = next(iter(messages.values()), "")
    component = str(get("sourceConstraintComponent"))[len(SH) :].removesuffix("ConstraintComponent")
    path, value, node = get("resultPath"), get("value"), get("focusNode")
    return Finding(
        severity=str(get("resultSeverity"))[len(SH) :].lower(),
        shape=_short(_named(shapes, get("sourceShape"))),
        node=_short(node),
        path=None if path is None else _path(shapes, path),
        constraint=component[:1].lower() + component[1:],
        value=None if value is None else _short(value),
        message_fr=messages.get("fr", fallback),
        message_en=messages.get("en", fallback),
        label_fr=labels.get((str(node), "fr")),
        label_en=labels.get((str(node), "en")),
    )


def _labels(data: Sequence[ox.Triple]) -> dict[tuple[str, str], str]:
    """Node and language to label; the first in alphabetical order where there are several."""
    labels: dict[tuple[str, str], str] = {}
    for subject, predicate, text in data:
        if predicate == _LABEL and isinstance(text, ox.Literal) and text.language:
            key = (str(getattr(subject, "value", subject)), text.language)
            labels[key] = min(text.value, labels.get(key, text.value))
    return labels


def _short(term: Any) -> str:
    import rdflib

    if isinstance(term, rdflib.BNode):
        return f"_:{term}"
    return compact(str(term)) if isinstance(term, rdflib.URIRef) else str(term)


def _named(shapes: rdflib.Graph, shape: Any) -> Any:
    """The shape itself where it has an IRI, else the named shape in which it is nested."""
    import rdflib

    parent = shape
    while isinstance(shape, rdflib.BNode) and parent is not None:
        shape, parent = parent, next(shapes.subjects(None, parent), None)
    return shape


def _path(shapes: rdflib.Graph, path: Any) -> str:
    """A SHACL path as SPARQL writes it: `iag:gap`, `^iag:comparesSkill`, `iag:a/iag:b`, `(a|b)`."""
    import rdflib

    if isinstance(path, rdflib.URIRef):
        return _short(path)
    if shapes.value(path, rdflib.RDF.first) is not None:
        return "/".join(_path(shapes, step) for step in shapes.items(path))
    _, kind, inner = next(shapes.triples((path, None, None)))
    name = str(kind)[len(SH) :]
    if name == "alternativePath":
        return f"({'|'.join(_path(shapes, choice) for choice in shapes.items(inner))})"
    marks = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}
    return f"^{_path(shapes, inner)}" if name not in marks else _path(shapes, inner) + marks[name]


def _hand_down_targets(shapes: Sequence[ox.Triple]) -> list[ox.Triple]:
    """The shapes with each named property shape aimed by itself at the targets of its node shape.

    A node shape keeps its links where another shape refers to it (then not only its targets bring
    nodes), where it is itself a property shape, and where it is switched off.
    """
    kept = {t.object for t in shapes}
    kept |= {t.subject for t in shapes if t.predicate in (_PATH, _OFF)}
    targets: dict[Any, list[ox.Triple]] = {}
    for triple in shapes:
        if triple.predicate in _TARGETS and triple.subject not in kept:
            targets.setdefault(triple.subject, []).append(triple)
    handed = []
    for triple in shapes:
        inner = triple.object
        aims = targets.get(triple.subject) if triple.predicate == _PROPERTY else None
        if aims and isinstance(inner, ox.NamedNode):
            handed += [ox.Triple(inner, aim.predicate, aim.object) for aim in aims]
        else:
            handed.append(triple)
    return handed


def _graph(content: Sequence[ox.Triple]) -> rdflib.Graph:
    """The same triples for rdflib, each term converted once."""
    import rdflib

    def convert(term: Any) -> Any:
        if isinstance(term, ox.NamedNode):
            return rdflib.URIRef(term.value)
        if isinstance(term, ox.BlankNode):
            return rdflib.BNode(term.value)
        if not isinstance(term, ox.Literal):  # a triple term, of which SHACL knows nothing
            return rdflib.Literal(str(term))
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        datatype = rdflib.URIRef(term.datatype.value)
        # To rdflib, "a" and "a"^^xsd:string are two terms, and NaN compares with no decimal.
        if datatype == rdflib.XSD.string or term.value == "NaN":
            return rdflib.Literal(term.value)
        return rdflib.Literal(term.value, datatype=datatype, normalize=False)

    terms: dict[Any, Any] = {}
    graph = rdflib.Graph(store=_store_class()())
    add = graph.store.add
    for triple in content:
        for term in triple:
            if term not in terms:
                terms[term] = convert(term)
        subject, predicate, value = triple
        add((terms[subject], terms[predicate], terms[value]), graph)
    return graph


@cache
def _store_class() -> type[Any]:
    from rdflib.plugins.stores.memory import Memory

    class Lookups(Memory):
        """One graph, indexed by subject and predicate, and by predicate and object."""

        def __init__(self) -> None:
            super().__init__()
            self._size, self._graphs = 0, [None]
            self._objects: dict[Any, dict[Any, list[Any]]] = {}
            self._subjects: dict[Any, dict[Any, list[Any]]] = {}

        def __len__(self, context: Any = None) -> int:
            return self._size

        def add(self, triple: Any, context: Any, quoted: bool = False) -> None:
            subject, predicate, value = triple
            self._graphs = [context]
            objects = self._objects.setdefault(subject, {}).setdefault(predicate, [])
            subjects = self._subjects.setdefault(predicate, {}).setdefault(value, [])
            if value not in objects if len(objects) < len(subjects) else subject not in subjects:
                objects.append(value)
                subjects.append(subject)
                self._size += 1

        def triples(self, triple_pattern: Any, context: Any = None) -> Any:
            subject, predicate, value = triple_pattern
            if subject is None and predicate is not None:
                by_value = self._subjects.get(predicate, {})
                for one in by_value if value is None else (value,):
                    for found in by_value.get(one, ()):
                        yield (found, predicate, one), self._graphs
                return
            for found in self._objects if subject is None else (subject,):
                by_predicate = self._objects.get(found, {})
                for edge in by_predicate if predicate is None else (predicate,):
                    for one in by_predicate.get(edge, ()):
                        if value is None or one == value:
                            yield (found, edge, one), self._graphs

    return Lookups


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep rdflib from logging a traceback for each ill-typed literal: SHACL reports them."""
    logger = logging.getLogger("rdflib.term")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)
